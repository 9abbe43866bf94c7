"""JumpReLU's loss with its gradients, in one pass and three dense products in place of six.

    z = (x - b_dec) @ W_enc + b_enc      near = |z - theta| < bandwidth / 2      r = x - x_hat
    g = -2 r @ W_dec^T + sparsity * 4 |W_dec| (1 - tanh^2)                   slope of the codes
    slope of z      = g (z > theta) + g theta / bandwidth near - pre_act |W_dec| (z < theta)
    slope of theta  = -g theta / bandwidth near + pre_act |W_dec| (z < theta), summed over rows
    slope of b_dec  = 2 r, summed over rows, - W_enc @ (slope of b_enc)

Dense are z, g and the gradient of W_enc, since features near or below their threshold have slopes
too. x_hat and the gradient of W_dec are of the active codes alone. What is elementwise is done
for some features at a time, while they are in cache. The slow twin is in `kernels/reference.py`.
"""

from typing import Any, NamedTuple

import torch
from jaxtyping import Bool, Float, Int
from torch import Tensor

from sonde.core.comms import ALONE, Comms
from sonde.dictionary.replicas import rows_of_all
from sonde.dictionary.sparse import FEW, Codes, RowSum, sum_by_feature, weighted_sum

BANDWIDTH = 1.0  # of the straight-through estimator, in units of x where mean |x|^2 = d_in
STEEPNESS = 4.0  # of the tanh
TILE = 1 << 18  # slopes worked out at a time, to stay in the cache of a processor
TILE_ON_GPU = 1 << 26


class Weighed(NamedTuple):
    """Both penalties' weights."""

    sparsity: float
    pre_act: float


class Found(NamedTuple):
    total: Float[Tensor, ""]
    residual: Float[Tensor, "batch d_in"]
    n_active: Float[Tensor, ""]  # features per row, counted smoothly
    fired: Int[Tensor, " dictionary_size"]  # rows of this group on which each feature is active


def jump_total(
    x: Float[Tensor, "batch d_in"],
    W_enc: Float[Tensor, "d_in dictionary_size"],
    b_enc: Float[Tensor, " dictionary_size"],
    W_dec: Float[Tensor, "dictionary_size d_in"],
    b_dec: Float[Tensor, " d_in"],
    log_threshold: Float[Tensor, " dictionary_size"],
    weighed: Weighed,
    comms: Comms = ALONE,
) -> Found:
    """The loss, connected to the gradients of all weights, and what it was made of. Of several
    workers it is the loss of all; the gradients are of this one's features, on its group's rows."""
    weights = W_enc, b_enc, W_dec, b_dec, log_threshold
    return Found(*JumpTotal.apply(x, *weights, weighed, comms))


class JumpTotal(torch.autograd.Function):
    @staticmethod
    def forward(
        ctx: Any,
        x: Tensor,
        W_enc: Tensor,
        b_enc: Tensor,
        W_dec: Tensor,
        b_dec: Tensor,
        log_threshold: Tensor,
        weighed: Weighed,
        comms: Comms,
    ) -> Any:
        weights = W_enc, b_enc, W_dec, b_dec, log_threshold.exp()
        found, gradients = worked_out(x, *weights, weighed, comms)
        ctx.save_for_backward(*gradients)
        ctx.mark_non_differentiable(*found[1:])
        return tuple(found)

    @staticmethod
    def backward(ctx: Any, *grads: Tensor) -> Any:
        return None, *(gradient * grads[0] for gradient in ctx.saved_tensors), None, None


def worked_out(
    x: Tensor,
    W_enc: Tensor,
    b_enc: Tensor,
    W_dec: Tensor,
    b_dec: Tensor,
    theta: Tensor,
    weighed: Weighed,
    comms: Comms,
) -> tuple[Found, tuple[Tensor, ...]]:
    """The loss, and the gradients in the order of `jump_total`'s weights."""
    n, lengths, centered = rows_of_all(x, comms), W_dec.norm(dim=-1), x - b_dec
    z = torch.addmm(b_enc[:, None], W_enc.T, centered.T)  # feature by feature
    above = z > theta[:, None]
    features, rows = above.nonzero(as_tuple=True)
    codes = Codes(z[features, rows], features, rows)
    few = len(features) <= FEW * z.numel()
    residual = x - (comms.inside.sum(decoded(codes, z, above, W_dec, few)) + b_dec)
    slope = residual * (-2 / n)
    counted = torch.tanh(STEEPNESS * codes.values * lengths[features])
    steep = weighed.sparsity * STEEPNESS / n
    of_lengths = torch.zeros_like(lengths)
    of_lengths.index_add_(0, features, steep * (1 - counted.square()) * codes.values)
    bent = codes._replace(values=steep * lengths[features] * counted.square())
    of_W_enc, of_b_enc, of_theta, below = slopes(
        z, theta, above, W_dec, lengths, slope, centered, bent, steep, weighed.pre_act / n
    )
    of_lengths += weighed.pre_act / n * below
    of_W_dec = by_feature(codes, z, above, slope, few)
    of_W_dec.addcmul_(W_dec, (of_lengths / lengths.clamp_min(1e-30))[:, None])
    of_b_dec = slope.sum(0) - comms.inside.sum(of_b_enc @ W_enc.T)
    total = comms.between.sum(residual.square().sum() / n)
    count, missing = comms.sum(torch.stack([counted.sum(), below @ lengths]) / n)
    total = total + weighed.sparsity * count + weighed.pre_act * missing
    gradients = of_W_enc.T, of_b_enc, of_W_dec, of_b_dec, of_theta * theta
    fired = features.bincount(minlength=len(theta))
    return Found(total, residual, count, fired), gradients


def slopes(
    z: Float[Tensor, "dictionary_size batch"],
    theta: Float[Tensor, " dictionary_size"],
    above: Bool[Tensor, "dictionary_size batch"],
    W_dec: Float[Tensor, "dictionary_size d_in"],
    lengths: Float[Tensor, " dictionary_size"],
    slope: Float[Tensor, "batch d_in"],
    centered: Float[Tensor, "batch d_in"],
    bent: Codes,
    steep: float,
    pull: float,
) -> tuple[Tensor, Tensor, Tensor, Tensor]:
    """Gradients of W_enc's columns, of b_enc and of the thresholds, and by how much the features
    are below theirs; some features at a time. `bent` is what the tanh takes off at active codes."""
    size, n = z.shape
    of_W_enc, of_b_enc = torch.empty_like(W_dec), torch.empty_like(theta)
    of_theta, below = torch.empty_like(theta), torch.empty_like(theta)
    step = max(1, (TILE if z.device.type == "cpu" else TILE_ON_GPU) // n)
    bounds = torch.arange(0, size + step, step, device=z.device)
    places = torch.searchsorted(bent.features, bounds).tolist()
    for number, start in enumerate(range(0, size, step)):
        tile, here = slice(start, start + step), slice(places[number], places[number + 1])
        margin = z[tile] - theta[tile, None]
        of_codes = W_dec[tile] @ slope.T
        of_codes += steep * lengths[tile, None]
        of_codes[bent.features[here] - start, bent.rows[here]] -= bent.values[here]
        through = of_codes * (margin.abs() < BANDWIDTH / 2)
        through *= theta[tile, None] / BANDWIDTH
        of_codes *= above[tile]
        of_codes += through
        below[tile] = -margin.clamp_max_(0).sum(1)
        under, pulled = margin.sign_(), pull * lengths[tile]  # -1 below the threshold, else 0
        of_codes.addcmul_(under, pulled[:, None])
        of_theta[tile] = -pulled * under.sum(1) - through.sum(1)
        torch.mm(of_codes, centered, out=of_W_enc[tile])
        of_b_enc[tile] = of_codes.sum(1)
    return of_W_enc, of_b_enc, of_theta, below


def decoded(codes: Codes, z: Tensor, above: Tensor, W_dec: Tensor, few: bool) -> Tensor:
    """x_hat without b_dec."""
    if not few:
        return (z * above).T @ W_dec
    rows, order = codes.rows.sort(stable=True)
    in_turn = Codes(codes.values[order], codes.features[order], rows)
    return weighted_sum(in_turn, W_dec, z.shape[1])


def by_feature(codes: Codes, z: Tensor, above: Tensor, slope: Tensor, few: bool) -> Tensor:
    """The gradient of W_dec by way of x_hat."""
    if not few:
        return (z * above) @ slope
    return sum_by_feature(RowSum(codes.values, slope, codes.features, codes.rows), len(z))
