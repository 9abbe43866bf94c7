"""From a thread that computes to an event loop that serves."""

import asyncio
import threading
from collections.abc import AsyncGenerator, Callable, Generator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from typing import Any, Generic, NamedTuple, TypeVar

from sonde.core.errors import SondeError

T = TypeVar("T")


class Busy(SondeError):
    """Too many are waiting already."""


class Ended(NamedTuple):
    """The last thing a thread says."""

    error: BaseException | None


class Relay(Generic[T]):
    """Runs generators in one thread, one after another; hands their items to who awaits them."""

    def __init__(self, max_waiting: int = 16) -> None:
        self.max_waiting, self.n_waiting = max_waiting, 0
        self.thread = ThreadPoolExecutor(1, thread_name_prefix="sonde-steering")

    async def stream(self, work: Callable[[], Generator[T, None, None]]) -> AsyncGenerator[T, None]:
        """The items of `work()`, a generator that may block. It is closed when the reader goes
        away, and never begun when that was before its turn. Its error is raised here."""
        if self.n_waiting >= self.max_waiting:
            raise Busy(f"{self.n_waiting} texts are waiting for the model already: try again soon.")
        mail: asyncio.Queue[T | Ended] = asyncio.Queue()
        stopped = threading.Event()
        loop = asyncio.get_running_loop()

        def send(item: T | Ended) -> None:
            if not loop.is_closed():
                loop.call_soon_threadsafe(mail.put_nowait, item)

        self.n_waiting += 1
        future = self.thread.submit(run, work, send, stopped)
        try:
            while not isinstance(item := await mail.get(), Ended):
                yield item
            if item.error is not None:
                raise item.error
        finally:
            self.n_waiting -= 1
            stopped.set()
            future.cancel()


def run(
    work: Callable[[], Generator[T, None, None]],
    send: Callable[[Any], None],
    stopped: threading.Event,
) -> None:
    """In the thread: sends every item, then how it ended."""
    try:
        with closing(work()) as items:
            for item in items:
                if stopped.is_set():
                    return
                send(item)
        send(Ended(None))
    except Exception as error:
        send(Ended(error))
