"""Bytes that live at the same time on one device.

What a stage holds throughout is exact (weights, gradients, Adam's moments). What a pass makes on
top is the largest of what was counted for the present engine, or an estimate where it says so.
"""

from sonde.planning.kinds import FEW, KINDS, SPARSE
from sonde.planning.shapes import Shape

TILE = 1 << 14  # features that a finished dictionary encodes at a time
MOMENTS = {"float32": 4, "bfloat16": 2, "float8": 1}  # bytes of a number
ON_GPU = 1 << 26  # pre_codes that are there at a time on a GPU, where a processor has fewer
EVEN = 32  # columns of the encoder in bf16 behind its own: the bias, and zeros
BLOCK = 1024  # directions whose effects on the logits are worked out at a time


def weights(kind: str, d_in: int, dictionary_size: int) -> int:
    """Numbers in W_enc, W_dec, b_enc, b_dec and what the kind has of its own; a transcoder's W_skip
    and b_in."""
    row = KINDS[kind]
    skip = d_in * (d_in + 1) if row.apart else 0
    return dictionary_size * (2 * d_in + 1 + row.own) + d_in + skip


def trained(kind: str, d_in: int, dictionary_size: int) -> int:
    """Those of them that are trained."""
    row = KINDS[kind]
    frozen = 0 if row.trains_decoder else d_in * dictionary_size
    frozen += d_in if row.apart else 0
    return weights(kind, d_in, dictionary_size) - frozen


def trainer(kind: str, d_in: int, dictionary_size: int, moments_in: str = "float32") -> int:
    """Weights in fp32; of the trained ones both moments, those of W_enc and W_dec as
    they are kept; an int64 per feature that tells how long it was idle. Dense kinds: for each
    parameter the count of its steps. Sparse kinds: two int32 per feature, when it last moved and
    how often, and the count of steps."""
    row = KINDS[kind]
    clocks = 8 * dictionary_size + 4 if row.sparse else 4 * (4 + row.own)
    moments = 2 * 4 * trained(kind, d_in, dictionary_size)
    per_row = MOMENTS[moments_in] * columns(d_in, moments_in)
    moments -= 2 * (1 + row.trains_decoder) * dictionary_size * (4 * d_in - per_row)
    return 4 * weights(kind, d_in, dictionary_size) + moments + clocks + 8 * dictionary_size


def columns(d_in: int, moments_in: str) -> int:
    """Numbers that a moment of one row is kept in: a float8 has its exponent beside it."""
    return d_in + (moments_in == "float8")


def training(
    kind: str,
    d_in: int,
    dictionary_size: int,
    batch: int,
    n_codes: int,
    n_groups: int = 1,
    n_fired: int | None = None,
    moments_in: str = "float32",
    on_gpu: bool = False,
    looks: bool = False,
) -> int:
    """The trainer at the fullest moment of a step.

    Sparse kinds: while a tile of pre_codes is compared with the floor, while reconstructions are
    compared with x, or while the rows that fired are moved: both their gradients, two vectors
    beside. At most one row fires for every code, which is assumed. Where the floor leaves too few
    codes all positive ones become candidates, and that step holds more.
    On a GPU tiles are larger, and gradients by row are never there. A first look keeps W_enc in
    bf16.
    Dense kinds: forward, or where two gradients of W_dec meet; of few codes as the sparse kinds,
    whatever fires. Lean ones: pre_codes and active
    codes beside both gradients, or backward, which has each gradient twice.
    """
    row = KINDS[kind]
    codes, table, rows = 4 * batch * dictionary_size, 4 * d_in * dictionary_size, 4 * batch * d_in
    held = trainer(kind, d_in, dictionary_size, moments_in)
    held += looks * 2 * (d_in + EVEN) * dictionary_size
    if row.lean:
        working = 2 * table + 5 * rows + round(2.3 * codes) + 28 * n_codes
        return held + max(working, 4 * table + 3 * rows + 32 * dictionary_size)
    tile = min(codes, 4 * max(row.scanned, batch, ON_GPU if on_gpu else 0))
    if not row.sparse:
        gradients = 4 * trained(kind, d_in, dictionary_size) + table
        if row.few and n_codes <= FEW * batch * dictionary_size:
            compared = round(SPARSE.live_codes * tile + 3.6 * rows)
            return held + max(compared, gradients + 2 * rows) + 50 * n_codes
        moments = [round(row.live_codes * codes), gradients + round(row.live_beside * codes)]
        return held + max(moments) + 4 * rows
    fired = min(dictionary_size, n_codes) if n_fired is None else n_fired
    gradients = 0 if on_gpu else (4 if row.trains_decoder else 2) * 4 * d_in * fired
    moments = [
        round(row.live_codes * tile + 3.6 * rows),
        round(gradients + 4.2 * rows),
        (3 + (5 if on_gpu else 4) * n_groups) * rows,
    ]
    skip = 4 * d_in**2 + 2 * rows if row.apart else 0  # its gradient; a row is twice as wide
    return held + max(moments) + 50 * n_codes + skip


def dictionary(d_in: int, dictionary_size: int, kind: str = "batch_topk") -> int:
    """A finished one in fp32: W_enc, W_dec, two biases, a threshold per feature; a transcoder's
    W_skip and b_in."""
    skip = d_in * (d_in + 1) if KINDS[kind].apart else 0
    return 4 * (dictionary_size * (2 * d_in + 2) + d_in + skip)


def encoding(dictionary_size: int, n_tokens: int) -> int:
    """Pre-codes of a tile of features and whether each is above its threshold."""
    return 5 * n_tokens * min(dictionary_size, TILE)


def forward(shape: Shape, n_tokens: int, n_bytes: int) -> int:
    """An estimate of what one pass of the model makes: the MLP's inner activations and a few
    vectors of the residual stream for every token."""
    return n_tokens * n_bytes * (3 * shape.d_ff + 8 * shape.d_model)


def logits(shape: Shape, context_length: int, n_tokens: int, n_bytes: int) -> int:
    """Of a pass in the model's dtype, and of one block in fp32 beside its log-softmax."""
    return shape.vocab_size * (n_tokens * n_bytes + 2 * 4 * context_length)


def effects(shape: Shape) -> int:
    """The unembedding in fp32, and a block of directions against it, with and without its mean."""
    return 4 * shape.vocab_size * (shape.d_model + 2 * BLOCK)
