"""The kernels in torch operations, for any device."""

import warnings

import torch
import torch.nn.functional as F
from torch import Tensor

from sonde.core.maths import unit_rows
from sonde.dictionary.kernels.reference import BETAS, EPS
from sonde.dictionary.kernels.rounding import opened, rounded
from sonde.dictionary.kernels.rows import Rows, Sums, Table, When

PIECE = 1 << 17  # numbers of a table at a time, so that all steps on them find them in cache


def bag_sum(weights: Tensor, table: Tensor, indices: Tensor, starts: Tensor) -> Tensor:
    return F.embedding_bag(indices, table, starts, per_sample_weights=weights, mode="sum")


def pair_dots(a: Tensor, b: Tensor, rows: Tensor, columns: Tensor) -> Tensor:
    starts = torch.searchsorted(rows, torch.arange(len(a) + 1, device=rows.device))
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", message="Sparse CSR tensor support")
        wanted = torch.sparse_csr_tensor(
            starts, columns, a.new_zeros(len(rows)), (len(a), len(b)), check_invariants=False
        )
        dots: Tensor = torch.sparse.sampled_addmm(wanted, a, b.T, beta=0.0).values()
    return dots


def above(matrix: Tensor, floor: float | Tensor) -> tuple[Tensor, Tensor, Tensor]:
    wide = matrix.float() if matrix.dtype == torch.bfloat16 else matrix
    rows, columns = (wide > floor).nonzero(as_tuple=True)
    return matrix[rows, columns], rows, columns


def totals(weights: Tensor, features: Tensor, size: int) -> Tensor:
    return weights.new_zeros(size).index_add(0, features, weights)


def strongest_of_bags(values: Tensor, starts: Tensor, k: int) -> Tensor:
    n = torch.arange(len(values), device=values.device)
    bags = torch.searchsorted(starts, n, right=True) - 1
    order = values.sort(descending=True, stable=True).indices
    order = order[bags[order].sort(stable=True).indices]
    kept = torch.empty_like(values, dtype=torch.bool)
    kept[order] = n - starts[bags] < k
    return kept


def order_of(features: Tensor) -> tuple[Tensor, Tensor, Tensor]:
    ascending, order = features.sort(stable=True)
    fired, counts = ascending.unique_consecutive(return_counts=True)
    return order, fired, counts.cumsum(0) - counts


def at_most(sums: Sums) -> Tensor:
    parts = sums.weights.abs() * sums.vectors.norm(dim=1)[sums.rows]
    total = F.pad(parts.double().cumsum(0), (1, 0))
    ends = F.pad(sums.starts[1:], (0, 1), value=len(parts))
    return (total[ends] - total[sums.starts]).float()


def round_rows(kept: Tensor, rows: Tensor, features: Tensor) -> None:
    kept[features, : rows.shape[1]] = rows[features].to(kept.dtype)


def move_rows(table: Table, gradient: Rows, when: When, unit: bool) -> None:
    first, second = BETAS
    everything, m, v = table
    fading, scale = second**when.lag, when.rate / (1 - first**when.times)
    on_cpu = everything.device.type == "cpu"
    at_a_time = max(1, PIECE // everything.shape[1]) if on_cpu else len(everything)
    for start in range(0, len(gradient.features), at_a_time):
        piece = slice(start, start + at_a_time)
        rows, g = gradient.features[piece], gradient.values[piece]
        momentum, square = opened(m[rows], v[rows])
        momentum = momentum.lerp_(g, 1 - first)
        square = square.mul_(fading[piece, None]).addcmul_(g, g, value=1 - second)
        if when.keys is None:
            m[rows], v[rows] = momentum, square
        else:
            m[rows], v[rows] = rounded(momentum, square, when.keys[piece], m.dtype)
        length = square.div_(1 - second**when.step).sqrt_().add_(EPS)
        moved = everything[rows].sub_(momentum.div_(length).mul_(scale[piece, None]))
        everything[rows] = unit_rows(moved) if unit else moved
