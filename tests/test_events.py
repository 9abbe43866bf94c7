"""Laws of the documents that are put together anew from common parts."""

import re
from collections import Counter
from itertools import pairwise
from random import Random

import pytest

from sonde.miniature import events, scenes
from sonde.miniature.dice import Dice
from sonde.miniature.grammar import FORMS, LANGUAGES
from sonde.miniature.setting import members
from sonde.miniature.tables import events as tables
from sonde.miniature.templates import Page, Slot, meanings

WORDS = {
    **tables.DEEDS,
    "numbers": tables.NUMBERS,
    "parts of a day": tables.DAYPARTS,
    "months": tables.MONTHS,
}


@pytest.mark.parametrize("name", WORDS)
def test_every_word_has_five_languages_and_comes_once(name):
    rows = [line.split(" | ") for line in WORDS[name].strip().splitlines()]
    assert all(len(row) == len(LANGUAGES) and all(map(str.strip, row)) for row in rows)
    for i in range(len(LANGUAGES)):
        assert max(Counter(row[i] for row in rows).values()) == 1


def test_sentences_are_told_in_every_language_with_the_same_roles():
    """A translation leaves nothing out."""
    counted, one = (tables.EVENTS, tables.LATER), (tables.EVENTS_OF_ONE, tables.LATER_OF_ONE)
    for table in (*counted, *map(events.measured, counted), *one):
        for meaning in meanings(table):
            roles = {
                language: {
                    frozenset(part.role for part in way if isinstance(part, Slot))
                    - {"piece", "each"}
                    for way in ways
                }
                for language, ways in meaning.lines.items()
            }
            assert len(set.union(*roles.values())) == 1, roles
            forms = {
                part.form
                for ways in meaning.lines.values()
                for way in ways
                for part in way
                if isinstance(part, Slot)
            }
            assert forms <= set(FORMS)


def told(lines, language):
    page = Page(Dice(Random(0)))
    scenes.say_all(page, language, lines)
    return page


@pytest.mark.parametrize("about", ["cat", "apple", "violin", "velmora", "mira"])
def test_a_document_names_the_same_in_every_language(about):
    for seed in range(20):
        lines = events.happenings(Dice(Random(seed)), about, 5)
        named = []
        for language in LANGUAGES:
            page = told(lines, language)
            assert not re.search(r"[{}\[\]<>|]", page.text)
            assert all(span.start < span.end <= len(page.text) for span in page.spans)
            named.append(Counter(span.concept for span in page.spans))
        assert all(counts == named[0] for counts in named), named


def test_a_later_sentence_goes_on_about_the_last_thing():
    later = 0
    for seed in range(40):
        lines = events.happenings(Dice(Random(seed)), "cat", 6)
        told(lines, "en")
        for (_, before), (_, after) in pairwise(lines):
            if after.last is not None:
                assert after.last is before
                assert after["x"] == before["x"]
                later += 1
    assert 0.15 < later / (40 * 5) < 0.35


def test_a_text_begins_with_its_topic_which_half_of_the_rest_are_about_or_all_if_a_person():
    share = Counter()
    for seed in range(60):
        for about in ("cat", "mira", "velmora"):
            for i, line in enumerate(events.happenings(Dice(Random(seed)), about, 4)):
                page = told([line], "en")
                if line[1].last is None:
                    named = any(span.concept == about for span in page.spans)
                    share[about, "first" if i == 0 else "later", named] += 1
    assert not share["cat", "first", False]
    both = share["cat", "later", True] + share["cat", "later", False]
    assert 0.35 < share["cat", "later", True] / both < 0.7
    assert not share["mira", "first", False] + share["mira", "later", False]
    assert not share["velmora", "first", False]


@pytest.mark.parametrize("family", sorted(tables.DEEDS))
def test_no_german_noun_has_two_articles_or_the_case_of_a_subject(family):
    for seed in range(30):
        dice = Dice(Random(seed))
        about = members(family).draw(dice)
        text = told(events.happenings(dice, about, 5), "de").text
        assert not re.search(r"\b(den|dem|die|das|der) (den|dem|die|das|der)\b", text), text
        assert not re.search(r"(Später|später) \w+ [\w ]+ der [A-Z]", text), text


def test_nothing_is_drawn_for_no_sentence():
    dice = Dice(Random(0))
    assert events.happenings(dice, "mira", 0) == []
    assert dice.nats == 0


def test_hardly_a_sentence_comes_twice():
    """It is what keeps the model from learning them by heart."""
    seen = Counter()
    for seed in range(400):
        page = Page(Dice(Random(seed)))
        if scenes.report(page) == "en":
            seen.update(re.split(r"(?<=\.) ", page.text))
    assert sum(seen.values()) > 500
    assert len(seen) > 0.98 * sum(seen.values())
