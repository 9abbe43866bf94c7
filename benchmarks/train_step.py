"""One training step, beside SAELens, sparsify and dictionary_learning: the same activations, the
same size, Adam, one learning rate; each peer by its own trainer and in its fastest setting.

    sh benchmarks/peers/setup.sh                       # once: the peers' environments
    python benchmarks/train_step.py --size small --json out.json

The settings of a peer (fp32, bf16 autocast, sparse codes) are first tried at a reduced size, those
within a factor of three at full size, and those that are near each other there for longer. Peers
within `--within` of the fastest then take turns with Sonde and with the bare encoder product: A B C
A B C ... The step compared is the median. `floor` is what a step has to do, in operations and
bytes.
"""

import argparse
import os
import re
import tempfile
from collections.abc import Iterable
from contextlib import ExitStack
from pathlib import Path
from statistics import median
from typing import Any

import torch
from conversation import COMPETITORS, TOOLS, VENVS, Taken, Worker, begun, ratios, spread, take_turns
from peers.mixture import Mixture
from reporting import write_report
from safetensors.torch import save_file

from sonde.core.config import parse
from sonde.dictionary.config import TrainConfig
from sonde.dictionary.kinds import KINDS
from sonde.dictionary.training import first_look
from sonde.planning import flops, traffic

SIZES = {
    "tiny": {"d_in": 32, "dictionary_size": 256, "k": 4, "batch_size": 64},
    "small": {"d_in": 768, "dictionary_size": 24_576, "k": 32, "batch_size": 4096},
    "large": {"d_in": 2048, "dictionary_size": 65_536, "k": 64, "batch_size": 2048},
    "h100": {"d_in": 4096, "dictionary_size": 131_072, "k": 64, "batch_size": 4096},
    "million": {"d_in": 4096, "dictionary_size": 1_048_576, "k": 64, "batch_size": 4096},
}
ON_GPU = {  # what Sonde is told there beside the size
    "h100": {"device": "cuda", "encode": "bf16"},
    "million": {"device": "cuda", "encode": "bf16", "moments": "float8"},
}
PRODUCT = ("encoder_product",)
ALONE = ("million",)  # where nothing fits beside Sonde, not the bare product either
RIVALS = {"h100": ("sparsify",), "million": ()}  # who else is asked, unless told otherwise
REDUCED = {"dictionary_size": 1024, "batch_size": 128}  # at most: where settings are first tried
HOPELESS = 3.0  # a setting so many times slower at the reduced size is not tried at full size
NEAR = 2.0  # settings that are not so many times slower at full size are tried again
LONGER = 7  # steps of each then: a peer's own differ by a factor of two
WARM_UP = 2  # steps before any is timed
HELD_OUT = 4096  # rows


def main() -> None:
    arguments = parse_arguments()
    refuse_without_gpu(arguments.size, torch.cuda.is_available())
    report = compare(arguments)
    for line in said(report):
        print(line)
    arguments.venvs = arguments.venvs.name
    write_report(arguments.json, arguments, report.pop("rows"), report)


def parse_arguments(given: list[str] | None = None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=str(__doc__).splitlines()[0])
    parser.add_argument("--size", choices=SIZES, default="small")
    parser.add_argument("--kind", choices=("topk", "batch_topk", "matryoshka"), default="topk")
    parser.add_argument("--peers", nargs="*", choices=COMPETITORS)
    parser.add_argument("--within", type=float, default=1.3)
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--moments", choices=("float32", "bfloat16", "float8"), help="Sonde's")
    parser.add_argument("--steps", type=int, default=1, help="of a tool in a row, in every round")
    parser.add_argument("--threads", type=int, default=os.cpu_count())
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--venvs", type=Path, default=VENVS)
    parser.add_argument("--json")
    arguments = parser.parse_args(given)
    if arguments.peers is None:
        arguments.peers = list(RIVALS.get(arguments.size, COMPETITORS))
    return arguments


def refuse_without_gpu(size: str, there: bool) -> None:
    if size in ON_GPU and not there:
        raise SystemExit(
            f"--size {size} needs a GPU and torch sees none: install the CUDA build of torch "
            "on a machine with one, or take --size small."
        )


def compare(arguments: argparse.Namespace) -> dict[str, Any]:
    """Everything that is reported, from the data to the ratios."""
    job = job_of(arguments)
    with tempfile.TemporaryDirectory() as folder:
        data = Path(folder) / "activations.safetensors"
        write_data(data, job)
        peers = [name for name in arguments.peers if name != "sparsify" or job["kind"] == "topk"]
        product = PRODUCT[:0] if arguments.size in ALONE else PRODUCT
        tried = {
            name: try_settings(name, job, data, arguments.venvs, name in peers and len(peers) > 1)
            for name in (*product, *peers)
        }
        kept = contenders({name: tried[name] for name in peers}, arguments.within)
        settings = {"sonde": "as_chosen", **{name: tried[name]["fastest"] for name in kept}}
        settings |= {name: tried[name]["fastest"] for name in product}
        with ExitStack() as stack:
            workers, begins = {}, {}
            for name, setting in settings.items():
                worker, begins[name] = begun(
                    name, TOOLS[name], arguments.venvs, {**job, "setting": setting}, data
                )
                workers[name] = stack.enter_context(worker)
                worker.ask("steps", n=WARM_UP)
            taken = take_turns(workers, arguments.rounds, arguments.steps)
            rows = [row(name, workers[name], taken[name], settings, job) for name in workers]
    return {
        **summary(rows, taken, kept),
        "floor": floor(job, next(row for row in rows if row["tool"] == "sonde")),
        "job": job,
        "settings_tried": tried,
        "versions": {name: begin["versions"] for name, begin in begins.items()},
        "rows": rows,
    }


def floor(job: dict[str, Any], row: dict[str, Any]) -> dict[str, float]:
    """What a step of Sonde has to do by the arithmetic of `sonde plan`, which tests hold to what
    was counted, and how much of it was done in a second."""
    shape = job["kind"], job["d_in"], job["dictionary_size"], job["batch_size"]
    n_codes = job["batch_size"] * job["k"]
    asked = {"activations": "", "output": "", "encode": job.get("encode", "auto")}
    dictionary = {"kind": job["kind"], "dictionary_size": job["dictionary_size"], "k": job["k"]}
    config = parse(TrainConfig, {**asked, "dictionary": dictionary}, "the job")
    looks = first_look(config, KINDS[job["kind"]], torch.device(job["device"])) is not None
    moved = traffic.step(
        *shape,
        n_codes,
        moments_in=job.get("moments", "float32"),
        looks=looks,
        on_gpu=job["device"] != "cpu",
    )
    seconds = row["seconds"]["median"]
    flop = flops.step(*shape, n_codes)
    return {
        "flop": flop,
        "bytes": moved,
        "flop_per_second": flop / seconds,
        "bytes_per_second": moved / seconds,
    }


def job_of(arguments: argparse.Namespace) -> dict[str, Any]:
    size = SIZES[arguments.size]
    return {
        **size,
        "kind": arguments.kind,
        "n_steps": WARM_UP + arguments.rounds * arguments.steps,
        "learning_rate": 2e-4 * (16_384 / size["dictionary_size"]) ** 0.5,  # Gao et al. 2024
        "constant": True,
        "seed": arguments.seed,
        **ON_GPU.get(arguments.size, {"device": "cpu"}),
        **({"moments": arguments.moments} if arguments.moments else {}),
        "threads": arguments.threads,
    }


def write_data(path: Path, job: dict[str, Any]) -> None:
    torch.set_num_threads(job["threads"])
    mixture = Mixture(job["d_in"], job["seed"])
    x = mixture.rows(job["n_steps"] * job["batch_size"])
    save_file({"x": x, "held_out": mixture.rows(HELD_OUT)}, path)


def try_settings(
    name: str, job: dict[str, Any], data: Path, venvs: Path, rivals: bool
) -> dict[str, Any]:
    """Seconds of a step in each setting: at the reduced size, then where there is hope in full.
    With one hopeful setting and no rivals there is nothing left to decide."""
    reduced = reduced_job(job)
    failed: dict[str, str] = {}
    with Worker(name, TOOLS[name].command(venvs), job["threads"]) as worker:
        small = timed(worker, TOOLS[name].settings, reduced, data, failed)
        hopeful = [s for s, seconds in small.items() if seconds <= HOPELESS * min(small.values())]
        decided = len(hopeful) == 1 and not rivals
        full = {} if decided else timed(worker, hopeful, job, data, failed)
        near = [s for s, seconds in full.items() if seconds <= NEAR * min(full.values())]
        if len(near) > 1:
            full |= timed(worker, near, job, data, failed, LONGER)
    if not full and not decided:
        raise SystemExit(f"{name} trains in no setting: {failed}")
    fastest = hopeful[0] if decided else min(full, key=lambda setting: full[setting])
    return {"fastest": fastest, "reduced": small, "full": full, "failed": failed}


def reduced_job(job: dict[str, Any]) -> dict[str, Any]:
    """The same job smaller, with the same share of features active, so that the products keep their
    share of the work."""
    size = {name: min(most, job[name]) for name, most in REDUCED.items()}
    k = max(1, job["k"] * size["dictionary_size"] // job["dictionary_size"])
    return {**job, **size, "k": k}


def timed(
    worker: Worker,
    settings: Iterable[str],
    job: dict[str, Any],
    data: Path,
    failed: dict[str, str],
    steps: int = 2,
) -> dict[str, float]:
    """Seconds of a step in each setting, the median of all but the first, which also makes what is
    made once. A setting that the tool cannot run is noted with the reason."""
    seconds = {}
    for setting in settings:
        try:
            worker.ask("begin", job={**job, "setting": setting}, data=str(data))
            seconds[setting] = median(worker.ask("steps", n=steps)["seconds"][1:])
        except RuntimeError as error:
            failed[setting] = reason(str(error))
    return seconds


def reason(error: str) -> str:
    """The line of a traceback that says what was wrong."""
    lines = [line for line in error.splitlines() if re.match(r"[\w.]*(Error|Exception)\b", line)]
    return lines[-1][:200] if lines else error[-200:]


def contenders(tried: dict[str, Any], within: float) -> list[str]:
    """Peers whose fastest setting took at most `within` times the fastest peer's."""
    if len(tried) < 2:
        return list(tried)
    best = {name: min(found["full"].values()) for name, found in tried.items()}
    return [name for name in best if best[name] <= within * min(best.values())]


def row(
    name: str, worker: Worker, taken: Taken, settings: dict[str, str], job: dict[str, Any]
) -> dict[str, Any]:
    """What one tool did in the rounds; the bare product learns nothing."""
    found = {
        "tool": name,
        "setting": settings[name],
        "seconds": spread(taken.seconds),
        "cpu_seconds": spread(taken.cpu_seconds),
        "tokens_per_second": spread([job["batch_size"] / s for s in taken.seconds]),
        "peak_memory": worker.ask("steps", n=0)["peak_memory"],
        "n_tokens": job["n_steps"] * job["batch_size"],
    }
    return (
        found if name == "encoder_product" else {**found, **worker.ask("evaluate", form="trained")}
    )


def summary(
    rows: list[dict[str, Any]], taken: dict[str, Taken], peers: list[str]
) -> dict[str, Any]:
    """The ratios the target table speaks of; those to a peer are missing where none ran."""
    by = {found["tool"]: found for found in rows}
    ours = by["sonde"]
    shares = {"share_of_gemm": "seconds", "cpu_share_of_gemm": "cpu_seconds"}
    beside = by.get("encoder_product")
    told = {
        **{name: times(ours, beside, what) for name, what in shares.items() if beside},
        "peak_memory": {name: found["peak_memory"] for name, found in by.items()},
        "tokens_per_second": {name: found["tokens_per_second"] for name, found in by.items()},
        "unexplained": {n: f["unexplained"] for n, f in by.items() if "unexplained" in f},
    }
    if not peers:
        return told
    best = min(peers, key=lambda name: by[name]["seconds"]["median"])
    leanest = min(by[name]["peak_memory"] for name in peers)
    return {
        "best_peer": best,
        "ratio_to_best_peer": times(ours, by[best], "seconds"),
        "cpu_ratio_to_best_peer": times(ours, by[best], "cpu_seconds"),
        "ratio_by_round": ratios(taken["sonde"].seconds, taken[best].seconds),
        "memory_share_of_leanest_peer": ours["peak_memory"] / max(leanest, 1),
        **told,
    }


def times(ours: dict[str, Any], other: dict[str, Any], what: str) -> float:
    """How many times ours the other took, by the medians."""
    return float(other[what]["median"] / ours[what]["median"])


def said(report: dict[str, Any]) -> list[str]:
    lines = []
    for found in report["rows"]:
        rate = found["tokens_per_second"]
        lines.append(
            f"{found['tool']:20} {found['setting']:14} {rate['median']:10,.0f} tokens/s "
            f"[{rate['low']:,.0f}, {rate['high']:,.0f}]  {found['peak_memory'] / 1e9:.2f} GB"
            + (f"  unexplained {found['unexplained']:.4f}" if "unexplained" in found else "")
        )
    names = "best_peer ratio_to_best_peer cpu_ratio_to_best_peer ratio_by_round share_of_gemm"
    names += " cpu_share_of_gemm memory_share_of_leanest_peer"
    return lines + [f"{name}: {report[name]}" for name in names.split() if name in report]


if __name__ == "__main__":
    main()
