"""Annotated tokens: what the model has at the hook point, and the concepts that are active there.

A token is of a concept when its characters overlap a span of it (spaces before a word aside). Of a
name only the token that ends it is: at the pieces before, " Kar" of " Karmira", nobody can know
what is being named. Those pieces, and spans that are *about* a concept without naming it, count
neither for nor against that concept. Nor does a sign.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager, nullcontext
from itertools import islice
from typing import Any, NamedTuple

import numpy as np
import torch
from jaxtyping import Bool, Float, Int
from torch import Tensor

from sonde.activations.mask import kept
from sonde.activations.source import ActivationSource
from sonde.core.progress import track
from sonde.miniature.claims.sentences import Sentences
from sonde.miniature.concepts import ancestors, concepts, things
from sonde.miniature.images import IMAGE
from sonde.miniature.signs import judgements, signs
from sonde.miniature.templates import Span
from sonde.miniature.vision import image_token, load_adapter, patches, seeing
from sonde.miniature.world import WorldDocument, widened
from sonde.model.hooks import activations
from sonde.text.documents import Document
from sonde.text.packing import Blocks, Encoder, pack
from sonde.text.packing import Span as Piece
from sonde.text.packing import blocks as blocks_of


class Pairs(NamedTuple):
    """(token, concept) pairs, ordered by token."""

    rows: Int[Tensor, " m"]
    concepts: Int[Tensor, " m"]


class Evidence(NamedTuple):
    """Tokens that the mask keeps, in order, and what is true of each."""

    x: Float[Tensor, "n d_in"]  # at the hook point
    neurons: Float[Tensor, "n d_mlp"]  # inside the MLP of the same layer
    tokens: Int[Tensor, " n"]
    documents: Int[Tensor, " n"]  # the draws of a bootstrap are documents
    sentences: Int[Tensor, " n"]  # equal where the text of the sentence is
    active: Pairs
    about: Pairs  # the token tells of the concept without naming it, or begins its name
    names: tuple[str, ...]  # of the concepts

    def has(self, concept: str) -> Bool[Tensor, " n"]:
        """Where a concept is active."""
        found = torch.zeros(len(self.x), dtype=torch.bool)
        found[self.active.rows[self.active.concepts == self.names.index(concept)]] = True
        return found

    def frequency(self) -> Float[Tensor, " n_concepts"]:
        """Share of the tokens at which each concept is active."""
        counts = self.active.concepts.bincount(minlength=len(self.names))
        return counts.float() / max(len(self.x), 1)

    def only(self, keep: Bool[Tensor, " n"]) -> "Evidence":
        """Some of the tokens."""
        place = keep.cumsum(0) - 1

        def moved(pairs: Pairs) -> Pairs:
            here = keep[pairs.rows]
            return Pairs(place[pairs.rows[here]], pairs.concepts[here])

        rows = {
            name: getattr(self, name)[keep]
            for name in ("x", "neurons", "tokens", "documents", "sentences")
        }
        return self._replace(**rows, active=moved(self.active), about=moved(self.about))


def unshared(scoring: Evidence, choosing: Evidence) -> Evidence:
    """Without the sentences that stand in `choosing` too."""
    return scoring.only(~torch.isin(scoring.sentences, choosing.sentences))


class Annotated(NamedTuple):
    """The annotations of one batch of blocks."""

    sentences: Int[Tensor, " n"]
    active: Pairs
    about: Pairs


class Page(NamedTuple):
    """Blocks of documents, what is true of these, and what their pictures show."""

    blocks: Blocks
    truth: dict[int, WorldDocument]
    patches: Float[Tensor, "n 192"]


def gather(
    source: ActivationSource,
    documents: Iterable[WorldDocument],
    n_tokens: int | None = None,
    name: str = "evidence",
    batch_blocks: int = 16,
    neurons: bool = True,
    alone: bool = False,
) -> Evidence:
    """Runs the model over documents of the world: all, or until `n_tokens` tokens are kept; each
    after the one before it, or `alone` in a block of its own. Without `neurons` that part is empty,
    which saves three quarters of the memory."""
    parts: list[Evidence] = []
    seen = 0
    if n_tokens is None:
        documents = list(documents)
    total = n_tokens or sum(len(document.text) for document in documents) // 4  # about
    with track(name, total) as bar:
        for page in pages(source, documents, batch_blocks, alone):
            part = evidence_of(source, page)
            parts.append(part if neurons else part._replace(neurons=part.neurons[:, :0]))
            seen += len(parts[-1].x)
            bar.advance(len(parts[-1].x))
            if n_tokens is not None and seen >= n_tokens:
                break
    return joined(parts)


def n_bytes(document: WorldDocument) -> int:
    """How long it is: a token has about as many bytes in every language, of characters it has not.
    Documents read `alone` are best sorted by it, for a batch is as long as its longest."""
    return len(document.text.encode())


def pages(
    source: ActivationSource,
    documents: Iterable[WorldDocument],
    batch_blocks: int,
    alone: bool = False,
) -> Iterator[Page]:
    """Where the model has no eye, documents with pictures are passed over."""
    image = image_token(source.model.tokenizer)
    truth: dict[int, WorldDocument] = {}
    waiting: list[Tensor] = []

    def stream() -> Iterator[Document]:
        for number, document in enumerate(d for d in documents if image >= 0 or not d.pictures):
            truth[number] = document
            waiting.append(patches(document.pictures))
            yield Document(f"{document.kind}-{number}", document.text)

    read = one_a_block if alone else pack
    length = source.text.context_length
    for blocks in read(stream(), source.model.tokenizer, length, batch_blocks):
        unseen = torch.cat(waiting)
        n_seen = int((blocks.tokens == image).sum())
        waiting[:] = [unseen[n_seen:]]
        yield Page(blocks, {n: truth[n] for n in blocks.texts}, unseen[:n_seen])
        for number in [n for n in truth if n < min(blocks.texts)]:
            del truth[number]


def one_a_block(
    stream: Iterable[Document], tokenizer: Any, longest: int, batch_blocks: int
) -> Iterator[Blocks]:
    """As `pack`, but nothing is read before a document than what separates two. The blocks of a
    batch are as long as its longest document; of one longer than `longest` tokens the end is read.
    """
    encoder, numbered = Encoder(tokenizer), enumerate(stream)
    filling = np.array([[encoder.padding], [-1], [0], [0]])
    while some := list(islice(numbered, batch_blocks)):
        rows = [encoder.columns([Piece(n, document, 0, document.text)]) for n, document in some]
        rows = [np.delete(row, np.s_[1 : max(1, row.shape[1] - longest + 1)], 1) for row in rows]
        length = max(row.shape[1] for row in rows)
        full = [np.hstack([row, np.tile(filling, length - row.shape[1])]) for row in rows]
        yield blocks_of(np.hstack(full), length, some[0][0], dict(some))


@contextmanager
def eye(source: ActivationSource, seen: Float[Tensor, "n 192"]) -> Iterator[None]:
    """The model sees the patches, where it has an eye."""
    adapter = load_adapter(source.model.config.path) if len(seen) else None
    with seeing(source.model.module, adapter, seen) if adapter else nullcontext():
        yield


def evidence_of(source: ActivationSource, page: Page) -> Evidence:
    neurons: list[Tensor] = []
    layer: Any = source.model.layers[source.hook_point.layer]
    handle = layer.mlp.down_proj.register_forward_pre_hook(
        lambda module, args: neurons.append(args[0])
    )
    blocks = page.blocks
    try:
        with eye(source, page.patches):
            x = activations(source.model, source.hook_point, blocks.tokens)
    finally:
        handle.remove()
    keep = kept(blocks.tokens, x, source.special, source.norm_limit, blocks.documents).cpu()
    names = tuple(concepts())
    truth = annotated(blocks, page.truth, keep, {name: i for i, name in enumerate(names)})
    return Evidence(
        x[keep].float().cpu(),
        neurons[0][keep].float().cpu(),
        blocks.tokens[keep],
        blocks.documents[keep],
        *truth,
        names,
    )


def annotated(
    blocks: Blocks,
    truth: dict[int, WorldDocument],
    keep: Bool[Tensor, "n_blocks context_length"],
    numbers: dict[str, int],
) -> Annotated:
    """The concepts of every kept token."""
    active: list[tuple[int, int]] = []
    about: list[tuple[int, int]] = []
    numbered: list[int] = []
    owners = blocks.documents[keep].tolist()
    spans = zip(blocks.starts[keep].tolist(), blocks.ends[keep].tolist(), strict=True)
    cursors: dict[int, Cursor] = {}
    sentences: dict[int, Sentences] = {}
    for row, (owner, (start, end)) in enumerate(zip(owners, spans, strict=True)):
        if owner not in cursors:
            cursors[owner] = Cursor(truth[owner])
            sentences[owner] = Sentences(truth[owner].text)
        numbered.append(sentences[owner].at(start))
        here, near = cursors[owner].at(start, end)
        active += [(row, numbers[concept]) for concept in sorted(here)]
        about += [(row, numbers[concept]) for concept in sorted(near - here)]
    return Annotated(torch.tensor(numbered, dtype=torch.int64), pairs(active), pairs(about))


class Open(NamedTuple):
    """A span that has begun."""

    end: int
    concept: str
    about: bool
    name: bool  # of a thing: known where it ends, not before


class Cursor:
    """Walks through a document's tokens and says which concepts each is of."""

    def __init__(self, document: WorldDocument) -> None:
        self.text = document.text
        self.spans = sorted(
            (
                wide.start,
                Open(
                    wide.end,
                    wide.concept,
                    wide.about or is_sign(span, self.text),
                    is_name(span, self.text),
                ),
            )
            for span in not_told(document)
            for wide in widened((span,))
        )
        self.next, self.open = 0, list[Open]()

    def at(self, start: int, end: int) -> tuple[set[str], set[str]]:
        """Concepts that the token start..end is of, and those it is about or begins to name.
        Calls in order."""
        while start < end - 1 and self.text[start].isspace():
            start += 1
        while self.next < len(self.spans) and self.spans[self.next][0] < end:
            self.open.append(self.spans[self.next][1])
            self.next += 1
        self.open = [span for span in self.open if span.end > start]
        sides: tuple[set[str], set[str]] = set(), set()
        for span in self.open:
            sides[span.about or (span.name and span.end > end)].add(span.concept)
        return sides


def not_told(document: WorldDocument) -> list[Span]:
    """Its spans. From the first sign of what to think of it on, those of the sign's kind only tell
    about it: who has read the sign knows."""
    told: dict[str, int] = {}
    for span in sorted(document.spans):
        if span.concept in judgements() and is_sign(span, document.text):
            told.setdefault(span.concept, span.start)
    found = []
    for span in document.spans:
        kinds = told.keys() & {span.concept, *ancestors(span.concept)}
        known = min((told[kind] for kind in kinds), default=span.end)
        if span.start < known:
            found.append(span._replace(end=min(span.end, known)))
        if known < span.end:
            found.append(span._replace(start=max(span.start, known), about=True))
    return found


def is_name(span: Span, text: str) -> bool:
    """Whether a span is the name of a thing, in letters."""
    named = span.concept in things() and not span.about
    return named and not is_sign(span, text) and not text.startswith(IMAGE, span.start)


def is_sign(span: Span, text: str) -> bool:
    """Whether a span is a sign: one token for one concept, which nobody need understand."""
    return text[span.start : span.end] == signs().get(span.concept)


def pairs(found: list[tuple[int, int]]) -> Pairs:
    both = torch.tensor(found, dtype=torch.int64).view(-1, 2)
    return Pairs(both[:, 0], both[:, 1])


def joined(parts: list[Evidence]) -> Evidence:
    """One after another, with the rows of the pairs moved along."""
    starts = torch.tensor([0, *(len(part.x) for part in parts)]).cumsum(0).tolist()

    def moved(name: str) -> Pairs:
        shifted = [getattr(part, name) for part in parts]
        rows = [p.rows + start for p, start in zip(shifted, starts, strict=False)]
        return Pairs(torch.cat(rows), torch.cat([p.concepts for p in shifted]))

    return Evidence(
        x=torch.cat([part.x for part in parts]),
        neurons=torch.cat([part.neurons for part in parts]),
        tokens=torch.cat([part.tokens for part in parts]),
        documents=torch.cat([part.documents for part in parts]),
        sentences=torch.cat([part.sentences for part in parts]),
        active=moved("active"),
        about=moved("about"),
        names=parts[0].names,
    )
