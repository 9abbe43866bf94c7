"""What a first look in bf16 lets through, of tiles that are read once and stay in the cache.

A code's bits are brought into the order of numbers (`key`), so that 64 at once are compared with
what their row asks for. Every row has a little room; once it has a few times k codes, and again
when these are twice as many, what cannot be among its k largest any more is thrown out, and its
floor rises.
"""

from typing import Any, no_type_check

import numpy as np
import torch
from jaxtyping import Float, Int
from torch import Tensor

from sonde.dictionary.kernels.on_cpu.selection import kth_largest
from sonde.dictionary.kernels.on_cpu.threads import compiled, in_pieces
from sonde.dictionary.kernels.on_cpu.together import lowest_bit, over_low

ROOM = 256  # for each row at first, and at least eight times k
BLOCK = 64  # codes that are compared at once
AGAIN = 3  # times k: a row that has so many is gone through for the first time
ONE = np.uint64(1)
SIGN, SIZE = np.int16(15), np.int16(0x7FFF)
HALF, LOWER = np.uint32(16), np.uint32(0xFFFF)


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
        n_rows, self.k, self.margin = len(x), k, np.float32(margin)
        floors = torch.as_tensor(floor, dtype=torch.float32)
        self.lows = (floors - margin).expand(n_rows).clone().numpy()  # what codes have to exceed
        self.counts = np.zeros(n_rows, np.int64)
        shape = n_rows, max(ROOM, 8 * k)
        self.keys, self.features = np.empty(shape, np.int16), np.empty(shape, np.int32)

    def add(self, rough: Tensor, first: int, start: int) -> None:
        """A tile of bf16: rows from `first` on, features from `start` on, which rise in a row."""
        assert rough.stride(1) == 1  # many of a row are compared at once
        tile = rough.view(torch.int16).numpy()
        at = np.zeros(len(tile), np.int64)  # where each row of the tile is looked on from
        here = slice(first, first + len(tile))
        while True:
            state = [one[here] for one in (self.lows, self.counts, self.keys, self.features)]

            def look(begin: int, end: int, state: list[Any] = state) -> None:
                scan(tile, at, start, *state, self.k, self.margin, begin, end)

            in_pieces(look, len(tile))
            if (at == tile.shape[1]).all():
                return
            self.keys, self.features = doubled(self.keys), doubled(self.features)

    def found(self) -> tuple[Float[Tensor, " rows"], Int[Tensor, " n"], Int[Tensor, " n"]]:
        """What codes of each row had to exceed in the end; rows and features of those that did."""

        def last(begin: int, end: int) -> None:
            state = self.lows, self.counts, self.keys, self.features
            narrow(*state, self.k, self.margin, begin, end)

        in_pieces(last, len(self.lows))
        counts = torch.from_numpy(self.counts)
        rows = torch.arange(len(counts)).repeat_interleave(counts)
        features = torch.empty(len(rows), dtype=torch.int64)
        ends, out = counts.cumsum(0).numpy(), features.numpy()

        def copy(begin: int, end: int) -> None:
            pack(self.features, self.counts, ends, out, begin, end)

        in_pieces(copy, len(self.lows))
        return torch.from_numpy(self.lows), rows, features


def doubled(table: Any) -> Any:
    return np.concatenate([table, np.empty_like(table)], axis=1)


@compiled
@no_type_check
def scan(tile, at, start, lows, counts, keys, features, k, margin, first, last):
    width, room = tile.shape[1], keys.shape[1]
    for row in range(first, last):
        codes, low, n, j, full = tile[row], key_below(lows[row]), counts[row], at[row], False
        most = enough(n, k, room)
        while j < width and not full:
            block = min(BLOCK, width - j)
            over = over_low(codes, j, low) if block == BLOCK else few_over_low(codes, j, low)
            while over and not full:
                place = j + lowest_bit(over)
                if n == most:
                    n = raised(keys[row], features[row], lows[row : row + 1], n, k, margin)
                    low, most = key_below(lows[row]), enough(n, k, room)
                    full = n > room // 2  # to be called again with more, from here on
                    block = place - j if full else block
                if not full:
                    keys[row, n], features[row, n] = key(codes[place]), start + place
                    n += keys[row, n] > low
                    over &= over - ONE
            j += block
        counts[row], at[row] = n, j


@compiled
@no_type_check
def enough(n, k, room):
    """Codes with which a row that has n is gone through again."""
    return min(room, max(2 * n, AGAIN * k, BLOCK))


@compiled
@no_type_check
def few_over_low(codes, first, low):
    """`over_low` of what is left of a row."""
    over = np.uint64(0)
    for i in range(len(codes) - first):
        if key(codes[first + i]) > low:
            over |= ONE << np.uint64(i)
    return over


@compiled
@no_type_check
def narrow(lows, counts, keys, features, k, margin, first, last):
    for row in range(first, last):
        own = keys[row], features[row], lows[row : row + 1]
        counts[row] = raised(*own, counts[row], k, margin)


@compiled
@no_type_check
def raised(keys, features, low, n, k, margin):
    """Raises what a row asks for to what k of its n codes reach, less the margin; how many codes
    are left of it."""
    if not k or n < k:
        return n
    reached = np.uint32(max(np.int16(0), kth_largest(keys[:n].copy(), k)))
    low[0] = max(low[0], np.uint32(reached << HALF).view(np.float32) - margin)
    least, left = key_below(low[0]), 0
    for i in range(n):
        if keys[i] > least:
            keys[left], features[left] = keys[i], features[i]
            left += 1
    return left


@compiled
@no_type_check
def pack(features, counts, ends, out, first, last):
    for row in range(first, last):
        start = ends[row] - counts[row]
        for i in range(counts[row]):
            out[start + i] = features[row, i]


@compiled
@no_type_check
def key(bits):
    """The bits of a bf16 so that they are in the order of the numbers."""
    return np.int16(bits ^ ((bits >> SIGN) & SIZE))


@compiled
@no_type_check
def key_below(number):
    """The key of the largest bf16 that is not above a number."""
    bits = np.float32(number).view(np.uint32)
    found = key(np.int16(np.uint16(bits >> HALF)))
    cut = found < 0 and (bits & LOWER) != 0
    return np.int16(found - np.int16(cut))
