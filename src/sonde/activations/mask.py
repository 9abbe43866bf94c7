"""Which tokens count. One function for training, metrics, the atlas and edits.

Left out are padding, special tokens (BOS, EOS, chat markers) and attention sinks: tokens whose norm
is more than `sink_ratio` times the median. A single sink outweighs thousands of ordinary tokens.
"""

from collections.abc import Collection

import torch
from jaxtyping import Bool, Float, Int
from torch import Tensor

from sonde.core.errors import SondeError


def kept(
    tokens: Int[Tensor, "*batch"],
    x: Float[Tensor, "*batch d_in"],
    special: Collection[int],
    norm_limit: float,
    documents: Int[Tensor, "*batch"] | None = None,
) -> Bool[Tensor, "*batch"]:
    """True where a token counts. `documents` is -1 at padding."""
    counts = x.float().norm(dim=-1) <= norm_limit
    if special:
        left_out = torch.tensor(sorted(special), device=x.device)
        counts &= ~torch.isin(tokens.to(x.device), left_out)
    return counts if documents is None else counts & (documents >= 0).to(x.device)


def norm_limit(
    tokens: Int[Tensor, "*batch"],
    x: Float[Tensor, "*batch d_in"],
    special: Collection[int],
    sink_ratio: float,
    documents: Int[Tensor, "*batch"],
) -> float:
    """The largest norm an ordinary token may have, in the units of x."""
    ordinary = x[kept(tokens, x, special, float("inf"), documents)]
    if not len(ordinary):
        raise SondeError(
            "No token of the text counts: all are special tokens or padding. Give more text."
        )
    return float(sink_ratio * ordinary.float().norm(dim=-1).median())
