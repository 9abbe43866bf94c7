"""Laws of statistics and examples: the vectorised code equals a loop over features."""

from typing import NamedTuple

import torch
from hypothesis import given, settings
from hypothesis import strategies as st

from sonde.atlas import select
from sonde.atlas.firings import Firings

FIRST, LAST, CONTEXT, N_TOKENS = 3, 8, 4, 60


class Setting(NamedTuple):
    n_strongest: int
    n_quantiles: int
    per_quantile: int


def random_firings(seed: int, share: float, levels: int) -> Firings:
    """Features FIRST..LAST-1, the second of which never fires; few levels give many ties."""
    generator = torch.Generator().manual_seed(seed)
    fires = torch.rand(LAST - FIRST, N_TOKENS, generator=generator) < share
    fires[1] = False
    fires[2] = False
    fires[2, int(torch.randint(N_TOKENS, (1,), generator=generator))] = True
    features, tokens = fires.nonzero(as_tuple=True)
    values = torch.randint(1, levels + 1, (len(tokens),), generator=generator) / 8
    return Firings(features + FIRST, tokens, values)


def by_feature(firings: Firings) -> dict[int, list[tuple[int, float]]]:
    found: dict[int, list[tuple[int, float]]] = {f: [] for f in range(FIRST, LAST)}
    for feature, token, value in zip(*(part.tolist() for part in firings), strict=True):
        found[feature].append((token, value))
    return found


FIRINGS = st.builds(
    random_firings,
    seed=st.integers(0, 10**6),
    share=st.sampled_from([0.0, 0.05, 0.3, 1.0]),
    levels=st.sampled_from([1, 3, 1000]),
)
SETTING = st.builds(Setting, st.integers(1, 6), st.integers(0, 4), st.integers(0, 3))


@settings(deadline=None, max_examples=60)
@given(firings=FIRINGS)
def test_statistics_equal_a_loop(firings):
    found = select.statistics(firings, FIRST, LAST)
    for feature, rows in by_feature(firings).items():
        i, values = feature - FIRST, [value for _, value in rows]
        assert found.n_firings[i] == len(values)
        assert found.maximum[i] == max(values, default=0)
        mean = sum(values) / max(len(values), 1)
        torch.testing.assert_close(found.mean[i], torch.tensor(mean))
        bins = [0] * select.N_BINS
        for value in values:
            level = torch.tensor(value) / torch.tensor(max(values))
            bins[min(int(level * select.N_BINS), select.N_BINS - 1)] += 1
        assert found.histogram[i].tolist() == bins


def peaks(rows: list[tuple[int, float]]) -> list[tuple[int, float]]:
    """The strongest of every block, earliest of equals; strongest first, then earliest."""
    best: dict[int, tuple[int, float]] = {}
    for token, value in rows:
        block = token // CONTEXT
        if block not in best or value > best[block][1]:
            best[block] = (token, value)
    return sorted(best.values(), key=lambda row: (-row[1], row[0]))


@settings(deadline=None, max_examples=150)
@given(firings=FIRINGS, setting=SETTING)
def test_examples_equal_a_loop(firings, setting):
    n_strongest, n_quantiles, per_quantile = setting
    chosen = select.examples(firings, CONTEXT, *setting)
    assert chosen.features.tolist() == sorted(chosen.features.tolist())
    for feature, rows in by_feature(firings).items():
        here = chosen.features == feature
        found = list(zip(chosen.tokens[here].tolist(), chosen.values[here].tolist(), strict=True))
        intervals = chosen.interval[here].tolist()
        wanted = peaks(rows)
        ranks = [wanted.index(row) for row in found]
        assert ranks == sorted(set(ranks))  # strongest first, one example per block
        assert intervals == sorted(intervals)
        assert found[: min(n_strongest, len(wanted))] == wanted[:n_strongest]
        assert intervals.count(0) == min(n_strongest, len(wanted))
        n_below = len(wanted) - n_strongest
        for rank, interval in zip(ranks, intervals, strict=True):
            if interval:  # rank * n_quantiles / n_below lies in [interval - 1, interval)
                scaled = (rank - n_strongest) * n_quantiles
                assert (interval - 1) * n_below <= scaled < interval * n_below
        for interval in range(1, n_quantiles + 1):
            inside = [
                r for r in range(max(n_below, 0)) if r * n_quantiles // n_below == interval - 1
            ]
            picked = intervals.count(interval)
            assert picked <= per_quantile
            if n_below >= n_quantiles * per_quantile:
                assert picked == per_quantile
            if per_quantile and n_below <= n_quantiles * per_quantile:
                assert picked == len(inside)
        assert max(intervals, default=0) <= n_quantiles


@settings(deadline=None, max_examples=40)
@given(firings=FIRINGS, seed=st.integers(0, 100))
def test_values_at_is_a_look_up(firings, seed):
    known = {(f, token): v for f, rows in by_feature(firings).items() for token, v in rows}
    generator = torch.Generator().manual_seed(seed)
    features = torch.randint(FIRST, LAST, (80,), generator=generator)
    tokens = torch.randint(N_TOKENS, (80,), generator=generator)
    found = select.values_at(firings, features, tokens)
    pairs = zip(features.tolist(), tokens.tolist(), strict=True)
    assert found.tolist() == [known.get(pair, 0.0) for pair in pairs]


@settings(deadline=None, max_examples=40)
@given(features=st.lists(st.integers(FIRST, LAST - 1), max_size=20).map(sorted))
def test_spans_hold_the_rows_of_each_feature(features):
    spans = select.spans_by_feature(torch.tensor(features, dtype=torch.long), FIRST, LAST)
    assert len(spans) == LAST - FIRST
    for feature, (start, end) in zip(range(FIRST, LAST), spans, strict=True):
        assert features[start:end] == [feature] * features.count(feature)


def test_token_numbers_beyond_32_bits_are_kept_apart():
    big = 1 << 33
    firings = Firings(
        torch.tensor([2, 2, 5]), torch.tensor([5, big + 5, big]), torch.tensor([1.0, 2.0, 3.0])
    )
    chosen = select.examples(firings, CONTEXT, 4, 2, 1)
    assert chosen.tokens.tolist() == [big + 5, 5, big]
    found = select.values_at(firings, torch.tensor([2, 2, 5]), torch.tensor([big + 5, 5, 5]))
    assert found.tolist() == [2.0, 1.0, 0.0]
    big = 1 << 32
    firings = Firings(torch.tensor([2]), torch.tensor([big + 4]), torch.tensor([1.0]))
    found = select.values_at(firings, torch.tensor([2, 3, 4]), torch.tensor([big + 4, 4, 4]))
    assert found.tolist() == [1.0, 0.0, 0.0]
