"""First weights: random directions, drawn in blocks of features, each with a seed of its own.

A worker draws the blocks that hold its features, so they are the same however many workers there
are, and nobody draws more than one block at a time.
"""

import torch
from jaxtyping import Float
from torch import Tensor

from sonde.dictionary.shard import Shard
from sonde.dictionary.sides import Sides, scaled_rows

BLOCK = 4096  # features drawn together
APART = 0x9E3779B9  # 2^32 over the golden ratio: its multiples keep far from each other


def first_rows(
    shard: Shard, sides: Sides, norm: float, seed: int
) -> tuple[Float[Tensor, "size d_out"], Float[Tensor, "size d_in"]]:
    """A worker's rows of W_dec, and of W_enc transposed: the same at first, except where other
    columns are read than are rebuilt."""
    tables = [(torch.empty(shard.size, sum(sides.widths)), sides.widths)]
    if sides.apart:
        read = sides.given.stop - sides.given.start
        tables.append((torch.empty(shard.size, read), (read,)))
    for block in range(shard.first // BLOCK, (shard.first + shard.size - 1) // BLOCK + 1):
        start, end = block * BLOCK, min((block + 1) * BLOCK, shard.whole)
        low, high = max(start, shard.first), min(end, shard.first + shard.size)
        generator = torch.Generator().manual_seed(seed_of(seed, block))
        for rows, widths in tables:
            drawn = norm * first_directions(end - start, widths, generator)
            rows[low - shard.first : high - shard.first] = drawn[low - start : high - start]
    directions, encoder = tables[0][0], tables[-1][0]
    return directions, encoder if sides.apart else directions.clone()


def seed_of(seed: int, block: int) -> int:
    """In the 32 bits that a generator on processors looks at; the first block has the seed itself.
    Seeds that are near each other have no block in common."""
    return (seed + block * APART) % (1 << 32)


def first_directions(
    size: int, widths: tuple[int, ...], generator: torch.Generator
) -> Float[Tensor, "size d_out"]:
    """Random, of length one; the same for all parts where these are equally wide, since most
    features are alike there."""
    if len(set(widths)) == 1:
        drawn = torch.randn(size, widths[0], generator=generator).repeat(1, len(widths))
    else:
        drawn = torch.randn(size, sum(widths), generator=generator)
    return scaled_rows(drawn, widths)
