"""What more features bring: are more concepts found, and do those that were found split?"""

from collections.abc import Mapping

import torch
from jaxtyping import Bool, Float, Int
from torch import Tensor

from sonde.miniature.claims.claim import Claim, Estimate, claim, resampled
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
    at,
    best_features,
    fires,
    tally,
)
from sonde.miniature.concepts import concepts, things

Ladder = Mapping[int, Reading]  # of one reader, by number of features


def growth(
    by_size: Ladder, beside: Mapping[str, Ladder], splits: tuple[Evidence, Evidence]
) -> Claim:
    """How many more concepts have a feature of their own in the largest dictionary than in the
    smallest."""
    able = scored_concepts(splits) & leaves(splits[0].names)
    sizes = sorted(by_size)
    small, large = sizes[0], sizes[-1]

    def found(reading: Reading) -> Bool[Tensor, " concepts"]:
        return agreements(reading, splits)[able] >= FOUND

    def rise(ladder: Ladder) -> Estimate:
        return resampled(found(ladder[large]).float() - found(ladder[small]).float())

    own = {n: float(found(reading).float().mean()) for n, reading in by_size.items()}
    shares = ", ".join(f"{own[n]:.0%} with {n:,}" for n in sizes)
    return claim(
        "larger dictionaries find more",
        f"The more features, the more concepts have one of their own: {shares}.",
        f"share of {int(able.sum())} concepts found (agreement of {FOUND}) among {large:,} features"
        f", less that among {small:,}; interval: other concepts",
        rise(by_size),
        {
            "no more": resampled(torch.zeros(int(able.sum()))),
            **{name: rise(ladder) for name, ladder in beside.items()},
        },
    )


def splitting(
    by_size: Ladder, beside: Mapping[str, Ladder], splits: tuple[Evidence, Evidence]
) -> Claim:
    """How many features stand for the same concept, in dictionaries of growing size."""
    counts = {n: features_per_concept(reading, splits) for n, reading in by_size.items()}
    sizes = sorted(counts)
    small, large = sizes[0], sizes[-1]
    found = counts[small] > 0

    def rise(ladder: Ladder) -> Estimate:
        few, many = (features_per_concept(ladder[n], splits) for n in (small, large))
        return resampled((many - few)[found].float())

    return claim(
        "features split",
        "In a larger dictionary a concept is divided among more features.",
        f"how many more features a concept has among {large:,} than among {small:,}, over the "
        f"{int(found.sum())} concepts that these find; interval: other concepts",
        resampled((counts[large] - counts[small])[found].float()),
        {
            "no more": resampled(torch.zeros(int(found.sum()))),
            **{name: rise(ladder) for name, ladder in beside.items()},
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


def families(
    by_size: Ladder, beside: Mapping[str, Ladder], splits: tuple[Evidence, Evidence]
) -> Claim:
    """With whom a concept shares a feature before the dictionary is large enough for one of its
    own: with its relatives, if features split as the hierarchy does."""
    small, large = min(by_size), max(by_size)
    names = splits[0].names
    able = scored_concepts(splits) & torch.tensor([name in things() for name in names])
    able &= leaves(names)
    own = {n: fits(by_size[n]) >= FOUND for n in (small, large)}
    split = able & own[large] & ~own[small]

    def shared(ladder: Ladder) -> Estimate:
        match = best_features(ladder[small].counted, agreement_of_features)
        said = fires(match, ladder[small].scoring, len(splits[1].x))
        return resampled(share_of_kin(said, splits[1])[split])

    anywhere = torch.ones(len(splits[1].x), len(names), dtype=torch.bool)
    return claim(
        "features split along the hierarchy",
        f"What has a feature of its own among {large:,} but not among {small:,} shares one with "
        "its relatives there, more than chance would.",
        "share of the firings of its best feature among the few, on other things than itself, that "
        "are on things of one parent with it, tokens that end its own names left out; mean over "
        f"{int(split.sum())} concepts; interval: other concepts",
        shared(by_size),
        {
            "any firing": resampled(share_of_kin(anywhere, splits[1])[split]),
            **{name: shared(ladder) for name, ladder in beside.items()},
        },
    )


def fits(reading: Reading) -> Float[Tensor, " n_concepts"]:
    """The agreement of each concept's feature on the choosing split."""
    return best_features(reading.counted, agreement_of_features).fit


def share_of_kin(
    said: Bool[Tensor, "n n_concepts"], evidence: Evidence
) -> Float[Tensor, " n_concepts"]:
    """Of the tokens said for each concept that end the names of other narrow things, and none of
    its own, the share that is of things with the same parent. NaN where there are none."""
    names = evidence.names
    narrow = torch.tensor([name in things() for name in names]) & leaves(names)
    parents = [concepts()[name].parent if name in things() else None for name in names]
    truth = at(evidence.active, said.shape)
    found = torch.full((len(names),), torch.nan)
    for i in narrow.nonzero().flatten().tolist():
        own_ends = evidence.tokens[truth[:, i]].unique()
        here = truth[said[:, i] & ~torch.isin(evidence.tokens, own_ends)]
        kin = torch.tensor([parents[i] is not None and parent == parents[i] for parent in parents])
        n_kin, n_all = (int(here[:, of].any(1).sum()) for of in (narrow & kin, narrow))
        found[i] = n_kin / n_all if n_all else torch.nan
    return found


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
