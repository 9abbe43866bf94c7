"""How kernels are compiled, and run on all cores: each call takes a range of rows, without the
interpreter's lock."""

import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import lru_cache
from typing import Any

import numba
import torch

# As numpy divides: a check for zero, as Python has it, keeps a loop from doing several at once.
FAST = {"contract", "reassoc", "nsz"}
PIECES = 2  # for each thread, so that one with more to do holds up no other


def compiled(function: Callable[..., Any]) -> Any:
    """Kept for the next process, where there is a folder that can be written to."""

    def how(cache: bool) -> Any:
        return numba.njit(nogil=True, cache=cache, error_model="numpy", fastmath=FAST)

    try:
        return how(cache=True)(function)
    except RuntimeError:  # "no locator available": a package and a home that are read-only
        return how(cache=False)(function)


def in_pieces(run: Callable[[int, int], None], n: int, most: int | None = None) -> None:
    """Calls `run(start, stop)` until all of 0..n is done, at most `most` at a time. Whoever has
    nothing to do takes the next piece; the caller begins while the others wake."""
    n_threads = torch.get_num_threads()
    length = max(1, -(-n // (PIECES * n_threads)))
    length = length if most is None else min(length, most)
    starts = range(0, n, length)
    left = iter(starts)

    def work() -> None:
        for start in left:
            run(start, min(start + length, n))

    others = min(n_threads, len(starts)) - 1
    helping = [pool(n_threads).submit(work) for _ in range(others)]
    work()
    for one in helping:
        one.result()


@lru_cache(maxsize=4)
def pool(n_threads: int) -> ThreadPoolExecutor:
    return ThreadPoolExecutor(n_threads)


os.register_at_fork(after_in_child=pool.cache_clear)  # threads do not go along
