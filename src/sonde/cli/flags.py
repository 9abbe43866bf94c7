"""Command-line flags from a stage's config: one flag per field, its comment is the help.

A value comes from the flag, else from the YAML file given with --config, else from the default.
"""

import dataclasses
import inspect
import types
import typing
from collections.abc import Callable
from pathlib import Path
from typing import Annotated, Any

import typer
import yaml

from sonde.core.config import Field, flatten, leaves, parse, read_yaml
from sonde.core.errors import SondeError

SHORT: dict[tuple[str, ...], str] = {
    ("model", "path"): "model",
    ("other_model", "path"): "other_model",
    ("text", "sources"): "text",
}  # names where the last word says little
SUFFIXES = {"k": 1_000, "m": 1_000_000, "g": 1_000_000_000, "b": 1_000_000_000}


def count(text: str) -> int:
    """`10M`, `250k`, `4_096` -> int."""
    clean = text.strip().lower().replace("_", "").replace(",", "")
    factor = SUFFIXES.get(clean[-1:], 1)
    number = clean[:-1] if factor > 1 else clean
    try:
        return round(float(number) * factor) if factor > 1 else int(number)
    except (ValueError, OverflowError):
        raise typer.BadParameter(f"{text!r} is not a number such as 4096, 250k or 10M") from None


def with_flags(
    cls: type,
    primary: tuple[str, ...],
    run: Callable[..., None],
    about: str,
) -> Callable[..., None]:
    """A typer command for `run(config, json)`, whose first argument fills the field `primary`."""
    named = flag_names(cls)
    parameters = [
        argument(
            "primary",
            str | None,
            typer.Argument(metavar=f"[{primary[0].upper()}]", help=comment_of(cls, primary)),
        )
    ]
    parameters.append(
        argument("config", Path | None, typer.Option(help="YAML file with any of these fields"))
    )
    for name, fields in named.items():
        parameters.append(argument(name, flag_type(fields[0]), option(name, fields)))
    parameters.append(argument("json", bool, typer.Option(help="print the answer as JSON"), False))

    def command(**given: Any) -> None:
        data = read_data(given["config"])
        values = {name: given[name] for name in named if given[name] not in (None, [])}
        for name, value in values.items():
            put(data, named[name][0].path, value)
        if given["primary"] is not None:
            put(data, primary, given["primary"])
        refuse_missing(cls, data)
        run(parse(cls, data, str(given["config"] or "the flags")), given["json"])

    command.__doc__ = about
    command.__signature__ = inspect.Signature(parameters)  # type: ignore[attr-defined]
    command.__annotations__ = {p.name: p.annotation for p in parameters}
    return command


def flag_names(cls: type) -> dict[str, list[Field]]:
    """Parameter name -> the leaves it fills: one, or one per kind of a union."""
    found: dict[str, list[Field]] = {}
    for leaf in leaves(cls):
        name = SHORT.get(leaf.path[-2:], leaf.path[-1])
        if name in found and found[name][0].path != leaf.path:
            name = "_".join(leaf.path)
        found.setdefault(name, []).append(leaf)
        assert found[name][0].path == leaf.path, f"two fields would share the flag {name}"
    return found


def option(name: str, fields: list[Field]) -> Any:
    leaf = fields[0]
    default = "" if leaf.default in (dataclasses.MISSING, None) else f" (default {shown(fields)})"
    choices = [
        str(c) for field in fields for c in typing.get_args(field.type) if is_literal(field.type)
    ]
    about = f"which {leaf.path[-1]}" if len(fields) > 1 and choices else leaf.help
    text = about + (f" ({', '.join(dict.fromkeys(choices))})" if choices else "") + default
    parser: dict[str, Any] = {"parser": count} if int in set(flatten(leaf.type)) else {}
    flag = f"--{name.replace('_', '-')}"
    both = f"{flag}/{flag.replace('--', '--no-')}" if leaf.default is True else flag
    return typer.Option(both, help=text, show_default=False, **parser)


def shown(fields: list[Field]) -> str:
    value = fields[0].default
    if isinstance(value, tuple):
        return " ".join(f"{v:g}" if isinstance(v, float) else str(v) for v in value)
    return f"{value:g}" if isinstance(value, float) else str(value)


def flag_type(leaf: Field) -> Any:
    members = [member for member in flatten(leaf.type) if member is not types.NoneType]
    member = members[0]
    if typing.get_origin(member) is tuple:
        return list[typing.get_args(member)[0]] | None  # type: ignore[misc]
    if is_literal(member):
        return str | None
    return member | None


def is_literal(hint: Any) -> bool:
    return typing.get_origin(hint) is typing.Literal


def argument(name: str, kind: Any, info: Any, default: Any = None) -> inspect.Parameter:
    return inspect.Parameter(
        name, inspect.Parameter.KEYWORD_ONLY, default=default, annotation=Annotated[kind, info]
    )


def comment_of(cls: type, path: tuple[str, ...]) -> str:
    return next(leaf.help for leaf in leaves(cls) if leaf.path == path)


def read_data(path: Path | None) -> dict[str, Any]:
    return {} if path is None else read_yaml(path)


def assigned(text: str) -> tuple[tuple[str, ...], Any]:
    """`train.n_tokens=10_000_000` -> (("train", "n_tokens"), 10_000_000)."""
    key, equals, value = text.partition("=")
    if not equals:
        raise SondeError(f"--set {text!r}: write SECTION.FIELD=VALUE.")
    try:
        return tuple(key.split(".")), yaml.safe_load(value)
    except yaml.YAMLError:
        raise SondeError(f"--set {text!r}: {value!r} is not readable YAML.") from None


def put(data: dict[str, Any], path: tuple[str, ...], value: Any) -> None:
    """Puts a value where the path leads, making the sections on the way."""
    for depth, key in enumerate(path[:-1], 1):
        data = data.setdefault(key, {})
        if not isinstance(data, dict):
            section = ".".join(path[:depth])
            raise SondeError(f"{section} is {data!r}, so it has no field {path[depth]!r}.")
    data[path[-1]] = value


def refuse_missing(cls: type, data: dict[str, Any]) -> None:
    """Names the flags of required values that nobody gave."""
    missing = []
    for name, (leaf, *_) in flag_names(cls).items():
        here: Any = data
        optional_section = (
            len(leaf.path) > 1
            and data.get(leaf.path[0]) is None
            and not section_required(cls, leaf)
        )
        for key in leaf.path:
            here = here.get(key) if isinstance(here, dict) else None
        if leaf.default is dataclasses.MISSING and here is None and not optional_section:
            missing.append(f"--{name.replace('_', '-')} ({leaf.help})")
    if missing:
        raise SondeError("Still needed: " + ", ".join(missing) + ".")


def section_required(cls: type, leaf: Field) -> bool:
    field = next(f for f in dataclasses.fields(cls) if f.name == leaf.path[0])  # type: ignore[arg-type]
    return field.default is dataclasses.MISSING and field.default_factory is dataclasses.MISSING
