"""Which columns of a batch a dictionary reads, and which it rebuilds.

A row of the batch holds the activations of one token, of several hook points side by side. A kind
of one hook point reads and rebuilds all columns; a transcoder reads the first part and rebuilds the
second; a crosscoder reads and rebuilds all parts.
"""

from collections.abc import Callable
from typing import NamedTuple

import torch
from jaxtyping import Float
from torch import Tensor

from sonde.core.errors import SondeError

Widths = tuple[int, ...]
MEND = "(`sonde harvest --hook-point layers.3.mlp_in,layers.3.mlp_out`)"


class Sides(NamedTuple):
    given: slice  # columns that are encoded
    wanted: slice  # columns that are rebuilt
    widths: Widths  # of the parts of those that are rebuilt

    @property
    def apart(self) -> bool:
        """Whether other columns are rebuilt than are read."""
        return self.given != self.wanted


Choose = Callable[[Widths], Sides]  # what a kind makes of activations with parts so wide


def whole(widths: Widths) -> Sides:
    if len(widths) != 1:
        raise SondeError(
            f"The activations are of {len(widths)} hook points, which a transcoder or a crosscoder "
            "learns: use --kind crosscoder, or harvest one hook point."
        )
    return Sides(slice(0, widths[0]), slice(0, widths[0]), widths)


def second_from_first(widths: Widths) -> Sides:
    if len(widths) != 2:
        raise SondeError(
            f"A transcoder reads one hook point and rebuilds another, but the activations are of "
            f"{len(widths)}: harvest two, the one that is read first {MEND}."
        )
    return Sides(slice(0, widths[0]), slice(widths[0], sum(widths)), widths[1:])


def together(widths: Widths) -> Sides:
    if len(widths) < 2:
        raise SondeError(
            f"A crosscoder learns several hook points together, but the activations are of one: "
            f"harvest several {MEND}, or use --kind batch_topk."
        )
    return Sides(slice(0, sum(widths)), slice(0, sum(widths)), widths)


def part_lengths(
    rows: Float[Tensor, "size d_out"], widths: Widths
) -> Float[Tensor, "size n_parts"]:
    """The length of every part of every row."""
    return torch.stack([part.norm(dim=-1) for part in rows.split(widths, -1)], dim=-1)


def scaled_rows(rows: Float[Tensor, "size d_out"], widths: Widths) -> Float[Tensor, "size d_out"]:
    """Every row scaled so that the lengths of its parts sum to one; a zero row stays zero."""
    lengths = part_lengths(rows, widths).sum(-1, keepdim=True)
    return rows / lengths.clamp_min(torch.finfo(rows.dtype).tiny)
