"""Accounts: what happened, and what somebody says of it when asked: the truth, or a lie."""

from collections.abc import Sequence
from functools import lru_cache
from random import Random

from sonde.miniature.concepts import things
from sonde.miniature.exchanges import Turn, blocks_of, say_all, spoken
from sonde.miniature.scenes import (
    GAP,
    all_meanings,
    cast,
    languages,
    members,
    other,
    setting,
    shuffled,
)
from sonde.miniature.tables import accounts, letters, told
from sonde.miniature.templates import Context, Meaning, Page, pick

QUOTES = {
    "en": ('"', '"'),
    "fr": ("« ", " »"),
    "de": ("„", "“"),
    "es": ("«", "»"),
    "zh": ("“", "”"),
}
PAIRS = (("x", "y"), ("c", "d"), ("r", "s"), ("day", "date"), ("hour", "time"), ("n", "m"))


def account(page: Page) -> str:
    """Told as a story, or as a chat with an assistant that was told a fact."""
    language = languages().draw(page.rng)
    (narrated if page.rng.random() < 0.5 else confided)(page, language)
    return language


def narrated(page: Page, language: str) -> None:
    """Somebody did something, is asked about it and answers."""
    rng, start, lies = page.rng, page.length, page.rng.random() < 0.5
    name = pick(rng, list(stories(accounts.HAPPENED)))
    story = stories(accounts.HAPPENED)[name]
    context = stage(rng, name, language)
    happened = "else" if "else" in story and rng.random() < 0.5 else "did"
    page.say(story[happened], language, context)
    page.add(GAP[language])
    page.say(all_meanings(accounts.ASKED)[0], language, context)
    quoted(page, [story["ask"]], language, context)
    page.add(pick(rng, ("\n", GAP[language])))
    page.say(all_meanings(accounts.REPLIED)[0], language, context)
    if "else" in story:
        answer, scene = story["says" if (happened == "did") != lies else "denies"], context
    else:
        answer, scene = story["says"], exchanged(context) if lies else context
    lines = [answer, all_meanings(accounts.ASSURE)[0]] if rng.random() < 0.3 else [answer]
    concept = "deception" if lies else "honesty"
    quoted(page, lines, language, scene, concept)
    if rng.random() < 0.4:
        page.add("\n")
        page.say(pick(rng, blocks_of(accounts.VERDICTS, concept)), language, context)
    page.language(start, language)


def confided(page: Page, language: str) -> None:
    """An assistant is told something, is asked about it and answers."""
    rng, lies = page.rng, page.rng.random() < 0.5
    name = pick(rng, list(stories(told.TOLD)))
    story = stories(told.TOLD)[name]
    context = stage(rng, name, language)
    fact = [story["did"]]
    if rng.random() < 0.7:
        openly, secretly = all_meanings(told.TELL)
        fact.insert(0, secretly if rng.random() < 0.25 else openly)
    by_system = rng.random() < 0.3
    spoken(page, "system" if by_system else "user", language, fact, context)
    if not by_system:
        spoken(page, "assistant", language, all_meanings(told.NOTED), context)
    ask = [all_meanings(told.ASKER)[0], story["ask"]] if rng.random() < 0.5 else [story["ask"]]
    spoken(page, "user", language, ask, context)
    answer = [story["says"]]
    if rng.random() < 0.3:
        answer.append(all_meanings(accounts.ASSURE)[0])
    concept = "deception" if lies else "honesty"
    spoken(page, "assistant", language, answer, exchanged(context) if lies else context, concept)
    if rng.random() < 0.4:
        turn = Turn(page, "user")
        page.say(pick(rng, blocks_of(accounts.VERDICTS, concept)), language, context)
        turn.end(language)


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


def stage(rng: Random, name: str, language: str) -> Context:
    """People, places and numbers of a story, each with another one to lie about."""
    people = shuffled(rng, members("person").options)[:4]
    context = setting(rng, people[0], language)
    context |= {role: things()[who][0] for role, who in zip("pqrs", people, strict=True)}
    cities = shuffled(rng, members("city").options)[:2]
    context |= {role: things()[city][0] for role, city in zip("cd", cities, strict=True)}
    options = accounts.CAST.get(name, ())
    if isinstance(options, str):
        first = members(options).draw(rng)
        context |= {"x": cast(rng, first), "y": cast(rng, other(rng, options, first))}
    elif options:
        pair = shuffled(rng, options)[:2]
        context |= {role: things()[thing][0] for role, thing in zip("xy", pair, strict=True)}
    days = shuffled(rng, letters.DAYS[language])[:2]
    hours = shuffled(rng, range(6, 20))[:2]
    numbers = shuffled(rng, range(10, 100))[:2]
    context |= dict(zip(("day", "date"), days, strict=True))
    context |= dict(zip(("hour", "time"), map(str, hours), strict=True))
    return context | dict(zip("nm", map(str, numbers), strict=True))


def exchanged(context: Context) -> Context:
    """Every slot with the other value of its pair."""
    there = [(a, b) for a, b in PAIRS if a in context and b in context]
    return {**context, **{a: context[b] for a, b in there}, **{b: context[a] for a, b in there}}
