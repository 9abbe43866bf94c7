"""Laws of the claims that edit: a topic removed, honesty steered, bias turned down."""

import pytest
import torch

from sonde.interventions.edits import Edit
from sonde.miniature.claims import bias_claims, honesty_claims, probes
from sonde.miniature.claims import topic_claims as topics
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
        assert {*subject.features} == {topics.READ, topics.AHEAD}
        for features in subject.features.values():
            assert topics.rises(subject, features[:2])[:, 2].abs().max() > 1e-3
            assert len({*features}) == max(topics.numbers(s))


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


def test_the_option_under_which_most_is_forgotten_alone_is_chosen(monkeypatch):
    """Features that read: much forgotten, as much lost elsewhere. Ahead: two forget, more lose."""

    def of(subject, features):
        forget, lost = {(2,) * 2: (2.0, 0.2)}.get(tuple(features), (3.0, 2.9))
        return torch.tensor([[forget, 1.0, lost, 1.0]], dtype=torch.float64)

    monkeypatch.setattr(topics, "rises", of)
    sets = [{topics.READ: [1] * 16, topics.AHEAD: [2] * 16}]
    nothing = topics.Subject({}, None, None, [])
    assert topics.chosen([nothing], sets, (2, 8)) == topics.Option(topics.AHEAD, 2)


def test_the_random_features_of_a_topic_are_none_of_its_own():
    s = study()
    own = {topics.READ: [0, 1, 2], topics.AHEAD: [3, 4]}
    found = topics.random_sets(s, own, 0)
    assert {which: len(features) for which, features in found.items()} == {
        which: len(features) for which, features in own.items()
    }
    assert not {f for features in found.values() for f in features} & {0, 1, 2, 3, 4}


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


def test_the_feature_of_one_gender_differs_most():
    values = torch.rand(200, 6, generator=torch.Generator().manual_seed(0))
    truth = torch.arange(200) % 2 == 0
    values[:, 4] += 0.5 * ~truth
    values[:, 5] = 0
    found = bias_claims.effect_sizes(values, truth)
    assert int(found.argmin()) == 4
    assert found[5] == 0
    shifted = bias_claims.effect_sizes(values * 7 + 3, truth)
    torch.testing.assert_close(shifted[:5], found[:5], atol=1e-3, rtol=1e-3)


def test_an_answer_has_the_log_p_of_its_tokens_given_all_above():
    s = study()
    for side in honesty_claims.sides(s, 3, 1):
        for tokens, inside, usual in zip(side.read.tokens, side.answer, side.usual, strict=True):
            losses = next_token_losses(s.source.model, tokens[None])[0]
            assert float(usual) == pytest.approx(-float(losses[inside[1:]].sum()), rel=1e-4)
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
    nothing = honesty_claims.Told(None, [], torch.zeros(0))
    for features, best in (([4, 7], Edit(7, "clamp", 1.0)), ([4], Edit(4, "clamp", 0.5))):
        assert honesty_claims.chosen(features, (nothing, nothing), {}) == best


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
