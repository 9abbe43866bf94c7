"""Bytes moved: what operations outside dense products read and write, every argument and every
result once, of a table that is gathered from the rows gathered.

A table is 4 d F bytes: W_enc, W_dec, a gradient or a moment, in fp32.
"""

from sonde.planning.kinds import KINDS

ADAM = 7  # tables per trained table: weight, gradient, two moments in; weight, moments out
CLIP = 3  # per gradient: its norm; the scaling in and out
PROJECT = 9  # what would lengthen a direction, out of the gradient of W_dec
UNIT = 5  # rows of W_dec back to length one
PER_INDEX = 370  # bytes per code: its row, feature and value, sorted and gathered
PER_FEATURE = 100  # bytes: biases with their moments, idle counters
OF_NORM = 8  # lengths of free directions and their gradient, added to the other


def tables(kind: str) -> int:
    """Tables of 4 d F bytes read and written in a step, whatever the batch: the dense Adam, the
    clipping, and for the sparse kinds the two gradients written, W_enc read for that of b_dec, and
    directions held at unit length."""
    row = KINDS[kind]
    if not row.sparse:
        return 2 * (ADAM + CLIP) + OF_NORM + 2
    if not row.trains_decoder:
        return ADAM + CLIP + 2
    return 2 * (ADAM + CLIP) + PROJECT + UNIT + 3


def step(
    kind: str, d_in: int, dictionary_size: int, batch: int, n_codes: int, n_groups: int = 1
) -> int:
    """One training step: tables; selection over [batch, dictionary_size]; the rows gathered for
    the sparse products (one to decode, two for the values' gradient, one for each weight's) and the
    index of every code; elementwise work on [batch, d_in], which nested reconstructions repeat for
    every group, and their gradient for every pair of groups."""
    row, g = KINDS[kind], n_groups
    rows = 5 if row.trains_decoder else 4
    of_codes = n_codes * (rows * 4 * d_in + PER_INDEX) if row.sparse else 0
    per_row = 4 * g * g + 28 * g + 21 if row.nested else row.per_row
    return (
        dictionary_size * (tables(kind) * 4 * d_in + PER_FEATURE)
        + round(row.per_code * batch * dictionary_size)
        + of_codes
        + per_row * 4 * batch * d_in
    )


def encode(dictionary_size: int, n_tokens: int) -> int:
    """Choosing the codes of a finished dictionary: compare with the threshold (4 + 1 bytes a
    feature), find what is above (1)."""
    return 6 * dictionary_size * n_tokens


def logit_effects(dictionary_size: int, vocab_size: int) -> int:
    """The mean taken off what every direction does to the logits: two reads and a write."""
    return 3 * 4 * dictionary_size * vocab_size


def strongest_effects(dictionary_size: int, vocab_size: int) -> int:
    """On the host: their sign changed, and a top-k of each of both."""
    return 4 * 4 * dictionary_size * vocab_size


def neighbours(dictionary_size: int) -> int:
    """On the host: one top-k over all pairs."""
    return 4 * dictionary_size**2
