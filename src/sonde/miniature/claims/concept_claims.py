"""Do features match concepts: found, how purely, the more often the more frequent?"""

from typing import NamedTuple

import torch
from jaxtyping import Bool, Float
from torch import Tensor

from sonde.dictionary.dictionary import Dictionary
from sonde.miniature.claims.claim import Claim, Estimate, claim, correlated, estimate, resampled
from sonde.miniature.claims.evidence import Evidence
from sonde.miniature.claims.matching import (
    LEVELS,
    Match,
    Readings,
    Scores,
    Tally,
    best_features,
    score,
    tally,
)
from sonde.miniature.claims.readers import dictionary_readings

FEWEST = 30  # tokens of a concept on either split, below which it is not scored
WIDE = 0.05  # share of the tokens from which a concept says little of a feature
FOUND = 0.5  # F1 from which a concept counts as found


class Reading(NamedTuple):
    """One reader of the activations: its codes on both splits, and its best features."""

    choosing: Readings
    scoring: Readings
    counted: Tally  # on the choosing split
    match: Match
    scores: Scores


def read(choosing: Readings, scoring: Readings, splits: tuple[Evidence, Evidence]) -> Reading:
    counted = tally(choosing, splits[0])
    match = best_features(counted)
    return Reading(choosing, scoring, counted, match, score(match, scoring, splits[1]))


def dictionary_reading(dictionary: Dictionary, splits: tuple[Evidence, Evidence]) -> Reading:
    choosing = dictionary_readings(dictionary, splits[0])
    return read(choosing, dictionary_readings(dictionary, splits[1], choosing.maximum), splits)


def scored_concepts(splits: tuple[Evidence, Evidence]) -> Bool[Tensor, " n_concepts"]:
    """Those with enough tokens on both splits."""
    counts = [s.active.concepts.bincount(minlength=len(s.names)) for s in splits]
    return (counts[0] >= FEWEST) & (counts[1] >= FEWEST)


def mean_f1(reading: Reading, scored: Bool[Tensor, " n_concepts"]) -> Estimate:
    """Over concepts; the interval is that of other documents."""
    f1 = reading.scores.f1[scored]
    return estimate(float(f1.mean()), reading.scores.resampled_f1[:, scored].nanmean(1))


def found(readings: dict[str, Reading], splits: tuple[Evidence, Evidence]) -> list[Claim]:
    """`readings["dictionary"]` against the others."""
    scored = scored_concepts(splits)
    f1 = {name: mean_f1(reading, scored) for name, reading in readings.items()}
    auroc = {name: resampled(r.scores.auroc[scored]) for name, r in readings.items()}
    return [
        claim(
            "features match concepts",
            "For a concept of the world there is a feature that fires on it and on little else.",
            "mean F1 of the best feature, over concepts",
            f1.pop("dictionary"),
            f1,
        ),
        claim(
            "features rank concepts",
            "The feature chosen for a concept is higher on its tokens than elsewhere.",
            "mean AUROC of the same features, over concepts",
            auroc.pop("dictionary"),
            auroc,
        ),
    ]


def completeness(
    by_size: dict[int, Reading],
    others: dict[str, Reading],
    splits: tuple[Evidence, Evidence],
) -> Claim:
    """The curve of the paper's section on completeness: found or not, by frequency and size.
    A reader that knows nothing has a higher F1 for a frequent concept too: the others show it."""
    scored = scored_concepts(splits)
    frequency = splits[1].frequency()[scored]
    largest = by_size[max(by_size)].scores.f1[scored]
    order = frequency.argsort(descending=True)
    curves = {
        f"{size:,} features": share_found(reading.scores.f1[scored][order])
        for size, reading in by_size.items()
    }
    shuffled = largest[torch.randperm(len(largest), generator=torch.Generator().manual_seed(0))]
    return claim(
        "frequent concepts first",
        "The more frequent a concept, the likelier a feature stands for it.",
        "rank correlation of a concept's frequency with its F1",
        correlated(frequency, largest),
        {"frequencies shuffled": correlated(frequency, shuffled)}
        | {name: correlated(frequency, r.scores.f1[scored]) for name, r in others.items()},
        curves={"share found by rank of frequency": curves},
    )


def share_found(f1: Float[Tensor, " n_concepts"], bins: int = 8) -> dict[str, list[float]]:
    """Share of concepts found, in equal bins from the most frequent to the rarest."""
    parts = f1.tensor_split(bins)
    return {
        "x": [(i + 0.5) / bins for i in range(bins)],
        "y": [float((part >= FOUND).float().mean()) for part in parts],
    }


def specificity(readings: dict[str, Reading], splits: tuple[Evidence, Evidence]) -> list[Claim]:
    """How purely features keep to one concept, by the strength of firing: all features, and those
    chosen for a concept."""
    scored = scored_concepts(splits)
    return [
        at_half(
            "strong firings are specific",
            "When any feature fires strongly, the concept that fits it best is there.",
            "mean precision at half of a feature's maximum, over features that fired there",
            {name: purity(reading, splits) for name, reading in readings.items()},
        ),
        at_half(
            "strong firings of a concept's feature are specific",
            "When the feature chosen for a concept fires strongly, the concept is there.",
            "mean precision at half of its maximum, over concepts; 0 where it never fired",
            {name: precision_of_chosen(r, splits)[:, scored] for name, r in readings.items()},
        ),
    ]


def at_half(
    name: str, says: str, unit: str, per_level: dict[str, Float[Tensor, "n_levels n"]]
) -> Claim:
    """The claim at half of the maximum, with the curve over all levels."""
    strong = LEVELS.index(0.5)
    found = {reader: resampled(rows[strong]) for reader, rows in per_level.items()}
    return claim(
        name,
        says,
        unit,
        found.pop("dictionary"),
        found,
        curves={
            "precision by share of the maximum": {
                reader: {"x": list(LEVELS), "y": [float(row.nanmean()) for row in rows]}
                for reader, rows in per_level.items()
            }
        },
    )


def precision_of_chosen(
    reading: Reading, splits: tuple[Evidence, Evidence]
) -> Float[Tensor, "n_levels n_concepts"]:
    """On the scoring split, of each concept's feature."""
    fresh, chosen = tally(reading.scoring, splits[1]), reading.match.features
    here = torch.arange(len(chosen))
    said = fresh.fired[chosen] - fresh.beside[here, chosen]
    return (fresh.on[here, chosen] / said.clamp_min(1)).T


def purity(
    reading: Reading, splits: tuple[Evidence, Evidence], fewest: int = 5
) -> Float[Tensor, "n_levels size"]:
    """Precision of every feature for the concept chosen for it on the first split. NaN where it
    fired fewer than `fewest` times. The widest concepts (over 5 % of tokens) do not count."""
    narrow = splits[0].frequency() < WIDE
    counted, fresh = reading.counted, tally(reading.scoring, splits[1])
    rows = []
    for level in range(len(LEVELS)):
        said = counted.fired[:, level] - counted.beside[:, :, level]
        share = counted.on[:, :, level] / said.clamp_min(fewest)
        chosen = share.masked_fill(~narrow[:, None], -1).argmax(0)
        here = torch.arange(len(chosen))
        firings = fresh.fired[:, level] - fresh.beside[chosen, here, level]
        precision = fresh.on[chosen, here, level] / firings.clamp_min(1)
        rows.append(torch.where(firings >= fewest, precision, torch.nan))
    return torch.stack(rows)
