"""What more features bring: are more concepts found, and do those that were found split?"""

from collections.abc import Mapping, Sequence

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
from sonde.miniature.claims.matching import (
    LEVELS,
    Tally,
    agreement_of_features,
    best_features,
    tally,
)
from sonde.miniature.claims.study import Study
from sonde.miniature.concepts import concepts, things


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


def families(study: Study) -> Claim:
    """With whom a concept shares a feature before the dictionary is large enough for one of its
    own: with its relatives, if features split as the hierarchy does."""
    sizes = sorted(study.by_size)
    small, large = sizes[0], sizes[-1]
    splits, names = study.splits, study.splits[0].names
    able = scored_concepts(splits) & torch.tensor([name in things() for name in names])
    able &= leaves(names)
    own = {n: agreements(study.by_size[n], splits) >= FOUND for n in (small, large)}
    split = able & own[large] & ~own[small]
    scoring = splits[1]
    tokens = scoring.active.concepts.bincount(minlength=len(names))
    return claim(
        "features split along the hierarchy",
        f"A concept that has a feature of its own among {large:,} but not among {small:,} shares "
        "one with its relatives there.",
        "share of the firings of its best feature among the few, on other things than itself, that "
        f"are on things of one parent with it, mean over {int(split.sum())} concepts; interval: "
        "other concepts",
        resampled(share_of_kin(firings_of_best(study.by_size[small], splits), names)[split]),
        {
            "any firing": resampled(share_of_kin(tokens.expand(len(names), -1), names)[split]),
            "random directions": resampled(
                share_of_kin(firings_of_best(study.at_random[small], splits), names)[split]
            ),
        },
    )


def firings_of_best(
    reading: Reading, splits: tuple[Evidence, Evidence]
) -> Int[Tensor, "n_concepts n_concepts"]:
    """How often the feature that agrees best with each concept on the choosing split fires on every
    concept of the scoring split."""
    match = best_features(reading.counted, agreement_of_features)
    return tally(reading.scoring, splits[1]).on[:, match.features, match.levels].T


def share_of_kin(
    firings: Int[Tensor, "n_concepts n_concepts"], names: Sequence[str]
) -> Float[Tensor, " n_concepts"]:
    """Of each row's firings on other narrow things, the share on those with the same parent. NaN
    where there are none."""
    parents = [concepts()[name].parent if name in things() else None for name in names]
    other = torch.tensor([name in things() for name in names]) & leaves(names)
    beside = other & ~torch.eye(len(names), dtype=torch.bool)
    akin = beside & torch.tensor([[a is not None and a == b for b in parents] for a in parents])
    on_kin, on_all = (firings.double().mul(where).sum(1) for where in (akin, beside))
    return torch.where(on_all > 0, on_kin / on_all, torch.nan)


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
