"""One law suite for every kind of dictionary: a new row in KINDS brings its tests."""

import itertools

import pytest
import torch
from torch import Tensor

from sonde.core.config import parse, to_dict
from sonde.core.maths import unexplained, unit_rows
from sonde.dictionary import weights as weights_module
from sonde.dictionary.config import MatryoshkaConfig, TrainConfig, kind_of
from sonde.dictionary.dictionary import exported
from sonde.dictionary.jump_step import BANDWIDTH
from sonde.dictionary.kernels import reference
from sonde.dictionary.kinds import KINDS, first_weights
from sonde.dictionary.matryoshka import widths
from sonde.dictionary.rebuilding import nested_reconstructions
from sonde.dictionary.relu_l1 import annealed, power
from sonde.dictionary.sides import part_lengths
from sonde.dictionary.sparse import FEW, codes_where, dense
from sonde.dictionary.training import Trainer
from synthetic import (
    D_IN,
    SIZE,
    K,
    SyntheticBatches,
    kind_config,
    train_config,
    true_directions,
    widths_of,
)

BATCH = 20
NOBODY = torch.zeros(SIZE, dtype=torch.bool)
with_k = [kind for kind in KINDS if hasattr(KINDS[kind].config, "k")]


@pytest.fixture(params=KINDS)
def kind(request):
    return request.param


@pytest.fixture
def rng():
    return torch.Generator().manual_seed(5)


@pytest.fixture
def x(rng):
    return torch.randn(BATCH, D_IN, generator=rng) + 0.5


@pytest.fixture
def weights(kind, rng):
    """Weights as in the middle of training: encoder, biases and decoder all of their own."""
    weights = first(kind, seed=1)
    with torch.no_grad():
        for parameter in weights.parameters():
            parameter += 0.2 * torch.randn(parameter.shape, generator=rng)
        if KINDS[kind].unit_directions:
            weights.keep_unit_directions()
    return weights


def first(kind, seed=0, center=None):
    return first_weights(kind_config(kind), D_IN, seed, center, widths_of(kind))


def loss_of(kind, weights, x, dead=NOBODY, progress=0.5, **settings):
    return KINDS[kind].loss(weights, kind_config(kind, **settings), x, dead, progress)


def selected(kind, weights, x, k: int = K) -> Tensor:
    """Dense codes by the definition of the kind."""
    u, own = (weights.given(x) - weights.center) @ weights.W_enc, weights.own
    pre_codes = u + weights.b_enc
    if kind == "relu_l1":
        return pre_codes.relu()
    if kind == "gated":
        opened = u + own["b_gate"] > 0
        return torch.where(opened, (own["r"].exp() * u + weights.b_enc).relu(), 0.0)
    if kind == "jump_relu":
        return StraightThrough.apply(pre_codes, own["log_threshold"].exp())
    if kind == "topk":
        return reference.keep_strongest(pre_codes, k)
    return reference.keep_strongest_of_batch(pre_codes, k)


class StraightThrough(torch.autograd.Function):
    """JumpReLU with its estimated gradient written out."""

    @staticmethod
    def forward(ctx, pre_codes, theta):
        ctx.save_for_backward(pre_codes, theta)
        return torch.where(pre_codes > theta, pre_codes, 0.0)

    @staticmethod
    def backward(ctx, grad):
        pre_codes, theta = ctx.saved_tensors
        near = ((pre_codes - theta).abs() < BANDWIDTH / 2) * theta / BANDWIDTH
        return grad * ((pre_codes > theta) + near), -(grad * near).sum(0)


def rebuilt(weights, codes, x):
    """The reconstruction from dense codes."""
    x_hat = codes @ weights.W_dec + weights.b_dec
    if weights.W_skip is None:
        return x_hat
    return x_hat + (weights.given(x) - weights.center) @ weights.W_skip


def dense_loss(kind, weights, x, config, progress) -> Tensor:
    """The loss as its docstring writes it, in plain dense algebra."""
    codes, own = selected(kind, weights, x), weights.own
    if kind in ("transcoder", "crosscoder"):
        wanted = weights.wanted(x)
        return unexplained(wanted, wanted - rebuilt(weights, codes, x))
    lengths = weights.W_dec.norm(dim=1)
    fit = (x - codes @ weights.W_dec - weights.b_dec).square().sum(1).mean()
    if kind == "relu_l1":
        rising = min(1.0, progress / config.l1_warmup)
        return fit + config.l1 * rising * (codes * lengths).sum(1).mean()
    if kind == "gated":
        rising = min(1.0, progress / config.l1_warmup)
        gate = ((x - weights.b_dec) @ weights.W_enc + own["b_gate"]).relu()
        still = x - gate @ weights.W_dec - weights.b_dec
        penalty = (gate * lengths).sum(1).mean()
        return fit + still.square().sum(1).mean() + config.l1 * rising * penalty
    if kind == "jump_relu":
        pre_codes = (x - weights.b_dec) @ weights.W_enc + weights.b_enc
        below = ((own["log_threshold"].exp() - pre_codes).relu() * lengths).sum(1).mean()
        count = (4 * codes * lengths).tanh().sum(1).mean()
        return fit + config.sparsity * progress * count + config.pre_act * below
    ends = widths(config) if kind == "matryoshka" else [SIZE]
    errors = [x - codes[:, :end] @ weights.W_dec[:end] - weights.b_dec for end in ends]
    return sum(unexplained(x, error) for error in errors) / len(ends)


def gradients(total, weights):
    trained = [parameter for parameter in weights.parameters() if parameter.requires_grad]
    return torch.autograd.grad(total, trained)


def test_the_row_is_named_as_its_config_says(kind):
    config = kind_config(kind)
    assert (config.kind, kind_of(config), kind_of({"kind": kind})) == (kind, kind, kind)
    whole = train_config("o", kind)
    assert parse(TrainConfig, to_dict(whole)) == whole


def test_the_seed_decides_the_weights(kind):
    one, same, other = (first(kind, seed) for seed in (1, 1, 2))
    for name, parameter in one.named_parameters():
        assert torch.equal(parameter, same.get_parameter(name))
    assert not torch.equal(one.W_dec, other.W_dec)


def test_the_encoder_starts_tied_and_the_centre_is_the_bias(kind):
    center = torch.arange(float(D_IN))
    weights = first(kind, 0, center)
    if kind == "transcoder":  # nothing to tie: the one is not the space of the other
        assert torch.equal(weights.center, center[: weights.W_enc.shape[0]])
        assert torch.equal(weights.W_skip, torch.zeros(widths_of(kind)))
    else:
        assert torch.equal(weights.W_enc, weights.W_dec.T)
    assert torch.equal(weights.b_dec, weights.wanted(center[None])[0])
    lengths = part_lengths(weights.W_dec, weights.sides.widths).sum(1)
    torch.testing.assert_close(lengths, torch.full((SIZE,), KINDS[kind].first_norm))
    assert weights.W_dec.requires_grad == KINDS[kind].trains_decoder
    assert weights.W_enc.T.is_contiguous()


@pytest.fixture(params=[FEW, 1.0], ids=["as usual", "as if few"])
def however_many(request, monkeypatch):
    """Codes count as few, and are worked with alone, up to this share."""
    monkeypatch.setattr(weights_module, "FEW", request.param)


@pytest.mark.parametrize("progress", [0.0, 0.02, 0.5])
@pytest.mark.usefixtures("however_many")
def test_loss_and_gradients_are_those_of_the_dense_formula(kind, weights, x, progress):
    config = kind_config(kind, pre_act=0.3)
    found = loss_of(kind, weights, x, progress=progress, pre_act=0.3)
    expected = dense_loss(kind, weights, x, config, progress)
    torch.testing.assert_close(found.total, expected)
    pairs = zip(gradients(found.total, weights), gradients(expected, weights), strict=True)
    for one, other in pairs:
        torch.testing.assert_close(one, other, rtol=1e-4, atol=1e-5)


@pytest.mark.parametrize("kind", ["relu_l1", "gated"])
def test_few_codes_are_worked_with_alone_and_none_is_no_trouble(kind, weights, x, monkeypatch):
    """Down to none, all of one row and none of another, and with a bent penalty."""
    settings = {"p_end": 0.3} if kind == "relu_l1" else {}
    bias = weights.b_enc if kind == "relu_l1" else weights.own["b_gate"]
    for lower in (0.0, 1.0, 2.0, 100.0):
        with torch.no_grad():
            bias -= lower
        found = {}
        for few in (0.0, 1.0):
            monkeypatch.setattr(weights_module, "FEW", few)
            loss = loss_of(kind, weights, x, progress=0.9, **settings)
            found[few] = [*loss[:4], loss.fired.float(), *gradients(loss.total, weights)]
        for one, other in zip(found[0.0], found[1.0], strict=True):
            torch.testing.assert_close(one, other, rtol=1e-4, atol=1e-5)
    assert float(loss.l0) == 0


@pytest.mark.usefixtures("however_many")
def test_what_a_step_reports_is_so(kind, weights, x):
    codes = selected(kind, weights, x)
    found = loss_of(kind, weights, x)
    torch.testing.assert_close(found.l0, (codes > 0).sum() / BATCH)
    assert torch.equal(found.fired, (codes > 0).any(0))
    wanted = weights.wanted(x)
    errors = wanted - rebuilt(weights, codes, x)
    torch.testing.assert_close(found.unexplained, unexplained(wanted, errors).detach())
    widths = weights.sides.widths
    if len(widths) == 1:
        assert found.of_parts is None
    else:
        pairs = zip(wanted.split(widths, 1), errors.split(widths, 1), strict=True)
        lefts = torch.stack([unexplained(*pair) for pair in pairs])
        torch.testing.assert_close(found.of_parts, lefts.detach())


@pytest.mark.parametrize("k", [1, 3, SIZE])
@pytest.mark.parametrize("kind", with_k)
def test_as_many_features_fire_as_promised(kind, weights, x, k):
    """k per row for topk, k on average for the others; fewer only where no more are positive."""
    pre_codes = weights.pre_codes(weights.given(x))
    positive = int((pre_codes > 0).sum())
    active = round(float(loss_of(kind, weights, x, k=k).l0) * BATCH)
    if kind == "topk":
        assert active == int((pre_codes > 0).sum(1).clamp_max(k).sum())
    else:
        assert active == min(k * BATCH, positive)


def test_the_kinds_differ_in_how_rows_share(x):
    """One row may take the places of another in a batch, not in topk."""
    loud = torch.cat([100 * x[:1], 0.01 * x[1:]])
    weights = first_weights(kind_config("topk"), D_IN, 0)
    assert len(weights.strongest_of_rows(loud, K).rows.unique()) == BATCH
    found = loss_of("batch_topk", weights, loud, k=1)
    assert float(found.l0) == pytest.approx(1.0)


def grouped_permutation(kind, rng):
    """Any order of the features; for nested dictionaries any order within a group."""
    edges = [0, *(widths(kind_config(kind)) if kind == "matryoshka" else [SIZE])]
    parts = [
        start + torch.randperm(end - start, generator=rng)
        for start, end in itertools.pairwise(edges)
    ]
    return torch.cat(parts)


def test_renaming_features_changes_nothing(kind, weights, x, rng):
    dead = torch.rand(SIZE, generator=rng) < 0.5
    before = loss_of(kind, weights, x, dead)
    order = grouped_permutation(kind, rng)
    with torch.no_grad():
        for name in ("W_dec", "b_enc"):
            getattr(weights, name).copy_(getattr(weights, name)[order].clone())
        weights.W_enc.copy_(weights.W_enc[:, order].clone())
        for values in weights.own.values():
            values.copy_(values[order].clone())
    after = loss_of(kind, weights, x, dead[order])
    torch.testing.assert_close(after.total, before.total)
    torch.testing.assert_close(after.l0, before.l0)
    assert torch.equal(after.fired, before.fired[order])


def test_moving_the_data_moves_the_reconstruction_with_it(kind, weights, x, rng):
    dead = torch.rand(SIZE, generator=rng) < 0.5
    shift = torch.randn(D_IN, generator=rng)
    before = loss_of(kind, weights, x, dead)
    still = exported(weights, kind, 1.0, 0.3, {}).reconstruct(weights.given(x))
    with torch.no_grad():
        weights.b_dec += weights.wanted(shift[None])[0]
        if weights.b_in is not None:
            weights.b_in += weights.given(shift[None])[0]
    after = loss_of(kind, weights, x + shift, dead)
    torch.testing.assert_close(after.total, before.total, rtol=1e-4, atol=1e-5)
    moved = exported(weights, kind, 1.0, 0.3, {}).reconstruct(weights.given(x + shift))
    by = weights.wanted(shift[None])
    torch.testing.assert_close(moved, still + by, rtol=1e-4, atol=1e-4)


@pytest.mark.parametrize("kind", with_k)
def test_the_auxiliary_loss_moves_only_dead_features(kind, weights, x):
    dead = NOBODY.clone()
    dead[[1, 7, 11, 20]] = True
    alone, helped = loss_of(kind, weights, x), loss_of(kind, weights, x, dead)
    aux_weight = kind_config(kind).aux_weight
    torch.testing.assert_close(helped.total, alone.total + aux_weight * helped.penalty)
    names = [name for name, p in weights.named_parameters() if p.requires_grad]
    pairs = zip(gradients(helped.total, weights), gradients(alone.total, weights), strict=True)
    within_reach = dead & (weights.pre_codes(weights.given(x)) > 0).any(0)  # relu silences the rest
    assert within_reach.any()
    for name, (one, other) in zip(names, pairs, strict=True):
        if name in ("b_dec", "W_skip"):
            continue  # no feature's own
        of_feature = one - other if name != "W_enc" else (one - other).T
        moved = of_feature.abs().reshape(SIZE, -1).sum(1) > 1e-8
        assert torch.equal(moved, within_reach)


@pytest.mark.parametrize("kind", with_k)
def test_the_auxiliary_loss_is_what_the_strongest_dead_leave_of_the_residual(kind, weights, x):
    dead = NOBODY.clone()
    dead[[1, 7, 11, 20, 22, 23]] = True
    pre_codes = weights.pre_codes(weights.given(x))
    residual = weights.wanted(x) - rebuilt(weights, selected(kind, weights, x), x)
    revived = reference.keep_strongest(pre_codes.masked_fill(~dead, -1.0), 4)
    expected = unexplained(residual, residual - revived @ weights.W_dec)
    torch.testing.assert_close(loss_of(kind, weights, x, dead).penalty, expected.detach())
    assert loss_of(kind, weights, x, dead, k_aux=0).penalty == 0


def trained(kind, n_steps, **settings):
    batches = SyntheticBatches(kind=kind)
    trainer = Trainer(train_config("o", kind, **settings), batches.moments)
    for _ in range(n_steps):
        trainer.step(batches.next())
    return trainer


def test_directions_held_at_length_one_stay_so(kind):
    trainer = trained(kind, 5, learning_rate=0.01)
    lengths = part_lengths(trainer.weights.W_dec, trainer.weights.sides.widths).sum(1)
    assert KINDS[kind].unit_directions == torch.allclose(lengths, torch.ones(SIZE), atol=1e-6)


def test_the_control_keeps_its_random_decoder_and_the_others_do_not():
    for kind in KINDS:
        before = first(kind)
        trainer = trained(kind, 5, learning_rate=0.01)
        kept = torch.equal(trainer.weights.W_dec, before.W_dec)
        assert kept == (kind == "random_decoder") == (not KINDS[kind].trains_decoder)
        assert not torch.equal(trainer.weights.W_enc, before.W_enc)


def test_a_dead_feature_is_one_that_has_not_fired_for_so_many_tokens(kind):
    batches = SyntheticBatches(kind=kind)
    trainer = Trainer(train_config("o", kind, dead_after=3 * 32), batches.moments)
    history = []
    for _ in range(8):
        history.append(trainer.step(batches.next()).fired)
    recent = torch.stack(history[-3:]).any(0)
    assert torch.equal(trainer.idle >= trainer.dead_after, ~recent)
    never = ~torch.stack(history).any(0)
    assert torch.equal(trainer.idle[never], torch.full((int(never.sum()),), 8 * 32))
    assert (trainer.idle[history[-1]] == 0).all()


def test_training_finds_the_directions_that_the_data_were_made_of(kind):
    directions = true_directions(8, 16)
    batches = SyntheticBatches(64, directions, kind=kind)
    config = train_config(
        "o",
        kind,
        dictionary=kind_config(kind, k=2, l1=1.0, sparsity=1.0, skip=False),
        n_tokens=80 * 64,
        batch_size=64,
        learning_rate=0.03,
        dead_after=20 * 64,
    )
    trainer = Trainer(config, batches.moments)
    for _ in range(80):
        loss = trainer.step(batches.next())
    found = unit_rows(trainer.weights.W_dec.detach())
    scale = torch.as_tensor(trainer.scale).expand(16)[None]  # directions as training sees them
    truth = unit_rows(trainer.weights.wanted(directions * scale))
    cosines = (truth @ found.T).max(1).values
    if kind == "random_decoder":  # the control shows what chance finds
        assert cosines.mean() < 0.6
        assert loss.unexplained > 0.5
    else:
        assert cosines.mean() > 0.85
        assert loss.unexplained < 0.2


def test_the_exported_dictionary_is_the_training_form_in_units_of_the_model(kind, weights, x):
    """scale * exported(x) == training form of scale * x, at the same threshold."""
    scale, threshold = 2.5, 0.3
    several = len(widths_of(kind)) > 1
    if several:
        scale = torch.linspace(0.5, 2.5, 2).repeat_interleave(torch.tensor(widths_of(kind)))
    dictionary = exported(weights, kind, scale, threshold, {})
    assert dictionary.widths == (dictionary.d_out,)
    pre_codes = weights.pre_codes(weights.given(scale * x))
    codes = pre_codes * (pre_codes > threshold)
    if not KINDS[kind].learns_threshold:
        codes = selected(kind, weights, scale * x).detach()
    expected = rebuilt(weights, codes, scale * x).detach()
    given, of_wanted = dictionary.given(x), weights.wanted(scale[None]) if several else scale
    torch.testing.assert_close(dictionary.reconstruct(given) * of_wanted, expected)
    found = dense(dictionary.encode(given), BATCH, SIZE)
    lengths = (weights.W_dec / of_wanted).norm(dim=1).detach()
    torch.testing.assert_close(found, codes * lengths)
    torch.testing.assert_close(dictionary.W_dec.norm(dim=1), torch.ones(SIZE))


@pytest.mark.parametrize("kind", with_k)
def test_the_learned_threshold_keeps_k_features_a_token(kind):
    trainer = trained(kind, 60, n_tokens=60 * 32, learning_rate=0.01)
    dictionary = trainer.export(SyntheticBatches(seed=3, kind=kind), {"hook_point": "here"})
    x = torch.cat([SyntheticBatches(seed=4).batch(number) for number in range(20)])
    l0 = len(dictionary.encode(dictionary.given(x)).values) / len(x)
    assert 0.7 * K < l0 < 1.3 * K
    known = {key: value for key, value in dictionary.about.items() if key != "mean"}
    expected = {"hook_point": "here", "kind": kind, "scale": trainer.scale}
    expected |= {"top_k": K} if kind == "topk" else {}
    if len(widths := widths_of(kind)) > 1:
        assert [float(trainer.scale[0]), float(trainer.scale[-1])] == known["scale"]
        expected |= {"scale": known["scale"], "widths": [*widths]}
    assert known == expected


def test_a_jump_relu_begins_with_the_same_share_of_every_feature(x):
    """A quarter of the batch fires each, and the mean of all tokens' reconstructions is no longer
    than the tokens."""
    weights, config = first_weights(kind_config("jump_relu"), D_IN, 1), kind_config("jump_relu")
    KINDS["jump_relu"].begin(weights, config, x)
    codes = selected("jump_relu", weights, x)
    fired = set((codes > 0).sum(0).tolist())
    assert fired <= {BATCH // 4 - 1, BATCH // 4}  # one stands at the threshold
    assert (codes @ weights.W_dec).norm(dim=1).mean() < 2 * x.norm(dim=1).mean()


class TestAnnealing:
    """The power penalty of relu_l1."""

    def test_the_power_falls_from_one_to_its_end(self):
        config = kind_config("relu_l1", p_end=0.2)
        found = [power(config, progress) for progress in (0.0, config.l1_warmup, 1.0)]
        assert found == pytest.approx([1, 1, 0.2])
        assert power(config, 0.4) > power(config, 0.6) > 0.2

    def test_at_power_one_it_is_the_l1(self, x, rng):
        terms = torch.rand(BATCH, SIZE, generator=rng).requires_grad_()
        for p in (1.0, 0.3):
            whole = float(terms.detach().sum(1).mean())
            assert float(annealed(terms.detach(), BATCH, p)) == pytest.approx(whole, rel=1e-4)
        (slope,) = torch.autograd.grad(annealed(terms, BATCH, 1.0), terms)
        torch.testing.assert_close(slope, torch.full_like(slope, 1 / BATCH))

    def test_below_one_small_terms_are_punished_more_than_large_ones(self):
        terms = torch.tensor([[0.01, 0.1, 1.0, 10.0]], requires_grad=True)
        (slope,) = torch.autograd.grad(annealed(terms, 1, 0.3), terms)
        assert (slope.diff() < 0).all()
        expected = 0.3 * (terms + 1e-3) ** -0.7
        torch.testing.assert_close(slope / slope[0, -1], (expected / expected[0, -1]).detach())
        assert torch.isfinite(annealed(torch.zeros(2, 3), 2, 0.3))

    def test_it_changes_the_loss_once_it_has_begun(self, x):
        weights = first_weights(kind_config("relu_l1"), D_IN, 1)
        for progress, same in ((0.0, True), (0.9, False)):
            plain = loss_of("relu_l1", weights, x, progress=progress)
            bent = loss_of("relu_l1", weights, x, progress=progress, p_end=0.2)
            torch.testing.assert_close(plain.total, bent.total, rtol=1e-3, atol=1e-3)  # scaled so
            pairs = zip(
                gradients(plain.total, weights), gradients(bent.total, weights), strict=True
            )
            assert all(torch.allclose(a, b) for a, b in pairs) == same


class TestMatryoshka:
    @pytest.fixture(params=[0.0, 0.3, 1.0])
    def codes(self, request, rng):
        active = torch.rand(BATCH, SIZE, generator=rng) < request.param
        return codes_where(torch.randn(BATCH, SIZE, generator=rng), active)

    @pytest.mark.parametrize("ends", [[SIZE], [1, SIZE], [1, 2, 12, 23, SIZE]])
    def test_nested_reconstructions_are_the_products_of_prefixes(self, codes, ends, rng):
        weights = first_weights(kind_config("matryoshka"), D_IN, 0)
        W_dec = weights.W_dec
        values = codes.values.clone().requires_grad_()
        codes = codes._replace(values=values)
        nested = nested_reconstructions(weights, codes, ends, BATCH)
        matrix = dense(codes, BATCH, SIZE)
        expected = torch.stack([matrix[:, :end] @ W_dec[:end] for end in ends], dim=1)
        torch.testing.assert_close(nested, expected)
        weight = torch.randn(nested.shape, generator=rng)
        found = torch.autograd.grad((nested * weight).sum(), (W_dec, values))
        wanted = torch.autograd.grad((expected * weight).sum(), (W_dec, values))
        torch.testing.assert_close(found, wanted)

    @pytest.mark.parametrize("size", [1, 2, 5, 24, 100, 4096])
    def test_widths_rise_to_the_whole(self, size):
        for groups in [(1.0,), (0.5, 0.5), MatryoshkaConfig().groups]:
            config = MatryoshkaConfig(dictionary_size=size, k=1, groups=groups)
            found = widths(config)
            assert found == sorted(set(found))
            assert found[0] >= 1
            assert found[-1] == size
        assert widths(MatryoshkaConfig(dictionary_size=4096)) == [128, 384, 896, 1920, 4096]

    def test_one_group_is_batch_topk(self, rng, x):
        weights = first_weights(kind_config("matryoshka"), D_IN, 0)
        dead = torch.rand(SIZE, generator=rng) < 0.5
        one = loss_of("matryoshka", weights, x, dead, groups=(1.0,))
        other = loss_of("batch_topk", weights, x, dead)
        torch.testing.assert_close(one.total, other.total)


def test_a_penalty_on_the_gate_closes_gates_and_leaves_directions_their_length():
    """Not the lengths that it counts: exp(r) would make up for those, and every gate stay open."""
    active, lengths = [], []
    for l1 in (0.5, 4.0):
        batches = SyntheticBatches(64, true_directions(8, 16), kind="gated")
        config = train_config(
            "o",
            "gated",
            dictionary=kind_config("gated", 64, l1=l1),
            n_tokens=300 * 64,
            batch_size=64,
            learning_rate=0.01,
        )
        trainer = Trainer(config, batches.moments)
        for _ in range(300):
            loss = trainer.step(batches.next())
        active.append(float(loss.l0))
        lengths.append(float(trainer.weights.W_dec.detach().norm(dim=1).mean()))
    assert active[1] < active[0] < 20
    assert min(lengths) > 0.3
