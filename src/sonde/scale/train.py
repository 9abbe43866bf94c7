"""One dictionary over several processes of a cluster, by Ray Train: each calls `train`, holds a
share of the features, and learns from the tokens of its group.

The dictionary is that of one process to float tolerance. When a process dies, all are started again
and go on from the last checkpoint that is whole. All must see the folders by the same absolute
paths, and each reads every activation.
"""

import glob
import os
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from sonde.activations.reader import Given, given
from sonde.core.artifact import Artifact
from sonde.core.comms import ALONE, Comms, in_groups
from sonde.core.config import parse, to_dict
from sonde.core.errors import SondeError, how_to_install
from sonde.core.files import read_json, write_json
from sonde.dictionary.config import TrainConfig
from sonde.dictionary.grid import Trained, train_all
from sonde.dictionary.training import Hopeless, train

TRIES = 3  # further ones, when a process died


def train_over_workers(config: TrainConfig) -> Artifact:
    """`sonde train` as the section `scaling` says."""
    scaling = config.scaling
    ray_train, ray_torch = imported()
    from sonde.scale.network import ByRayAddress

    config = absolute(config)
    given_to({"": config})  # what it refuses is refused before anything is started
    connect(scaling.address)
    records = Path(config.output).parent / "ray"  # Train's own
    stopped = records / f"{Path(config.output).name}.stopped"
    for reason in reasons(stopped):
        reason.unlink()
    records.mkdir(parents=True, exist_ok=True)
    gpus = scaling.gpus_per_worker
    share = {"CPU": scaling.cpus_per_worker} | ({"GPU": gpus} if gpus else {})
    trainer = ray_torch.TorchTrainer(
        one_worker,
        train_loop_config={
            "plain": to_dict(on_own(config, bool(gpus))),
            "stopped": str(stopped),
            "gpus": bool(gpus),
        },
        torch_config=ByRayAddress(backend="nccl" if gpus else "gloo"),
        scaling_config=ray_train.ScalingConfig(
            num_workers=scaling.workers, use_gpu=bool(gpus), resources_per_worker=share
        ),
        run_config=ray_train.RunConfig(
            name=Path(config.output).name,
            storage_path=str(records),
            failure_config=ray_train.FailureConfig(max_failures=TRIES),
        ),
    )
    try:
        trainer.fit()
    except Exception as error:
        raise SondeError(
            f"Training on the cluster failed: {error} What is in the last checkpoint is kept: give "
            "the same command again to go on."
        ) from error
    if why := reasons(stopped):
        raise Hopeless(read_json(why[0]))
    return Artifact.open(config.output, "train")


def one_worker(given: dict[str, Any]) -> None:
    """What each process does. Where there is nothing to go on for, all are started once more, and
    end at once: others may wait for the one that raised."""
    import torch

    stopped = Path(given["stopped"])
    if reasons(stopped):
        return
    torch.set_num_threads(max(1, int(os.environ.get("OMP_NUM_THREADS", "1"))))
    config = parse(TrainConfig, given["plain"])
    if given["gpus"]:  # Ray Train shows a process those of its neighbours too
        config = replace(config, device=str(imported()[1].get_device()))
    comms = in_groups(config.scaling.groups)
    try:
        train_here(config, comms)
    except Hopeless as error:  # seen by all
        if comms.rank == 0:
            write_json(reason_of(stopped, 0), str(error))
    except SondeError as error:
        write_json(reason_of(stopped, comms.rank), str(error))
        raise


def reason_of(stopped: Path, rank: int) -> Path:
    """Where a worker says why it stopped: each in a file of its own."""
    return stopped.with_name(f"{stopped.name}-{rank:05}.json")


def reasons(stopped: Path) -> list[Path]:
    """What workers said, that of worker 0 first: others may know no more than that it has one."""
    return sorted(stopped.parent.glob(f"{glob.escape(stopped.name)}-*.json"))


def on_own(config: TrainConfig, gpus: bool) -> TrainConfig:
    """With no share of a GPU on a processor, though Ray hides none from such a process."""
    return replace(config, device="auto" if gpus else "cpu")


def train_here(config: TrainConfig, comms: Comms = ALONE) -> Artifact:
    """Trains on harvested shards, alone or as one of several."""
    return train(config, *given_to({"": config}), comms)


def train_together(runs: Mapping[str, TrainConfig]) -> Trained:
    """`train_all` on the harvested shards that the runs name."""
    return train_all(runs, *given_to(runs))


def given_to(runs: Mapping[str, TrainConfig]) -> Given:
    """What the first reads, which is what all do."""
    run, *_ = runs.values()
    outputs = [other.output for other in runs.values()]
    return given(run.activations, outputs, run.batch_size, run.token_order, run.window)


def absolute(run: TrainConfig) -> TrainConfig:
    """A process of a cluster has a working folder of its own."""
    places = [str(Path(path).resolve()) for path in (run.activations, run.output)]
    return replace(run, activations=places[0], output=places[1])


def connect(address: str | None) -> None:
    """To a cluster that is running; without an address Ray Train starts one where none is."""
    import ray

    if address is None or ray.is_initialized():
        return
    try:
        ray.init(address=address, log_to_driver=False)
    except (ConnectionError, ValueError, RuntimeError) as error:
        raise SondeError(
            f"No cluster of Ray answers at {address!r} ({error}): start one by `ray start --head`, "
            "and give auto on that machine, or the HOST:PORT that it prints."
        ) from error


def imported() -> tuple[Any, Any]:
    """`ray.train` and `ray.train.torch`."""
    try:
        from ray import train as ray_train
        from ray.train import torch as ray_torch
    except ImportError:
        raise SondeError(f"Ray is not installed: {how_to_install('ray')}.") from None
    return ray_train, ray_torch
