"""Does one feature stand for a concept in all five languages?"""

from random import Random

import torch
from jaxtyping import Bool, Float
from torch import Tensor

from sonde.miniature.claims.claim import Claim, claim, resampled
from sonde.miniature.claims.concept_claims import FEWEST
from sonde.miniature.claims.evidence import Evidence, gather
from sonde.miniature.claims.matching import by_concept
from sonde.miniature.claims.ranking import area
from sonde.miniature.claims.readers import dictionary_readings
from sonde.miniature.claims.study import Study
from sonde.miniature.concepts import LANGUAGE_CONCEPTS, things
from sonde.miniature.dice import Dice
from sonde.miniature.grammar import LANGUAGES
from sonde.miniature.scenes import says, topics
from sonde.miniature.setting import Setting
from sonde.miniature.templates import Page
from sonde.miniature.world import WorldDocument

PAIRS_SEED = 43_000


def across_languages(study: Study) -> Claim:
    """Of the concepts that have names: how well the feature that ranks best over all languages does
    in the language where it does worst. All readers are read densely."""
    tables = {
        name: per_language(one.columns, study.splits[1]) for name, one in study.ranked.items()
    }
    worst = {name: table.min(0).values for name, table in tables.items()}  # NaN where any is
    scored = torch.stack(list(worst.values())).isnan().logical_not().all(0)
    found = {name: resampled(values[scored]) for name, values in worst.items()}
    lines = {
        name: {
            "x": list(range(len(LANGUAGES))),
            "y": [float(row.nanmean()) for row in table[:, scored]],
        }
        for name, table in tables.items()
    }
    return claim(
        "features are multilingual",
        "The same feature ranks a concept's tokens highest in all five languages.",
        "AUROC of a concept's feature in the language where it is lowest, mean over "
        f"{int(scored.sum())} concepts; interval: other concepts",
        found.pop("dictionary"),
        found,
        curves={f"AUROC by language ({', '.join(LANGUAGES)})": lines},
    )


def per_language(
    columns: Float[Tensor, "n n_concepts"], evidence: Evidence
) -> Float[Tensor, "n_languages n_concepts"]:
    """NaN for concepts without names, or rare in a language."""
    found = torch.full((len(LANGUAGES), len(evidence.names)), torch.nan)
    near = by_concept(evidence.about, len(evidence.names))
    for row, language in enumerate(LANGUAGES):
        spoken = evidence.has(LANGUAGE_CONCEPTS[language])
        for number, name in enumerate(evidence.names):
            if name not in things():
                continue
            here = spoken.clone()
            here[near[number]] = False  # tells about it: counts neither way
            truth = evidence.has(name)[here]
            if int(truth.sum()) >= FEWEST // 3:
                found[row, number] = area(columns[here, number], truth)
    return found


def parallel_sentences(study: Study) -> Claim:
    """Features active on a sentence and on its translation, against two unrelated sentences."""
    n = 60 if study.config.quick else 300
    pairs = [pair(Dice(Random(f"pair {PAIRS_SEED} {i}"))) for i in range(n)]
    sides = [active_sets(study, [sentences[side] for sentences in pairs], n) for side in (0, 1)]
    same = torch.tensor([overlap(a, b) for a, b in zip(*sides, strict=True)])
    shifted = sides[1][1:] + sides[1][:1]
    other = torch.tensor([overlap(a, b) for a, b in zip(sides[0], shifted, strict=True)])
    return claim(
        "translations share features",
        "A sentence and its translation share more features than two unrelated sentences do.",
        "overlap (Jaccard) of the features active on English and on another language, mean over "
        f"{n} sentences; interval: other sentences",
        resampled(same),
        {"unrelated sentences": resampled(other)},
    )


def pair(dice: Dice) -> tuple[WorldDocument, WorldDocument]:
    """One sentence of the world in English and in another language."""
    topic = topics().draw(dice)
    setting = Setting(dice, topic)
    meaning, other = dice.pick(says(topic)), dice.pick(LANGUAGES[1:])

    def said(language: str) -> WorldDocument:
        page = Page(dice)
        page.say(meaning, language, setting)
        return WorldDocument(page.text, tuple(page.spans), language, "sentence")

    return said("en"), said(other)


def active_sets(
    study: Study, documents: list[WorldDocument], n: int
) -> list[Bool[Tensor, " dictionary_size"]]:
    """The features that fire on each document."""
    evidence = gather(study.source, documents, name="sentences")
    codes = dictionary_readings(study.dictionary, evidence).codes
    found = torch.zeros(n, study.dictionary.size, dtype=torch.bool)
    found[evidence.documents[codes.rows], codes.features] = True
    return list(found)


def overlap(a: Tensor, b: Tensor) -> float:
    return float((a & b).sum() / (a | b).sum().clamp_min(1))
