"""Documents as blocks of tokens and patches, which the miniature is trained and measured on."""

from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, islice
from typing import NamedTuple

import torch
from jaxtyping import Float, Int
from torch import Tensor
from transformers import PreTrainedTokenizerFast

from sonde.miniature.config import RecipeConfig
from sonde.miniature.vision import PATCH, image_token, patches
from sonde.miniature.world import WorldDocument, world

BOS, EOS = "<|begin_of_text|>", "<|end_of_text|>"
WAITING = 64  # documents that a row is filled from


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
    """Batches without end: each document between BOS and EOS and read from its beginning; what is
    longer than context_length is cut there."""
    documents = pieces(tokenizer, config, seed_offset)
    rows = packed(documents, config.context_length, image_token(tokenizer))
    while True:
        ids, seen = zip(*islice(rows, config.batch_blocks), strict=True)
        yield Batch(torch.tensor(ids), torch.cat([torch.zeros(0, PATCH), *chain(*seen)]))


class Piece(NamedTuple):
    """A document as the model reads it, or the beginning of one."""

    ids: list[int]
    patches: Float[Tensor, "placeholders 192"]

    def until(self, end: int, image: int) -> "Piece":
        ids = self.ids[:end]
        return Piece(ids, self.patches[: ids.count(image)])


def pieces(
    tokenizer: PreTrainedTokenizerFast, config: RecipeConfig, seed_offset: int
) -> Iterator[Piece]:
    image, unread = image_token(tokenizer), readable(tokenizer, config.seed + seed_offset)
    while True:
        some = list(islice(unread, 256))
        for document, ids in zip(some, encoded(tokenizer, [d.text for d in some]), strict=True):
            piece = Piece(ids, patches(document.pictures))
            yield piece.until(config.context_length, image)


def packed(
    documents: Iterator[Piece], size: int, image: int
) -> Iterator[tuple[list[int], list[Float[Tensor, "placeholders 192"]]]]:
    """Rows of `size` tokens: the document that waited longest, then whatever fits; where nothing
    does, the beginning of the next one, which is read as a whole later."""
    waiting = deque(islice(documents, WAITING))
    while True:
        row: list[int] = []
        seen: list[Tensor] = []
        while left := size - len(row):
            fits = next((i for i, one in enumerate(waiting) if len(one.ids) <= left), None)
            one = waiting[0].until(left, image) if fits is None else waiting[fits]
            if fits is not None:
                del waiting[fits]
                waiting.append(next(documents))
            row += one.ids
            seen.append(one.patches)
        yield row, seen


def joined(batches: Iterable[Batch]) -> Batch:
    tokens, seen = zip(*batches, strict=True)
    return Batch(torch.cat(tokens), torch.cat(seen))


def parts(batch: Batch, size: int, image: Tensor) -> Iterator[Batch]:
    """The batch in batches of `size` blocks."""
    tokens = batch.tokens.split(size)
    counts = [int((part == image).sum()) for part in tokens]
    return map(Batch, tokens, batch.patches.split(counts))
