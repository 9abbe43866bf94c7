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

from typing import NamedTuple

from jaxtyping import Bool, Float, Int
from torch import Tensor

from sonde.core.maths import unexplained
from sonde.dictionary.config import GatedConfig
from sonde.dictionary.sparse import Codes, decode_bags
from sonde.dictionary.weights import JumpForm, Loss, Weights

OWN = {"b_gate": 0.0, "r": 0.0}


def gated_loss(
    weights: Weights,
    config: GatedConfig,
    x: Float[Tensor, "batch d_in"],
    dead: Bool[Tensor, " dictionary_size"],
    progress: float,
) -> Loss:
    found = weights.positive(x, weights.own["b_gate"])
    seen = of_all(weights, x) if found is None else of_few(weights, x, found)
    residual = x - (seen.x_hat + weights.b_dec)
    left_by_gate = x - (seen.by_gate + weights.b_dec.detach())
    rising = min(1.0, progress / config.l1_warmup) if config.l1_warmup else 1.0
    total = residual.square().sum(-1).mean() + left_by_gate.square().sum(-1).mean()
    total = total + config.l1 * rising * seen.penalty
    left, l0 = unexplained(x, residual.detach()), seen.fired.sum() / len(x)
    return Loss(total, left, seen.penalty.detach(), l0, seen.fired > 0)


class Seen(NamedTuple):
    x_hat: Float[Tensor, "batch d_in"]  # without b_dec
    by_gate: Float[Tensor, "batch d_in"]  # the same from the gate
    penalty: Float[Tensor, ""]
    fired: Int[Tensor, " dictionary_size"]  # on how many rows


def of_all(weights: Weights, x: Tensor) -> Seen:
    u = (x - weights.b_dec) @ weights.W_enc
    gate = (u + weights.own["b_gate"]).relu()
    codes = (weights.own["r"].exp() * u + weights.b_enc).relu() * (gate > 0)
    penalty = (gate @ weights.W_dec.norm(dim=-1)).mean()
    fired = (codes.detach() > 0).sum(0)
    return Seen(codes @ weights.W_dec, gate @ weights.W_dec.detach(), penalty, fired)


def of_few(weights: Weights, x: Tensor, found: Codes) -> Seen:
    """The same from the codes alone whose gate is open."""
    b_gate, rows = weights.own["b_gate"], found.rows
    gate = weights.with_gradient(x, found, b_gate)
    lengths, gain = weights.W_dec.norm(dim=-1), weights.own["r"].exp()
    b_gates, gains, biases, lengths = (
        every.index_select(0, found.features) for every in (b_gate, gain, weights.b_enc, lengths)
    )
    codes = gate._replace(values=(gains * (gate.values - b_gates) + biases).relu())
    by_gate = decode_bags(gate.values, weights.W_dec.detach(), found.features, rows, len(x))
    fired = found.features[codes.values.detach() > 0].bincount(minlength=len(b_gate))
    x_hat = weights.decode(codes, rows, len(x))
    return Seen(x_hat, by_gate, (gate.values * lengths).sum() / len(x), fired)


def gated_form(weights: Weights) -> JumpForm:
    gain = weights.own["r"].exp()
    threshold = (weights.b_enc - gain * weights.own["b_gate"]).clamp_min(0)
    return JumpForm(weights.W_enc * gain, weights.b_enc, threshold)
