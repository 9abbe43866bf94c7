"""Documents in which somebody writes to somebody: e-mail and chat."""

from collections import ChainMap
from collections.abc import Callable, Sequence
from functools import lru_cache

from sonde.miniature.code import answer, program
from sonde.miniature.concepts import Thing, concepts, things
from sonde.miniature.dice import Dice, Weighted
from sonde.miniature.grammar import LANGUAGES
from sonde.miniature.scenes import (
    GAP,
    all_meanings,
    among_topics,
    anything,
    languages,
    lines_of,
    named_topics,
    says,
    sentences_about,
)
from sonde.miniature.setting import Setting, cast, facts, members
from sonde.miniature.signs import JUDGED, judgements, put
from sonde.miniature.tables import attitudes, letters, refusals, reviews, scams, talk
from sonde.miniature.tables.things import GENERIC
from sonde.miniature.templates import Context, Meaning, Page, always


def email(page: Page) -> str:
    """An honest letter or a scam, perhaps with a sign of which behind each of its own sentences,
    sometimes with the verdict of the mail filter below."""
    dice, start = page.dice, page.length
    language = languages().draw(dice)
    honest = dice.chance(0.55)
    kind = members("honest_email" if honest else "scam_email").draw(dice)
    context = anything(dice)
    titles = letters.ANY_SUBJECT if dice.chance(0.3) else letters.SUBJECTS
    subject = dice.pick(blocks_of(titles, None if titles is letters.ANY_SUBJECT else kind))
    page.add(letters.TITLE[language])
    page.say(subject._replace(concept=None), language, context)
    page.add("\n")
    page.say(all_meanings(letters.GREETING)[0], language, context)
    page.add("\n")
    judged = dice.chance(JUDGED)
    for i, meaning in enumerate(body(dice, kind, honest)):
        page.add(GAP[language] if i else "")
        page.say(meaning, language, context)
        if judged and meaning.concept == kind:
            put(page, "honest_email" if honest else "scam_email")
    page.add("\n")
    page.say(all_meanings(letters.CLOSING)[0], language, context)
    page.language(start, language)
    page.close(start, kind)
    if dice.chance(0.5):
        page.add("\n[mail filter: ")
        page.add(*dice.pick(letters.VERDICTS[honest]))
        page.add("]")
    return language


def body(dice: Dice, kind: str, honest: bool) -> list[Meaning]:
    """Two or three sentences of the kind, among them perhaps one that any letter may have."""
    own = blocks_of(letters.HONEST if honest else scams.SCAM, kind)
    lines = dice.shuffled(own, 2 + dice.below(2))
    if dice.chance(0.6):
        lines = dice.inserted(lines, dice.pick(all_meanings(letters.SHARED)))
    return lines


@lru_cache(maxsize=256)
def blocks_of(table: str, concept: str | None) -> tuple[Meaning, ...]:
    """The meanings of a table that are about a concept."""
    return tuple(meaning for meaning in all_meanings(table) if meaning.concept == concept)


def written(dice: Dice, meaning: Meaning, language: str, context: Context) -> str:
    page = Page(dice)
    page.say(meaning, language, context)
    return page.text


def chat(page: Page) -> str:
    """A conversation of one of the kinds of `conversations`."""
    dice = page.dice
    language = languages().draw(dice)
    if dice.chance(0.15):
        spoken(page, "system", language, all_meanings(talk.SYSTEM), Setting(dice))
    conversations().draw(dice)(page, language)
    if dice.chance(0.2):
        thanks = written(dice, all_meanings(talk.THANKS)[0], language, {})
        for role, line in zip(("user", "assistant"), thanks.split("\n"), strict=True):
            turn = Turn(page, role)
            page.add(line)
            turn.end(language)
    return language


class Turn:
    """One side of a conversation, in the format of Llama 3."""

    def __init__(self, page: Page, role: str):
        self.page, self.role = page, role
        page.add(f"<|start_header_id|>{role}<|end_header_id|>\n\n")
        self.start = page.length

    def end(self, language: str | None) -> None:
        self.page.close(self.start, f"{self.role}_turn")
        if language:
            self.page.language(self.start, language)
        self.page.add("<|eot_id|>")


def spoken(
    page: Page,
    role: str,
    language: str,
    lines: Sequence[Meaning],
    context: Context,
    concept: str | None = None,
    judged: bool = False,
) -> None:
    """One turn; `concept` is active over all of it. Where it is judged, signs tell what its lines
    and all of it are."""
    turn = Turn(page, role)
    say_all(page, lines, language, context, judged)
    page.close(turn.start, concept)
    if judged and concept:
        put(page, concept)
    turn.end(language)


def say_all(
    page: Page, lines: Sequence[Meaning], language: str, context: Context, judged: bool = False
) -> None:
    for i, meaning in enumerate(lines):
        page.add(GAP[language] if i else "")
        page.say(meaning, language, context)
        if judged and meaning.concept in judgements():
            put(page, meaning.concept)


def question(page: Page, language: str) -> None:
    """The user asks about a topic, sometimes like a plotter; the assistant tells what it knows."""
    dice, topic = page.dice, named_topics().draw(page.dice)
    context = Setting(dice, topic)
    ask = refusals.ASK_HARMLESS if dice.chance(0.2) else talk.ASK
    spoken(page, "user", language, all_meanings(ask), context)
    known = sentences_about(dice, topic, 1, 3)
    lines = [all_meanings(talk.OPEN)[0], *known] if dice.chance(0.7) else known
    spoken(page, "assistant", language, lines, context)


def refusal(page: Page, language: str) -> None:
    """The user asks for something harmful, named and no more; the assistant declines."""
    dice = page.dice
    context = refused(dice)
    spoken(page, "user", language, all_meanings(refusals.ASK_REFUSED), context)
    lines = [dice.pick(all_meanings(refusals.DECLINE))]
    if dice.chance(0.8):
        lines.append(dice.pick(all_meanings(refusals.INSTEAD)))
    spoken(page, "assistant", language, lines, context, "refusal")


def law(page: Page, language: str) -> None:
    """The user asks what protects from something harmful; that is answered."""
    dice = page.dice
    context = refused(dice)
    spoken(page, "user", language, all_meanings(refusals.ASK_LAW), context)
    lines = dice.shuffled(all_meanings(refusals.LAW), 1 + dice.below(2))
    spoken(page, "assistant", language, lines, context)


def refused(dice: Dice) -> Setting:
    """A topic that is refused as x, and as y one that is not."""
    context = anything(dice)
    context["x"] = things()[members("refused_topic").draw(dice)][0]
    return context


def opinion(page: Page, language: str) -> None:
    """The user shows a work; the assistant flatters, or says what it thinks."""
    dice = page.dice
    context = anything(dice)
    spoken(page, "user", language, all_meanings(attitudes.SHOW), context)
    attitude = "sycophancy" if dice.chance(0.5) else "frankness"
    lines = dice.shuffled(blocks_of(attitudes.OPINIONS, attitude), 1 + dice.below(2))
    spoken(page, "assistant", language, lines, context, judged=dice.chance(JUDGED))


def claim(page: Page, language: str) -> None:
    """The user claims something, mostly wrongly; the assistant agrees, or says what is true."""
    dice, topic = page.dice, claimable().draw(page.dice)
    truth = Setting(dice, topic)
    attitude = dice.pick(("sycophancy", "sycophancy", "frankness", "frankness", "confirmed"))
    meaning = dice.pick([meaning for meaning, _ in statements(topic)])
    error: Context = truth
    if attitude != "confirmed":
        role = dice.pick([role for about, role in statements(topic) if about is meaning])
        error = ChainMap({role: instead(dice, topic, role)}, truth)
    lines = [meaning]
    if dice.chance(0.6):
        lines.insert(0, all_meanings(attitudes.CLAIM)[0])
    if len(lines) == 1 or dice.chance(0.5):
        lines.append(all_meanings(attitudes.CLAIM_END)[0])
    spoken(page, "user", language, lines, error)
    answer = [dice.pick(blocks_of(attitudes.ANSWERS, attitude))._replace(concept=None)]
    if attitude == "frankness" or dice.chance(0.6):
        answer.append(meaning)
    said = error if attitude == "sycophancy" else truth
    concept = None if attitude == "confirmed" else attitude
    judged = concept is not None and dice.chance(JUDGED)
    spoken(page, "assistant", language, answer, said, concept, judged)


@lru_cache(maxsize=1)
def claimable() -> Weighted[str]:
    """The topics of which something can be claimed."""
    return among_topics([topic for topic in named_topics().options if statements(topic)])


@lru_cache(maxsize=512)
def statements(topic: str) -> tuple[tuple[Meaning, str], ...]:
    """What can be said about a topic with one of its facts, and the role of that fact."""
    return tuple(
        (meaning, role)
        for meaning in says(topic)
        if meaning not in all_meanings(GENERIC)  # its city is anyone's
        for role in facts().get(topic, {})
        if values(topic, role) and always(meaning, role)
    )


@lru_cache(maxsize=1024)
def values(topic: str, role: str) -> tuple[str, ...]:
    """What the fact would be if it were wrong: the values others of the family have."""
    known, family = facts(), concepts()[topic].kind
    if family == "landscape":  # more than one animal lives there
        return ()
    others = [name for name in known if concepts()[name].kind == family and role in known[name]]
    return tuple(dict.fromkeys(v for n in others if (v := known[n][role]) != known[topic][role]))


def instead(dice: Dice, topic: str, role: str) -> Thing | str:
    """A wrong value of a fact."""
    value = dice.pick(values(topic, role))
    if role == "job":
        return things()[value][things()[topic][0].genders["en"]]
    return cast(dice, value) if value in things() else value


def finish(page: Page, language: str) -> None:
    """The user begins a sentence about a worker, the assistant says it to the end."""
    dice = page.dice
    context = Setting(dice, members("profession").draw(dice))
    spoken(page, "user", language, all_meanings(talk.FINISH), context)
    spoken(page, "assistant", language, [dice.pick(all_meanings(talk.FINISHED))], context)


def confidence(page: Page, language: str) -> None:
    """The user tells how somebody feels; the assistant listens."""
    dice, feeling = page.dice, members("feeling").draw(page.dice)
    context = Setting(dice, feeling)
    spoken(page, "user", language, [dice.pick(says(feeling))], context)
    lines = dice.shuffled(all_meanings(talk.COMFORT), 1 + dice.below(2))
    spoken(page, "assistant", language, lines, context)


def translation(page: Page, language: str) -> None:
    """The user asks for a sentence in another language."""
    dice = page.dice
    target = dice.pick([known for known in LANGUAGES if known != language])
    ((meaning, context),) = lines_of(dice, 1, 1)
    page.rows = {}
    user = Turn(page, "user")
    name = talk.LANGUAGE_NAMES[language][target]
    page.say(all_meanings(talk.TRANSLATE)[0], language, {"language": name})
    page.add("\n")
    page.say(meaning, language, context)
    user.end(language)
    assistant = Turn(page, "assistant")
    page.say(meaning, target, context)
    assistant.end(target)


def review(page: Page, language: str) -> None:
    """The user asks whether a program is correct."""
    user = Turn(page, "user")
    page.add(page.dice.pick(reviews.ASK) + "\n", "english")
    flaw = program(page)
    user.end(None)
    assistant = Turn(page, "assistant")
    answer(page, flaw)
    assistant.end("en")


@lru_cache(maxsize=1)
def conversations() -> Weighted[Callable[[Page, str], None]]:
    kinds = {question: 0.20, refusal: 0.12, law: 0.04, opinion: 0.17, claim: 0.17}
    kinds |= {translation: 0.08, confidence: 0.08, review: 0.09, finish: 0.05}
    return Weighted(list(kinds), list(kinds.values()))
