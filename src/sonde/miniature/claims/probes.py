"""Probes: one number per example, learnt from labelled examples; and how well a number tells.

    score = (x - mean) / deviation . weights + bias

    logistic               weights, bias = argmin mean log(1 + exp(-+score)) + l2 / 2 |weights|^2
    difference of means    weights = mean of the true - mean of the false, of x as it is
    AUROC                  P(score of a true > score of a false), ties count half

Everything is float64 and sums over all examples, so their order does not matter.
"""

from typing import NamedTuple

import torch
import torch.nn.functional as F
from jaxtyping import Bool, Float, Int
from torch import Tensor

from sonde.miniature.claims.claim import DRAWS, Estimate, estimate, mean_ranks

STRENGTHS = (0.001, 0.01, 0.1, 1.0)  # of the L2 penalty on standardised inputs
COLUMNS = 1024  # readings whose AUROC is computed at a time


class Probe(NamedTuple):
    """A direction and where it is zero, in the units of what it reads."""

    weights: Float[Tensor, " d"]
    bias: Float[Tensor, ""]

    def __call__(self, x: Float[Tensor, "n d"]) -> Float[Tensor, " n"]:
        return x.double() @ self.weights + self.bias


def logistic(x: Float[Tensor, "n d"], truth: Bool[Tensor, " n"], l2: float) -> Probe:
    """Logistic regression; `l2` weighs standardised inputs, the bias is free."""
    x = x.double()
    mean, deviation = x.mean(0), x.std(0).clamp_min(1e-9)
    standard, target = (x - mean) / deviation, truth.double()
    weights = torch.zeros(x.shape[1], dtype=torch.float64, requires_grad=True)
    bias = torch.zeros((), dtype=torch.float64, requires_grad=True)
    descent = torch.optim.LBFGS([weights, bias], max_iter=200, line_search_fn="strong_wolfe")

    def loss() -> Tensor:
        descent.zero_grad()
        fit = F.binary_cross_entropy_with_logits(standard @ weights + bias, target)
        total = fit + l2 / 2 * weights.square().sum()
        total.backward()
        return total

    descent.step(loss)  # type: ignore[no-untyped-call]
    found = weights.detach() / deviation
    return Probe(found, bias.detach() - mean @ found)


def chosen_logistic(x: Float[Tensor, "n d"], truth: Bool[Tensor, " n"]) -> Probe:
    """The strength that tells best on every third example, then learnt on all."""
    aside = torch.arange(len(x)) % 3 == 2
    found = [
        float(areas(logistic(x[~aside], truth[~aside], l2)(x[aside])[:, None], truth[aside]))
        for l2 in STRENGTHS
    ]
    best = max(range(len(found)), key=lambda i: (found[i], STRENGTHS[i]))
    return logistic(x, truth, STRENGTHS[best])


def difference_of_means(x: Float[Tensor, "n d"], truth: Bool[Tensor, " n"]) -> Probe:
    """Zero halfway between the means."""
    x = x.double()
    up, down = x[truth].mean(0), x[~truth].mean(0)
    weights = up - down
    return Probe(weights, -(weights @ (up + down)) / 2)


def areas(values: Float[Tensor, "n m"], truth: Bool[Tensor, " n"]) -> Float[Tensor, " m"]:
    """AUROC of every column; NaN where one class is missing."""
    parts = [columns_areas(part, truth) for part in values.split(COLUMNS, dim=1)]
    return torch.cat(parts)


def columns_areas(values: Float[Tensor, "n m"], truth: Bool[Tensor, " n"]) -> Float[Tensor, " m"]:
    n_true = int(truth.sum())
    n_pairs = n_true * (len(truth) - n_true)
    if not n_pairs:
        return torch.full((values.shape[1],), torch.nan, dtype=torch.float64)
    ranks = mean_ranks(values.T)
    return (ranks[:, truth].sum(1) - n_true * (n_true + 1) / 2) / n_pairs


class Choice(NamedTuple):
    """One of many readings, and whether it is high or low on what is true."""

    column: int
    sign: int
    auroc: float  # where it was chosen: optimistic


def best_column(values: Float[Tensor, "n m"], truth: Bool[Tensor, " n"]) -> Choice:
    """The reading that tells best, either way round."""
    found = areas(values, truth)
    column = int((found - 0.5).abs().argmax())
    sign = 1 if found[column] >= 0.5 else -1
    return Choice(column, sign, float(0.5 + (found[column] - 0.5).abs()))


def best_columns(
    values: Float[Tensor, "n m"], truth: Bool[Tensor, " n"], k: int
) -> Int[Tensor, " k"]:
    """The k readings that tell best on their own, either way round."""
    return (areas(values, truth) - 0.5).abs().topk(k).indices


def auroc(scores: Float[Tensor, " n"], truth: Bool[Tensor, " n"], seed: int = 0) -> Estimate:
    """With the interval of other examples: each class drawn with replacement as often as it is."""
    if truth.all() or not truth.any():
        return Estimate(float("nan"), float("nan"), float("nan"))
    return estimate(*auroc_and_draws(scores, truth, seed))


def auroc_and_draws(
    scores: Float[Tensor, " n"], truth: Bool[Tensor, " n"], seed: int = 0
) -> tuple[float, Float[Tensor, " draws"]]:
    """Of both classes there are some."""
    up, down = scores[truth], scores[~truth]
    above = (up[:, None] > down).double() + (up[:, None] == down).double() / 2
    generator = torch.Generator().manual_seed(seed)
    of_up, of_down = (drawn(len(part), generator) for part in (up, down))
    return float(above.mean()), ((of_up @ above) * of_down).sum(1) / (len(up) * len(down))


def drawn(n: int, generator: torch.Generator) -> Float[Tensor, "draws n"]:
    """How often each of n examples is in each draw of a bootstrap."""
    chosen = torch.randint(n, (DRAWS, n), generator=generator)
    counts = torch.zeros(DRAWS, n, dtype=torch.float64)
    return counts.scatter_add_(1, chosen, torch.ones(chosen.shape, dtype=torch.float64))
