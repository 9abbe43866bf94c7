"""Cross-entropy of an output layer whose logits never leave the cache.

    loss      = mean over rows of log(sum exp(logits)) - logits[target],   logits = states W^T
    d logits  = (softmax(logits) - onehot(target)) / rows

The gradient is known as soon as the logits are, so one pass over a few rows at a time gives both:
one exponential a logit where autograd takes two, and no `[rows, vocabulary]` is ever stored.
Its plain twin is `torch.nn.functional.cross_entropy(states @ W.T, targets)`. States and weights are
fp32; under autocast the products are narrower.
"""

from typing import Any

import torch
from jaxtyping import Float, Int
from torch import Tensor

ROWS = 512  # at a time: 8 MB of logits for a vocabulary of 4,096


class MeanLoss(torch.autograd.Function):
    @staticmethod
    def forward(
        ctx: Any,
        states: Float[Tensor, "rows width"],
        weight: Float[Tensor, "vocabulary width"],
        targets: Int[Tensor, " rows"],
    ) -> Float[Tensor, ""]:
        n, total = len(states), states.new_zeros((), dtype=torch.float32)
        narrow, d_weight = narrowed(weight), torch.zeros_like(weight)
        parts = filled(narrowed(states)).split(ROWS)
        d_states = states.new_empty(len(parts) * ROWS, states.shape[1])
        for part, target, d_part in zip(
            parts, targets.split(ROWS), d_states.split(ROWS), strict=True
        ):
            logs = (part @ narrow.T).float().log_softmax(1)
            here = torch.arange(len(target), device=part.device), target
            total -= logs[here].sum()
            slopes = logs.exp_()
            slopes[here] -= 1
            slopes = slopes.to(narrow.dtype)
            d_part.copy_(slopes @ narrow)
            d_weight += slopes.T @ part
        ctx.save_for_backward(d_states[:n].div_(n), d_weight.div_(n))
        return total / n

    @staticmethod
    def backward(ctx: Any, *above: Tensor) -> tuple[Tensor, Tensor, None]:
        d_states, d_weight = ctx.saved_tensors
        return d_states * above[0], d_weight * above[0], None


def mean_loss(
    states: Float[Tensor, "rows width"],
    weight: Float[Tensor, "vocabulary width"],
    targets: Int[Tensor, " rows"],
) -> Float[Tensor, ""]:
    """Mean cross-entropy in nats of the targets under the logits `states @ weight.T`."""
    return MeanLoss.apply(states, weight, targets)


def narrowed(x: Tensor) -> Tensor:
    """In the dtype that autocast multiplies in."""
    on = x.device.type
    return x.to(torch.get_autocast_dtype(on)) if torch.is_autocast_enabled(on) else x


def filled(x: Float[Tensor, "rows width"]) -> Float[Tensor, "more width"]:
    """With zeros to a multiple of ROWS, of which no gradient has anything: a product of a new shape
    costs tens of milliseconds once, and how many tokens are text is another number every time."""
    return torch.nn.functional.pad(x, (0, 0, 0, -len(x) % ROWS))
