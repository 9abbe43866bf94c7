"""What the arithmetic has to know of each kind of dictionary, beside its sizes.

The last numbers of a row sum up what its step does elementwise; they were counted operation by
operation. `tests/test_planning_training.py` holds every row to a real step of the kind.
"""

from typing import NamedTuple


class Few(NamedTuple):
    """A step of a kind that is not sparse while few codes are active."""

    products: int  # of the active codes alone
    gathered: int  # vectors [d_in] read for a code
    per_index: int  # bytes moved per code beside
    per_row: int  # vectors [d_in] moved per token
    per_fired: int = 1  # and per feature that fired


class Kind(NamedTuple):
    sparse: bool  # decodes and goes backward over the active codes alone
    nested: bool = False  # has a reconstruction for every group of features
    trains_decoder: bool = True
    apart: bool = False  # rebuilds others as wide as those it reads, with a skip [d_in, d_in]
    parts: bool = False  # several hook points side by side, d_in wide together
    lean: bool = False  # not sparse, but works its gradients out in one pass (`jump_step.py`)
    own: int = 0  # further numbers per feature that are trained, beside its bias
    encodes_first: bool = True  # the first step encodes its batch once more, to set lengths
    calibrates: bool = False  # encodes further batches at the end, for one threshold
    products: int = 6  # dense ones in a step, where it is not sparse
    added: int = 0  # gradients of a matrix that are added to another of it
    few: Few | None = None  # how it works with the active codes alone, where they are few
    per_code: float = 0.0  # bytes moved per (token, feature) outside them
    scanned: int = 1 << 21  # pre_codes of a batch that are there at a time, where it is sparse
    per_index: int = 0  # bytes moved per code for where it is, other candidates included
    per_row: int = 34  # vectors [d_in] moved per token, where the step is dense
    live_codes: float = 0.0  # fp32 matrices [batch, dictionary_size] that live at once; of a tile
    live_beside: float = 0.0  # and beside a further gradient of W_dec


FEW = 1 / 32  # of all codes: up to there a kind that is not sparse takes products of these alone
L0 = 32  # features active per token that are assumed of a kind whose config does not say
FIRST_ACTIVE = 10_000  # features of a lean kind that fire on a token at the start, at most 1 in 4
SPARSE = Kind(sparse=True, calibrates=True, per_code=5.75, per_index=1420, live_codes=1.32)
KINDS = {
    "matryoshka": SPARSE._replace(nested=True, per_index=1590),
    "batch_topk": SPARSE,
    "topk": SPARSE._replace(per_code=10.0, per_index=1380, scanned=1 << 24),
    "random_decoder": SPARSE._replace(trains_decoder=False),
    "transcoder": SPARSE._replace(apart=True),
    "crosscoder": SPARSE._replace(parts=True, live_codes=1.4),
    "jump_relu": Kind(False, lean=True, own=1, per_code=124.9, per_index=268, per_row=34),
    "gated": Kind(
        False,
        own=2,
        encodes_first=False,
        products=9,
        added=1,
        few=Few(7, 9, 775, 66, 3),
        per_code=161.5,
        per_row=55,
        live_codes=7.4,
        live_beside=6.1,
    ),
    "relu_l1": Kind(
        False,
        encodes_first=False,
        few=Few(4, 5, 465, 43),
        per_code=63.0,
        live_codes=4.1,
        live_beside=3.25,
    ),
}
