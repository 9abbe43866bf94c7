"""Runs over a Ray cluster: the same folders and bytes as in one process."""

import sys
import tempfile
from pathlib import Path

import pytest

from sonde.activations import reader
from sonde.activations.reader import ShardBatches
from sonde.core.artifact import partial
from sonde.core.config import parse
from sonde.core.errors import SondeError
from sonde.dictionary.grid import STOPPED
from sonde.dictionary.varying import GridConfig, runs_of
from sonde.scale import tune as module
from sonde.scale.train import train_together
from sonde.scale.tune import one_run, train_over_cluster
from synthetic_harvest import harvested

TRAIN = {"batch_size": 64, "window": 512, "n_tokens": 1280}


def grid_of(acts, output, **vary):
    dictionary = {"kind": "topk", "dictionary_size": 16, "k": 3}
    train = {"activations": str(acts.path), **TRAIN, "dictionary": dictionary}
    return runs_of(parse(GridConfig, {"output": str(output), "train": train, "vary": vary}))


@pytest.fixture(scope="module")
def acts(tmp_path_factory):
    return harvested(tmp_path_factory.mktemp("acts") / "train")


def weights_of(run):
    return (Path(run.output) / "dictionary.safetensors").read_bytes()


def test_a_process_of_the_cluster_does_what_the_grid_does(acts, tmp_path):
    """Ray apart: the function that it maps."""
    here = grid_of(acts, tmp_path / "here", learning_rate=[1e-2, 1e30], seed=[0, 1])
    there = grid_of(acts, tmp_path / "there", learning_rate=[1e-2, 1e30], seed=[0, 1])
    trained = train_together(here)
    plain = {name: module.to_dict(run) for name, run in there.items()}
    for name, run in there.items():
        for _ in range(2):  # what diverged is remembered, as in a grid
            said = one_run({"name": name}, plain)
            assert said == {"stopped": trained.stopped.get(name, ""), "failed": ""}
        assert said["stopped"] or weights_of(run) == weights_of(here[name])
        assert bool(said["stopped"]) == (partial(Path(run.output)) / STOPPED).exists()


def test_what_no_second_try_can_mend_is_handed_over(acts, tmp_path, monkeypatch):
    """Or Ray would start the run again, to the same end."""

    class Poisoned(ShardBatches):
        def next(self):
            return super().next() * float("nan")

    monkeypatch.setattr(reader, "ShardBatches", Poisoned)
    (name, run), *_ = grid_of(acts, tmp_path, seed=[0, 1]).items()
    found = one_run({"name": name}, {name: module.to_dict(run)})
    assert "NaN or infinite" in found["failed"]


def test_without_ray_it_says_what_to_install(acts, tmp_path, monkeypatch):
    monkeypatch.setitem(sys.modules, "ray", None)
    with pytest.raises(SondeError, match=r"pip install .*\.\[ray\]"):
        train_over_cluster(grid_of(acts, tmp_path))


@pytest.mark.slow
@pytest.mark.timeout(240)
@pytest.mark.filterwarnings("ignore")
def test_a_cluster_trains_the_same_bytes(acts, tmp_path, monkeypatch):
    ray = pytest.importorskip("ray", reason="Ray is not installed")
    monkeypatch.setenv("RAY_USAGE_STATS_ENABLED", "0")
    monkeypatch.setenv("RAY_AUTH_MODE", "disabled")
    here = grid_of(acts, tmp_path / "here", learning_rate=[1e-2, 1e30])
    there = grid_of(acts, tmp_path / "there", learning_rate=[1e-2, 1e30])
    with tempfile.TemporaryDirectory(prefix="ray-", ignore_cleanup_errors=True) as folder:
        ray.init(
            num_cpus=2,
            include_dashboard=False,
            log_to_driver=False,
            _node_ip_address="127.0.0.1",
            _temp_dir=folder,
        )
        try:
            trained = train_over_cluster(there, cpus=0.5)
        finally:
            ray.shutdown()
    local = train_together(here)
    assert trained.done.keys() == local.done.keys() == {"rate0.01"}
    assert trained.stopped.keys() == local.stopped.keys() == {"rate1e+30"}
    assert weights_of(there["rate0.01"]) == weights_of(here["rate0.01"])
