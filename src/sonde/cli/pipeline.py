"""`sonde run`: harvest -> train -> evaluate -> atlas from one file; skips what is done."""

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sonde.activations.config import HarvestConfig
from sonde.atlas.config import AtlasConfig
from sonde.core.artifact import Artifact
from sonde.core.config import config, parse
from sonde.core.errors import SondeError
from sonde.core.progress import say
from sonde.dictionary.config import TrainConfig
from sonde.interventions.config import EvaluateConfig
from sonde.text.config import completed

Section = dict[str, Any]


@config
class RunConfig:
    output: str  # directory of the whole run: activations, dictionary, evaluation, atlas
    model: Section  # the language model: fields of ModelConfig
    text: Section  # what it reads: fields of TextConfig
    stream: bool = False  # train while the model runs, storing no activations
    harvest: Section = field(default_factory=dict)  # fields of HarvestConfig
    train: Section = field(default_factory=dict)  # fields of TrainConfig
    evaluate: Section = field(default_factory=dict)  # fields of EvaluateConfig
    atlas: Section = field(default_factory=dict)  # fields of AtlasConfig


@dataclass(frozen=True)
class Plan:
    """The config of every stage, all checked before the first one begins."""

    harvest: HarvestConfig
    train: TrainConfig
    evaluate: EvaluateConfig
    atlas: AtlasConfig
    stream: bool


def plan(run: RunConfig) -> Plan:
    out = Path(run.output)
    places = {
        name: str(out / name) for name in ("activations", "dictionary", "evaluation", "atlas")
    }
    source = {"model": run.model, "text": run.text, "output": places["activations"]}
    device = {"device": run.model["device"]} if "device" in run.model else {}
    trained = {"dictionary": places["dictionary"], **device}
    acts = "stream" if run.stream else places["activations"]
    return Plan(
        parse(HarvestConfig, {**source, **run.harvest}, "section harvest"),
        parse(
            TrainConfig,
            {"activations": acts, "output": places["dictionary"], **device, **run.train},
            "section train",
        ),
        parse(
            EvaluateConfig,
            {**trained, "output": places["evaluation"], **run.evaluate},
            "section evaluate",
        ),
        parse(AtlasConfig, {**trained, "output": places["atlas"], **run.atlas}, "section atlas"),
        run.stream,
    )


def run(config: RunConfig) -> dict[str, Artifact]:
    """Does every stage that is missing, in order; gives their artifacts by name."""
    from sonde.atlas.build import build
    from sonde.interventions.evaluate import evaluate

    planned = plan(config)
    if not Path(planned.evaluate.output).exists():
        refuse_empty_share(planned)
    done: dict[str, Artifact] = {}
    if not planned.stream:
        from sonde.activations.harvest import harvest

        done["activations"] = stage("harvest", planned.harvest, harvest)
    done["dictionary"] = stage(
        "train",
        planned.train,
        lambda c: train_stage(c, planned.harvest if planned.stream else None),
    )
    done["evaluation"] = stage("evaluate", planned.evaluate, evaluate)
    done["atlas"] = stage("atlas", planned.atlas, build)
    return done


def refuse_empty_share(planned: Plan) -> None:
    """Text without a document to train on, or to measure on, is refused before hours of work."""
    from sonde.text.documents import documents

    own, other = planned.harvest.text, planned.evaluate.text
    next(documents(own, "train"))
    next(documents(completed(other, own) if other else own, "held_out"))


def stage(name: str, config: Any, work: Callable[[Any], Artifact]) -> Artifact:
    if Path(config.output).exists():
        say(f"{name:<9} done before: {config.output}")
    return work(config)


def train_stage(config: TrainConfig, live: HarvestConfig | None = None) -> Artifact:
    """`sonde train` on harvested shards, or on a running model when `live` says which."""
    if config.scaling.on_cluster:
        if live is not None:
            raise SondeError(
                "scaling is for harvested activations, which several processes can read: leave "
                "out `stream`, or train in one process."
            )
        from sonde.scale.train import train_over_workers

        return train_over_workers(config)
    from sonde.dictionary.training import train
    from sonde.text.documents import refuse_output_inside

    if live is None:
        from sonde.scale.train import train_here

        return train_here(config)
    from sonde.activations.harvest import plugins
    from sonde.activations.source import open_source
    from sonde.activations.stream import LiveBatches
    from sonde.core.plugins import remember

    remember(*plugins(live))
    refuse_output_inside(config.output, live.text)
    source = open_source(
        live.model,
        live.text,
        live.hook_point,
        "train",
        live.batch_blocks,
        live.sink_ratio,
        live.other_model,
    )
    batches = LiveBatches(source, config.batch_size, config.token_order, config.window)
    return train(config, batches, None, source.about())
