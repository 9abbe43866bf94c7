"""The inner loops of training. Tests hold each to plain torch: to a slow twin in `reference.py`, or
where torch has it in a line or autograd does it (`order_of`, `round_rows`, `strongest_of_bags`,
`at_most`, `candidates_in_bf16`, `rebuild`) to that.

bag_sum     weighted sums of rows of a table: decoding, and gradients by feature
pair_dots   dot products of chosen pairs of rows: gradients of codes
above       the entries of a matrix over a floor: the candidates of a selection
rebuild     residuals of nested dictionaries, and how they move the codes
totals      sums of numbers by feature: gradients of biases
strongest_of_bags  which of each bag of numbers are its largest
move_rows   Adam on chosen rows, in place
order_of    numbers in their order: the way through codes by feature
squares     the squared lengths of rows of a gradient that are still to be added up
at_most     what these cannot exceed
move_sums   Adam on the rows of such a gradient, which are added up on the way
round_rows  rows of a table, rounded into another
candidates_in_bf16  what may be wanted of tiles of codes

On a GPU they are Triton's where that is installed, on a processor numba's where it is worth while,
else torch's.
"""

from collections.abc import Sequence
from functools import lru_cache
from importlib.util import find_spec
from types import ModuleType
from typing import Any

import torch
from jaxtyping import Bool, Float, Int, Shaped
from torch import Tensor

from sonde.dictionary.kernels import on_torch
from sonde.dictionary.kernels.rows import Pulls, Rows, Sums, Table, When

WORTH_COMPILING = 1 << 20  # numbers; below that torch is as fast, and nothing has to be compiled
SORTED = 64  # numbers that could be added up while one is sorted


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


def for_cpu(tensor: Tensor, numbers: int) -> ModuleType | None:
    """The kernels that numba compiles, where so many numbers are worth it."""
    known = tensor.device.type == "cpu" and tensor.dtype == torch.float32
    return compiled() if known and numbers >= WORTH_COMPILING else None


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
    kernels = for_gpu(a) or for_cpu(a, len(rows) * a.shape[1]) or on_torch
    found: Tensor = kernels.pair_dots(a, b, rows, columns)
    return found


def above(
    matrix: Float[Tensor, "rows columns"], floor: float | Float[Tensor, "rows 1"]
) -> tuple[Float[Tensor, " n"], Int[Tensor, " n"], Int[Tensor, " n"]]:
    """Values, rows and columns of the entries that exceed the floor, by row, then by column."""
    values, rows, columns = (for_gpu(matrix) or on_torch).above(matrix, floor)
    return values, rows, columns


def for_rebuilding(W_dec: Float[Tensor, "size width"], n: int) -> ModuleType | None:
    """Where `rebuild` is, for so many codes."""
    return for_cpu(W_dec, n * W_dec.shape[1])


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
    """`dictionary/rebuilding.py` has the formulas; of every row the features are ascending."""
    kernels = for_rebuilding(W_dec, len(values))
    assert kernels
    found: Pulls = kernels.rebuild(values, W_dec, x, b_dec, features, starts, ends, room)
    return found


def totals(
    weights: Float[Tensor, " n"], features: Int[Tensor, " n"], size: int
) -> Float[Tensor, " size"]:
    """Of every feature, the sum of the weights that are its own."""
    found: Tensor = (for_gpu(weights) or on_torch).totals(weights, features, size)
    return found


def strongest_of_bags(
    values: Float[Tensor, " n"], starts: Int[Tensor, " bags"], k: int
) -> Bool[Tensor, " n"]:
    """Of every bag, from its start to the next's, the k largest; of equal ones the earlier."""
    kernels = for_cpu(values, values.numel() * SORTED) or on_torch
    found: Tensor = kernels.strongest_of_bags(values, starts, k)
    return found


def move_rows(table: Table, gradient: Rows, when: When, unit: bool) -> None:
    """Adam of `adam.py` on the rows that fired, in place; `unit` brings them back to length one."""
    kernels = for_gpu(table.rows) or for_cpu(table.rows, gradient.values.numel()) or on_torch
    kernels.move_rows(table, gradient, when, unit)


def for_sums(weights: Tensor, vectors: Tensor) -> ModuleType | None:
    """Where `squares` and `move_sums` are, for so many weights of such vectors."""
    return for_gpu(weights) or for_cpu(weights, len(weights) * vectors.shape[1])


def adds_on_the_way(weights: Float[Tensor, " n"], vectors: Float[Tensor, "m width"]) -> bool:
    """Whether `squares` and `move_sums` are there for such a gradient."""
    return for_sums(weights, vectors) is not None


def squares(sums: Sums) -> Float[Tensor, " fired"]:
    """Of every row of the gradient its length, squared."""
    kernels = for_sums(sums.weights, sums.vectors)
    assert kernels
    found: Tensor = kernels.squares(sums)
    return found


def at_most(sums: Sums) -> Float[Tensor, " fired"]:
    """Of every row of the gradient its length, as if its parts were parallel."""
    kernels = for_cpu(sums.weights, len(sums.weights) * SORTED) or on_torch
    found: Tensor = kernels.at_most(sums)
    return found


def order_of(features: Int[Tensor, " n"]) -> Sequence[Int[Tensor, " m"]]:
    """Where the features stand in their order, of equal ones the earlier first; which there are,
    and where each begins in it."""
    worth = features.device.type == "cpu" and len(features) * SORTED >= WORTH_COMPILING
    found: Sequence[Tensor] = ((compiled() if worth else None) or on_torch).order_of(features)
    return found


def move_sums(table: Table, sums: Sums, when: When, unit: bool) -> None:
    """`move_rows` of a gradient that is still to be added up."""
    kernels = for_sums(sums.weights, sums.vectors)
    assert kernels
    kernels.move_sums(table, sums, when, unit)


def round_rows(
    kept: Shaped[Tensor, "size wider"],
    rows: Float[Tensor, "size width"],
    features: Int[Tensor, " some"],
) -> None:
    """kept[features, :width] = rows[features], in bf16."""
    (for_cpu(rows, len(features) * rows.shape[1]) or on_torch).round_rows(kept, rows, features)


def candidates_in_bf16(x: Float[Tensor, "batch d_in"], size: int) -> type[Any] | None:
    """`Candidates` for tiles of bf16 on a processor, where it is worth compiling."""
    kernels = for_cpu(x, len(x) * size)
    return kernels.Candidates if kernels else None
