"""Who and what the sentences of a document can mention. A role is cast when it is first named."""

from functools import lru_cache

from sonde.miniature.concepts import Thing, concepts, share_of_women, things
from sonde.miniature.dice import Dice, Weighted
from sonde.miniature.grammar import FORMS, LANGUAGES, Form
from sonde.miniature.tables import letters, nouns


class Setting(dict[str, Thing | str]):
    """The topic, its facts, two people, a city, a day and numbers, the same in every language.

    Without a topic, x and y are whatever comes up among some topics.
    """

    def __init__(self, dice: Dice, topic: str | None = None, among: Weighted[str] | None = None):
        super().__init__()
        self.dice, self.topic, self.among = dice, topic, among

    def __missing__(self, role: str) -> Thing | str:
        self[role] = found = self.drawn(role)
        return found

    def drawn(self, role: str) -> Thing | str:
        known = facts().get(self.topic or "", {})
        if role in known:
            return self.fact(role, known[role])
        if role in ("p", "q"):
            return things()[members("person").draw(self.dice, *self.named("p", "q"))][0]
        if role == "c":
            city = city_of(self.topic) or members("city").draw(self.dice, *self.named())
            return things()[city][0]
        if role == "day":
            return self.dice.pick(days())
        if role in NUMBERS:
            low, high = NUMBERS[role]
            return str(low + self.dice.below(high - low))
        return self.spoken_of(role)

    def fact(self, role: str, value: str) -> Thing | str:
        """A fact of the topic: a thing or a plain text. A job is as its person is, she or he."""
        if role == "job":
            return things()[value][things()[self.topic or ""][0].genders["en"]]
        return cast(self.dice, value) if value in things() else value

    def spoken_of(self, role: str) -> Thing:
        if role == "x" and self.topic is None and self.among:
            self.topic = self.among.draw(self.dice, *self.named(*self))
        if role == "x" and self.topic in things():
            return cast(self.dice, self.topic)
        if role == "y" and self.among:
            return cast(self.dice, self.among.draw(self.dice))
        raise KeyError(role)

    def named(self, *roles: str) -> list[str]:
        """The topic, and the concepts of those roles that are cast already."""
        found = [self[role] for role in roles if role in self]
        concepts_of = [thing.concept for thing in found if isinstance(thing, Thing)]
        return [*concepts_of, self.topic] if self.topic else concepts_of


NUMBERS = {"hour": (6, 13), "n": (10, 100)}  # role: the lowest, and one past the highest


def city_of(topic: str | None) -> str | None:
    """Where a landmark or a district is."""
    concept = concepts().get(topic or "")
    return concept.parent if concept and concept.kind in ("landmark", "district") else None


@lru_cache(maxsize=1)
def days() -> tuple[Thing, ...]:
    """The weekdays. They are no concepts."""
    return tuple(
        Thing(
            "",
            "day",
            dict.fromkeys(LANGUAGES, 0),
            {lang: (dict.fromkeys(FORMS, Form("", letters.DAYS[lang][i])),) for lang in LANGUAGES},
        )
        for i in range(len(letters.DAYS["en"]))
    )


def cast(dice: Dice, name: str) -> Thing:
    """The thing of a concept; a profession is a woman as often as its table says."""
    options = things()[name]
    return options[0] if len(options) == 1 else options[dice.chance(women()[name])]


@lru_cache(maxsize=1)
def women() -> dict[str, float]:
    return {name: share_of_women(name) for name in things() if len(things()[name]) > 1}


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
