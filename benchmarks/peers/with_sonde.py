"""Sonde as a tool of the benchmarks."""

from functools import cached_property
from pathlib import Path
from typing import Any

import torch
from torch import Tensor
from worker import select, serve

from sonde.core.config import parse
from sonde.core.maths import Moments
from sonde.dictionary.config import DEAD_AFTER, JumpReluConfig, ReluL1Config, TrainConfig
from sonde.dictionary.dictionary import Dictionary
from sonde.dictionary.formats.convert import save
from sonde.dictionary.training import Trainer

NO_K = ("relu_l1", "gated", "jump_relu")  # kinds whose L0 follows from a penalty
USUAL = {"l1": ReluL1Config().l1, "sparsity": JumpReluConfig().sparsity}


class Sonde:
    package = "sonde"

    def __init__(self, job: dict[str, Any], x: Tensor) -> None:
        dictionary = {"kind": job["kind"], "dictionary_size": job["dictionary_size"]}
        dictionary |= {} if job["kind"] in NO_K else {"k": job["k"]}
        if "penalty" in job:  # in multiples of the usual one
            name = "sparsity" if job["kind"] == "jump_relu" else "l1"
            dictionary[name] = job["penalty"] * USUAL[name]
        fields = {
            "activations": "given",
            "output": "nowhere",
            "dictionary": dictionary,
            "n_tokens": job["n_steps"] * job["batch_size"],
            "batch_size": job["batch_size"],
            "learning_rate": job["learning_rate"],
            "seed": job["seed"],
            "device": job["device"],
        }
        fields |= {name: job[name] for name in ("encode", "moments") if name in job}
        if job["constant"]:  # a few steps of a long run, in which nothing is dead yet
            fields |= {"warmup": 0.0, "decay": 0.0, "dead_after": DEAD_AFTER}
        self.config = parse(TrainConfig, fields, "the job")
        self.given = Given(x, job["batch_size"])
        self.trainer = Trainer(self.config, self.given.moments)

    def step(self, batch: Tensor) -> None:
        self.trainer.step(batch)

    @torch.no_grad()
    def trained(self, x: Tensor) -> tuple[Tensor, Tensor] | None:
        if self.config.dictionary.kind in NO_K:
            return None
        weights, scale = self.trainer.weights, self.trainer.scale
        x = x.to(weights.W_dec.device)
        whole_batch = self.config.dictionary.kind != "topk"
        codes = select(weights.pre_codes(x * scale), self.config.dictionary.k, whole_batch)
        return codes, (codes @ weights.W_dec + weights.b_dec) / scale

    def exported(self, x: Tensor) -> tuple[Tensor, Tensor]:
        x = x.to(self.finished.W_dec.device)
        codes = self.finished.encode(x)
        dense = x.new_zeros(len(x), self.finished.size)
        dense[codes.rows, codes.features] = codes.values
        return dense, self.finished.decode(codes, len(x))

    def save(self, folder: str) -> None:
        """In SAELens' format."""
        save(self.finished, Path(folder))

    @cached_property
    def finished(self) -> Dictionary:
        return self.trainer.export(self.given, {})


class Given:
    """The training stream, from its beginning: what the exported threshold is taken from."""

    activity = "read"

    def __init__(self, x: Tensor, batch_size: int) -> None:
        self.x, self.batch_size, self.at = x, batch_size, 0
        self.moments = Moments(x.shape[1])
        for block in x.split(1 << 14):
            self.moments.add(block)

    def next(self) -> Tensor:
        start = self.at * self.batch_size % (len(self.x) - self.batch_size + 1)
        self.at += 1
        return self.x[start : start + self.batch_size]

    def state(self) -> dict[str, int]:
        return {"at": self.at}

    def seek(self, state: dict[str, int]) -> None:
        self.at = state["at"]


if __name__ == "__main__":
    serve(Sonde)
