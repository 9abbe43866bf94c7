"""Activations made of known directions, and small dictionaries: what the dictionary laws run on."""

from pathlib import Path

import torch
from torch import Tensor

from sonde.core.maths import Moments, unit_rows
from sonde.dictionary.config import TrainConfig
from sonde.dictionary.dictionary import Dictionary, from_tensors
from sonde.dictionary.kinds import KINDS
from sonde.dictionary.sides import whole

D_IN, SIZE, K = 8, 24, 3


def widths_of(kind: str, d_in: int = D_IN) -> tuple[int, ...]:
    """How rows of width `d_in` are divided for a kind that learns several hook points."""
    less = 3 * d_in // 8
    return (d_in,) if KINDS[kind].sides is whole else (d_in - less, less)


def kind_config(kind: str, dictionary_size: int = SIZE, **settings: object):
    """A small config of a kind; settings that it does not have are left out."""
    cls = KINDS[kind].config
    settings = {"dictionary_size": dictionary_size, "k": K, "k_aux": 4, **settings}
    return cls(**{name: value for name, value in settings.items() if hasattr(cls, name)})


def train_config(output: object, kind: str = "matryoshka", **settings: object) -> TrainConfig:
    """40 steps of 32 tokens, unless `settings` say otherwise."""
    defaults = {"n_tokens": 40 * 32, "batch_size": 32, "log_every": 5, "checkpoint_every": 10}
    defaults["dictionary"] = kind_config(kind)
    return TrainConfig(activations="synthetic", output=str(output), **{**defaults, **settings})


def true_directions(n: int = 12, d_in: int = D_IN, seed: int = 7) -> Tensor:
    """n unit directions [n, d_in]."""
    return unit_rows(torch.randn(n, d_in, generator=torch.Generator().manual_seed(seed)))


class SyntheticBatches:
    """Endless batches of sparse positive sums of known directions around a centre."""

    activity = "read"

    def __init__(
        self,
        batch_size: int = 32,
        directions: Tensor | None = None,
        active: int = 2,
        seed: int = 0,
        kind: str = "matryoshka",
    ) -> None:
        self.directions = true_directions() if directions is None else directions
        self.batch_size, self.active, self.seed, self.number = batch_size, active, seed, 0
        self.center = 2.0 * torch.ones(self.directions.shape[1])
        width = self.directions.shape[1]
        self.moments = Moments(width, widths_of(kind, width))
        for number in range(20):
            self.moments.add(self.batch(1_000_000 + number))

    def batch(self, number: int) -> Tensor:
        generator = torch.Generator().manual_seed(self.seed * 10_000_019 + number)
        n = len(self.directions)
        chosen = torch.rand(self.batch_size, n, generator=generator).topk(self.active).indices
        strength = 1 + torch.rand(self.batch_size, self.active, generator=generator)
        codes = torch.zeros(self.batch_size, n).scatter(1, chosen, strength)
        return 3.0 * codes @ self.directions + self.center

    def next(self) -> Tensor:
        self.number += 1
        return self.batch(self.number - 1)

    def state(self) -> dict[str, int]:
        return {"number": self.number}

    def seek(self, state: dict[str, int]) -> None:
        self.number = state["number"]


def random_dictionary(d_in: int = D_IN, size: int = SIZE, seed: int = 3) -> Dictionary:
    """Unit directions, an encoder of its own, and thresholds that leave some features active."""
    generator = torch.Generator().manual_seed(seed)
    tensors = {
        "W_enc": torch.randn(d_in, size, generator=generator) / d_in**0.5,
        "b_enc": 0.1 * torch.randn(size, generator=generator),
        "W_dec": unit_rows(torch.randn(size, d_in, generator=generator)),
        "b_dec": 0.1 * torch.randn(d_in, generator=generator),
        "threshold": 0.5 * torch.rand(size, generator=generator),
    }
    return from_tensors(tensors, {}, Path("random"))


def perfect_dictionary(d_in: int) -> Dictionary:
    """relu(x) - relu(-x) = x: every activation comes back exactly."""
    eye = torch.eye(d_in)
    tensors = {
        "W_enc": torch.cat([eye, -eye], dim=1),
        "b_enc": torch.zeros(2 * d_in),
        "W_dec": torch.cat([eye, -eye]),
        "b_dec": torch.zeros(d_in),
        "threshold": torch.zeros(2 * d_in),
    }
    return from_tensors(tensors, {}, Path("perfect"))


def silent_dictionary(mean: Tensor) -> Dictionary:
    """No feature ever fires, so every activation becomes the mean."""
    d_in = len(mean)
    perfect = perfect_dictionary(d_in)
    tensors = {"W_enc": perfect.W_enc, "b_enc": perfect.b_enc, "W_dec": perfect.W_dec}
    silence = torch.full((2 * d_in,), 1e30)
    return from_tensors({**tensors, "b_dec": mean, "threshold": silence}, {}, Path("silent"))
