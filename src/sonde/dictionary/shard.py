"""Features divided over workers: each holds the rows of its own, and sees the same tokens.

    x_hat = sum over workers of (own codes @ own rows of W_dec) + b_dec

Everything that follows from x_hat is then the same on every worker, so backward asks for nothing
but the sum of what the encoders say of b_dec. What is sent per token is one row of d_in, however
many features there are.
"""

from typing import Any, NamedTuple

import torch
from torch import Tensor

from sonde.core.comms import ALONE, Comms
from sonde.core.scaling import refuse_more_workers


class Shard(NamedTuple):
    """The features from `first` on that a worker holds, of the `whole` dictionary's."""

    first: int
    size: int
    whole: int
    comms: Comms = ALONE

    @property
    def rows(self) -> slice:
        return slice(self.first, self.first + self.size)


def shard_of(dictionary_size: int, comms: Comms = ALONE) -> Shard:
    """The worker's share; shares differ by at most one feature."""
    refuse_more_workers(comms.size, dictionary_size)
    share = share_of(dictionary_size, comms)
    return Shard(share.start, share.stop - share.start, dictionary_size, comms)


def share_of(n: int, comms: Comms) -> slice:
    """Which of n things are this worker's."""
    return slice(n * comms.rank // comms.size, n * (comms.rank + 1) // comms.size)


def added(part: Tensor, comms: Comms) -> Tensor:
    """The sum of all workers' parts. Each part's gradient is that of the sum."""
    out: Tensor = Added.apply(part, comms)
    return out


def shared(parameter: Tensor, comms: Comms) -> Tensor:
    """The same tensor; what each worker's use of it says of its gradient is summed."""
    out: Tensor = Shared.apply(parameter, comms)
    return out


class Added(torch.autograd.Function):
    @staticmethod
    def forward(ctx: Any, part: Tensor, comms: Comms) -> Tensor:
        return comms.sum(part)

    @staticmethod
    def backward(ctx: Any, *grads: Tensor) -> Any:
        return grads[0], None


class Shared(torch.autograd.Function):
    @staticmethod
    def forward(ctx: Any, parameter: Tensor, comms: Comms) -> Tensor:
        ctx.comms = comms
        return parameter.view_as(parameter)

    @staticmethod
    def backward(ctx: Any, *grads: Tensor) -> Any:
        return ctx.comms.sum(grads[0]), None
