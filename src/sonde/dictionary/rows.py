"""Gradients by row: of the features that fired, from the weighted sums that backward leaves."""

import torch

from sonde.dictionary.kernels.dispatch import bag_sum
from sonde.dictionary.kernels.rows import Rows, Sums
from sonde.dictionary.sparse import RowSum


def summed(part: RowSum) -> Rows:
    return added(by_feature(part))


def added(sums: Sums) -> Rows:
    """The sums, taken."""
    return Rows(sums.features, bag_sum(sums.weights, sums.vectors, sums.rows, sums.starts))


def by_feature(part: RowSum) -> Sums:
    """In the order of the rows they belong to."""
    weights, vectors, features, rows = part
    features, order = features.sort(stable=True)
    fired, counts = features.unique_consecutive(return_counts=True)
    starts = counts.cumsum(0) - counts
    return Sums(fired, starts, weights[order], vectors.contiguous(), rows[order])


def joined(parts: list[RowSum]) -> RowSum:
    """Parts over several tables of vectors as one over all of them."""
    if len(parts) == 1:
        return parts[0]
    weights, vectors, features, rows = zip(*parts, strict=True)
    starts = torch.tensor([0, *(len(table) for table in vectors)]).cumsum(0).tolist()
    moved = [one + start for one, start in zip(rows, starts, strict=False)]
    return RowSum(torch.cat(weights), torch.cat(vectors), torch.cat(features), torch.cat(moved))


def over_one_table(parts: list[RowSum]) -> RowSum:
    """Parts over the same vectors, such as the rows of a batch that were encoded."""
    weights, vectors, features, rows = zip(*parts, strict=True)
    assert all(table.shape == vectors[0].shape for table in vectors)
    return RowSum(torch.cat(weights), vectors[0], torch.cat(features), torch.cat(rows))
