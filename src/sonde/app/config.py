"""Config of the server. Light: imports no torch."""

import ipaddress
import re

from sonde.core.config import config
from sonde.core.errors import SondeError

NEW_TOKEN = 'python -c "import secrets; print(secrets.token_urlsafe())"'


@config
class ServeConfig:
    atlas: str  # directory of an atlas
    host: str = "127.0.0.1"  # address to listen on; one that others can reach needs a token
    port: int = 8321  # TCP port
    token: str | None = None  # secret that every request must carry, at least 16 characters
    device: str = "auto"  # where the model is steered: cpu, cuda:0, or auto

    def __post_init__(self) -> None:
        if not 0 < self.port < 65536:
            raise SondeError(f"port={self.port} is outside 1..65535: choose another.")
        if self.token is not None and not re.fullmatch(r"[!-~]{16,}", self.token):
            raise SondeError(
                "A token needs at least 16 characters, ASCII without spaces. "
                f"This makes a good one: {NEW_TOKEN}"
            )
        if self.token is None and not is_loopback(self.host):
            raise SondeError(
                f"host={self.host} lets other machines in, so a token is required: add --token, "
                f"made by {NEW_TOKEN}. Or keep 127.0.0.1 and reach it from afar through "
                f"ssh -L {self.port}:127.0.0.1:{self.port}."
            )


def is_loopback(host: str) -> bool:
    """Whether a host name or address means this machine alone."""
    if host.lower() == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
