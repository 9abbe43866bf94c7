"""Gemma Scope: `params.npz`; Gemma Scope 2: `config.json` and `params.safetensors`.

    h     = x @ W_enc + b_enc                 b_dec is not subtracted, nothing is normalised
    codes = relu(h) * (h > threshold)
    x_hat = codes @ W_dec + b_dec

W_enc [d_in, F], W_dec [F, d_in], threshold [F]; the names of the first two are also spelt w_enc and
w_dec. Written is the first layout. Transcoders, affine skips and cross-layer files are refused.
"""

import io
import zipfile
from pathlib import Path
from typing import Any

import numpy
import torch
from numpy.typing import NDArray
from torch import Tensor

from sonde.core.errors import SondeError
from sonde.core.files import load_tensors, write_bytes
from sonde.dictionary.formats.plain import Plain, build, thresholds, with_centre
from sonde.dictionary.formats.reading import (
    matrix,
    provenance,
    refuse_choice,
    refuse_contradiction,
    refuse_names,
    settings_of,
    without_idle_scale,
)

ARRAYS, TENSORS, CONFIG = "params.npz", "params.safetensors", "config.json"
NEEDED = ["W_enc", "b_enc", "W_dec", "b_dec", "threshold"]
SWELLING = 20
UNREADABLE = (ValueError, TypeError, OSError, EOFError, AttributeError, MemoryError)
SPELLINGS = {"w_enc": "W_enc", "w_dec": "W_dec"}


def recognise(path: Path) -> bool:
    if path.suffix == ".npz":
        return path.is_file()
    return (path / ARRAYS).is_file() or (path / TENSORS).is_file()


def read(path: Path) -> Plain:
    about = provenance("gemma_scope", {})
    if path.suffix == ".npz" or (path / ARRAYS).is_file():
        where = path if path.suffix == ".npz" else path / ARRAYS
        tensors = load_arrays(where)
    else:
        where = path / TENSORS
        about = second_settings(path / CONFIG)
        tensors = load_tensors(where)
    tensors = {SPELLINGS.get(name, name): tensor for name, tensor in tensors.items()}
    tensors = without_idle_scale(tensors)
    if "scaling_factor" in tensors:
        raise SondeError(
            f"{where} holds a scaling_factor, and it is not said whether the weights contain it: "
            "fold it in, or set it to 1 where they do."
        )
    refuse_names(tensors, NEEDED, where)
    size = len(matrix(tensors, "W_dec", where))
    matrix(tensors, "W_enc", where)
    refuse_contradiction(path / CONFIG, about["gemma_scope"], {"width": size})
    return build(tensors, where, centred=False, about=about)


def second_settings(path: Path) -> dict[str, Any]:
    """What Gemma Scope 2 says of a file, after refusing what is no autoencoder of one place."""
    settings = settings_of(path)
    hint = "Other kinds of Gemma Scope 2 have no threshold for each feature."
    refuse_choice(path, "architecture", settings.get("architecture"), ["jump_relu"], hint)
    place, target = settings.get("hf_hook_point_in"), settings.get("hf_hook_point_out")
    if settings.get("affine_connection") or (target and target != place):
        raise SondeError(
            f"{path} describes a transcoder ({place} to {target}): only a sparse autoencoder, "
            "which rebuilds its own input, can be read."
        )
    return provenance("gemma_scope", settings, settings.get("model_name"), place)


def load_arrays(path: Path) -> dict[str, Tensor]:
    """The arrays of an .npz. numpy may not unpickle: an array of objects is refused."""
    try:
        refuse_swelling(path)
        with path.open("rb") as file, numpy.load(file, allow_pickle=False) as arrays:
            return {name: as_tensor(arrays[name]) for name in arrays.files}
    except FileNotFoundError:
        raise SondeError(f"{path} is missing: fetch it again, or mend its path.") from None
    except (zipfile.BadZipFile, *UNREADABLE) as error:
        raise SondeError(
            f"{path} is damaged, holds something other than numbers (a pickle is not opened), or "
            f"is no .npz file: {error}. Fetch it again."
        ) from None


def refuse_swelling(path: Path) -> None:
    """Weights hardly compress, so what would grow many times is something else."""
    with zipfile.ZipFile(path) as archive:
        size = sum(entry.file_size for entry in archive.infolist())
    if size > SWELLING * path.stat().st_size:
        raise ValueError(f"it would grow to {size:,} bytes")


def as_tensor(array: NDArray[Any]) -> Tensor:
    return torch.from_numpy(numpy.ascontiguousarray(array).reshape(array.shape))


def write(plain: Plain, folder: Path) -> None:
    """`params.npz`. Holds thresholds and ReLU; neither top-k nor where the dictionary belongs."""
    threshold = thresholds(plain, "Gemma Scope")
    plain = with_centre(plain, False)
    tensors = {
        "W_dec": plain.W_dec,
        "W_enc": plain.W_enc,
        "b_dec": plain.b_dec,
        "b_enc": plain.b_enc,
        "threshold": threshold,
    }
    arrays: dict[str, Any] = {name: t.contiguous().numpy() for name, t in tensors.items()}
    data = io.BytesIO()
    numpy.savez(data, **arrays)
    write_bytes(folder / ARRAYS, data.getvalue())
