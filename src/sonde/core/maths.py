"""The few formulas that every layer shares."""

from collections.abc import Sequence

import torch
from jaxtyping import Bool, Float
from torch import Tensor


def unit_rows(matrix: Float[Tensor, "rows columns"]) -> Float[Tensor, "rows columns"]:
    """Every row scaled to length one; a zero row stays zero."""
    lengths: Tensor = matrix.norm(dim=-1, keepdim=True)
    return matrix / lengths.clamp_min(torch.finfo(matrix.dtype).tiny)


def all_finite(tensor: Tensor, at_a_time: int = 1 << 26) -> Bool[Tensor, ""]:
    """Whether no number is NaN or infinite, looked at in pieces: the answer for all of a table at
    once needs more memory than there may be beside it."""
    rows = tensor.reshape(1) if tensor.ndim == 0 else tensor
    n = max(1, at_a_time * len(rows) // max(rows.numel(), 1))
    return torch.stack([piece.isfinite().all() for piece in rows.split(n)]).all()


def unexplained(
    x: Float[Tensor, "batch d_in"], error: Float[Tensor, "batch *several d_in"]
) -> Float[Tensor, "*several"]:
    """Share of the variance of `x` that is left in `error`: sum |error|^2 / sum |x - mean x|^2.

    With several errors for every row, the share of each.
    """
    variance = (x - x.mean(0)).square().sum()
    squares = error.square().sum((0, -1))
    return squares / variance.clamp_min(torch.finfo(x.dtype).tiny)


class Moments:
    """Streaming sums in float64, so that any split of the rows into batches gives the same answer.

    variance = E|x|^2 - |E x|^2, summed over dimensions.

    A row may be made of several parts side by side (`widths`), as of several hook points.
    """

    def __init__(self, d_in: int, widths: Sequence[int] = ()):
        self.widths = tuple(widths) or (d_in,)
        self.n = 0
        self.total = torch.zeros(d_in, dtype=torch.float64)
        self.squares = torch.zeros(len(self.widths), dtype=torch.float64)  # sum |x|^2 of each part

    def add(self, x: Float[Tensor, "batch d_in"]) -> None:
        wide = x.double().cpu()
        self.n += len(wide)
        self.total += wide.sum(0)
        self.squares += torch.stack([part.square().sum() for part in wide.split(self.widths, 1)])

    def merge(self, other: "Moments") -> None:
        self.n += other.n
        self.total += other.total
        self.squares += other.squares

    @property
    def mean(self) -> Float[Tensor, " d_in"]:
        return self.total / max(self.n, 1)

    @property
    def mean_square(self) -> float:
        """E|x|^2: the mean squared length of a row, in squared units of x."""
        return float(self.squares.sum()) / max(self.n, 1)

    @property
    def mean_squares(self) -> list[float]:
        """That of each part."""
        return [square / max(self.n, 1) for square in self.squares.tolist()]

    @property
    def variance(self) -> float:
        """Summed over dimensions, in squared units of x."""
        return self.mean_square - float(self.mean.square().sum())

    @property
    def variances(self) -> list[float]:
        """That of each part."""
        means = [float(part.square().sum()) for part in self.mean.split(self.widths)]
        return [square - mean for square, mean in zip(self.mean_squares, means, strict=True)]
