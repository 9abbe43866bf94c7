"""Choosing the strongest codes of a batch, a tile of features at a time.

The matrix of all pre_codes is never whole: of every tile only the entries over a floor are kept.
The floor is a guess that the last batch left; where too few entries exceed it they are looked for
again with a lower one, so the choice is exact whatever the guess was.

Where the features are divided over workers, or the rows over groups of them, each looks at its own,
and all agree on the least code that is kept from histograms of 256 counts; of equal codes the same
are kept as by one worker.
"""

from collections.abc import Callable
from typing import Any, NamedTuple

import torch
from jaxtyping import Float, Int
from torch import Tensor

from sonde.core.comms import ALONE, Comms, others
from sonde.dictionary.first_look import UNKNOWN, FirstLook
from sonde.dictionary.kernels.dispatch import above, strongest_of_bags
from sonde.dictionary.replicas import rows_of_all
from sonde.dictionary.sparse import Codes, first_of
from sonde.dictionary.tiles import at_a_time, bound_of

TILE = 1 << 21  # pre_codes at a time: 8 MB
SAMPLE = 64  # rows from which the first floor is guessed
SLACK = 0.9  # the next floor, as a share of the least code that was kept
HALVINGS = 6  # of a floor that proves too high, before there is none
WIDE = 1 << 24  # pre_codes at a time where whole rows are wanted: 64 MB
FEWEST = 256  # rows at a time: fewer make a slow product

Encode = Callable[[Tensor, Any], Tensor]  # (rows of x, features) -> their pre_codes


class Scan:
    """Choices among the positive codes of all features; of equal ones the earlier is taken."""

    def __init__(self, size: int, comms: Comms = ALONE) -> None:
        self.size, self.comms = size, comms  # features here; who holds the others
        self.floor = torch.full((1,), UNKNOWN, dtype=torch.float64)
        self.look: FirstLook | None = None

    def state(self) -> dict[str, Tensor]:
        """What the next choice depends on beside the weights."""
        return {"floor": self.floor} | ({"sigma": self.look.sigma} if self.look else {})

    def moved(self, features: Int[Tensor, " some"] | None) -> None:
        """The encoder's rows of some features are not what they were; None: any."""
        if self.look:
            self.look.moved(features)

    def of_batch(self, encode: Encode, x: Float[Tensor, "batch d_in"], k: int) -> Codes:
        """The k * batch largest of the whole batch. Bussmann et al. 2024, arXiv 2412.06410."""
        wanted = k * rows_of_all(x, self.comms)
        for floor in falling(self.guess(encode, x, k)):
            codes = self.over(encode, x, floor)
            if self.comms.total(len(codes.values)) >= wanted:
                break
        else:
            self.floor.fill_(0.0)
            return codes
        codes, least = largest(codes, wanted, self.comms)
        self.floor.fill_(SLACK * least)
        return codes

    def of_rows(
        self,
        encode: Encode,
        x: Float[Tensor, "batch d_in"],
        k: int,
        among: Int[Tensor, " some"] | None = None,  # features, ascending
    ) -> Codes:
        """The k largest of every row, of all features or of some."""
        codes = self.look.of_rows(x, k, among) if self.look else None
        if codes is None:
            codes = self.row_by_row(encode, x, k, among)
        return largest_of_rows(codes, len(x), k, self.comms.inside)

    def row_by_row(self, encode: Encode, x: Tensor, k: int, among: Tensor | None) -> Codes:
        """Codes that may be among a row's k largest here, from some rows at a time."""
        size = self.size if among is None else len(among)
        rows, found = max(FEWEST, at_a_time(WIDE, x) // max(size, 1)), []
        for first in range(0, len(x), rows):
            codes = self.some_rows(among_some(encode, among), size, x[first : first + rows], k)
            found.append(codes._replace(rows=codes.rows + first))
        codes = Codes(*(torch.cat(parts) for parts in zip(*found, strict=True)))
        return codes if among is None else codes._replace(features=among[codes.features])

    def some_rows(self, encode: Encode, size: int, x: Float[Tensor, "batch d_in"], k: int) -> Codes:
        bound, none = x.new_zeros(len(x)), torch.zeros(0, dtype=torch.int64, device=x.device)
        width, found = max(1, at_a_time(WIDE, x) // max(len(x), 1)), [(x.new_zeros(0), none, none)]
        for start in range(0, size, width):
            pre_codes = encode(x, slice(start, min(start + width, size)))
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
        width = max(1, at_a_time(TILE, x) // max(len(x), 1))
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
        return SLACK * float(kth_largest(values, wanted, self.comms).least) if enough else 0.0


def falling(floor: float) -> list[float]:
    """A guess, what to try after it where too few codes exceed it, and zero. Halves, since far
    below the least code that is kept there are a great many."""
    return [floor / 2**n for n in range(HALVINGS + 1)] + [0.0] if floor > 0 else [0.0]


def among_some(encode: Encode, among: Tensor | None) -> Encode:
    """The same for the features with these numbers, counted among themselves."""
    if among is None:
        return encode
    return lambda x, tile: encode(x, among[tile])


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

    least: Float[Tensor, ""]  # that is kept
    spare: Int[Tensor, ""]  # codes equal to it that are kept


def kth_largest(values: Float[Tensor, " n"], k: int, comms: Comms = ALONE) -> Edge:
    """Of the positive values of all workers, of which there are at least k. Positive floats are in
    the order of their bits, so a round looks at eight of these, the highest first."""
    size = values.element_size()
    bits = values.contiguous().view({4: torch.int32, 8: torch.int64}[size])
    within = torch.ones_like(bits, dtype=torch.int32)  # 1 where all bits so far are those of least
    least, wanted = bits.new_zeros(1), torch.full((1,), k, device=bits.device)
    for shift in range(8 * size - 8, -1, -8):
        digits = (bits >> shift).bitwise_and_(255)
        counts = comms.sum(within.new_zeros(256).index_add_(0, digits, within))
        reached = counts.flip(0).cumsum(0).flip(0)  # how many have this digit or a higher one
        digit = (reached >= wanted).sum(dtype=torch.int64)[None] - 1
        wanted = wanted - (reached - counts)[digit]
        within *= digits == digit
        least = least << 8 | digit.to(bits.dtype)
    return Edge(least.view(values.dtype)[0], wanted[0])


def largest(codes: Codes, wanted: int, comms: Comms = ALONE) -> tuple[Codes, float]:
    """Those of the `wanted` largest codes of all workers that are here, in their order, and the
    least of them all. Of equal ones the earlier row is taken, in a row the lower feature."""
    least, spare = kth_largest(codes.values, wanted, comms)
    equal = codes.values == least
    rows = codes.rows + (comms.between.rank << 32)  # groups hold the batch in their order
    place = equal.cumsum(0) - 1  # among the equal ones
    for earlier, theirs in others(comms, rows[equal]):
        place += torch.searchsorted(theirs, rows, right=earlier)
    kept = ((codes.values > least) | (equal & (place < spare))).nonzero().flatten()
    return Codes(*(part[kept] for part in codes)), float(least)


def largest_of_rows(codes: Codes, batch: int, k: int, comms: Comms = ALONE) -> Codes:
    """Those of the k largest codes of every row that are here; of equal ones the earlier."""
    kept = strongest_of_bags(codes.values, first_of(codes.rows, batch), k)
    codes = Codes(*(part[kept] for part in codes))
    if comms.size == 1:
        return codes
    order = codes.values.sort(descending=True, stable=True).indices
    order = order[codes.rows[order].sort(stable=True).indices]
    rows = codes.rows[order]
    rank = torch.arange(len(order), device=order.device) - first_of(codes.rows, batch)[rows]
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
