"""How many processes of a cluster work on one thing, and how; as a section of a config,

    scaling:
      workers: 16
      groups: 4
      address: auto
      gpus_per_worker: 1

are four groups of four on a cluster that is running. Light: imports neither torch nor Ray.
"""

from sonde.core.config import config
from sonde.core.errors import SondeError


@config
class ScalingConfig:
    workers: int = 1  # processes of a Ray cluster that train one dictionary together
    groups: int = 1  # of workers: features are divided inside a group, tokens between groups
    address: str | None = None  # of a running cluster: auto, HOST:PORT; absent, Ray starts here
    cpus_per_worker: float = 1.0  # processors of each; may be a fraction
    gpus_per_worker: int = 0  # GPUs of each: with some they talk by nccl, with none by gloo

    def __post_init__(self) -> None:
        for name in ("workers", "groups"):
            if getattr(self, name) < 1:
                raise SondeError(f"scaling.{name}={getattr(self, name)} must be at least 1.")
        if self.workers % self.groups:
            near = self.workers // self.groups * self.groups or self.groups
            raise SondeError(
                f"{self.workers} workers cannot form {self.groups} groups of equal size: use "
                f"{near} workers, or another number of groups."
            )
        if not 0 <= self.cpus_per_worker < float("inf") or self.gpus_per_worker < 0:
            given = f"cpus_per_worker={self.cpus_per_worker} gpus_per_worker={self.gpus_per_worker}"
            raise SondeError(f"scaling: {given} must be zero or positive.")

    @property
    def shards(self) -> int:
        """Workers of a group, who share the features."""
        return self.workers // self.groups

    @property
    def on_cluster(self) -> bool:
        return self.workers > 1 or self.address is not None


def refuse_more_workers(n_workers: int, dictionary_size: int) -> None:
    if n_workers > dictionary_size:
        raise SondeError(
            f"{n_workers} workers are more than the {dictionary_size} features they would share: "
            f"use at most {dictionary_size} workers in a group, or raise dictionary_size."
        )
