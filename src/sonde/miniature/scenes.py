"""Who and what comes up in a document, and the documents made of sentences about a topic."""

from collections.abc import Callable, Sequence
from functools import lru_cache
from random import Random
from typing import TypeVar

from sonde.miniature.concepts import (
    THINGS,
    Thing,
    concepts,
    share_of_women,
    things,
)
from sonde.miniature.grammar import LANGUAGES
from sonde.miniature.tables import (
    letters,
    lives,
    nouns,
    objects,
    own_districts,
    own_foods,
    own_knowledge,
    own_land,
    own_living,
    own_nature,
    own_objects,
    own_people,
    own_places,
    talk,
)
from sonde.miniature.tables import things as about
from sonde.miniature.tables.feelings import FEELINGS
from sonde.miniature.templates import Meaning, Page, Weighted, meanings, pick

T = TypeVar("T")
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

OWN = (
    own_districts.OWN,
    own_foods.OWN,
    own_knowledge.OWN,
    own_land.OWN,
    own_living.OWN,
    own_nature.OWN,
    own_objects.OWN,
    own_people.OWN,
    own_places.OWN,
)

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


@lru_cache(maxsize=64)
def members(family: str) -> Weighted[str]:
    """The concepts of one family, with the same ratios as among the topics."""
    found = [concept for concept in concepts().values() if concept.kind == family]
    return Weighted([c.name for c in found], [c.share for c in found])


@lru_cache(maxsize=1)
def facts() -> dict[str, dict[str, str]]:
    """By concept, what is true of it: role -> the name of a thing, or a plain text."""
    found: dict[str, dict[str, str]] = {}
    for table in nouns.FACTS.values():
        header, *lines = table.strip().splitlines()
        for row in " | ".join(lines).split("|"):
            name, *values = row.split()
            found[name] = dict(zip(header.split(), values, strict=True))
    return found


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


def cast(rng: Random, name: str) -> Thing:
    """The thing of a concept; a profession is a woman as often as its table says."""
    options = things()[name]
    if len(options) == 1:
        return options[0]
    return options[int(rng.random() < women()[name])]


@lru_cache(maxsize=1)
def women() -> dict[str, float]:
    return {name: share_of_women(name) for name in things() if len(things()[name]) > 1}


def other(rng: Random, family: str, *taken: str) -> str:
    """A member of a family that is not already in the scene."""
    while (name := members(family).draw(rng)) in taken:
        pass
    return name


def setting(rng: Random, topic: str, language: str) -> dict[str, Thing | str]:
    """Everything a sentence can mention: the topic, its facts, two people, a city, numbers."""
    known = facts().get(topic, {})
    person = other(rng, "person", topic)
    context: dict[str, Thing | str] = {
        "p": things()[person][0],
        "q": things()[other(rng, "person", topic, person)][0],
        "hour": str(6 + int(rng.random() * 14)),
        "n": str(10 + int(rng.random() * 90)),
        "day": pick(rng, letters.DAYS[language]),
        "c": things()[other(rng, "city", topic)][0],
    }
    if topic in things():
        context["x"] = cast(rng, topic)
    if concepts()[topic].kind in ("landmark", "district"):
        context["c"] = things()[concepts()[topic].parent or ""][0]
    for role, value in known.items():
        context[role] = cast(rng, value) if value in things() else value
    if "job" in known:
        context["job"] = things()[known["job"]][things()[topic][0].genders["en"]]
    return context


GAP = {"en": " ", "fr": " ", "de": " ", "es": " ", "zh": ""}


Line = tuple[Meaning, dict[str, Thing | str]]  # a meaning, and whom and what it is said of


def paragraph(page: Page) -> str:
    """Sentences about one topic in one language, among them a feeling, the weather or a life."""
    rng, start = page.rng, page.length
    language, topic = languages().draw(rng), topics().draw(rng)
    context = setting(rng, topic, language)
    chosen = sentences_about(rng, topic, 3 + int(rng.random() * 5))
    lines: list[Line] = [(meaning, context) for meaning in chosen]
    if concepts()[topic].kind in ("feeling", "weather"):
        lines = shuffled(rng, [*lines, *life(rng, context["p"], language)])
    else:
        for family, chance in (("feeling", 0.2), ("weather", 0.12)):
            if rng.random() < chance:
                meaning = pick(rng, says(members(family).draw(rng)))
                lines.insert(int(rng.random() * (len(lines) + 1)), (meaning, context))
    for i, (meaning, scene) in enumerate(lines):
        page.add(GAP[language] if i else "")
        page.say(meaning, language, scene)
    page.language(start, language)
    return language


def life(rng: Random, person: Thing | str, language: str) -> list[Line]:
    """Two sentences about the person who feels, or stands in the rain."""
    assert isinstance(person, Thing)
    context = setting(rng, person.concept, language) | {"x": person}
    return [(meaning, context) for meaning in shuffled(rng, says(person.concept))[:2]]


def sentences_about(rng: Random, topic: str, n: int) -> list[Meaning]:
    """At most n different meanings; what can be said about anything comes up half as often, and
    what can be said of this topic alone twice as often."""
    anything = set(map(id, all_meanings(about.GENERIC)))

    def place(meaning: Meaning) -> float:
        return rng.random() ** (0.5 if id(meaning) in anything else 2.0 if meaning.about else 1.0)

    return sorted(says(topic), key=place)[:n]


def shuffled(rng: Random, options: Sequence[T]) -> list[T]:
    """All of them in random order."""
    return sorted(options, key=lambda _: rng.random())


def parallel(page: Page) -> str:
    """One or two sentences, said in several languages one below the other."""
    rng, topic = page.rng, topics().draw(page.rng)
    chosen = sentences_about(rng, topic, 1 + int(rng.random() * 2))
    labelled, seed = rng.random() < 0.5, rng.random()
    for i, language in enumerate(shuffled(rng, LANGUAGES)[: 2 + int(rng.random() * 4)]):
        context = setting(Random(str(seed)), topic, language)
        page.add("\n" if i else "")
        start = page.length
        page.add(talk.LANGUAGE_NAMES[language][language] + ": " if labelled else "")
        for k, meaning in enumerate(chosen):
            page.add(GAP[language] if k else "")
            page.say(meaning, language, context)
        page.language(start, language)
    return "mixed"


def mixed(page: Page) -> str:
    """One story that changes between two languages from sentence to sentence."""
    rng, topic = page.rng, topics().draw(page.rng)
    pair, seed = shuffled(rng, LANGUAGES)[:2], rng.random()
    for i, meaning in enumerate(sentences_about(rng, topic, 3 + int(rng.random() * 3))):
        language = pair[i % 2] if i < 2 else pick(rng, pair)
        page.add(" " if i else "")
        start = page.length
        page.say(meaning, language, setting(Random(str(seed)), topic, language))
        page.language(start, language)
    return "mixed"


def glossary(page: Page) -> str:
    """Words side by side in several languages."""
    rng = page.rng
    family = concepts()[topics().draw(rng)].kind
    if family not in THINGS:
        family = "animal"
    columns = shuffled(rng, LANGUAGES)[: 2 + int(rng.random() * 3)]
    page.add(" – ".join(talk.LANGUAGE_NAMES[language][language] for language in columns))
    words: list[str] = []
    for _ in range(3 + int(rng.random() * 4)):
        words.append(members(family).draw(rng))
    for word in dict.fromkeys(words):
        thing = cast(rng, word)
        for i, language in enumerate(columns):
            page.add(" – " if i else "\n")
            start = page.length
            page.add(pick(rng, thing.names[language])["bare"].noun, word)
            page.language(start, language)
    return "mixed"
