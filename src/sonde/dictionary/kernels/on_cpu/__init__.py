"""What numba compiles better than torch composes, in fp32: one pass over memory where torch takes
several, and no memory asked for that is given back in the same step.

Sums over bags are as fast in torch (docs/log.md has the figures).
"""

from sonde.dictionary.kernels.on_cpu.adam import move_rows
from sonde.dictionary.kernels.on_cpu.candidates import Candidates
from sonde.dictionary.kernels.on_cpu.rebuild import rebuild
from sonde.dictionary.kernels.on_cpu.selection import strongest_of_bags
from sonde.dictionary.kernels.on_cpu.sums import (
    at_most,
    move_sums,
    order_of,
    pair_dots,
    round_rows,
    squares,
)

__all__ = [
    "Candidates",
    "at_most",
    "move_rows",
    "move_sums",
    "order_of",
    "pair_dots",
    "rebuild",
    "round_rows",
    "squares",
    "strongest_of_bags",
]
