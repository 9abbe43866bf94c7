"""Laws of the claims that edit: a topic removed, honesty steered, bias turned down."""

from dataclasses import replace

import pytest
import torch

from sonde.interventions.attribution import attributions
from sonde.interventions.edits import Edit
from sonde.miniature.claims import bias_claims, honesty_claims, probes
from sonde.miniature.claims import topic_claims as topics
from sonde.miniature.claims.edited import losses, through
from sonde.miniature.claims.slopes import Slopes, slopes
from sonde.miniature.claims.study import RANDOM_DECODER
from sonde.miniature.concepts import concepts
from sonde.model.forward import next_token_losses
from test_claims_safety import study


def test_a_topic_is_asked_for_equally_often_and_by_name():
    names = [n for n, c in concepts().items() if c.kind == "refused_topic"]
    found = topics.about_topics(names, 3, 1)
    assert {len(documents) for documents in found.values()} == {3}
    for topic, documents in found.items():
        for document in documents:
            assert any(s.concept == topic and not s.about for s in document.spans)


def test_without_an_edit_nothing_is_forgotten(monkeypatch):
    monkeypatch.setattr(topics, "n_texts", lambda study: (1, 2))
    s = study()
    found = topics.subjects(s, 1)
    for subject in found:
        table = topics.rises(subject, [])
        plain = [*subject.own.plain, *subject.ordinary.plain]
        assert table[: len(subject.own.tokens), 1].min() >= 1
        assert torch.equal(table[:, 1:4:2].sum(1), torch.tensor([len(row) for row in plain]))
        features = topics.needed(subject, 8)
        assert len({*features}) == 8
        assert topics.rises(subject, features[:2])[:, 2].abs().max() > 1e-3


def test_the_losses_of_a_topic_are_those_of_its_names(monkeypatch):
    monkeypatch.setattr(topics, "n_texts", lambda study: (2, 2))
    s = study()
    found = topics.subjects(s, 1)
    names = [n for n, c in concepts().items() if c.kind == "refused_topic"]
    written = topics.about_topics(names, 2, 1)
    decode = s.source.model.tokenizer.decode
    for topic, subject in zip(names, found, strict=True):
        for document, tokens, named in zip(
            written[topic], subject.own.tokens, subject.named, strict=False
        ):
            own = [x for x in document.spans if x.concept == topic and not x.about]
            said = decode(tokens[1:][named])
            assert all(document.text[x.start : x.end] in said for x in own)
            words = {document.text[x.start : x.end] for x in own}
            assert len(said) < 1.5 * sum(x.end - x.start for x in own) + 8, (said, words)


def test_the_number_under_which_most_is_forgotten_alone_is_chosen(monkeypatch):
    """Eight forget more than two, and lose as much elsewhere."""

    def of(subject, features):
        forget, lost = {2: (2.0, 0.2), 8: (3.0, 2.9)}.get(len(features), (0.0, 0.0))
        return torch.tensor([[forget, 1.0, lost, 1.0]], dtype=torch.float64)

    monkeypatch.setattr(topics, "rises", of)
    nothing = topics.Subject(None, None, [])
    assert topics.chosen([nothing], [[1] * 16], (1, 2, 8)) == 2


def test_what_is_needed_for_a_topic_is_what_its_names_lose_most_without(monkeypatch):
    """Alone: to first order its ablation forgets more than that of features chosen by chance."""
    monkeypatch.setattr(topics, "n_texts", lambda study: (2, 2))
    s = study()
    subject = topics.subjects(s, 1)[0]
    everything = topics.needed(subject, s.dictionary.size)
    forget, retain = zip(
        *(topics.forget_and_retain([topics.rises(subject, [f])]) for f in everything), strict=True
    )
    true = torch.tensor(forget) - torch.tensor(retain)
    order = torch.arange(len(true), 0, -1).double()
    assert torch.corrcoef(torch.stack([true.argsort().argsort().double(), order]))[0, 1] > 0.5


def test_forget_minus_retain_is_per_token():
    table = torch.tensor([[2.0, 1, 3, 30], [4.0, 2, 6, 60]], dtype=torch.float64)
    weights = [probes.drawn(2, torch.Generator().manual_seed(0))] * 2
    found = topics.advantage([[table, table]], weights)
    assert found.value == pytest.approx(2 - 0.1)
    assert found.low == pytest.approx(found.high)
    worse = topics.advantage([[table, table], [table * torch.tensor([0.0, 1, 1, 1])] * 2], weights)
    assert (worse.low, worse.high) == pytest.approx((-0.1, 1.9))


def test_no_beginning_says_the_gender():
    assert len(bias_claims.openings()) == 3
    a, b = bias_claims.halves()
    assert not {*a} & {*b}
    dice = bias_claims.Dice(bias_claims.Random("test"))
    told_words = {"he", "she", "his", "her", "him", "hers", "himself", "herself"}
    for profession in (*a, *b):
        for opening in bias_claims.openings():
            found = bias_claims.beginning(dice, profession, opening)
            assert not told_words & {*found.text.lower().replace(",", "").split()}
            assert found.text == found.text.strip()


def test_the_pronoun_is_all_that_is_scored():
    s = study()
    found = bias_claims.prompts(s, 0, 1)
    decode = s.source.model.tokenizer.decode
    for read, words, pronoun in zip(found.read, found.pronoun, bias_claims.PRONOUNS, strict=True):
        for tokens, inside in zip(read.tokens, words, strict=True):
            assert decode(tokens[inside]).strip() == pronoun
            assert bool(inside[-1])


def test_a_bias_that_is_gone_has_fallen_by_one():
    before = torch.tensor([1.0, 2, 3], dtype=torch.float64)
    assert bias_claims.fall(before, [before * 0]).low == 1
    assert bias_claims.fall(before, [before]).high == 0
    assert bias_claims.fall(before, [before / 4]).value == pytest.approx(0.75)


def test_the_features_that_carry_a_bias_are_those_it_falls_without(monkeypatch):
    monkeypatch.setattr(bias_claims, "per_opening", lambda study: 1)
    s = study()
    found = bias_claims.prompts(s, 0, 1)
    everything = bias_claims.biased(found, s.dictionary.size)
    before = float(bias_claims.biases(found, []).mean())
    true = torch.tensor([before - float(bias_claims.biases(found, [f]).mean()) for f in everything])
    order = torch.arange(len(true), 0, -1).double()
    assert torch.corrcoef(torch.stack([true.argsort().argsort().double(), order]))[0, 1] > 0.5


def test_the_features_tried_for_honesty_are_those_whose_raise_favours_it():
    """A little of each: what first order says is then what happens."""
    s = study()
    found = honesty_claims.sides(s, 4, 1)
    ones = torch.ones(s.dictionary.size)
    everything = honesty_claims.honest_features(found, ones, s.dictionary.size)
    little = dict.fromkeys(everything, 1e-2)
    rises = [
        honesty_claims.gains(found, Edit(f, "add", 1.0), little)
        for f in (*everything[:2], *everything[-2:])
    ]
    up = [float((honest - lies).mean()) for honest, lies in rises]
    assert min(up[:2]) > 0 > max(up[2:])


def test_slopes_are_the_sums_of_attributions_and_the_derivative_by_a_code():
    """Text by text, and by a small step; where only some tokens are edited, of those alone."""
    s = study()
    side = honesty_claims.sides(s, 3, 1)[0]
    read = side.read
    weights = [torch.arange(len(t) - 1).remainder(3).float() - 1 for t in read.tokens]
    where = [torch.arange(len(t)) % 2 == 0 for t in read.tokens]
    lost = torch.zeros(2, s.dictionary.size)
    for tokens, weight, here in zip(read.tokens, weights, where, strict=True):

        def metric(logits, tokens=tokens, weight=weight):
            log_p = logits[0, :-1].float().log_softmax(-1)
            return (weight * log_p[torch.arange(len(tokens) - 1), tokens[1:]]).sum()[None]

        found = attributions(s.source, s.dictionary, tokens[None], metric)
        lost[0].index_add_(0, found.features, found.values)
        lost[1].index_add_(0, found.features, found.values * here[found.positions])
    for expected, some in zip(lost, (None, where), strict=True):
        found = slopes(read, weights, some)
        torch.testing.assert_close(found.ablated, expected, rtol=1e-3, atol=1e-3)
        feature = int(found.raised.abs().argmax())
        up, down = (
            losses(read, [Edit(feature, "add", step)], {feature: 1e-2}, some)
            for step in (1.0, -1.0)
        )
        rise = sum(
            float((weight * (b - a)).sum()) for weight, a, b in zip(weights, up, down, strict=True)
        )
        assert rise / 2e-2 == pytest.approx(float(found.raised[feature]), rel=0.05)


def test_an_answer_has_the_log_p_of_its_tokens_given_all_above():
    s = study()
    for side in honesty_claims.sides(s, 3, 1):
        for tokens, inside, usual in zip(side.read.tokens, side.answer, side.usual, strict=True):
            plain = next_token_losses(s.source.model, tokens[None])[0]
            assert float(usual) == pytest.approx(-float(plain[inside[1:]].sum()), rel=1e-4)
            assert bool(inside[-1])
            assert not bool(inside[:4].any())


def test_an_edit_of_an_answer_reaches_nothing_above_it(monkeypatch):
    """What is read above the answer is read as ever: only the tokens that predict it are edited."""
    s = study()
    side = honesty_claims.sides(s, 2, 1)[0]
    seen = []
    monkeypatch.setattr(
        honesty_claims,
        "losses",
        lambda read, edits, maxima, where: seen.extend(where) or read.plain,
    )
    honesty_claims.under(side, Edit(3, "clamp", 1.0), {3: 9.0})
    for inside, where in zip(side.answer, seen, strict=True):
        assert torch.equal(where[:-1], inside[1:])
        assert not where[-1]


def test_the_clamp_under_which_honest_answers_gain_most_is_chosen(monkeypatch):
    def gains(on, edit, maxima):
        rise = {(4, 0.5): 2.0, (7, 1.0): 3.0}.get((edit.feature, edit.strength), 0.0)
        return [torch.tensor([rise + 1]), torch.tensor([1.0])]

    monkeypatch.setattr(honesty_claims, "gains", gains)
    nothing = honesty_claims.Told(None, [])
    for features, best in (([4, 7], Edit(7, "clamp", 1.0)), ([4], Edit(4, "clamp", 0.5))):
        assert honesty_claims.chosen(features, (nothing, nothing), {}) == best


def test_a_clamp_that_makes_honest_answers_unlikely_is_chosen_only_where_all_do(monkeypatch):
    """However much less likely it makes the lies; of those that do, the least harmful."""
    of = {4: (-1.0, -9.0), 7: (0.5, 0.0), 8: (0.1, 0.0), 9: (-0.5, -0.4)}
    monkeypatch.setattr(
        honesty_claims,
        "gains",
        lambda on, edit, maxima: [torch.tensor([x]) for x in of[edit.feature]],
    )
    nothing = honesty_claims.Told(None, [])
    for features, best in (([8, 4, 7, 9], 7), ([4, 9], 9)):
        assert honesty_claims.chosen(features, (nothing, nothing), {}).feature == best


def test_what_all_professions_have_in_common_is_no_bias(monkeypatch):
    preferred = torch.tensor([1.0, 3.0, 2.0], dtype=torch.float64)
    monkeypatch.setattr(bias_claims, "preferences", lambda found, features: preferred)
    nothing = bias_claims.Prompts((None, None), ([], []), torch.zeros(0, dtype=torch.int64))
    assert bias_claims.biases(nothing, []).tolist() == [1, 1, 0]


def test_as_many_features_are_ablated_as_leave_the_least_bias(monkeypatch):
    left = {(5,): 0.9, (5, 6): 0.4, (5, 6, 7, 8): 0.7}
    monkeypatch.setattr(
        bias_claims,
        "biases",
        lambda found, features: torch.tensor([left.get(tuple(features), 1.0)]),
    )
    nothing = bias_claims.Prompts((None, None), ([], []), torch.zeros(0, dtype=torch.int64))
    assert bias_claims.n_chosen(nothing, [*range(5, 13)]) == 2
    assert bias_claims.n_chosen(nothing, [*range(6, 14)]) == 1  # the fewest of equals


def renumbered(s):
    """The study, beside a decoder that never learned which is the dictionary with its features in
    another order; feature i of it is `order[i]` of the dictionary."""
    one, order = s.dictionary, torch.randperm(s.dictionary.size)
    other = replace(
        one,
        W_enc=one.W_enc[:, order],
        b_enc=one.b_enc[order],
        W_dec=one.W_dec[order],
        threshold=one.threshold[order],
    )
    reading = s.reading.choosing
    beside = s.reading._replace(choosing=reading._replace(maximum=reading.maximum[order]))
    dictionaries = {**s.dictionaries, RANDOM_DECODER: other}
    return replace(
        s, dictionaries=dictionaries, readings={**s.readings, RANDOM_DECODER: beside}
    ), order


@pytest.mark.parametrize(
    "measured",
    [topics.topic_removed, honesty_claims.steered_to_honesty, bias_claims.bias_turned_down],
)
def test_what_a_decoder_that_never_learned_does_as_well_holds_nothing(monkeypatch, measured):
    monkeypatch.setattr(topics, "n_texts", lambda study: (1, 2))
    monkeypatch.setattr(topics, "numbers", lambda study: (2,))
    monkeypatch.setattr(topics, "subjects", lambda s, seed, of=topics.subjects: of(s, seed)[:1])
    monkeypatch.setattr(honesty_claims, "sizes", lambda study: (3, 4, 1))
    monkeypatch.setattr(honesty_claims, "STRENGTHS", (0.5,))
    monkeypatch.setattr(bias_claims, "per_opening", lambda study: 1)
    monkeypatch.setattr(bias_claims, "ABLATED", (1, 2))
    found = measured(renumbered(study())[0])
    assert found.controls[f"{RANDOM_DECODER}, chosen alike"].value == pytest.approx(
        found.measure.value, abs=1e-4
    )
    assert not found.passed


def test_what_the_mask_leaves_out_is_no_firing():
    s = study()
    sides = honesty_claims.sides(s, 4, 1)
    maxima, _ = honesty_claims.attributed(sides)
    read = sides[0].read
    assert not all(keep.all() for keep in read.keep)
    louder = [torch.where(keep[:, None], x, 1e3) for x, keep in zip(read.x, read.keep, strict=True)]
    louder = sides[0]._replace(read=read._replace(x=louder)), sides[1]
    assert honesty_claims.attributed(louder)[0] == maxima


def test_a_control_chooses_among_the_features_of_a_decoder_that_never_learned(monkeypatch):
    """As the measure does: one that is the dictionary has the same features, by its own numbers."""
    monkeypatch.setattr(topics, "n_texts", lambda study: (2, 2))
    monkeypatch.setattr(bias_claims, "per_opening", lambda study: 1)
    s, order = renumbered(study())
    assert study().stand_ins == {}
    assert [*s.stand_ins] == [RANDOM_DECODER]
    stand_in = s.stand_ins[RANDOM_DECODER]
    assert stand_in.dictionary is s.dictionaries[RANDOM_DECODER]

    subject = topics.subjects(s, 1)[0]
    found, expected = (topics.needed(one, 8) for one in (through(subject, stand_in), subject))
    assert order[found].tolist() == expected
    prompts = bias_claims.prompts(s, 0, 1)
    (found, n), (expected, m) = (
        bias_claims.attributed(one) for one in (through(prompts, stand_in), prompts)
    )
    assert (order[found].tolist(), n) == (expected, m)
    sides = honesty_claims.sides(s, 4, 1)
    (maxima, found), (others, expected) = (
        honesty_claims.attributed(one) for one in (through(sides, stand_in), sides)
    )
    assert order[found].tolist() == expected
    assert [maxima[i] for i in found] == pytest.approx([others[i] for i in expected])


def test_the_weights_of_attribution_are_the_slope_of_the_bias(monkeypatch):
    """By autograd. The worker all prefer he for, some more than others."""
    professions = torch.tensor([0, 0, 1, 2, 2, 2])
    preferred = torch.tensor([3.0, 1.0, 0.5], dtype=torch.float64)
    given = []

    def slopes_seen(read, weights):
        given.append(torch.stack([w.sum() for w in weights]))
        return Slopes(torch.zeros(4), torch.zeros(4))

    monkeypatch.setattr(bias_claims, "preferences", lambda found, features: preferred)
    monkeypatch.setattr(bias_claims, "slopes", slopes_seen)
    words = [torch.tensor([False, True])] * len(professions)
    found = bias_claims.Prompts((None, None), (words, words), professions)
    bias_claims.biased(found, 2)
    of_texts = preferred[professions].clone().requires_grad_()
    means = torch.stack([of_texts[professions == i].mean() for i in range(3)])
    (means - means.mean()).abs().sum().backward()
    he, she = given
    torch.testing.assert_close(he.double(), of_texts.grad)
    torch.testing.assert_close(she, -he)


def test_a_fall_is_from_the_bias_of_the_model_that_is_edited(monkeypatch):
    """Another model begins elsewhere: what it loses is a share of its own bias."""
    of = {"ours": torch.arange(1.0, 4).double(), "theirs": 4 * torch.arange(1.0, 4).double()}
    for name, stub in {
        "prompts": lambda study, half, seed: "ours",
        "through": lambda found, study: "theirs",
        "attributed": lambda found: ([1, 2], 1),
        "biases": lambda found, features: of[found] / (1 + len(features)),
        "as_frequent": lambda *a: torch.tensor([[3, 4]]),
        "n_chosen": lambda found, features: 1,
        "ordinary_losses": lambda study, features: [0.0] * 5,
    }.items():
        monkeypatch.setattr(bias_claims, name, stub)
    found = bias_claims.bias_turned_down(renumbered(study())[0])
    assert found.controls[f"{RANDOM_DECODER}, chosen alike"].value == pytest.approx(0.5)
    assert found.measure.value == pytest.approx(0.5)
