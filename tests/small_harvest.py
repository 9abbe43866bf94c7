"""A tiny model, a small corpus in many scripts, and harvests of it. Use the fixtures by putting
`pytest_plugins = ["small_harvest"]` into a test module."""

import json
import random
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

import pytest

import sonde.activations.source
from sonde.activations.config import HarvestConfig
from sonde.activations.harvest import harvest
from sonde.activations.source import ActivationSource, open_source
from sonde.core.artifact import Artifact
from sonde.model.config import ModelConfig
from sonde.model.loading import load
from sonde.text.config import TextConfig
from tiny_models import tiny_checkpoint

CONTEXT, SHARD, D_IN = 16, 64, 16
WHO = ["The dog", "A little girl", "Der Hund", "Η γάτα", "小猫", "हिन्दी बिल्ली", "แมวน้อย", "👩‍👩‍👧", "naïve\tcafé"]
DID = ["saw", "loved", "found", "took"]
WHAT = ["a red ball", "the moon", "two shoes", "the sea\nand the sky", "das Meer", "海"]


def sentences(n: int, seed: int = 0) -> list[str]:
    rng = random.Random(seed)
    return [
        f"{rng.choice(WHO)} {rng.choice(DID)} {rng.choice(WHAT)} ({number})."
        for number in range(n)
    ]


def write_corpus(path: Path, texts: list[str]) -> Path:
    rows = (json.dumps({"text": text}, ensure_ascii=False) for text in texts)
    path.write_text("\n".join(rows) + "\n", encoding="utf-8")
    return path


def settings(model: Path, corpus: Path, output: Path, **changes: object) -> HarvestConfig:
    """4 blocks of 16 tokens in a shard, 5 shards, float32, unless `changes` say otherwise."""
    text = {"context_length": CONTEXT, "held_out": 0.2}
    text |= {name: changes.pop(name) for name in list(changes) if hasattr(TextConfig, name)}
    defaults = {"hook_point": "layers.1.resid_post", "dtype": "float32", "batch_blocks": 2}
    defaults |= {"shard_tokens": SHARD, "n_tokens": 5 * SHARD}
    return HarvestConfig(
        model=ModelConfig(path=str(model), device="cpu"),
        text=TextConfig(sources=(str(corpus),), **text),
        output=str(output),
        **{**defaults, **changes},
    )


def source_for(config: HarvestConfig) -> ActivationSource:
    return open_source(config.model, config.text, config.hook_point, "train", config.batch_blocks)


@pytest.fixture(scope="session")
def small_model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tiny_checkpoint(tmp_path_factory.mktemp("model") / "tiny", n_layers=3, d_model=D_IN)


@pytest.fixture(scope="session")
def small_corpus(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """80 documents, about 2,000 tokens."""
    return write_corpus(tmp_path_factory.mktemp("corpus") / "tales.jsonl", sentences(80))


@pytest.fixture(scope="module")
def load_once() -> Iterator[None]:
    """Models of the same config are read from disk once: these laws are not about loading."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sonde.activations.source, "load", lru_cache(load))
        yield


@pytest.fixture(scope="module")
def small_harvest(
    small_model: Path, small_corpus: Path, tmp_path_factory: pytest.TempPathFactory
) -> Artifact:
    folder = tmp_path_factory.mktemp("harvest")
    return harvest(settings(small_model, small_corpus, folder / "acts"))
