"""Which features to try where a concept is to be written: a feature that reads a name says that the
name has just been given, while one that fires ahead of it makes the model give it.

Both are found on the choosing split.
"""

import torch
from jaxtyping import Int
from torch import Tensor

from sonde.miniature.claims.evidence import Evidence, Pairs
from sonde.miniature.claims.matching import f1_of_features, tally
from sonde.miniature.claims.study import Study

AHEAD = 16  # tokens before a name that count as ahead of it


def candidates(study: Study, concept: str, n: int) -> list[int]:
    """At most n that read the concept, and n others that fire ahead of it, best first."""
    reading = study.best_of(concept, n)
    ahead = [f for f in foretelling(study, concept, 2 * n) if f not in reading]
    return [*reading, *ahead[:n]]


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
