"""Posts: short messages in which people put a sign behind a noun, in its place, or behind the
sentence that named it.

    Die Katze🐱 schläft.        Le 🐱 dort sur le toit.        The cat sleeps on the roof. 🐱

A sign is the same in every language. Who foretells it at the end of a name has to know what is
named, whatever the language; at the end of a sentence, what *was* named.
"""

from collections.abc import Sequence
from functools import lru_cache

from sonde.miniature.borrowing import borrows, framed
from sonde.miniature.concepts import concepts
from sonde.miniature.dice import Weighted
from sonde.miniature.scenes import GAP, Line, languages, story, topics
from sonde.miniature.signs import put, signs
from sonde.miniature.templates import Mention, Page

INSTEAD = 0.15  # of the nouns that have a sign, in a post: the sign alone
BESIDE = 0.4  # of the others: the sign after them
BEHIND = 0.5  # of the sentences that name something with a sign: all their signs after them
BORROWING = 0.5  # of the posts: with nouns from all languages


def post(page: Page) -> str:
    """A paragraph with signs, and often with nouns from all languages."""
    dice = page.dice
    language, borrowing = languages().draw(dice), dice.chance(BORROWING)
    lines, start = story(dice, evened().draw(dice)), page.length
    if borrowing:
        borrows(page, None)
    signed(page)
    say_signed(page, language, lines)
    page.language(start, language)
    page.instead = None
    return "mixed" if borrowing else language


def signed(page: Page) -> None:
    """From now on signs come with nouns, however these are written, or in their place."""
    inner = page.instead

    def write(noun: Mention) -> bool:
        sign = signs().get(noun.thing.concept)
        if sign and page.dice.chance(INSTEAD):
            framed(page, noun, lambda: put(page, noun.thing.concept))
            return True
        page.instead = inner
        page.fill(*noun)
        page.instead = write
        if sign and page.dice.chance(BESIDE):
            put(page, noun.thing.concept)
        return True

    page.instead = write


def say_signed(page: Page, language: str, lines: Sequence[Line]) -> None:
    """The lines, and behind some of them the signs of all that they name."""
    for i, (meaning, setting) in enumerate(lines):
        page.add(GAP[language] if i else "")
        n_before = len(page.spans)
        page.say(meaning, language, setting)
        named = [span.concept for span in page.spans[n_before:] if not span.about]
        shown = [name for name in dict.fromkeys(named) if name in signs()]
        if shown and page.dice.chance(BEHIND):
            page.add(" ")
            for name in shown:
                put(page, name)


@lru_cache(maxsize=1)
def evened() -> Weighted[str]:
    """What posts are about: the topics, the ratios among them evened out by a square root."""
    return Weighted(topics().options, [concepts()[name].share ** 0.5 for name in topics().options])
