"""What the kernels that train are told: tables and their moments, gradients by row, and when."""

from typing import NamedTuple

from jaxtyping import Float, Int, Shaped
from torch import Tensor


class Table(NamedTuple):
    """Rows that are trained, and Adam's moments of them, in fp32 or rounded (`rounding.py`)."""

    rows: Float[Tensor, "size width"]
    m: Shaped[Tensor, "size columns"]
    v: Shaped[Tensor, "size columns"]


class Rows(NamedTuple):
    """The rows of a gradient that fired; all others are zero."""

    features: Int[Tensor, " fired"]  # ascending
    values: Float[Tensor, "fired width"]


class Sums(NamedTuple):
    """The same, still to be added up: row features[i] is the sum of weights[n] * vectors[rows[n]]
    over the n from starts[i] to the next start."""

    features: Int[Tensor, " fired"]  # ascending
    starts: Int[Tensor, " fired"]
    weights: Float[Tensor, " n"]
    vectors: Float[Tensor, "m width"]
    rows: Int[Tensor, " n"]
    across: Float[Tensor, "size width"] | None = None  # without what would lengthen rows of these


class When(NamedTuple):
    """A step, and what each row that moves in it has of its own."""

    step: int  # from one
    rate: float
    lag: Float[Tensor, " fired"]  # steps since it last moved
    times: Float[Tensor, " fired"]  # how often it moved, this time included
    keys: Int[Tensor, " fired"] | None = None  # for the rounding of its moments


class Pulls(NamedTuple):
    """What nested dictionaries leave of the rows of a batch, and how that moves their codes."""

    squares: Float[Tensor, "batch n_groups"]  # of the residual of each
    pulls: Float[Tensor, "batch n_groups width"]  # the sum of its own and all later residuals
    slopes: Float[Tensor, " n"]  # of each code, its group's pull along its direction
    bags: Int[Tensor, " n"]  # row and group of each code, as one number
    sums: Float[Tensor, "3 width"]  # over rows: of x - b_dec, of its squares, of the first pull
