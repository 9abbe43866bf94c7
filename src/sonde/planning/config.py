"""Config of a plan. Light: imports no torch."""

from typing import Literal

from sonde.core.config import config
from sonde.core.errors import SondeError
from sonde.planning.kinds import L0

Name = Literal[
    "matryoshka",
    "batch_topk",
    "topk",
    "random_decoder",
    "transcoder",
    "crosscoder",
    "jump_relu",
    "gated",
    "relu_l1",
]

InMoments = Literal["float32", "bfloat16", "float8"]


@config
class PlanConfig:
    model: str  # hub name of a well-known model, or a folder with a config.json
    hook_point: str = "middle"  # where, such as layers.6.resid_post; several with commas between
    kind: Name = "matryoshka"  # kind of dictionary
    dictionary_size: int = 4096  # number of features
    k: int = L0  # features active per token; where the kind has no k, the L0 expected of it
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
    moments: InMoments = "float32"  # how Adam's are kept, of both matrices
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
