"""One frozen config per stage, stored with its result: load(save(c)) == c.

A config is a dataclass whose every field carries a comment with meaning and unit; the comment is
also the help text of the field's flag on the command line.
"""

import dataclasses
import inspect
import io
import tokenize
import types
import typing
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

import pydantic
import yaml
from pydantic import ConfigDict, TypeAdapter
from typing_extensions import dataclass_transform

from sonde.core.errors import SondeError, nearest

T = TypeVar("T")
OWN_ERROR = "Value error, "  # what pydantic puts before the message of a `__post_init__`


@dataclass_transform(kw_only_default=True, frozen_default=True)
def config(cls: type[T]) -> type[T]:
    """Marks a class as a config: frozen, keyword-only, validated, unknown keys refused."""
    decorate = pydantic.dataclasses.dataclass(
        frozen=True, kw_only=True, config=ConfigDict(extra="forbid", validate_default=True)
    )
    return typing.cast("type[T]", decorate(cls))


def read_yaml(path: Path) -> dict[str, Any]:
    """The keys and values of a YAML file."""
    try:
        data = yaml.safe_load(path.read_text(encoding="utf-8")) or {}
    except FileNotFoundError:
        raise SondeError(f"There is no config {path}.") from None
    except OSError as error:
        raise SondeError(f"{path} cannot be read as a config: {error.strerror}.") from error
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise SondeError(f"{path} is not readable YAML: {error}") from error
    if not isinstance(data, dict):
        raise SondeError(f"{path} should hold keys and values, not {type(data).__name__}.")
    return data


def read(cls: type[T], path: Path) -> T:
    """A config from a YAML file."""
    return parse(cls, read_yaml(path), where=str(path))


def write(value: Any, path: Path) -> None:
    path.write_text(yaml.safe_dump(to_dict(value), sort_keys=False, allow_unicode=True))


def to_dict(value: Any) -> dict[str, Any]:
    """Plain JSON-ready data that `parse` turns back into an equal config."""
    plain: dict[str, Any] = TypeAdapter(type(value)).dump_python(value, mode="json")
    return plain


def parse(cls: type[T], data: Any, where: str = "the config") -> T:
    """A config from plain data. Unknown keys are refused with the nearest known one."""
    refuse_unknown_keys(cls, data, where)
    try:
        return TypeAdapter(cls).validate_python(data)
    except pydantic.ValidationError as error:
        lines = [message(found["loc"], found["msg"]) for found in error.errors()]
        if len(lines) == 1:
            raise SondeError(lines[0] if "flags" in where else f"{where}: {lines[0]}") from None
        raise SondeError(f"{where} cannot be used:\n  " + "\n  ".join(lines)) from None


def message(place: tuple[int | str, ...], text: str) -> str:
    """One thing that is wrong with a config; our own messages name the field themselves."""
    if text.startswith(OWN_ERROR):
        return text.removeprefix(OWN_ERROR)
    return f"{'.'.join(map(str, place)) or 'config'}: {text}"


def refuse_unknown_keys(cls: Any, data: Any, where: str) -> None:
    if not isinstance(data, dict):
        raise SondeError(f"{where} should hold keys and values, not {type(data).__name__}.")
    fields = {field.name: field.type for field in dataclasses.fields(cls)}
    for key, value in data.items():
        if key not in fields:
            raise SondeError(f"{where} has an unknown key {key!r}.{nearest(str(key), fields)}")
        inner = config_of(hints(cls)[key], value)
        if inner is not None and isinstance(value, dict):
            refuse_unknown_keys(inner, value, f"{where}, section {key!r},")


def config_of(hint: Any, value: Any = None) -> Any:
    """The config class behind a field's type; in a union, the one whose `kind` the value names."""
    options = [arg for arg in flatten(hint) if dataclasses.is_dataclass(arg)]
    if len(options) > 1:
        kinds = {typing.get_args(hints(option)["kind"])[0]: option for option in options}
        default = next(iter(kinds))
        kind = value.get("kind", default) if isinstance(value, dict) else default
        if kind not in kinds:
            raise SondeError(f"Unknown kind {kind!r}.{nearest(str(kind), kinds)}")
        return kinds[kind]
    return options[0] if options else None


def flatten(hint: Any) -> Iterator[Any]:
    """The members of a (possibly annotated) union."""
    if typing.get_origin(hint) is typing.Annotated:
        hint = typing.get_args(hint)[0]
    if typing.get_origin(hint) in (typing.Union, types.UnionType):
        for arg in typing.get_args(hint):
            yield from flatten(arg)
    else:
        yield hint


def hints(cls: Any) -> dict[str, Any]:
    return typing.get_type_hints(cls, include_extras=True)


class Field(NamedTuple):
    """One leaf of a config, as a command-line flag needs it."""

    path: tuple[str, ...]  # ("dictionary", "k")
    type: Any
    default: Any  # dataclasses.MISSING where a value is required
    help: str


def leaves(cls: Any, prefix: tuple[str, ...] = ()) -> Iterator[Field]:
    """Every leaf of a config and of the configs inside it; of a union, those of all members."""
    comments = field_comments(cls)
    for field in dataclasses.fields(cls):
        path = (*prefix, field.name)
        inner = [arg for arg in flatten(hints(cls)[field.name]) if dataclasses.is_dataclass(arg)]
        for option in inner:
            yield from leaves(option, path)
        if not inner:
            default = field.default
            if isinstance(default, pydantic.fields.FieldInfo):
                default = default.default
            if field.default_factory is not dataclasses.MISSING:
                default = field.default_factory()
            yield Field(path, hints(cls)[field.name], default, comments.get(field.name, ""))


def field_comments(cls: Any) -> dict[str, str]:
    """The comment after each field of a config, read from its source and those it builds on."""
    found: dict[str, str] = {}
    sources = [
        inspect.getsource(one) for one in cls.__mro__ if hasattr(one, "__dataclass_fields__")
    ]
    for line in "\n".join(sources).splitlines():
        name, colon, _ = line.strip().partition(":")
        if not (colon and name.isidentifier() and "#" in line):
            continue
        with_comment = io.StringIO(line.strip()).readline
        try:
            tokens = list(tokenize.generate_tokens(with_comment))
        except tokenize.TokenError:
            continue
        comments = [token.string for token in tokens if token.type == tokenize.COMMENT]
        if comments:
            found.setdefault(name, comments[-1].lstrip("# "))
    return found
