"""Which feature stands for which concept, and how well: chosen on one split, scored on another.

A feature says "active" at a token when its code exceeds a level, a share of its maximum.

    precision = firings on the concept / firings          F1 = 2 P R / (P + R)
    recall    = firings on the concept / its tokens

Firings on tokens that tell *about* the concept without naming it count neither way.

F1 rises with the share of the tokens that a concept holds, whatever is known of it: who says yes
everywhere has 2 p / (1 + p). Where concepts of unequal frequency are compared, another measure is
used: Cohen's kappa as it would be if each concept held the share EVEN,

    q = EVEN recall + (1 - EVEN) false alarms           agreement = 2 EVEN (recall - q)
    false alarms = firings beside it / tokens beside it             / (EVEN + q - 2 EVEN q)

which is 0 for whatever fires alike on the concept and beside it, and 1 for a perfect feature.
"""

from collections.abc import Callable
from typing import NamedTuple

import torch
from jaxtyping import Bool, Float, Int
from torch import Tensor

from sonde.dictionary.sparse import Codes
from sonde.miniature.claims.evidence import Evidence, Pairs
from sonde.miniature.claims.probes import drawn

LEVELS = (0.0, 0.05, 0.1, 0.2, 0.3, 0.4, 0.5, 0.7)  # shares of a feature's maximum
PAIRS = 20_000_000  # (firing, concept) pairs counted at a time
EVEN = 0.01  # share of the tokens that every concept is given where concepts are compared


class Readings(NamedTuple):
    """The codes of some features over the tokens of an evidence."""

    codes: Codes
    size: int  # number of features
    maximum: Float[Tensor, " size"]

    @classmethod
    def of(cls, codes: Codes, size: int, maximum: Tensor | None = None) -> "Readings":
        """`maximum` is given where levels were chosen on another split."""
        if maximum is None:
            maximum = torch.zeros(size).scatter_reduce(0, codes.features, codes.values, "amax")
        return cls(codes, size, maximum)

    @property
    def levels(self) -> Int[Tensor, " n"]:
        """The highest of LEVELS that each code exceeds."""
        share = self.codes.values / self.maximum[self.codes.features].clamp_min(1e-30)
        return (torch.bucketize(share, torch.tensor(LEVELS)) - 1).clamp_min(0)

    def only(self, keep: Bool[Tensor, " n"]) -> "Readings":
        """At some of the tokens; the maxima stay."""
        here = keep[self.codes.rows]
        values, features, rows = (part[here] for part in self.codes)
        return self._replace(codes=Codes(values, features, keep.cumsum(0)[rows] - 1))

    def column(self, feature: int, n: int) -> Float[Tensor, " n"]:
        """One feature's code at every token."""
        values = torch.zeros(n)
        here = self.codes.features == feature
        values[self.codes.rows[here]] = self.codes.values[here]
        return values


class Tally(NamedTuple):
    """Token counts at each level: firings above it, and those on each concept."""

    fired: Int[Tensor, "size n_levels"]
    on: Int[Tensor, "n_concepts size n_levels"]
    beside: Int[Tensor, "n_concepts size n_levels"]  # on tokens that only tell about it
    active: Int[Tensor, " n_concepts"]  # tokens of each concept
    tokens: Int[Tensor, " n_concepts"]  # tokens that count: all but those that only tell about it


def tally(readings: Readings, evidence: Evidence) -> Tally:
    n_levels, n_concepts = len(LEVELS), len(evidence.names)
    place = readings.codes.features * n_levels + readings.levels
    fired = place.bincount(minlength=readings.size * n_levels).view(readings.size, n_levels)
    beside = evidence.about.concepts.bincount(minlength=n_concepts)
    return Tally(
        from_above(fired),
        from_above(joint(readings, place, evidence.active, n_concepts, len(evidence.x))),
        from_above(joint(readings, place, evidence.about, n_concepts, len(evidence.x))),
        evidence.active.concepts.bincount(minlength=n_concepts),
        len(evidence.x) - beside,
    )


def joint(
    readings: Readings, place: Tensor, pairs: Pairs, n_concepts: int, n_tokens: int
) -> Int[Tensor, "n_concepts size n_levels"]:
    """Firings by concept, feature and level."""
    width = readings.size * len(LEVELS)
    found = torch.zeros(n_concepts * width, dtype=torch.int32)
    per_row = pairs.rows.bincount(minlength=n_tokens)
    first = per_row.cumsum(0) - per_row
    counts = per_row[readings.codes.rows]
    total = counts.cumsum(0)
    begin = 0
    while begin < len(counts):
        done = int(total[begin - 1]) if begin else 0
        end = max(begin + 1, int(torch.searchsorted(total, done + PAIRS, right=True)))
        here = slice(begin, end)
        which = torch.arange(end - begin).repeat_interleave(counts[here])
        nth = torch.arange(len(which)) - (total[here] - counts[here] - done)[which]
        concept = pairs.concepts[first[readings.codes.rows[here]][which] + nth]
        index = concept * width + place[here][which]
        found.index_add_(0, index, torch.ones(len(index), dtype=torch.int32))
        begin = end
    return found.view(n_concepts, readings.size, len(LEVELS))


def from_above(counts: Tensor) -> Tensor:
    """From codes within a level to codes above its lower end."""
    return counts.flip(-1).cumsum(-1, dtype=counts.dtype).flip(-1)


class Match(NamedTuple):
    """For every concept the feature and level that fit it best on the choosing split."""

    features: Int[Tensor, " n_concepts"]
    levels: Int[Tensor, " n_concepts"]
    fit: Float[Tensor, " n_concepts"]  # on the choosing split: optimistic


Fit = Callable[[Tally, int], Tensor]  # of every feature for a concept, at every level


def f1_of_features(counted: Tally, concept: int) -> Float[Tensor, "size n_levels"]:
    said = counted.fired - counted.beside[concept]
    return 2 * counted.on[concept].float() / (said + counted.active[concept]).clamp_min(1)


def agreement_of_features(counted: Tally, concept: int) -> Float[Tensor, "size n_levels"]:
    said = counted.fired - counted.beside[concept]
    n_active, n = counted.active[concept], counted.tokens[concept]
    return agreement(counted.on[concept].float(), said, n_active, n)


def best_features(counted: Tally, fit: Fit = f1_of_features) -> Match:
    n_levels = len(LEVELS)
    best: list[tuple[int, int, float]] = []
    for concept in range(len(counted.active)):
        fits = fit(counted, concept).flatten()
        place = int(fits.argmax())
        best.append((place // n_levels, place % n_levels, float(fits[place])))
    return Match(*(torch.tensor(part) for part in zip(*best, strict=True)))


class Scores(NamedTuple):
    """How the chosen features do on the other split, concept by concept (NaN: never active)."""

    f1: Float[Tensor, " n_concepts"]
    agreement: Float[Tensor, " n_concepts"]
    precision: Float[Tensor, " n_concepts"]
    recall: Float[Tensor, " n_concepts"]
    resampled_f1: Float[Tensor, "draws n_concepts"]  # documents drawn with replacement


def score(match: Match, readings: Readings, evidence: Evidence) -> Scores:
    """`readings` carries the maxima of the choosing split."""
    n, n_concepts = len(evidence.x), len(evidence.names)
    owners = evidence.documents.unique(return_inverse=True)[1]
    n_documents = int(owners.max()) + 1

    def by_document(tokens: Bool[Tensor, "n n_concepts"]) -> Float[Tensor, "documents n_concepts"]:
        rows, columns = tokens.nonzero().T
        found = (owners[rows] * n_concepts + columns).bincount(minlength=n_documents * n_concepts)
        return found.view(n_documents, n_concepts).float()

    said = fires(match, readings, n)
    truth, near = at(evidence.active, said.shape), at(evidence.about, said.shape)
    said, truth = said & ~near, truth & ~near
    each = owners.bincount(minlength=n_documents)[:, None] - by_document(near)
    sums = torch.stack([by_document(said & truth), by_document(said), by_document(truth), each])
    hits, firings, active, tokens = sums.sum(1)
    weights = drawn(n_documents, torch.Generator().manual_seed(0)).float()
    return Scores(
        f1_of(hits, firings, active),
        agreement(hits, firings, active, tokens),
        hits / firings.clamp_min(1),
        hits / active,
        f1_of(*(weights @ part for part in sums[:3])),
    )


def at(pairs: Pairs, shape: torch.Size) -> Bool[Tensor, "n n_concepts"]:
    """Where a token and a concept are a pair."""
    found = torch.zeros(shape, dtype=torch.bool)
    found[pairs.rows, pairs.concepts] = True
    return found


def f1_of(hits: Tensor, firings: Tensor, active: Tensor) -> Tensor:
    """NaN where the concept has no token."""
    return torch.where(active > 0, 2 * hits / (firings + active).clamp_min(1), torch.nan)


def agreement(hits: Tensor, firings: Tensor, active: Tensor, tokens: Tensor) -> Tensor:
    """NaN where the concept has no token."""
    recall = hits / active.clamp_min(1)
    false_alarms = (firings - hits) / (tokens - active).clamp_min(1)
    q = EVEN * recall + (1 - EVEN) * false_alarms
    found = 2 * EVEN * (recall - q) / (EVEN + q - 2 * EVEN * q)
    return torch.where(active > 0, found, torch.nan)


def fires(match: Match, readings: Readings, n: int) -> Bool[Tensor, "n n_concepts"]:
    """Where each concept's feature exceeds its level."""
    levels = torch.tensor(LEVELS)[match.levels] * readings.maximum[match.features]
    return columns_of(match, readings, n) > levels


def columns_of(match: Match, readings: Readings, n: int) -> Float[Tensor, "n n_concepts"]:
    """The codes of each concept's feature."""
    columns = torch.zeros(n, len(match.features))
    order = match.features.argsort()
    wanted = match.features.bincount(minlength=readings.size)
    asked = wanted[readings.codes.features] > 0
    values, features, rows = (part[asked] for part in readings.codes)
    times = wanted[features]
    which = torch.arange(len(times)).repeat_interleave(times)
    nth = torch.arange(len(which)) - (times.cumsum(0) - times)[which]
    first = (wanted.cumsum(0) - wanted)[features]
    columns[rows[which], order[first[which] + nth]] = values[which]
    return columns


def by_concept(pairs: Pairs, n_concepts: int) -> list[Int[Tensor, " tokens"]]:
    order = pairs.concepts.argsort(stable=True)
    counts = pairs.concepts.bincount(minlength=n_concepts).tolist()
    return list(pairs.rows[order].split(counts))
