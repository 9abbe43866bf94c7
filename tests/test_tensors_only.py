"""Laws of the reader of `.pt` files: the tensors come out, and nothing in the file is ever run."""

import io
import pickle
import struct
import zipfile
from collections import OrderedDict
from pathlib import Path

import pytest
import torch

from sonde.core.errors import SondeError
from sonde.core.files import same_bytes
from sonde.dictionary.formats.tensors_only import load_pickled, names_in

DTYPES = [torch.float64, torch.float32, torch.float16, torch.bfloat16]
DTYPES += [torch.int64, torch.int32, torch.int16, torch.int8, torch.uint8, torch.bool]


class Touch:
    """Unpickled, it makes a file."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def __reduce__(self):
        return open, (str(self.path), "w")


class Sets:
    """Unpickled, it gets attributes, which __setstate__ of another class could act on."""

    def __init__(self) -> None:
        self.x = 1


def archive(path: Path, program: bytes, storages: dict[str, bytes] | None = None, **how) -> Path:
    """A file as torch.save lays it out, with any program."""
    with zipfile.ZipFile(path, "w", **how) as file:
        file.writestr("archive/data.pkl", program)
        for key, data in (storages or {}).items():
            file.writestr(f"archive/data/{key}", data)
    return path


@pytest.mark.parametrize("dtype", DTYPES, ids=str)
def test_tensors_of_every_dtype_come_back(dtype, tmp_path):
    tensor = (torch.randn(3, 4, generator=torch.Generator().manual_seed(0)) * 5).to(dtype)
    torch.save({"w": tensor, "transposed": tensor.T, "row": tensor[1]}, tmp_path / "a.pt")
    found = load_pickled(tmp_path / "a.pt")
    assert same_bytes(found["w"], tensor)
    assert same_bytes(found["transposed"], tensor.T.contiguous())
    assert same_bytes(found["row"], tensor[1])


def test_what_state_dicts_hold_comes_back(tmp_path):
    module = torch.nn.Linear(4, 3)
    state = module.state_dict()  # an OrderedDict with attributes
    state["k"] = torch.tensor(3, dtype=torch.int)
    state["none"] = torch.zeros(0, 5)
    state["activation"], state["settings"] = "TopK", OrderedDict(k=3, rate=0.5, on=True, off=None)
    torch.save(state, tmp_path / "a.pt")
    found = load_pickled(tmp_path / "a.pt")
    assert same_bytes(found["weight"], module.weight.detach())
    assert names_in(tmp_path / "a.pt") == list(found) == list(state)
    assert (int(found["k"]), found["none"].shape) == (3, (0, 5))
    assert found["activation"] == "TopK"
    assert found["settings"] == {"k": 3, "rate": 0.5, "on": True, "off": None}


def test_a_malicious_pickle_is_refused_and_nothing_of_it_runs(tmp_path):
    marker = tmp_path / "ran"
    torch.save({"w": torch.ones(2), "x": Touch(marker)}, tmp_path / "ae.pt")
    with pytest.raises(SondeError, match=r"it names .*open.*Nothing of it was run"):
        load_pickled(tmp_path / "ae.pt")
    assert not marker.exists()
    torch.load(tmp_path / "ae.pt", weights_only=False)["x"].close()
    assert marker.exists(), "the file is harmless, so the law above proved nothing"


@pytest.mark.parametrize("protocol", range(6))
def test_no_protocol_of_pickle_lets_code_through(protocol, tmp_path):
    marker = tmp_path / "ran"
    program = pickle.dumps({"x": Touch(marker)}, protocol=protocol)
    with pytest.raises(SondeError, match="pickle"):
        load_pickled(archive(tmp_path / "a.pt", program))
    assert not marker.exists()


PROGRAMS = {
    "INST": b"(S'/dev/null'\nibuiltins\nopen\n.",
    "OBJ": b"(cbuiltins\nopen\nX\x09\x00\x00\x00/dev/nullo.",
    "NEWOBJ": b"\x80\x02cbuiltins\nopen\n)\x81.",
    "STACK_GLOBAL": b"\x80\x04\x8c\x08builtins\x8c\x04open\x93.",
    "EXT1": b"\x80\x02\x82\x01.",
    "PERSID": b"Pstorage\n.",
    "a storage that is called": b"\x80\x02ctorch\nFloatStorage\n)R.",
    "OrderedDict with arguments": b"\x80\x02ccollections\nOrderedDict\n]\x85R.",
    "a near name": b"\x80\x02ctorch._utils\n_rebuild_tensor_v3\n)R.",
    "attributes of a module's class": b"\x80\x02ctorch\nFloatStorage\n}b.",
    "a name as a value": b"\x80\x02}X\x01\x00\x00\x00wctorch\nFloatStorage\ns.",
    "an empty stack": b"\x80\x02R.",
    "no end": b"\x80\x02}",
    "not a pickle": b"hello, this is text",
    "nothing": b"",
    "a number": b"\x80\x02K\x01.",
    "a mark that is not there": b"\x80\x02t.",
    "itself": b"\x80\x02}q\x00X\x01\x00\x00\x00ah\x00s.",
}


@pytest.mark.parametrize("name", PROGRAMS)
def test_a_program_that_is_no_file_of_tensors_is_refused(name, tmp_path):
    with pytest.raises(SondeError, match=r"pickle|not tensors by their names"):
        load_pickled(archive(tmp_path / "a.pt", PROGRAMS[name]))


def test_an_object_with_attributes_is_refused(tmp_path):
    torch.save({"x": Sets()}, tmp_path / "a.pt")
    with pytest.raises(SondeError, match="Sets"):
        load_pickled(tmp_path / "a.pt")


def nested(depth: int) -> bytes:
    """Each dict holds the one before twice: 2 ** depth values of a short program."""
    parts = [b"\x80\x02}q\x00"]
    for level in range(depth):
        inner, outer = bytes([level]), bytes([level + 1])
        parts.append(b"}q" + outer + b"(K\x00h" + inner + b"K\x01h" + inner + b"u")
    return b"".join(parts) + b"."


@pytest.mark.parametrize("depth", [8, 200])
def test_a_short_program_cannot_make_much(depth, tmp_path):
    with pytest.raises(SondeError, match="nests or repeats"):
        load_pickled(archive(tmp_path / "a.pt", nested(depth)))


def tensor_program(
    numel: int, offset: int, size: tuple[int, ...], stride: tuple[int, ...]
) -> bytes:
    """{'w': a tensor so described}, on the storage 0."""

    def number(n: int) -> bytes:
        return b"J" + struct.pack("<i", n)

    def several(values: tuple[int, ...]) -> bytes:
        return b"(" + b"".join(map(number, values)) + b"t"

    storage = b"(X\x07\x00\x00\x00storagectorch\nFloatStorage\nX\x01\x00\x00\x000"
    storage += b"X\x03\x00\x00\x00cpu" + number(numel) + b"tQ"
    view = b"(" + storage + number(offset) + several(size) + several(stride) + b"\x89}tR"
    return b"\x80\x02}X\x01\x00\x00\x00wctorch._utils\n_rebuild_tensor_v2\n" + view + b"s."


@pytest.mark.parametrize(
    ("numel", "offset", "size", "stride"),
    [
        (4, 0, (5,), (1,)),  # longer than its storage
        (4, 2, (3,), (1,)),  # runs over the end
        (4, 0, (1000, 1000), (0, 0)),  # one number, a million times
        (4, 0, (2,), (-1,)),
        (4, -1, (2,), (1,)),
        (-4, 0, (0,), (1,)),
        (1 << 30, 0, (2,), (1,)),  # a storage that is not in the file
        (4, 0, (2, 2), (1,)),
    ],
)
def test_a_tensor_beyond_its_storage_is_refused(numel, offset, size, stride, tmp_path):
    path = archive(tmp_path / "a.pt", tensor_program(numel, offset, size, stride), {"0": bytes(16)})
    with pytest.raises(SondeError, match="pickle"):
        load_pickled(path)
    fine = archive(tmp_path / "b.pt", tensor_program(4, 1, (3,), (1,)), {"0": bytes(16)})
    assert load_pickled(fine)["w"].shape == (3,)


def test_compressed_and_repeated_storages_cannot_swell(tmp_path):
    program = tensor_program(1 << 18, 0, (2,), (1,))
    how = {"compression": zipfile.ZIP_DEFLATED}
    with pytest.raises(SondeError, match="compressed"):
        load_pickled(archive(tmp_path / "a.pt", program, {"0": bytes(1 << 20)}, **how))
    tensor = torch.ones(5000)
    torch.save({str(i): tensor for i in range(20)}, tmp_path / "b.pt")
    with pytest.raises(SondeError, match="larger than the file"):
        load_pickled(tmp_path / "b.pt")
    torch.save({"a": tensor, "b": tensor.view(50, 100).T}, tmp_path / "tied.pt")
    assert len(load_pickled(tmp_path / "tied.pt")) == 2


def test_older_and_damaged_files_are_named(tmp_path):
    torch.save({"w": torch.ones(2)}, tmp_path / "old.pt", _use_new_zipfile_serialization=False)
    with pytest.raises(SondeError, match=r"old\.pt is no file of tensors"):
        load_pickled(tmp_path / "old.pt")
    whole = io.BytesIO()
    torch.save({"w": torch.ones(2)}, whole)
    (tmp_path / "cut.pt").write_bytes(whole.getvalue()[:-40])
    with pytest.raises(SondeError, match=r"cut\.pt is no file of tensors"):
        load_pickled(tmp_path / "cut.pt")
    with pytest.raises(SondeError, match=r"is missing: fetch it again"):
        load_pickled(tmp_path / "none.pt")
    torch.save([torch.ones(2)], tmp_path / "list.pt")
    with pytest.raises(SondeError, match=r"not tensors by their names: save the state_dict"):
        load_pickled(tmp_path / "list.pt")
