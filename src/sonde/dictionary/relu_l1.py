"""ReLU with an L1 penalty, as in Scaling Monosemanticity (Templeton et al. 2024, Methods).

    codes = relu((x - b_dec) @ W_enc + b_enc)
    x_hat = codes @ W_dec + b_dec
    loss  = mean |x - x_hat|^2 + l1 * mean sum_i codes_i |W_dec_i|        mean |x|^2 = d_in

With `p_end` below one the penalty is a power of each term that falls from 1 to `p_end`, which
punishes small codes more and large ones less, scaled so that its value stays that of the L1:

    penalty = sum_i t_i^p * (sum_i t_i / sum_i t_i^p, without gradient)   t_i = codes_i |W_dec_i|

p-annealing, Karvonen et al. 2024, arXiv 2408.00113, section 3.2, which adapts l1 to the same end
from time to time.

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
    if config.p_end < 1:
        penalty = annealed(codes * weights.W_dec.norm(dim=-1), power(config, progress))
    rising = min(1.0, progress / config.l1_warmup) if config.l1_warmup else 1.0
    total = residual.square().sum(-1).mean() + config.l1 * rising * penalty
    active = codes.detach() > 0
    l0 = active.sum(-1).float().mean()
    left = unexplained(x, residual.detach())
    return Loss(total, left, penalty.detach(), l0, active.any(0))


def power(config: ReluL1Config, progress: float) -> float:
    """1 until the penalty is whole, then down to p_end."""
    falling = max(0.0, progress - config.l1_warmup) / max(1 - config.l1_warmup, 1e-9)
    return 1 + (config.p_end - 1) * min(1.0, falling)


def annealed(
    terms: Float[Tensor, "batch dictionary_size"], p: float, least: float = 1e-3
) -> Float[Tensor, ""]:
    """The power penalty. Its slope is that at `least` for what is smaller, or it would be
    infinite."""
    powers = ((terms + least).pow(p) - least**p).sum(-1).mean()
    whole = terms.detach().sum(-1).mean()
    scaled: Tensor = powers * (whole / powers.detach().clamp_min(1e-12))
    return scaled


def relu_form(weights: Weights) -> JumpForm:
    return JumpForm(weights.W_enc, weights.b_enc, torch.zeros_like(weights.b_enc))
