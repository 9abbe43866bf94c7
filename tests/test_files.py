"""Files are whole or absent, a full disk says how to go on, and nothing is ever unpickled."""

import errno
import os
import pickle
import subprocess

import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from safetensors import SafetensorError

from sonde.core.errors import SondeError, nearest
from sonde.core.files import (
    PICKLED,
    load_tensors,
    read_json,
    refuse_pickles,
    same_bytes,
    save_tensors,
    sha256,
    write_bytes,
    write_json,
)
from sonde.core.metrics import MetricsLog

DTYPES = [torch.float32, torch.bfloat16, torch.float16, torch.float64, torch.int64, torch.bool]
TENSORS = {"a": torch.arange(6.0).view(2, 3), "b": torch.tensor(3)}


@settings(deadline=None)
@given(
    shape=st.lists(st.integers(0, 4), max_size=3),
    dtype=st.sampled_from(DTYPES),
    transposed=st.booleans(),
    seed=st.integers(0, 1000),
)
def test_tensors_come_back_byte_for_byte(tmp_path_factory, shape, dtype, transposed, seed):
    path = tmp_path_factory.mktemp("files") / "x.safetensors"
    generator = torch.Generator().manual_seed(seed)
    tensor = torch.randn(shape, generator=generator).mul(9).to(dtype)
    tensor = tensor.mT if transposed and tensor.ndim > 1 else tensor
    save_tensors(path, {"x": tensor, "nan": torch.tensor([torch.nan])})
    found = load_tensors(path)
    assert same_bytes(found["x"], tensor)
    assert same_bytes(found["nan"], torch.tensor([torch.nan]))
    assert set(load_tensors(path, ["x"])) == {"x"}
    assert list(path.parent.iterdir()) == [path]


def test_same_bytes_tells_apart():
    x = torch.tensor([1.0, 0.0])
    assert not same_bytes(x, torch.tensor([1.0, -0.0]))
    assert not same_bytes(x, x.int())
    assert not same_bytes(x, x[None])
    assert same_bytes(torch.tensor(2.5), torch.tensor(2.5))


def test_what_is_expected_but_absent_is_named(tmp_path):
    save_tensors(tmp_path / "x.safetensors", TENSORS)
    with pytest.raises(SondeError, match=r"holds \['a', 'b'\], but \['c'\] was expected"):
        load_tensors(tmp_path / "x.safetensors", ["a", "c"])
    with pytest.raises(SondeError, match=r"y\.safetensors is missing"):
        load_tensors(tmp_path / "y.safetensors")


def test_cut_anywhere_the_file_is_named(tmp_path):
    path = tmp_path / "x.safetensors"
    save_tensors(path, TENSORS)
    whole = path.read_bytes()
    for length in range(len(whole)):
        path.write_bytes(whole[:length])
        with pytest.raises(SondeError, match=r"x\.safetensors"):
            load_tensors(path)


def test_a_flipped_byte_of_the_header_never_raises_anything_else(tmp_path):
    path = tmp_path / "x.safetensors"
    save_tensors(path, TENSORS)
    whole = path.read_bytes()
    refused = 0
    for place in range(len(whole)):
        harmed = bytearray(whole)
        harmed[place] ^= 0xFF
        path.write_bytes(harmed)
        try:
            load_tensors(path)
        except SondeError as error:
            assert "x.safetensors" in str(error)  # noqa: PT017
            refused += 1
    assert refused > len(whole) // 2


def test_a_folder_in_place_of_a_file_is_refused(tmp_path):
    (tmp_path / "x.safetensors").mkdir()
    with pytest.raises(SondeError, match=r"x\.safetensors"):
        load_tensors(tmp_path / "x.safetensors")


@pytest.mark.parametrize("suffix", sorted(PICKLED | {".PT", ".Bin"}))
def test_a_pickle_is_refused_by_its_suffix(tmp_path, suffix):
    with pytest.raises(SondeError, match=r"may be a pickle.*safetensors"):
        refuse_pickles(tmp_path / f"weights{suffix}")
    with pytest.raises(SondeError, match="may be a pickle"):
        load_tensors(tmp_path / f"weights{suffix}")


class Bomb:
    def __init__(self, marker):
        self.marker = str(marker)

    def __reduce__(self):
        return os.mkdir, (self.marker,)


@pytest.mark.parametrize("protocol", range(pickle.HIGHEST_PROTOCOL + 1))
def test_a_pickle_in_disguise_is_refused_and_does_not_run(tmp_path, protocol):
    path = tmp_path / "weights.safetensors"
    path.write_bytes(pickle.dumps(Bomb(tmp_path / "ran"), protocol=protocol))
    with pytest.raises(SondeError, match="pickle" if protocol >= 2 else "not a safetensors"):
        load_tensors(path)
    assert not (tmp_path / "ran").exists()


def test_an_archive_of_torch_in_disguise_is_refused_and_does_not_run(tmp_path):
    path = tmp_path / "weights.safetensors"
    torch.save({"x": Bomb(tmp_path / "ran")}, path)
    with pytest.raises(SondeError, match="may be a pickle"):
        load_tensors(path)
    assert not (tmp_path / "ran").exists()


def test_a_header_of_128_bytes_is_no_pickle(tmp_path):
    """Its first byte is 0x80, as that of a pickle."""
    path = tmp_path / "x.safetensors"
    for length in range(1, 120):
        save_tensors(path, {"x" * length: torch.zeros(2)})
        if path.read_bytes()[0] == 0x80:
            break
    assert path.read_bytes()[0] == 0x80
    assert len(load_tensors(path)) == 1


def write_text(path):
    write_bytes(path, b"y" * 100_000)


def write_tensors(path):
    save_tensors(path, {"x": torch.ones(25_000)})


WRITERS = [write_text, write_tensors]


@pytest.mark.parametrize("write", WRITERS)
def test_when_writing_fails_the_old_file_stays(tmp_path, monkeypatch, write):
    path = tmp_path / "x"
    path.write_bytes(b"old")

    def fails(descriptor):
        raise OSError(errno.EIO, "input/output error")

    monkeypatch.setattr(os, "fsync", fails)
    with pytest.raises(OSError, match="input/output"):
        write(path)
    assert path.read_bytes() == b"old"


@pytest.mark.parametrize("write", WRITERS)
def test_a_file_takes_its_name_in_one_step_and_nothing_is_left_beside(tmp_path, monkeypatch, write):
    path = tmp_path / "x"
    path.write_bytes(b"old")

    def fails(*paths):
        raise OSError(errno.EIO, "input/output error")

    with monkeypatch.context() as patch:
        patch.setattr(os, "replace", fails)
        with pytest.raises(OSError, match="input/output"):
            write(path)
    assert path.read_bytes() == b"old"
    write(path)
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EDQUOT])
@pytest.mark.parametrize("write", WRITERS)
def test_a_full_disk_says_that_a_second_call_resumes(tmp_path, monkeypatch, write, code):
    path = tmp_path / "x"
    path.write_bytes(b"old")

    def fails(descriptor):
        raise OSError(code, "no room")

    monkeypatch.setattr(os, "fsync", fails)
    with pytest.raises(SondeError, match=r"disk is full: writing .*x .*same command.*resumes"):
        write(path)
    assert path.read_bytes() == b"old"
    monkeypatch.undo()
    write(path)
    assert path.read_bytes() != b"old"


def test_a_full_disk_as_safetensors_reports_it(tmp_path, monkeypatch):
    def full(tensors, path):
        raise SafetensorError("I/O error: No space left on device (os error 28)")

    def other(tensors, path):
        raise SafetensorError("I/O error: Input/output error (os error 5)")

    monkeypatch.setattr("safetensors.torch.save_file", full)
    with pytest.raises(SondeError, match="disk is full"):
        write_tensors(tmp_path / "x")
    monkeypatch.setattr("safetensors.torch.save_file", other)
    with pytest.raises(SafetensorError):
        write_tensors(tmp_path / "x")


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="no /dev/full here")
def test_a_device_that_is_really_full(tmp_path):
    (tmp_path / "x.tmp").symlink_to("/dev/full")
    with pytest.raises(SondeError, match="disk is full"):
        write_text(tmp_path / "x")
    assert not (tmp_path / "x").exists()
    log = MetricsLog(tmp_path / "metrics.jsonl")
    log.path.unlink()
    log.path.symlink_to("/dev/full")
    with pytest.raises(SondeError, match="disk is full"):
        log.write({"step": 1})


@pytest.fixture
def tiny_disk(tmp_path):
    """A file system of 64 kB."""
    folder = tmp_path / "disk"
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", str(folder)]
    try:
        done = subprocess.run(mount, capture_output=True, timeout=10)
    except (OSError, subprocess.TimeoutExpired):
        pytest.skip("no mount here")
    if done.returncode:
        pytest.skip("only root may mount")
    yield folder
    subprocess.run(["umount", str(folder)], check=True)


@pytest.mark.parametrize("write", WRITERS)
def test_a_file_system_that_is_really_full(tiny_disk, write):
    (tiny_disk / "x").write_bytes(b"old")
    with pytest.raises(SondeError, match="disk is full"):
        write(tiny_disk / "x")
    assert (tiny_disk / "x").read_bytes() == b"old"


def test_json_comes_back(tmp_path):
    value = {"größe": [1, 0.1, None, True, "ü"]}
    write_json(tmp_path / "x.json", value)
    assert read_json(tmp_path / "x.json") == value


@pytest.mark.parametrize("content", [b'{"a": 1', b"", b'"\xff"'])
def test_json_cut_short_is_named(tmp_path, content):
    (tmp_path / "x.json").write_bytes(content)
    with pytest.raises(SondeError, match=r"x\.json is not valid JSON.*cut short"):
        read_json(tmp_path / "x.json")
    with pytest.raises(SondeError, match=r"y\.json is missing"):
        read_json(tmp_path / "y.json")


def test_the_checksum_is_that_of_the_bytes(tmp_path):
    data = os.urandom(5_000_000)  # more than one block
    (tmp_path / "x").write_bytes(data)
    done = subprocess.run(["sha256sum", str(tmp_path / "x")], capture_output=True, text=True)
    assert sha256(tmp_path / "x") == done.stdout.split()[0]


def test_the_nearest_word_or_all_of_them():
    assert nearest("layer", ["layers", "tokens"]) == " Did you mean 'layers'?"
    assert nearest("zzz", {"b": 1, "a": 2}) == " Known: a, b."
    assert nearest("zzz", []) == ""
