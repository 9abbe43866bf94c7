"""Is a feature found on text highest on pictures of the same thing?"""

from random import Random
from typing import NamedTuple

import torch
from jaxtyping import Float, Int
from torch import Tensor

from sonde.activations.source import ActivationSource
from sonde.miniature.claims.claim import Claim, Estimate, claim, resampled
from sonde.miniature.claims.concept_claims import FEWEST
from sonde.miniature.claims.evidence import Evidence, Pairs, gather
from sonde.miniature.claims.ranking import Dense, area, best_ranking, readouts
from sonde.miniature.claims.readers import dense_dictionary
from sonde.miniature.claims.study import (
    RANDOM_DECODER,
    UNTRAINED,
    WITH_PICTURES,
    Study,
)
from sonde.miniature.claims.study import pictured as having_seen
from sonde.miniature.images import PLACEHOLDERS, draw
from sonde.miniature.tables.drawings import DRAWINGS
from sonde.miniature.templates import Span
from sonde.miniature.vision import load_adapter
from sonde.miniature.world import WorldDocument

SEED = 44_000
OTHERS = 4


class View(NamedTuple):
    """What one model has of text, to choose on, and of pictures, to score."""

    text: Evidence
    pictures: Evidence


def pictured() -> tuple[str, ...]:
    """The things that the world draws as well as names."""
    return tuple(DRAWINGS)


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
    """Two claims; none where the model has no eye. All readers are read densely and chosen, as they
    are scored, by their ranks. The model before training has an eye as its training begins with.
    """
    if load_adapter(study.source.model.config.path) is None:
        return []
    shown = pictures_without_words(study)
    truth = [document.spans[0].concept for document in shown]
    text = study.even[0]
    often = [name for name in pictured() if named_often(text, name)]
    own = View(thinned(only_of(text, often)), seen_by(study.source, shown))
    before = own
    if study.before and study.even_before:
        before = View(thinned(only_of(study.even_before[0], often)), seen_by(study.before, shown))

    def told(reader: Dense, chosen: Tensor | None = None, view: View = own) -> Estimate:
        if chosen is None:
            chosen = best_ranking(reader, view.text)
        return resampled(on_pictures(reader, chosen, view.pictures, truth, often))

    def with_pictures(name: str, view: View) -> Estimate:
        return told(dense_dictionary(study.dictionaries[name], study.even), view=view)

    views = {UNTRAINED: before}
    found = {name: told(reader, view=views.get(name, own)) for name, reader in study.dense.items()}
    measure = found.pop("dictionary")
    unit = (
        "AUROC of the highest pre-code on a picture, pictures of the thing against all others, "
        f"mean over {len(often)} things; interval: other things"
    )
    says = "The feature that ranks a thing best in text alone is highest on pictures of it"
    learnt = told(from_labels(text), torch.arange(len(text.names)))
    learned = {  # from text and pictures, but for a decoder, or a model, that never did
        name: with_pictures(having_seen(name), view)
        for name, view in ((RANDOM_DECODER, own), (UNTRAINED, before))
        if having_seen(name) in study.dictionaries
    }
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
            with_pictures(WITH_PICTURES, own),
            {**found, **learned},
        ),
    ]


def seen_by(source: ActivationSource, shown: list[WorldDocument]) -> Evidence:
    return gather(source, shown, name="pictures", batch_blocks=64, alone=True)


def from_labels(text: Evidence) -> Dense:
    """A readout for every concept: what the model itself has in common with pictures."""
    directions = readouts(text)
    return Dense(lambda x, which: x @ directions[:, which], len(text.names), (text, text))


def only_of(evidence: Evidence, names: list[str]) -> Evidence:
    """The same tokens, annotated with a few of the concepts: nothing is chosen for the others."""
    wanted = torch.tensor([name in names for name in evidence.names])[evidence.active.concepts]
    return evidence._replace(active=Pairs(*(part[wanted] for part in evidence.active)))


def thinned(evidence: Evidence) -> Evidence:
    """With all tokens that are of any concept, and one in `OTHERS` of those that are of none: ranks
    among them are ranks among all, in a fraction of the time."""
    keep = torch.arange(len(evidence.x)) % OTHERS == 0
    keep[evidence.active.rows] = True
    return evidence.only(keep)


def named_often(choosing: Evidence, name: str) -> bool:
    """Whether text names a thing often enough to choose a feature."""
    return int(choosing.has(name).sum()) >= FEWEST


def on_pictures(
    reader: Dense,
    chosen: Int[Tensor, " n_concepts"],
    evidence: Evidence,
    truth: list[str],
    things: list[str],
) -> Float[Tensor, " n_things"]:
    """How the reading chosen for each thing tells its pictures."""
    numbers = torch.tensor([evidence.names.index(name) for name in things], dtype=torch.int64)
    values = reader.read(evidence, chosen[numbers])
    owners = evidence.documents[:, None].expand_as(values)
    strongest = torch.full((len(truth), len(things)), -torch.inf)
    strongest.scatter_reduce_(0, owners, values, "amax")
    of = [torch.tensor([shown == name for shown in truth]) for name in things]
    return torch.tensor([area(strongest[:, i], shown) for i, shown in enumerate(of)])
