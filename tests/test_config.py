"""Laws of every config class, whichever layer it belongs to."""

import dataclasses
import importlib
import subprocess
import sys
import types
import typing
from pathlib import Path

import pytest

import sonde
from sonde.core.config import config, config_of, flatten, leaves, parse, read, to_dict, write
from sonde.core.errors import SondeError
from sonde.dictionary.config import ReluL1Config, TopKConfig, TrainConfig
from sonde.dictionary.kinds import KINDS

MODULES = [
    f"sonde.{path.parent.name}.config"
    for path in sorted(Path(sonde.__file__).parent.glob("*/config.py"))
    if path.parent.name != "core"
]


def configs():
    for name in MODULES:
        module = importlib.import_module(name)
        for value in vars(module).values():
            if dataclasses.is_dataclass(value) and value.__module__ == name:
                yield value


ALL = list(configs())
every_config = pytest.mark.parametrize("cls", ALL, ids=lambda cls: cls.__name__)
TRAIN = {"activations": "a", "output": "o"}


def samples(hint):
    """A few values of a field's type, odd ones among them."""
    if typing.get_origin(hint) is typing.Annotated or isinstance(hint, types.UnionType):
        return [value for member in flatten(hint) for value in samples(member)]
    if typing.get_origin(hint) is typing.Literal:
        return list(typing.get_args(hint))
    if typing.get_origin(hint) is tuple:
        inner = samples(typing.get_args(hint)[0])
        return [tuple(inner[:1]), tuple(inner), (0.25, 0.75)]
    if dataclasses.is_dataclass(hint):
        return list(variants(hint))
    return {
        str: ["C:\\Texte: größe #1", "yes", "0123", "", "1e5"],
        int: [3, 977, 1 << 40],
        float: [0.1234567890123456, 1e-7, 1 / 3],
        bool: [True, False],
        types.NoneType: [None],
    }[hint]


def variants(cls):
    """Valid configs of a class: required fields filled, then one field changed at a time."""
    hints = typing.get_type_hints(cls, include_extras=True)
    required = {
        field.name: samples(hints[field.name])[0]
        for field in dataclasses.fields(cls)
        if field.default is dataclasses.MISSING and field.default_factory is dataclasses.MISSING
    }
    yield cls(**required)
    for name, hint in hints.items():
        for value in samples(hint):
            try:
                yield cls(**{**required, name: value})
            except ValueError:
                continue  # outside what the field allows


@every_config
def test_loading_gives_back_what_was_saved(cls, tmp_path):
    found = list(variants(cls))
    assert len(found) > len(dataclasses.fields(cls))
    for value in found:
        write(value, tmp_path / "config.yaml")
        assert read(cls, tmp_path / "config.yaml") == value
        assert parse(cls, to_dict(value)) == value


@every_config
def test_configs_are_frozen_and_take_keywords_only(cls):
    value = next(variants(cls))
    with pytest.raises(dataclasses.FrozenInstanceError):
        setattr(value, dataclasses.fields(cls)[0].name, 1)
    with pytest.raises(ValueError, match="positional"):
        cls("a")


@every_config
def test_every_field_says_what_it_means(cls):
    found = list(leaves(cls))
    assert [field.path for field in found if len(field.help) < 4] == []
    assert {field.path[0] for field in found} == {field.name for field in dataclasses.fields(cls)}


@every_config
def test_leaves_know_the_defaults(cls):
    value = next(variants(cls))
    for field in leaves(cls):
        if len(field.path) == 1 and field.default is not dataclasses.MISSING:
            assert getattr(value, field.path[0]) == field.default


@every_config
def test_an_unknown_key_names_the_nearest(cls):
    known = dataclasses.fields(cls)[-1].name
    data = {**to_dict(next(variants(cls))), known + "s": 1}
    with pytest.raises(SondeError, match=rf"unknown key '{known}s'\. Did you mean '{known}'\?"):
        parse(cls, data)


def test_an_unknown_key_inside_a_section_is_found_too():
    with pytest.raises(SondeError, match=r"section 'dictionary'.*'kaux'.*'k_aux'"):
        parse(TrainConfig, {**TRAIN, "dictionary": {"kind": "topk", "kaux": 3}})
    with pytest.raises(SondeError, match=r"unknown key 'k'"):  # of another kind
        parse(TrainConfig, {**TRAIN, "dictionary": {"kind": "relu_l1", "k": 3}})


@pytest.mark.parametrize("kind", KINDS)
def test_the_kind_decides_the_class(kind):
    got = parse(TrainConfig, {**TRAIN, "dictionary": {"kind": kind, "dictionary_size": 77}})
    assert type(got.dictionary) is KINDS[kind].config
    assert (got.dictionary.kind, got.dictionary.dictionary_size) == (kind, 77)


def test_without_a_kind_the_default_is_taken():
    assert parse(TrainConfig, {**TRAIN, "dictionary": {"k": 5}}).dictionary.kind == "matryoshka"
    assert parse(TrainConfig, TRAIN).dictionary.kind == "matryoshka"


def test_an_unknown_kind_names_the_nearest():
    with pytest.raises(SondeError, match=r"Unknown kind 'top_k'\. Did you mean 'topk'"):
        parse(TrainConfig, {**TRAIN, "dictionary": {"kind": "top_k"}})


def test_every_wrong_value_is_named_at_once():
    with pytest.raises(SondeError) as error:
        parse(TrainConfig, {**TRAIN, "n_tokens": "many", "seed": 1.5}, where="train.yaml")
    assert all(word in str(error.value) for word in ("train.yaml", "n_tokens", "seed"))


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ({"dictionary": {"k": 9, "dictionary_size": 8}}, "k=9 is outside 1..8: lower k"),
        ({"dictionary": {"k": 0}}, "k=0 is outside"),
        ({"dictionary": {"groups": [0.5, 0.6]}}, "sum to 1"),
        ({"dictionary": {"groups": [1.5, -0.5]}}, "positive"),
        ({"batch_size": 1}, "batch_size=1 must be at least 2, .*no variance"),
        ({"n_tokens": 0}, "n_tokens=0 must be at least 1"),
        ({"log_every": 0}, "log_every=0"),
        ({"checkpoint_every": -1}, "checkpoint_every=-1"),
        ({"learning_rate": 0.0}, "learning_rate=0.0 must be positive"),
        ({"learning_rate": float("inf")}, "finite"),
        ({"learning_rate": float("nan")}, "finite"),
        ({"dead_after": 0}, "dead_after=0"),
        ({"warmup": 1.5}, "warmup=1.5 is a share"),
    ],
)
def test_what_cannot_be_trained_says_why(wrong, message):
    with pytest.raises(SondeError, match=message) as error:
        parse(TrainConfig, {**TRAIN, **wrong})
    assert "Value error" not in str(error.value)


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"- a\n- b\n", "keys and values, not list"),
        (b"a: [1\n", "not readable YAML"),
        (b"a: \xff\xfe", "not readable YAML"),
        (b"activations: a\n", "output"),
        (b"dictionary: 5\nactivations: a\noutput: o\n", "dictionary"),
    ],
)
def test_a_broken_file_is_named(tmp_path, content, message):
    path = tmp_path / "train.yaml"
    path.write_bytes(content)
    with pytest.raises(SondeError, match=message) as error:
        read(TrainConfig, path)
    assert "train.yaml" in str(error.value)


def test_a_missing_file_is_named(tmp_path):
    with pytest.raises(SondeError, match=r"no config .*nowhere\.yaml"):
        read(TrainConfig, tmp_path / "nowhere.yaml")


def test_numbers_as_people_write_them_in_yaml(tmp_path):
    (tmp_path / "c.yaml").write_text("activations: a\noutput: o\nlearning_rate: 2e-4\n")
    assert read(TrainConfig, tmp_path / "c.yaml").learning_rate == 2e-4


def test_a_comment_may_hold_a_hash_and_a_default_too():
    found = {field.path[0]: field.help for field in leaves(Odd)}
    assert found == {"colour": "of C# code, such as #ff0000", "plain": ""}


@config
class Odd:
    colour: str = "#00ff00"  # of C# code, such as #ff0000
    plain: int = 3


def test_config_of_picks_by_kind_or_by_default():
    hint = ReluL1Config | TopKConfig
    assert config_of(hint, {"kind": "topk"}) is TopKConfig
    assert config_of(hint, {}) is ReluL1Config
    assert config_of(hint | None, None) is ReluL1Config
    assert config_of(int, 3) is None


def test_importing_configs_imports_nothing_heavy():
    heavy = {"torch", "transformers", "pyarrow", "datasets", "lancedb", "numpy"}
    code = f"import sys, {', '.join(MODULES)}; print(*({heavy!r} & sys.modules.keys()))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == []
