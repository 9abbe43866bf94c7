"""Attribution: what each active feature does to a number that the model says, to first order.

    attribution_i(t) = code_i(t) * (d metric / d x(t)) . W_dec[i]

It predicts the effect of removing the feature there, metric(x) - metric(x - code_i W_dec[i]), from
one backward pass for all features at once (Scaling Monosemanticity, Features as Computational
Intermediates). Exact where the model is linear after the hook point.
"""

from collections.abc import Callable
from typing import NamedTuple

import torch
from jaxtyping import Float, Int
from torch import Tensor

from sonde.activations.mask import kept
from sonde.activations.source import ActivationSource
from sonde.core.errors import SondeError
from sonde.dictionary.dictionary import Dictionary
from sonde.dictionary.sparse import pair_dots
from sonde.model.forward import refuse_truncated
from sonde.model.hooks import replace

Metric = Callable[[Tensor], Tensor]  # logits [batch, position, vocabulary] -> [batch]


class Gradients(NamedTuple):
    x: Float[Tensor, "batch position d_in"]  # at the hook point, fp32
    gradient: Float[Tensor, "batch position d_in"]  # of the row's own metric, per unit of x


class Attributions(NamedTuple):
    """One entry for every feature that is active at a token of the mask, ordered by token."""

    values: Float[Tensor, " n"]  # in units of the metric
    codes: Float[Tensor, " n"]
    features: Int[Tensor, " n"]
    rows: Int[Tensor, " n"]  # of the batch
    positions: Int[Tensor, " n"]


def attributions(
    source: ActivationSource,
    dictionary: Dictionary,
    tokens: Int[Tensor, "batch position"],
    metric: Metric,
) -> Attributions:
    """Of every active feature to the metric of its row. `source` holds the whole model."""
    x, gradient = gradients(source, tokens, metric)
    dictionary = dictionary.to(x.device)
    keep = kept(tokens, x, source.special, source.norm_limit)
    rows, positions = keep.nonzero(as_tuple=True)
    codes = dictionary.encode(x[keep])
    slopes = pair_dots(gradient[keep], dictionary.W_dec, codes.rows, codes.features)
    return Attributions(
        codes.values * slopes,
        codes.values,
        codes.features,
        rows[codes.rows],
        positions[codes.rows],
    )


def gradients(
    source: ActivationSource, tokens: Int[Tensor, "batch position"], metric: Metric
) -> Gradients:
    """The activations, and the slope of each row's metric along every one of them."""
    refuse_several(source)
    model = source.model
    refuse_truncated(model)
    leaves: list[Tensor] = []

    def begin_here(x: Tensor) -> Tensor:
        leaves.append(x.detach().requires_grad_())
        return leaves[0]

    with torch.enable_grad(), replace(model, source.hook_point, begin_here):
        logits = model.module(input_ids=tokens.to(model.device), use_cache=False).logits
        (gradient,) = torch.autograd.grad(metric(logits).sum(), leaves[0])
    return Gradients(leaves[0].detach().float(), gradient.float())


def refuse_several(source: ActivationSource) -> None:
    if source.others:
        names = " and ".join(source.names)
        raise SondeError(
            f"Attribution is of one hook point, and this dictionary is of {names}: ablate its "
            "features instead (Edit)."
        )
