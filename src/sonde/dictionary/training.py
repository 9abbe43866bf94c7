"""The train stage: activations -> dictionary.

The loop is `train`; one step is `Trainer.step`. Everything a step depends on is in the checkpoint
(weights, Adam's moments, idle counters, the reader's place), so a run that was killed and resumed
ends with the bytes of one that was not.
"""

import math
from pathlib import Path
from typing import Any, Protocol, runtime_checkable

import torch
from jaxtyping import Float
from torch import Tensor

from sonde.core.artifact import Artifact, Draft
from sonde.core.config import to_dict
from sonde.core.errors import SondeError
from sonde.core.interrupt import GracefulStop
from sonde.core.machine import device
from sonde.core.maths import Moments
from sonde.core.metrics import Clock, MetricsLog, read_metrics
from sonde.core.progress import say, track
from sonde.dictionary.adam import DenseAdam, RowAdam
from sonde.dictionary.checkpoint import latest, restore, store, tensors_of
from sonde.dictionary.config import DEAD_AFTER, TrainConfig
from sonde.dictionary.dictionary import Dictionary, exported, scale_for
from sonde.dictionary.first_look import FirstLook
from sonde.dictionary.kinds import KINDS, Kind, first_weights
from sonde.dictionary.weights import Loss

LONG_RUN = 10_000  # steps from which the learning rate depends on the size alone
CALIBRATION = 16  # batches from which the exported threshold is taken


@runtime_checkable
class Batches(Protocol):
    """Activations in the model's units, endless, with a place that can be returned to."""

    moments: Moments  # of the tokens that will be read
    activity: str  # what getting a batch is called where time is reported: read, harvest

    def next(self) -> Float[Tensor, "batch d_in"]: ...

    def state(self) -> dict[str, int]: ...

    def seek(self, state: dict[str, int]) -> None: ...


def train(
    config: TrainConfig,
    batches: Batches,
    parents: dict[str, Artifact] | None = None,
    about: dict[str, Any] | None = None,
) -> Artifact:
    """Trains a dictionary and writes it as an artifact: `dictionary.safetensors`, `metrics.jsonl`.

    Called again after an interruption it goes on from the last checkpoint. Raises SondeError when
    the loss stops being finite; the last good checkpoint stays.
    """
    draft = Draft.begin(config.output, "train", identity(config, parents, about), parents)
    if isinstance(draft, Artifact):
        return draft
    with draft:
        return trained_into(draft, config, batches, about or {})


def trained_into(
    draft: Draft, config: TrainConfig, batches: Batches, about: dict[str, Any]
) -> Artifact:
    """The loop."""
    trainer = Trainer(config, batches.moments)
    if found := latest(draft.path):
        batches.seek(restore(found, trainer))
        say(f"going on from step {trainer.step_number:,} of {steps(config):,}")
    clock, n_steps = Clock(), steps(config)
    log = MetricsLog(draft.path / "metrics.jsonl", resume_at=trainer.step_number)
    done = trainer.step_number * config.batch_size
    with track("train", config.n_tokens, done) as bar, GracefulStop() as stop:
        while trainer.step_number < n_steps:
            with clock(batches.activity):
                x = batches.next()
            with clock("train"):
                loss = trainer.step(x)
            last = trainer.step_number == n_steps
            if trainer.step_number % config.log_every == 0 or last:
                row = trainer.row(loss)
                refuse_divergence(row, draft.path, trainer)
                log.write({**row, "tokens_per_second": bar.rate, "time": clock.shares()})
                shares = {name: f"{share:.0%}" for name, share in clock.shares().items()}
                bar.advance(0, **shown(row), **shares)
            bar.advance(len(x))
            if trainer.step_number % config.checkpoint_every == 0 or last or stop.requested:
                refuse_divergence(trainer.row(loss), draft.path, trainer)
                with clock("checkpoint"):
                    store(draft.path, trainer, batches.state())
            stop.check(
                f"Step {trainer.step_number:,} of {n_steps:,} is kept. "
                "Give the same command again to go on."
            )
    trained = trainer.export(batches, about)
    trained.save(draft.path / "dictionary.safetensors")
    draft.discard("checkpoint")
    last_row = read_metrics(log.path)[-1]
    counts = {name: last_row[name] for name in ("tokens", "explained_variance", "l0", "dead_share")}
    return draft.finish(counts, trained.about)


def identity(
    config: TrainConfig, parents: dict[str, Artifact] | None, about: dict[str, Any] | None
) -> dict[str, Any]:
    """What makes a run this run. Live activations have no parent, so their source is part of it."""
    live = {} if parents or not about else {"source": about}
    return {**to_dict(config), **live}


class Trainer:
    """Weights, optimiser and idle counters of a dictionary in training."""

    def __init__(self, config: TrainConfig, moments: Moments) -> None:
        self.config, self.kind = config, KINDS[config.dictionary.kind]
        self.device = device(config.device)
        d_in = len(moments.mean)
        self.scale = scale_for(moments.mean_square, d_in)
        center = (moments.mean * self.scale).float()
        self.weights = first_weights(config.dictionary, d_in, config.seed, center).to(self.device)
        self.peak = config.learning_rate or default_rate(config)
        self.optimiser = (
            RowAdam(self.weights, self.kind.unit_directions)
            if self.kind.sparse
            else DenseAdam(self.weights)
        )
        if config.encode != "exact":
            refuse_first_look(config, self.kind, self.device)
            encoder = self.weights.W_enc.data.T, self.weights.b_enc.data
            self.weights.scan.look = FirstLook(config.encode, *encoder)
        size = config.dictionary.dictionary_size
        self.idle = torch.zeros(size, dtype=torch.int64)  # tokens since each feature fired
        self.idle = self.idle.to(self.device)
        self.dead_after = config.dead_after or min(DEAD_AFTER, max(config.n_tokens // 8, 1))
        self.step_number = 0

    def step(self, x: Float[Tensor, "batch d_in"]) -> Loss:
        """One step on activations in the model's units."""
        progress = self.step_number / steps(self.config)
        x = x.to(self.device, torch.float32) * self.scale
        if self.step_number == 0 and self.kind.begin:
            self.kind.begin(self.weights, self.config.dictionary, x)
        dead = self.idle >= self.dead_after
        loss = self.kind.loss(self.weights, self.config.dictionary, x, dead, progress)
        loss.total.backward()
        self.optimiser.step(self.rate(self.step_number))
        self.idle += len(x)
        self.idle[loss.fired] = 0
        self.step_number += 1
        return loss

    def rate(self, number: int) -> float:
        """The learning rate of a step."""
        progress = number / steps(self.config)
        return self.peak * schedule(progress, self.config.warmup, self.config.decay)

    def row(self, loss: Loss) -> dict[str, int | float]:
        """What metrics.jsonl says of a step."""
        look = self.weights.scan.look
        return ({"recall": look.recall} if look else {}) | {
            "step": self.step_number,
            "tokens": self.step_number * self.config.batch_size,
            "loss": float(loss.total.detach()),
            "explained_variance": 1 - float(loss.unexplained),
            "l0": float(loss.l0),
            "dead_share": float((self.idle >= self.dead_after).float().mean()),
            "penalty": float(loss.penalty),
            "learning_rate": self.rate(self.step_number - 1),
        }

    def export(self, batches: Batches, about: dict[str, Any]) -> Dictionary:
        """The dictionary in JumpReLU form. The threshold is the smallest code that a batch top-k
        keeps, averaged over further batches, so that L0 without a batch is k."""
        threshold = 0.0
        if self.kind.learns_threshold:
            k = self.config.dictionary.k  # type: ignore[union-attr]
            least = []
            for _ in range(CALIBRATION):
                x = batches.next().to(self.device, torch.float32) * self.scale
                values = self.weights.strongest_of_batch(x, k).values
                least.append(float(values.min()) if len(values) else 0.0)
            threshold = sum(least) / len(least)
        mean = batches.moments.mean.tolist()
        kind = self.config.dictionary.kind
        about = {**about, "kind": kind, "scale": self.scale, "mean": mean}
        return exported(self.weights, kind, self.scale, threshold, about)


def refuse_first_look(config: TrainConfig, kind: Kind, on: torch.device) -> None:
    if not kind.sparse:
        raise SondeError(
            f"encode={config.encode}: {config.dictionary.kind} needs the exact pre_codes of all "
            "features. Leave --encode out."
        )
    if config.encode == "int8" and on.type != "cpu":
        raise SondeError("encode=int8 runs on processors: use --encode bf16 on a GPU.")


def steps(config: TrainConfig) -> int:
    return max(1, math.ceil(config.n_tokens / config.batch_size))


def schedule(progress: float, warmup: float, decay: float) -> float:
    """Rises linearly, stays, falls linearly to zero; `progress` in 0..1."""
    rising = (progress + 1e-3) / warmup if warmup else 1.0
    falling = (1 - progress) / decay if decay else 1.0
    return max(0.0, min(1.0, rising, falling))


def default_rate(config: TrainConfig) -> float:
    """Falls with the square root of the dictionary's size (Gao et al. 2024, section 2.4), and rises
    for a run shorter than `LONG_RUN` steps, as docs/log.md measured."""
    kind = KINDS[config.dictionary.kind]
    narrow = math.sqrt((1 << 14) / config.dictionary.dictionary_size)
    short = max(1.0, math.sqrt(LONG_RUN / steps(config)))
    return kind.learning_rate * narrow * short


def refuse_divergence(row: dict[str, int | float], path: Path, trainer: Trainer) -> None:
    """Raises unless the loss and everything a checkpoint would hold are finite: a loss is that of
    the weights before its step, so it alone would let a first NaN through."""
    state = (tensor for tensor in tensors_of(trainer).values() if tensor.is_floating_point())
    if math.isfinite(row["loss"]) and all(bool(tensor.isfinite().all()) for tensor in state):
        return
    rate = trainer.peak
    raise SondeError(
        f"The loss is {row['loss']} at step {row['step']:,}: training diverged at learning rate "
        f"{rate:.2g}. The last good checkpoint is in {path}. "
        f"Train into another --output with --learning-rate {rate / 4:.2g}."
    )


def shown(row: dict[str, int | float]) -> dict[str, int | float]:
    """The part of a row that the progress line shows."""
    recall = {"recall": row["recall"]} if "recall" in row else {}
    return recall | {
        "loss": row["loss"],
        "explained": row["explained_variance"],
        "L0": row["l0"],
        "dead": row["dead_share"],
    }
