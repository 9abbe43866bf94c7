"""What a sweep found: as lines for a terminal, as data, and as a page with plots."""

import html
from collections.abc import Iterable
from typing import Any

from sonde.cli.sweep import Rung, Sweep, written
from sonde.core.plots import html_page, html_table, plot
from sonde.core.progress import short
from sonde.planning.laws import Band, Law
from sonde.planning.table import aligned, amount

LOSS = "1 - explained variance"
N_POINTS = 40  # on a curve
FORMULAS = {
    "sum": "E + A features^-a + B tokens^-b",
    "product": "E + A features^-a tokens^-b",
}


def lines(found: Sweep) -> list[str]:
    return [
        *aligned(table_of_rungs(found)),
        "",
        *said(found),
        "",
        *aligned(table_of_trial(found)),
        "",
        *proposed(found),
    ]


def table_of_rungs(found: Sweep) -> list[list[str]]:
    head = ["features", "tokens", "FLOP", "best rate", LOSS, "by the law"]
    return [head, *(cells(rung, found.laws.loss) for rung in found.rungs)]


def cells(rung: Rung, law: Law) -> list[str]:
    return [
        f"{rung.dictionary_size:,}",
        short(rung.n_tokens),
        amount(rung.flop),
        f"{rung.learning_rate:.2g}" + (" (edge)" if rung.at_edge else ""),
        f"{rung.loss:.4f}",
        f"{law.value(rung.dictionary_size, rung.n_tokens):.4f}",
    ]


def said(found: Sweep) -> list[str]:
    """The laws, in words and with their bands."""
    law = found.laws.loss.to_dict()
    sizes, tokens = law["powers"]
    irreducible = Band(**law["irreducible"])
    rate = found.laws.rate.to_dict()["powers"]
    lines = [
        f"{LOSS} = {FORMULAS[law['form']]},  E {written(irreducible)},  "
        f"a {range_of(sizes)},  b {range_of(tokens)},  a run scatters by {law['noise']:.1%}",
        f"best learning rate ~ features^{range_of(rate[0])} steps^{range_of(rate[1])}",
        f"best for a budget: features ~ FLOP^{found.size_by_compute.powers[0]:.2f}, "
        f"steps ~ FLOP^{found.steps_by_compute.powers[0]:.2f}",
    ]
    if found.ks:
        lines.append(f"{LOSS} ~ k^{range_of(found.ks.to_dict()['powers'][0])}")
    if n := sum(rung.at_edge for rung in found.rungs):
        lines.append(
            f"At {n} of {len(found.rungs)} rungs the best learning rate is the least or the "
            "greatest tried: give more --set rates."
        )
    return lines


def range_of(band: dict[str, float]) -> str:
    return f"{band['value']:.2f} [{band['low']:.2f}, {band['high']:.2f}]"


def table_of_trial(found: Sweep) -> list[list[str]]:
    """The larger run: what was predicted of it before it was trained, and what came out."""
    larger = found.larger
    held = found.predicted.low <= larger.loss <= found.predicted.high
    error, naive = found.predicted.value / larger.loss - 1, found.naive / larger.loss - 1
    what = f"{larger.dictionary_size:,} features, {short(larger.n_tokens)} tokens"
    return [
        [what, LOSS, "off by"],
        ["predicted, 90 % of runs", written(found.predicted), f"{error:+.1%}"],
        ["control: the best of the ladder", f"{found.naive:.4f}", f"{naive:+.1%}"],
        ["outcome", f"{larger.loss:.4f}", "in the band" if held else "outside of the band"],
    ]


def proposed(found: Sweep) -> list[str]:
    """What to train for the budget, and how far beyond what was tried that is."""
    one, tried = found.proposal, [*found.rungs, found.larger]
    beyond = max(
        one.dictionary_size / max(rung.dictionary_size for rung in tried),
        one.n_tokens / max(rung.n_tokens for rung in tried),
    )
    far = f"It is {beyond:.0f} times beyond any run: an extrapolation." if beyond > 2 else ""
    return [
        f"For {amount(one.flop)}FLOP: --dictionary-size {one.dictionary_size} "
        f"--n-tokens {one.n_tokens} --learning-rate {one.learning_rate:.2g} "
        f"({one.n_steps:,} steps), {LOSS} {written(one.loss)}",
        *([far] if far else []),
    ]


def to_json(found: Sweep) -> dict[str, Any]:
    """Everything, JSON-ready."""
    held = found.predicted.low <= found.larger.loss <= found.predicted.high
    return {
        "runs": found.rows,
        "rungs": [rung._asdict() for rung in found.rungs],
        "laws": {
            "loss": found.laws.loss.to_dict(),
            "learning_rate": found.laws.rate.to_dict(),
            "k": found.ks.to_dict() if found.ks else None,
            "loss_by_compute": found.by_compute.to_dict(),
            "size_by_compute": found.size_by_compute.to_dict(),
            "steps_by_compute": found.steps_by_compute.to_dict(),
        },
        "larger": {
            "predicted": found.predicted._asdict(),
            "outcome": found.larger._asdict(),
            "in_band": held,
            "relative_error": found.predicted.value / found.larger.loss - 1,
            "control": found.naive,
            "control_relative_error": found.naive / found.larger.loss - 1,
        },
        "k": found.k_points,
        "frontier": [one.to_dict() for one in found.frontier],
        "proposal": found.proposal.to_dict(),
    }


def page(found: Sweep) -> str:
    """The tables and plots, as a page."""
    words = [f"<p>{html.escape(line)}</p>" for line in [*said(found), *proposed(found)]]
    tables = [html_table(table_of_trial(found)), html_table(table_of_rungs(found))]
    drawn = [by_tokens(found), by_compute(found), by_rate(found)]
    return html_page(
        "Sonde: sweep", "Laws of a ladder of runs", [*tables[:1], *words, *drawn, tables[1]]
    )


def between(low: int | float, high: int | float) -> list[float]:
    return [low * (high / low) ** (i / (N_POINTS - 1)) for i in range(N_POINTS)]


def band_line(x: list[Any], bands: Iterable[Band]) -> dict[str, Any]:
    y, low, high = zip(*bands, strict=True)
    return {"x": x, "y": list(y), "low": list(low), "high": list(high)}


def by_tokens(found: Sweep) -> str:
    """Every size against tokens: its law as a band, its runs as points, the larger run too."""
    drawn: dict[str, Any] = {}
    rungs = [*found.rungs, found.larger]
    x = between(min(r.n_tokens for r in rungs), max(r.n_tokens for r in rungs))
    for size in sorted({rung.dictionary_size for rung in rungs}):
        law = found.laws.loss
        drawn[f"{size:,} features, law"] = band_line(x, (law.band(size, n) for n in x))
        of_size = [rung for rung in rungs if rung.dictionary_size == size]
        drawn[f"{size:,} features"] = points((r.n_tokens, r.loss) for r in of_size)
    return plot(
        "Loss by size and tokens, the law without the larger run", drawn, "tokens", LOSS, "xy"
    )


def points(pairs: Iterable[tuple[int | float, float]]) -> dict[str, Any]:
    x, y = zip(*pairs, strict=True)
    return {"x": list(x), "y": list(y), "points": True}


def by_compute(found: Sweep) -> str:
    x = [one.flop for one in found.frontier]
    best = band_line(x, (one.loss for one in found.frontier))
    runs = points((rung.flop, rung.loss) for rung in [*found.rungs, found.larger])
    return plot("Loss by compute", {"best for the budget": best, "runs": runs}, "FLOP", LOSS, "xy")


def by_rate(found: Sweep) -> str:
    """Best learning rates against size, a line of the law for every number of steps."""
    drawn: dict[str, Any] = {}
    rungs = [*found.rungs, found.larger]
    x = between(min(r.dictionary_size for r in rungs), max(r.dictionary_size for r in rungs))
    for n in sorted({rung.n_steps for rung in found.rungs}):
        rate = found.laws.rate
        drawn[f"{n:,} steps, law"] = band_line(x, (rate.band(size, n) for size in x))
        of_steps = [rung for rung in found.rungs if rung.n_steps == n]
        drawn[f"{n:,} steps"] = points((r.dictionary_size, r.learning_rate) for r in of_steps)
    return plot("Best learning rate by size", drawn, "features", "learning rate", "xy")
