"""Which features to try where a concept is to be written: those that read its name, those that fire
ahead of it, and those whose direction makes the model say it.

A feature that reads a name says that the name has just been given; what it makes the model write is
another matter. The first two are found on the choosing split, the third by gradients on paragraphs
about the concept.
"""

import torch
from jaxtyping import Int
from torch import Tensor

from sonde.miniature.claims.edited import halfway, texts_of, tokens_of
from sonde.miniature.claims.evenly import all_told, paragraphs
from sonde.miniature.claims.evidence import Evidence, Pairs
from sonde.miniature.claims.matching import f1_of_features, tally
from sonde.miniature.claims.slopes import best, slopes
from sonde.miniature.claims.study import Study

AHEAD = 16  # tokens before a name that count as ahead of it
SEED = 47_000
PARAGRAPHS = 4  # about a concept in every language


def candidates(study: Study, concept: str, n: int) -> list[int]:
    """At most n that read the concept, n others that fire ahead of it, and n others yet that make
    the model say it: best first."""
    found = study.best_of(concept, n)
    found += [f for f in foretelling(study, concept, 2 * n) if f not in found][:n]
    return [*found, *[f for f in saying(study, concept, 3 * n) if f not in found][:n]]


def saying(study: Study, concept: str, n: int) -> list[int]:
    """The features of which a unit, added wherever a name of the concept is not, raises log p of
    the names most, to first order; none for what no paragraph is about."""
    if concept not in all_told():
        return []
    documents = paragraphs(SEED, [concept], PARAGRAPHS)
    texts = texts_of(study.source, documents)
    names = [[s for s in d.spans if s.concept == concept and not s.about] for d in documents]
    inside = [text.within(spans) for text, spans in zip(texts, names, strict=True)]
    weights, elsewhere = [here[1:].float() for here in inside], [~here for here in inside]
    raised = slopes(halfway(study, tokens_of(texts)), weights, elsewhere).raised
    return best(raised.masked_fill(study.reading.counted.fired[:, 0] == 0, -torch.inf), n)


def foretelling(study: Study, concept: str, n: int) -> list[int]:
    """The features with the highest F1 for the tokens ahead of a concept's names."""
    counted = tally(study.reading.choosing, ahead_of(study.splits[0], concept))
    order = f1_of_features(counted, 0).max(1).values.argsort(descending=True, stable=True)
    return [int(feature) for feature in order[:n]]


def ahead_of(evidence: Evidence, concept: str) -> Evidence:
    """With one concept: that a name of this one follows soon. The names themselves count neither
    way, nor do tokens that are about it, which may stand ahead of nothing."""
    number = evidence.names.index(concept)
    named = rows_of(evidence.active, number)
    before = named[:, None] - torch.arange(1, AHEAD + 1)
    same = before >= 0
    same &= evidence.documents[before.clamp_min(0)] == evidence.documents[named][:, None]
    ahead = torch.zeros(len(evidence.x), dtype=torch.bool)
    ahead[before[same]] = True
    neither = torch.zeros(len(evidence.x), dtype=torch.bool)
    neither[named] = True
    neither[rows_of(evidence.about, number)] = True
    return evidence._replace(
        active=pairs_at(ahead & ~neither), about=pairs_at(neither), names=("ahead",)
    )


def rows_of(pairs: Pairs, number: int) -> Int[Tensor, " n"]:
    return pairs.rows[pairs.concepts == number]


def pairs_at(here: Tensor) -> Pairs:
    rows = here.nonzero()[:, 0]
    return Pairs(rows, torch.zeros_like(rows))
