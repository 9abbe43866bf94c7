"""Crosscoder: one set of features for several hook points, each with a decoder of its own.

    codes   = the k * batch largest of relu(sum_p (x_p - b_dec_p) @ W_enc_p + b_enc)
    x_hat_p = codes @ W_dec_p + b_dec_p
    loss    = unexplained(x, x_hat) + aux_weight * AuxK

x holds the parts x_p side by side, each scaled so that mean |x_p|^2 is its width, so one row of
W_enc and of W_dec holds those of all parts. Lindsey et al. 2024, "Sparse Crosscoders".

Codes compete by code * sum_p |W_dec_p|, as in the BatchTopK crosscoder of Minder et al. 2025, arXiv
2504.02922: that product is the code itself, because the lengths of a feature's parts are held at a
sum of one. With a row of length one over all parts it would be batch top-k on the joined
activations, to which a feature of one part is as dear as one of several (Lindsey et al.).
"""

import torch
from jaxtyping import Bool, Float
from torch import Tensor

from sonde.dictionary.config import CrosscoderConfig
from sonde.dictionary.replicas import unexplained
from sonde.dictionary.weights import Loss, Weights, auxiliary, report


def crosscoder_loss(
    weights: Weights,
    config: CrosscoderConfig,
    x: Float[Tensor, "batch d_in"],
    dead: Bool[Tensor, " dictionary_size"],
    progress: float,
) -> Loss:
    codes = weights.with_gradient(x, weights.strongest_of_batch(x, config.k))
    residual = x - (weights.decode(codes, codes.rows, len(x)) + weights.b_dec)
    left = weights.unexplained(x, residual)
    extra = auxiliary(weights, x, residual, dead, config.k_aux)
    total = left + config.aux_weight * extra
    found = report(total, left, extra, codes, x, weights)
    widths = weights.sides.widths
    pairs = zip(x.split(widths, 1), residual.detach().split(widths, 1), strict=True)
    return found._replace(
        of_parts=torch.stack([unexplained(*pair, weights.comms.between) for pair in pairs])
    )
