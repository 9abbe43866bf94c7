"""What workers that train one dictionary do about its folder: worker 0 keeps the draft, the others
write their shards of checkpoints into it. All must see it by the same path."""

from collections.abc import Mapping
from pathlib import Path
from types import TracebackType
from typing import Any

from sonde.core.artifact import Artifact, Draft, partial
from sonde.core.comms import Comms
from sonde.core.errors import SondeError

DONE, FAILED = 1, 2  # what worker 0 may say instead of nothing


class Follower:
    """The draft that worker 0 keeps, to another worker."""

    def __init__(self, final: Path, comms: Comms) -> None:
        self.final, self.path, self.comms = final, partial(final), comms

    def __enter__(self) -> "Follower":
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        pass


def begin(
    final: str,
    identity: dict[str, Any],
    parents: Mapping[str, Artifact] | None,
    comms: Comms,
) -> Draft | Follower | Artifact:
    """`Draft.begin` of the train stage, by worker 0; the others follow what comes of it."""
    if comms.rank == 0:
        said = FAILED
        try:
            draft = Draft.begin(final, "train", identity, parents)
            said = DONE if isinstance(draft, Artifact) else 0
        finally:
            comms.total(said)
        return draft
    said = comms.total(0)
    if said == FAILED:
        raise SondeError(f"{final} was not begun: worker 0 says why.")
    return Artifact.open(final, "train") if said == DONE else Follower(Path(final), comms)
