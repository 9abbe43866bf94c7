"""A grid's config and the runs it stands for. Light: imports no torch."""

import dataclasses
import itertools
import json
import re
from dataclasses import field, replace
from typing import Any

from sonde.core.config import config, config_of, hints, parse
from sonde.core.errors import SondeError, nearest
from sonde.dictionary.config import TrainConfig

SHARED = ("activations", "batch_size", "window", "order_seed")  # they decide what a batch holds
OWN = (*SHARED, "output", "device", "scaling")
SHORT = {"dictionary_size": "size", "learning_rate": "rate", "n_tokens": "tokens"}


@config
class GridConfig:
    output: str  # directory of the grid: dictionaries, stability, grid.json, grid.html
    train: dict[str, Any]  # what all runs share: fields of TrainConfig
    vary: dict[str, list[Any]] = field(default_factory=dict)  # dotted field -> values to try
    measure_on: str | None = None  # activations of other text to measure on; else of the same

    def __post_init__(self) -> None:
        for name, values in self.vary.items():
            if not values:
                raise SondeError(f"vary.{name} is empty: give the values to try.")


def runs_of(grid: GridConfig) -> dict[str, TrainConfig]:
    """Every combination of the values, by name. A field that only some kinds have varies for these,
    and the others have one run in place of several."""
    kinds = grid.vary.get("dictionary.kind") or [kind_of(grid.train)]
    refuse_unknown(grid, [fields_of_kind(kind) for kind in kinds])
    found: dict[str, TrainConfig] = {}
    for values in itertools.product(*grid.vary.values()):
        chosen = dict(zip(grid.vary, values, strict=True))
        kind = chosen.get("dictionary.kind", kinds[0])
        known = fields_of_kind(kind)
        chosen = {name: value for name, value in chosen.items() if has(known, name)}
        name = name_of(chosen) or kind
        run = run_of(grid, name, chosen, known)
        if name in found and found[name] != run:
            raise SondeError(f"Two runs of the grid would be called {name!r}: vary less at a time.")
        found[name] = run
    return found


def run_of(
    grid: GridConfig, name: str, chosen: dict[str, Any], known: frozenset[str]
) -> TrainConfig:
    """One run. Its order of tokens is that of the whole grid, whatever its seed."""
    base = grid.train
    dictionary = {key: value for key, value in base.get("dictionary", {}).items() if key in known}
    data = {**base, "dictionary": dictionary}
    data["order_seed"] = base.get("order_seed", base.get("seed", 0))
    data["output"] = f"{grid.output}/dictionaries/{name}"
    for path, value in chosen.items():
        section, _, key = path.rpartition(".")
        (data[section] if section else data)[key] = value
    return parse(TrainConfig, data, f"run {name} of the grid")


def kind_of(train: dict[str, Any]) -> str:
    dictionary = train.get("dictionary", {})
    if not isinstance(dictionary, dict):
        raise SondeError(f"train.dictionary={dictionary!r} should hold keys and values.")
    return str(dictionary.get("kind", "matryoshka"))


def fields_of_kind(kind: Any) -> frozenset[str]:
    """Names of the fields that a kind's config has."""
    of_kind = config_of(hints(TrainConfig)["dictionary"], {"kind": kind})
    return frozenset(found.name for found in dataclasses.fields(of_kind))


def has(known: frozenset[str], path: str) -> bool:
    section, _, key = path.rpartition(".")
    return not section or key in known


def refuse_unknown(grid: GridConfig, of_kinds: list[frozenset[str]]) -> None:
    """Names that no run has, and those that all runs of one stream must share."""
    inside = {f"dictionary.{name}" for known in of_kinds for name in known}
    known = {found.name for found in dataclasses.fields(TrainConfig)} - {"dictionary"} | inside
    for name in grid.vary:
        if name in SHARED:
            raise SondeError(
                f"{name} cannot vary in a grid, whose runs all read the same batches: give it once "
                "under train, and a grid of its own to every other value."
            )
        if name in OWN or name not in known:
            raise SondeError(f"vary has an unknown field {name!r}.{nearest(name, known - {*OWN})}")
    for key in grid.train.get("dictionary", {}):
        if f"dictionary.{key}" not in inside:
            raise SondeError(f"train.dictionary has an unknown key {key!r}.{nearest(key, inside)}")
    if "scaling" in grid.train:
        raise SondeError(
            "train.scaling is for one dictionary that several processes train together: the runs "
            "of a grid are given a process each by --cluster."
        )
    if "output" in grid.train:
        raise SondeError("train.output is the grid's to choose: give `output` of the grid instead.")


def name_of(chosen: dict[str, Any]) -> str:
    """`topk-k32-seed1`: the values that differ, in the order of the file."""
    return "-".join(word(path, value) for path, value in chosen.items())


def word(path: str, value: Any) -> str:
    key = path.rpartition(".")[2]
    if key == "kind":
        return str(value)
    shown = f"{value:g}" if isinstance(value, float) else json.dumps(value)
    return SHORT.get(key, key) + re.sub(r"[^\w.+-]+", "_", shown.strip('"[]{}'))


def without_seed(run: TrainConfig) -> TrainConfig:
    """What runs have in common that differ in nothing but their first weights."""
    return replace(run, seed=0, output="")
