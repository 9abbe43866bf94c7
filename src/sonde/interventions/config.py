"""Configs of evaluation and steering. Light: imports no torch."""

from sonde.core.config import config
from sonde.text.config import OtherText


@config
class EvaluateConfig:
    dictionary: str  # directory of a trained dictionary
    output: str  # directory the measures are written to
    n_tokens: int = 50_000  # tokens of the held-out share to measure on
    text: OtherText | None = None  # other text than the dictionary was trained on
    device: str = "auto"  # cpu, cuda:0, or auto

    def __post_init__(self) -> None:
        if self.n_tokens < 1:
            raise ValueError(f"n_tokens={self.n_tokens} is below 1: 50000 is usual.")


@config
class SteerConfig:
    n_tokens: int = 80  # tokens to generate
    temperature: float = 0.7  # 0 is greedy; above it, samples
    top_p: float | None = None  # sample from the smallest set of tokens with this probability
    seed: int = 0  # of the samples; default and steered text share the random numbers
    chat: bool = False  # wrap the prompt in the model's chat template

    def __post_init__(self) -> None:
        if self.n_tokens < 1:
            raise ValueError(f"n_tokens={self.n_tokens} is below 1: raise it.")
        if self.temperature < 0:
            raise ValueError(f"temperature={self.temperature} is negative: 0 is greedy.")
