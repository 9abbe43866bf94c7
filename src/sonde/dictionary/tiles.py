"""Tiles of pre_codes: how large they are, and what they say of the largest codes of a row."""

import torch
from jaxtyping import Float
from torch import Tensor

ON_GPU = 1 << 26  # pre_codes at a time there: 256 MB in fp32
BLOCK = 64  # features of which the largest pre_code is taken


def at_a_time(usual: int, x: Tensor) -> int:
    """Pre_codes in a tile: on a processor what stays in its cache, on a GPU what keeps it busy."""
    return max(usual, ON_GPU) if x.is_cuda else usual


def maxima(
    pre_codes: Float[Tensor, "batch width"], k: int, block: int = BLOCK
) -> Float[Tensor, "batch n"]:
    """Of every row the k largest maxima of blocks of features, or as many as there are."""
    width = pre_codes.shape[1]
    block = max(1, min(block, width // (4 * k)))
    n_blocks = width // block
    found = pre_codes[:, : n_blocks * block].unflatten(1, (n_blocks, block)).amax(-1)
    largest: Tensor = found.topk(min(k, n_blocks), dim=1, sorted=False).values
    return largest


def bound_of(
    pre_codes: Float[Tensor, "batch width"], k: int, block: int = BLOCK
) -> Float[Tensor, " batch"]:
    """A value that at least k codes of a row reach: its k-th largest maximum of a block."""
    found = maxima(pre_codes, k, block)
    return found.amin(1) if found.shape[1] == k else pre_codes.new_zeros(len(pre_codes))


class Bounds:
    """The same of rows whose features come tile by tile: what at least k codes are known to reach.
    It rises with every tile, from zero."""

    def __init__(self, x: Float[Tensor, "batch d_in"], k: int) -> None:
        self.best = torch.zeros(len(x), k, device=x.device)

    def raised(self, tile: Float[Tensor, "rows width"], first: int) -> Float[Tensor, " rows"]:
        """Those of the rows from `first` on, after a tile of theirs."""
        here = self.best[first : first + len(tile)]
        both = torch.cat([here, maxima(tile, here.shape[1]).float()], dim=1)
        here.copy_(both.topk(here.shape[1], dim=1, sorted=False).values)
        return here.amin(1)

    def reached(self) -> Float[Tensor, " batch"]:
        return self.best.amin(1)
