"""The asking side of a benchmark: every tool is a process in its own virtual environment that
trains when told to (`peers/worker.py`), so that tools take turns and each has memory of its own."""

import json
import os
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any, NamedTuple

PEERS = Path(__file__).parent / "peers"
VENVS = PEERS / "venvs"  # what peers/setup.sh makes unless told otherwise


class Tool(NamedTuple):
    script: Path
    settings: tuple[str, ...]  # ways to run it: the fastest on this machine is the one compared
    environment: str | None  # folder of its virtual environment; None is this one

    def command(self, venvs: Path) -> list[str]:
        if self.environment is None:
            return [sys.executable, str(self.script)]
        python = venvs / self.environment / "bin" / "python"
        if not python.exists():
            raise SystemExit(f"There is no {python}: run sh benchmarks/peers/setup.sh {venvs}")
        return [str(python), str(self.script)]


TOOLS = {
    "sonde": Tool(PEERS / "with_sonde.py", ("as_chosen",), None),
    "encoder_product": Tool(PEERS / "encoder_product.py", ("float32", "bfloat16"), None),
    "saelens": Tool(
        PEERS / "with_saelens.py", ("float32", "float32_sparse", "bfloat16"), "saelens"
    ),
    "sparsify": Tool(PEERS / "with_sparsify.py", ("float32", "bfloat16"), "sparsify"),
    "dictionary_learning": Tool(
        PEERS / "with_dictionary_learning.py", ("float32", "bfloat16"), "dictionary_learning"
    ),
}
COMPETITORS = ("saelens", "sparsify", "dictionary_learning")


class Worker:
    """A process that answers one request at a time. Use it in a `with`."""

    def __init__(self, name: str, command: Sequence[str], threads: int) -> None:
        self.name = name
        self.stderr = tempfile.TemporaryFile("w+")  # noqa: SIM115 - closed with the worker
        # Idle threads must sleep, or a tool that waits for its turn slows the one that works.
        environment = {**os.environ, "OMP_NUM_THREADS": str(threads), "OMP_WAIT_POLICY": "PASSIVE"}
        if command[0] != sys.executable:  # another virtual environment: none of our paths
            environment.pop("PYTHONPATH", None)
        reading, writing = os.pipe()
        self.process = subprocess.Popen(
            [*command, str(writing)],
            stdin=subprocess.PIPE,
            stdout=self.stderr,
            stderr=self.stderr,
            pass_fds=(writing,),
            text=True,
            env=environment,
        )
        os.close(writing)
        self.replies = os.fdopen(reading)

    def ask(self, do: str, **request: Any) -> dict[str, Any]:
        """The reply. Raises RuntimeError with what the tool printed if it could not."""
        assert self.process.stdin
        with suppress(BrokenPipeError):  # the missing reply says it
            self.process.stdin.write(json.dumps({"do": do, **request}) + "\n")
            self.process.stdin.flush()
        line = self.replies.readline()
        reply = json.loads(line) if line else {"ok": False, "error": self._last_words()}
        if not reply.pop("ok"):
            raise RuntimeError(f"{self.name} could not {do}:\n{reply['error']}")
        return reply

    def _last_words(self) -> str:
        self.process.wait()
        self.stderr.seek(0)
        return f"it ended with {self.process.returncode}\n{self.stderr.read()[-3000:]}"

    def __enter__(self) -> "Worker":
        return self

    def __exit__(self, *_: object) -> None:
        assert self.process.stdin
        self.process.kill()
        self.process.wait()
        with suppress(BrokenPipeError):
            self.process.stdin.close()
        self.replies.close()
        self.stderr.close()


def begun(
    name: str, tool: Tool, venvs: Path, job: Mapping[str, Any], data: Path
) -> tuple[Worker, dict[str, Any]]:
    """A worker with an untrained dictionary, and what it says of itself."""
    worker = Worker(name, tool.command(venvs), job["threads"])
    try:
        return worker, worker.ask("begin", job=dict(job), data=str(data))
    except BaseException:
        worker.__exit__()
        raise


class Taken(NamedTuple):
    """One step in each round."""

    seconds: list[float]
    cpu_seconds: list[float]  # of the processor, all threads: what others' work does not lengthen


def take_turns(workers: Mapping[str, Worker], n_rounds: int, n_steps: int = 1) -> dict[str, Taken]:
    """So many steps of each tool in every round: A B C A B C ..., so that whatever else the machine
    does meets all alike."""
    taken = {name: Taken([], []) for name in workers}
    for _ in range(n_rounds):
        for name, worker in workers.items():
            reply = worker.ask("steps", n=n_steps)
            taken[name].seconds.extend(reply["seconds"])
            taken[name].cpu_seconds.extend(reply["cpu_seconds"])
    return taken


def spread(values: Sequence[float]) -> dict[str, float]:
    return {"median": statistics.median(values), "low": min(values), "high": max(values)}


def ratios(ours: Sequence[float], theirs: Sequence[float]) -> dict[str, float]:
    """How many times as long theirs took, round by round."""
    return spread([b / a for a, b in zip(ours, theirs, strict=True)])
