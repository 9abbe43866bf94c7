"""Many runs over one stream: a batch is read once and given to all of them.

Every run ends with the bytes that it has when it is trained alone (`sonde train` with the config in
its manifest): the stream depends on nothing that may vary. Runs are independent: each has its own
checkpoint, and one that diverges is stopped while the others go on.
"""

import shutil
from collections.abc import Iterable, Mapping
from contextlib import ExitStack
from typing import Any, NamedTuple

from torch import Tensor

from sonde.core.artifact import Artifact, Draft, partial
from sonde.core.errors import SondeError
from sonde.core.files import read_json, write_json
from sonde.core.progress import say
from sonde.dictionary.batches import Batches
from sonde.dictionary.config import StabilityConfig, TrainConfig
from sonde.dictionary.dictionary import Dictionary
from sonde.dictionary.measures import measure
from sonde.dictionary.pace import default_rate
from sonde.dictionary.stability import beside, stability
from sonde.dictionary.training import Diverged, Run, feed, identity
from sonde.dictionary.varying import without_seed

STOPPED = "diverged.json"  # in the draft of a run that diverged
N_MEASURED = 16  # batches that every dictionary is measured on


class Trained(NamedTuple):
    """What became of the runs, by name."""

    done: dict[str, Artifact]
    stopped: dict[str, str]  # those that diverged, and how


def train_all(
    runs: Mapping[str, TrainConfig],
    batches: Batches,
    parents: dict[str, Artifact] | None = None,
    about: dict[str, Any] | None = None,
) -> Trained:
    """Trains every run that is not finished, all at once. Called again it goes on."""
    refuse_several_streams(runs)
    found = Trained({}, {})
    names = {run.output: name for name, run in runs.items()}
    begun: list[Run] = []

    def lost(run: Run, error: Diverged) -> None:
        name = names[run.config.output]
        say(f"{name} is stopped, the others go on. {error}")
        write_json(run.draft.path / STOPPED, str(error))
        found.stopped[name] = str(error)

    with ExitStack() as drafts:
        for name, run in runs.items():
            draft = Draft.begin(run.output, "train", identity(run, parents, about), parents)
            if isinstance(draft, Artifact):
                found.done[name] = draft
                continue
            drafts.enter_context(draft)
            if (draft.path / STOPPED).exists():
                found.stopped[name] = read_json(draft.path / STOPPED)
            else:
                begun.append(Run(draft, run, batches, about or {}))
        if begun:
            say(
                f"{len(begun)} of {len(runs)} runs to train, from step {min(r.at for r in begun):,}"
            )
            finished = feed(begun, batches, lost)
            found.done.update({names[output]: made for output, made in finished.items()})
    return found


def refuse_several_streams(runs: Mapping[str, TrainConfig]) -> None:
    if not runs:
        raise SondeError("There is nothing to train: give the grid at least one run.")
    first = next(iter(runs.values()))
    for name in ("activations", "batch_size", "window", "token_order"):
        values = {getattr(run, name): None for run in runs.values()}
        if len(values) > 1:
            shown = "order_seed" if name == "token_order" else name
            raise SondeError(
                f"Runs of one stream read the same batches, but {shown} is {[*values]}: give "
                f"{shown}={getattr(first, name)!r} to all, or a grid to each."
            )


def measured(
    runs: Mapping[str, TrainConfig], trained: Trained, xs: list[Tensor]
) -> list[dict[str, Any]]:
    """A row for every run: what it is, and its fidelity on the same batches as all others."""
    rows: list[dict[str, Any]] = []
    for name, run in runs.items():
        row = {
            "name": name,
            "kind": run.dictionary.kind,
            "dictionary_size": run.dictionary.dictionary_size,
            "n_tokens": run.n_tokens,
            "learning_rate": run.learning_rate or default_rate(run),
            "seed": run.seed,
        }
        if name in trained.stopped:
            rows.append({**row, "stopped": trained.stopped[name]})
            continue
        artifact = trained.done[name]
        fidelity = measure(Dictionary.load(artifact), xs).summary()
        rows.append({**row, "path": str(artifact.path), "measured_on": fidelity.pop("n_tokens")})
        rows[-1] |= fidelity
    return rows


def recurring(runs: Mapping[str, TrainConfig], trained: Trained) -> dict[str, Artifact]:
    """The stability of every finished run that has others beside it which differ in nothing but the
    seed. One that was measured against fewer of them is measured again."""
    found = {}
    for name, artifact in trained.done.items():
        alike = [
            other
            for other in trained.done
            if other != name and without_seed(runs[other]) == without_seed(runs[name])
        ]
        if alike:
            others = tuple(str(trained.done[other].path) for other in alike)
            refresh(artifact, [trained.done[other] for other in alike])
            found[name] = stability(StabilityConfig(dictionary=str(artifact.path), others=others))
    return found


def refresh(artifact: Artifact, others: Iterable[Artifact]) -> None:
    """Removes a stability that was measured against other dictionaries."""
    path = beside(artifact.path)
    shutil.rmtree(partial(path), ignore_errors=True)
    if not path.exists():
        return
    there = Artifact.open(path, "stability").manifest.parents.values()
    asked = [one.manifest.content for one in (artifact, *others)]
    if [parent.content for parent in there] != asked:
        shutil.rmtree(path)
