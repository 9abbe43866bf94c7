"""The table of dictionary kinds. A new kind is a loss, a config and a row here; the law suite
(`tests/test_kinds.py`) runs over every row."""

from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType
from typing import Any, NamedTuple

import torch
from torch import Tensor

from sonde.core.comms import ALONE, Comms
from sonde.dictionary.config import (
    BatchTopKConfig,
    CrosscoderConfig,
    GatedConfig,
    JumpReluConfig,
    MatryoshkaConfig,
    RandomDecoderConfig,
    ReluL1Config,
    TopKConfig,
    TranscoderConfig,
)
from sonde.dictionary.crosscoder import crosscoder_loss
from sonde.dictionary.gated import OWN as OF_GATE
from sonde.dictionary.gated import gated_form, gated_loss
from sonde.dictionary.jump_relu import OWN as OF_JUMP
from sonde.dictionary.jump_relu import begin, jump_relu_form, jump_relu_loss
from sonde.dictionary.matryoshka import matryoshka_loss
from sonde.dictionary.relu_l1 import relu_form, relu_l1_loss
from sonde.dictionary.sides import Choose, second_from_first, together, whole
from sonde.dictionary.topk import batch_topk_loss, fit_encoder_length, topk_loss
from sonde.dictionary.transcoder import begin_transcoder, transcoder_loss
from sonde.dictionary.weights import JumpForm, Loss, Weights


class Kind(NamedTuple):
    config: type
    loss: Callable[..., Loss]  # (weights, config, x, dead, progress in 0..1) -> Loss
    unit_directions: bool  # whether rows of W_dec are held at length one (of parts: their sum)
    first_norm: float  # length of a decoder direction at the start
    trains_decoder: bool
    learning_rate: float  # at 16,384 features; falls with the square root of their number
    form: Callable[[Weights], JumpForm] | None = None  # None: one threshold that keeps k codes
    begin: Callable[..., None] | None = None  # (weights, config, first batch): sets lengths, biases
    own: Mapping[str, float] = MappingProxyType({})  # further numbers per feature, as they start
    sides: Choose = whole  # which columns of a batch it reads, and which it rebuilds
    short_of_mean: float = 0.0  # how far from the mean b_dec starts, in spreads of x

    @property
    def learns_threshold(self) -> bool:
        """Exported with one threshold for all features, at which a token keeps k of them."""
        return self.form is None

    @property
    def sparse(self) -> bool:
        """Whether a step moves only the rows that fired."""
        return self.form is None


SHORT = (
    1 / 3
)  # where a penalty decides what fires: from the mean twice as many features stay active

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
    "transcoder": Kind(
        TranscoderConfig,
        transcoder_loss,
        True,
        1.0,
        True,
        2e-4,
        begin=begin_transcoder,
        sides=second_from_first,
    ),
    "crosscoder": Kind(
        CrosscoderConfig,
        crosscoder_loss,
        True,
        1.0,
        True,
        2e-4,
        begin=fit_encoder_length,
        sides=together,
    ),
    "jump_relu": Kind(
        JumpReluConfig,
        jump_relu_loss,
        False,
        0.2,
        True,
        2e-4,
        jump_relu_form,
        begin,
        OF_JUMP,
        short_of_mean=SHORT,
    ),
    "gated": Kind(
        GatedConfig,
        gated_loss,
        False,
        0.1,
        True,
        5e-5,
        gated_form,
        own=OF_GATE,
        short_of_mean=SHORT,
    ),
    "relu_l1": Kind(
        ReluL1Config, relu_l1_loss, False, 0.1, True, 5e-5, relu_form, short_of_mean=SHORT
    ),
}


def first_weights(
    config: Any,
    d_in: int,
    seed: int,
    center: Tensor | None = None,
    widths: Sequence[int] = (),
    comms: Comms = ALONE,
) -> Weights:
    """Untrained weights of the kind `config` names: the rows of this worker, for activations of
    width `d_in` made of parts of `widths`. `center` is the mean of the scaled data."""
    kind = KINDS[config.kind]
    center = torch.zeros(d_in) if center is None else center
    sides = kind.sides(tuple(widths) or (d_in,))
    rest = kind.first_norm, kind.own, sides, getattr(config, "skip", False), comms
    weights = Weights(d_in, config.dictionary_size, seed, center, *rest)
    weights.W_dec.requires_grad_(kind.trains_decoder)
    return weights
