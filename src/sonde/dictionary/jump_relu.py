"""JumpReLU with a threshold per feature, trained through straight-through estimators.

    theta   = exp(t)
    codes   = pre_codes where pre_codes > theta, else 0
    loss    = mean |x - x_hat|^2
            + sparsity * progress * mean sum_i tanh(4 codes_i |W_dec_i|)
            + pre_act * mean sum_i relu(theta_i - pre_codes_i) |W_dec_i|         mean |x|^2 = d_in

Within half a bandwidth of the threshold the step has the slope theta / bandwidth, for pre_codes and
against theta. The tanh counts active features rather than their strength, so codes hardly shrink;
the last term pulls silent features back. Anthropic, Circuits Updates January 2025, "Dictionary
learning optimization techniques"; the estimator is that of Rajamanoharan et al. 2024b,
arXiv 2407.14435. There thresholds begin at 0.1 and the bandwidth is 2; with higher thresholds, half
the bandwidth and short directions fewer features die (docs/log.md, 2026-11-24).
"""

import math

import torch
from jaxtyping import Bool, Float
from torch import Tensor

from sonde.dictionary.config import JumpReluConfig
from sonde.dictionary.jump_step import Weighed, jump_total
from sonde.dictionary.replicas import rows_of_all
from sonde.dictionary.weights import JumpForm, Loss, Weights, report_dense

FIRST_THRESHOLD = 0.5
FIRST_ACTIVE = 10_000  # features that fire on a token at the start, or a quarter of all
OWN = {"log_threshold": math.log(FIRST_THRESHOLD)}


def jump_relu_loss(
    weights: Weights,
    config: JumpReluConfig,
    x: Float[Tensor, "batch d_in"],
    dead: Bool[Tensor, " dictionary_size"],
    progress: float,
) -> Loss:
    weighed = Weighed(config.sparsity * progress, config.pre_act)
    found = jump_total(
        x,
        weights.W_enc,
        weights.b_enc,
        weights.W_dec,
        weights.b_dec,
        weights.own["log_threshold"],
        weighed,
        weights.comms,
    )
    left, n = weights.unexplained(x, found.residual), rows_of_all(x, weights.comms)
    return report_dense(found.total, left, found.n_active, found.fired, n, weights)


@torch.no_grad()
def begin(weights: Weights, config: JumpReluConfig, x: Float[Tensor, "batch d_in"]) -> None:
    """The encoder so short that all features together rebuild about x, and biases with which
    every feature fires on the same share of the batch."""
    weights.W_enc.mul_(weights.b_dec.numel() / config.dictionary_size)
    centered = torch.cat(weights.comms.between.gather(x)) - weights.center
    n, share = len(centered), min(0.25, FIRST_ACTIVE / config.dictionary_size)
    rank = min(n, max(1, round(share * n)))
    at_a_time = max(1, len(x) * weights.shard.size // n)  # as many numbers as a step holds
    for first in range(0, weights.shard.size, at_a_time):
        tile = slice(first, first + at_a_time)
        highest = weights.some(centered, tile).topk(min(n, rank + 1), dim=0).values
        between = highest[-2:].mean(0)  # the last that fires, the first that does not, as rounded
        weights.b_enc[tile] += weights.own["log_threshold"][tile].exp() - between


def jump_relu_form(weights: Weights) -> JumpForm:
    return JumpForm(weights.W_enc, weights.b_enc, weights.own["log_threshold"].exp())
