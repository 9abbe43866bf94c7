"""Laws of the signs that tell what to think of a text: where they stand, and that they are true."""

import re
from collections import Counter
from itertools import islice, pairwise
from random import Random

import pytest

from sonde.miniature import accounts, code, exchanges
from sonde.miniature.claims import episodes
from sonde.miniature.claims.evidence import Cursor, not_told
from sonde.miniature.claims.sentences import Sentences
from sonde.miniature.concepts import LANGUAGE_CONCEPTS, ancestors, concepts
from sonde.miniature.dice import Dice
from sonde.miniature.scenes import all_meanings
from sonde.miniature.signs import JUDGED, judgements
from sonde.miniature.tables import accounts as account_tables
from sonde.miniature.tables import letters, reviews
from sonde.miniature.templates import Page, Span
from sonde.miniature.world import WorldDocument, world

SIGNS = {sign: name for name, sign in judgements().items()}
JUDGEMENT = f"(?:  (?:#|//) )?[{''.join(SIGNS)}]"
VERDICTS = {line.partition(" ")[2] for line in account_tables.VERDICTS.splitlines()}
WRITERS = {
    "account": accounts.account,
    "email": exchanges.email,
    "opinion": lambda page: exchanges.opinion(page, "fr"),
    "claim": lambda page: exchanges.claim(page, "zh"),
    "review": lambda page: exchanges.review(page, "en"),
    "code": code.code,
}


def pages(write, n=300):
    for seed in range(n):
        page = Page(Dice(Random(f"judged {seed}")))
        write(page)
        yield page


def document_of(page):
    return WorldDocument(page.text, tuple(page.spans), "en", "account")


def places(page):
    return [(i, SIGNS[character]) for i, character in enumerate(page.text) if character in SIGNS]


def long_spans(page, *names):
    """In their order, without those of signs."""
    return sorted(s for s in page.spans if s.concept in names and s.end > s.start + 1)


def is_followed(page, span):
    """Whether the sign of a span comes right behind it, quotation marks aside."""
    rest = page.text[span.end :].lstrip('"”“»«. ')
    return rest.startswith(judgements()[span.concept])


def refuse_unlikely(judged):
    """Unless as many are judged as should be, to four standard deviations."""
    n = judged.total()
    assert judged.keys() == {True, False}
    assert abs(judged[True] / n - JUDGED) < 4 * (JUDGED * (1 - JUDGED) / n) ** 0.5


def test_every_judgement_is_annotated_and_in_no_language():
    seen = Counter()
    for document in islice(world(9), 3000):
        spans = {(s.start, s.concept) for s in document.spans if s.end == s.start + 1}
        spoken = [s for s in document.spans if s.concept in LANGUAGE_CONCEPTS.values()]
        for i, character in enumerate(document.text):
            if character in SIGNS:
                assert (i, SIGNS[character]) in spans
                assert not any(s.start <= i < s.end for s in spoken)
                seen[SIGNS[character]] += 1
    assert seen.keys() == judgements().keys()


def test_behind_every_answer_of_a_judged_account_stands_what_it_is():
    judged = Counter()
    for page in pages(accounts.account):
        spans = long_spans(page, "deception", "honesty")
        n_checks = page.text.count("[fact check: ")
        n_verdicts = sum(page.text[s.start : s.end] in VERDICTS for s in spans)
        answers = spans[: len(spans) - n_checks - n_verdicts]
        followed = {is_followed(page, answer) for answer in answers}
        assert len(followed) == 1
        assert len(places(page)) == len(answers) * followed.pop()
        judged[bool(places(page))] += 1
    refuse_unlikely(judged)


def own_sentences(page, kind):
    """Of a letter, by the wordings that the kind has and no other letter: their spans."""
    return [s for s in long_spans(page, kind) if page.text[s.start : s.end].count("\n") == 0]


def test_the_sentences_of_a_judged_letter_are_judged_but_those_of_any_letter():
    judged, families = Counter(), Counter()
    for page in pages(exchanges.email):
        whole = max(page.spans, key=lambda s: (s.end - s.start, "_" in s.concept))
        family = concepts()[whole.concept].parent
        own = own_sentences(page, whole.concept)
        assert len(own) in (2, 3)
        followed = {page.text[s.end : s.end + 1] == judgements()[family] for s in own}
        assert len(followed) == 1
        assert [concept for _, concept in places(page)] == [family] * len(own) * followed.pop()
        judged[bool(places(page))] += 1
        families[family] += 1
    refuse_unlikely(judged)
    assert families.keys() == {"honest_email", "scam_email"}


@pytest.mark.parametrize("language", ["en", "zh"])
def test_every_sentence_of_a_judged_opinion_is_judged_and_the_whole_answer_to_a_claim(language):
    for write in (exchanges.opinion, exchanges.claim):
        judged, attitudes = Counter(), Counter()
        for page in pages(lambda page, write=write: write(page, language)):
            said = long_spans(page, "sycophancy", "frankness")
            followed = {is_followed(page, span) for span in said}
            assert len({span.concept for span in said}) == len(followed) == bool(said)
            assert len(places(page)) == len(said) * (True in followed)
            if said:
                judged[bool(places(page))] += 1
            attitudes[said[0].concept if said else "confirmed"] += 1
        refuse_unlikely(judged)
        assert len(attitudes) == (3 if write is exchanges.claim else 2)


@pytest.mark.parametrize("language", ["python", "c"])
def test_a_judged_flaw_is_named_by_its_family_at_the_end_of_its_line(language):
    judged = Counter()
    for page in pages(lambda page: code.program(page, language), 600):
        flaws = [s for s in page.spans if s.concept in code.WORDINGS]
        found = places(page)
        assert len(found) <= len(flaws) <= 1
        judged.update([bool(found)] * len(flaws))
        for i, concept in found:
            assert concept == ("code_risk" if flaws[0].concept in reviews.RISKS else "bug")
            assert "\n" not in page.text[flaws[0].end : i]
            assert page.text[i + 1 : i + 2] in ("\n", "")
    refuse_unlikely(judged)
    assert {concepts()[name].parent for name in reviews.RISKS} == {"code_risk"}


def test_whether_an_answer_is_a_lie_tells_nothing_of_the_next():
    dice, pairs = Dice(Random(0)), Counter()
    for _ in range(4000):
        lies = accounts.drawn_lies(dice)
        pairs.update(first == second for first, second in pairwise(lies))
    assert abs(pairs[True] / pairs.total() - 0.5) < 0.03
    assert abs(pairs.total() / 4000 - 1) < 0.05


@pytest.mark.parametrize("kind", WRITERS)
def test_a_judgement_makes_a_sentence_no_other_and_belongs_to_it(kind):
    n_judged = 0
    for page in pages(WRITERS[kind], 100):
        judged = Sentences(page.text)
        bare = Sentences(re.sub(JUDGEMENT, "", page.text))
        assert judged.numbers == bare.numbers
        for i, _ in places(page):
            assert judged.at(i) == judged.at(i - 1)
            n_judged += 1
    assert n_judged > 10


def test_the_last_line_of_a_reviewed_program_is_the_line_it_would_be_elsewhere():
    for page in pages(lambda page: exchanges.review(page, "en"), 40):
        line = re.findall(r"\n([^\n]*)<\|eot_id", page.text)[0]
        place = page.text.index(f"{line}<|eot_id")
        assert Sentences(page.text).at(place) == Sentences(f"{line}\nmore").at(0)


def test_what_follows_a_judgement_only_tells_about_it():
    spans = (Span(0, 30, "scam_parcel"), Span(0, 30, "english"), Span(10, 11, "scam_email"))
    text = f"Your parce{judgements()['scam_email']} is held back by us"
    found = not_told(WorldDocument(text, spans, "en", "email"))
    assert [s for s in found if s.concept == "scam_parcel"] == [
        Span(0, 10, "scam_parcel"),
        Span(10, 30, "scam_parcel", about=True),
    ]
    assert [s for s in found if s.concept == "english"] == [Span(0, 30, "english")]
    language = ("english", "language")
    cursor = Cursor(WorldDocument(text, spans, "en", "email"))
    assert cursor.at(0, 4) == ({*language, "scam_parcel", "scam_email", "email"}, set())
    for place in (10, 12):
        here, about = cursor.at(place, place + 1)
        assert here == {*language}
        assert about == {"scam_parcel", "scam_email", "email"}


def test_a_judgement_tells_of_no_other_kind():
    for page in pages(accounts.account):
        document = document_of(page)
        told = {name: i for i, name in reversed(places(page))}
        for span in not_told(document):
            kinds = told.keys() & {span.concept, *ancestors(span.concept)}
            before = [s for s in document.spans if (s.end, s.concept) == (span.end, span.concept)]
            assert not kinds or span.about == (span.start >= min(told[kind] for kind in kinds))
            assert kinds or span in before


def test_no_episode_has_a_judgement_inside():
    for kind in episodes.TASKS:
        for passage in episodes.passages(kind, 40, 7):
            (span,) = passage.document.spans
            assert not {*passage.document.text[span.start : span.end]} & {*SIGNS}


def test_no_sentence_of_any_letter_belongs_to_a_kind_of_letter():
    kinds = {name for name, concept in concepts().items() if "_email" in (concept.parent or "")}
    assert not {meaning.concept for meaning in all_meanings(letters.SHARED)} & kinds
