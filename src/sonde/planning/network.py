"""Bytes that a worker hands over to those in its place in other groups, in one training step.

A group reads its own tokens, so what it sends is a matter of those and of what fired there: of both
weight matrices either the rows that fired anywhere, summed, or the vectors and codes that they are
sums of (`dictionary/replicas.py`), whichever is less. What workers of one group send each other is
one row of d_in for every token and every nested dictionary.
"""

from collections.abc import Sequence
from typing import NamedTuple

PER_CODE = 12  # bytes: weight, feature, row
COUNTS = 16  # bytes that say how much there is to send


class Share(NamedTuple):
    """How many there are in this group, and in all of them."""

    here: int
    everywhere: int


def between_groups(
    d_in: int,
    size: int,
    tokens: Share,
    codes: Share,
    fired: Share,
    nested: int = 1,
    aux: bool = False,
    trains_decoder: bool = True,
    d_out: int | None = None,
    skip: bool = False,
    parts: Sequence[int] = (),
) -> int:
    """`size` features are the worker's own, `fired` of them are in `codes`; `nested` dictionaries
    are rebuilt, and with `aux` dead features try to explain what is left over. `d_out` is the width
    of what is rebuilt, if it is another; `parts` are the widths of several hook points in it."""
    d_out = d_in if d_out is None else d_out
    tables = table(d_in, tokens, codes, fired, 1)
    if trains_decoder:
        tables += table(d_out, tokens, codes, fired, nested + aux)
    of_loss = unexplained(d_out, nested) + sum(unexplained(width) for width in parts)
    of_aux = unexplained(d_out) * aux
    of_biases = 4 * fired.everywhere + 4 * d_out
    who_fired = size + 4 * fired.here
    return tables + of_loss + of_aux + of_biases + who_fired + 4 * d_in * d_out * skip


def unexplained(width: int, nested: int = 1) -> int:
    """Sums of x, its variance, and what each reconstruction leaves unexplained."""
    return 4 * (width + 1) + 4 + 4 * nested


def table(d_in: int, tokens: Share, codes: Share, fired: Share, n: int) -> int:
    """Of a weight matrix whose gradient sums n vectors a token."""
    sums = 2 * fired.everywhere
    parts = n * tokens.everywhere + 3 * codes.everywhere / d_in
    if parts < sums:
        return COUNTS + 4 * d_in * n * tokens.here + PER_CODE * codes.here
    return COUNTS + 4 * d_in * fired.everywhere
