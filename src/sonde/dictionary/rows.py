"""Gradients by row: of the features that fired, from the weighted sums that backward leaves."""

from typing import NamedTuple

import torch
from jaxtyping import Int
from torch import Tensor

from sonde.dictionary.kernels import dispatch
from sonde.dictionary.kernels.rows import Rows, Sums
from sonde.dictionary.sparse import RowSum


def summed(part: RowSum) -> Rows:
    return added(by_feature(part))


def added(sums: Sums) -> Rows:
    """The sums, taken."""
    return Rows(sums.features, dispatch.bag_sum(sums.weights, sums.vectors, sums.rows, sums.starts))


class Order(NamedTuple):
    """Numbers of features as they come, and how to go through them by feature."""

    features: Int[Tensor, " n"]
    order: Int[Tensor, " n"]
    fired: Int[Tensor, " fired"]
    starts: Int[Tensor, " fired"]


def order_of(features: Int[Tensor, " n"]) -> Order:
    return Order(features, *dispatch.order_of(features))


def by_feature(part: RowSum, order: Order | None = None) -> Sums:
    """In the order of the rows they belong to, which may be known from other sums over the same."""
    weights, vectors, features, rows = part
    if order is None or not same(order.features, features):
        order = order_of(features)
    own = weights[order.order], vectors.contiguous(), rows[order.order]
    return Sums(order.fired, order.starts, *own)


def same(a: Int[Tensor, " n"], b: Int[Tensor, " m"]) -> bool:
    """On a GPU to compare would be to wait for it."""
    return a is b or (not a.is_cuda and torch.equal(a, b))


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
    if len(parts) == 1:
        return parts[0]
    weights, vectors, features, rows = zip(*parts, strict=True)
    assert all(table.shape == vectors[0].shape for table in vectors)
    return RowSum(torch.cat(weights), vectors[0], torch.cat(features), torch.cat(rows))
