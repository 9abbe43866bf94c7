"""Does one feature stand for a concept in all five languages?"""

from random import Random

import torch
from jaxtyping import Bool, Float
from torch import Tensor

from sonde.miniature.claims.claim import Claim, claim, resampled
from sonde.miniature.claims.concept_claims import Reading
from sonde.miniature.claims.evenly import pictured
from sonde.miniature.claims.evidence import Evidence, gather
from sonde.miniature.claims.matching import by_concept, fires
from sonde.miniature.claims.readers import dictionary_readings
from sonde.miniature.claims.study import Study
from sonde.miniature.concepts import LANGUAGE_CONCEPTS
from sonde.miniature.dice import Dice
from sonde.miniature.grammar import LANGUAGES
from sonde.miniature.scenes import says, topics
from sonde.miniature.setting import Setting
from sonde.miniature.templates import Page
from sonde.miniature.world import WorldDocument

PAIRS_SEED = 43_000
FEWEST = 4  # tokens of a thing in a language, below which it is not scored


def across_languages(study: Study) -> Claim:
    """Of the pictured things, told of equally often in all languages: how well the feature that
    fits best over all languages does in the one where it does worst. A rank would say little: among
    as many random directions as features one ranks a thing above most tokens in any language."""
    tables = {name: per_language(one, study.even[1]) for name, one in study.read_evenly.items()}
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
        "The same feature fires on a thing in all five languages, and hardly on anything else.",
        "F1 of a thing's feature in the language where it is lowest, mean over "
        f"{int(scored.sum())} things told of equally often; interval: other things",
        found.pop("dictionary"),
        found,
        curves={f"F1 by language ({', '.join(LANGUAGES)})": lines},
    )


def per_language(reading: Reading, evidence: Evidence) -> Float[Tensor, "n_languages n_concepts"]:
    """F1; NaN for concepts that are no pictured thing, or rare in a language."""
    n, names = len(evidence.x), evidence.names
    found = torch.full((len(LANGUAGES), len(names)), torch.nan)
    said = fires(reading.match, reading.scoring, n)
    near = by_concept(evidence.about, len(names))
    for number in (i for i, name in enumerate(names) if name in pictured()):
        counts = torch.ones(n, dtype=torch.bool)
        counts[near[number]] = False  # tells about it: counts neither way
        truth = evidence.has(names[number]) & counts
        for row, language in enumerate(LANGUAGES):
            here = evidence.has(LANGUAGE_CONCEPTS[language]) & counts
            parts = (said[:, number] & truth, said[:, number], truth)
            hits, firings, active = (float((part & here).sum()) for part in parts)
            if active >= FEWEST:
                found[row, number] = 2 * hits / (firings + active)
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
