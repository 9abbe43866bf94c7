"""ReLU with an L1 penalty, as in Scaling Monosemanticity (Templeton et al. 2024, Methods).

    codes = relu((x - b_dec) @ W_enc + b_enc)
    x_hat = codes @ W_dec + b_dec
    loss  = mean |x - x_hat|^2 + l1 * mean sum_i codes_i |W_dec_i|        mean |x|^2 = d_in

Directions have no fixed length; the penalty counts it, and export scales it into the codes. A third
to a tenth of the features are active at first, so the products here are dense.
"""

import torch
from jaxtyping import Bool, Float
from torch import Tensor

from sonde.core.maths import unexplained
from sonde.dictionary.config import ReluL1Config
from sonde.dictionary.weights import JumpForm, Loss, Weights


def relu_l1_loss(
    weights: Weights,
    config: ReluL1Config,
    x: Float[Tensor, "batch d_in"],
    dead: Bool[Tensor, " dictionary_size"],
    progress: float,
) -> Loss:
    codes = ((x - weights.b_dec) @ weights.W_enc + weights.b_enc).relu()
    residual = x - (codes @ weights.W_dec + weights.b_dec)
    penalty = (codes @ weights.W_dec.norm(dim=-1)).mean()
    rising = min(1.0, progress / config.l1_warmup) if config.l1_warmup else 1.0
    total = residual.square().sum(-1).mean() + config.l1 * rising * penalty
    active = codes.detach() > 0
    l0 = active.sum(-1).float().mean()
    left = unexplained(x, residual.detach())
    return Loss(total, left, penalty.detach(), l0, active.any(0))


def relu_form(weights: Weights) -> JumpForm:
    return JumpForm(weights.W_enc, weights.b_enc, torch.zeros_like(weights.b_enc))
