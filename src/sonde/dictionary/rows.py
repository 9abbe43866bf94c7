"""Gradients by row: of the features that fired, from the weighted sums that backward leaves."""

from typing import NamedTuple

import torch
from jaxtyping import Float, Int
from torch import Tensor

from sonde.dictionary.kernels.dispatch import bag_sum
from sonde.dictionary.sparse import RowSum


class Rows(NamedTuple):
    """The rows of a gradient that fired; all others are zero."""

    features: Int[Tensor, " fired"]  # ascending
    values: Float[Tensor, "fired width"]


def summed(part: RowSum) -> Rows:
    """The sums, taken."""
    weights, vectors, features, rows = part
    features, order = features.sort(stable=True)
    fired, counts = features.unique_consecutive(return_counts=True)
    starts = counts.cumsum(0) - counts
    return Rows(fired, bag_sum(weights[order], vectors.contiguous(), rows[order], starts))


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
