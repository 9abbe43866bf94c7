"""Configs of a plan and of a sweep. Light: imports no torch."""

from typing import Any, Literal

from sonde.core.config import config
from sonde.core.errors import SondeError

Name = Literal[
    "matryoshka", "batch_topk", "topk", "random_decoder", "jump_relu", "gated", "relu_l1"
]


@config
class PlanConfig:
    model: str  # hub name of a well-known model, or a folder with a config.json
    hook_point: str = "middle"  # where activations are read, such as layers.6.resid_post
    kind: Name = "matryoshka"  # kind of dictionary
    dictionary_size: int = 4096  # number of features
    k: int = 32  # features active per token; where the kind has no k, the L0 expected of it
    groups: int = 5  # nested dictionaries of a matryoshka
    n_tokens: int | None = None  # tokens to train on; a rule for the size when absent
    harvest_tokens: int | None = None  # tokens to harvest; as many as are trained on when absent
    evaluate_tokens: int = 50_000  # tokens to measure fidelity on
    atlas_tokens: int = 1_000_000  # tokens the atlas reads
    context_length: int = 256  # tokens in a block
    batch_blocks: int = 16  # blocks in one pass of the model
    batch_size: int = 2048  # tokens in a training step
    shard_tokens: int = 1 << 16  # tokens in a shard
    chunk_tokens: int = 1 << 16  # tokens in a part of the atlas
    n_neighbours: int = 12  # nearest decoder directions that the atlas keeps
    dtype: str = "auto"  # of the model's products: float32, or bfloat16 where the device has it
    storage_dtype: Literal["bfloat16", "float32"] = "bfloat16"  # how activations are stored
    stream: bool = False  # train while the model runs, storing no activations
    hardware: str = "cpu"  # such as 8xH100; cpu is this machine, measured
    efficiency: float = 0.5  # share of the peak rates that is reached, for the hours

    def __post_init__(self) -> None:
        for name in (
            "dictionary_size evaluate_tokens atlas_tokens batch_blocks batch_size shard_tokens "
            "chunk_tokens groups"
        ).split():
            if getattr(self, name) < 1:
                raise SondeError(f"{name}={getattr(self, name)} must be at least 1.")
        for name in ("n_tokens", "harvest_tokens"):
            if (value := getattr(self, name)) is not None and value < 1:
                raise SondeError(f"{name}={value} must be at least 1, or left out.")
        if not 1 <= self.k <= self.dictionary_size:
            mend = "raise k: 32 is usual" if self.k < 1 else "lower k or raise dictionary_size"
            raise SondeError(f"k={self.k} is outside 1..{self.dictionary_size}: {mend}.")
        if self.context_length < 2:
            raise SondeError(f"context_length={self.context_length} is below 2: 256 is usual.")
        if self.n_neighbours < 0:
            raise SondeError(f"n_neighbours={self.n_neighbours} must be at least 0.")
        if not 0 < self.efficiency <= 1:
            raise SondeError(f"efficiency={self.efficiency} is a share: above 0, at most 1.")


@config
class SweepConfig:
    output: str  # directory of the sweep: dictionaries, sweep.json, sweep.html
    train: dict[str, Any]  # what all runs share: fields of TrainConfig
    sizes: tuple[int, ...] = (256, 512, 1024)  # dictionary sizes of the ladder
    tokens: tuple[int, ...] = (250_000, 500_000, 1_000_000)  # each size is trained on each of these
    rates: tuple[float, ...] = (0.5, 1.0, 2.0)  # learning rates, in multiples of the derived one
    ks: tuple[int, ...] = ()  # further k, tried at the middle of the ladder
    larger_size: int | None = None  # of the run that is predicted; twice the largest when absent
    larger_tokens: int | None = None  # of the same; twice the most when absent
    budget: float | None = None  # FLOP to propose for; ten times the larger run's when absent
    measure_on: str | None = None  # activations of other text to measure on; else of the same
    seed: int = 0  # of the bands

    def __post_init__(self) -> None:
        for name in ("sizes", "tokens", "rates", "ks"):
            values = getattr(self, name)
            if any(value <= 0 for value in values) or len(set(values)) < len(values):
                raise SondeError(f"{name}={values} should be positive and each there once.")
        if len(self.sizes) < 2 or len(self.tokens) < 2 or len(self.sizes) * len(self.tokens) < 7:
            raise SondeError(
                f"{len(self.sizes)} sizes x {len(self.tokens)} tokens are too few for a law: give "
                "at least two of each and seven combinations."
            )
        if not self.rates:
            raise SondeError("rates is empty: give at least 1.0, the derived learning rate.")
        for name, most in (("larger_size", self.sizes), ("larger_tokens", self.tokens)):
            if (value := getattr(self, name)) is not None and value <= max(most):
                raise SondeError(
                    f"{name}={value} is within the ladder, whose most is {max(most)}: a prediction "
                    "is of a run beyond it."
                )
        if self.budget is not None and not 0 < self.budget < float("inf"):
            raise SondeError(f"budget={self.budget} must be a positive number of FLOP.")
