"""What this machine is good at. bf16 is several times faster than fp32 on AMX and on GPUs, and
hundreds of times slower on a processor without it, so `auto` asks before it chooses."""

import ctypes
import os
import platform

import torch

from sonde.core.errors import SondeError, nearest

DTYPES = {"float32": torch.float32, "bfloat16": torch.bfloat16, "float16": torch.float16}


def device(name: str = "auto") -> torch.device:
    """`auto` is a GPU when there is one, else the CPU. A GPU without number is the current one."""
    if name == "auto":
        name = "cuda" if torch.cuda.is_available() else "cpu"
    try:
        chosen = torch.device(name)
    except RuntimeError as error:
        raise SondeError(f"Unknown device {name!r}: use auto, cpu or cuda:0.") from error
    if chosen.type not in ("cpu", "cuda"):
        raise SondeError(f"Device {name!r} is not one Sonde runs on: use auto, cpu or cuda:0.")
    refuse_beyond_last(chosen)
    if chosen.type == "cuda" and not torch.cuda.is_available():
        raise SondeError(f"Device {name!r} was asked for, but torch sees no GPU: use --device cpu.")
    if chosen.type == "cuda" and chosen.index is None:  # torch.cuda.set_device asks for one
        return torch.device("cuda", torch.cuda.current_device())
    return chosen


def refuse_beyond_last(chosen: torch.device) -> None:
    """Raises SondeError for the number of a GPU that is not there, where there are others."""
    n_gpus = torch.cuda.device_count() if torch.cuda.is_available() else 0
    if chosen.type == "cuda" and n_gpus and (chosen.index or 0) >= n_gpus:
        known = ", ".join(f"cuda:{n}" for n in range(n_gpus))
        raise SondeError(f"There is no device {str(chosen)!r}: torch sees {known}.")


def compute_dtype(name: str = "auto", on: torch.device | None = None) -> torch.dtype:
    """`auto` is bfloat16 where the hardware multiplies it natively, else float32."""
    if name == "auto":
        return torch.bfloat16 if fast_bf16(on or device()) else torch.float32
    if name not in DTYPES:
        raise SondeError(f"Unknown dtype {name!r}.{nearest(name, ['auto', *DTYPES])}")
    return DTYPES[name]


def fast_bf16(on: torch.device) -> bool:
    """Whether bf16 matrix products have hardware of their own on this device."""
    if on.type == "cuda":
        return bool(torch.cuda.is_bf16_supported(including_emulation=False))
    return any(
        getattr(torch.cpu, probe, lambda: False)()
        for probe in ("_is_amx_tile_supported", "_is_avx512_bf16_supported")
    )


TRIM_THRESHOLD, MMAP_THRESHOLD = -1, -3  # of mallopt
LARGEST = 32 << 20  # bytes, the most that glibc takes for the second


def keep_freed_memory() -> None:
    """Tells glibc to keep memory that is given back for who asks next. Every step asks for the same
    again, and where pages come from the system each costs microseconds. Elsewhere it does nothing.
    """
    mallopt = getattr(ctypes.CDLL(None), "mallopt", None) if os.name == "posix" else None
    if mallopt:
        mallopt(TRIM_THRESHOLD, ctypes.c_int(2**31 - 1))
        mallopt(MMAP_THRESHOLD, LARGEST)


def describe() -> dict[str, object]:
    """The facts a benchmark or a bug report needs."""
    return {
        "platform": platform.platform(),
        "python": platform.python_version(),
        "torch": torch.__version__,
        "cores": os.cpu_count(),
        "threads": torch.get_num_threads(),
        "gpus": [torch.cuda.get_device_name(i) for i in range(torch.cuda.device_count())],
        "fast_bf16": fast_bf16(device()),
    }
