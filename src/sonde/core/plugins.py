"""Plugins: modules of a person's own that register an architecture. To import one is to run it, so
only a person names one.

An artifact carries the name on to later stages, and may come from elsewhere. So what a person gives
is kept in a file of theirs, and no other name is taken from an artifact.
"""

import os
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from sonde.core.errors import SondeError
from sonde.core.progress import say

MODELS = ("model", "other_model")  # in what is told of a dictionary


def names_file() -> Path:
    """Names that the person gave on this machine, one a line."""
    folder = os.environ.get("XDG_CONFIG_HOME") or "~/.config"
    return Path(folder).expanduser() / "sonde" / "plugins"


def names() -> set[str]:
    try:
        return set(names_file().read_text(encoding="utf-8", errors="replace").split())
    except OSError:
        return set()


def is_known(plugin: Any) -> bool:
    """Whether the person named it. What is imported already does nothing when it is again."""
    return isinstance(plugin, str) and (plugin in names() or plugin in sys.modules)


def remember(*plugins: str | None) -> None:
    """Keeps the names that the person gives. Never called with what a file of others says."""
    file = names_file()
    for plugin in plugins:
        if plugin is None or plugin in names():
            continue
        try:
            file.parent.mkdir(parents=True, exist_ok=True)
            with file.open("a", encoding="utf-8") as opened:
                opened.write(f"{plugin}\n")
        except OSError as error:
            say(f"{file} cannot be written ({error}): later stages will ask for the plugin again")


def refuse_unknown_plugins(*plugins: str | None) -> None:
    """Raises SondeError for a plugin that an artifact names and the person never did."""
    for plugin in plugins:
        if plugin is not None and not is_known(plugin):
            raise SondeError(
                f"The artifact names the plugin {plugin!r}, a Python module that would be run. If "
                f"you know and trust it, add that name as a line to {names_file()}."
            )


def without_unknown_plugins(about: Mapping[str, Any]) -> dict[str, Any]:
    """What is told of a dictionary without plugins that the person never named."""
    kept = dict(about)
    for name in MODELS:
        model = kept.get(name)
        if isinstance(model, dict) and "plugin" in model and not is_known(model["plugin"]):
            kept[name] = {key: value for key, value in model.items() if key != "plugin"}
    return kept
