"""Groups of workers: each holds all features, and reads its own rows of every batch.

    unexplained = sum over groups of |error of own rows|^2 / variance of the whole batch
    gradient    = sum over groups of what backward leaves there

So every group moves its weights alike, by the gradient of the whole batch. Gradients of the dense
kinds are sent whole. Of that of a weight matrix of a sparse kind groups tell each other one of two
things, whichever is less:

    sums     the rows that fired anywhere, added up       2 u vectors pass through a worker
    parts    what they are sums of: for every token the   m vectors and n codes
             vector, for every code its weight, feature
             and row

with u features that fired in any group, m vectors and n codes of all groups. Few large shards send
parts, since a token has one vector and k codes; many small ones send sums.
"""

import torch
from jaxtyping import Float, Int
from torch import Tensor

from sonde.core.comms import Comms
from sonde.dictionary.rows import summed
from sonde.dictionary.shard import added
from sonde.dictionary.sparse import RowSum


def rows_of_all(x: Float[Tensor, "batch d_in"], comms: Comms) -> int:
    """How many rows the whole batch has."""
    return comms.total(len(x)) // comms.inside.size


def unexplained(
    x: Float[Tensor, "batch d_in"],
    error: Float[Tensor, "batch *several d_in"],
    groups: Comms,
    least: float = 0.0,
) -> Float[Tensor, "*several"]:
    """`core.maths.unexplained` of the whole batch, from this group's rows; its gradient is what
    these rows say."""
    return added(error.square().sum((0, -1)), groups) / variance_of(x, groups, least)


def variance_of(
    x: Float[Tensor, "batch d_in"], groups: Comms, least: float = 0.0
) -> Float[Tensor, ""]:
    """Squared distances of all rows of the whole batch from their mean, added up; not zero, and at
    least so much a row."""
    sums = groups.sum(torch.cat([x.sum(0), x.new_tensor([len(x)])]))
    variance: Tensor = groups.sum((x - sums[:-1] / sums[-1]).square().sum())
    return torch.maximum(variance, least * sums[-1]).clamp_min(torch.finfo(x.dtype).tiny)


def variance_about(
    sums: Float[Tensor, " width"],
    squares: Float[Tensor, " width"],
    n: int,
    groups: Comms,
    least: float = 0.0,
) -> Float[Tensor, ""]:
    """The same from sums, in fp64, of these rows' distances from some point near their mean."""
    first, second, n_all = groups.sum(torch.cat([sums, squares, sums.new_tensor([n])])).split(
        [len(sums), len(squares), 1]
    )
    variance = second.sum() - first.square().sum() / n_all[0]
    tiny = torch.finfo(torch.float32).tiny
    return torch.maximum(variance, least * n_all[0]).clamp_min(tiny).float()


def fired_anywhere(features: Int[Tensor, " n"], size: int, groups: Comms) -> Int[Tensor, " fired"]:
    """Of the features here those that are active in any group, ascending."""
    fired = torch.zeros(size, dtype=torch.bool, device=features.device)
    fired[features] = True
    for theirs in groups.gather(fired.nonzero().flatten().int()):
        fired[theirs.long()] = True
    return fired.nonzero().flatten()


def of_all(part: RowSum, fired: Int[Tensor, " fired"], groups: Comms) -> Float[Tensor, "fired d"]:
    """The rows of a gradient that fired, summed over all groups."""
    if groups.size == 1:
        return summed(part).values
    sums, parts = vectors_sent(part, fired, groups)
    if parts < sums:
        return summed(gathered_parts(part, groups)).values
    own, placed = summed(part), part.vectors.new_zeros(len(fired), part.vectors.shape[1])
    placed[torch.searchsorted(fired, own.features)] = own.values
    return groups.sum(placed)


def vectors_sent(part: RowSum, fired: Int[Tensor, " fired"], groups: Comms) -> tuple[float, float]:
    """What passes through a worker, in vectors, where sums are sent and where parts are."""
    counts = torch.tensor([len(part.vectors), len(part.weights)], device=part.weights.device)
    vectors, codes = groups.sum(counts).tolist()
    return 2.0 * len(fired), vectors + 3 * codes / part.vectors.shape[1]


def gathered_parts(part: RowSum, groups: Comms) -> RowSum:
    """The parts of all groups, one after another. A code is three numbers of 32 bits."""
    codes = torch.stack([part.weights.view(torch.int32), part.features.int(), part.rows.int()], 1)
    tables, found, first = groups.gather(part.vectors), [], 0
    for table, theirs in zip(tables, groups.gather(codes), strict=True):
        weights, features, rows = theirs.unbind(1)
        found.append((weights.contiguous().view(torch.float32), features.long(), rows + first))
        first += len(table)
    weights, features, rows = (torch.cat(tensors) for tensors in zip(*found, strict=True))
    return RowSum(weights, torch.cat(tables), features, rows.long())
