"""The text behind the firings: which document a token came from, and exactly which characters."""

from collections import Counter
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

import pyarrow.parquet as pq
import torch
from jaxtyping import Int
from torch import Tensor

from sonde.atlas.firings import Part
from sonde.atlas.words import words
from sonde.core.files import load_tensors
from sonde.text.rendering import pieces


class Context(NamedTuple):
    """Text around a firing."""

    document: str
    start: int  # character of the document at which it begins
    pieces: list[str]  # exact source text, token by token
    tokens: Int[Tensor, " n"]  # numbers of these tokens in the whole pass
    peak: int  # which of them fired


class Corpus:
    def __init__(self, folder: Path, context_length: int) -> None:
        self.folder, self.context_length = folder, context_length
        self.sizes = []  # tokens in each part
        self.n_kept = 0
        for path in sorted(folder.glob("firings-*.safetensors")):
            keep = load_tensors(folder / path.name.replace("firings", "tokens"), ["keep"])["keep"]
            self.sizes.append(len(keep))
            self.n_kept += int(keep.sum())
        self.firsts = torch.tensor([0, *self.sizes]).cumsum(0)
        self.part = lru_cache(maxsize=4)(self._read_part)

    def _read_part(self, number: int) -> Part:
        tensors = load_tensors(self.folder / f"tokens-{number:06}.safetensors")
        table = pq.read_table(self.folder / f"documents-{number:06}.parquet").to_pydict()
        rows = zip(table["document"], table["name"], table["text"], strict=True)
        return Part(**tensors, texts={document: (name, text) for document, name, text in rows})

    def context(self, token: int, reach: int) -> Context:
        """Up to `reach` tokens on either side, within the token's block and document."""
        number = int(torch.searchsorted(self.firsts, token, right=True)) - 1
        first = int(self.firsts[number])
        part = self.part(number)
        here = token - first
        block = here // self.context_length * self.context_length
        low = max(block, here - reach)
        high = min(block + self.context_length, here + reach + 1, len(part.tokens))
        document = part.documents[here]
        # special tokens belong to the document but have no text of their own
        inside = (part.documents[low:high] == document) & (part.ends[low:high] > part.starts[low:high])
        inside[here - low] = True
        at = inside.nonzero().flatten() + low
        name, text = part.texts[int(document)]
        spans = part.starts[at], part.ends[at]
        return Context(
            document=name,
            start=int(spans[0][0]),
            pieces=pieces(text, *spans),
            tokens=at + first,
            peak=int((at == here).nonzero()[0]),
        )

    def word_counts(self) -> Counter[str]:
        """In how many documents each word occurs: what a label is set against."""
        counts: Counter[str] = Counter()
        seen: set[int] = set()
        for number in range(len(self.sizes)):
            for document, (_, text) in self.part(number).texts.items():
                if document not in seen:
                    counts.update(set(words(text)))
                    seen.add(document)
        counts[""] = len(seen)  # the number of documents
        return counts
