"""SAELens as a tool of the benchmarks: `SAETrainer.step` on given activations, with the activation
scaling and the bookkeeping of `SAETrainer.fit`."""

import copy
from typing import Any

import torch
from sae_lens import (
    BatchTopKTrainingSAEConfig,
    GatedTrainingSAEConfig,
    JumpReLUTrainingSAEConfig,
    MatryoshkaBatchTopKTrainingSAEConfig,
    SAETrainer,
    StandardTrainingSAEConfig,
    TopKTrainingSAEConfig,
)
from sae_lens.config import SAETrainerConfig
from sae_lens.registry import get_sae_training_class
from torch import Tensor
from worker import serve

KINDS = {
    "topk": TopKTrainingSAEConfig,
    "batch_topk": BatchTopKTrainingSAEConfig,
    "matryoshka": MatryoshkaBatchTopKTrainingSAEConfig,
    "relu_l1": StandardTrainingSAEConfig,
    "gated": GatedTrainingSAEConfig,
    "jump_relu": JumpReLUTrainingSAEConfig,
}
SHARES = (1 / 32, 1 / 16, 1 / 8, 1 / 4, 17 / 32)  # of the nested dictionaries, as in Sonde
SCALING_BATCHES = 20
WARM_UP = {
    "relu_l1": "l1_warm_up_steps",
    "gated": "l1_warm_up_steps",
    "jump_relu": "l0_warm_up_steps",
}
WARMED_UP = {"relu_l1": 0.05, "gated": 0.05, "jump_relu": 1.0}  # share of the steps, as in Sonde


class SAELens:
    package = "sae-lens"

    def __init__(self, job: dict[str, Any], x: Tensor) -> None:
        self.job, n, size = job, job["n_steps"], job["batch_size"]
        torch.manual_seed(job["seed"])
        config = sae_config(job)
        self.sae = get_sae_training_class(config.architecture())[0](config)
        self.sae.to(job["device"])
        trainer_config = SAETrainerConfig(
            total_training_samples=n * size,
            train_batch_size_samples=size,
            lr=job["learning_rate"],
            lr_end=job["learning_rate"],
            lr_warm_up_steps=0 if job["constant"] else n // 50,
            lr_decay_steps=0 if job["constant"] else int(0.3 * n),
            device=job["device"],
            autocast=job["setting"] == "bfloat16",
        )
        batches = iter(x.split(size))
        self.trainer = SAETrainer(trainer_config, self.sae, batches)
        n_batches = min(SCALING_BATCHES, len(x) // size)
        self.trainer.activation_scaler.estimate_scaling_factor(job["d_in"], batches, n_batches)

    def step(self, batch: Tensor) -> None:
        self.trainer.maybe_reset_sparsity()
        self.trainer.step(batch)
        self.trainer.n_training_steps += 1

    @torch.no_grad()
    def trained(self, x: Tensor) -> tuple[Tensor, Tensor] | None:
        if self.job["kind"] in ("relu_l1", "gated", "jump_relu"):
            return None
        self.sae.eval()
        scaler = self.trainer.activation_scaler
        codes = self.sae.encode(scaler.scale(x))
        return self._dense(codes), scaler.unscale(self.sae.decode(codes))

    @torch.no_grad()
    def exported(self, x: Tensor) -> tuple[Tensor, Tensor] | None:
        """Batch top-k becomes one threshold on the codes, as `save_inference_model` writes it."""
        if self.job["kind"] == "topk":
            return None
        self.sae.eval()
        scaler = self.trainer.activation_scaler
        if not hasattr(self.sae, "topk_threshold"):
            codes = self.sae.encode(scaler.scale(x))
            return codes, scaler.unscale(self.sae.decode(codes))
        h = (self.sae.process_sae_in(scaler.scale(x)) @ self.sae.W_enc) + self.sae.b_enc
        h = h * self.sae.W_dec.norm(dim=-1)
        codes = h * (h > self.sae.topk_threshold)
        return codes, scaler.unscale(self.sae.decode(codes))

    @torch.no_grad()
    def save(self, folder: str) -> None:
        """The finished form, the scale of the activations folded in as `fit` does at its end."""
        sae = copy.deepcopy(self.sae)
        sae.fold_activation_norm_scaling_factor(self.trainer.activation_scaler.scaling_factor)
        sae.save_inference_model(folder)

    def _dense(self, codes: Tensor) -> Tensor:
        return codes.to_dense() if codes.is_sparse else codes


def sae_config(job: dict[str, Any]) -> Any:
    kind, extra = job["kind"], {}
    if kind in ("topk", "batch_topk", "matryoshka"):
        extra["k"] = job["k"]
        if kind == "topk":
            extra["use_sparse_activations"] = job["setting"] == "float32_sparse"
    if "penalty" in job:  # in multiples of the one it ships with
        name = "l0_coefficient" if kind == "jump_relu" else "l1_coefficient"
        extra[name] = job["penalty"] * KINDS[kind].__dataclass_fields__[name].default
        extra[WARM_UP[kind]] = int(WARMED_UP[kind] * job["n_steps"])
    if kind == "matryoshka":
        ends = torch.tensor(SHARES).cumsum(0).mul(job["dictionary_size"]).round().int().tolist()
        extra["matryoshka_widths"] = [*ends[:-1], job["dictionary_size"]]
    return KINDS[kind](
        d_in=job["d_in"],
        d_sae=job["dictionary_size"],
        device=job["device"],
        normalize_activations="expected_average_only_in",
        **extra,
    )


if __name__ == "__main__":
    serve(SAELens)
