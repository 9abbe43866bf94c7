"""Laws of completeness: who knows nothing, or all concepts alike, finds none sooner."""

import pytest
import torch

from sonde.dictionary.sparse import codes_where
from sonde.miniature.claims import evidence as annotated
from sonde.miniature.claims.concept_claims import (
    agreements,
    completeness,
    found,
    leaves,
    read,
    rise_by_chance,
    rise_with_frequency,
    without_means,
)
from sonde.miniature.claims.evidence import Evidence, Pairs, unshared
from sonde.miniature.claims.matching import EVEN, Readings, agreement
from sonde.miniature.claims.ranking import Dense, ranked
from sonde.miniature.claims.sentences import Sentences
from sonde.miniature.concepts import concepts

N, PER_DOCUMENT = 20_000, 50
KINDS = ("person", "animal", "feeling")
NAMES = tuple(
    name
    for kind in KINDS
    for name in [name for name, concept in concepts().items() if concept.kind == kind][:16]
)
SHARES = torch.logspace(-2.6, -0.7, 16).repeat(len(KINDS))


def evidence(truth, names=NAMES, x=None):
    """From a table [n, n_concepts]."""
    n = len(truth)
    nothing = torch.zeros(0, dtype=torch.long)
    return Evidence(
        x=torch.zeros(n, 1) if x is None else x,
        neurons=torch.zeros(n, 0),
        tokens=torch.zeros(n),
        documents=torch.arange(n) // PER_DOCUMENT,
        sentences=torch.arange(n),
        active=Pairs(*truth.nonzero(as_tuple=True)),
        about=Pairs(nothing, nothing),
        names=names,
    )


def worlds(seed=0):
    """The truth of both splits, frequencies spread over two powers of ten in each kind."""
    generator = torch.Generator().manual_seed(seed)
    return [torch.rand(N, len(NAMES), generator=generator) < SHARES for _ in range(2)]


def reading_of(values, truths):
    codes = [codes_where(part, part > 0) for part in values]
    choosing = Readings.of(codes[0], values[0].shape[1])
    splits = tuple(map(evidence, truths))
    return read(choosing, Readings.of(codes[1], choosing.size, choosing.maximum), splits), splits


def ignorant(truths, seed=1, size=150):
    """Fires often or rarely, at single tokens or all over a document, and never because of a
    concept."""
    generator = torch.Generator().manual_seed(seed)
    rates = torch.logspace(-3, -0.3, size)[torch.randperm(size, generator=generator)]
    values = []
    for _ in truths:
        tokens = torch.rand(N, size, generator=generator)
        pages = torch.rand(N // PER_DOCUMENT, size, generator=generator)
        tokens[:, ::2] = pages.repeat_interleave(PER_DOCUMENT, 0)[:, ::2]
        values.append((tokens < rates) * torch.rand(N, size, generator=generator))
    return values


def knowing(truths, recall, seed=1):
    """One feature for each concept, with a recall of its own; false at every hundredth token."""
    generator = torch.Generator().manual_seed(seed)
    values = []
    for truth in truths:
        chance = torch.rand(truth.shape, generator=generator)
        values.append(torch.where(truth, chance < recall, chance < 0.01).float())
    return values


def rises(values, truths):
    """Of agreement and of F1."""
    reading, splits = reading_of(values, truths)
    kinds = [concepts()[name].kind for name in NAMES]
    frequency = splits[0].frequency()
    return [
        rise_with_frequency(frequency, fit, kinds)
        for fit in (agreements(reading, splits), reading.scores.f1)
    ]


@pytest.mark.parametrize("seed", range(3))
def test_a_reader_that_knows_nothing_finds_frequent_concepts_no_sooner(seed):
    """By F1 it seems to."""
    truths = worlds(seed)
    even, by_f1 = rises(ignorant(truths, seed + 10), truths)
    assert abs(even.value) < 0.02
    assert by_f1.low > 0.1


def test_a_reader_that_knows_all_concepts_alike_finds_frequent_ones_no_sooner():
    truths = worlds()
    even, by_f1 = rises(knowing(truths, torch.tensor(0.8)), truths)
    assert abs(even.value) < 0.03
    assert even.low < 0 < even.high
    assert by_f1.low > 0.2


def test_a_reader_that_knows_frequent_concepts_better_is_seen():
    truths = worlds()
    even, _ = rises(knowing(truths, 0.95 * (SHARES / SHARES.max()) ** 0.5), truths)
    assert even.low > 0.1


def test_of_a_frequent_concept_the_feature_that_agrees_is_taken_not_the_one_that_always_fires():
    generator = torch.Generator().manual_seed(0)
    truths = [torch.rand(N, len(NAMES), generator=generator) < 0.4 for _ in range(2)]
    values = [torch.ones(N, 2) for _ in truths]
    for part, truth in zip(values, truths, strict=True):
        part[:, 1] = truth[:, 0] * (torch.rand(N, generator=generator) < 0.3)
    reading, splits = reading_of(values, truths)
    assert int(reading.match.features[0]) == 0
    assert float(agreements(reading, splits)[0]) == pytest.approx(0.46, abs=0.03)


def test_kinds_that_differ_in_much_besides_do_not_count():
    """Frequent kinds that are found well say nothing of the concepts within."""
    frequency = torch.tensor([0.001, 0.002, 0.004, 0.1, 0.2, 0.4])
    fit = torch.tensor([0.1, 0.1, 0.1, 0.9, 0.9, 0.9])
    kinds = ["a"] * 3 + ["b"] * 3
    assert rise_with_frequency(frequency, fit, kinds).value == pytest.approx(0, abs=1e-6)
    within = fit + torch.tensor([0, 0.1, 0.2] * 2) / torch.tensor(2.0).log10()
    assert rise_with_frequency(frequency, within, kinds).value == pytest.approx(
        0.1 / 0.30103**2, rel=1e-4
    )
    values = torch.tensor([[1.0, 3.0, 10.0], [1.0, 3.0, 10.0]])
    groups = torch.tensor([[0, 0, 1], [0, 1, 1]])
    assert without_means(values, groups).tolist() == [[-1, 1, 0], [0, -3.5, 3.5]]


def test_agreement_is_kappa_where_the_concept_holds_the_even_share():
    n, active = 100_000.0, 100_000 * EVEN
    hits, firings = torch.tensor(600.0), torch.tensor(900.0)
    seen = (hits + n - active - (firings - hits)) / n
    chance = EVEN * firings / n + (1 - EVEN) * (1 - firings / n)
    kappa = float((seen - chance) / (1 - chance))
    found = agreement(hits, firings, torch.tensor(active), torch.tensor(n))
    assert float(found) == pytest.approx(kappa, rel=1e-4)


@pytest.mark.parametrize("share", [0.001, 0.1, 0.6])
def test_agreement_does_not_depend_on_the_base_rate(share):
    n = torch.tensor(1e6)
    active = share * n

    def of(recall, false_alarms):
        hits = recall * active
        return float(agreement(hits, hits + false_alarms * (n - active), active, n))

    assert of(1.0, 0.0) == pytest.approx(1, rel=1e-4)
    assert of(0.3, 0.3) == pytest.approx(0, abs=1e-4)
    assert of(0.8, 0.01) == pytest.approx(0.56793, rel=1e-3)


def test_by_chance_a_concept_has_the_fit_of_another_of_its_kind():
    """So what kinds differ in adds nothing, and what rises within them is taken away."""
    frequency = torch.tensor([0.001, 0.002, 0.004, 0.1, 0.2, 0.4])
    kinds = ["a", "b"] * 3
    of_kinds = torch.tensor([0.1, 0.9] * 3)
    none = rise_by_chance(frequency, of_kinds, kinds)
    assert (none.low, none.value, none.high) == pytest.approx((0, 0, 0), abs=1e-6)
    rising = of_kinds + 0.1 * frequency.log10()
    assert rise_with_frequency(frequency, rising, kinds).value == pytest.approx(0.1, rel=1e-4)
    shuffled = rise_by_chance(frequency, rising, kinds)
    assert shuffled.low < -0.05 < shuffled.value < 0.05 < shuffled.high <= 0.1 + 1e-6
    assert shuffled.value == pytest.approx(0, abs=0.01)


def test_what_others_are_instances_of_is_no_leaf():
    names = ["cat", "mammal", "animal", "karmira_bridge"]
    assert leaves(names).tolist() == [True, False, False, True]
    every = [*concepts()]
    parents = {concepts()[name].parent for name in every}
    for name, leaf in zip(every, leaves(every).tolist(), strict=True):
        assert leaf == (name not in parents)


def test_completeness_leaves_out_what_others_are_instances_of():
    truths = worlds()
    reading, splits = reading_of(knowing(truths, torch.tensor(0.9)), truths)
    groups = ("animal", "mammal", *NAMES[2:])
    renamed = tuple(split._replace(names=groups) for split in splits)
    row = completeness({len(NAMES): reading}, {}, renamed)
    assert f"of {len(NAMES) - 2} concepts" in row.says


def test_completeness_has_the_curves_of_all_sizes_and_every_reader_as_a_control():
    truths = worlds()
    good, splits = reading_of(knowing(truths, torch.tensor(0.9)), truths)
    poor, _ = reading_of(ignorant(truths), truths)
    rising, _ = reading_of(knowing(truths, 0.95 * (SHARES / SHARES.max()) ** 0.5), truths)
    row = completeness({512: poor, 2048: rising}, {"good": good, "poor": poor}, splits)
    assert {*row.controls} == {"frequencies shuffled", "good", "poor"}
    assert row.passed
    assert row.measure.low > row.controls["poor"].high > -0.1
    assert row.controls["good"] == rise_with_frequency(
        splits[0].frequency(), agreements(good, splits), [concepts()[n].kind for n in NAMES]
    )
    again = completeness({512: poor, 2048: rising}, {"rising": rising}, splits)
    assert again.controls["rising"] == again.measure
    assert not again.passed
    curves = row.curves["share found by rank of frequency"]
    assert {*curves} == {"512 features", "2,048 features", "good", "poor"}
    assert max(curves["512 features"]["y"]) == 0
    assert curves["2,048 features"]["y"][0] == 1 > curves["2,048 features"]["y"][-1]
    sizes = row.curves["share found by number of features"]["dictionary"]
    assert sizes["x"] == [512, 2048]
    assert sizes["y"][0] == 0 < sizes["y"][1]


def test_every_reader_is_a_control_of_matching_and_of_ranking():
    truths = worlds()
    good, splits = reading_of(knowing(truths, torch.tensor(0.9)), truths)
    poor, _ = reading_of(ignorant(truths), truths)
    seen = [split._replace(x=truth.float()) for split, truth in zip(splits, truths, strict=True)]
    ranks = ranked(Dense(lambda x, which: x[:, which], len(NAMES), tuple(seen)))
    noise = [s._replace(x=torch.rand(s.x.shape[0], 8, generator=torch.Generator())) for s in seen]
    chance = ranked(Dense(lambda x, which: x[:, which], 8, tuple(noise)))
    match, rank = found(
        {"dictionary": good, "poor": poor}, {"dictionary": ranks, "noise": chance}, tuple(seen)
    )
    assert match.passed
    assert {*match.controls} == {"poor"}
    assert rank.passed
    assert rank.measure.value == 1
    assert {*rank.controls} == {"noise"}
    assert rank.controls["noise"].value == pytest.approx(0.5, abs=0.02)
    for row, word in ((match, "F1"), (rank, "AUROC")):
        assert sum(line[word] for line in match.table) / len(match.table) == pytest.approx(
            row.measure.value
        )
        drawn = row.curves[f"{word} by concept, best first"]["dictionary"]["y"]
        assert drawn == sorted((line[word] for line in match.table), reverse=True)


# --- sentences


def test_equal_sentences_share_a_number_and_others_do_not():
    text = "The owl sees. The cat sleeps! x = 2.5\nDie Eule ruft. 他来了。她走了。"
    other = "“The cat sleeps!” The cat sleeps! 她走了。\n  x = 2.5"
    first, second = Sentences(text), Sentences(other)
    assert len({first.at(i) for i in range(len(text))}) == 6
    cat = text.index(" The cat")  # the space before it belongs to it
    assert {first.at(i) for i in range(cat, text.index(" x"))} == {second.at(20)}
    assert first.at(cat - 1) not in (first.at(cat), second.at(20))
    assert second.at(0) != second.at(20)  # the quotation marks are part of a sentence
    assert first.at(text.index("2.5")) == second.at(other.index("5"))
    assert first.at(text.index("走")) == second.at(other.index("走"))


def test_a_sentence_behind_an_introduction_is_the_same_sentence():
    plain, behind = Sentences("The cat sleeps."), Sentences("By the way: The cat sleeps.")
    assert behind.at(20) == plain.at(3) != behind.at(2)
    assert Sentences("顺便说一句：猫在睡觉。").at(8) == Sentences("猫在睡觉。").at(1)
    assert len(set(Sentences("It is 10:30 now.").numbers)) == 1


def test_signs_belong_to_the_sentence_before_them_and_make_it_no_other():
    plain, signed = "The cat sleeps. It purrs.", "The cat🐱 sleeps. 🐱🐶 It purrs. 🐱"
    for text in (plain, signed):
        found = Sentences(text)
        assert found.at(text.find("sleeps")) == Sentences("The cat sleeps.").at(1)
        assert found.at(text.find("purrs")) == Sentences("It purrs.").at(1)
    found = Sentences(signed)
    assert found.at(signed.find(" 🐱")) == found.at(0)
    assert found.at(len(signed) - 1) == found.at(signed.find("purrs"))
    assert Sentences("猫睡了。 🐱它叫。").at(7) == Sentences("它叫。").at(1)


def test_no_sentence_of_the_choice_is_scored():
    truths = worlds()
    choosing, scoring = map(evidence, truths)
    scoring = scoring._replace(sentences=torch.arange(N) // 4 + 10_000_000)
    choosing = choosing._replace(sentences=torch.arange(0, 2 * N, 2) + 10_000_000)
    left = unshared(scoring, choosing)
    keep = (torch.arange(N) // 4) % 2 == 1
    assert torch.equal(left.sentences, scoring.sentences[keep])
    assert torch.equal(left.documents, scoring.documents[keep])
    for i, name in enumerate(NAMES):
        assert torch.equal(left.has(name), truths[1][keep][:, i])
    assert not set(left.sentences.tolist()) & set(choosing.sentences.tolist())


def test_parts_keep_their_sentences():
    parts = [evidence(truth[:40])._replace(sentences=torch.arange(40) * 7) for truth in worlds()]
    whole = annotated.joined(parts)
    assert torch.equal(whole.sentences, torch.cat([part.sentences for part in parts]))
