"""Laws of sentences that borrow their nouns: what is borrowed, and what is annotated so."""

import re
from itertools import islice, pairwise
from random import Random

import pytest

from sonde.miniature import exchanges, pictures, scenes
from sonde.miniature.borrowing import borrows, shows
from sonde.miniature.concepts import LANGUAGE_CONCEPTS, concepts, things
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


def spelt(concept, language):
    """Every spelling of a concept in a language."""
    return {
        form.noun
        for thing in things()[concept]
        for name in thing.names[language]
        for form in name.values()
    }


def words_of(concept, language):
    return {word.lower() for word in spelt(concept, language)}


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
    alike = ("person", "city")  # mostly of one spelling in both languages
    named = [s for s in named if concepts()[s.concept].kind not in alike]
    assert 0.5 < len(foreign) / len(named) < 0.7


@pytest.mark.parametrize(
    ("line", "name", "other", "expected"),
    [
        ("fr {X} mûrit.", "orange", "en", "La orange mûrit."),
        ("fr On parle {x:de}.", "bee", "es", "On parle de la abeja."),
        ("fr On parle {x:de}.", "elephant", "en", "On parle du elephant."),
        ("fr Il donne {x:à} {n} {x:s}.", "elephant", "de", "Il donne au Elefanten 8 Elefanten."),
        ("fr C'est {x:in}.", "ostermere", "zh", "C'est à 奥斯特米尔."),
        ("de Ich esse {x:acc}.", "orange", "en", "Ich esse die orange."),
        ("fr Huit {x:s}.", "elephant", "en", "Huit elephants."),
        ("de Mit {x:somedat}.", "horse", "fr", "Mit chevaux."),
        ("es Compra {x:gen}.", "horse", "fr", "Compra chevaux."),
        ("es {n} y {x}.", "iris", "en", "8 e Iris Callowen."),
    ],
)
def test_a_borrowed_noun_has_the_article_and_the_number_of_its_place(line, name, other, expected):
    page = Page(Dice(Random(0)))
    page.dice.chance = lambda p: True
    page.dice.pick = lambda options: options[0]
    borrows(page, other)
    page.say(block(line), line[:2], {"x": things()[name][0], "n": "8"})
    assert page.text == expected


def test_between_two_chinese_sentences_is_no_space():
    texts = []
    for seed in range(300):
        page = Page(Dice(Random(seed)))
        scenes.mixed(page)
        texts.append(page.text)
    assert not any(re.search("。 [一-龥]", text) for text in texts)
    assert any(re.search("。[一-龥]", text) for text in texts)
    assert any(re.search("。 [A-Z]", text) for text in texts)


TRANSLATES = {
    "parallel": scenes.parallel,
    "compared": pictures.compared,
    "translation": lambda page: exchanges.translation(page, "fr"),
}


@pytest.mark.parametrize("write", TRANSLATES.values(), ids=TRANSLATES)
def test_a_translation_calls_a_thing_by_the_same_of_its_names(write):
    for seed in range(200):
        page, rows = Page(Dice(Random(seed))), {}
        write(page)
        for start, end, concept, about in page.spans:
            if concept in things() and not about and page.text[start:end] != PLACEHOLDERS:
                could = rows_of(concept, page.text[start:end])
                rows[concept] = rows.get(concept, could) & could
        assert all(rows.values()), page.text


def rows_of(concept, text):
    """Which of its names, counted in any language, a concept has there."""
    return {
        i
        for thing in things()[concept]
        for names in thing.names.values()
        for i, name in enumerate(names)
        if text.lower() in {form.noun.lower() for form in name.values()}
    }


@pytest.mark.parametrize(
    ("line", "name", "expected"),
    [
        ("es {p} y {x}.", "iris", "P e Iris Callowen."),
        ("es Sal y {x:bare}.", "iron", "Sal y hierro."),
        ("es Agua y {x}.", "iron", "Agua y el hierro."),
        ("fr Plus que {x}.", "iris", "Plus qu'Iris Callowen."),
        ("fr Plus que {x}.", "mira", "Plus que Mira Toldane."),
        ("fr Plus que {x:a}.", "cat", "Plus qu'un chat."),
        ("fr De la musique {x:bare}.", "orange", "De la musique orange."),
    ],
)
def test_what_stands_before_a_name_is_spelt_for_it(line, name, expected):
    page = Page(Dice(Random(0)))
    page.dice.pick = lambda options: options[0]
    page.say(block(line), line[:2], {"x": things()[name][0], "p": "P"})
    assert page.text == expected
    (span,) = [span for span in page.spans if span.concept == name]
    noun = things()[name][0].names[line[:2]][0]["bare"].noun
    assert page.text[span.start : span.end] == noun


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
