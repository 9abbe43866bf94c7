"""One claim: a measure beside its controls, with intervals; and the statistics they share."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

import torch
from jaxtyping import Float
from torch import Tensor

DRAWS = 1000  # of a bootstrap


@dataclass(frozen=True)
class Estimate:
    """A number with its 95 % interval."""

    value: float
    low: float
    high: float

    def __str__(self) -> str:
        return f"{self.value:.3g} [{self.low:.3g}, {self.high:.3g}]"


@dataclass(frozen=True)
class Claim:
    name: str
    says: str  # the claim, in words
    unit: str  # what `measure` and the controls are
    measure: Estimate
    controls: Mapping[str, Estimate]
    passed: bool
    curves: Mapping[str, Any] = field(default_factory=dict)  # for the plots: name -> x, y
    table: Sequence[Mapping[str, Any]] = ()  # what the measure is the mean of, line by line
    beside: Mapping[str, Estimate] = field(default_factory=dict)  # the same of others: no controls

    def row(self) -> dict[str, Any]:
        """Plain data: name, measure, control, interval, passed, and the rest."""
        return {
            "name": self.name,
            "measure": self.measure.value,
            "interval": [self.measure.low, self.measure.high],
            "control": {name: asdict(estimate) for name, estimate in self.controls.items()},
            "beside": {name: asdict(estimate) for name, estimate in self.beside.items()},
            "passed": self.passed,
            "says": self.says,
            "unit": self.unit,
            "curves": dict(self.curves),
            "table": [dict(line) for line in self.table],
        }


def claim(
    name: str,
    says: str,
    unit: str,
    measure: Estimate,
    controls: Mapping[str, Estimate],
    at_least: float = float("-inf"),
    curves: Mapping[str, Any] | None = None,
    table: Sequence[Mapping[str, Any]] = (),
    beside: Mapping[str, Estimate] | None = None,
) -> Claim:
    """Passes when the whole interval lies above every control's, and the measure is `at_least`.
    Without a control nothing passes. What a claim of a method is as true of stands `beside` it and
    decides nothing."""
    clear = bool(controls) and all(measure.low > control.high for control in controls.values())
    passed = clear and measure.value >= at_least
    return Claim(name, says, unit, measure, controls, passed, curves or {}, table, beside or {})


def estimate(value: float, draws: Float[Tensor, " draws"]) -> Estimate:
    """The value, with the middle 95 % of its bootstrap draws."""
    found = draws[~draws.isnan()].double()
    if not len(found):
        return Estimate(value, float("nan"), float("nan"))
    return Estimate(value, float(found.quantile(0.025)), float(found.quantile(0.975)))


def resampled(
    values: Float[Tensor, " n"], statistic: Callable[[Tensor], Tensor] | None = None, seed: int = 0
) -> Estimate:
    """The mean (or another statistic along the last dimension) with its bootstrap interval."""
    values = values[~values.isnan()].double()
    of = statistic or (lambda rows: rows.mean(-1))
    if not len(values):
        return Estimate(float("nan"), float("nan"), float("nan"))
    generator = torch.Generator().manual_seed(seed)
    chosen = torch.randint(len(values), (DRAWS, len(values)), generator=generator)
    return estimate(float(of(values)), of(values[chosen]))


def resampled_too(
    values: Float[Tensor, " n"], draws: Float[Tensor, "draws n"], seed: int = 0
) -> Estimate:
    """The mean of n values. Each of `draws` has them on other documents, and here the n are drawn
    with replacement too: the interval is that of other documents and other concepts (the
    pigeonhole bootstrap of Owen 2007, which errs on the wide side)."""
    known = ~values.isnan()
    values, draws = values[known], draws[:, known]
    if not len(values):
        return Estimate(float("nan"), float("nan"), float("nan"))
    generator = torch.Generator().manual_seed(seed)
    chosen = torch.randint(len(values), draws.shape, generator=generator)
    return estimate(float(values.mean()), draws.gather(1, chosen).nanmean(1))


def one_each(draws: Float[Tensor, "repeats draws"]) -> Float[Tensor, " draws"]:
    """Of several repeats of a control each draw takes one: their interval is what a single one may
    do, not that of their mean."""
    place = torch.arange(draws.shape[1])
    return draws[place % len(draws), place]


def rank_correlation(a: Float[Tensor, "*draws n"], b: Float[Tensor, "*draws n"]) -> Tensor:
    """Spearman's, along the last dimension; ties share their mean rank."""
    ranks = [mean_ranks(x) for x in (a, b)]
    centred = [rank - rank.mean(-1, keepdim=True) for rank in ranks]
    product = (centred[0] * centred[1]).sum(-1)
    return product / (centred[0].norm(dim=-1) * centred[1].norm(dim=-1)).clamp_min(1e-12)


def mean_ranks(values: Float[Tensor, "*draws n"]) -> Float[Tensor, "*draws n"]:
    """Ranks from 1 along the last dimension."""
    rows = values.contiguous()
    ordered = rows.sort(-1).values
    below = torch.searchsorted(ordered, rows)
    return (below + torch.searchsorted(ordered, rows, right=True) + 1).double() / 2


def correlated(a: Float[Tensor, " n"], b: Float[Tensor, " n"], seed: int = 0) -> Estimate:
    """Rank correlation of pairs, with its bootstrap interval."""
    generator = torch.Generator().manual_seed(seed)
    chosen = torch.randint(len(a), (DRAWS, len(a)), generator=generator)
    return estimate(float(rank_correlation(a, b)), rank_correlation(a[chosen], b[chosen]))
