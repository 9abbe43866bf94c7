"""Where features lie: do neighbours mean related things?"""

import torch
from jaxtyping import Float
from torch import Tensor

from sonde.core.maths import unit_rows
from sonde.miniature.claims.claim import (
    DRAWS,
    Claim,
    Estimate,
    claim,
    estimate,
    rank_correlation,
    resampled,
)
from sonde.miniature.claims.neurons import written_by_neurons
from sonde.miniature.claims.study import (
    NEURONS,
    RANDOM_DECODER,
    RANDOM_DIRECTIONS,
    UNTRAINED,
    Study,
)
from sonde.miniature.concepts import ancestors, concepts, things

FITS = 0.3  # F1 on the choosing split from which a concept's feature is compared with others


def neighbourhoods(study: Study) -> list[Claim]:
    """Nearest decoder directions against the hierarchy of the concepts. Beside: shuffled names, and
    the directions of readers that are no dictionary of this model, for the same concepts."""
    rows = [
        i
        for i, name in enumerate(study.splits[0].names)
        if name in things() and float(study.reading.match.fit[i]) >= FITS
    ]
    names = [study.splits[0].names[i] for i in rows]
    related = torch.tensor([[kinship(a, b) for b in names] for a in names]).float()
    cosines = {
        name: between(directions[study.readings[name].match.features[rows]])
        for name, directions in directions_of(study).items()
    }
    own = cosines.pop("dictionary")
    ranks = correlation(own, related)
    return [
        claim(
            "neighbours are of a kind",
            "The nearest feature of a concept's feature stands for a related concept.",
            "share that are its parent, a child or of one parent with it, over "
            f"{len(names)} concepts with a feature; interval: other concepts",
            resampled(purity(own, names)),
            {"labels shuffled": shuffled_purity(own, names)}
            | {name: resampled(purity(found, names)) for name, found in cosines.items()},
        ),
        claim(
            "geometry follows the hierarchy",
            "The closer two concepts are in the hierarchy, the closer their directions.",
            "rank correlation of cosine and minus the steps between two concepts in the hierarchy, "
            "over pairs; interval: other concepts",
            ranks[0],
            {"labels shuffled": ranks[1]}
            | {name: correlation(found, related)[0] for name, found in cosines.items()},
        ),
    ]


def directions_of(study: Study) -> dict[str, Float[Tensor, "size d_in"]]:
    """The directions that the readings of a study read or write."""
    found = {"dictionary": study.dictionary.W_dec}
    if NEURONS in study.readings:
        written = written_by_neurons(study.source)
        found[NEURONS] = torch.cat([written, -written])
    return found | {
        name: study.dictionaries[name].W_dec
        for name in (RANDOM_DIRECTIONS, RANDOM_DECODER, UNTRAINED)
        if name in study.readings
    }


def between(directions: Float[Tensor, "n d_in"]) -> Float[Tensor, "n n"]:
    """Cosines; -1 where one feature was chosen for two concepts."""
    cosines = unit_rows(directions) @ unit_rows(directions).T
    same = (directions[:, None] == directions[None]).all(2)
    return cosines.masked_fill(same, -1)


def kinship(a: str, b: str) -> int:
    """How near two concepts are in the hierarchy: minus the steps from one to the other, over the
    narrowest that both are instances of, or over a root of all. A concept and its parent have -1,
    two with the same parent -2."""
    first, second = [a, *ancestors(a)], [b, *ancestors(b)]
    return 2 * len({*first} & {*second}) - len(first) - len(second)


def purity(cosines: Float[Tensor, "n n"], names: list[str]) -> Float[Tensor, " n"]:
    """1 where the nearest other concept has the same parent, or is the parent or a child."""
    nearest = cosines.argmax(1).tolist()
    return torch.tensor([float(akin(names[i], names[j])) for i, j in enumerate(nearest)])


def akin(a: str, b: str) -> bool:
    parents = concepts()[a].parent, concepts()[b].parent
    return parents[0] == parents[1] or a == parents[1] or b == parents[0]


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
