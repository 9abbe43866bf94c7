"""The Adam of the rows that fired: dense Adam where all fire, silence where none does."""

import pytest
import torch

from killed_training import SETTINGS
from sonde.core.comms import ALONE
from sonde.core.errors import SondeError
from sonde.core.maths import unit_rows
from sonde.dictionary.adam import LONGEST, DenseAdam, RowAdam, at_most, clipped
from sonde.dictionary.kernels import dispatch
from sonde.dictionary.kernels.rounding import opened
from sonde.dictionary.kernels.rows import Sums, When
from sonde.dictionary.kinds import KINDS, first_weights
from sonde.dictionary.rows import Rows, added, by_feature, joined, order_of, summed
from sonde.dictionary.sides import part_lengths
from sonde.dictionary.sparse import RowSum, sum_by_feature
from sonde.dictionary.training import Trainer
from synthetic import D_IN, SIZE, SyntheticBatches, kind_config, train_config, widths_of
from workers import in_threads

SPARSE = [name for name, kind in KINDS.items() if kind.sparse]


@pytest.fixture
def rng():
    return torch.Generator().manual_seed(3)


@pytest.fixture
def x(rng):
    return torch.randn(20, D_IN, generator=rng) + 0.5


def weights_of(kind, rng):
    """Weights as in the middle of training."""
    weights = first_weights(kind_config(kind), D_IN, seed=1, widths=widths_of(kind))
    with torch.no_grad():
        for parameter in weights.parameters():
            parameter += 0.2 * torch.randn(parameter.shape, generator=rng)
        weights.keep_unit_directions()
    return weights


def loss_of(kind, weights, x, dead=()):
    asleep = torch.zeros(SIZE, dtype=torch.bool)
    asleep[list(dead)] = True
    return KINDS[kind].loss(weights, kind_config(kind), x, asleep, 0.5)


@pytest.mark.parametrize("dead", [(), (1, 7, 11, 20)])
@pytest.mark.parametrize("kind", SPARSE)
def test_the_rows_that_fired_have_the_dense_gradient_and_no_others_have_any(kind, dead, rng, x):
    weights = weights_of(kind, rng)
    loss_of(kind, weights, x, dead).total.backward()
    dense = {name: p.grad.clone() for name, p in weights.named_parameters() if p.requires_grad}
    weights.zero_grad()
    adam = RowAdam(weights, unit_directions=False)
    loss_of(kind, weights, x, dead).total.backward()
    assert weights.W_enc.grad is None
    assert weights.W_dec.grad is None
    found = adam.gradients()
    assert set(found) == set(dense)
    for name, (features, values) in found.items():
        whole = dense[name].T if name == "W_enc" else dense[name]
        table = torch.zeros(len(whole) if name != "b_dec" else 1, values.shape[1])
        table[features] = values
        torch.testing.assert_close(table, whole.reshape(table.shape), rtol=1e-4, atol=1e-6)
    fired = found["W_enc"].features
    assert 0 < len(fired) < SIZE
    assert torch.equal(fired, fired.unique())
    assert not adam.parts.W_enc
    assert not adam.parts.W_dec
    assert weights.b_enc.grad is None


@pytest.mark.parametrize("kind", SPARSE)
def test_what_would_lengthen_a_direction_is_taken_out(kind, rng, x):
    if not KINDS[kind].trains_decoder:
        return
    weights = weights_of(kind, rng)
    found = []
    for unit in (False, True):
        adam = RowAdam(weights, unit)
        loss_of(kind, weights, x).total.backward()
        found.append(adam.gradients())
    (free, across), fired = (f["W_dec"].values for f in found), found[0]["W_dec"].features
    directions = weights.W_dec.detach()[fired]
    assert (free * directions).sum(1).abs().max() > 1e-3
    torch.testing.assert_close(
        (across * directions).sum(1), torch.zeros(len(fired)), atol=1e-6, rtol=0
    )
    axes = unit_rows(directions)
    along = (free * axes).sum(1, keepdim=True) * axes
    torch.testing.assert_close(across, free - along, rtol=1e-4, atol=1e-6)


@pytest.mark.parametrize("length", [0.9, 1.0, 7.0])
def test_gradients_together_are_no_longer_than_one(length, rng):
    before = torch.randn(2, 3, 4, generator=rng)
    before *= length / before.norm()
    rows = {
        name: Rows(torch.arange(3), one.clone()) for name, one in zip("ab", before, strict=True)
    }
    after = torch.stack([row.values for row in clipped(rows).values()])
    torch.testing.assert_close(after, before * min(1.0, LONGEST / length))


@pytest.mark.parametrize("counts", [[1], [1, 1, 1], [5, 1, 4, 30], []])
def test_a_gradient_to_be_added_up_is_no_longer_than_its_bound(counts, rng):
    counts = torch.tensor(counts, dtype=torch.int64)
    n = int(counts.sum())
    vectors, rows = torch.randn(4, 6, generator=rng), torch.randint(0, 4, (n,), generator=rng)
    for weights in (torch.randn(n, generator=rng), torch.ones(n)):
        sums = Sums(torch.arange(len(counts)), counts.cumsum(0) - counts, weights, vectors, rows)
        length = added(sums).values.norm() if n else torch.zeros(())
        assert float(length) <= float(at_most(sums))
    if len(counts) == n:  # of one part each it is that long
        assert float(at_most(sums)) == pytest.approx(float(length), rel=1e-4)


def test_an_order_that_is_of_other_features_is_not_used(rng):
    features, others = torch.tensor([2, 0, 2]), torch.tensor([1, 1, 0])
    part = RowSum(torch.ones(3), torch.randn(3, 4, generator=rng), features, torch.arange(3))
    expected = by_feature(part)
    for order in (order_of(others), order_of(features)):
        found = by_feature(part, order)
        assert all(torch.equal(one, other) for one, other in zip(found[:5], expected, strict=False))


@pytest.mark.parametrize("length", [0.4, 3.0])
def test_gradients_to_be_added_up_are_clipped_as_if_they_were(length, rng, monkeypatch):
    """With a bound over one and a length under it, too."""
    monkeypatch.setattr(dispatch, "WORTH_COMPILING", 0)
    weights, vectors = torch.randn(40, generator=rng), torch.randn(4, 6, generator=rng)
    rows = torch.randint(0, 4, (40,), generator=rng)
    sums = Sums(torch.arange(3), torch.tensor([0, 5, 20]), weights, vectors, rows)
    sums.weights.mul_(length / added(sums).values.norm())
    assert float(at_most(sums)) > 1
    before = added(sums).values
    after = added(clipped({"W_enc": sums})["W_enc"]).values
    torch.testing.assert_close(after, before * min(1.0, 1 / length), rtol=1e-4, atol=1e-6)


def test_dense_gradients_are_clipped_too(rng):
    weights = weights_of("relu_l1", rng)
    adam = DenseAdam(weights)
    for parameter in weights.parameters():
        parameter.grad = torch.full_like(parameter, 100.0)
    adam.step(0.0)
    whole = torch.cat([m.flatten() for n, m in adam.state().items() if n.endswith("exp_avg")])
    assert float(whole.norm()) == pytest.approx(0.1 * LONGEST, rel=1e-4)
    assert all(parameter.grad is None for parameter in weights.parameters())


def some_rows(rng, n, width=5, size=9):
    features = torch.randint(0, size, (n,), generator=rng)
    vectors = torch.randn(4, width, generator=rng)
    rows = torch.randint(0, 4, (n,), generator=rng)
    return RowSum(torch.randn(n, generator=rng), vectors, features, rows)


@pytest.mark.parametrize("sizes", [(1,), (12,), (7, 5), (3, 0, 4)])
def test_parts_of_a_gradient_add_up(sizes, rng):
    parts = [some_rows(rng, n) for n in sizes]
    expected = sum(sum_by_feature(part, 9) for part in parts)
    features, values = summed(joined(parts))
    table = torch.zeros(9, 5)
    table[features] = values
    torch.testing.assert_close(table, expected)
    assert features.tolist() == sorted({*torch.cat([part.features for part in parts]).tolist()})
    assert len(joined(parts).weights) == sum(sizes)


def stepped(adam, rng, fires, n_steps, rate):
    """Steps with random gradients for the rows that `fires(step)` names; the gradients given."""
    given = []
    for step in range(1, n_steps + 1):
        features = fires(step)
        vectors = torch.randn(len(features), D_IN, generator=rng) * 0.01
        one = torch.ones(len(features))
        for parts in (adam.parts.W_enc, adam.parts.W_dec):
            parts.append(RowSum(one, vectors, features, torch.arange(len(features))))
        bias = torch.zeros(SIZE).index_add(0, features, vectors[:, 0])
        adam.weights.b_enc.grad, adam.weights.b_dec.grad = bias, vectors[0].clone()
        given.append((features, vectors))
        adam.step(rate)
    return given


def test_where_every_row_fires_it_is_plain_adam(rng):
    weights, twin = weights_of("batch_topk", rng), first_weights(kind_config("batch_topk"), D_IN, 1)
    twin.load_state_dict(weights.state_dict())
    plain = torch.optim.Adam(twin.parameters(), lr=0.02, fused=False, foreach=False)
    adam = RowAdam(weights, unit_directions=False)
    for _ in range(20):
        ((_, vectors),) = stepped(adam, rng, lambda _: torch.arange(SIZE), 1, 0.02)
        twin.W_enc.grad, twin.W_dec.grad = vectors.T.clone(), vectors.clone()
        twin.b_enc.grad, twin.b_dec.grad = vectors[:, 0].clone(), vectors[0].clone()
        torch.nn.utils.clip_grad_norm_(twin.parameters(), LONGEST)
        plain.step()
    for name, parameter in twin.named_parameters():
        torch.testing.assert_close(weights.get_parameter(name), parameter, rtol=1e-4, atol=1e-5)


def test_a_row_that_sleeps_is_not_touched_and_its_v_fades_as_under_dense_adam(rng):
    weights = weights_of("batch_topk", rng)
    adam, often = RowAdam(weights, unit_directions=True), torch.tensor([0, 2])
    rare = torch.tensor([0, 1, 2])
    first = stepped(adam, rng, lambda step: rare, 1, 0.02)
    asleep = {name: table[1].clone() for name, table in adam.tables().items() if name != "b_dec"}
    between = stepped(adam, rng, lambda step: often, 6, 0.02)
    for name, before in asleep.items():
        assert torch.equal(adam.tables()[name][1], before)
    last = stepped(adam, rng, lambda step: rare, 1, 0.02)
    for name in asleep:
        assert not torch.equal(adam.tables()[name][1], asleep[name])
    v = torch.zeros(D_IN)
    for features, vectors in (*first, *between, *last):
        found = vectors[features == 1].sum(0)
        v = 0.999 * v + 0.001 * found**2
    torch.testing.assert_close(adam.state_of["W_enc"].v[1], v, rtol=1e-5, atol=0)
    assert adam.times[:4].tolist() == [8, 2, 8, 0]
    assert adam.last[:4].tolist() == [8, 8, 8, 0]


def test_directions_that_moved_are_of_length_one_and_the_others_as_they_were(rng):
    weights = weights_of("batch_topk", rng)
    with torch.no_grad():
        weights.W_dec[5] *= 3
    stepped(RowAdam(weights, unit_directions=True), rng, lambda _: torch.tensor([1, 4]), 2, 0.1)
    lengths = weights.W_dec.norm(dim=1)
    torch.testing.assert_close(lengths[[1, 4]], torch.ones(2))
    assert float(lengths[5].detach()) == pytest.approx(3)


@pytest.mark.parametrize("kind", SPARSE)
def test_a_step_of_training_touches_only_what_fired(kind):
    batches = SyntheticBatches(kind=kind)
    trainer = Trainer(train_config("o", kind, **SETTINGS), batches.moments)
    trainer.step(batches.next())
    before = {name: p.detach().clone() for name, p in trainer.weights.named_parameters()}
    fired = trainer.step(batches.next()).fired
    assert 0 < int(fired.sum()) < SIZE
    for name in ("W_enc", "b_enc", "W_dec"):
        after = trainer.weights.get_parameter(name).detach()
        change = (after - before[name]).T if name == "W_enc" else after - before[name]
        moved = change.reshape(SIZE, -1).abs().sum(1) > 0
        frozen = name == "W_dec" and not KINDS[kind].trains_decoder
        assert torch.equal(moved, fired & (not frozen))
    lengths = part_lengths(trainer.weights.W_dec, trainer.weights.sides.widths).sum(1)
    torch.testing.assert_close(lengths, torch.ones(SIZE))


def stepped_with(moments, kind="batch_topk", n_steps=12, seed=0, **settings):
    batches = SyntheticBatches(kind=kind)
    config = train_config("o", kind, moments=moments, seed=seed, **{**SETTINGS, **settings})
    trainer = Trainer(config, batches.moments)
    losses = [float(trainer.step(batches.next()).total.detach()) for _ in range(n_steps)]
    return trainer, losses


@pytest.mark.parametrize(("moments", "left"), [("bfloat16", 2), ("float8", 1)])
@pytest.mark.parametrize("kind", SPARSE)
def test_moments_of_fewer_bits_are_smaller_and_the_step_nearly_the_same(kind, moments, left):
    whole, losses = stepped_with("float32", kind, 40)
    half, other = stepped_with(moments, kind, 40)
    sizes = [sum(t.nbytes for t in one.optimiser.state().values()) for one in (whole, half)]
    large = [name for name in ("W_enc", "W_dec") if f"{name}.m" in whole.optimiser.state()]
    numbers = sum(2 * whole.optimiser.state()[f"{name}.m"].numel() for name in large)
    exponents = 2 * SIZE * len(large) * (moments == "float8")
    assert sizes[1] == sizes[0] - (4 - left) * numbers + exponents
    assert half.optimiser.state()["b_enc.m"].dtype == torch.float32
    assert other[-1] == pytest.approx(losses[-1], rel=0.03)
    assert other != losses


@pytest.mark.parametrize("moments", ["bfloat16", "float8"])
def test_the_rounding_of_moments_depends_on_the_seed_of_the_run_alone(moments):
    """And so a second run has the bytes of the first."""
    states = [stepped_with(moments)[0].optimiser.state() for _ in range(2)]
    assert all(torch.equal(states[0][name], states[1][name]) for name in states[0])


def test_a_row_is_rounded_alike_whoever_holds_it():
    """By its number among all features, the step, the table and the seed."""

    def keys(comms=ALONE, seed=0, name="W_enc", step=4):
        weights = first_weights(kind_config("topk"), D_IN, 1, comms=comms)
        adam = RowAdam(weights, True, torch.bfloat16, seed)
        fired = torch.arange(weights.shard.size)
        own = Rows(fired, torch.ones(len(fired), 1))
        return adam.with_keys(name, own, When(step, 0.1, fired, fired)).keys

    assert torch.equal(torch.cat(in_threads(3, keys)), keys())
    for other in ({"seed": 1}, {"name": "W_dec"}, {"step": 5}):
        assert not (keys(**other) == keys()).any()


@pytest.mark.parametrize(("kept_in", "apart"), [(torch.bfloat16, 0.004), (torch.uint8, 0.04)])
def test_second_moments_of_fewer_bits_keep_their_mean(kept_in, apart):
    """Over hundreds of steps with the same gradients, to four deviations of what chance does: no
    drift, which rounding to the nearest would have."""
    found = []
    for dtype in (torch.float32, kept_in):
        weights = weights_of("batch_topk", torch.Generator().manual_seed(1))
        adam = RowAdam(weights, False, dtype, seed=3)
        stepped(adam, torch.Generator().manual_seed(2), lambda _: torch.arange(SIZE), 300, 1e-4)
        found.append(adam.state_of["W_enc"])
    whole, half = found
    share = opened(half.m, half.v)[1].sum() / whole.v.sum()
    assert float(share) == pytest.approx(1, abs=apart)


@pytest.mark.parametrize("kind", [name for name, kind in KINDS.items() if not kind.sparse])
@pytest.mark.parametrize("moments", ["bfloat16", "float8"])
def test_kinds_of_dense_gradients_refuse_moments_of_fewer_bits(kind, moments):
    with pytest.raises(SondeError, match=rf"moments={moments}: {kind} .* Leave --moments out"):
        stepped_with(moments, kind)
