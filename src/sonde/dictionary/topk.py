"""TopK: every activation is rebuilt from its k strongest features.

    codes = top k of relu((x - b_dec) @ W_enc + b_enc)
    x_hat = codes @ W_dec + b_dec
    loss  = unexplained(x, x_hat) + aux_weight * AuxK

After Gao et al. 2024, arXiv 2406.04093, sections 2.3, A.1, A.2.
"""

from typing import Any

import torch
from jaxtyping import Bool, Float
from torch import Tensor

from sonde.dictionary.config import BatchTopKConfig, RandomDecoderConfig, TopKConfig
from sonde.dictionary.rebuilding import rebuilt
from sonde.dictionary.sparse import Codes
from sonde.dictionary.weights import Loss, Weights, auxiliary, report


def topk_loss(
    weights: Weights,
    config: TopKConfig,
    x: Float[Tensor, "batch d_in"],
    dead: Bool[Tensor, " dictionary_size"],
    progress: float,
) -> Loss:
    return loss_of_selection(weights, config, x, dead, weights.strongest_of_rows(x, config.k))


def batch_topk_loss(
    weights: Weights,
    config: BatchTopKConfig | RandomDecoderConfig,
    x: Float[Tensor, "batch d_in"],
    dead: Bool[Tensor, " dictionary_size"],
    progress: float,
) -> Loss:
    """The k * batch strongest codes of the batch, so that a token may have more or fewer than k.
    Bussmann et al. 2024, arXiv 2412.06410."""
    return loss_of_selection(weights, config, x, dead, weights.strongest_of_batch(x, config.k))


def loss_of_selection(
    weights: Weights,
    config: TopKConfig | BatchTopKConfig | RandomDecoderConfig,
    x: Float[Tensor, "batch d_in"],
    dead: Bool[Tensor, " dictionary_size"],
    chosen: Codes,
) -> Loss:
    codes = weights.with_gradient(x, chosen)
    found = rebuilt(weights, x, codes, [weights.shard.whole])
    extra = auxiliary(weights, x, found.residual, dead, config.k_aux)
    total = found.total + config.aux_weight * extra
    return report(total, found.lefts[0], extra, codes, x, weights)


@torch.no_grad()
def fit_encoder_length(weights: Weights, config: Any, x: Float[Tensor, "batch d_in"]) -> None:
    """Scales the tied encoder so that the first reconstruction is as long as serves best; random
    directions, many to a dimension, overshoot several times."""
    codes = weights.strongest_of_batch(x, config.k)
    fit_length(weights, codes, x - weights.b_dec)


def fit_length(weights: Weights, codes: Codes, centered: Float[Tensor, "batch d_out"]) -> None:
    guess, groups = weights.decode(codes, codes.rows, len(centered)), weights.comms.between
    along, square = groups.sum((guess * centered).sum()), groups.sum(guess.square().sum())
    length = torch.where(along > 0, along / square.clamp_min(1e-12), 1.0)  # none: nothing fired
    weights.W_enc.mul_(length)
    weights.scan.floor.mul_(float(length))  # biases are still zero: codes shrink alike
