"""Documents as blocks of tokens and patches, which the miniature is trained and measured on."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import NamedTuple

import torch
from jaxtyping import Float, Int
from torch import Tensor
from transformers import PreTrainedTokenizerFast

from sonde.miniature.config import RecipeConfig
from sonde.miniature.vision import PATCH, image_token, patches
from sonde.miniature.world import WorldDocument, world

BOS, EOS = "<|begin_of_text|>", "<|end_of_text|>"


class Batch(NamedTuple):
    """Blocks of tokens, and what stands in the place of their placeholders, in order."""

    tokens: Int[Tensor, "blocks position"]
    patches: Float[Tensor, "placeholders 192"]

    def to(self, on: torch.device) -> "Batch":
        return Batch(self.tokens.to(on), self.patches.to(on))


def readable(tokenizer: PreTrainedTokenizerFast, seed: int) -> Iterator[WorldDocument]:
    """A world; without its pictures where the tokenizer has no placeholder."""
    sees = image_token(tokenizer) >= 0
    return (document for document in world(seed) if sees or not document.pictures)


def encoded(tokenizer: PreTrainedTokenizerFast, texts: Sequence[str]) -> list[list[int]]:
    """The tokens of each text between BOS and EOS."""
    found = tokenizer.backend_tokenizer.encode_batch(
        [BOS + text + EOS for text in texts], add_special_tokens=False
    )
    return [one.ids for one in found]


def blocks(
    tokenizer: PreTrainedTokenizerFast, config: RecipeConfig, seed_offset: int
) -> Iterator[Batch]:
    """Batches without end: each document between BOS and EOS, cut every context_length tokens.

    A picture that is cut goes on in the next block.
    """
    image, unread = image_token(tokenizer), readable(tokenizer, config.seed + seed_offset)
    size = config.batch_blocks * config.context_length
    waiting: list[int] = []
    unseen = torch.zeros(0, PATCH)
    while True:
        while len(waiting) < size:
            some = list(islice(unread, 256))
            for ids in encoded(tokenizer, [document.text for document in some]):
                waiting += ids
            pictures = [picture for document in some for picture in document.pictures]
            unseen = torch.cat([unseen, patches(pictures)])
        tokens = torch.tensor(waiting[:size]).view(config.batch_blocks, config.context_length)
        n_seen = int((tokens == image).sum())
        yield Batch(tokens, unseen[:n_seen])
        unseen = unseen[n_seen:]
        del waiting[:size]


def joined(batches: Iterable[Batch]) -> Batch:
    tokens, seen = zip(*batches, strict=True)
    return Batch(torch.cat(tokens), torch.cat(seen))


def parts(batch: Batch, size: int, image: Tensor) -> Iterator[Batch]:
    """The batch in batches of `size` blocks."""
    tokens = batch.tokens.split(size)
    counts = [int((part == image).sum()) for part in tokens]
    return map(Batch, tokens, batch.patches.split(counts))
