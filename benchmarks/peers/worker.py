"""The tool's side of a benchmark: a process that trains when it is asked to.

Requests are lines of JSON on stdin, replies lines of JSON on a pipe of their own, since tools print
to stdout as they please. A tool is a class with the methods of `Tool`; `serve` does the rest: reads
the activations, keeps the time and the memory, and measures every tool with the same code.
Imports torch and safetensors alone, so that it runs in every tool's environment.
"""

import json
import os
import resource
import sys
import time
import traceback
from collections.abc import Callable
from importlib.metadata import version
from typing import Any, Protocol

import torch
from safetensors.torch import load_file
from torch import Tensor

EVALUATED = 128  # held-out rows reconstructed at a time


class Tool(Protocol):
    """One dictionary in training. `job` names kind, d_in, dictionary_size, k, batch_size, n_steps,
    learning_rate, constant (rate), seed, device, setting; `x` is all there is to train on."""

    def __init__(self, job: dict[str, Any], x: Tensor) -> None: ...

    def step(self, batch: Tensor) -> None:
        """One whole training step of the tool's own."""

    def trained(self, x: Tensor) -> tuple[Tensor, Tensor]:
        """(codes, x_hat) with the selection of training: exactly k a token, or a batch."""

    def exported(self, x: Tensor) -> tuple[Tensor, Tensor] | None:
        """The same in the finished form, where that differs."""

    def save(self, folder: str) -> None:
        """Writes the finished form in SAELens' format. Of Sonde and SAELens alone."""


def serve(
    make: Callable[[dict[str, Any], Tensor], Any] | None, **extra: Callable[..., Any]
) -> None:
    """Answers requests until stdin ends, on the pipe whose number is the script's one argument.
    `extra` are further requests: name -> function."""
    out = os.fdopen(int(sys.argv[1]), "w", buffering=1)
    session = Session(make)
    asked = (session.begin, session.steps, session.evaluate, session.save)
    known = {**{request.__name__: request for request in asked}, **extra}
    for line in sys.stdin:
        request = json.loads(line)
        name = request.pop("do")
        try:
            reply = {"ok": True, **known[name](**request)}
        except Exception:
            reply = {"ok": False, "error": traceback.format_exc()}
        out.write(json.dumps(reply) + "\n")


class Session:
    def __init__(self, make: Any) -> None:
        self.make = make
        self.tool: Any = None

    def begin(self, job: dict[str, Any], data: str) -> dict[str, Any]:
        """Reads the activations and makes the untrained dictionary."""
        torch.set_num_threads(job["threads"])
        self.job, self.device, self.at = job, torch.device(job["device"]), 0
        self.tool = None  # the one before must not count as memory of this one
        tensors = {name: tensor.clone() for name, tensor in load_file(data).items()}
        self.x, self.held_out = tensors["x"].float(), tensors["held_out"].float()
        del tensors
        self.resting = forget_peak(self.device)
        started = time.perf_counter()
        self.tool = self.make(job, self.x)
        return {"seconds": time.perf_counter() - started, "versions": versions(self.make)}

    def steps(self, n: int) -> dict[str, Any]:
        """The next n steps, the seconds and processor seconds of each, the peak memory so far."""
        seconds, cpu_seconds = [], []
        for _ in range(n):
            size = self.job["batch_size"]
            start = self.at * size % (len(self.x) - size + 1)
            batch = self.x[start : start + size].to(self.device)
            wait(self.device)
            started, worked = time.perf_counter(), time.process_time()
            self.tool.step(batch)
            wait(self.device)
            seconds.append(time.perf_counter() - started)
            cpu_seconds.append(time.process_time() - worked)
            self.at += 1  # batches trained on
        held = peak(self.device) - self.resting
        return {"seconds": seconds, "cpu_seconds": cpu_seconds, "peak_memory": held}

    def evaluate(
        self, form: str, share: tuple[float, float] = (0.0, 1.0), held_out: bool = True
    ) -> dict[str, Any]:
        """`measure` of a share of the held-out rows or of those trained on, in the `trained` or the
        `exported` form."""
        every = self.held_out if held_out else self.x
        start, end = (round(part * len(every)) for part in share)
        rows = every[start:end]
        if getattr(self.tool, form)(rows[:2].to(self.device)) is None:
            return {}
        return measure(getattr(self.tool, form), rows, self.device, self.job["batch_size"])

    def save(self, folder: str) -> dict[str, Any]:
        """Writes the finished form in SAELens' format."""
        self.tool.save(folder)
        return {}


@torch.no_grad()
def measure(
    reconstruct: Callable[[Tensor], tuple[Tensor, Tensor]],
    rows: Tensor,
    device: torch.device,
    batch_size: int,
) -> dict[str, Any]:
    """unexplained = sum |x - x_hat|^2 / sum |x - mean x|^2, one mean for all rows; L0; the share
    of features that never fired on these rows."""
    left = active = 0.0
    fired: Any = 0
    for batch in rows.split(min(EVALUATED, batch_size)):
        codes, x_hat = reconstruct(batch.to(device))
        left += float((batch - x_hat.float().cpu()).double().square().sum())
        on = codes != 0
        active += float(on.sum())
        fired = fired + on.sum(0)
    around = float((rows - rows.mean(0)).double().square().sum())
    never = float((fired == 0).float().mean())
    return {"unexplained": left / around, "l0": active / len(rows), "never_fired": never}


def select(pre_codes: Tensor, k: int, whole_batch: bool) -> Tensor:
    """Codes, dense: the k largest positive of every row, or k times the rows of the batch."""
    flat = pre_codes.flatten() if whole_batch else pre_codes
    n = k * len(pre_codes) if whole_batch else k
    kept = flat.relu().topk(min(n, flat.shape[-1]), dim=-1)
    return torch.zeros_like(flat).scatter(-1, kept.indices, kept.values).view_as(pre_codes)


def versions(tool: Any) -> dict[str, str]:
    """Of torch and of the package the tool is, where it names one."""
    package = getattr(tool, "package", None)
    return {"torch": torch.__version__, **({package: version(package)} if package else {})}


def wait(device: torch.device) -> None:
    if device.type == "cuda":
        torch.cuda.synchronize(device)


def forget_peak(device: torch.device) -> int:
    """Bytes held now; the peak is counted from here."""
    if device.type == "cuda":
        torch.cuda.reset_peak_memory_stats(device)
        return torch.cuda.memory_allocated(device)
    try:
        with open("/proc/self/clear_refs", "w") as file:
            file.write("5")
    except OSError:
        pass  # elsewhere the peak is that of the whole process
    return peak(device)


def peak(device: torch.device) -> int:
    """The most bytes held: by the allocator of a GPU, or resident in memory."""
    if device.type == "cuda":
        return torch.cuda.max_memory_allocated(device)
    try:
        with open("/proc/self/status") as file:
            return next(int(line.split()[1]) << 10 for line in file if line.startswith("VmHWM"))
    except OSError:
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss << 10
