"""What a first look lets through: of rough codes, tile by tile, those that may be wanted."""

import torch
from jaxtyping import Float, Int
from torch import Tensor

from sonde.dictionary.kernels.dispatch import above
from sonde.dictionary.tiles import Bounds


class Candidates:
    """Of every row what may be among its k largest positive codes, where each code may be `margin`
    larger than it looks; without a k, all that may exceed the floor."""

    def __init__(
        self,
        x: Float[Tensor, "batch d_in"],
        k: int,
        margin: float,
        floor: float | Float[Tensor, " batch"] = 0.0,
    ) -> None:
        self.bounds = Bounds(x, k) if k else None
        self.lows, self.margin = x.new_zeros(len(x)) + floor - margin, margin
        self.parts: list[tuple[Tensor, Tensor, Tensor]] = []

    def add(self, rough: Float[Tensor, "rows width"], first: int, start: int) -> None:
        """A tile: rows from `first` on, features from `start` on, which rise in a row."""
        low = self.lows[first : first + len(rough)]
        if self.bounds:
            torch.maximum(low, self.bounds.raised(rough, first) - self.margin, out=low)
        values, rows, columns = above(rough, low[:, None])
        self.parts.append((values.float(), rows + first, columns + start))

    def found(self) -> tuple[Float[Tensor, " batch"], Int[Tensor, " n"], Int[Tensor, " n"]]:
        """What codes of each row had to exceed in the end; rows and features of those that did,
        by row, then by feature."""
        values, rows, columns = (torch.cat(parts) for parts in zip(*self.parts, strict=True))
        kept = (values > self.lows[rows]).nonzero().flatten()
        rows, order = rows[kept].sort(stable=True)
        return self.lows, rows, columns[kept][order]
