"""The table of dictionary kinds. A new kind is a loss, a config and a row here; the law suite
(`tests/test_kinds.py`) runs over every row."""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any, NamedTuple

import torch
from torch import Tensor

from sonde.core.comms import ALONE, Comms
from sonde.dictionary.config import (
    BatchTopKConfig,
    GatedConfig,
    JumpReluConfig,
    MatryoshkaConfig,
    RandomDecoderConfig,
    ReluL1Config,
    TopKConfig,
)
from sonde.dictionary.gated import OWN as OF_GATE
from sonde.dictionary.gated import gated_form, gated_loss
from sonde.dictionary.jump_relu import OWN as OF_JUMP
from sonde.dictionary.jump_relu import begin, jump_relu_form, jump_relu_loss
from sonde.dictionary.matryoshka import matryoshka_loss
from sonde.dictionary.relu_l1 import relu_form, relu_l1_loss
from sonde.dictionary.topk import batch_topk_loss, fit_encoder_length, topk_loss
from sonde.dictionary.weights import JumpForm, Loss, Weights


class Kind(NamedTuple):
    config: type
    loss: Callable[..., Loss]  # (weights, config, x, dead, progress in 0..1) -> Loss
    unit_directions: bool  # whether rows of W_dec are held at length one
    first_norm: float  # length of a decoder direction at the start
    trains_decoder: bool
    learning_rate: float  # at 16,384 features; falls with the square root of their number
    form: Callable[[Weights], JumpForm] | None = None  # None: one threshold that keeps k codes
    begin: Callable[..., None] | None = None  # (weights, config, first batch): sets lengths, biases
    own: Mapping[str, float] = MappingProxyType({})  # further numbers per feature, as they start

    @property
    def learns_threshold(self) -> bool:
        """Exported with one threshold for all features, at which a token keeps k of them."""
        return self.form is None

    @property
    def sparse(self) -> bool:
        """Whether a step moves only the rows that fired."""
        return self.form is None


KINDS: dict[str, Kind] = {
    "matryoshka": Kind(
        MatryoshkaConfig, matryoshka_loss, True, 1.0, True, 2e-4, begin=fit_encoder_length
    ),
    "batch_topk": Kind(
        BatchTopKConfig, batch_topk_loss, True, 1.0, True, 2e-4, begin=fit_encoder_length
    ),
    "topk": Kind(TopKConfig, topk_loss, True, 1.0, True, 2e-4, begin=fit_encoder_length),
    "random_decoder": Kind(
        RandomDecoderConfig, batch_topk_loss, True, 1.0, False, 2e-4, begin=fit_encoder_length
    ),
    "jump_relu": Kind(
        JumpReluConfig, jump_relu_loss, False, 0.577, True, 2e-4, jump_relu_form, begin, OF_JUMP
    ),
    "gated": Kind(GatedConfig, gated_loss, False, 0.1, True, 5e-5, gated_form, own=OF_GATE),
    "relu_l1": Kind(ReluL1Config, relu_l1_loss, False, 0.1, True, 5e-5, relu_form),
}


def first_weights(
    config: Any, d_in: int, seed: int, center: Tensor | None = None, comms: Comms = ALONE
) -> Weights:
    """Untrained weights of the kind `config` names: the rows of this worker. `center` is the mean
    of the scaled data."""
    kind = KINDS[config.kind]
    center = torch.zeros(d_in) if center is None else center
    weights = Weights(d_in, config.dictionary_size, seed, center, kind.first_norm, kind.own, comms)
    weights.W_dec.requires_grad_(kind.trains_decoder)
    return weights
