"""Line plots as SVG, by matplotlib where it is installed (the extra `report`), and the
HTML pages they stand on, which need nothing else."""

import html
import importlib.util
import io
from collections.abc import Iterable
from typing import Any

from sonde.core.errors import how_to_install

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


def html_page(title: str, heading: str, parts: Iterable[str]) -> str:
    """A page of parts that are HTML already."""
    head = (
        "<!doctype html><html lang='en'><meta charset='utf-8'>"
        f"<title>{html.escape(title)}</title><style>{STYLE}</style>"
    )
    return "\n".join([f"{head}<h1>{html.escape(heading)}</h1>", *parts, "</html>"])


def html_table(rows: Iterable[Iterable[str]]) -> str:
    """A table whose first row is its head."""
    lines = []
    for number, row in enumerate(rows):
        tag = "td" if number else "th"
        lines.append("".join(f"<{tag}>{html.escape(cell)}</{tag}>" for cell in row))
    return "<table>" + "".join(f"<tr>{line}</tr>" for line in lines) + "</table>"


def can_plot() -> bool:
    return importlib.util.find_spec("matplotlib") is not None


def plot(
    title: str, lines: dict[str, Any], x_label: str = "", y_label: str = "", log: str = ""
) -> str:
    """An SVG figure of {name: {"x": [...], "y": [...]}}; a note where matplotlib is missing.

    A line may have "low" and "high", drawn as a band around it, and "points": true for no line.
    `log` names the axes that are logarithmic, such as "xy".
    """
    if not can_plot():
        return f"<p class='faint'>Plots need matplotlib: {how_to_install('report')}.</p>"
    import matplotlib
    from matplotlib.figure import Figure

    figure = Figure(figsize=(6.4, 3.2), layout="constrained")
    axes = figure.add_subplot()
    for name, line in lines.items():
        banded, alone = "low" in line, line.get("points", False)
        look: dict[str, Any] = {"marker": "" if banded else "o", "linestyle": "" if alone else "-"}
        drawn = axes.plot(line["x"], line["y"], markersize=3, linewidth=1.5, label=name, **look)
        if banded:
            shade: dict[str, Any] = {"color": drawn[0].get_color(), "alpha": 0.15, "linewidth": 0}
            axes.fill_between(line["x"], line["low"], line["high"], **shade)
    if lines and not log and min(min(line["x"]) for line in lines.values()) >= 256:
        axes.set_xscale("log", base=2)  # a number of features
    if "x" in log:
        axes.set_xscale("log")
    if "y" in log:
        axes.set_yscale("log")
    axes.set_title(title, fontsize=10, loc="left")
    axes.set_xlabel(x_label, fontsize=9)
    axes.set_ylabel(y_label, fontsize=9)
    axes.spines[["top", "right"]].set_visible(False)
    axes.grid(alpha=0.25)
    axes.legend(fontsize=8, frameon=False)
    out = io.StringIO()
    with matplotlib.rc_context({"svg.fonttype": "none", "svg.hashsalt": title}):
        figure.savefig(out, format="svg", metadata={"Date": None})
    return out.getvalue()[out.getvalue().index("<svg") :]
