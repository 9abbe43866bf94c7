"""From all firings of some features to statistics and examples, without a loop over features."""

from itertools import pairwise
from typing import NamedTuple

import torch
from jaxtyping import Float, Int
from torch import Tensor

from sonde.atlas.firings import Firings
from sonde.dictionary.sparse import first_of

N_BINS = 24  # of the activation histogram, linear from 0 to the feature's maximum


class Statistics(NamedTuple):
    n_firings: Int[Tensor, " n_features"]
    maximum: Float[Tensor, " n_features"]
    mean: Float[Tensor, " n_features"]  # over the tokens where it fires
    histogram: Int[Tensor, "n_features n_bins"]


def statistics(firings: Firings, first: int, last: int) -> Statistics:
    """Of the features first..last-1. A feature that never fired has maximum 0."""
    n = last - first
    local = firings.features - first
    counts = local.bincount(minlength=n)
    maximum = torch.zeros(n).scatter_reduce(0, local, firings.values, "amax")
    total = torch.zeros(n, dtype=torch.float64).index_add(0, local, firings.values.double())
    level = firings.values / maximum[local].clamp_min(1e-30)
    bins = (level * N_BINS).long().clamp(0, N_BINS - 1)
    histogram = (local * N_BINS + bins).bincount(minlength=n * N_BINS).view(n, N_BINS)
    mean = (total / counts.clamp_min(1)).float()
    return Statistics(counts, maximum, mean, histogram)


class Chosen(NamedTuple):
    """Firings picked as examples, ordered by feature, then strongest first."""

    features: Int[Tensor, " n"]
    tokens: Int[Tensor, " n"]
    values: Float[Tensor, " n"]
    interval: Int[Tensor, " n"]  # 0: among the strongest; 1..: quantile interval, strongest first


def examples(
    firings: Firings, context_length: int, n_strongest: int, n_quantiles: int, per_quantile: int
) -> Chosen:
    """One firing per (feature, block), its strongest; of these the strongest, and some at even
    ranks from each of `n_quantiles` intervals of the rest."""
    peaks = strongest_in_block(firings, context_length)
    order = peaks.values.sort(descending=True, stable=True).indices
    order = order[peaks.features[order].sort(stable=True).indices]
    peaks = Firings(*(part[order] for part in peaks))
    start = torch.searchsorted(peaks.features, peaks.features)  # first of the same feature
    count = torch.searchsorted(peaks.features, peaks.features, right=True) - start
    rank = torch.arange(len(start)) - start
    wanted = n_quantiles * per_quantile
    below, rest = rank - n_strongest, (count - n_strongest).clamp_min(1)
    # rank r is picked when it is the first whose slot (of `wanted` even slots) is new
    slot = below * wanted // rest
    new_slot = (slot != (below - 1) * wanted // rest) | (below == 0)
    strongest = rank < n_strongest
    picked = strongest | ((below >= 0) & new_slot & (wanted > 0))
    interval = torch.where(strongest, 0, slot // max(per_quantile, 1) + 1)
    return Chosen(
        peaks.features[picked], peaks.tokens[picked], peaks.values[picked], interval[picked]
    )


def strongest_in_block(firings: Firings, context_length: int) -> Firings:
    """The strongest firing of every (feature, block); of equal ones the earliest."""
    key = firings.features * (1 << 40) + firings.tokens // context_length
    _, segment = key.unique_consecutive(return_inverse=True)  # firings come ordered by key
    n = int(segment[-1]) + 1 if len(segment) else 0
    strongest = torch.zeros(n).scatter_reduce(0, segment, firings.values, "amax")
    at = (firings.values == strongest[segment]).nonzero().flatten()
    earliest = torch.ones(len(at), dtype=torch.bool)
    earliest[1:] = segment[at[1:]] != segment[at[:-1]]
    return Firings(*(part[at[earliest]] for part in firings))


def values_at(
    firings: Firings, features: Int[Tensor, " n"], tokens: Int[Tensor, " n"]
) -> Float[Tensor, " n"]:
    """The code of each feature at each token, zero where it did not fire."""
    if not len(firings.values):
        return torch.zeros(len(tokens))
    keys = firings.features * (1 << 40) + firings.tokens
    wanted = features * (1 << 40) + tokens
    at = torch.searchsorted(keys, wanted).clamp_max(len(keys) - 1)
    return torch.where(keys[at] == wanted, firings.values[at], 0.0)


def spans_by_feature(features: Int[Tensor, " n"], first: int, last: int) -> list[tuple[int, int]]:
    """Where the rows of each feature first..last-1 begin and end in an ascending tensor."""
    edges = first_of(features - first, last - first + 1).tolist()
    return list(pairwise(edges))
