"""Config of the atlas stage. Light: imports no torch."""

from sonde.core.config import config
from sonde.core.errors import SondeError
from sonde.text.config import OtherText


@config
class AtlasConfig:
    dictionary: str  # directory of a trained dictionary
    output: str  # directory the atlas is written to
    n_tokens: int = 1_000_000  # tokens to read, fewer where the text ends
    text: OtherText | None = None  # other text than the dictionary was trained on
    at: str | None = None  # hook point of several to show features at; the last when absent
    n_strongest: int = 12  # examples with the strongest firings, per feature
    n_quantiles: int = 4  # intervals below them, by rank, from which further examples come
    per_quantile: int = 2  # examples from each interval
    reach: int = 24  # tokens shown on either side of the firing
    n_logits: int = 10  # tokens a feature promotes, and as many that it suppresses
    n_neighbours: int = 12  # nearest decoder directions
    chunk_tokens: int = 1 << 16  # tokens per part, the unit that resumes
    device: str = "auto"  # cpu, cuda:0, or auto

    def __post_init__(self) -> None:
        for name in ("n_tokens", "n_strongest", "reach", "chunk_tokens"):
            if getattr(self, name) < 1:
                raise SondeError(f"{name}={getattr(self, name)} must be at least 1.")
        for name in ("n_quantiles", "per_quantile", "n_logits", "n_neighbours"):
            if getattr(self, name) < 0:
                raise SondeError(f"{name}={getattr(self, name)} must be at least 0.")
