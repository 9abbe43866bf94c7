"""The kernels in Triton, for a GPU. What is the same of a table's every row is done by one program.

Nothing is added up in an order that changes from run to run: a sum belongs to one program, or is
taken in pieces of a fixed size. Triton's interpreter runs them on a processor for the tests.
"""

import math
from typing import no_type_check

import torch
import torch.nn.functional as F
import triton
import triton.language as tl
from torch import Tensor

from sonde.dictionary.kernels.reference import BETAS, EPS
from sonde.dictionary.kernels.rounding import BELOW as BITS_BELOW
from sonde.dictionary.kernels.rounding import STRIDE as BETWEEN_COLUMNS
from sonde.dictionary.kernels.rows import Rows, Sums, Table, When

COLUMNS = 1024  # of a row for one program, where a row is not one program's
LONGEST = 256  # rows that one program adds up, where there is a single sum
AHEAD = tl.constexpr(4)  # rows that are read together
STRIDE = tl.constexpr(BETWEEN_COLUMNS)
BELOW = tl.constexpr(BITS_BELOW)


def bag_sum(weights: Tensor, table: Tensor, indices: Tensor, starts: Tensor) -> Tensor:
    if len(starts) == 1 and len(indices) > LONGEST:
        pieces = torch.arange(0, len(indices), LONGEST, device=starts.device)
        return bag_sum(weights, table, indices, pieces).sum(0, keepdim=True)
    width = table.shape[1]
    out = table.new_empty(len(starts), width)
    if len(out):
        block = min(COLUMNS, triton.next_power_of_2(width))
        grid = (len(out), triton.cdiv(width, block))
        edges = ended(starts, len(indices))
        add_bags[grid](weights, table.contiguous(), indices, edges, out, width, block)
    return out


def pair_dots(a: Tensor, b: Tensor, rows: Tensor, columns: Tensor) -> Tensor:
    width = a.shape[1]
    out = a.new_empty(len(rows))
    if len(out):
        block = min(COLUMNS, triton.next_power_of_2(width))
        given = (a.contiguous(), b.contiguous(), rows, columns)
        multiply_pairs[(len(out),)](*given, out, width, block)
    return out


def above(matrix: Tensor, floor: float | Tensor) -> tuple[Tensor, Tensor, Tensor]:
    """Counted block by block, then written where the counts before say."""
    n_rows, width = matrix.shape
    each = isinstance(floor, Tensor)
    floor = floor.float().contiguous() if isinstance(floor, Tensor) else float(floor)
    block = min(COLUMNS, triton.next_power_of_2(max(width, 1)))
    grid = (n_rows, triton.cdiv(width, block))
    counts = torch.zeros(grid, dtype=torch.int64, device=matrix.device)
    if counts.numel():
        matrix = matrix.contiguous()
        count_above[grid](matrix, floor, counts, width, each, block)
    ends = counts.flatten().cumsum(0)
    n = int(ends[-1]) if len(ends) else 0
    values, rows = matrix.new_empty(n), counts.new_empty(n)
    columns = counts.new_empty(n)
    if n:
        places = (ends - counts.flatten(), values, rows, columns)
        write_above[grid](matrix, floor, counts, *places, width, each, block)
    return values, rows, columns


def totals(weights: Tensor, features: Tensor, size: int) -> Tensor:
    features, order = features.sort(stable=True)
    there, counts = features.unique_consecutive(return_counts=True)
    ones, nothing = weights.new_ones(1, 1), torch.zeros_like(features)
    sums = bag_sum(weights[order], ones, nothing, counts.cumsum(0) - counts)
    return weights.new_zeros(size).index_put((there,), sums[:, 0])


def squares(sums: Sums) -> Tensor:
    """Of every row of a gradient its length, squared; the rows themselves are not kept."""
    out = sums.weights.new_empty(len(sums.features))
    if len(out):
        width = sums.vectors.shape[1]
        block = triton.next_power_of_2(width)
        across = sums.across is not None
        given = (*told(sums), sums.across if across else sums.vectors, out, width, across, block)
        square_rows[(len(out),)](*given, num_warps=warps(block))
    return out


def move_sums(table: Table, sums: Sums, when: When, unit: bool) -> None:
    """Adds the gradient of a row up and moves the row, so that no gradient is ever whole."""
    if not len(sums.features):
        return
    assert all(part.is_contiguous() for part in table)
    first, second = BETAS
    correction = math.sqrt(1 - second**when.step)
    fading = second**when.lag
    scale = when.rate * correction / (1 - first**when.times)
    width = table.rows.shape[1]
    block = triton.next_power_of_2(width)
    keys = sums.features if when.keys is None else when.keys
    own = (*told(sums), *table, fading.contiguous(), scale.contiguous(), keys)
    numbers = (width, 1 - first, 1 - second, EPS * correction)
    kept_in = (when.keys is not None, table.m.dtype == torch.uint8)
    how = (sums.across is not None, unit, *kept_in, block)
    move_row[(len(sums.features),)](*own, *numbers, *how, num_warps=warps(block))


def move_rows(table: Table, gradient: Rows, when: When, unit: bool) -> None:
    every = torch.arange(len(gradient.features), device=gradient.values.device)
    ones = gradient.values.new_ones(len(every))
    sums = Sums(gradient.features, every, ones, gradient.values, every)
    move_sums(table, sums, when, unit)


def told(sums: Sums) -> tuple[Tensor, ...]:
    edges = ended(sums.starts, len(sums.weights))
    return sums.features, edges, sums.weights, sums.vectors.contiguous(), sums.rows


def ended(starts: Tensor, n: int) -> Tensor:
    return F.pad(starts, (0, 1), value=n)


def warps(block: int) -> int:
    """For a program that holds a whole row."""
    return min(16, max(1, block // 512))


@triton.jit
@no_type_check
def add_up(edges, weights, vectors, rows, n, width, columns, within, block: tl.constexpr):
    total = tl.zeros([block], tl.float32)
    end = tl.load(edges + n + 1)
    for i in range(tl.load(edges + n), end, AHEAD):
        some = i + tl.arange(0, AHEAD)
        row = tl.load(rows + some, mask=some < end, other=0)
        weight = tl.load(weights + some, mask=some < end, other=0.0)
        there = (some < end)[:, None] & within[None, :]
        at = row[:, None] * width + columns[None, :]
        total += tl.sum(weight[:, None] * tl.load(vectors + at, mask=there, other=0.0), 0)
    return total


@triton.jit
@no_type_check
def add_bags(weights, table, indices, edges, out, width, block: tl.constexpr):
    bag = tl.program_id(0).to(tl.int64)
    columns = tl.program_id(1) * block + tl.arange(0, block)
    within = columns < width
    total = add_up(edges, weights, table, indices, bag, width, columns, within, block)
    tl.store(out + bag * width + columns, total, mask=within)


@triton.jit
@no_type_check
def multiply_pairs(a, b, rows, columns, out, width, block: tl.constexpr):
    n = tl.program_id(0).to(tl.int64)
    row, column = tl.load(rows + n) * width, tl.load(columns + n) * width
    products = tl.zeros([block], tl.float32)
    for start in range(0, width, block):
        at = start + tl.arange(0, block)
        within = at < width
        of_a = tl.load(a + row + at, mask=within, other=0.0)
        products += of_a * tl.load(b + column + at, mask=within, other=0.0)
    tl.store(out + n, tl.sum(products))


@triton.jit
@no_type_check
def exceeding(matrix, floor, width, each: tl.constexpr, block: tl.constexpr):
    """Columns of this program, their values, and which of them exceed the floor."""
    row = tl.program_id(0).to(tl.int64)
    columns = tl.program_id(1) * block + tl.arange(0, block)
    within = columns < width
    values = tl.load(matrix + row * width + columns, mask=within, other=0.0)
    least = tl.load(floor + row) if each else floor
    return columns, values, (values.to(tl.float32) > least) & within


@triton.jit
@no_type_check
def count_above(matrix, floor, counts, width, each: tl.constexpr, block: tl.constexpr):
    _, _, found = exceeding(matrix, floor, width, each, block)
    place = tl.program_id(0) * tl.num_programs(1) + tl.program_id(1)
    tl.store(counts + place, tl.sum(found.to(tl.int64)))


@triton.jit
@no_type_check
def write_above(
    matrix, floor, counts, starts, values, rows, columns, width,
    each: tl.constexpr, block: tl.constexpr,
):  # fmt: skip
    place = tl.program_id(0) * tl.num_programs(1) + tl.program_id(1)
    if tl.load(counts + place) > 0:
        of_columns, of_values, found = exceeding(matrix, floor, width, each, block)
        at = tl.load(starts + place) + tl.cumsum(found.to(tl.int64)) - 1
        tl.store(values + at, of_values, mask=found)
        tl.store(columns + at, of_columns.to(tl.int64), mask=found)
        row = tl.zeros([block], tl.int64) + tl.program_id(0)
        tl.store(rows + at, row, mask=found)


@triton.jit
@no_type_check
def taken_across(g, direction):
    """What of g would lengthen the direction, taken out; a direction of zeros takes nothing."""
    length = tl.maximum(tl.sum(direction * direction), 1e-30)
    return g - tl.sum(g * direction) / length * direction


@triton.jit
@no_type_check
def square_rows(
    features, edges, weights, vectors, rows, table, out, width,
    across: tl.constexpr, block: tl.constexpr,
):  # fmt: skip
    n = tl.program_id(0)
    columns = tl.arange(0, block)
    within = columns < width
    g = add_up(edges, weights, vectors, rows, n, width, columns, within, block)
    if across:
        at = tl.load(features + n) * width + columns
        g = taken_across(g, tl.load(table + at, mask=within, other=0.0))
    tl.store(out + n, tl.sum(g * g))


@triton.jit
@no_type_check
def move_row(
    features, edges, weights, vectors, rows, table, m, v, fading, scale, keys,
    width, new, new_square, eps,
    across: tl.constexpr, unit: tl.constexpr, by_chance: tl.constexpr, float8: tl.constexpr,
    block: tl.constexpr,
):  # fmt: skip
    n = tl.program_id(0)
    columns = tl.arange(0, block)
    within = columns < width
    feature = tl.load(features + n)
    at = feature * width + columns
    own = at + feature  # in a table whose rows end with their exponent
    last = feature * (width + 1) + width
    g = add_up(edges, weights, vectors, rows, n, width, columns, within, block)
    row = tl.load(table + at, mask=within, other=0.0)
    if across:
        g = taken_across(g, row)
    if float8:
        momentum = opened(tl.load(m + own, mask=within, other=0), tl.load(m + last), 7)
        square = opened(tl.load(v + own, mask=within, other=0), tl.load(v + last), 8)
    else:
        momentum = tl.load(m + at, mask=within, other=0.0).to(tl.float32)
        square = tl.load(v + at, mask=within, other=0.0).to(tl.float32)
    momentum += new * (g - momentum)
    square = tl.load(fading + n) * square + new_square * g * g
    moved = row - tl.load(scale + n) * momentum / (tl.sqrt(square) + eps)
    if unit:
        moved = moved / tl.sqrt(tl.sum(moved * moved))
    tl.store(table + at, moved, mask=within)
    if by_chance:
        chance = tl.load(keys + n).to(tl.uint32) + columns.to(tl.uint32) * STRIDE
        low, high = chance & 0xFFFF, chance >> 16
        if float8:
            largest = exponent(tl.max(tl.abs(momentum)))
            tl.store(m + own, in_float8(momentum, low, largest, 7), mask=within)
            tl.store(m + last, largest.to(tl.uint8))
            largest = exponent(tl.max(square))
            tl.store(v + own, in_float8(square, high, largest, 8), mask=within)
            tl.store(v + last, largest.to(tl.uint8))
        else:
            tl.store(m + at, rounded(momentum, low), mask=within)
            tl.store(v + at, rounded(square, high), mask=within)
    else:
        tl.store(m + at, momentum, mask=within)
        tl.store(v + at, square, mask=within)


@triton.jit
@no_type_check
def rounded(x, chance):
    bits = x.to(tl.uint32, bitcast=True) + chance
    return (bits >> 16).to(tl.uint16).to(tl.bfloat16, bitcast=True)


@triton.jit
@no_type_check
def exponent(x):
    return x.to(tl.int32, bitcast=True) >> 23


@triton.jit
@no_type_check
def lowest(top, bits: tl.constexpr):
    return tl.maximum(8 * top.to(tl.int32) + 9 - (1 << bits), 0)


@triton.jit
@no_type_check
def in_float8(x, chance, top, bits: tl.constexpr):
    level = tl.abs(x).to(tl.int32, bitcast=True) + (chance.to(tl.int32) << 4)
    code = tl.maximum((level >> BELOW) - lowest(top, bits), bits - 7)  # a second moment: at least 1
    if bits == 7:
        code |= (x < 0).to(tl.int32) << 7
    return code.to(tl.uint8)


@triton.jit
@no_type_check
def opened(kept, top, bits: tl.constexpr):
    code = kept.to(tl.int32)
    level = code & ((1 << bits) - 1)
    x = tl.where(level > 0, (level + lowest(top, bits)) << BELOW, 0).to(tl.float32, bitcast=True)
    return tl.where((code >> bits) > 0, -x, x)
