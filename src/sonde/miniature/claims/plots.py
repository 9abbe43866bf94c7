"""Line plots as SVG, by matplotlib where it is installed (`pip install 'sonde[report]'`)."""

import importlib.util
import io
from typing import Any


def can_plot() -> bool:
    return importlib.util.find_spec("matplotlib") is not None


def plot(title: str, lines: dict[str, Any]) -> str:
    """An SVG figure of {name: {"x": [...], "y": [...]}}; a note where matplotlib is missing."""
    if not can_plot():
        return "<p class='faint'>Plots need matplotlib: pip install 'sonde[report]'.</p>"
    import matplotlib
    from matplotlib.figure import Figure

    figure = Figure(figsize=(6.4, 3.2), layout="constrained")
    axes = figure.add_subplot()
    for name, line in lines.items():
        axes.plot(line["x"], line["y"], marker="o", markersize=3, linewidth=1.5, label=name)
    if lines and min(min(line["x"]) for line in lines.values()) >= 256:
        axes.set_xscale("log", base=2)  # a number of features
    axes.set_title(title, fontsize=10, loc="left")
    axes.spines[["top", "right"]].set_visible(False)
    axes.grid(alpha=0.25)
    axes.legend(fontsize=8, frameon=False)
    out = io.StringIO()
    with matplotlib.rc_context({"svg.fonttype": "none", "svg.hashsalt": title}):
        figure.savefig(out, format="svg", metadata={"Date": None})
    return out.getvalue()[out.getvalue().index("<svg") :]
