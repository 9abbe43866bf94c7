"""Training stopped at any moment ends with the bytes of one that was not; NaN replaces nothing."""

import multiprocessing
import os
import random
import signal
import time
from contextlib import nullcontext, suppress
from dataclasses import replace
from pathlib import Path

import pytest
import torch
from torch.nn import functional

import killed_training
from killed_training import SETTINGS, STEPS
from sonde.core.artifact import Artifact, Draft, partial
from sonde.core.errors import Interrupted, SondeError
from sonde.core.files import load_tensors, same_bytes
from sonde.core.maths import Moments
from sonde.core.metrics import read_metrics
from sonde.dictionary.checkpoint import latest, restore, store, tensors_of
from sonde.dictionary.config import DEAD_AFTER, TopKConfig
from sonde.dictionary.dictionary import Dictionary
from sonde.dictionary.kinds import KINDS, first_weights
from sonde.dictionary.pace import LONG_RUN, default_rate, patience, schedule, steps
from sonde.dictionary.scan import Scan
from sonde.dictionary.sparse import Codes
from sonde.dictionary.topk import fit_length
from sonde.dictionary.training import Diverged, Run, Trainer, short_of, train
from synthetic import D_IN, SIZE, SyntheticBatches, kind_config, train_config

N_STEPS = 40


@pytest.fixture(params=KINDS)
def kind(request):
    return request.param


class Crash(Exception):
    pass


class Interrupting(SyntheticBatches):
    """Calls `what` before the batch number `at`, counted over all steps of the run."""

    def __init__(self, at, what, kind="matryoshka"):
        super().__init__(kind=kind)
        self.at, self.what = at, what

    def next(self):
        if self.number == self.at:
            self.what()
        return super().next()


def crash():
    raise Crash


def ask_to_stop():
    signal.raise_signal(signal.SIGINT)


def weights_of(output):
    return (Path(output) / "dictionary.safetensors").read_bytes()


def logged(output):
    folder = output if output.exists() else partial(output)
    return [row["step"] for row in read_metrics(folder / "metrics.jsonl")]


def quick(output, kind="batch_topk", **settings):
    return train_config(output, kind, **{"learning_rate": 1e-2, "dead_after": 200, **settings})


def test_interrupted_and_resumed_it_ends_with_the_same_bytes(kind, tmp_path):
    whole = train(quick(tmp_path / "whole", kind), SyntheticBatches(kind=kind))
    config = quick(tmp_path / "broken", kind)
    with pytest.raises(Crash):  # before the first checkpoint
        train(config, Interrupting(3, crash, kind))
    with pytest.raises(Crash):  # some steps after one
        train(config, Interrupting(17, crash, kind))
    assert latest(partial(tmp_path / "broken")).name == "step-0000000010"
    with pytest.raises(Interrupted, match=r"Step 24 of 40 is kept\. Give the same"):
        train(config, Interrupting(23, ask_to_stop, kind))  # the step in hand is finished
    assert latest(partial(tmp_path / "broken")).name == "step-0000000024"
    late = N_STEPS + 2 if KINDS[kind].learns_threshold else 39
    with pytest.raises(Crash):  # while the threshold is taken from further batches
        train(config, Interrupting(late, crash, kind))
    train(config, SyntheticBatches(kind=kind))
    assert weights_of(tmp_path / "broken") == weights_of(tmp_path / "whole")
    assert logged(tmp_path / "broken") == list(range(5, N_STEPS + 1, 5))
    names = {"dictionary.safetensors", "metrics.jsonl", "manifest.json"}
    names |= {"shares.safetensors"} if kind == "crosscoder" else set()
    assert {path.name for path in whole.path.rglob("*")} == names


@pytest.mark.parametrize("moments", ["bfloat16", "float8"])
def test_moments_of_fewer_bits_are_resumed_with_the_same_bytes_too(moments, tmp_path):
    for output, at in (("whole", 10**9), ("broken", 17), ("broken", 10**9)):
        config = quick(tmp_path / output, moments=moments)
        with suppress(Crash):
            train(config, Interrupting(at, crash, "batch_topk"))
    assert weights_of(tmp_path / "broken") == weights_of(tmp_path / "whole")


def test_a_transcoder_of_fewer_features_than_inputs_is_resumed_with_the_same_bytes_too(tmp_path):
    """Its skip has a row for each input, not for each feature."""
    few = kind_config("transcoder", 4)
    for output, at in (("whole", 10**9), ("broken", 17), ("broken", 10**9)):
        config = quick(tmp_path / output, "transcoder", dictionary=few)
        with suppress(Crash):
            train(config, Interrupting(at, crash, "transcoder"))
    found = Dictionary.load(Artifact.open(tmp_path / "whole"))
    assert found.size < found.d_in
    assert found.W_skip.all(1).all()
    assert weights_of(tmp_path / "broken") == weights_of(tmp_path / "whole")


@pytest.mark.slow
def test_killed_three_times_it_ends_with_the_same_bytes(tmp_path):
    """By SIGKILL, at three random moments, in processes that share only the directory."""
    chance, kind = random.Random(4), "matryoshka"
    server = multiprocessing.get_context("forkserver")  # imports torch once for all three
    server.set_forkserver_preload(["killed_training", "torch._dynamo"])
    arguments = (str(tmp_path / "killed"), kind, torch.get_num_threads())
    for share in (0.1, 0.4, 0.7):
        process = server.Process(target=killed_training.run, args=arguments)
        process.start()
        wait_for_step(tmp_path / "killed", (share + 0.2 * chance.random()) * STEPS, process)
        time.sleep(0.05 * chance.random())
        process.kill()
        process.join()
        assert process.exitcode == -signal.SIGKILL
        assert not (tmp_path / "killed").exists()
    assert max(logged(tmp_path / "killed")) > STEPS // 2
    for output in ("killed", "whole"):
        train(train_config(tmp_path / output, kind, **SETTINGS), SyntheticBatches())
    assert weights_of(tmp_path / "killed") == weights_of(tmp_path / "whole")
    assert logged(tmp_path / "killed") == logged(tmp_path / "whole")


def wait_for_step(output, step, process):
    deadline = time.monotonic() + 120
    while max(logged(output), default=0) < step:
        assert process.is_alive(), "it ended before it could be killed"
        assert time.monotonic() < deadline
        time.sleep(0.01)


def test_the_same_run_is_not_trained_again(tmp_path):
    done = train(quick(tmp_path / "out"), SyntheticBatches())
    again = train(quick(tmp_path / "out"), Interrupting(0, crash))
    assert again == done
    with pytest.raises(SondeError, match="seed: there 0, asked for 1"):
        train(quick(tmp_path / "out", seed=1), SyntheticBatches())


def test_what_is_written_says_what_was_trained(tmp_path):
    artifact = train(quick(tmp_path / "out"), SyntheticBatches(), about={"hook_point": "here"})
    assert Artifact.open(tmp_path / "out", "train").damaged() == []
    last = read_metrics(tmp_path / "out" / "metrics.jsonl")[-1]
    assert last["step"] == N_STEPS
    assert last["tokens"] == N_STEPS * 32 == artifact.manifest.counts["tokens"]
    assert 0 < last["explained_variance"] < 1
    assert last["l0"] == artifact.manifest.counts["l0"] == 3
    assert sum(last["time"].values()) == pytest.approx(1)
    assert set(last["time"]) == {"read", "train", "checkpoint"}
    assert artifact.manifest.about["hook_point"] == "here"
    dictionary = Dictionary.load(artifact)
    assert (dictionary.d_in, dictionary.size) == (D_IN, SIZE)
    assert dictionary.about["kind"] == "batch_topk"


def test_seed_and_tokens_decide_the_weights_and_nothing_else_does(tmp_path):
    same = {"log_every": 3, "checkpoint_every": 7}
    train(quick(tmp_path / "one"), SyntheticBatches())
    torch.manual_seed(77)
    train(quick(tmp_path / "two", **same), SyntheticBatches())
    train(quick(tmp_path / "other", seed=1), SyntheticBatches())
    assert weights_of(tmp_path / "one") == weights_of(tmp_path / "two")
    assert weights_of(tmp_path / "one") != weights_of(tmp_path / "other")


class Poisoned(SyntheticBatches):
    def next(self):
        bad = self.number == 27
        x = super().next()
        return x.fill_(torch.nan) if bad else x


def assert_finite_checkpoint(output, step):
    found = latest(partial(output))
    assert found.name == f"step-{step:010}"
    assert list((partial(output) / "checkpoint").iterdir()) == [found]
    for tensor in load_tensors(found / "state.safetensors").values():
        assert tensor.isfinite().all()


@pytest.mark.parametrize("log_every", [1, 1000])
def test_nan_stops_and_the_last_good_checkpoint_stays(kind, tmp_path, log_every):
    with pytest.raises(SondeError, match=r"Batch 2\d of .*NaN or infinite.*harvest"):
        train(quick(tmp_path / "out", kind, log_every=log_every), Poisoned(kind=kind))
    assert_finite_checkpoint(tmp_path / "out", 20)


def test_nan_born_in_the_very_step_of_a_checkpoint_is_seen(tmp_path, monkeypatch):
    """The loss is that of the weights before the step, so it is still finite."""
    step = Trainer.step

    def unlucky(trainer, x):
        loss = step(trainer, x)
        if trainer.step_number == 30:
            trainer.weights.W_enc.data[2, 3] = torch.nan
        return loss

    monkeypatch.setattr(Trainer, "step", unlucky)
    with pytest.raises(SondeError, match="diverged"):
        train(quick(tmp_path / "out", log_every=1000), SyntheticBatches())
    assert_finite_checkpoint(tmp_path / "out", 20)


def test_nan_is_not_kept_by_asking_to_stop_either(tmp_path):
    class PoisonedAndStopped(Poisoned):
        def next(self):
            if self.number == 28:
                ask_to_stop()
            return super().next()

    with pytest.raises(SondeError, match="NaN or infinite"):
        train(quick(tmp_path / "out", log_every=1000), PoisonedAndStopped())
    assert_finite_checkpoint(tmp_path / "out", 20)


def test_an_absurd_learning_rate_names_a_lower_one(kind, tmp_path):
    config = quick(tmp_path / "out", kind, learning_rate=1e30, log_every=1000)
    usual = f"--learning-rate {default_rate(config):.2g}"
    with pytest.raises(SondeError, match=rf"diverged at .*1e\+30.*no checkpoint yet.*{usual}"):
        train(config, SyntheticBatches(kind=kind))
    assert not (tmp_path / "out").exists()
    assert latest(partial(tmp_path / "out")) is None


@pytest.mark.parametrize("rate", [3.0, 30.0])
def test_a_learning_rate_that_is_only_too_high_is_seen_within_100_steps(kind, rate, tmp_path):
    """The loss stays finite, grows, and may fall again: whoever looks at single steps may miss it,
    and so may whoever looks as seldom as it is logged. Or nothing fires any more."""
    config = quick(tmp_path / "out", kind, learning_rate=rate, n_tokens=600 * 32, log_every=1000)
    batches = SyntheticBatches(kind=kind)
    worse, silent = r"diverged at .*explained variance down to (-|nan)", "No feature has fired for"
    said = worse if KINDS[kind].sparse else f"{worse}|{silent}"
    with pytest.raises(SondeError, match=said):
        train(config, batches)
    assert batches.state()["number"] <= 100


def test_what_diverges_late_keeps_the_checkpoint_before(tmp_path):
    """The rate rises for ever: at first it learns."""
    config = quick(
        tmp_path / "out", learning_rate=30.0, warmup=1.0, n_tokens=3000 * 32, checkpoint_every=10
    )
    with pytest.raises(SondeError, match=r"last good checkpoint is \S+step-0000000\d+") as caught:
        train(config, SyntheticBatches())
    kept = latest(partial(tmp_path / "out"))
    assert str(kept) in str(caught.value)
    assert_finite_checkpoint(tmp_path / "out", int(kept.name.removeprefix("step-")))


def test_what_begins_badly_may_be_worse_before_it_is_better(tmp_path):
    """Divergence is measured from the first step, where that explained less than nothing."""
    batches = SyntheticBatches()
    config = quick(tmp_path / "out")
    with Draft.begin(config.output, "train", {}) as draft:
        run = Run(draft, config, batches, {})
        row = run.trainer.row(run.trainer.step(batches.next()))
        for first, worst, sound in ((50.0, 500.0, True), (50.0, 600.0, False), (0.5, 12.0, False)):
            run.first, run.since = torch.tensor(first), [torch.tensor(worst), torch.tensor(0.1)]
            with nullcontext() if sound else pytest.raises(Diverged, match="down to -"):
                run.refuse_divergence(row)
            assert not run.since  # the next look is at what comes after


def test_a_dictionary_that_is_worse_than_the_mean_is_published_with_a_word(tmp_path, capsys):
    for kind, told in (("relu_l1", True), ("batch_topk", False)):
        made = train(quick(tmp_path / kind, kind, n_tokens=120 * 32), SyntheticBatches(kind=kind))
        assert (made.manifest.counts["explained_variance"] < 0) == told
        assert ("worse than the mean activation alone" in capsys.readouterr().err) == told


def test_a_batch_of_two_like_tokens_is_no_divergence(tmp_path):
    """Its variance is next to nothing, and so nothing is explained."""

    class Twins(SyntheticBatches):
        def batch(self, number):
            x = super().batch(number)[:2]
            return x[:1] + 1e-3 * torch.randn(2, 1) if number % 7 == 0 else x

    train(quick(tmp_path / "out", batch_size=2, n_tokens=80), Twins())


def test_activations_that_are_all_alike_are_refused():
    moments = Moments(4)
    moments.add(torch.full((10, 4), 3.0))
    with pytest.raises(SondeError, match=r"All 10 activations are alike.*--hook-point"):
        Trainer(train_config("o", "batch_topk"), moments)


def test_a_constant_that_drowns_what_varies_is_named_rather_than_the_learning_rate():
    moments = Moments(4)
    x = torch.randn(1000, 4)
    x[:, 2] = 1e4
    moments.add(x)
    with pytest.raises(SondeError, match=r"hardly vary about their mean.*--hook-point"):
        Trainer(train_config("o", "batch_topk"), moments)
    x[:, 2] = 100.0
    moments = Moments(4)
    moments.add(x)
    Trainer(train_config("o", "batch_topk"), moments)


def test_where_nothing_fires_at_first_the_encoder_keeps_its_length():
    weights = first_weights(TopKConfig(dictionary_size=1, k=1), 4, 0)
    before = weights.W_enc.clone()
    some = Codes(torch.ones(1), torch.zeros(1, dtype=torch.long), torch.zeros(1, dtype=torch.long))
    none = Codes(*(part[:0] for part in some))
    with torch.no_grad():
        fit_length(weights, none, torch.randn(2, 4))
        assert torch.equal(weights.W_enc, before)
        fit_length(weights, some, weights.W_dec.data * torch.tensor([[3.0], [0.0]]))
    torch.testing.assert_close(weights.W_enc.data, 3 * before)


def test_a_dimension_that_never_changes_harms_nothing(kind, tmp_path):
    class Constant(SyntheticBatches):
        def batch(self, number):
            x = super().batch(number)
            x[:, 0], x[:, 1] = 7.0, 0.0
            return x

    trained = train(quick(tmp_path / "out", kind), Constant(kind=kind))
    dictionary = Dictionary.load(trained)
    rebuilt = dictionary.reconstruct(Constant(kind=kind).next()[:, : dictionary.d_in])
    assert rebuilt.isfinite().all()
    if kind != "transcoder":  # which does not rebuild what it reads
        assert float((rebuilt[:, 0] - 7.0).abs().mean()) < 2.0


def test_a_full_disk_while_a_checkpoint_is_written_resumes(tmp_path, monkeypatch):
    train(quick(tmp_path / "whole"), SyntheticBatches())
    calls = []

    def full(descriptor):
        calls.append(descriptor)
        if len(calls) == 6:
            raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(SondeError, match=r"disk is full.*resumes"):
        train(quick(tmp_path / "out"), SyntheticBatches())
    assert latest(partial(tmp_path / "out")).name == "step-0000000010"
    monkeypatch.undo()
    train(quick(tmp_path / "out"), SyntheticBatches())
    assert weights_of(tmp_path / "out") == weights_of(tmp_path / "whole")


def trainer_after(n, kind="batch_topk"):
    batches = SyntheticBatches(kind=kind)
    trainer = Trainer(quick("o", kind), batches.moments)
    for _ in range(n):
        trainer.step(batches.next())
    return trainer, batches


def test_a_checkpoint_holds_everything_a_step_depends_on(kind, tmp_path):
    trainer, batches = trainer_after(6, kind)
    store(tmp_path, trainer, batches.state())
    fresh, again = Trainer(quick("o", kind), batches.moments), SyntheticBatches(kind=kind)
    again.seek(restore(latest(tmp_path), fresh))
    assert fresh.step_number == 6
    for _ in range(2):
        before = tensors_of(trainer), tensors_of(fresh)
        assert all(same_bytes(before[0][name], before[1][name]) for name in before[0])
        assert [t.stride() for t in before[0].values()] == [t.stride() for t in before[1].values()]
        trainer.step(batches.next())
        fresh.step(again.next())


def test_only_the_newest_whole_checkpoint_counts(tmp_path):
    trainer, batches = trainer_after(1)
    for _ in range(3):
        trainer.step(batches.next())
        store(tmp_path, trainer, batches.state())
    (tmp_path / "checkpoint" / "step-0000000009.tmp").mkdir()
    assert latest(tmp_path).name == "step-0000000004"
    store(tmp_path, trainer, batches.state())
    trainer.step(batches.next())
    store(tmp_path, trainer, batches.state())
    assert [path.name for path in (tmp_path / "checkpoint").iterdir()] == ["step-0000000005"]
    assert latest(tmp_path / "elsewhere") is None


def test_training_keeps_the_encoder_feature_by_feature(kind):
    trainer, _ = trainer_after(3, kind)
    assert trainer.weights.W_enc.T.is_contiguous()
    moments = [
        t for t in trainer.optimiser.state().values() if t.shape == trainer.weights.W_enc.shape
    ]
    assert all(moment.T.is_contiguous() for moment in moments)


@pytest.mark.parametrize("kind", [name for name in KINDS if KINDS[name].learns_threshold])
def test_the_threshold_is_looked_for_from_a_floor_of_its_own(kind, monkeypatch):
    """Of the kinds that choose by token the last floor is that of the first step."""
    trainer, batches = trainer_after(2, kind)
    trainer.weights.scan.floor.fill_(1e6)
    own, floors = Scan.over, []
    monkeypatch.setattr(Scan, "over", lambda *given: floors.append(given[3]) or own(*given))
    trainer.export(batches, {})
    assert floors[0] == 0  # some rows
    assert 0 < min(floors[1:]) <= max(floors) < 1e3


@pytest.mark.parametrize(("warmup", "decay"), [(0.02, 0.3), (0.0, 0.0), (1.0, 0.0), (0.5, 1.0)])
def test_the_learning_rate_rises_stays_and_falls(warmup, decay):
    rates = [schedule(n / 200, warmup, decay) for n in range(200)]
    assert all(0 < rate <= 1 for rate in rates)
    top = rates.index(max(rates))
    assert rates[: top + 1] == sorted(rates[: top + 1])
    assert rates[top:] == sorted(rates[top:], reverse=True)
    if warmup + decay < 1:
        assert max(rates) == 1
    if decay:
        assert rates[-1] <= 0.02
    else:
        assert rates[-1] > 0.99


def test_the_learning_rate_of_a_step_follows_the_schedule():
    trainer, batches = trainer_after(0)
    for number in range(N_STEPS):
        loss = trainer.step(batches.next())
        expected = 1e-2 * schedule(number / N_STEPS, 0.02, 0.3)
        assert trainer.row(loss)["learning_rate"] == pytest.approx(expected)


def test_derived_settings(kind):
    small, large = kind_config(kind, 1 << 12), kind_config(kind, 1 << 16)
    rates = [default_rate(train_config("o", kind, dictionary=size)) for size in (small, large)]
    assert rates[0] == pytest.approx(4 * rates[1])
    wide, batch = kind_config(kind, 1 << 14), 32
    at = [
        default_rate(train_config("o", kind, dictionary=wide, n_tokens=n * batch))
        for n in (100, LONG_RUN, 9 * LONG_RUN)
    ]
    assert at[1] == at[2] == pytest.approx(KINDS[kind].learning_rate)
    assert at[0] == pytest.approx(at[1] * (LONG_RUN / 100) ** 0.5)
    assert [steps(train_config("o", kind, n_tokens=n)) for n in (1, 32, 33)] == [1, 1, 2]


def test_the_scale_makes_the_mean_square_the_width():
    batches = SyntheticBatches()
    trainer = Trainer(quick("o"), batches.moments)
    x = torch.cat([batches.batch(1_000_000 + number) for number in range(20)]) * trainer.scale
    assert float(x.square().sum(1).mean()) == pytest.approx(D_IN, rel=1e-5)
    torch.testing.assert_close(trainer.weights.b_dec.detach(), x.mean(0), rtol=1e-4, atol=1e-5)


@pytest.mark.parametrize("kind", ["relu_l1", "gated", "jump_relu"])
@pytest.mark.parametrize("center", [0.3, 7.0, 100.0])
def test_a_kind_with_a_penalty_starts_a_third_of_a_spread_short_of_the_mean(kind, center):
    """Towards zero, so a far mean is never far away."""
    batches = SyntheticBatches(kind=kind)
    batches.moments = Moments(D_IN)
    rows = [batches.batch(n) - batches.center + center for n in range(20)]
    for row in rows:
        batches.moments.add(row)
    trainer = Trainer(train_config("o", kind), batches.moments)
    x = trainer.own(torch.cat(rows)).double()
    away = x.mean(0) - trainer.weights.b_dec.detach()
    spread = float((x - x.mean(0)).square().sum(1).mean().sqrt())
    assert float(away.norm()) == pytest.approx(spread / 3, rel=1e-3)
    assert float(functional.cosine_similarity(away, x.mean(0), dim=0)) > 0.999


def test_where_the_mean_is_zero_it_starts_there():
    moments = Moments(2)
    moments.add(torch.tensor([[1.0, 2.0], [-1.0, -2.0]]))
    assert torch.equal(short_of(moments, 1 / 3), torch.zeros(2).double())


def test_the_first_reconstruction_is_as_long_as_serves_best():
    """No other length of the encoder explains more."""
    trainer, batches = trainer_after(0)
    x = batches.next() * trainer.scale
    trainer.kind.begin(trainer.weights, trainer.config.dictionary, x)

    def left():
        trainer_loss = trainer.kind.loss(
            trainer.weights, trainer.config.dictionary, x, trainer.idle < 0, 0.0
        )
        return float(trainer_loss.unexplained)

    best = left()
    for factor in (0.8, 1.25 / 0.8):
        with torch.no_grad():
            trainer.weights.W_enc.mul_(factor)
        assert left() > best


@pytest.mark.parametrize(
    ("kind", "size", "n_tokens", "expected"),
    [
        ("batch_topk", 4096, 500_000, 31_250),  # 244 turns in a sixteenth
        ("matryoshka", 24_576, 1_000_000, 125_000),  # 81 turns
        ("topk", 4096, 10**9, DEAD_AFTER),
        ("topk", 4096, 3, 1),
        ("relu_l1", 4096, 500_000, 62_500),  # nothing to wake, and no turns to count
    ],
)
def test_a_feature_is_waited_for_a_share_of_the_run(kind, size, n_tokens, expected):
    dictionary = replace(kind_config(kind, size), **({} if kind == "relu_l1" else {"k": 32}))
    config = train_config("o", kind, dictionary=dictionary, n_tokens=n_tokens)
    assert patience(config) == expected
    assert patience(replace(config, dead_after=7)) == expected  # what is asked for comes first:
    small = train_config("o", kind, n_tokens=n_tokens, dead_after=7)
    assert Trainer(small, SyntheticBatches(kind=kind).moments).dead_after == 7
