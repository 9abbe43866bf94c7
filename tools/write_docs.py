"""Writes docs/configs.md from the configs; with --check, only says if it is up to date."""

import dataclasses
import importlib
import sys
from pathlib import Path

from sonde.core.config import Field, leaves

PAGE = Path(__file__).parent.parent / "docs" / "configs.md"
CONFIGS = {
    "sonde harvest": "sonde.activations.config:HarvestConfig",
    "sonde train": "sonde.dictionary.config:TrainConfig",
    "sonde grid": "sonde.dictionary.varying:GridConfig",
    "sonde stability": "sonde.dictionary.config:StabilityConfig",
    "sonde sweep": "sonde.cli.sweep:SweepConfig",
    "sonde evaluate": "sonde.interventions.config:EvaluateConfig",
    "sonde atlas": "sonde.atlas.config:AtlasConfig",
    "sonde steer": "sonde.interventions.config:SteerConfig",
    "sonde serve": "sonde.app.config:ServeConfig",
    "sonde run": "sonde.cli.pipeline:RunConfig",
    "sonde plan": "sonde.planning.config:PlanConfig",
    "sonde miniature train": "sonde.miniature.config:RecipeConfig",
    "the model section": "sonde.model.config:ModelConfig",
    "the text section": "sonde.text.config:TextConfig",
}
ABOUT = """\
Written by `tools/write_docs.py` from the code. A dotted name is a field of a section; what is
required of a section that may be left out is required where the section is given. Rows after a
`dictionary.kind` belong to that kind; those it shares with a kind before are not repeated.

On the command line a field is the last word of its name with dashes (`--dictionary-size`), but for
`--model`, `--text` and `--other-model`; a list repeats its flag (`--text A --text B`)."""


def page() -> str:
    lines = [
        "# Every setting",
        "",
        ABOUT,
        "",
    ]
    for title, name in CONFIGS.items():
        module, _, attribute = name.partition(":")
        cls = getattr(importlib.import_module(module), attribute)
        lines += [
            f"## {title} (`{attribute}`)",
            "",
            "| field | default | meaning |",
            "|---|---|---|",
        ]
        lines += [*dict.fromkeys(map(row, leaves(cls))), ""]  # kinds share some
    return "\n".join(lines)


def row(leaf: Field) -> str:
    default = "required" if leaf.default is dataclasses.MISSING else f"`{leaf.default}`"
    return f"| `{'.'.join(leaf.path)}` | {default} | {leaf.help.replace('|', '∣')} |"


if __name__ == "__main__":
    if "--check" in sys.argv:
        current = PAGE.read_text() if PAGE.exists() else ""
        sys.exit(
            0 if current == page() else "docs/configs.md is out of date: run tools/write_docs.py"
        )
    PAGE.write_text(page())
