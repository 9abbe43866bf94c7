"""Checkpoints of training, written aside and renamed: the newest whole one counts."""

import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import torch
from torch import Tensor

from sonde.core.files import load_tensors, read_json, save_tensors, write_json

if TYPE_CHECKING:
    from sonde.dictionary.training import Trainer


def store(folder: Path, trainer: "Trainer", reader: dict[str, int]) -> None:
    """Writes checkpoint/step-N and removes older ones. The tensors are finite, the caller says."""
    final = folder / "checkpoint" / f"step-{trainer.step_number:010}"
    if final.exists():
        return
    aside = final.with_suffix(".tmp")
    shutil.rmtree(aside, ignore_errors=True)
    aside.mkdir(parents=True)
    save_tensors(aside / "state.safetensors", tensors_of(trainer))
    write_json(aside / "state.json", {"step": trainer.step_number, "reader": reader})
    aside.replace(final)
    for older in final.parent.iterdir():
        if older != final:
            shutil.rmtree(older)


def latest(folder: Path) -> Path | None:
    """The newest whole checkpoint, if any."""
    whole = [p for p in (folder / "checkpoint").glob("step-*") if p.suffix != ".tmp"]
    return max(whole, default=None)


def restore(checkpoint: Path, trainer: "Trainer") -> dict[str, int]:
    """Puts the checkpoint's tensors into the trainer; gives the reader's place back.

    Values are copied into tensors that already have their memory layout, so that the next step does
    the same operations in the same order as it would have without the interruption.
    """
    tensors = load_tensors(checkpoint / "state.safetensors")
    with torch.no_grad():
        for name, target in tensors_of(trainer).items():
            target.copy_(tensors[name])
    state = read_json(checkpoint / "state.json")
    trainer.step_number = state["step"]
    reader: dict[str, int] = state["reader"]
    return reader


def tensors_of(trainer: "Trainer") -> dict[str, Tensor]:
    """Every tensor that a step depends on, by name."""
    found = {f"weights.{n}": p.data for n, p in trainer.weights.named_parameters()}
    found |= {"idle": trainer.idle} | trainer.weights.scan.state()
    return found | {f"adam.{name}": tensor for name, tensor in trainer.optimiser.state().items()}
