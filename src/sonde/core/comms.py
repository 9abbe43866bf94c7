"""What workers that train one thing together tell each other. One worker is the general case: it is
`ALONE`, whose every answer is its own tensor.

All workers call the same methods in the same order; what `sum` and `max` are given has the same
shape everywhere, and every worker gets the same bits back. Nothing but tensors is sent.

Workers may stand in groups of consecutive ranks. Those inside a group do one thing together; every
group does the same with other tokens.

    rank    0 1 2 | 3 4 5        inside(1)  = 0 1 2
    group     0   |   1          between(1) = 1 4
"""

from collections.abc import Iterator
from typing import Any, Protocol, runtime_checkable

import torch
import torch.nn.functional as F
from torch import Tensor


@runtime_checkable
class Comms(Protocol):
    rank: int  # of this worker, from zero
    size: int  # number of workers
    device: str  # that what is sent must be on
    inside: "Comms"  # the workers of this one's group; of one group, all
    between: "Comms"  # those who stand in this one's place in every group

    def sum(self, tensor: Tensor) -> Tensor: ...

    def max(self, tensor: Tensor) -> Tensor: ...

    def total(self, count: int) -> int:
        """The sum of a number of each worker's."""
        ...

    def gather(self, tensor: Tensor) -> list[Tensor]:
        """Every worker's, by rank. Their first dimensions may differ."""
        ...

    def collect(self, tensor: Tensor) -> list[Tensor]:
        """The same, for worker 0 alone; the others get an empty list."""
        ...

    def wait(self) -> None:
        """Until all workers are here."""
        ...


class Alone:
    """One worker."""

    rank, size, device = 0, 1, "cpu"

    def __init__(self) -> None:
        self.inside: Comms = self
        self.between: Comms = self

    def sum(self, tensor: Tensor) -> Tensor:
        return tensor

    def max(self, tensor: Tensor) -> Tensor:
        return tensor

    def total(self, count: int) -> int:
        return count

    def gather(self, tensor: Tensor) -> list[Tensor]:
        return [tensor]

    def collect(self, tensor: Tensor) -> list[Tensor]:
        return [tensor]

    def wait(self) -> None:
        pass


ALONE = Alone()


class Group:
    """The workers of a process group of torch, by default of the one that holds all: gloo on
    processors, nccl on GPUs."""

    def __init__(self, of: Any = None) -> None:
        from torch import distributed

        self.distributed, self.of = distributed, of
        self.device = "cuda" if distributed.get_backend(of) == "nccl" else "cpu"
        self.rank, self.size = distributed.get_rank(of), distributed.get_world_size(of)
        self.inside: Comms = self
        self.between: Comms = ALONE

    def sum(self, tensor: Tensor) -> Tensor:
        return self.reduced(tensor, self.distributed.ReduceOp.SUM)

    def max(self, tensor: Tensor) -> Tensor:
        return self.reduced(tensor, self.distributed.ReduceOp.MAX)

    def total(self, count: int) -> int:
        return int(self.sum(torch.tensor(count, device=self.device)))

    def gather(self, tensor: Tensor) -> list[Tensor]:
        lengths, padded = self.alike(tensor)
        found = [torch.empty_like(padded) for _ in lengths]
        self.distributed.all_gather(found, padded, group=self.of)
        return [one[:n] for one, n in zip(found, lengths, strict=True)]

    def collect(self, tensor: Tensor) -> list[Tensor]:
        lengths, padded = self.alike(tensor)
        found = [torch.empty_like(padded) for _ in lengths] if self.rank == 0 else None
        self.distributed.gather(padded, found, group=self.of, group_dst=0)
        return [one[:n] for one, n in zip(found or [], lengths, strict=False)]

    def wait(self) -> None:
        self.total(0)

    def reduced(self, tensor: Tensor, how: object) -> Tensor:
        found = tensor.detach().clone(memory_format=torch.contiguous_format)
        self.distributed.all_reduce(found, how, group=self.of)
        return found

    def alike(self, tensor: Tensor) -> tuple[list[int], Tensor]:
        """The lengths of all workers' tensors; this one's, padded to the longest."""
        own = torch.tensor([len(tensor)], device=tensor.device)
        found = [torch.empty_like(own) for _ in range(self.size)]
        self.distributed.all_gather(found, own, group=self.of)
        lengths: list[int] = torch.cat(found).tolist()  # a GPU is waited for once
        padding = [0, 0] * (tensor.ndim - 1) + [0, max(lengths) - len(tensor)]
        return lengths, F.pad(tensor.detach(), padding).contiguous()


def in_groups(n_groups: int) -> Group:
    """All workers, in groups of equal size."""
    every = Group()
    ranks = torch.arange(every.size).view(n_groups, -1)
    if n_groups > 1:
        every.inside, every.between = part(every, ranks), part(every, ranks.T)
    return every


def part(every: Group, ranks: Tensor) -> Comms:
    """Those who stand in the same row as this worker."""
    if len(ranks) == 1:
        return Group()
    if ranks.shape[1] == 1:
        return ALONE
    return Group(every.distributed.new_subgroups_by_enumeration(ranks.tolist())[0])


def others(comms: Comms, tensor: Tensor) -> Iterator[tuple[bool, Tensor]]:
    """The tensors of all other workers, and whether each comes before this one."""
    for rank, theirs in enumerate(comms.gather(tensor)):
        if rank != comms.rank:
            yield rank < comms.rank, theirs
