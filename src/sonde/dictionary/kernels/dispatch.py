"""The inner loops of training. Each has a slow twin in `reference.py`, to which tests hold it.

bag_sum     weighted sums of rows of a table: decoding, and gradients by feature
pair_dots   dot products of chosen pairs of rows: gradients of codes
above       the entries of a matrix over a floor: the candidates of a selection
totals      sums of numbers by feature: gradients of biases
move_rows   Adam on chosen rows, in place
squares     the squared lengths of rows of a gradient that are still to be added up
move_sums   Adam on the rows of such a gradient, which are added up on the way

On a GPU they are Triton's where that is installed, else torch's.
"""

from functools import lru_cache
from importlib.util import find_spec
from types import ModuleType

import torch
from jaxtyping import Float, Int
from torch import Tensor

from sonde.dictionary.kernels import on_torch
from sonde.dictionary.kernels.rows import Rows, Sums, Table, When

WORTH_COMPILING = 1 << 20  # numbers; below that torch is as fast, and nothing has to be compiled


@lru_cache(maxsize=1)
def compiled() -> ModuleType | None:
    """The kernels that numba compiles, where it is installed (the extra `fast`)."""
    if find_spec("numba") is None:
        return None
    from sonde.dictionary.kernels import on_cpu

    return on_cpu


@lru_cache(maxsize=1)
def in_triton() -> ModuleType | None:
    """The kernels in Triton, where it is installed (the extra `gpu`)."""
    if find_spec("triton") is None:
        return None
    from sonde.dictionary.kernels import on_gpu

    return on_gpu


def for_gpu(tensor: Tensor) -> ModuleType | None:
    """The kernels for a tensor on a GPU, where there are any."""
    known = tensor.dtype in (torch.float32, torch.bfloat16)
    return in_triton() if tensor.is_cuda and known else None


def bag_sum(
    weights: Float[Tensor, " n"],
    table: Float[Tensor, "m width"],
    indices: Int[Tensor, " n"],
    starts: Int[Tensor, " bags"],
) -> Float[Tensor, "bags width"]:
    """Of every bag, the sum of weights[n] * table[indices[n]] from its start to the next's."""
    found: Tensor = (for_gpu(table) or on_torch).bag_sum(weights, table, indices, starts)
    return found


def pair_dots(
    a: Float[Tensor, "m width"],
    b: Float[Tensor, "p width"],
    rows: Int[Tensor, " n"],
    columns: Int[Tensor, " n"],
) -> Float[Tensor, " n"]:
    """a[rows[n]] . b[columns[n]] for every n; `rows` ascending, no pair twice, nothing large."""
    found: Tensor = (for_gpu(a) or on_torch).pair_dots(a, b, rows, columns)
    return found


def above(
    matrix: Float[Tensor, "rows columns"], floor: float | Float[Tensor, "rows 1"]
) -> tuple[Float[Tensor, " n"], Int[Tensor, " n"], Int[Tensor, " n"]]:
    """Values, rows and columns of the entries that exceed the floor, by row, then by column."""
    values, rows, columns = (for_gpu(matrix) or on_torch).above(matrix, floor)
    return values, rows, columns


def totals(
    weights: Float[Tensor, " n"], features: Int[Tensor, " n"], size: int
) -> Float[Tensor, " size"]:
    """Of every feature, the sum of the weights that are its own."""
    found: Tensor = (for_gpu(weights) or on_torch).totals(weights, features, size)
    return found


def move_rows(table: Table, gradient: Rows, when: When, unit: bool) -> None:
    """Adam of `adam.py` on the rows that fired, in place; `unit` brings them back to length one."""
    here = table.rows.device.type == "cpu" and table.rows.dtype == torch.float32
    worth = here and gradient.values.numel() >= WORTH_COMPILING and compiled()
    (for_gpu(table.rows) or worth or on_torch).move_rows(table, gradient, when, unit)


def adds_on_the_way(table: Tensor) -> bool:
    """Whether `squares` and `move_sums` are there for this table."""
    return for_gpu(table) is not None


def squares(sums: Sums) -> Float[Tensor, " fired"]:
    """Of every row of the gradient its length, squared."""
    kernels = for_gpu(sums.weights)
    assert kernels
    found: Tensor = kernels.squares(sums)
    return found


def move_sums(table: Table, sums: Sums, when: When, unit: bool) -> None:
    """`move_rows` of a gradient that is still to be added up."""
    kernels = for_gpu(table.rows)
    assert kernels
    kernels.move_sums(table, sums, when, unit)
