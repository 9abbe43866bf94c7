"""Stability of features: does a feature come again in dictionaries trained from other seeds?

    best(i)    = max over j of cos(w_i, w'_j), of decoder and of encoder directions
    matched(i) = cos(w_i, w'_j) for the one j that i is paired with, every j at most once
    own(i)     = max over j != i of cos(w_i, w_j), in the dictionary itself

the first two as means over the other dictionaries. Where `own` is large, features are near-copies
of each other, and to find them elsewhere is no news.

Cosines are signed: codes are positive, so a direction and its opposite are different features.
Pairs are made greedily, the nearest first; the mean of `matched` is then never above that of the
optimal assignment (Paulo and Belrose 2025, arXiv 2501.16615; PW-MCC of Song et al. 2025, arXiv
2505.20254).

The control is drawn: as many random directions as the other dictionary has, with their mean and
covariance, so that lying in the same few dimensions does not count as recurring.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

import torch
from jaxtyping import Float, Int
from torch import Tensor

from sonde.core.artifact import Artifact, Draft
from sonde.core.errors import SondeError
from sonde.core.files import load_tensors, save_tensors
from sonde.core.maths import unit_rows
from sonde.dictionary.config import StabilityConfig
from sonde.dictionary.dictionary import Dictionary

BLOCK = 2048  # directions compared at a time
RECURS = 0.7  # a matched cosine from which a feature counts as the same
NAMES = ("decoder", "encoder", "matched", "own", "partners")


@dataclass(frozen=True)
class Stability:
    decoder: Float[Tensor, " dictionary_size"]  # best cosine of decoder directions, mean
    encoder: Float[Tensor, " dictionary_size"]  # of encoder directions
    matched: Float[Tensor, " dictionary_size"]  # of decoder directions one to one
    own: Float[Tensor, " dictionary_size"]  # best with another feature of the same dictionary
    partners: Int[Tensor, "n_others dictionary_size"]  # the feature it is paired with; -1: none

    @classmethod
    def load(cls, artifact: Artifact) -> "Stability":
        """From the artifact of `sonde stability`, its checksum compared."""
        return cls(**load_tensors(artifact.check("stability.safetensors"), list(NAMES)))

    def summary(self) -> dict[str, float]:
        """Means, and the shares of features that recur, and that are repeated at home."""
        means = {name: float(getattr(self, name).mean()) for name in NAMES[:4]}
        shares = {"recurring": self.matched, "repeated": self.own}
        return means | {name: float((x >= RECURS).float().mean()) for name, x in shares.items()}


class Matches(NamedTuple):
    cosines: Float[Tensor, " n"]
    features: Int[Tensor, " n"]  # of the other dictionary; -1 where there is none left


class Directions(NamedTuple):
    """What is compared of a dictionary: a row a feature, every hook point in units of its own root
    mean square."""

    encoder: Float[Tensor, "n d_in"]
    decoder: Float[Tensor, "n d_out"]


def stability(config: StabilityConfig) -> Artifact:
    """Compares a dictionary with others and writes `stability.safetensors`, beside it unless an
    output is given."""
    own = Artifact.open(config.dictionary)
    others = [Artifact.open(path) for path in config.others]
    refuse_itself(own, others)
    parents = {"dictionary": own, **{f"other_{i}": other for i, other in enumerate(others)}}
    paths = {name: str(parent.path) for name, parent in parents.items()}
    draft = Draft.begin(config.output or beside(own.path), "stability", paths, parents)
    if isinstance(draft, Artifact):
        return draft
    with draft:
        dictionary, *alike = (Dictionary.load(artifact) for artifact in (own, *others))
        found, random = compare(dictionary, alike), controls(dictionary, alike)
        tensors = {name: getattr(found, name) for name in NAMES}
        save_tensors(draft.path / "stability.safetensors", tensors)
        counts = {"n_features": dictionary.size, "n_others": len(others), **found.summary()}
        shown = {n: value for n, value in random.summary().items() if n not in ("own", "repeated")}
        counts |= {f"control_{name}": value for name, value in shown.items()}
        sizes = [other.size for other in alike]
        counts["chance"] = sum(chance(n, dictionary.d_in) for n in sizes) / len(sizes)
        return draft.finish(counts)


def beside(dictionary: Path) -> Path:
    """Where the stability of a dictionary is, if it has been measured."""
    return dictionary.with_name(dictionary.name + ".stability")


def stability_of(trained: Artifact) -> Stability | None:
    """The stability that lies beside a dictionary, if it is of that very dictionary."""
    path = beside(trained.path)
    if not (path / "manifest.json").exists():
        return None
    found = Artifact.open(path, "stability")
    own = found.manifest.parents.get("dictionary")
    same = own is not None and own.content == trained.manifest.content
    return Stability.load(found) if same else None


def control_of(trained: Artifact) -> float:
    """The mean of `matched` by chance; raises SondeError where nobody measured it."""
    found = Artifact.open(beside(trained.path), "stability")
    if "control_matched" not in found.manifest.counts:
        raise SondeError(f"{found.path} has no control: remove it and run `sonde stability` again.")
    return float(found.manifest.counts["control_matched"])


def compare(dictionary: Dictionary, others: Sequence[Dictionary]) -> Stability:
    """The stability of every feature over all others."""
    refuse_other_width(dictionary, others)
    return compared(of(dictionary), [of(other) for other in others])


def controls(dictionary: Dictionary, others: Sequence[Dictionary], seed: int = 0) -> Stability:
    """The same against random directions in the place of every other dictionary's."""
    refuse_other_width(dictionary, others)
    generator = torch.Generator().manual_seed(seed)
    return compared(of(dictionary), [drawn_like(of(other), generator) for other in others])


def compared(own: Directions, others: Sequence[Directions]) -> Stability:
    pairs = [one_to_one(own.decoder, other.decoder) for other in others]
    return Stability(
        torch.stack([best(own.decoder, other.decoder).cosines for other in others]).mean(0),
        torch.stack([best(own.encoder, other.encoder).cosines for other in others]).mean(0),
        torch.stack([pair.cosines for pair in pairs]).mean(0),
        nearest_at_home(own.decoder),
        torch.stack([pair.features for pair in pairs]).int(),
    )


def of(dictionary: Dictionary) -> Directions:
    return Directions(dictionary.encoder_directions(), dictionary.directions())


def drawn_like(directions: Directions, generator: torch.Generator) -> Directions:
    return Directions(*(like(own, generator) for own in directions))


def like(
    directions: Float[Tensor, "n d_in"], generator: torch.Generator
) -> Float[Tensor, "n d_in"]:
    """As many random unit directions, drawn with the mean and the covariance of these."""
    directions = unit_rows(directions)
    mean = directions.mean(0)
    values, axes = torch.linalg.eigh((directions - mean).T @ (directions - mean) / len(directions))
    drawn = torch.randn(directions.shape, generator=generator) * values.clamp_min(0).sqrt()
    return unit_rows(drawn @ axes.T + mean)


@torch.no_grad()
def best(a: Float[Tensor, "n d_in"], b: Float[Tensor, "m d_in"]) -> Matches:
    """For every row of `a` the row of `b` with the largest cosine."""
    a, b = unit_rows(a), unit_rows(b)
    blocks = [(rows @ b.T).max(1) for rows in a.split(BLOCK)]
    return Matches(
        torch.cat([block.values for block in blocks]),
        torch.cat([block.indices for block in blocks]),
    )


@torch.no_grad()
def nearest_at_home(a: Float[Tensor, "n d_in"]) -> Float[Tensor, " n"]:
    """For every row the largest cosine with another one; -1 where there is none."""
    a, found = unit_rows(a), []
    for start in range(0, len(a), BLOCK):
        cosines = a[start : start + BLOCK] @ a.T
        rows = torch.arange(len(cosines))
        cosines[rows, rows + start] = -1.0
        found.append(cosines.max(1).values)
    return torch.cat(found)


@torch.no_grad()
def one_to_one(a: Float[Tensor, "n d_in"], b: Float[Tensor, "m d_in"]) -> Matches:
    """Pairs, the largest cosine first: in every round all that are each other's nearest among the
    rows that are left. A row without a partner has cosine 0."""
    a, b = unit_rows(a), unit_rows(b)
    found = Matches(torch.zeros(len(a)), torch.full((len(a),), -1))
    left, free = torch.arange(len(a)), torch.arange(len(b))
    while len(left) and len(free):
        of_row, of_column = nearest_both_ways(a[left], b[free])
        mutual = of_column.features[of_row.features] == torch.arange(len(left))
        rows, columns = left[mutual], free[of_row.features[mutual]]
        found.cosines[rows], found.features[rows] = of_row.cosines[mutual], columns
        left = left[~mutual]
        free = free[~torch.isin(free, columns)]
    return found


def nearest_both_ways(
    a: Float[Tensor, "n d_in"], b: Float[Tensor, "m d_in"]
) -> tuple[Matches, Matches]:
    """Of unit rows: the nearest of `b` for every row of `a`, and the reverse, from one product, so
    that both see the same rounding. Of equal ones the first counts."""
    of_row, of_column = [], Matches(torch.full((len(b),), -2.0), torch.full((len(b),), -1))
    for start in range(0, len(a), BLOCK):
        cosines = a[start : start + BLOCK] @ b.T
        of_row.append(cosines.max(1))
        top = cosines.max(0)
        better = top.values > of_column.cosines
        of_column.cosines[better] = top.values[better]
        of_column.features[better] = top.indices[better] + start
    values, features = (torch.cat(parts) for parts in zip(*of_row, strict=True))
    return Matches(values, features), of_column


def chance(n: int, d_in: int) -> float:
    """The mean of the largest of n cosines between random directions, isotropic in d_in dimensions.

    The cosine has density ~ (1 - t^2)^((d_in - 3) / 2) and distribution G, so the mean of the
    largest is 1 - integral of G(t)^n over -1..1.
    """
    angle = torch.linspace(0, torch.pi, 200_001, dtype=torch.float64)  # t = -cos(angle)
    density = angle.sin() ** max(d_in - 2, 0)
    G = torch.cumulative_trapezoid(density, angle)
    G = torch.cat([G.new_zeros(1), G / G[-1]])
    return 1 - float(torch.trapezoid(G**n * angle.sin(), angle))


def refuse_itself(own: Artifact, others: Sequence[Artifact]) -> None:
    if not others:
        raise SondeError("Stability needs other dictionaries: --others PATH, once for each.")
    for other in others:
        if other.path.resolve() == own.path.resolve():
            raise SondeError(f"{own.path} is compared with itself: leave it out of --others.")


def refuse_other_width(dictionary: Dictionary, others: Sequence[Dictionary]) -> None:
    for other in others:
        if (other.d_in, other.d_out) != (dictionary.d_in, dictionary.d_out):
            raise SondeError(
                f"Dictionaries of d_in {dictionary.d_in} and {other.d_in} have no directions in "
                "common: compare those of one hook point."
            )
