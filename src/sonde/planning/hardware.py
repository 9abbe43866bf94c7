"""What devices can do: peak rates of their makers, or a measurement of this machine.

Rates are for dense products without sparsity tricks, bf16 with fp32 sums; fp32 is true fp32, as
training uses it, not TF32. SXM versions where there are several.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from sonde.core.errors import SondeError, nearest


@dataclass(frozen=True)
class Device:
    name: str
    flops: Mapping[str, float]  # FLOP a second by dtype of the product
    bandwidth: float  # bytes a second
    memory: float  # bytes

    @property
    def dtype(self) -> str:
        """What `auto` computes a model in."""
        return "bfloat16" if "bfloat16" in self.flops else "float32"


@dataclass(frozen=True)
class Machine:
    device: Device
    n: int  # devices
    host: Device  # the processor beside them

    def __str__(self) -> str:
        return self.device.name if self.n == 1 else f"{self.n}x{self.device.name}"


def rates(bfloat16: float, float32: float) -> dict[str, float]:
    return {"bfloat16": bfloat16 * 1e12, "float32": float32 * 1e12}


DEVICES = {
    "h100": Device("H100", rates(989.4, 66.9), 3.35e12, 80e9),
    "h200": Device("H200", rates(989.4, 66.9), 4.8e12, 141e9),
    "a100": Device("A100", rates(312.0, 19.5), 2.039e12, 80e9),
    "a100-40gb": Device("A100-40GB", rates(312.0, 19.5), 1.555e12, 40e9),
    "l40s": Device("L40S", rates(362.0, 91.6), 0.864e12, 48e9),
    "l4": Device("L4", rates(121.0, 30.3), 0.3e12, 24e9),
    "rtx4090": Device("RTX4090", rates(165.2, 82.6), 1.008e12, 24e9),
}
HOST = Device("host processor", {"float32": 1e12}, 1e11, 256e9)  # assumed beside a GPU
SHAPE = re.compile(r"(?:(\d+)\s*[x×*]\s*)?([\w-]+)")


def machine(text: str, this_machine: Callable[[], Device]) -> Machine:
    """`8xH100`, `A100` or `cpu`; the last is measured, by a call of `this_machine`."""
    match = SHAPE.fullmatch(text.strip())
    name = match[2].lower() if match else text
    if match is None or name not in {*DEVICES, "cpu"}:
        known = {device.name for device in DEVICES.values()} | {"cpu"}
        raise SondeError(
            f"Unknown hardware {text!r}.{nearest(name.upper(), known)} Write a device and how "
            "many, such as 8xH100, or cpu for this machine."
        )
    n = int(match[1] or 1)
    if n < 1 or (name == "cpu" and n > 1):
        raise SondeError(f"{text!r}: there is one processor, cpu, and at least one device.")
    if name == "cpu":
        device = this_machine()
        return Machine(device, 1, device)
    return Machine(DEVICES[name], n, HOST)
