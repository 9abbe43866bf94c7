"""What a first look lets through is what brute force lets through, whichever kernels look."""

import pytest
import torch

from sonde.dictionary.candidates import Candidates
from sonde.dictionary.kernels import dispatch, on_cpu
from sonde.dictionary.kernels.on_cpu import candidates as compiled

BATCH, SIZE = 9, 700


@pytest.fixture
def rng():
    return torch.Generator().manual_seed(6)


@pytest.fixture(params=["torch", "numba"])
def kind(request):
    return {"torch": Candidates, "numba": on_cpu.Candidates}[request.param]


CODES = {
    "ordinary": lambda rng: torch.randn(BATCH, SIZE, generator=rng),
    "all alike": lambda rng: torch.full((BATCH, SIZE), 0.5),
    "few values": lambda rng: torch.randint(-2, 3, (BATCH, SIZE), generator=rng) / 4,
    "all negative": lambda rng: -torch.rand(BATCH, SIZE, generator=rng) - 0.01,
    "zeros of both signs": lambda rng: (torch.rand(BATCH, SIZE, generator=rng) - 0.5) * 0.0,
    "rising": lambda rng: torch.arange(SIZE).repeat(BATCH, 1) / SIZE + 0.1,
    "one large": lambda rng: torch.eye(BATCH, SIZE) * 1e3 - 1e-30,
    "just under zero": lambda rng: (  # every bf16 about the margin below
        (torch.tensor([-0.013]).bfloat16().view(torch.int16) + torch.arange(SIZE) % 7 - 3)
        .to(torch.int16)
        .view(torch.bfloat16)
        .repeat(BATCH, 1)
    ),
    "rows of unlike size": lambda rng: (
        torch.randn(BATCH, SIZE, generator=rng) * 10.0 ** torch.arange(-4, BATCH - 4)[:, None]
    ),
}


def looked_at(kind, codes, k, margin, floor=0.0, width=SIZE, height=BATCH):
    found = kind(torch.zeros(len(codes), 3), k, margin, floor)
    for start in range(0, codes.shape[1], width):
        for first in range(0, len(codes), height):
            tile = codes[first : first + height, start : start + width]
            found.add(tile.contiguous(), first, start)
    return found.found()


def brute_force(codes, k, margin, floor=0.0):
    wide = codes.float()
    low = torch.full((len(codes),), floor - margin)
    if k:
        reached = wide.topk(k, dim=1).values[:, -1].clamp_min(0)
        low = torch.maximum(low, reached - torch.tensor(margin))
    rows, features = (wide > low[:, None]).nonzero(as_tuple=True)
    return low, rows, features


@pytest.mark.parametrize("margin", [0.0, 0.013])
@pytest.mark.parametrize("k", [1, 5, 90])
@pytest.mark.parametrize("codes", CODES)
def test_compiled_they_are_those_of_brute_force(codes, k, margin, rng):
    codes = CODES[codes](rng).bfloat16()
    for width, height in ((SIZE, BATCH), (64, 4), (133, 2)):
        low, *places = looked_at(on_cpu.Candidates, codes, k, margin, width=width, height=height)
        expected_low, *expected = brute_force(codes, k, margin)
        torch.testing.assert_close(low, expected_low, rtol=1e-6, atol=1e-7)
        assert all(torch.equal(one, other) for one, other in zip(places, expected, strict=True))


@pytest.mark.parametrize("k", [1, 5])
@pytest.mark.parametrize("codes", CODES)
def test_none_of_the_k_largest_is_missed(codes, k, kind, rng):
    codes = CODES[codes](rng).bfloat16()
    low, rows, features = looked_at(kind, codes, k, 0.01, width=128)
    there = torch.zeros(codes.shape, dtype=torch.bool)
    there[rows, features] = True
    least = codes.float().topk(k, dim=1).values[:, -1:].clamp_min(1e-38)
    assert there[codes.float() >= least].all()
    assert (codes.float() > low[:, None])[there].all()
    assert torch.equal(rows, rows.sort().values)


@pytest.mark.parametrize("floor", [0.0, 0.3, 2.0, float("inf")])
def test_without_a_k_they_are_all_over_the_floor(floor, kind, rng):
    codes = CODES["few values"](rng).bfloat16()
    _, *places = looked_at(kind, codes, 0, 0.1, floor, width=100)
    expected = brute_force(codes, 0, 0.1, floor)[1:]
    assert all(torch.equal(one, other) for one, other in zip(places, expected, strict=True))


def test_where_a_row_has_more_than_there_is_room_for_there_is_more_room(monkeypatch, rng):
    monkeypatch.setattr(compiled, "ROOM", 8)
    codes = torch.rand(BATCH, SIZE, generator=rng).bfloat16()
    for k in (0, 1, 2, 50):
        found = looked_at(on_cpu.Candidates, codes, k, 0.2, width=100)[1:]
        expected = brute_force(codes, k, 0.2)[1:]
        assert all(torch.equal(one, other) for one, other in zip(found, expected, strict=True))


@pytest.mark.parametrize("own", [False, True])
def test_a_floor_that_few_rows_reach_lowers_no_other(own, rng):
    """Rows that reach it have the answer they have without it; each may have its own."""
    codes = CODES["rows of unlike size"](rng).bfloat16()
    scale = 10.0 ** torch.arange(-4, BATCH - 4)
    floor = scale * (1 + 4 * (torch.arange(BATCH) % 2)) if own else 1.0
    low, rows, features = looked_at(on_cpu.Candidates, codes, 5, 0.01, floor=floor)
    expected = brute_force(codes, 5, 0.01)
    asked = torch.as_tensor(floor) - 0.01
    reached = low > asked
    assert (low >= asked).all()
    assert torch.equal(reached, expected[0] > asked)
    assert 0 < int(reached.sum()) < BATCH
    assert torch.equal(low[reached], expected[0][reached])
    for row in reached.nonzero().flatten():
        assert torch.equal(features[rows == row], expected[2][expected[1] == row])


def test_they_are_compiled_where_it_is_worth_while():
    few, many = torch.zeros(4, 8), torch.zeros(1 << 12, 8)
    assert dispatch.candidates_in_bf16(few, 100) is None
    assert dispatch.candidates_in_bf16(many, 1 << 10) is on_cpu.Candidates
    assert dispatch.candidates_in_bf16(many.double(), 1 << 10) is None
