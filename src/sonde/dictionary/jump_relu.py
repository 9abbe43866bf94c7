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
arXiv 2407.14435.
"""

import math

import torch
from jaxtyping import Bool, Float
from torch import Tensor

from sonde.core.maths import unexplained
from sonde.dictionary.config import JumpReluConfig
from sonde.dictionary.weights import JumpForm, Loss, Weights

BANDWIDTH = 2.0  # of the straight-through estimator, in units of x where mean |x|^2 = d_in
STEEPNESS = 4.0  # of the tanh
FIRST_THRESHOLD = 0.1
FIRST_ACTIVE = 10_000  # features that fire on a token at the start, or a quarter of all
OWN = {"log_threshold": math.log(FIRST_THRESHOLD)}


def jump_relu_loss(
    weights: Weights,
    config: JumpReluConfig,
    x: Float[Tensor, "batch d_in"],
    dead: Bool[Tensor, " dictionary_size"],
    progress: float,
) -> Loss:
    theta, lengths = weights.own["log_threshold"].exp(), weights.W_dec.norm(dim=-1)
    pre_codes = (x - weights.b_dec) @ weights.W_enc + weights.b_enc
    codes = jump(pre_codes, theta)
    residual = x - (codes @ weights.W_dec + weights.b_dec)
    count = torch.tanh(STEEPNESS * codes * lengths).sum(-1).mean()
    below = ((theta - pre_codes).relu() @ lengths).mean()
    total = residual.square().sum(-1).mean()
    total = total + config.sparsity * progress * count + config.pre_act * below
    active = codes.detach() > 0
    left = unexplained(x, residual.detach())
    return Loss(total, left, count.detach(), active.sum(-1).float().mean(), active.any(0))


def jump(
    pre_codes: Float[Tensor, "batch dictionary_size"], theta: Float[Tensor, " dictionary_size"]
) -> Float[Tensor, "batch dictionary_size"]:
    """JumpReLU; what it adds to the gradient near the threshold adds nothing to the value."""
    above = pre_codes > theta
    near = (pre_codes - theta).abs() < BANDWIDTH / 2
    step = theta.detach() / BANDWIDTH * near * (pre_codes - theta)
    return pre_codes * above + step - step.detach()


@torch.no_grad()
def begin(weights: Weights, config: JumpReluConfig, x: Float[Tensor, "batch d_in"]) -> None:
    """The encoder so short that all features together rebuild about x, and biases with which
    every feature fires on the same share of the batch."""
    weights.W_enc.mul_(weights.b_dec.numel() / config.dictionary_size)
    pre_codes = weights.pre_codes(x)
    share = min(0.25, FIRST_ACTIVE / config.dictionary_size)
    rank = min(len(x), max(1, round(share * len(x))))
    least = pre_codes.topk(rank, dim=0).values[-1]
    weights.b_enc.add_(weights.own["log_threshold"].exp() - least)


def jump_relu_form(weights: Weights) -> JumpForm:
    return JumpForm(weights.W_enc, weights.b_enc, weights.own["log_threshold"].exp())
