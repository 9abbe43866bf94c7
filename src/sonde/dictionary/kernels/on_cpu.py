"""What numba compiles better than torch composes: Adam on rows, in one pass over memory in fp32.

Sums of rows, dot products and comparisons are as fast in torch (docs/log.md has the figures).
"""

import math
from concurrent.futures import ThreadPoolExecutor
from typing import no_type_check

import numba
import numpy as np
import torch
from torch import Tensor

from sonde.dictionary.kernels.reference import BETAS, EPS

compiled = numba.njit(nogil=True, fastmath={"contract", "reassoc", "nsz"}, cache=True)


def move_rows(
    table: Tensor,
    m: Tensor,
    v: Tensor,
    features: Tensor,
    gradient: Tensor,
    lag: Tensor,
    times: Tensor,
    step: int,
    rate: float,
    unit: bool,
) -> None:
    first, second = BETAS
    fading = second**lag
    scale = rate * math.sqrt(1 - second**step) / (1 - first**times)
    eps = EPS * math.sqrt(1 - second**step)
    state = (table.numpy(), m.numpy(), v.numpy())

    def move(part: tuple[Tensor, ...]) -> None:
        given = (*state, *(tensor.contiguous().numpy() for tensor in part))
        adam(*given, np.float32(first), np.float32(second), np.float32(eps), unit)

    n_threads = torch.get_num_threads()
    pieces = [x.chunk(n_threads) for x in (features, gradient, fading, scale)]
    with ThreadPoolExecutor(n_threads) as pool:  # no row is in two pieces
        list(pool.map(move, zip(*pieces, strict=True)))


@compiled
@no_type_check
def adam(table, m, v, features, gradient, fading, scale, first, second, eps, unit):
    width = table.shape[1]
    one = np.float32(1)
    for n in range(len(features)):
        row, fade, rate = features[n], fading[n], scale[n]
        squares = np.float32(0)
        for j in range(width):
            g = gradient[n, j]
            momentum = m[row, j] + (one - first) * (g - m[row, j])
            square = fade * v[row, j] + (one - second) * g * g
            moved = table[row, j] - rate * momentum / (np.sqrt(square) + eps)
            m[row, j], v[row, j], table[row, j] = momentum, square, moved
            squares += moved * moved
        if unit:
            shrink = one / np.sqrt(squares)
            for j in range(width):
                table[row, j] *= shrink
