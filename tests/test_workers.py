"""One dictionary over the processes of a Ray cluster."""

import os
import signal
import sys
import tempfile
import threading
import time
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import pytest
import torch

from sonde.activations.config import HarvestConfig
from sonde.cli import main
from sonde.cli.pipeline import train_stage
from sonde.core.artifact import partial
from sonde.core.comms import ALONE
from sonde.core.config import parse, write
from sonde.core.errors import SondeError
from sonde.core.files import load_tensors
from sonde.core.scaling import ScalingConfig
from sonde.dictionary.checkpoint import latest
from sonde.dictionary.config import TrainConfig
from sonde.dictionary.training import identity
from sonde.dictionary.varying import GridConfig, runs_of
from sonde.scale import train as scale
from sonde.scale.train import train_here, train_over_workers
from synthetic_harvest import harvested


@pytest.fixture(scope="module")
def acts(tmp_path_factory):
    return harvested(tmp_path_factory.mktemp("acts") / "train")


def config_of(acts, output, n_steps=20, workers=1, groups=1, **settings):
    dictionary = {"kind": "matryoshka", "dictionary_size": 17, "k": 3}
    train = {"batch_size": 64, "window": 512, "n_tokens": 64 * n_steps, "checkpoint_every": 5}
    paths = {"activations": str(acts.path), "output": str(output), "dictionary": dictionary}
    paths["scaling"] = {"workers": workers, "groups": groups, "cpus_per_worker": 0.5}
    return parse(TrainConfig, {**train, **paths, "learning_rate": 1e-3, **settings})


def test_without_ray_it_says_what_to_install(acts, tmp_path, monkeypatch):
    monkeypatch.setitem(sys.modules, "ray", None)
    with pytest.raises(SondeError, match=r"pip install .*\.\[ray\]"):
        train_over_workers(config_of(acts, tmp_path / "out", workers=2))


REFUSED = {
    "use at most 17 workers in a group": {"workers": 36, "groups": 2},
    "use at most 64 groups, or raise batch_size": {"workers": 65, "groups": 65},
    "5 workers cannot form 2 groups of equal size: use 4 workers": {"workers": 5, "groups": 2},
    "2 workers cannot form 3 groups of equal size: use 3 workers": {"workers": 2, "groups": 3},
    "scaling.groups=0 must be at least 1": {"groups": 0},
    "scaling.workers=-1 must be at least 1": {"workers": -1},
    "must be zero or positive": {"scaling": {"gpus_per_worker": -1}},
}


@pytest.mark.parametrize("expected", REFUSED)
def test_what_no_cluster_could_do_is_refused_with_the_config(expected, acts, tmp_path):
    with pytest.raises(SondeError, match=expected):
        config_of(acts, tmp_path / "out", **REFUSED[expected])


def test_who_works_on_a_run_is_no_part_of_what_it_is(acts, tmp_path):
    one, several = (config_of(acts, tmp_path / "out", workers=n) for n in (1, 4))
    assert one != several
    assert identity(one, None, None) == identity(several, None, None)


def test_the_command_gives_the_section_to_the_cluster(acts, tmp_path, monkeypatch):
    """From a file or from flags; alone it trains here."""
    given = []
    monkeypatch.setattr(scale, "train_over_workers", lambda config: given.append(config) or acts)
    config = config_of(acts, tmp_path / "out", workers=4, groups=2)
    train_stage(config)
    train_stage(replace(config, scaling=ScalingConfig(address="auto")))
    assert given == [config, replace(config, scaling=ScalingConfig(address="auto"))]
    file = tmp_path / "train.yaml"
    write(replace(config, scaling=ScalingConfig(workers=4)), file)
    typed = [
        "sonde",
        "train",
        "--config",
        str(file),
        "--scaling-groups",
        "2",
        "--cpus-per-worker",
        "2",
    ]
    monkeypatch.setattr(sys, "argv", [*typed, "--json"])
    with pytest.raises(SystemExit):
        main()
    assert given[-1].scaling == ScalingConfig(workers=4, groups=2, cpus_per_worker=2.0)


def test_each_process_takes_the_gpu_that_ray_train_gives_it(acts, tmp_path, monkeypatch):
    """It sees those of its neighbours too."""
    monkeypatch.setattr(scale, "in_groups", lambda n: ALONE)
    found, config = [], config_of(acts, tmp_path / "out", workers=2)
    monkeypatch.setattr(scale, "train_here", lambda config, comms: found.append(config.device))
    monkeypatch.setattr("ray.train.torch.get_device", lambda: torch.device("cuda", 3))
    given = {"stopped": str(tmp_path / "out.stopped")}
    for gpus in (False, True):
        plain = scale.to_dict(scale.on_own(config, gpus))
        scale.one_worker({**given, "plain": plain, "gpus": gpus})
    assert found == ["cpu", "cuda:3"]


def test_a_running_model_is_not_read_by_several(acts, tmp_path):
    live = HarvestConfig(model={"path": "m"}, text={"sources": ["t"]}, output="o")
    with pytest.raises(SondeError, match="leave out `stream`"):
        train_stage(config_of(acts, tmp_path / "out", workers=2), live)


def test_a_grid_leaves_the_processes_to_the_flag(acts, tmp_path):
    train = {"activations": str(acts.path), "scaling": {"workers": 2}}
    with pytest.raises(SondeError, match="by --cluster"):
        runs_of(GridConfig(output=str(tmp_path), train=train, vary={"seed": [0, 1]}))
    with pytest.raises(SondeError, match="unknown field 'scaling'"):
        runs_of(GridConfig(output=str(tmp_path), train={}, vary={"scaling": [{"workers": 2}]}))


def test_a_cluster_that_does_not_answer_is_named(monkeypatch):
    def refuse(address, **rest):
        raise ConnectionError("nobody is there")

    silent = SimpleNamespace(is_initialized=lambda: False, init=refuse)
    monkeypatch.setitem(sys.modules, "ray", silent)
    with pytest.raises(SondeError, match=r"'first:6379' .*ray start --head"):
        scale.connect("first:6379")
    scale.connect(None)


def test_what_a_worker_refuses_is_said_and_the_next_try_ends_at_once(acts, tmp_path, monkeypatch):
    """Others may wait for it, so it raises, and Ray starts all again."""
    monkeypatch.setattr(scale, "in_groups", lambda n: ALONE)
    stopped = tmp_path / "out.stopped"
    config = config_of(acts, tmp_path / "out", window=256)
    train_here(replace(config, n_tokens=64))
    plain = {"plain": scale.to_dict(config), "stopped": str(stopped), "gpus": False}
    with pytest.raises(SondeError, match="holds a different run") as refused:
        scale.one_worker(plain)
    (why,) = scale.reasons(stopped)
    assert scale.read_json(why) == str(refused.value)
    monkeypatch.setattr(scale, "train_here", None)
    scale.one_worker(plain)


def test_what_can_be_refused_is_refused_before_a_cluster_is_started(acts, tmp_path, monkeypatch):
    def never(address):
        raise AssertionError("a cluster was started")

    pytest.importorskip("ray", reason="Ray is not installed")
    monkeypatch.setattr(scale, "connect", never)
    with pytest.raises(SondeError, match="fewer than one batch"):
        train_over_workers(config_of(acts, tmp_path / "out", workers=2, batch_size=5000))


@pytest.fixture
def cluster(monkeypatch):
    ray = pytest.importorskip("ray", reason="Ray is not installed")
    monkeypatch.setenv("RAY_USAGE_STATS_ENABLED", "0")
    monkeypatch.setenv("RAY_AUTH_MODE", "disabled")
    with tempfile.TemporaryDirectory(prefix="ray-", ignore_cleanup_errors=True) as folder:
        ray.init(
            num_cpus=2,
            include_dashboard=False,
            log_to_driver=False,
            _node_ip_address="127.0.0.1",
            _temp_dir=folder,
        )
        yield ray
        ray.shutdown()


@pytest.mark.slow
@pytest.mark.timeout(240)
@pytest.mark.filterwarnings("ignore")
def test_a_cluster_trains_the_dictionary_of_one_process_though_a_worker_is_killed(
    acts, tmp_path, cluster
):
    """The one that keeps the draft. Of two groups another: `test_machines.py`."""
    n_steps = 400
    output = tmp_path / "there"
    killed = []

    def kill():
        """SIGKILL to a worker once there is a checkpoint."""
        while not (found := latest(partial(output))):
            time.sleep(0.02)
        lock = str(partial(output) / "lock")
        victim = next(p for p in workers_of_ray() if has_open(p, lock))
        os.kill(victim, signal.SIGKILL)
        killed.append(found.name)

    killer = threading.Thread(target=kill, daemon=True)
    killer.start()
    train_over_workers(config_of(acts, output, n_steps, workers=2))
    killer.join(10)
    assert killed
    assert killed[0] < f"step-{n_steps:010}"
    train_here(config_of(acts, tmp_path / "here", n_steps), ALONE)
    found, expected = (
        load_tensors(tmp_path / name / "dictionary.safetensors") for name in ("there", "here")
    )
    for name in expected:
        torch.testing.assert_close(found[name], expected[name], rtol=1e-3, atol=1e-3, msg=name)


def workers_of_ray():
    """The processes under this one that train."""
    found = []
    for place in Path("/proc").glob("[0-9]*"):
        try:
            line = (place / "cmdline").read_bytes().decode(errors="replace")
            ours = (
                line.startswith("ray::") and "RayTrainWorker" in line and is_below(int(place.name))
            )
        except OSError:  # it ended meanwhile
            continue
        if ours:
            found.append(int(place.name))
    return found


def has_open(process, path):
    """Whether a process holds a file open."""
    for link in Path(f"/proc/{process}/fd").iterdir():
        with suppress(OSError):  # it was closed meanwhile
            if os.readlink(link) == path:
                return True
    return False


def is_below(process):
    while process > 1 and process != os.getpid():
        status = Path(f"/proc/{process}/stat").read_text()
        process = int(status.rpartition(")")[2].split()[1])
    return process == os.getpid()


@pytest.mark.slow
@pytest.mark.timeout(240)
@pytest.mark.filterwarnings("ignore")
def test_a_run_that_diverges_says_so_once(acts, tmp_path, cluster):
    config = config_of(acts, tmp_path / "out", workers=2, learning_rate=1e30)
    with pytest.raises(SondeError, match="diverged at learning rate"):
        train_over_workers(config)
