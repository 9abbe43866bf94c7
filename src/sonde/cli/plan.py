"""`sonde plan`: what a run would cost. Reads a config.json at most; torch only to measure a CPU."""

import inspect
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import typer

from sonde.cli.flags import argument, flag_names, flag_type, option, put, read_data, refuse_missing
from sonde.core.config import parse
from sonde.core.errors import SondeError
from sonde.model.hook_points import resolve_all
from sonde.planning.config import PlanConfig
from sonde.planning.hardware import Device, machine
from sonde.planning.plan import Plan, plan
from sonde.planning.shapes import shape_of


def plan_command(about: str) -> Callable[..., None]:
    """The verb, with a flag for every field of `PlanConfig`."""
    named = flag_names(PlanConfig)
    of_file = "YAML file for `sonde run`, planned as it would run; flags go over it"
    file = typer.Argument(metavar="RUN.yaml", help=of_file)
    parameters = [argument("run", Path | None, file)]
    for name, fields in named.items():
        parameters.append(argument(name, flag_type(fields[0]), option(name, fields)))
    parameters.append(argument("json", bool, typer.Option(help="print the answer as JSON"), False))

    def command(**given: Any) -> None:
        from sonde.cli.verbs import answer
        from sonde.planning.table import lines, to_dict

        data = of_run(given["run"]) if given["run"] else {}
        for name, fields in named.items():
            if given[name] is not None:
                put(data, fields[0].path, given[name])
        refuse_missing(PlanConfig, data)
        done = planned(parse(PlanConfig, data, "the flags"))
        answer(to_dict(done), given["json"], lines(done))

    command.__doc__ = about
    command.__signature__ = inspect.Signature(parameters)  # type: ignore[attr-defined]
    command.__annotations__ = {p.name: p.annotation for p in parameters}
    return command


def planned(config: PlanConfig) -> Plan:
    shape = shape_of(config.model)
    places = resolve_all(config.hook_point, shape.n_layers)
    return plan(config, shape, places, machine(config.hardware, this_machine))


def of_run(path: Path) -> dict[str, Any]:
    """The fields of a plan for what `sonde run` would do with the same file."""
    from sonde.cli.pipeline import RunConfig
    from sonde.cli.pipeline import plan as stages_of

    run = stages_of(parse(RunConfig, read_data(path), str(path)))
    if run.harvest.other_model is not None:
        raise SondeError(f"{path} is of two models, and a plan is of one: plan each of them alone.")
    dictionary = run.train.dictionary
    own = {name: getattr(dictionary, name) for name in ("k",) if hasattr(dictionary, name)}
    if hasattr(dictionary, "groups"):
        own["groups"] = len(dictionary.groups)
    return {
        "model": run.harvest.model.path,
        "hook_point": run.harvest.hook_point,
        "kind": dictionary.kind,
        "dictionary_size": dictionary.dictionary_size,
        **own,
        "n_tokens": run.train.n_tokens,
        "harvest_tokens": run.harvest.n_tokens,
        "evaluate_tokens": run.evaluate.n_tokens,
        "atlas_tokens": run.atlas.n_tokens,
        "context_length": run.harvest.text.context_length,
        "batch_blocks": run.harvest.batch_blocks,
        "batch_size": run.train.batch_size,
        "shard_tokens": run.harvest.shard_tokens,
        "chunk_tokens": run.atlas.chunk_tokens,
        "n_neighbours": run.atlas.n_neighbours,
        "dtype": run.harvest.model.dtype,
        "storage_dtype": run.harvest.storage_dtype,
        "moments": run.train.moments,
        "stream": run.stream,
    }


def this_machine() -> Device:
    """This machine's processor, by what it can do now."""
    from sonde.cli.doctor import copy_rate, gflops
    from sonde.core.machine import fast_bf16
    from sonde.core.progress import say

    say("measuring this machine")
    import torch

    names = ["float32"] + ["bfloat16"] * fast_bf16(torch.device("cpu"))
    speeds = {name: gflops(name, on="cpu") * 1e9 for name in names}
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    return Device("cpu", speeds, copy_rate(), float(memory))
