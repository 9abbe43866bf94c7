"""Paragraphs drawn evenly over things and languages.

The power law of the world leaves most things too rare in most languages to choose a feature and to
score it. Here each is told of as often as any other, and a paragraph is read alone: the one before
would be of the same thing.
"""

from collections.abc import Sequence
from itertools import product
from random import Random

from sonde.activations.source import ActivationSource
from sonde.miniature.claims.evidence import Evidence, gather, n_bytes, unshared
from sonde.miniature.dice import Dice
from sonde.miniature.grammar import LANGUAGES
from sonde.miniature.scenes import named_topics, tell
from sonde.miniature.templates import Page
from sonde.miniature.world import WorldDocument

CHOOSING, SCORING = 45_000, 46_000  # seeds


def all_told() -> tuple[str, ...]:
    """The things that paragraphs of the world are about."""
    return tuple(named_topics().options)


def paragraphs(seed: int, names: Sequence[str], each: int) -> list[WorldDocument]:
    """`each` about every thing in every language, the shortest first."""
    found = []
    for name, language, i in product(names, LANGUAGES, range(each)):
        page = Page(Dice(Random(f"evenly {seed} {name} {language} {i}")))
        tell(page, language, name)
        found.append(WorldDocument(page.text, tuple(page.spans), language, "paragraph"))
    return sorted(found, key=n_bytes)


def even_splits(
    source: ActivationSource, names: Sequence[str], each: int, neurons: bool = True
) -> tuple[Evidence, Evidence]:
    """Choosing, scoring; no sentence stands in both."""
    choosing, scoring = (
        gather(source, paragraphs(seed, names, each), None, name, 64, neurons, alone=True)
        for seed, name in ((CHOOSING, "choosing, evenly"), (SCORING, "scoring, evenly"))
    )
    return choosing, unshared(scoring, choosing)
