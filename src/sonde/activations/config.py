"""Config of the harvest stage. Light: imports no torch."""

from typing import Literal

from sonde.core.config import config
from sonde.core.errors import SondeError
from sonde.model.config import ModelConfig
from sonde.text.config import TextConfig


@config
class HarvestConfig:
    model: ModelConfig  # the language model
    text: TextConfig  # what it reads
    output: str  # directory the activations are written to
    hook_point: str = "middle"  # where, such as layers.6.resid_post; several with commas between
    n_tokens: int = 2_000_000  # tokens to harvest, fewer where the text ends
    shard_tokens: int = 1 << 16  # tokens in a shard, the unit that resumes and repairs
    batch_blocks: int = 16  # blocks in one forward pass
    storage_dtype: Literal["bfloat16", "float32"] = "bfloat16"  # how they are stored
    other_model: ModelConfig | None = None  # a second model with the same tokens, read beside it
    sink_ratio: float = 10.0  # a token whose norm exceeds this many medians is masked

    def __post_init__(self) -> None:
        for name in ("n_tokens", "shard_tokens", "batch_blocks"):
            if getattr(self, name) < 1:
                raise SondeError(f"{name}={getattr(self, name)} must be at least 1.")
        if not self.sink_ratio > 1:
            raise SondeError(f"sink_ratio={self.sink_ratio} must be more than 1: 10 is usual.")
