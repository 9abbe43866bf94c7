"""Sentences that borrow their nouns, from another language or from a picture.

    Der clock steht auf dem table.        The <|image|> sleeps on the roof.

What follows such a noun is what follows its own word: a model that treats both alike needs to know
less. It is the reason for it to have one feature for a thing in all languages and in pictures.
"""

import math
from collections import defaultdict
from collections.abc import Callable

from sonde.miniature.grammar import LANGUAGES, Form
from sonde.miniature.templates import Mention, Page, gender, upper

SHARE = 0.6  # of the nouns, in a document that borrows

WHOLE = {  # elided in French: masculine, feminine
    "l'": ("le ", "la "),
    "de l'": ("du ", "de la "),
    "à l'": ("au ", "à la "),
    "dans l'": ("dans le ", "dans la "),
    "d'": ("de ", "de "),
}


def borrows(page: Page, other: str | None) -> None:
    """From now on many nouns come from another language, or each from any other, with the articles
    of their sentence."""

    def write(noun: Mention) -> bool:
        if not noun.thing.concept:
            return False
        counted = page.dice.nats
        form, language = drawn(page, noun, other)
        page.dice.nats = counted - math.log(ways(noun, other)[form])
        page.name(form, noun)
        if form.noun not in [one.noun for one in forms(noun, noun.language)]:
            end = page.length - len(form.after)
            page.foreign.append((end - len(form.noun), end, language))
        return True

    page.instead = write


def drawn(page: Page, noun: Mention, other: str | None) -> tuple[Form, str]:
    """What is written, and the language it was drawn from."""
    if not page.dice.chance(SHARE):
        return page.one_of(forms(noun, noun.language), noun.thing.concept), noun.language
    language = other or page.dice.pick(others(noun))
    return page.dice.pick(forms(noun, language)), language


def ways(noun: Mention, other: str | None) -> dict[Form, float]:
    """The probability of all that can be written: a name may be spelt alike in two languages."""
    found: dict[Form, float] = defaultdict(float)
    languages = [other] if other else others(noun)
    shares = {noun.language: 1 - SHARE, **dict.fromkeys(languages, SHARE / len(languages))}
    for language, share in shares.items():
        options = forms(noun, language)
        for form in options:
            found[form] += share / len(options)
    return found


def forms(noun: Mention, language: str) -> list[Form]:
    """The names of a thing in a language, as they are written in its sentence."""
    found = [name[noun.slot.form] for name in noun.thing.names[language]]
    if language == noun.language:
        return found
    before, after = article(noun), own(noun).after
    return [Form(before, form.noun, after) for form in found]


def others(noun: Mention) -> list[str]:
    return [language for language in LANGUAGES if language != noun.language]


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
