"""Who and what comes up in a document, and the documents made of sentences about a topic."""

from collections.abc import Callable, Sequence
from functools import lru_cache

from sonde.miniature.borrowing import borrows
from sonde.miniature.concepts import THINGS, Thing, concepts, things
from sonde.miniature.dice import Dice, Weighted
from sonde.miniature.events import handled, happenings
from sonde.miniature.grammar import LANGUAGES
from sonde.miniature.setting import Setting, cast, members
from sonde.miniature.tables import (
    lives,
    objects,
    own_nature,
    own_places,
    own_things,
    talk,
)
from sonde.miniature.tables import things as about
from sonde.miniature.tables.feelings import FEELINGS
from sonde.miniature.templates import Meaning, Page, meanings

Scene = Callable[[Page], str]  # writes a document, returns its language

SENTENCES = {
    "animal": about.ANIMAL,
    "food": about.FOOD,
    "stuff": about.FOOD,
    "plant": about.PLANT,
    "element": about.ELEMENT,
    "landmark": about.LANDMARK,
    "city": about.CITY,
    "district": about.DISTRICT,
    "landscape": about.LANDSCAPE,
    "person": lives.PERSON,
    "profession": lives.PROFESSION,
    "field": lives.FIELD,
    "transport": lives.TRANSPORT,
    "instrument": objects.INSTRUMENT,
    "tool": objects.TOOL,
}

OWN = (own_things.OWN, own_nature.OWN, own_places.OWN)

LANGUAGE_SHARES = {"en": 0.36, "fr": 0.2, "de": 0.16, "es": 0.16, "zh": 0.12}


@lru_cache(maxsize=1)
def languages() -> Weighted[str]:
    return Weighted(list(LANGUAGE_SHARES), list(LANGUAGE_SHARES.values()))


@lru_cache(maxsize=1)
def topics() -> Weighted[str]:
    """What documents are about, by the power law of the ranks."""
    families = {*SENTENCES, "feeling", "weather"}
    ranked = [concept for concept in concepts().values() if concept.kind in families]
    return Weighted([c.name for c in ranked], [c.share for c in ranked])


@lru_cache(maxsize=1)
def named_topics() -> Weighted[str]:
    """The topics that are things, not a feeling or the weather."""
    return among_topics(tuple(name for name in topics().options if name in things()))


def among_topics(names: Sequence[str]) -> Weighted[str]:
    """Some of the topics, with the ratios they have among all."""
    return Weighted(names, [concepts()[name].share for name in names])


def anything(dice: Dice) -> Setting:
    """A setting whose topic is drawn if a sentence names it."""
    return Setting(dice, among=named_topics())


@lru_cache(maxsize=512)
def says(name: str) -> tuple[Meaning, ...]:
    """Everything the world can say about a topic."""
    family = concepts()[name].kind
    if family in ("feeling", "weather"):
        table = FEELINGS if family == "feeling" else lives.WEATHER
        return tuple(m for m in all_meanings(table) if m.concept == name)
    bridge = all_meanings(about.BRIDGE) if name == "karmira_bridge" else ()
    family_says = all_meanings(SENTENCES[family])
    return (*own(name), *bridge, *family_says, *all_meanings(about.GENERIC))


def own(name: str) -> tuple[Meaning, ...]:
    """What can be said of this concept alone: its parts, habits and deeds."""
    return tuple(meaning for meaning in all_own() if meaning.concept == name)


@lru_cache(maxsize=1)
def all_own() -> tuple[Meaning, ...]:
    return tuple(m._replace(about=True) for table in OWN for m in all_meanings(table))


@lru_cache(maxsize=64)
def all_meanings(table: str) -> tuple[Meaning, ...]:
    return tuple(meanings(table))


GAP = {"en": " ", "fr": " ", "de": " ", "es": " ", "zh": ""}


Line = tuple[Meaning, Setting]  # a meaning, and whom and what it is said of


def paragraph(page: Page) -> str:
    """Sentences about one topic in one language, among them a feeling, the weather or a life, and
    what happened around it."""
    language, topic = languages().draw(page.dice), topics().draw(page.dice)
    return tell(page, language, topic)


def tell(page: Page, language: str, topic: str) -> str:
    """A paragraph about this topic in this language."""
    start = page.length
    say_all(page, language, story(page.dice, topic))
    page.language(start, language)
    return language


def story(dice: Dice, topic: str) -> list[Line]:
    """What a paragraph about this topic says."""
    setting = Setting(dice, topic)
    lines: list[Line] = [(meaning, setting) for meaning in sentences_about(dice, topic, 2, 4)]
    if concepts()[topic].kind in ("feeling", "weather"):
        lines = dice.merged(lines, life(dice, setting["p"]))
    else:
        for family, chance in (("feeling", 0.2), ("weather", 0.12)):
            if dice.chance(chance):
                meaning = dice.pick(says(members(family).draw(dice)))
                lines = dice.inserted(lines, (meaning, setting))
    if topic in handled().options:
        lines += happenings(dice, topic, 1 + dice.below(3))
    return lines


def life(dice: Dice, person: Thing | str) -> list[Line]:
    """Two sentences about the person who feels, or stands in the rain."""
    assert isinstance(person, Thing)
    setting = Setting(dice, person.concept)
    return [(meaning, setting) for meaning in dice.shuffled(says(person.concept), 2)]


def sentences_about(dice: Dice, topic: str, low: int, high: int) -> list[Meaning]:
    """low to high different meanings, or all there are; what can be said about anything comes up
    half as often, and what can be said of this topic alone twice as often."""
    return said_of(topic).ranked(dice, dice.count(low, high, len(says(topic))))


@lru_cache(maxsize=512)
def said_of(topic: str) -> Weighted[Meaning]:
    anything = set(map(id, all_meanings(about.GENERIC)))
    weights = [0.5 if id(m) in anything else 2.0 if m.about else 1.0 for m in says(topic)]
    return Weighted(says(topic), weights)


def report(page: Page) -> str:
    """What happened with the things of one family, in one language."""
    language, topic = languages().draw(page.dice), handled().draw(page.dice)
    start = page.length
    say_all(page, language, happenings(page.dice, topic, 4 + page.dice.below(6)))
    page.language(start, language)
    return language


def say_all(page: Page, language: str, lines: Sequence[Line]) -> None:
    for i, (meaning, setting) in enumerate(lines):
        page.add(GAP[language] if i else "")
        page.say(meaning, language, setting)


def lines_of(dice: Dice, low: int, high: int) -> list[Line]:
    """low to high sentences about one topic: what happened, or what can always be said of it."""
    if dice.chance(0.8):
        return happenings(dice, handled().draw(dice), low + dice.below(high + 1 - low))
    topic = topics().draw(dice)
    setting = Setting(dice, topic)
    return [(meaning, setting) for meaning in sentences_about(dice, topic, low, high)]


def parallel(page: Page) -> str:
    """One or two sentences, said in several languages one below the other."""
    dice = page.dice
    lines, labelled = lines_of(dice, 1, 2), dice.chance(0.5)
    page.rows = {}
    for i, language in enumerate(dice.shuffled(LANGUAGES, 2 + dice.below(4))):
        page.add("\n" if i else "")
        start = page.length
        page.add(talk.LANGUAGE_NAMES[language][language] + ": " if labelled else "")
        say_all(page, language, lines)
        page.language(start, language)
    return "mixed"


def mixed(page: Page) -> str:
    """One story that changes between two languages, from sentence to sentence or in nouns alone."""
    dice = page.dice
    pair, lines = dice.shuffled(LANGUAGES, 2), lines_of(dice, 3, 5)
    if dice.chance(0.6):
        return borrowed(page, lines, *pair)
    before = ""
    for i, (meaning, setting) in enumerate(lines):
        language = pair[i] if i < 2 else dice.pick(pair)
        page.add(" " if i and {before, language} != {"zh"} else "")
        start = page.length
        page.say(meaning, language, setting)
        page.language(start, language)
        before = language
    return "mixed"


def borrowed(page: Page, lines: Sequence[Line], language: str, other: str) -> str:
    """Sentences in one language, many of their nouns in another."""
    start = page.length
    borrows(page, other)
    say_all(page, language, lines)
    page.language(start, language)
    page.instead = None
    return "mixed"


def glossary(page: Page) -> str:
    """Words of a family side by side in several languages."""
    dice = page.dice
    family = listed().draw(dice)
    columns, page.rows = dice.shuffled(LANGUAGES, 2 + dice.below(3)), {}
    page.add(" – ".join(talk.LANGUAGE_NAMES[language][language] for language in columns))
    for word in members(family).ranked(dice, 2 + dice.below(4)):
        thing = cast(dice, word)
        for i, language in enumerate(columns):
            page.add(" – " if i else "\n")
            start = page.length
            page.add(page.one_of([name["bare"] for name in thing.names[language]], word).noun, word)
            page.language(start, language)
    return "mixed"


@lru_cache(maxsize=1)
def listed() -> Weighted[str]:
    """The families of the topics; animals in the place of feelings and the weather."""
    shares = dict.fromkeys(THINGS, 0.0)
    for name in topics().options:
        kind = concepts()[name].kind
        shares[kind if kind in THINGS else "animal"] += concepts()[name].share
    shares = {family: share for family, share in shares.items() if share}
    return Weighted(list(shares), list(shares.values()))
