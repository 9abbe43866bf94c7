"""Documentation that cannot fall behind: fields, verbs and words are read from the code."""

import importlib
import re
import subprocess
import sys
from dataclasses import is_dataclass
from pathlib import Path

import pytest

from sonde.core.config import leaves

ROOT = Path(__file__).parent.parent
CONFIGS = [
    "sonde.text.config:TextConfig",
    "sonde.model.config:ModelConfig",
    "sonde.activations.config:HarvestConfig",
    "sonde.dictionary.config:TrainConfig",
    "sonde.dictionary.config:StabilityConfig",
    "sonde.dictionary.varying:GridConfig",
    "sonde.interventions.config:EvaluateConfig",
    "sonde.interventions.config:SteerConfig",
    "sonde.atlas.config:AtlasConfig",
    "sonde.app.config:ServeConfig",
    "sonde.cli.pipeline:RunConfig",
    "sonde.planning.config:PlanConfig",
    "sonde.cli.sweep:SweepConfig",
]
VERBS = (
    "run plan harvest train grid stability sweep evaluate atlas search feature steer serve demo "
    "convert doctor repair"
).split()
LEFT_TO_OTHERS = r"latents?|d_sae|hook_name|feature_acts|dict_size|n_latents|fvu|submodules?"


def find(name):
    module, _, attribute = name.partition(":")
    return getattr(importlib.import_module(module), attribute)


@pytest.mark.parametrize("name", CONFIGS)
def test_every_config_field_says_what_it_means(name):
    cls = find(name)
    assert is_dataclass(cls)
    for leaf in leaves(cls):
        assert leaf.help, f"{name}: {'.'.join(leaf.path)} has no comment"


@pytest.mark.parametrize("name", CONFIGS)
def test_every_config_field_is_in_its_section_of_the_reference(name):
    sections = (ROOT / "docs" / "configs.md").read_text().split("\n## ")
    (section,) = (one for one in sections if f"(`{name.partition(':')[2]}`)" in one)
    for leaf in leaves(find(name)):
        assert section.count(f"| `{'.'.join(leaf.path)}` |"), (
            f"run tools/write_docs.py: {leaf.path} is missing"
        )
    rows = [line for line in section.splitlines() if line.startswith("| `")]
    assert len({*rows}) == len(rows)


@pytest.mark.parametrize("verb", VERBS)
def test_every_verb_is_in_the_readme_and_in_help(verb, help_text):
    assert f"sonde {verb}" in (ROOT / "README.md").read_text()
    assert re.search(rf"^\s+{verb}\s+\S", help_text, re.MULTILINE)


@pytest.fixture(scope="module")
def help_text():
    done = subprocess.run([sys.executable, "-m", "sonde", "--help"], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_help_imports_nothing_heavy():
    modules = "('torch', 'transformers', 'lancedb', 'pyarrow')"
    code = "import sys, sonde.cli.stages, sonde.cli.verbs; "
    code += f"print([m for m in {modules} if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert done.stdout.strip() == "[]", done.stdout + done.stderr


def test_the_package_uses_our_words():
    for path in sorted((ROOT / "src" / "sonde").rglob("*.py")):
        if path.name in ("formats.py", "loading.py", "hooks.py", "forward.py"):
            continue  # names of other tools' files and of torch's own functions
        if "formats" in path.parts:
            continue
        for number, line in enumerate(path.read_text().splitlines(), 1):
            found = re.search(rf"\b({LEFT_TO_OTHERS})\b", line, re.IGNORECASE)
            assert not found, f"{path}:{number} says {found[0]!r}; docs/glossary.md has our word"


def test_the_reference_is_what_the_tool_writes():
    done = subprocess.run(
        [sys.executable, str(ROOT / "tools" / "write_docs.py"), "--check"],
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stdout + done.stderr
