"""What a decoder direction does and what it resembles: logit effects and nearest neighbours."""

from collections.abc import Iterator
from typing import NamedTuple

import torch
from jaxtyping import Float, Int
from torch import Tensor

from sonde.core.maths import unit_rows
from sonde.model.forward import logit_effects
from sonde.model.loading import LanguageModel

BLOCK = 1024  # directions at a time


class Effects(NamedTuple):
    promoted: Int[Tensor, "n n_logits"]  # token ids, strongest first
    promoted_by: Float[Tensor, "n n_logits"]  # change of the logit per unit of code, mean removed
    suppressed: Int[Tensor, "n n_logits"]
    suppressed_by: Float[Tensor, "n n_logits"]


def effects(
    model: LanguageModel, W_dec: Float[Tensor, "dictionary_size d_in"], n_logits: int
) -> Iterator[Effects]:
    """Per block of directions, the tokens they push up and down most.

    Only the direct path through the last norm and the unembedding is counted (the logit lens).
    """
    for start in range(0, len(W_dec), BLOCK):
        change = logit_effects(model, W_dec[start : start + BLOCK].to(model.device)).float().cpu()
        n = min(n_logits, change.shape[1])
        up, down = change.topk(n), (-change).topk(n)
        yield Effects(up.indices, up.values, down.indices, -down.values)


class Neighbours(NamedTuple):
    features: Int[Tensor, "dictionary_size n_neighbours"]  # nearest first, never the feature itself
    cosines: Float[Tensor, "dictionary_size n_neighbours"]


def neighbours(W_dec: Float[Tensor, "dictionary_size d_in"], n_neighbours: int) -> Neighbours:
    """Exact nearest decoder directions by cosine, a block of rows at a time."""
    directions = unit_rows(W_dec)
    n = min(n_neighbours, len(directions) - 1)
    features, cosines = [], []
    for start in range(0, len(directions), BLOCK):
        cosine = directions[start : start + BLOCK] @ directions.T
        rows = torch.arange(len(cosine))
        cosine[rows, rows + start] = -torch.inf
        best = cosine.topk(n)
        features.append(best.indices)
        cosines.append(best.values)
    return Neighbours(torch.cat(features), torch.cat(cosines))
