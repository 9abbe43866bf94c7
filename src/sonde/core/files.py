"""Files that are whole or absent: written aside, flushed, renamed. Only safetensors, Parquet, JSON, YAML are read."""

import hashlib
import json
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import torch
from safetensors import SafetensorError, safe_open
from safetensors.torch import save_file
from torch import Tensor

from sonde.core.errors import SondeError, room_on_disk

PICKLED = {".pt", ".pth", ".bin", ".pkl", ".pickle", ".ckpt", ".npz", ".npy", ".joblib"}


def refuse_pickles(path: Path) -> None:
    """Raises for a file whose format can carry code."""
    if path.suffix.lower() in PICKLED:
        raise SondeError(
            f"{path} may be a pickle, and reading one runs whatever code it holds, so Sonde refuses it. "
            "Save the tensors as .safetensors where you trust the file, then point at that."
        )


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
        raise SondeError(f"{path} is missing.") from None
    except (json.JSONDecodeError, UnicodeDecodeError) as error:
        raise SondeError(f"{path} is not valid JSON ({error}): it was cut short or edited.") from error


def save_tensors(path: Path, tensors: Mapping[str, Tensor]) -> None:
    """Writes a safetensors file whole or not at all."""
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


def load_tensors(path: Path, names: list[str] | None = None) -> dict[str, Tensor]:
    """Reads a safetensors file (or only `names` of it), copied into ordinary aligned memory."""
    refuse_pickles(path)
    try:
        with safe_open(path, "pt") as file:
            present = list(file.keys())
            missing = [name for name in names or [] if name not in present]
            if missing:
                raise SondeError(f"{path} holds {present}, but {missing} was expected.")
            return {name: file.get_tensor(name).clone() for name in names or present}
    except FileNotFoundError:
        raise SondeError(f"{path} is missing.") from None
    except SafetensorError as error:
        raise SondeError(f"{path} is damaged or not a safetensors file ({error}).") from error


def sha256(path: Path) -> str:
    """Checksum of a file's bytes, hexadecimal."""
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while block := file.read(1 << 22):
            digest.update(block)
    return digest.hexdigest()


def same_bytes(a: Tensor, b: Tensor) -> bool:
    """Whether two tensors hold the same bytes (a NaN equals itself)."""
    if a.shape != b.shape or a.dtype != b.dtype:
        return False
    return bool(torch.equal(a.contiguous().view(torch.uint8), b.contiguous().view(torch.uint8)))
