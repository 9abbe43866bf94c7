"""A plugin is imported because a person named it, never because a file did."""

import shutil
import sys
from pathlib import Path

import pytest

from sonde.activations.config import HarvestConfig
from sonde.activations.harvest import harvest, repair
from sonde.activations.source import source_of
from sonde.atlas.build import build
from sonde.atlas.config import AtlasConfig
from sonde.cli.pipeline import train_stage
from sonde.core.artifact import Draft
from sonde.core.config import to_dict
from sonde.core.errors import SondeError
from sonde.core.plugins import is_known, names, names_file, remember
from sonde.dictionary.config import TrainConfig
from sonde.dictionary.formats.convert import convert, read
from sonde.interventions.config import EvaluateConfig
from sonde.interventions.evaluate import evaluate
from sonde.model.config import ModelConfig
from sonde.text.config import TextConfig
from synthetic import random_dictionary

NAME, D_IN = "leaves_a_mark", 16


@pytest.fixture
def mark(tmp_path, monkeypatch):
    """A file that is there once the module was imported."""
    (tmp_path / "modules").mkdir()
    (tmp_path / f"modules/{NAME}.py").write_text(
        "from pathlib import Path\nPath(__file__).with_name('mark').touch()\n"
    )
    monkeypatch.syspath_prepend(str(tmp_path / "modules"))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    yield tmp_path / "modules/mark"
    sys.modules.pop(NAME, None)


def about_with(places, tmp_path):
    """What a dictionary says of itself; the models are not there, but a plugin comes first."""
    model = {"path": str(tmp_path / "nowhere")}
    return {
        "model": model,
        "text": {"sources": [str(tmp_path / "text")]},
        "hook_point": "layers.1.resid_post",
        "norm_limit": 1e9,
        "mean": [0.0] * D_IN,
    } | {place: model | {"plugin": NAME} for place in places}


def dictionary_with(places, tmp_path):
    with Draft.begin(tmp_path / "dictionary", "train", {}) as draft:
        random_dictionary(D_IN, 24).save(draft.path / "dictionary.safetensors")
        draft.finish({}, about_with(places, tmp_path))
    return str(tmp_path / "dictionary")


def harvest_config(places, tmp_path):
    model = ModelConfig(path=str(tmp_path / "nowhere"))
    named = ModelConfig(path=model.path, plugin=NAME)
    return HarvestConfig(
        model=named if "model" in places else model,
        text=TextConfig(sources=(str(tmp_path / "text"),)),
        output=str(tmp_path / "acts"),
        other_model=named if "other_model" in places else None,
    )


def repaired(places, tmp_path):
    """Of a harvest that has lost a shard."""
    with Draft.begin(tmp_path / "acts", "harvest", to_dict(harvest_config(places, tmp_path))) as d:
        (d.path / "shard-000000.safetensors").write_bytes(b"0")
        d.finish({}).file("shard-000000.safetensors").unlink()
    repair(tmp_path / "acts")


def evaluated(places, tmp_path):
    evaluate(EvaluateConfig(dictionary=dictionary_with(places, tmp_path), output=out(tmp_path)))


def built(places, tmp_path):
    build(AtlasConfig(dictionary=dictionary_with(places, tmp_path), output=out(tmp_path)))


def out(tmp_path):
    return str(tmp_path / "out")


WAYS = {
    "opened": lambda places, tmp_path: source_of(about_with(places, tmp_path), "all"),
    "evaluated": evaluated,
    "built": built,
    "repaired": repaired,
}
PLACES = [["model"], ["other_model"], ["model", "other_model"]]


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("places", PLACES)
def test_an_artifact_cannot_name_a_module_to_import(way, places, mark, tmp_path):
    with pytest.raises(SondeError, match=rf"plugin '{NAME}'.*config/sonde/plugins"):
        WAYS[way](places, tmp_path)
    assert not mark.exists()
    assert not is_known(NAME)


@pytest.mark.parametrize("way", WAYS)
def test_what_the_person_named_once_is_imported_for_their_artifacts(way, mark, tmp_path):
    with pytest.raises(SondeError, match="There is no folder"):
        harvest(harvest_config(["model"], tmp_path))
    sys.modules.pop(NAME)
    mark.unlink()
    with pytest.raises(SondeError, match="There is no folder"):
        WAYS[way](["model"], tmp_path)
    assert mark.exists()


def test_training_from_a_running_model_names_it_too(mark, tmp_path):
    config = TrainConfig(activations="stream", output=out(tmp_path))
    with pytest.raises(SondeError, match="There is no folder"):
        train_stage(config, harvest_config(["model"], tmp_path))
    assert names() == {NAME}


@pytest.mark.parametrize("to", ["saelens", "sonde"])
@pytest.mark.parametrize("places", PLACES)
def test_a_dictionary_from_elsewhere_loses_the_name_and_ones_own_keeps_it(
    to, places, mark, tmp_path
):
    dictionary_with(places, tmp_path)
    remember(NAME)
    convert(tmp_path / "dictionary", tmp_path / "copy", to)
    assert all(read(tmp_path / "copy").about[place]["plugin"] == NAME for place in places)
    names_file().unlink()
    kept = read(tmp_path / "copy").about
    assert all(kept[place] == {"path": str(tmp_path / "nowhere")} for place in places)
    assert not mark.exists()


def test_names_are_kept_once_and_a_place_that_cannot_be_written_is_said(mark, capsys):
    remember(NAME, None, NAME)
    remember("another", NAME)
    assert names_file().read_text() == f"{NAME}\nanother\n"
    assert not is_known("")
    assert not is_known([NAME])
    assert is_known("json"), "it is imported already, so nothing of it would run"
    shutil.rmtree(names_file().parent)
    Path(names_file().parent).write_text("in the way")
    assert names() == set()
    remember(NAME)
    assert "cannot be written" in capsys.readouterr().err
