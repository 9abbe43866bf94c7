"""Does one feature stand for a concept in all five languages?"""

from random import Random

import torch
from jaxtyping import Float
from torch import Tensor

from sonde.activations.source import ActivationSource
from sonde.dictionary.sparse import Codes
from sonde.miniature.claims.claim import Claim, claim, resampled
from sonde.miniature.claims.evenly import all_told
from sonde.miniature.claims.evidence import Evidence, gather
from sonde.miniature.claims.matching import (
    Match,
    Readings,
    Tally,
    at,
    best_features,
    by_concept,
    f1_of,
    f1_of_features,
    fires,
    tally,
)
from sonde.miniature.claims.ranking import area, readouts
from sonde.miniature.claims.readers import dictionary_readings, neuron_readings
from sonde.miniature.claims.study import (
    NEURONS,
    RANDOM_DECODER,
    RANDOM_DIRECTIONS,
    UNTRAINED,
    Study,
)
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
    """Of the things told of equally often in all languages: how well the feature chosen
    for its worst language does in the one where it does worst elsewhere. A rank would say little:
    among as many random directions as features one ranks a thing above most tokens in any
    language."""
    matches: dict[str, Match] = {}
    tables: dict[str, Tensor] = {}
    for name, (choosing, scoring) in study.read_evenly():
        matches[name] = best_everywhere(choosing, study.even[0])
        tables[name] = per_language(matches[name], scoring, study.even[1])
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
        "One feature fires on a thing in all five languages and not elsewhere, more nearly so than "
        "with any other reader. A linear readout learnt from English names alone ranks those of "
        "the other languages with an "
        f"AUROC of {resampled(from_english(study.even))} in the lowest.",
        "F1 of a thing's feature in the language where it is lowest, mean over "
        f"{int(scored.sum())} things told of equally often; interval: other things",
        found.pop("dictionary"),
        found,
        curves={f"F1 by language ({', '.join(LANGUAGES)})": lines},
        table=[
            {
                "thing": study.even[0].names[i],
                "feature": int(matches["dictionary"].features[i]),
                **dict(zip(LANGUAGES, tables["dictionary"][:, i].tolist(), strict=True)),
            }
            for i in scored.nonzero()[:, 0].tolist()
        ],
    )


def from_english(splits: tuple[Evidence, Evidence]) -> Float[Tensor, " n_things"]:
    """AUROC in the language where it is lowest: whether the model has the thing in common."""
    english, *others = (LANGUAGE_CONCEPTS[language] for language in LANGUAGES)
    told = [name for name in all_told() if name in splits[0].names]
    numbers = [splits[0].names.index(name) for name in told]
    directions = readouts(splits[0].only(splits[0].has(english)))[:, numbers]
    found = []
    for language in others:
        here = splits[1].only(splits[1].has(language))
        values, near = here.x @ directions, by_concept(here.about, len(here.names))
        row = []
        for i, name in enumerate(told):
            counts = torch.ones(len(here.x), dtype=torch.bool)
            counts[near[numbers[i]]] = False
            row.append(area(values[counts, i], here.has(name)[counts]))
        found.append(torch.tensor(row))
    return torch.stack(found).min(0).values


def best_everywhere(readings: Readings, evidence: Evidence) -> Match:
    """For every concept the feature and level whose F1 is highest in the language where it is
    lowest."""
    counted = []
    for language in LANGUAGES:
        here = evidence.has(LANGUAGE_CONCEPTS[language])
        counted.append(tally(readings.only(here), evidence.only(here)))

    def lowest(_: Tally, concept: int) -> Tensor:
        return torch.stack([f1_of_features(one, concept) for one in counted]).amin(0)

    return best_features(counted[0], lowest)


def per_language(
    match: Match, readings: Readings, evidence: Evidence
) -> Float[Tensor, "n_languages n_concepts"]:
    """F1; NaN for concepts that are no thing told of, or rare in a language."""
    said = fires(match, readings, len(evidence.x))
    truth, near = at(evidence.active, said.shape), at(evidence.about, said.shape)
    said, truth = said & ~near, truth & ~near  # what tells about it counts neither way
    told = torch.tensor([name in all_told() for name in evidence.names])
    found = []
    for language in LANGUAGES:
        here = evidence.has(LANGUAGE_CONCEPTS[language])
        hits, firings, active = (part[here].sum(0) for part in (said & truth, said, truth))
        known = told & (active >= FEWEST)
        found.append(f1_of(hits, firings, active).masked_fill(~known, torch.nan))
    return torch.stack(found)


def parallel_sentences(study: Study) -> Claim:
    """How much more a sentence shares with its translation than with an unrelated sentence. Names
    and numbers are the same in both, so tokens that stand on either side do not count."""
    n = 60 if study.config.quick else 300
    pairs = [pair(Dice(Random(f"pair {PAIRS_SEED} {i}"))) for i in range(n)]
    own, theirs = ([sentences[side] for sentences in pairs] for side in (0, 1))
    found = {name: shared(*sides) for name, sides in read_sentences(study, own, theirs).items()}
    same, other = (found["dictionary"][0], found["dictionary"][1])
    extra = {name: resampled(a - b) for name, (a, b) in found.items()}
    return claim(
        "translations share features",
        "A sentence and its translation share more features than two unrelated sentences do: "
        f"{float(same.mean()):.3f} against {float(other.mean()):.3f}.",
        "how much higher the overlap (Jaccard) of the features active on English and on another "
        "language is than for unrelated sentences, tokens that both have left out, mean over "
        f"{n} sentences; interval: other sentences",
        extra.pop("dictionary"),
        extra,
    )


Active = tuple[Codes, Evidence]  # what fires on some sentences


def read_sentences(
    study: Study, own: list[WorldDocument], theirs: list[WorldDocument]
) -> dict[str, tuple[Active, Active]]:
    """What every reader says of either side. A neuron or a random direction is as sparse as in the
    other claims."""
    neurons = study.readings[NEURONS].choosing.maximum

    def gathered(source: ActivationSource, side: list[WorldDocument]) -> Evidence:
        return gather(source, side, None, "sentences", 64, alone=True)

    found: dict[str, list[Active]] = {}
    for side in (own, theirs):
        evidence = gathered(study.source, side)
        readings = {
            "dictionary": dictionary_readings(study.dictionary, evidence),
            NEURONS: neuron_readings(evidence, neurons),
        }
        for name in (RANDOM_DIRECTIONS, RANDOM_DECODER):
            if name in study.dictionaries:
                readings[name] = dictionary_readings(study.dictionaries[name], evidence)
        if study.before:
            seen = gathered(study.before, side)
            readings[UNTRAINED] = dictionary_readings(study.dictionaries[UNTRAINED], seen)
        for name, one in readings.items():
            found.setdefault(name, []).append((one.codes, evidence))
    return {name: (sides[0], sides[1]) for name, sides in found.items()}


def shared(
    own: Active, theirs: Active
) -> tuple[Float[Tensor, " sentences"], Float[Tensor, " sentences"]]:
    """The overlap of what fires on each sentence with what fires on its counterpart, and with what
    fires on the counterpart of the next."""
    n = int(own[1].documents.max()) + 1
    following = torch.arange(n).roll(-1)
    same = [overlap(own, theirs, i, i) for i in range(n)]
    other = [overlap(own, theirs, i, int(following[i])) for i in range(n)]
    return torch.tensor(same), torch.tensor(other)


def overlap(own: Active, theirs: Active, a: int, b: int) -> float:
    """Jaccard's, of the features that fire on tokens which the other side does not have."""
    (one, here), (two, there) = own, theirs
    left = here.tokens[here.documents == a]
    right = there.tokens[there.documents == b]
    first = fired(one, here, a, right)
    second = fired(two, there, b, left)
    return len(first & second) / max(1, len(first | second))


def fired(codes: Codes, evidence: Evidence, document: int, without: Tensor) -> set[int]:
    counted = (evidence.documents == document) & ~torch.isin(evidence.tokens, without)
    return {*codes.features[counted[codes.rows]].tolist()}


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
