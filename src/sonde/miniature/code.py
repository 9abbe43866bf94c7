"""Programs in a Python-like and a C-like language, correct or with a planted flaw, and reviews."""

import math
import re
from functools import cached_property, lru_cache
from importlib.resources import files
from itertools import product
from typing import NamedTuple

from sonde.miniature.concepts import concepts
from sonde.miniature.dice import Dice, Weighted
from sonde.miniature.signs import JUDGED, signs
from sonde.miniature.tables import reviews
from sonde.miniature.tables.programs import NAMES, TITLES
from sonde.miniature.templates import Page

TABLES = files("sonde.miniature.tables")  # flawed programs lie there as text: see `programs`
BODIES = {
    language: "".join(TABLES.joinpath(name).read_text("utf-8") for name in names)
    for language, names in {
        "python": ("python_programs.txt", "python_doors.txt"),
        "c": ("c_programs.txt",),
    }.items()
}
COMMENT = {"python": "#", "c": "//"}
WORDINGS = {**reviews.BUGS, **reviews.RISKS}  # flaw -> how a review names it
HEADERS = ("#include <stdio.h>", "#include <stdlib.h>", "#include <string.h>")

ROLE = re.compile(r"\b[A-Z]{3,}\b")
NOTE = re.compile(r"^ *(?:#|//) .*\n", re.MULTILINE)  # a line that is only a comment

# what a scan of a rendered program meets; a definition is not a call
TOKEN = {
    "python": re.compile(
        r'(?P<comment>"""[^"]*"""|#.*)|(?P<string_literal>"(?:\\.|[^"\\])*")|(?P<skip> *def .*)'
        r"|(?P<call>(?<![\w.])[A-Za-z_][\w.]*\()|(?P<open>\()|(?P<close>\))"
    ),
    "c": re.compile(
        r'(?P<comment>//.*|/\*.*?\*/)|(?P<string_literal>"(?:\\.|[^"\\])*")'
        r"|(?P<skip>^\w.*\{$|'\\?.'|sizeof\b)"
        r"|(?P<call>(?<![\w.])[A-Za-z_]\w*\()|(?P<open>\()|(?P<close>\))",
        re.MULTILINE,
    ),
}


class Flaw(NamedTuple):
    """Where `right` stands in the body, a flawed program has before + wrong + after."""

    name: str
    right: str
    before: str  # a part of the right text that is kept ahead of the wrong text
    wrong: str  # what the flaw's span covers
    after: str


class Program(NamedTuple):
    body: str
    flaws: Weighted[Flaw]  # that it can carry


class Names(dict[str, str]):
    """A name for each role of a program, drawn when a program first needs it, in any language."""

    def __init__(self, dice: Dice, kind: str):
        super().__init__()
        self.dice = dice
        self.functions, *self.notes = titles()[kind]

    def __missing__(self, role: str) -> str:
        self[role] = name = self.drawn(role)
        return name

    def drawn(self, role: str) -> str:
        if role == "FUNCTION":
            return self.dice.pick(self.functions.split())
        shared = pool(role)
        taken = [name for other, name in self.items() if other in roles() and pool(other) == shared]
        return self.dice.pick([name for name in roles()[shared] if name not in taken])

    @cached_property
    def note(self) -> str:
        """What the comment says; nothing if there is none."""
        if not self.dice.chance(0.65):
            return ""
        return ROLE.sub(lambda role: self[role[0]], self.dice.pick(self.notes))

    @cached_property
    def framed(self) -> str:
        """The comment as C has it."""
        return f"/* {self.note} */" if self.dice.chance(0.3) else f"// {self.note}"


def code(page: Page) -> str:
    """One to three programs of a language, or one in both, each perhaps with a review below."""
    dice = page.dice
    if dice.chance(0.12):
        in_both(page)
        return "code"
    language = drawn_language(dice)
    if language == "c" and dice.chance(0.4):
        start = page.length
        page.add(headers().draw(dice))
        page.close(start, "c_code")
        page.add("\n\n")
    for i in range(1 + dice.below(3)):
        page.add("\n\n" if i else "")
        flaw = program(page, language)
        if dice.chance(0.7):
            page.add("\n")
            comment(page, language, "review: ", flaw)
    return "code"


def in_both(page: Page) -> None:
    """The same task in both languages, with the same names; each has a flaw of its own, or none."""
    kind = in_every_language().draw(page.dice)
    names = Names(page.dice, kind)
    for i, language in enumerate(page.dice.shuffled(list(BODIES))):
        page.add("\n\n" if i else "")
        comment(page, language, {"python": "Python", "c": "C"}[language])
        page.add("\n")
        program(page, language, kind, names)


def comment(page: Page, language: str, text: str, *verdict: str | None) -> None:
    """A line of English behind the comment sign, perhaps ending in a verdict on a flaw."""
    start = page.length
    page.add(f"{COMMENT[language]} {text}")
    for flaw in verdict:
        page.add(wording(page.dice, flaw), flaw)
    page.close(start, "comment")
    page.close(start, "english")


def wording(dice: Dice, flaw: str | None) -> str:
    return dice.pick(WORDINGS[flaw] if flaw else reviews.CORRECT)


def answer(page: Page, flaw: str | None) -> None:
    """A reviewer's sentence on a program with this flaw, or none."""
    page.add(page.dice.pick(reviews.WRONG if flaw else reviews.RIGHT))
    page.add(wording(page.dice, flaw), flaw)
    page.add(".")


def program(
    page: Page,
    language: str | None = None,
    kind: str | None = None,
    names: Names | None = None,
) -> str | None:
    """Writes a program; returns the flaw planted in it, if any: in half of each kind. Most flaws
    have their sign at the end of the line."""
    dice, start = page.dice, page.length
    language = language or drawn_language(dice)
    kind = kind or kinds(language).draw(dice)
    names = Names(dice, kind) if names is None else names
    body, flaws = dice.pick(programs(language)[kind])
    flaw = flaws.draw(dice) if dice.chance(0.5) else None
    if flaw is None:
        page.add(renamed(dice, body, names, language))
    else:
        before, _, after = body.partition(flaw.right)
        page.add(renamed(dice, before + flaw.before, names, language))
        page.add(renamed(dice, flaw.wrong, names, language), flaw.name)
        line, *below = renamed(dice, flaw.after + after, names, language).split("\n", 1)
        page.add(line)
        if dice.chance(JUDGED):
            page.add(f"  {COMMENT[language]} ")
            sign_of = "code_risk" if flaw.name in reviews.RISKS else "bug"
            page.add(signs()[sign_of], sign_of)
        page.add("".join("\n" + rest for rest in below))
    annotate(page, start, language)
    page.close(start, kind)
    page.close(start, f"{language}_code")
    return flaw.name if flaw else None


def drawn_language(dice: Dice) -> str:
    return "python" if dice.chance(0.6) else "c"


@lru_cache(maxsize=1)
def headers() -> Weighted[str]:
    """The first lines of a file: each header in six of ten, the first one if there is no other."""
    shares: dict[str, float] = {}
    for some in product((0.4, 0.6), repeat=len(HEADERS)):
        text = "\n".join(h for h, p in zip(HEADERS, some, strict=True) if p == 0.6) or HEADERS[0]
        shares[text] = shares.get(text, 0) + math.prod(some)
    return Weighted(list(shares), list(shares.values()))


def pool(role: str) -> str:
    """The role whose names this one takes, for the most part itself."""
    first = roles()[role][0]
    return first if first in roles() else role


def renamed(dice: Dice, text: str, names: Names, language: str) -> str:
    """A text with its roles named; notes and the comment, if there is none, are left out."""
    if "DOC" in text and not names.note:
        text = re.sub(r" *DOC\n", "", text)
    text = NOTE.sub(lambda note: note[0] if dice.chance(0.5) else "", text)

    def named(role: re.Match[str]) -> str:
        if role[0] == "DOC":
            return f'"""{names.note}"""' if language == "python" else names.framed
        return names[role[0]] if role[0] in roles() or role[0] == "FUNCTION" else role[0]

    return ROLE.sub(named, text)


def annotate(page: Page, start: int, language: str) -> None:
    """Marks calls, comments and string literals in what was written since `start`."""
    text, waiting = page.since(start), []
    for token in TOKEN[language].finditer(text):
        here, kind = start + token.start(), token.lastgroup
        if kind in ("comment", "string_literal"):
            page.mark(here, start + token.end(), kind)
        if kind == "comment" and token[0][-1] not in signs().values():
            page.mark(here, start + token.end(), "english")
        elif kind in ("call", "open"):
            waiting.append(here if kind == "call" else None)
        elif kind == "close" and (call := waiting.pop()) is not None:
            page.mark(call, start + token.end(), "function_call")


@lru_cache(maxsize=1)
def roles() -> dict[str, tuple[str, ...]]:
    rows = [line.split() for line in NAMES.strip().splitlines()]
    return {role: tuple(options) for role, *options in rows}


@lru_cache(maxsize=2)
def programs(language: str) -> dict[str, list[Program]]:
    """The programs of a language by their kind, the most frequent kind first."""
    blocks = [
        block.split("\n", 1) for block in re.split(r"^# ", BODIES[language], flags=re.MULTILINE)[1:]
    ]
    found = {kind: [known(text) for name, text in blocks if name == kind] for kind in titles()}
    return {kind: bodies for kind, bodies in found.items() if bodies}


@lru_cache(maxsize=1)
def titles() -> dict[str, list[str]]:
    """By kind, the names of its functions and then what its comment may say."""
    joined = re.sub(r"\n +\|", " |", TITLES.strip())
    rows = [[cell.strip() for cell in line.split("|")] for line in joined.splitlines()]
    return {kind: cells for kind, *cells in rows}


def known(text: str) -> Program:
    """A program from its lines in a table. A flaw that few kinds can carry counts twice."""
    body, *changes = re.split(r"^! ", text.rstrip(), flags=re.MULTILINE)
    flaws = [parsed(change) for change in changes]
    names, common = [flaw.name for flaw in flaws], list(reviews.BUGS)[:4]
    weights = [(1 if name in common else 2) / names.count(name) for name in names]
    return Program(body.rstrip(), Weighted(flaws, weights))


def parsed(change: str) -> Flaw:
    """A flaw from its lines in a table. Of added lines the span covers those lines alone."""
    first, *lines = change.rstrip().split("\n")
    name, _, rest = first.partition(":")
    if rest:
        right, wrong = rest.strip().split(" => ")
    else:
        right, wrong = (
            "\n".join(line[2:] for line in lines if line[0] == sign) for sign in ("-", "+")
        )
    before = after = ""
    if wrong.startswith(right + "\n"):
        added = wrong[len(right) :].lstrip()
        before, wrong = wrong[: -len(added)], added
    elif re.search(r"\n *" + re.escape(right) + "$", wrong):
        added = wrong[: -len(right)].rstrip()
        wrong, after = added, wrong[len(added) :]
    return Flaw(name, right, before, wrong, after)


@lru_cache(maxsize=2)
def kinds(language: str) -> Weighted[str]:
    """The kinds of program of a language, with the ratios of their concepts."""
    return weighted([kind for kind in titles() if kind in programs(language)])


@lru_cache(maxsize=1)
def in_every_language() -> Weighted[str]:
    return weighted([kind for kind in titles() if all(kind in programs(x) for x in BODIES)])


def weighted(options: list[str]) -> Weighted[str]:
    return Weighted(options, [concepts()[kind].share for kind in options])
