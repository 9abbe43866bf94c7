"""The inner loops of training. Each has a slow twin in `reference.py`, to which tests hold it.

bag_sum     weighted sums of rows of a table: decoding, and gradients by feature
pair_dots   dot products of chosen pairs of rows: gradients of codes
above       the entries of a matrix over a floor: the candidates of a selection
move_rows   Adam on chosen rows, in place
"""

from functools import lru_cache
from importlib.util import find_spec
from types import ModuleType

import torch
from jaxtyping import Float, Int
from torch import Tensor

from sonde.dictionary.kernels import on_torch

WORTH_COMPILING = 1 << 20  # numbers; below that torch is as fast, and nothing has to be compiled


@lru_cache(maxsize=1)
def compiled() -> ModuleType | None:
    """The kernels that numba compiles, where it is installed (the extra `fast`)."""
    if find_spec("numba") is None:
        return None
    from sonde.dictionary.kernels import on_cpu

    return on_cpu


def bag_sum(
    weights: Float[Tensor, " n"],
    table: Float[Tensor, "m width"],
    indices: Int[Tensor, " n"],
    starts: Int[Tensor, " bags"],
) -> Float[Tensor, "bags width"]:
    """Of every bag, the sum of weights[n] * table[indices[n]] from its start to the next's."""
    return on_torch.bag_sum(weights, table, indices, starts)


def pair_dots(
    a: Float[Tensor, "m width"],
    b: Float[Tensor, "p width"],
    rows: Int[Tensor, " n"],
    columns: Int[Tensor, " n"],
) -> Float[Tensor, " n"]:
    """a[rows[n]] . b[columns[n]] for every n; `rows` ascending, no pair twice, nothing large."""
    return on_torch.pair_dots(a, b, rows, columns)


def above(
    matrix: Float[Tensor, "rows columns"], floor: float | Float[Tensor, "rows 1"]
) -> tuple[Float[Tensor, " n"], Int[Tensor, " n"], Int[Tensor, " n"]]:
    """Values, rows and columns of the entries that exceed the floor, by row, then by column."""
    return on_torch.above(matrix, floor)


def move_rows(
    table: Float[Tensor, "size width"],
    m: Float[Tensor, "size width"],
    v: Float[Tensor, "size width"],
    features: Int[Tensor, " fired"],
    gradient: Float[Tensor, "fired width"],
    lag: Float[Tensor, " fired"],
    times: Float[Tensor, " fired"],
    step: int,
    rate: float,
    unit: bool,
) -> None:
    """Adam of `adam.py` on the rows that fired, in place; `unit` brings them back to length one."""
    state, rest = (table, m, v), (features, gradient, lag, times, step, rate, unit)
    here = table.device.type == "cpu" and table.dtype == torch.float32
    worth = here and gradient.numel() >= WORTH_COMPILING and compiled()
    (worth or on_torch).move_rows(*state, *rest)
