"""Laws of sentences that borrow their nouns: what is borrowed, and what is annotated so."""

from itertools import islice, pairwise
from random import Random

import pytest

from sonde.miniature import pictures, scenes
from sonde.miniature.borrowing import borrows, shows
from sonde.miniature.concepts import LANGUAGE_CONCEPTS, things
from sonde.miniature.dice import Dice
from sonde.miniature.grammar import LANGUAGES
from sonde.miniature.images import N_PATCHES, PLACEHOLDERS
from sonde.miniature.setting import Setting
from sonde.miniature.templates import Page, block
from sonde.miniature.world import world

SPOKEN = {*LANGUAGE_CONCEPTS.values()}


def borrowed(seed, language="de", other="en", topic="cat"):
    page = Page(Dice(Random(seed)))
    setting = Setting(page.dice, topic)
    lines = [(meaning, setting) for meaning in scenes.sentences_about(page.dice, topic, 3, 6)]
    scenes.borrowed(page, lines, language, other)
    return page


def words_of(concept, language):
    """Every spelling of a concept in a language."""
    return {
        form.noun.lower()
        for thing in things()[concept]
        for name in thing.names[language]
        for form in name.values()
    }


@pytest.mark.parametrize("seed", range(30))
def test_every_character_is_of_one_language_and_a_borrowed_noun_of_its_own(seed):
    language, other = ("de", "en") if seed % 2 else ("fr", "es")
    page = borrowed(seed, language, other)
    spans = [span for span in page.spans if span.concept in SPOKEN]
    covered = sorted((span.start, span.end) for span in spans)
    assert covered[0][0] == 0
    assert covered[-1][1] == page.length
    assert all(a[1] == b[0] for a, b in pairwise(covered))
    for span in spans:
        if span.concept == LANGUAGE_CONCEPTS[other]:
            text = page.text[span.start : span.end].lower()
            named = [s for s in page.spans if s[:2] == span[:2] and s.concept in things()]
            assert any(text in words_of(name.concept, other) for name in named)


def test_many_nouns_are_borrowed_and_many_are_not():
    pages = [borrowed(seed) for seed in range(60)]
    foreign = [s for page in pages for s in page.spans if s.concept == "english"]
    named = [s for page in pages for s in page.spans if s.concept in things() and not s.about]
    assert 0.5 < len(foreign) / len(named) < 0.7


def test_an_article_stands_before_a_borrowed_noun_unless_it_is_elided():
    cat = {"x": things()["orange"][0]}
    page = Page(Dice(Random(0)))
    page.dice.chance = lambda p: True
    borrows(page, "en")
    page.say(block("fr {X} mûrit.\nfr {X} mûrit."), "fr", cat)
    page.say(block("de Ich esse {x:acc}."), "de", cat)
    assert page.text == "Orange mûrit.Ich esse die orange."


def test_a_thing_is_shown_where_it_would_be_named_first():
    page = Page(Dice(Random(1)))
    cat, dog = (things()[name][0] for name in ("cat", "dog"))
    shows(page, "cat", lambda: pictures.show(page, "cat"))
    page.say(block("en {X} sees {y}."), "en", {"x": cat, "y": dog})
    assert page.text.startswith(f"The {PLACEHOLDERS} sees the ")
    page.dice.chance = lambda p: False
    page.say(block("en {X} sleeps."), "en", {"x": cat})
    assert "sleeps" in page.text
    assert len(page.pictures) == 1


def test_documents_of_the_world_borrow_from_both():
    documents = list(islice(world(8), 3000))
    rebus = [
        d
        for d in documents
        if d.kind == "picture" and f" {PLACEHOLDERS}" in d.text and "\n" not in d.text
    ]
    assert len(rebus) > 10
    for document in rebus:
        assert document.text.count(
            PLACEHOLDERS[: len(PLACEHOLDERS) // N_PATCHES]
        ) == N_PATCHES * len(document.pictures)
    mixed = [d for d in documents if d.kind == "mixed"]
    inside = [
        d
        for d in mixed
        for s in d.spans
        if s.concept in SPOKEN
        and any(
            t.concept in SPOKEN and t.concept != s.concept and t.end == s.start for t in d.spans
        )
    ]
    assert len(inside) > 10


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_written_afterwards_borrows_nothing(language):
    page = borrowed(3)
    assert page.instead is None
    assert page.foreign == []
    start = page.length
    page.say(block(f"{language} {{x}}"), language, {"x": things()["dog"][0]})
    written = page.text[start:].lower()
    assert any(written.endswith(word) for word in words_of("dog", language))
