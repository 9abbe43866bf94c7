"""The world: an endless, seeded stream of documents made from known concepts, with their spans."""

import json
from collections.abc import Iterator
from functools import lru_cache
from itertools import islice
from pathlib import Path
from random import Random
from typing import NamedTuple

from sonde.core.errors import SondeError, room_on_disk
from sonde.core.files import write_json
from sonde.core.progress import track
from sonde.miniature import accounts, exchanges, pictures, posts, scenes
from sonde.miniature.code import code
from sonde.miniature.concepts import Concept, ancestors, concepts
from sonde.miniature.dice import Dice, Weighted
from sonde.miniature.images import Picture
from sonde.miniature.templates import Page, Span

KINDS: dict[str, tuple[float, scenes.Scene]] = {
    "paragraph": (0.12, scenes.paragraph),
    "report": (0.17, scenes.report),
    "parallel": (0.12, scenes.parallel),
    "mixed": (0.06, scenes.mixed),
    "glossary": (0.02, scenes.glossary),
    "email": (0.05, exchanges.email),
    "chat": (0.08, exchanges.chat),
    "account": (0.08, accounts.account),
    "code": (0.07, code),
    "post": (0.13, posts.post),
    "picture": (pictures.SHARE, pictures.picture),
}


class WorldDocument(NamedTuple):
    """A document and the truth about it."""

    text: str
    spans: tuple[Span, ...]  # where each concept is active, the most specific only: see `widened`
    language: str  # en, fr, de, es, zh, mixed or code
    kind: str  # a key of KINDS
    nats: float = 0.0  # of the draws that made the text: at least -log p(text), see `dice`
    pictures: tuple[Picture, ...] = ()  # each stands where the text has 16 placeholders


def world(seed: int = 0) -> Iterator[WorldDocument]:
    """Documents without end. The same seed gives the same documents on every machine."""
    rng, kinds = Random(f"sonde world {seed}"), document_kinds()
    while True:
        page = Page(Dice(rng))
        kind = kinds.draw(page.dice)
        language = KINDS[kind][1](page)
        nats, shown = page.dice.nats, tuple(page.pictures)
        yield WorldDocument(page.text, tuple(page.spans), language, kind, nats, shown)


@lru_cache(maxsize=1)
def document_kinds() -> Weighted[str]:
    return Weighted(list(KINDS), [share for share, _ in KINDS.values()])


def widened(spans: tuple[Span, ...]) -> tuple[Span, ...]:
    """The spans and those of every wider concept: a cat is a mammal is an animal."""
    wider = [span._replace(concept=above) for span in spans for above in ancestors(span.concept)]
    return tuple(dict.fromkeys([*spans, *wider]))


def active(document: WorldDocument, start: int, end: int) -> set[str]:
    """The concepts, wider ones included, that are named in the characters start..end."""
    here = [
        span for span in document.spans if span.start < end and start < span.end and not span.about
    ]
    return {span.concept for span in widened(tuple(here))}


def write_corpus(path: str | Path, n_documents: int, seed: int = 0) -> Path:
    """Writes the first documents of a world as JSON lines with the fields `name` and `text`.

    Documents with pictures are left out.
    """
    path = Path(path)
    aside = path.with_name(path.name + ".tmp")
    with room_on_disk(path), aside.open("w", encoding="utf-8") as file:
        texts = (document for document in world(seed) if not document.pictures)
        for number, document in enumerate(islice(texts, n_documents)):
            row = {"name": f"{document.kind}-{seed}-{number}", "text": document.text}
            file.write(json.dumps(row, ensure_ascii=False) + "\n")
    aside.replace(path)
    return path


def write_annotated(path: str | Path, n_documents: int, seed: int = 0) -> Path:
    """The same documents with the truth about them: kind, language, nats of the draws, and where
    each concept is active, as [start, end, concept, about] in characters. What concepts there are,
    with their parents, stands beside it in NAME.concepts.json."""
    path = Path(path)
    aside, beside = path.with_name(path.name + ".tmp"), path.with_suffix(".concepts.json")
    known = {
        c.name: {"parent": c.parent, "kind": c.kind, "share": c.share} for c in concepts().values()
    }
    texts = islice((d for d in world(seed) if not d.pictures), n_documents)
    if path.is_dir():
        raise SondeError(f"{path} is a folder: name a file in it, such as {path / 'world.jsonl'}.")
    path.parent.mkdir(parents=True, exist_ok=True)
    with (
        room_on_disk(path),
        aside.open("w", encoding="utf-8") as file,
        track("world", n_documents, unit="documents") as bar,
    ):
        for number, document in enumerate(texts):
            row = {"name": f"{document.kind}-{seed}-{number}", **document._asdict()}
            del row["pictures"]
            file.write(json.dumps(row, ensure_ascii=False) + "\n")
            bar.advance(1)
    write_json(beside, known)
    aside.replace(path)
    return path


__all__ = [
    "Concept",
    "Span",
    "WorldDocument",
    "concepts",
    "widened",
    "world",
    "write_annotated",
    "write_corpus",
]
