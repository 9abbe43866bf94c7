"""Which feature ranks a concept's tokens highest, every reader read densely.

A sparse code is silent at most tokens, and ties count half a point: against neurons or random
directions, which have a value everywhere, it would lose for its silence. So a dictionary is read by
its pre-codes, before the threshold, and all readers by the same rule: for each concept the reading
with the highest AUROC on the choosing split, whose AUROC on the scoring split is reported.

    AUROC = P(a token of the concept is higher than one beside it), ties count half

Tokens that tell *about* the concept without naming it count neither way. The scores are exact; the
choice takes two short cuts, the same for every reader. Ranks are told apart to the width of one of
BINS bins. And only the SHORTLIST readings that rank a concept best among *all* tokens are compared
with the tokens about it left out.
"""

from collections.abc import Callable
from typing import NamedTuple

import torch
from jaxtyping import Bool, Float, Int
from torch import Tensor

from sonde.dictionary.sparse import bag_sum, first_of
from sonde.miniature.claims.evidence import Evidence, Pairs
from sonde.miniature.claims.matching import by_concept
from sonde.miniature.claims.probes import areas, drawn

SHORTLIST = 32  # readings per concept that are compared exactly
BINS = 2048  # of ranks, where readings are compared
QUARTILES = torch.tensor([0.25, 0.5, 0.75])
PART = 128  # readings ranked at a time


class Dense(NamedTuple):
    """A reader that has a value at every token."""

    values: Callable[[Tensor, Tensor], Tensor]  # [n, d], [m] readings -> [n, m]
    size: int  # number of readings
    splits: tuple[Evidence, Evidence]  # choosing, scoring: as its own model sees them
    of: str = "x"  # the field of an evidence that it reads

    def read(self, evidence: Evidence, readings: Tensor) -> Float[Tensor, "n m"]:
        return self.values(getattr(evidence, self.of), readings)


class Ranked(NamedTuple):
    """For every concept the reading that ranks it best, and how well it does on the other split."""

    features: Int[Tensor, " n_concepts"]
    columns: Float[Tensor, "n n_concepts"]  # its values there
    auroc: Float[Tensor, " n_concepts"]  # NaN: never active
    resampled: Float[Tensor, "draws n_concepts"]  # documents drawn with replacement


def ranked(reader: Dense) -> Ranked:
    choosing, scoring = reader.splits
    features = best_ranking(reader, choosing)
    columns = reader.read(scoring, features)
    return Ranked(features, columns, *judged(columns, scoring))


def best_ranking(reader: Dense, evidence: Evidence) -> Int[Tensor, " n_concepts"]:
    n_concepts = len(evidence.names)
    inputs = getattr(evidence, reader.of)
    scores = torch.zeros(n_concepts, 0, dtype=torch.float64)
    listed = torch.zeros(n_concepts, 0, dtype=torch.long)
    for readings in torch.arange(reader.size).split(PART):
        found = areas_of_all(reader.values(inputs, readings), evidence.active, n_concepts)
        scores = torch.cat([scores, found], dim=1)
        listed = torch.cat([listed, readings.expand(n_concepts, -1)], dim=1)
        scores, order = scores.topk(min(SHORTLIST, scores.shape[1]), dim=1)
        listed = listed.gather(1, order)
    of, near = by_concept(evidence.active, n_concepts), by_concept(evidence.about, n_concepts)
    best = [
        best_without(reader, inputs, listed[i], scores[i], of[i], near[i])
        for i in range(n_concepts)
    ]
    return torch.stack(best)


def best_without(
    reader: Dense,
    inputs: Float[Tensor, "n d"],
    listed: Int[Tensor, " m"],
    scores: Float[Tensor, " m"],
    of: Int[Tensor, " tokens"],
    near: Int[Tensor, " about"],
) -> Int[Tensor, ""]:
    """The best of the list once the tokens that only tell about the concept are left out.

    The AUROC among all is the mean over tokens beside the concept, those about it among them:
    with A of the latter in N,  N among all = A among these + (N - A) without them.
    """
    n_beside = len(inputs) - len(of)
    if len(of) and 0 < len(near) < n_beside:
        rows = torch.cat([of, near])
        among = areas(reader.values(inputs[rows], listed), torch.arange(len(rows)) < len(of))
        scores = (n_beside * scores - len(near) * among) / (n_beside - len(near))
    return listed[scores.argmax()]


def areas_of_all(
    values: Float[Tensor, "n m"], active: Pairs, n_concepts: int
) -> Float[Tensor, "n_concepts m"]:
    """AUROC of every reading for every concept, among all tokens; 0.5 where there is no token."""
    concepts, order = active.concepts.sort(stable=True)
    once = torch.ones(len(concepts), dtype=torch.float64)
    starts = first_of(concepts, n_concepts)
    sums = bag_sum(once, column_ranks(values), active.rows[order], starts)
    n_true = concepts.bincount(minlength=n_concepts).double()[:, None]
    pairs = n_true * (len(values) - n_true)
    found = (sums - n_true * (n_true + 1) / 2) / pairs.clamp_min(1)
    return torch.where(pairs > 0, found, 0.5)


def column_ranks(values: Float[Tensor, "n m"]) -> Float[Tensor, "n m"]:
    """Ranks from 1 down each column, to the width of a bin: what falls into one shares its mean
    rank. The bins are even in asinh(z), z in quartile ranges from the median: long tails keep
    theirs, and so does a peak."""
    n_columns = values.shape[1]
    quartiles = values[:: max(1, len(values) // 4096)].quantile(QUARTILES, dim=0)
    z = (values - quartiles[1]) / (quartiles[2] - quartiles[0]).clamp_min(1e-30)
    z.asinh_()
    low, high = z.aminmax(dim=0)
    place = ((z - low) * ((BINS - 1) / (high - low).clamp_min(1e-30))).long()
    place += torch.arange(n_columns) * BINS
    counts = place.flatten().bincount(minlength=n_columns * BINS).view(n_columns, BINS)
    ranks = counts.cumsum(1) - (counts - 1).double() / 2
    return ranks.flatten()[place]


class Judged(NamedTuple):
    auroc: Float[Tensor, " n_concepts"]
    resampled: Float[Tensor, "draws n_concepts"]


def judged(columns: Float[Tensor, "n n_concepts"], evidence: Evidence) -> Judged:
    """AUROC of each column for its concept, and as it would be on other documents: a draw weighs
    every document by how often it is drawn, to first order in the weights (DeLong's components
    summed by document: Obuchowski 1997).
    """
    n_concepts = columns.shape[1]
    owners = evidence.documents.unique(return_inverse=True)[1]
    n_documents = int(owners.max()) + 1
    of, near = by_concept(evidence.active, n_concepts), by_concept(evidence.about, n_concepts)
    auroc = torch.full((n_concepts,), torch.nan, dtype=torch.float64)
    sums = torch.zeros(4, n_documents, n_concepts, dtype=torch.float64)
    for concept in range(n_concepts):
        truth = torch.zeros(len(columns), dtype=torch.bool)
        counts = torch.ones(len(columns), dtype=torch.bool)
        truth[of[concept]], counts[near[concept]] = True, False
        if not len(of[concept]) or not (counts & ~truth).any():
            continue
        up, down = placements(columns[counts, concept], truth[counts])
        auroc[concept] = up.mean()
        parts = ((up, owners[truth]), (down, owners[counts & ~truth]))
        for i, (share, owner) in enumerate(parts):
            sums[2 * i, :, concept].index_add_(0, owner, share)
            sums[2 * i + 1, :, concept] = owner.bincount(minlength=n_documents)
    weights = drawn(n_documents, torch.Generator().manual_seed(0))
    of_up, n_up, of_down, n_down = (weights @ part for part in sums)
    return Judged(auroc, of_up / n_up + of_down / n_down - auroc)


def probed(splits: tuple[Evidence, Evidence]) -> Judged:
    """What a linear readout that learnt from the labels of the choosing split reaches."""
    choosing, scoring = splits
    return judged(scoring.x @ readouts(choosing), scoring)


def readouts(evidence: Evidence) -> Float[Tensor, "d_in n_concepts"]:
    """For every concept the whitened difference of its mean from the mean of all."""
    x, n_concepts = evidence.x.double(), len(evidence.names)
    centred = x - x.mean(0)
    spread = centred.T @ centred / len(x)
    ridge = 1e-3 * spread.diagonal().mean() * torch.eye(len(spread), dtype=torch.float64)
    n_active = evidence.active.concepts.bincount(minlength=n_concepts)[:, None]
    sums = torch.zeros(n_concepts, x.shape[1], dtype=torch.float64)
    sums.index_add_(0, evidence.active.concepts, centred[evidence.active.rows])
    return torch.linalg.solve(spread + ridge, (sums / n_active.clamp_min(1)).T).float()


class Placements(NamedTuple):
    of_true: Float[Tensor, " n_true"]  # share of the false that each true one is above
    of_false: Float[Tensor, " n_false"]  # share of the true that each false one is below


def placements(values: Float[Tensor, " n"], truth: Bool[Tensor, " n"]) -> Placements:
    """Ties count half; the mean of either side is the AUROC."""
    up, down = values[truth], values[~truth]
    below, above = share_below(up, down), share_below(down, up)
    return Placements(below, 1 - above)


def share_below(values: Float[Tensor, " n"], others: Float[Tensor, " m"]) -> Float[Tensor, " n"]:
    ordered = others.sort().values
    left = torch.searchsorted(ordered, values)
    return (left + torch.searchsorted(ordered, values, right=True)).double() / 2 / len(others)


def area(values: Float[Tensor, " n"], truth: Bool[Tensor, " n"]) -> float:
    """AUROC; NaN where one class is missing."""
    return float(placements(values, truth).of_true.mean())
