"""Causal claims: the instruments they measure with, on a tiny random model."""

import random
from dataclasses import replace
from itertools import islice

import pytest
import torch

from sonde.activations.mask import kept
from sonde.activations.source import ActivationSource
from sonde.dictionary.sparse import Codes, codes_where
from sonde.interventions.config import SteerConfig
from sonde.interventions.edits import Edit
from sonde.interventions.steer import prompt_tokens, steer
from sonde.miniature.claims import ablation_claims, causal_claims
from sonde.miniature.claims.ablation_claims import (
    Foreseen,
    Scene,
    attributed,
    attribution_predicts,
    correlated_by_position,
    drops_without,
    effects,
    firings,
    name_tokens,
    predictions,
    scenes,
    scoring_pages,
)
from sonde.miniature.claims.candidates import (
    AHEAD,
    PARAGRAPHS,
    SEED,
    ahead_of,
    candidates,
    foretelling,
    saying,
)
from sonde.miniature.claims.causal_claims import (
    PROMPTS_A,
    PROMPTS_B,
    SEED_B,
    Start,
    Written,
    bridge_turned_up,
    choose,
    drawn_concepts,
    log_perplexity,
    mentions,
    resampled_twice,
    starts,
    texts_under,
    until,
)
from sonde.miniature.claims.concept_claims import Reading
from sonde.miniature.claims.edited import halfway, losses, texts_of, tokens_of
from sonde.miniature.claims.evenly import paragraphs
from sonde.miniature.claims.evidence import Evidence, Pairs, is_sign
from sonde.miniature.claims.matching import Readings, best_features, f1_of_features, tally
from sonde.miniature.claims.sentences import Sentences
from sonde.miniature.claims.study import RANDOM_DECODER, ReportConfig, Size, Study
from sonde.miniature.concepts import things
from sonde.miniature.world import world
from sonde.model.config import ModelConfig
from sonde.model.forward import next_token_losses
from sonde.model.hook_points import resolve
from sonde.model.hooks import activations
from sonde.model.loading import load
from sonde.text.config import TextConfig
from synthetic import random_dictionary
from tiny_models import tiny_checkpoint

D_MODEL, SIZE = 32, 96
DICTIONARY = random_dictionary(D_MODEL, SIZE)
NAMES = ("karmira_bridge", "cat", "animal", "gold")
N = 400  # tokens of the toy evidence


def toy_evidence():
    """Each name at 40 tokens of its own, in order: tokens 0..39 are of the bridge, and so on."""
    rows = torch.arange(len(NAMES) * 40)
    nothing = torch.zeros(0, dtype=torch.long)
    x = torch.zeros(N, D_MODEL)
    documents = torch.arange(N) // 40
    pairs = Pairs(rows, rows // 40)
    none = Pairs(nothing, nothing)
    return Evidence(x, x, documents, documents, documents, pairs, none, NAMES)


def toy_readings():
    """Feature i + 10 fires on every token of name i; feature i + 20 on half of them."""
    rows = torch.arange(len(NAMES) * 40)
    half = rows[rows % 2 == 0]
    features = torch.cat([rows // 40 + 10, half // 40 + 20])
    both = torch.cat([rows, half])
    order = both.argsort(stable=True)
    codes = Codes(torch.full((len(both),), 4.0), features[order], both[order])
    return Readings.of(codes, SIZE)


@pytest.fixture(scope="module")
def study(tmp_path_factory):
    folder = tmp_path_factory.mktemp("model")
    tiny_checkpoint(folder, "llama", n_layers=3, d_model=D_MODEL, vocab_size=320)
    model = load(ModelConfig(path=str(folder), dtype="float32", device="cpu"))
    text = TextConfig(sources=("nowhere",), context_length=64)
    source = ActivationSource(model, text, resolve("layers.1.resid_post", 3), float("inf"))
    evidence, readings = toy_evidence(), toy_readings()
    counted = tally(readings, evidence)
    reading = Reading(readings, readings, counted, best_features(counted), None)
    found = Study(
        config=ReportConfig(),
        size=Size(0, 0, 0, (SIZE,), 4_000, 2, 2, 1),
        source=source,
        dictionaries={str(SIZE): DICTIONARY},
        splits=(evidence, evidence),
        readings={"dictionary": reading},
        by_size={},
    )
    return found


@pytest.mark.parametrize(
    ("text", "concept", "expected"),
    [
        ("Two kittens slept.", "cat", True),
        ("KATZEN!", "cat", True),
        ("un chat", "cat", True),
        ("concatenate chatter", "cat", False),
        ("他看见了猫。", "cat", True),
        ("他看见了猫头鹰。", "cat", False),
        ("他看见了猫头鹰和猫。", "cat", True),
        ("他看见了猫头鹰。", "owl", True),
        ("vu le pont de Karmira hier", "karmira_bridge", True),
        ("卡米拉桥很红", "karmira_bridge", True),
        ("a bridge", "karmira_bridge", False),
        ("", "cat", False),
        ("die Hängebrücke von Velmora", "velmora", True),  # its own bridge: no other's name
    ],
)
def test_a_name_in_any_language_is_a_mention(text, concept, expected):
    assert mentions(text, concept) is expected


def test_every_name_the_world_writes_is_a_mention():
    documents = [d for _, d in zip(range(300), world(7), strict=False) if not d.pictures]
    spans = [(d.text, s) for d in documents for s in d.spans if not s.about]
    seen = {(text, s.concept) for text, s in spans if not is_sign(s, text)}
    named = [(text, concept) for text, concept in seen if concept in things()]
    assert len(named) > 300
    assert all(mentions(text, concept) for text, concept in named)


def test_prompts_name_nothing_and_those_of_the_choice_are_not_those_of_the_score():
    assert len({*PROMPTS_A, *PROMPTS_B}) == len(PROMPTS_A) + len(PROMPTS_B)
    assert len(PROMPTS_B) >= 24  # the unit of the bridge's interval
    for prompt in (*PROMPTS_A, *PROMPTS_B):
        assert not [concept for concept in things() if mentions(prompt, concept)]


def test_a_row_is_the_text_of_steering_by_its_edits_alone(study):
    rows = [[], [Edit(10, "clamp", 5.0)], [Edit(11, "clamp", 5.0), Edit(20, "add", 2.0)]]
    found = texts_under(study, rows, "Yesterday", seed=5, n_tokens=12)
    maxima = dict.fromkeys(range(SIZE), 4.0)
    for row, text in zip(rows, found, strict=True):
        config = SteerConfig(n_tokens=12, seed=5, temperature=1.0)
        alone = steer(study.source, DICTIONARY, row, maxima, "Yesterday", config)
        assert text == alone.steered
        assert found[0] == alone.default
    assert len({*found}) == 3
    assert texts_under(study, rows, "Yesterday", seed=6, n_tokens=12) != found


def test_more_rows_than_fit_a_batch_write_the_same(study, monkeypatch):
    rows = [[], *([Edit(f, "clamp", 5.0)] for f in (10, 11, 12, 13))]
    whole = texts_under(study, rows, "Hier,", 1, 8)
    monkeypatch.setattr(causal_claims, "ROWS", 2)
    assert texts_under(study, rows, "Hier,", 1, 8) == whole


def test_the_cost_of_a_text_is_that_of_its_own_tokens(study):
    prompt = prompt_tokens(study.source, "Yesterday")
    texts = [[5, 6, 7], [8], [9, 10, 11, 12, 13]]
    found = log_perplexity(study, prompt, texts, batch=2)
    for text, cost in zip(texts, found, strict=True):
        losses = next_token_losses(study.source.model, torch.tensor([[*prompt, *text]]))[0]
        torch.testing.assert_close(cost, losses[-len(text) :].mean())


def test_a_text_ends_with_its_end():
    assert until({1}, [4, 5, 1, 1]) == [4, 5, 1]
    assert until({1}, [4, 5]) == [4, 5]
    assert until({1}, [1, 1]) == [1]


def test_the_best_features_are_those_that_fire_on_the_concept(study):
    for i, concept in enumerate(NAMES):
        assert study.best_of(concept, 2) == [i + 10, i + 20]
        assert study.feature_of(concept) == i + 10


def test_the_best_feature_is_the_one_that_was_matched(study):
    """Whatever the level at which it fits; of all features by brute force."""
    rng = torch.Generator().manual_seed(0)
    values = torch.rand(N, SIZE, generator=rng)
    values[torch.rand(N, SIZE, generator=rng) < 0.7] = 0
    values[80:120, 7] += 2  # fires everywhere, strongly on one concept
    readings, evidence = Readings.of(codes_where(values, values > 0), SIZE), toy_evidence()
    counted = tally(readings, evidence)
    reading = Reading(readings, readings, counted, best_features(counted), None)
    other = replace(study, readings={"dictionary": reading})
    assert other.feature_of("animal") == 7
    for concept in NAMES:
        found = other.best_of(concept, 5)
        assert found[0] == other.feature_of(concept)
        f1 = f1_of_features(counted, NAMES.index(concept)).max(1).values
        assert f1[found].tolist() == f1.sort(descending=True).values[:5].tolist()
        assert other.maximum(found[0]) == pytest.approx(float(values[:, found[0]].max()))


def sparse_evidence(named, about=()):
    """A cat is named at some tokens, and told about at others; documents of 40 tokens."""
    pairs = [
        Pairs(torch.tensor(rows).long(), torch.ones(len(rows)).long()) for rows in (named, about)
    ]
    return toy_evidence()._replace(active=pairs[0], about=pairs[1])


def test_ahead_of_a_name_is_what_stands_before_it_in_its_document():
    named, about = [0, 45, 70, 71, 200], [60, 199]
    found = ahead_of(sparse_evidence(named, about), "cat")
    expected = [
        row
        for row in range(N)
        if row not in (*named, *about)
        and any(row < name <= row + AHEAD and row // 40 == name // 40 for name in named)
    ]
    assert found.active.rows.tolist() == expected
    assert sorted(found.about.rows.tolist()) == sorted([*named, *about])
    assert found.active.concepts.tolist() == [0] * len(expected)


def test_features_that_make_the_model_say_a_name_are_those_that_raise_it_a_little(study):
    """Of those that ever fire: a little of each, wherever the name is not, and what log p of the
    name then is, best first. Of what no paragraph is about there is none."""
    able = (study.reading.counted.fired[:, 0] > 0).nonzero()[:, 0].tolist()
    documents = paragraphs(SEED, ["cat"], PARAGRAPHS)
    texts = texts_of(study.source, documents)
    inside = [
        text.within([s for s in document.spans if s.concept == "cat" and not s.about])
        for text, document in zip(texts, documents, strict=True)
    ]
    assert sum(int(here.sum()) for here in inside) > 10
    read = halfway(study, tokens_of(texts))

    def log_p(feature, step):
        edited = losses(read, [Edit(feature, "add", step)], {feature: 1.0}, [~i for i in inside])
        return -sum(float(row[i[1:]].sum()) for row, i in zip(edited, inside, strict=True))

    rises = {feature: log_p(feature, 1e-2) - log_p(feature, -1e-2) for feature in able}
    found = saying(study, "cat", len(able))
    assert found == sorted(able, key=lambda feature: -rises[feature])
    assert saying(study, "cat", 2) == found[:2]
    assert saying(study, "animal", 2) == []


def test_candidates_read_the_concept_or_fire_ahead_of_it_or_make_it_said(study):
    named = list(range(30, N, 80))
    ahead = [row for name in named for row in range(name - 9, name)]
    values = torch.zeros(N, SIZE)
    values[named, 7] = values[ahead, 8] = 1.0
    values[::7, 9] = 1.0
    readings, evidence = Readings.of(codes_where(values, values > 0), SIZE), sparse_evidence(named)
    counted = tally(readings, evidence)
    reading = Reading(readings, readings, counted, best_features(counted), None)
    other = replace(study, readings={"dictionary": reading}, splits=(evidence, evidence))
    assert candidates(other, "cat", 1) == [7, 8, 9]
    assert foretelling(other, "cat", 1) == [8]
    found = candidates(other, "cat", 3)
    assert len(found) == len({*found}) == 9
    assert candidates(other, "animal", 1) == [0, 1]  # all fit alike, and none makes it said


def test_the_edit_is_chosen_by_mentions_and_the_first_of_equals_wins(study, monkeypatch):
    def tokens(study, rows, start, n_tokens=40):
        says = {20: "a cat", 30: "a cat", 40: "gold"}
        encode = study.source.model.tokenizer
        return [
            encode(says.get(row[0].feature, "nothing") if row else "-", add_special_tokens=False)[
                "input_ids"
            ]
            for row in rows
        ]

    monkeypatch.setattr(causal_claims, "tokens_under", tokens)
    options = {
        "gold": [Edit(f, "clamp", 1.0) for f in (20, 30, 40)],
        "cat": [Edit(f, "clamp", 1.0) for f in (40, 20, 30)],
    }
    chosen = choose(study, options, starts(PROMPTS_A, 2, 0))
    assert {name: edit.feature for name, edit in chosen.items()} == {"gold": 40, "cat": 20}


@pytest.mark.parametrize(("dearer", "strength"), [(0.9, 1.0), (1.1, 0.5)])
def test_what_costs_too_much_is_not_chosen_however_much_it_mentions(
    study, monkeypatch, dearer, strength
):
    says = {0.5: "a cat", 1.0: "a cat, a cat", 2.0: "nothing"}
    by_edits(
        monkeypatch,
        lambda row, start: says[row[0].strength] if row and start.seed < row[0].strength else "-",
        lambda row: 3.0 + (dearer if row and row[0].strength == 1.0 else 0),
    )
    edits = [Edit(10, "clamp", s) for s in says]
    (chosen,) = choose(study, {"cat": edits}, [Start("In", 0), Start("In", 0.7)]).values()
    assert chosen.strength == strength
    by_edits(monkeypatch, lambda row, start: "-", lambda row: 9 - row[0].strength if row else 1.0)
    (chosen,) = choose(study, {"cat": edits}, [Start("In", 0)]).values()
    assert chosen.strength == 2.0  # all are too dear: the cheapest


@pytest.mark.parametrize("measured", [bridge_turned_up, causal_claims.concepts_turned_up])
def test_a_decoder_that_never_learned_is_turned_up_alike(study, monkeypatch, measured):
    """One that is the dictionary brings as much as it, and then nothing holds."""
    other = {**study.dictionaries, RANDOM_DECODER: DICTIONARY}
    beside = {**study.readings, RANDOM_DECODER: study.reading}
    own = {10: "Karmira Bridge", 11: "cat", 13: "gold"}
    by_edits(monkeypatch, lambda row, _: own.get(row[0].feature, "-") if row else "-")
    found = measured(replace(study, dictionaries=other, readings=beside))
    alike = f"{RANDOM_DECODER}, chosen alike"
    assert (found.measure.value, found.controls[alike].value) == (1, 1)
    assert not found.passed
    assert alike not in measured(study).controls


def test_named_concepts_are_drawn(study):
    drawn = [drawn_concepts(study, seed) for seed in range(20)]
    assert {name for names in drawn for name in names} == {"cat", "gold"}
    assert {len({*names}) for names in drawn} == {2}
    assert drawn_concepts(study) == drawn_concepts(study)


def test_a_stand_in_is_turned_up_by_candidates_of_its_own(study, monkeypatch):
    other = {**study.dictionaries, RANDOM_DECODER: DICTIONARY}
    found = replace(
        study, dictionaries=other, readings={**study.readings, RANDOM_DECODER: study.reading}
    )
    asked = []
    own = causal_claims.candidates

    def candidates(study, concept, n):
        asked.append(study)
        return own(study, concept, n)

    monkeypatch.setattr(causal_claims, "candidates", candidates)
    by_edits(monkeypatch, lambda row, _: "-")
    bridge_turned_up(found)
    assert len(asked) == 2
    assert asked[0] is found
    assert asked[1] is found.stand_ins[RANDOM_DECODER]


def by_edits(monkeypatch, says, costs=lambda row: 1.0):
    """Rows write `says(row, start)`; everything costs the same, or as `costs` says."""

    def texts(study, rows, beginnings, name):
        found = [[says(row, start) for start in beginnings] for row in rows]
        cost = torch.tensor([costs(row) for row in rows])
        return Written(found, cost[:, None].expand(-1, len(beginnings)))

    monkeypatch.setattr(causal_claims, "written", texts)


@pytest.mark.parametrize(
    ("says", "passed"),
    [
        (lambda row, _: "Karmira Bridge" if row and row[0].feature == 10 else "-", True),
        (lambda row, _: "Karmira Bridge" if row else "-", False),  # any feature does it
        (lambda row, _: "Karmira Bridge" if not row or row[0].feature == 10 else "-", False),
        (lambda row, _: "Karmira Bridge", False),
        (lambda row, _: "-", False),
    ],
)
def test_the_bridge_passes_only_where_its_own_feature_brings_it(study, monkeypatch, says, passed):
    by_edits(monkeypatch, says)
    assert bridge_turned_up(study).passed is passed


def test_concepts_pass_only_where_each_one_s_own_feature_brings_it(study, monkeypatch):
    own = {
        f"{feature}": name
        for feature, name in zip((10, 11, 13), ("Karmira", "cat", "gold"), strict=True)
    }
    by_edits(monkeypatch, lambda row, _: own.get(str(row[0].feature), "-") if row else "-")
    found = causal_claims.concepts_turned_up(study)
    assert (found.measure.value, found.passed) == (1.0, True)
    assert found.controls["random features, chosen alike"].value == 0
    swapped = dict(zip(own, [*list(own.values())[1:], "Karmira"], strict=True))
    by_edits(monkeypatch, lambda row, _: swapped.get(str(row[0].feature), "-") if row else "-")
    assert causal_claims.concepts_turned_up(study).measure.value == 0


def strong_where(chosen, scored):
    """The bridge, or any concept's own feature, at one strength on the prompts of the choice and
    at another on those of the score."""
    own = {10: "Karmira Bridge", 11: "cat", 13: "gold"}

    def says(row, start):
        wanted = chosen if start.prompt in PROMPTS_A and start.seed < SEED_B else scored
        return own.get(row[0].feature, "-") if row and row[0].strength == wanted else "-"

    return says


@pytest.mark.parametrize("measured", [bridge_turned_up, causal_claims.concepts_turned_up])
def test_the_strength_is_not_chosen_on_the_texts_of_the_score(study, monkeypatch, measured):
    by_edits(monkeypatch, strong_where(0.5, 1.0))
    assert (measured(study).measure.value, measured(study).passed) == (0, False)
    by_edits(monkeypatch, strong_where(0.5, 0.5))
    assert measured(study).measure.value == 1


@pytest.mark.parametrize("measured", [bridge_turned_up, causal_claims.concepts_turned_up])
def test_random_features_have_a_strength_of_their_own(study, monkeypatch, measured):
    """As many are tried as of the concept's own: here they do as well, at another strength."""
    own = {10: "Karmira Bridge", 11: "cat", 13: "gold"}
    by_edits(monkeypatch, lambda row, _: own.get(row[0].feature, "-") if row else "-")
    assert measured(study).passed

    def says(row, start):
        if not row or row[0].feature < 10:  # of those that never fire
            return "-"
        place = row[0].feature % 10
        others = " ".join(name for feature, name in own.items() if feature % 10 != place)
        return {0.5: others, 1.0: own.get(row[0].feature, "-")}.get(row[0].strength, "-")

    by_edits(monkeypatch, says)
    found = measured(study)
    chosen_alike = next(e for name, e in found.controls.items() if "chosen alike" in name)
    assert (found.measure.value, chosen_alike.value, found.passed) == (1, 1, False)


def test_the_interval_of_the_bridge_is_that_of_other_prompts(study, monkeypatch):
    """Six texts of one prompt are not six times the evidence."""
    by_edits(
        monkeypatch,
        lambda row, start: "Karmira" if row and start.prompt == PROMPTS_B[2] else "-",
    )
    found = bridge_turned_up(replace(study, size=study.size._replace(samples=12))).measure
    assert found.value == pytest.approx(1 / len(PROMPTS_B))
    assert (found.low, found.high) == (0, pytest.approx(3 / len(PROMPTS_B)))


def test_a_mean_over_two_units_has_the_interval_of_both():
    flat = resampled_twice(torch.full((4, 6), 0.5))
    assert (flat.low, flat.value, flat.high) == (0.5, 0.5, 0.5)
    halves = (torch.arange(40.0) % 2)[:, None].expand(40, 6)
    for values in (halves, halves.T):  # what differs between 40 units: +- 2 / sqrt(160)
        found = resampled_twice(values)
        assert found.value == 0.5
        assert 0.3 < found.low < 0.4
        assert 0.6 < found.high < 0.7


def test_the_named_tokens_are_those_the_world_marked(study):
    """Neither more nor fewer, token by token."""
    page = next(scoring_pages(study))
    blocks = page.blocks
    every = torch.stack([blocks.documents, blocks.starts, blocks.ends], -1).tolist()
    for concept in {s.concept for d in page.truth.values() for s in d.spans if not s.about}:
        own = {
            number: [
                s
                for s in document.spans
                if s.concept == concept and not s.about and not is_sign(s, document.text)
            ]
            for number, document in page.truth.items()
        }
        expected = [
            [any(s.start < end and max(s.start, start) < min(s.end, end) for s in own.get(d, ()))
             for d, start, end in row]
            for row in every
        ]  # fmt: skip
        assert name_tokens(page, concept).tolist() == expected


def test_a_prediction_of_a_name_stands_before_it(study):
    decode = study.source.model.tokenizer.decode
    seen = 0
    for concept, scene in scenes(study, list(things())).items():
        assert 0 < len(scene.tokens) <= study.size.samples
        for tokens, named in zip(scene.tokens, scene.named, strict=True):
            inside = torch.cat([named[:1] & False, named]).long()
            ends = (inside[1:] < inside[:-1]).nonzero().flatten() + 1
            if not len(ends) or named[0]:
                continue  # cut off by the block
            first = int(inside.nonzero()[0])
            assert mentions(decode(tokens[first : int(ends[0])]), concept)
            seen += 1
    assert seen > 20


def test_no_prediction_is_scored_in_a_sentence_of_the_choosing_split(study):
    """What is scored when some sentences are known, and when the others are, is the whole."""
    size = study.size._replace(samples=1000)
    numbers = {
        number
        for page in islice(scoring_pages(study), 10)
        for document in page.truth.values()
        for number in Sentences(document.text).numbers
    }
    odd = {number for number in numbers if number % 2}

    def with_known(known):
        split = study.splits[0]._replace(sentences=torch.tensor([*known], dtype=torch.int64))
        return replace(study, size=size, splits=(split, split))

    def counts(known):
        found = scenes(with_known(known), list(things()))
        return torch.tensor(
            [[int(s.named.sum()), int(s.elsewhere.sum())] for s in found.values()]
        ).sum(0)

    whole, a, b = (counts(known) for known in (set(), odd, numbers - odd))
    assert int(whole[0]) == int(a[0]) + int(b[0])
    assert min(int(part[0]) for part in (a, b)) > 0.2 * int(whole[0])
    assert scenes(with_known(numbers), list(things())) == {}


def test_ablating_changes_predictions_from_the_first_firing_on_and_nothing_before(study):
    study = replace(study, size=study.size._replace(evidence=40_000))
    scene = next(iter(scenes(study, list(things())[:12]).values()))
    assert len(scene.tokens) <= study.size.samples
    assert scene.named.any(1).all()
    fired = firings(study, scene)
    silent, loud = int((fired == 0).nonzero()[0]) if (fired == 0).any() else None, fired.argmax()
    if silent is not None:
        assert drops_without(study, scene, [silent])[0] == (0.0, 0.0)
    tokens = scene.tokens[:1]
    read = halfway(study, list(tokens))
    (before,), (after,) = read.plain, losses(read, [Edit(int(loud), "ablate")])
    changed = before != after
    source = study.source
    x = activations(source.model, source.hook_point, tokens)
    keep = kept(tokens, x, source.special, source.norm_limit)[0]
    codes = DICTIONARY.encode_some(x[0], loud[None])[:, 0] * keep
    first = int(codes.nonzero()[0])
    assert not changed[:first].any()
    assert changed[first]
    named = torch.zeros_like(changed)
    named[first] = True
    (drop,) = drops_without(study, Scene(tokens, named[None], ~named[None]), [int(loud)])
    assert drop.named == pytest.approx(float((after - before)[first]), abs=1e-5)
    assert drop.elsewhere == pytest.approx(float((after - before)[~named].mean()), abs=1e-5)
    assert drop.named != drop.elsewhere
    assert not (scene.named & scene.elsewhere).any()


def test_special_tokens_neither_fire_nor_are_edited(study):
    tokens = torch.randint(3, 259, (1, 12), generator=torch.Generator().manual_seed(1))
    tokens[0, 5] = min(study.source.special)
    x = activations(study.source.model, study.source.hook_point, tokens)[0]
    ordinary = torch.arange(12) != 5
    nothing = torch.zeros(1, 11, dtype=torch.bool)
    counts = [DICTIONARY.encode(x[r]).features.bincount(minlength=SIZE) for r in (ordinary, [5])]
    assert counts[1].any()
    assert torch.equal(firings(study, Scene(tokens, nothing, nothing)), counts[0])
    edit, maxima = [Edit(1, "add", 50.0)], {1: 4.0}
    read = halfway(study, [tokens[0]])
    edited, beside = (
        losses(read, edit, maxima, [here])[0] for here in (~ordinary, torch.arange(12) == 4)
    )
    assert torch.equal(read.plain[0], edited)
    assert not torch.equal(read.plain[0], beside)


def test_effects_with_a_cache_are_those_of_whole_forwards(study):
    """The twin takes each part out of x at one position of the whole text."""
    tokens = torch.randint(3, 259, (9,), generator=torch.Generator().manual_seed(1))
    tokens[0] = 0
    place = len(tokens) - 2
    found = attributed(study, tokens[None], [place])
    here = found.positions == place
    features, codes = found.features[here], found.codes[here]
    model, hook_point = study.source.model, study.source.hook_point

    def log_p(part=None):
        def change(x, keep):
            x = x.clone()
            x[:, place] -= 0 if part is None else part
            return x

        with ablation_claims.spliced(model, hook_point, float("inf"), change), torch.no_grad():
            return -next_token_losses(model, tokens[None])[0, place]

    expected = [
        log_p() - log_p(c * DICTIONARY.W_dec[f]) for f, c in zip(features, codes, strict=True)
    ]
    measured = effects(study, tokens, features.tolist())
    torch.testing.assert_close(measured, torch.stack(expected), rtol=1e-3, atol=1e-5)
    assert torch.corrcoef(torch.stack([measured, found.values[here]]))[0, 1] > 0.5


def test_effects_know_nothing_of_the_document_before(study):
    """In one block, of which attribution reads the documents apart."""
    tokens = torch.randint(3, 259, (16,), generator=torch.Generator().manual_seed(1))
    tokens[[0, 7]] = study.source.model.tokenizer.bos_token_id
    place = len(tokens) - 2
    both, alone = (attributed(study, t[None], [len(t) - 2]) for t in (tokens, tokens[7:]))
    features = both.features[both.positions == place]
    assert features.equal(alone.features[alone.positions == place - 7])
    among = effects(study, tokens, features.tolist())
    torch.testing.assert_close(among, effects(study, tokens[7:], features.tolist()))
    tokens[7] = 3
    assert not torch.allclose(among, effects(study, tokens, features.tolist()), atol=1e-4)


def test_predictions_are_of_ordinary_tokens_of_one_document(study):
    page = next(scoring_pages(study))
    found = set()
    for seed in range(60):
        for row, place in enumerate(predictions(study, page, random.Random(seed))):
            documents = page.blocks.documents[row, place : place + 2]
            assert documents[0] == documents[1] >= 0
            assert not {*page.blocks.tokens[row, place : place + 2].tolist()} & study.source.special
            found.add((row, place))
    assert len({place for _, place in found}) > 40  # anywhere in a block


@pytest.mark.parametrize(
    ("noise", "code", "passed"), [(0.1, 0, True), (100.0, 0, False), (0.1, 100, False)]
)
def test_attribution_passes_where_it_foresees_more_than_the_code(
    study, monkeypatch, noise, code, passed
):
    rng = torch.Generator().manual_seed(0)

    def found(study):
        for _ in range(30):
            effect, codes, other = torch.randn(3, 12, generator=rng)
            yield Foreseen(effect + noise * other, codes + code * effect, effect)

    monkeypatch.setattr(ablation_claims, "foreseen", found)
    assert attribution_predicts(study).passed is passed


def test_the_interval_of_a_correlation_is_that_of_other_positions():
    """Twelve pairs that say the same are not twelve times the evidence."""
    rng = torch.Generator().manual_seed(0)
    a, b = torch.randn(2, 20, generator=rng)
    near = 1e-3 * torch.randn(2, 20, 12, generator=rng)
    once = correlated_by_position([*a[:, None]], [*b[:, None]])
    often = correlated_by_position([*(a[:, None] + near[0])], [*(b[:, None] + near[1])])
    assert often.high - often.low > 0.7 * (once.high - once.low)
