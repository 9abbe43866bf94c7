"""Shuffled batches from harvested shards."""

from collections.abc import Iterable
from typing import Any, NamedTuple

import torch
from jaxtyping import Float
from torch import Tensor

from sonde.activations.mixing import Mixer
from sonde.activations.shards import read_rows
from sonde.core.artifact import Artifact
from sonde.core.errors import SondeError
from sonde.core.maths import Moments
from sonde.text.documents import refuse_output_in_text


class ShardBatches:
    """Endless batches `[batch, d_in]`, float32, in the model's units; masked tokens left out.

    Shards come in a new order every epoch; about `window` tokens are in memory at a time. A shard's
    checksum is compared the first time it is read.
    """

    activity = "read"

    def __init__(self, artifact: Artifact, batch_size: int, seed: int = 0, window: int = 1 << 18):
        about = artifact.manifest.about
        self.artifact, self.names = artifact, list(about["shards"])
        self.moments = Moments(about["d_in"], [part["width"] for part in about.get("parts", [])])
        self.moments.n = sum(about["n_rows"])
        self.moments.total = torch.tensor(about["mean"], dtype=torch.float64) * self.moments.n
        mean_squares = about.get("mean_squares", [about["mean_square"]])
        self.moments.squares = torch.tensor(mean_squares, dtype=torch.float64) * self.moments.n
        if self.moments.n < batch_size:
            raise SondeError(
                f"{artifact.path} holds {self.moments.n:,} tokens, fewer than one batch of "
                f"{batch_size:,}: harvest more (--n-tokens) or lower --batch-size."
            )
        mean_rows = self.moments.n / len(self.names)
        self.per_chunk = max(1, min(len(self.names), round(window / 2 / mean_rows)))
        self.seed, self.checked = seed, set[str]()
        self.mixer = Mixer(self.chunk, batch_size, seed)

    def chunk(self, number: int) -> Float[Tensor, "n d_in"]:
        """The rows of a group of shards; the numbers run on through the epochs."""
        per_epoch = -(-len(self.names) // self.per_chunk)
        epoch, group = divmod(number, per_epoch)
        generator = torch.Generator().manual_seed(self.seed * 7_919 + epoch)
        order = torch.randperm(len(self.names), generator=generator).tolist()
        chosen = order[group * self.per_chunk : (group + 1) * self.per_chunk]
        return torch.cat([self._rows(self.names[i]) for i in chosen])

    def _rows(self, name: str) -> Float[Tensor, "n d_in"]:
        path = self.artifact.file(name) if name in self.checked else self.artifact.check(name)
        self.checked.add(name)
        return read_rows(path)

    def next(self) -> Float[Tensor, "batch d_in"]:
        return self.mixer.next()

    def state(self) -> dict[str, int]:
        return self.mixer.state()

    def seek(self, state: dict[str, int]) -> None:
        self.mixer.seek(state)


class Given(NamedTuple):
    """What training is given of a harvest that is finished."""

    batches: ShardBatches
    parents: dict[str, Artifact]
    about: dict[str, Any]  # what a dictionary says of the activations it was trained on


def given(
    activations: str, outputs: Iterable[str], batch_size: int, seed: int, window: int
) -> Given:
    """Raises where there are fewer tokens than a batch has, and where an output lies in the text
    that was harvested."""
    harvested = Artifact.open(activations, "harvest")
    for output in outputs:
        refuse_output_in_text(output, harvested.manifest.about)
    batches = ShardBatches(harvested, batch_size, seed, window)
    return Given(batches, {"activations": harvested}, about_of(harvested))


def about_of(harvested: Artifact) -> dict[str, Any]:
    about = harvested.manifest.about
    return {name: value for name, value in about.items() if name not in ("shards", "n_rows")}
