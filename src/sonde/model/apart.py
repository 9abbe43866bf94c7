"""Documents that share a row, each read as if it were alone.

    tokens      BOS  a  b  BOS  c  d  e
    positions    0   1  2   0   1  2  3

A BOS begins a document wherever it stands, as in the training of Llama 3. Where positions begin
anew, transformers masks all that came before. Without it a document means something else behind
every other one.
"""

from typing import Any

import torch
from jaxtyping import Int
from torch import Tensor
from torch.utils.hooks import RemovableHandle
from transformers import PreTrainedModel


def positions(
    tokens: Int[Tensor, "batch position"], bos: int | None
) -> Int[Tensor, "batch position"] | None:
    """The place of each token in its document; None where no row has a second one."""
    if bos is None or not bool((tokens[:, 1:] == bos).any()):
        return None
    places = torch.arange(tokens.shape[1], device=tokens.device).expand_as(tokens)
    begins = torch.where(tokens == bos, places, torch.zeros_like(places))
    return places - begins.cummax(1).values


def keep_apart(module: PreTrainedModel, bos: int | None) -> RemovableHandle:
    """From now on every forward without a cache reads the documents of a row apart."""

    def begin(base: Any, args: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:
        given = {**dict(zip(("input_ids", "attention_mask"), args, strict=False)), **kwargs}
        alone = given.get("attention_mask") is None and given.get("position_ids") is None
        if given.get("input_ids") is None or given.get("use_cache") is not False or not alone:
            return None
        places = positions(given["input_ids"], bos)
        return None if places is None else (args, {**kwargs, "position_ids": places})

    return module.base_model.register_forward_pre_hook(begin, with_kwargs=True)
