"""Over which network processes of several machines talk. Imported where Ray is.

Gloo asks for the address of the machine's own name, which many systems (Debian's, for one) answer
with that of the loopback: then every process waits for the others on its own machine. Ray knows an
address of each machine that all others reach.
"""

import os
from typing import Any

import psutil
from ray.train.torch import TorchConfig
from ray.util import get_node_ip_address

Joined: Any = TorchConfig().backend_cls


class Joining(Joined):  # type: ignore[misc]
    """What Ray Train does before the processes of a run begin."""

    def on_start(self, worker_group: Any, backend_config: Any) -> None:
        worker_group.execute(choose_interface)
        super().on_start(worker_group, backend_config)


class ByRayAddress(TorchConfig):  # type: ignore[misc]
    """Processes talk over the interface with the address that Ray knows their machine by. Where
    GLOO_SOCKET_IFNAME is set, it stays what it is."""

    @property
    def backend_cls(self) -> type:
        return Joining


def choose_interface() -> None:
    """In each process, before it joins the others."""
    if name := interface_of(get_node_ip_address()):
        os.environ.setdefault("GLOO_SOCKET_IFNAME", name)


def interface_of(address: str) -> str | None:
    """The name of this machine's network interface that has an address; None where none has."""
    for name, addresses in psutil.net_if_addrs().items():
        if any(one.address.partition("%")[0] == address for one in addresses):
            return str(name)
    return None
