"""Files that are whole or absent: written aside, flushed, renamed.

Only safetensors, Parquet, JSON and YAML are read; other tools' dictionaries in `.pt` and `.npz`
files have readers of their own in `dictionary/formats/`.
"""

import hashlib
import json
import os
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sonde.core.errors import SondeError, room_on_disk

if TYPE_CHECKING:  # torch takes seconds to import, and `sonde --help` comes through here
    from torch import Tensor

SAMPLE, N_SAMPLES = 1 << 16, 64  # bytes in a part, and parts, of a file that is fingerprinted
AGAIN = "fetch or copy it again, or give the command that wrote it again"
PICKLED = {".pt", ".pth", ".bin", ".pkl", ".pickle", ".ckpt", ".npz", ".npy", ".joblib"}


def refuse_pickles(path: Path) -> None:
    """Raises for a file whose format can carry code, by its suffix or by how it begins."""
    if path.suffix.lower() in PICKLED or begins_as_pickle(path):
        raise SondeError(
            f"{path} may be a pickle, and reading one runs whatever code it holds: Sonde refuses "
            "it. Save the tensors as .safetensors where you trust the file, then point at that."
        )


def begins_as_pickle(path: Path) -> bool:
    """A pickle begins with 0x80, the archive torch.save writes with PK; safetensors has { at 8."""
    if not path.is_file():
        return False
    with path.open("rb") as file:
        head = file.read(9)
    return head.startswith((b"\x80", b"PK\x03\x04")) and head[8:] != b"{"


def write_bytes(path: Path, data: bytes) -> None:
    """Writes `path` whole or not at all."""
    aside = path.with_name(path.name + ".tmp")
    with room_on_disk(path):
        with aside.open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        aside.replace(path)


def write_json(path: Path, value: Any) -> None:
    write_bytes(path, (json.dumps(value, indent=2, ensure_ascii=False) + "\n").encode())


def read_json(path: Path) -> Any:
    try:
        return json.loads(path.read_bytes())
    except FileNotFoundError:
        raise SondeError(f"{path} is missing: {AGAIN}.") from None
    except (json.JSONDecodeError, UnicodeDecodeError) as error:
        why = f"{path} is not valid JSON ({error}), cut short or edited: {AGAIN}."
        raise SondeError(why) from error


def save_tensors(path: Path, tensors: Mapping[str, "Tensor"]) -> None:
    """Writes a safetensors file whole or not at all."""
    from safetensors import SafetensorError
    from safetensors.torch import save_file

    aside = path.with_name(path.name + ".tmp")
    plain = {name: tensor.detach().cpu().contiguous() for name, tensor in tensors.items()}
    with room_on_disk(path):
        try:
            save_file(plain, aside)
        except SafetensorError as error:  # the library wraps a full disk in its own error
            if "No space left" in str(error) or "os error 28" in str(error):
                raise OSError(28, str(error)) from error
            raise
        with aside.open("rb") as file:
            os.fsync(file.fileno())
        aside.replace(path)


def load_tensors(
    path: Path, names: list[str] | None = None, also: Sequence[str] = ()
) -> dict[str, "Tensor"]:
    """Reads a safetensors file (or only `names` of it, and of `also` what is there), copied into
    ordinary aligned memory."""
    from safetensors import SafetensorError, safe_open

    refuse_pickles(path)
    if path.is_dir():
        raise SondeError(f"{path} is a directory: point at a file of tensors, such as one in it.")
    try:
        with safe_open(path, "pt") as file:
            present = list(file.keys())
            missing = [name for name in names or [] if name not in present]
            if missing:
                raise SondeError(f"{path} holds {present}, but {missing} was expected: {AGAIN}.")
            wanted = [*names, *(n for n in also if n in present)] if names else present
            return {name: file.get_tensor(name).clone() for name in wanted}
    except FileNotFoundError:
        raise SondeError(f"{path} is missing: {AGAIN}.") from None
    except SafetensorError as error:
        why = f"{path} is damaged, cut short or not a safetensors file ({error}): {AGAIN}."
        raise SondeError(why) from error


def sha256(path: Path) -> str:
    """Checksum of a file's bytes, hexadecimal."""
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while block := file.read(1 << 22):
            digest.update(block)
    return digest.hexdigest()


def fingerprint(files: Sequence[Path], folder: Path | None = None) -> str:
    """A short hash that tells when files have changed: of their sizes, of evenly spaced parts of
    large ones, and of their names in `folder` where it is given."""
    digest = hashlib.sha256()
    for file in files:
        size = file.stat().st_size
        name = "" if folder is None else file.relative_to(folder).as_posix()
        digest.update(f"{name} {size};".encode())
        with file.open("rb") as opened:
            for start in range(0, size, max(SAMPLE, size // N_SAMPLES)):
                opened.seek(start)
                digest.update(opened.read(SAMPLE))
    return digest.hexdigest()[:16]


def same_bytes(a: "Tensor", b: "Tensor") -> bool:
    """Whether two tensors hold the same bytes (a NaN equals itself)."""
    import torch

    if a.shape != b.shape or a.dtype != b.dtype:
        return False
    a, b = (tensor.contiguous().flatten().view(torch.uint8) for tensor in (a, b))
    return bool(torch.equal(a, b))
