"""Where features lie: do neighbours mean related things, do they split as they grow many?"""

import torch
from jaxtyping import Bool, Float, Int
from torch import Tensor

from sonde.miniature.claims.claim import (
    DRAWS,
    Claim,
    Estimate,
    claim,
    estimate,
    rank_correlation,
    resampled,
)
from sonde.miniature.claims.concept_claims import WIDE, Reading
from sonde.miniature.claims.matching import LEVELS
from sonde.miniature.claims.study import Study
from sonde.miniature.concepts import ancestors, concepts, things

FITS = 0.3  # F1 on the choosing split from which a concept's feature is compared with others


def neighbourhoods(study: Study) -> list[Claim]:
    """Nearest decoder directions against the hierarchy of the concepts."""
    chosen = [
        (name, int(study.reading.match.features[i]))
        for i, name in enumerate(study.splits[0].names)
        if name in things() and float(study.reading.match.f1[i]) >= FITS
    ]
    names = [name for name, feature in chosen]
    directions = study.dictionary.W_dec[torch.tensor([feature for _, feature in chosen])]
    features = torch.tensor([feature for _, feature in chosen])
    cosines = directions @ directions.T
    cosines[features[:, None] == features[None]] = -1  # one feature chosen for two concepts
    related = torch.tensor([[kinship(a, b) for b in names] for a in names]).float()
    measures = {"neighbours": (purity(cosines, names), "share with the same parent")}
    shuffled = shuffled_purity(cosines, names)
    ranks = correlation(cosines, related)
    return [
        claim(
            "neighbours are of a kind",
            "The nearest feature of a concept's feature stands for a related concept.",
            f"{measures['neighbours'][1]}, over {len(names)} concepts with a feature",
            resampled(measures["neighbours"][0]),
            {"labels shuffled": shuffled},
        ),
        claim(
            "geometry follows the hierarchy",
            "The closer two concepts are in the hierarchy, the closer their directions.",
            "rank correlation of cosine and kinship over pairs of concepts",
            ranks[0],
            {"labels shuffled": ranks[1]},
        ),
    ]


def kinship(a: str, b: str) -> int:
    """Number of groups that two concepts share; of the same family, one more."""
    return len({*ancestors(a)} & {*ancestors(b)}) + (concepts()[a].kind == concepts()[b].kind)


def purity(cosines: Float[Tensor, "n n"], names: list[str]) -> Float[Tensor, " n"]:
    """1 where the nearest other concept has the same parent."""
    nearest = cosines.argmax(1).tolist()
    parents = [concepts()[name].parent for name in names]
    return torch.tensor([float(parents[i] == parents[j]) for i, j in enumerate(nearest)])


def shuffled_purity(cosines: Float[Tensor, "n n"], names: list[str]) -> Estimate:
    generator = torch.Generator().manual_seed(0)
    draws = []
    for _ in range(200):
        order = torch.randperm(len(names), generator=generator).tolist()
        draws.append(float(purity(cosines, [names[i] for i in order]).mean()))
    return estimate(sum(draws) / len(draws), torch.tensor(draws))


def correlation(
    cosines: Float[Tensor, "n n"], related: Float[Tensor, "n n"]
) -> tuple[Estimate, Estimate]:
    """Over pairs; the interval is that of other concepts, the control a shuffling of them."""
    n = len(cosines)
    generator = torch.Generator().manual_seed(0)
    draws, shuffles = [], []
    for _ in range(DRAWS // 5):
        some = torch.randint(n, (n,), generator=generator)
        draws.append(over_pairs(cosines[some][:, some], related[some][:, some]))
        order = torch.randperm(n, generator=generator)
        shuffles.append(over_pairs(cosines, related[order][:, order]))
    value = over_pairs(cosines, related)
    null = torch.tensor(shuffles)
    return estimate(value, torch.tensor(draws)), estimate(float(null.mean()), null)


def over_pairs(cosines: Float[Tensor, "n n"], related: Float[Tensor, "n n"]) -> float:
    """Spearman's, over the pairs of two different features; ties share their mean rank."""
    rows, columns = torch.triu_indices(len(cosines), len(cosines), 1)
    a, b = cosines[rows, columns], related[rows, columns]
    different = a > -1
    return float(rank_correlation(a[different], b[different]))


def splitting(study: Study) -> Claim:
    """How many features stand for the same concept, in dictionaries of growing size."""
    narrow = study.splits[0].frequency() < WIDE
    counts = {size: features_per_concept(r, narrow) for size, r in study.by_size.items()}
    smallest, largest = counts[min(counts)], counts[max(counts)]
    both = (smallest > 0) & (largest > 0)
    sizes = sorted(counts)
    return claim(
        "features split",
        "In a larger dictionary a concept is divided among more features.",
        f"features per concept with {max(counts):,} features, of concepts that also "
        f"{min(counts):,} features find",
        resampled(largest[both].float()),
        {f"{min(counts):,} features": resampled(smallest[both].float())},
        curves={
            "features per concept": {
                "mean": {
                    "x": [float(size) for size in sizes],
                    "y": [float(counts[size][both].float().mean()) for size in sizes],
                }
            }
        },
    )


def features_per_concept(
    reading: Reading, narrow: Bool[Tensor, " n_concepts"], at_least: float = 0.5
) -> Int[Tensor, " n_concepts"]:
    """Features whose firings above a fifth of the maximum are mostly on a narrow concept."""
    level = LEVELS.index(0.2)
    counted = reading.counted
    said = counted.fired[:, level] - counted.beside[:, :, level]
    precision = counted.on[:, :, level] / said.clamp_min(1)
    best = precision.masked_fill(~narrow[:, None], -1).max(0)
    stands = (best.values >= at_least) & (counted.fired[:, level] >= 10)
    return best.indices[stands].bincount(minlength=len(counted.active))
