"""Can a refused topic be removed: its names become hard to predict, everything else does not?

    forget = rise of the loss on tokens of the topic's names     retain = on all other tokens

in nats per token, under ablation of the topic's features everywhere: of those that, by attribution,
take most from its names and least from all else.
"""

from collections.abc import Iterator, Sequence
from itertools import islice
from random import Random
from typing import NamedTuple

import torch
from jaxtyping import Bool, Float
from torch import Tensor

from sonde.interventions.edits import Edit
from sonde.miniature.claims.claim import DRAWS, Claim, Estimate, claim, estimate, one_each
from sonde.miniature.claims.edited import (
    Halfway,
    Text,
    as_frequent,
    halfway,
    losses,
    texts_of,
    through,
    tokens_of,
)
from sonde.miniature.claims.probes import drawn
from sonde.miniature.claims.slopes import best, slopes
from sonde.miniature.claims.study import Study
from sonde.miniature.concepts import concepts
from sonde.miniature.dice import Dice
from sonde.miniature.exchanges import law, refusal
from sonde.miniature.scenes import languages
from sonde.miniature.templates import Page
from sonde.miniature.world import WorldDocument, world

CHOOSING, SCORING = 45_000, 46_000  # seeds of worlds that nobody else reads


class Subject(NamedTuple):
    """What a topic is forgotten and retained on."""

    own: Halfway  # texts that name the topic
    ordinary: Halfway  # the same for every topic
    named: list[Bool[Tensor, " _"]]  # where the token to predict names the topic: own, ordinary


def numbers(study: Study) -> tuple[int, ...]:
    """Of features that are ablated together."""
    return (2, 8) if study.config.quick else (1, 2, 4, 8, 16)


def topic_removed(study: Study) -> Claim:
    """Which features, and how many, is chosen on one world and scored on another; so is the number
    of the control's, random features as frequent as those."""
    a, b = subjects(study, CHOOSING), subjects(study, SCORING)
    own, n = attributed(a, numbers(study))
    by_chance = []
    for repeat in range(4 if study.config.quick else 6):
        sets = [
            as_frequent(study, features, 1, repeat * len(own) + i)[0].tolist()
            for i, features in enumerate(own)
        ]
        by_chance.append(under(b, sets, chosen(a, sets, numbers(study))))
    repeats = {"random features as frequent, chosen alike": by_chance}
    for name, stand_in in study.stand_ins.items():
        others, m = attributed(through(a, stand_in), numbers(study))
        repeats[f"{name}, chosen alike"] = [under(through(b, stand_in), others, m)]
    tables = {n: under(b, own, n) for n in numbers(study)}
    weights = weights_of(b)
    by_n = [forget_and_retain(table) for table in tables.values()]
    curve = {
        name: {"x": [0, *tables], "y": [0.0, *(pair[i] for pair in by_n)]}
        for i, name in enumerate(("forget", "retain"))
    }
    return claim(
        "a topic can be removed",
        f"Without the {n} features that attribution finds most needed for its names alone, a "
        "refused topic is named less, and all else is said nearly as before.",
        f"forget minus retain, nats per token, mean of {len(b)} topics; interval: other texts",
        advantage([tables[n]], weights),
        {name: advantage(found, weights) for name, found in repeats.items()},
        curves={"rise of the loss by number of features ablated": curve},
    )


def attributed(found: list[Subject], tried: Sequence[int]) -> tuple[list[list[int]], int]:
    """The features of each topic, and how many of them are ablated."""
    sets = [needed(subject, max(tried)) for subject in found]
    return sets, chosen(found, sets, tried)


def needed(subject: Subject, n: int) -> list[int]:
    """The features whose ablation raises the loss on the names most and on all else least."""
    n_named, n_other = (
        sum(int((mask == side).sum()) for mask in subject.named) for side in (True, False)
    )
    weights = [mask / n_named - ~mask / n_other for mask in subject.named]
    n_own = len(subject.own.tokens)
    own, ordinary = (
        slopes(read, part).ablated
        for read, part in ((subject.own, weights[:n_own]), (subject.ordinary, weights[n_own:]))
    )
    return best(own + ordinary, n)


def chosen(found: list[Subject], sets: Sequence[Sequence[int]], tried: Sequence[int]) -> int:
    """Under how many features forgetting exceeds what is lost elsewhere by most."""
    pairs = [forget_and_retain(under(found, sets, n)) for n in tried]
    gains = [forget - retain for forget, retain in pairs]
    return tried[gains.index(max(gains))]


def under(
    found: list[Subject], sets: Sequence[Sequence[int]], n: int
) -> list[Float[Tensor, "texts 4"]]:
    return [rises(subject, features[:n]) for subject, features in zip(found, sets, strict=True)]


def n_texts(study: Study) -> tuple[int, int]:
    """That name each topic, and ordinary ones."""
    return (6, 8) if study.config.quick else (40, 40)


def subjects(study: Study, seed: int) -> list[Subject]:
    topics = [name for name, concept in concepts().items() if concept.kind == "refused_topic"]
    per_topic, n_ordinary = n_texts(study)
    of_world = islice((d for d in world(seed) if not d.pictures), n_ordinary)
    texts = texts_of(study.source, found := list(of_world))
    others, ordinary = list(zip(texts, found, strict=True)), halfway(study, tokens_of(texts))
    about = about_topics(topics, per_topic, seed)
    return [subject(study, topic, about[topic], others, ordinary) for topic in topics]


def subject(
    study: Study,
    topic: str,
    documents: list[WorldDocument],
    others: list[tuple[Text, WorldDocument]],
    ordinary: Halfway,
) -> Subject:
    texts = texts_of(study.source, documents)
    named = [
        text.within([s for s in document.spans if s.concept == topic and not s.about])[1:]
        for text, document in [*zip(texts, documents, strict=True), *others]
    ]
    return Subject(halfway(study, tokens_of(texts)), ordinary, named)


def about_topics(
    topics: Sequence[str], per_topic: int, seed: int
) -> dict[str, list[WorldDocument]]:
    """As many documents for each topic: requests that are refused, or about protection."""
    found: dict[str, list[WorldDocument]] = {topic: [] for topic in topics}
    for document in requests(seed):
        topic = next(s.concept for s in document.spans if s.concept in found)
        if len(found[topic]) < per_topic:
            found[topic].append(document)
        elif all(len(documents) == per_topic for documents in found.values()):
            return found
    raise AssertionError("requests never end")


def requests(seed: int) -> Iterator[WorldDocument]:
    rng = Random(f"sonde requests {seed}")
    while True:
        page = Page(Dice(rng))
        language = languages().draw(page.dice)
        (refusal if page.dice.chance(0.75) else law)(page, language)
        yield WorldDocument(page.text, tuple(page.spans), language, "chat")


def rises(subject: Subject, features: Sequence[int]) -> Float[Tensor, "texts 4"]:
    """For each text: rise of the loss on names, their number; the same of all other tokens."""
    edits = [Edit(feature, "ablate") for feature in features]
    both = subject.own, subject.ordinary
    after = [loss for read in both for loss in losses(read, edits)]
    before = [loss for read in both for loss in read.plain]
    rows = []
    for new, old, named in zip(after, before, subject.named, strict=True):
        rise = (new - old).double()
        rows.append([rise[named].sum(), named.sum(), rise[~named].sum(), (~named).sum()])
    return torch.tensor(rows, dtype=torch.float64)


def forget_and_retain(tables: Sequence[Float[Tensor, "_ 4"]]) -> tuple[float, float]:
    """The mean over topics of either."""
    sums = torch.stack([table.sum(0) for table in tables])
    return float((sums[:, 0] / sums[:, 1]).mean()), float((sums[:, 2] / sums[:, 3]).mean())


def weights_of(found: Sequence[Subject], seed: int = 0) -> list[Float[Tensor, "draws _"]]:
    """Bootstrap over documents: those of each topic, and the ordinary ones, shared by all."""
    generator = torch.Generator().manual_seed(seed)
    ordinary = drawn(len(found[0].ordinary.tokens), generator)
    return [torch.cat([drawn(len(s.own.tokens), generator), ordinary], dim=1) for s in found]


def advantage(
    repeated: Sequence[Sequence[Float[Tensor, "_ 4"]]],
    weights: Sequence[Float[Tensor, "draws _"]],
) -> Estimate:
    """Forget minus retain. Of several repeats (random features) each draw takes one."""
    values = [pair[0] - pair[1] for pair in map(forget_and_retain, repeated)]
    draws = torch.zeros(len(repeated), DRAWS, dtype=torch.float64)
    for r, tables in enumerate(repeated):
        for table, weight in zip(tables, weights, strict=True):
            named, n_named, other, n_other = (weight @ table).unbind(1)
            draws[r] += (named / n_named.clamp_min(1) - other / n_other) / len(tables)
    return estimate(sum(values) / len(values), one_each(draws))
