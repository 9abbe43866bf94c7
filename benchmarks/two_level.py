"""Can a dictionary be trained so that a token's active features are found by looking at a part?

    python benchmarks/two_level.py runs/activations --json out.json

A feature belongs to one of `--groups` equal groups. A linear router opens groups token by token,
`share` of all pairs of a token and a group in a batch, and only features in open groups are active.
One row in `AUDITED` is scanned in full: from those the router learns which groups hold a code that
exceeds the batch's least, and there recall is counted. What it misses can be pressed down:

    loss += pressure * AUDITED * sum of missed codes^2 / sum |x - mean|^2

After `warm` steps, and a few times more, features are grouped by the mean of the tokens they fire
on. Controls: groups drawn at random, and full scans of all the features and of `share` of them.
Explained variance and recall are of held-out batches; `recall` is of the true k strongest of all
features. The cost is the share of pre_codes that are computed, the router's scores among them.
"""

import argparse
import tempfile
import time
from pathlib import Path

import torch
import torch.nn.functional as F
from reporting import write_report
from torch import nn

from sonde.activations.reader import ShardBatches
from sonde.core.artifact import Artifact
from sonde.core.config import parse
from sonde.dictionary.config import TrainConfig
from sonde.dictionary.pace import steps
from sonde.dictionary.sparse import Codes
from sonde.dictionary.training import Trainer

AUDITED = 16  # one row in so many is scanned in full
KEPT = 24  # steps whose audited rows are kept, to learn from again
FADES = 0.995  # what a step leaves of the sums of tokens by feature
REGROUPED = 4  # times
TEST = 4  # batches
NOISE = (0.98, 0.95, 0.9, 0.8, 0.7, 0.5, 0.3)  # shares of variance that a look explains


def main() -> None:
    parser = argparse.ArgumentParser(description=str(__doc__).splitlines()[0])
    parser.add_argument("activations")
    parser.add_argument("--n-tokens", type=int, default=300_000)
    parser.add_argument("--batch-size", type=int, default=1024)
    parser.add_argument("--dictionary-size", type=int, default=4096)
    parser.add_argument("--k", type=int, default=32)
    parser.add_argument("--groups", type=int, default=64)
    parser.add_argument("--share", type=float, default=0.25)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--json")
    given = parser.parse_args()
    part = round(given.share * given.dictionary_size)
    rows = full_scan(given, given.dictionary_size, look=True) + full_scan(given, part)
    for like, pressure in ((True, 0.0), (True, 0.1), (True, 1.0), (False, 1.0)):
        rows.append(with_groups(given, like, pressure))
        print(rows[-1], flush=True)
    given.activations = Path(given.activations).name
    write_report(given.json, given, rows)


def full_scan(given, size, look=False):
    """A dictionary without groups; with `look`, what a look at its pre_codes would have to see."""
    trainer, test, seconds = trained(given, size, Trainer)
    found = {"encoder": "full scan", "dictionary_size": size, "cost": size / given.dictionary_size}
    found |= {"explained_variance": explained(trainer, test), "cpu_seconds": seconds}
    print(found, flush=True)
    return [found, *(through_noise(trainer, test) if look else [])]


def with_groups(given, like, pressure):
    def begin(config, moments):
        return Grouped(config, moments, given.groups, given.share, like, pressure)

    trainer, test, seconds = trained(given, given.dictionary_size, begin)
    groups = trainer.groups
    return {
        "encoder": "groups of like tokens" if like else "random groups",
        "pressure": pressure,
        "cost": given.share + given.groups / given.dictionary_size,
        "explained_variance": explained(trainer, test),
        "explained_variance_of_full_scan": explained(trainer, test, of_all=True),
        "recall": recall(trainer, test),
        "recall_audited": sum(groups.recalls[-20:]) / len(groups.recalls[-20:]),
        "dead_share": float((trainer.idle >= trainer.dead_after).float().mean()),
        "cpu_seconds": seconds,
    }


def trained(given, size, begin):
    """A trainer after its last step, held-out batches, processor seconds."""
    artifact = Artifact.open(given.activations, "harvest")
    with tempfile.TemporaryDirectory() as folder:
        fields = {
            "activations": given.activations,
            "output": folder,
            "n_tokens": given.n_tokens,
            "batch_size": given.batch_size,
            "seed": given.seed,
            "dictionary": {"kind": "batch_topk", "dictionary_size": size, "k": given.k},
        }
        config = parse(TrainConfig, fields, "the flags")
    batches = ShardBatches(artifact, config.batch_size, config.seed, config.window)
    trainer, begun = begin(config, batches.moments), time.process_time()
    for _ in range(steps(config)):
        trainer.step(batches.next())
    seconds = time.process_time() - begun
    return trainer, [batches.next() * trainer.scale for _ in range(TEST)], round(seconds, 1)


class Grouped(Trainer):
    """A trainer whose codes come from open groups."""

    def __init__(self, config, moments, n_groups, share, like, pressure) -> None:
        super().__init__(config, moments)
        size, d_in = config.dictionary.dictionary_size, len(moments.mean)
        self.groups = Groups(size, d_in, n_groups, share, like, config.seed)
        self.plain, self.pressure = self.kind.loss, pressure
        self.kind = self.kind._replace(loss=self.loss)
        self.weights.strongest_of_batch = self.strongest
        n = steps(config)
        self.regroup_at = [n // 5 + i * n // 6 for i in range(REGROUPED)]

    def step(self, x):
        loss = super().step(x)
        if self.step_number in self.regroup_at:
            self.groups.regroup()
        elif self.groups.of is not None:
            self.groups.learn(2)
        return loss

    @torch.no_grad()
    def strongest(self, x, k):
        return self.groups.strongest(self.weights, x, k)

    def loss(self, weights, config, x, dead, progress):
        loss, missed = self.plain(weights, config, x, dead, progress), self.groups.missed
        if not self.pressure or missed is None or not len(missed.values):
            return loss
        codes = weights.with_gradient(x, missed)
        variance = (x - x.mean(0)).square().sum()
        pressed = self.pressure * AUDITED * codes.values.square().sum() / variance
        still = codes._replace(values=0 * codes.values)  # every row of W_enc has one of W_dec
        nothing = 0 * weights.decode(still, codes.rows, len(x)).sum()
        return loss._replace(total=loss.total + pressed + nothing)


class Groups:
    """Which feature is in which group, and a router that learns from audited rows."""

    def __init__(self, size, d_in, n_groups, share, like, seed) -> None:
        self.size, self.n_groups, self.share, self.like = size, n_groups, share, like
        self.generator = torch.Generator().manual_seed(seed)
        self.of = None  # the group of each feature, once there are groups
        self.tokens = torch.zeros(size, d_in)  # sums of those on which a feature fired
        self.router = nn.Linear(d_in, n_groups)
        self.audits, self.recalls, self.missed = [], [], None

    def strongest(self, weights, x, k, training=True) -> Codes:
        """The k * batch largest codes in open groups; of all, before there are groups."""
        centered = x - weights.b_dec
        pre_codes = weights.pre_codes(x)
        seen = pre_codes if self.of is None else pre_codes.where(self.open(centered), 0)
        least = seen.flatten().topk(k * len(x)).values[-1].clamp_min(1e-6)
        rows, features = (seen >= least).nonzero(as_tuple=True)
        if training:
            self.audit(centered[::AUDITED], pre_codes[::AUDITED], least)
        return Codes(pre_codes[rows, features], features, rows)

    def open(self, centered):
        """Whether a token's codes of a feature are looked at."""
        scores = self.router(centered)
        n = max(1, int(self.share * scores.numel()))
        return (scores >= scores.flatten().topk(n).values[-1])[:, self.of]

    def audit(self, centered, pre_codes, least) -> None:
        there = pre_codes >= least
        self.audits = [*self.audits, (centered.clone(), there)][-KEPT:]
        self.tokens.mul_(FADES).add_(there.float().T @ centered)
        if self.of is not None:
            missed = there & ~self.open(centered)
            rows, features = missed.nonzero(as_tuple=True)
            self.missed = Codes(pre_codes[missed], features, rows * AUDITED)
            self.recalls.append(1 - float(missed.sum() / there.sum().clamp_min(1)))

    def regroup(self) -> None:
        means = F.normalize(self.tokens, dim=1)
        shuffled = torch.randperm(self.size, generator=self.generator)
        self.of = (
            alike(means, means[shuffled[: self.n_groups]])
            if self.like
            else shuffled % self.n_groups
        )
        self.begin_router()
        self.optimiser = torch.optim.Adam(self.router.parameters(), lr=1e-2)
        self.learn(100)

    @torch.no_grad()
    def begin_router(self) -> None:
        """A ridge regression of whether a group holds a code."""
        x, held = self.examples()
        x = F.pad(x, (0, 1), value=1.0)
        ridge = 0.1 * len(x) * torch.eye(x.shape[1])
        found = 6 * torch.linalg.solve(x.T @ x + ridge, x.T @ (held - 0.5))
        self.router.weight.copy_(found[:-1].T)
        self.router.bias.copy_(found[-1])

    def learn(self, n) -> None:
        x, held = self.examples()
        with torch.enable_grad():
            for _ in range(n):
                some = torch.randint(len(x), (512,), generator=self.generator)
                scores = self.router(x[some])
                loss = F.binary_cross_entropy_with_logits(scores, held[some], reduction="sum")
                self.optimiser.zero_grad()
                (loss / len(some)).backward()
                self.optimiser.step()

    def examples(self):
        """Audited rows, and which groups hold a code there."""
        x, there = (torch.cat(parts) for parts in zip(*self.audits, strict=True))
        counts = torch.zeros(len(x), self.n_groups).index_add(1, self.of, there.float())
        return x, (counts > 0).float()


def alike(rows, centers, rounds=5):
    """Groups of equal size and near directions; the nearest to a centre choose first."""
    n_groups, size = len(centers), len(rows) // len(centers)
    for _ in range(rounds):
        nearness = rows @ centers.T
        first = nearness.amax(1).argsort(descending=True)
        room = torch.full((n_groups,), size)
        room[: len(rows) % n_groups] += 1
        room, group = room.tolist(), [0] * len(rows)
        wishes = nearness[first].argsort(dim=1, descending=True).tolist()
        for feature, wished in zip(first.tolist(), wishes, strict=True):
            group[feature] = next(one for one in wished if room[one])
            room[group[feature]] -= 1
        of = torch.tensor(group)
        centers = F.normalize(torch.zeros_like(centers).index_add(0, of, rows), dim=1)
    return of


@torch.no_grad()
def explained(trainer, test, of_all=False):
    """Of held-out batches; with groups from open ones alone, unless `of_all`."""
    weights, k = trainer.weights, trainer.config.dictionary.k
    left = variance = 0.0
    for x in test:
        if of_all or not isinstance(trainer, Grouped):
            codes = strongest_of_all(weights, x, k)
        else:
            codes = trainer.groups.strongest(weights, x, k, training=False)
        guess = weights.decode(codes, codes.rows, len(x)) + weights.b_dec
        left += float((x - guess).square().sum())
        variance += float((x - x.mean(0)).square().sum())
    return round(1 - left / variance, 4)


def strongest_of_all(weights, x, k) -> Codes:
    pre_codes = weights.pre_codes(x)
    least = pre_codes.flatten().topk(k * len(x)).values[-1].clamp_min(1e-6)
    rows, features = (pre_codes >= least).nonzero(as_tuple=True)
    return Codes(pre_codes[rows, features], features, rows)


@torch.no_grad()
def recall(trainer, test):
    """The share of the true strongest codes that lie in open groups."""
    weights, found, there = trainer.weights, 0, 0
    for x in test:
        codes = strongest_of_all(weights, x, trainer.config.dictionary.k)
        opened = trainer.groups.open(x - weights.b_dec)
        found += int(opened[codes.rows, codes.features].sum())
        there += len(codes.values)
    return round(found / there, 4)


@torch.no_grad()
def through_noise(trainer, test):
    """The share of all pre_codes that must be looked at exactly to find 95 and 99 of 100 codes,
    where a look explains a share of each feature's variance and the rest of it is noise."""
    weights, rows = trainer.weights, []
    pre_codes = torch.cat([weights.pre_codes(x) for x in test[:2]])
    least = pre_codes.flatten().topk(trainer.config.dictionary.k * len(pre_codes)).values[-1]
    spread = pre_codes.std(0)
    generator = torch.Generator().manual_seed(0)
    for share in NOISE:
        noise = torch.randn(pre_codes.shape, generator=generator) * spread * (1 / share - 1) ** 0.5
        rough = (pre_codes + noise - least) / spread
        codes = rough[pre_codes >= least].sort().values
        needed = {
            f"looked_at_for_{percent}": float((rough >= codes[n]).float().mean())
            for percent in (95, 99)
            for n in [int((100 - percent) / 100 * len(codes))]
        }
        rows.append({"encoder": "exact, seen through noise", "explained": share, **needed})
        print(rows[-1], flush=True)
    return rows


if __name__ == "__main__":
    main()
