"""The tensors of a file that `torch.save` wrote, and nothing else of it. Nothing is unpickled.

Such a file is a zip: `data.pkl`, a program for the pickle machine, and `data/0`, `data/1`, ..., the
bytes of the storages. The program is read here as data, opcode by opcode; a name in it is only a
string, and no function that it names is looked up or called. Known are dicts, lists, tuples,
numbers, strings, and three names: OrderedDict, torch._utils._rebuild_tensor_v2 and the storages.
Everything else is refused with its name, so what could run code cannot even be said.
"""

import math
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from pickletools import genops
from typing import Any, NamedTuple

import torch
from torch import Tensor

from sonde.core.errors import SondeError

ORDERED = "collections OrderedDict"
REBUILD = "torch._utils _rebuild_tensor_v2"
STORAGES = {
    "torch DoubleStorage": torch.float64,
    "torch FloatStorage": torch.float32,
    "torch HalfStorage": torch.float16,
    "torch BFloat16Storage": torch.bfloat16,
    "torch LongStorage": torch.int64,
    "torch IntStorage": torch.int32,
    "torch ShortStorage": torch.int16,
    "torch CharStorage": torch.int8,
    "torch ByteStorage": torch.uint8,
    "torch BoolStorage": torch.bool,
}
LONGEST = 1 << 24  # bytes of a program; that of a dictionary has some thousands
TIED = 4  # how often a file may use one storage: once or twice, where weights are tied
DEPTH, N_VALUES = 6, 100_000
UNREADABLE = (ValueError, IndexError, KeyError, TypeError, OSError, RuntimeError, EOFError)


class Name(NamedTuple):
    """A name in the program, never looked up."""

    text: str


class Storage(NamedTuple):
    dtype: torch.dtype
    key: str  # the file data/KEY of the zip
    numel: int


class View(NamedTuple):
    """A tensor as the program describes it."""

    storage: Storage
    offset: int
    size: tuple[int, ...]
    stride: tuple[int, ...]


class Refused(ValueError):
    """The program says something that a file of tensors does not need."""


def load_pickled(path: Path) -> dict[str, Any]:
    """The dict of tensors, numbers, strings and further dicts that a `.pt` file holds."""
    with explained(path), zipfile.ZipFile(path) as archive:
        root = root_of(archive)
        program = run(read_entry(archive, root + "data.pkl", LONGEST))
        value = Loader(archive, root, path.stat().st_size).tensors_of(program)
    return named(value, path)


def names_in(path: Path) -> list[str]:
    """The names in such a file; no tensor is read."""
    with explained(path), zipfile.ZipFile(path) as archive:
        value = run(read_entry(archive, root_of(archive) + "data.pkl", LONGEST))
    return [str(name) for name in named(value, path)]


@contextmanager
def explained(path: Path) -> Iterator[None]:
    """Turns what is wrong with a file into a SondeError that names the fix."""
    try:
        yield
    except FileNotFoundError:
        raise SondeError(f"{path} is missing: fetch it again, or mend its path.") from None
    except Refused as error:
        raise SondeError(
            f"{path} is a pickle that holds more than tensors: {error}. Nothing of it was run. "
            "Save its state_dict() again, or its tensors as .safetensors, where you trust the file."
        ) from None
    except (zipfile.BadZipFile, *UNREADABLE) as error:
        raise SondeError(
            f"{path} is no file of tensors that torch.save (1.6 or later) wrote ({error}): a "
            "pickle is opened in no other way. Save it again with torch.save, or as .safetensors."
        ) from None


def named(value: Any, path: Path) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise SondeError(
            f"{path} holds a {type(value).__name__}, not tensors by their names: save the "
            "state_dict() of the dictionary, not the dictionary itself or a list."
        )
    return value


def root_of(archive: zipfile.ZipFile) -> str:
    """The folder of the zip in which torch keeps everything."""
    roots = [name[: -len("data.pkl")] for name in archive.namelist() if name.endswith("data.pkl")]
    if len(roots) != 1:
        raise Refused(f"it has {len(roots)} files data.pkl instead of one")
    order = f"{roots[0]}byteorder"
    if order in archive.namelist() and read_entry(archive, order, 16) != b"little":
        raise Refused("its numbers are stored in big-endian order")
    return roots[0]


def read_entry(archive: zipfile.ZipFile, name: str, longest: int) -> bytes:
    """The bytes of one file, which torch never compresses: so none can swell."""
    info = archive.getinfo(name)
    if info.compress_type != zipfile.ZIP_STORED or info.file_size > longest:
        raise Refused(f"{name} is compressed, or longer than it should be")
    return archive.read(info)


def run(program: bytes) -> Any:
    """What the program builds, with a `View` where a tensor would be."""
    machine = Machine()
    for opcode, argument, _ in genops(program):
        if opcode.name == "STOP":
            return machine.stack.pop()
        if opcode.name not in INSTRUCTIONS:
            raise Refused(f"it uses the pickle instruction {opcode.name}")
        INSTRUCTIONS[opcode.name](machine, argument)
    raise Refused("it does not end")


class Machine:
    """The stack of the pickle machine, for the few instructions that a file of tensors uses."""

    def __init__(self) -> None:
        self.stack: list[Any] = []
        self.marks: list[int] = []
        self.memo: dict[Any, Any] = {}

    def push(self, value: Any) -> None:
        self.stack.append(value)

    def take(self, n: int) -> list[Any]:
        """The last n values, or those since the last mark."""
        start = len(self.stack) - n
        if start < 0:
            raise Refused("it takes more values than it has")
        taken = self.stack[start:]
        del self.stack[start:]
        return taken

    def marked(self) -> list[Any]:
        return self.take(len(self.stack) - self.marks.pop())

    def put(self, key: Any) -> None:
        self.memo[key] = self.stack[-1]

    def set_items(self, pairs: list[Any]) -> None:
        mapping = self.stack[-1]
        if not isinstance(mapping, dict) or len(pairs) % 2:
            raise Refused("it sets items of what is no dict")
        for key, value in zip(pairs[::2], pairs[1::2], strict=True):
            if not isinstance(key, (str, int)):
                raise Refused(f"a key is a {type(key).__name__}")
            mapping[key] = value

    def extend(self, items: list[Any]) -> None:
        if not isinstance(self.stack[-1], list):
            raise Refused("it appends to what is no list")
        self.stack[-1].extend(items)

    def build(self) -> None:
        """The attributes of an OrderedDict, versions of modules, are left out; others refused."""
        self.stack.pop()
        if not isinstance(self.stack[-1], dict):
            raise Refused("it sets attributes of an object")

    def reduce(self) -> None:
        arguments, function = self.stack.pop(), self.stack.pop()
        self.push(call(function, arguments))


VALUES = ("BININT", "BININT1", "BININT2", "LONG1", "BINFLOAT", "BINUNICODE", "SHORT_BINUNICODE")
INSTRUCTIONS: dict[str, Callable[[Machine, Any], None]] = {
    "PROTO": lambda machine, _: None,
    **dict.fromkeys(VALUES, Machine.push),
    "NONE": lambda machine, _: machine.push(None),
    "NEWTRUE": lambda machine, _: machine.push(True),
    "NEWFALSE": lambda machine, _: machine.push(False),
    "EMPTY_DICT": lambda machine, _: machine.push({}),
    "EMPTY_LIST": lambda machine, _: machine.push([]),
    "EMPTY_TUPLE": lambda machine, _: machine.push(()),
    "MARK": lambda machine, _: machine.marks.append(len(machine.stack)),
    "TUPLE": lambda machine, _: machine.push(tuple(machine.marked())),
    "TUPLE1": lambda machine, _: machine.push(tuple(machine.take(1))),
    "TUPLE2": lambda machine, _: machine.push(tuple(machine.take(2))),
    "TUPLE3": lambda machine, _: machine.push(tuple(machine.take(3))),
    "SETITEM": lambda machine, _: machine.set_items(machine.take(2)),
    "SETITEMS": lambda machine, _: machine.set_items(machine.marked()),
    "APPEND": lambda machine, _: machine.extend(machine.take(1)),
    "APPENDS": lambda machine, _: machine.extend(machine.marked()),
    **dict.fromkeys(("BINPUT", "LONG_BINPUT"), Machine.put),
    **dict.fromkeys(
        ("BINGET", "LONG_BINGET"), lambda machine, key: machine.push(machine.memo[key])
    ),
    "GLOBAL": lambda machine, name: machine.push(known(name)),
    "BINPERSID": lambda machine, _: machine.push(storage(machine.stack.pop())),
    "BUILD": lambda machine, _: machine.build(),
    "REDUCE": lambda machine, _: machine.reduce(),
}


def known(name: str) -> Name:
    if name not in (ORDERED, REBUILD, *STORAGES):
        raise Refused(f"it names {name.replace(' ', '.')}")
    return Name(name)


def storage(described: Any) -> Storage:
    """The tuple ('storage', type, key, device, number of elements)."""
    kind, name, key, _, numel = described
    if kind != "storage" or not isinstance(name, Name) or name.text not in STORAGES:
        raise Refused("it refers to something other than a storage")
    if not (isinstance(key, str) and key.isalnum() and isinstance(numel, int) and numel >= 0):
        raise Refused("it describes a storage in an unknown way")
    return Storage(STORAGES[name.text], key, numel)


def call(function: Any, arguments: Any) -> Any:
    """The two calls that a file of tensors makes, carried out by us."""
    if function == Name(ORDERED) and arguments == ():
        return {}
    if function != Name(REBUILD):
        raise Refused("it calls something other than the making of a tensor")
    where, offset, size, stride = arguments[:4]
    numbers = (offset, *size, *stride)
    if not isinstance(where, Storage) or not all(type(n) is int and n >= 0 for n in numbers):
        raise Refused("it describes a tensor in an unknown way")
    last = offset + sum((n - 1) * step for n, step in zip(size, stride, strict=True))
    if math.prod(size) > where.numel or (math.prod(size) and last >= where.numel):
        raise Refused("a tensor is larger than its storage")
    return View(where, offset, tuple(size), tuple(stride))


class Loader:
    """Puts the tensors where the program's views are. What it makes in all is bounded by the size
    of the file, however often the program repeats itself."""

    def __init__(self, archive: zipfile.ZipFile, prefix: str, file_size: int) -> None:
        self.archive, self.prefix = archive, prefix
        self.bytes_left, self.values_left = TIED * file_size, N_VALUES

    def tensors_of(self, value: Any, depth: int = 0) -> Any:
        self.values_left -= 1
        if self.values_left < 0 or depth > DEPTH:
            raise Refused("it nests or repeats more than a file of tensors does")
        if isinstance(value, View):
            return self.tensor_of(value)
        if isinstance(value, dict):
            return {key: self.tensors_of(item, depth + 1) for key, item in value.items()}
        if isinstance(value, (Name, Storage)):
            raise Refused("it holds a name where a tensor should be")
        if isinstance(value, (list, tuple)):
            return [self.tensors_of(item, depth + 1) for item in value]
        return value

    def tensor_of(self, view: View) -> Tensor:
        storage = view.storage
        n_bytes = storage.numel * storage.dtype.itemsize
        self.bytes_left -= n_bytes
        if self.bytes_left < 0:
            raise Refused("its tensors are larger than the file")
        data = read_entry(self.archive, f"{self.prefix}data/{storage.key}", n_bytes)
        if len(data) != n_bytes:
            raise Refused(f"storage {storage.key} has {len(data)} bytes instead of {n_bytes}")
        if not n_bytes:
            return torch.zeros(view.size, dtype=storage.dtype)
        flat = torch.frombuffer(bytearray(data), dtype=storage.dtype)
        return flat.as_strided(view.size, view.stride, view.offset).clone(
            memory_format=torch.contiguous_format
        )
