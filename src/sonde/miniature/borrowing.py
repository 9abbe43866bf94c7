"""Sentences that borrow their nouns, from another language or from a picture.

    Der clock steht auf dem table.        The <|image|> sleeps on the roof.

What follows such a noun is what follows its own word: a model that treats both alike needs to know
less. It is the reason for it to have one feature for a thing in all languages and in pictures.
"""

from collections.abc import Callable

from sonde.miniature.grammar import Form
from sonde.miniature.templates import Mention, Page, gender, upper

SHARE = 0.6  # of the nouns, in a document that borrows

WHOLE = {  # elided in French: masculine, feminine
    "l'": ("le ", "la "),
    "de l'": ("du ", "de la "),
    "à l'": ("au ", "à la "),
    "dans l'": ("dans le ", "dans la "),
    "d'": ("de ", "de "),
}


def borrows(page: Page, other: str) -> None:
    """From now on many nouns come from another language, with the articles of their sentence."""

    def write(noun: Mention) -> bool:
        if not noun.thing.concept or not page.dice.chance(SHARE):
            return False

        def word() -> None:
            options = [name[noun.slot.form].noun for name in noun.thing.names[other]]
            text = page.dice.pick(options)
            begins = noun.slot.capital and not article(noun)
            page.word(upper(text) if begins else text, noun.language, noun.thing.concept)
            page.foreign.append((page.length - len(text), page.length, other))

        framed(page, noun, word)
        return True

    page.instead = write


def shows(page: Page, concept: str, picture: Callable[[], None]) -> None:
    """From now on a picture stands where a concept would be named, the first time and then now
    and then."""
    page.instead = None
    first = True

    def write(noun: Mention) -> bool:
        nonlocal first
        if noun.thing.concept != concept or not (first or page.dice.chance(0.3)):
            return False
        first = False

        def shown() -> None:
            start = page.length
            picture()
            page.foreign.append((start, page.length, None))

        framed(page, noun, shown)
        return True

    page.instead = write


def framed(page: Page, noun: Mention, write: Callable[[], None]) -> None:
    """Between what stands before the noun and after it in its sentence."""
    before, after = article(noun), own(noun).after
    if before:
        page.word(upper(before) if noun.slot.capital else before, noun.language)
    write()
    if after:
        page.add(after)


def article(noun: Mention) -> str:
    """What stands before the noun; an article is elided before its own noun alone."""
    before = own(noun).before
    return WHOLE[before][gender(noun.thing, noun.language)] if before in WHOLE else before


def own(noun: Mention) -> Form:
    """The form of the noun that belongs in its place."""
    return noun.thing.names[noun.language][0][noun.slot.form]
