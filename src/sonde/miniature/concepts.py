"""The concepts of the world: their hierarchy, how often each is written about, and their names.

The topics of the world are ranked, and a text is about topic r with probability proportional to
r ** -EXPONENT: a power law, so that completeness against frequency can be measured.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby
from typing import NamedTuple

from sonde.miniature.grammar import LANGUAGES, Form, Noun, forms, regular_plural
from sonde.miniature.tables import districts, letters, lives, nouns, programs, reviews, scams
from sonde.miniature.tables.feelings import FEELINGS

EXPONENT = 0.8

# family: (table, style of its nouns); the order within a table is the order of frequency
THINGS = {
    "landmark": (nouns.LANDMARKS, "count"),
    "animal": (nouns.ANIMALS, "count"),
    "food": (nouns.FOODS, "count"),
    "stuff": (nouns.STUFFS, "stuff"),
    "plant": (nouns.PLANTS, "count"),
    "element": (nouns.ELEMENTS, "bare"),
    "city": (nouns.CITIES, "name"),
    "district": (districts.DISTRICTS, "count"),
    "person": (nouns.PEOPLE, "name"),
    "profession": (nouns.PROFESSIONS, "count"),
    "landscape": (nouns.LANDSCAPES, "count"),
    "field": (nouns.FIELDS, "bare"),
    "transport": (nouns.TRANSPORTS, "count"),
    "instrument": (nouns.INSTRUMENTS, "count"),
    "tool": (nouns.TOOLS, "count"),
    "colour": (nouns.COLOURS, "bare"),
    "refused_topic": (nouns.REFUSED, "phrase"),
}

PARENTS = {
    **dict.fromkeys(("mammal", "bird", "sea_animal", "insect", "reptile"), "animal"),
    **dict.fromkeys(("tree", "flower"), "plant"),
    **dict.fromkeys(("fruit", "vegetable", "dish", "drink"), "food"),
    **dict.fromkeys(("metal", "gas", "mineral"), "element"),
    **dict.fromkeys(("science", "art"), "knowledge"),
    **dict.fromkeys(("instrument", "tool"), "object"),
    **dict.fromkeys(
        ("inner_conflict", "secrecy", "urgency", "apology", "forgiveness"), "situation"
    ),
    **dict.fromkeys(("joy", "gratitude", "pride", "hope"), "positive_feeling"),
    **dict.fromkeys(("sadness", "anger", "fear", "loneliness"), "negative_feeling"),
    **dict.fromkeys(("boredom", "jealousy", "doubt"), "negative_feeling"),
    **dict.fromkeys(("positive_feeling", "negative_feeling"), "feeling"),
    **dict.fromkeys(("honest_email", "scam_email"), "email"),
    **dict.fromkeys(("user_turn", "assistant_turn", "system_turn"), "chat"),
    **dict.fromkeys(("refusal", "sycophancy", "frankness"), "attitude"),
    **dict.fromkeys(("deception", "honesty"), "account"),
    **dict.fromkeys(("program", "bug", "code_risk", "code_language", "syntax"), "code"),
    **dict.fromkeys(("missing_free", "unsafe_copy", "null_dereference"), "memory_bug"),
    "memory_bug": "bug",
    "landscape": "place",
    "refused_topic": None,
    "colour": None,
}

LANGUAGE_CONCEPTS = {
    "en": "english",
    "fr": "french",
    "de": "german",
    "es": "spanish",
    "zh": "chinese",
}


@dataclass(frozen=True)
class Concept:
    name: str
    parent: str | None  # the wider concept that is active wherever this one is
    kind: str  # family the concept is drawn from, or "group" for an inner node
    share: float = 0.0  # probability that a draw of its family, or of the topics, falls on it
    rank: int = 0  # 1 is the most frequent of those it is drawn among; 0 for a group


class Thing(NamedTuple):
    """A concept that has names, and what is true of it."""

    concept: str
    family: str
    genders: dict[str, int]  # by language: 0 masculine, 1 feminine, 2 neuter
    names: dict[str, tuple[dict[str, Form], ...]]  # by language: surface forms in all cases


@lru_cache(maxsize=1)
def concepts() -> dict[str, Concept]:
    """Every concept of the world by name, topics first in the order of their frequency."""
    found = {c.name: c for c in [*topics(), *extras()]}
    for concept in list(found.values()):
        parent = concept.parent
        while parent and parent not in found:
            found[parent] = Concept(parent, PARENTS.get(parent), "group")
            parent = PARENTS.get(parent)
    return found


def ancestors(name: str) -> list[str]:
    """The wider concepts of a concept, nearest first."""
    above = []
    while (name := concepts()[name].parent or "") != "":
        above.append(name)
    return above


def topics() -> list[Concept]:
    """What a text can be about, most frequent first."""
    families = [family for family in THINGS if family not in ("colour", "refused_topic")]
    rows = []
    for family in families:
        members = [(name, parent) for parent, name, _, _ in entries(THINGS[family][0])]
        rows += places_in_line(members, family)
    rows += places_in_line(
        [(n, PARENTS.get(n) or "feeling") for n in names_in(FEELINGS)], "feeling"
    )
    rows += places_in_line([(n, "weather") for n in names_in(lives.WEATHER)], "weather")
    rows.sort(key=lambda row: (row[1] != "karmira_bridge", row[0]))  # the famous bridge comes first
    shares = power_law(len(rows))
    return [
        Concept(name, parent, family, shares[i], i + 1)
        for i, (_, name, parent, family) in enumerate(rows)
    ]


def places_in_line(
    members: list[tuple[str, str]], family: str
) -> list[tuple[float, str, str, str]]:
    """(place, name, parent, family): spreads a family evenly over all ranks."""
    n = len(members)
    return [((i + 0.5) / n, name, parent, family) for i, (name, parent) in enumerate(members)]


def extras() -> Iterator[Concept]:
    """Concepts that have documents, parts or roles of their own, each family with its power law."""
    families: dict[str, list[tuple[str, str | None]]] = {
        "colour": [(name, "colour") for _, name, _, _ in entries(nouns.COLOURS)],
        "refused_topic": [(name, "refused_topic") for _, name, _, _ in entries(nouns.REFUSED)],
        "honest_email": [(name, "honest_email") for name in names_in(letters.HONEST)],
        "scam_email": [(name, "scam_email") for name in names_in(scams.SCAM)],
        "program": [(name, "program") for name in re.findall(r"^\w+", programs.TITLES, re.M)],
        "bug": [(name, PARENTS.get(name) or "bug") for name in reviews.BUGS],
        "code_risk": [(name, "code_risk") for name in reviews.RISKS],
        "code_language": [(name, "code_language") for name in ("python_code", "c_code")],
        "syntax": [(n, "syntax") for n in ("function_call", "string_literal", "comment")],
        "chat": [(f"{role}_turn", "chat") for role in ("user", "assistant", "system")],
        "attitude": [(name, "attitude") for name in ("refusal", "sycophancy", "frankness")],
        "account": [(name, "account") for name in ("deception", "honesty")],
        "image": [("image", None)],
        "language": [(name, "language") for name in LANGUAGE_CONCEPTS.values()],
    }
    for family, members in families.items():
        shares = power_law(len(members))
        for i, (name, parent) in enumerate(members):
            yield Concept(name, parent, family, shares[i], i + 1)


def power_law(n: int) -> list[float]:
    """Probabilities of ranks 1..n."""
    weights = [rank**-EXPONENT for rank in range(1, n + 1)]
    return [weight / sum(weights) for weight in weights]


def entries(table: str) -> Iterator[tuple[str, str, str, list[list[str]]]]:
    """(parent, name, note, columns of each surface form) for every entry of a noun table."""
    parent = ""
    rows: list[tuple[str, str, str, list[str]]] = []
    for line in re.sub(r"\|\s*\n", "| ", table.strip()).splitlines():
        head, *columns = [cell.strip() for cell in line.split("|")]
        if not columns:
            parent = head.removesuffix(":")
            continue
        name, _, note = head.partition(" ")
        rows.append((parent, name or rows[-1][1], note or ("" if name else rows[-1][2]), columns))
    for key, group in groupby(rows, key=lambda row: row[:3]):
        yield (*key, [row[3] for row in group])


def names_in(table: str) -> list[str]:
    """The concepts named after # in a sentence table, in order of appearance."""
    lines = table.splitlines()
    return list(dict.fromkeys(line[2:] for line in lines if line.startswith("# ")))


@lru_cache(maxsize=1)
def things() -> dict[str, tuple[Thing, ...]]:
    """By concept, its things: one, or for a profession the man and the woman."""
    found: dict[str, tuple[Thing, ...]] = {}
    for family, (table, style) in THINGS.items():
        for _, name, note, rows in entries(table):
            if family == "person":
                found[name] = (person(name, note, rows[0]),)
            elif family == "profession":
                found[name] = tuple(worker(name, rows, gender) for gender in (0, 1))
            else:
                nouns_by_language = [[parse(lang, style, row) for row in rows] for lang in COLUMNS]
                found[name] = (thing(name, family, nouns_by_language),)
    return found


COLUMNS = dict(enumerate(LANGUAGES))  # column number -> language


def parse(column: int, style: str, row: list[str]) -> Noun:
    """A noun from its cell: [gender] singular[/plural]."""
    language, cell = LANGUAGES[column], row[column]
    gender = "m"
    if style != "phrase" and language in ("fr", "de", "es"):
        gender, _, cell = cell.partition(" ")
    singular, _, plural = cell.partition("/")
    return Noun(style, gender, singular, plural or regular_plural(language, singular))


def thing(name: str, family: str, columns: list[list[Noun]]) -> Thing:
    genders = {"m": 0, "w": 0, "f": 1, "e": 1, "n": 2}
    names = {
        language: tuple(forms(language, noun) for noun in column)
        for language, column in zip(LANGUAGES, columns, strict=True)
    }
    first = {
        lang: genders[column[0].gender] for lang, column in zip(LANGUAGES, columns, strict=True)
    }
    return Thing(name, family, first, names)


def person(name: str, note: str, row: list[str]) -> Thing:
    """A person goes by the full name or the first name."""
    gender = note.removeprefix("m=")
    latin = [Noun("person", gender, text, text) for text in (row[0], row[0].split()[0])]
    han = [Noun("person", gender, text, text) for text in (row[1], row[1].split("·")[0])]
    return thing(name, "person", [latin, latin, latin, latin, han])


def worker(name: str, rows: list[list[str]], gender: int) -> Thing:
    """A profession as a man (0) or a woman (1) has it."""

    def noun(cell: str) -> Noun:
        word = cell.split(", ")[gender if ", " in cell else 0]
        return Noun("worker", "mf"[gender], word, word)

    return thing(name, "profession", [[noun(row[i]) for row in rows] for i in COLUMNS])


def share_of_women(name: str) -> float:
    """How often a profession is drawn as a woman: the measurable bias of the world."""
    notes = {entry[1]: entry[2] for entry in entries(nouns.PROFESSIONS)}
    return float(notes[name])
