"""Bytes that a worker hands over to those in its place in other groups, in one training step.

A group reads its own tokens, so what it sends is a matter of those and of what fired there: of both
weight matrices either the rows that fired anywhere, summed, or the vectors and codes that they are
sums of (`dictionary/replicas.py`), whichever is less. What workers of one group send each other is
one row of d_in for every token and every nested dictionary.
"""

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
) -> int:
    """`size` features are the worker's own, `fired` of them are in `codes`; `nested` dictionaries
    are rebuilt, and with `aux` dead features try to explain what is left over."""
    vectors = [1, nested + aux] if trains_decoder else [1]
    tables = sum(table(d_in, tokens, codes, fired, n) for n in vectors)
    of_loss = 4 * (d_in + 1) + 4 + 4 * nested  # sums of x, its variance, what is unexplained
    of_aux = (4 * (d_in + 1) + 4 + 4) * aux
    of_biases = 4 * fired.everywhere + 4 * d_in
    who_fired = size + 4 * fired.here
    return tables + of_loss + of_aux + of_biases + who_fired


def table(d_in: int, tokens: Share, codes: Share, fired: Share, n: int) -> int:
    """Of a weight matrix whose gradient sums n vectors a token."""
    sums = 2 * fired.everywhere
    parts = n * tokens.everywhere + 3 * codes.everywhere / d_in
    if parts < sums:
        return COUNTS + 4 * d_in * n * tokens.here + PER_CODE * codes.here
    return COUNTS + 4 * d_in * fired.everywhere
