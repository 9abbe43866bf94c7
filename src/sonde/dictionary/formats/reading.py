"""What the readers and writers of all formats share: settings, names, and how both are refused."""

from collections.abc import Collection
from pathlib import Path
from typing import Any

import torch
from torch import Tensor

from sonde.core.errors import SondeError
from sonde.core.files import read_json


def settings_of(path: Path) -> dict[str, Any]:
    """A JSON file of settings by name."""
    settings = read_json(path)
    if not isinstance(settings, dict):
        raise SondeError(
            f"{path} holds a {type(settings).__name__} and should hold settings by name: fetch it "
            "again, or write it again with the tool that the weights are from."
        )
    return settings


def refuse_names(
    tensors: dict[str, Any], needed: Collection[str], where: Path, ignored: Collection[str] = ()
) -> None:
    """Raises unless exactly the tensors that the formula uses are there. One that it does not use
    may change the numbers, so it is refused rather than left out."""
    missing = [name for name in needed if name not in tensors]
    if missing:
        raise SondeError(
            f"{where} holds {sorted(map(str, tensors))}, but {missing} is needed too: fetch or "
            "export the whole file."
        )
    unknown = sorted(map(str, set(tensors) - {*needed, *ignored}))
    if unknown:
        raise SondeError(
            f"{where} holds {unknown} besides the weights, which Sonde cannot express: without it "
            "the codes would be others. Fold it into the weights with the tool that wrote it."
        )


def refuse_contradiction(where: Path, settings: dict[str, Any], facts: dict[str, int]) -> None:
    """Raises where the settings claim other sizes than the tensors have."""
    for name, found in facts.items():
        claimed = settings.get(name)
        if claimed is not None and claimed != found:
            raise SondeError(
                f"{where} says {name} = {claimed!r}, but the weights have {found}: the two files "
                "do not belong together. Fetch both again from one place."
            )


def refuse_choice(where: Path, name: str, value: Any, known: Collection[Any], hint: str) -> None:
    if value not in known:
        among = ", ".join(str(choice) for choice in known)
        raise SondeError(f"{where} has {name} {value!r}: only {among} can be read. {hint}")


def whole(value: Any, name: str, where: Path) -> int:
    """A number of things, one or more."""
    if type(value) is not int or value < 1:
        raise SondeError(
            f"{where} has {name} = {value!r}, where a whole number from 1 should be: fetch "
            "the file again, or write there what it was in training."
        )
    return value


def matrix(tensors: dict[str, Tensor], name: str, where: Path) -> Tensor:
    """A matrix by its name, not empty."""
    tensor = tensors[name]
    if tensor.ndim != 2:
        shape = list(tensor.shape)
        raise SondeError(
            f"{where}: {name} has shape {shape}, where a matrix should be: one dictionary of one "
            "hook point can be read. Choose one layer of a file that holds several."
        )
    if not tensor.numel():
        raise SondeError(f"{where}: {name} is empty: fetch or export the whole file again.")
    return tensor


def without_idle_scale(tensors: dict[str, Tensor]) -> dict[str, Tensor]:
    """Without a `scaling_factor` of ones, which changes nothing."""
    scale = tensors.get("scaling_factor")
    if scale is None or not bool((scale.to(torch.float64) == 1).all()):
        return tensors
    return {name: tensor for name, tensor in tensors.items() if name != "scaling_factor"}


def refuse_length(where: Path, name: str, tensor: Tensor, size: int) -> None:
    if tuple(tensor.shape) != (size,):
        raise SondeError(
            f"{where}: {name} has shape {list(tensor.shape)}, but the weights imply [{size}]: "
            "fetch the whole file again."
        )


def provenance(
    tool: str, settings: dict[str, Any], model: Any = None, hook_point: Any = None
) -> dict[str, Any]:
    """Where a foreign dictionary belongs, in our words where they are known."""
    about: dict[str, Any] = {tool: settings}
    if isinstance(model, str):
        about["model"] = {"path": model}
    if isinstance(hook_point, str):
        about["hook_point"] = hook_point
    return about
