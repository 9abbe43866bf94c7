"""Moments in fewer bits, rounded up or down by chance so that no step is lost on average.

    bf16(x)   = the upper half of (bits of x + r)                     r uniform in 0 .. 2^16 - 1
    float8(x) = (bits of |x| + 16 r) >> 20, less the level where the row's numbers begin

A second moment fades by a thousandth a step, and bf16 has three digits: rounded to the nearest it
would stand still. r is a hash of (seed, step, table, feature) for the first column of a row; from
column to column it goes on by the golden ratio, which is evener than chance and costs little.
The same config gives the same bytes on any device and any number of workers.

The bits of a float above its last 20 count levels, eight to a doubling. A float8 is the level
counted from the row's own lowest: 256 for a second moment, 128 and a sign for a first. What is less
than the lowest is zero in a first moment and the lowest in a second, which is divided by. The last
column of a row of float8 is the exponent of its largest.
"""

import torch
from jaxtyping import Float, Int, UInt8
from torch import Tensor

LOW = 0xFFFFFFFF
FIRST, SECOND = 0x7FEB352D, 0x846CA68B  # multipliers of C. Wellons' lowbias32
STRIDE = 0x9E3779B9  # 2^32 over the golden ratio
BELOW = 20  # bits of a float below its level
SIGNED, UNSIGNED = 7, 8  # bits of a level in a first moment, in a second
KEPT_IN = {"float32": torch.float32, "bfloat16": torch.bfloat16, "float8": torch.uint8}


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
    return keys[:, None] + STRIDE * torch.arange(width, device=keys.device) & LOW


def in_bf16(x: Float[Tensor, "*shape"], chance: Int[Tensor, "*shape"]) -> Float[Tensor, "*shape"]:
    """fp32 rounded by 16 random bits."""
    bits = (x.contiguous().view(torch.int32) + chance.int()) >> 16
    return bits.to(torch.int16).view(torch.bfloat16)


def in_float8(
    x: Float[Tensor, "n width"], chance: Int[Tensor, "n width"], bits: int
) -> UInt8[Tensor, "n columns"]:
    """fp32 rounded by 16 random bits to a level of so many bits; of 7, the sign before it."""
    level = x.abs().view(torch.int32)
    top = (level >> 23).amax(1, keepdim=True)
    level = (level + (chance.int() << 4)) >> BELOW
    code = (level - lowest(top, bits)).clamp_(min=int(bits == UNSIGNED))
    if bits == SIGNED:
        code |= (x < 0).int() << SIGNED
    return torch.cat([code, top], 1).to(torch.uint8)


def from_float8(kept: UInt8[Tensor, "n columns"], bits: int) -> Float[Tensor, "n width"]:
    code, top = kept[:, :-1].int(), kept[:, -1:].int()
    level = code & (1 << bits) - 1
    x = torch.where(level > 0, level + lowest(top, bits) << BELOW, 0).view(torch.float32)
    return torch.where(code >> bits > 0, -x, x)


def lowest(top: Int[Tensor, "n 1"], bits: int) -> Int[Tensor, "n 1"]:
    """The level that counts as zero: the last counted is that after the largest's doubling."""
    return (8 * top + 9 - (1 << bits)).clamp(min=0)


def width_of(width: int, dtype: torch.dtype) -> int:
    """Columns that a moment takes."""
    return width + (dtype == torch.uint8)


def opened(m: Tensor, v: Tensor) -> tuple[Float[Tensor, "n width"], Float[Tensor, "n width"]]:
    """Both moments of some rows in fp32, as they are kept in any dtype."""
    if m.dtype == torch.uint8:
        return from_float8(m, SIGNED), from_float8(v, UNSIGNED)
    return m.float(), v.float()


def rounded(
    m: Float[Tensor, "n width"],
    v: Float[Tensor, "n width"],
    keys: Int[Tensor, " n"],
    dtype: torch.dtype = torch.bfloat16,
) -> tuple[Tensor, Tensor]:
    """Both moments of some rows, to be kept: in bf16, or float8 (uint8)."""
    chance = bits_of(keys, m.shape[1])
    low, high = chance & 0xFFFF, chance >> 16
    if dtype == torch.uint8:
        return in_float8(m, low, SIGNED), in_float8(v, high, UNSIGNED)
    return in_bf16(m, low), in_bf16(v, high)
