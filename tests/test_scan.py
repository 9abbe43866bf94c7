"""Choosing tile by tile is choosing from the whole matrix, whatever the floor was."""

import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st

from sonde.dictionary import scan
from sonde.dictionary.kernels import reference
from sonde.dictionary.scan import Scan
from sonde.dictionary.sparse import dense
from sonde.dictionary.tiles import Bounds, bound_of

law = settings(deadline=None, max_examples=60)


def table(batch, size, seed, levels):
    """Pre_codes; with few levels many are equal."""
    found = torch.randn(batch, size, generator=torch.Generator().manual_seed(seed))
    return (found * levels).round() / levels if levels else found


def columns(rows, some):
    return rows[:, some]


tables = st.builds(
    table,
    batch=st.integers(1, 40),
    size=st.integers(1, 90),
    seed=st.integers(0, 10_000),
    levels=st.sampled_from([0, 1, 3]),
)


@law
@given(tables, st.integers(1, 9), st.sampled_from([scan.UNKNOWN, 0.0, 0.5, 3.0, float("inf")]))
def test_the_strongest_of_a_batch_whatever_the_floor(pre_codes, k, floor):
    k = min(k, pre_codes.shape[1])
    one = Scan(pre_codes.shape[1])
    one.floor.fill_(floor)
    found = one.of_batch(columns, pre_codes, k)
    flat = pre_codes.relu().flatten()
    expected = flat.sort(descending=True, stable=True).indices[: k * len(pre_codes)]
    expected = expected[flat[expected] > 0]
    places = found.rows * pre_codes.shape[1] + found.features
    assert places.tolist() == sorted(expected.tolist())
    assert torch.equal(found.values, flat[places])


@law
@given(tables, st.integers(1, 9))
def test_the_strongest_of_every_row(pre_codes, k):
    k = min(k, pre_codes.shape[1])
    found = Scan(pre_codes.shape[1]).of_rows(columns, pre_codes, k)
    ranked = pre_codes.relu().sort(dim=1, descending=True, stable=True).indices[:, :k]
    expected = torch.zeros_like(pre_codes).scatter(1, ranked, pre_codes.relu().gather(1, ranked))
    assert torch.equal(dense(found, *pre_codes.shape), expected)
    places = found.rows * pre_codes.shape[1] + found.features
    assert places.tolist() == sorted(places.tolist())


@pytest.mark.parametrize(
    ("tile", "wide", "fewest"), [(1, 1, 1), (50, 70, 3), (1 << 21, 1 << 24, 256)]
)
@pytest.mark.parametrize("levels", [0, 2])
def test_the_size_of_a_tile_changes_nothing(tile, wide, fewest, levels, monkeypatch):
    for name, value in (("TILE", tile), ("WIDE", wide), ("FEWEST", fewest)):
        monkeypatch.setattr(scan, name, value)
    pre_codes = table(30, 200, 1, levels)
    of_batch = Scan(200).of_batch(columns, pre_codes, 4)
    of_rows = Scan(200).of_rows(columns, pre_codes, 4)
    twin = reference.keep_strongest(pre_codes, 4)
    assert dense(of_rows, 30, 200).sum() == twin.sum()
    assert len(of_rows.values) == 120
    assert len(of_batch.values) == 120
    assert dense(of_batch, 30, 200).sum() == reference.keep_strongest_of_batch(pre_codes, 4).sum()


@law
@given(tables, st.integers(1, 9), st.sampled_from([1, 2, 64]))
def test_at_least_k_codes_of_a_row_reach_its_bound(pre_codes, k, block):
    bound = bound_of(pre_codes, k, block)
    if pre_codes.shape[1] < k:
        assert not bound.any()
    else:
        reached = (pre_codes >= bound[:, None]).sum(1)
        assert bool((reached >= k).all() or not bound.any())


@law
@given(tables, st.integers(1, 9), st.integers(1, 40))
def test_a_bound_that_rises_tile_by_tile_is_reached_too(pre_codes, k, width):
    bounds, before = Bounds(pre_codes, k), torch.zeros(len(pre_codes))
    for tile in pre_codes.split(width, 1):
        after = bounds.raised(tile, 0)
        assert (after >= before).all()
        before = after
    assert torch.equal(bounds.reached(), before)
    reached = (pre_codes >= before[:, None]).sum(1) >= k
    assert bool((reached | (before == 0)).all())


@law
@given(tables, st.integers(1, 9), st.integers(0, 99))
def test_the_strongest_of_every_row_among_some(pre_codes, k, seed):
    size = pre_codes.shape[1]
    chosen = torch.rand(size, generator=torch.Generator().manual_seed(seed)) < 0.4
    among = chosen.nonzero().flatten()
    found = Scan(size).of_rows(columns, pre_codes, k, among)
    alone = Scan(len(among)).of_rows(columns, pre_codes[:, among], k)
    assert torch.equal(found.features, among[alone.features])
    assert torch.equal(found.values, alone.values)
    assert torch.equal(found.rows, alone.rows)


def test_the_next_floor_lies_below_what_was_kept():
    pre_codes, one = table(30, 200, 1, 0), Scan(200)
    kept = one.of_batch(columns, pre_codes, 4)
    assert 0.8 * float(kept.values.min()) < float(one.floor) < float(kept.values.min())
    assert set(one.state()) == {"floor"}


def scanned(monkeypatch, floor, k=4):
    """The floors that a choice tries after a guess, and how many codes exceed each."""
    own, tried = Scan.over, []

    def over(self, encode, x, floor):
        found = own(self, encode, x, floor)
        tried.append((floor, len(found.values)))
        return found

    monkeypatch.setattr(Scan, "over", over)
    pre_codes, one = table(30, 200, 1, 0), Scan(200)
    one.floor.fill_(floor)
    kept = one.of_batch(columns, pre_codes, k)
    assert len(kept.values) == 30 * k
    return tried, float(kept.values.min())


@pytest.mark.parametrize("times", [1.1, 3.0, 30.0])
def test_a_floor_that_proves_too_high_falls_by_halves(times, monkeypatch):
    _, least = scanned(monkeypatch, scan.UNKNOWN)
    tried, again = scanned(monkeypatch, times * least)
    floors = [floor for floor, _ in tried]
    assert again == least
    assert floors == [times * least / 2**n for n in range(len(floors))]
    assert least / 2 <= floors[-1] < least <= floors[-2]


def test_it_falls_to_zero_after_so_many(monkeypatch):
    tried, _ = scanned(monkeypatch, float("inf"))
    assert [floor for floor, _ in tried] == [float("inf")] * (1 + scan.HALVINGS) + [0.0]
    assert [n for _, n in tried[:-1]] == [0] * (1 + scan.HALVINGS)


def test_where_there_is_no_floor_it_is_looked_for_once(monkeypatch):
    own, calls = Scan.over, []
    monkeypatch.setattr(Scan, "over", lambda *given: calls.append(given[3]) or own(*given))
    found = Scan(2).of_batch(columns, torch.tensor([[1.0, -1.0], [-1.0, -1.0]]), 2)
    assert found.values.tolist() == [1.0]
    assert calls == [0.0, 0.0]  # the guess and the choice
