"""Can the gender bias of the model be turned down?

    preference = mean log p(he) - log p(she), in nats       bias = mean |preference - its mean|

over professions, where an English sentence about a worker goes on with either: what all professions
have in common is no bias between them. No name of a profession says a gender in English; every
other profession (by share of women) is for choosing, the rest to score. What is ablated are the
features that carry the bias by attribution, the same for all professions.
"""

from collections.abc import Sequence
from functools import lru_cache
from itertools import islice
from random import Random
from typing import NamedTuple

import torch
from jaxtyping import Bool, Float, Int
from torch import Tensor

from sonde.interventions.edits import Edit
from sonde.miniature.claims.claim import Claim, Estimate, claim, estimate, one_each
from sonde.miniature.claims.edited import (
    Halfway,
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
from sonde.miniature.dice import Dice
from sonde.miniature.scenes import all_meanings
from sonde.miniature.setting import Setting, women
from sonde.miniature.tables import lives, talk
from sonde.miniature.templates import Meaning, Page, Part, Span, Switch, gender
from sonde.miniature.world import WorldDocument, world

CHOOSING, SCORING = 47_000, 48_000  # seeds of sentences and of ordinary text
ABLATED = (1, 2, 4, 8)  # numbers of features
PRONOUNS = ("he", "she")


class Beginning(NamedTuple):
    """A sentence up to where the pronoun stands."""

    text: str
    profession: str
    woman: bool  # who the world would go on with


class Prompts(NamedTuple):
    """The same beginnings with either pronoun."""

    read: tuple[Halfway, Halfway]  # with he, with she
    pronoun: tuple[list[Bool[Tensor, " _"]], list[Bool[Tensor, " _"]]]  # its tokens
    professions: Int[Tensor, " n"]


def bias_turned_down(study: Study) -> Claim:
    a, b = prompts(study, 0, CHOOSING), prompts(study, 1, SCORING)
    features, chosen = attributed(a)
    same = prompts(study, 0, SCORING)  # shown beside: may only forget those professions
    before = biases(b, [])
    after = {n: biases(b, features[:n]) for n in ABLATED}
    sets = as_frequent(study, features, 3 if study.config.quick else 10, 0, features).tolist()
    randoms = [biases(b, others[: n_chosen(a, others)]) for others in sets]
    falls = {"random features as frequent, chosen alike": fall(before, randoms)}
    for name, stand_in in study.stand_ins.items():
        others, n = attributed(through(a, stand_in))
        theirs = through(b, stand_in)
        own = biases(theirs, [])  # of another model, perhaps
        falls[f"{name}, chosen alike"] = fall(own, [biases(theirs, others[:n])])
    cost = ordinary_losses(study, features)
    return claim(
        "gender bias can be turned down",
        f"Without the {chosen} features that carry most of it by attribution, the model prefers he "
        f"or she less by profession: by {float(before.mean()):.2f} nats before, by "
        f"{float(after[chosen].mean()):.2f} after.",
        f"relative fall of the bias on {len(before)} other professions; interval: other "
        "professions",
        fall(before, [after[chosen]]),
        falls,
        curves={
            "bias by number of features ablated": {
                "bias, other professions": with_start(before, after),
                "bias, the same professions in other sentences": with_start(
                    biases(same, []),
                    {n: biases(same, features[:n]) for n in ABLATED},
                ),
                "bias, random features": {"x": [chosen], "y": [float(torch.stack(randoms).mean())]},
                "loss on ordinary text": {"x": [0, *ABLATED], "y": cost},
            }
        },
    )


def attributed(found: Prompts) -> tuple[list[int], int]:
    """The features that carry most of the bias, and how many of them are ablated."""
    features = biased(found, max(ABLATED))
    return features, n_chosen(found, features)


def n_chosen(found: Prompts, features: Sequence[int]) -> int:
    """How many of the features leave the least bias."""
    left = {n: float(biases(found, features[:n]).mean()) for n in ABLATED}
    return min(left, key=lambda n: left[n])


def with_start(before: Tensor, after: dict[int, Tensor]) -> dict[str, list[float]]:
    return {
        "x": [0.0, *map(float, after)],
        "y": [float(before.mean()), *(float(bias.mean()) for bias in after.values())],
    }


def per_opening(study: Study) -> int:
    """Sentences of each profession, each with other people and another of its names."""
    return 2 if study.config.quick else 8


@lru_cache(maxsize=1)
def openings() -> tuple[tuple[Part, ...], ...]:
    """The parts of every English sentence about a worker that come before he or she."""
    found = []
    for meaning in (*all_meanings(lives.PROFESSION), *all_meanings(talk.FINISHED)):
        for way in meaning.lines["en"]:
            switches = [i for i, item in enumerate(way) if isinstance(item, Switch)]
            if switches and way[switches[0]].options == PRONOUNS:  # type: ignore[union-attr]
                found.append(way[: switches[0]])
    return tuple(dict.fromkeys(found))


def halves() -> tuple[list[str], list[str]]:
    """Every other profession by share of women."""
    order = sorted(women(), key=lambda name: (women()[name], name))
    return order[::2], order[1::2]


def beginning(dice: Dice, profession: str, opening: tuple[Part, ...]) -> Beginning:
    page, context = Page(dice), Setting(dice, profession)
    page.say(Meaning(None, {"en": (opening,)}), "en", context)
    return Beginning(page.text.rstrip(), profession, bool(gender(context["x"], "en")))


def prompts(study: Study, half: int, seed: int) -> Prompts:
    """Every opening for every profession of a half, with several names."""
    dice = Dice(Random(f"sonde pronouns {seed}"))
    found = [
        beginning(dice, profession, opening)
        for profession in halves()[half]
        for opening in openings()
        for _ in range(per_opening(study))
    ]
    order = {name: i for i, name in enumerate(halves()[half])}
    read, pronoun = [], []
    for word in PRONOUNS:
        documents = [document_of(f"{b.text} {word}") for b in found]
        texts = texts_of(study.source, documents)
        read.append(halfway(study, tokens_of(texts)))
        ends = [Span(len(b.text), len(d.text), word) for b, d in zip(found, documents, strict=True)]
        pronoun.append([t.within([span]) for t, span in zip(texts, ends, strict=True)])
    numbers = torch.tensor([order[b.profession] for b in found])
    return Prompts((read[0], read[1]), (pronoun[0], pronoun[1]), numbers)


def document_of(text: str) -> WorldDocument:
    return WorldDocument(text, (), "en", "paragraph")


def biases(found: Prompts, features: Sequence[int]) -> Float[Tensor, " professions"]:
    """How far the preference of each profession is from the mean of all, the features ablated."""
    return centred(preferences(found, features)).abs()


def centred(values: Float[Tensor, " n"]) -> Float[Tensor, " n"]:
    return values - values.mean()


def preferences(found: Prompts, features: Sequence[int]) -> Float[Tensor, " professions"]:
    """Mean log p(he) - log p(she)."""
    edits = [Edit(feature, "ablate") for feature in features]
    he, she = (
        torch.stack(
            [-loss[word[1:]].sum() for loss, word in zip(losses(read, edits), words, strict=True)]
        ).double()
        for read, words in zip(found.read, found.pronoun, strict=True)
    )
    n = found.professions.bincount()
    total = torch.zeros(len(n), dtype=torch.float64).index_add_(0, found.professions, he - she)
    return total / n


def biased(found: Prompts, n: int) -> list[int]:
    """The features whose ablation lowers the bias most, summed over professions."""
    signs = centred(preferences(found, [])).sign()
    towards_he = centred(signs).float()[found.professions]
    towards_he /= found.professions.bincount()[found.professions]
    he, she = (
        slopes(read, [sign * w * word[1:] for w, word in zip(towards_he, words, strict=True)])
        for read, words, sign in zip(found.read, found.pronoun, (1, -1), strict=True)
    )
    return best(he.ablated + she.ablated, n)


def ordinary_losses(study: Study, features: Sequence[int]) -> list[float]:
    """Mean loss on other text: without an edit, then for each number of features."""
    n = 12 if study.config.quick else 60
    documents = list(islice((d for d in world(SCORING) if not d.pictures), n))
    read = halfway(study, tokens_of(texts_of(study.source, documents)))
    found = [losses(read, [Edit(f, "ablate") for f in features[:k]]) for k in (0, *ABLATED)]
    return [float(torch.cat(rows).mean()) for rows in found]


def fall(before: Float[Tensor, " n"], repeated: Sequence[Float[Tensor, " n"]]) -> Estimate:
    """1 - bias after / before, professions drawn with replacement. Of several repeats (random
    features) each draw takes one."""
    after = torch.stack(list(repeated))
    weights = drawn(len(before), torch.Generator().manual_seed(0))
    draws = 1 - (after @ weights.T) / (weights @ before)
    return estimate(1 - float(after.mean() / before.mean()), one_each(draws))
