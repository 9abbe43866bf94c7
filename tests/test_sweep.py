"""A sweep and a grid as verbs: laws from runs, a larger run that tries them, pages that show it."""

import json
import math
from pathlib import Path

import pytest
import yaml

from sonde.activations.reader import ShardBatches, about_of
from sonde.cli import main
from sonde.cli.grid import against_l0, batches_to_measure, grid, table
from sonde.cli.grid import lines as grid_lines
from sonde.cli.sweep import SweepConfig, cost_of, ladder, lowest, rungs_of, sweep
from sonde.cli.sweep_page import lines, to_json
from sonde.core.artifact import Artifact, Draft
from sonde.core.config import parse
from sonde.core.errors import SondeError
from sonde.dictionary.config import TrainConfig
from sonde.dictionary.grid import N_MEASURED, train_all
from sonde.dictionary.pace import default_rate
from sonde.dictionary.varying import GridConfig
from sonde.planning import flops
from sonde.planning.config import PlanConfig
from sonde.planning.laws import choose_law
from sonde.scale.train import train_together
from synthetic import SyntheticBatches, kind_config
from synthetic_harvest import harvested


@pytest.fixture(scope="module")
def acts(tmp_path_factory):
    folder = tmp_path_factory.mktemp("acts")
    return harvested(folder / "train"), harvested(folder / "other", seed=1)


TRAIN = {"batch_size": 64, "window": 512, "dictionary": {"kind": "topk", "k": 3, "k_aux": 4}}


def sweep_config(acts, output, **changes):
    train = {"activations": str(acts[0].path), **TRAIN}
    fields = {
        "output": str(output),
        "train": train,
        "sizes": [8, 16],
        "tokens": [640, 1280, 1920, 2560],
        "ks": [2, 4],
        "measure_on": str(acts[1].path),
    }
    return parse(SweepConfig, {**fields, **changes})


@pytest.fixture(scope="module")
def swept(acts, tmp_path_factory):
    config = sweep_config(acts, tmp_path_factory.mktemp("sweep") / "out")
    trained = []

    def train(runs):
        trained.append(runs)
        return train_together(runs)

    return config, sweep(config, train), trained


def test_the_ladder_is_trained_together_and_the_larger_run_after_the_laws(swept):
    _, found, trained = swept
    assert [len(runs) for runs in trained] == [2 * 4 * 3 + 2, 1]
    (larger,) = trained[1].values()
    assert (larger.dictionary.dictionary_size, larger.n_tokens) == (32, 5120)
    assert larger.learning_rate == pytest.approx(found.laws.rate.value(32, 5120 // 64))
    sizes = {(rung.dictionary_size, rung.n_tokens) for rung in found.rungs}
    assert sizes == {(size, n) for size in (8, 16) for n in (640, 1280, 1920, 2560)}
    assert found.naive == min(rung.loss for rung in found.rungs)


def test_the_prediction_does_not_know_the_outcome(swept):
    """The laws behind it are those of the ladder alone."""
    config, found, _ = swept
    points = [(rung.dictionary_size, rung.n_tokens) for rung in found.rungs]
    law = choose_law(points, [rung.loss for rung in found.rungs], config.seed)
    assert found.predicted == law.outcome(32, 5120)
    assert found.predicted.low <= found.predicted.value * 1.001


def test_what_is_written_is_what_was_found(swept):
    config, found, _ = swept
    written = json.loads((Path(config.output) / "sweep.json").read_text())
    assert written["larger"]["outcome"]["loss"] == found.larger.loss
    assert written["proposal"]["dictionary_size"] == found.proposal.dictionary_size
    assert written["config"]["sizes"] == [8, 16]
    assert [k for k, _ in written["k"]] == [2, 3, 4]
    text = "\n".join(lines(found))
    for part in ("outcome", "control: the best of the ladder", "--dictionary-size", "E "):
        assert part in text
    page = (Path(config.output) / "sweep.html").read_text()
    assert page.count("<svg") == 3
    assert "control: the best of the ladder" in page


def test_again_it_trains_nothing_and_finds_the_same(swept):
    config, found, _ = swept

    def nothing(runs):
        class Unread(SyntheticBatches):
            def next(self):
                raise AssertionError

        harvest = Artifact.open(next(iter(runs.values())).activations)
        return train_all(runs, Unread(), {"activations": harvest}, about_of(harvest))

    assert to_json(sweep(config, nothing)) == to_json(found)


def test_rates_of_the_ladder_are_multiples_of_the_derived_one(acts):
    runs = ladder(sweep_config(acts, "o", rates=[0.25, 1.0]))
    assert len(runs) == 16
    for name, run in runs.items():
        factor = 0.25 if name.endswith("0.25x") else 1.0
        assert run.learning_rate == pytest.approx(factor * default_rate(run))
        assert run.output == f"o/dictionaries/{name}"


@pytest.mark.parametrize(
    ("kind", "widths", "d_in", "l0"),
    [
        ("topk", [16], 16, 3),
        ("transcoder", [16, 8], 16, 3),  # of the two it reads the first
        ("crosscoder", [16, 8], 24, 3),
        ("relu_l1", [16], 16, PlanConfig(model="gpt2").k),
        ("jump_relu", [16], 16, PlanConfig(model="gpt2").k),
    ],
)
def test_a_run_costs_what_a_plan_says_of_its_kind(kind, widths, d_in, l0, tmp_path):
    parts = [{"width": width} for width in widths]
    with Draft.begin(tmp_path / "acts", "harvest", {}, {}) as draft:
        draft.finish({}, {"d_in": sum(widths)} | ({"parts": parts} if len(parts) > 1 else {}))
    own = kind_config(kind, 64)
    run = TrainConfig(activations=str(tmp_path / "acts"), output="o", dictionary=own, batch_size=96)
    for size, n_steps in ((2048, 10), (8192, 10), (8192, 70)):
        asked = flops.training(kind, d_in, size, 96, l0, n_steps)
        assert cost_of(run)(size, n_steps) == asked
    assert cost_of(run)(2, 1) == flops.training(kind, d_in, 2, 96, 2, 1)  # no more than there are


def row(rate, explained, size=8, **more):
    fixed = {"dictionary_size": size, "n_tokens": 640, "learning_rate": rate}
    return {**fixed, "explained_variance": explained, **more}


def test_a_rung_is_its_best_learning_rate(acts):
    run = next(iter(ladder(sweep_config(acts, "o")).values()))
    rows = [row(1e-3, 0.5), row(4e-3, 0.7), row(2e-3, 0.8), row(8e-3, 0.0, stopped="diverged")]
    rows += [row(1e-3, 0.9, 16), row(2e-3, 0.8, 16)]
    one, two = rungs_of(rows, run, lambda size, n: 1.0 * size * n)
    assert (one.loss, one.at_edge, one.n_steps, one.flop) == (pytest.approx(0.2), False, 10, 80)
    assert 2e-3 < one.learning_rate < 4e-3
    assert (two.learning_rate, two.at_edge) == (1e-3, True)


def test_the_lowest_point_of_a_parabola():
    def loss(rate):
        return 0.3 + 0.05 * math.log(rate / 1.7e-3) ** 2

    rates = [1e-3, 2e-3, 5e-3]
    assert lowest(rates, [loss(rate) for rate in rates]) == pytest.approx(1.7e-3)
    assert lowest(rates, [0.5, 0.5, 0.5]) == pytest.approx(2e-3)


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"sizes": [8]}, "too few for a law"),
        ({"sizes": [8, 8, 16]}, "each there once"),
        ({"rates": []}, "rates is empty"),
        ({"larger_size": 16}, "larger_size=16 is within the ladder"),
        ({"larger_tokens": 100}, "larger_tokens=100 is within the ladder"),
        ({"budget": -1.0}, "positive number of FLOP"),
        (
            {"train": {"activations": "a", "n_tokens": 5}},
            "train has n_tokens, which a sweep chooses",
        ),
        ({"sises": [8]}, "Did you mean 'sizes'"),
    ],
)
def test_a_sweep_that_cannot_be_is_refused(acts, changes, message):
    with pytest.raises(SondeError, match=message):
        ladder(sweep_config(acts, "o", **changes))


def test_a_budget_for_no_step_is_refused_before_anything_is_trained(acts, tmp_path):
    with pytest.raises(SondeError, match="pays for no step of the smallest dictionary"):
        sweep(sweep_config(acts, tmp_path / "out", budget=100.0), train=lambda runs: 1 / 0)


@pytest.fixture(scope="module")
def gridded(acts, tmp_path_factory):
    fields = {
        "output": str(tmp_path_factory.mktemp("grid") / "out"),
        "train": {"activations": str(acts[0].path), **TRAIN, "n_tokens": 1280},
        "vary": {
            "dictionary.kind": ["topk", "relu_l1"],
            "learning_rate": [1e-2, 1e30],
            "seed": [0, 1],
        },
        "measure_on": str(acts[1].path),
    }
    fields["train"]["dictionary"] = {"dictionary_size": 24, "k": 3}
    config = parse(GridConfig, fields)
    return config, grid(config)


def test_the_table_of_a_grid_has_a_row_for_every_run(gridded):
    _, rows = gridded
    assert len(rows) == 8
    shown = table(rows)
    assert [line[0] for line in shown[1:]] == [row["name"] for row in rows]
    assert sum("diverged" in line for line in shown) == 4
    assert all(len(line) == len(shown[0]) for line in shown)
    good = [row for row in rows if "stopped" not in row]
    assert all({"matched", "control_matched"} <= row["stability"].keys() for row in good)
    assert "diverged at learning rate" in "\n".join(grid_lines(rows))


def test_the_plot_has_a_line_for_every_kind_in_the_order_of_l0(gridded):
    _, rows = gridded
    curves = against_l0(rows)
    assert [*curves] == ["topk, 24 features, 1.28k", "relu_l1, 24 features, 1.28k"]
    for line in curves.values():
        assert line["x"] == sorted(line["x"])
        assert len(line["x"]) == 2


def test_what_is_measured_on_is_not_what_is_trained_on_first(acts):
    run = next(iter(ladder(sweep_config(acts, "o")).values()))
    reader = ShardBatches(acts[0], run.batch_size, run.token_order, run.window)
    first = {tuple(row) for _ in range(4) for row in reader.next().tolist()}
    same, other = (batches_to_measure(run, path) for path in (None, str(acts[1].path)))
    assert len(same) == len(other) == N_MEASURED
    share = sum(tuple(row) in first for x in same for row in x.tolist()) / (16 * run.batch_size)
    assert share < 0.2  # of 256 rows among 4,096, read in another order
    assert not any(tuple(row) in first for x in other for row in x.tolist())


def test_a_grid_writes_its_table_and_page(gridded):
    config, rows = gridded
    folder = Path(config.output)
    assert json.loads((folder / "grid.json").read_text())["runs"] == rows
    page = (folder / "grid.html").read_text()
    assert page.count("<svg") == 1
    assert all(row["name"] in page for row in rows)
    assert grid(config) == rows


def test_the_verb_trains_the_runs_of_a_file(acts, tmp_path, capsys, monkeypatch):
    fields = {"train": {"activations": str(acts[0].path), **TRAIN}, "vary": {"seed": [0]}}
    fields["train"]["dictionary"] = {"kind": "topk", "dictionary_size": 8, "k": 2}
    (tmp_path / "grid.yaml").write_text(yaml.safe_dump({**fields, "output": "nowhere"}))
    words = ["sonde", "grid", str(tmp_path / "grid.yaml"), "--output", str(tmp_path / "out")]
    monkeypatch.setattr("sys.argv", [*words, "--set", "train.n_tokens=640", "--json"])
    with pytest.raises(SystemExit) as stop:
        main()
    assert stop.value.code == 0
    (row,) = json.loads(capsys.readouterr().out)["runs"]
    assert (row["name"], row["n_tokens"], row["dictionary_size"]) == ("seed0", 640, 8)
    assert (tmp_path / "out" / "dictionaries" / "seed0" / "manifest.json").exists()
