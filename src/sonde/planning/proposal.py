"""What to train for a budget: the size, steps and learning rate that the laws call best."""

from collections.abc import Callable
from typing import Any, NamedTuple

import numpy as np

from sonde.core.errors import SondeError
from sonde.planning.laws import Band, Law, Power

GRAIN = 8  # sizes are multiples of it
LARGEST = 1 << 30


class Proposal(NamedTuple):
    dictionary_size: int
    n_steps: int
    n_tokens: int
    learning_rate: float
    flop: int | float
    loss: Band  # of one run

    def to_dict(self) -> dict[str, Any]:
        return {**self._asdict(), "loss": self.loss._asdict()}


Cost = Callable[[int, int], int | float]  # (dictionary_size, n_steps) -> FLOP, growing in both


def propose(
    law: Law, rate: Power, cost: Cost, budget: int | float, batch_size: int, smallest: int = GRAIN
) -> Proposal:
    """The least loss of `law` (features, tokens) that costs no more than the budget; `rate` is the
    best learning rate by (features, steps)."""
    refuse_too_little(cost, budget, smallest)

    def loss(size: int) -> float:
        n_steps = affordable(cost, size, budget)
        return law.value(size, n_steps * batch_size) if n_steps else float("inf")

    size = best_size(loss, smallest)
    n_steps = affordable(cost, size, budget)
    tokens = n_steps * batch_size
    outcome = law.outcome(size, tokens)
    return Proposal(size, n_steps, tokens, rate.value(size, n_steps), cost(size, n_steps), outcome)


def refuse_too_little(cost: Cost, budget: int | float, smallest: int = GRAIN) -> None:
    least = cost(-(-smallest // GRAIN) * GRAIN, 1)
    if not budget >= least:
        raise SondeError(
            f"budget={budget:.3g} FLOP pays for no step of the smallest dictionary: give at least "
            f"{least:.3g}."
        )


def affordable(cost: Cost, size: int, budget: int | float) -> int:
    """The most steps that the budget pays for. Cost is a constant and as much for every step."""
    first = cost(size, 1)
    if first > budget:
        return 0
    per_step = cost(size, 2) - first
    n_steps = 1 + int((budget - first) / per_step)
    while cost(size, n_steps) > budget:
        n_steps -= 1
    return n_steps


def best_size(loss: Callable[[int], float], smallest: int) -> int:
    """Sizes a few per cent apart, then those around the best of them."""
    start = -(-smallest // GRAIN)
    coarse = {int(start * 1.04**i) for i in range(int(np.log(LARGEST / GRAIN) / np.log(1.04)))}
    best = min(sorted(coarse), key=lambda n: loss(n * GRAIN))
    fine = range(max(start, int(best / 1.1)), int(best * 1.1) + 2, max(1, best // 2500))
    return min(fine, key=lambda n: loss(n * GRAIN)) * GRAIN
