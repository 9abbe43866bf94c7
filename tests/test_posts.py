"""Laws of posts: which sign stands where, and what is annotated."""

from collections import Counter
from itertools import islice, pairwise
from random import Random

import pytest

from sonde.miniature import borrowing, pictures, posts
from sonde.miniature.concepts import LANGUAGE_CONCEPTS, concepts, things
from sonde.miniature.dice import Dice, Weighted
from sonde.miniature.grammar import LANGUAGES
from sonde.miniature.images import PLACEHOLDERS
from sonde.miniature.model import model_path
from sonde.miniature.setting import Setting
from sonde.miniature.signs import judgements, signs
from sonde.miniature.templates import Page, block
from sonde.miniature.world import world
from test_borrowing import spelt, words_of

SPOKEN = {*LANGUAGE_CONCEPTS.values()}
CODES = {concept: language for language, concept in LANGUAGE_CONCEPTS.items()}


def written(seed):
    page = Page(Dice(Random(f"post {seed}")))
    return page, posts.post(page)


def always(page, chances):
    """Chances that come true by their probability alone, and the first of all options."""
    known = (posts.INSTEAD, posts.BESIDE, posts.BEHIND, borrowing.SHARE)
    assert len(set(known)) == len(known)
    page.dice.chance = lambda p: p in chances
    page.dice.pick = lambda options: options[0]


def role(**names):
    """A setting in which these roles are cast."""
    found = Setting(Dice(Random(0)))
    found.update({role: things()[name][0] for role, name in names.items()})
    return found


def test_every_sign_is_one_character_of_one_concept_and_in_no_other_text():
    found = signs()
    assert len(found) == len(set(found.values())) > 200
    assert found.keys() <= concepts().keys()
    assert all(len(sign) == 1 and ord(sign) > 0x2000 for sign in found.values())
    of_things = {*found.values()} - {*judgements().values()}
    for document in islice(world(2), 3000):
        judged = document.kind in ("account", "email", "chat", "code")
        known = judgements().values() if judged else of_things
        known = known if judged or document.kind in ("post", "picture") else ()
        assert {*document.text} & {*found.values()} <= {*known}, document.kind


def test_the_shipped_model_reads_every_sign_as_one_token():
    from transformers import AutoTokenizer

    tokenizer = AutoTokenizer.from_pretrained(model_path())
    for name, sign in signs().items():
        ids = tokenizer(f"Die{sign}.", add_special_tokens=False)["input_ids"]
        assert len(ids) == 3, name
        assert tokenizer.decode(ids) == f"Die{sign}."


@pytest.mark.parametrize("seed", range(40))
def test_every_sign_is_annotated_and_in_no_language_and_all_else_is_in_one(seed):
    page, language = written(seed)
    marked = {(s.start, s.concept) for s in page.spans if s.end == s.start + 1}
    concept_of = {sign: name for name, sign in signs().items()}
    places = [i for i, character in enumerate(page.text) if character in concept_of]
    assert all((i, concept_of[page.text[i]]) in marked for i in places)
    spoken = sorted((s.start, s.end) for s in page.spans if s.concept in SPOKEN)
    bare = {i for start, end in spoken for i in range(start, end)}
    assert bare == set(range(page.length)) - set(places)
    assert all(a[1] <= b[0] for a, b in pairwise(spoken))
    assert language in ("mixed", *LANGUAGES)
    assert page.instead is None
    assert page.foreign == []


@pytest.mark.parametrize(
    ("line", "name", "expected"),
    [
        ("en {X} sleeps.", "cat", "The 🐱 sleeps."),
        ("fr {X} dort.", "elephant", "Le 🐘 dort."),
        ("fr On parle {x:de}.", "elephant", "On parle du 🐘."),
        ("de Mit {x:somedat}.", "horse", "Mit 🐴."),
        ("zh {x}睡了。", "cat", "🐱睡了。"),
        ("en {X} sleeps.", "mira", "Mira Toldane sleeps."),
    ],
)
def test_a_sign_in_place_of_a_noun_has_the_article_of_its_sentence(line, name, expected):
    page = Page(Dice(Random(0)))
    always(page, {posts.INSTEAD})
    posts.signed(page)
    page.say(block(line), line[:2], {"x": things()[name][0]})
    assert page.text == expected


@pytest.mark.parametrize(
    ("line", "borrows_too", "expected"),
    [
        ("en {X} sleeps.", False, "The cat🐱 sleeps."),
        ("zh {x}睡了。", False, "猫🐱睡了。"),
        ("de {X} schläft.", True, "Die cat🐱 schläft."),
    ],
)
def test_a_sign_beside_a_noun_follows_it_at_once(line, borrows_too, expected):
    page = Page(Dice(Random(0)))
    always(page, {posts.BESIDE, *([borrowing.SHARE] if borrows_too else [])})
    if borrows_too:
        borrowing.borrows(page, None)
    posts.signed(page)
    page.say(block(line), line[:2], {"x": things()["cat"][0]})
    assert page.text == expected
    assert {s.start for s in page.spans if s.concept == "cat"} == {
        page.text.lower().find("猫" if line[:2] == "zh" else "cat"),
        page.text.find("🐱"),
    }


def test_behind_a_sentence_stand_the_signs_of_all_it_names_each_once_and_in_order():
    page = Page(Dice(Random(0)))
    always(page, {posts.BEHIND})
    all_three = role(x="cat", y="dog", p="mira")
    lines = [
        (block("en {Y} sees {p}, {x} and {y}."), all_three),
        (block("en Nobody comes."), all_three),
        (block("# joy\nen Everybody is glad about {x}."), all_three),
    ]
    posts.say_signed(page, "en", lines)
    assert page.text == (
        "The dog sees Mira Toldane, the cat and the dog. 🐶🐱 Nobody comes. "
        "Everybody is glad about the cat. 🐱😀"
    )


def test_what_a_sentence_only_tells_about_has_no_sign():
    page = Page(Dice(Random(0)))
    always(page, {posts.BEHIND})
    meaning = block("# cat\nen It purrs.")._replace(about=True)
    posts.say_signed(page, "en", [(meaning, role())])
    assert page.text == "It purrs."


def test_nouns_of_posts_come_from_every_other_language_and_are_spelt_as_there():
    found = set()
    for seed in range(400):
        page, language = written(seed)
        if language != "mixed":
            continue
        spoken = [s for s in page.spans if s.concept in SPOKEN]
        nouns = {s[:2]: s.concept for s in page.spans if s.concept in things() and not s.about}
        main = Counter(s.concept for s in spoken if s[:2] not in nouns).most_common(1)[0][0]
        for start, end, concept, _ in spoken:
            if (start, end) in nouns and concept != main:
                found.add((main, concept))
                text = page.text[start:end].lower()
                assert text in words_of(nouns[start, end], CODES[concept])
                assert page.text[start:end] not in spelt(nouns[start, end], CODES[main])
    assert len(found) == 20


def test_posts_have_signs_in_all_places_whether_they_borrow_or_not():
    counts = Counter()
    for seed in range(200):
        page, language = written(seed)
        names = {s.end: s.concept for s in page.spans if s.concept in things() and not s.about}
        for start, end, concept, _ in page.spans:
            if page.text[start:end] != signs().get(concept):
                continue
            beside = names.get(start) == concept
            behind = not beside and page.text[:start].rstrip("".join(signs().values()))[-1:] == " "
            behind &= (
                page.text[:start].rstrip(" " + "".join(signs().values()))[-1:] in '.!?。！？”"»'
            )
            place = "beside" if beside else "behind" if behind else "instead"
            counts[place, language == "mixed"] += 1
    assert len(counts) == 6
    assert min(counts.values()) > 40


def test_a_post_is_about_an_evened_topic(monkeypatch):
    monkeypatch.setattr(posts, "evened", lambda: Weighted(["neon"], [1.0]))
    for seed in range(20):
        assert any(span.concept == "neon" for span in written(seed)[0].spans)


def test_posts_are_about_rare_topics_more_often_than_the_world_is():
    even, plain = posts.evened(), posts.topics()
    assert even.options == plain.options
    ratio = [e / p for e, p in zip(even.weights, plain.weights, strict=True)]
    assert ratio == sorted(ratio)
    assert ratio[-1] > 3 * ratio[0]


def test_some_pictures_are_followed_by_their_sign_and_some_rebuses_are_signed():
    documents = [d for d in islice(world(6), 4000) if d.kind == "picture"]
    pairs, rebuses = [], []
    for document in documents:
        shown = [s for s in document.spans if s.concept in pictures.DRAWINGS]
        shown = [s for s in shown if document.text.startswith(PLACEHOLDERS, s.start)]
        pairs += [document.text[s.end : s.end + 1] == signs()[s.concept] for s in shown]
        if "\n" not in document.text and f" {PLACEHOLDERS}" in document.text:
            rebuses.append(any(sign in document.text for sign in signs().values()))
    assert 0.05 < sum(pairs) / len(pairs) < 0.4
    assert 0.1 < sum(rebuses) / len(rebuses) < 0.8
