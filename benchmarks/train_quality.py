"""Dictionaries of every tool after equal tokens of real activations: the same rows in the same
order, the same kind, size and k, one evaluation.

    sonde harvest MODEL --text TEXT --output runs/activations
    python benchmarks/train_quality.py runs/activations --json out.json

The last shards are held out, so no document is on both sides. Every tool is trained at several
learning rates; the best is chosen on one half of the held-out rows and reported on the other.
`trained` selects as training does (exactly k for a token, or on average in a batch), `exported` is
the finished form, where a tool has another: thresholds, whose L0 is then part of the result.
"""

import argparse
import os
import tempfile
from pathlib import Path
from typing import Any

import torch
from conversation import COMPETITORS, TOOLS, VENVS, Worker
from reporting import write_report
from safetensors.torch import save_file

from sonde.activations.shards import read_rows
from sonde.core.artifact import Artifact

FORMS = ("trained", "exported")
KINDS = ("topk", "batch_topk", "matryoshka", "jump_relu", "gated", "relu_l1")
KNOWN = {
    "sonde": KINDS,
    "saelens": KINDS,
    "sparsify": ("topk",),
    "dictionary_learning": ("topk", "batch_topk", "matryoshka"),
}


def main() -> None:
    arguments = parse_arguments()
    shown = argparse.Namespace(**vars(arguments))
    shown.activations, shown.venvs = Path(arguments.activations).name, arguments.venvs.name
    rows: list[dict[str, Any]] = []
    with tempfile.TemporaryDirectory() as folder:
        data = Path(folder) / "activations.safetensors"
        counts = write_data(data, arguments)
        for kind in arguments.kinds:
            for name in ("sonde", *arguments.peers):
                if kind in KNOWN[name]:
                    rows += seeds_of(name, kind, counts, data, arguments)
                    told = {**counts, "beaten_by": beaten_by(rows)}
                    write_report(arguments.json, shown, rows, told)  # a long run: what there is


def parse_arguments(given: list[str] | None = None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=str(__doc__).splitlines()[0])
    parser.add_argument("activations")
    parser.add_argument("--kinds", nargs="+", choices=KINDS, default=list(KINDS[:3]))
    parser.add_argument("--peers", nargs="*", choices=COMPETITORS, default=list(COMPETITORS))
    parser.add_argument("--n-tokens", type=int, default=1_000_000)
    parser.add_argument("--held-out", type=int, default=40_000, help="rows, at least")
    parser.add_argument("--dictionary-size", type=int, default=4096)
    parser.add_argument("--k", type=int, default=32)
    parser.add_argument("--batch-size", type=int, default=2048)
    parser.add_argument("--learning-rates", type=float, nargs="+", default=[4e-4, 1.2e-3, 3.6e-3])
    parser.add_argument("--seeds", type=int, default=1)
    parser.add_argument("--threads", type=int, default=os.cpu_count())
    parser.add_argument("--venvs", type=Path, default=VENVS)
    parser.add_argument("--json")
    return parser.parse_args(given)


def write_data(path: Path, arguments: argparse.Namespace) -> dict[str, int]:
    """One stream of shuffled rows, read again when it runs out, and the held-out ones shuffled."""
    artifact = Artifact.open(arguments.activations, "harvest")
    shards = [read_rows(artifact.check(name)) for name in artifact.manifest.about["shards"]]
    n = 1
    while sum(map(len, shards[-n:])) < arguments.held_out:
        n += 1
    if n >= len(shards):
        raise SystemExit("The held-out rows would be every shard: harvest more, or hold out less.")
    generator = torch.Generator().manual_seed(0)
    train = stream(torch.cat(shards[:-n]), arguments.n_tokens, generator)
    held_out = stream(torch.cat(shards[-n:]), arguments.held_out, generator)
    save_file({"x": train, "held_out": held_out}, path)
    n_different = min(sum(map(len, shards[:-n])), arguments.n_tokens)
    return {"d_in": train.shape[1], "n_tokens": len(train), "n_different_tokens": n_different}


def stream(rows: torch.Tensor, n: int, generator: torch.Generator) -> torch.Tensor:
    """n rows in random order, every row once before any comes again."""
    epochs = -(-n // len(rows))
    order = torch.cat([torch.randperm(len(rows), generator=generator) for _ in range(epochs)])
    return rows[order[:n]].contiguous()


def seeds_of(
    name: str, kind: str, counts: dict[str, int], data: Path, arguments: argparse.Namespace
) -> list[dict[str, Any]]:
    """One row a seed: the learning rate that is best on the first half, scored on the second."""
    rows = []
    with Worker(name, TOOLS[name].command(arguments.venvs), arguments.threads) as worker:
        for seed in range(arguments.seeds):
            job = job_of(arguments, kind, counts, seed)
            runs = {rate: trained(worker, job, rate, data) for rate in arguments.learning_rates}
            rows.append({"tool": name, "kind": kind, "seed": seed, **best(runs)})
            print(said(rows[-1]), flush=True)
    return rows


def job_of(
    arguments: argparse.Namespace, kind: str, counts: dict[str, int], seed: int
) -> dict[str, Any]:
    return {
        "kind": kind,
        "d_in": counts["d_in"],
        "dictionary_size": arguments.dictionary_size,
        "k": arguments.k,
        "batch_size": arguments.batch_size,
        "n_steps": counts["n_tokens"] // arguments.batch_size,
        "constant": False,
        "seed": seed,
        "device": "cpu",
        "setting": "float32",
        "threads": arguments.threads,
    }


def trained(worker: Worker, job: dict[str, Any], rate: float, data: Path) -> dict[str, Any]:
    """A run from untrained weights, in both forms on both halves of the held-out rows."""
    begin = worker.ask("begin", job={**job, "learning_rate": rate}, data=str(data))
    seconds = worker.ask("steps", n=job["n_steps"])["seconds"]
    halves = {}
    for half, (start, end) in {"choosing": (0, 0.5), "scored": (0.5, 1.0)}.items():
        forms = {form: worker.ask("evaluate", form=form, share=[start, end]) for form in FORMS}
        halves[half] = {form: found for form, found in forms.items() if found}
    return {**halves, "seconds": sum(seconds), "versions": begin["versions"]}


def best(runs: dict[float, dict[str, Any]]) -> dict[str, Any]:
    """The run whose first form leaves least unexplained on the choosing half; what the other rates
    left there stands beside it."""

    def left(run: dict[str, Any]) -> float:
        form = next(form for form in FORMS if form in run["choosing"])
        found = float(run["choosing"][form]["unexplained"])
        return found if found == found else float("inf")  # NaN is a run that diverged

    rate = min(runs, key=lambda rate: left(runs[rate]))
    chosen = runs[rate]
    return {
        "learning_rate": rate,
        **chosen["scored"],
        "unexplained_by_rate": {str(rate): left(run) for rate, run in runs.items()},
        "seconds": chosen["seconds"],
        "versions": chosen["versions"],
    }


def beaten_by(rows: list[dict[str, Any]]) -> dict[str, list[str]]:
    """For each kind that keeps exactly k, the peers that leave less unexplained than Sonde as
    trained, once for every seed. Where L0 follows from a penalty there is nothing to compare."""
    with_k = [row for row in rows if "trained" in row]
    ours = {(r["kind"], r["seed"]): r["trained"] for r in with_k if r["tool"] == "sonde"}
    found: dict[str, list[str]] = {kind: [] for kind, _ in ours}
    for row in with_k:
        if row["trained"]["unexplained"] < ours[row["kind"], row["seed"]]["unexplained"]:
            found[row["kind"]].append(row["tool"])
    return found


def said(row: dict[str, Any]) -> str:
    forms = [
        f"{form} {1 - row[form]['unexplained']:.4f} (L0 {row[form]['l0']:.1f}, "
        f"never fired {row[form]['never_fired']:.1%})"
        for form in FORMS
        if form in row
    ]
    named = f"{row['kind']:12} {row['tool']:20} seed {row['seed']} rate {row['learning_rate']:.1e}"
    return f"{named}: explained variance {', '.join(forms)}, {row['seconds']:.0f} s"


if __name__ == "__main__":
    main()
