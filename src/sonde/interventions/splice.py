"""A dictionary put into a running model."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import torch
from jaxtyping import Bool, Float
from torch import Tensor

from sonde.activations.mask import kept
from sonde.model.hook_points import HookPoint
from sonde.model.hooks import replace
from sonde.model.loading import LanguageModel, special_ids

Change = Callable[[Tensor, Tensor], Tensor]  # (x [rows, position, d_in], keep [rows, position])


@contextmanager
def spliced(
    model: LanguageModel, hook_point: HookPoint, norm_limit: float, change: Change
) -> Iterator[None]:
    """While inside, `change(x, keep)` takes the place of the activations; `keep` is the token mask
    of training (False at BOS, special tokens and sinks). Works under generation with a KV cache.
    Gradient mode outside `change` is the caller's, so a generator may hold this open."""
    special = special_ids(model.tokenizer)
    running: dict[str, Tensor] = {}

    def remember(module: Any, args: tuple[Any, ...], kwargs: dict[str, Any]) -> None:
        running["tokens"] = args[0] if args else kwargs["input"]

    @torch.no_grad()
    def function(x: Float[Tensor, "rows position d_in"]) -> Float[Tensor, "rows position d_in"]:
        keep: Bool[Tensor, "rows position"] = kept(running["tokens"], x, special, norm_limit)
        return change(x, keep)

    embeddings = model.module.get_input_embeddings()
    handle = embeddings.register_forward_pre_hook(remember, with_kwargs=True)
    try:
        with replace(model, hook_point, function):
            yield
    finally:
        handle.remove()
