"""An artifact with its final name is complete, and is the output of the run that asks for it."""

import builtins
import io
import json
import multiprocessing
import os
import shutil
from pathlib import Path

import pytest

from sonde.core.artifact import Artifact, Draft, partial, remove
from sonde.core.errors import SondeError
from sonde.core.files import write_bytes, write_json


class Killed(BaseException):
    """Stands for SIGKILL: nothing that the process tries afterwards happens."""


OPEN = open
WRITES = [
    (os, "replace"),
    (os, "rename"),
    (os, "unlink"),
    (os, "mkdir"),
    (os, "rmdir"),
    (os, "fsync"),
    (io, "open"),
    (builtins, "open"),
]


def killed_at(patch, n):
    """From the n-th file operation on, none happens. Gives the list that counts them."""
    seen = []

    def guard(function):
        def guarded(*args, **kwargs):
            if len(seen) >= n:
                if len(seen) == n and function is OPEN and "w" in str(args[1:2]):
                    function(*args, **kwargs).close()  # opened, and not yet written to
                seen.append("killed")
                raise Killed
            seen.append(function.__name__)
            return function(*args, **kwargs)

        return guarded

    for module, name in WRITES:
        patch.setattr(module, name, guard(getattr(module, name)))
    return seen


def make(final, text="hello", stage="train", parents=None, **settings):
    """A stage in miniature: reuses its parts, leaves working files behind, finishes."""
    draft = Draft.begin(final, stage, {"text": text, "output": str(final), **settings}, parents)
    if isinstance(draft, Artifact):
        return draft
    (draft.path / "parts").mkdir(exist_ok=True)
    for name in ("parts/one.json", "parts/two.json"):
        if not (draft.path / name).exists():
            write_json(draft.path / name, text)
    write_bytes(draft.path / "working.bin", b"0123456789")
    draft.discard("working.bin")
    return draft.finish({"n": 2}, {"note": text})


def files_of(folder):
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}


def n_operations(tmp_path):
    with pytest.MonkeyPatch.context() as patch:
        seen = killed_at(patch, 10_000)
        make(tmp_path / "counted")
    return len(seen)


def test_a_finished_artifact_is_complete_and_nothing_else_is_in_it(tmp_path):
    artifact = make(tmp_path / "out")
    assert files_of(artifact.path) == {"manifest.json", "parts/one.json", "parts/two.json"}
    assert set(artifact.manifest.files) == {"parts/one.json", "parts/two.json"}
    assert artifact.damaged() == []
    assert not partial(artifact.path).exists()
    assert Artifact.open(artifact.path, "train") == artifact
    assert artifact.manifest.counts == {"n": 2}
    assert artifact.manifest.about == {"note": "hello"}


def test_killed_between_any_two_writes_it_resumes_whole_and_never_mixes_runs(tmp_path):
    clean = make(tmp_path / "clean").manifest.content
    other = make(tmp_path / "other", "other").manifest.content
    n = n_operations(tmp_path)
    assert n > 20
    for moment in range(n):
        final = tmp_path / f"out-{moment}"
        with pytest.MonkeyPatch.context() as patch:
            killed_at(patch, moment)
            with pytest.raises(Killed):
                make(final)
        if final.exists():
            assert Artifact.open(final).damaged() == []
        copy = tmp_path / f"copy-{moment}"
        for name, there in ((final, copy), (partial(final), partial(copy))):
            if name.exists():
                shutil.copytree(name, there)
        try:
            assert make(copy, "other").manifest.content == other
        except SondeError as error:
            assert "different run" in str(error)  # noqa: PT017
        resumed = make(final)
        assert resumed.manifest.content == clean
        assert files_of(final) == {"manifest.json", *resumed.manifest.files}
        assert resumed.damaged() == []
        assert not partial(final).exists()


def test_the_same_run_returns_what_is_there(tmp_path):
    first = make(tmp_path / "out", device="cpu", plugin=None)
    before = (first.path / "manifest.json").stat().st_mtime_ns
    again = make(tmp_path / "out", device="cuda:0", plugin="mine", checkpoint_every=3)
    assert again.manifest == first.manifest
    assert (first.path / "manifest.json").stat().st_mtime_ns == before


def test_a_different_run_is_refused_with_the_difference(tmp_path):
    make(tmp_path / "out", inner={"k": 8, "seed": 0})
    with pytest.raises(SondeError, match=r"inner\.k: there 8, asked for 9") as error:
        make(tmp_path / "out", inner={"k": 9, "seed": 0})
    assert "seed" not in str(error.value)
    assert "--output" in str(error.value)
    with pytest.raises(SondeError, match="holds the output of 'train'"):
        make(tmp_path / "out", stage="atlas", inner={"k": 8, "seed": 0})


def test_an_unfinished_different_run_is_refused_too(tmp_path):
    Draft.begin(tmp_path / "out", "train", {"text": "one"})
    with pytest.raises(SondeError, match="text: there 'one', asked for 'two'"):
        Draft.begin(tmp_path / "out", "train", {"text": "two"})
    assert isinstance(Draft.begin(tmp_path / "out", "train", {"text": "one"}), Draft)


def test_other_parents_make_another_run(tmp_path):
    one, two = make(tmp_path / "one", "one"), make(tmp_path / "two", "two")
    child = make(tmp_path / "child", parents={"from": one})
    assert child.manifest.parents["from"].content == one.manifest.content
    moved = Artifact(tmp_path / "elsewhere", one.manifest)
    assert make(tmp_path / "child", parents={"from": moved}).manifest == child.manifest
    with pytest.raises(SondeError, match=r"parents\.from"):
        make(tmp_path / "child", parents={"from": two})


def test_a_folder_of_somebody_else_is_not_written_into(tmp_path):
    foreign = tmp_path / "out.partial"
    foreign.mkdir()
    (foreign / "thesis.txt").write_text("dear")
    with pytest.raises(SondeError, match=r"thesis\.txt"):
        make(tmp_path / "out")
    (tmp_path / "mine").mkdir()
    with pytest.raises(SondeError, match="not an artifact"):
        make(tmp_path / "mine")
    assert files_of(tmp_path) == {"out.partial/thesis.txt"}


def hold(final, held, done):
    with Draft.begin(final, "train", {"n": 1}):
        held.set()
        done.wait(20)


def test_what_another_process_writes_is_left_alone(tmp_path):
    context = multiprocessing.get_context("fork")
    held, done = context.Event(), context.Event()
    other = context.Process(target=hold, args=(tmp_path / "out", held, done))
    other.start()
    try:
        assert held.wait(20)
        with pytest.raises(SondeError, match="Another process is writing"):
            Draft.begin(tmp_path / "out", "train", {"n": 1})
    finally:
        done.set()
        other.join(20)
    with Draft.begin(tmp_path / "out", "train", {"n": 1}) as draft:
        draft.finish({})
    assert files_of(tmp_path) == {"out/manifest.json"}


def test_the_lock_is_held_until_all_else_is_cleared_away(tmp_path, monkeypatch):
    gone = []

    def note(path):
        gone.append((path.name, (path.parent / "lock").exists()))
        remove(path)

    draft = Draft.begin(tmp_path / "out", "train", {})
    (draft.path / "working.bin").write_bytes(b"0123456789")
    draft.discard("working.bin")
    monkeypatch.setattr("sonde.core.artifact.remove", note)
    listed = [draft.path / name for name in ("lock", "manifest.json", "working.bin", "draft.json")]
    monkeypatch.setattr(Path, "iterdir", lambda path: iter(listed))
    draft.finish({})
    assert gone == [("working.bin", True), ("draft.json", True), ("lock", True)]
    assert files_of(tmp_path / "out") == {"manifest.json"}


def test_a_killed_writer_leaves_no_lock(tmp_path):
    context = multiprocessing.get_context("fork")
    held, done = context.Event(), context.Event()
    other = context.Process(target=hold, args=(tmp_path / "out", held, done))
    other.start()
    assert held.wait(20)
    other.kill()
    other.join(20)
    with Draft.begin(tmp_path / "out", "train", {"n": 1}) as draft:
        draft.finish({})


def test_content_changes_with_the_files_and_not_with_the_path(tmp_path):
    content = make(tmp_path / "a").manifest.content
    assert make(tmp_path / "deep" / "b").manifest.content == content
    assert make(tmp_path / "c", "hellO").manifest.content != content
    assert make(tmp_path / "d", stage="atlas").manifest.content != content
    (tmp_path / "a").rename(tmp_path / "moved")
    assert Artifact.open(tmp_path / "moved").manifest.content == content
    assert Artifact.open(tmp_path / "moved").damaged() == []


@pytest.mark.parametrize(
    ("harm", "message"),
    [
        (lambda path: path.unlink(), "is missing"),
        (lambda path: path.write_bytes(path.read_bytes()[:-1]), "is truncated"),
        (lambda path: path.write_bytes(path.read_bytes() + b" "), "is truncated"),
        (lambda path: path.write_bytes(b"\0" * path.stat().st_size), "is damaged"),
    ],
)
@pytest.mark.parametrize("stage", ["harvest", "train", "a-stage-of-the-future"])
def test_a_harmed_file_is_named_with_the_fix(tmp_path, harm, message, stage):
    artifact = make(tmp_path / "out", stage=stage)
    harm(artifact.path / "parts/two.json")
    assert artifact.damaged() == ["parts/two.json"]
    with pytest.raises(SondeError, match=rf"two\.json.*{message}.*sonde (repair|{stage})"):
        artifact.check("parts/two.json")
    assert artifact.check("parts/one.json").exists()


def test_a_file_that_is_not_in_the_manifest_is_refused(tmp_path):
    artifact = make(tmp_path / "out")
    with pytest.raises(SondeError, match=r"no 'parts/three\.json': it has .*one\.json"):
        artifact.file("parts/three.json")


FACTS = {"bytes": 1, "sha256": "0"}


@pytest.mark.parametrize(
    "files",
    [
        {"../secret": FACTS},
        {"parts/../../secret": FACTS},
        {"/etc/passwd": FACTS},
        {"C:\\secret": FACTS},
        {"C:secret": FACTS},
        {"..\\secret": FACTS},
        {"\\\\host\\share": FACTS},
        {"fine": FACTS, "..": FACTS},
        ["parts/one.json"],
        {"parts/one.json": "0"},
        {"parts/one.json": {"bytes": 1}},
    ],
)
def test_a_manifest_cannot_lead_out_of_its_directory(tmp_path, files):
    artifact = make(tmp_path / "out")
    manifest = json.loads((artifact.path / "manifest.json").read_text())
    write_json(artifact.path / "manifest.json", {**manifest, "files": files})
    with pytest.raises(SondeError, match=r"manifest\.json is not a manifest"):
        Artifact.open(artifact.path)


@pytest.mark.parametrize(
    "content",
    [b"[]", b"{}", b"3", b'{"parents": 3}', b'{"parents": {"a": {}}}', b'{"a"', b"\xff", b""],
)
def test_a_broken_manifest_is_named(tmp_path, content):
    artifact = make(tmp_path / "out")
    (artifact.path / "manifest.json").write_bytes(content)
    with pytest.raises(SondeError, match=r"manifest\.json is not"):
        Artifact.open(artifact.path)


def test_opening_what_is_not_there_says_what_is(tmp_path):
    with pytest.raises(SondeError, match="There is no"):
        Artifact.open(tmp_path / "nowhere")
    Draft.begin(tmp_path / "out", "train", {})
    with pytest.raises(SondeError, match=r"not finished.*resumes"):
        Artifact.open(tmp_path / "out")
    done = make(tmp_path / "done", stage="harvest")
    with pytest.raises(SondeError, match="output of 'harvest', not of 'train'"):
        Artifact.open(done.path, "train")


def test_a_log_is_not_content_and_a_parents_path_is_not_identity(tmp_path):
    """Two equal runs differ in their timings; a run directory may be moved."""

    def made(name, timing, parent=None):
        parents = {"activations": parent} if parent else None
        settings = {"k": 1, **({"activations": str(parent.path)} if parent else {})}
        draft = Draft.begin(tmp_path / name, "train", settings, parents)
        assert isinstance(draft, Draft)
        (draft.path / "weights").write_text("same")
        (draft.path / "metrics.jsonl").write_text(timing)
        return draft.finish({})

    first, second = made("first", "1.0 s"), made("second", "2.0 s")
    assert first.manifest.content == second.manifest.content
    child = made("child", "", first)
    moved = Draft.begin(
        child.path, "train", {"k": 1, "activations": str(second.path)}, {"activations": second}
    )
    assert isinstance(moved, Artifact)
