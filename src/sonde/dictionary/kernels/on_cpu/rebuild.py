"""A row at a time: its residuals, and how they move its codes."""

from typing import no_type_check

import numpy as np
import torch
from jaxtyping import Float, Int
from torch import Tensor

from sonde.dictionary.kernels.on_cpu.threads import compiled, in_pieces
from sonde.dictionary.kernels.rows import Pulls


def rebuild(
    values: Float[Tensor, " n"],
    W_dec: Float[Tensor, "size width"],
    x: Float[Tensor, "batch width"],
    b_dec: Float[Tensor, " width"],
    features: Int[Tensor, " n"],
    starts: Int[Tensor, " batch"],
    ends: Int[Tensor, " n_groups"],
    room: Float[Tensor, "batch n_groups width"],
) -> Pulls:
    found = (
        values.new_empty(room.shape[:2]),
        room,
        torch.empty_like(values),
        torch.empty_like(features),
    )
    stops = torch.cat([starts[1:], starts.new_tensor([len(values)])])
    given = values, W_dec, x, b_dec, features, starts, stops, ends
    arrays = tuple(tensor.detach().contiguous().numpy() for tensor in given)
    out, sums = tuple(tensor.numpy() for tensor in found), {}

    def some(first: int, last: int) -> None:
        sums[first] = of_rows(arrays, out, first, last)

    in_pieces(some, len(x))
    parts = [torch.from_numpy(sums[first]) for first in sorted(sums)]
    return Pulls(
        *found, torch.stack(parts).sum(0) if parts else x.new_zeros(3, x.shape[1]).double()
    )


@compiled
@no_type_check
def of_rows(given, out, first, last):
    values, W_dec, x, b_dec, features, starts, stops, ends = given
    squares, pulls, slopes, bags = out
    n_groups, width = pulls.shape[1], pulls.shape[2]
    sums = np.zeros((3, width))
    for row in range(first, last):
        left, n = pulls[row, 0], starts[row]
        for j in range(width):
            left[j] = x[row, j] - b_dec[j]
            sums[0, j] += left[j]
            sums[1, j] += left[j] * left[j]
        for group in range(n_groups):
            before, left = left, pulls[row, group]
            if group:
                left[:] = before
            stop = n
            while stop < stops[row] and features[stop] < ends[group]:
                bags[stop] = row * n_groups + group
                stop += 1
            squares[row, group] = take(left, values, W_dec, features, n, stop)
            n = stop
        for group in range(n_groups - 2, -1, -1):
            for j in range(width):
                pulls[row, group, j] += pulls[row, group + 1, j]
        for j in range(width):
            sums[2, j] += pulls[row, 0, j]
        for n in range(starts[row], stops[row]):
            slopes[n] = along(W_dec[features[n]], pulls[row, bags[n] - row * n_groups])
    return sums


@compiled
@no_type_check
def take(left, values, W_dec, features, n, stop):
    """Takes what the codes n..stop rebuild from what is left; its square. Four at a time."""
    width = len(left)
    while n + 4 <= stop:
        a, b = W_dec[features[n]], W_dec[features[n + 1]]
        c, d = W_dec[features[n + 2]], W_dec[features[n + 3]]
        p, q, r, s = values[n], values[n + 1], values[n + 2], values[n + 3]
        for j in range(width):
            left[j] -= p * a[j] + q * b[j] + r * c[j] + s * d[j]
        n += 4
    while n < stop:
        a, p = W_dec[features[n]], values[n]
        for j in range(width):
            left[j] -= p * a[j]
        n += 1
    return along(left, left)


@compiled
@no_type_check
def along(a, b):
    total = a[0] * b[0]
    for j in range(1, len(a)):
        total += a[j] * b[j]
    return total
