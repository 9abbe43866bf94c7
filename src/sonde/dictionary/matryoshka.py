"""Matryoshka BatchTopK: every prefix of the features is a dictionary of its own.

    codes   = the k * batch largest of relu((x - b_dec) @ W_enc + b_enc)
    x_hat_g = codes[:, :width_g] @ W_dec[:width_g] + b_dec
    loss    = mean over g of unexplained(x, x_hat_g) + aux_weight * AuxK

Early features must do without the late ones, so general concepts stay whole instead of being
absorbed into special cases. Bussmann et al. 2025, arXiv 2503.17547, section 3. All nested
reconstructions come from one sparse decode: a bag per (token, group), summed along the groups.
"""

from jaxtyping import Bool, Float
from torch import Tensor

from sonde.dictionary.config import MatryoshkaConfig
from sonde.dictionary.rebuilding import rebuilt
from sonde.dictionary.weights import Loss, Weights, auxiliary, report


def widths(config: MatryoshkaConfig) -> list[int]:
    """Number of features in each nested dictionary, ascending; the last is all of them."""
    ends, share = [], 0.0
    for group in config.groups:
        share += group
        ends.append(max(1, round(share * config.dictionary_size)))
    ends[-1] = config.dictionary_size
    return sorted(set(ends))


def matryoshka_loss(
    weights: Weights,
    config: MatryoshkaConfig,
    x: Float[Tensor, "batch d_in"],
    dead: Bool[Tensor, " dictionary_size"],
    progress: float,
) -> Loss:
    codes = weights.with_gradient(x, weights.strongest_of_batch(x, config.k))
    found = rebuilt(weights, x, codes, widths(config))
    extra = auxiliary(weights, x, found.residual, dead, config.k_aux)
    total = found.total + config.aux_weight * extra
    return report(total, found.lefts[-1], extra, codes, x, weights)
