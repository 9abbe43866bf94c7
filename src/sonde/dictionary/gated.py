"""Gated: one threshold decides whether a feature fires, another scale says how strongly.

    u     = (x - b_dec) @ W_enc
    gate  = u + b_gate
    codes = relu(exp(r) * u + b_enc) where gate > 0, else 0
    loss  = mean |x - x_hat|^2 + l1 * mean sum_i relu(gate_i) |W_dec_i|
          + mean |x - relu(gate) @ W_dec - b_dec|^2        mean |x|^2 = d_in

The penalty falls on the gate alone, so strong codes do not shrink. Rajamanoharan et al. 2024a,
arXiv 2404.16014, who hold directions at length one and the decoder of the last term still. Here
lengths are free and it learns with the rest: held still, the penalty would shrink W_dec to nothing,
which exp(r) makes up for at no cost. As a JumpReLU the threshold is where the gate opens:

    gate > 0 and exp(r) u + b_enc > 0   <=>   exp(r) u + b_enc > max(0, b_enc - exp(r) b_gate)
"""

from typing import NamedTuple

from jaxtyping import Bool, Float, Int
from torch import Tensor

from sonde.dictionary.config import GatedConfig
from sonde.dictionary.replicas import rows_of_all
from sonde.dictionary.shard import added, shared
from sonde.dictionary.sparse import Codes, decode_bags
from sonde.dictionary.weights import JumpForm, Loss, Weights, report_dense

OWN = {"b_gate": 0.0, "r": 0.0}


def gated_loss(
    weights: Weights,
    config: GatedConfig,
    x: Float[Tensor, "batch d_in"],
    dead: Bool[Tensor, " dictionary_size"],
    progress: float,
) -> Loss:
    found = weights.positive(x, weights.own["b_gate"])
    n = rows_of_all(x, weights.comms)
    seen = of_all(weights, x, n) if found is None else of_few(weights, x, n, found)
    residual = x - (seen.x_hat + weights.b_dec)
    left_by_gate = x - (seen.by_gate + weights.b_dec)
    rising = min(1.0, progress / config.l1_warmup) if config.l1_warmup else 1.0
    total = weights.mean_square(residual, n) + weights.mean_square(left_by_gate, n)
    total = total + config.l1 * rising * seen.penalty
    left = weights.unexplained(x, residual.detach())
    return report_dense(total, left, seen.penalty, seen.fired, n, weights)


class Seen(NamedTuple):
    x_hat: Float[Tensor, "batch d_in"]  # without b_dec
    by_gate: Float[Tensor, "batch d_in"]  # the same from the gate
    penalty: Float[Tensor, ""]
    fired: Int[Tensor, " dictionary_size"]  # on how many rows of this group


def of_all(weights: Weights, x: Tensor, n: int) -> Seen:
    """`n` rows has the whole batch."""
    inside = weights.comms.inside
    u = (x - shared(weights.b_dec, inside)) @ weights.W_enc
    gate = (u + weights.own["b_gate"]).relu()
    codes = (weights.own["r"].exp() * u + weights.b_enc).relu() * (gate > 0)
    penalty = weights.of_everyone((gate @ weights.W_dec.norm(dim=-1)).sum() / n)
    fired = (codes.detach() > 0).sum(0)
    x_hat, by_gate = codes @ weights.W_dec, gate @ weights.W_dec
    return Seen(added(x_hat, inside), added(by_gate, inside), penalty, fired)


def of_few(weights: Weights, x: Tensor, n: int, found: Codes) -> Seen:
    """The same from the codes alone whose gate is open."""
    b_gate, rows = weights.own["b_gate"], found.rows
    gate = weights.with_gradient(x, found, b_gate)
    lengths, gain = weights.W_dec.norm(dim=-1), weights.own["r"].exp()
    b_gates, gains, biases, lengths = (
        every.index_select(0, found.features) for every in (b_gate, gain, weights.b_enc, lengths)
    )
    codes = gate._replace(values=(gains * (gate.values - b_gates) + biases).relu())
    by_gate = decode_bags(gate.values, weights.W_dec, found.features, rows, len(x))
    fired = found.features[codes.values.detach() > 0].bincount(minlength=len(b_gate))
    x_hat, by_gate = weights.decode(codes, rows, len(x)), added(by_gate, weights.comms.inside)
    penalty = weights.of_everyone((gate.values * lengths).sum() / n)
    return Seen(x_hat, by_gate, penalty, fired)


def gated_form(weights: Weights) -> JumpForm:
    gain = weights.own["r"].exp()
    threshold = (weights.b_enc - gain * weights.own["b_gate"]).clamp_min(0)
    return JumpForm(weights.W_enc * gain, weights.b_enc, threshold)
