"""Moments in bf16, rounded up or down by chance so that no step is lost on average.

    bf16(x) = the upper half of (bits of x + r)       r uniform in 0 .. 2^16 - 1

A second moment fades by a thousandth a step and bf16 has three digits: rounded to the nearest it
would stand still. r is a hash of (seed, step, table, feature, column), so the same config gives the
same bytes on any device and any number of workers.
"""

import torch
from jaxtyping import Float, Int
from torch import Tensor

LOW = 0xFFFFFFFF
FIRST, SECOND = 0x7FEB352D, 0x846CA68B  # multipliers of C. Wellons' lowbias32


def mixed(x: Int[Tensor, "*shape"]) -> Int[Tensor, "*shape"]:
    """A hash of 32 bits, in int64."""
    x = x ^ x >> 16
    x = x * FIRST & LOW
    x = x ^ x >> 15
    x = x * SECOND & LOW
    return x ^ x >> 16


def keys_of(features: Int[Tensor, " n"], step: int, table: int, seed: int) -> Int[Tensor, " n"]:
    """What the random bits of a row are drawn from; `features` count over all workers."""
    start = torch.full_like(features, (seed + (table << 30)) & LOW)
    return mixed(mixed(mixed(start) ^ step) ^ features)


def bits_of(keys: Int[Tensor, " n"], width: int) -> Int[Tensor, "n width"]:
    """32 random bits for every column of every row: 16 for each moment."""
    return mixed(keys[:, None] ^ torch.arange(width, device=keys.device))


def in_bf16(x: Float[Tensor, "*shape"], chance: Int[Tensor, "*shape"]) -> Float[Tensor, "*shape"]:
    """fp32 rounded by 16 random bits."""
    bits = (x.contiguous().view(torch.int32) + chance.int()) >> 16
    return bits.to(torch.int16).view(torch.bfloat16)


def rounded(
    m: Float[Tensor, "n width"], v: Float[Tensor, "n width"], keys: Int[Tensor, " n"]
) -> tuple[Float[Tensor, "n width"], Float[Tensor, "n width"]]:
    """Both moments of some rows."""
    chance = bits_of(keys, m.shape[1])
    return in_bf16(m, chance & 0xFFFF), in_bf16(v, chance >> 16)
