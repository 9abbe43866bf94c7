"""A first look at all features in low precision, and exact values for what passes it.

    rough = (x - b_dec) @ W_enc + b_enc        with both factors rounded to int8 or bf16
    codes = exact pre_codes, where rough > floor - MARGIN * sigma and exact > floor

Where the k largest of every row are wanted the floor of a row is what k of its rough codes reach.

sigma, the spread of rough - exact, is measured on a few rows of every batch, which are also scanned
exactly: the share of their codes over the floor that the look let through is its recall. A batch in
which that falls below `RECALL` is scanned exactly. Several workers have one sigma and one recall.

Rounding all of W_enc in every step would move as many bytes as all else: rows in bf16 are kept, and
those that moved are rounded anew.
"""

import math
import warnings
from collections.abc import Callable, Iterator
from typing import Any

import torch
from jaxtyping import Float, Int
from torch import Tensor

from sonde.core.comms import ALONE, Comms
from sonde.dictionary.kernels.dispatch import above, pair_dots
from sonde.dictionary.sparse import Codes
from sonde.dictionary.tiles import Bounds, at_a_time

MARGIN = 3.0  # sigmas by which a rough code may fall short of the floor
RECALL = 0.99
AUDITED = 16  # rows of a batch, or a few more
UNKNOWN = -1.0

FEATURES = 1 << 14  # looked at together
TILE = 1 << 21  # rough codes at a time: 8 MB

Look = Callable[[Tensor], Tensor]  # rows of x -> their rough codes, in fp32 or bf16


def in_int8(rows: Tensor, bias: Tensor) -> Look:
    """Every encoder row is rounded with a scale of its own, x with one for the rows in hand; seven
    bits of it, so that no sum overflows."""
    scales = (rows.abs().amax(1) / 127).clamp_min(1e-30)
    rounded = (rows / scales[:, None]).round_().to(torch.int8)
    zeros = torch.zeros(len(rows), dtype=torch.long)
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", message=".*quantiz.*")
        table = torch._make_per_channel_quantized_tensor(rounded, scales.double(), zeros, 0)
        packed = torch.ops.quantized.linear_prepack(table, bias)

    def look(x: Tensor) -> Tensor:
        found: Tensor = torch.ops.quantized.linear_dynamic(x, packed, reduce_range=True)
        return found

    return look


def in_bf16(rows: Tensor, bias: Tensor) -> Look:
    rows, bias = rows.bfloat16(), bias.bfloat16()
    return lambda x: torch.addmm(bias, x.bfloat16(), rows.T)


LOOKS: dict[str, Callable[[Tensor, Tensor], Look]] = {"int8": in_int8, "bf16": in_bf16}


class FirstLook:
    """Finds what exceeds a floor; keeps sigma from batch to batch, and the last recall."""

    def __init__(
        self,
        precision: str,
        rows: Float[Tensor, "dictionary_size d_in"],  # of the encoder, as they are at any time
        bias: Float[Tensor, " dictionary_size"],
        comms: Comms = ALONE,  # who looks at other features, or at other rows
    ):
        self.look, self.rows, self.bias, self.comms = LOOKS[precision], rows, bias, comms
        self.keeps, self.kept = precision == "bf16", torch.empty(0)
        self.sigma = torch.full((1,), UNKNOWN, dtype=torch.float64)
        self.recall = 1.0

    def rounded(self) -> Float[Tensor, "dictionary_size d_in"]:
        """The rows as the look reads them."""
        if not self.keeps:
            return self.rows
        if not len(self.kept):
            self.kept = self.rows.bfloat16()
        return self.kept

    def moved(self, features: Int[Tensor, " some"] | None) -> None:
        """These rows are not what they were; None: any."""
        if features is None:
            self.kept = torch.empty(0)
        elif len(self.kept):
            self.kept[features] = self.rows[features].bfloat16()

    def over(self, x: Float[Tensor, "batch d_in"], floor: float) -> Codes | None:
        """What exceeds the floor, with exact values, ordered by row, then by feature.

        None where too much is missed, and for the first batch, from which sigma is taken.
        """
        known = float(self.sigma) != UNKNOWN
        low = floor - MARGIN * float(self.sigma) if known else math.inf
        audit, found = Audit(x, len(self.rows)), []
        for rough, first, start in self.tiles(x, audit):
            _, rows, columns = above(rough, low)
            found.append((rows + first, columns + start))
        sigma, recall = audit.verdict(floor, low, self.comms)
        self.sigma.fill_(sigma)
        if not known:
            return None
        self.recall = recall
        if recall < RECALL:
            return None
        rows, features = (torch.cat(parts) for parts in zip(*found, strict=True))
        return self.exactly(x, floor, rows, features)

    def of_rows(
        self, x: Float[Tensor, "batch d_in"], k: int, among: Int[Tensor, " some"] | None = None
    ) -> Codes | None:
        """What may be among the k largest of a row, with exact values, in the same order; of all
        features, or of some. Its floor is what k rough codes of the row reach, less the margin.
        None too where several workers look for some: not all may have any."""
        known = float(self.sigma) != UNKNOWN
        size = len(self.rows) if among is None else len(among)
        if among is not None and (self.comms.size > 1 or not known or not size):
            return None
        margin, bounds = MARGIN * float(self.sigma) if known else 0.0, Bounds(x, k)
        audit, found = Audit(x, size), []
        for rough, first, start in self.tiles(x, audit, among):
            low = bounds.raised(rough, first) - margin
            values, rows, columns = above(rough, low[:, None])
            found.append((values, rows + first, columns + start))
        low = bounds.reached() - margin
        lowest = low[:: audit.every, None]
        sigma, recall = audit.verdict(audit.floor_of(k), lowest, self.comms)
        if among is None:
            self.sigma.fill_(sigma)
            self.recall = recall if known else self.recall
        if not known or recall < RECALL:
            return None
        values, rows, columns = (torch.cat(parts) for parts in zip(*found, strict=True))
        kept = (values.float() > low[rows]).nonzero().flatten()
        rows, columns = rows[kept], columns[kept]
        return self.exactly(x, 0.0, rows, columns if among is None else among[columns])

    def tiles(
        self, x: Tensor, audit: "Audit", among: Tensor | None = None
    ) -> Iterator[tuple[Tensor, int, int]]:
        """Rough codes, the first of their rows and the first of their features."""
        for start in range(0, audit.size, FEATURES):
            some: Any = slice(start, start + FEATURES)
            some = some if among is None else among[some]
            rows, bias = self.rows[some], self.bias[some]
            look, n = self.look(self.rounded()[some], bias), max(1, at_a_time(TILE, x) // len(rows))
            for first in range(0, len(x), n):
                rough = look(x[first : first + n])
                audit.add(rough, first, start, rows, bias)
                yield rough, first, start

    def exactly(self, x: Tensor, floor: float, rows: Tensor, features: Tensor) -> Codes:
        """Of candidates in tiles, those whose exact codes exceed the floor."""
        rows, order = rows.sort(stable=True)
        features = features[order]
        values = pair_dots(x, self.rows, rows, features) + self.bias[features]
        kept = (values > floor).nonzero().flatten()
        return Codes(values[kept], features[kept], rows[kept])


class Audit:
    """Exact pre_codes of a few rows, evenly spread, beside the rough ones."""

    def __init__(self, x: Float[Tensor, "batch d_in"], size: int):
        self.x, self.size, self.every = x, size, max(1, len(x) // AUDITED)
        self.exact = x.new_empty(len(x[:: self.every]), size)
        self.rough = torch.empty_like(self.exact)

    def add(self, rough: Tensor, first: int, start: int, rows: Tensor, bias: Tensor) -> None:
        """Of the rows of x from `first` on, those that are audited."""
        number = -(-first // self.every)
        x = self.x[number * self.every : first + len(rough) : self.every]
        here = slice(number, number + len(x)), slice(start, start + len(rows))
        self.exact[here] = torch.addmm(bias, x, rows.T)
        self.rough[here] = rough[number * self.every - first :: self.every]

    def floor_of(self, k: int) -> Float[Tensor, "audited 1"]:
        """What the k largest positive codes of a row exceed, and no others."""
        least = self.exact.topk(min(k, self.size), dim=1).values[:, -1:]
        return least.nextafter(least.new_tensor(-1.0)).clamp_min(0)

    def verdict(
        self, floor: float | Tensor, low: float | Tensor, comms: Comms = ALONE
    ) -> tuple[float, float]:
        """Sigma, and the recall of what exceeds the floor by what is roughly over `low`, of all
        workers."""
        there = self.exact > floor
        seen = there & (self.rough > low)
        errors = (self.rough - self.exact).square().sum()
        n = errors.new_tensor(self.exact.numel())
        own = torch.stack([errors, n, there.sum(), seen.sum()]).double()
        squares, n_all, n_there, n_seen = comms.sum(own).tolist()
        return math.sqrt(squares / max(n_all, 1)), n_seen / n_there if n_there else 1.0
