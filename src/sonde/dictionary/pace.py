"""How long a run is, how fast it learns, and how long it waits for a feature: what follows from the
config alone."""

import math

from sonde.dictionary.config import DEAD_AFTER, TrainConfig
from sonde.dictionary.kinds import KINDS

LONG_RUN = 40_000  # steps from which the learning rate depends on the size alone
TURNS = 200  # that features are waited for before AuxK tries to wake them


def steps(config: TrainConfig) -> int:
    return max(1, math.ceil(config.n_tokens / config.batch_size))


def schedule(progress: float, warmup: float, decay: float) -> float:
    """Rises linearly, stays, falls linearly to zero; `progress` in 0..1."""
    rising = (progress + 1e-3) / warmup if warmup else 1.0
    falling = (1 - progress) / decay if decay else 1.0
    return max(0.0, min(1.0, rising, falling))


def default_rate(config: TrainConfig) -> float:
    """Falls with the square root of the dictionary's size (Gao et al. 2024, section 2.4), and rises
    for a run shorter than `LONG_RUN` steps, as docs/log.md measured."""
    kind = KINDS[config.dictionary.kind]
    narrow = math.sqrt((1 << 14) / config.dictionary.dictionary_size)
    short = max(1.0, math.sqrt(LONG_RUN / steps(config)))
    return kind.learning_rate * narrow * short


def patience(config: TrainConfig) -> int:
    """Tokens without firing after which a feature counts as dead: a sixteenth of the run. An eighth
    where in a sixteenth a feature has fewer than `TURNS` turns (F / k tokens each): many are then
    merely rare, and AuxK is of little use to all of them at once."""
    dictionary, share = config.dictionary, config.n_tokens // 16
    turns = share * getattr(dictionary, "k", 0) / dictionary.dictionary_size
    return min(DEAD_AFTER, max(share if turns >= TURNS else config.n_tokens // 8, 1))
