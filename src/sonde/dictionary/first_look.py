"""A first look at all features in low precision, and exact values for what passes it.

    rough = (x - b_dec) @ W_enc + b_enc        with both factors rounded to int8 or bf16
    codes = exact pre_codes, where rough > floor - MARGIN * sigma and exact > floor

sigma, the spread of rough - exact, is measured on a few rows of every batch, which are also scanned
exactly: the share of their codes over the floor that the look let through is its recall. A batch in
which that falls below `RECALL` is scanned exactly. Several workers have one sigma and one recall.
"""

import math
import warnings
from collections.abc import Callable, Iterator

import torch
from jaxtyping import Float
from torch import Tensor

from sonde.core.comms import ALONE, Comms
from sonde.dictionary.kernels.dispatch import above, pair_dots
from sonde.dictionary.sparse import Codes

MARGIN = 3.0  # sigmas by which a rough code may fall short of the floor
RECALL = 0.99
AUDITED = 16  # rows of a batch, or a few more
UNKNOWN = -1.0

FEATURES = 1 << 14  # looked at together
TILE = 1 << 21  # rough codes at a time: 8 MB

Look = Callable[[Tensor], Tensor]  # rows of x -> their rough codes


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
    return lambda x: torch.addmm(bias, x.bfloat16(), rows.T).float()


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
        self.sigma = torch.full((1,), UNKNOWN, dtype=torch.float64)
        self.recall = 1.0

    def over(self, x: Float[Tensor, "batch d_in"], floor: float) -> Codes | None:
        """What exceeds the floor, with exact values, ordered by row, then by feature.

        None where too much is missed, and for the first batch, from which sigma is taken.
        """
        known = float(self.sigma) != UNKNOWN
        low = floor - MARGIN * float(self.sigma) if known else math.inf
        audit = Audit(x, floor, low)
        found = [
            (rows, features)
            for start in range(0, len(self.rows), FEATURES)
            for rows, features in self.seen(x, start, low, audit)
        ]
        audit.add_up(self.comms)
        self.sigma.fill_(audit.sigma)
        if not known:
            return None
        self.recall = audit.recall
        rows, features = (torch.cat(parts) for parts in zip(*found, strict=True))
        return self.exactly(x, floor, rows, features) if self.recall >= RECALL else None

    def seen(
        self, x: Tensor, start: int, low: float, audit: "Audit"
    ) -> Iterator[tuple[Tensor, Tensor]]:
        """Rows and features of the rough codes over `low`, some rows at a time."""
        rows, bias = (part[start : start + FEATURES] for part in (self.rows, self.bias))
        look, at_a_time = self.look(rows, bias), max(1, TILE // len(rows))
        for first in range(0, len(x), at_a_time):
            rough = look(x[first : first + at_a_time])
            audit.add(rough, first, rows, bias)
            _, where, columns = above(rough, low)
            yield where + first, columns + start

    def exactly(self, x: Tensor, floor: float, rows: Tensor, features: Tensor) -> Codes:
        """Of candidates in tiles, those whose exact codes exceed the floor."""
        rows, order = rows.sort(stable=True)
        features = features[order]
        values = pair_dots(x, self.rows, rows, features) + self.bias[features]
        kept = values > floor
        return Codes(values[kept], features[kept], rows[kept])


class Audit:
    """Exact pre_codes of a few rows beside the rough ones."""

    def __init__(self, x: Tensor, floor: float, low: float):
        self.x, self.floor, self.low = x, floor, low
        self.chosen = torch.arange(0, len(x), max(1, len(x) // AUDITED))
        self.squares, self.n, self.there, self.seen = 0.0, 0.0, 0.0, 0.0

    def add(self, rough: Tensor, first: int, rows: Tensor, bias: Tensor) -> None:
        """Of the rows of x from `first` on, those that are audited."""
        here = (self.chosen >= first) & (self.chosen < first + len(rough))
        if not here.any():
            return
        chosen = self.chosen[here]
        exact, rough = torch.addmm(bias, self.x[chosen], rows.T), rough[chosen - first]
        self.squares += float((rough - exact).square().sum())
        self.n += exact.numel()
        there = exact > self.floor
        self.there += int(there.sum())
        self.seen += int((there & (rough > self.low)).sum())

    def add_up(self, comms: Comms) -> None:
        """What all workers saw."""
        own = [self.squares, self.n, self.there, self.seen]
        sent = torch.tensor(own, dtype=torch.float64, device=comms.device)
        self.squares, self.n, self.there, self.seen = comms.sum(sent).tolist()

    @property
    def sigma(self) -> float:
        return math.sqrt(self.squares / max(self.n, 1))

    @property
    def recall(self) -> float:
        return self.seen / self.there if self.there else 1.0
