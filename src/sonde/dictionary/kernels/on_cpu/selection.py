"""The largest of few numbers."""

from typing import no_type_check

import torch
from jaxtyping import Bool, Float, Int
from torch import Tensor

from sonde.dictionary.kernels.on_cpu.threads import compiled, in_pieces


def strongest_of_bags(
    values: Float[Tensor, " n"], starts: Int[Tensor, " bags"], k: int
) -> Bool[Tensor, " n"]:
    kept = torch.empty(len(values), dtype=torch.bool)
    ends = torch.cat([starts[1:], starts.new_tensor([len(values)])])
    given = [tensor.contiguous().numpy() for tensor in (values, starts, ends)]
    out = kept.numpy()
    in_pieces(lambda start, stop: keep(*given, k, out, start, stop), len(starts))
    return kept


@compiled
@no_type_check
def keep(values, starts, ends, k, kept, first, last):
    for bag in range(first, last):
        start, end = starts[bag], ends[bag]
        if end - start <= k:
            kept[start:end] = True
            continue
        least = kth_largest(values[start:end].copy(), k)
        spare = k
        for n in range(start, end):
            spare -= values[n] > least
        for n in range(start, end):
            equal = values[n] == least
            kept[n] = values[n] > least or (equal and spare > 0)
            spare -= equal


@compiled
@no_type_check
def kth_largest(values, k):
    """Of at least k numbers, which are left in another order. Hoare 1961, algorithm 65."""
    low, high, place = 0, len(values) - 1, k - 1
    while low < high:
        pivot = values[(low + high) // 2]
        i, j = low, high
        while i <= j:
            while values[i] > pivot:
                i += 1
            while values[j] < pivot:
                j -= 1
            if i <= j:
                values[i], values[j] = values[j], values[i]
                i += 1
                j -= 1
        if place <= j:
            high = j
        elif place >= i:
            low = i
        else:
            break
    return values[place]
