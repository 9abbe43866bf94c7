"""The report: every claim of the paper as a row, printed, and written as JSON and as one HTML page.

Each group of claims is kept in OUTPUT/claims as soon as it is measured, so a report that was
stopped goes on where it was.
"""

import html
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from sonde.core.config import to_dict
from sonde.core.errors import SondeError
from sonde.core.files import read_json, write_bytes, write_json
from sonde.core.interrupt import GracefulStop
from sonde.core.machine import describe
from sonde.core.progress import say
from sonde.miniature.claims import (
    ablation_claims,
    causal_claims,
    concept_claims,
    geometry_claims,
    image_claims,
    language_claims,
    safety_claims,
)
from sonde.miniature.claims.claim import Claim
from sonde.miniature.claims.plots import plot
from sonde.miniature.claims.study import ReportConfig, Study, prepare

Row = dict[str, Any]

GROUPS: dict[str, Callable[[Study], list[Claim]]] = {
    "concepts": lambda s: [
        *concept_claims.found(dict(s.readings), s.splits),
        concept_claims.completeness(s.by_size, s.controls, s.splits),
        concept_claims.specificity(dict(s.readings), s.splits),
    ],
    "languages": lambda s: [
        language_claims.across_languages(s),
        language_claims.parallel_sentences(s),
    ],
    "pictures": image_claims.multimodal,
    "steering": lambda s: [
        causal_claims.bridge_turned_up(s),
        causal_claims.concepts_turned_up(s),
    ],
    "effects": lambda s: [
        ablation_claims.ablation_removes(s),
        ablation_claims.attribution_predicts(s),
    ],
    "safety": safety_claims.safety_claims,
    "geometry": lambda s: [*geometry_claims.neighbourhoods(s), geometry_claims.splitting(s)],
}


def report(config: ReportConfig) -> list[Row]:
    """Measures what is not there yet; writes `claims.json` and `claims.html`; gives the rows."""
    folder = Path(config.output)
    (folder / "claims").mkdir(parents=True, exist_ok=True)
    refuse_another_config(folder / "claims" / "config.json", config)
    kept = {group: folder / "claims" / f"{group}.json" for group in GROUPS}
    if not all(path.exists() for path in kept.values()):
        study = prepare(config)
        with GracefulStop() as stop:
            for group, path in kept.items():
                if not path.exists():
                    say(f"claims: {group}")
                    write_json(path, [claim.row() for claim in GROUPS[group](study)])
                stop.check("What was measured is kept. Give the same command again to go on.")
    rows: list[Row] = [row for path in kept.values() for row in read_json(path)]
    facts = {"machine": describe(), "config": to_dict(config)}
    write_json(folder / "claims.json", {**facts, "claims": rows})
    write_bytes(folder / "claims.html", page(rows, facts).encode())
    return rows


def refuse_another_config(path: Path, config: ReportConfig) -> None:
    """What was measured under one config is never shown as measured under another."""
    asked = {name: value for name, value in to_dict(config).items() if name != "output"}
    if path.exists() and (kept := read_json(path)) != asked:
        raise SondeError(
            f"{path.parent} has claims measured with {kept}, not {asked}: give another output, or "
            "remove the folder."
        )
    write_json(path, asked)


def lines(rows: list[Row]) -> list[str]:
    """The rows as text: the verdict, the measure, the strongest control."""
    found = []
    for row in rows:
        low, high = row["interval"]
        verdict = "holds" if row["passed"] else "FAILS"
        found.append(
            f"{verdict:<6} {row['name']:<44} {row['measure']:>7.3f} [{low:.3f}, {high:.3f}]"
        )
        if row["control"]:
            name, best = max(row["control"].items(), key=lambda item: number(item[1]["value"]))
            interval = f"[{best['low']:.3f}, {best['high']:.3f}]"
            found.append(f"       {'best control: ' + name:<44} {best['value']:>7.3f} {interval}")
    held = sum(row["passed"] for row in rows)
    return [
        *found,
        "",
        f"{held} of {len(rows)} claims hold: the interval is clear of every control's.",
    ]


def number(value: float) -> float:
    return value if value == value else float("-inf")


STYLE = """
body { font: 16px/1.5 system-ui, sans-serif; max-width: 60rem; margin: 2rem auto; padding: 0 1rem;
  color: #1c1b19; background: #fbfaf8; }
section { border-top: 1px solid #ddd; padding: 1rem 0; }
h2 { font-size: 1.1rem; margin: 0; }
.holds { color: #0f6b57; } .fails { color: #a8321f; }
table { border-collapse: collapse; margin: .6rem 0; } td, th { padding: .1rem 1rem .1rem 0;
  text-align: left; font-variant-numeric: tabular-nums; } th { font-weight: 600; }
.faint { color: #6b675f; } svg { max-width: 100%; height: auto; }
"""


def page(rows: list[Row], facts: Row) -> str:
    """One page that needs nothing else."""
    held = sum(row["passed"] for row in rows)
    parts = [
        "<!doctype html><html lang='en'><meta charset='utf-8'><title>Sonde: claims</title>",
        f"<style>{STYLE}</style><h1>What the miniature says of the claims</h1>",
        "<p>The world is generated, so it is known which concepts are in every token. Features "
        "are chosen on one set of documents and scored on another. A claim holds when its 95 % "
        f"interval is clear of the interval of every control: {held} of {len(rows)} do.</p>",
        *(section(row) for row in rows),
        f"<pre class='faint'>{html.escape(json.dumps(facts, indent=1))}</pre></html>",
    ]
    return "\n".join(parts)


def section(row: Row) -> str:
    verdict = "holds" if row["passed"] else "fails"
    own = table_row("measure", row["measure"], *row["interval"])
    controls = [
        table_row(name, found["value"], found["low"], found["high"])
        for name, found in row["control"].items()
    ]
    plots = [plot(title, lines_of) for title, lines_of in row["curves"].items()]
    return (
        f"<section><h2>{html.escape(row['name'])} <span class='{verdict}'>{verdict}</span></h2>"
        f"<p>{html.escape(row['says'])} <span class='faint'>Measured: {html.escape(row['unit'])}."
        f"</span></p><table>{own}{''.join(controls)}</table>{''.join(plots)}</section>"
    )


def table_row(name: str, value: float, low: float, high: float) -> str:
    head = html.escape(name)
    return f"<tr><th>{head}</th><td>{value:.3f}</td><td>[{low:.3f}, {high:.3f}]</td></tr>"
