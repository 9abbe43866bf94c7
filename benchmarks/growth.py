"""How the time of a training step grows with the number of features, all else alike.

    python benchmarks/growth.py --json out.json

Every size is one dictionary of `--kind` with `--k` on the same synthetic activations, the steps
timed in a row after `WARM_UP`; beside it the bare encoder product in bf16, the floor of a full
scan. `recall` is what the audit of each step said of the first look, where there is one.
"""

import argparse
import gc
import math
import os
import time
from typing import Any

import torch
from conversation import spread
from peers.mixture import Mixture
from reporting import write_report

from sonde.core.config import parse
from sonde.core.maths import Moments
from sonde.dictionary.config import DEAD_AFTER, TrainConfig
from sonde.dictionary.training import Trainer

WARM_UP = 3
TILE = 4096  # features of the bare product at a time
ASKED = 12.0  # times as long may a token take with 64 times the features


def main() -> None:
    parser = argparse.ArgumentParser(description=str(__doc__).splitlines()[0])
    parser.add_argument("--d-in", type=int, default=512)
    parser.add_argument("--kind", default="batch_topk")
    parser.add_argument("--k", type=int, default=32)
    parser.add_argument("--batch-size", type=int, default=4096)
    sizes = [1 << n for n in (14, 15, 16, 17, 18, 19, 20)]
    parser.add_argument("--sizes", type=int, nargs="+", default=sizes)
    parser.add_argument("--moments", default="float8")
    parser.add_argument("--steps", type=int, default=10)
    parser.add_argument("--threads", type=int, default=os.cpu_count())
    parser.add_argument("--json")
    given = parser.parse_args()
    torch.set_num_threads(given.threads)
    mixture = Mixture(given.d_in)
    x = [mixture.rows(given.batch_size) for _ in range(4)]
    rows: list[dict[str, Any]] = []
    for size in given.sizes:
        rows.append(row(given, size, x))
        print(said(rows[-1]), flush=True)
        write_report(given.json, given, rows, summary(rows))
        gc.collect()
    print(summary(rows))


def row(given: argparse.Namespace, size: int, x: list[torch.Tensor]) -> dict[str, Any]:
    """Steps of one size; the bare product of as many features, in the same call."""
    trainer = trainer_of(given, size, x)
    recalls, seconds = [], []
    for number in range(WARM_UP + given.steps):
        begun = time.perf_counter()
        loss = trainer.step(x[number % len(x)])
        if number >= WARM_UP:
            seconds.append(time.perf_counter() - begun)
        recalls.append(trainer.row(loss).get("recall"))
    known = [recall for recall in recalls[WARM_UP:] if recall is not None]
    return {
        "dictionary_size": size,
        "seconds": spread(seconds),
        "product_seconds": product(x[0], size),
        "microseconds_per_token": 1e6 * spread(seconds)["median"] / given.batch_size,
        "recall": min(known) if known else None,
        "unexplained": float(loss.unexplained),
    }


def trainer_of(given: argparse.Namespace, size: int, x: list[torch.Tensor]) -> Trainer:
    fields = {
        "activations": "given",
        "output": "nowhere",
        "dictionary": {"kind": given.kind, "dictionary_size": size, "k": given.k},
        "n_tokens": (WARM_UP + given.steps) * given.batch_size,
        "batch_size": given.batch_size,
        "moments": given.moments,
        "warmup": 0.0,
        "decay": 0.0,
        "dead_after": DEAD_AFTER,
        "device": "cpu",
    }
    moments = Moments(given.d_in)
    for batch in x:
        moments.add(batch)
    return Trainer(parse(TrainConfig, fields, "the job"), moments)


def product(x: torch.Tensor, size: int) -> float:
    """Seconds of the bare encoder product in bf16, tile by tile into the same memory, at best."""
    x = x.bfloat16()
    tile = torch.randn(min(TILE, size), x.shape[1], dtype=torch.bfloat16)
    out = torch.empty(len(x), len(tile), dtype=torch.bfloat16)
    seconds = []
    for _ in range(6):
        begun = time.perf_counter()
        torch.mm(x, tile.T, out=out)
        seconds.append(time.perf_counter() - begun)
    return min(seconds) * size / len(tile)


def summary(rows: list[dict[str, Any]]) -> dict[str, Any]:
    """How many times as long the largest takes as the smallest, and the exponent of that."""
    first, last = rows[0], rows[-1]
    if first is last:
        return {}
    larger = last["dictionary_size"] / first["dictionary_size"]
    longer = last["seconds"]["median"] / first["seconds"]["median"]
    of_product = last["product_seconds"] / first["product_seconds"]
    return {
        "times_the_features": larger,
        "times_the_seconds": longer,
        "exponent": math.log(longer) / math.log(larger),
        "times_the_product": of_product,
        "asked_at_64_times": ASKED,
    }


def said(row: dict[str, Any]) -> str:
    recall = "" if row["recall"] is None else f", recall {row['recall']:.4f}"
    return (
        f"{row['dictionary_size']:9,} features: {row['seconds']['median']:.3f} s a step, "
        f"{row['microseconds_per_token']:.1f} us a token, bare product "
        f"{row['product_seconds']:.3f} s{recall}, unexplained {row['unexplained']:.3f}"
    )


if __name__ == "__main__":
    main()
