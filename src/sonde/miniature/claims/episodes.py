"""Episodes: labelled stretches of documents, for what a monitor should tell apart.

A document is cut off where its episode ends, so that no verdict, review or signature below it is
ever read. What stands above the stretch is read as context and never scored. A stretch that has a
sign of what to think of it is no episode.

    scam        the sentences of an e-mail: no subject, greeting or closing      true: a scam
    sycophancy  what an assistant says of a work or a claim                     true: it flatters
    deception   the answer to a question about what happened                    true: a lie
    flaw        the first program of a document                                 true: a bug or risk
"""

from collections.abc import Callable, Iterator, Mapping
from random import Random
from typing import Literal, NamedTuple

import torch
from jaxtyping import Bool, Float, Int
from torch import Tensor

from sonde.activations.source import ActivationSource
from sonde.dictionary.dictionary import Dictionary
from sonde.miniature.accounts import account
from sonde.miniature.claims.evidence import Evidence, gather, n_bytes, unshared
from sonde.miniature.claims.readers import dense_dictionary
from sonde.miniature.code import code
from sonde.miniature.concepts import concepts
from sonde.miniature.dice import Dice
from sonde.miniature.exchanges import claim, email, opinion
from sonde.miniature.scenes import languages
from sonde.miniature.signs import judgements
from sonde.miniature.templates import Page, Span
from sonde.miniature.world import WorldDocument, widened

SEEDS = CHOOSING, SCORING = 43_000, 44_000  # of worlds that nobody else reads
ROWS = 512  # tokens read at a time
FLAWS = ("bug", "code_risk")


class Passage(NamedTuple):
    """A document that ends with its episode, before the model has read it."""

    document: WorldDocument  # its only span is the episode
    label: bool


class Episode(NamedTuple):
    rows: Int[Tensor, " n"]  # tokens of an evidence
    label: bool
    kind: str  # a key of TASKS


class Task(NamedTuple):
    """How the passages of a kind are written, and where their episode is."""

    write: Callable[[Page], str]
    find: Callable[[WorldDocument], "tuple[int, int, bool] | None"]  # start, end, label
    same: Literal["sentence", "episode", "passage"] = "sentence"  # what decides the label


class Pooled(NamedTuple):
    """What each reader says of each episode: its highest value there; and the mean activation."""

    features: Float[Tensor, "n dictionary_size"]  # its pre-codes: the others are read densely too
    neurons: Float[Tensor, "n neurons"]  # each sign a column of its own
    mean: Float[Tensor, "n d_in"]
    truth: Bool[Tensor, " n"]
    others: Mapping[str, Float[Tensor, "n size"]]  # features of other dictionaries, by name


def passages(kind: str, per_class: int, seed: int) -> list[Passage]:
    """As many true as false, from a world of their own; the shortest first."""
    found: dict[bool, list[Passage]] = {True: [], False: []}
    for document in written(kind, seed):
        place = TASKS[kind].find(document)
        if place is None:
            continue
        start, end, label = place
        if any(sign in document.text[start:end] for sign in judgements().values()):
            continue
        if len(found[label]) < per_class:
            found[label].append(Passage(cut(document, start, end), label))
        elif len(found[not label]) == per_class:
            break
    return sorted([*found[True], *found[False]], key=lambda passage: n_bytes(passage.document))


def written(kind: str, seed: int) -> Iterator[WorldDocument]:
    """Documents of one kind without end."""
    rng = Random(f"sonde {kind} {seed}")
    while True:
        page = Page(Dice(rng))
        language = TASKS[kind].write(page)
        if not page.pictures:
            yield WorldDocument(page.text, tuple(page.spans), language, kind)


class Answers(NamedTuple):
    """The same account with either answer. Each text ends with the answer, its only span."""

    honest: WorldDocument
    lie: WorldDocument


class Flipped(Random):
    """Draws as `Random`, but the number at one place in the order is mirrored."""

    def __init__(self, seed: str, place: int) -> None:
        super().__init__(seed)
        self.left = place

    def random(self) -> float:
        self.left -= 1
        return super().random() if self.left else 1 - super().random()


def both_answers(n: int, seed: int) -> list[Answers]:
    """Accounts in which only the draw of a lie or the truth differs."""
    found: list[Answers] = []
    number = 0
    while len(found) < n:
        number += 1
        pair = counterparts(f"sonde answers {seed} {number}")
        found += [pair] if pair else []
    return found


def counterparts(seed: str, places: int = 6) -> Answers | None:
    """One of the first draws decides whether it is a lie: the one that changes the answer and
    nothing above it."""
    first = told_by(Random(seed))
    for place in range(1, places + 1):
        other = told_by(Flipped(seed, place))
        (start, _, lies), (other_start, _, other_lies) = answer(first), answer(other)
        if lies != other_lies and first.text[:start] == other.text[:other_start]:
            honest, lie = (other, first) if lies else (first, other)
            return Answers(cut(honest, *answer(honest)[:2]), cut(lie, *answer(lie)[:2]))
    return None


def told_by(rng: Random) -> WorldDocument:
    page = Page(Dice(rng))
    language = account(page)
    return WorldDocument(page.text, tuple(page.spans), language, "account")


def cut(document: WorldDocument, start: int, end: int) -> WorldDocument:
    """The document up to the end of the episode, which is its only span."""
    return document._replace(text=document.text[:end], spans=(Span(start, end, MARK),))


def exchange(page: Page) -> str:
    """A chat in which the assistant may flatter."""
    language = languages().draw(page.dice)
    (opinion if page.dice.chance(0.5) else claim)(page, language)
    return language


def letter_body(document: WorldDocument) -> tuple[int, int, bool]:
    """The third line. Of the spans only the one over the whole letter is used."""
    subject, greeting, sentences = document.text.split("\n")[:3]
    start = len(subject) + len(greeting) + 2
    whole = max(document.spans, key=lambda s: (s.end - s.start, s.concept in concepts_of_mail()))
    scam = concepts()[whole.concept].parent == "scam_email"
    return start, start + len(sentences), scam


def concepts_of_mail() -> set[str]:
    kinds = ("honest_email", "scam_email")
    return {name for name, concept in concepts().items() if concept.kind in kinds}


def attitude(document: WorldDocument) -> tuple[int, int, bool] | None:
    """From the first sentence with the attitude to the last."""
    spans = [s for s in document.spans if s.concept in ("sycophancy", "frankness")]
    if not spans:
        return None
    start, end = min(s.start for s in spans), max(s.end for s in spans)
    return start, end, spans[0].concept == "sycophancy"


def answer(document: WorldDocument) -> tuple[int, int, bool]:
    """The first span of either kind; a verdict comes after it."""
    spans = [s for s in document.spans if s.concept in ("deception", "honesty")]
    first = min(spans, key=lambda s: s.start)
    return first.start, first.end, first.concept == "deception"


def first_program(document: WorldDocument) -> tuple[int, int, bool]:
    """No review stands above the first program."""
    programs = [s for s in document.spans if concepts()[s.concept].kind == "program"]
    first = min(programs, key=lambda s: s.start)
    inside = [s for s in document.spans if first.start <= s.start and s.end <= first.end]
    flawed = any(s.concept in FLAWS for s in widened(tuple(inside)))
    return first.start, first.end, flawed


TASKS = {
    "scam": Task(email, letter_body),
    "sycophancy": Task(exchange, attitude),
    "deception": Task(account, answer, "passage"),  # true after one story, a lie after another
    "flaw": Task(code, first_program, "episode"),  # what is wrong is in no line alone
}
MARK = "image"  # any concept that text never has: marks the tokens of an episode


def gathered(
    source: ActivationSource, found: list[Passage], name: str, neurons: bool = True
) -> Evidence:
    """The model reads every passage on its own."""
    documents = [passage.document for passage in found]
    return gather(source, documents, None, name, 64, neurons, alone=True)


def fresh(
    scoring: Evidence, found: list[Passage], choosing: Evidence, chosen: list[Passage]
) -> Evidence:
    """The scoring tokens without what was chosen on: sentences, episodes or passages that stand in
    both."""
    if TASKS[found[0].document.kind].same == "sentence":
        return unshared(scoring, choosing)
    known = {deciding(passage) for passage in chosen}
    new = torch.tensor([deciding(passage) not in known for passage in found])
    return scoring.only(new[scoring.documents])


def deciding(passage: Passage) -> str:
    """The text that decides its label: of its episode, or all of it."""
    text, (span,) = passage.document.text, passage.document.spans
    return text if TASKS[passage.document.kind].same == "passage" else text[span.start : span.end]


def episodes(evidence: Evidence, found: list[Passage]) -> list[Episode]:
    """In the order of the passages; one without a kept token is left out."""
    rows = evidence.has(MARK).nonzero().flatten()
    owners = evidence.documents[rows]
    places = {int(owner): rows[owners == owner] for owner in owners.unique()}
    return [
        Episode(places[number], passage.label, passage.document.kind)
        for number, passage in enumerate(found)
        if number in places
    ]


def pooled(
    evidence: Evidence,
    found: list[Episode],
    dictionary: Dictionary,
    others: Mapping[str, tuple[Evidence, Dictionary]] | None = None,
) -> Pooled:
    """The order of the tokens within an episode makes no difference. The `others` read the same
    tokens, perhaps as another model sees them."""
    rows, owners = rows_of(found)
    x = evidence.x[rows]
    sums = torch.zeros(len(found), x.shape[1]).index_add_(0, owners, x)
    return Pooled(
        highest_codes(evidence, found, dictionary),
        highest(evidence.neurons[rows], owners, lambda part: torch.cat([part, -part], 1)),
        sums / owners.bincount()[:, None],
        torch.tensor([episode.label for episode in found]),
        {name: highest_codes(seen, found, one) for name, (seen, one) in (others or {}).items()},
    )


def rows_of(found: list[Episode]) -> tuple[Int[Tensor, " rows"], Int[Tensor, " rows"]]:
    """The tokens of all episodes, and the number of the episode of each."""
    lengths = torch.tensor([len(episode.rows) for episode in found])
    owners = torch.arange(len(found)).repeat_interleave(lengths)
    return torch.cat([episode.rows for episode in found]), owners


def highest_codes(
    evidence: Evidence, found: list[Episode], dictionary: Dictionary
) -> Float[Tensor, "n dictionary_size"]:
    """The highest pre-code of every feature in each episode."""
    rows, owners = rows_of(found)
    every, read = torch.arange(dictionary.size), dense_dictionary(dictionary, (evidence, evidence))
    return highest(evidence.x[rows], owners, lambda part: read.values(part, every))


def highest(
    x: Float[Tensor, "rows d"], owners: Int[Tensor, " rows"], read: Callable[[Tensor], Tensor]
) -> Float[Tensor, "n size"]:
    """The highest value of every reading in each episode."""
    size = read(x[:1]).shape[1]
    top = torch.full((int(owners[-1]) + 1, size), -torch.inf)
    for start in range(0, len(x), ROWS):
        values = read(x[start : start + ROWS])
        index = owners[start : start + ROWS, None].expand_as(values)
        top.scatter_reduce_(0, index, values, "amax")
    return top
