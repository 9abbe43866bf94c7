"""From any format of the table to any other, and to and from dictionaries of Sonde."""

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from torch import Tensor

from sonde.core.artifact import Artifact, Draft, partial, remove
from sonde.core.errors import SondeError, room_on_disk
from sonde.core.plugins import without_unknown_plugins
from sonde.dictionary.dictionary import Dictionary
from sonde.dictionary.formats.plain import (
    Plain,
    contiguous,
    dictionary_of,
    plain_of,
    top_k_of,
    with_threshold,
)
from sonde.dictionary.formats.table import FORMATS, OURS, recognised, refuse_unknown


def convert(
    source: Path,
    output: Path,
    to: str | None = None,
    *,
    k: int | None = None,
    batches: Iterable[Tensor] | None = None,
) -> Path:
    """Writes the dictionary at `source` in the format `to`: SAELens for one of ours, ours for any
    other, where none is named. `k` keeps the k largest codes instead of those above the thresholds,
    for formats that know only that; activations in `batches` turn top-k into a threshold. Raises
    SondeError for what cannot be read or held, and for an output that exists."""
    if to is not None:
        refuse_unknown(to)
    name = recognised(source)
    to = to or ("saelens" if name == OURS else OURS)
    if output.exists():
        raise SondeError(f"{output} exists already: give another directory, or remove it.")
    return write(prepared(source, k, batches), output, to, source)


def prepared(source: Path, k: int | None, batches: Iterable[Tensor] | None) -> Plain:
    """What is at `source`, brought to top-k or to a threshold where that is asked."""
    plain = read(source)
    if k is not None:
        plain = top_k_of(plain, k)
    return plain if batches is None else with_threshold(plain, batches)


def read(path: Path) -> Plain:
    """The formula of a dictionary of any format, ours included."""
    name = recognised(path)
    if name == OURS:
        plain = plain_of(Dictionary.load(Artifact.open(path, "train")))
        return replace(plain, about=without_unknown_plugins(plain.about))
    return FORMATS[name].read(path)


def load(path: Path) -> Dictionary:
    """A dictionary of any format, as one of ours."""
    return dictionary_of(read(path), path)


def save(dictionary: Dictionary, folder: Path, to: str = "saelens") -> Path:
    """A dictionary of ours in another tool's format, such as SAEBench and Neuronpedia read."""
    refuse_unknown(to)
    if folder.exists():
        raise SondeError(f"{folder} exists already: give another directory, or remove it.")
    return write(plain_of(dictionary), folder, to, folder)


def write(plain: Plain, output: Path, to: str, source: Path) -> Path:
    """A folder that is whole or absent."""
    if to == OURS:
        return write_ours(plain, output, source)
    if plain.b_in is not None and not FORMATS[to].transcoders:
        raise SondeError(f"{to} has no place for a transcoder: choose --format saelens.")
    aside = partial(output)
    if aside.exists():
        remove(aside)
    try:
        aside.mkdir(parents=True)
    except OSError as error:
        raise SondeError(f"{aside} cannot be written ({error}): choose another output.") from None
    try:
        with room_on_disk(output):
            FORMATS[to].write(contiguous(plain), aside)
    except BaseException:
        remove(aside)
        raise
    return aside.replace(output)


def write_ours(plain: Plain, output: Path, source: Path) -> Path:
    dictionary = dictionary_of(plain, source)
    draft = Draft.begin(output, "train", {"converted_from": str(source), "output": str(output)})
    assert isinstance(draft, Draft), "the output was checked not to exist"
    counts = {"d_in": dictionary.d_in, "dictionary_size": dictionary.size}
    with draft:
        dictionary.save(draft.path / "dictionary.safetensors")
        return draft.finish(counts, dictionary.about).path
