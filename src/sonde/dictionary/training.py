"""The train stage: activations -> dictionary.

The loop is `feed`; one step is `Trainer.step`. Everything a step depends on is in the checkpoint
(weights, Adam's moments, idle counters, the reader's place), so a run that was killed and resumed
ends with the bytes of one that was not.
"""

import math
import time
from collections.abc import Callable
from typing import Any, NamedTuple

import torch
from jaxtyping import Float
from torch import Tensor
from torch.nn import functional

from sonde.core.artifact import Artifact, Draft
from sonde.core.comms import ALONE, Comms
from sonde.core.config import to_dict
from sonde.core.errors import SondeError
from sonde.core.files import save_tensors
from sonde.core.interrupt import GracefulStop
from sonde.core.machine import device, fast_bf16, keep_freed_memory
from sonde.core.maths import Moments, all_finite
from sonde.core.metrics import Clock, MetricsLog, read_metrics
from sonde.core.progress import say, track
from sonde.dictionary.adam import DenseAdam, RowAdam
from sonde.dictionary.batches import Batches, Stream
from sonde.dictionary.checkpoint import latest, restore, store, tensors_of
from sonde.dictionary.config import TopKConfig, TrainConfig
from sonde.dictionary.dictionary import Dictionary, exported, gathered, scale_for_parts
from sonde.dictionary.first_look import FEATURES, UNKNOWN, FirstLook
from sonde.dictionary.kernels.rounding import KEPT_IN
from sonde.dictionary.kinds import KINDS, Kind, first_weights
from sonde.dictionary.pace import default_rate, patience, schedule, steps
from sonde.dictionary.shard import share_of
from sonde.dictionary.together import Follower, begin
from sonde.dictionary.weights import Loss, Weights

LOOK_EVERY = 50  # steps between looks at whether a run diverges, at most
WORSE = 10.0  # times worse than the mean activation: no reconstruction of a sound run is
FEW = 8  # tokens, below which the variance of a batch says little
CALIBRATION = 16  # batches from which the exported threshold is taken
SILENT = 50  # steps on which nothing fires, after which nothing will
SILENT_AT_END = 25  # the same at the end of a run
MOSTLY_DEAD = 0.25  # share of the features at which a person is told
NONE_VARYING = 1e-9  # of the mean square, which is what rounding leaves of no variance
LEAST_OF_BATCH = 0.25  # of the variance of all rows: one of less says nothing of how well it is


def train(
    config: TrainConfig,
    batches: Batches,
    parents: dict[str, Artifact] | None = None,
    about: dict[str, Any] | None = None,
    comms: Comms = ALONE,
) -> Artifact:
    """Trains a dictionary and writes it as an artifact: `dictionary.safetensors`, `metrics.jsonl`.

    Called again after an interruption it goes on from the last checkpoint. Raises SondeError when
    the loss stops being finite; the last good checkpoint stays. Several workers that call it with
    the same batches hold a share of the features each and make one dictionary.
    """
    draft = begin(config.output, identity(config, parents, about), parents, comms)
    if isinstance(draft, Artifact):
        return draft
    with draft:
        run = Run(draft, config, batches, about or {}, comms)
        if run.at and comms.rank == 0:
            say(f"going on from step {run.at:,} of {run.n_steps:,}")
        return feed([run], batches)[config.output]


class Now(NamedTuple):
    """What a run is told of the loop around it."""

    clock: Clock
    rate: float  # tokens of the stream per second
    stopping: bool  # a person asked for it


class Run:
    """One dictionary in training: its draft, its trainer and its log, which worker 0 writes."""

    def __init__(
        self,
        draft: Draft | Follower,
        config: TrainConfig,
        batches: Batches,
        about: dict[str, Any],
        comms: Comms = ALONE,
    ) -> None:
        self.draft, self.config, self.about, self.comms = draft, config, about, comms
        self.trainer, self.n_steps = Trainer(config, batches.moments, comms), steps(config)
        found = latest(draft.path)
        self.place = restore(found, self.trainer) if found else None  # of the reader, there
        self.log = None
        if isinstance(draft, Draft):
            self.log = MetricsLog(draft.path / "metrics.jsonl", resume_at=self.at)
        self.row: dict[str, int | float] = {}  # the last one that was logged
        self.first: Tensor | None = None  # unexplained at the first step here, before it moved
        self.since: list[Tensor] = []  # unexplained at every step since the last look
        self.active: list[Tensor] = []  # L0 at every step since something fired

    @property
    def at(self) -> int:
        """Steps that are done."""
        return self.trainer.step_number

    def step(self, x: Float[Tensor, "batch d_in"], stream: Stream, now: Now) -> None:
        """One step on the batch that the stream gave last; with its row, and a checkpoint, where
        they are due. Raises Diverged."""
        with now.clock("train"):
            loss = self.trainer.step(x)
        self.since.append(loss.unexplained.detach())
        self.active.append(loss.l0.detach())
        self.first = self.since[0] if self.first is None else self.first
        last = self.at == self.n_steps
        logs = self.at % self.config.log_every == 0 or last
        keeps = self.at % self.config.checkpoint_every == 0 or last or now.stopping
        if logs or keeps or self.at % LOOK_EVERY == 0:
            row = self.trainer.row(loss)
            self.refuse_divergence(row)
            self.refuse_silence(SILENT_AT_END if last else SILENT)
            self.row = row if logs else self.row
        if logs and self.log:
            timing = {"tokens_per_second": now.rate, "time": now.clock.shares()}
            self.log.write({**self.row, **timing})
        if keeps:
            with now.clock("checkpoint"):
                store(self.draft.path, self.trainer, stream.state())

    def refuse_divergence(self, row: dict[str, int | float]) -> None:
        """Raises unless the loss and everything a checkpoint would hold are finite: a loss is that
        of the weights before its step, so it alone would let a first NaN through. Also where a
        reconstruction since the last look was much worse than none, and than the first."""
        left, trainer = torch.stack(self.since), self.trainer
        self.since.clear()
        state = (tensor for tensor in tensors_of(trainer).values() if tensor.is_floating_point())
        finite = math.isfinite(row["loss"]) and all(bool(all_finite(tensor)) for tensor in state)
        assert self.first is not None
        first = float(self.first)
        few = self.config.batch_size < FEW  # tokens, whose variance says little but in the mean
        worst, most = float(left.mean() if few else left.max()), (1 + WORSE) * max(1.0, first)
        good = finite and worst <= most
        if not trainer.comms.total(int(not good)):
            return
        kept, rate = latest(self.draft.path), trainer.peak
        where = f"The last good checkpoint is {kept}." if kept else "There is no checkpoint yet."
        raise Diverged(
            f"Training diverged at learning rate {rate:.2g}: up to step {row['step']:,} the loss "
            f"came to {row['loss']:.3g}, the explained variance down to {1 - worst:.3g}. "
            f"{where} Train into another --output with --learning-rate "
            f"{min(rate / 4, default_rate(self.config)):.2g}."
        )

    def refuse_silence(self, most: int) -> None:
        """Raises where nothing has fired on the last `most` steps, or more: what does not fire does
        not learn. It is looked for every `LOOK_EVERY` steps, so known within a hundred."""
        fired = (torch.stack(self.active) > 0).nonzero()
        del self.active[: int(fired[-1]) + 1 if len(fired) else 0]
        if len(self.active) < most:
            return
        rate = self.trainer.peak
        less = "" if not hasattr(self.config.dictionary, "l1") else ", or with a smaller l1"
        raise Diverged(
            f"No feature has fired for {len(self.active)} steps, at learning rate {rate:.2g}: "
            f"train into another --output with --learning-rate "
            f"{min(rate / 4, default_rate(self.config)):.2g}{less}."
        )

    def finish(self, batches: Batches) -> Artifact:
        """Publishes the dictionary; its threshold is taken from the batches to come."""
        trained = self.trainer.export(batches, self.about)
        if isinstance(self.draft, Draft):
            publish(self.draft, trained)
        self.comms.wait()
        return Artifact.open(self.config.output)


def publish(draft: Draft, trained: Dictionary) -> None:
    trained.save(draft.path / "dictionary.safetensors")
    if len(trained.widths) > 1:
        save_tensors(draft.path / "shares.safetensors", {"shares": trained.relative_lengths()})
    draft.discard("checkpoint")
    last_row = read_metrics(draft.path / "metrics.jsonl")[-1]
    if last_row["explained_variance"] < 0:
        say(
            f"{draft.final}: explained variance {last_row['explained_variance']:.3g}, worse than "
            "the mean activation alone. More tokens, or another --learning-rate, may mend it."
        )
    if last_row["dead_share"] > MOSTLY_DEAD:
        say(
            f"{draft.final}: {last_row['dead_share']:.0%} of the features are dead. More tokens, a "
            "lower --learning-rate or fewer features may mend it."
        )
    names = ("tokens", "explained_variance", "l0", "dead_share")
    draft.finish({name: last_row[name] for name in names}, trained.about)


LEAST_VARYING = 1e-6  # share of the mean |x|^2 that has to be variance


class Hopeless(SondeError):
    """Every worker sees it, and the same command again would end alike."""


class Diverged(Hopeless):
    """The loss or the weights stopped being finite, or rebuild nothing any more."""


def give_up(run: Run, error: Diverged) -> None:
    """What is done about a run that diverged where it is the only one."""
    raise error


def feed(
    runs: list[Run], batches: Batches, lost: Callable[[Run, Diverged], None] = give_up
) -> dict[str, Artifact]:
    """The loop: gives every batch of one stream to all runs, to each until its last step.

    The stream begins where the run stands that is least far; the others wait there for it. A run
    that diverges is handed to `lost`. Runs leave the list, and with it the memory, when they end;
    what comes back are the finished dictionaries by output.
    """
    least = min(runs, key=lambda run: run.at)
    stream, first, number = Stream(batches), least.at, least.at
    if least.place is not None:
        stream.seek(least.place)
    n_steps, size = max(run.n_steps for run in runs), least.config.batch_size
    comms, device_of_all = least.comms, least.trainer.device
    del least  # or its memory would stay when it has ended
    total, done = sum(run.config.n_tokens for run in runs), sum(run.at * size for run in runs)
    finished: dict[str, Artifact] = {}
    clock, begun = Clock(), time.monotonic()
    bar = track("train", total, done, shown=comms.rank == 0)
    with bar, GracefulStop() as stop:
        while True:
            for run in [run for run in runs if run.n_steps == number]:
                finished[run.config.output] = run.finish(stream.view())
                runs.remove(run)
            if not runs:
                return finished
            with clock(batches.activity):
                x = stream.next().to(device_of_all)
            number += 1
            refuse_not_finite(x, number)
            rate = (number - first) * size / (time.monotonic() - begun)
            stop.requested = comms.total(int(stop.requested)) > 0
            now = Now(clock, rate, stop.requested)
            for run in [run for run in runs if run.at == number - 1]:
                try:
                    run.step(x, stream, now)
                except Diverged as error:
                    bar.total -= (run.n_steps - number) * size
                    runs.remove(run)
                    lost(run, error)
                bar.advance(size, **shown(runs, clock))
            if now.stopping:
                stop.check(
                    f"Step {number:,} of {n_steps:,} is kept. Give the same command again to go on."
                )


def identity(
    config: TrainConfig, parents: dict[str, Artifact] | None, about: dict[str, Any] | None
) -> dict[str, Any]:
    """What makes a run this run: not who works on it. Live activations have no parent, so their
    source is part of it."""
    live = {} if parents or not about else {"source": about}
    plain = {key: value for key, value in to_dict(config).items() if key != "scaling"}
    return {**plain, **live}


class Trainer:
    """Weights, optimiser and idle counters of a dictionary in training."""

    def __init__(self, config: TrainConfig, moments: Moments, comms: Comms = ALONE) -> None:
        self.config, self.kind, self.comms = config, KINDS[config.dictionary.kind], comms
        self.device = device(config.device)
        if self.device.type == "cuda":
            torch.cuda.set_device(self.device)  # where kernels of Triton run
        else:
            keep_freed_memory()
        d_in, widths = len(moments.mean), moments.widths
        self.scale = scale_for_parts(moments)
        refuse_alike(moments)
        center = short_of(moments, self.kind.short_of_mean)
        center = (center * self.scale).float()
        if isinstance(self.scale, Tensor):
            self.scale = self.scale.to(self.device, torch.float32)
        first = first_weights(config.dictionary, d_in, config.seed, center, widths, comms)
        self.weights = first.to(self.device)
        self.weights.least = LEAST_OF_BATCH * self.variance_wanted(moments)
        self.peak = config.learning_rate or default_rate(config)
        self.optimiser = optimiser_of(config, self.kind, self.weights)
        if precision := first_look(config, self.kind, self.device):
            encoder = self.weights.W_enc.data.T, self.weights.b_enc.data
            self.weights.scan.look = FirstLook(precision, *encoder, comms)
        size = self.weights.shard.size
        self.idle = torch.zeros(size, dtype=torch.int64)  # tokens since each feature fired
        self.idle = self.idle.to(self.device)
        self.dead_after = config.dead_after or patience(config)
        self.step_number = 0

    def step(self, x: Float[Tensor, "batch d_in"]) -> Loss:
        """One step on activations in the model's units."""
        progress = self.step_number / steps(self.config)
        n_tokens, x = len(x), self.own(x)
        if self.step_number == 0 and self.kind.begin:
            self.kind.begin(self.weights, self.config.dictionary, x)
            self.weights.scan.moved(None)
        dead = self.idle >= self.dead_after
        loss = self.kind.loss(self.weights, self.config.dictionary, x, dead, progress)
        loss.total.backward()
        self.weights.scan.moved(self.optimiser.step(self.rate(self.step_number)))
        self.idle.add_(n_tokens).masked_fill_(loss.fired, 0)
        self.step_number += 1
        return loss

    def own(self, x: Float[Tensor, "batch d_in"]) -> Float[Tensor, "rows d_in"]:
        """The rows of a batch that this group of workers reads, scaled."""
        rows = x[share_of(len(x), self.comms.between)]
        return rows.to(self.device).float() * self.scale

    def variance_wanted(self, moments: Moments) -> float:
        """Of what is rebuilt, in the units that it is trained in."""
        ends = torch.tensor(moments.widths).cumsum(0).tolist()
        start, _, _ = self.weights.sides.wanted.indices(ends[-1])
        scales = torch.as_tensor(self.scale).expand(ends[-1])
        parts = zip(ends, moments.variances, strict=True)
        return sum(float(scales[end - 1]) ** 2 * own for end, own in parts if end > start)

    def rate(self, number: int) -> float:
        """The learning rate of a step."""
        progress = number / steps(self.config)
        return self.peak * schedule(progress, self.config.warmup, self.config.decay)

    def row(self, loss: Loss) -> dict[str, int | float]:
        """What metrics.jsonl says of a step."""
        n_dead = int((self.idle >= self.dead_after).sum())
        look = self.weights.scan.look
        lefts = [] if loss.of_parts is None else loss.of_parts.tolist()
        parts = {f"explained_variance_{n}": 1 - left for n, left in enumerate(lefts)}
        return ({"recall": look.recall} if look else {}) | {
            "step": self.step_number,
            "tokens": self.step_number * self.config.batch_size,
            "loss": float(loss.total.detach()),
            "explained_variance": 1 - float(loss.unexplained),
            "l0": float(loss.l0),
            "dead_share": self.comms.inside.total(n_dead) / self.weights.shard.whole,
            "penalty": float(loss.penalty),
            "learning_rate": self.rate(self.step_number - 1),
            **parts,
        }

    def export(self, batches: Batches, about: dict[str, Any]) -> Dictionary:
        """The dictionary in JumpReLU form, whole on worker 0. The threshold is the smallest code
        that a batch top-k keeps, averaged over further batches, so that L0 without a batch is k."""
        threshold = 0.0
        if self.kind.learns_threshold:
            k = self.config.dictionary.k  # type: ignore[union-attr]
            least = []
            self.weights.scan.floor.fill_(UNKNOWN)  # not all kinds keep that of the last batch
            for _ in range(CALIBRATION):
                refuse_not_finite(x := batches.next(), self.step_number)
                x = self.weights.given(self.own(x))
                values = self.weights.strongest_of_batch(x, k).values
                smallest = -self.most(-float(values.min()) if len(values) else -math.inf)
                least.append(smallest if math.isfinite(smallest) else 0.0)
            threshold = sum(least) / len(least)
        mean = batches.moments.mean.tolist()
        kind = self.config.dictionary.kind
        if isinstance(self.config.dictionary, TopKConfig):
            about = {**about, "top_k": self.config.dictionary.k}
        widths = list(batches.moments.widths)
        if isinstance(self.scale, Tensor):
            scales = [float(part[0]) for part in self.scale.split(widths)]
            about = {**about, "kind": kind, "scale": scales, "widths": widths, "mean": mean}
        else:
            about = {**about, "kind": kind, "scale": self.scale, "mean": mean}
        scale = self.ready_to_send()
        part = exported(self.weights, kind, scale, threshold, about)
        return gathered(part, self.comms)

    def ready_to_send(self) -> float | Tensor:
        """Training is over: the weights go where workers send from, which for one alone is the
        processor, where there is room for another copy. The scale, there."""
        if self.device.type != self.comms.device:
            self.weights.to(self.comms.device).scan.look = None
        scale = self.scale
        return scale.to(self.weights.W_dec.device) if isinstance(scale, Tensor) else scale

    def most(self, value: float) -> float:
        """The largest of a number of each worker's."""
        sent = torch.tensor(value, dtype=torch.float64, device=self.comms.device)
        return float(self.comms.max(sent))


def optimiser_of(config: TrainConfig, kind: Kind, weights: Weights) -> RowAdam | DenseAdam:
    if kind.sparse:
        dtype = KEPT_IN[config.moments]
        return RowAdam(weights, kind.unit_directions, dtype, config.seed)
    if config.moments != "float32":
        raise SondeError(
            f"moments={config.moments}: {config.dictionary.kind} is trained by torch's own Adam, "
            "whose moments are float32. Leave --moments out."
        )
    return DenseAdam(weights)


def first_look(config: TrainConfig, kind: Kind, on: torch.device) -> str | None:
    """The precision of a first look at all features. Unasked, bf16 where that has hardware of its
    own and the features are enough to fill it."""
    if config.encode == "auto":
        worth = kind.sparse and config.dictionary.dictionary_size >= FEATURES
        return "bf16" if worth and fast_bf16(on) else None
    if config.encode == "exact":
        return None
    if not kind.sparse:
        raise SondeError(
            f"encode={config.encode}: {config.dictionary.kind} needs the exact pre_codes of all "
            "features. Leave --encode out."
        )
    if config.encode == "int8" and on.type != "cpu":
        raise SondeError("encode=int8 runs on processors: use --encode bf16 on a GPU.")
    return config.encode


def refuse_not_finite(x: Float[Tensor, "batch d_in"], number: int) -> None:
    if not bool(torch.linalg.vector_norm(x, dtype=torch.float32).isfinite()):
        what = "NaN or infinite values"
        if bool(all_finite(x)):
            what = f"values as large as {float(x.abs().max()):.2g}, whose squares are none"
        raise Hopeless(
            f"Batch {number:,} of the activations holds {what}. The checkpoint "
            "before it is kept: harvest the activations again, or mend what gives them, and give "
            "the same command again."
        )


def refuse_alike(moments: Moments) -> None:
    """Without variance there is nothing to explain, and nothing to divide by."""
    parts = zip(moments.variances, moments.mean_squares, strict=True)
    alike = [i for i, (own, square) in enumerate(parts) if own <= NONE_VARYING * square]
    if 0 < len(alike) < len(moments.widths):
        raise SondeError(
            f"All {moments.n:,} activations of hook point {alike[0] + 1} of {len(moments.widths)} "
            "are alike: take another --hook-point, or more text."
        )
    if moments.variance <= NONE_VARYING * moments.mean_square:
        raise SondeError(
            f"All {moments.n:,} activations are alike (variance {moments.variance:.2g} at mean "
            f"|x|^2 {moments.mean_square:.2g}): take another --hook-point, or more text."
        )
    if moments.variance <= LEAST_VARYING * moments.mean_square:
        raise SondeError(
            f"Activations hardly vary about their mean: of a mean |x|^2 of "
            f"{moments.mean_square:.2g} only {moments.variance:.2g} is variance, less than what "
            "one step moves the bias. A dimension that is huge everywhere does this: take another "
            "--hook-point."
        )


def short_of(moments: Moments, spreads: float) -> Float[Tensor, " d_in"]:
    """The mean, or what lies that many spreads (square root of the variance) nearer to zero and
    perhaps beyond it."""
    away: Tensor = spreads * moments.variance**0.5 * functional.normalize(moments.mean, dim=0)
    return moments.mean - away


def shown(runs: list[Run], clock: Clock) -> dict[str, int | float | str]:
    """What the progress line shows: the last row of a run alone, of many how they do."""
    shares = {name: f"{share:.0%}" for name, share in clock.shares().items()}
    rows = [run.row for run in runs if run.row]
    if len(runs) > 1 and rows:
        explained = sorted(row["explained_variance"] for row in rows)
        span = f"{explained[0]:.3g} to {explained[-1]:.3g}"
        return {"step": f"{max(run.at for run in runs):,}", "runs": len(runs), "explained": span}
    row = rows[0] if rows else {}
    names = {"loss": "loss", "explained": "explained_variance", "L0": "l0", "dead": "dead_share"}
    names |= {"recall": "recall"}
    return {short: row[name] for short, name in names.items() if name in row} | shares
