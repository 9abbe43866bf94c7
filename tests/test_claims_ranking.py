"""Laws of reading densely: which reading ranks a concept best, and how well on the other split."""

import pytest
import torch

from sonde.dictionary.dictionary import Dictionary
from sonde.dictionary.sparse import dense
from sonde.miniature.claims import ranking
from sonde.miniature.claims.claim import mean_ranks, resampled_too
from sonde.miniature.claims.evidence import Evidence, Pairs
from sonde.miniature.claims.probes import drawn
from sonde.miniature.claims.ranking import (
    Dense,
    area,
    areas_of_all,
    best_ranking,
    column_ranks,
    judged,
    placements,
    probed,
    ranked,
)
from sonde.miniature.claims.readers import (
    dense_dictionary,
    dense_neurons,
    neuron_dictionary,
    neuron_readings,
    random_dictionary,
)

N_CONCEPTS = 5


def evidence(x, truth, about=None, names=None, documents=None, neurons=None):
    """From tables [n, n_concepts]."""
    n = len(x)
    about = torch.zeros_like(truth) if about is None else about
    active, near = (Pairs(*table.nonzero(as_tuple=True)) for table in (truth, about))
    return Evidence(
        x=x,
        neurons=torch.zeros(n, 0) if neurons is None else neurons,
        tokens=torch.zeros(n),
        documents=torch.arange(n) // 10 if documents is None else documents,
        sentences=torch.arange(n),
        active=active,
        about=near,
        names=tuple(map(str, range(truth.shape[1]))) if names is None else names,
    )


def case(seed, n=600, d=6):
    """Activations that say a little of every concept; about tokens look like it."""
    generator = torch.Generator().manual_seed(seed)
    rates = torch.tensor([0.3, 0.1, 0.05, 0.02, 0.01])
    truth = torch.rand(n, N_CONCEPTS, generator=generator) < rates
    about = (torch.rand(n, N_CONCEPTS, generator=generator) < rates / 2) & ~truth
    directions = torch.randn(N_CONCEPTS, d, generator=torch.Generator().manual_seed(99))
    x = torch.randn(n, d, generator=generator) + (truth | about).float() @ directions
    return evidence(x, truth, about), truth, about


def reader_of(split, size=40, seed=7):
    weights = torch.randn(split.x.shape[1], size, generator=torch.Generator().manual_seed(seed))
    return Dense(lambda x, which: x @ weights[:, which], size, (split, split))


def slow_area(values, truth):
    """The share of pairs in order."""
    up, down = values[truth], values[~truth]
    return float(((up[:, None] > down).double() + (up[:, None] == down).double() / 2).mean())


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("shortlist", [3, 100])
def test_the_best_ranking_is_that_of_a_slow_search(seed, shortlist, monkeypatch):
    """To the width of the bins, whatever the parts; tokens about the concept left out."""
    monkeypatch.setattr(ranking, "PART", 7)
    monkeypatch.setattr(ranking, "SHORTLIST", shortlist)
    split, truth, about = case(seed)
    reader = reader_of(split)
    values = reader.read(split, torch.arange(reader.size))
    chosen = best_ranking(reader, split)
    for concept in range(N_CONCEPTS):
        counts = ~about[:, concept]
        found = [slow_area(column[counts], truth[counts, concept]) for column in values.unbind(1)]
        assert found[int(chosen[concept])] > max(found) - 0.003


def test_tokens_about_a_concept_do_not_decide_the_choice():
    """A reading that is as high on them is not worse for it."""
    generator = torch.Generator().manual_seed(0)
    truth = torch.rand(2000, 1, generator=generator) < 0.05
    about = (torch.rand(2000, 1, generator=generator) < 0.2) & ~truth
    noise = torch.rand(2000, 2, generator=generator)
    good = (truth | about)[:, 0] * 3 + noise[:, 0]
    poor = truth[:, 0] * 0.6 + noise[:, 1]
    split = evidence(torch.stack([poor, good], dim=1), truth, about)
    reader = Dense(lambda x, which: x[:, which], 2, (split, split))
    assert best_ranking(reader, split).tolist() == [1]
    assert float(ranked(reader).auroc[0]) == 1


@pytest.mark.parametrize("power", [1, 3])
def test_areas_from_ranks_in_bins_are_areas(power):
    """Long tails and peaks at zero included; equal values count half."""
    generator = torch.Generator().manual_seed(0)
    values = torch.randn(5000, 3, generator=generator) ** power
    values[:500, 1] = 0.0
    values[:, 2] = values[:, 2].clamp_min(0)
    exact = mean_ranks(values.T).T
    if power == 1:
        assert float((column_ranks(values) - exact)[:, 0].abs().max()) < 5000 * 0.01
    truth = torch.rand(5000, generator=generator) < exact.mean(1) / 20_000
    pairs = Pairs(truth.nonzero()[:, 0], torch.zeros(int(truth.sum()), dtype=torch.long))
    found = areas_of_all(values, pairs, 2)
    expected = [slow_area(column, truth) for column in values.unbind(1)]
    assert min(expected) > 0.53
    torch.testing.assert_close(found[0], torch.tensor(expected).double(), atol=2e-3, rtol=0)
    assert (found[1] == 0.5).all()  # a concept without a token


def test_a_reading_that_never_moves_ranks_nothing():
    found = areas_of_all(torch.zeros(50, 1), Pairs(torch.arange(9), torch.zeros(9).long()), 1)
    assert float(found) == 0.5


def test_placements_are_what_each_side_wins():
    values = torch.tensor([3.0, 1.0, 2.0, 2.0, 0.0])
    truth = torch.tensor([True, False, True, False, False])
    found = placements(values, truth)
    torch.testing.assert_close(found.of_true.float(), torch.tensor([1.0, 5 / 6]))
    torch.testing.assert_close(found.of_false.float(), torch.tensor([1.0, 0.75, 1.0]))
    assert area(values, truth) == pytest.approx(slow_area(values, truth))


def test_judged_is_the_area_of_each_column_without_tokens_about():
    split, truth, about = case(1)
    columns = split.x[:, :N_CONCEPTS]
    found = judged(columns, split)
    for concept in range(N_CONCEPTS):
        counts = ~about[:, concept]
        expected = slow_area(columns[counts, concept], truth[counts, concept])
        assert float(found.auroc[concept]) == pytest.approx(expected)
    never = evidence(split.x, truth & torch.tensor([True, True, True, True, False]))
    assert judged(columns, never).auroc[4].isnan()


def test_the_interval_of_an_area_is_that_of_other_documents():
    """Against a slow bootstrap that repeats the tokens of the documents drawn."""
    generator = torch.Generator().manual_seed(0)
    owners = torch.arange(1500) // 25
    level = torch.randn(60, 1, generator=generator)[owners]  # documents differ as a whole
    truth = torch.rand(1500, 1, generator=generator) < torch.sigmoid(2 * level - 3)
    values = torch.randn(1500, 1, generator=generator) + level + truth
    split = evidence(values, truth, documents=owners)
    quick = judged(values, split).resampled[:, 0]
    slow = []
    for weights in drawn(60, torch.Generator().manual_seed(5))[:300]:
        rows = torch.arange(1500).repeat_interleave(weights[owners].long())
        slow.append(area(values[rows, 0], truth[rows, 0]))
    spread = float(torch.tensor(slow).std())
    assert float(quick.std()) == pytest.approx(spread, rel=0.15)
    assert float(quick.mean()) == pytest.approx(float(torch.tensor(slow).mean()), abs=spread / 4)


def test_scores_are_those_of_the_other_split():
    split, other = case(2)[0], case(3)[0]
    reader = reader_of(split)._replace(splits=(split, other))
    found = ranked(reader)
    assert torch.equal(found.features, best_ranking(reader, split))
    torch.testing.assert_close(found.columns, reader.read(other, found.features))
    torch.testing.assert_close(found.auroc, judged(found.columns, other).auroc, equal_nan=True)


def test_a_probe_that_learnt_from_labels_ranks_better_than_what_is_found():
    splits = case(4, n=3000)[0], case(5, n=3000)[0]
    best = ranked(reader_of(splits[0])._replace(splits=splits))
    learnt = probed(splits)
    assert float(learnt.auroc.mean()) > float(best.auroc.mean()) + 0.02


# --- readers


def dictionary_of(d=6, size=30):
    generator = torch.Generator().manual_seed(3)
    W_dec = torch.randn(size, d, generator=generator)
    return Dictionary(
        W_enc=torch.randn(d, size, generator=generator),
        b_enc=torch.randn(size, generator=generator),
        W_dec=W_dec / W_dec.norm(dim=1, keepdim=True),
        b_dec=torch.randn(d, generator=generator),
        threshold=torch.rand(size, generator=generator),
        about={},
    )


def test_a_dictionary_is_read_before_its_threshold():
    split = case(0)[0]
    dictionary = dictionary_of()
    which = torch.tensor([4, 0, 29])
    values = dense_dictionary(dictionary, (split, split)).read(split, which)
    codes = dense(dictionary.encode(split.x), len(split.x), 30)[:, which]
    torch.testing.assert_close(values * (values > dictionary.threshold[which]), codes)
    assert (values < 0).any()


def test_each_sign_of_a_neuron_is_a_reading():
    split, truth, _ = case(0)
    neurons = torch.randn(len(truth), 3)
    split = split._replace(neurons=neurons)
    reader = dense_neurons((split, split))
    assert reader.size == 6
    values = reader.read(split, torch.arange(6))
    torch.testing.assert_close(values, torch.cat([neurons, -neurons], dim=1))


def test_random_directions_are_read_around_the_center():
    split = case(0)[0]
    moved = split._replace(x=split.x + 1)
    centers = ([1.0] * 6, [2.0] * 6)
    readers = [
        dense_dictionary(random_dictionary(12, 2, {"mean": center}, seen.x), (seen, seen))
        for center, seen in zip(centers, (split, moved), strict=True)
    ]
    which = torch.arange(12)
    here, there = (r.read(r.splits[0], which) for r in readers)
    torch.testing.assert_close(here, there)


def test_random_directions_are_as_sparse_as_asked():
    x = torch.randn(9000, 16, generator=torch.Generator().manual_seed(0)) + 3
    randoms = random_dictionary(200, 5, {"mean": [3.0] * 16}, x)
    codes = randoms.encode(x)
    assert len(codes.values) / len(x) == pytest.approx(5, rel=0.02)
    torch.testing.assert_close(randoms.W_enc.T, randoms.W_dec)


def test_neurons_as_a_dictionary_fire_as_their_readings_do():
    neurons = torch.randn(300, 7, generator=torch.Generator().manual_seed(0))
    split = case(0)[0]._replace(neurons=neurons)
    readings = neuron_readings(split)
    codes = neuron_dictionary(readings.maximum, {}).encode(neurons)
    for mine, read in zip(codes, readings.codes, strict=True):
        torch.testing.assert_close(mine, read)


# --- intervals


def test_a_mean_over_concepts_has_the_interval_of_documents_and_of_concepts():
    generator = torch.Generator().manual_seed(0)
    values = torch.randn(100, generator=generator) * 0.3
    still = values.expand(1000, -1)  # documents that say all the same
    noise = torch.randn(1000, 1, generator=generator) * 0.05  # or that move all concepts at once
    of_concepts = resampled_too(values, still)
    of_documents = resampled_too(torch.zeros(100), torch.zeros(1000, 100) + noise)
    both = resampled_too(values, still + noise)
    widths = [e.high - e.low for e in (of_concepts, of_documents, both)]
    assert widths[0] == pytest.approx(4 * 0.3 / 10, rel=0.25)
    assert widths[1] == pytest.approx(4 * 0.05, rel=0.25)
    assert widths[2] ** 2 == pytest.approx(widths[0] ** 2 + widths[1] ** 2, rel=0.25)
    values[3] = torch.nan
    assert not torch.tensor(resampled_too(values, still).high).isnan()
