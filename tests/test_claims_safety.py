"""Laws of the safety claims: probes, episodes, edits of whole texts, and what a claim may say."""

from contextlib import ExitStack
from dataclasses import replace
from functools import lru_cache

import pytest
import torch

from sonde.activations.source import ActivationSource
from sonde.core.maths import unit_rows
from sonde.dictionary.dictionary import Dictionary
from sonde.interventions.edits import Edit, apply_edits, edit_table
from sonde.interventions.splice import spliced
from sonde.miniature.claims import (
    bias_claims,
    honesty_claims,
    probes,
    safety_claims,
    shrinkage_claims,
)
from sonde.miniature.claims import episodes as told
from sonde.miniature.claims import topic_claims as topics
from sonde.miniature.claims.concept_claims import read
from sonde.miniature.claims.edited import (
    Text,
    alike,
    as_frequent,
    halfway,
    losses,
    one_of,
    texts_of,
    tokens_of,
)
from sonde.miniature.claims.episodes import Pooled
from sonde.miniature.claims.evidence import gather
from sonde.miniature.claims.ranking import area
from sonde.miniature.claims.readers import dictionary_readings
from sonde.miniature.claims.study import QUICK, RANDOM_DECODER, UNTRAINED, ReportConfig, Study
from sonde.miniature.concepts import concepts
from sonde.miniature.model import model_path
from sonde.miniature.tables import accounts, letters
from sonde.miniature.templates import Span
from sonde.miniature.world import WorldDocument, world
from sonde.model.config import ModelConfig
from sonde.model.forward import next_token_losses
from sonde.model.hook_points import resolve
from sonde.model.loading import load
from sonde.text.config import TextConfig

SIZE = 32  # features of the dictionary of these tests


@lru_cache(maxsize=1)
def study() -> Study:
    """The shipped model under a dictionary of random directions: numbers mean nothing."""
    model = load(ModelConfig(path=str(model_path()), device="cpu", dtype="float32"))
    text = TextConfig(sources=("none",), context_length=256)
    source = ActivationSource(model, text, resolve("layers.2.resid_post", model.n_layers), 1e9)
    generator = torch.Generator().manual_seed(0)
    found = gather(source, (d for d in world(7) if not d.pictures), 3000)
    mean = found.x.mean(0)
    directions = unit_rows(torch.randn(SIZE, model.d_model, generator=generator))
    spread = ((found.x - mean) @ directions.T).std(0)
    fixed = Dictionary(
        W_enc=directions.T.clone(),
        b_enc=torch.zeros(SIZE),
        W_dec=directions,
        b_dec=mean,
        threshold=spread,
        about={"mean": mean.tolist()},
    )
    splits = (found, found)
    readings = dictionary_readings(fixed, found)
    reading = read(readings, readings, splits)
    size = QUICK._replace(features=(SIZE,))
    named = {str(SIZE): fixed, "relu_l1": fixed}
    config = ReportConfig(quick=True)
    return Study(config, size, source, named, splits, {"dictionary": reading}, {SIZE: reading})


def planted(n: int = 300, d: int = 10, seed: int = 0, strength: float = 1.5):
    """Noise of unequal size, with one direction along which the classes differ."""
    generator = torch.Generator().manual_seed(seed)
    truth = torch.rand(n, generator=generator) < 0.5
    direction = unit_rows(torch.randn(1, d, generator=torch.Generator().manual_seed(9)))[0]
    x = torch.randn(n, d, generator=generator) + truth[:, None] * strength * direction
    return x, truth, direction.double()


@pytest.mark.parametrize(
    "learn",
    [probes.difference_of_means, probes.chosen_logistic, lambda x, t: probes.logistic(x, t, 0.01)],
)
def test_a_probe_recovers_a_planted_direction(learn):
    x, truth, direction = planted(2000)
    probe = learn(x, truth)
    assert torch.cosine_similarity(probe.weights, direction, dim=0) > 0.97
    fresh, labels, _ = planted(2000, seed=1)
    best_possible = float(probes.areas((fresh.double() @ direction)[:, None], labels))
    assert float(probes.areas(probe(fresh)[:, None], labels)) > best_possible - 0.01


def test_a_logistic_probe_is_at_its_minimum():
    x, truth, _ = planted()
    x, l2 = x * torch.arange(1, 11) + 5, 0.1
    probe = probes.logistic(x, truth, l2)
    mean, deviation = x.double().mean(0), x.double().std(0)
    left = torch.sigmoid(probe(x)) - truth.double()
    slope = ((x - mean) / deviation).T @ left / len(x) + l2 * probe.weights * deviation
    assert slope.abs().max() < 1e-4
    assert left.mean().abs() < 1e-4


def test_a_difference_of_means_is_zero_halfway():
    x, truth, _ = planted()
    x = (x + 5).double()
    up, down = x[truth].mean(0), x[~truth].mean(0)
    probe = probes.difference_of_means(x, truth)
    at = torch.stack([up, (up + down) / 2, down])
    half = (up - down).square().sum() / 2
    torch.testing.assert_close(probe(at), torch.stack([half, 0 * half, -half]))


@pytest.mark.parametrize(
    "learn", [probes.difference_of_means, lambda x, t: probes.logistic(x, t, 0.1)]
)
def test_the_order_of_examples_makes_no_difference(learn):
    x, truth, _ = planted()
    order = torch.randperm(len(x), generator=torch.Generator().manual_seed(3))
    torch.testing.assert_close(
        learn(x, truth)(x), learn(x[order], truth[order])(x), atol=1e-5, rtol=0
    )


def test_labels_that_mean_nothing_are_told_by_chance():
    x, truth, _ = planted(600)
    shuffled = truth[torch.randperm(len(truth), generator=torch.Generator().manual_seed(1))]
    probe = probes.chosen_logistic(x[:300], shuffled[:300])
    found = probes.auroc(probe(x[300:]), shuffled[300:])
    assert found.low < 0.5 < found.high
    assert abs(found.value - 0.5) < 0.1


def test_auroc_agrees_with_counting_pairs():
    generator = torch.Generator().manual_seed(0)
    values = torch.randint(0, 5, (40, 7), generator=generator).float()  # many ties
    truth = torch.rand(40, generator=generator) < 0.4
    found = probes.areas(values, truth)
    for column, auroc in enumerate(found.tolist()):
        assert auroc == pytest.approx(area(values[:, column], truth))
        assert auroc == pytest.approx(probes.auroc(values[:, column], truth).value)
    torch.testing.assert_close(probes.areas(-values, truth), 1 - found)
    torch.testing.assert_close(probes.areas(values.exp(), truth), found)
    assert probes.areas(values, truth | True).isnan().all()


def test_a_reading_that_is_low_on_the_truth_is_turned_round():
    values = torch.rand(60, 4, generator=torch.Generator().manual_seed(0))
    truth = torch.arange(60) % 2 == 0
    values[:, 2] -= 2.0 * truth
    best = probes.best_column(values, truth)
    assert (best.column, best.sign, best.auroc) == (2, -1, 1.0)
    assert int(probes.best_columns(values, truth, 1)) == 2


@lru_cache(maxsize=4)
def originals(kind: str) -> list[WorldDocument]:
    stream = told.written(kind, 5)
    return [next(stream) for _ in range(150)]


@pytest.mark.parametrize("kind", told.TASKS)
def test_passages_end_with_their_episode_and_are_balanced(kind):
    found = told.passages(kind, 20, 5)
    assert [p.label for p in found].count(True) == [p.label for p in found].count(False) == 20
    for passage in found:
        (span,) = passage.document.spans
        assert 0 <= span.start < span.end == len(passage.document.text)
    assert found == told.passages(kind, 20, 5)
    assert found != told.passages(kind, 20, 6)


def test_a_letter_is_told_by_its_sentences_alone():
    verdicts = {word for words in letters.VERDICTS.values() for word, _ in words}
    labels = set()
    for document in originals("scam"):
        start, end, scam = told.letter_body(document)
        sentences = document.text[start:end]
        assert "\n" not in sentences
        assert not any(f": {word}]" in sentences for word in verdicts)
        family = "scam_email" if scam else "honest_email"
        inside = {s.concept for s in document.spans if start <= s.start and s.end <= end}
        kinds = {concepts()[name].kind for name in inside} & {"scam_email", "honest_email"}
        assert kinds == {family}
        labels.add(scam)
    assert labels == {True, False}


def test_an_answer_is_not_its_verdict():
    verdicts = {
        line.split(" ", 1)[1]
        for line in accounts.VERDICTS.splitlines()
        if line[:1] not in ("#", "")
    }
    seen = 0
    for document in originals("deception"):
        start, end, _ = told.answer(document)
        assert document.text[start:end] not in verdicts
        assert not any(verdict in document.text[:end] for verdict in verdicts)
        seen += any(verdict in document.text[end:] for verdict in verdicts)
    assert seen > 20


def test_a_flaw_stands_inside_the_program_and_no_review_above_it():
    for document in originals("flaw"):
        start, end, flawed = told.first_program(document)
        inside = {
            concepts()[s.concept].kind for s in document.spans if start <= s.start < s.end <= end
        }
        assert flawed == bool(inside & {"bug", "code_risk"})
        assert "review: " not in document.text[:end]


def test_two_answers_differ_in_the_answer_alone():
    for pair in told.both_answers(40, 3):
        honest, lie = pair.honest.spans[0], pair.lie.spans[0]
        assert pair.honest.text[: honest.start] == pair.lie.text[: lie.start]
        assert pair.honest.text[honest.start :] != pair.lie.text[lie.start :]


def test_the_rows_of_an_episode_are_its_text():
    s = study()
    found = told.passages("deception", 6, 1)
    evidence = told.gathered(s.source, found, "test")
    for episode, passage in zip(told.episodes(evidence, found), found, strict=True):
        text = s.source.model.tokenizer.decode(evidence.tokens[episode.rows])
        span = passage.document.spans[0]
        assert passage.document.text[span.start :].strip() in text
        assert len(text.strip()) < span.end - span.start + 12  # a token may begin before it
        assert episode.label == passage.label


def test_a_passage_is_read_without_the_others_and_a_long_one_to_its_end():
    s = study()
    found = told.passages("sycophancy", 3, 1)
    together = told.gathered(s.source, found, "test")
    for number, passage in enumerate(found):
        alone = told.gathered(s.source, [passage], "test")
        own = together.x[together.documents == number]
        torch.testing.assert_close(own, alone.x, rtol=1e-3, atol=1e-3)
    text = " ".join(str(n) for n in range(400)) + " The end."
    long = WorldDocument(text, (Span(len(text) - 8, len(text), told.MARK),), "en", "scam")
    cut = told.gathered(s.source, [told.Passage(long, True)], "test")
    assert len(cut.x) == s.source.text.context_length - 1
    assert s.source.model.tokenizer.decode(cut.tokens).endswith("399 The end.")
    assert cut.has(told.MARK)[-1]


@pytest.mark.parametrize("kind", [*told.TASKS])
def test_what_was_chosen_on_is_not_scored(kind):
    s = study()
    chosen, scored = told.passages(kind, 6, 1), told.passages(kind, 6, 2)
    scored[4] = chosen[5]
    a, b = (told.gathered(s.source, found, "test") for found in (chosen, scored))
    left = told.fresh(b, scored, a, chosen)
    kept = [episode.rows for episode in told.episodes(left, scored)]
    assert 4 not in left.documents[torch.cat(kept)]
    assert 0 < len(kept) < len(scored)
    if kind in ("flaw", "deception"):  # sentences may be the same
        assert len(left.x) == int((b.documents != 4).sum())
    else:
        assert not torch.isin(left.sentences, a.sentences).any()


def test_no_episode_is_in_both_tables(monkeypatch):
    s, known = study(), told.passages("scam", 4, 1)
    unknown = told.passages("scam", 4, 2)
    sides = dict(zip(told.SEEDS, (known, known[:3] + unknown), strict=True))
    monkeypatch.setattr(safety_claims, "passages", lambda kind, each, seed: sides[seed])
    a, b = safety_claims.both_worlds(s, "scam")
    assert len(a.truth) == len(known)
    assert len(b.truth) == len(unknown)


def test_the_model_before_training_reads_the_same_episodes(monkeypatch):
    """Of one that is the model itself, under the same dictionary, the control is the measure."""
    s = study()
    s = replace(s, dictionaries={**s.dictionaries, UNTRAINED: s.dictionary})
    s.__dict__["before"] = s.source
    monkeypatch.setattr(safety_claims, "per_class", lambda study: 8)
    a, b = safety_claims.both_worlds(s, "deception")
    for side in (a, b):
        torch.testing.assert_close(side.others[UNTRAINED], side.features)
    found = safety_claims.monitor("deception", a, b)
    assert found.controls[UNTRAINED] == found.measure
    assert not found.passed


def test_pooling_is_the_maximum_and_ignores_the_order_of_tokens():
    s = study()
    found = told.passages("scam", 5, 1)
    evidence = told.gathered(s.source, found, "test")
    stretches = told.episodes(evidence, found)
    table = told.pooled(evidence, stretches, s.dictionary)
    x = evidence.x[stretches[3].rows]
    pre_codes = (x - s.dictionary.b_dec) @ s.dictionary.W_enc + s.dictionary.b_enc
    torch.testing.assert_close(table.features[3], pre_codes.max(0).values)
    torch.testing.assert_close(table.mean[3], x.mean(0))
    neurons = evidence.neurons[stretches[3].rows]
    torch.testing.assert_close(table.neurons[3], torch.cat([neurons, -neurons], 1).max(0).values)
    turned = [e._replace(rows=e.rows.flip(0)) for e in stretches]
    moved = evidence._replace(x=evidence.x + 1)
    beside = {"the same": (evidence, s.dictionary), "other x": (moved, s.dictionary)}
    again = told.pooled(evidence, turned, s.dictionary, beside)
    for a, b in zip(table[:-1], again[:-1], strict=True):
        torch.testing.assert_close(a, b)
    assert not table.others
    torch.testing.assert_close(again.others["the same"], table.features)
    shift = s.dictionary.W_enc.sum(0)
    torch.testing.assert_close(again.others["other x"], table.features + shift)


def tables(strength: float) -> tuple[Pooled, Pooled]:
    """Two splits in which feature 3 alone is lower on the truth."""
    found = []
    for seed in (0, 1):
        generator = torch.Generator().manual_seed(seed)
        truth = torch.arange(200) % 2 == 0
        parts = [torch.rand(200, 40, generator=generator) for _ in range(3)]
        parts[0][:, 3] -= strength * truth
        found.append(Pooled(*parts, truth, {}))
    return found[0], found[1]


def test_a_monitor_passes_where_a_feature_tells_and_fails_where_none_does():
    claim = safety_claims.monitor("scam", *tables(0.9))
    assert claim.passed
    assert claim.measure.value > 0.95
    methods = claim.curves["AUROC by method"]
    assert methods["probe on 5 features"]["y"][0] > 0.95
    assert methods["logistic probe"]["y"][0] < 0.65  # its input carries nothing
    assert RANDOM_DECODER not in claim.controls
    beside = [one._replace(others={RANDOM_DECODER: one.features}) for one in tables(0.9)]
    alike = safety_claims.monitor("scam", *beside)  # a decoder that never learned tells as well
    assert alike.controls[RANDOM_DECODER] == claim.measure
    assert not alike.passed
    nothing = safety_claims.monitor("scam", *tables(0.0))
    assert not nothing.passed
    assert nothing.measure.low < 0.5 < nothing.measure.high


def test_labels_that_mean_nothing_tell_nothing_time_and_again():
    """One shuffling may lie anywhere; the interval of many holds one half."""
    for strength in (0.0, 0.9):
        found = safety_claims.shuffled(*tables(strength))
        assert found.low < 0.5 < found.high
        assert abs(found.value - 0.5) < 0.05
        one = safety_claims.auroc(torch.arange(200.0), torch.arange(200) % 2 == 0)
        assert found.high - found.low > one.high - one.low


def some_texts(n: int = 5) -> list[Text]:
    return texts_of(study().source, originals("deception")[:n])


def test_losses_are_those_of_each_text_alone():
    s, texts = study(), some_texts()
    with torch.no_grad():
        for text, plain in zip(texts, halfway(s, tokens_of(texts)).plain, strict=True):
            alone = next_token_losses(s.source.model, text.tokens[None])[0]
            torch.testing.assert_close(plain, alone, atol=1e-4, rtol=1e-4)


@pytest.mark.parametrize("how", ["clamp", "ablate"])
@pytest.mark.parametrize("everywhere", [True, False])
def test_later_layers_alone_say_what_the_whole_model_under_the_edit_says(how, everywhere):
    """The twin: the whole model, a text at a time, its activations edited as they come by. Two
    documents stand in one block, and some tokens are sinks."""
    s, tokens = study(), tokens_of(some_texts(20))
    tokens += [torch.cat(tokens[:2])]
    norms = torch.cat(halfway(s, tokens).x).norm(dim=1)
    s = replace(s, source=replace(s.source, norm_limit=float(norms.quantile(0.8))))
    maxima = {f: s.maximum(f) for f in range(SIZE)}
    edits = [Edit(feature, how, 2.0) for feature in (1, 5)]
    where = [torch.arange(len(row)) % 3 == 0 for row in tokens]
    read = halfway(s, tokens)
    kept = torch.cat(read.keep).float().mean()
    assert 0.5 < kept < 0.85
    found = losses(read, edits, maxima, None if everywhere else where)
    source, table = s.source, edit_table([edits], maxima, SIZE)
    moved = 0
    for row, here, loss, plain in zip(tokens, where, found, read.plain, strict=True):

        def change(x, keep, here=here):
            return apply_edits(s.dictionary, table, x, keep if everywhere else keep & here)

        with torch.no_grad(), spliced(source.model, source.hook_point, source.norm_limit, change):
            whole = next_token_losses(source.model, row[None])[0]
        torch.testing.assert_close(loss, whole, atol=1e-4, rtol=1e-4)
        moved += bool((whole - plain).abs().max() > 1e-3)
    assert moved > 5


def test_under_edits_only_later_layers_run_and_only_over_texts_that_change():
    s, texts = study(), some_texts(20)
    read = halfway(s, tokens_of(texts))
    where = [torch.full_like(keep, i % 2 == 0) for i, keep in enumerate(read.keep)]
    fires = [
        bool(s.dictionary.encode_some(x[keep].float(), torch.tensor([1])).any())
        for x, keep in zip(read.x[::2], read.keep[::2], strict=True)
    ]
    ran = []
    with ExitStack() as stack:
        for number, layer in enumerate(s.source.model.layers):
            handle = layer.mlp.register_forward_pre_hook(
                lambda module, args, number=number: ran.append((number, len(args[0])))
            )
            stack.callback(handle.remove)
        found = losses(read, [Edit(1, "ablate")], where=where)
    later = range(s.source.hook_point.layer + 1, s.source.model.n_layers)
    assert {number for number, _ in ran} == {*later}
    assert sum(rows for _, rows in ran) == sum(fires) * len(later) > 0
    assert all(a is b for a, b in zip(found[1::2], read.plain[1::2], strict=True))


def test_an_edit_changes_nothing_before_the_tokens_it_is_made_at():
    s, texts = study(), some_texts()
    maxima = {f: s.maximum(f) for f in range(SIZE)}
    where = [torch.arange(len(t.tokens)) >= len(t.tokens) // 2 for t in texts]
    read = halfway(s, tokens_of(texts))
    after = losses(read, [Edit(1, "clamp", 3.0)], maxima, where)
    for text, a, b in zip(texts, read.plain, after, strict=True):
        half = len(text.tokens) // 2
        torch.testing.assert_close(a[:half], b[:half], atol=1e-5, rtol=0)
        assert (a[half:] - b[half:]).abs().max() > 1e-3


def test_tokens_of_a_span_are_those_that_overlap_it():
    s = study()
    document = WorldDocument("Tell me about weapons now, weapons!", (), "en", "chat")
    (text,) = texts_of(s.source, [document])
    inside = text.within([Span(14, 21, "weapons")])
    decoded = s.source.model.tokenizer.decode(text.tokens[inside])
    assert decoded.strip() == "weapons"


def test_random_features_are_never_those_given_nor_silent_nor_twice_the_same():
    fired = torch.tensor([0, 1, 2, 1000, 1001, 1002, 1003, 50, 51])
    generator = torch.Generator().manual_seed(0)
    for _ in range(20):
        found = alike(fired, [3, 4], generator, excluded=[5])
        assert len({*found, 3, 4, 5}) == 5
        assert 0 not in found
    assert sorted(alike(fired, [3] * 20, generator, excluded=[5])) == [1, 2, 4, 6, 7, 8]
    drawn = as_frequent(study(), [2, 5], 6, excluded=[7])
    assert drawn.shape == (6, 2)
    assert not torch.isin(drawn, torch.tensor([2, 5, 7])).any()
    assert torch.equal(drawn, as_frequent(study(), [2, 5], 6, excluded=[7]))
    assert not torch.equal(drawn, as_frequent(study(), [2, 5], 6, seed=1, excluded=[7]))


def test_random_features_are_those_of_the_nearest_frequency(monkeypatch):
    monkeypatch.setattr("sonde.miniature.claims.edited.NEAREST", 2)
    fired = torch.tensor([5, 1, 900, 1000, 1100, 1, 60, 10_000])
    every = [alike(fired, [3, 6], torch.Generator().manual_seed(i)) for i in range(20)]
    assert {a for a, _ in every} == {2, 4}  # by ratio, not by difference
    assert {b for _, b in every} <= {0, 2, 4}
    counts = study().reading.counted.fired[:, 0]
    assert torch.equal(counts, study().reading.choosing.codes.features.bincount(minlength=SIZE))
    order = counts.argsort()
    middle = int(order[SIZE // 2])
    beside = {*as_frequent(study(), [middle], 30).flatten().tolist()}
    assert len(beside) == 2
    ratio = (counts.float() / counts[middle]).log().abs()
    assert max(ratio[list(beside)]) <= sorted(ratio.tolist())[2]


def test_one_of_several_changes_is_as_uncertain_as_a_single_one():
    generator = torch.Generator().manual_seed(0)
    change = torch.randn(100, generator=generator) * 0.01
    both = one_of([change - 1, change + 1])
    assert both.low < -0.95
    assert both.high > 0.95
    assert abs(both.value) < 0.01
    assert one_of([change]).high < 0.01


def test_halved_codes_want_to_be_doubled():
    s = study()
    generator = torch.Generator().manual_seed(0)
    evidence = s.splits[0]
    mean = torch.arange(8.0)
    x = mean + torch.randn(len(evidence.x), 8, generator=generator).relu()  # plus its own codes
    evidence = evidence._replace(x=x)
    parts = (torch.eye(8), torch.zeros(8), torch.eye(8), mean, torch.zeros(8))
    about = {"mean": mean.tolist()}
    whole = Dictionary(*parts, about=about)
    halved = Dictionary(parts[0] / 2, *parts[1:], about=about)
    for dictionary, factor in ((whole, 1.0), (halved, 2.0)):
        found = shrinkage_claims.lengths(dictionary, evidence)
        once = torch.ones(1, len(found.product), dtype=torch.float64)
        assert float(found.factor(once)) == pytest.approx(factor)
        torch.testing.assert_close(found.of_features, torch.full((8,), factor).double())
    other = Study(
        s.config, s.size, s.source, {str(whole.size): whole, "relu_l1": halved},
        (evidence, evidence), s.readings, s.by_size,
    )  # fmt: skip
    assert shrinkage_claims.shrinkage(other).measure.value == pytest.approx(1.0)
    unread = evidence._replace(x=2 * mean - x)  # nothing fires on the choosing split
    assert shrinkage_claims.shrinkage(replace(other, splits=(unread, evidence))).passed
    assert not shrinkage_claims.shrinkage(replace(other, splits=(evidence, unread))).passed
    assert shrinkage_claims.shrinkage(other).passed
    level = Study(
        s.config, s.size, s.source, {str(whole.size): whole, "relu_l1": whole},
        (evidence, evidence), s.readings, s.by_size,
    )  # fmt: skip
    assert not shrinkage_claims.shrinkage(level).passed


def test_every_claim_is_told_in_full(monkeypatch):
    monkeypatch.setattr(safety_claims, "per_class", lambda study: 8)
    monkeypatch.setattr(topics, "n_texts", lambda study: (1, 2))
    monkeypatch.setattr(honesty_claims, "sizes", lambda study: (2, 3, 2))
    monkeypatch.setattr(topics, "numbers", lambda study: (1, 2))
    monkeypatch.setattr(bias_claims, "ABLATED", (1, 2))
    monkeypatch.setattr(bias_claims, "per_opening", lambda study: 1)
    found = safety_claims.safety_claims(study())
    assert len({c.name for c in found}) == len(found) == 8
    for c in found:
        row = c.row()
        assert set(row["control"])
        assert row["curves"]
        for lines in row["curves"].values():
            for line in lines.values():
                assert len(line["x"]) == len(line["y"])
