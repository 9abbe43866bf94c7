"""Documents from files, folders and data sets, one after another; only the one in hand is held.

A source is a file (formats.py), a folder of files, or a data set of the Hugging Face hub, streamed.
"""

import os
import re
from collections.abc import Iterator
from difflib import get_close_matches
from hashlib import blake2b
from itertools import chain
from pathlib import Path
from typing import Any, Literal

from sonde.core.config import parse
from sonde.core.errors import SondeError, how_to_install, nearest
from sonde.core.files import fingerprint
from sonde.core.progress import say
from sonde.text.config import OtherText, TextConfig
from sonde.text.formats import (
    COMPRESSED,
    JSON,
    PARQUET,
    SEPARATOR,
    Bad,
    Document,
    Reader,
    document,
    first_bytes,
    has_rows,
    kind_of,
    read_file,
    text_parts,
)

CODE_AND_PROSE = frozenset(  # what is read from a folder, besides rows
    """
    .txt .md .rst .tex .org .adoc .html .css .scss .xml .yaml .yml .toml .ini .cfg .sql .sh .bat
    .ps1 .py .pyi .pyx .js .mjs .ts .jsx .tsx .vue .svelte .c .h .cc .cpp .cxx .hpp .cu .cuh .java
    .kt .scala .groovy .go .rs .rb .php .pl .pm .lua .r .jl .m .swift .cs .fs .vb .dart .zig .nim
    .hs .ml .mli .clj .ex .exs .erl .lisp .el .scm .v .sv .vhd .asm .s .f .f90 .pas .proto .tf
    """.split()
)
NAMES = {"makefile", "dockerfile", "readme", "license", "changelog"}  # without a suffix

Share = Literal["train", "held_out", "all"]


def documents(config: TextConfig, share: Share = "all") -> Iterator[Document]:
    """The documents of all sources in order, or one share of them; empty ones are passed over.

    A document's share depends on its text alone (`is_held_out`), so `train` and `held_out` are
    disjoint, cover all, and keep equal texts together. `max_documents` counts both shares.

    Raises SondeError at once for a source that does not exist; while reading, for a damaged file
    and for a document that is not UTF-8 or has no such field (unless bad_documents is "skip"); in
    the end, when there was nothing to yield.
    """
    readers = [open_source(source, config) for source in config.sources]
    return chosen(usable(chain.from_iterable(readers), config), config, share)


def chosen(found: Iterator[Document], config: TextConfig, share: Share) -> Iterator[Document]:
    """The documents of one share; an empty share is an error."""
    n_read = n_chosen = 0
    for item in found:
        n_read += 1
        if share == "all" or is_held_out(item.text, config.held_out) == (share == "held_out"):
            n_chosen += 1
            yield item
    if not n_chosen:
        raise SondeError(
            f"None of the {n_read} documents of {', '.join(config.sources)} is in the share "
            f"{share!r} with held_out={config.held_out}. Change --held-out, or give more text: "
            f"one large text becomes many with a line {SEPARATOR.decode()} between its parts."
        )


def is_held_out(text: str, held_out: float) -> bool:
    """Whether a document is kept from training: its hash, as a number in 0..1, is below that."""
    digest = blake2b(text.encode(), digest_size=8).digest()
    return int.from_bytes(digest, "big") < held_out * 2**64


def usable(found: Reader, config: TextConfig) -> Iterator[Document]:
    """Documents that hold text. A bad one stops the reading or is counted, as the config says."""
    n_found = n_bad = 0
    first_bad = ""
    for item in found:
        if isinstance(item, Bad):
            if config.bad_documents == "stop":
                raise SondeError(f"{item.why} Or pass over such documents: --bad-documents skip.")
            n_bad, first_bad = n_bad + 1, first_bad or item.why
        elif item.text and not item.text.isspace():
            n_found += 1
            yield item
            if n_found == config.max_documents:
                break
    if not n_found:
        passed = f" {n_bad} were passed over, the first: {first_bad}" if n_bad else ""
        raise SondeError(
            f"There is no text in {', '.join(config.sources)}: no documents, or only empty ones."
            f"{passed} Name a file, folder or data set that holds some (--text)."
        )
    if n_bad:
        say(f"Passed over {n_bad} of {n_bad + n_found} documents. The first: {first_bad}")


def open_source(source: str, config: TextConfig) -> Reader:
    """A reader for one source. Nothing is read yet, but what does not exist is refused now."""
    path = Path(source).expanduser()
    if path.is_dir():
        return folder_files(path, text_files(path), config.column)
    if path.exists():
        return read_file(path, path.name, config.column)
    if names_a_data_set(source):
        return data_set(source, config)
    raise SondeError(f"There is no {source}.{near_name(path)}")


def text_files(folder: Path) -> list[Path]:
    """What looks like text by name and first bytes, by path; hidden ones are left out."""
    found = []
    for parent, folders, names in os.walk(folder):
        folders[:] = [name for name in folders if not name.startswith(".")]
        found += [Path(parent, name) for name in names if not name.startswith(".")]
    files = sorted(file for file in found if file.is_file() and is_text(file))
    if not files:
        raise SondeError(
            f"There is no text in the folder {folder}: no .txt, source code, .jsonl or .parquet."
        )
    return files


def fingerprint_of(config: TextConfig) -> str:
    """A short hash of the files that are read. Empty for what is not on this machine."""
    return " ".join(filter(None, map(source_fingerprint, config.sources)))


def source_fingerprint(source: str) -> str:
    path = Path(source).expanduser()
    if not source or not path.exists():
        return ""
    return fingerprint(text_files(path), path) if path.is_dir() else fingerprint([path])


def refuse_output_inside(output: str, config: OtherText) -> None:
    """Raises SondeError where a stage would write among the files that it reads."""
    for source in filter(None, config.sources):
        folder, place = Path(source).expanduser().resolve(), Path(output).resolve()
        if not (folder.is_dir() and place.is_relative_to(folder)):
            continue
        if not any(part.startswith(".") for part in place.relative_to(folder).parts):
            raise SondeError(
                f"{output} lies in {source}, which is read as text, and would be read as part of "
                "it: give an --output outside."
            )


def refuse_output_in_text(
    output: str, about: dict[str, Any], text: OtherText | None = None
) -> None:
    """Raises where a stage would write into the text that it reads: an artifact's, or another."""
    if text is None and about.get("text"):
        text = parse(TextConfig, about["text"], "the artifact's text")
    if text is not None:
        refuse_output_inside(output, text)


def folder_files(folder: Path, files: list[Path], column: str) -> Reader:
    for file in files:
        name = file.relative_to(folder).as_posix()
        if kind_of(file) == ".json" and not has_rows(file, column):
            yield from text_parts(file, name)  # a program's settings
        else:
            yield from read_file(file, name, column)


def is_text(path: Path) -> bool:
    kind = kind_of(path)
    if kind == PARQUET:
        return True
    if kind not in JSON | CODE_AND_PROSE and path.name.lower() not in NAMES:
        return False
    return path.suffix.lower() in COMPRESSED or b"\0" not in first_bytes(path)


def names_a_data_set(source: str) -> bool:
    """org/name or org/name:subset, unless it looks like a file whose name was misspelt."""
    if not re.fullmatch(r"[\w.-]+/[\w.-]+(:[\w.-]+)?", source):
        return False
    path = Path(source)
    is_file = kind_of(path) in JSON | CODE_AND_PROSE | {PARQUET}
    return not is_file and not path.parent.exists()


def near_name(path: Path) -> str:
    """What is there that is spelt alike, at the first folder where the path goes wrong."""
    while not path.parent.exists():
        path = path.parent
    there = [entry.name for entry in path.parent.iterdir()] if path.parent.is_dir() else []
    near = get_close_matches(path.name, there, n=6, cutoff=0.4)
    where = "" if path.parent == Path() else f" In {path.parent}:"
    return f"{where}{nearest(path.name, near)}" if near else ""


def data_set(source: str, config: TextConfig) -> Reader:
    """The rows of a data set of the Hugging Face hub, or of a local folder of one, streamed."""
    try:
        import datasets
    except ImportError as error:
        raise SondeError(
            f"There is no file {source}, and to read a data set of the Hugging Face hub one more "
            f"package is needed: {how_to_install('hub')}."
        ) from error
    name, _, subset = source.partition(":")
    try:
        rows = datasets.load_dataset(name, subset or None, split=config.split, streaming=True)
        columns = rows.column_names
    except Exception as error:  # of many kinds: hub, network, unknown split or subset
        raise SondeError(
            f"{source} is no file here, and the Hugging Face hub did not give a data set of that "
            f"name with a split {config.split!r}: {error}\nCheck name, split and network; one of "
            "several subsets is named as org/name:subset."
        ) from error
    if columns and config.column not in columns:
        hint = nearest(config.column, columns)
        raise SondeError(
            f"The data set {source} has no column {config.column!r}.{hint} Set --column."
        )
    rows = rows.select_columns([config.column]) if columns else rows  # images are not decoded
    return data_set_rows(rows, source, config.column)


def data_set_rows(rows: Any, source: str, column: str) -> Reader:
    try:
        for number, row in enumerate(rows, 1):
            yield document(row, f"{source}:{number}", column)
    except Exception as error:  # of many kinds: network, format
        raise SondeError(
            f"Reading the data set {source} failed: {error}\nGive the same command again to go on."
        ) from error
