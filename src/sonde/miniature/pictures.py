"""Documents with pictures: the text holds 16 placeholders where a picture stands."""

from functools import lru_cache

from sonde.miniature.borrowing import shows
from sonde.miniature.concepts import concepts
from sonde.miniature.dice import Dice, Weighted
from sonde.miniature.events import happenings
from sonde.miniature.exchanges import Turn
from sonde.miniature.grammar import LANGUAGES
from sonde.miniature.images import PLACEHOLDERS, draw
from sonde.miniature.posts import say_signed
from sonde.miniature.scenes import (
    GAP,
    Line,
    all_meanings,
    languages,
    said_of,
    say_all,
)
from sonde.miniature.setting import Setting
from sonde.miniature.signs import signs
from sonde.miniature.tables import captions
from sonde.miniature.tables.drawings import DRAWINGS
from sonde.miniature.templates import Page

SHARE = 0.1  # of pictures among all documents
REBUS, COMPARED, ASKED = 0.35, 0.11, 0.14  # of these layouts among them
SIGNED = 0.4  # of the pictures that a caption follows, and of the rebuses: with signs
AFTER = 0.6  # of the captions below their picture among all captions
FIRST = (1 - REBUS - COMPARED - ASKED) * AFTER + COMPARED  # of those that begin with a picture


def picture(page: Page) -> str:
    """A document of one of the layouts."""
    dice = page.dice
    if dice.chance(FIRST):
        dice.given(SHARE * FIRST)
        return compared(page) if dice.chance(COMPARED / FIRST) else described(page, after=True)
    if dice.chance(REBUS / (1 - FIRST)):
        return rebus(page)
    others = 1 - FIRST - REBUS
    return asked(page) if dice.chance(ASKED / others) else described(page, after=False)


def unnamed(dice: Dice) -> str:
    """A thing to draw that no word before the picture names. Whoever reads what is below the
    picture has seen the thing, so its nats do not count."""
    return drawn().draw(Dice(dice.aside()))


def show(page: Page, name: str) -> None:
    """A picture of a thing, as placeholders that are about the thing."""
    start = page.length
    page.add(PLACEHOLDERS, name)
    page.close(start, "image")
    page.pictures.append(draw(page.dice.aside(), name))


def described(page: Page, after: bool) -> str:
    """One picture or two, each with a caption after it or before it and perhaps more about it."""
    dice = page.dice
    language = languages().draw(dice)
    captioned(page, language, after)
    if dice.chance(0.3):
        page.add("\n")
        if after := dice.chance(AFTER):
            dice.given(AFTER)
        captioned(page, language, after)
    return language


def captioned(page: Page, language: str, after: bool) -> None:
    dice, start = page.dice, page.length
    gap = dice.pick(("\n", GAP[language]))
    name = unnamed(dice) if after else drawn().draw(dice)
    setting = Setting(dice, name)
    if after:
        show(page, name)
        if dice.chance(SIGNED):
            page.add(signs()[name], name)
        page.add(gap)
        start = page.length
    page.say(
        dice.pick(all_meanings(captions.AFTER if after else captions.BEFORE)), language, setting
    )
    if not after:
        page.language(start, language)
        page.add(gap)
        show(page, name)
        start = page.length
    for k, (meaning, told) in enumerate(more(dice, setting, 0, 2)):
        page.add(GAP[language] if k or after else gap)
        page.say(meaning, language, told)
    page.language(start, language)


def more(dice: Dice, setting: Setting, low: int, high: int) -> list[Line]:
    """low to high sentences about the topic of a setting: what happened, or what is always so."""
    topic, n = setting.topic or "", low + dice.below(high + 1 - low)
    if n and dice.chance(0.5):
        return happenings(dice, topic, n)
    return [(meaning, setting) for meaning in said_of(topic).ranked(dice, n)]


def rebus(page: Page) -> str:
    """Sentences about a thing that is shown where they would name it, or below them where none
    does. Its nats count in full, though whoever has seen the picture needs fewer."""
    dice, start = page.dice, page.length
    language, name = languages().draw(dice), drawn().draw(dice)
    setting = Setting(dice, name)
    shows(page, name, lambda: show(page, name))
    signed_too = dice.chance(SIGNED)
    (say_signed if signed_too else say_all)(page, language, more(dice, setting, 2, 5))
    page.language(start, language)
    page.instead = None
    if not page.pictures:  # no sentence named it
        page.add("\n")
        show(page, name)
    return language


def compared(page: Page) -> str:
    """A picture, and one caption in several languages below it."""
    dice, name = page.dice, unnamed(page.dice)
    meaning, setting = dice.pick(all_meanings(captions.AFTER)), Setting(dice, name)
    show(page, name)
    page.rows = {}
    for language in dice.shuffled(LANGUAGES, 2 + dice.below(2)):
        page.add("\n")
        start = page.length
        page.say(meaning, language, setting)
        page.language(start, language)
    return "mixed"


def asked(page: Page) -> str:
    """The user shows a picture and the assistant says what it sees."""
    dice, name = page.dice, unnamed(page.dice)
    language, setting = languages().draw(dice), Setting(dice, name)
    user = Turn(page, "user")
    show(page, name)
    page.add("\n")
    start = page.length
    page.say(all_meanings(captions.ASK)[0], language, setting)
    page.language(start, language)
    user.end(None)
    assistant = Turn(page, "assistant")
    page.say(all_meanings(captions.ANSWER)[0], language, setting)
    for meaning, told in more(dice, setting, 0, 2):
        page.add(GAP[language])
        page.say(meaning, language, told)
    assistant.end(language)
    return language


@lru_cache(maxsize=1)
def drawn() -> Weighted[str]:
    """The things that can be drawn; the ratios among the topics are evened out by a square root,
    for what is rarely seen is not learned."""
    return Weighted(list(DRAWINGS), [concepts()[name].share ** 0.5 for name in DRAWINGS])
