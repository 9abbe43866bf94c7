"""What every benchmark writes beside its rows: the machine, the commit, the arguments."""

import argparse
import json
import subprocess
from pathlib import Path

from sonde.core.machine import describe


def write_report(
    path: str | None,
    arguments: argparse.Namespace,
    rows: list[dict],
    summary: dict | None = None,
) -> None:
    """Writes the report as JSON, where a path was given; `summary` is what its rows come to."""
    if path is None:
        return
    asked = {k: v for k, v in vars(arguments).items() if k != "json"}
    made = {"machine": describe(), "commit": commit(), "arguments": asked}
    report = {**made, **(summary or {}), "rows": rows}
    text = json.dumps(report, indent=2, ensure_ascii=False, default=str)
    Path(path).write_text(text + "\n", encoding="utf-8")


def commit() -> str:
    """The commit in work, marked where the tree differs from it."""
    command = ["git", "describe", "--always", "--dirty", "--exclude", "*"]
    return subprocess.run(command, capture_output=True, text=True).stdout.strip()
