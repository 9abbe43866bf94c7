"""Gated: one threshold decides whether a feature fires, another scale says how strongly.

    u     = (x - b_dec) @ W_enc
    gate  = u + b_gate
    codes = relu(exp(r) * u + b_enc) where gate > 0, else 0
    loss  = mean |x - x_hat|^2 + l1 * mean sum_i relu(gate_i) |W_dec_i|
          + mean |x - relu(gate) @ W_dec - b_dec|^2, its decoder held still        mean |x|^2 = d_in

The penalty falls on the gate alone, so strong codes do not shrink. Rajamanoharan et al. 2024a,
arXiv 2404.16014. As a JumpReLU the threshold is where the gate opens:

    gate > 0 and exp(r) u + b_enc > 0   <=>   exp(r) u + b_enc > max(0, b_enc - exp(r) b_gate)
"""

from jaxtyping import Bool, Float
from torch import Tensor

from sonde.core.maths import unexplained
from sonde.dictionary.config import GatedConfig
from sonde.dictionary.weights import JumpForm, Loss, Weights

OWN = {"b_gate": 0.0, "r": 0.0}


def gated_loss(
    weights: Weights,
    config: GatedConfig,
    x: Float[Tensor, "batch d_in"],
    dead: Bool[Tensor, " dictionary_size"],
    progress: float,
) -> Loss:
    u = (x - weights.b_dec) @ weights.W_enc
    gate = u + weights.own["b_gate"]
    codes = (weights.own["r"].exp() * u + weights.b_enc).relu() * (gate > 0)
    residual = x - (codes @ weights.W_dec + weights.b_dec)
    penalty = (gate.relu() @ weights.W_dec.norm(dim=-1)).mean()
    by_gate = x - (gate.relu() @ weights.W_dec.detach() + weights.b_dec.detach())
    rising = min(1.0, progress / config.l1_warmup) if config.l1_warmup else 1.0
    total = residual.square().sum(-1).mean() + by_gate.square().sum(-1).mean()
    total = total + config.l1 * rising * penalty
    active = codes.detach() > 0
    left = unexplained(x, residual.detach())
    return Loss(total, left, penalty.detach(), active.sum(-1).float().mean(), active.any(0))


def gated_form(weights: Weights) -> JumpForm:
    gain = weights.own["r"].exp()
    threshold = (weights.b_enc - gain * weights.own["b_gate"]).clamp_min(0)
    return JumpForm(weights.W_enc * gain, weights.b_enc, threshold)
