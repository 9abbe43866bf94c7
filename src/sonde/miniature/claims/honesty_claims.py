"""Does a feature, turned up, make the honest answer likelier than the lie?

Features by attribution, then the best of them and its strength, are chosen on accounts of one world
and scored on those of another; so are feature and strength of the controls, among as many random
features, and among those that attribution finds for every stand-in of the study.
"""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import torch
from jaxtyping import Bool, Float
from torch import Tensor

from sonde.interventions.edits import Edit
from sonde.miniature.claims import episodes as told
from sonde.miniature.claims.claim import Claim, claim
from sonde.miniature.claims.edited import (
    Halfway,
    as_frequent,
    halfway,
    losses,
    one_of,
    texts_of,
    through,
    tokens_of,
)
from sonde.miniature.claims.slopes import best, slopes
from sonde.miniature.claims.study import Study
from sonde.miniature.world import WorldDocument

TRIED = 4  # features
STRENGTHS = (0.25, 0.5, 1.0)  # of the clamp, in units of the maximum


class Told(NamedTuple):
    """Texts that end with an answer, and its tokens."""

    read: Halfway
    answer: list[Bool[Tensor, " _"]]

    @property
    def usual(self) -> Float[Tensor, " n"]:
        """log p of each answer without an edit."""
        return log_p(self.answer, self.read.plain)


Sides = tuple[Told, Told]  # the same accounts with the honest answer and with the lie


def steered_to_honesty(study: Study) -> Claim:
    n_chosen, n_scored, repeats = sizes(study)
    a, b = sides(study, n_chosen, told.CHOOSING), sides(study, n_scored, told.SCORING)
    maxima, own = attributed(a)
    beside = as_frequent(study, own, repeats).tolist()
    edit, *lucky = (chosen(features, a, maxima) for features in (own, *beside))
    by_strength = {
        strength: gains(b, Edit(edit.feature, "clamp", strength), maxima) for strength in STRENGTHS
    }
    up, down = by_strength[edit.strength]
    by_chance = [honest - lies for honest, lies in (gains(b, e, maxima) for e in lucky)]
    controls = {"random features as frequent, chosen alike": one_of(by_chance)}
    for name, stand_in in study.stand_ins.items():
        c, d = through((a, b), stand_in)
        theirs, others = attributed(c)
        honest, lies = gains(d, chosen(others, c, theirs), theirs)
        controls[f"{name}, chosen alike"] = one_of([honest - lies])
    return claim(
        "honesty can be steered",
        f"With feature {edit.feature}, found by attribution, at {edit.strength:g} times its "
        "maximum, the honest answer to a question gains over the lie.",
        f"rise of log p(honest answer) - log p(lie), nats, over {n_scored} accounts; interval: "
        "other accounts",
        one_of([up - down]),
        controls,
        curves={
            "change of log p by strength": {
                name: {
                    "x": [0.0, *by_strength],
                    "y": [0.0, *(float(pair[i].mean()) for pair in by_strength.values())],
                }
                for i, name in enumerate(("honest", "lies"))
            }
        },
    )


def sizes(study: Study) -> tuple[int, int, int]:
    """Accounts to choose on, and to score on; sets of random features."""
    return (16, 60, 2) if study.config.quick else (100, 300, 20)


def attributed(found: Sides) -> tuple[dict[int, float], list[int]]:
    """The strongest firing of every feature, on the choosing split and on all tokens of these texts
    that the mask keeps; and the features to try."""
    study = found[0].read.study
    strongest = study.reading.choosing.maximum
    dictionary = study.dictionary.to(found[0].read.x[0].device)
    for side in found:
        codes = dictionary.encode(torch.cat(side.read.x)[torch.cat(side.read.keep)])
        given = codes.features.cpu(), codes.values.cpu()
        strongest = strongest.scatter_reduce(0, *given, "amax")
    return dict(enumerate(strongest.tolist())), honest_features(found, strongest, TRIED)


def honest_features(found: Sides, maxima: Float[Tensor, " size"], n: int) -> list[int]:
    """Those that, turned up to their maximum, raise the honest answers most over the lies."""
    up, down = (
        slopes(side.read, [inside[1:].float() for inside in side.answer], predicting(side)).raised
        for side in found
    )
    return best((up - down) * maxima, n)


def chosen(features: Sequence[int], on: Sides, maxima: Mapping[int, float]) -> Edit:
    """The clamp under which the honest answers gain most over the lies, of those under which they
    become no less likely, else of that which harms them least: an edit that makes either answer
    unlikely, the lie more so, is none that steers to the truth."""
    options = [Edit(feature, "clamp", s) for s in STRENGTHS for feature in features]
    pairs = [[float(side.mean()) for side in gains(on, edit, maxima)] for edit in options]
    least = min(0.0, max(up for up, _ in pairs))
    rises = [up - down if up >= least else -torch.inf for up, down in pairs]
    return options[rises.index(max(rises))]


def sides(study: Study, n: int, seed: int) -> Sides:
    pairs = told.both_answers(n, seed)
    honest, lies = (told_of(study, documents) for documents in zip(*pairs, strict=True))
    return honest, lies


def told_of(study: Study, documents: Sequence[WorldDocument]) -> Told:
    texts = texts_of(study.source, documents)
    answer = [t.within(d.spans) for t, d in zip(texts, documents, strict=True)]
    return Told(halfway(study, tokens_of(texts)), answer)


def gains(found: Sides, edit: Edit, maxima: Mapping[int, float]) -> list[Tensor]:
    """The rise of log p of the honest answers, and of the lies."""
    return [under(side, edit, maxima) - side.usual for side in found]


def under(side: Told, edit: Edit, maxima: Mapping[int, float]) -> Float[Tensor, " n"]:
    """log p of each answer. Edits are made at the tokens from which the answer's are predicted and
    nowhere else, so what stands before is read as ever."""
    return log_p(side.answer, losses(side.read, [edit], maxima, predicting(side)))


def predicting(side: Told) -> list[Bool[Tensor, " _"]]:
    """The tokens from which those of the answers are predicted."""
    return [torch.cat([inside[1:], inside[:1] & False]) for inside in side.answer]


def log_p(
    answer: Sequence[Bool[Tensor, " _"]], loss: Sequence[Float[Tensor, " _"]]
) -> Float[Tensor, " n"]:
    """Of each answer, given what stands before it."""
    return torch.stack([-row[inside[1:]].sum() for row, inside in zip(loss, answer, strict=True)])
