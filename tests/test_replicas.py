"""Groups of workers that read different rows train what one worker trains on all of them."""

from dataclasses import replace

import pytest
import torch

from divided import CLOSE, SIZE, SPARSE, assert_same, assert_same_rows, settings, trained, whole
from sonde.core.comms import ALONE
from sonde.core.maths import unexplained
from sonde.dictionary import adam, jump_step, replicas, topk, weights
from sonde.dictionary.checkpoint import latest, restore, store, tensors_of
from sonde.dictionary.dictionary import scale_for_parts
from sonde.dictionary.kinds import KINDS
from sonde.dictionary.rows import Rows, summed
from sonde.dictionary.scan import Scan
from sonde.dictionary.shard import shard_of, share_of
from sonde.dictionary.sparse import RowSum
from sonde.dictionary.training import Trainer
from sonde.dictionary.weights import Weights
from sonde.planning.network import Share, between_groups
from synthetic import D_IN, SyntheticBatches, kind_config
from workers import in_threads

LAYOUTS = [(1, 1), (2, 1), (1, 2), (2, 2), (3, 1), (2, 3), (3, 2)]  # groups, workers in each


@pytest.fixture(params=KINDS)
def kind(request):
    return request.param


def named(layout):
    return "{}x{}".format(*layout)


@pytest.fixture(autouse=True)
def short(monkeypatch):
    """Gradients are longer than they may be."""
    monkeypatch.setattr(adam, "LONGEST", 0.05)


def in_layout(layout, work):
    groups, shards = layout
    return in_threads(groups * shards, work, groups)


def of_one_group(found, layout):
    """What the first group holds; the others hold the same bits."""
    shards = layout[1]
    for rank, tensors in enumerate(found):
        for name, tensor in tensors.items():
            assert torch.equal(tensor, found[rank % shards][name]), name
    return whole(found[:shards])


def assert_trains_the_same(kind, layout):
    expected, rows = trained(ALONE, kind)
    found = in_layout(layout, lambda comms: trained(comms, kind))
    assert_same(of_one_group([tensors for tensors, _ in found], layout), expected)
    for _, seen in found:
        assert_same_rows(seen, rows)
    assert any(row["penalty"] > 0 for row in rows)  # dead features were asked
    assert kind not in SPARSE or any(0 < row["dead_share"] < 1 for row in rows)


@pytest.mark.parametrize("layout", LAYOUTS, ids=named)
def test_any_layout_trains_what_one_worker_trains(kind, layout):
    assert_trains_the_same(kind, layout)


@pytest.mark.parametrize("few", [0.0, 2.0], ids=["all codes", "the active codes"])
@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind not in SPARSE])
def test_dense_kinds_do_whichever_products_they_take(few, kind, monkeypatch):
    for module in (weights, jump_step):
        monkeypatch.setattr(module, "FEW", few)
    assert_trains_the_same(kind, (2, 2))


@pytest.mark.parametrize("layout", [(1, 1), (3, 2)], ids=named)
def test_groups_read_a_batch_between_them(layout):
    batches = SyntheticBatches()
    x, scale = batches.next(), scale_for_parts(batches.moments)
    trainers = in_layout(layout, lambda comms: Trainer(settings("topk"), batches.moments, comms))
    parts = [trainer.own(x) for trainer in trainers]
    assert torch.equal(torch.cat(parts[:: layout[1]]), x * scale)
    assert all(torch.equal(part, parts[n // layout[1] * layout[1]]) for n, part in enumerate(parts))


@pytest.mark.parametrize("sent", [(0.0, 1.0), (1.0, 0.0)], ids=["sums", "parts"])
def test_whatever_groups_tell_each_other(sent, monkeypatch):
    monkeypatch.setattr(replicas, "vectors_sent", lambda part, fired, groups: sent)
    assert_trains_the_same("matryoshka", (2, 2))


@pytest.mark.parametrize("kind", ["matryoshka", "topk", "transcoder", "crosscoder"])
@pytest.mark.parametrize("layout", [(2, 2), (3, 1)], ids=named)
def test_worker_0_exports_the_whole(kind, layout):
    def exported(comms):
        batches = SyntheticBatches(kind=kind)
        trainer = Trainer(settings(kind), batches.moments, comms)
        for _ in range(4):
            trainer.step(batches.next())
        return trainer.export(batches, {})

    one, several = exported(ALONE), in_layout(layout, exported)[0]
    assert several.about == one.about
    assert several.tensors().keys() == one.tensors().keys()
    for name, expected in one.tensors().items():
        torch.testing.assert_close(getattr(several, name), expected, **CLOSE, msg=name)


@pytest.mark.parametrize("encode", ["int8", "bf16"])
@pytest.mark.parametrize("kind", ["matryoshka", "batch_topk"])
@pytest.mark.parametrize("layout", [(1, 3), (2, 1), (2, 2)], ids=named)
def test_a_first_look_of_several_workers_is_that_of_one(encode, kind, layout):
    """Where rows are divided, others are audited: sigma is then another estimate of the same."""
    expected, rows = trained(ALONE, kind, encode=encode)
    found = in_layout(layout, lambda comms: trained(comms, kind, encode=encode))
    tensors = of_one_group([one for one, _ in found], layout)
    sigma = tensors.pop("sigma"), expected.pop("sigma")
    assert 0 < float(sigma[0]) == pytest.approx(float(sigma[1]), rel=1e-2 if layout[0] == 1 else 1)
    assert_same(tensors, expected)
    for _, seen in found:
        assert_same_rows(seen, rows)
    assert all(row["recall"] == 1 for row in rows[1:])
    exact, _ = trained(ALONE, kind)
    assert_same(expected, exact)


def own_loss(monkeypatch):
    own = lambda self, x, error: unexplained(x, error)  # noqa: E731
    monkeypatch.setattr(Weights, "unexplained", own)


def own_rows(monkeypatch):
    def of_all(part, fired, groups):
        own, values = summed(part), torch.zeros(len(fired), D_IN)
        values[torch.searchsorted(fired, own.features)] = own.values
        return values

    monkeypatch.setattr(adam, "of_all", of_all)


def own_length(monkeypatch):
    def fit_length(weights, codes, centered):
        guess = weights.decode(codes, codes.rows, len(centered))
        weights.W_enc.data.mul_((guess * centered).sum() / guess.square().sum())

    monkeypatch.setattr(topk, "fit_length", fit_length)


@pytest.mark.parametrize("missing", [own_loss, own_rows, own_length])
def test_it_needs_every_sum(missing, monkeypatch):
    expected, _ = trained(ALONE, "matryoshka")
    missing(monkeypatch)
    found = in_layout((2, 1), lambda comms: trained(comms, "matryoshka"))
    with pytest.raises(AssertionError):
        assert_same(of_one_group([tensors for tensors, _ in found], (2, 1)), expected)


def test_the_loss_of_one_group_is_that_of_one_worker_to_the_bit():
    generator = torch.Generator().manual_seed(0)
    for n in (1, 3, 7, 64, 2048):
        x = 100 * torch.randn(n, 33, generator=generator) + 5
        error = torch.randn(n, 4, 33, generator=generator)
        assert torch.equal(replicas.unexplained(x, error, ALONE), unexplained(x, error))


@pytest.mark.parametrize("n_values", [2, 3, 40])
@pytest.mark.parametrize("k", [1, 11])
@pytest.mark.parametrize("layout", [(2, 1), (2, 2), (3, 2)], ids=named)
def test_of_equal_codes_the_same_are_kept(n_values, k, layout):
    """Over batches, so that floors are guessed too."""

    def chosen(comms):
        own, found = shard_of(SIZE, comms.inside), []
        scan = Scan(own.size, comms)
        for seed in range(6):
            generator = torch.Generator().manual_seed(seed)
            pre_codes = torch.randint(-1, n_values, (10, SIZE), generator=generator) / 4
            rows = share_of(10, comms.between)
            codes = scan.of_batch(
                lambda x, tile: x[:, tile], pre_codes[rows][:, own.rows].clone(), k
            )
            place = (codes.rows + rows.start) * SIZE + codes.features + own.first
            found.append(list(zip(place.tolist(), codes.values.tolist(), strict=True)))
            found.append([float(scan.floor)])
        return found

    (expected,) = in_threads(1, chosen)
    for one, *several in zip(expected, *in_layout(layout, chosen), strict=True):
        if len(one) == 1:
            assert several == [one] * len(several)
        else:
            assert sorted(pair for found in several for pair in found) == one


@pytest.mark.parametrize("kind", ["matryoshka", "transcoder"])
@pytest.mark.parametrize("layout", [(1, 2), (2, 1), (3, 2)], ids=named)
def test_a_checkpoint_of_any_layout_is_read_by_any_other(layout, kind, tmp_path):

    def stored(comms):
        batches = SyntheticBatches(kind=kind)
        trainer = Trainer(settings(kind), batches.moments, comms)
        for _ in range(6):
            trainer.step(batches.next())
        store(tmp_path, trainer, batches.state())
        return {name: tensor.clone() for name, tensor in tensors_of(trainer).items()}

    def restored(comms):
        batches = SyntheticBatches(kind=kind)
        trainer = Trainer(settings(kind), batches.moments, comms)
        batches.seek(restore(latest(tmp_path), trainer))
        assert (trainer.step_number, batches.number) == (6, 6)
        before = {name: tensor.clone() for name, tensor in tensors_of(trainer).items()}
        trainer.step(batches.next())
        return before, tensors_of(trainer)

    there = of_one_group(in_layout(layout, stored), layout)
    assert len([*latest(tmp_path).glob("*.safetensors")]) == layout[1]
    after = None
    for other in ((1, 1), (2, 2), (3, 1)):
        before, then = zip(*in_layout(other, restored), strict=True)
        found = of_one_group(before, other)
        assert all(torch.equal(found[name], there[name]) for name in there)
        after = after or of_one_group(then, other)
        assert_same(of_one_group(then, other), after)


def counted(comms, config):
    """What a worker sends to other groups in every step, and what the formula says of it."""
    kind, there, found = config.dictionary.kind, {}, []
    batches = SyntheticBatches(kind=kind)
    trainer = Trainer(config, batches.moments, comms)
    own, size = trainer.optimiser.gradients, trainer.weights.shard.size

    def gradients():
        features = torch.cat([part.features for part in trainer.optimiser.parts.W_enc])
        result = own()
        there["codes"] = len(features)
        there["fired"] = Share(len(features.unique()), len(result["W_enc"].features))
        return result

    trainer.optimiser.gradients = gradients
    for number in range(10):
        comms.between.n_bytes, x = 0, batches.next()
        loss = trainer.step(x)
        n_bytes, rows = comms.between.n_bytes, share_of(len(x), comms.between)
        codes = Share(there["codes"], comms.between.total(there["codes"]))
        expected = between_groups(
            len(trainer.weights.center),
            size,
            Share(rows.stop - rows.start, len(x)),
            codes,
            there["fired"],
            nested=5 if kind == "matryoshka" else 1,
            aux=float(loss.penalty) > 0,
            trains_decoder=kind != "random_decoder",
            d_out=trainer.weights.W_dec.shape[1],
            skip=trainer.weights.W_skip is not None,
            parts=batches.moments.widths if kind == "crosscoder" else (),
        )
        if number:  # at the first, lengths are fitted
            found.append((n_bytes, expected, there["fired"].everywhere, float(loss.penalty) > 0))
    return found


@pytest.mark.parametrize("kind", SPARSE)
@pytest.mark.parametrize("layout", [(2, 1), (3, 2)], ids=named)
def test_what_is_sent_between_groups_is_what_the_formula_says(kind, layout, monkeypatch):
    chosen, helped, own = set(), set(), replicas.vectors_sent

    def vectors_sent(*given):
        sums, parts = own(*given)
        chosen.add(sums <= parts)
        return sums, parts

    monkeypatch.setattr(replicas, "vectors_sent", vectors_sent)
    for size in (SIZE, 400):
        config = replace(settings(kind), dictionary=kind_config(kind, size, k_aux=2))
        for seen in in_layout(layout, lambda comms, config=config: counted(comms, config)):
            assert all(n_bytes == expected for n_bytes, expected, *_ in seen)
            helped |= {aux for *_, aux in seen}
    assert helped == {True, False}
    assert chosen == {True, False}


@pytest.mark.parametrize(("d_in", "size", "k"), [(8, 40, 3), (16, 400, 2)])
def test_sums_and_parts_are_the_same_gradient(d_in, size, k):
    """And the lesser is what is sent."""

    def worker(comms):
        generator = torch.Generator().manual_seed(comms.rank)
        n = k * 10
        part = RowSum(
            torch.randn(n, generator=generator),
            torch.randn(10, d_in, generator=generator),
            torch.randint(0, size, (n,), generator=generator),
            torch.arange(10).repeat_interleave(k),
        )
        fired = replicas.fired_anywhere(part.features, size, comms)
        by_parts = summed(replicas.gathered_parts(part, comms))
        assert torch.equal(by_parts.features, fired)
        comms.n_bytes = 0
        chosen = replicas.of_all(part, fired, comms)
        torch.testing.assert_close(chosen, by_parts.values)
        return part, Rows(fired, chosen), comms.n_bytes

    found = in_threads(3, worker)
    dense = sum(
        torch.zeros(size, d_in).index_add(0, p.features, p.weights[:, None] * p.vectors[p.rows])
        for p, _, _ in found
    )
    for part, rows, n_bytes in found:
        table = torch.zeros(size, d_in)
        table[rows.features] = rows.values
        torch.testing.assert_close(table, dense)
        sums, parts = len(rows.features) * d_in * 4, 10 * d_in * 4 + 12 * len(part.weights)
        less = sums if 2 * len(rows.features) <= 30 + 3 * 3 * k * 10 / d_in else parts
        assert n_bytes - 16 == less
