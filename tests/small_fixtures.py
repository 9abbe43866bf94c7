"""A tiny model, a small corpus and a harvest of it. Use them by putting
`pytest_plugins = ["small_fixtures"]` into a test module."""

from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

import pytest

import sonde.activations.source
from small_harvest import D_IN, sentences, settings, write_corpus
from sonde.activations.harvest import harvest
from sonde.core.artifact import Artifact
from sonde.model.loading import load
from tiny_models import tiny_checkpoint


@pytest.fixture(scope="session")
def small_model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tiny_checkpoint(tmp_path_factory.mktemp("model") / "tiny", n_layers=3, d_model=D_IN)


@pytest.fixture(scope="session")
def small_corpus(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """54 documents, about 1,300 tokens."""
    return write_corpus(tmp_path_factory.mktemp("corpus") / "tales.jsonl", sentences(54))


@pytest.fixture(scope="module")
def load_once() -> Iterator[None]:
    """Models are read once and the median norm is of few tokens: the laws are not about that."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sonde.activations.source, "load", lru_cache(load))
        patch.setattr(sonde.activations.source, "CALIBRATION_TOKENS", 256)
        yield


@pytest.fixture(scope="module")
def small_harvest(
    small_model: Path, small_corpus: Path, tmp_path_factory: pytest.TempPathFactory
) -> Artifact:
    folder = tmp_path_factory.mktemp("harvest")
    return harvest(settings(small_model, small_corpus, folder / "acts"))
