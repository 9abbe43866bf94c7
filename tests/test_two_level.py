"""The benchmark of training with groups: what is open, what is found, what is pressed down."""

import pytest
import torch
from two_level import Grouped, Groups, alike, recall, strongest_of_all

from sonde.core.config import parse
from sonde.core.maths import Moments
from sonde.dictionary.config import TrainConfig

D_IN, SIZE, N_GROUPS, K, BATCH = 8, 24, 4, 3, 32


@pytest.fixture
def x():
    return torch.randn(BATCH, D_IN, generator=torch.Generator().manual_seed(1))


def trainer(x, share, pressure=0.0):
    moments = Moments(D_IN)
    moments.add(x)
    dictionary = {"kind": "batch_topk", "dictionary_size": SIZE, "k": K}
    fields = {"activations": "a", "output": "b", "dictionary": dictionary, "device": "cpu"}
    config = parse(TrainConfig, fields | {"n_tokens": 20 * BATCH, "batch_size": BATCH}, "a test")
    made = Grouped(config, moments, N_GROUPS, share, like=True, pressure=pressure)
    made.regroup_at = [1]
    for _ in range(3):
        made.step(x)
    return made


def test_groups_are_equally_large_and_rows_of_one_direction_stay_together():
    rows = torch.eye(4).repeat_interleave(6, 0)
    of = alike(rows, rows[::6])
    assert torch.bincount(of).tolist() == [6, 6, 6, 6]
    assert all(len(part.unique()) == 1 for part in of.split(6))
    assert torch.bincount(alike(rows[:22], rows[::6])).tolist() == [6, 6, 5, 5]


def test_with_all_groups_open_the_choice_is_that_of_the_full_scan(x):
    made = trainer(x, share=1.0)
    chosen = made.groups.strongest(made.weights, x, K, training=False)
    assert all(map(torch.equal, chosen, strongest_of_all(made.weights, x, K)))
    assert recall(made, [x]) == 1


def test_recall_is_the_share_of_the_strongest_codes_in_open_groups(x):
    made = trainer(x, share=0.5)
    pre_codes = made.weights.pre_codes(x).flatten().tolist()
    scores = made.groups.router(x - made.weights.b_dec).flatten().tolist()
    best = sorted(range(len(pre_codes)), key=lambda i: -pre_codes[i])[: K * BATCH]
    last = sorted(scores)[-len(scores) // 2]
    of = made.groups.of.tolist()
    seen = [scores[i // SIZE * N_GROUPS + of[i % SIZE]] >= last for i in best]
    assert 0 < sum(seen) < len(seen)
    assert recall(made, [x]) == pytest.approx(sum(seen) / len(seen), abs=1e-4)


def test_pressure_lowers_what_the_router_missed_and_nothing_else(x):
    made = trainer(x, share=0.5, pressure=1.0)
    weights, config, dead = made.weights, made.config.dictionary, made.idle > 1e9
    gradients = []
    for loss in (made.plain, made.loss):
        weights.b_enc.grad = None
        loss(weights, config, x, dead, 0.5).total.backward()
        gradients.append(weights.b_enc.grad.clone())
        weights.parts.clear()
    values, features, rows = made.groups.missed
    assert torch.equal(values, weights.pre_codes(x)[rows, features])
    missed = torch.zeros(SIZE, dtype=torch.bool)
    missed[features] = True
    assert missed.any()
    assert torch.equal(gradients[1] > gradients[0], missed)


def test_before_there_are_groups_every_feature_is_looked_at(x):
    groups, weights = Groups(SIZE, D_IN, N_GROUPS, 0.1, True, 0), trainer(x, 1.0).weights
    with torch.no_grad():
        chosen = groups.strongest(weights, x, K)
    assert all(map(torch.equal, chosen, strongest_of_all(weights, x, K)))
