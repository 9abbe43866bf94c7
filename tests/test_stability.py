"""Stability: one for the same dictionary in any order, chance for an unrelated one."""

import itertools
import shutil
from dataclasses import replace
from pathlib import Path

import pytest
import torch

from sonde.core.artifact import Artifact, Draft
from sonde.core.errors import SondeError
from sonde.core.maths import unit_rows
from sonde.dictionary import stability as module
from sonde.dictionary.config import StabilityConfig
from sonde.dictionary.stability import (
    beside,
    best,
    chance,
    compare,
    controls,
    like,
    nearest_at_home,
    one_to_one,
    stability,
    stability_of,
)
from synthetic import random_dictionary

D_IN, SIZE = 16, 40


def directions(n=SIZE, d_in=D_IN, seed=0):
    return unit_rows(torch.randn(n, d_in, generator=torch.Generator().manual_seed(seed)))


def dictionary(seed=0, d_in=D_IN, size=SIZE):
    return random_dictionary(d_in, size, seed)


def shuffled(one, order):
    own = {"W_dec": one.W_dec[order], "W_enc": one.W_enc[:, order]}
    vectors = {name: getattr(one, name)[order] for name in ("b_enc", "threshold")}
    return replace(one, **own, **vectors)


def test_the_same_features_in_any_order_are_stable():
    one, order = dictionary(), torch.randperm(SIZE, generator=torch.Generator().manual_seed(1))
    found = compare(one, [shuffled(one, order), one])
    for name in ("decoder", "encoder", "matched"):
        torch.testing.assert_close(getattr(found, name), torch.ones(SIZE))
    assert torch.equal(order[found.partners[0].long()], torch.arange(SIZE))
    assert torch.equal(found.partners[1].long(), torch.arange(SIZE))
    assert found.summary()["recurring"] == 1


def test_lengths_do_not_matter():
    a, b = directions(), directions(seed=1)
    lengths = torch.rand(SIZE, 1, generator=torch.Generator().manual_seed(2)) + 0.5
    for matching in (best, one_to_one):
        torch.testing.assert_close(matching(a * lengths, 3 * b).cosines, matching(a, b).cosines)


def test_the_opposite_direction_is_another_feature():
    one = dictionary()
    flipped = replace(one, W_dec=-one.W_dec, W_enc=-one.W_enc)
    found = compare(one, [flipped])
    cosines = one.W_dec @ flipped.W_dec.T
    torch.testing.assert_close(found.decoder, cosines.max(1).values)
    assert float(found.decoder.max()) < 0.9
    both = torch.cat([-one.W_dec, one.W_dec])
    assert torch.equal(one_to_one(one.W_dec, both).features, torch.arange(SIZE) + SIZE)


def test_renaming_the_features_of_either_side_renames_the_scores():
    one, others = dictionary(), [dictionary(1), dictionary(2)]
    order = torch.randperm(SIZE, generator=torch.Generator().manual_seed(3))
    before = compare(one, others)
    after = compare(shuffled(one, order), [shuffled(other, order.flip(0)) for other in others])
    for name in ("decoder", "encoder", "matched"):
        torch.testing.assert_close(getattr(after, name), getattr(before, name)[order])


@pytest.mark.parametrize("block", [7, 2048])
def test_near_copies_within_a_dictionary_are_told_from_recurrence(block, monkeypatch):
    monkeypatch.setattr(module, "BLOCK", block)
    a = directions()
    cosines = (a @ a.T).fill_diagonal_(-1)
    torch.testing.assert_close(nearest_at_home(2 * a), cosines.max(1).values)
    torch.testing.assert_close(nearest_at_home(a.repeat(2, 1)), torch.ones(2 * SIZE))
    assert nearest_at_home(a[:1]).tolist() == [-1]
    one = dictionary()
    doubled = shuffled(one, torch.arange(SIZE) // 2)
    assert compare(doubled, [dictionary(1)]).summary()["repeated"] == 1
    assert compare(one, [one]).summary()["repeated"] < 0.3


def test_a_score_is_the_mean_over_the_others():
    one, others = dictionary(), [dictionary(seed) for seed in (1, 2, 3)]
    apart = [compare(one, [other]) for other in others]
    together = compare(one, others)
    for name in ("decoder", "encoder", "matched"):
        mean = torch.stack([getattr(found, name) for found in apart]).mean(0)
        torch.testing.assert_close(getattr(together, name), mean)
    assert torch.equal(together.partners, torch.cat([found.partners for found in apart]))


def crosscoder(seed, factor):
    """Of two hook points, activations of the second `factor` times as long; else the same."""
    one, widths = dictionary(seed), torch.tensor([10, 6])
    longer = torch.tensor([1.0, factor]).repeat_interleave(widths)
    rows = one.W_dec * longer
    lengths = rows.norm(dim=1, keepdim=True)
    W_enc = one.W_enc / longer[:, None] * lengths.T
    about = {"widths": widths.tolist(), "scale": [3.0, 3.0 / factor]}
    return replace(one, W_dec=rows / lengths, W_enc=W_enc, about=about)


@pytest.mark.parametrize("factor", [1e-3, 50.0])
def test_of_several_hook_points_the_long_one_counts_no_more(factor):
    of_one, alike, unlike = (
        (dictionary(0), [dictionary(seed) for seed in (1, 2)]),
        *((crosscoder(0, f), [crosscoder(seed, f) for seed in (1, 2)]) for f in (1.0, factor)),
    )
    for measure in (compare, controls):
        expected = measure(*of_one)
        for found in (measure(*alike), measure(*unlike)):
            assert torch.equal(found.partners, expected.partners)
            for name in ("decoder", "encoder", "matched", "own"):
                got, want = getattr(found, name), getattr(expected, name)
                torch.testing.assert_close(got, want, rtol=1e-4, atol=1e-5)


def greedily(cosines):
    """The slow twin of `one_to_one`: the largest of all, again and again."""
    left, found = cosines.clone(), {}
    for _ in range(min(cosines.shape)):
        row, column = divmod(int(left.argmax()), cosines.shape[1])
        found[row] = column
        left[row, :] = left[:, column] = -2
    return found


@pytest.mark.parametrize(("n", "m"), [(40, 40), (40, 13), (13, 40), (1, 5)])
@pytest.mark.parametrize("block", [7, 2048])
def test_pairs_are_made_the_nearest_first(n, m, block, monkeypatch):
    monkeypatch.setattr(module, "BLOCK", block)
    a, b = directions(n), directions(m, seed=1)
    found, slow = one_to_one(a, b), greedily(a @ b.T)
    assert {row: int(f) for row, f in enumerate(found.features) if f >= 0} == slow
    for row in range(n):
        expected = float(a[row] @ b[slow[row]]) if row in slow else 0.0
        assert float(found.cosines[row]) == pytest.approx(expected, abs=1e-6)
    used = found.features[found.features >= 0]
    assert len(used.unique()) == len(used) == min(n, m)


def test_equal_directions_end_too():
    a = directions(3).repeat(4, 1)
    found = one_to_one(a, a)
    torch.testing.assert_close(found.cosines, torch.ones(12))
    assert sorted(found.features.tolist()) == list(range(12))


def test_the_pairs_are_never_closer_than_the_optimal_assignment():
    for seed in range(5):
        a, b = directions(6, seed=seed), directions(6, seed=seed + 50)
        cosines, pairs = a @ b.T, float(one_to_one(a, b).cosines.sum())
        orders = itertools.permutations(range(6))
        optimal = max(float(cosines[range(6), order].sum()) for order in orders)
        assert 0.8 * optimal <= pairs <= optimal + 1e-5


@pytest.mark.parametrize(("n", "d_in"), [(1, 8), (200, 8), (500, 64), (30, 2)])
def test_independent_directions_are_at_chance(n, d_in):
    drawn = [best(directions(400, d_in, seed), directions(n, d_in, seed + 90)) for seed in range(8)]
    cosines = torch.cat([found.cosines for found in drawn])
    assert float(cosines.mean()) == pytest.approx(chance(n, d_in), abs=0.02)


def test_chance_is_known_in_closed_form():
    assert chance(1, 9) == pytest.approx(0, abs=1e-9)
    assert chance(2, 3) == pytest.approx(1 / 3, abs=1e-6)  # uniform cosine: the larger of two
    assert chance(1000, 64) > chance(100, 64) > chance(100, 256)


def test_the_control_lies_where_the_directions_lie():
    flat = directions(4000, 12) @ torch.diag(torch.tensor([5.0, 3.0] + 10 * [0.2]))
    flat = unit_rows(flat + torch.tensor([2.0] + 11 * [0.0]))
    drawn = like(flat, torch.Generator().manual_seed(0))
    assert drawn.shape == flat.shape
    torch.testing.assert_close(drawn.mean(0), flat.mean(0), atol=0.1, rtol=0)
    torch.testing.assert_close(drawn.T @ drawn, flat.T @ flat, atol=0.12 * 4000, rtol=0)
    assert float(best(flat, drawn).cosines.mean()) > chance(4000, 12)


def test_unrelated_dictionaries_are_no_more_stable_than_the_control():
    one, others = dictionary(size=300), [dictionary(seed, size=300) for seed in (1, 2)]
    found, random = compare(one, others).summary(), controls(one, others).summary()
    for name in ("decoder", "encoder", "matched"):
        assert found[name] == pytest.approx(random[name], abs=0.03)


def published(folder, one):
    draft = Draft.begin(folder, "train", {"name": folder.name}, {})
    with draft:
        one.save(draft.path / "dictionary.safetensors")
        return draft.finish({})


@pytest.fixture
def three(tmp_path):
    return [published(tmp_path / f"seed{seed}", dictionary(seed)) for seed in (0, 1, 2)]


def test_it_is_kept_beside_the_dictionary_it_is_of(three):
    one, *others = three
    assert stability_of(one) is None
    config = StabilityConfig(
        dictionary=str(one.path), others=tuple(str(other.path) for other in others)
    )
    artifact = stability(config)
    assert artifact.path == beside(one.path)
    assert Artifact.open(artifact.path, "stability").damaged() == []
    found, counts = stability_of(one), artifact.manifest.counts
    assert found.partners.shape == (2, SIZE)
    assert counts["matched"] == pytest.approx(float(found.matched.mean()))
    assert counts["chance"] == pytest.approx(chance(SIZE, D_IN))
    assert counts["control_matched"] == pytest.approx(counts["matched"], abs=0.1)
    assert stability(config) == artifact
    elsewhere = replace(config, output=str(one.path.with_name("elsewhere")))
    assert stability(elsewhere).manifest.content == artifact.manifest.content


def test_the_stability_of_a_replaced_dictionary_is_not_read(three, tmp_path):
    one, other, _ = three
    stability(StabilityConfig(dictionary=str(one.path), others=(str(other.path),)))
    shutil.rmtree(one.path)
    again = published(Path(one.path), dictionary(9))
    assert stability_of(again) is None


def test_what_cannot_be_compared_is_refused(three, tmp_path):
    one = three[0]
    with pytest.raises(SondeError, match="compared with itself"):
        stability(StabilityConfig(dictionary=str(one.path), others=(str(one.path),)))
    with pytest.raises(SondeError, match="needs other dictionaries: --others"):
        stability(StabilityConfig(dictionary=str(one.path), others=()))
    narrow = published(tmp_path / "narrow", dictionary(1, d_in=8))
    with pytest.raises(SondeError, match="d_in 16 and 8"):
        stability(StabilityConfig(dictionary=str(one.path), others=(str(narrow.path),)))
    assert not beside(one.path).exists()
