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
        total = states.new_zeros((), dtype=torch.float32)
        d_states = torch.empty_like(states)
        d_weight = torch.zeros_like(weight)
        for part, target, d_part in zip(
            states.split(ROWS), targets.split(ROWS), d_states.split(ROWS), strict=True
        ):
            logits = (part @ weight.T).float()
            here = torch.arange(len(part), device=part.device), target
            logits -= logits.amax(1, keepdim=True)
            total -= logits[here].sum()
            sums = logits.exp_().sum(1, keepdim=True)
            total += sums.log().sum()
            logits /= sums * len(states)
            logits[here] -= 1 / len(states)
            d_part.copy_(logits @ weight)
            d_weight += logits.T @ part
        ctx.save_for_backward(d_states, d_weight)
        return total / len(states)

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
