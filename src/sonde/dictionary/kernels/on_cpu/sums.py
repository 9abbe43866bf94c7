"""Gradients by row that are added up on the way: some rows at a time, which stay in the cache of
the core that moves them."""

from typing import Any, no_type_check

import numpy as np
import torch
from jaxtyping import Float, Int
from torch import Tensor

from sonde.dictionary.kernels.on_cpu.adam import adam_on
from sonde.dictionary.kernels.on_cpu.threads import compiled, in_pieces
from sonde.dictionary.kernels.rows import Sums, Table, When

AT_ONCE = 1 << 17  # numbers of a gradient: half a megabyte


def pair_dots(
    a: Float[Tensor, "m width"],
    b: Float[Tensor, "p width"],
    rows: Int[Tensor, " n"],
    columns: Int[Tensor, " n"],
) -> Float[Tensor, " n"]:
    found = torch.empty(len(rows))
    given = [tensor.contiguous().numpy() for tensor in (a, b, rows, columns)]
    out = found.numpy()
    in_pieces(lambda start, stop: dots(*given, out, start, stop), len(found))
    return found


def squares(sums: Sums) -> Float[Tensor, " fired"]:
    found = torch.empty(len(sums.features))
    out, numbers = found.numpy(), arrays(sums)

    def measure(start: int, stop: int) -> None:
        gradient = np.empty((stop - start, sums.vectors.shape[1]), np.float32)
        add_up(*numbers, gradient, start)
        lengths(gradient, out[start:stop])

    in_pieces(measure, len(found), at_once(sums))
    return found


def move_sums(table: Table, sums: Sums, when: When, unit: bool) -> None:
    adam, numbers = adam_on(table, sums.features, when, unit), arrays(sums)

    def move(start: int, stop: int) -> None:
        gradient = np.empty((stop - start, sums.vectors.shape[1]), np.float32)
        add_up(*numbers, gradient, start)
        adam(gradient, start, stop)

    in_pieces(move, len(sums.features), at_once(sums))


def at_most(sums: Sums) -> Float[Tensor, " fired"]:
    found, size = torch.empty(len(sums.features)), np.empty(len(sums.vectors), np.float32)
    _, starts, ends, weights, vectors, rows, _ = arrays(sums)
    given, out = (starts, ends, weights, size, rows), found.numpy()
    in_pieces(lambda start, stop: lengths(vectors[start:stop], size[start:stop]), len(size))
    in_pieces(lambda start, stop: as_if_parallel(*given, out, start, stop), len(out))
    return found


def order_of(features: Int[Tensor, " n"]) -> list[Int[Tensor, " m"]]:
    found = in_order(features.numpy(), int(features.max()) + 1 if len(features) else 0)
    return [torch.from_numpy(one) for one in found]


def round_rows(
    kept: Tensor, rows: Float[Tensor, "size width"], features: Int[Tensor, " some"]
) -> None:
    """kept[features, :width] = rows[features] in bf16: the nearest, or of two the even one."""
    bits = rows.view(torch.int32).numpy().view(np.uint32)
    out, named = kept.view(torch.uint16).numpy(), features.numpy()
    in_pieces(lambda start, stop: shorten(bits, out, named[start:stop]), len(named))


def arrays(sums: Sums) -> list[Any]:
    """What `add_up` is told; `across` is empty where nothing is to be taken out."""
    across = sums.vectors[:0] if sums.across is None else sums.across
    ends = torch.cat([sums.starts[1:], sums.starts.new_tensor([len(sums.weights)])])
    given = (sums.features, sums.starts, ends, sums.weights, sums.vectors, sums.rows, across)
    return [tensor.contiguous().numpy() for tensor in given]


def at_once(sums: Sums) -> int:
    return max(1, AT_ONCE // max(1, sums.vectors.shape[1]))


@compiled
@no_type_check
def dots(a, b, rows, columns, out, first, last):
    for n in range(first, last):
        one, other, total = a[rows[n]], b[columns[n]], np.float32(0)
        for j in range(len(one)):
            total += one[j] * other[j]
        out[n] = total


@compiled
@no_type_check
def add_up(features, starts, ends, weights, vectors, rows, across, gradient, first):
    """Of the rows from `first` on, as many as the gradient has; four vectors at a time."""
    width = vectors.shape[1]
    for i in range(len(gradient)):
        out, n, end = gradient[i], starts[first + i], ends[first + i]
        out[:] = 0
        while n + 4 <= end:
            a, b = vectors[rows[n]], vectors[rows[n + 1]]
            c, d = vectors[rows[n + 2]], vectors[rows[n + 3]]
            p, q, r, s = weights[n], weights[n + 1], weights[n + 2], weights[n + 3]
            for j in range(width):
                out[j] += p * a[j] + q * b[j] + r * c[j] + s * d[j]
            n += 4
        while n < end:
            a, p = vectors[rows[n]], weights[n]
            for j in range(width):
                out[j] += p * a[j]
            n += 1
        if len(across):
            take_out(out, across[features[first + i]])


@compiled
@no_type_check
def take_out(gradient, direction):
    """What of the gradient lies along the direction."""
    along = square = np.float32(0)
    for j in range(len(gradient)):
        along += gradient[j] * direction[j]
        square += direction[j] * direction[j]
    share = along / square
    for j in range(len(gradient)):
        gradient[j] -= share * direction[j]


@compiled
@no_type_check
def lengths(rows, out):
    """Their squares."""
    for i in range(len(rows)):
        row, total = rows[i], np.float32(0)
        for j in range(len(row)):
            total += row[j] * row[j]
        out[i] = total


@compiled
@no_type_check
def as_if_parallel(starts, ends, weights, squares, rows, out, first, last):
    for i in range(first, last):
        total = 0.0
        for n in range(starts[i], ends[i]):
            total += abs(weights[n]) * np.sqrt(squares[rows[n]])
        out[i] = total


@compiled
@no_type_check
def in_order(features, size):
    """Where the features stand in their order, of equal ones the earlier first; which there are,
    and where each begins."""
    ends = np.zeros(size + 1, np.int64)
    for feature in features:
        ends[feature + 1] += 1
    fired = np.flatnonzero(ends[1:])
    ends = np.cumsum(ends)
    starts, order = ends[fired], np.empty(len(features), np.int64)
    for n in range(len(features)):
        place = ends[features[n]]
        order[place], ends[features[n]] = n, place + 1
    return order, fired, starts


@compiled
@no_type_check
def shorten(bits, out, features):
    half, one = np.uint32(0x7FFF), np.uint32(1)
    for n in range(len(features)):
        row = features[n]
        for j in range(bits.shape[1]):
            b = bits[row, j]
            out[row, j] = np.uint32(b + half + ((b >> np.uint32(16)) & one)) >> np.uint32(16)
