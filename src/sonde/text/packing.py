"""Documents -> blocks of tokens, with the source of every token kept.

    documents   |A A A A A|  |B B B|  |C C C C ...
    stream      S A A A A A S B B B S C C C C ...          S: BOS, or EOS where there is no BOS
    blocks      [S A A A][A A S B][B B S C][C C C ...      context_length tokens each

The last block is filled up with padding. A block depends on the stream alone, so a second pass may
skip those it has already seen.
"""

from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

import numpy as np
import torch
from jaxtyping import Int
from numpy.typing import NDArray
from tokenizers import Tokenizer
from torch import Tensor

from sonde.text.documents import Document
from sonde.text.rendering import backend_of

CHARACTERS = 1_000_000  # tokenised in one call: work for every core, in about 100 MB
SPANS = 2_048  # the same for short documents
LONG = 100_000  # characters tokenised as one; a longer document is cut where a line begins

Columns = NDArray[np.int64]  # [4, n_tokens]: token, document, start, end


class Blocks(NamedTuple):
    """Consecutive blocks of one stream. A separator, BOS or padding has start == end."""

    tokens: Int[Tensor, "n_blocks context_length"]
    documents: Int[Tensor, "n_blocks context_length"]  # index in the stream, -1 is padding
    starts: Int[Tensor, "n_blocks context_length"]  # first character, in the document's text
    ends: Int[Tensor, "n_blocks context_length"]  # one past the last character
    first: int  # number of the first block in the stream
    texts: dict[int, Document]  # every document that these blocks touch


class Span(NamedTuple):
    """A part of a document that is tokenised on its own: nearly always the whole."""

    number: int  # of the document in the stream
    document: Document
    start: int  # first character, in the document's text
    text: str


def pack(
    stream: Iterable[Document],
    tokenizer: Any,
    context_length: int,
    batch_blocks: int = 16,
    skip_blocks: int = 0,
) -> Iterator[Blocks]:
    """Cuts a stream of documents into blocks of `context_length` tokens, `batch_blocks` at a time.

    `tokenizer` is a fast tokenizer of transformers; a slow one is a SondeError. Each document is
    preceded by BOS (EOS where there is no BOS, nothing where there is neither). The spans of one
    document's tokens cover its text without a gap; tokens that share a character overlap.

    `skip_blocks` starts later in the same stream and yields the same blocks as a full pass does
    from there on. What is skipped is still tokenised, but at up to twice the speed.
    """
    encoder = Encoder(tokenizer)
    to_skip = skip_blocks * context_length
    pending: Columns = np.empty((4, 0), dtype=np.int64)
    texts: dict[int, Document] = {}
    size, first = batch_blocks * context_length, skip_blocks
    for spans in batches(stream):
        if to_skip and (n_tokens := encoder.count(spans)) <= to_skip:
            to_skip -= n_tokens
            continue
        pending = np.concatenate([pending, encoder.columns(spans)[:, to_skip:]], axis=1)
        to_skip = 0
        texts |= {span.number: span.document for span in spans}
        while pending.shape[1] >= size:
            yield blocks(pending[:, :size], context_length, first, texts)
            pending, first = pending[:, size:], first + batch_blocks
        texts = {index: texts[index] for index in np.unique(pending[1]).tolist()}
    if pending.size:
        missing = -pending.shape[1] % context_length
        filling = np.tile([[encoder.padding], [-1], [0], [0]], missing)
        yield blocks(np.concatenate([pending, filling], axis=1), context_length, first, texts)


def blocks(columns: Columns, context_length: int, first: int, texts: dict[int, Document]) -> Blocks:
    tokens, documents, starts, ends = torch.from_numpy(columns.copy()).view(4, -1, context_length)
    touched = {index: texts[index] for index in np.unique(columns[1]).tolist() if index >= 0}
    return Blocks(tokens, documents, starts, ends, first, touched)


def batches(stream: Iterable[Document]) -> Iterator[list[Span]]:
    """The spans of all documents in order, in lists worth one call of the tokenizer."""
    batch: list[Span] = []
    n_characters = 0
    for index, document in enumerate(stream):
        for span in spans_of(index, document):
            batch.append(span)
            n_characters += len(span.text)
            if n_characters >= CHARACTERS or len(batch) >= SPANS:
                yield batch
                batch, n_characters = [], 0
    if batch:
        yield batch


def spans_of(index: int, document: Document) -> Iterator[Span]:
    """The document whole; a very long one cut where a line begins with a word.

    No tokenizer joins a line's end with the word after it, so the tokens stay the same (one that
    puts a space before every text puts it there too).
    """
    text, start = document.text, 0
    while len(text) - start > LONG and (cut := line_start(text, start + LONG)) < len(text):
        yield Span(index, document, start, text[start:cut])
        start = cut
    yield Span(index, document, start, text[start:])


def line_start(text: str, position: int) -> int:
    """The next place after `position` where a line begins with a word, or the text's end."""
    while (newline := text.find("\n", position)) >= 0:
        position = newline + 1
        if text[position : position + 1].isalnum():
            return position
    return len(text)


class Encoder:
    """A fast tokenizer, its separator and its padding."""

    def __init__(self, tokenizer: Any):
        self.backend = plain(backend_of(tokenizer))
        eos = tokenizer.eos_token_id
        self.separator = eos if tokenizer.bos_token_id is None else tokenizer.bos_token_id
        # EOS before PAD: a PAD added to the tokenizer may lie outside the model's embedding.
        self.padding = next((i for i in (eos, tokenizer.pad_token_id) if i is not None), 0)
        self.spaces = {self.backend.token_to_id(space) for space in ("▁", "Ġ")} - {None}

    def count(self, spans: list[Span]) -> int:
        """Tokens that `columns` would give."""
        texts = [span.text for span in spans]
        encodings = self.backend.encode_batch_fast(texts, add_special_tokens=False)
        separators = 0 if self.separator is None else sum(span.start == 0 for span in spans)
        return sum(map(len, encodings)) + separators

    def columns(self, spans: list[Span]) -> Columns:
        """Token, document, start and end of every token, separators included."""
        texts = [span.text for span in spans]
        encodings = self.backend.encode_batch(texts, add_special_tokens=False)
        parts = []
        for span, encoding in zip(spans, encodings, strict=True):
            if span.start == 0 and self.separator is not None:
                parts.append(np.array([[self.separator], [span.number], [0], [0]]))
            part: Columns = np.empty((4, len(encoding)), dtype=np.int64)
            part[0] = encoding.ids
            part[1] = span.number
            if len(encoding):
                offsets = np.array(encoding.offsets, dtype=np.int64)
                part[2:] = self.covering(offsets, part[0], span.text) + span.start
            parts.append(part)
        return np.concatenate(parts, axis=1)

    def covering(self, offsets: Columns, tokens: Columns, text: str) -> Columns:
        """Starts and ends without gaps: what a normaliser dropped goes to the token that follows.

        A space that the tokenizer itself put before the text has no source.
        """
        starts, ends = offsets.T
        if tokens[0] in self.spaces and (starts[1:2] == 0).any():
            ends[0] = 0
        ends[-1] = len(text)
        reached = np.concatenate([[0], ends[:-1]])
        return np.stack([np.minimum(starts, reached), ends])


def plain(backend: Any) -> Any:
    """The tokenizer without what would cut, fill or trim; copied only where there is any."""
    processor = b"" if backend.post_processor is None else backend.post_processor.__getstate__()
    trims = b'"trim_offsets":true' in processor
    if not (trims or backend.truncation or backend.padding):
        return backend
    copy = Tokenizer.from_str(backend.to_str())
    copy.post_processor = None
    copy.no_truncation()
    copy.no_padding()
    return copy
