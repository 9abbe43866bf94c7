"""Choosing the strongest codes of a batch, a tile of features at a time.

The matrix of all pre_codes is never whole: of every tile only the entries over a floor are kept.
The floor is a guess that the last batch left; where too few entries exceed it they are looked for
again with a lower one, so the choice is exact whatever the guess was.

Where the features are divided over workers, or the rows over groups of them, each looks at its own,
and all agree on the least code that is kept from histograms of 256 counts; of equal codes the same
are kept as by one worker.
"""

from collections.abc import Callable
from typing import NamedTuple

import torch
from jaxtyping import Float, Int
from torch import Tensor

from sonde.core.comms import ALONE, Comms, others
from sonde.dictionary.first_look import UNKNOWN, FirstLook
from sonde.dictionary.kernels.dispatch import above
from sonde.dictionary.replicas import rows_of_all
from sonde.dictionary.sparse import Codes

TILE = 1 << 21  # pre_codes at a time: 8 MB
SAMPLE = 64  # rows from which the first floor is guessed
SLACK = 0.9  # the next floor, as a share of the least code that was kept
WIDE = 1 << 24  # pre_codes at a time where whole rows are wanted: 64 MB
FEWEST = 256  # rows at a time: fewer make a slow product

Encode = Callable[[Tensor, slice], Tensor]  # (rows of x, features) -> their pre_codes


class Scan:
    """Choices among the positive codes of all features; of equal ones the earlier is taken."""

    def __init__(self, size: int, comms: Comms = ALONE) -> None:
        self.size, self.comms = size, comms  # features here; who holds the others
        self.floor = torch.full((1,), UNKNOWN, dtype=torch.float64)
        self.look: FirstLook | None = None

    def state(self) -> dict[str, Tensor]:
        """What the next choice depends on beside the weights."""
        return {"floor": self.floor} | ({"sigma": self.look.sigma} if self.look else {})

    def of_batch(self, encode: Encode, x: Float[Tensor, "batch d_in"], k: int) -> Codes:
        """The k * batch largest of the whole batch. Bussmann et al. 2024, arXiv 2412.06410."""
        wanted = k * rows_of_all(x, self.comms)
        floor = self.guess(encode, x, k)
        codes = self.over(encode, x, floor)
        n = self.comms.total(len(codes.values))
        for lower in (floor / 2, 0.0):
            if n < wanted:
                codes = self.over(encode, x, lower)
                n = self.comms.total(len(codes.values))
        if n < wanted:
            self.floor.fill_(0.0)
            return codes
        codes, least = largest(codes, wanted, self.comms)
        self.floor.fill_(SLACK * least)
        return codes

    def of_rows(self, encode: Encode, x: Float[Tensor, "batch d_in"], k: int) -> Codes:
        """The k largest of every row, some rows at a time."""
        at_a_time, found = max(FEWEST, WIDE // self.size), []
        for first in range(0, len(x), at_a_time):
            codes = self.some_rows(encode, x[first : first + at_a_time], k)
            found.append(codes._replace(rows=codes.rows + first))
        codes = Codes(*(torch.cat(parts) for parts in zip(*found, strict=True)))
        return largest_of_rows(codes, len(x), k, self.comms.inside)

    def some_rows(self, encode: Encode, x: Float[Tensor, "batch d_in"], k: int) -> Codes:
        """Codes of a few rows that may be among a row's k largest here."""
        bound, found = x.new_zeros(len(x)), []
        width = max(1, WIDE // max(len(x), 1))
        for start in range(0, self.size, width):
            pre_codes = encode(x, slice(start, min(start + width, self.size)))
            bound = torch.maximum(bound, bound_of(pre_codes, k))
            below = bound.nextafter(bound.new_tensor(-1.0)).clamp_min(0)
            values, rows, columns = above(pre_codes, below[:, None])
            found.append((values, columns + start, rows))
        values, features, rows = (torch.cat(parts) for parts in zip(*found, strict=True))
        kept = values >= bound[rows]
        return in_order(values[kept], features[kept], rows[kept])

    def over(self, encode: Encode, x: Float[Tensor, "batch d_in"], floor: float) -> Codes:
        """All codes that exceed the floor."""
        if self.look and floor > 0 and (codes := self.look.over(x, floor)):
            return codes
        width = max(1, TILE // max(len(x), 1))
        found = []
        for start in range(0, self.size, width):
            tile = slice(start, min(start + width, self.size))
            values, rows, columns = above(encode(x, tile), floor)
            found.append((values, columns + start, rows))
        values, features, rows = (torch.cat(parts) for parts in zip(*found, strict=True))
        return in_order(values, features, rows)

    def guess(self, encode: Encode, x: Float[Tensor, "batch d_in"], k: int) -> float:
        """The floor; at first what, going by some rows, more than k codes of a row exceed."""
        if float(self.floor) != UNKNOWN:
            return float(self.floor)
        rows = x[:: max(1, len(x) // SAMPLE)]
        values = self.over(encode, rows, 0.0).values
        wanted = k * rows_of_all(rows, self.comms)
        enough = self.comms.total(len(values)) > wanted
        return SLACK * kth_largest(values, wanted, self.comms).least if enough else 0.0


def strongest_of_batch(pre_codes: Float[Tensor, "batch dictionary_size"], k: int) -> Codes:
    """`Scan.of_batch` of pre_codes that are there already."""
    return Scan(pre_codes.shape[1]).of_batch(lambda rows, tile: rows[:, tile], pre_codes, k)


def in_order(
    values: Float[Tensor, " n"], features: Int[Tensor, " n"], rows: Int[Tensor, " n"]
) -> Codes:
    """Ordered by row; each row's features are ascending already."""
    rows, order = rows.sort(stable=True)
    return Codes(values[order], features[order], rows)


class Edge(NamedTuple):
    """Where a selection ends."""

    least: float  # that is kept
    spare: int  # codes equal to it that are kept


def bound_of(
    pre_codes: Float[Tensor, "batch width"], k: int, block: int = 64
) -> Float[Tensor, " batch"]:
    """A value that at least k codes of a row reach: its k-th largest maximum of a block."""
    width = pre_codes.shape[1]
    block = max(1, min(block, width // (4 * k)))
    n_blocks = width // block
    if n_blocks < k:
        return pre_codes.new_zeros(len(pre_codes))
    maxima = pre_codes[:, : n_blocks * block].unflatten(1, (n_blocks, block)).amax(-1)
    found: Tensor = maxima.topk(k, dim=1, sorted=False).values.amin(1)
    return found


def kth_largest(values: Float[Tensor, " n"], k: int, comms: Comms = ALONE) -> Edge:
    """Of the positive values of all workers, of which there are at least k. Positive floats are in
    the order of their bytes, so a round looks at one of these, the highest first."""
    size, least = values.element_size(), 0
    bytes_of = values.contiguous().view(torch.uint8).view(-1, size)
    for place in range(size - 1, -1, -1):
        digits = bytes_of[:, place]
        counts = comms.sum(torch.bincount(digits, minlength=256).int()).tolist()
        digit = 255
        while counts[digit] < k:
            k -= counts[digit]
            digit -= 1
        bytes_of = bytes_of[digits == digit]
        least |= digit << 8 * place
    bits = {4: torch.int32, 8: torch.int64}[size]
    return Edge(float(torch.tensor(least, dtype=bits).view(values.dtype)), k)


def largest(codes: Codes, wanted: int, comms: Comms = ALONE) -> tuple[Codes, float]:
    """Those of the `wanted` largest codes of all workers that are here, in their order, and the
    least of them all. Of equal ones the earlier row is taken, in a row the lower feature."""
    least, spare = kth_largest(codes.values, wanted, comms)
    equal = codes.values == least
    rows = codes.rows[equal] + (comms.between.rank << 32)  # groups hold the batch in their order
    place = torch.arange(len(rows), device=rows.device)
    for earlier, theirs in others(comms, rows):
        place += torch.searchsorted(theirs, rows, right=earlier)
    kept = codes.values > least
    kept[equal] = place < spare
    return Codes(*(part[kept] for part in codes)), least


def largest_of_rows(codes: Codes, batch: int, k: int, comms: Comms = ALONE) -> Codes:
    """Those of the k largest codes of every row that are here; of equal ones the earlier."""
    order = codes.values.sort(descending=True, stable=True).indices
    order = order[codes.rows[order].sort(stable=True).indices]
    counts = torch.bincount(codes.rows, minlength=batch)
    starts = counts.cumsum(0) - counts
    rank = torch.arange(len(order), device=order.device) - starts[codes.rows]
    within = rank < k
    order, rank, rows = order[within], rank[within], codes.rows[within]
    falling = codes.values.new_zeros(batch, k)
    falling[rows, rank] = codes.values[order]
    rank += before(falling, comms)[rows, rank]
    chosen = order[rank < k].sort().values
    return Codes(*(part[chosen] for part in codes))


def before(falling: Float[Tensor, "batch k"], comms: Comms) -> Int[Tensor, "batch k"]:
    """How many positive codes of the same row, held by other workers, come before each: the larger
    ones, and equal ones of lower features. Each worker gives its k largest, padded with zeros."""
    found = torch.zeros_like(falling, dtype=torch.int64)
    for earlier, theirs in others(comms, falling):
        rising = theirs.flip(-1).contiguous()
        found += theirs.shape[1] - torch.searchsorted(rising, falling, right=not earlier)
    return found
