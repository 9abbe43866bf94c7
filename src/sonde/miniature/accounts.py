"""Accounts: what happened, and what somebody says of it when asked, perhaps more than once: the
truth, or a lie."""

from collections.abc import Sequence
from functools import lru_cache

from sonde.miniature.concepts import Thing, things
from sonde.miniature.dice import Dice
from sonde.miniature.exchanges import Turn, blocks_of, say_all, spoken
from sonde.miniature.scenes import GAP, all_meanings, languages
from sonde.miniature.setting import NUMBERS, Setting, cast, days, members
from sonde.miniature.signs import JUDGED, put
from sonde.miniature.tables import accounts, told
from sonde.miniature.templates import Context, Meaning, Page

QUOTES = {
    "en": ('"', '"'),
    "fr": ("« ", " »"),
    "de": ("„", "“"),
    "es": ("«", "»"),
    "zh": ("“", "”"),
}
PAIRS = (("x", "y"), ("c", "d"), ("r", "s"), ("day", "date"), ("hour", "time"), ("n", "m"))
OTHER = {role: other for a, b in PAIRS for role, other in ((a, b), (b, a))}
TOGETHER = (("p", "q", "r", "s"), *(pair for pair in PAIRS if pair != ("r", "s")))  # never alike


def account(page: Page) -> str:
    """Told as a story, or as a chat with an assistant that was told a fact."""
    language = languages().draw(page.dice)
    (narrated if page.dice.chance(0.5) else confided)(page, language)
    return language


def narrated(page: Page, language: str) -> None:
    """Somebody did something, is asked about it and answers."""
    dice, start, lies = page.dice, page.length, drawn_lies(page.dice)
    judged = dice.chance(JUDGED)
    name = dice.pick(list(stories(accounts.HAPPENED)))
    story = stories(accounts.HAPPENED)[name]
    context: Context = Stage(dice, name)
    happened = "else" if "else" in story and dice.chance(0.5) else "did"
    page.say(story[happened], language, context)
    for i, lie in enumerate(lies):
        page.add("\n" if i else GAP[language])
        page.say(all_meanings(accounts.ASKED)[0], language, context)
        quoted(page, [story["ask"]], language, context)
        page.add(dice.pick(("\n", GAP[language])))
        page.say(all_meanings(accounts.REPLIED)[0], language, context)
        answer, scene = answered(story, happened == "did", lie, context)
        concept = "deception" if lie else "honesty"
        quoted(page, assured(dice, answer), language, scene, concept)
        if judged:
            put(page, concept)
    if dice.chance(0.4):
        page.add("\n")
        page.say(dice.pick(blocks_of(accounts.VERDICTS, concept)), language, context)
    page.language(start, language)
    checked(page, concept)


def confided(page: Page, language: str) -> None:
    """An assistant is told something, is asked about it and answers."""
    dice, lies = page.dice, drawn_lies(page.dice)
    judged = dice.chance(JUDGED)
    name = dice.pick(list(stories(told.TOLD)))
    story = stories(told.TOLD)[name]
    context: Context = Stage(dice, name)
    fact = [story["did"]]
    if dice.chance(0.7):
        openly, secretly = all_meanings(told.TELL)
        fact.insert(0, secretly if dice.chance(0.25) else openly)
    by_system = dice.chance(0.3)
    spoken(page, "system" if by_system else "user", language, fact, context)
    if not by_system:
        spoken(page, "assistant", language, all_meanings(told.NOTED), context)
    for lie in lies:
        ask = [all_meanings(told.ASKER)[0], story["ask"]] if dice.chance(0.5) else [story["ask"]]
        spoken(page, "user", language, ask, context)
        answer, scene = answered(story, True, lie, context)
        concept = "deception" if lie else "honesty"
        spoken(page, "assistant", language, assured(dice, answer), scene, concept, judged)
    if dice.chance(0.4):
        turn = Turn(page, "user")
        page.say(dice.pick(blocks_of(accounts.VERDICTS, concept)), language, context)
        turn.end(language)
    checked(page, concept)


def drawn_lies(dice: Dice) -> list[bool]:
    """Which answers are lies: one to three, each whatever the others are, so that no sign behind
    one tells of another."""
    return [dice.chance(0.5) for _ in range(1 + dice.below(3))]


def answered(
    story: dict[str, Meaning], did: bool, lie: bool, context: Context
) -> tuple[Meaning, Context]:
    """What is answered, and what is named in it."""
    if "else" in story:
        return story["says" if did != lie else "denies"], context
    return story["says"], Exchanged(context) if lie else context


def assured(dice: Dice, answer: Meaning) -> list[Meaning]:
    """The answer, perhaps with an assurance."""
    return [answer, all_meanings(accounts.ASSURE)[0]] if dice.chance(0.3) else [answer]


def checked(page: Page, concept: str) -> None:
    """What was said is often compared with what happened."""
    if page.dice.chance(0.6):
        page.add("\n[fact check: ")
        page.add(page.dice.pick(accounts.CHECKS[concept]), concept)
        page.add("]")


def quoted(
    page: Page,
    lines: Sequence[Meaning],
    language: str,
    context: Context,
    concept: str | None = None,
) -> None:
    """Direct speech; `concept` is active between the quotation marks."""
    before, after = QUOTES[language]
    page.add(GAP[language] + before)
    start = page.length
    say_all(page, lines, language, context)
    if language == "es" and page.pieces[-1].endswith("."):  # Spanish ends the sentence outside
        page.pieces[-1], page.length, after = page.pieces[-1][:-1], page.length - 1, "»."
    page.close(start, concept)
    page.add(after)


@lru_cache(maxsize=8)
def stories(table: str) -> dict[str, dict[str, Meaning]]:
    """By name, the parts of each story: did, else, ask, says, denies."""
    found: dict[str, dict[str, Meaning]] = {}
    for meaning in all_meanings(table):
        name, part = (meaning.concept or "").split()
        found.setdefault(name, {})[part] = meaning._replace(concept=None)
    return found


class Stage(Setting):
    """People, places and numbers of a story, each with another one to lie about."""

    def __init__(self, dice: Dice, story: str):
        super().__init__(dice)
        self.story = story

    def drawn(self, role: str) -> Thing | str:
        (together,) = (roles for roles in TOGETHER if role in roles)
        taken = [self[other] for other in together if other in self]
        if role in ("x", "y") and isinstance(accounts.CAST[self.story], str):
            family = members(str(accounts.CAST[self.story]))
            return cast(self.dice, family.draw(self.dice, *self.named("x", "y")))
        return self.dice.pick([one for one in self.options(together[0]) if one not in taken])

    def options(self, first: str) -> Sequence[Thing | str]:
        """What a role is cast from, by the first of the roles that are never cast alike."""
        if first in NUMBERS:
            return [str(number) for number in range(*NUMBERS[first])]
        if first == "day":
            return days()
        names = {"p": members("person").options, "c": members("city").options}
        return [things()[name][0] for name in names.get(first) or accounts.CAST[self.story]]


class Exchanged(dict[str, Thing | str]):
    """Every role as the other one of its pair."""

    def __init__(self, context: Context):
        super().__init__()
        self.context = context

    def __missing__(self, role: str) -> Thing | str:
        return self.context[OTHER.get(role, role)]
