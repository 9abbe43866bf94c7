"""Endless shuffled batches from numbered chunks of rows, with a place that can be returned to.

Emission e mixes the later half of chunk e-1 with the first half of chunk e; which rows form a half,
and their order, depend only on (seed, e). So the state is two numbers, and going back to a place
needs two chunks, not the history.
"""

from collections.abc import Callable

import torch
from jaxtyping import Float
from torch import Tensor


class Mixer:
    def __init__(self, chunk: Callable[[int], Tensor], batch_size: int, seed: int) -> None:
        self.chunk, self.batch_size, self.seed = chunk, batch_size, seed
        self.emission, self.offset = 0, 0
        self.rows: Tensor | None = None
        self.later: tuple[int, Tensor] | None = None  # (chunk number, its later half)

    def next(self) -> Float[Tensor, "batch d_in"]:
        """The next batch, float32. Every row of every chunk comes up exactly once."""
        parts, missing = [], self.batch_size
        while missing:
            if self.rows is None:
                self.rows = self._emission(self.emission)
            part = self.rows[self.offset : self.offset + missing]
            parts.append(part)
            missing -= len(part)
            self.offset += len(part)
            if self.offset >= len(self.rows):
                self.emission, self.offset, self.rows = self.emission + 1, 0, None
        return torch.cat(parts).float()

    def state(self) -> dict[str, int]:
        return {"emission": self.emission, "offset": self.offset}

    def seek(self, state: dict[str, int]) -> None:
        self.emission, self.offset, self.rows = state["emission"], state["offset"], None

    def _emission(self, number: int) -> Tensor:
        parts = [self._later_half(number - 1)] if number else []
        first, later = self._halves(number)
        self.later = (number, later)
        rows = torch.cat([*parts, first])
        return rows[torch.randperm(len(rows), generator=self._generator(number, 1))]

    def _later_half(self, number: int) -> Tensor:
        if self.later is not None and self.later[0] == number:
            return self.later[1]
        return self._halves(number)[1]

    def _halves(self, number: int) -> tuple[Tensor, Tensor]:
        rows = self.chunk(number)
        order = torch.randperm(len(rows), generator=self._generator(number, 0))
        half = len(rows) // 2
        return rows[order[:half]], rows[order[half:]]

    def _generator(self, number: int, use: int) -> torch.Generator:
        return torch.Generator().manual_seed((self.seed * 2 + use) * 1_000_003 + number)
