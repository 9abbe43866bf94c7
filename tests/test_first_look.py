"""A first look in low precision finds what an exact scan finds, or says that it does not."""

import pytest
import torch

from sonde.core.errors import SondeError
from sonde.dictionary import first_look, training
from sonde.dictionary.checkpoint import latest, restore, store
from sonde.dictionary.first_look import LOOKS, FirstLook
from sonde.dictionary.kernels import dispatch
from sonde.dictionary.kinds import KINDS
from sonde.dictionary.scan import Scan
from sonde.dictionary.training import Trainer
from synthetic import SyntheticBatches, train_config

BATCH, D_IN, SIZE, K = 96, 40, 300, 6


@pytest.fixture
def encoder():
    rng = torch.Generator().manual_seed(2)
    rows = torch.nn.functional.normalize(torch.randn(SIZE, D_IN, generator=rng), dim=1)
    return rows, 0.1 * torch.randn(SIZE, generator=rng)


@pytest.fixture(params=[*LOOKS, "bf16, compiled"])
def product(request, monkeypatch):
    name, *compiled = request.param.split(", ")
    if compiled:
        monkeypatch.setattr(dispatch, "WORTH_COMPILING", 0)
    return name


def batch(seed):
    return torch.randn(BATCH, D_IN, generator=torch.Generator().manual_seed(seed))


def scans(product, encoder):
    """An exact scan and one with a first look, and what encodes for both."""
    rows, bias = encoder
    rough = Scan(SIZE)
    rough.look = FirstLook(product, rows, bias)
    return Scan(SIZE), rough, lambda x, some: torch.addmm(bias[some], x, rows[some].T)


PIECES = [(), (64, 640, 10, 640)]  # features, rough codes, rows of a tall tile and its rough codes


def in_pieces_of(pieces, monkeypatch):
    for name, size in zip(("FEATURES", "TILE", "TALL", "NARROW"), pieces, strict=False):
        monkeypatch.setattr(first_look, name, size)


def places(codes):
    return set((codes.rows * SIZE + codes.features).tolist())


@pytest.mark.parametrize("pieces", PIECES)
def test_what_it_lets_through_has_exact_values(product, pieces, encoder, monkeypatch):
    in_pieces_of(pieces, monkeypatch)
    exact, rough, encode = scans(product, encoder)
    for seed in range(4):
        expected = exact.of_batch(encode, batch(seed), K)
        found = rough.of_batch(encode, batch(seed), K)
        shared = places(expected) & places(found)
        assert len(shared) >= 0.995 * len(places(expected))
        dense = encode(batch(seed), slice(None))
        torch.testing.assert_close(found.values, dense[found.rows, found.features])
        assert torch.equal(found.rows, found.rows.sort().values)
    assert rough.look.recall >= first_look.RECALL
    assert 0 < float(rough.look.sigma) < 0.1


@pytest.mark.parametrize("pieces", PIECES)
@pytest.mark.parametrize("among", [None, torch.arange(3, SIZE, 2)])
def test_the_strongest_of_rows_have_exact_values_too(product, pieces, among, encoder, monkeypatch):
    in_pieces_of(pieces, monkeypatch)
    exact, rough, encode = scans(product, encoder)
    rough.of_rows(encode, batch(9), K)
    for seed in range(4):
        expected = exact.of_rows(encode, batch(seed), K, among)
        with monkeypatch.context() as only:  # nothing is left to the exact scan
            only.setattr(rough, "row_by_row", None)
            found = rough.of_rows(encode, batch(seed), K, among)
        shared = places(expected) & places(found)
        assert len(shared) >= 0.995 * len(places(expected))
        dense = encode(batch(seed), slice(None))
        torch.testing.assert_close(found.values, dense[found.rows, found.features])
        assert torch.equal(found.rows, found.rows.sort().values)
    assert rough.look.recall >= first_look.RECALL
    assert 0 < float(rough.look.sigma) < 0.1


@pytest.mark.parametrize("name", ["k of a row", "over a floor"])
def test_of_a_large_dictionary_all_features_are_audited_in_their_turn(name, encoder, monkeypatch):
    """Each batch a share of them, with the same recall and, over the shares, the same sigma,
    however wide the tiles are."""
    monkeypatch.setattr(first_look, "FEATURES", 64)
    monkeypatch.setattr(first_look, "NARROW", 7 * BATCH)
    monkeypatch.setattr(dispatch, "WORTH_COMPILING", 0)
    audits, sigmas = [], []
    init = first_look.Audit.__init__
    monkeypatch.setattr(
        first_look.Audit, "__init__", lambda self, *a: (init(self, *a), audits.append(self))[0]
    )
    look = FirstLook("bf16", *encoder)
    for seed in range(30):
        x = batch(seed)
        found = look.of_rows(x, K) if name == "k of a row" else look.over(x, 0.5)
        sigmas.append(float(look.sigma))
        assert (found is None) == (seed == 0)
        assert look.recall >= first_look.RECALL
    assert {audit.turn for audit in audits} == {0, 1, 2, 3}
    assert all(abs(len(encoder[0]) - 4 * audit.exact.shape[1]) < 4 for audit in audits)
    for audit, x in zip(audits, map(batch, range(30)), strict=False):
        exact = x[:: audit.every] @ encoder[0][audit.turn :: 4].T + encoder[1][audit.turn :: 4]
        torch.testing.assert_close(audit.exact, exact, rtol=1e-4, atol=1e-5)
        assert float((audit.rough - exact).abs().max()) < 10 * max(sigmas)
    monkeypatch.setattr(first_look, "FEATURES", 1 << 40)
    whole = FirstLook("bf16", *encoder)
    whole.of_rows(batch(0), K)
    assert sum(sigmas) / len(sigmas) == pytest.approx(float(whole.sigma), rel=0.1)


@pytest.mark.parametrize("broken", [float("nan"), float("inf"), 1e30])
def test_a_look_at_weights_that_diverge_ends(broken, encoder):
    """What they come to is for the run to say."""
    rows, bias = encoder
    look = FirstLook("bf16", rows, bias)
    look.of_rows(batch(0), K)
    rows[3] = broken
    for seed in range(3):
        look.moved(torch.arange(SIZE))
        look.of_rows(batch(seed), K)
        look.over(batch(seed), 0.5)


def test_what_the_audit_asks_of_a_row_is_its_kth_code(encoder):
    look, x = FirstLook("bf16", *encoder), batch(4)
    look.of_rows(x, K)
    codes = look.of_rows(x, K)
    audit = first_look.Audit(x, *encoder)
    floors = audit.floor_of(codes, K)[:, 0]
    for n, floor in enumerate(floors.tolist()):
        own = codes.values[codes.rows == n * audit.every].sort(descending=True).values
        assert floor < float(own[K - 1])
        assert int((own > floor).sum()) == K
    assert not audit.floor_of(codes, 10_000).any()  # fewer than that are positive


@pytest.mark.parametrize("compiled", [True, False])
def test_what_is_asked_from_the_start_changes_nothing(compiled, encoder, monkeypatch):
    """Whatever the last batch left: rows that do not reach it are looked at again, however long
    they are."""
    monkeypatch.setattr(dispatch, "WORTH_COMPILING", 0 if compiled else 1 << 40)
    look, x = FirstLook("bf16", *encoder), batch(3)
    x *= 2.0 ** (torch.arange(len(x)) % 3)[:, None]
    x[5] = 0.0
    look.of_rows(x, K)
    look.reached = 0.0
    expected = look.of_rows(x, K)
    asked = look.reached
    assert asked > 0
    for share in (0.0, 0.5, 1.0, 1.3, 2.0, 100.0):
        look.reached = share * asked
        found = look.of_rows(x, K)
        assert all(torch.equal(one, other) for one, other in zip(found, expected, strict=True))
        assert look.reached == pytest.approx(asked)


def test_the_first_batch_is_scanned_exactly_and_measures_the_spread(product, encoder):
    rows, bias = encoder
    look = FirstLook(product, rows, bias)
    assert look.over(batch(0), 1.0) is None
    rough = LOOKS[product](rows, bias)(batch(0))
    error = (rough - torch.addmm(bias, batch(0), rows.T))[:: BATCH // first_look.AUDITED]
    assert float(look.sigma) == pytest.approx(float(error.square().mean().sqrt()), rel=0.05)
    assert look.over(batch(1), 1.0) is not None


def test_where_it_misses_too_much_the_batch_is_scanned_exactly(encoder, monkeypatch):
    """A product that sees nothing: the recall says so, and the codes are right all the same."""
    monkeypatch.setitem(LOOKS, "blind", lambda rows, _: lambda x: torch.zeros(len(x), len(rows)))
    exact, rough, encode = scans("blind", encoder)
    monkeypatch.setattr(first_look, "MARGIN", 0.0)
    for seed in range(6):
        how = "of_rows" if seed % 2 else "of_batch"
        expected, found = (getattr(one, how)(encode, batch(seed), K) for one in (exact, rough))
        for one, other in zip(found, expected, strict=True):
            torch.testing.assert_close(one, other)
    assert rough.look.recall < first_look.RECALL


def test_a_recall_is_the_share_of_what_is_there(encoder, monkeypatch):
    """A product that is blind to every second feature finds half."""

    def half(rows, bias):
        blind = torch.arange(len(rows)) % 2 * 1e9
        return lambda x: torch.addmm(bias - blind, x, rows.T)

    monkeypatch.setitem(LOOKS, "half", half)
    look = FirstLook("half", *encoder)
    look.sigma.fill_(0.01)
    assert look.over(batch(0), 0.5) is None
    assert look.recall == pytest.approx(0.5, abs=0.1)
    look.sigma.fill_(0.01)
    assert look.of_rows(batch(0), K) is None
    assert look.recall == pytest.approx(0.5, abs=0.1)


def test_the_product_in_int8_is_the_product_to_a_few_hundredths(encoder):
    rows, _ = encoder
    loud = rows * torch.logspace(-3, 3, SIZE)[:, None]  # every row has a scale of its own
    exact, rough = batch(0) @ loud.T, first_look.in_int8(loud, torch.zeros(SIZE))(batch(0))
    error = (rough - exact).norm(dim=0) / exact.norm(dim=0)
    assert 0 < float(error.max()) < 0.05
    silent = first_look.in_int8(rows * 0, torch.zeros(SIZE))(batch(0))
    assert torch.equal(silent, torch.zeros(BATCH, SIZE))


@pytest.mark.parametrize("kind", ["batch_topk", "topk"])
def test_training_with_a_first_look_ends_near_training_without(tmp_path, product, kind):
    found = []
    for encode in ("exact", product):
        batches = SyntheticBatches()
        config = train_config(tmp_path, kind, encode=encode, dead_after=200)
        trainer = Trainer(config, batches.moments)
        rows = [trainer.row(trainer.step(batches.next())) for _ in range(30)]
        found.append(rows[-1])
    assert "recall" not in found[0]
    assert found[1]["recall"] >= first_look.RECALL
    assert found[1]["loss"] == pytest.approx(found[0]["loss"], rel=0.02)


@pytest.mark.parametrize("kind", [name for name, kind in KINDS.items() if kind.sparse])
def test_the_rows_that_are_looked_at_are_the_encoder_as_it_is(kind, tmp_path):
    """After the first batch, which sets their length, after every step, and in a run that goes
    on."""
    batches = SyntheticBatches(kind=kind)
    trainer, other = (
        Trainer(train_config(tmp_path, kind, encode="bf16"), batches.moments) for _ in range(2)
    )
    other.step(batches.next())  # has rows of its own
    for _ in range(8):
        moved = trainer.step(batches.next()).fired
        look = trainer.weights.scan.look
        table, d_in = look.kept.table, len(trainer.weights.W_enc)
        assert torch.equal(table[:, :d_in], trainer.weights.W_enc.data.T.bfloat16())
        assert torch.equal(table[:, d_in], trainer.weights.b_enc.data.bfloat16())
        assert not table[:, d_in + 1 :].any()
    assert int(moved.sum()) > 0
    store(tmp_path / "run", trainer, batches.state())
    restore(latest(tmp_path / "run"), other)
    kept = other.weights.scan.look.kept
    kept.looking_at(slice(None))
    assert torch.equal(kept.table, table)


def test_a_kind_that_needs_all_pre_codes_refuses(tmp_path):
    config = train_config(tmp_path, "relu_l1", encode="int8")
    with pytest.raises(SondeError, match=r"relu_l1 needs the exact pre_codes.*--encode"):
        Trainer(config, SyntheticBatches().moments)


def test_unasked_the_look_is_in_bf16_where_that_is_fast_and_features_are_many(
    tmp_path, monkeypatch
):
    def look(kind="batch_topk", **settings):
        config = train_config(tmp_path, kind, **settings)
        return Trainer(config, SyntheticBatches().moments).weights.scan.look

    assert look() is None  # few features
    monkeypatch.setattr(training, "FEATURES", 1)
    for fast in (True, False):
        monkeypatch.setattr(training, "fast_bf16", lambda on, fast=fast: fast)
        assert (look() is not None) == fast
        assert look("relu_l1") is None
        assert look(encode="exact") is None
        assert look(encode="int8") is not None


def test_what_began_without_a_look_goes_on_with_one(tmp_path, monkeypatch):
    """On another machine, say; the first batch there measures the spread."""
    batches = SyntheticBatches()
    before = Trainer(train_config(tmp_path, "batch_topk", encode="exact"), batches.moments)
    before.step(batches.next())
    store(tmp_path / "run", before, batches.state())
    after = Trainer(train_config(tmp_path, "batch_topk", encode="bf16"), batches.moments)
    checkpoint = latest(tmp_path / "run")
    assert restore(checkpoint, after) == batches.state()
    assert torch.equal(after.weights.W_enc, before.weights.W_enc)
    after.step(batches.next())
    assert float(after.weights.scan.look.sigma) > 0
    store(tmp_path / "run", after, batches.state())
    restore(latest(tmp_path / "run"), before)
    assert torch.equal(after.weights.W_enc, before.weights.W_enc)
