"""sparsify as a tool of the benchmarks: `Trainer.fit` itself, on a model that hands out the given
activations. Its data loader asks for a batch when the step before is over, so the time from one
batch to the next request is the time of a step."""

import queue
import tempfile
import threading
from typing import Any

import torch
from sparsify import SparseCoderConfig, TrainConfig, Trainer
from torch import Tensor, nn
from worker import serve

ENDLESS = 1 << 20  # steps of a run whose linear decay is not to be seen
POINT = "point"  # the hook point of the stand-in model


class Sparsify:
    package = "eai-sparsify"

    def __init__(self, job: dict[str, Any], x: Tensor) -> None:
        if job["kind"] != "topk":
            raise ValueError("sparsify trains topk only")
        self.job = job
        self.model = StandIn(job["d_in"], job["device"])
        n_steps = ENDLESS if job["constant"] else job["n_steps"]
        self.batches = OnDemand(n_steps, job["batch_size"])
        config = TrainConfig(
            SparseCoderConfig(num_latents=job["dictionary_size"], k=job["k"]),
            batch_size=1,  # one "sequence" holds the whole batch
            optimizer="adam",
            lr=job["learning_rate"],
            lr_warmup_steps=0 if job["constant"] else job["n_steps"] // 50,
            hookpoints=[POINT],
            init_seeds=[job["seed"]],
            save_every=2 * ENDLESS,
            save_dir=tempfile.mkdtemp(),
            log_to_wandb=False,
        )
        self.trainer = Trainer(config, self.batches, self.model)
        self.coder = self.trainer.saes[POINT]
        if job["setting"] == "bfloat16" and job["device"] == "cpu":  # on CUDA it is there already
            autocast = torch.autocast("cpu", dtype=torch.bfloat16)
            self.coder.forward = autocast(self.coder.forward)
        self.thread = threading.Thread(target=self._fit, daemon=True)
        self.failure: BaseException | None = None

    def _fit(self) -> None:
        torch.set_num_threads(self.job["threads"])
        try:
            self.trainer.fit()
        except BaseException as error:
            self.failure = error
        self.batches.asked.put(None)

    def step(self, batch: Tensor) -> None:
        if not self.thread.ident:
            self.thread.start()
            self.batches.asked.get()
        self.model.x = batch
        self.batches.ready.put(None)
        self.batches.asked.get()  # for the next batch, or the end: the step is over
        if self.failure:
            raise self.failure

    @torch.no_grad()
    def trained(self, x: Tensor) -> tuple[Tensor, Tensor]:
        values, features, _ = self.coder.encode(x)
        codes = x.new_zeros(len(x), self.coder.num_latents).scatter(1, features, values.to(x.dtype))
        return codes, self.coder.decode(values, features)

    def exported(self, x: Tensor) -> None:
        return None  # the same


class OnDemand(torch.utils.data.Dataset):
    """Token ids of no meaning, one sequence a step, each given when the caller has a batch."""

    def __init__(self, n_steps: int, n_tokens: int) -> None:
        self.n_steps, self.n_tokens = n_steps, n_tokens
        self.asked: queue.Queue = queue.Queue()
        self.ready: queue.Queue = queue.Queue()

    def __len__(self) -> int:
        return self.n_steps

    def __getitem__(self, number: int) -> dict[str, Tensor]:
        self.asked.put(number)
        self.ready.get()
        return {"input_ids": torch.ones(self.n_tokens, dtype=torch.long)}


class StandIn(nn.Module):
    """As much of a transformer as the trainer looks at: one module whose output is `x`."""

    def __init__(self, d_in: int, device: str) -> None:
        super().__init__()
        self.point = nn.Identity()
        self.device = torch.device(device)
        self.x = torch.zeros(1, d_in, device=device)
        self.dummy_inputs = {"input_ids": torch.ones(1, 1, dtype=torch.long)}

    @property
    def base_model(self) -> "StandIn":
        return self

    def forward(self, input_ids: Tensor) -> Tensor:
        return self.point(self.x[None])


if __name__ == "__main__":
    serve(Sparsify)
