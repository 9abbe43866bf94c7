"""The kernels in torch operations, for any device."""

import warnings

import torch
import torch.nn.functional as F
from torch import Tensor

from sonde.core.maths import unit_rows
from sonde.dictionary.kernels.reference import BETAS, EPS

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
    rows, columns = (matrix > floor).nonzero(as_tuple=True)
    return matrix[rows, columns], rows, columns


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
    fading, scale = second**lag, rate / (1 - first**times)
    at_a_time = max(1, PIECE // table.shape[1]) if table.device.type == "cpu" else len(table)
    for start in range(0, len(features), at_a_time):
        piece = slice(start, start + at_a_time)
        rows, g = features[piece], gradient[piece]
        momentum = m[rows].lerp_(g, 1 - first)
        square = v[rows].mul_(fading[piece, None]).addcmul_(g, g, value=1 - second)
        m[rows], v[rows] = momentum, square
        length = square.div_(1 - second**step).sqrt_().add_(EPS)
        moved = table[rows].sub_(momentum.div_(length).mul_(scale[piece, None]))
        table[rows] = unit_rows(moved) if unit else moved
