"""The verbs whose flags come from a stage's config. Only the verb that is called gets its flags,
so that `sonde --help` imports no stage."""

import importlib
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, NamedTuple

import typer

if TYPE_CHECKING:
    from sonde.core.artifact import Artifact


class Stage(NamedTuple):
    config: str  # module:class of its config
    primary: tuple[str, ...]  # the field that the first argument fills
    work: str  # module:function that does it
    about: str


STAGES = {
    "harvest": Stage(
        "sonde.activations.config:HarvestConfig",
        ("model", "path"),
        "sonde.activations.harvest:harvest",
        "Read a model's activations into shards.",
    ),
    "train": Stage(
        "sonde.dictionary.config:TrainConfig",
        ("activations",),
        "sonde.cli.pipeline:train_stage",
        "Train a dictionary on harvested activations.",
    ),
    "stability": Stage(
        "sonde.dictionary.config:StabilityConfig",
        ("dictionary",),
        "sonde.dictionary.stability:stability",
        "Say which features come again in dictionaries of other seeds.",
    ),
    "evaluate": Stage(
        "sonde.interventions.config:EvaluateConfig",
        ("dictionary",),
        "sonde.interventions.evaluate:evaluate",
        "Measure a dictionary on held-out text.",
    ),
    "atlas": Stage(
        "sonde.atlas.config:AtlasConfig",
        ("dictionary",),
        "sonde.atlas.build:build",
        "Find out what every feature means.",
    ),
}


def add_stages(app: typer.Typer, called: str | None) -> None:
    """Registers every stage; the one that is called with its flags, the others with their names."""
    for name, stage in STAGES.items():
        app.command(name)(command_of(stage) if name == called else named_only(stage.about))
    app.command("plan")(plan_verb() if called == "plan" else named_only(PLAN))


PLAN = "Say what a run would cost in FLOP, bytes and hours, loading nothing."


def plan_verb() -> Callable[..., None]:
    from sonde.cli.plan import plan_command

    return plan_command(PLAN)


def command_of(stage: Stage) -> Callable[..., None]:
    from sonde.cli.flags import with_flags
    from sonde.cli.verbs import show_artifact

    def run(config: Any, json: bool) -> None:
        artifact: Artifact = find(stage.work)(config)
        show_artifact(artifact, json)

    return with_flags(find(stage.config), stage.primary, run, stage.about)


def named_only(about: str) -> Callable[..., None]:
    def command() -> None:
        raise AssertionError("a stage that is called is registered with its flags")

    command.__doc__ = about
    return command


def find(name: str) -> Any:
    module, _, attribute = name.partition(":")
    return getattr(importlib.import_module(module), attribute)
