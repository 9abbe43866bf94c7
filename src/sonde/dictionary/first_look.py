"""A first look at all features in low precision, and exact values for what passes it.

    rough = (x - b_dec) @ W_enc + b_enc        with both factors rounded to int8 or bf16
    codes = exact pre_codes, where rough > floor - MARGIN * sigma and exact > floor

sigma, the spread of rough - exact, is measured on a few rows of every batch, which are also scanned
exactly: the share of their codes over the floor that the look let through is its recall. A batch in
which that falls below `RECALL` is scanned exactly.
"""

import math
import warnings
from collections.abc import Callable

import torch
from jaxtyping import Float
from torch import Tensor

from sonde.dictionary.kernels import above, pair_dots

MARGIN = 3.0  # sigmas by which a rough code may fall short of the floor
RECALL = 0.99
AUDITED = 16  # rows of a batch, or a few more
UNKNOWN = -1.0

Product = Callable[[Tensor, Tensor], Tensor]  # (x [batch, d_in], rows [n, d_in]) -> x @ rows.T


def in_int8(x: Tensor, rows: Tensor) -> Tensor:
    """Rows rounded one by one, x as a whole; seven bits of it, so that no sum overflows."""
    scales = (rows.abs().amax(1) / 127).clamp_min(1e-30)
    rounded = (rows / scales[:, None]).round_().to(torch.int8)
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", message=".*quantiz.*")
        zeros = torch.zeros(len(rows), dtype=torch.long)
        table = torch._make_per_channel_quantized_tensor(rounded, scales.double(), zeros, 0)
        packed = torch.ops.quantized.linear_prepack(table, None)
        found: Tensor = torch.ops.quantized.linear_dynamic(x, packed, reduce_range=True)
    return found


def in_bf16(x: Tensor, rows: Tensor) -> Tensor:
    return (x.bfloat16() @ rows.bfloat16().T).float()


PRODUCTS: dict[str, Product] = {"int8": in_int8, "bf16": in_bf16}


class FirstLook:
    """Finds what exceeds a floor; keeps sigma from batch to batch, and the last recall."""

    def __init__(
        self,
        product: str,
        rows: Float[Tensor, "dictionary_size d_in"],  # of the encoder, as they will be at any time
        bias: Float[Tensor, " dictionary_size"],
    ):
        self.product, self.rows, self.bias = PRODUCTS[product], rows, bias
        self.sigma = torch.full((1,), UNKNOWN, dtype=torch.float64)
        self.recall = 1.0

    def over(
        self, x: Float[Tensor, "batch d_in"], floor: float, width: int
    ) -> list[tuple[Tensor, Tensor, Tensor]] | None:
        """Exact values, features and rows of what exceeds the floor, in tiles of `width` features.

        None where too much is missed, and for the first batch, from which sigma is taken.
        """
        known = float(self.sigma) != UNKNOWN
        low = floor - MARGIN * float(self.sigma) if known else math.inf
        audit, found = Audit(x, floor, low), []
        for start in range(0, len(self.rows), width):
            rows, bias = self.rows[start : start + width], self.bias[start : start + width]
            rough = self.product(x, rows) + bias
            audit.add(rough, rows, bias)
            _, where, columns = above(rough, low)
            values = pair_dots(x, rows, where, columns) + bias[columns]
            kept = values > floor
            found.append((values[kept], columns[kept] + start, where[kept]))
        self.sigma.fill_(audit.sigma)
        if known:
            self.recall = audit.recall
        return found if known and audit.recall >= RECALL else None


class Audit:
    """Exact pre_codes of a few rows beside the rough ones."""

    def __init__(self, x: Tensor, floor: float, low: float):
        self.step = max(1, len(x) // AUDITED)
        self.x, self.floor, self.low = x[:: self.step], floor, low
        self.squares, self.n, self.there, self.seen = 0.0, 0, 0, 0

    def add(self, rough: Tensor, rows: Tensor, bias: Tensor) -> None:
        exact, rough = torch.addmm(bias, self.x, rows.T), rough[:: self.step]
        self.squares += float((rough - exact).square().sum())
        self.n += exact.numel()
        there = exact > self.floor
        self.there += int(there.sum())
        self.seen += int((there & (rough > self.low)).sum())

    @property
    def sigma(self) -> float:
        return math.sqrt(self.squares / max(self.n, 1))

    @property
    def recall(self) -> float:
        return self.seen / self.there if self.there else 1.0
