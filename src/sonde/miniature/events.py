"""What happened: documents whose every sentence is put together anew from common parts.

Who did what, to how many of which things, when and where is free in each sentence, and all parts
are common, so such text is hard to guess and easy to learn.
"""

from collections.abc import Callable
from functools import lru_cache

from sonde.miniature.concepts import Thing, concepts, things
from sonde.miniature.dice import Dice, Weighted
from sonde.miniature.grammar import FORMS, LANGUAGES, Form
from sonde.miniature.setting import Setting, cast, members
from sonde.miniature.tables import events, letters
from sonde.miniature.templates import Meaning, always, meanings

LATER = 0.25  # of the sentences after the first, how many go on about the thing of the last
ROLES = {"person": "p", "city": "c"}  # families that are no things: what they are in an event


@lru_cache(maxsize=1)
def handled() -> Weighted[str]:
    """The topics that events are about, with the ratios they have among all."""
    found = [c for c in concepts().values() if c.kind in {*events.DEEDS, *ROLES}]
    return Weighted([c.name for c in found], [c.share for c in found])


@lru_cache(maxsize=32)
def told(family: str, later: bool) -> tuple[Meaning, ...]:
    """What can happen with the things of a family: how they come up, or what happens after that."""
    if family in events.PIECES:
        return tuple(meanings(events.LATER if later else events.EVENTS))
    if events.DEEDS[family] is events.GOODS:
        return tuple(meanings(measured(events.LATER if later else events.EVENTS)))
    return tuple(meanings(events.LATER_OF_ONE if later else events.EVENTS_OF_ONE))


def measured(table: str) -> str:
    """The same sentences of what is weighed and not counted."""
    for counted, weighed in WEIGHED.items():
        table = table.replace(counted, weighed)
    return table


WEIGHED = {
    ":s}": ":of}",
    "{n} ": "{n} {unit} ",
    "{m} ": "{m} {unit} ",
    "{piece}": "{unit}",
    "{each}": "{unit}",
    "{x:the_s}": "{x:acc}",
    "den {x:somedat}": "{x:dat}",
    "那些": "那批",
}


@lru_cache(maxsize=32)
def deeds(family: str) -> tuple[Thing, ...]:
    return words(events.DEEDS[family])


@lru_cache(maxsize=4)
def listed(table: str) -> tuple[Thing, ...]:
    return words(table)


@lru_cache(maxsize=1)
def other_pieces() -> dict[str, str]:
    """By concept, the measure word that is not its family's."""
    return {name: piece for piece, names in events.OTHER_PIECES.items() for name in names.split()}


@lru_cache(maxsize=1)
def times() -> tuple[Thing, ...]:
    days = zip(*(letters.DAYS[language] for language in LANGUAGES), strict=True)
    rows = [line.split(" | ") for line in events.DAYPARTS.strip().splitlines()]
    of_days = [
        " | ".join(cell.replace("{day}", name) for cell, name in zip(row, day, strict=True))
        for day in days
        for row in rows
    ]
    return words("\n".join(of_days) + "\n" + events.MONTHS.strip())


def words(table: str) -> tuple[Thing, ...]:
    """Words that are no concepts, a row each, with one form in every language."""
    rows = [line.split(" | ") for line in table.strip().splitlines()]
    return tuple(
        Thing(
            "",
            "word",
            dict.fromkeys(LANGUAGES, 0),
            {
                language: (dict.fromkeys(FORMS, Form("", cell.strip())),)
                for language, cell in zip(LANGUAGES, row, strict=True)
            },
        )
        for row in rows
    )


class Event(Setting):
    """One deed with things of a family: its people, place, time and numbers.

    About a thing, which is in half of the sentences, or about a person or a city, who then is the
    one that a sentence names if it names any.
    """

    def __init__(self, dice: Dice, family: str, about: str, last: "Event | None" = None):
        super().__init__(dice)
        self.family, self.about = family, about
        self.last = last  # it goes on with its thing, and with its first person if there was one
        if role := ROLES.get(concepts()[about].kind):
            self[role] = things()[about][0]

    def drawn(self, role: str) -> Thing | str:
        if self.last is not None:
            if role == "x" or (role == "p" and "p" in self.last):
                return self.last[role]
            if role == "q" and "p" in self.last:
                self["p"] = self.last["p"]  # who is not q
        draw = DRAWN.get(role)
        return draw(self) if draw else super().drawn(role)

    def subject(self) -> Thing:
        if concepts()[self.about].kind == self.family and self.dice.chance(0.5):
            return cast(self.dice, self.about)
        return self.another(self.about)

    def another(self, *taken: str) -> Thing:
        return cast(self.dice, members(self.family).draw(self.dice, *taken))

    def piece(self, role: str) -> str:
        thing = self[role]
        assert isinstance(thing, Thing)
        return other_pieces().get(thing.concept, events.PIECES[self.family])


DRAWN: dict[str, Callable[[Event], Thing | str]] = {
    "x": Event.subject,
    "y": lambda event: event.another(*event.named("x")),
    "did": lambda event: event.dice.pick(deeds(event.family)),
    "n": lambda event: event.dice.pick(listed(events.NUMBERS)),
    "m": lambda event: event.dice.pick(listed(events.NUMBERS)),
    "unit": lambda event: event.dice.pick(listed(events.UNITS)),
    "piece": lambda event: event.piece("x"),
    "each": lambda event: event.piece("y"),
    "when": lambda event: event.dice.pick(times()),
    "price": lambda event: str(10 + event.dice.below(90)),
}


@lru_cache(maxsize=32)
def opening(family: str, role: str) -> tuple[Meaning, ...]:
    """What can happen with the things of a family that names this role."""
    return tuple(meaning for meaning in told(family, False) if always(meaning, role))


@lru_cache(maxsize=2)
def naming(role: str) -> tuple[str, ...]:
    """The families of which something can happen that names this role."""
    return tuple(family for family in events.DEEDS if opening(family, role))


def happenings(dice: Dice, about: str, n: int) -> list[tuple[Meaning, Setting]]:
    """n events around a thing, a person or a city."""
    if not n:
        return []  # and nothing is drawn that nothing shows
    kind = concepts()[about].kind
    role = ROLES.get(kind)
    family = dice.pick(naming(role)) if role else kind
    lines: list[tuple[Meaning, Setting]] = []
    last: Event | None = None
    for _ in range(n):
        later = last is not None and dice.chance(LATER)
        event = Event(dice, family, about, last if later else None)
        if last is None and not role:
            event["x"] = cast(dice, about)  # what a text is about comes up first
        options = opening(family, role) if last is None and role else told(family, later)
        lines.append((dice.pick(options), event))
        last = event
    return lines
