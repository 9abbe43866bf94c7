"""dictionary_learning as a tool of the benchmarks: `trainer.update` on given activations, scaled by
its own `get_norm_factor` as `trainSAE(normalize_activations=True)` does."""

from contextlib import nullcontext
from typing import Any

import torch
from dictionary_learning.trainers.batch_top_k import BatchTopKTrainer
from dictionary_learning.trainers.matryoshka_batch_top_k import MatryoshkaBatchTopKTrainer
from dictionary_learning.trainers.top_k import TopKTrainer
from dictionary_learning.training import get_norm_factor
from torch import Tensor
from worker import select, serve

KINDS = {
    "topk": TopKTrainer,
    "batch_topk": BatchTopKTrainer,
    "matryoshka": MatryoshkaBatchTopKTrainer,
}
SHARES = [1 / 32, 1 / 16, 1 / 8, 1 / 4, 17 / 32]  # of the nested dictionaries, as in Sonde
NORM_BATCHES = 20


class DictionaryLearning:
    package = "dictionary-learning"

    def __init__(self, job: dict[str, Any], x: Tensor) -> None:
        self.job, n = job, job["n_steps"]
        extra = {"group_fractions": SHARES} if job["kind"] == "matryoshka" else {}
        self.trainer = KINDS[job["kind"]](
            steps=max(n, 2),
            activation_dim=job["d_in"],
            dict_size=job["dictionary_size"],
            k=job["k"],
            layer=0,
            lm_name="given",
            lr=job["learning_rate"],
            warmup_steps=0 if job["constant"] else n // 50,
            decay_start=None if job["constant"] else int(0.7 * n),
            threshold_start_step=n // 2,  # 1,000 as shipped: a shorter run would have no threshold
            seed=job["seed"],
            device=job["device"],
            **extra,
        )
        batches = x.split(job["batch_size"])[:NORM_BATCHES]
        self.norm = get_norm_factor(batches, steps=len(batches))
        self.at = 0
        bfloat16 = torch.autocast(torch.device(job["device"]).type, dtype=torch.bfloat16)
        self.autocast = bfloat16 if job["setting"] == "bfloat16" else nullcontext()

    def step(self, batch: Tensor) -> None:
        with self.autocast:
            self.trainer.update(self.at, batch / self.norm)
        self.at += 1

    @torch.no_grad()
    def trained(self, x: Tensor) -> tuple[Tensor, Tensor]:
        pre_codes = self.trainer.ae.encode(x / self.norm, use_threshold=True, **self._all())[-1]
        codes = select(pre_codes, self.job["k"], self.job["kind"] != "topk")
        return codes, self.trainer.ae.decode(codes) * self.norm

    @torch.no_grad()
    def exported(self, x: Tensor) -> tuple[Tensor, Tensor] | None:
        if self.trainer.ae.threshold < 0:
            return None
        codes = self.trainer.ae.encode(x / self.norm, use_threshold=True)
        return codes, self.trainer.ae.decode(codes) * self.norm

    def _all(self) -> dict[str, bool]:
        """Asks `encode` for the codes before selection too; its last result."""
        return {"return_topk" if self.job["kind"] == "topk" else "return_active": True}


if __name__ == "__main__":
    serve(DictionaryLearning)
