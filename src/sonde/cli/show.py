"""Features and texts on a terminal."""

from collections.abc import Mapping, Sequence
from typing import Any

from rich.console import Console
from rich.table import Table
from rich.text import Text

from sonde.core.terminal import printable
from sonde.interventions.edits import Edit

BARS = " ▁▂▃▄▅▆▇█"


def feature_lines(record: Mapping[str, Any]) -> list[str]:
    """A record as lines; firing tokens stand in [brackets]."""
    lines = [
        f"feature {record['feature']}   {record['label'] or '(never fired)'}   "
        f"[{record['label_source']} label]",
        f"fires on {record['frequency']:.3%} of tokens, at most {record['maximum']:.3g}",
        f"histogram 0..max  {bars(record['histogram'])}",
        "promotes    " + ", ".join(repr(effect["token"]) for effect in record["promoted"]),
        "suppresses  " + ", ".join(repr(effect["token"]) for effect in record["suppressed"]),
        "neighbours  "
        + ", ".join(
            f"{n['feature']} ({n['cosine']:.2f}) {n['label']}" for n in record["neighbours"][:5]
        ),
    ]
    if shares := record.get("shares"):
        lines.append("lies in     " + ", ".join(f"{n} {s:.2f}" for n, s in shares.items()))
    if found := record.get("stability"):
        cosines = f"{found['matched']:.2f} ({found['by_chance']:.2f} by chance)"
        lines.append(f"comes again {cosines} in dictionaries of other seeds")
    interval = None
    for example in record["examples"]:
        if example["interval"] != interval:
            interval = example["interval"]
            lines.append("strongest" if interval == 0 else f"interval {interval}")
        lines.append(f"  {example['value']:8.3g}  {highlighted(example)}")
    return [printable(line) for line in lines]


def highlighted(example: Mapping[str, Any]) -> str:
    parts = [
        f"[{piece}]" if value > 0 else piece
        for piece, value in zip(example["pieces"], example["values"], strict=True)
    ]
    return "".join(parts).replace("\n", "↵")


def bars(counts: Sequence[int]) -> str:
    top = max([*counts, 1])
    return "".join(BARS[-(-count * (len(BARS) - 1) // top)] for count in counts)


def side_by_side(
    prompt: str, default: str, steered: str, edits: Sequence[Edit], labels: Mapping[int, str]
) -> list[str]:
    """Default and steered text in two columns."""
    title = "; ".join(
        f"{e.action} {e.feature} ({labels.get(e.feature, '')})"
        + ("" if e.action == "ablate" else f" at {e.strength:g} x maximum")
        for e in edits
    )
    table = Table(title=Text(printable(f"{prompt!r} …")), expand=True)
    table.add_column("default", ratio=1)
    table.add_column(Text(printable(title)), ratio=1)
    table.add_row(Text(printable(default)), Text(printable(steered)))
    console = Console(width=110, color_system=None, force_terminal=False)
    with console.capture() as capture:
        console.print(table)
    return [line.rstrip() for line in capture.get().splitlines()]
