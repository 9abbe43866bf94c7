"""What more features bring: are more concepts found, and do those that were found split?"""

from collections.abc import Mapping

import torch
from jaxtyping import Bool, Float, Int
from torch import Tensor

from sonde.miniature.claims.claim import Claim, claim, resampled
from sonde.miniature.claims.concept_claims import (
    FOUND,
    WIDE,
    Reading,
    agreements,
    leaves,
    scored_concepts,
)
from sonde.miniature.claims.evidence import Evidence
from sonde.miniature.claims.matching import LEVELS, Tally, tally
from sonde.miniature.claims.study import Study


def growth(
    by_size: Mapping[int, Reading],
    at_random: Mapping[int, Reading],
    splits: tuple[Evidence, Evidence],
) -> Claim:
    """How many more concepts have a feature of their own in the largest dictionary than in the
    smallest."""
    able = scored_concepts(splits) & leaves(splits[0].names)
    sizes = sorted(by_size)
    small, large = sizes[0], sizes[-1]

    def found(reading: Reading) -> Bool[Tensor, " concepts"]:
        return agreements(reading, splits)[able] >= FOUND

    own = {n: found(reading) for n, reading in by_size.items()}
    chance = {n: found(at_random[n]) for n in (small, large)}
    shares = ", ".join(f"{float(own[n].float().mean()):.0%} with {n:,}" for n in sizes)
    return claim(
        "larger dictionaries find more",
        f"The more features, the more concepts have one of their own: {shares}.",
        f"share of {int(able.sum())} concepts found (agreement of {FOUND}) among {large:,} features"
        f", less that among {small:,}; interval: other concepts",
        resampled(own[large].float() - own[small].float()),
        {
            "no more": resampled(torch.zeros(int(able.sum()))),
            "random directions": resampled(chance[large].float() - chance[small].float()),
        },
    )


def splitting(study: Study) -> Claim:
    """How many features stand for the same concept, in dictionaries of growing size."""
    counts = {n: features_per_concept(r, study.splits) for n, r in study.by_size.items()}
    sizes = sorted(counts)
    small, large = sizes[0], sizes[-1]
    found = counts[small] > 0
    chance = [features_per_concept(study.at_random[n], study.splits) for n in (small, large)]
    return claim(
        "features split",
        "In a larger dictionary a concept is divided among more features.",
        f"how many more features a concept has among {large:,} than among {small:,}, over the "
        f"{int(found.sum())} concepts that these find; interval: other concepts",
        resampled((counts[large] - counts[small])[found].float()),
        {
            "no more": resampled(torch.zeros(int(found.sum()))),
            "random directions": resampled((chance[1] - chance[0])[found].float()),
        },
        curves={
            "features per concept": {
                "mean": {
                    "x": [float(size) for size in sizes],
                    "y": [float(counts[size][found].float().mean()) for size in sizes],
                }
            }
        },
    )


def features_per_concept(
    reading: Reading, splits: tuple[Evidence, Evidence], at_least: float = 0.5
) -> Int[Tensor, " n_concepts"]:
    """Features whose firings above a fifth of the maximum are mostly on one narrow concept: on it
    more than on any other on the choosing split, and mostly on it on the scoring split too."""
    narrow = splits[0].frequency() < WIDE
    chosen, n_chosen = precision(reading.counted)
    best = chosen.masked_fill(~narrow[:, None], -1).max(0)
    fresh, n_fresh = precision(tally(reading.scoring, splits[1]))
    again = fresh.gather(0, best.indices[None])[0]
    stands = (best.values >= at_least) & (n_chosen >= 10)
    stands &= (again >= at_least) & (n_fresh >= 5)
    return best.indices[stands].bincount(minlength=len(narrow))


def precision(
    counted: Tally,
) -> tuple[Float[Tensor, "n_concepts size"], Int[Tensor, " size"]]:
    """Share of each feature's firings above a fifth of its maximum that are on each concept, and
    how many these are."""
    level = LEVELS.index(0.2)
    said = counted.fired[:, level] - counted.beside[:, :, level]
    return counted.on[:, :, level] / said.clamp_min(1), counted.fired[:, level]
