"""What every feature does to the probability of given tokens, to first order: from one backward
pass for all of them. Which features to edit is chosen by it, and by what they read nowhere.

    metric = sum over texts and positions of  weight * log p(next token)
"""

from collections.abc import Sequence
from typing import NamedTuple

import torch
from jaxtyping import Bool, Float
from torch import Tensor

from sonde.interventions.attribution import gradients
from sonde.miniature.claims.edited import Halfway, batches, padded, tokens_in


class Slopes(NamedTuple):
    ablated: Float[Tensor, " size"]  # what the metric loses without the feature
    raised: Float[Tensor, " size"]  # what it gains for each unit that is added to the code


def slopes(
    read: Halfway,
    weights: Sequence[Float[Tensor, " _"]],
    where: Sequence[Bool[Tensor, " _"]] | None = None,
) -> Slopes:
    """A weight for every token of each text but its first. Features are edited at all tokens that
    the mask keeps, or at those of them that `where` names: see `edited.losses`."""
    source = read.study.source
    dictionary = read.study.dictionary.to(source.model.device)
    keep = (
        read.keep
        if where is None
        else [a & b.to(a.device) for a, b in zip(read.keep, where, strict=True)]
    )
    found = Slopes(torch.zeros(dictionary.size), torch.zeros(dictionary.size))
    for batch in batches(read.tokens, range(len(read.tokens))):
        tokens = tokens_in(source, read.tokens, batch).to(source.model.device)
        weight = padded([weights[i] for i in batch], 0.0).to(tokens.device)

        def metric(logits: Tensor, tokens: Tensor = tokens, weight: Tensor = weight) -> Tensor:
            log_p = logits[:, :-1].float().log_softmax(-1).gather(2, tokens[:, 1:, None])[..., 0]
            return (weight * log_p).sum(1)

        x, gradient = gradients(source, tokens, metric)
        here = padded([keep[i] for i in batch], False)
        codes = dictionary.encode(x[here])
        slope = gradient[here] @ dictionary.W_dec.T
        lost = codes.values * slope[codes.rows, codes.features]
        found.ablated.index_add_(0, codes.features.cpu(), lost.cpu())
        found.raised.add_(slope.sum(0).cpu())
    return found


def best(values: Float[Tensor, " size"], n: int) -> list[int]:
    order: list[int] = values.argsort(descending=True, stable=True)[:n].tolist()
    return order
