"""What nested dictionaries leave unexplained; of one that is not nested, what it does.

    residual_g    = x - b_dec - sum of values[n] * W_dec[features[n]] over features[n] < ends[g]
    unexplained_g = |residual_g|^2 of all rows / variance of the batch
    total         = mean of unexplained_g

Compiled for a processor, a row is finished while the directions it reads are in the cache: what
moves a code in group h is pull_h . W_dec[feature], pull_h the sum of residual_g over g >= h.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

import torch
from jaxtyping import Float
from torch import Tensor

from sonde.core.comms import Comms
from sonde.dictionary.kernels import dispatch
from sonde.dictionary.replicas import variance_about
from sonde.dictionary.sparse import Codes, Parts, RowSum, first_of

if TYPE_CHECKING:
    from sonde.dictionary.weights import Weights


class Rebuilt(NamedTuple):
    total: Float[Tensor, ""]
    lefts: Float[Tensor, " n_groups"]  # unexplained by each, without gradient
    residual: Float[Tensor, "batch d_in"]  # of the last, without gradient


def rebuilt(
    weights: "Weights", x: Float[Tensor, "batch d_in"], codes: Codes, ends: Sequence[int]
) -> Rebuilt:
    """Of codes with gradient, by the features below each end."""
    kernels = dispatch.for_rebuilding(weights.W_dec, len(codes.values))
    if kernels is None or weights.parts is None or weights.comms.inside.size > 1:
        return composed(weights, x, codes, ends)
    groups, n = weights.comms.between, len(x) * len(ends)
    of_decoder = weights.W_dec, weights.b_dec, weights.parts
    room = weights.parts.room(n, x)
    total, lefts, pulls = AtOnce.apply(
        codes.values, *of_decoder, x, codes, ends, weights.least, groups, room
    )
    return Rebuilt(total, lefts, pulls[:, -1])


def composed(
    weights: "Weights", x: Float[Tensor, "batch d_in"], codes: Codes, ends: Sequence[int]
) -> Rebuilt:
    """The same, one operation after another."""
    if len(ends) == 1:
        residual = x - (weights.decode(codes, codes.rows, len(x)) + weights.b_dec)
        left = weights.unexplained(x, residual)
        return Rebuilt(left, left.detach()[None], residual.detach())
    nested = nested_reconstructions(weights, codes, ends, len(x))
    residuals = (x - weights.b_dec)[:, None] - nested
    lefts = weights.unexplained(x, residuals)
    return Rebuilt(lefts.mean(), lefts.detach(), residuals[:, -1].detach())


def nested_reconstructions(
    weights: "Weights", codes: Codes, ends: Sequence[int], batch: int
) -> Float[Tensor, "batch n_groups d_in"]:
    """Reconstructions without bias, from the features below each end."""
    edges = torch.tensor(ends, device=codes.features.device)
    group = torch.searchsorted(edges, codes.features + weights.shard.first, right=True)
    bags = codes.rows * len(ends) + group
    parts = weights.decode(codes, bags, batch * len(ends))
    return parts.view(batch, len(ends), -1).cumsum(1)


class AtOnce(torch.autograd.Function):
    @staticmethod
    def forward(
        ctx: Any,
        values: Tensor,
        W_dec: Tensor,
        b_dec: Tensor,
        parts: Parts,
        x: Tensor,
        codes: Codes,
        ends: Sequence[int],
        least: float,
        groups: Comms,
        room: Tensor,
    ) -> tuple[Tensor, Tensor, Tensor]:
        starts = first_of(codes.rows, len(x))
        given = values, W_dec, x, b_dec, codes.features, starts, torch.tensor(ends)
        found = dispatch.rebuild(*given, room.view(len(x), len(ends), -1))
        variance = variance_about(found.sums[0], found.sums[1], len(x), groups, least)
        lefts = groups.sum(found.squares.sum(0)) / variance
        ctx.save_for_backward(values, codes.features, variance, *found[1:])
        ctx.parts = parts
        ctx.mark_non_differentiable(lefts, found.pulls)
        ctx.set_materialize_grads(False)
        return lefts.mean(), lefts, found.pulls

    @staticmethod
    def backward(ctx: Any, *grads: Tensor | None) -> Any:
        values, features, variance, pulls, slopes, bags, sums = ctx.saved_tensors
        (of_total, *_) = grads
        assert of_total is not None
        scale = -2 * of_total / (variance * pulls.shape[1])
        if ctx.needs_input_grad[1]:
            part = RowSum(values * scale, pulls.flatten(0, 1), features, bags)
            ctx.parts.W_dec.append(part)
        return slopes * scale, None, sums[2].float() * scale, *(None,) * 7
