"""Dictionaries of every tool after equal tokens of real activations: the same rows in the same
order, the same kind, size and k, one evaluation.

    sonde harvest MODEL --text TEXT --output runs/activations
    python benchmarks/train_quality.py runs/activations --json out.json

The last shards are held out, so no document is on both sides. Every tool is trained at several
learning rates; the best is chosen on one half of the held-out rows, with the first seed, and
reported on the other. `trained` selects as training does (exactly k for a token, or on average in a
batch), `exported` is the finished form, where a tool has another: thresholds, whose L0 is then part
of the result. `never_fired` is the share of features that did not fire on the scored rows, `dead`
of those that did not on the last half of the tokens trained on.

Where L0 follows from a penalty, each tool's is searched for, at each rate, until L0 is k; what is
compared lies between the two runs next to it. A report that is there is gone on with: what it has
of a tool, a kind and a seed is not measured again.
"""

import argparse
import json
import math
import os
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import torch
from conversation import COMPETITORS, TOOLS, VENVS, Worker
from reporting import commit, write_report
from safetensors.torch import save_file

from sonde.activations.shards import read_rows
from sonde.core.artifact import Artifact

FORMS = ("trained", "exported")
KINDS = ("topk", "batch_topk", "matryoshka", "jump_relu", "gated", "relu_l1")
NO_K = ("jump_relu", "gated", "relu_l1")  # kinds whose L0 follows from a penalty
NEAR = 0.03  # of k that L0 may be away, where a penalty is searched for
MOST_RUNS = 7  # of a search
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
    rows = so_far(arguments, shown)
    with tempfile.TemporaryDirectory() as folder:
        data = Path(folder) / "activations.safetensors"
        counts = write_data(data, arguments)
        for kind in arguments.kinds:
            for name in ("sonde", *arguments.peers):
                if kind in KNOWN[name]:
                    for row in seeds_of(name, kind, counts, data, arguments, rows):
                        rows.append(row)
                        told = {**counts, "beaten_by": beaten_by(rows)}
                        write_report(arguments.json, shown, rows, told)


SETTINGS = ("activations", "n_tokens", "held_out", "dictionary_size", "k", "batch_size")


def so_far(arguments: argparse.Namespace, shown: argparse.Namespace) -> list[dict[str, Any]]:
    """The rows of the report that is there; one of other settings is refused."""
    if not arguments.json or not Path(arguments.json).exists():
        return []
    report = json.loads(Path(arguments.json).read_text())
    there = report["arguments"]
    other = [name for name in SETTINGS if there[name] != getattr(shown, name)]
    if other:
        raise SystemExit(f"{arguments.json} is of another {', '.join(other)}: name another file.")
    return list(report["rows"])


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
    name: str,
    kind: str,
    counts: dict[str, int],
    data: Path,
    arguments: argparse.Namespace,
    done: list[dict[str, Any]],
) -> Iterator[dict[str, Any]]:
    """A row for every seed that is not there: the first at the rate that is best on the choosing
    half, the others at the same; all scored on the other half."""
    own = [row for row in done if (row["tool"], row["kind"]) == (name, kind)]
    rates = [own[0]["learning_rate"]] if own else arguments.learning_rates
    missing = [seed for seed in range(arguments.seeds) if seed not in {row["seed"] for row in own}]
    if not missing:
        return
    with Worker(name, TOOLS[name].command(arguments.venvs), arguments.threads) as worker:
        for seed in missing:
            job = job_of(arguments, kind, counts, seed)
            runs = {rate: run(worker, {**job, "learning_rate": rate}, data) for rate in rates}
            row = {"tool": name, "kind": kind, "seed": seed, "commit": commit(), **best(runs)}
            print(said(row), flush=True)
            rates = [row["learning_rate"]]
            yield row


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


def run(worker: Worker, job: dict[str, Any], data: Path) -> dict[str, Any]:
    """With k, or with the penalty at which L0 is about k."""
    if job["kind"] not in NO_K:
        return trained(worker, job, data)
    return at_k(lambda penalty: trained(worker, {**job, "penalty": penalty}, data), job["k"])


def trained(worker: Worker, job: dict[str, Any], data: Path) -> dict[str, Any]:
    """A run from untrained weights, in both forms on both halves of the held-out rows."""
    begin = worker.ask("begin", job=job, data=str(data))
    seconds = worker.ask("steps", n=job["n_steps"])["seconds"]
    halves = {}
    for half, (start, end) in {"choosing": (0, 0.5), "scored": (0.5, 1.0)}.items():
        forms = {form: worker.ask("evaluate", form=form, share=[start, end]) for form in FORMS}
        halves[half] = {form: found for form, found in forms.items() if found}
    first = next(iter(halves["scored"]))
    of_training = worker.ask("evaluate", form=first, share=[0.5, 1.0], held_out=False)
    halves["scored"][first]["dead"] = of_training["never_fired"]
    return {**halves, "seconds": sum(seconds), "versions": begin["versions"]}


def at_k(run_with: Callable[[float], dict[str, Any]], k: int) -> dict[str, Any]:
    """Searches for the penalty, and puts what lies at an L0 of k between the runs next to it, along
    log L0. `penalties` are all that were tried and their L0."""
    tried: dict[float, dict[str, Any]] = {}

    def l0(penalty: float) -> float:
        return max(float(tried[penalty]["choosing"]["exported"]["l0"]), 1e-3)

    penalty = 1.0
    while len(tried) < MOST_RUNS:
        tried[penalty] = run_with(penalty)
        if abs(l0(penalty) / k - 1) < NEAR:
            break
        penalty = next_penalty({p: l0(p) for p in tried}, k)
    above, below = neighbours({p: l0(p) for p in tried}, k)
    share = (math.log(k) - math.log(l0(below))) / max(math.log(l0(above) / l0(below)), 1e-9)
    share = min(1.0, max(0.0, share))
    found = dict(tried[below if share < 0.5 else above])
    for half in ("choosing", "scored"):
        left = [tried[p][half]["exported"]["unexplained"] for p in (below, above)]
        exported = {
            **found[half]["exported"],
            "unexplained_at_k": left[0] + share * (left[1] - left[0]),
        }
        found[half] = {**found[half], "exported": exported}
    return {**found, "penalties": {str(p): l0(p) for p in sorted(tried)}}


def next_penalty(l0s: dict[float, float], k: int) -> float:
    """Between the two whose L0 lie about k, along the logarithms of both; four times as far where
    all lie on one side."""
    above = [p for p, l0 in l0s.items() if l0 > k]
    below = [p for p, l0 in l0s.items() if l0 <= k]
    if not below:
        return max(above) * 4
    if not above:
        return min(below) / 4
    low, high = max(above), min(below)  # more penalty, fewer features
    rise = math.log(l0s[low] / k) / math.log(l0s[low] / l0s[high])
    return low * (high / low) ** min(0.9, max(0.1, rise))


def neighbours(l0s: dict[float, float], k: int) -> tuple[float, float]:
    """The penalty with the least L0 above k, and that with the most below; one twice where there is
    no other."""
    above = [p for p, l0 in l0s.items() if l0 > k]
    below = [p for p, l0 in l0s.items() if l0 <= k]
    first = min(above, key=lambda p: l0s[p]) if above else max(below, key=lambda p: l0s[p])
    second = max(below, key=lambda p: l0s[p]) if below else first
    return first, second


def best(runs: dict[float, dict[str, Any]]) -> dict[str, Any]:
    """The run whose first form leaves least unexplained on the choosing half; what the other rates
    left there stands beside it."""

    def left(run: dict[str, Any]) -> float:
        form = next(form for form in FORMS if form in run["choosing"])
        found = unexplained(run["choosing"][form])
        return found if found == found else float("inf")  # NaN is a run that diverged

    rate = min(runs, key=lambda rate: left(runs[rate]))
    chosen = runs[rate]
    rest = {name: chosen[name] for name in ("penalties", "seconds", "versions") if name in chosen}
    return {
        "learning_rate": rate,
        **chosen["scored"],
        "unexplained_by_rate": {str(rate): left(run) for rate, run in runs.items()},
        **rest,
    }


def unexplained(form: dict[str, Any]) -> float:
    """At k, where that was searched for."""
    return float(form.get("unexplained_at_k", form["unexplained"]))


def beaten_by(rows: list[dict[str, Any]]) -> dict[str, list[str]]:
    """For each kind the peers that leave less unexplained than Sonde at an L0 of k, as trained or,
    where L0 follows from a penalty, as exported; once for every seed."""
    compared = {(r["tool"], r["kind"], r["seed"]): compared_form(r) for r in rows}
    ours = {(kind, seed): left for (tool, kind, seed), left in compared.items() if tool == "sonde"}
    found: dict[str, list[str]] = {kind: [] for kind, _ in ours}
    for (tool, kind, seed), left in compared.items():
        if (kind, seed) in ours and left < ours[kind, seed]:
            found[kind].append(tool)
    return found


def compared_form(row: dict[str, Any]) -> float:
    form = "exported" if row["kind"] in NO_K else "trained"
    return unexplained(row[form])


def said(row: dict[str, Any]) -> str:
    forms = [
        f"{form} {1 - unexplained(row[form]):.4f} (L0 {row[form]['l0']:.1f}, "
        f"never fired {row[form]['never_fired']:.1%}"
        + (f", dead {row[form]['dead']:.1%})" if "dead" in row[form] else ")")
        for form in FORMS
        if form in row
    ]
    named = f"{row['kind']:12} {row['tool']:20} seed {row['seed']} rate {row['learning_rate']:.1e}"
    return f"{named}: explained variance {', '.join(forms)}, {row['seconds']:.0f} s"


if __name__ == "__main__":
    main()
