"""Metrics as JSON lines, and a clock that says where the time went."""

import json
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sonde.core.errors import room_on_disk
from sonde.core.files import write_bytes


class MetricsLog:
    """One JSON object a line, flushed at once. Resuming at step n drops the lines beyond n."""

    def __init__(self, path: Path, resume_at: int | None = None):
        self.path = path
        kept = [row for row in read_metrics(path) if row["step"] <= (resume_at or 0)]
        write_bytes(path, "".join(json.dumps(row) + "\n" for row in kept).encode())

    def write(self, row: dict[str, Any]) -> None:
        with room_on_disk(self.path), self.path.open("a") as file:
            file.write(json.dumps(row) + "\n")


def read_metrics(path: Path) -> list[dict[str, Any]]:
    """The rows of a metrics file; a line cut short by a crash is left out."""
    rows = []
    for line in path.read_text().splitlines() if path.exists() else []:
        try:
            rows.append(json.loads(line))
        except json.JSONDecodeError:
            continue
    return rows


class Clock:
    """Seconds spent under each name: `with clock("read"): ...`."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}

    @contextmanager
    def __call__(self, name: str) -> Iterator[None]:
        start = time.perf_counter()
        try:
            yield
        finally:
            self.seconds[name] = self.seconds.get(name, 0.0) + time.perf_counter() - start

    def shares(self) -> dict[str, float]:
        """Share of the measured time under each name, summing to one."""
        total = sum(self.seconds.values())
        return {name: seconds / total for name, seconds in self.seconds.items()} if total else {}
