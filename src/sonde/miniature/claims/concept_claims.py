"""Do features match concepts: found, how purely, the more often the more frequent?"""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

import torch
from jaxtyping import Bool, Float, Int
from torch import Tensor

from sonde.dictionary.dictionary import Dictionary
from sonde.miniature.claims.claim import (
    DRAWS,
    Claim,
    Estimate,
    claim,
    estimate,
    resampled,
    resampled_too,
)
from sonde.miniature.claims.evidence import Evidence
from sonde.miniature.claims.matching import (
    EVEN,
    LEVELS,
    Match,
    Readings,
    Scores,
    Tally,
    agreement_of_features,
    best_features,
    score,
    tally,
)
from sonde.miniature.claims.ranking import Ranked, probed
from sonde.miniature.claims.readers import of_dictionary
from sonde.miniature.concepts import concepts

FEWEST = 30  # tokens of a concept on either split, below which it is not scored
WIDE = 0.05  # share of the tokens from which a concept says little of a feature
FOUND = 0.5  # agreement on the scoring split from which a concept counts as found


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
    return read(*of_dictionary(dictionary, splits), splits)


def scored_concepts(splits: tuple[Evidence, Evidence]) -> Bool[Tensor, " n_concepts"]:
    """Those with enough tokens on both splits."""
    counts = [s.active.concepts.bincount(minlength=len(s.names)) for s in splits]
    return (counts[0] >= FEWEST) & (counts[1] >= FEWEST)


def mean_f1(reading: Reading, scored: Bool[Tensor, " n_concepts"]) -> Estimate:
    scores = reading.scores
    return resampled_too(scores.f1[scored], scores.resampled_f1[:, scored])


def mean_auroc(ranked: Ranked, scored: Bool[Tensor, " n_concepts"]) -> Estimate:
    return resampled_too(ranked.auroc[scored], ranked.resampled[:, scored])


def found(
    readings: Mapping[str, Reading],
    ranked: Mapping[str, Ranked],
    splits: tuple[Evidence, Evidence],
) -> list[Claim]:
    """The reading called "dictionary" against the others."""
    scored = scored_concepts(splits)
    f1 = {name: mean_f1(reading, scored) for name, reading in readings.items()}
    auroc = {name: mean_auroc(one, scored) for name, one in ranked.items()}
    probe = probed(splits)
    learnt = resampled_too(probe.auroc[scored], probe.resampled[:, scored])
    over = f"mean over {int(scored.sum())} concepts; interval: other documents and concepts"
    both = {
        "F1": {name: best_first(reading.scores.f1[scored]) for name, reading in readings.items()},
        "AUROC": {name: best_first(one.auroc[scored]) for name, one in ranked.items()},
    }
    return [
        claim(
            "features match concepts",
            "For a concept of the world there is a feature that fires on it and not elsewhere, "
            "more nearly so than with any other reader.",
            f"F1 of the best feature, {over}",
            f1.pop("dictionary"),
            f1,
            curves={"F1 by concept, best first": both["F1"]},
            table=by_concept(readings["dictionary"], ranked["dictionary"], scored, splits[1]),
        ),
        claim(
            "features rank concepts",
            "For a concept there is a feature whose pre-code is higher on its tokens than "
            f"elsewhere. A linear probe that learnt from the labels: {learnt}.",
            f"AUROC of the feature that ranks best, all readers read densely, {over}",
            auroc.pop("dictionary"),
            auroc,
            curves={"AUROC by concept, best first": both["AUROC"]},
        ),
    ]


def best_first(values: Float[Tensor, " n"]) -> dict[str, list[float]]:
    return {
        "x": [*map(float, range(1, len(values) + 1))],
        "y": values.sort().values.flip(0).tolist(),
    }


def by_concept(
    reading: Reading, ranked: Ranked, scored: Bool[Tensor, " n_concepts"], scoring: Evidence
) -> list[dict[str, Any]]:
    """A line for every concept: its feature and how well that does on held-out tokens, the one that
    ranks it best and its AUROC there."""
    tokens = scoring.active.concepts.bincount(minlength=len(scoring.names))
    return [
        {
            "concept": scoring.names[i],
            "tokens": int(tokens[i]),
            "feature": int(reading.match.features[i]),
            "F1": float(reading.scores.f1[i]),
            "precision": float(reading.scores.precision[i]),
            "recall": float(reading.scores.recall[i]),
            "ranked by": int(ranked.features[i]),
            "AUROC": float(ranked.auroc[i]),
        }
        for i in scored.nonzero()[:, 0].tolist()
    ]


def completeness(
    by_size: Mapping[int, Reading],
    others: Mapping[str, Reading],
    splits: tuple[Evidence, Evidence],
) -> Claim:
    """The curve of the paper's section on completeness: found or not, by frequency and size. Both
    the feature and its score are by agreement, which the base rate does not move; and concepts are
    compared with others of their kind, for kinds differ in much besides. A concept that others are
    instances of is left out: it is as frequent as it is wide."""
    scored = scored_concepts(splits) & leaves(splits[0].names)
    frequency = splits[0].frequency()[scored]
    names = [name for name, ok in zip(splits[0].names, scored.tolist(), strict=True) if ok]
    named = {f"{size:,} features": reading for size, reading in by_size.items()} | {**others}
    fits = {name: agreements(reading, splits)[scored] for name, reading in named.items()}
    sizes = sorted(by_size)
    largest = f"{sizes[-1]:,} features"
    order = frequency.argsort(descending=True, stable=True)
    shares = [float((fits[f"{size:,} features"] >= FOUND).float().mean()) for size in sizes]
    kinds = [concepts()[name].kind for name in names]

    def rise(fit: Tensor) -> Estimate:
        return rise_with_frequency(frequency, fit, kinds)

    return claim(
        "frequent concepts first",
        "The more frequent a concept, the better a feature stands for it. "
        f"Found, at an agreement of {FOUND}: {shares[-1]:.0%} of {len(names)} concepts.",
        "rise of the agreement (kappa at one base rate for all, "
        f"{EVEN:.0%}) per tenfold frequency, among concepts of a kind; interval: other concepts",
        rise(fits[largest]),
        {"frequencies shuffled": rise_by_chance(frequency, fits[largest], kinds)}
        | {name: rise(fits[name]) for name in others},
        curves={
            "share found by rank of frequency": {
                name: share_found(fit[order]) for name, fit in fits.items()
            },
            "share found by number of features": {
                "dictionary": {"x": [float(size) for size in sizes], "y": shares}
            },
        },
    )


def leaves(names: Sequence[str]) -> Bool[Tensor, " n_concepts"]:
    """Those that no other is an instance of."""
    parents = {concept.parent for concept in concepts().values()}
    return torch.tensor([name not in parents for name in names])


def rise_with_frequency(
    frequency: Float[Tensor, " n"], fit: Float[Tensor, " n"], kinds: Sequence[str], seed: int = 0
) -> Estimate:
    """Slope of `fit` in log10 frequency, the means of each kind taken out."""
    of = numbered(kinds)
    generator = torch.Generator().manual_seed(seed)
    chosen = torch.randint(len(of), (DRAWS, len(of)), generator=generator)
    x, y = frequency.double().log10(), fit.double()
    value = slope_within(x[None], y[None], of[None])
    return estimate(float(value), slope_within(x[chosen], y[chosen], of[chosen]))


def rise_by_chance(
    frequency: Float[Tensor, " n"], fit: Float[Tensor, " n"], kinds: Sequence[str], seed: int = 0
) -> Estimate:
    """The same when every concept has the fit of any of its kind."""
    of = numbered(kinds)
    generator = torch.Generator().manual_seed(seed)
    places = of.argsort(stable=True)
    drawn = (of + torch.rand(DRAWS, len(of), generator=generator)).argsort(1)
    shuffled = torch.zeros(DRAWS, len(of), dtype=torch.float64)
    shuffled[:, places] = fit.double()[drawn]
    x = frequency.double().log10().expand(DRAWS, -1)
    found = slope_within(x, shuffled, of.expand(DRAWS, -1))
    return estimate(float(found.nanmean()), found)


def numbered(kinds: Sequence[str]) -> Int[Tensor, " n"]:
    order = {kind: i for i, kind in enumerate(dict.fromkeys(kinds))}
    return torch.tensor([order[kind] for kind in kinds])


def slope_within(
    x: Float[Tensor, "draws n"], y: Float[Tensor, "draws n"], groups: Int[Tensor, "draws n"]
) -> Float[Tensor, " draws"]:
    x_left, y_left = (without_means(part, groups) for part in (x, y))
    return (x_left * y_left).sum(1) / x_left.square().sum(1)


def without_means(
    values: Float[Tensor, "draws n"], groups: Int[Tensor, "draws n"]
) -> Float[Tensor, "draws n"]:
    """Each value less the mean of its group in its row."""
    zeros = torch.zeros(len(values), int(groups.max()) + 1, dtype=values.dtype)
    sizes = zeros.scatter_add(1, groups, torch.ones_like(values))
    return values - (zeros.scatter_add(1, groups, values) / sizes).gather(1, groups)


def agreements(reading: Reading, splits: tuple[Evidence, Evidence]) -> Float[Tensor, " n_concepts"]:
    """On the scoring split, of the feature and level that agree best on the choosing split."""
    match = best_features(reading.counted, agreement_of_features)
    return score(match, reading.scoring, splits[1]).agreement


def share_found(fit: Float[Tensor, " n_concepts"], bins: int = 8) -> dict[str, list[float]]:
    """Share of concepts found, in equal bins from the most frequent to the rarest."""
    parts = fit.tensor_split(bins)
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
            "When any feature fires strongly, the concept that fits it best is there more often "
            "than with any other reader.",
            "mean precision at half of a feature's maximum, over features that fired there; "
            "interval: other features",
            {name: purity(reading, splits) for name, reading in readings.items()},
        ),
        at_half(
            "strong firings of a concept's feature are specific",
            "When the feature chosen for a concept fires strongly, the concept is there more often "
            "than with any other reader.",
            "mean precision at half of its maximum, over concepts; 0 where it never fired; "
            "interval: other concepts",
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
