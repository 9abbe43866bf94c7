"""Bytes moved: what operations outside dense products read and write, every argument and every
result once, of a table that is gathered from the rows gathered.

A table is 4 d F bytes: W_enc, W_dec, a gradient or a moment, in fp32.
"""

from sonde.planning.flops import sample
from sonde.planning.kinds import FEW, KINDS

ADAM = 7  # tables per trained table: weight, gradient, two moments in; weight, moments out
CLIP = 3  # per gradient: its norm; the scaling in and out
PER_FEATURE = 100  # bytes: biases with their moments, idle counters
LEAN = 28  # tables of 4 d F bytes that a lean kind reads and writes in a step
PER_COMPARED = 6  # bytes: a pre_code compared with zero
ADDED = 3  # tables: a gradient added to another of the same table
OF_NORM = 8  # lengths of free directions and their gradient, added to the other
PER_FIRED = 26  # vectors [d_in] moved for a row that fired: both its gradients summed, their norms,
PER_FIRED_FROZEN = 9  # what is along the direction taken out, Adam on both (14); W_enc alone
OF_MOMENTS = {"float32": 0, "bfloat16": 2, "float8": 3}  # fewer per table, by its moments
WIDENED = 6  # bytes for a rough pre_code in bf16, which a processor compares in fp32
ROUNDED = 18  # bytes for a number of a row that moved: taken out, rounded to bf16, put back
PER_AUDITED = 480  # bytes for a feature: of a fourth, pre_codes are compared on 16 rows
PER_ROW = 36  # vectors [d_in] moved for a token
PER_FEW = 163  # bytes more per code whose products are taken alone: sorted twice, gathered
PER_PRODUCT = 9  # bytes per (token, feature) to lay out the active codes for a dense product
OF_PARTS = 10  # more for a row that fired, and for a token, where lengths and errors are by part
OF_SKIP = 10  # times its size for W_skip: Adam, the length of its gradient, the scaling
PER_GROUP = 28  # and for every further reconstruction of it


def tables(kind: str) -> int:
    """Tables of 4 d F bytes read and written in a step of a dense kind, whatever the batch."""
    return 2 * (ADAM + CLIP) + OF_NORM + 2 + ADDED * KINDS[kind].added


def step(
    kind: str,
    d_in: int,
    dictionary_size: int,
    batch: int,
    n_codes: int,
    n_groups: int = 1,
    n_fired: int | None = None,
    moments_in: str = "float32",
    looks: bool = False,
    on_gpu: bool = False,
) -> int:
    """One training step.

    Dense kinds: tables; elementwise work on [batch, dictionary_size] and [batch, d_in], where many
    codes are active. Sparse kinds: the pre_codes compared with a floor; per code the rows gathered
    for the sparse products (one to decode, two for the values' gradient, one for each weight's) and
    its index, sorted and gathered with those of the other candidates; vectors of the rows that
    fired and of the tokens.
    `n_fired` rows fire, at most one for every code, which is assumed. A first look in bf16
    (`looks`) rounds the rows that moved, and compares what it finds with exact pre_codes of a few.
    """
    row = KINDS[kind]
    per_pre_code = round(row.per_code * batch * dictionary_size)
    if row.lean:
        return per_pre_code + lean(kind, d_in, dictionary_size, batch, n_codes)
    fired = min(dictionary_size, n_codes) if n_fired is None else n_fired
    if not row.sparse:
        of_tables = dictionary_size * (tables(kind) * 4 * d_in + PER_FEATURE)
        compared = PER_COMPARED * sample(batch) * dictionary_size
        if row.few and n_codes <= FEW * batch * dictionary_size:
            compared += PER_COMPARED * batch * dictionary_size
            vectors = row.few.gathered * n_codes + row.few.per_fired * fired
            vectors += row.few.per_row * batch
            return of_tables + compared + n_codes * row.few.per_index + vectors * 4 * d_in
        return of_tables + compared + per_pre_code + row.per_row * 4 * batch * d_in
    rows, of_fired = (5, PER_FIRED) if row.trains_decoder else (4, PER_FIRED_FROZEN)
    of_fired -= OF_MOMENTS[moments_in] * (1 + row.trains_decoder)
    widened = 0 if on_gpu else WIDENED * batch
    of_look = looks * (dictionary_size * (widened + PER_AUDITED) + ROUNDED * fired * d_in)
    of_parts = OF_PARTS * (fired + batch) if row.parts else 0
    of_skip = OF_SKIP * d_in + 3 * batch if row.apart else 0
    return (
        per_pre_code
        + of_look
        + (of_parts + of_skip) * 4 * d_in
        + n_codes * (rows * 4 * d_in + row.per_index)
        + fired * of_fired * 4 * d_in
        + (PER_ROW + PER_GROUP * (n_groups - 1)) * 4 * batch * d_in
    )


def lean(kind: str, d_in: int, dictionary_size: int, batch: int, n_codes: int) -> int:
    """What a step of a lean kind moves beside its work on every pre_code."""
    row = KINDS[kind]
    of_tables = dictionary_size * (LEAN * 4 * d_in + PER_FEATURE)
    rest = of_tables + n_codes * row.per_index + row.per_row * 4 * batch * d_in
    if n_codes > FEW * batch * dictionary_size:
        return rest + 2 * PER_PRODUCT * batch * dictionary_size
    return rest + n_codes * (2 * 4 * d_in + PER_FEW) + 4 * d_in * (dictionary_size + batch)


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
