"""FLOP: two for every multiplication with an addition, in products of matrices, dense or sparse.

Elementwise work (norms, activations, softmax, Adam) is left out: it is bound by the bytes it moves,
which `traffic.py` counts. d = d_in, F = dictionary_size, B = batch, n = active codes of a batch.
"""

from collections.abc import Sequence
from math import ceil

from sonde.planning.kinds import FEW, KINDS
from sonde.planning.shapes import Shape

SAMPLE = 64  # rows, or a few more, from which it is guessed how many codes there are
LOOKED_AT = 1 << 14  # features from which on a first look is worth its while
CALIBRATION = 16  # batches encoded at the end of training for the threshold
AS_DEEP = {  # place -> (attention of its layer has run, MLP of its layer has run)
    "resid_pre": (False, False),
    "attn_out": (True, False),
    "resid_mid": (True, False),
    "mlp_in": (True, False),
    "mlp_out": (True, True),
    "resid_post": (True, True),
}


def attention(shape: Shape, context_length: int) -> int:
    """Per token: 2 d (H + 2 H_kv) h + 2 H h d + 4 H h T.

    The last term is scores and their sums over all T positions: a kernel that skips those that
    a causal mask hides does half of it.
    """
    queries, keys = shape.n_heads * shape.head_dim, shape.n_kv_heads * shape.head_dim
    weights = shape.d_model * (2 * queries + 2 * keys)
    return 2 * weights + 4 * queries * context_length


def mlp(shape: Shape) -> int:
    """Per token: 2 d d_ff for each of its two or three matrices."""
    return (6 if shape.family.gated else 4) * shape.d_model * shape.d_ff


def to_hook_point(shape: Shape, context_length: int, layer: int, place: str) -> int:
    """Per token, from the embedding to the hook point, where a harvest stops."""
    attends, feeds = AS_DEEP[place]
    whole = layer * (attention(shape, context_length) + mlp(shape))
    return whole + attends * attention(shape, context_length) + feeds * mlp(shape)


def through_layers(shape: Shape, context_length: int) -> int:
    """Per token, all layers."""
    return shape.n_layers * (attention(shape, context_length) + mlp(shape))


def to_logits(shape: Shape, context_length: int) -> int:
    """Per token, through all layers and the unembedding: + 2 d V."""
    return through_layers(shape, context_length) + 2 * shape.d_model * shape.vocab_size


def encode(d_in: int, dictionary_size: int) -> int:
    """Per token: 2 d F."""
    return 2 * d_in * dictionary_size


def decode(d_in: int, n_codes: int) -> int:
    """2 d n: the rows of W_dec that are active, and no others."""
    return 2 * d_in * n_codes


def step(
    kind: str,
    d_in: int,
    dictionary_size: int,
    batch: int,
    n_codes: int,
    n_fired: int | None = None,
    n_dead: int = 0,
    n_revived: int = 0,
    n_fired_again: int = 0,
) -> int:
    """One training step.

    Sparse kinds: 2 B d F to encode; 2 d n each to decode, for the gradient of the values, of W_dec
    and of W_enc; 2 d f for that of b_dec, f = rows that fired, at most one for every code, which is
    assumed where it is not given. AuxK encodes the `n_dead` features once more and does the rest
    for the `n_revived` codes it lends them. Where the decoder is not trained its gradient is
    missing.

        2 B d F + 8 d n + 2 d f      (+ 2 B d n_dead + 8 d n_revived + 2 d f_revived)

    A transcoder's centre is not trained, which saves 2 d f; its skip costs 2 B d^2 forward and as
    much for its gradient.

    Dense kinds encode some rows to see how many codes are active. Of many: encode, decode, and two
    products backward for each, 12 B d F; gated decodes its gate too, 18 B d F. The penalty's sum
    over features: 4 B F. Of few: 2 B d F to encode, then as the sparse kinds, 8 d n + 2 d f, for
    gated 14 d n + 2 d f. They begin with half of all active.
    JumpReLU takes three dense products, and where few codes are active the other two of those codes
    alone: 6 B d F + 4 d n + 2 d F. It begins with a quarter of all active.
    """
    row, dense = KINDS[kind], batch * encode(d_in, dictionary_size)
    if row.lean:
        few = n_codes <= FEW * batch * dictionary_size
        others = 2 * decode(d_in, n_codes) if few else 2 * dense
        return 3 * dense + others + encode(d_in, dictionary_size)
    fired = min(dictionary_size, n_codes) if n_fired is None else n_fired
    if not row.sparse:
        seen = sample(batch) * encode(d_in, dictionary_size)
        if row.few and n_codes <= FEW * batch * dictionary_size:
            return seen + dense + 2 * d_in * (row.few.products * n_codes + fired)
        return seen + row.products * dense + 4 * batch * dictionary_size
    per_code = (4 if row.trains_decoder else 3) * 2 * d_in
    aux = batch * encode(d_in, n_dead) + n_revived * per_code
    of_center = 0 if row.apart else 2 * d_in * (fired + n_fired_again)
    skip = 2 * batch * encode(d_in, d_in) if row.apart else 0
    return dense + n_codes * per_code + of_center + aux + skip


def looked(kind: str, d_in: int, dictionary_size: int, batch: int) -> int:
    """What of a step is a first look at all features, in bf16 where that is fast: 2 B d F of the
    sparse kinds, where the features are many. (Exact values of what passes, and of the rows that
    are audited, are far less, and left out.)"""
    looks = KINDS[kind].sparse and dictionary_size >= LOOKED_AT
    return looks * batch * encode(d_in, dictionary_size)


def training(kind: str, d_in: int, dictionary_size: int, batch: int, k: int, n_steps: int) -> int:
    """All steps, with k codes a token and no feature dead: first batch, steps, calibration.

    The first batch is encoded once more to set the encoder's length; for the sparse kinds it is
    decoded too (for a transcoder the codes' sums are taken as well, for its first directions), and
    some of its rows are encoded for a first floor. Sparse kinds encode 16 further batches for the
    exported threshold, and some rows of these for a floor. A batch that has to be scanned again for
    a lower floor, as happens now and then, comes on top.
    """
    row, dense = KINDS[kind], batch * encode(d_in, dictionary_size)
    guessed = sample(batch) * encode(d_in, dictionary_size)
    of_sparse = row.sparse * (guessed + (1 + row.apart) * decode(d_in, batch * k))
    first = row.encodes_first * (dense + of_sparse)
    steps = n_steps * step(kind, d_in, dictionary_size, batch, batch * k)
    return first + steps + row.calibrates * (guessed + CALIBRATION * dense)


def sample(batch: int) -> int:
    """Rows from which it is guessed how many codes there are."""
    return ceil(batch / max(1, batch // SAMPLE))


def rebuilding(
    d_in: int, dictionary_size: int, l0: int, n_places: int = 1, kind: str = "batch_topk"
) -> int:
    """Per token of an evaluation: encoded and decoded for its fidelity, and again for each hook
    point inside the model that runs with the reconstruction there. A skip costs 2 d^2 each time."""
    skip = encode(d_in, d_in) if KINDS[kind].apart else 0
    return (1 + n_places) * (encode(d_in, dictionary_size) + decode(d_in, l0) + skip)


def replacing(shape: Shape, context_length: int, late: Sequence[bool]) -> int:
    """Per token of an evaluation, for each hook point: three times through the whole model, as it
    is, with the reconstruction in place of the activations, and with their mean. Where something is
    read later than it is rebuilt, the layers run once more ahead of each."""
    ahead = sum(late) * through_layers(shape, context_length)
    return 3 * (len(late) * to_logits(shape, context_length) + ahead)


def logit_effects(shape: Shape, dictionary_size: int) -> int:
    """What every decoder direction does to the logits: 2 F d V."""
    return 2 * dictionary_size * shape.d_model * shape.vocab_size


def neighbours(d_in: int, dictionary_size: int) -> int:
    """Every decoder direction against every other: 2 F^2 d."""
    return 2 * dictionary_size**2 * d_in
