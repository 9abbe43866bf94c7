"""A dictionary divided over workers is the dictionary of one worker."""

import weakref
from dataclasses import replace
from types import SimpleNamespace

import pytest
import torch
from torch.utils._python_dispatch import TorchDispatchMode

from divided import CLOSE, SIZE, SPARSE, assert_same, assert_same_rows, settings, trained, whole
from sonde.core.artifact import partial
from sonde.core.comms import ALONE, Group
from sonde.core.errors import SondeError
from sonde.core.files import load_tensors
from sonde.core.metrics import read_metrics
from sonde.dictionary import adam, first_rows, shard
from sonde.dictionary.checkpoint import latest, restore, store, tensors_of
from sonde.dictionary.dictionary import NAMES, gathered
from sonde.dictionary.kinds import KINDS, first_weights
from sonde.dictionary.scan import Scan, kth_largest
from sonde.dictionary.shard import shard_of
from sonde.dictionary.training import Trainer, train
from synthetic import D_IN, SyntheticBatches, kind_config, random_dictionary, widths_of
from workers import in_processes, in_threads

BY_ROW = ("b_enc", "W_dec", "threshold")  # tensors of a dictionary that begin with its features


@pytest.fixture(params=KINDS)
def kind(request):
    return request.param


@pytest.fixture(params=[1, 2, 3, 4])
def n_workers(request):
    return request.param


@pytest.fixture(autouse=True)
def short(monkeypatch):
    """Gradients are longer than they may be."""
    monkeypatch.setattr(adam, "LONGEST", 0.05)


def test_any_number_of_workers_train_what_one_trains(kind, n_workers):
    expected, rows = trained(ALONE, kind)
    found = in_threads(n_workers, lambda comms: trained(comms, kind))
    assert_same(whole([tensors for tensors, _ in found]), expected)
    for _, seen in found:
        assert_same_rows(seen, rows)
    assert any(row["penalty"] > 0 for row in rows)  # dead features were asked
    assert kind not in SPARSE or any(0 < row["dead_share"] < 1 for row in rows)


def test_worker_0_exports_the_whole(kind, n_workers):
    def exported(comms):
        batches = SyntheticBatches(kind=kind)
        trainer = Trainer(settings(kind), batches.moments, comms)
        for _ in range(4):
            trainer.step(batches.next())
        return trainer.export(batches, {})

    one, several = exported(ALONE), in_threads(n_workers, exported)[0]
    assert several.about == one.about
    assert several.tensors().keys() == one.tensors().keys()
    for name, expected in one.tensors().items():
        torch.testing.assert_close(getattr(several, name), expected, **CLOSE, msg=name)


def test_what_is_collected_is_released_before_more_is_asked_for(n_workers):
    """Of one worker nothing is collected."""

    def gone(comms):
        own, given, alive = comms.collect, [], []

        def collect(table):
            alive.append(sum(piece() is not None for piece in given))
            pieces = own(table)
            given.extend(map(weakref.ref, pieces))
            return pieces

        comms.collect = collect
        rows = shard_of(SIZE, comms).rows
        every = random_dictionary(size=SIZE)
        whole = gathered(replace(every, **{n: getattr(every, n)[rows] for n in BY_ROW},
                                 W_enc=every.W_enc[:, rows]), comms)  # fmt: skip
        if comms.rank == 0:
            assert all(torch.equal(getattr(whole, name), getattr(every, name)) for name in NAMES)
            assert whole.W_enc.T.is_contiguous()
        return alive

    assert in_threads(n_workers, gone)[0] == [0] * (4 if n_workers > 1 else 0)


def test_one_worker_does_not_copy_its_dictionary():
    part = random_dictionary()
    whole = gathered(part, ALONE)
    assert all(getattr(whole, name).data_ptr() == getattr(part, name).data_ptr() for name in NAMES)


class Calls(TorchDispatchMode):
    """Names of the operations that are done."""

    def __init__(self):
        super().__init__()
        self.names = []

    def __torch_dispatch__(self, function, types, args=(), kwargs=None):
        self.names.append(function.overloadpacket.__name__)
        return function(*args, **(kwargs or {}))


def test_lengths_of_all_workers_are_not_waited_for_one_by_one():
    group, lengths = object.__new__(Group), [2, 5, 0, 1]
    group.size, group.of = len(lengths), None

    def all_gather(found, own, group):
        for one, length in zip(found, lengths, strict=True):
            one.fill_(length)

    group.distributed = SimpleNamespace(all_gather=all_gather)
    with Calls() as calls:
        found, padded = group.alike(torch.ones(2, 3))
    assert found == lengths
    assert padded.tolist() == [[1.0] * 3] * 2 + [[0.0] * 3] * 3
    assert "_local_scalar_dense" not in calls.names  # what reads one number


def unsummed(monkeypatch, what):
    """Leaves out what one all-reduce does."""
    if what == "reconstruction":
        monkeypatch.setattr(shard.Added, "forward", lambda ctx, part, comms: part.clone())
    if what == "gradient of b_dec":
        monkeypatch.setattr(shard.Shared, "backward", lambda ctx, *grads: (grads[0], None))
    if what == "length of gradients":
        own = adam.clipped
        monkeypatch.setattr(adam, "clipped", lambda gradients, comms: own(gradients))


@pytest.mark.parametrize("what", ["reconstruction", "gradient of b_dec", "length of gradients"])
def test_it_needs_every_sum(what, monkeypatch):
    expected, _ = trained(ALONE, "matryoshka")
    unsummed(monkeypatch, what)
    found = in_threads(3, lambda comms: trained(comms, "matryoshka"))
    with pytest.raises(AssertionError):
        assert_same(whole([tensors for tensors, _ in found]), expected)


def test_shares_differ_by_at_most_one_feature(n_workers):
    shards = in_threads(n_workers, lambda comms: shard_of(SIZE, comms))
    assert shards[0].first == 0
    assert [one.first + one.size for one in shards] == [*(s.first for s in shards[1:]), SIZE]
    assert max(one.size for one in shards) - min(one.size for one in shards) <= 1


@pytest.mark.parametrize("block", [1, 5, 12, 4096])
def test_they_begin_as_one(kind, n_workers, block, monkeypatch):
    """Whatever is drawn together: less than a share, more, or all."""
    monkeypatch.setattr(first_rows, "BLOCK", block)
    given = kind_config(kind, SIZE), D_IN, 5, None, widths_of(kind)
    parts = in_threads(n_workers, lambda comms: first_weights(*given, comms=comms))
    one = first_weights(*given)
    assert torch.equal(torch.cat([part.W_dec for part in parts]), one.W_dec)
    assert torch.equal(torch.cat([part.W_enc for part in parts], 1), one.W_enc)
    assert len(one.W_dec.unique(dim=0)) == SIZE  # no block is another again


def test_a_dictionary_of_one_block_has_the_weights_that_its_seed_gives():
    drawn = torch.randn(SIZE, D_IN, generator=torch.Generator().manual_seed(5))
    found = first_weights(kind_config("topk", SIZE), D_IN, 5).W_dec
    torch.testing.assert_close(found.data, drawn / drawn.norm(dim=1, keepdim=True))


def test_nobody_draws_more_than_a_block_at_a_time(monkeypatch):
    own, drawn = torch.randn, []

    def randn(*size, **rest):
        drawn.append(size[0])
        return own(*size, **rest)

    monkeypatch.setattr(first_rows, "BLOCK", 4)
    monkeypatch.setattr(torch, "randn", randn)
    in_threads(3, lambda comms: first_weights(kind_config("topk", SIZE), D_IN, 5, comms=comms))
    assert max(drawn) == 4
    assert sum(drawn) < SIZE + 3 * 2 * 4


def test_no_two_of_many_blocks_and_seeds_are_drawn_alike():
    """34 M features have 8,300 blocks."""
    seeds = [first_rows.seed_of(seed, block) for seed in (0, 1, 19) for block in range(8300)]
    assert len({*seeds}) == len(seeds)


def test_more_workers_than_features_are_refused():
    with pytest.raises(SondeError, match=r"4 workers are more than the 3 features .* at most 3"):
        in_threads(4, lambda comms: shard_of(3, comms))


def matrix(seed, n_values):
    """Pre_codes of few different values, so that most are equal to many others."""
    generator = torch.Generator().manual_seed(seed)
    return torch.randint(-1, n_values, (9, SIZE), generator=generator) / 4


def together(parts, firsts):
    """Codes of all workers in the order of one."""
    rows = torch.cat([codes.rows for codes in parts])
    features = torch.cat(
        [codes.features + first for codes, first in zip(parts, firsts, strict=True)]
    )
    order = (rows * SIZE + features).argsort()
    return rows[order], features[order], torch.cat([codes.values for codes in parts])[order]


@pytest.mark.parametrize("how", ["of_batch", "of_rows"])
@pytest.mark.parametrize("n_values", [2, 3, 40])
@pytest.mark.parametrize("k", [1, 3, 11])
def test_of_equal_codes_the_same_are_kept(how, n_values, k, n_workers):
    """Over batches, so that floors are guessed too."""

    def chosen(comms):
        own, found = shard_of(SIZE, comms), []
        scan = Scan(own.size, comms)
        for seed in range(6):
            x = matrix(seed, n_values)[:, own.rows]
            found.append(getattr(scan, how)(lambda rows, tile: rows[:, tile], x, k))
            found.append(float(scan.floor))
        return own.first, found

    (_, expected), *_ = in_threads(1, chosen)
    firsts, found = zip(*in_threads(n_workers, chosen), strict=True)
    for one, *several in zip(expected, *found, strict=True):
        if isinstance(one, float):
            assert several == [one] * n_workers
            continue
        rows, features, values = together(several, firsts)
        assert torch.equal(rows, one.rows)
        assert torch.equal(features, one.features)
        assert torch.equal(values, one.values)


@pytest.mark.parametrize("k", [1, 4, 30])
def test_the_strongest_of_a_row_are_those_of_all_workers(k, n_workers):
    """One worker of three has no feature at all in the run."""
    pre_codes = torch.randn(9, SIZE, generator=torch.Generator().manual_seed(k))
    edges = [0, 4, 4, 9, SIZE][: n_workers + 1]
    edges[-1] = SIZE

    def chosen(comms):
        low, high = edges[comms.rank], edges[comms.rank + 1]
        own = pre_codes[:, low:high]
        return Scan(high - low, comms).of_rows(lambda rows, some: rows[:, some], own, k)

    one = Scan(SIZE).of_rows(lambda rows, some: rows[:, some], pre_codes, k)
    rows, features, values = together(in_threads(n_workers, chosen), edges[:-1])
    assert torch.equal(rows, one.rows)
    assert torch.equal(features, one.features)
    assert torch.equal(values, one.values)


@pytest.mark.parametrize("dtype", [torch.float32, torch.float64])
@pytest.mark.parametrize("seed", range(5))
def test_the_kth_largest_is_that_of_a_sort(dtype, seed):
    generator = torch.Generator().manual_seed(seed)
    values = torch.rand(50, generator=generator, dtype=dtype) * 10.0 ** (seed - 2)
    values[:20] = values[20:40]
    falling = values.sort(descending=True).values.tolist()
    for k in range(1, 51):
        least, spare = kth_largest(values, k)
        assert least == falling[k - 1]
        assert spare == k - sum(value > least for value in falling)


def test_a_checkpoint_of_any_number_is_read_by_any_other(kind, n_workers, tmp_path):
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

    there = whole(in_threads(n_workers, stored))
    after = None
    for m_workers in (1, 2, 4):
        before, then = zip(*in_threads(m_workers, restored), strict=True)
        found = whole(before)
        assert all(torch.equal(found[name], there[name]) for name in there)
        after = after or whole(then)
        assert_same(whole(then), after)


def test_a_checkpoint_counts_once_all_shards_are_there(tmp_path):
    """One worker dies before it has written its own."""

    def stored(comms):
        batches = SyntheticBatches()
        trainer = Trainer(settings("batch_topk"), batches.moments, comms)
        for _ in range(2):
            trainer.step(batches.next())
            if comms.rank == 1 and trainer.step_number == 2:
                raise KeyboardInterrupt
            store(tmp_path, trainer, batches.state())

    with pytest.raises(KeyboardInterrupt):
        in_threads(3, stored)
    assert latest(tmp_path).name == "step-0000000001"
    names = {path.name for path in latest(tmp_path).iterdir()}
    files = {"state.safetensors", "state-7.safetensors", "state-15.safetensors"}
    assert names == files | {"state.json"}


def of_processes(comms, output, kind, stop_at):
    """A run that is left at a step, and again begun; of so many features that groups send each
    other both sums and parts of gradients."""
    batches = SyntheticBatches()
    own = batches.next

    def stopping():
        if batches.number == stop_at:
            raise KeyboardInterrupt
        return own()

    batches.next = stopping
    config = settings(kind, output, checkpoint_every=4)
    config = replace(config, dictionary=kind_config(kind, 160, k_aux=2))
    train(config, batches, None, {"hook_point": "h"}, comms)


@pytest.mark.slow
def test_processes_resume_each_other_and_publish_what_one_does(tmp_path):
    """Left at step 9 by four in two groups, at step 14 by two groups of one, ended by three."""
    kind, output = "matryoshka", tmp_path / "several"
    given = (of_processes, tmp_path, str(output), kind)
    assert in_processes(4, *given, 9, groups=2) == [1] * 4
    assert latest(partial(output)).name == "step-0000000008"
    assert in_processes(2, *given, 14, groups=2) == [1, 1]
    assert latest(partial(output)).name == "step-0000000012"
    assert in_processes(3, *given, None) == [0] * 3
    assert in_processes(1, of_processes, tmp_path, str(tmp_path / "one"), kind, None) == [0]
    found, expected = (
        load_tensors(tmp_path / name / "dictionary.safetensors") for name in ("several", "one")
    )
    assert_same(found, expected)
    rows = [read_metrics(tmp_path / name / "metrics.jsonl") for name in ("several", "one")]
    for row in (*rows[0], *rows[1]):
        del row["time"], row["tokens_per_second"]
    assert_same_rows(*rows)
