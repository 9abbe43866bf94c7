"""The table of formats. A new one is a module with `recognise`, `read` and `write`, and a row here;
the law suite (`tests/test_formats.py`) runs over every row."""

from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from sonde.core.errors import SondeError, nearest
from sonde.core.files import refuse_pickles
from sonde.dictionary.formats import (
    dictionary_learning,
    gemma_scope,
    llama_scope,
    llamascopium,
    openai,
    saelens,
    sparsify,
)
from sonde.dictionary.formats.plain import Plain


class Format(NamedTuple):
    recognise: Callable[[Path], bool]  # whether a folder or file is of this format
    read: Callable[[Path], Plain]
    write: Callable[[Plain, Path], None]  # into a folder that exists and is empty
    files: tuple[str, ...]  # what a folder of it holds
    transcoders: bool  # whether it holds those too


FORMATS: dict[str, Format] = {
    name: Format(module.recognise, module.read, module.write, files, name == "saelens")
    for name, module, files in (
        ("saelens", saelens, (saelens.CONFIG, saelens.WEIGHTS)),
        ("sparsify", sparsify, (sparsify.CONFIG, sparsify.WEIGHTS)),
        (
            "dictionary_learning",
            dictionary_learning,
            (dictionary_learning.WEIGHTS, dictionary_learning.CONFIG),
        ),
        ("gemma_scope", gemma_scope, (gemma_scope.ARRAYS,)),
        ("llama_scope", llama_scope, (llama_scope.CONFIG, llama_scope.WEIGHTS)),
        ("llamascopium", llamascopium, (llamascopium.CONFIG, llamascopium.WEIGHTS)),
        ("openai", openai, (openai.FILE,)),
    )
}
OURS = "sonde"


def recognised(path: Path) -> str:
    """The name of the format of a folder or file; `sonde` for our own artifact."""
    if not path.exists():
        raise SondeError(f"There is no {path}.")
    if (path / "manifest.json").is_file():
        return OURS
    for name, row in FORMATS.items():
        if row.recognise(path):
            return name
    if path.is_file():
        refuse_pickles(path)
    present = {name: telling(path, row) for name, row in FORMATS.items()}
    likely = max(present, key=lambda name: present[name])
    if present[likely]:
        return likely  # its reader says what is missing
    known = "\n".join(f"  {name}: {' and '.join(row.files)}" for name, row in FORMATS.items())
    raise SondeError(f"{path} is of no known format. A folder should hold one of:\n{known}")


def telling(path: Path, row: Format) -> float:
    """The share of the files of a format that are there; none where there is only that name which
    every folder has."""
    there = [file for file in row.files if (path / file).is_file()]
    return len(there) / len(row.files) if {*there} - {"config.json"} else 0.0


def refuse_unknown(name: str) -> None:
    if name not in (*FORMATS, OURS):
        raise SondeError(f"Unknown format {name!r}.{nearest(name, (*FORMATS, OURS))}")
