"""`sonde sweep`: a ladder of small runs, laws through them, and a larger run that tries the laws.

The laws are of 1 - explained variance, each rung at its best learning rate. The larger run is
trained after the laws are fitted, at the learning rate that they give: it tests all of them.
"""

from dataclasses import replace
from math import exp, log
from pathlib import Path
from statistics import median_low
from typing import Any, NamedTuple

from sonde.cli.grid import Row, Train, batches_to_measure
from sonde.core.artifact import Artifact
from sonde.core.config import config, to_dict
from sonde.core.errors import SondeError
from sonde.core.files import write_bytes, write_json
from sonde.core.machine import describe
from sonde.core.progress import say
from sonde.dictionary.config import TrainConfig
from sonde.dictionary.grid import measured
from sonde.dictionary.kinds import KINDS
from sonde.dictionary.pace import default_rate, steps
from sonde.dictionary.varying import GridConfig, runs_of
from sonde.planning import flops
from sonde.planning.kinds import L0
from sonde.planning.laws import Band, Law, Power, choose_law, fit_law, fit_power
from sonde.planning.proposal import Cost, Proposal, propose, refuse_too_little
from sonde.scale.train import train_together

Runs = dict[str, TrainConfig]
N_BUDGETS = 12  # on the curve of what is best for a budget


@config
class SweepConfig:
    output: str  # directory of the sweep: dictionaries, sweep.json, sweep.html
    train: dict[str, Any]  # what all runs share: fields of TrainConfig
    sizes: tuple[int, ...] = (256, 512, 1024)  # dictionary sizes of the ladder
    tokens: tuple[int, ...] = (250_000, 500_000, 1_000_000)  # each size is trained on each of these
    rates: tuple[float, ...] = (0.5, 1.0, 2.0)  # learning rates, in multiples of the derived one
    ks: tuple[int, ...] = ()  # further k, tried at the middle of the ladder
    larger_size: int | None = None  # of the run that is predicted; twice the largest when absent
    larger_tokens: int | None = None  # of the same; twice the most when absent
    budget: float | None = None  # FLOP to propose for; ten times the larger run's when absent
    measure_on: str | None = None  # activations of other text to measure on; else of the same
    seed: int = 0  # of the bands

    def __post_init__(self) -> None:
        for name in ("sizes", "tokens", "rates", "ks"):
            values = getattr(self, name)
            if any(value <= 0 for value in values) or len(set(values)) < len(values):
                raise SondeError(f"{name}={values} should be positive and each there once.")
        if len(self.sizes) < 2 or len(self.tokens) < 2 or len(self.sizes) * len(self.tokens) < 7:
            raise SondeError(
                f"{len(self.sizes)} sizes x {len(self.tokens)} tokens are too few for a law: give "
                "at least two of each and seven combinations."
            )
        if not self.rates:
            raise SondeError("rates is empty: give at least 1.0, the derived learning rate.")
        for name, most in (("larger_size", self.sizes), ("larger_tokens", self.tokens)):
            if (value := getattr(self, name)) is not None and value <= max(most):
                raise SondeError(
                    f"{name}={value} is within the ladder, whose most is {max(most)}: a prediction "
                    "is of a run beyond it."
                )
        if self.budget is not None and not 0 < self.budget < float("inf"):
            raise SondeError(f"budget={self.budget} must be a positive number of FLOP.")


class Rung(NamedTuple):
    """One size and number of tokens, at its best learning rate."""

    dictionary_size: int
    n_tokens: int
    n_steps: int
    flop: int | float
    learning_rate: float  # the best: where a parabola through those tried is lowest
    loss: float  # 1 - explained variance, of the best of those tried
    at_edge: bool  # the best was the least or the greatest tried


class Laws(NamedTuple):
    loss: Law  # by features and tokens
    rate: Power  # best learning rate by features and steps
    cost: Cost
    batch_size: int
    smallest: int  # size

    def proposal(self, budget: int | float) -> Proposal:
        return propose(self.loss, self.rate, self.cost, budget, self.batch_size, self.smallest)


class Sweep(NamedTuple):
    """Everything that was found."""

    rows: list[Row]  # of all runs of the ladder
    rungs: list[Rung]
    laws: Laws  # of the ladder alone
    predicted: Band  # the loss of the larger run
    larger: Rung  # its outcome
    naive: float  # the control: the least loss of the ladder
    ks: Power | None  # loss by k
    k_points: list[tuple[int, float]]
    frontier: list[Proposal]  # what is best for budgets up to the one asked for
    by_compute: Law  # loss of the frontier by FLOP
    size_by_compute: Power
    steps_by_compute: Power
    proposal: Proposal  # for the budget, the larger run counted in


def sweep(config: SweepConfig, train: Train = train_together) -> Sweep:
    """Trains what is missing, fits, tries, proposes; writes sweep.json and sweep.html."""
    from sonde.cli.sweep_page import page, to_json

    runs, more = ladder(config), with_other_k(config)
    first = next(iter(runs.values()))
    xs = batches_to_measure(first, config.measure_on)
    cost = cost_of(first)
    if config.budget is not None:
        refuse_too_little(cost, config.budget, max(min(config.sizes), k_of(first)))
    rows = measured(runs | more, train(runs | more), xs)
    rungs = rungs_of([row for row in rows if row["name"] in runs], first, cost)
    laws = laws_of(rungs, first, cost, config.seed)
    larger_run = larger(config, laws)
    size, n_tokens = larger_run.dictionary.dictionary_size, larger_run.n_tokens
    predicted = laws.loss.outcome(size, n_tokens)
    say(f"predicted for {size:,} features and {n_tokens:,} tokens: {written(predicted)}")
    tried = measured({"larger": larger_run}, train({"larger": larger_run}), xs)
    if "stopped" in tried[0]:
        raise SondeError(
            f"The larger run was lost. {tried[0]['stopped']} The ladder is kept: give the same "
            "command again with another --larger-size or --larger-tokens."
        )
    (outcome,) = rungs_of(tried, first, cost)
    final = laws_of([*rungs, outcome], first, cost, config.seed)
    budget = config.budget or 10 * outcome.flop
    frontier = along(final, min(rung.flop for rung in rungs), budget)
    amounts = [one.flop for one in frontier]
    k_points = points_of_k(rows, runs, more)
    found = Sweep(
        rows,
        rungs,
        laws,
        predicted,
        outcome,
        min(rung.loss for rung in rungs),
        law_of_k(k_points, config.seed),
        k_points,
        frontier,
        fit_law(amounts, [one.loss.value for one in frontier], config.seed),
        fit_power(amounts, [one.dictionary_size for one in frontier], config.seed),
        fit_power(amounts, [one.n_steps for one in frontier], config.seed),
        final.proposal(budget),
    )
    folder, facts = Path(config.output), {"machine": describe(), "config": to_dict(config)}
    write_json(folder / "sweep.json", {**facts, **to_json(found)})
    write_bytes(folder / "sweep.html", page(found).encode())
    return found


def ladder(config: SweepConfig) -> Runs:
    """Every size on every number of tokens at every learning rate."""
    vary: dict[str, list[Any]] = {
        "dictionary.dictionary_size": sorted(config.sizes),
        "n_tokens": sorted(config.tokens),
    }
    refuse_varied(config)
    found: Runs = {}
    for name, run in runs_of(
        GridConfig(output=config.output, train=config.train, vary=vary)
    ).items():
        for factor in config.rates:
            named = f"{name}-rate{factor:g}x"
            rate = factor * default_rate(run)
            found[named] = replace(run, learning_rate=rate, output=place(config, named))
    return found


def with_other_k(config: SweepConfig) -> Runs:
    """The middle of the ladder at other k, at the derived learning rate."""
    if not config.ks:
        return {}
    vary = {
        "dictionary.dictionary_size": [median_low(config.sizes)],
        "n_tokens": [median_low(config.tokens)],
        "dictionary.k": sorted(config.ks),
    }
    return runs_of(GridConfig(output=config.output, train=config.train, vary=vary))


def larger(config: SweepConfig, laws: Laws) -> TrainConfig:
    """The run beyond the ladder, at the learning rate that the laws give."""
    size = config.larger_size or 2 * max(config.sizes)
    n_tokens = config.larger_tokens or 2 * max(config.tokens)
    vary = {"dictionary.dictionary_size": [size], "n_tokens": [n_tokens]}
    (run,) = runs_of(GridConfig(output=config.output, train=config.train, vary=vary)).values()
    rate = laws.rate.value(size, steps(run))
    name = f"larger-size{size}-tokens{n_tokens}-rate{rate:.4g}"
    return replace(run, learning_rate=rate, output=place(config, name))


def place(config: SweepConfig, name: str) -> str:
    return f"{config.output}/dictionaries/{name}"


def refuse_varied(config: SweepConfig) -> None:
    inside = config.train.get("dictionary", {})
    given = {"n_tokens", "learning_rate"} & config.train.keys()
    given |= {"dictionary_size"} & set(inside if isinstance(inside, dict) else ())
    if given:
        raise SondeError(
            f"train has {', '.join(sorted(given))}, which a sweep chooses: give sizes, tokens and "
            "rates of the sweep instead."
        )


def cost_of(run: TrainConfig) -> Cost:
    """FLOP of a run like this one, by size and steps: of the width that its kind reads, with the L0
    that `sonde plan` assumes where it has no k."""
    about = Artifact.open(run.activations, "harvest").manifest.about
    widths = tuple(part["width"] for part in about.get("parts", ())) or (about["d_in"],)
    kind, batch = run.dictionary.kind, run.batch_size
    given = KINDS[kind].sides(widths).given
    d_in, l0 = given.stop - given.start, getattr(run.dictionary, "k", L0)
    return lambda size, n_steps: flops.training(kind, d_in, size, batch, min(l0, size), n_steps)


def rungs_of(rows: list[Row], run: TrainConfig, cost: Cost) -> list[Rung]:
    """The best of the learning rates at every size and number of tokens; those that diverged at
    all of them are left out."""
    tried: dict[tuple[int, int], list[Row]] = {}
    for row in rows:
        if "stopped" not in row:
            tried.setdefault((row["dictionary_size"], row["n_tokens"]), []).append(row)
    return [rung_of(of_one, run, cost) for _, of_one in sorted(tried.items())]


def rung_of(rows: list[Row], run: TrainConfig, cost: Cost) -> Rung:
    rows = sorted(rows, key=lambda row: row["learning_rate"])
    losses = [1 - row["explained_variance"] for row in rows]
    best = losses.index(min(losses))
    size, n_tokens = rows[best]["dictionary_size"], rows[best]["n_tokens"]
    n_steps = steps(replace(run, n_tokens=n_tokens))
    inside = 0 < best < len(rows) - 1
    rate = rows[best]["learning_rate"]
    if inside:
        near = slice(best - 1, best + 2)
        rate = lowest([row["learning_rate"] for row in rows[near]], losses[near])
    at_edge = len(rows) > 1 and not inside
    return Rung(size, n_tokens, n_steps, cost(size, n_steps), rate, losses[best], at_edge)


def lowest(rates: list[float], losses: list[float]) -> float:
    """Where a parabola through three points is lowest, of logarithms."""
    (a, b, c), (u, v, w) = map(log, rates), losses
    left, right = (v - u) / (b - a), (w - v) / (c - b)
    curved = (right - left) / (c - a)
    return exp((a + b) / 2 - left / (2 * curved)) if curved > 0 else exp(b)


def k_of(run: TrainConfig) -> int:
    """The fewest features that a dictionary of the kind can have."""
    return int(getattr(run.dictionary, "k", 1))


def laws_of(rungs: list[Rung], run: TrainConfig, cost: Cost, seed: int) -> Laws:
    sizes = [(rung.dictionary_size, rung.n_tokens) for rung in rungs]
    at = [(rung.dictionary_size, rung.n_steps) for rung in rungs]
    loss = choose_law(sizes, [rung.loss for rung in rungs], seed)
    rate = fit_power(at, [rung.learning_rate for rung in rungs], seed)
    return Laws(
        loss,
        rate,
        cost,
        run.batch_size,
        max(min(rung.dictionary_size for rung in rungs), k_of(run)),
    )


def along(laws: Laws, least: int | float, most: int | float) -> list[Proposal]:
    """The best for budgets from that of the smallest rung up."""
    ratio = (most / least) ** (1 / (N_BUDGETS - 1))
    return [laws.proposal(least * ratio**i * (1 + 1e-9)) for i in range(N_BUDGETS)]


def points_of_k(rows: list[Row], runs: Runs, more: Runs) -> list[tuple[int, float]]:
    """Loss by k, at the middle of the ladder and the derived learning rate."""
    if not more:
        return []
    middle = next(iter(more.values()))

    def alike(run: TrainConfig) -> bool:
        one, other = run.dictionary, middle.dictionary
        same = (one.dictionary_size, run.n_tokens) == (other.dictionary_size, middle.n_tokens)
        return same and run.learning_rate in (None, default_rate(run))

    found = {}
    for row in rows:
        run = (runs | more)[row["name"]]
        if alike(run) and "stopped" not in row:
            found[int(getattr(run.dictionary, "k", 0))] = 1 - row["explained_variance"]
    return sorted(found.items())


def law_of_k(k_points: list[tuple[int, float]], seed: int) -> Power | None:
    if len(k_points) < 2:
        return None
    return fit_power([k for k, _ in k_points], [loss for _, loss in k_points], seed)


def written(band: Band) -> str:
    return f"{band.value:.4f} [{band.low:.4f}, {band.high:.4f}]"
