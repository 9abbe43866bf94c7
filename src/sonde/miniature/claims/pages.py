"""The claims as pages: HTML that needs nothing else, and Markdown with its plots beside it."""

import html
import json
import re
from typing import Any

from sonde.core.plots import can_plot, html_page, html_table, plot

Row = dict[str, Any]  # a claim as plain data, see `Claim.row`

WORDS = (
    "The world is generated, so it is known which concepts are in every token. Features are chosen "
    "on one set of documents and scored on another, without the sentences that stand in both "
    "(texts that are edited, those of ablation aside, are only drawn anew). A claim holds when its "
    "95 % interval is clear of the interval of every control: {held} of {n} do. Each says whose "
    "the interval is: other documents, concepts or prompts."
)


def page(rows: list[Row], facts: Row) -> str:
    """One page that needs nothing else."""
    parts = [
        f"<p>{words(rows)}</p>",
        *(section(row) for row in rows),
        f"<pre class='faint'>{html.escape(json.dumps(facts, indent=1))}</pre>",
    ]
    return html_page("Sonde: claims", "What the miniature says of the claims", parts)


def section(row: Row) -> str:
    verdict = "holds" if row["passed"] else "fails"
    own = table_row("measure", row["measure"], *row["interval"])
    controls = [
        table_row(name, found["value"], found["low"], found["high"])
        for name, found in {**row["control"], **not_deciding(row)}.items()
    ]
    drawn = [plot(title, lines_of) for title, lines_of in row["curves"].items()]
    return (
        f"<section><h2>{html.escape(row['name'])} <span class='{verdict}'>{verdict}</span></h2>"
        f"<p>{html.escape(row['says'])} <span class='faint'>Measured: {html.escape(row['unit'])}."
        f"</span></p><table>{own}{''.join(controls)}</table>{''.join(drawn)}{lines(row)}</section>"
    )


def lines(row: Row) -> str:
    """The table of a claim, folded."""
    if not row.get("table"):
        return ""
    cells = [[*row["table"][0]], *([written(x) for x in line.values()] for line in row["table"])]
    return f"<details><summary>one by one</summary>{html_table(cells)}</details>"


def written(value: Any) -> str:
    return f"{value:.3f}" if isinstance(value, float) else str(value)


def table_row(name: str, value: float, low: float, high: float) -> str:
    head = html.escape(name)
    return f"<tr><th>{head}</th><td>{value:.3f}</td><td>[{low:.3f}, {high:.3f}]</td></tr>"


def words(rows: list[Row]) -> str:
    return WORDS.format(held=sum(row["passed"] for row in rows), n=len(rows))


def strongest(row: Row) -> tuple[str, dict[str, float]]:
    """The control whose interval reaches highest, which decides, and its estimate."""
    return max(row["control"].items(), key=lambda item: known(item[1]["high"]))


def not_deciding(row: Row) -> dict[str, dict[str, float]]:
    """What stands beside a claim of a method."""
    return {f"{name} (decides nothing)": found for name, found in row["beside"].items()}


def known(value: float) -> float:
    return value if value == value else float("-inf")


def markdown(rows: list[Row], facts: Row) -> str:
    """A table of all claims, then each with its controls and plots, which lie in `plots/`."""
    head = ["| | claim | measure | strongest control |", "|---|---|---|---|"]
    table = [
        f"| {verdict(row)} | [{row['name']}](#{slug(row['name'])}) | {own(row)} | "
        f"{': '.join((strongest(row)[0], interval(strongest(row)[1])))} |"
        for row in rows
    ]
    parts = ["# Claims", words(rows), "\n".join(head + table), *(part(row) for row in rows)]
    settings = json.dumps(facts, indent=1)
    return "\n\n".join([*parts, f"```json\n{settings}\n```"]) + "\n"


def part(row: Row) -> str:
    lines = [f"| measure | {own(row)} |"]
    beside = {**row["control"], **not_deciding(row)}
    lines += [f"| {name} | {interval(found)} |" for name, found in beside.items()]
    shown = [f"![{title}](plots/{name})" for title, name in plot_names(row).items() if can_plot()]
    table = "\n".join(["| | |", "|---|---|", *lines])
    says = f"{row['says']} Measured: {row['unit']}."
    title = f"## {row['name']}\n\n{verdict(row).capitalize()}."
    return "\n\n".join([title, says, table, *shown])


def plots(rows: list[Row]) -> dict[str, str]:
    """File name -> SVG; nothing where there is no matplotlib."""
    if not can_plot():
        return {}
    return {
        name: plot(title, row["curves"][title])
        for row in rows
        for title, name in plot_names(row).items()
    }


def plot_names(row: Row) -> dict[str, str]:
    """Title -> file name, of each of its curves."""
    named = slug(row["name"])
    return {title: f"{named}-{i}.svg" for i, title in enumerate(row["curves"])}


def verdict(row: Row) -> str:
    return "holds" if row["passed"] else "**fails**"


def own(row: Row) -> str:
    low, high = row["interval"]
    return interval({"value": row["measure"], "low": low, "high": high})


def interval(found: dict[str, float]) -> str:
    return f"{found['value']:.3f} [{found['low']:.3f}, {found['high']:.3f}]"


def slug(name: str) -> str:
    """The anchor that Markdown on GitHub gives to a heading."""
    return re.sub(r"[^\w -]", "", name.lower()).replace(" ", "-")
