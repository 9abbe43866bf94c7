"""What scaling the tied encoder once, by the first batch, is worth: with and without, same data.

    python benchmarks/encoder_length.py runs/tinystories/activations --json out.json

Explained variance is that of each batch before the step on it: tokens the dictionary has not seen
while the run is shorter than one pass over the activations.
"""

import argparse
import statistics
import tempfile
from pathlib import Path

from reporting import write_report

from sonde.activations.reader import ShardBatches
from sonde.core.artifact import Artifact
from sonde.core.config import parse
from sonde.dictionary.config import TrainConfig
from sonde.dictionary.pace import steps
from sonde.dictionary.training import Trainer

AT = (1, 5, 20, 100)  # steps at which the explained variance is shown, and the last ones


class Unscaled(Trainer):
    """A trainer that leaves the tied encoder as it was drawn."""

    def __init__(self, config, moments) -> None:
        super().__init__(config, moments)
        self.kind = self.kind._replace(begin=None)


def main() -> None:
    parser = argparse.ArgumentParser(description=str(__doc__).splitlines()[0])
    parser.add_argument("activations")
    parser.add_argument("--n-tokens", type=int, default=500_000)
    parser.add_argument("--dictionary-size", type=int, default=4096)
    parser.add_argument("--seeds", type=int, default=2)
    parser.add_argument("--json")
    arguments = parser.parse_args()
    rows = [
        row(arguments, trainer, seed)
        for seed in range(arguments.seeds)
        for trainer in (Trainer, Unscaled)
    ]
    arguments.activations = Path(arguments.activations).name
    write_report(arguments.json, arguments, rows)


def row(arguments, trainer, seed):
    """One run: explained variance on the way, and over the last tenth of the steps."""
    artifact = Artifact.open(arguments.activations, "harvest")
    with tempfile.TemporaryDirectory() as folder:
        fields = {
            "activations": arguments.activations,
            "output": folder,
            "n_tokens": arguments.n_tokens,
            "seed": seed,
            "dictionary": {"dictionary_size": arguments.dictionary_size},
        }
        config = parse(TrainConfig, fields, "the flags")
    batches = ShardBatches(artifact, config.batch_size, seed, config.window)
    run = trainer(config, batches.moments)
    explained = [1 - float(run.step(batches.next()).unexplained) for _ in range(steps(config))]
    last = explained[-max(1, len(explained) // 10) :]
    found = {
        "scaled": trainer is Trainer,
        "seed": seed,
        "explained_variance": {str(step): explained[step - 1] for step in AT},
        "explained_variance_last_tenth": statistics.mean(last),
        "dead_share": float((run.idle >= run.dead_after).float().mean()),
    }
    print(found, flush=True)
    return found


if __name__ == "__main__":
    main()
