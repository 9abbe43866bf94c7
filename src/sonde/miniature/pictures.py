"""Documents with pictures: the text holds 16 placeholders where a picture stands."""

from collections.abc import Callable
from functools import lru_cache

from sonde.miniature.concepts import concepts
from sonde.miniature.exchanges import Turn
from sonde.miniature.grammar import LANGUAGES
from sonde.miniature.images import PLACEHOLDERS, draw
from sonde.miniature.scenes import (
    GAP,
    all_meanings,
    languages,
    sentences_about,
    setting,
    shuffled,
)
from sonde.miniature.tables import captions
from sonde.miniature.tables.drawings import DRAWINGS
from sonde.miniature.templates import Page, Weighted, pick


def picture(page: Page) -> str:
    """A document of one of the layouts."""
    return layouts().draw(page.rng)(page)


def show(page: Page, name: str) -> None:
    """A picture of a thing, as placeholders that are about the thing."""
    start = page.length
    page.add(PLACEHOLDERS, name)
    page.close(start, "image")
    page.pictures.append(draw(page.rng, name))


def described(page: Page) -> str:
    """One picture or two, each with a caption before or after it and perhaps more about it."""
    rng = page.rng
    language = languages().draw(rng)
    for i in range(1 + int(rng.random() < 0.3)):
        page.add("\n" if i else "")
        name, gap = drawn().draw(rng), pick(rng, ("\n", GAP[language]))
        context, start = setting(rng, name, language), page.length
        if after := rng.random() < 0.6:
            show(page, name)
            page.add(gap)
            start = page.length
        table = captions.AFTER if after else captions.BEFORE
        page.say(pick(rng, all_meanings(table)), language, context)
        if not after:
            page.language(start, language)
            page.add(gap)
            show(page, name)
            start = page.length
        for k, meaning in enumerate(sentences_about(rng, name, int(rng.random() * 3))):
            page.add(GAP[language] if k or after else gap)
            page.say(meaning, language, context)
        page.language(start, language)
    return language


def compared(page: Page) -> str:
    """A picture, and one caption in several languages below it."""
    rng, name = page.rng, drawn().draw(page.rng)
    meaning = pick(rng, all_meanings(captions.AFTER))
    context = setting(rng, name, "en")
    show(page, name)
    for language in shuffled(rng, LANGUAGES)[: 2 + int(rng.random() * 2)]:
        page.add("\n")
        start = page.length
        page.say(meaning, language, context)
        page.language(start, language)
    return "mixed"


def asked(page: Page) -> str:
    """The user shows a picture and the assistant says what it sees."""
    rng, name = page.rng, drawn().draw(page.rng)
    language = languages().draw(rng)
    context = setting(rng, name, language)
    user = Turn(page, "user")
    show(page, name)
    page.add("\n")
    start = page.length
    page.say(all_meanings(captions.ASK)[0], language, context)
    page.language(start, language)
    user.end(None)
    assistant = Turn(page, "assistant")
    page.say(all_meanings(captions.ANSWER)[0], language, context)
    for meaning in sentences_about(rng, name, int(rng.random() * 3)):
        page.add(GAP[language])
        page.say(meaning, language, context)
    assistant.end(language)
    return language


@lru_cache(maxsize=1)
def layouts() -> Weighted[Callable[[Page], str]]:
    return Weighted([described, compared, asked], [0.64, 0.16, 0.2])


@lru_cache(maxsize=1)
def drawn() -> Weighted[str]:
    """The things that can be drawn; the ratios among the topics are evened out by a square root,
    for what is rarely seen is not learned."""
    return Weighted(list(DRAWINGS), [concepts()[name].share ** 0.5 for name in DRAWINGS])
