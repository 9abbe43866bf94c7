"""Transcoder: from what a part of the model reads, what it writes, through few features.

    codes = the k * batch largest of relu((x - b_in) @ W_enc + b_enc)
    y_hat = codes @ W_dec + b_dec + (x - b_in) @ W_skip
    loss  = unexplained(y, y_hat) + aux_weight * AuxK

b_in is the mean of x and stands still: b_enc can do all that it could. Dunefsky et al. 2024, arXiv
2406.11944, section 3; the affine skip: Paulo et al. 2025, arXiv 2501.18823, section 3. Both kinds
of weights begin at nothing there; here W_skip does, and a direction begins where y stands, on the
first batch, when its feature fires.
"""

import torch
from jaxtyping import Bool, Float
from torch import Tensor

from sonde.core.maths import unit_rows
from sonde.dictionary.config import TranscoderConfig
from sonde.dictionary.sparse import RowSum, sum_by_feature
from sonde.dictionary.topk import fit_length
from sonde.dictionary.weights import Loss, Weights, auxiliary, report


def transcoder_loss(
    weights: Weights,
    config: TranscoderConfig,
    x: Float[Tensor, "batch width"],
    dead: Bool[Tensor, " dictionary_size"],
    progress: float,
) -> Loss:
    given, wanted = weights.given(x), weights.wanted(x)
    codes = weights.with_gradient(given, weights.strongest_of_batch(given, config.k))
    guess = weights.decode(codes, codes.rows, len(x)) + weights.b_dec
    if weights.W_skip is not None:
        guess = guess + (given - weights.center) @ weights.W_skip
    residual = wanted - guess
    left = weights.unexplained(wanted, residual)
    extra = auxiliary(weights, given, residual, dead, config.k_aux)
    total = left + config.aux_weight * extra
    return report(total, left, extra, codes, x, weights)


@torch.no_grad()
def begin_transcoder(
    weights: Weights, config: TranscoderConfig, x: Float[Tensor, "batch width"]
) -> None:
    """Directions of the features that fire on the first batch, then the length of the encoder."""
    codes = weights.strongest_of_batch(weights.given(x), config.k)
    centered = weights.wanted(x) - weights.b_dec
    sums = RowSum(codes.values, centered, codes.features, codes.rows)
    means = weights.comms.between.sum(sum_by_feature(sums, weights.shard.size))
    fired = means.square().sum(-1) > 0
    weights.W_dec[fired] = unit_rows(means[fired])
    fit_length(weights, codes, centered)
