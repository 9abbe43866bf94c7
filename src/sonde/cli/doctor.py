"""What this machine can do: the answer to "why is it slow" and "what is missing"."""

import importlib.util
import shutil
import time
from pathlib import Path
from typing import Any

EXTRAS = {"app": ("fastapi", "uvicorn", "sse_starlette"), "hub": ("datasets",), "ray": ("ray",)}


def examine() -> tuple[dict[str, Any], list[str]]:
    """Facts as data, and as lines for a person."""
    from sonde.core.errors import how_to_install
    from sonde.core.machine import describe

    facts: dict[str, Any] = describe()
    facts["gflops"] = {
        name: gflops(name) for name in ("float32", "bfloat16") if affordable(name, facts)
    }
    facts["disk_free_gb"] = round(shutil.disk_usage(Path.cwd()).free / 1e9, 1)
    facts["missing_extras"] = {
        extra: absent
        for extra, packages in EXTRAS.items()
        if (absent := [p for p in packages if importlib.util.find_spec(p) is None])
    }
    lines = [
        f"{name:<16} {value}"
        for name, value in facts.items()
        if name not in ("gflops", "missing_extras")
    ]
    lines += [
        f"{name:<16} {speed:,.0f} GFLOP/s in a matrix product"
        for name, speed in facts["gflops"].items()
    ]
    if not facts["fast_bf16"]:
        lines.append("bfloat16 has no hardware of its own here: Sonde computes in float32")
    for extra, absent in facts["missing_extras"].items():
        lines.append(
            f"extra {extra!r} is not installed ({', '.join(absent)}): {how_to_install(extra)}"
        )
    return facts, lines


def affordable(name: str, facts: dict[str, Any]) -> bool:
    """Emulated bf16 products take minutes; they are not tried."""
    return name == "float32" or bool(facts["fast_bf16"])


def gflops(name: str, size: int = 1024, on: str = "auto") -> float:
    """Billions of multiplications and additions a second in a square product, best of five."""
    import torch

    from sonde.core.machine import DTYPES, device

    a = torch.randn(size, size, device=device(on)).to(DTYPES[name])
    best = float("inf")
    for _ in range(5):
        start = time.perf_counter()
        (a @ a)[0, 0].item()
        best = min(best, time.perf_counter() - start)
    return 2 * size**3 / best / 1e9


def copy_rate(n_bytes: int = 1 << 26) -> float:
    """Bytes a second that this processor reads and writes in a large copy, best of five."""
    import torch

    source = torch.ones(n_bytes, dtype=torch.uint8)
    target = torch.zeros_like(source)
    best = float("inf")
    for _ in range(5):
        start = time.perf_counter()
        target.copy_(source)
        best = min(best, time.perf_counter() - start)
    return 2 * n_bytes / best
