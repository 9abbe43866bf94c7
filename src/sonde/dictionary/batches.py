"""What training reads: batches of activations, and a view ahead that reads no batch twice."""

from collections import deque
from typing import NamedTuple, Protocol, runtime_checkable

from jaxtyping import Float
from torch import Tensor

from sonde.core.maths import Moments


@runtime_checkable
class Batches(Protocol):
    """Activations in the model's units, endless, with a place that can be returned to."""

    moments: Moments  # of the tokens that will be read
    activity: str  # what getting a batch is called where time is reported: read, harvest

    def next(self) -> Float[Tensor, "batch d_in"]: ...

    def state(self) -> dict[str, int]: ...

    def seek(self, state: dict[str, int]) -> None: ...


class Ahead(NamedTuple):
    before: dict[str, int]  # the place of the stream before the batch
    x: Tensor


class Stream:
    """Batches for several readers: `ahead` shows those to come, and `next` still gives them."""

    def __init__(self, batches: Batches) -> None:
        self.batches, self.moments, self.activity = batches, batches.moments, batches.activity
        self.waiting: deque[Ahead] = deque()

    def next(self) -> Float[Tensor, "batch d_in"]:
        return self.waiting.popleft().x if self.waiting else self.batches.next()

    def state(self) -> dict[str, int]:
        return self.waiting[0].before if self.waiting else self.batches.state()

    def seek(self, state: dict[str, int]) -> None:
        self.waiting.clear()
        self.batches.seek(state)

    def peek(self, n: int) -> Float[Tensor, "batch d_in"]:
        """The batch that the n-th call of `next` from now will give, counted from zero."""
        while len(self.waiting) <= n:
            before = self.batches.state()
            self.waiting.append(Ahead(before, self.batches.next()))
        return self.waiting[n].x

    def view(self) -> "View":
        return View(self)


class View:
    """The batches to come, which stay in the stream. Of use until the stream moves on."""

    def __init__(self, stream: Stream) -> None:
        self.stream, self.moments, self.activity = stream, stream.moments, stream.activity
        self.n = 0

    def next(self) -> Float[Tensor, "batch d_in"]:
        self.n += 1
        return self.stream.peek(self.n - 1)

    def state(self) -> dict[str, int]:
        return self.stream.state()

    def seek(self, state: dict[str, int]) -> None:
        raise AssertionError("a view only looks ahead")
