"""The kernels in torch operations, for any device."""

import warnings

import torch
import torch.nn.functional as F
from torch import Tensor

from sonde.core.maths import unit_rows
from sonde.dictionary.kernels.reference import BETAS, EPS


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


def above(matrix: Tensor, floor: float) -> tuple[Tensor, Tensor, Tensor]:
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
    m_new = torch.lerp(m[features], gradient, 1 - first)
    fading = (second**lag)[:, None]
    v_new = v[features].mul_(fading).addcmul_(gradient, gradient, value=1 - second)
    m[features], v[features] = m_new, v_new
    length = v_new.div_(1 - second**step).sqrt_().add_(EPS)
    moved = m_new.div_(length).mul_((rate / (1 - first**times))[:, None])
    after = table[features] - moved
    table[features] = unit_rows(after) if unit else after
