"""Several machines: each a network of its own on this one, with processes and an address that only
the others of its kind reach. What is sent crosses a wire, and a whole machine can die."""

import importlib
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
from contextlib import suppress
from types import SimpleNamespace

import pytest
import torch

from sonde.core.artifact import Artifact, partial
from sonde.core.comms import ALONE
from sonde.core.config import parse, write
from sonde.core.files import load_tensors
from sonde.dictionary.checkpoint import latest
from sonde.dictionary.config import TrainConfig
from sonde.scale.train import train_here
from synthetic_harvest import harvested

N_STEPS = 400


@pytest.fixture
def network():
    pytest.importorskip("ray", reason="Ray is not installed")
    return importlib.import_module("sonde.scale.network")


def test_an_interface_is_found_by_its_address(network):
    assert network.interface_of("127.0.0.1") in ("lo", "lo0")
    assert network.interface_of("198.51.100.7") is None  # of no machine: kept for documentation


def test_processes_talk_over_the_interface_that_ray_knows_unless_told_otherwise(
    network, monkeypatch
):
    monkeypatch.setattr(network, "get_node_ip_address", lambda: "127.0.0.1")
    monkeypatch.setenv("GLOO_SOCKET_IFNAME", "chosen")
    network.choose_interface()
    assert os.environ["GLOO_SOCKET_IFNAME"] == "chosen"
    monkeypatch.delenv("GLOO_SOCKET_IFNAME")
    network.choose_interface()
    assert os.environ["GLOO_SOCKET_IFNAME"] == network.interface_of("127.0.0.1")


def test_that_is_said_before_the_processes_are_joined(network, monkeypatch):
    done = []
    monkeypatch.setattr(
        network.Joined, "on_start", lambda self, group, config: done.append("joined")
    )
    workers = SimpleNamespace(execute=done.append)
    network.ByRayAddress().backend_cls().on_start(workers, None)
    assert done == [network.choose_interface, "joined"]


class Machines:
    """Two, joined by a cable."""

    def __init__(self, folder):
        self.folder = folder
        self.names = [f"sonde-{os.getpid()}-{i}" for i in (1, 2)]
        self.addresses = ["10.77.0.1", "10.77.0.2"]
        off = {"RAY_USAGE_STATS_ENABLED": "0", "RAY_AUTH_MODE": "disabled"}
        self.env = {
            **os.environ,
            **off,
            "OMP_NUM_THREADS": "1",
            "RAY_health_check_period_ms": "500",
        }

    def connect(self):
        one, two = self.names
        for name in self.names:
            ip("netns", "add", name)
            ip("-n", name, "link", "set", "lo", "up")
        ip("link", "add", "wire", "netns", one, "type", "veth", "peer", "wire", "netns", two)
        for name, address in zip(self.names, self.addresses, strict=True):
            ip("-n", name, "addr", "add", f"{address}/24", "dev", "wire")
            ip("-n", name, "link", "set", "wire", "up")

    def start(self, which):
        """Ray: on the first machine its head."""
        join = ["--head", "--port", "6379", "--temp-dir", self.folder, "--include-dashboard=false"]
        if which:
            join = ["--address", f"{self.addresses[0]}:6379"]
        own = ["--node-ip-address", self.addresses[which], "--num-cpus", "1"]
        self.run(which, "ray.scripts.scripts", "start", *join, *own, check=True)

    def run(self, which, module, *words, check=False):
        command = ["ip", "netns", "exec", self.names[which], sys.executable, "-m", module, *words]
        return subprocess.run(command, env=self.env, capture_output=True, text=True, check=check)

    def kill(self, which):
        for process in ip("netns", "pids", self.names[which]).split():
            with suppress(ProcessLookupError):
                os.kill(int(process), signal.SIGKILL)

    def remove(self):
        for which, name in enumerate(self.names):
            with suppress(subprocess.CalledProcessError):
                self.kill(which)
                ip("netns", "del", name)


def ip(*words):
    return subprocess.run(["ip", *words], capture_output=True, text=True, check=True).stdout


@pytest.fixture
def machines():
    pytest.importorskip("ray", reason="Ray is not installed")
    if not shutil.which("ip"):
        pytest.skip("iproute2 is not installed")
    with tempfile.TemporaryDirectory(prefix="ray-", ignore_cleanup_errors=True) as folder:
        found = Machines(folder)
        try:
            found.connect()
        except subprocess.CalledProcessError as error:
            found.remove()
            pytest.skip(f"no network of one's own here: {error.stderr.strip()}")
        yield found
        found.remove()


def config_of(acts, output, **scaling):
    fields = {
        "activations": str(acts.path),
        "output": str(output),
        "dictionary": {"kind": "matryoshka", "dictionary_size": 17, "k": 3},
        "batch_size": 64,
        "window": 512,
        "n_tokens": 64 * N_STEPS,
        "checkpoint_every": 5,
        "learning_rate": 1e-3,
        "scaling": scaling,
    }
    return parse(TrainConfig, fields)


@pytest.mark.slow
@pytest.mark.timeout(400)
def test_two_machines_train_the_dictionary_of_one_though_one_of_them_dies_and_comes_back(
    machines, tmp_path
):
    """A group on each."""
    acts = harvested(tmp_path / "acts")
    machines.start(0)
    machines.start(1)
    address = f"{machines.addresses[0]}:6379"
    config = config_of(acts, tmp_path / "there", workers=2, groups=2, address=address)
    write(config, tmp_path / "train.yaml")
    killed = []

    def die_and_come_back():
        while not (found := latest(partial(tmp_path / "there"))):
            time.sleep(0.02)
        machines.kill(1)
        killed.append(found.name)
        machines.start(1)

    fate = threading.Thread(target=die_and_come_back, daemon=True)
    fate.start()
    done = machines.run(0, "sonde", "train", "--config", str(tmp_path / "train.yaml"))
    assert done.returncode == 0, done.stderr
    fate.join(60)
    assert killed
    assert killed[0] < f"step-{N_STEPS:010}"
    train_here(config_of(acts, tmp_path / "here"), ALONE)
    found, expected = (
        load_tensors(Artifact.open(tmp_path / name, "train").path / "dictionary.safetensors")
        for name in ("there", "here")
    )
    for name in expected:
        torch.testing.assert_close(found[name], expected[name], rtol=1e-3, atol=1e-3, msg=name)
