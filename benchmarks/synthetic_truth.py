"""Which true features are found: Sonde's kinds beside SAELens' on SAELens' own synthetic benchmark
(SynthSAEBench), at equal tokens, k and size, judged by SAELens' own evaluation.

    python benchmarks/synthetic_truth.py --json out.json

F1 says how well a learned feature fires when its true feature does, MCC how near their directions
are. Every dictionary is trained at several learning rates with the first seed; `chosen` marks the
rate that leaves least unexplained on held-out rows, which needs no truth, and the other seeds are
trained at it. A decoder that is never trained is the control. All are judged in their exported
form, so L0 stands beside.
"""

import argparse
import os
import tempfile
from pathlib import Path
from typing import Any

from conversation import PEERS, TOOLS, VENVS, Worker
from reporting import write_report

KINDS = {
    "sonde": ("topk", "batch_topk", "matryoshka", "random_decoder"),
    "saelens": ("topk", "batch_topk", "matryoshka"),
}
HELD_OUT = 20_480  # rows on which the learning rate is chosen


def main() -> None:
    arguments = parse_arguments()
    with tempfile.TemporaryDirectory() as folder:
        report, rows = run(arguments, Path(folder))
    arguments.venvs = arguments.venvs.name
    write_report(arguments.json, arguments, rows, {**report, **best_of_each(rows)})


def parse_arguments(given: list[str] | None = None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=str(__doc__).splitlines()[0])
    parser.add_argument("--n-features", type=int, default=2048, help="true ones; 16,384 published")
    parser.add_argument("--d-in", type=int, default=192, help="768 published")
    parser.add_argument("--dictionary-size", type=int, default=512, help="4,096 published")
    parser.add_argument("--k", type=int, help="as many as of the commonest true features are on")
    parser.add_argument("--n-tokens", type=int, default=2_000_000, help="200,000,000 published")
    parser.add_argument("--batch-size", type=int, default=1024)
    parser.add_argument("--learning-rates", type=float, nargs="+", default=[3e-4, 1e-3, 3e-3])
    parser.add_argument("--judged", type=int, default=100_000, help="rows; 500,000 published")
    parser.add_argument("--seeds", type=int, default=1)
    parser.add_argument("--threads", type=int, default=os.cpu_count())
    parser.add_argument("--venvs", type=Path, default=VENVS)
    parser.add_argument("--json")
    return parser.parse_args(given)


def run(arguments: argparse.Namespace, folder: Path) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    command = TOOLS["saelens"].command(arguments.venvs)
    command[-1] = str(PEERS / "synthetic_world.py")
    data = folder / "activations.safetensors"
    rows: list[dict[str, Any]] = []
    with Worker("world", command, arguments.threads) as world:
        world.ask(
            "world",
            n_features=arguments.n_features,
            d_in=arguments.d_in,
            seed=42,
            threads=arguments.threads,
        )
        n, size = arguments.n_tokens, arguments.dictionary_size
        truth = world.ask(
            "sample", path=str(data), n=n, n_held_out=HELD_OUT, seed=1, dictionary_size=size
        )
        k = arguments.k or round(truth["true_l0_of_commonest"])
        print({**truth, "k": k}, flush=True)
        for name, kinds in KINDS.items():
            with Worker(name, TOOLS[name].command(arguments.venvs), arguments.threads) as worker:
                for kind in kinds:
                    rates = arguments.learning_rates
                    for seed in range(arguments.seeds):
                        job = job_of(arguments, kind, k, seed)
                        rows += of_rates(rates, name, worker, world, job, data, arguments.judged)
                        rates = [
                            row["learning_rate"] for row in rows[-len(rates) :] if row["chosen"]
                        ]
    return {**truth, "k": k}, rows


def job_of(arguments: argparse.Namespace, kind: str, k: int, seed: int) -> dict[str, Any]:
    return {
        "kind": kind,
        "d_in": arguments.d_in,
        "dictionary_size": arguments.dictionary_size,
        "k": k,
        "batch_size": arguments.batch_size,
        "n_steps": arguments.n_tokens // arguments.batch_size,
        "constant": False,
        "seed": seed,
        "device": "cpu",
        "setting": "float32",
        "threads": arguments.threads,
    }


def of_rates(
    rates: list[float],
    name: str,
    worker: Worker,
    world: Worker,
    job: dict[str, Any],
    data: Path,
    judged: int,
) -> list[dict[str, Any]]:
    """A row for every learning rate, the one to compare marked."""
    rows = []
    for rate in rates:
        begin = worker.ask("begin", job={**job, "learning_rate": rate}, data=str(data))
        seconds = worker.ask("steps", n=job["n_steps"])["seconds"]
        left = worker.ask("evaluate", form="trained")["unexplained"]
        folder = data.parent / f"{name} {job['kind']} {rate} {job['seed']}"
        worker.ask("save", folder=str(folder))
        found = world.ask("judge", folder=str(folder), n=judged, seed=2)
        told = {"tool": name, "kind": job["kind"], "seed": job["seed"], "learning_rate": rate}
        told |= {"unexplained": left, "f1": found["classification"]["f1_score"], **found}
        rows.append({**told, "seconds": sum(seconds), "versions": begin["versions"]})
        print(said(rows[-1]), flush=True)
    least = min(rows, key=lambda row: row["unexplained"])
    return [{**row, "chosen": row is least} for row in rows]


def best_of_each(rows: list[dict[str, Any]]) -> dict[str, Any]:
    """The best chosen kind of each tool by F1 and by MCC, the control aside; means over seeds."""
    found: dict[str, Any] = {}
    for measure in ("f1", "mcc"):
        means: dict[str, dict[str, float]] = {}
        for name, kinds in KINDS.items():
            for kind in kinds:
                values = [
                    row[measure]
                    for row in rows
                    if (row["tool"], row["kind"]) == (name, kind) and row["chosen"]
                ]
                if values and kind != "random_decoder":
                    means.setdefault(name, {})[kind] = sum(values) / len(values)
        found[f"best_{measure}"] = {
            name: {"kind": max(of, key=lambda kind: of[kind]), measure: max(of.values())}
            for name, of in means.items()
        }
    return found


def said(row: dict[str, Any]) -> str:
    named = f"{row['kind']:14} {row['tool']:8} seed {row['seed']} rate {row['learning_rate']:.1e}"
    return (
        f"{named}: F1 {row['f1']:.4f} MCC {row['mcc']:.4f} L0 {row['sae_l0']:.1f} "
        f"explained variance {row['explained_variance']:.4f} never fired {row['dead_latents']} "
        f"{row['seconds']:.0f} s"
    )


if __name__ == "__main__":
    main()
