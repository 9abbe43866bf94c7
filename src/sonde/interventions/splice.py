"""A dictionary put into a running model.

A dictionary of several hook points is put in at one of them, and reads them all. What comes before
that place, or at it, is read as the model runs. What comes later, or is of another model, is not
known yet when it is needed: it is taken from a run ahead over the same tokens, without the change.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from typing import Any

import torch
from jaxtyping import Bool, Float, Int
from torch import Tensor

from sonde.activations.mask import kept
from sonde.activations.source import ActivationSource
from sonde.model.hook_points import HookPoint
from sonde.model.hooks import Reading, read, replace
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

    @torch.no_grad()
    def function(x: Float[Tensor, "rows position d_in"]) -> Float[Tensor, "rows position d_in"]:
        keep: Bool[Tensor, "rows position"] = kept(running["tokens"], x, special, norm_limit)
        return change(x, keep)

    with running_tokens(model) as running, replace(model, hook_point, function):
        yield


@contextmanager
def spliced_among(source: ActivationSource, number: int, change: Change) -> Iterator[None]:
    """The same at hook point `number` of several: `x` of `change(x, keep)` has the activations at
    all of them side by side, as they are harvested, and the answer takes the place of those at that
    one."""
    here, ahead = source.places[number], Ahead(late_models(source, number))
    readings: dict[int, Reading] = {}

    @torch.no_grad()
    def function(x: Float[Tensor, "rows position width"]) -> Tensor | None:
        if ahead.runs:
            return None
        xs = [readings[n].x.to(x.device) if n in readings else x for n in range(len(source.places))]
        keep = source.kept(running["tokens"], xs)
        return change(torch.cat(xs, -1), keep)

    with ExitStack() as stack:
        running = stack.enter_context(running_tokens(here.model))
        for n, place in enumerate(source.places):
            if n != number:
                readings[n] = stack.enter_context(read(place.model, place.hook_point))
        stack.enter_context(replace(here.model, here.hook_point, function))
        stack.enter_context(ahead.of(here.model))
        yield


def late_models(source: ActivationSource, number: int) -> list[LanguageModel]:
    """The models with a hook point that is not reached yet when the one of that number is."""
    here = source.places[number]
    late = [
        place.model
        for place in source.places
        if place.model is not here.model or place.hook_point.turn > here.hook_point.turn
    ]
    return [model for model in source.models if any(model is one for one in late)]


class Ahead:
    """Runs models over what another is about to read, with KV caches of their own."""

    def __init__(self, models: Sequence[LanguageModel]) -> None:
        self.models, self.caches, self.runs = models, [None] * len(models), False

    @contextmanager
    def of(self, model: LanguageModel) -> Iterator[None]:
        """While inside, before every forward of `model`."""
        if not self.models:
            yield
            return
        handle = model.module.base_model.register_forward_pre_hook(self.run, with_kwargs=True)
        try:
            yield
        finally:
            handle.remove()

    @torch.no_grad()
    def run(self, module: Any, args: tuple[Any, ...], kwargs: dict[str, Any]) -> None:
        if self.runs:
            return
        tokens: Int[Tensor, "rows position"] = args[0] if args else kwargs["input_ids"]
        if kwargs.get("past_key_values") is None:  # a new text
            self.caches = [None] * len(self.models)
        self.runs = True
        try:
            for n, (model, cache) in enumerate(zip(self.models, self.caches, strict=True)):
                base, mine = model.module.base_model, tokens.to(model.device)
                output = base(input_ids=mine, past_key_values=cache, use_cache=True)
                self.caches[n] = output.past_key_values
        finally:
            self.runs = False


@contextmanager
def running_tokens(model: LanguageModel) -> Iterator[dict[str, Tensor]]:
    """While inside, what the last forward read is under `tokens`."""
    running: dict[str, Tensor] = {}

    def remember(module: Any, args: tuple[Any, ...], kwargs: dict[str, Any]) -> None:
        running["tokens"] = args[0] if args else kwargs["input"]

    embeddings = model.module.get_input_embeddings()
    handle = embeddings.register_forward_pre_hook(remember, with_kwargs=True)
    try:
        yield running
    finally:
        handle.remove()
