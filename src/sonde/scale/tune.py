"""Many runs over a cluster by Ray Tune: each is `train`, in a process of its own.

The runs, their folders and their bytes are those of `train_all`; the activations are read once for
every run instead of once for all. A run whose process dies is started again and goes on from its
checkpoint. All processes must see the folders by the same absolute paths.
"""

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from sonde.core.artifact import Artifact
from sonde.core.config import parse, to_dict
from sonde.core.errors import SondeError, how_to_install
from sonde.dictionary.config import TrainConfig
from sonde.dictionary.grid import Trained
from sonde.scale.train import absolute, given_to, on_own, train_together

TRIES = 2  # further ones, of a run whose process died


def train_over_cluster(
    runs: Mapping[str, TrainConfig], cpus: float = 1.0, gpus: float = 0.0
) -> Trained:
    """Trains every run that is not finished, as many at a time as the cluster has room for. `cpus`
    and `gpus` are what each takes, fractions allowed. Ray is started where it is not running."""
    tune = ray_tune()
    given_to(runs)  # what it refuses is refused before anything is started
    names = list(runs)
    plain = {name: to_dict(on_own(absolute(runs[name]), bool(gpus))) for name in names}
    work = tune.with_parameters(one_run, plain=plain)
    trial = tune.with_resources(work, {"cpu": cpus, "gpu": gpus})
    failures = tune.FailureConfig(max_failures=TRIES)
    kept = str(Path(plain[names[0]]["output"]).parent.parent / "ray")  # Tune's own records
    tuner = tune.Tuner(
        trial,
        param_space={"name": tune.grid_search(names)},
        run_config=tune.RunConfig(verbose=0, failure_config=failures, storage_path=kept),
    )
    found = Trained({}, {})
    for result in tuner.fit():
        name = result.config["name"]
        if result.error is not None:
            raise SondeError(
                f"Run {name} failed on the cluster: {result.error} "
                "Give the same command again to go on."
            )
        if why := result.metrics.get("failed"):
            raise SondeError(f"Run {name}: {why}")
        if why := result.metrics.get("stopped"):
            found.stopped[name] = why
        else:
            found.done[name] = Artifact.open(plain[name]["output"], "train")
    return found


def one_run(given: dict[str, Any], plain: dict[str, dict[str, Any]]) -> dict[str, Any]:
    """What a process of the cluster does: the run that it is given the name of. What another try
    would not mend is handed over."""
    import torch

    torch.set_num_threads(max(1, int(os.environ.get("OMP_NUM_THREADS", "1"))))
    name = given["name"]
    try:
        trained = train_together({name: parse(TrainConfig, plain[name])})
    except SondeError as error:
        return {"stopped": "", "failed": str(error)}
    return {"stopped": trained.stopped.get(name, ""), "failed": ""}


def ray_tune() -> Any:
    try:
        from ray import tune
    except ImportError:
        raise SondeError(f"Ray is not installed: {how_to_install('ray')}.") from None
    return tune
