"""Do active codes come out too small?

    s = <x - m, x_hat - m> / |x_hat - m|^2        summed over tokens, m the mean activation

s is the factor that would make x_hat fit best: 1 means no shrinkage, above 1 that x_hat is too
short. For one feature the same with its part of the reconstruction alone, the rest held fixed:

    s_i = 1 + sum code_i <x - x_hat, d_i> / sum code_i^2
"""

from typing import NamedTuple

import torch
from jaxtyping import Float
from torch import Tensor

from sonde.dictionary.dictionary import Dictionary
from sonde.dictionary.sparse import pair_dots
from sonde.miniature.claims.claim import Claim, Estimate, claim, estimate
from sonde.miniature.claims.evidence import Evidence
from sonde.miniature.claims.probes import drawn
from sonde.miniature.claims.study import NEURONS, Study

ROWS = 4096  # tokens encoded at a time
FEWEST = 10  # firings of a feature below which its own factor is not shown


class Lengths(NamedTuple):
    """Sums over the tokens of each document, and the factor of each feature that fired."""

    product: Float[Tensor, " documents"]  # <x - m, x_hat - m>
    square: Float[Tensor, " documents"]  # |x_hat - m|^2
    of_features: Float[Tensor, " n"]

    def factor(self, weights: Float[Tensor, "draws documents"]) -> Float[Tensor, " draws"]:
        return (weights @ self.product) / (weights @ self.square)


def shrinkage(study: Study) -> Claim:
    evidence, penalised = study.splits[1], study.dictionaries["relu_l1"]
    ours = lengths(study.dictionaries[str(penalised.size)], evidence)
    l1 = lengths(penalised, evidence)
    draws = drawn(len(ours.product), torch.Generator().manual_seed(0))
    once = torch.ones(1, len(ours.product), dtype=torch.float64)

    def avoided(by: Lengths) -> Estimate:
        value, drawn_again = (
            (l1.factor(weights) - 1).abs() - (by.factor(weights) - 1).abs()
            for weights in (once, draws)
        )
        return estimate(float(value), drawn_again)

    others = {
        name: lengths(stand_in.dictionary, read_by(study, name))
        for name, stand_in in study.stand_ins.items()
    }
    shares = torch.linspace(0.05, 0.95, 19)
    curves = {
        name: {"x": shares.tolist(), "y": part.of_features.float().quantile(shares).tolist()}
        for name, part in (("default", ours), ("relu_l1", l1))
        if len(part.of_features)
    }
    return claim(
        "active codes do not shrink",
        "The default kind rebuilds at full length what a penalty on the codes makes too short: "
        f"its best factor is {float(ours.factor(once)):.4f}, that of relu_l1 "
        f"{float(l1.factor(once)):.4f}, both with {penalised.size:,} features. "
        "The four controls have no penalty either.",
        "shrinkage avoided: |s - 1| of relu_l1 minus that of the default kind; interval: other "
        "documents",
        avoided(ours),
        {"no difference": Estimate(0.0, 0.0, 0.0)},
        curves={"best factor of a feature's codes, by quantile": curves},
        beside={name: avoided(found) for name, found in others.items()},
    )


def read_by(study: Study, name: str) -> Evidence:
    """The scoring split as a control has it."""
    if name == NEURONS:
        evidence = study.splits[1]
        return evidence._replace(x=evidence.neurons)
    return study.dense[name].splits[1] if name in study.dense else study.splits[1]


def lengths(dictionary: Dictionary, evidence: Evidence) -> Lengths:
    center = torch.tensor(dictionary.about["mean"], dtype=torch.float32)
    owners = evidence.documents.unique(return_inverse=True)[1]
    sums = torch.zeros(2, int(owners.max()) + 1, dtype=torch.float64)
    by_feature = torch.zeros(3, dictionary.size, dtype=torch.float64)
    for start in range(0, len(evidence.x), ROWS):
        x = evidence.x[start : start + ROWS]
        codes = dictionary.encode(x)
        x_hat = dictionary.decode(codes, len(x))
        here = owners[start : start + ROWS]
        long = x_hat - center
        sums[0].index_add_(0, here, ((x - center) * long).sum(1).double())
        sums[1].index_add_(0, here, long.square().sum(1).double())
        left = pair_dots(x - x_hat, dictionary.W_dec, codes.rows, codes.features)
        parts = (codes.values * left, codes.values.square(), torch.ones_like(left))
        for total, part in zip(by_feature, parts, strict=True):
            total.index_add_(0, codes.features, part.double())
    seen = by_feature[2] >= FEWEST
    return Lengths(sums[0], sums[1], 1 + by_feature[0][seen] / by_feature[1][seen])
