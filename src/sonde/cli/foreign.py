"""What `sonde convert` adds to the formats: addresses of the hub, and activations to measure on."""

from collections.abc import Iterator
from pathlib import Path

from torch import Tensor

from sonde.activations.reader import ShardBatches
from sonde.core.artifact import Artifact
from sonde.dictionary.formats.convert import convert, prepared
from sonde.dictionary.formats.hub import address_of, from_hub, is_address, push_to_hub
from sonde.dictionary.formats.table import refuse_unknown
from sonde.dictionary.training import CALIBRATION

ROWS = 256  # tokens at a time, whose codes are dense


def convert_anywhere(
    source: str,
    output: str,
    to: str | None = None,
    activations: Path | None = None,
    k: int | None = None,
    public: bool = False,
) -> str:
    """`convert`, where both ends may be addresses of the hub. Gives what was written."""
    if to is not None:
        refuse_unknown(to)
    if is_address(output):
        address_of(output)
    here = from_hub(source) if is_address(source) else Path(source)
    batches = None if activations is None else batches_of(activations)
    if is_address(output):
        plain = prepared(here, k, batches)
        return push_to_hub(here, output, to or "saelens", plain=plain, public=public)
    return str(convert(here, Path(output), to, k=k, batches=batches))


def batches_of(activations: Path) -> Iterator[Tensor]:
    reader = ShardBatches(Artifact.open(activations, "harvest"), ROWS)
    for _ in range(CALIBRATION):
        yield reader.next()
