"""A small real atlas, made once per session through every stage. Use it by putting
`pytest_plugins = ["atlas_fixture"]` into a test module."""

import random
from pathlib import Path

import pytest

from sonde.activations.config import HarvestConfig
from sonde.activations.harvest import harvest
from sonde.activations.reader import ShardBatches
from sonde.atlas.build import build
from sonde.atlas.config import AtlasConfig
from sonde.dictionary.config import MatryoshkaConfig, TrainConfig
from sonde.dictionary.training import train
from sonde.model.config import ModelConfig
from sonde.text.config import TextConfig
from tiny_models import tiny_checkpoint

HOSTILE = (
    "<script>window.harmed = 1; alert(1)</script>",
    '"><img src=x onerror="window.harmed = 1; alert(2)">',
)
N_FEATURES = 160
WHO = ["The dog", "A little girl", "The bird", "Her mother", "Der Hund", "Η γάτα", "小猫", "🐈"]
DID = ["saw", "loved", "found", "wanted", "carried"]
WHAT = ["a red ball", "the moon", "two old shoes", "the sea\n\tand the sky", "a dog", "the park"]


def sentences(n: int = 400, seed: int = 0) -> list[str]:
    """Short documents in several scripts; one in ten tries to be markup."""
    rng = random.Random(seed)
    texts = [
        f"{rng.choice(WHO)} {rng.choice(DID)} {rng.choice(WHAT)}, and {rng.choice(WHO)} did too."
        for _ in range(n)
    ]
    texts[::10] = [f"{text} {HOSTILE[i % 2]}" for i, text in enumerate(texts[::10])]
    return texts


def make_atlas(folder: Path) -> Path:
    """Model, text, harvest, train, atlas: each the real stage, in `folder`; gives the atlas."""
    model = ModelConfig(path=str(tiny_checkpoint(folder / "model")), device="cpu")
    (folder / "tales.txt").write_text("<|endoftext|>".join(sentences()), encoding="utf-8")
    text = TextConfig(sources=(str(folder / "tales.txt"),), context_length=64)
    activations = harvest(
        HarvestConfig(
            model=model,
            text=text,
            output=str(folder / "activations"),
            n_tokens=8192,
            shard_tokens=4096,
        )
    )
    config = TrainConfig(
        activations=str(activations.path),
        output=str(folder / "dictionary"),
        dictionary=MatryoshkaConfig(dictionary_size=N_FEATURES, k=6, k_aux=8),
        n_tokens=30_000,
        batch_size=256,
        device="cpu",
    )
    batches = ShardBatches(activations, config.batch_size)
    dictionary = train(config, batches, {"activations": activations}, activations.manifest.about)
    atlas = AtlasConfig(
        dictionary=str(dictionary.path),
        output=str(folder / "atlas"),
        n_tokens=4096,
        chunk_tokens=2048,
        device="cpu",
    )
    return build(atlas).path


@pytest.fixture(scope="session")
def atlas_path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The directory of the atlas; the dictionary and the model lie beside it."""
    return make_atlas(tmp_path_factory.mktemp("small"))
