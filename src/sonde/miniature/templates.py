"""Sentences with slots: compiled once, then written into a document with their concepts' spans."""

import re
from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from sonde.miniature.concepts import LANGUAGE_CONCEPTS, Thing
from sonde.miniature.dice import Dice
from sonde.miniature.grammar import LANGUAGES, Form, spelt_before
from sonde.miniature.images import Picture


class Span(NamedTuple):
    """Where a concept is active in a text."""

    start: int  # first character
    end: int  # one past the last
    concept: str
    about: bool = False  # the text tells of it without naming it


class Slot(NamedTuple):
    role: str
    form: str
    capital: bool


class Switch(NamedTuple):
    role: str
    options: tuple[str, ...]  # by the gender of the role


class Mention(NamedTuple):
    """A name about to be written."""

    slot: Slot
    language: str
    thing: Thing


Part = str | Slot | Switch
Context = Mapping[str, Thing | str]


class Meaning(NamedTuple):
    """One thing to say, and the ways to say it in every language."""

    concept: str | None  # active over the whole sentence
    lines: dict[str, tuple[tuple[Part, ...], ...]]
    about: bool = False  # the sentence tells of the concept rather than being one


def meanings(table: str) -> list[Meaning]:
    """The blocks of a sentence table."""
    return [block(text) for text in re.split(r"\n\s*\n", table.strip())]


def block(text: str) -> Meaning:
    concept = None
    lines: dict[str, list[tuple[Part, ...]]] = {language: [] for language in LANGUAGES}
    for line in text.splitlines():
        head, _, rest = line.partition(" ")
        if head == "#":
            concept = rest
        else:
            lines[head].append(compiled(rest))
    return Meaning(concept, {language: tuple(ways) for language, ways in lines.items()})


def compiled(text: str) -> tuple[Part, ...]:
    """The literal texts, slots and switches of a line."""
    pieces = re.split(r"(\{[^}]*\}|\[[^\]]*\]|<[^>]*>)", text.replace(" / ", "\n"))
    return tuple(part(piece) for piece in pieces if piece)


def part(piece: str) -> Part:
    if piece[0] == "[" and "|" in piece:
        return Switch("x", tuple(piece[1:-1].split("|")))
    if piece[0] == "<" and "|" in piece:
        return Switch("p", tuple(piece[1:-1].split("|")))
    if piece[0] == "{":
        role, _, form = piece[1:-1].partition(":")
        return Slot(role.lower(), form or "the", role[0].isupper())
    return piece


class Page:
    """A document being written."""

    def __init__(self, dice: Dice):
        self.dice = dice
        self.pieces: list[str] = []
        self.length = 0
        self.spans: list[Span] = []
        self.pictures: list[Picture] = []  # in the order of their placeholders
        self.foreign: list[tuple[int, int, str | None]] = []  # borrowed: start, end, language
        self.instead: Callable[[Mention], bool] | None = (
            None  # writes a noun in its own way, or not
        )
        self.rows: dict[str, list[int]] | None = None  # where it translates: each concept's names

    def add(self, text: str, concept: str | None = None) -> None:
        """Text, all of it about `concept`."""
        if concept and text:
            self.spans.append(Span(self.length, self.length + len(text), concept))
        self.pieces.append(text)
        self.length += len(text)

    def close(self, start: int, concept: str | None, about: bool = False) -> None:
        """Everything written since `start` is of `concept`, or only tells about it."""
        if concept and self.length > start:
            self.spans.append(Span(start, self.length, concept, about))

    def mark(self, start: int, end: int, concept: str) -> None:
        """Characters start..end are about `concept`."""
        self.spans.append(Span(start, end, concept))

    def since(self, start: int) -> str:
        """What was written from character `start` on, where a piece begins."""
        n_pieces, length = len(self.pieces), self.length
        while length > start:
            n_pieces -= 1
            length -= len(self.pieces[n_pieces])
        return "".join(self.pieces[n_pieces:])

    def say(self, meaning: Meaning, language: str, context: Context) -> None:
        """One sentence in one of its wordings."""
        start = self.length
        ways = meaning.lines[language]
        parts = ways[0] if len(ways) == 1 else self.dice.pick(ways)
        for item in parts:
            if isinstance(item, str):
                self.pieces.append(item)
                self.length += len(item)
            elif isinstance(item, Slot):
                self.fill(item, language, context[item.role])
            else:
                self.add(item.options[gender(context[item.role], language)])
        self.close(start, meaning.concept, meaning.about)

    def fill(self, slot: Slot, language: str, thing: Thing | str) -> None:
        """A slot with one of the thing's names; the span covers the name, not its article."""
        if isinstance(thing, str):
            self.add(thing)
            return
        if self.instead and self.instead(Mention(slot, language, thing)):
            return
        names = [name[slot.form] for name in thing.names[language]]
        self.name(self.one_of(names, thing.concept), Mention(slot, language, thing))

    def name(self, form: Form, of: Mention) -> None:
        """One form of a name, in its place in a sentence."""
        before, noun, after = form
        if of.slot.capital:
            before, noun = (before[0].upper() + before[1:], noun) if before else ("", upper(noun))
        if before:
            self.word(before, of.language)
        self.word(noun, of.language, of.thing.concept)
        if after:
            self.add(after)

    def one_of(self, names: Sequence[Form], concept: str) -> Form:
        """One of the names of a concept; where the page translates, the same in all languages."""
        if len(names) == 1:
            return names[0]
        if self.rows is None:
            return self.dice.pick(names)
        left = self.rows.get(concept, range(len(names)))  # those that were spelt alike till now
        name = self.dice.pick([names[i] for i in left])
        self.rows[concept] = [i for i in left if names[i] == name]
        return name

    def word(self, text: str, language: str, concept: str | None = None) -> None:
        """A word of a sentence, and what stands before it as it is spelt there."""
        if self.pieces:
            spelt = spelt_before(text, self.pieces[-1], language)
            self.length += len(spelt) - len(self.pieces[-1])
            self.pieces[-1] = spelt
        self.add(text, concept)

    def language(self, start: int, language: str) -> None:
        """Everything since `start` is in a language, but for borrowed nouns, and for pictures,
        which are in none."""
        for begin, end, other in [*self.foreign, (self.length, self.length, None)]:
            if start < begin:
                self.mark(start, begin, LANGUAGE_CONCEPTS[language])
            if other:
                self.mark(begin, end, LANGUAGE_CONCEPTS[other])
            start = end
        self.foreign.clear()

    @property
    def text(self) -> str:
        return "".join(self.pieces)


def always(meaning: Meaning, role: str) -> bool:
    """Whether a meaning names a role in every language and wording."""
    ways = [way for ways in meaning.lines.values() for way in ways]
    return all(any(isinstance(part, Slot) and part.role == role for part in way) for way in ways)


def upper(word: str) -> str:
    return word[0].upper() + word[1:]


def gender(thing: Thing | str, language: str) -> int:
    return 0 if isinstance(thing, str) else thing.genders[language]
