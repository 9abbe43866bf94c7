"""Artifacts: the finished output of a stage, a directory with a `manifest.json`.

It is written as `NAME.partial` beside its final name and renamed when whole, so a directory with
the final name is complete, always. Parents are known by content hash: the hash of the manifest's
file checksums. A draft remembers the config it was begun with, so a second call resumes only the
same run.
"""

import errno
import hashlib
import json
import shutil
from collections.abc import Collection, Mapping
from dataclasses import asdict, dataclass
from datetime import datetime, timezone
from pathlib import Path, PurePosixPath, PureWindowsPath
from types import TracebackType
from typing import Any

from filelock import FileLock, Timeout

import sonde
from sonde.core.errors import SondeError
from sonde.core.files import read_json, sha256, write_json

NOT_IDENTITY = {"output", "device", "log_every", "checkpoint_every", "plugin"}  # how, not what
LOCK = "lock"  # held by the process that writes a draft
BEGINNINGS = {"draft.json", "about.json"}  # of a draft that holds nothing yet
LOGS = {"metrics.jsonl"}  # files that tell of the run, not of its result


@dataclass(frozen=True)
class Parent:
    path: str  # where it was; a hint, the hash decides
    content: str


@dataclass(frozen=True)
class Manifest:
    stage: str
    config: dict[str, Any]
    parents: dict[str, Parent]
    counts: dict[str, int | float]
    about: dict[str, Any]  # what later stages need to know, such as the scale or the hook point
    files: dict[str, dict[str, Any]]  # relative path -> {bytes, sha256}
    sonde: str = sonde.__version__
    created: str = ""

    @property
    def content(self) -> str:
        """Hash of what the artifact holds, whatever its name and place. Logs hold timings, so they
        are left out: two equal runs have equal content."""
        files = {name: facts for name, facts in self.files.items() if name not in LOGS}
        return hashlib.sha256(canonical({"stage": self.stage, "files": files})).hexdigest()


@dataclass(frozen=True)
class Artifact:
    path: Path
    manifest: Manifest

    @classmethod
    def open(cls, path: str | Path, stage: str | None = None) -> "Artifact":
        """Opens a finished artifact; `stage` names what it must be the output of."""
        path = Path(path)
        if not (path / "manifest.json").exists():
            raise SondeError(why_not_there(path))
        raw = read_json(path / "manifest.json")
        try:
            parents = {name: Parent(**parent) for name, parent in raw.pop("parents").items()}
            manifest = Manifest(parents=parents, **raw)
            refuse_odd_files(manifest.files)
        except (TypeError, KeyError, AttributeError, ValueError) as error:
            where = path / "manifest.json"
            raise SondeError(f"{where} is not a manifest of Sonde: {error}") from error
        if stage and manifest.stage != stage:
            raise SondeError(
                f"{path} is the output of {manifest.stage!r}, not of {stage!r}: give a folder that "
                f"`sonde {stage}` wrote."
            )
        return cls(path, manifest)

    def file(self, name: str) -> Path:
        """A file of the artifact, by its name in the manifest."""
        if name not in self.manifest.files:
            known = sorted(self.manifest.files)
            raise SondeError(f"{self.path} holds no {name!r}: it has {known}.")
        return self.path / name

    def check(self, name: str) -> Path:
        """The same, after comparing its bytes with the manifest's checksum."""
        path = self.file(name)
        if problem := damage(path, self.manifest.files[name]):
            stage = self.manifest.stage
            mend = MEND.get(stage, make_again(stage)).replace("{path}", str(self.path))
            raise SondeError(f"{path} {problem}. {mend}")
        return path

    def damaged(self) -> list[str]:
        """Names of all files that are missing or differ from their checksum."""
        return [n for n, facts in self.manifest.files.items() if damage(self.path / n, facts)]


MEND = {
    "harvest": "Give `sonde repair {path}`: it harvests only the missing and damaged shards.",
}


def make_again(stage: str) -> str:
    return f"Remove the directory and give `sonde {stage}` again."


class Draft:
    """An artifact being written. `Draft.begin` resumes the same run and refuses a different one,
    and one that another process is writing.

    >>> with draft:
    ...     write_into(draft.path)
    ...     return draft.finish(counts)
    """

    def __init__(self, final: Path, identity: dict[str, Any], parents: dict[str, Parent]):
        self.final, self.identity, self.parents = final, identity, parents
        self.path = partial(final)
        self.working = {"draft.json", LOCK}
        self.lock = FileLock(self.path / LOCK, is_singleton=True)

    @classmethod
    def begin(
        cls,
        final: str | Path,
        stage: str,
        config: Mapping[str, Any],
        parents: Mapping[str, Artifact] | None = None,
    ) -> "Draft | Artifact":
        """The finished artifact when this very run is done already, else a draft to write into."""
        final = Path(final)
        known = {
            name: Parent(str(parent.path), parent.manifest.content)
            for name, parent in (parents or {}).items()
        }
        identity = {
            "stage": stage,
            "config": essence(config, known),
            "parents": {name: parent.content for name, parent in known.items()},
        }
        identity = json.loads(canonical(identity))
        if final.exists():
            refuse_foreign_output(final)
            done = Artifact.open(final)
            refuse_other_run(final, identity_of(done.manifest), identity)
            return done
        draft = cls(final, identity, known)
        draft.config = dict(config)
        draft.take()
        try:
            return draft.begun()
        except BaseException:
            draft.let_go()
            raise

    config: dict[str, Any]

    def begun(self) -> "Draft | Artifact":
        """This draft, new or the same run's; or its result, where only publishing was left."""
        if (self.path / "manifest.json").exists():
            done = Artifact.open(self.path)
            refuse_other_run(self.path, identity_of(done.manifest), self.identity)
            return self.publish(done.manifest)
        if (self.path / "draft.json").exists():
            refuse_other_run(self.path, read_json(self.path / "draft.json"), self.identity)
        else:
            refuse_foreign_files(self.path)
            write_json(self.path / "draft.json", self.identity)
        return self

    def take(self) -> None:
        """Makes the working folder, and makes sure that nobody else writes there."""
        try:
            self.path.mkdir(parents=True, exist_ok=True)
            self.lock.acquire(timeout=0)
        except Timeout:
            raise SondeError(
                f"Another process is writing {self.final}: wait for it, or give another --output."
            ) from None
        except OSError as error:
            if error.errno in (errno.ENOSPC, errno.EDQUOT):
                raise
            raise SondeError(f"{self.path} cannot be written ({error}): choose --output.") from None

    def let_go(self) -> None:
        (self.path / LOCK).unlink(missing_ok=True)  # while it is held: nobody else's goes
        self.lock.release(force=True)

    def __enter__(self) -> "Draft":
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Lets go of the draft. Where the work failed before it had written anything, the draft
        goes too: the mended call is not to be taken for a different run."""
        self.let_go()
        if error is None or not self.path.exists():
            return
        files = [path for path in self.path.rglob("*") if path.is_file() and path.stat().st_size]
        if all(path.name in BEGINNINGS for path in files):
            shutil.rmtree(self.path)

    def finish(
        self, counts: Mapping[str, int | float], about: Mapping[str, Any] | None = None
    ) -> Artifact:
        """Checksums every file, writes the manifest, and gives the directory its final name."""
        for aside in list(self.path.rglob("*.tmp")):  # left by a write that was killed
            remove(aside)
        names = {path: path.relative_to(self.path) for path in sorted(self.path.rglob("*"))}
        files = {
            name.as_posix(): {"bytes": path.stat().st_size, "sha256": sha256(path)}
            for path, name in names.items()
            if path.is_file() and name.parts[0] not in self.working
        }
        manifest = Manifest(
            stage=self.identity["stage"],
            config=self.config,
            parents=self.parents,
            counts=dict(counts),
            about=dict(about or {}),
            files=files,
            created=datetime.now(timezone.utc).isoformat(timespec="seconds"),
        )
        write_json(self.path / "manifest.json", asdict(manifest))
        return self.publish(manifest)

    def discard(self, name: str) -> None:
        """Names a working file or folder that is no part of the finished artifact. It goes once the
        manifest is there, so that a `finish` which was killed can be done again."""
        self.working.add(name)

    def publish(self, manifest: Manifest) -> Artifact:
        """Removes what the manifest does not list, the lock last, and renames."""
        kept = {LOCK, "manifest.json"} | {PurePosixPath(name).parts[0] for name in manifest.files}
        for path in list(self.path.iterdir()):
            if path.name not in kept:
                remove(path)
        remove(self.path / LOCK)
        self.path.replace(self.final)
        self.lock.release(force=True)
        return Artifact(self.final, manifest)


def remove(path: Path) -> None:
    shutil.rmtree(path) if path.is_dir() else path.unlink(missing_ok=True)


def partial(final: Path) -> Path:
    return final.with_name(final.name + ".partial")


def identity_of(manifest: Manifest) -> dict[str, Any]:
    identity = {
        "stage": manifest.stage,
        "config": essence(manifest.config, manifest.parents),
        "parents": {name: parent.content for name, parent in manifest.parents.items()},
    }
    value: dict[str, Any] = json.loads(canonical(identity))
    return value


def essence(config: Any, parents: Collection[str] = ()) -> Any:
    """A config without the fields that say how it runs rather than what comes out, and without the
    paths of its parents: their content decides, so a run may be moved."""
    if isinstance(config, Mapping):
        return {
            key: essence(value)
            for key, value in config.items()
            if key not in NOT_IDENTITY and not (key in parents and isinstance(value, str))
        }
    return config


def refuse_odd_files(files: Any) -> None:
    """Raises ValueError unless every name stays inside the directory and has a checksum."""
    if not isinstance(files, dict):
        raise ValueError("'files' should map names to their checksums.")
    for name, facts in files.items():
        paths = PurePosixPath(name), PureWindowsPath(name)
        if any(p.is_absolute() or p.drive or ".." in p.parts for p in paths):
            raise ValueError(f"the file name {name!r} leads out of the directory.")
        if not (isinstance(facts, dict) and facts.keys() == {"bytes", "sha256"}):
            raise ValueError(f"{name!r} has no size and checksum.")


def refuse_foreign_files(path: Path) -> None:
    """A folder that is not a draft of ours is not written into."""
    ours = {"draft.json.tmp", LOCK}
    found = sorted(item.name for item in path.iterdir() if item.name not in ours)
    if found:
        raise SondeError(
            f"{path} already holds {found[0]!r} but says nothing of the run it belongs to: "
            "move it away, or give another --output."
        )


def refuse_foreign_output(path: Path) -> None:
    if not (path / "manifest.json").exists():
        raise SondeError(f"{path} exists already and is not an artifact: give another --output.")


def refuse_other_run(path: Path, there: dict[str, Any], asked: dict[str, Any]) -> None:
    if there.get("stage") != asked["stage"]:
        stage = there.get("stage")
        raise SondeError(f"{path} holds the output of {stage!r}: give another --output.")
    if not (rows := differences(there, asked)):  # a field that came later counts as None
        return
    raise SondeError(
        f"{path} holds a different run:\n"
        + "\n".join(f"  {key}: there {old!r}, asked for {new!r}" for key, old, new in rows)
        + "\nGive another --output, or remove the directory if it is no longer needed."
    )


def differences(old: Any, new: Any, key: str = "") -> list[tuple[str, Any, Any]]:
    if isinstance(old, dict) and isinstance(new, dict):
        found = []
        for name in sorted(old.keys() | new.keys()):
            found += differences(old.get(name), new.get(name), f"{key}.{name}".lstrip("."))
        return found
    return [] if old == new else [(key, old, new)]


def damage(path: Path, facts: Mapping[str, Any]) -> str:
    """What is wrong with a file, or an empty string."""
    if not path.exists():
        return "is missing"
    size = path.stat().st_size
    if size != facts["bytes"]:
        return f"is truncated: {size:,} bytes instead of {facts['bytes']:,}"
    if sha256(path) != facts["sha256"]:
        return "is damaged: its checksum differs from the manifest"
    return ""


def why_not_there(path: Path) -> str:
    if partial(path).exists():
        return f"{path} is not finished: give the command that makes it again and it resumes."
    if path.exists():
        return f"{path} is not an artifact of Sonde: it has no manifest.json."
    return f"There is no {path}: check the spelling, or give the command that makes it."


def canonical(value: Any) -> bytes:
    return json.dumps(value, sort_keys=True, default=str).encode()
