"""The eye of the miniature, in the manner of LLaVA (Liu et al. 2023, arXiv 2304.08485).

    patch     = 8 x 8 pixels x 3 colours, each in -1..1; a picture has 16, row by row
    embedding = W patch + b, where the token <|image|> would have had its own

>>> with seeing(model.module, adapter, patches(document.pictures)):
...     activations(model, "middle", tokens)       # or replace, spliced, generate, losses ...
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import numpy as np
import torch
from jaxtyping import Bool, Float
from torch import Tensor, nn
from transformers import PreTrainedModel, PreTrainedTokenizerBase

from sonde.core.errors import SondeError
from sonde.core.files import load_tensors, save_tensors
from sonde.miniature.images import IMAGE, N_PATCHES, Picture

FILE = "vision.safetensors"  # beside model.safetensors
PATCH = 192  # values in a patch


class Adapter(nn.Module):
    """One linear map from patches to the residual stream, and the token that it stands for."""

    token: Tensor

    def __init__(self, width: int, token: int, seed: int = 0):
        super().__init__()
        generator = torch.Generator().manual_seed(seed)
        start = 0.02 / PATCH**0.5  # a patch begins about as long as an embedding
        self.weight = nn.Parameter(start * torch.randn(width, PATCH, generator=generator))
        self.bias = nn.Parameter(torch.zeros(width))
        self.register_buffer("token", torch.tensor(token))

    def forward(self, patches: Float[Tensor, "n 192"]) -> Float[Tensor, "n width"]:
        return nn.functional.linear(patches.to(self.weight), self.weight, self.bias)


@contextmanager
def seeing(
    module: PreTrainedModel, adapter: Adapter, patches: Float[Tensor, "n 192"]
) -> Iterator[None]:
    """While inside, every forward has the patches where its tokens have placeholders, in order.

    Patches of one row serve each row of a batch that holds as many placeholders. A forward without
    placeholders, such as a later step of generation, stays as it is. Raises SondeError where the
    numbers differ.
    """

    def place(embedding: Any, args: tuple[Any, ...], kwargs: dict[str, Any], output: Tensor) -> Any:
        here = (args[0] if args else kwargs["input"]) == adapter.token
        if not here.any():
            return None
        return output.masked_scatter(here[..., None], adapter(fitting(patches, here)).to(output))

    handle = module.get_input_embeddings().register_forward_hook(place, with_kwargs=True)
    try:
        yield
    finally:
        handle.remove()


def fitting(
    patches: Float[Tensor, "n 192"], here: Bool[Tensor, "batch position"]
) -> Float[Tensor, "placeholders 192"]:
    """The patches for all placeholders of a batch; repeated where they are those of each row."""
    n, each = len(patches), here.sum(-1)
    if int(each.sum()) == n:
        return patches
    if bool((each == n).all()):
        return patches.repeat(len(here), 1)
    raise SondeError(
        f"The tokens have {each.tolist()} placeholders in their rows, but {n} patches were given: "
        f"give {N_PATCHES} for each picture."
    )


def patches(pictures: Sequence[Picture]) -> Float[Tensor, "n 192"]:
    """The patches of all pictures, in the order in which their placeholders stand."""
    if not pictures:
        return torch.zeros(0, PATCH)
    squares = np.stack(pictures).reshape(-1, 4, 8, 4, 8, 3).swapaxes(2, 3).reshape(-1, PATCH)
    return torch.from_numpy(squares).float() / 127.5 - 1


def image_token(tokenizer: PreTrainedTokenizerBase) -> int:
    """The id of the placeholder; -1, which no text has, where the tokenizer knows none."""
    return int(tokenizer.get_added_vocab().get(IMAGE, -1))


def save_adapter(folder: Path, adapter: Adapter) -> None:
    save_tensors(folder / FILE, adapter.state_dict())


def load_adapter(folder: str | Path) -> Adapter | None:
    """The adapter of a checkpoint in fp32, without gradients; None where it was made without."""
    path = Path(folder) / FILE
    if not path.exists():
        return None
    tensors = load_tensors(path, ["weight", "bias", "token"])
    adapter = Adapter(len(tensors["bias"]), int(tensors["token"]))
    adapter.load_state_dict(tensors)
    return adapter.requires_grad_(False)
