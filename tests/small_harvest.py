"""A small corpus in many scripts, and configs that harvest it with a tiny model."""

import json
import random
from pathlib import Path

from sonde.activations.config import HarvestConfig
from sonde.activations.source import ActivationSource, open_source
from sonde.core.config import parse
from sonde.text.config import TextConfig

CONTEXT, SHARD, D_IN = 16, 64, 16
WHO = ["The dog", "A little girl", "Der Hund", "Η γάτα", "小猫", "हिन्दी बिल्ली", "แมวน้อย"]
WHO += ["👩‍👩‍👧", "naïve\tcafé"]
DID = ["saw", "loved", "found", "took"]
WHAT = ["a red ball", "the moon", "two shoes", "the sea\nand the sky", "das Meer", "海"]


def sentences(n: int, seed: int = 0) -> list[str]:
    rng = random.Random(seed)
    return [
        f"{rng.choice(WHO)} {rng.choice(DID)} {rng.choice(WHAT)} ({number})." for number in range(n)
    ]


def write_corpus(path: Path, texts: list[str]) -> Path:
    rows = (json.dumps({"text": text}, ensure_ascii=False) for text in texts)
    path.write_text("\n".join(rows) + "\n", encoding="utf-8")
    return path


def settings(model: Path, corpus: Path, output: Path, **changes: object) -> HarvestConfig:
    """4 blocks of 16 tokens in a shard, 5 shards, float32, unless `changes` say otherwise."""
    text = {"context_length": CONTEXT, "held_out": 0.2}
    text |= {name: changes.pop(name) for name in list(changes) if hasattr(TextConfig, name)}
    defaults = {"hook_point": "layers.1.resid_post", "storage_dtype": "float32", "batch_blocks": 2}
    defaults |= {"shard_tokens": SHARD, "n_tokens": 5 * SHARD}
    data = {
        "model": {"path": str(model), "device": "cpu"},
        "text": {"sources": [str(corpus)], **text},
        "output": str(output),
    }
    return parse(HarvestConfig, {**data, **defaults, **changes})


def source_for(config: HarvestConfig) -> ActivationSource:
    return open_source(config.model, config.text, config.hook_point, "train", config.batch_blocks)
