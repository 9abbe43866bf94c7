"""Checkpoints of training, written aside and renamed: the newest whole one counts.

Every worker of the first group writes the rows of its shard, and `state.json` says which file holds
which, so that any number of workers, in any groups, can go on from what any other wrote.
"""

import shutil
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

import torch
from torch import Tensor

from sonde.core.files import load_tensors, read_json, save_tensors, write_json

if TYPE_CHECKING:
    from sonde.dictionary.training import Trainer

WHOLE = ("b_dec", "W_skip", "step", "floor", "sigma")  # in names of what has no row a feature
BY_COLUMN = ("weights.W_enc", "adam.W_enc.exp_avg", "adam.W_enc.exp_avg_sq")


def store(folder: Path, trainer: "Trainer", reader: dict[str, int]) -> None:
    """Writes checkpoint/step-N and removes older ones. The tensors are finite, the caller says.
    Called by all workers; worker 0 makes and renames the folder."""
    final = folder / "checkpoint" / f"step-{trainer.step_number:010}"
    aside = final.with_suffix(".tmp")
    comms, shard = trainer.comms, trainer.weights.shard
    leads = comms.rank == 0
    if comms.total(int(leads and final.exists())):
        return
    if leads:
        shutil.rmtree(aside, ignore_errors=True)
        aside.mkdir(parents=True)
    comms.wait()
    if comms.between.rank == 0:  # other groups hold the same
        save_tensors(aside / file_of(shard.first), tensors_of(trainer))
    first = torch.tensor([shard.first], device=comms.device)
    firsts = [int(one) for one in comms.inside.gather(first)]
    if leads:
        state = {"step": trainer.step_number, "reader": reader, "rows": [*firsts, shard.whole]}
        write_json(aside / "state.json", state)
        aside.replace(final)
        for older in final.parent.iterdir():
            if older != final:
                shutil.rmtree(older)
    comms.wait()


def latest(folder: Path) -> Path | None:
    """The newest whole checkpoint, if any."""
    whole = [p for p in (folder / "checkpoint").glob("step-*") if p.suffix != ".tmp"]
    return max(whole, default=None)


def restore(checkpoint: Path, trainer: "Trainer") -> dict[str, int]:
    """Puts the checkpoint's tensors into the trainer, of each the rows of its shard; gives the
    reader's place back.

    Values are copied into tensors that already have their memory layout, so that the next step does
    the same operations in the same order as it would have without the interruption.
    """
    state, shard = read_json(checkpoint / "state.json"), trainer.weights.shard
    for first, end in pairwise(state.get("rows", [0, shard.whole])):
        low, high = max(first, shard.first), min(end, shard.first + shard.size)
        if low >= high:
            continue
        tensors = load_tensors(checkpoint / file_of(first))
        with torch.no_grad():
            for name, target in tensors_of(trainer).items():
                if name == "sigma" and name not in tensors:
                    continue  # written where there was no first look: the next batch measures it
                there = part(name, tensors[name], low - first, high - first)
                part(name, target, low - shard.first, high - shard.first).copy_(there)
    trainer.weights.scan.moved(None)
    trainer.step_number = state["step"]
    reader: dict[str, int] = state["reader"]
    return reader


def file_of(first: int) -> str:
    """The name of a shard's file, by its first feature."""
    return f"state-{first}.safetensors" if first else "state.safetensors"


def part(name: str, tensor: Tensor, low: int, high: int) -> Tensor:
    """The rows of some features; what has none for each feature is given whole."""
    if any(word in name for word in WHOLE):
        return tensor
    return tensor[:, low:high] if name in BY_COLUMN else tensor[low:high]


def tensors_of(trainer: "Trainer") -> dict[str, Tensor]:
    """Every tensor that a step depends on, by name: this worker's rows of it."""
    found = {f"weights.{n}": p.data for n, p in trainer.weights.named_parameters()}
    found |= {"idle": trainer.idle} | trainer.weights.scan.state()
    return found | {f"adam.{name}": tensor for name, tensor in trainer.optimiser.state().items()}
