"""Every path of every kernel is its slow twin, on shapes made to break it."""

from types import SimpleNamespace

import pytest
import torch

from sonde.core.maths import unit_rows
from sonde.dictionary.kernels import on_cpu, on_torch, reference
from sonde.dictionary.kernels.rounding import (
    bits_of,
    from_float8,
    in_bf16,
    in_float8,
    keys_of,
    opened,
    rounded,
)
from sonde.dictionary.kernels.rows import Rows, Sums, Table, When
from triton_kernels import DEVICE, on_gpu


@pytest.fixture
def rng():
    return torch.Generator().manual_seed(5)


def path_of(name):
    """The kernels, with where their tensors must be."""
    if name == "triton":
        return SimpleNamespace(kernels=on_gpu(), device=DEVICE)
    return SimpleNamespace(kernels={"torch": on_torch, "numba": on_cpu}[name], device="cpu")


@pytest.fixture(params=["torch", "numba", "triton"])
def path(request):
    return path_of(request.param)


@pytest.fixture(params=["numba", "triton"])
def adding(request):
    """The kernels that add up on the way."""
    return path_of(request.param)


def call(path, name, *given):
    """A kernel's answer, brought back."""
    if not hasattr(path.kernels, name):
        pytest.skip("it has none of its own")
    found = getattr(path.kernels, name)(*(there(one, path.device) for one in given))
    return tuple(part.cpu() for part in found) if isinstance(found, tuple) else found.cpu()


def there(value, device):
    """Tensors on a device, those in named tuples too."""
    if isinstance(value, tuple):
        return type(value)(*(there(part, device) for part in value))
    return value.to(device) if isinstance(value, torch.Tensor) else value


def close(found, expected):
    torch.testing.assert_close(found, expected, rtol=1e-5, atol=1e-5)


# counts of rows in each bag; an empty list is no bag at all
BAGS = [[3, 0, 1], [0, 0], [1], [0], [], [9, 0, 0, 2, 4], [700]]


@pytest.mark.parametrize("width", [1, 5, 16, 1025])
@pytest.mark.parametrize("counts", BAGS)
def test_sums_of_bags(counts, width, path, rng):
    if sum(counts) > 100 and width > 5:
        return
    counts = torch.tensor(counts, dtype=torch.int64)
    n = int(counts.sum())
    table, weights = torch.randn(7, width, generator=rng), torch.randn(n, generator=rng)
    indices, starts = torch.randint(0, 7, (n,), generator=rng), counts.cumsum(0) - counts
    found = call(path, "bag_sum", weights, table, indices, starts)
    slow = [(w[:, None] * table[i]).sum(0) for w, i in zip(
        weights.split(counts.tolist()), indices.split(counts.tolist()), strict=True)]  # fmt: skip
    expected = torch.stack(slow) if slow else torch.zeros(0, width)
    torch.testing.assert_close(found, expected, rtol=1e-4, atol=1e-4)


@pytest.mark.parametrize(("n", "width"), [(0, 4), (1, 1), (9, 7), (5, 1025), (12, 3)])
def test_dots_of_pairs(n, width, path, rng):
    a, b = torch.randn(4, width, generator=rng), torch.randn(3, width, generator=rng)
    places = torch.randperm(12, generator=rng)[:n].sort().values
    rows, columns = places // 3, places % 3
    found = call(path, "pair_dots", a, b, rows, columns)
    torch.testing.assert_close(
        found, reference.pair_dots(a, b, rows, columns), rtol=1e-4, atol=1e-4
    )


MATRICES = {
    "ordinary": lambda rng: torch.randn(5, 9, generator=rng),
    "ties": lambda rng: torch.randint(-1, 2, (6, 7), generator=rng).float() / 2,
    "negative": lambda rng: -torch.rand(3, 4, generator=rng),
    "one": lambda rng: torch.ones(1, 1),
    "wide": lambda rng: torch.randn(2, 2500, generator=rng),
    "no rows": lambda rng: torch.zeros(0, 3),
    "no columns": lambda rng: torch.zeros(2, 0),
    "rough": lambda rng: torch.randn(4, 30, generator=rng).bfloat16(),
    "columns of a table": lambda rng: torch.randn(6, 20, generator=rng)[:, 3:11],
}


@pytest.mark.parametrize("floor", [-100.0, 0.0, 0.5, 1.0 + 2**-8, float("inf")])
@pytest.mark.parametrize("matrix", MATRICES)
def test_what_exceeds_a_floor(matrix, floor, path, rng):
    matrix = MATRICES[matrix](rng)
    found = call(path, "above", matrix, floor)
    for one, other in zip(found, reference.above(matrix, floor), strict=True):
        assert torch.equal(one, other)


@pytest.mark.parametrize("matrix", MATRICES)
def test_what_exceeds_the_floor_of_its_row(matrix, path, rng):
    matrix = MATRICES[matrix](rng)
    floors = torch.randint(-1, 2, (len(matrix), 1), generator=rng) / 2
    found = call(path, "above", matrix, floors)
    rows, columns = (matrix.float() > floors).nonzero(as_tuple=True)
    expected = (matrix[rows, columns], rows, columns)
    assert all(torch.equal(one, other) for one, other in zip(found, expected, strict=True))


@pytest.mark.parametrize("k", [1, 3, 40])
@pytest.mark.parametrize("counts", [*BAGS, [40, 0, 33, 1, 3]])
def test_the_strongest_of_bags_are_those_of_a_stable_sort(counts, k, path, rng):
    values = torch.randint(-3, 4, (sum(counts),), generator=rng) / 2  # many are equal
    starts = torch.tensor(counts, dtype=torch.int64).cumsum(0) - torch.tensor(counts)
    found = call(path, "strongest_of_bags", values, starts.long(), k)
    expected = [
        torch.zeros(len(bag), dtype=torch.bool).index_fill(
            0, bag.sort(descending=True, stable=True).indices[:k], True
        )
        for bag in values.split(counts)
    ]
    assert torch.equal(found, torch.cat([*expected, torch.zeros(0, dtype=torch.bool)]))


@pytest.mark.parametrize("width", [1, 7, 64])
def test_rows_are_rounded_as_torch_rounds_them(width, path, rng):
    rows = torch.randn(6, width, generator=rng)
    rows[0] = 1 + 2**-8  # between two, the lower of which is even
    rows[1] = 1 + 3 * 2**-8  # the higher is
    kept, features = torch.zeros(6, width + 3, dtype=torch.bfloat16), torch.tensor([0, 1, 4])
    if not hasattr(path.kernels, "round_rows"):
        pytest.skip("it has none of its own")
    path.kernels.round_rows(kept, rows, features)
    expected = torch.zeros_like(kept)
    expected[features, :width] = rows[features].bfloat16()
    assert torch.equal(kept, expected)


@pytest.mark.parametrize(("n", "size"), [(0, 3), (1, 1), (20, 4), (3, 9)])
def test_totals_by_feature(n, size, path, rng):
    weights, features = torch.randn(n, generator=rng), torch.randint(0, size, (n,), generator=rng)
    close(call(path, "totals", weights, features, size), reference.totals(weights, features, size))


def table_of(size, width, rng, dtype):
    rows, m = torch.randn(size, width, generator=rng), torch.randn(size, width, generator=rng)
    v = torch.rand(size, width, generator=rng)
    if dtype == torch.uint8:
        keys = keys_of(torch.arange(size), 3, 0, 7)
        return Table(unit_rows(rows), *rounded(m, v, keys, dtype))
    return Table(unit_rows(rows), m.to(dtype), v.to(dtype))


def when_of(n, rng, dtype, step=60):
    lag = torch.randint(1, 50, (n,), generator=rng).float()
    times = torch.randint(1, 50, (n,), generator=rng).float()
    keys = keys_of(torch.arange(n), step, 0, 7) if dtype in FEW_BITS else None
    return When(step, 0.1, lag, times, keys)


def same_table(found, expected):
    """A random rounding of two numbers that differ in the last digit may differ."""
    torch.testing.assert_close(found.rows, expected.rows, rtol=1e-5, atol=1e-6)
    rtol, atol = {torch.float32: (1e-5, 1e-6)}.get(found.m.dtype, (FEW_BITS.get(found.m.dtype), 0))
    pairs = zip(opened(*found[1:]), opened(*expected[1:]), strict=True)
    for one, other in pairs:
        torch.testing.assert_close(one, other, rtol=rtol, atol=atol)
        if found.m.dtype in FEW_BITS:
            assert (one == other).float().mean() > 0.98 or one.numel() < 50


def copy_of(table):
    return Table(*(part.clone() for part in table))


FEW_BITS = {torch.bfloat16: 2**-7, torch.uint8: 2**-3}  # how far apart two neighbours may be
DTYPES = [torch.float32, *FEW_BITS]
SHAPES = [(6, 3, 6), (9, 1, 4), (5, 17, 1), (4, 2, 0), (1, 1, 1), (3, 600, 2)]


@pytest.mark.parametrize("dtype", DTYPES, ids=str)
@pytest.mark.parametrize("kernels", ["torch", "numba", "triton"])
@pytest.mark.parametrize("unit", [True, False])
@pytest.mark.parametrize(("size", "width", "n"), SHAPES)
def test_moving_rows_is_what_it_says_row_by_row(
    size, width, n, unit, kernels, dtype, rng, monkeypatch
):
    monkeypatch.setattr(on_torch, "PIECE", 2 * width)
    table, when = table_of(size, width, rng, dtype), when_of(n, rng, dtype)
    features = torch.randperm(size, generator=rng)[:n].sort().values
    gradient = Rows(features, torch.randn(n, width, generator=rng))
    slow = copy_of(table)
    reference.move_rows(slow, gradient, when, unit)
    device = DEVICE if kernels == "triton" else "cpu"
    fast = there(copy_of(table), device)
    module = {"torch": on_torch, "numba": on_cpu}.get(kernels) or on_gpu()
    module.move_rows(fast, there(gradient, device), there(when, device), unit)
    fast = there(fast, "cpu")
    same_table(fast, slow)
    untouched = torch.ones(size, dtype=torch.bool)
    untouched[features] = False
    for one, other in zip(fast, table, strict=True):
        assert torch.equal(one[untouched], other[untouched])


def sums_of(counts, width, rng, size=9, n_vectors=4):
    """Rows with so many terms each."""
    counts = torch.tensor(counts, dtype=torch.int64)
    n = int(counts.sum())
    features = torch.randperm(size, generator=rng)[: len(counts)].sort().values
    vectors = torch.randn(n_vectors, width, generator=rng)
    rows = torch.randint(0, n_vectors, (n,), generator=rng)
    starts, weights = counts.cumsum(0) - counts, torch.randn(n, generator=rng)
    return Sums(features, starts, weights, vectors, rows)


@pytest.mark.parametrize("across", [True, False])
@pytest.mark.parametrize("width", [1, 6, 33])
@pytest.mark.parametrize("counts", [[1], [1, 1, 1], [5, 1, 4, 30], []])
def test_lengths_of_a_gradient_that_is_not_added_up(counts, width, across, adding, rng):
    directions = torch.randn(9, width, generator=rng) if across else None
    sums = sums_of(counts, width, rng)._replace(across=directions)
    found = adding.kernels.squares(there(sums, adding.device)).cpu()
    expected = reference.squares(sums) if counts else torch.zeros(0)
    torch.testing.assert_close(found, expected, rtol=1e-4, atol=1e-4)


@pytest.mark.parametrize("width", [1, 6, 33])
@pytest.mark.parametrize("counts", [[1], [1, 1, 1], [5, 1, 4, 700], []])
def test_no_gradient_is_longer_than_it_can_be(counts, width, path, rng):
    sums = sums_of(counts, width, rng)
    found = call(path, "at_most", sums)
    lengths = sums.vectors.norm(dim=1)[sums.rows] * sums.weights.abs()
    expected = torch.stack([part.sum() for part in lengths.split(counts)]) if counts else lengths
    close(found, expected)
    if counts:
        assert (reference.squares(sums).sqrt() <= found * (1 + 1e-5)).all()


@pytest.mark.parametrize("n", [0, 1, 2, 300])
@pytest.mark.parametrize("size", [1, 5, 1000])
def test_the_order_of_features_keeps_that_of_equal_ones(n, size, path, rng):
    if not hasattr(path.kernels, "order_of"):
        pytest.skip("it has none of its own")
    features = torch.randint(0, size, (n,), generator=rng)
    order, fired, starts = path.kernels.order_of(features)
    pairs = sorted(zip(features.tolist(), range(n), strict=True))
    assert order.tolist() == [place for _, place in pairs]
    there = sorted({*features.tolist()})
    assert fired.tolist() == there
    ascending = [feature for feature, _ in pairs]
    assert starts.tolist() == [ascending.index(feature) for feature in there]


@pytest.mark.parametrize("dtype", DTYPES, ids=str)
@pytest.mark.parametrize("across", [True, False])
@pytest.mark.parametrize("width", [1, 6, 33])
@pytest.mark.parametrize("counts", [[1], [5, 1, 4, 30]])
def test_moving_rows_by_sums_is_adding_up_and_moving(counts, width, across, dtype, adding, rng):
    if across and width == 1:
        return  # nothing is left of the gradient, and Adam divides nothing by nothing
    sums, table = sums_of(counts, width, rng), table_of(9, width, rng, dtype)
    when = when_of(len(counts), rng, dtype)
    slow, fast = copy_of(table), there(copy_of(table), adding.device)
    sums = sums._replace(across=table.rows if across else None)
    reference.move_sums(slow, sums, when, across)
    adding.kernels.move_sums(fast, there(sums, adding.device), there(when, adding.device), across)
    torch.testing.assert_close(fast.rows.cpu(), slow.rows, rtol=1e-4, atol=1e-5)
    for one, other in zip(opened(*there(fast, "cpu")[1:]), opened(*slow[1:]), strict=True):
        tolerance = FEW_BITS.get(dtype, 1e-4)
        torch.testing.assert_close(one, other, rtol=tolerance, atol=1e-5)


def test_no_rows_move_nothing(adding, rng):
    sums, table = sums_of([], 4, rng), table_of(9, 4, rng, torch.float32)
    after = there(copy_of(table), adding.device)
    adding.kernels.move_sums(
        after, there(sums, adding.device), there(when_of(0, rng, None), adding.device), True
    )
    assert all(torch.equal(one.cpu(), other) for one, other in zip(after, table, strict=True))


def test_the_same_sums_give_the_same_bytes_twice(adding, rng):
    sums, table = sums_of([40, 3, 17], 20, rng), table_of(9, 20, rng, torch.bfloat16)
    when, found = when_of(3, rng, torch.bfloat16), []
    for _ in range(2):
        moved = there(copy_of(table), adding.device)
        adding.kernels.move_sums(
            moved, there(sums, adding.device), there(when, adding.device), True
        )
        found.append(moved)
    assert all(torch.equal(one, other) for one, other in zip(*found, strict=True))


VALUES = [1.0, 1.0 + 2**-20, -3.14159, 1e-20, 2.5e30, 0.0, -0.0, 255.996, 2.0**-126]


@pytest.mark.parametrize("value", VALUES)
def test_rounding_loses_nothing_on_average(value):
    """Over all 16 random bits there are, exactly."""
    x = torch.full((1 << 16,), value)
    found = in_bf16(x, torch.arange(1 << 16))
    assert found.dtype == torch.bfloat16
    assert float(found.double().mean()) == float(x[0].double())
    assert len(found.unique()) <= 2


@pytest.mark.parametrize("bits", [7, 8])
@pytest.mark.parametrize("value", [1.0, 1.07, -3.14159, 1e-20, 2.5e30, 255.996])
def test_rounding_to_float8_loses_nothing_on_average(value, bits):
    """Beside a larger number, over all 16 random bits, to what these cannot tell apart."""
    value = value if bits == 7 else abs(value)
    x = torch.tensor([[value, 300 * abs(value)]]).expand(1 << 16, -1)
    chance = torch.arange(1 << 16)[:, None].expand(-1, 2)
    found = from_float8(in_float8(x, chance, bits), bits)
    assert found.double().mean(0).tolist() == pytest.approx(x[0].tolist(), rel=2**-18)
    assert len(found[:, 0].unique()) <= 2
    torch.testing.assert_close(found, x, rtol=2**-3, atol=0)


def test_what_is_too_small_for_its_row_is_nothing_or_divided_by():
    x = torch.tensor([[1.0, 1e-30, 0.0], [0.0, 0.0, 0.0]])
    none = torch.zeros(2, 3).long()
    first, second = (from_float8(in_float8(x, none, bits), bits) for bits in (7, 8))
    assert first[0].tolist() == [1.0, 0.0, 0.0]
    assert 1e-30 < float(second[0, 1]) == float(second[0, 2]) < 1e-8
    assert not first[1].any()
    assert float(second[1].max()) < 1e-37


def test_random_bits_are_even_and_no_two_alike():
    """From row to row too; in a row they are evener than chance, whichever half is taken."""
    keys = keys_of(torch.arange(300), 4, 1, 0)
    bits = bits_of(keys, 200)
    assert int(bits.min()) >= 0
    assert int(bits.max()) < 1 << 32
    n = bits.numel()
    ones = torch.stack([(bits >> place & 1).double().mean() for place in range(32)])
    assert float((ones - 0.5).abs().max()) < 5 * 0.5 / n**0.5
    low, high = (bits & 0xFFFF).double(), (bits >> 16).double()
    assert abs(correlation(low, high)) < 5 / n**0.5
    for part in (low, high):
        assert abs(correlation(part[1:], part[:-1])) < 5 / len(keys) ** 0.5
    assert len(bits.unique()) > n - 10  # a birthday or two
    for part in (low, high):
        parts = torch.nn.functional.one_hot((part * 20 / (1 << 16)).long(), 20).sum(1)
        assert int(parts.min()) >= 4  # of 200 in 20 bins; by chance one in 35 bins has fewer
        assert int(parts.max()) <= 16


def test_the_bits_of_a_column_are_those_of_chance_from_step_to_step():
    keys = torch.cat([keys_of(torch.tensor([3]), step, 0, 0) for step in range(4_000)])
    bits = bits_of(keys, 3)
    for part in ((bits & 0xFFFF).double(), (bits >> 16).double()):
        assert float((part.mean(0) / 65_535 - 0.5).abs().max()) < 4 * (1 / 12 / 4_000) ** 0.5
        assert abs(correlation(part[1:, 0], part[:-1, 0])) < 4 / 4_000**0.5


def correlation(one, other):
    return float(torch.corrcoef(torch.stack([one.flatten(), other.flatten()]))[0, 1])


@pytest.mark.parametrize("changed", ["features", "step", "table", "seed"])
def test_what_a_key_depends_on(changed):
    given = {"features": torch.arange(50), "step": 3, "table": 0, "seed": 9}
    other = {**given, changed: given[changed] + (50 if changed == "features" else 1)}
    assert torch.equal(keys_of(**given), keys_of(**given))
    assert not (keys_of(**given) == keys_of(**other)).any()


def test_a_feature_has_the_key_it_has_among_all():
    whole = keys_of(torch.arange(20), 5, 1, 2)
    assert torch.equal(keys_of(torch.arange(13, 20), 5, 1, 2), whole[13:])


def test_a_moment_that_fades_by_a_thousandth_does_fade():
    """To the nearest it would stand still: 0.999 of a number is nearer to it than the next."""
    m = v = torch.ones(1, 4000)
    for step in range(100):
        m, v = rounded(m.float(), 0.999 * v.float(), keys_of(torch.tensor([0]), step, 0, 0))
    assert torch.equal(m.float(), torch.ones(1, 4000))
    assert float(v.float().mean()) == pytest.approx(0.999**100, rel=0.003)
    assert float((torch.ones(4000, dtype=torch.bfloat16) * 0.999).float().mean()) == 1.0
