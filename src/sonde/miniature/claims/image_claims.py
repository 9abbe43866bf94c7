"""Does a feature found on text fire on pictures of the same thing?"""

from random import Random

import torch
from jaxtyping import Float
from torch import Tensor

from sonde.miniature.claims.claim import Claim, claim, resampled
from sonde.miniature.claims.concept_claims import FEWEST, Reading, dictionary_reading
from sonde.miniature.claims.evidence import Evidence, gather
from sonde.miniature.claims.matching import Readings, area
from sonde.miniature.claims.readers import (
    dictionary_readings,
    neuron_readings,
    random_readings,
)
from sonde.miniature.claims.study import WITH_PICTURES, K, Study
from sonde.miniature.images import PLACEHOLDERS, draw
from sonde.miniature.tables.drawings import DRAWINGS
from sonde.miniature.templates import Span
from sonde.miniature.vision import load_adapter
from sonde.miniature.world import WorldDocument

SEED = 44_000


def pictures_without_words(study: Study) -> list[WorldDocument]:
    """Nothing but a picture: no caption can give it away."""
    each = 6 if study.config.quick else 30
    found = []
    for name in DRAWINGS:
        for i in range(each):
            spans = (Span(0, len(PLACEHOLDERS), name),)
            drawn = draw(Random(f"picture {SEED} {name} {i}"), name)
            found.append(WorldDocument(PLACEHOLDERS, spans, "none", "picture", pictures=(drawn,)))
    return found


def multimodal(study: Study) -> list[Claim]:
    """One claim; none where the model has no eye."""
    if load_adapter(study.source.model.config.path) is None:
        return []
    shown = pictures_without_words(study)
    evidence = gather(study.source, shown, name="pictures")
    truth = [document.spans[0].concept for document in shown]
    center = torch.tensor(study.dictionary.about["mean"], dtype=torch.float32)
    chosen = {name: reading.choosing.maximum for name, reading in study.readings.items()}
    codes = {
        "dictionary": dictionary_readings(study.dictionary, evidence, chosen["dictionary"]),
        "neurons": neuron_readings(evidence, chosen["neurons"]),
        "random directions": random_readings(
            study.dictionary.size, K, center, evidence, chosen["random directions"]
        ),
        "random decoder": dictionary_readings(
            study.dictionaries["random decoder"], evidence, chosen["random decoder"]
        ),
    }
    scores = {
        name: on_pictures(study, study.readings[name], codes[name], evidence, truth)
        for name in codes
    }
    found = {name: resampled(values) for name, values in scores.items()}
    measure = found.pop("dictionary")
    n_things = int((~scores["dictionary"].isnan()).sum())
    unit = (
        "AUROC of the strongest code on a picture, pictures of the thing against all others, "
        f"mean over {n_things} things"
    )
    both = dictionary_reading(study.dictionaries[WITH_PICTURES], study.splits)
    seen = dictionary_readings(study.dictionaries[WITH_PICTURES], evidence, both.choosing.maximum)
    says = "The feature that text alone chose for a thing fires on pictures of it"
    return [
        claim(
            "features are multimodal",
            f"{says}, in a dictionary that never saw a picture.",
            unit,
            measure,
            found,
        ),
        claim(
            "features are multimodal, pictures in the training",
            f"{says}, in a dictionary that learned from text and pictures.",
            unit,
            resampled(on_pictures(study, both, seen, evidence, truth)),
            found,
        ),
    ]


def on_pictures(
    study: Study, reading: Reading, codes: Readings, evidence: Evidence, truth: list[str]
) -> Float[Tensor, " n_things"]:
    """Of each drawn thing that text names often enough to choose a feature (NaN for the others)."""
    rows = []
    often = study.splits[0].active.concepts.bincount(minlength=len(evidence.names)) >= FEWEST
    for name in DRAWINGS:
        number = evidence.names.index(name)
        if not often[number]:
            rows.append(float("nan"))
            continue
        column = codes.column(int(reading.match.features[number]), len(evidence.x))
        strongest = torch.zeros(len(truth)).scatter_reduce(0, evidence.documents, column, "amax")
        rows.append(area(strongest, torch.tensor([thing == name for thing in truth])))
    return torch.tensor(rows)
