"""The harvest stage: text -> shards of activations on disk.

A shard holds a fixed range of blocks, so it can be made again alone: an interrupted harvest goes on
at the first missing shard, and `repair` rewrites only the damaged ones.
"""

import math
from collections.abc import Iterator
from dataclasses import replace
from itertools import count, islice
from pathlib import Path
from typing import Any

import torch

from sonde.activations.config import HarvestConfig
from sonde.activations.shards import Shard, read_moments, shard_name, write_shard
from sonde.activations.source import ActivationSource, Harvested, open_source, refuse_changed
from sonde.core.artifact import Artifact, Draft
from sonde.core.config import parse, to_dict
from sonde.core.errors import SondeError
from sonde.core.files import read_json, write_json
from sonde.core.interrupt import GracefulStop
from sonde.core.machine import DTYPES
from sonde.core.maths import Moments
from sonde.core.plugins import refuse_unknown_plugins, remember
from sonde.core.progress import say, track
from sonde.text.documents import refuse_output_inside


def harvest(config: HarvestConfig) -> Artifact:
    """Reads the model's activations at the hook points and writes them as an artifact of shards.

    Tokens are those of the training share of the text. Called again after an interruption it goes
    on where it was; the result is byte for byte that of an uninterrupted run.
    """
    remember(*plugins(config))
    refuse_output_inside(config.output, config.text)
    draft = Draft.begin(config.output, "harvest", to_dict(config))
    if isinstance(draft, Artifact):
        refuse_changed(draft.manifest.about, config.model, config.text, config.other_model)
        return draft
    with draft:
        return harvested_into(draft, config)


def plugins(config: HarvestConfig) -> list[str | None]:
    return [model.plugin for model in (config.model, config.other_model) if model is not None]


def harvested_into(draft: Draft, config: HarvestConfig) -> Artifact:
    source = opened(config, draft.path)
    wanted = n_shards(config)
    done = n_done(draft.path)
    if done:
        say(f"going on after {done} shards")
    shard_tokens = blocks_per_shard(config) * config.text.context_length
    with (
        track("harvest", wanted * shard_tokens, done * shard_tokens) as bar,
        GracefulStop() as stop,
    ):
        for number, shard in islice(shards(source, config, done), wanted - done):
            write_shard(draft.path / shard_name(number), shard, source.widths)
            bar.advance(len(shard.x))
            kept = f"{number + 1} of {wanted} shards are kept"
            stop.check(f"{kept}. Give the same command again to go on.")
    return finish(draft, source, config)


def shards(
    source: ActivationSource, config: HarvestConfig, first: int
) -> Iterator[tuple[int, Shard]]:
    """Shards from number `first` on, each of the same blocks whoever asks."""
    per_shard = blocks_per_shard(config)
    waiting: list[Harvested] = []
    number = first
    for harvested in source(skip_blocks=first * per_shard):
        waiting.append(harvested)
        if sum(len(part.x) for part in waiting) == per_shard:
            yield number, joined(waiting, config)
            number, waiting = number + 1, []
    if waiting:
        yield number, joined(waiting, config)


def joined(parts: list[Harvested], config: HarvestConfig) -> Shard:
    return Shard(
        x=torch.cat(
            [part.x.flatten(0, 1).to("cpu", DTYPES[config.storage_dtype]) for part in parts]
        ),
        tokens=torch.cat([part.blocks.tokens.flatten() for part in parts]).int(),
        documents=torch.cat([part.blocks.documents.flatten() for part in parts]).int(),
        keep=torch.cat([part.keep.flatten().cpu() for part in parts]),
    )


def blocks_per_shard(config: HarvestConfig) -> int:
    """A whole number of forward passes, at least one; no more than are asked for in all."""
    per_pass = config.batch_blocks * config.text.context_length
    shard_tokens = min(config.shard_tokens, config.n_tokens + per_pass - 1)
    return max(1, shard_tokens // per_pass) * config.batch_blocks


def n_shards(config: HarvestConfig) -> int:
    shard_tokens = blocks_per_shard(config) * config.text.context_length
    return math.ceil(config.n_tokens / shard_tokens)


def n_done(folder: Path) -> int:
    """How many shards are there, from the first on without a gap."""
    return next(i for i in count() if not (folder / shard_name(i)).exists())


def opened(config: HarvestConfig, folder: Path) -> ActivationSource:
    """The source; what it reads must be what the first call of this harvest found."""
    source = source_for(config)
    if not (folder / "about.json").exists():
        write_json(folder / "about.json", source.about())
        return source
    first, now = read_json(folder / "about.json"), source.about()
    refuse_changed(first, config.model, config.text, config.other_model)
    if any(first.get(name) != now.get(name) for name in ("norm_limit", "parts")):
        raise SondeError(
            f"{folder} was begun with another median norm: the model or the text has changed "
            "since. Remove the directory, or harvest into another --output."
        )
    return source


def finish(draft: Draft, source: ActivationSource, config: HarvestConfig) -> Artifact:
    moments = Moments(source.d_in, source.widths)
    paths = sorted(draft.path.glob("shard-*.safetensors"))
    for path in paths:
        moments.merge(read_moments(path, source.widths))
    if not moments.n:
        raise SondeError(
            "No token of the text counts: all are special tokens, sinks or padding. Give more "
            "text, or raise --sink-ratio."
        )
    if len(paths) < n_shards(config):
        say(f"the text ended; {moments.n:,} of the {config.n_tokens:,} tokens asked for were kept")
    draft.discard("about.json")
    about = {
        **source.about(),
        "shards": [path.name for path in paths],
        "n_rows": [read_moments(path).n for path in paths],
        "mean": moments.mean.tolist(),
        "mean_square": moments.mean_square,
    }
    if source.others:
        about["mean_squares"] = moments.mean_squares
    counts = {"n_tokens": moments.n, "n_shards": len(paths), "mean_square": moments.mean_square}
    return draft.finish(counts, about)


def repair(path: str | Path) -> list[str]:
    """Harvests again exactly the shards that are missing or damaged; gives their names."""
    artifact = Artifact.open(path, "harvest")
    damaged = [name for name in artifact.damaged() if name.startswith("shard-")]
    if not damaged:
        return []
    config = parse(HarvestConfig, artifact.manifest.config, "the artifact's config")
    refuse_unknown_plugins(*plugins(config))
    refuse_changed(artifact.manifest.about, config.model, config.text, config.other_model)
    config = computed_as(config, artifact.manifest.about)
    source = source_for(config)
    for name in damaged:
        number = artifact.manifest.about["shards"].index(name)
        for _, shard in islice(shards(source, config, number), 1):
            write_shard(artifact.path / name, shard, source.widths)
        if name in artifact.damaged():
            raise SondeError(
                f"{name} was harvested again but differs from the first time: the model, the text "
                "or the machine has changed. Harvest everything anew into another --output."
            )
    return damaged


def computed_as(config: HarvestConfig, about: dict[str, Any]) -> HarvestConfig:
    """With the dtypes that were found the first time, not those of this machine."""
    other, dtype = config.other_model, about.get("computed_in", config.model.dtype)
    if other is not None:
        other = replace(other, dtype=about.get("other_computed_in", other.dtype))
    return replace(config, model=replace(config.model, dtype=dtype), other_model=other)


def source_for(config: HarvestConfig) -> ActivationSource:
    return open_source(
        config.model,
        config.text,
        config.hook_point,
        "train",
        config.batch_blocks,
        config.sink_ratio,
        config.other_model,
    )
