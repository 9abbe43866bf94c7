"""A grid: every run ends as if it were alone, whatever becomes of the others."""

import gc
import os
import signal
import weakref
from dataclasses import replace
from pathlib import Path

import pytest

from sonde.core.artifact import Artifact, partial
from sonde.core.config import parse
from sonde.core.errors import Interrupted, SondeError
from sonde.core.metrics import read_metrics
from sonde.dictionary.checkpoint import latest
from sonde.dictionary.dictionary import Dictionary
from sonde.dictionary.grid import STOPPED, Trained, measured, recurring, train_all
from sonde.dictionary.kinds import KINDS
from sonde.dictionary.stability import beside, stability_of
from sonde.dictionary.training import CALIBRATION, Run, train
from sonde.dictionary.varying import GridConfig, runs_of
from synthetic import SyntheticBatches, widths_of

BATCH, N_STEPS = 32, 30
TRAIN = {
    "activations": "synthetic",
    "batch_size": BATCH,
    "n_tokens": N_STEPS * BATCH,
    "log_every": 5,
    "checkpoint_every": 8,
    "dead_after": 200,
    "dictionary": {"dictionary_size": 24, "k": 3, "k_aux": 4},
}


def grid_config(output, train=None, **vary):
    vary = {name.replace("__", "."): values for name, values in vary.items()}
    return parse(
        GridConfig, {"output": str(output), "train": {**TRAIN, **(train or {})}, "vary": vary}
    )


def grid_of(output, train=None, **vary):
    return runs_of(grid_config(output, train, **vary))


def weights_of(run):
    return (Path(run.output) / "dictionary.safetensors").read_bytes()


class Counting(SyntheticBatches):
    """Counts the batches that are really read, and does `what` before number `at`."""

    def __init__(self, at=None, what=None, kind="matryoshka"):
        super().__init__(kind=kind)
        self.n_read, self.at, self.what = 0, at, what

    def next(self):
        if self.number == self.at and self.what:
            self.what()
        self.n_read += 1
        return super().next()


class Crash(Exception):
    pass


def crash():
    raise Crash


def alone(run, folder):
    """The same run by itself, from a stream of its own."""
    lonely = replace(run, output=str(folder / "alone"))
    train(lonely, SyntheticBatches(kind=run.dictionary.kind))
    return weights_of(lonely)


@pytest.fixture(scope="module")
def all_kinds(tmp_path_factory):
    """Every kind, with two lengths and two seeds: those of one hook point from one stream, those
    of several from another."""
    runs, trained, streams = {}, Trained({}, {}), []
    for several in (False, True):
        kinds = [kind for kind in KINDS if (len(widths_of(kind)) > 1) == several]
        asked = grid_of(
            tmp_path_factory.mktemp("kinds"),
            dictionary__kind=kinds,
            n_tokens=[20 * BATCH, N_STEPS * BATCH],
            seed=[0, 1],
        )
        streams.append(Counting(kind=kinds[0]))
        found = train_all(asked, streams[-1])
        runs |= asked
        trained.done.update(found.done)
        trained.stopped.update(found.stopped)
    return runs, trained, streams


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("n_tokens", [20 * BATCH, N_STEPS * BATCH])
def test_a_run_of_a_grid_has_the_bytes_of_the_same_run_alone(all_kinds, kind, n_tokens, tmp_path):
    runs, trained, _ = all_kinds
    chosen = [
        run
        for run in runs.values()
        if (run.dictionary.kind, run.n_tokens, run.seed) == (kind, n_tokens, 1)
    ]
    assert len(chosen) == 1
    assert weights_of(chosen[0]) == alone(chosen[0], tmp_path)
    assert len(trained.done) == len(runs) == 4 * len(KINDS)


def test_a_batch_is_read_once(all_kinds):
    """The shorter runs' thresholds are taken from batches that the longer ones then train on."""
    _, _, streams = all_kinds
    assert [batches.n_read for batches in streams] == 2 * [N_STEPS + CALIBRATION]


def test_every_run_has_its_own_log_and_is_an_artifact(all_kinds):
    runs, trained, _ = all_kinds
    for name, run in runs.items():
        artifact = Artifact.open(run.output, "train")
        assert artifact == trained.done[name]
        assert artifact.damaged() == []
        logged = read_metrics(artifact.path / "metrics.jsonl")
        assert [row["step"] for row in logged] == [*range(5, run.n_tokens // BATCH + 1, 5)]
        assert artifact.manifest.config["seed"] == run.seed


@pytest.mark.parametrize("at", [3, 13, 22, N_STEPS + 10])
def test_stopped_anywhere_it_goes_on_to_the_same_bytes(tmp_path, at):
    """Before a checkpoint, between two, while a shorter run is exported, and at the very end."""
    vary = {"dictionary__kind": ["batch_topk", "topk"], "n_tokens": [20 * BATCH, N_STEPS * BATCH]}
    whole, broken = grid_of(tmp_path / "whole", **vary), grid_of(tmp_path / "broken", **vary)
    train_all(whole, SyntheticBatches())
    with pytest.raises(Crash):
        train_all(broken, Counting(at, crash))
    train_all(broken, SyntheticBatches())
    assert [*map(weights_of, broken.values())] == [*map(weights_of, whole.values())]


def test_runs_that_stand_at_different_steps_wait_for_each_other(tmp_path):
    """As after a kill between two checkpoints of one step."""
    vary = {"seed": [0, 1, 2]}
    whole, broken = grid_of(tmp_path / "whole", **vary), grid_of(tmp_path / "broken", **vary)
    train_all(whole, SyntheticBatches())
    for name, at in zip(broken, (3, 12, 25), strict=True):
        with pytest.raises(Crash):
            train_all({name: broken[name]}, Counting(at, crash))
    stands = [latest(partial_of(run)) for run in broken.values()]
    assert [path and path.name for path in stands] == [None, "step-0000000008", "step-0000000024"]
    batches = Counting()
    train_all(broken, batches)
    assert [*map(weights_of, broken.values())] == [*map(weights_of, whole.values())]
    assert batches.n_read == N_STEPS + CALIBRATION


def partial_of(run):
    return partial(Path(run.output))


def test_a_run_that_has_ended_leaves_the_memory(tmp_path, monkeypatch):
    """The first of the list too, whose batches are read for all."""
    ended, held = [], []
    finish, step = Run.finish, Run.step

    def finished(run, batches):
        ended.append(weakref.ref(run.trainer))
        return finish(run, batches)

    def stepped(run, *given):
        gc.collect()
        held.extend(trainer() is not None for trainer in ended)
        step(run, *given)

    monkeypatch.setattr(Run, "finish", finished)
    monkeypatch.setattr(Run, "step", stepped)
    train_all(grid_of(tmp_path, n_tokens=[320, 640]), SyntheticBatches())
    assert held
    assert not any(held)


def test_asked_to_stop_it_keeps_every_run(tmp_path):
    runs = grid_of(tmp_path, seed=[0, 1])
    with pytest.raises(Interrupted, match="Step 12 of 30 is kept"):
        train_all(runs, Counting(11, lambda: signal.raise_signal(signal.SIGINT)))
    assert {latest(partial_of(run)).name for run in runs.values()} == {"step-0000000012"}


def test_what_is_done_is_not_trained_again_and_a_grid_can_grow(tmp_path):
    train_all(grid_of(tmp_path, seed=[0, 1]), SyntheticBatches())
    grown = grid_of(tmp_path, seed=[0, 1, 2])
    batches = Counting()
    trained = train_all(grown, batches)
    assert batches.n_read == N_STEPS + CALIBRATION
    assert len(trained.done) == 3
    again = Counting(0, crash)
    assert train_all(grown, again) == trained


def test_a_run_that_diverges_takes_no_other_down(tmp_path, capsys):
    runs = grid_of(tmp_path, learning_rate=[1e-2, 1e30], seed=[0, 1])
    trained = train_all(runs, SyntheticBatches())
    assert [*trained.done] == ["rate0.01-seed0", "rate0.01-seed1"]
    assert [*trained.stopped] == ["rate1e+30-seed0", "rate1e+30-seed1"]
    assert "diverged at learning rate 1e+30" in trained.stopped["rate1e+30-seed1"]
    assert "rate1e+30-seed0 is stopped" in capsys.readouterr().err
    assert weights_of(runs["rate0.01-seed1"]) == alone(runs["rate0.01-seed1"], tmp_path)
    again = train_all(runs, Counting(0, crash))  # nothing is read for a run that is lost
    assert again == trained
    assert (partial_of(runs["rate1e+30-seed0"]) / STOPPED).exists()
    rows = measured(runs, trained, [SyntheticBatches().next()])
    assert [row["name"] for row in rows if "stopped" in row] == [*trained.stopped]


def test_a_full_disk_is_no_divergence(tmp_path, monkeypatch):
    calls = []

    def full(descriptor):
        calls.append(descriptor)
        if len(calls) == 8:
            raise OSError(28, "No space left on device")

    runs = grid_of(tmp_path, seed=[0, 1])
    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(SondeError, match="disk is full"):
        train_all(runs, SyntheticBatches())


def test_only_runs_that_read_the_same_batches_are_trained_together(tmp_path):
    runs = grid_of(tmp_path, seed=[0, 1])
    for name, value in {
        "batch_size": 64,
        "window": 99,
        "order_seed": 5,
        "activations": "b",
    }.items():
        first, second = runs
        odd = {first: runs[first], second: replace(runs[second], **{name: value})}
        with pytest.raises(SondeError, match=rf"but {name} is \[.*give {name}="):
            train_all(odd, SyntheticBatches())
    with pytest.raises(SondeError, match="at least one run"):
        train_all({}, SyntheticBatches())


def test_rows_are_measured_on_the_same_batches(tmp_path):
    runs = grid_of(tmp_path, seed=[0, 1])
    trained = train_all(runs, SyntheticBatches())
    xs = [SyntheticBatches(seed=5).batch(number) for number in range(4)]
    rows = measured(runs, trained, xs)
    assert [row["seed"] for row in rows] == [0, 1]
    assert all(row["measured_on"] == 4 * BATCH and row["l0"] > 0 for row in rows)
    swapped = measured(dict(reversed(runs.items())), trained, xs)
    assert swapped == rows[::-1]


def test_stability_is_among_runs_that_differ_in_the_seed_alone(tmp_path):
    vary = {"dictionary__kind": ["topk", "relu_l1"], "dictionary__k": [3], "seed": [0, 1]}
    runs = grid_of(tmp_path, **vary)
    trained = train_all(runs, SyntheticBatches())
    found = recurring(runs, trained)
    assert [*found] == [*runs]
    assert {artifact.manifest.counts["n_others"] for artifact in found.values()} == {1}
    one, two = (trained.done[f"topk-k3-seed{seed}"] for seed in (0, 1))
    assert found["topk-k3-seed0"].path == beside(one.path)
    parents = found["topk-k3-seed0"].manifest.parents
    assert parents["other_0"].content == two.manifest.content
    assert stability_of(one).decoder.shape == (Dictionary.load(one).size,)
    grown = grid_of(tmp_path, **{**vary, "seed": [0, 1, 2]})
    again = recurring(grown, train_all(grown, SyntheticBatches()))
    assert {artifact.manifest.counts["n_others"] for artifact in again.values()} == {2}
    single = grid_of(tmp_path / "single", **{**vary, "seed": [0]})
    assert recurring(single, train_all(single, SyntheticBatches())) == {}


def test_names_say_what_differs():
    runs = grid_of(
        "o",
        dictionary__kind=["topk", "relu_l1"],
        dictionary__k=[4, 8],
        dictionary__l1=[2.0, 5.0],
        learning_rate=[3e-4],
        seed=[0, 1],
    )
    topk = [f"topk-k{k}-rate0.0003-seed{seed}" for k in (4, 8) for seed in (0, 1)]
    relu = [f"relu_l1-l1{x}-rate0.0003-seed{seed}" for x in (2, 5) for seed in (0, 1)]
    assert [*runs] == topk + relu
    assert runs[topk[2]].dictionary.k == 8
    assert runs[relu[1]].dictionary.l1 == 2.0
    assert runs[relu[1]].output == f"o/dictionaries/{relu[1]}"
    assert {run.token_order for run in runs.values()} == {0}
    assert {run.token_order for run in grid_of("o", {"seed": 7}, seed=[1, 2]).values()} == {7}
    assert [*grid_of("o")] == ["matryoshka"]


def test_settings_of_one_kind_stay_with_it():
    base = {"dictionary": {"dictionary_size": 24, "k": 5}}
    runs = grid_of("o", base, dictionary__kind=["topk", "gated"])
    assert runs["topk"].dictionary.k == 5
    assert runs["gated"].dictionary.dictionary_size == 24


@pytest.mark.parametrize(
    ("train", "vary", "message"),
    [
        ({}, {"batch_size": [32, 64]}, "batch_size cannot vary.*a grid of its own"),
        ({}, {"order_seed": [1]}, "order_seed cannot vary"),
        ({}, {"dictionary.kk": [1]}, r"unknown field 'dictionary.kk'. Did you mean 'dictionary.k'"),
        ({}, {"dictionary.l1": [1.0]}, "unknown field 'dictionary.l1'"),
        ({}, {"sead": [1]}, "Did you mean 'seed'"),
        ({}, {"output": ["a"]}, "unknown field 'output'"),
        ({}, {"seed": []}, "vary.seed is empty"),
        ({}, {"dictionary.kind": ["topq"]}, "Unknown kind 'topq'. Did you mean 'topk'"),
        ({}, {"dictionary.k": [25]}, r"k=25 is outside 1\.\.24"),
        ({}, {"learning_rate": [1.0000001, 1.0000002]}, "Two runs of the grid would be called"),
        ({"output": "x"}, {}, "train.output is the grid's"),
        ({"sead": 1}, {}, "unknown key 'sead'"),
        ({"dictionary": {"kind": "gated", "k": 3}}, {}, "train.dictionary has an unknown key 'k'"),
        ({"dictionary": 3}, {}, "should hold keys and values"),
    ],
)
def test_a_grid_that_cannot_be_is_refused_with_the_fix(train, vary, message):
    with pytest.raises(SondeError, match=message):
        runs_of(parse(GridConfig, {"output": "o", "train": {**TRAIN, **train}, "vary": vary}))
