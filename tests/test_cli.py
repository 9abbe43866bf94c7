"""The command line as a person uses it: real processes, the shipped miniature, every stage."""

import json
import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
import typer
import yaml
from typer.testing import CliRunner

from sonde.activations.config import HarvestConfig
from sonde.atlas.config import AtlasConfig
from sonde.cli import main
from sonde.cli.flags import SUFFIXES, count, flag_names, with_flags
from sonde.cli.verbs import answer
from sonde.core.artifact import Artifact
from sonde.core.config import leaves as leaves_of
from sonde.core.errors import Interrupted
from sonde.core.progress import say
from sonde.dictionary.config import TrainConfig
from sonde.interventions.config import EvaluateConfig
from sonde.miniature.model import model_path
from sonde.miniature.world import write_corpus

ENV = {**os.environ, "OMP_NUM_THREADS": "1"}


def sonde(*words, code=0):
    done = subprocess.run(
        [sys.executable, "-m", "sonde", *map(str, words)], capture_output=True, text=True, env=ENV
    )
    assert done.returncode == code, f"{words}: {done.returncode}\n{done.stdout}\n{done.stderr}"
    assert "Traceback" not in done.stderr
    return done


@pytest.fixture(scope="module")
def world(tmp_path_factory):
    return write_corpus(tmp_path_factory.mktemp("world") / "world.jsonl", 250, seed=99)


@pytest.fixture(scope="module")
def config(world):
    """A run of seconds: few features, few tokens."""
    fields = {
        "output": str(world.parent / "run"),
        "model": {"path": str(model_path())},
        "text": {"sources": [str(world)], "context_length": 64},
        "harvest": {"n_tokens": 12_000, "shard_tokens": 4_096},
        "train": {
            "dictionary": {"dictionary_size": 128, "k": 8},
            "n_tokens": 40_000,
            "batch_size": 512,
            "checkpoint_every": 10,
            "learning_rate": 2e-3,
        },
        "evaluate": {"n_tokens": 1_000},
        "atlas": {"n_tokens": 10_000, "chunk_tokens": 4_096},
    }
    path = world.parent / "run.yaml"
    path.write_text(yaml.safe_dump(fields))
    return path


@pytest.fixture(scope="module")
def run(config):
    """The finished run, by stage."""
    return json.loads(sonde("run", config, "--json").stdout)


def test_a_run_gives_every_stage_and_a_second_one_does_nothing(run, config):
    assert set(run) == {"activations", "dictionary", "evaluation", "atlas"}
    before = {
        p: p.stat().st_mtime_ns for p in config.parent.joinpath("run").rglob("*") if p.is_file()
    }
    again = sonde("run", config, "--json")
    assert json.loads(again.stdout) == run
    assert again.stderr.count("done before") == 4
    after = {
        p: p.stat().st_mtime_ns for p in config.parent.joinpath("run").rglob("*") if p.is_file()
    }
    assert after == before


def test_a_dictionary_of_a_trained_model_recovers_much_of_its_loss(run):
    """Though it is small and saw 40,000 tokens."""
    measures = run["evaluation"]
    assert measures["ce_model"] < measures["ce_spliced"] < measures["ce_ablated"]
    assert measures["loss_recovered"] > 0.3


def test_search_feature_and_steer_answer_from_the_atlas(run):
    atlas = run["atlas"]["path"]
    hits = json.loads(sonde("search", atlas, "bridge", "--json").stdout)
    assert hits
    feature = hits[0]["feature"]
    record = json.loads(sonde("feature", atlas, feature, "--json").stdout)
    assert record["feature"] == feature
    assert record["label_source"] == "offline"
    assert f"feature {feature}" in sonde("feature", atlas, feature).stdout
    told = sonde("steer", atlas, "The", "-e", f"{feature}=6", "--n-tokens", 8, "--json")
    texts = json.loads(told.stdout)
    assert texts["edits"] == [{"feature": feature, "action": "clamp", "strength": 6.0}]
    assert isinstance(texts["default"], str)


def test_stages_one_by_one_are_the_run(run, config, tmp_path):
    fields = yaml.safe_load(config.read_text())
    acts, trained = tmp_path / "acts", tmp_path / "dictionary"
    sonde(
        *("harvest", fields["model"]["path"], "--text", fields["text"]["sources"][0]),
        *("--context-length", 64, "--n-tokens", "12k", "--shard-tokens", 4096, "--output", acts),
    )
    stage = tmp_path / "train.yaml"
    stage.write_text(yaml.safe_dump(fields["train"]))
    sonde("train", acts, "--config", stage, "--output", trained)
    for path, name in ((acts, "activations"), (trained, "dictionary")):
        whole = Artifact.open(run[name]["path"])
        assert sums(Artifact.open(path)) == sums(whole)


def sums(artifact):
    return {
        name: facts["sha256"]
        for name, facts in artifact.manifest.files.items()
        if name.endswith(".safetensors")
    }


def test_live_activations_train_without_being_stored(config, tmp_path):
    out = tmp_path / "live"
    done = sonde("run", config, "--output", out, "--set", "stream=true", "--json")
    assert set(json.loads(done.stdout)) == {"dictionary", "evaluation", "atlas"}
    assert not (out / "activations").exists()


@pytest.mark.slow
def test_training_killed_three_times_ends_with_the_same_bytes(run, config, tmp_path):
    """SIGKILL at random moments; the last call finishes, with the uninterrupted run's weights."""
    fields = yaml.safe_load(config.read_text())
    stage = tmp_path / "train.yaml"
    stage.write_text(yaml.safe_dump(fields["train"]))
    out = tmp_path / "dictionary"
    command = [sys.executable, "-m", "sonde", "train", run["activations"]["path"]]
    command += ["--config", str(stage), "--output", str(out)]
    rng, kills = random.Random(), 0
    checkpoints = out.with_name("dictionary.partial") / "checkpoint"
    while kills < 3 and not out.exists():
        process = subprocess.Popen(
            command, stderr=subprocess.DEVNULL, stdout=subprocess.DEVNULL, env=ENV
        )
        seen = newest(checkpoints)
        while process.poll() is None and newest(checkpoints) == seen:
            time.sleep(0.01)  # at least one more checkpoint, or the kills would never let it finish
        time.sleep(rng.uniform(0, 0.15))
        process.send_signal(signal.SIGKILL)
        process.wait()
        kills += 1
    assert kills == 3 or out.exists()
    sonde(*command[3:])
    assert sums(Artifact.open(out)) == sums(Artifact.open(run["dictionary"]["path"]))
    rows = [json.loads(line) for line in (out / "metrics.jsonl").read_text().splitlines()]
    assert [row["step"] for row in rows] == sorted({row["step"] for row in rows})


def newest(folder):
    return max((p.name for p in folder.glob("step-*") if p.suffix != ".tmp"), default="")


BAD = {
    "unknown model": (
        ["harvest", "no/such/model", "--text", "{text}", "--output", "{out}"],
        "no/such/model",
    ),
    "missing text": (
        ["harvest", "{model}", "--text", "{text}x", "--output", "{out}"],
        "world.jsonl",
    ),
    "no output": (["harvest", "{model}", "--text", "{text}"], "--output"),
    "hook point beyond": (
        [
            "harvest",
            "{model}",
            "--text",
            "{text}",
            "--output",
            "{out}",
            "--hook-point",
            "layers.99.resid_post",
        ],
        "beyond the last layer",
    ),
    "k too large": (
        ["train", "{acts}", "--output", "{out}", "--dictionary-size", "16", "--k", "99"],
        "lower k",
    ),
    "unknown kind": (["train", "{acts}", "--output", "{out}", "--kind", "matroshka"], "matryoshka"),
    "not an artifact": (["train", "{model}", "--output", "{out}"], "manifest.json"),
    "wrong artifact": (["atlas", "{acts}", "--output", "{out}"], "not of 'train'"),
    "unknown feature": (["feature", "{atlas}", "100000"], "0..127"),
    "share above one": (["steer", "{atlas}", "x", "-e", "ablate 5", "--top-p", "7"], "top_p"),
    "bad edit": (["steer", "{atlas}", "x", "-e", "five"], "123=5"),
    "unknown action": (["steer", "{atlas}", "x", "-e", "clmp 3 5"], "clamp"),
    "nothing to convert": (["convert", "weights.pt", "{out}", "--to", "sonde"], "There is no"),
    "nothing of a known format": (["convert", "{model}", "{out}"], "of no known format"),
    "no address": (["convert", "hf://only-a-name", "{out}"], "hf://OWNER/NAME"),
    "nowhere to push": (["convert", "{dictionary}", "hf:/a/b"], "hf://OWNER/NAME"),
    "a threshold has no need": (
        ["convert", "{dictionary}", "{out}", "--activations", "{acts}"],
        "leave out --activations",
    ),
    "more than there are": (["convert", "{dictionary}", "{out}", "--k", "9999"], "outside 1.."),
    "no config": (["run", "nothing.yaml"], "nothing.yaml"),
    "bad set": (["run", "{config}", "--set", "train.n_tokns=5"], "n_tokens"),
    "bad YAML in set": (["run", "{config}", "--set", "train.n_tokens=[1"], "not readable YAML"),
    "field of a number": (["run", "{config}", "--set", "train.n_tokens.x=3"], "has no field 'x'"),
    "a folder as config": (["run", "{model}"], "cannot be read as a config"),
    "no features": (
        ["train", "{acts}", "--output", "{out}", "--kind", "relu_l1", "--dictionary-size", "0"],
        "dictionary_size=0",
    ),
    "negative k_aux": (["train", "{acts}", "--output", "{out}", "--k-aux", "-3"], "k_aux=-3"),
    "seed too large": (["train", "{acts}", "--output", "{out}", "--seed", "99999999999"], "seed="),
    "unknown device": (["train", "{acts}", "--output", "{out}", "--device", "meta"], "cuda:0"),
    "nothing to measure": (
        ["evaluate", "{dictionary}", "--output", "{out}", "--n-tokens", "-5"],
        "n_tokens=-5",
    ),
    "held-out text that was trained on": (
        ["evaluate", "{dictionary}", "--output", "{out}", "--text", "{text}", "--held-out", "0.9"],
        "trained on",
    ),
    "output in a file": (["train", "{acts}", "--output", "{text}/x"], "cannot be written"),
    "context too long": (
        ["harvest", "{model}", "--text", "{text}", "--output", "{out}", "--context-length", "4096"],
        "exceeds the 256 positions",
    ),
    "different run": (["run", "{config}", "--set", "train.dictionary.k=4"], "asked for 4"),
}


def refused(monkeypatch, capsys, *words):
    """What the command says when it refuses; in this process, which saves importing torch anew."""
    monkeypatch.setattr(sys, "argv", ["sonde", *map(str, words)])
    with pytest.raises(SystemExit) as exit_:
        main()
    assert exit_.value.code == 2
    errors = capsys.readouterr().err
    assert "error: " in errors
    return errors


@pytest.mark.parametrize("case", BAD)
def test_bad_input_gets_a_clear_error(case, run, config, world, tmp_path, monkeypatch, capsys):
    words, expected = BAD[case]
    places = {
        "model": model_path(),
        "text": world,
        "out": tmp_path / "out",
        "acts": run["activations"]["path"],
        "atlas": run["atlas"]["path"],
        "dictionary": run["dictionary"]["path"],
        "config": config,
    }
    errors = refused(monkeypatch, capsys, *[word.format(**places) for word in words])
    assert expected in errors
    assert not (tmp_path / "out").exists()
    assert not (tmp_path / "out.partial").exists(), "the mended call would meet a different run"


def test_every_field_has_a_flag_of_its_own():
    """And none fills two fields."""
    for cls in (HarvestConfig, TrainConfig, EvaluateConfig, AtlasConfig):
        paths = [{leaf.path for leaf in leaves} for leaves in flag_names(cls).values()]
        assert all(len(found) == 1 for found in paths)
        assert set.union(*paths) == {leaf.path for leaf in leaves_of(cls)}


@pytest.mark.parametrize(
    ("flags", "skip"), [([], True), (["--skip"], True), (["--no-skip"], False)]
)
def test_what_is_on_by_default_can_be_left_out(flags, skip):
    given = []
    verb = with_flags(TrainConfig, ("activations",), lambda config, json: given.append(config), "")
    app = typer.Typer()
    app.command()(verb)
    words = ["acts", "--output", "out", "--kind", "transcoder", *flags]
    CliRunner().invoke(app, words, catch_exceptions=False)
    assert [config.dictionary.skip for config in given] == [skip]


@pytest.mark.parametrize("letter", SUFFIXES)
def test_a_number_with_a_letter_is_the_number_that_it_says(letter):
    factor = SUFFIXES[letter]
    for tenths in range(1, 1000):
        assert count(f"{tenths / 10}{letter}") == tenths * factor // 10
    assert count(f"4_096{letter}") == 4096 * factor
    for wrong in (f"inf{letter}", f"nan{letter}", letter, "0.5"):
        with pytest.raises(typer.BadParameter):
            count(wrong)


SPEAKS = ["\x1b]0;owned\x07", "\x9b2J", "\u202e", "\r"]  # an escape, its one-byte form, ...


@pytest.mark.parametrize("spoken", SPEAKS)
def test_what_a_file_holds_cannot_speak_to_the_terminal(spoken, tmp_path, monkeypatch, capsys):
    """In an answer, an error, a notice."""
    answer({}, False, [f"dog {spoken} 小猫"])
    assert spoken not in (out := capsys.readouterr().out)
    assert "小猫" in out
    answer({"label": f"dog {spoken}"}, True, [])
    assert spoken not in (out := capsys.readouterr().out)
    assert json.loads(out) == {"label": f"dog {spoken}"}
    say(f"passed over {spoken}")
    assert spoken not in capsys.readouterr().err
    assert spoken not in refused(monkeypatch, capsys, "feature", tmp_path / spoken, "3")


def test_a_notice_of_being_stopped_cannot_either(monkeypatch, capsys):
    def stopped(*args):
        raise Interrupted(SPEAKS[0])

    monkeypatch.setattr("sonde.atlas.atlas.Atlas", stopped)
    monkeypatch.setattr(sys, "argv", ["sonde", "feature", "atlas", "3"])
    with pytest.raises(SystemExit, match="130"):
        main()
    assert "owned" in (said := capsys.readouterr().err)
    assert "\x1b" not in said


WAITS = ("OMP_WAIT_POLICY", "GOMP_SPINCOUNT")


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ((None, None), ("PASSIVE", "10000")),
        ((None, "7"), ("PASSIVE", "7")),
        (("ACTIVE", None), ("ACTIVE", None)),
        (("PASSIVE", None), ("PASSIVE", None)),
    ],
)
def test_threads_wait_as_they_are_told_and_else_a_little(asked, expected, monkeypatch):
    """In the command's own process, before torch is there to read it."""
    environ = {name: value for name, value in os.environ.items() if name not in WAITS}
    environ |= {name: value for name, value in zip(WAITS, asked, strict=True) if value}
    monkeypatch.setattr(os, "environ", environ)
    found = []
    monkeypatch.setattr("sonde.cli.run_verb", lambda called: found.append(dict(os.environ)))
    main()
    assert tuple(found[0].get(name) for name in WAITS) == expected


def test_unknown_config_key_names_the_nearest(config, tmp_path, monkeypatch, capsys):
    fields = yaml.safe_load(config.read_text())
    fields["train"]["dictionary"]["dictonary_size"] = 64
    path = tmp_path / "typo.yaml"
    path.write_text(yaml.safe_dump(fields))
    assert "'dictionary_size'" in refused(monkeypatch, capsys, "run", path)


def test_ctrl_c_keeps_the_shard_and_says_how_to_resume(world, tmp_path):
    out = tmp_path / "acts"
    command = [sys.executable, "-m", "sonde", "harvest", str(model_path()), "--text", str(world)]
    command += ["--context-length", "64", "--shard-tokens", "1024", "--output", str(out)]
    process = subprocess.Popen(command, stderr=subprocess.PIPE, text=True, env=ENV)
    partial = Path(f"{out}.partial")
    while process.poll() is None and not list(partial.glob("shard-*.safetensors")):
        time.sleep(0.01)
    process.send_signal(signal.SIGINT)
    _, errors = process.communicate(timeout=120)
    assert process.returncode == 130, errors
    assert "same command again" in errors
    kept = {p.name: p.stat().st_mtime_ns for p in partial.glob("shard-*.safetensors")}
    assert kept
    sonde(*command[3:])
    whole = Artifact.open(out)
    assert all((out / name).stat().st_mtime_ns == made for name, made in kept.items())
    assert not whole.damaged()


def test_doctor_says_what_this_machine_can_do():
    facts = json.loads(sonde("doctor", "--json").stdout)
    assert facts["gflops"]["float32"] > 0
    assert facts["fast_bf16"] in (True, False)
