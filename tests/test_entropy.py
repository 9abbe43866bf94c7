"""Laws of the generator's entropy: what is counted is -log p of the text, and no more."""

import math
from collections import Counter
from itertools import islice, permutations
from random import Random

import pytest
import torch
from transformers import AutoTokenizer, LlamaForCausalLM

from sonde.miniature import accounts, code, images, pictures, scenes
from sonde.miniature.blocks import BOS, EOS, encoded
from sonde.miniature.borrowing import borrows
from sonde.miniature.concepts import Thing, things
from sonde.miniature.dice import Dice, Weighted
from sonde.miniature.grammar import FORMS, LANGUAGES, Form
from sonde.miniature.images import IMAGE, PLACEHOLDERS, draw
from sonde.miniature.measure import entropy_per_token, measured
from sonde.miniature.model import model_path
from sonde.miniature.posts import signed as signed_too
from sonde.miniature.setting import Setting
from sonde.miniature.tables import letters
from sonde.miniature.templates import Page, block
from sonde.miniature.vision import load_adapter, patches, seeing
from sonde.miniature.world import KINDS, WorldDocument, world

LETTERS = Weighted("abcd", [5.0, 3.0, 2.0, 1.0])
N = 20_000


def lazy(dice):
    """An hour that only half of the texts name, some of them twice."""
    setting = Setting(dice)
    return setting["hour"] + " " + setting["hour"] if dice.chance(0.5) else "never"


def sentence(dice):
    """Two wordings of one meaning about a thing with three names, two of which are spelt alike."""
    names = tuple(dict.fromkeys(FORMS, Form("the ", noun)) for noun in ("cat", "puss", "cat"))
    cat = Thing("cat", "animal", dict.fromkeys(LANGUAGES, 0), dict.fromkeys(LANGUAGES, names))
    page = Page(dice)
    page.say(block("en I see {x}.\nen {X} sees me."), "en", {"x": cat})
    return page.text


SEES = block("en {X} sees me.")


def signed(dice):
    page = Page(dice)
    borrows(page, None)
    signed_too(page)
    page.say(SEES, "en", {"x": things()["orange"][0]})  # in English and in French
    return page.text


DRAWS = {
    "chance": lambda dice: dice.chance(0.3),
    "below": lambda dice: dice.below(7),
    "count": lambda dice: dice.count(2, 6, 4),
    "count of few": lambda dice: dice.count(3, 7, 2),
    "pick": lambda dice: dice.pick("abcde"),
    "pick with equals": lambda dice: dice.pick("abacada"),
    "draw": LETTERS.draw,
    "draw of the others": lambda dice: LETTERS.draw(dice, "a", "c"),
    "draw without a stranger": lambda dice: LETTERS.draw(dice, "z"),
    "ranked": lambda dice: "".join(LETTERS.ranked(dice, 2)),
    "ranked whole": lambda dice: "".join(LETTERS.ranked(dice, 4)),
    "shuffled": lambda dice: "".join(dice.shuffled("abcd")),
    "some shuffled": lambda dice: "".join(dice.shuffled("abcde", 2)),
    "merged": lambda dice: "".join(dice.merged("abc", "xy")),
    "inserted": lambda dice: "".join(dice.inserted("abc", "x")),
    "headers": lambda dice: code.headers().draw(dice),
    "lazy role": lazy,
    "sentence": sentence,
    "signed sentence with borrowed nouns": signed,
    "two lines": lambda dice: (dice.pick("ab"), *LETTERS.ranked(dice, dice.count(0, 2, 4))),
}


@pytest.mark.parametrize("draw", DRAWS.values(), ids=DRAWS)
def test_nats_are_minus_log_of_the_frequency(draw):
    """One outcome has one probability; those of all outcomes sum to one; so often they come."""
    counts, nats, rng = Counter(), {}, Random(0)
    n = N // 5 if draw is signed else N  # it takes two milliseconds
    for _ in range(n):
        dice = Dice(rng)
        outcome = draw(dice)
        counts[outcome] += 1
        assert dice.nats == pytest.approx(nats.setdefault(outcome, dice.nats), abs=1e-9)
    assert sum(math.exp(-found) for found in nats.values()) == pytest.approx(1)
    for outcome, found in nats.items():
        p = math.exp(-found)
        assert abs(counts[outcome] / n - p) <= 5 * math.sqrt(p * (1 - p) / n)


def test_ranked_draws_one_after_the_other_from_those_that_are_left():
    rng, seen = Random(0), {}
    while len(seen) < 24:
        dice = Dice(rng)
        order = "".join(LETTERS.ranked(dice, 4))
        seen[order] = dice.nats
    weights = dict(zip("abcd", [5, 3, 2, 1], strict=True))
    for order in permutations("abcd"):
        left, p = 11, 1.0
        for letter in order:
            p *= weights[letter] / left
            left -= weights[letter]
        assert seen["".join(order)] == pytest.approx(-math.log(p))


def test_what_happened_to_be_given_counts_nothing_and_so_does_what_is_aside():
    dice = Dice(Random(0))
    if dice.chance(0.3):
        dice.given(0.3)
    else:
        dice.given(0.7)
    LETTERS.draw(Dice(dice.aside()))
    assert dice.nats == pytest.approx(0)


# settings


def test_a_role_counts_when_it_is_first_named_and_never_again():
    dice = Dice(Random(0))
    setting = Setting(dice, "cat")
    assert dice.nats == 0
    day = setting["day"]
    assert dice.nats == pytest.approx(math.log(5))
    assert setting["day"] is day
    assert dice.nats == pytest.approx(math.log(5))
    assert setting["x"].concept == "cat"
    assert setting["colour"].concept == "black"
    assert dice.nats == pytest.approx(math.log(5))  # what is certain counts nothing


def test_a_setting_is_the_same_in_every_language_and_counts_once():
    meaning = block("\n".join(f"{language} {{p}} {{day}} {{hour}}" for language in LANGUAGES))
    page = Page(Dice(Random(0)))
    setting, totals, texts = Setting(page.dice, "cat"), [], []
    for language in LANGUAGES:
        before, start = page.dice.nats, page.length
        page.say(meaning, language, setting)
        totals.append(page.dice.nats - before)
        texts.append(page.since(start).split()[-2:])
    names = math.log(2)  # full or first
    assert totals[0] > totals[1] + math.log(5 * 14)
    assert totals[1:] == pytest.approx([names] * 4)
    assert len({hour for _, hour in texts}) == 1
    days = [
        letters.DAYS[language].index(day)
        for language, (day, _) in zip(LANGUAGES, texts, strict=True)
    ]
    assert len(set(days)) == 1


def test_a_name_counts_once_on_a_page_that_translates():
    meaning = block("\n".join(f"{language} {{p}} {{p}}" for language in LANGUAGES))
    page = Page(Dice(Random(0)))
    page.rows, setting = {}, Setting(page.dice, "cat")
    setting["p"]
    before = page.dice.nats
    for language in LANGUAGES:
        page.say(meaning, language, setting)
    assert page.dice.nats - before == pytest.approx(math.log(2))


def test_people_of_a_setting_are_different_whoever_is_named_first():
    for seed in range(200):
        for roles in ("pq", "qp"):
            setting = Setting(Dice(Random(seed)), "mira")
            assert len({setting[role].concept for role in (*roles, "x")}) == 3


def test_a_lie_counts_the_other_value_only_when_it_is_told():
    dice = Dice(Random(0))
    stage = accounts.Stage(dice, "door")
    for context, left in ((stage, 10), (stage, 1), (accounts.Exchanged(stage), 9)):
        before = dice.nats
        context["n"], context["c"], context["p"]
        assert dice.nats > before or left == 1
    assert dice.nats == pytest.approx(math.log(90 * 89) + math.log(10 * 9) + math.log(18))


def test_names_of_a_program_count_once_in_both_languages():
    dice = Dice(Random(0))
    names = code.Names(dice, "sum_function")
    assert code.renamed(dice, "return;", names, "c") == "return;"
    assert dice.nats == 0
    code.renamed(dice, "LIST", names, "python")
    before = dice.nats
    assert before == pytest.approx(math.log(8))
    code.renamed(dice, "LIST", names, "c")
    assert dice.nats == before


# documents


def test_nats_do_not_depend_on_the_pixels(monkeypatch):
    def first(n):
        return [d for d in islice(world(2), n) if d.pictures]

    before = first(300)
    monkeypatch.setattr(pictures, "draw", lambda rng, name: images.draw(Random(0), "apple"))
    after = first(300)
    assert [(d.text, d.nats) for d in before] == [(d.text, d.nats) for d in after]
    assert len(before) > 5


@pytest.mark.parametrize(("after", "counted"), [(True, 0), (False, math.log(2))])
def test_a_thing_that_is_seen_first_counts_nothing_but_one_that_is_named_first_does(
    monkeypatch, after, counted
):
    """A coin that decides between a cat and a cat is counted where its side would be named."""
    nats = {}
    for sides in (1, 2):
        cats = Weighted(["cat"] * sides, [1.0] * sides)
        monkeypatch.setattr(pictures, "drawn", lambda cats=cats: cats)
        pages = [Page(Dice(Random(seed))) for seed in range(20)]
        for page in pages:
            pictures.captioned(page, "en", after)
        nats[sides] = [page.dice.nats for page in pages]
    assert nats[2] == pytest.approx([found + counted for found in nats[1]])


def test_that_a_document_opens_with_a_picture_is_seen_and_not_counted(monkeypatch):
    """What counts is the layout, given that there is a picture."""
    for layout in ("described", "compared", "asked", "rebus"):
        monkeypatch.setattr(pictures, layout, lambda page, layout=layout, after=None: layout)
    nats = {}
    for seed in range(200):
        dice = Dice(Random(seed))
        dice.nats = -math.log(pictures.SHARE)  # of the kind
        layout = pictures.picture(Page(dice))
        nats.setdefault(layout, set()).add(round(dice.nats, 6))
    (asked,), (rebus,) = nats["asked"], nats["rebus"]
    (compared,) = nats["compared"]
    below, above = sorted(nats["described"])
    assert math.exp(-below) + math.exp(-compared) == pytest.approx(1, abs=1e-5)
    alone = pictures.SHARE * (1 - pictures.FIRST)
    others = math.exp(-above) + math.exp(-asked) + math.exp(-rebus)
    assert others == pytest.approx(alone, abs=1e-5)


@pytest.mark.parametrize("kind", KINDS)
def test_no_document_is_certain_and_texts_that_come_again_have_the_same_nats(kind):
    """Equal texts were drawn alike, but for the few ways to the same words."""
    seen = {}
    for seed in range(100):
        page = Page(Dice(Random(f"{kind} {seed}")))
        KINDS[kind][1](page)
        if not page.pictures:
            assert page.dice.nats > 0
            assert page.dice.nats == pytest.approx(seen.setdefault(page.text, page.dice.nats))


def test_feelings_that_can_say_three_things_do_not_count_how_many_were_wanted():
    page, n = Page(Dice(Random(0))), len(scenes.says("joy"))
    scenes.sentences_about(page.dice, "joy", 3, 7)
    assert page.dice.nats == pytest.approx(math.log(math.factorial(n)))


# per token


@pytest.fixture(scope="module")
def reader():
    """The shipped model, its eye and its tokenizer."""
    tokenizer = AutoTokenizer.from_pretrained(model_path())
    model = LlamaForCausalLM.from_pretrained(model_path(), dtype=torch.float32)
    return model, load_adapter(model_path()), tokenizer


def test_entropy_is_nats_over_tokens_of_text_with_both_ends(reader):
    tokenizer = reader[2]
    words = "A cat.", f"{PLACEHOLDERS}\nA cat."
    seen = draw(Random(0), "cat")
    first, second = (
        WorldDocument(text, (), "en", kind, nats, pictures)
        for text, kind, nats, pictures in zip(
            words, ("chat", "picture"), (6.0, 2.0), ((), (seen,)), strict=True
        )
    )
    n = [
        len(tokenizer(BOS + text.replace(IMAGE, "") + EOS, add_special_tokens=False)["input_ids"])
        for text in words
    ]
    found = measured(*reader, [first, second, first])
    entropies = {kind: measure.entropy for kind, measure in found.by_kind.items()}
    assert entropies == pytest.approx({"chat": 6 / n[0], "picture": 2 / n[1]})
    assert found.all.entropy == pytest.approx(14 / (2 * n[0] + n[1]))
    assert found.all.n_tokens == 2 * n[0] + n[1]
    assert entropy_per_token(tokenizer, [first, second, first]) == pytest.approx(found.all.entropy)


def test_a_documents_loss_is_its_own_whatever_is_read_beside_it(reader):
    """Against each document read in a batch of one; a picture's patches cost nothing."""
    model, adapter, tokenizer = reader
    documents = [d for d in islice(world(5), 60) if len(d.text) < 400]
    assert any(d.pictures for d in documents)
    found = measured(*reader, documents)
    nats, n_tokens = 0.0, 0
    for document in documents:
        ids = torch.tensor(encoded(tokenizer, [document.text])[0])
        with seeing(model, adapter, patches(document.pictures)), torch.no_grad():
            log_p = model(ids[None]).logits[0].log_softmax(-1)
        own = -log_p[:-1].gather(1, ids[1:, None])[:, 0]
        nats += float(own[ids[1:] != adapter.token].sum())
        n_tokens += int((ids != adapter.token).sum())
    assert found.all.loss == pytest.approx(nats / n_tokens, rel=1e-4)


def test_documents_longer_than_the_context_are_left_out(reader):
    short, long = "A cat.", "A cat. " * 200
    documents = [WorldDocument(text, (), "en", "chat", 1.0) for text in (short, long)]
    assert measured(*reader, documents) == measured(*reader, documents[:1])


def test_the_world_is_as_random_as_it_should_be(reader):
    documents = list(islice(world(3), 1000))
    tokens = encoded(reader[2], [document.text for document in documents])
    text = sum(len(ids) - ids.count(int(reader[1].token)) for ids in tokens)
    assert {document.kind for document in documents} == KINDS.keys()
    assert 0.6 < sum(document.nats for document in documents) / text < 0.8


def test_every_way_to_merge_is_equally_likely():
    for seed in range(50):
        dice = Dice(Random(seed))
        dice.merged("abc", "xy")
        assert dice.nats == pytest.approx(math.log(math.comb(5, 2)))
