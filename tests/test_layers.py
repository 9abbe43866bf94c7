"""Imports point one way: core < text, model < activations < ... < app < cli (ARCHITECTURE.md)."""

import ast
import re
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parent.parent / "src" / "sonde"
MAY_IMPORT = {
    "core": set(),
    "text": {"core"},
    "model": {"core"},
    "dictionary": {"core"},
    "planning": {"core"},
    "activations": {"core", "text", "model"},
    "interventions": {"core", "text", "model", "activations", "dictionary"},
    "atlas": {"core", "text", "model", "activations", "dictionary"},
    "monitors": {"core", "text", "model", "activations", "dictionary"},
}
MAY_IMPORT["scale"] = {*MAY_IMPORT}
MAY_IMPORT["miniature"] = MAY_IMPORT["app"] = {*MAY_IMPORT} - {"planning", "scale"}
HEAVY = {
    "torch",
    "transformers",
    "lancedb",
    "pyarrow",
    "datasets",
    "fastapi",
    "uvicorn",
    "numpy",
    "ray",
}


def files():
    return sorted(PACKAGE.rglob("*.py"))


def imports(path, top_level_only=False):
    """Names of imported modules, those inside functions too unless only the top level is asked."""
    tree = ast.parse(path.read_text())
    nodes = tree.body if top_level_only else ast.walk(tree)
    found = []
    for node in nodes:
        if isinstance(node, ast.Import):
            found += [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative imports hide the layer"
            found.append(node.module)
    return found


@pytest.mark.parametrize("path", files(), ids=lambda path: str(path.relative_to(PACKAGE)))
def test_a_layer_imports_only_what_lies_below_it(path):
    layer = path.relative_to(PACKAGE).parts[0]
    if layer not in MAY_IMPORT:
        return  # cli and the package's own two files stand above all layers
    for module in imports(path):
        parts = module.split(".")
        if parts[0] == "sonde" and len(parts) > 1 and parts[1] != layer:
            assert parts[1] in MAY_IMPORT[layer], f"{layer} imports {module}"


def test_every_folder_is_a_known_layer():
    folders = {
        path.parent.relative_to(PACKAGE).parts[0] for path in files() if path.parent != PACKAGE
    }
    assert folders <= {*MAY_IMPORT, "cli"}


def test_only_scale_imports_ray():
    for path in files():
        if "scale" not in path.parts:
            assert not any(module.split(".")[0] == "ray" for module in imports(path)), path


@pytest.mark.parametrize("path", files(), ids=lambda path: str(path.relative_to(PACKAGE)))
def test_configs_and_package_files_import_nothing_heavy(path):
    if path.name in (
        "config.py",
        "__init__.py",
        "errors.py",
        "progress.py",
        "verbs.py",
        "stages.py",
    ):
        heavy = {module.split(".")[0] for module in imports(path, top_level_only=True)} & HEAVY
        assert not heavy, f"{path} imports {heavy}: `sonde --help` would wait for it"


def test_no_file_is_too_long_to_read():
    for path in files():
        if "tables" not in path.parts:  # word lists of the miniature
            assert len(path.read_text().splitlines()) <= 500, path


def test_nothing_unpickles_or_trusts_remote_code():
    for path in files():
        text = path.read_text()
        for forbidden in ("import pickle", "torch.load(", "trust_remote_code=True", "yaml.load("):
            assert forbidden not in text, f"{path} has {forbidden}"


def runs_text(tree):
    """Calls in a module that run text or unpickle; text that only speaks of them is none."""
    names = {
        node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and not own_eval(node)
    }
    return names & {"eval", "exec", "__import__", "system", "Unpickler", "unsafe_load"}


def own_eval(call):
    """model.eval(): torch's, without arguments."""
    return isinstance(call.func, ast.Attribute) and not call.args


def test_nothing_runs_text():
    """Nor does any module speak of it: the flawed programs of the world are files of text."""
    for path in files():
        text = path.read_text()
        assert not runs_text(ast.parse(text)), path
        assert not re.search(r"(?<![\w.])(eval|exec)\(", text), path


def test_a_call_that_runs_text_would_be_seen():
    assert runs_text(ast.parse("def f(text):\n    return eval(text)")) == {"eval"}
    assert runs_text(ast.parse("import os\nos.system(name)")) == {"system"}
    assert not runs_text(ast.parse("model.eval()"))
