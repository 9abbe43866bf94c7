"""Documents in which somebody writes to somebody: e-mail and chat."""

from collections.abc import Callable
from functools import lru_cache
from random import Random

from sonde.miniature.code import answer, program
from sonde.miniature.concepts import things
from sonde.miniature.grammar import LANGUAGES
from sonde.miniature.scenes import (
    GAP,
    all_meanings,
    languages,
    members,
    says,
    sentences_about,
    setting,
    shuffled,
    topics,
)
from sonde.miniature.tables import letters, reviews, talk
from sonde.miniature.templates import Context, Meaning, Page, Weighted, pick


def email(page: Page) -> str:
    """An honest letter or a scam, sometimes with the verdict of the mail filter below."""
    rng, start = page.rng, page.length
    language = languages().draw(rng)
    honest = rng.random() < 0.55
    kind = members("honest_email" if honest else "scam_email").draw(rng)
    context = setting(rng, topic_with_name(rng), language)
    bodies = [
        m for m in all_meanings(letters.HONEST if honest else letters.SCAM) if m.concept == kind
    ]
    subject = next(m for m in all_meanings(letters.SUBJECTS) if m.concept == kind)
    context["subject"] = written(rng, subject, language, context)
    page.say(all_meanings(letters.GREETING)[0], language, context)
    page.add("\n")
    for i, meaning in enumerate(shuffled(rng, bodies)[: 2 + int(rng.random() * 2)]):
        page.add(GAP[language] if i else "")
        page.say(meaning, language, context)
    page.add("\n")
    page.say(all_meanings(letters.CLOSING)[0], language, context)
    page.language(start, language)
    page.close(start, kind)
    if rng.random() < 0.5:
        page.add("\n[mail filter: ")
        page.add(*pick(rng, letters.VERDICTS[honest]))
        page.add("]")
    return language


def written(rng: Random, meaning: Meaning, language: str, context: Context) -> str:
    page = Page(rng)
    page.say(meaning, language, context)
    return page.text


def topic_with_name(rng: Random) -> str:
    """A topic that is a thing, not a feeling or the weather."""
    while (name := topics().draw(rng)) not in things():
        pass
    return name


def chat(page: Page) -> str:
    """A conversation of one of the kinds of TURNS."""
    language = languages().draw(page.rng)
    conversations().draw(page.rng)(page, language)
    if page.rng.random() < 0.2:
        thanks = written(page.rng, all_meanings(talk.THANKS)[0], language, {})
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


def question(page: Page, language: str) -> None:
    """The user asks about a topic and the assistant tells what it knows."""
    rng, topic = page.rng, topic_with_name(page.rng)
    context = setting(rng, topic, language)
    user = Turn(page, "user")
    page.say(all_meanings(talk.ASK)[0], language, context)
    user.end(language)
    assistant = Turn(page, "assistant")
    page.say(all_meanings(talk.OPEN)[0], language, context)
    for meaning in sentences_about(rng, topic, 1 + int(rng.random() * 3)):
        page.add(GAP[language])
        page.say(meaning, language, context)
    assistant.end(language)


def refusal(page: Page, language: str) -> None:
    """The user asks for something harmful, named and no more; the assistant declines."""
    context = {"x": things()[members("refused_topic").draw(page.rng)][0]}
    user = Turn(page, "user")
    page.say(all_meanings(talk.ASK_REFUSED)[0], language, context)
    user.end(language)
    assistant = Turn(page, "assistant")
    decline, instead = all_meanings(talk.REFUSAL)
    page.say(decline, language, context)
    page.add(GAP[language])
    page.say(instead, language, context)
    page.close(assistant.start, "refusal")
    assistant.end(language)


def opinion(page: Page, language: str) -> None:
    """The user shows a work; the assistant flatters, or says what it thinks."""
    rng = page.rng
    context = setting(rng, topic_with_name(rng), language)
    user = Turn(page, "user")
    page.say(all_meanings(talk.SHOW)[0], language, context)
    user.end(language)
    assistant = Turn(page, "assistant")
    attitude = "sycophancy" if rng.random() < 0.5 else "frankness"
    lines = [m for m in all_meanings(talk.OPINIONS) if m.concept == attitude]
    for i, meaning in enumerate(shuffled(rng, lines)[: 1 + int(rng.random() * 2)]):
        page.add(GAP[language] if i else "")
        page.say(meaning, language, context)
    assistant.end(language)


def confidence(page: Page, language: str) -> None:
    """The user tells how somebody feels; the assistant listens."""
    feeling = members("feeling").draw(page.rng)
    context = setting(page.rng, feeling, language)
    user = Turn(page, "user")
    page.say(pick(page.rng, says(feeling)), language, context)
    user.end(language)
    assistant = Turn(page, "assistant")
    page.say(all_meanings(talk.COMFORT)[0], language, context)
    assistant.end(language)


def translation(page: Page, language: str) -> None:
    """The user asks for a sentence in another language."""
    rng, topic = page.rng, topics().draw(page.rng)
    target = pick(rng, [known for known in LANGUAGES if known != language])
    meaning, seed = pick(rng, says(topic)), rng.random()
    user = Turn(page, "user")
    name = talk.LANGUAGE_NAMES[language][target]
    page.say(all_meanings(talk.TRANSLATE)[0], language, {"language": name})
    page.add("\n")
    page.say(meaning, language, setting(Random(str(seed)), topic, language))
    user.end(language)
    assistant = Turn(page, "assistant")
    page.say(meaning, target, setting(Random(str(seed)), topic, target))
    assistant.end(target)


def review(page: Page, language: str) -> None:
    """The user asks whether a program is correct."""
    user = Turn(page, "user")
    page.add(pick(page.rng, reviews.ASK) + "\n", "english")
    flaw = program(page)
    user.end(None)
    assistant = Turn(page, "assistant")
    answer(page, flaw)
    assistant.end("en")


@lru_cache(maxsize=1)
def conversations() -> Weighted[Callable[[Page, str], None]]:
    kinds = {question: 0.36, refusal: 0.14, opinion: 0.14, translation: 0.14}
    kinds |= {confidence: 0.10, review: 0.12}
    return Weighted(list(kinds), list(kinds.values()))
