"""The text behind the firings: which document a token came from, and exactly which characters."""

from bisect import bisect_right
from collections import Counter
from functools import lru_cache
from itertools import accumulate
from pathlib import Path
from typing import NamedTuple

import pyarrow.parquet as pq

from sonde.atlas.words import words
from sonde.core.files import load_tensors
from sonde.text.rendering import pieces


class Context(NamedTuple):
    """Text around a firing."""

    document: str
    start: int  # character of the document at which it begins
    pieces: list[str]  # exact source text, token by token
    tokens: list[int]  # numbers of these tokens in the whole pass
    peak: int  # which of them fired


class Part(NamedTuple):
    """The text of one part, by token."""

    documents: list[int]  # -1 at padding
    starts: list[int]  # characters of the document
    ends: list[int]
    texts: dict[int, tuple[str, str]]  # document -> (name, text)


class Corpus:
    """Every token of the pass, part by part; the last few parts stay in memory."""

    def __init__(self, folder: Path, context_length: int) -> None:
        self.folder, self.context_length = folder, context_length
        self.sizes = []  # tokens in each part
        self.n_kept = 0
        for path in sorted(folder.glob("firings-*.safetensors")):
            keep = load_tensors(folder / path.name.replace("firings", "tokens"), ["keep"])["keep"]
            self.sizes.append(len(keep))
            self.n_kept += int(keep.sum())
        self.firsts = [0, *accumulate(self.sizes)]
        self.part = lru_cache(maxsize=4)(self._read_part)

    def _read_part(self, number: int) -> Part:
        tensors = load_tensors(
            self.folder / f"tokens-{number:06}.safetensors", ["documents", "starts", "ends"]
        )
        table = pq.read_table(self.folder / f"documents-{number:06}.parquet").to_pydict()
        rows = zip(table["document"], table["name"], table["text"], strict=True)
        columns = {name: tensor.tolist() for name, tensor in tensors.items()}
        return Part(**columns, texts={document: (name, text) for document, name, text in rows})

    def context(self, token: int, reach: int) -> Context:
        """Up to `reach` tokens on either side, within the token's block and document. Special
        tokens belong to a document but have no text of their own, so they are left out."""
        number = bisect_right(self.firsts, token) - 1
        first = self.firsts[number]
        part, here = self.part(number), token - first
        block = here // self.context_length * self.context_length
        low = max(block, here - reach)
        high = min(block + self.context_length, here + reach + 1, len(part.documents))
        document = part.documents[here]
        at = [
            i
            for i in range(low, high)
            if part.documents[i] == document and (part.ends[i] > part.starts[i] or i == here)
        ]
        name, text = part.texts[document]
        starts, ends = [part.starts[i] for i in at], [part.ends[i] for i in at]
        shown, numbers = pieces(text, starts, ends), [i + first for i in at]
        return Context(name, starts[0], shown, numbers, at.index(here))

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
