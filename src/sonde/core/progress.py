"""Progress with rate and time left: a live bar on a terminal, plain lines in a log.

Everything goes to stderr, so stdout stays free for an answer (`--json`).
"""

import sys
import time
from types import TracebackType

from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn

from sonde.core.terminal import printable

EVERY = 10.0  # seconds between plain lines


class track:
    """`with track("harvest", total=n_tokens) as bar: bar.advance(512, loss=0.3)`.

    The last values given by keyword stay on display. `total` and `advance` count `unit`.
    """

    def __init__(
        self, name: str, total: int, done: int = 0, unit: str = "tokens", shown: bool = True
    ):
        self.name, self.total, self.unit, self.shown = name, total, unit, shown
        self.done = self.first = done
        self.printed = -1  # where the last plain line stood
        self.values: dict[str, int | float | str] = {}
        self.start = self.last_line = time.monotonic()
        self.console = Console(stderr=True)
        self.bar: Progress | None = None

    def __enter__(self) -> "track":
        if self.console.is_terminal and self.shown:
            name, line = TextColumn("{task.description:<9}"), TextColumn("{task.fields[line]}")
            self.bar = Progress(name, BarColumn(), line, console=self.console)
            self.task = self.bar.add_task(self.name, total=self.total, completed=self.done, line="")
            self.bar.start()
        return self

    def advance(self, n: int, **values: int | float | str) -> None:
        self.done += n
        self.values.update(values)
        if self.bar is not None:
            self.bar.update(self.task, completed=self.done, line=self.line())
        elif time.monotonic() - self.last_line > EVERY:
            self.print_line()

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self.bar is not None:
            self.bar.stop()
        elif kind is None and self.done != self.printed:
            self.print_line()

    @property
    def rate(self) -> float:
        """Units per second since this call began."""
        return (self.done - self.first) / max(time.monotonic() - self.start, 1e-9)

    def line(self) -> str:
        share = min(self.done / max(self.total, 1), 1.0)
        left = (self.total - self.done) / self.rate if self.rate else 0.0
        shown = "  ".join(f"{name} {format_value(value)}" for name, value in self.values.items())
        head = f"{share:4.0%}  {short(self.done)}/{short(self.total)}"
        speed = f"{short(self.rate)} {self.unit}/s  ETA {clock_time(left)}"
        return f"{head}  {speed}  {shown}".rstrip()

    def print_line(self) -> None:
        if not self.shown:
            return
        self.last_line, self.printed = time.monotonic(), self.done
        print(f"{self.name:<9} {self.line()}", file=sys.stderr, flush=True)


def say(message: str) -> None:
    """A plain line for the person, beside the answer on stdout."""
    print(printable(message), file=sys.stderr, flush=True)


def format_value(value: int | float | str) -> str:
    return value if isinstance(value, str) else f"{value:.4g}"


def short(count: int | float) -> str:
    """12_345_678 -> 12.3M."""
    for size, letter in ((1e9, "G"), (1e6, "M"), (1e3, "k")):
        if abs(count) >= size:
            return f"{count / size:.3g}{letter}"
    return f"{count:.3g}"


def clock_time(seconds: int | float) -> str:
    """3_723 -> 1:02:03."""
    minutes, second = divmod(int(max(seconds, 0) + 0.5), 60)
    hours, minute = divmod(minutes, 60)
    return f"{hours}:{minute:02}:{second:02}" if hours else f"{minute}:{second:02}"
