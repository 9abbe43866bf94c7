"""Choosing the strongest codes of a batch, a tile of features at a time.

The matrix of all pre_codes is never whole: of every tile only the entries over a floor are kept.
The floor is a guess that the last batch left; where too few entries exceed it they are looked for
again with a lower one, so the choice is exact whatever the guess was.
"""

from collections.abc import Callable

import torch
from jaxtyping import Float, Int
from torch import Tensor

from sonde.dictionary.first_look import UNKNOWN, FirstLook
from sonde.dictionary.kernels.dispatch import above
from sonde.dictionary.sparse import Codes

TILE = 1 << 21  # pre_codes at a time: 8 MB
SAMPLE = 64  # rows from which the first floor is guessed
SLACK = 0.9  # the next floor, as a share of the least code that was kept
WIDE = 1 << 24  # pre_codes at a time where whole rows are wanted: 64 MB
FEWEST = 256  # rows at a time: fewer make a slow product

Encode = Callable[[Tensor, slice], Tensor]  # (rows of x, features) -> their pre_codes


class Scan:
    """Choices among the positive codes of all features; of equal ones the earlier is taken."""

    def __init__(self, size: int) -> None:
        self.size = size  # of the dictionary
        self.floor = torch.full((1,), UNKNOWN, dtype=torch.float64)
        self.look: FirstLook | None = None

    def state(self) -> dict[str, Tensor]:
        """What the next choice depends on beside the weights."""
        return {"floor": self.floor} | ({"sigma": self.look.sigma} if self.look else {})

    def of_batch(self, encode: Encode, x: Float[Tensor, "batch d_in"], k: int) -> Codes:
        """The k * batch largest of the whole batch. Bussmann et al. 2024, arXiv 2412.06410."""
        wanted = k * len(x)
        floor = self.guess(encode, x, k)
        codes = self.over(encode, x, floor)
        for lower in (floor / 2, 0.0):
            if len(codes.values) < wanted:
                codes = self.over(encode, x, lower)
        codes = largest(codes, wanted)
        short = len(codes.values) < wanted
        self.floor.fill_(0.0 if short else SLACK * float(codes.values.min()))
        return codes

    def of_rows(self, encode: Encode, x: Float[Tensor, "batch d_in"], k: int) -> Codes:
        """The k largest of every row, some rows at a time."""
        at_a_time, found = max(FEWEST, WIDE // self.size), []
        for first in range(0, len(x), at_a_time):
            codes = self.some_rows(encode, x[first : first + at_a_time], k)
            found.append(codes._replace(rows=codes.rows + first))
        return Codes(*(torch.cat(parts) for parts in zip(*found, strict=True)))

    def some_rows(self, encode: Encode, x: Float[Tensor, "batch d_in"], k: int) -> Codes:
        """The same; in every tile only codes that may be among a row's k largest are kept."""
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
        codes = in_order(values[kept], features[kept], rows[kept])
        return largest_of_rows(codes, len(x), k)

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
        wanted = k * len(rows)
        return SLACK * float(values.topk(wanted).values[-1]) if len(values) > wanted else 0.0


def strongest_of_batch(pre_codes: Float[Tensor, "batch dictionary_size"], k: int) -> Codes:
    """`Scan.of_batch` of pre_codes that are there already."""
    return Scan(pre_codes.shape[1]).of_batch(lambda rows, tile: rows[:, tile], pre_codes, k)


def in_order(
    values: Float[Tensor, " n"], features: Int[Tensor, " n"], rows: Int[Tensor, " n"]
) -> Codes:
    """Ordered by row; each row's features are ascending already."""
    rows, order = rows.sort(stable=True)
    return Codes(values[order], features[order], rows)


def largest(codes: Codes, wanted: int) -> Codes:
    """The `wanted` largest codes, in their order; of equal ones the earlier."""
    values, n = codes.values, len(codes.values)
    if n <= wanted:
        return codes
    least = values.kthvalue(n - wanted + 1).values
    above, equal = values > least, values == least
    kept = above | (equal & (equal.cumsum(0) <= wanted - above.sum()))
    return Codes(*(part[kept] for part in codes))


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


def largest_of_rows(codes: Codes, batch: int, k: int) -> Codes:
    """The k largest codes of every row; of equal ones the earlier."""
    order = codes.values.sort(descending=True, stable=True).indices
    order = order[codes.rows[order].sort(stable=True).indices]
    counts = torch.bincount(codes.rows, minlength=batch)
    starts = counts.cumsum(0) - counts
    rank = torch.arange(len(order), device=order.device) - starts[codes.rows]
    chosen = order[rank < k].sort().values
    return Codes(*(part[chosen] for part in codes))
