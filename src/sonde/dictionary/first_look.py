"""A first look at all features in low precision, and exact values for what passes it.

    rough = (x - b_dec) @ W_enc + b_enc        with both factors rounded to int8 or bf16
    codes = exact pre_codes, where rough > floor - MARGIN * sigma and exact > floor

Where the k largest of every row are wanted the floor of a row is what k of its rough codes reach.

sigma, the spread of rough - exact, is measured on a few rows of every batch, which are also scanned
exactly, of a large dictionary with a fourth of the features, others in every batch: the share of
their codes over the floor that the look let through is its recall. A batch in which that falls
below `RECALL` is scanned exactly. Several workers have one sigma and one recall.

Rounding all of W_enc in every step would move as many bytes as all else: rows in bf16 are kept, and
those that moved are rounded anew.
"""

import math
import warnings
from collections.abc import Callable
from typing import Any, NamedTuple

import torch
import torch.nn.functional as F
from jaxtyping import Float, Int
from torch import Tensor

from sonde.core.comms import ALONE, Comms
from sonde.dictionary.candidates import Candidates
from sonde.dictionary.kernels.dispatch import candidates_in_bf16, pair_dots, round_rows
from sonde.dictionary.sparse import Codes, first_of
from sonde.dictionary.tiles import at_a_time

MARGIN = 3.0  # sigmas by which a rough code may fall short of the floor
RECALL = 0.99
AUDITED = 16  # rows of a batch, or a few more
SHARES = 4  # of a large dictionary: one is audited
UNKNOWN = -1.0

FEATURES = 1 << 14  # looked at together
TILE = 1 << 21  # rough codes at a time: 8 MB
TALL = 1 << 12  # rows at a time where tiles are narrow, as products in bf16 are quickest
NARROW = 1 << 22  # rough codes of such a tile: 8 MB
EVEN = 32  # numbers

RARELY = 1000  # one of so many rows does not reach what is asked of all, for their length
SLACK = 0.8  # of which this share is asked: to look at a row again costs more

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


class Kept:
    """Rows of an encoder in bf16, behind each its bias, so that x, with a one behind it, needs one
    product and no memory of its own for the answer."""

    def __init__(
        self, rows: Float[Tensor, "dictionary_size d_in"], bias: Float[Tensor, " dictionary_size"]
    ) -> None:
        self.rows, self.bias = rows, bias
        self.table, self.answer = torch.empty(0), torch.empty(0)

    def moved(self, features: Int[Tensor, " some"] | None) -> None:
        if features is None:
            self.table = torch.empty(0)
        elif len(self.table):
            round_rows(self.table, self.rows, features)
            self.table[features, self.rows.shape[1]] = self.bias[features].bfloat16()

    def given(self, x: Float[Tensor, "batch d_in"]) -> Tensor:
        """What products are taken of."""
        return followed(x, torch.ones_like(x[:, 0]))

    def looking_at(self, some: slice | Tensor) -> Look:
        if not len(self.table):
            self.table = followed(self.rows, self.bias)
        rows = self.table[some]

        def look(given: Tensor) -> Tensor:
            size = len(given) * len(rows)
            if len(self.answer) < size or self.answer.device != given.device:
                self.answer = given.new_empty(size)
            return torch.mm(given, rows.T, out=self.answer[:size].view(len(given), len(rows)))

        return look


def followed(rows: Float[Tensor, "n width"], last: Float[Tensor, " n"]) -> Tensor:
    """In bf16 and followed by one number each, and zeros, for products are quickest of even
    widths."""
    found = rows.new_zeros(len(rows), rows.shape[1] + EVEN, dtype=torch.bfloat16)
    found[:, : rows.shape[1]] = rows
    found[:, rows.shape[1]] = last
    return found


class Passed(NamedTuple):
    """What a look let through, by row, then by feature."""

    low: Float[Tensor, " batch"]  # what rough codes of a row had to exceed
    rows: Int[Tensor, " n"]
    features: Int[Tensor, " n"]


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
        self.kept = Kept(rows, bias) if precision == "bf16" else None
        self.sigma = torch.full((1,), UNKNOWN, dtype=torch.float64)
        self.recall, self.reached = 1.0, 0.0

    def moved(self, features: Int[Tensor, " some"] | None) -> None:
        """These rows are not what they were; None: any."""
        if self.kept:
            self.kept.moved(features)

    def over(self, x: Float[Tensor, "batch d_in"], floor: float) -> Codes | None:
        """What exceeds the floor, with exact values, ordered by row, then by feature.

        None where too much is missed, and for the first batch, from which sigma is taken.
        """
        known = float(self.sigma) != UNKNOWN
        margin = MARGIN * float(self.sigma) if known else -math.inf
        audit = Audit(x, self.rows, self.bias, float(self.sigma))
        low, rows, features = self.passed(x, 0, margin, floor, audit=audit)
        sigma, recall = audit.verdict(floor, low[:: audit.every, None], self.comms)
        self.sigma.fill_(sigma)
        if not known:
            return None
        self.recall = recall
        return None if recall < RECALL else self.exactly(x, floor, rows, features)

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
        margin = MARGIN * float(self.sigma) if known else 0.0
        encoder = self.rows, self.bias
        given, bias = (part if among is None else part[among] for part in encoder)
        audit = Audit(x, given, bias, float(self.sigma))
        low, rows, columns = self.of_each(x, k, margin, audit, among)
        codes = self.exactly(x, 0.0, rows, columns if among is None else among[columns])
        lowest = low[:: audit.every, None]
        sigma, recall = audit.verdict(audit.floor_of(codes, k), lowest, self.comms)
        if among is None:
            self.sigma.fill_(sigma)
            self.recall = recall if known else self.recall
        return codes if known and recall >= RECALL else None

    def of_each(
        self, x: Tensor, k: int, margin: float, audit: "Audit", among: Tensor | None
    ) -> Passed:
        """Candidates for the k largest of every row. What nearly all rows reached in the last
        batch, for their length, is asked of them from the start; those that do not are looked at
        again from zero."""
        lengths = torch.linalg.vector_norm(x, dim=1)
        floors = lengths * (self.reached if among is None else 0.0)
        found = self.passed(x, k, margin, floors, among, audit)
        if among is not None or not len(x):
            return found
        short = (found.low <= floors - margin).nonzero().flatten()
        if self.reached and len(short):
            found = merged(found, short, self.passed(x[short], k, margin, 0.0))
        own = (found.low + margin) / lengths.clamp_min(torch.finfo(x.dtype).tiny)
        nearly_all = own.kthvalue(1 + len(x) // RARELY).values
        self.reached = SLACK * max(0.0, float(nearly_all))
        return found

    def passed(
        self,
        x: Float[Tensor, "batch d_in"],
        k: int,
        margin: float,
        floor: float | Float[Tensor, " batch"],
        among: Int[Tensor, " some"] | None = None,
        audit: "Audit | None" = None,
    ) -> Passed:
        """Of rough codes what `Candidates` says, counted among some features."""
        size = len(self.rows) if among is None else len(among)
        compiled = candidates_in_bf16(x, size) if self.kept else None
        found = (compiled or Candidates)(x, k, margin, floor)
        n = min(TALL, max(1, len(x)))
        width = NARROW // n if compiled else FEATURES
        given = self.kept.given(x) if self.kept else x
        for start in range(0, size, width):
            some: Any = slice(start, min(start + width, size))
            some = some if among is None else among[some]
            look = self.looking_at(some)
            n = n if compiled else max(1, at_a_time(TILE, x) // min(width, size - start))
            for first in range(0, len(x), n):
                rough = look(given[first : first + n])
                if audit:
                    audit.add(rough, first, start)
                found.add(rough, first, start)
        return Passed(*found.found())

    def looking_at(self, some: slice | Tensor) -> Look:
        """At some features; what it gives may be written over by the next."""
        if self.kept:
            return self.kept.looking_at(some)
        return self.look(self.rows[some], self.bias[some])

    def exactly(self, x: Tensor, floor: float, rows: Tensor, features: Tensor) -> Codes:
        """Of candidates, by row, those whose exact codes exceed the floor."""
        values = pair_dots(x, self.rows, rows, features) + self.bias[features]
        kept = (values > floor).nonzero().flatten()
        return Codes(values[kept], features[kept], rows[kept])


def merged(found: Passed, again: Int[Tensor, " some"], theirs: Passed) -> Passed:
    """With what the rows that were looked at again have, for what they had."""
    low, first = found.low.clone(), torch.ones_like(found.low, dtype=torch.bool)
    low[again], first[again] = theirs.low, False
    kept = first[found.rows]
    rows = torch.cat([found.rows[kept], again[theirs.rows]])
    rows, order = rows.sort(stable=True)
    return Passed(low, rows, torch.cat([found.features[kept], theirs.features])[order])


class Audit:
    """Exact pre_codes of a few rows, evenly spread, beside the rough ones; of a large dictionary
    with a share of the features, which follows from the last digits of sigma."""

    def __init__(
        self, x: Float[Tensor, "batch d_in"], rows: Tensor, bias: Tensor, sigma: float = UNKNOWN
    ):
        self.every, self.of = max(1, len(x) // AUDITED), SHARES if len(rows) >= FEATURES else 1
        last = int(math.frexp(sigma)[0] * (1 << 40)) if math.isfinite(sigma) else 0
        self.turn = last % self.of
        some = slice(self.turn, None, self.of)
        self.exact = F.linear(x[:: self.every], rows[some], bias[some])  # of few rows no addmm
        self.rough = torch.empty_like(self.exact)

    def add(self, rough: Tensor, first: int, start: int) -> None:
        """Of the rows of x from `first` on and the features from `start` on, the audited ones."""
        number, before = -(-first // self.every), (self.turn - start) % self.of
        seen = rough[number * self.every - first :: self.every, before :: self.of]
        column = (start + before - self.turn) // self.of
        self.rough[number : number + len(seen), column : column + seen.shape[1]] = seen

    def floor_of(self, codes: Codes, k: int) -> Float[Tensor, "audited 1"]:
        """What the k largest codes of a row exceed, and no others that were found."""
        ours = (codes.rows % self.every == 0).nonzero().flatten()
        values, rows = codes.values[ours], codes.rows[ours] // self.every
        order = values.sort(descending=True).indices
        order = order[rows[order].sort(stable=True).indices]
        n = len(self.exact)
        starts = first_of(rows[order], n + 1)
        last, floors = starts[:-1] + k - 1, values.new_zeros(n)
        full = last < starts[1:]
        least = values[order[last[full]]]
        floors[full] = least.nextafter(least.new_tensor(-1.0)).clamp_min(0)
        return floors[:, None]

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
