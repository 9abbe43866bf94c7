"""Matryoshka BatchTopK: every prefix of the features is a dictionary of its own.

    codes   = the k * batch largest of relu((x - b_dec) @ W_enc + b_enc)
    x_hat_g = codes[:, :width_g] @ W_dec[:width_g] + b_dec
    loss    = mean over g of unexplained(x, x_hat_g) + aux_weight * AuxK

Early features must do without the late ones, so general concepts stay whole instead of being
absorbed into special cases. Bussmann et al. 2025, arXiv 2503.17547, section 3. All nested
reconstructions come from one sparse decode: a bag per (token, group), summed along the groups.
"""

import torch
from jaxtyping import Bool, Float
from torch import Tensor

from sonde.dictionary.config import MatryoshkaConfig
from sonde.dictionary.sparse import Codes
from sonde.dictionary.weights import Loss, Weights, auxiliary, report


def widths(config: MatryoshkaConfig) -> list[int]:
    """Number of features in each nested dictionary, ascending; the last is all of them."""
    ends, share = [], 0.0
    for group in config.groups:
        share += group
        ends.append(max(1, round(share * config.dictionary_size)))
    ends[-1] = config.dictionary_size
    return sorted(set(ends))


def nested_reconstructions(
    weights: Weights, codes: Codes, ends: list[int], batch: int
) -> Float[Tensor, "batch n_groups d_in"]:
    """Reconstructions without bias, from the features below each end."""
    edges = torch.tensor(ends, device=codes.features.device)
    group = torch.searchsorted(edges, codes.features + weights.shard.first, right=True)
    bags = codes.rows * len(ends) + group
    parts = weights.decode(codes, bags, batch * len(ends))
    return parts.view(batch, len(ends), -1).cumsum(1)


def matryoshka_loss(
    weights: Weights,
    config: MatryoshkaConfig,
    x: Float[Tensor, "batch d_in"],
    dead: Bool[Tensor, " dictionary_size"],
    progress: float,
) -> Loss:
    codes = weights.with_gradient(x, weights.strongest_of_batch(x, config.k))
    nested = nested_reconstructions(weights, codes, widths(config), len(x))
    residuals = (x - weights.b_dec)[:, None] - nested
    lefts = weights.unexplained(x, residuals)
    extra = auxiliary(weights, x, residuals[:, -1], dead, config.k_aux)
    total = lefts.mean() + config.aux_weight * extra
    return report(total, lefts[-1], extra, codes, x, weights)
