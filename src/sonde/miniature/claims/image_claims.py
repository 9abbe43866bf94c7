"""Is a feature found on text highest on pictures of the same thing?"""

from random import Random

import torch
from jaxtyping import Float
from torch import Tensor

from sonde.miniature.claims.claim import Claim, claim, resampled
from sonde.miniature.claims.concept_claims import FEWEST, dictionary_reading
from sonde.miniature.claims.evenly import pictured
from sonde.miniature.claims.evidence import Evidence, gather
from sonde.miniature.claims.matching import Match
from sonde.miniature.claims.ranking import Dense, area, readouts
from sonde.miniature.claims.readers import dense_dictionary
from sonde.miniature.claims.study import UNTRAINED, WITH_PICTURES, Study
from sonde.miniature.images import PLACEHOLDERS, draw
from sonde.miniature.templates import Span
from sonde.miniature.vision import load_adapter
from sonde.miniature.world import WorldDocument

SEED = 44_000


def pictures_without_words(study: Study) -> list[WorldDocument]:
    """Nothing but a picture: no caption can give it away."""
    each = 6 if study.config.quick else 30
    found = []
    for name in pictured():
        for i in range(each):
            spans = (Span(0, len(PLACEHOLDERS), name),)
            drawn = draw(Random(f"picture {SEED} {name} {i}"), name)
            found.append(WorldDocument(PLACEHOLDERS, spans, "none", "picture", pictures=(drawn,)))
    return found


def multimodal(study: Study) -> list[Claim]:
    """Two claims; none where the model has no eye. All readers are read densely; that of the model
    before training has no eye and is not among them."""
    if load_adapter(study.source.model.config.path) is None:
        return []
    shown = pictures_without_words(study)
    evidence = gather(study.source, shown, name="pictures", batch_blocks=64, alone=True)
    truth = [document.spans[0].concept for document in shown]
    often = [name for name in pictured() if named_often(study.even[0], name)]
    found = {
        name: resampled(on_pictures(reader, study.read_evenly[name].match, evidence, truth, often))
        for name, reader in study.dense.items()
        if name != UNTRAINED
    }
    trained = study.dictionaries[WITH_PICTURES]
    reading = dictionary_reading(trained, study.even)
    measure = found.pop("dictionary")
    unit = (
        "AUROC of the highest pre-code on a picture, pictures of the thing against all others, "
        f"mean over {len(often)} things; interval: other things"
    )
    says = "The feature that text alone chose for a thing is highest on pictures of it"
    learnt = resampled(on_pictures(*from_labels(study.even[0]), evidence, truth, often))
    return [
        claim(
            "features are multimodal",
            f"{says}, in a dictionary that never saw a picture. A linear readout learnt from "
            f"labelled text: {learnt}.",
            unit,
            measure,
            found,
        ),
        claim(
            "features are multimodal, pictures in the training",
            f"{says}, in a dictionary that learned from text and pictures.",
            unit,
            resampled(
                on_pictures(
                    dense_dictionary(trained, study.even), reading.match, evidence, truth, often
                )
            ),
            found,
        ),
    ]


def from_labels(text: Evidence) -> tuple[Dense, Match]:
    """A readout for every concept: what the model itself has in common with pictures."""
    n, directions = len(text.names), readouts(text)
    reader = Dense(lambda x, which: x @ directions[:, which], n, (text, text))
    return reader, Match(torch.arange(n), torch.zeros(n, dtype=torch.int64), torch.zeros(n))


def named_often(choosing: Evidence, name: str) -> bool:
    """Whether text names a thing often enough to choose a feature."""
    return int(choosing.has(name).sum()) >= FEWEST


def on_pictures(
    reader: Dense, found: Match, evidence: Evidence, truth: list[str], things: list[str]
) -> Float[Tensor, " n_things"]:
    """How the reading that fits each thing best in text tells its pictures."""
    numbers = torch.tensor([evidence.names.index(name) for name in things], dtype=torch.int64)
    values = reader.read(evidence, found.features[numbers])
    owners = evidence.documents[:, None].expand_as(values)
    strongest = torch.full((len(truth), len(things)), -torch.inf)
    strongest.scatter_reduce_(0, owners, values, "amax")
    of = [torch.tensor([shown == name for shown in truth]) for name in things]
    return torch.tensor([area(strongest[:, i], shown) for i, shown in enumerate(of)])
