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
to a tenth of the features are active at first, and so long the products here are dense; once few
are, all but the encoder's are of the active codes alone.
"""

from collections.abc import Callable
from typing import NamedTuple

from jaxtyping import Bool, Float, Int
from torch import Tensor

from sonde.dictionary.config import ReluL1Config
from sonde.dictionary.replicas import rows_of_all
from sonde.dictionary.shard import added, shared
from sonde.dictionary.sparse import Codes
from sonde.dictionary.weights import JumpForm, Loss, Weights, report_dense


def relu_l1_loss(
    weights: Weights,
    config: ReluL1Config,
    x: Float[Tensor, "batch d_in"],
    dead: Bool[Tensor, " dictionary_size"],
    progress: float,
) -> Loss:
    found, p = weights.positive(x, weights.b_enc), power(config, progress)
    n = rows_of_all(x, weights.comms)
    seen = of_all(weights, x, p, n) if found is None else of_few(weights, x, p, n, found)
    residual = x - (seen.x_hat + weights.b_dec)
    rising = min(1.0, progress / config.l1_warmup) if config.l1_warmup else 1.0
    total = weights.mean_square(residual, n) + config.l1 * rising * seen.penalty
    left = weights.unexplained(x, residual.detach())
    return report_dense(total, left, seen.penalty, seen.fired, n, weights)


class Seen(NamedTuple):
    x_hat: Float[Tensor, "batch d_in"]  # without b_dec
    penalty: Float[Tensor, ""]
    fired: Int[Tensor, " dictionary_size"]  # on how many rows of this group


def of_all(weights: Weights, x: Tensor, p: float, n: int) -> Seen:
    """`n` rows has the whole batch."""
    inside, everyone = weights.comms.inside, weights.of_everyone
    codes = ((x - shared(weights.b_dec, inside)) @ weights.W_enc + weights.b_enc).relu()
    lengths, fired = weights.W_dec.norm(dim=-1), (codes.detach() > 0).sum(0)
    if p < 1:
        penalty = annealed(codes * lengths, n, p, add=everyone)
    else:
        penalty = everyone((codes @ lengths).sum() / n)
    return Seen(added(codes @ weights.W_dec, inside), penalty, fired)


def of_few(weights: Weights, x: Tensor, p: float, n: int, found: Codes) -> Seen:
    """The same from the active codes alone."""
    codes = weights.with_gradient(x, found)
    lengths = weights.W_dec.norm(dim=-1).index_select(0, codes.features)
    penalty = annealed(codes.values * lengths, n, p, add=weights.of_everyone)
    fired = codes.features.bincount(minlength=weights.shard.size)
    return Seen(weights.decode(codes, codes.rows, len(x)), penalty, fired)


def power(config: ReluL1Config, progress: float) -> float:
    """1 until the penalty is whole, then down to p_end."""
    falling = max(0.0, progress - config.l1_warmup) / max(1 - config.l1_warmup, 1e-9)
    return 1 + (config.p_end - 1) * min(1.0, falling)


def annealed(
    terms: Float[Tensor, "*any"],
    n_rows: int,
    p: float,
    least: float = 1e-3,
    add: Callable[[Tensor], Tensor] = lambda own: own,  # to what other workers have
) -> Float[Tensor, ""]:
    """The power penalty of terms, all or those that are not zero. Its slope is that at `least` for
    what is smaller, or it would be infinite."""
    whole = add(terms.sum() / n_rows)
    if p == 1:
        return whole
    powers = add(((terms + least).pow(p) - least**p).sum() / n_rows)
    scaled: Tensor = powers * (whole.detach() / powers.detach().clamp_min(1e-12))
    return scaled


def relu_form(weights: Weights) -> JumpForm:
    return JumpForm(weights.W_enc, weights.b_enc, weights.b_enc.new_zeros(len(weights.b_enc)))
