"""Ctrl-C finishes the part in hand; a second one stops at once."""

import signal
import threading
from types import FrameType, TracebackType

from sonde.core.errors import Interrupted


class GracefulStop:
    """While inside, SIGINT and SIGTERM only set a flag that the loop asks between parts.

    >>> with GracefulStop() as stop:
    ...     for part in parts:
    ...         work(part)
    ...         stop.check("12 of 40 shards are kept. Give the same command again to go on.")
    """

    def __init__(self) -> None:
        self.requested = False
        self._previous: dict[int, object] = {}

    def __enter__(self) -> "GracefulStop":
        if threading.current_thread() is threading.main_thread():
            for number in (signal.SIGINT, signal.SIGTERM):
                self._previous[number] = signal.signal(number, self._on_signal)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        for number, handler in self._previous.items():
            signal.signal(number, handler)  # type: ignore[arg-type]

    def _on_signal(self, number: int, frame: FrameType | None) -> None:
        if self.requested:
            raise KeyboardInterrupt
        self.requested = True

    def check(self, message: str) -> None:
        """Raises `Interrupted(message)` when a stop was asked for."""
        if self.requested:
            raise Interrupted(f"Stopped. {message}")
