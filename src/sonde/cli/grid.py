"""`sonde grid`: many dictionaries from one reading of the activations, and a table of them."""

import html
from collections.abc import Callable
from pathlib import Path
from typing import Any

from torch import Tensor

from sonde.activations.reader import ShardBatches
from sonde.core.artifact import Artifact
from sonde.core.config import to_dict
from sonde.core.files import write_bytes, write_json
from sonde.core.machine import describe
from sonde.core.plots import html_page, html_table, plot
from sonde.core.progress import say, short
from sonde.dictionary.config import TrainConfig
from sonde.dictionary.grid import N_MEASURED, Trained, measured, recurring
from sonde.dictionary.varying import GridConfig, runs_of
from sonde.planning.table import aligned
from sonde.scale.train import train_together

Row = dict[str, Any]
Train = Callable[[dict[str, TrainConfig]], Trained]
ANOTHER = 1_000_003  # added to the order of training, for the order of what is measured on


def grid(config: GridConfig, train: Train | None = None) -> list[Row]:
    """Trains what is missing, measures all, and writes grid.json and grid.html; gives the rows."""
    runs = runs_of(config)
    trained = (train or train_together)(runs)
    say("measuring")
    rows = measured(runs, trained, batches_to_measure(next(iter(runs.values())), config.measure_on))
    for name, artifact in recurring(runs, trained).items():
        counts = artifact.manifest.counts
        row = next(row for row in rows if row["name"] == name)
        row["stability"] = {key: counts[key] for key in counts if key != "n_features"}
    folder, facts = Path(config.output), {"machine": describe(), "config": to_dict(config)}
    write_json(folder / "grid.json", {**facts, "runs": rows})
    write_bytes(folder / "grid.html", page(rows, config).encode())
    return rows


def trainer(cluster: bool, cpus: float, gpus: float) -> Train:
    """In this process, all runs at once; or one process for each, over a cluster."""
    if not cluster:
        return train_together
    from sonde.scale.tune import train_over_cluster

    return lambda runs: train_over_cluster(runs, cpus, gpus)


def batches_to_measure(run: TrainConfig, measure_on: str | None) -> list[Tensor]:
    """Batches of the other activations, or of those of training in another order."""
    harvested = Artifact.open(measure_on or run.activations, "harvest")
    size = min(run.batch_size, sum(harvested.manifest.about["n_rows"]))
    reader = ShardBatches(harvested, size, run.token_order + ANOTHER, run.window)
    return [reader.next() for _ in range(N_MEASURED)]


def lines(rows: list[Row]) -> list[str]:
    """The table of a terminal."""
    return aligned(table(rows)) + [f"{row['name']}: {row['stopped']}" for row in stopped(rows)]


def stopped(rows: list[Row]) -> list[Row]:
    return [row for row in rows if "stopped" in row]


def table(rows: list[Row]) -> list[list[str]]:
    """Names and figures, with the stability where it was measured, beside its control."""
    head = ["run", "tokens", "rate", "explained", "L0", "never fired"]
    with_stability = any("stability" in row for row in rows)
    head += ["matched", "control", "recurring", "repeated"] if with_stability else []
    return [head, *(cells(row, len(head)) for row in rows)]


def cells(row: Row, n: int) -> list[str]:
    own = [row["name"], short(row["n_tokens"]), f"{row['learning_rate']:.2g}"]
    if "stopped" in row:
        return [*own, "diverged", *[""] * (n - 4)]
    own += [f"{row['explained_variance']:.4f}", f"{row['l0']:.1f}", f"{row['dead_share']:.1%}"]
    if found := row.get("stability"):
        own += [f"{found['matched']:.3f}", f"{found['control_matched']:.3f}"]
        own += [f"{found['recurring']:.1%}", f"{found['repeated']:.1%}"]
    return own + [""] * (n - len(own))


def page(rows: list[Row], config: GridConfig) -> str:
    """The table and the plot of explained variance against L0, as a page."""
    where = config.measure_on or "the activations of training, in another order"
    how = f"Measured on {N_MEASURED} batches of {where}."
    parts = [f"<p>{html.escape(how)}</p>", html_table(table(rows))]
    parts += [f"<p class='fails'>{html.escape(row['stopped'])}</p>" for row in stopped(rows)]
    if curves := against_l0(rows):
        axes = ("L0: features active per token", "explained variance")
        parts.append(plot("Explained variance against L0", curves, *axes, log=" "))
    return html_page("Sonde: grid", "Dictionaries of one stream", parts)


def against_l0(rows: list[Row]) -> dict[str, Row]:
    """A line for all runs of one kind, size and number of tokens."""
    found: dict[str, list[Row]] = {}
    for row in rows:
        if "stopped" not in row:
            name = f"{row['kind']}, {row['dictionary_size']:,} features, {short(row['n_tokens'])}"
            found.setdefault(name, []).append(row)
    for members in found.values():
        members.sort(key=lambda row: row["l0"])
    return {
        name: {"x": [m["l0"] for m in members], "y": [m["explained_variance"] for m in members]}
        for name, members in found.items()
    }
