"""Adam on rows, in one pass over memory."""

import math
from collections.abc import Callable
from typing import Any, no_type_check

import numpy as np
import torch
from jaxtyping import Int
from torch import Tensor

from sonde.dictionary.kernels.on_cpu.threads import compiled, in_pieces
from sonde.dictionary.kernels.reference import BETAS, EPS
from sonde.dictionary.kernels.rounding import BELOW as LEVEL
from sonde.dictionary.kernels.rounding import STRIDE as BETWEEN_COLUMNS
from sonde.dictionary.kernels.rows import Rows, Table, When

HALF, MOST, SIZE = np.uint32(16), np.uint32(0xFFFF), np.uint32(0x7FFFFFFF)
BELOW = np.uint32(LEVEL)
STRIDE = np.uint32(BETWEEN_COLUMNS)


def move_rows(table: Table, gradient: Rows, when: When, unit: bool) -> None:
    adam = adam_on(table, gradient.features, when, unit)
    values = gradient.values.contiguous().numpy()
    in_pieces(lambda start, stop: adam(values[start:stop], start, stop), len(values))


def adam_on(
    table: Table, features: Int[Tensor, " fired"], when: When, unit: bool
) -> Callable[[Any, int, int], None]:
    """What moves the rows of features[start:stop], given their gradients."""
    first, second = BETAS
    unbiased = math.sqrt(1 - second**when.step)
    scale = when.rate * unbiased / (1 - first**when.times)
    own = [features, second**when.lag, scale] + ([] if when.keys is None else [when.keys])
    of_rows = [tensor.contiguous().numpy() for tensor in own]
    kept_in = AS_NUMPY.get(table.m.dtype, table.m.dtype)
    state = [table.rows.numpy(), *(moment.view(kept_in).numpy() for moment in table[1:])]
    constants = np.float32(first), np.float32(second), np.float32(EPS * unbiased), unit
    kernel = ADAM_IN[table.m.dtype]

    def move(gradient: Any, start: int, stop: int) -> None:
        named, *others = (one[start:stop] for one in of_rows)
        kernel(*state, named, gradient, *others, *constants)

    return move


@compiled
@no_type_check
def in_fp32(table, m, v, features, gradient, fading, scale, first, second, eps, unit):
    for n in range(len(features)):
        row = features[n]
        own = (table[row], m[row], v[row], gradient[n], fading[n], scale[n])
        move_row(*own, first, second, eps, unit)


@compiled
@no_type_check
def in_bf16(table, m, v, features, gradient, fading, scale, keys, first, second, eps, unit):
    one = np.float32(1)
    for n in range(len(features)):
        row, key = features[n], np.uint32(keys[n])
        own, of_m, of_v, of_row = table[row], m[row], v[row], gradient[n]
        fade, rate, squares = fading[n], scale[n], np.float32(0)
        for j in range(len(own)):  # as `move_row`: memory is all that this loop waits for
            momentum, square = as_float(of_m[j]), as_float(of_v[j])
            g = of_row[j]
            momentum += (one - first) * (g - momentum)
            square = fade * square + (one - second) * g * g
            own[j] -= rate * momentum / (np.sqrt(square) + eps)
            squares += own[j] * own[j]
            chance = np.uint32(key + np.uint32(np.uint32(j) * STRIDE))
            of_m[j] = (np.float32(momentum).view(np.uint32) + (chance & MOST)) >> HALF
            of_v[j] = (np.float32(square).view(np.uint32) + (chance >> HALF)) >> HALF
        if unit:
            to_length_one(own, squares)


@compiled
@no_type_check
def in_float8(table, m, v, features, gradient, fading, scale, keys, first, second, eps, unit):
    width = table.shape[1]
    momentum, square = np.empty(width, np.float32), np.empty(width, np.float32)
    of_m, of_v = momentum.view(np.uint32), square.view(np.uint32)
    for n in range(len(features)):
        row, key = features[n], np.uint32(keys[n])
        of_lowest, of_lowest_square = lowest(m[row, width], 7), lowest(v[row, width], 8)
        for j in range(width):
            of_m[j] = opened(m[row, j] & np.uint32(0x7F), of_lowest)
            of_m[j] |= np.uint32(m[row, j] >> np.uint8(7)) << np.uint32(31)
            of_v[j] = opened(v[row, j], of_lowest_square)
        own = (table[row], momentum, square, gradient[n], fading[n], scale[n])
        move_row(*own, first, second, eps, unit)
        top = top_square = np.uint32(0)
        for j in range(width):
            top, top_square = max(top, of_m[j] & SIZE), max(top_square, of_v[j])
        m[row, width], v[row, width] = top >> np.uint32(23), top_square >> np.uint32(23)
        of_lowest, of_lowest_square = lowest(m[row, width], 7), lowest(v[row, width], 8)
        for j in range(width):
            chance = np.uint32(key + np.uint32(np.uint32(j) * STRIDE))
            sign = (of_m[j] >> np.uint32(31)) << np.uint32(7)
            level = (of_m[j] & SIZE) + ((chance & MOST) << np.uint32(4))
            m[row, j] = max(0, np.int32(level >> BELOW) - of_lowest) | sign
            level = of_v[j] + ((chance >> HALF) << np.uint32(4))
            v[row, j] = max(1, np.int32(level >> BELOW) - of_lowest_square)


@compiled
@no_type_check
def lowest(top, bits):
    return max(0, 8 * np.int32(top) + 9 - (1 << bits))


@compiled
@no_type_check
def opened(code, of_lowest):
    return np.uint32(np.uint32(code) + of_lowest) << BELOW if code else np.uint32(0)


@compiled
@no_type_check
def as_float(upper):
    return np.uint32(np.uint32(upper) << HALF).view(np.float32)


@compiled
@no_type_check
def move_row(row, m, v, gradient, fade, rate, first, second, eps, unit):
    one, squares = np.float32(1), np.float32(0)
    for j in range(len(row)):
        g = gradient[j]
        momentum = m[j] + (one - first) * (g - m[j])
        square = fade * v[j] + (one - second) * g * g
        moved = row[j] - rate * momentum / (np.sqrt(square) + eps)
        m[j], v[j], row[j] = momentum, square, moved
        squares += moved * moved
    if unit:
        to_length_one(row, squares)


@compiled
@no_type_check
def to_length_one(row, squares):
    shrink = np.float32(1) / np.sqrt(squares)
    for j in range(len(row)):
        row[j] *= shrink


AS_NUMPY = {torch.bfloat16: torch.uint16}  # as numpy sees what it does not know
ADAM_IN = {torch.float32: in_fp32, torch.bfloat16: in_bf16, torch.uint8: in_float8}
