"""The table of dictionary kinds. A new kind is a loss, a config and a row here; the law suite
(`tests/test_kinds.py`) runs over every row."""

from collections.abc import Callable
from typing import Any, NamedTuple

import torch
from torch import Tensor

from sonde.dictionary.config import (
    BatchTopKConfig,
    MatryoshkaConfig,
    RandomDecoderConfig,
    ReluL1Config,
    TopKConfig,
)
from sonde.dictionary.matryoshka import matryoshka_loss
from sonde.dictionary.relu_l1 import relu_l1_loss
from sonde.dictionary.topk import batch_topk_loss, topk_loss
from sonde.dictionary.weights import Loss, Weights


class Kind(NamedTuple):
    config: type
    loss: Callable[..., Loss]  # (weights, config, x, dead, progress in 0..1) -> Loss
    unit_directions: bool  # whether rows of W_dec are held at length one
    first_norm: float  # length of a decoder direction at the start
    trains_decoder: bool
    learning_rate: float  # at 16,384 features; falls with the square root of their number
    learns_threshold: bool  # exported with a threshold that keeps k codes a token, else with 0


KINDS: dict[str, Kind] = {
    "matryoshka": Kind(MatryoshkaConfig, matryoshka_loss, True, 1.0, True, 2e-4, True),
    "batch_topk": Kind(BatchTopKConfig, batch_topk_loss, True, 1.0, True, 2e-4, True),
    "topk": Kind(TopKConfig, topk_loss, True, 1.0, True, 2e-4, True),
    "random_decoder": Kind(RandomDecoderConfig, batch_topk_loss, True, 1.0, False, 2e-4, True),
    "relu_l1": Kind(ReluL1Config, relu_l1_loss, False, 0.1, True, 5e-5, False),
}


def first_weights(config: Any, d_in: int, seed: int, center: Tensor | None = None) -> Weights:
    """Untrained weights of the kind `config` names. `center` is the mean of the scaled data."""
    kind = KINDS[config.kind]
    center = torch.zeros(d_in) if center is None else center
    weights = Weights(d_in, config.dictionary_size, seed, center, kind.first_norm)
    weights.W_dec.requires_grad_(kind.trains_decoder)
    return weights
