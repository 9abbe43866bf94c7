"""Files -> documents. What a document's bytes can have wrong with them is found here.

    .txt                        the whole file, or its parts between <|endoftext|>
    .jsonl .json .parquet       one document a row, from one field
    .gz .zst                    any text format, compressed
    anything else               the whole file

Everything is streamed but one document: a line, a row, a part.
"""

import gzip
import io
import json
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

import zstandard

from sonde.core.errors import SondeError, nearest

SEPARATOR = b"<|endoftext|>"
MARK = b"\xef\xbb\xbf"  # the byte order mark that some editors put before UTF-8
JSON = {".jsonl", ".ndjson", ".json"}
PARQUET = ".parquet"
COMPRESSED = {".gz", ".zst"}
CHUNK = 1 << 16  # bytes read at once


class Document(NamedTuple):
    name: str  # "stories.jsonl:12": the file, and the line, row or part, from 1
    text: str


class Bad(NamedTuple):
    """A document that cannot be used."""

    why: str  # what is wrong with which document, and what mends it


Reader = Iterator[Document | Bad]


def read_file(path: Path, name: str, column: str) -> Reader:
    """The documents of one file, read by its suffix; `name` begins their names."""
    kind = kind_of(path)
    if kind == PARQUET:
        return parquet_rows(path, name, column)
    return json_rows(path, name, column) if kind in JSON else text_parts(path, name)


def kind_of(path: Path) -> str:
    """The suffix below a compression: stories.jsonl.gz is .jsonl."""
    inner = path.with_suffix("") if path.suffix.lower() in COMPRESSED else path
    return inner.suffix.lower()


def text_parts(path: Path, name: str) -> Reader:
    """The whole text; of a .txt, the parts between separators without the newlines around them."""
    with opened(path) as file:
        parts = split(file) if kind_of(path) == ".txt" else iter([Part(0, file.read(), True)])
        for number, part in enumerate(parts, 1):
            where = name if part.is_whole else f"{name}:{number}"
            text = decoded(part.raw, path, where, part.offset)
            if isinstance(text, Bad):
                yield text
            elif "\0" in text:
                yield Bad(f"{where} holds zero bytes, as binary files do. {iconv(path, 'UTF-16')}")
            else:
                yield Document(where, text if part.is_whole else text.strip("\r\n"))


class Part(NamedTuple):
    offset: int  # where it begins in the file, in bytes
    raw: bytes
    is_whole: bool  # no separator in the file


def split(file: io.BufferedIOBase) -> Iterator[Part]:
    """The parts of a file between separators, a part and a chunk in memory at a time."""
    held, offset = bytearray(), 0
    while chunk := file.read(CHUNK):
        searched = max(0, len(held) - len(SEPARATOR) + 1)
        held += chunk
        while (cut := held.find(SEPARATOR, searched)) >= 0:
            yield Part(offset, bytes(held[:cut]), False)
            end = cut + len(SEPARATOR)
            del held[:end]
            offset, searched = offset + end, 0
    yield Part(offset, bytes(held), offset == 0)


def json_rows(path: Path, name: str, column: str) -> Reader:
    """One JSON object a line. A .json may also be one list of objects."""
    offset = 0
    with opened(path) as file:
        head = file.peek(CHUNK).removeprefix(MARK).lstrip()
        if kind_of(path) == ".json" and head[:1] == b"[":
            rows = parsed(file.read(), path, name, 0)
            for number, row in enumerate([rows] if isinstance(rows, Bad) else rows, 1):
                yield document(row, f"{name}:{number}", column)
            return
        if kind_of(path) == ".json" and is_one_object(path):
            yield Bad(
                f"{name} is one JSON object, not rows of text. Write {path} again as a list of "
                "objects, or with one object a line."
            )
            return
        for number, line in enumerate(file, 1):
            if line.strip():
                where = f"{name}:{number}"
                yield document(parsed(line, path, where, offset), where, column)
            offset += len(line)


def has_rows(path: Path, column: str) -> bool:
    """Whether a .json holds documents rather than a program's settings."""
    with opened(path) as file:
        named = f'"{column}"'.encode() in file.read(CHUNK)
    return named and not is_one_object(path)


def is_one_object(path: Path) -> bool:
    """Whether a .json is one object over several lines, as a program's settings are."""
    with opened(path) as file:
        first = next((line for line in file if line.removeprefix(MARK).strip()), b"")
        if not breaks_off(first):  # else the rest is read at once: it is no file of rows
            return False
        try:
            return isinstance(json.loads((first + file.read()).removeprefix(MARK).decode()), dict)
        except (ValueError, RecursionError):
            return False


def breaks_off(line: bytes) -> bool:
    """Whether a line is JSON as far as it goes, and not whole."""
    text = line.removeprefix(MARK).decode(errors="replace").strip()
    try:
        json.loads(text)
    except json.JSONDecodeError as error:
        return error.pos >= len(text)
    except RecursionError:
        pass
    return False


def parsed(raw: bytes, path: Path, where: str, offset: int) -> Any:
    text = decoded(raw, path, where, offset)
    if isinstance(text, Bad):
        return text
    try:
        return json.loads(text)
    except (ValueError, RecursionError) as error:
        return Bad(f"{where} is not JSON ({error}). Mend or remove it in {path}.")


def parquet_rows(path: Path, name: str, column: str) -> Reader:
    """One document a row; 256 rows of one row group in memory at a time."""
    import pyarrow as pa
    from pyarrow import parquet

    number = 0
    with (
        readable(path, pa.ArrowException),
        parquet.ParquetFile(path, page_checksum_verification=True) as file,
    ):
        columns = file.schema_arrow.names
        if column not in columns:
            hint = nearest(column, columns)
            raise SondeError(f"{path} has no column {column!r}.{hint} Set --column.")
        for batch in file.iter_batches(batch_size=256, columns=[column]):
            for raw in as_bytes(batch.column(0), path, column):
                number += 1
                where = f"{name}:{number}"
                text = None if raw is None else decoded(raw, path, where)
                yield text if isinstance(text, Bad) else document({column: text}, where, column)


def as_bytes(values: Any, path: Path, column: str) -> list[bytes | None]:
    """The values of a text column undecoded, so that one broken row is found alone."""
    import pyarrow as pa

    if pa.types.is_dictionary(values.type):
        values = values.dictionary_decode()
    if values.type not in (pa.string(), pa.large_string(), pa.string_view()):
        raise SondeError(
            f"Column {column!r} of {path} holds {values.type}, not text. Set --column."
        )
    found: list[bytes | None] = values.cast(pa.large_binary()).to_pylist()
    return found


def document(row: Any, where: str, column: str) -> Document | Bad:
    """The text of a parsed row, or what is wrong with it."""
    if isinstance(row, Bad):
        return row
    if not isinstance(row, dict):
        return Bad(f"{where} is a {type(row).__name__}, not an object with a field {column!r}.")
    if column not in row:
        return Bad(f"{where} has no field {column!r}.{nearest(column, row)} Set --column.")
    text = row[column]
    if not isinstance(text, str):
        kind = type(text).__name__
        return Bad(f"{where} holds {kind} in its field {column!r}, not text. Set --column.")
    try:
        text.encode()
    except UnicodeEncodeError as error:
        return Bad(
            f"{where} is not UTF-8: its character {error.start} is half a surrogate pair "
            "(a broken \\u escape). Mend or remove it."
        )
    return Document(where, text)


def decoded(raw: bytes, path: Path, where: str, offset: int | None = None) -> str | Bad:
    """UTF-8 text without a byte order mark. `offset`: where `raw` begins in the file, in bytes."""
    try:
        return (raw.removeprefix(MARK) if offset == 0 else raw).decode()
    except UnicodeDecodeError as error:
        # removeprefix shortens what is decoded, so the position is counted from the end
        at = len(raw) - len(error.object) + error.start
        place = f"{at} of the row" if offset is None else f"{offset + at} of the file"
        encoding = "UTF-16" if raw[:2] in (b"\xff\xfe", b"\xfe\xff") else "WINDOWS-1252"
        return Bad(
            f"{where} is not UTF-8: byte 0x{raw[at]:02X} at offset {place}. {iconv(path, encoding)}"
        )


def iconv(path: Path, encoding: str) -> str:
    """The command that mends a file, where one does."""
    if kind_of(path) == PARQUET:
        return f"Write {path} again with its text as UTF-8."
    unpack = {".gz": "gzip -dc", ".zst": "zstd -dc"}.get(path.suffix.lower())
    inner = path.with_suffix("") if unpack else path
    to = inner.with_suffix(f".utf8{inner.suffix}")
    if unpack:
        return f"If it is {encoding}: `{unpack} {path} | iconv -f {encoding} -t UTF-8 > {to}`."
    return f"If it is {encoding}: `iconv -f {encoding} -t UTF-8 {path} > {to}`."


def first_bytes(path: Path) -> bytes:
    with readable(path), path.open("rb") as file:
        return file.read(CHUNK)


@contextmanager
def opened(path: Path) -> Iterator[io.BufferedReader]:
    """The bytes of a file, decompressed by its suffix."""
    unpacker: dict[str, Any] = {".gz": lambda file: gzip.GzipFile(fileobj=file), ".zst": ZstdBytes}
    with readable(path), path.open("rb") as file:
        if unpack := unpacker.get(path.suffix.lower()):
            with unpack(file) as unpacked, io.BufferedReader(unpacked, CHUNK) as plain:
                yield plain
        else:
            yield file


@contextmanager
def readable(path: Path, *errors: Any) -> Iterator[None]:
    """Turns what a damaged or forbidden file raises into an error that names it."""
    try:
        yield
    except (OSError, EOFError, zlib.error, zstandard.ZstdError, *errors) as error:
        raise SondeError(
            f"{path} cannot be read: it is damaged, cut short or forbidden ({error}). "
            "Fetch or write it again, or take it out of sources."
        ) from error


class ZstdBytes(io.RawIOBase):
    """Decompressed bytes. Unlike zstandard's own reader it notices a file that was cut short."""

    def __init__(self, file: io.BufferedIOBase):
        self.file = file
        self.frame: Any = None  # the decompressor, while inside a frame
        self.packed = b""
        self.unpacked = memoryview(b"")

    def readable(self) -> bool:
        return True

    def readinto(self, target: Any) -> int:
        while not self.unpacked:
            self.packed = self.packed or self.file.read(CHUNK)
            if not self.packed and self.frame is None:
                return 0
            if not self.packed:
                raise EOFError("its last zstd frame has no end")
            self.frame = self.frame or zstandard.ZstdDecompressor().decompressobj()
            self.unpacked = memoryview(self.frame.decompress(self.packed))
            self.packed = self.frame.unused_data
            self.frame = None if self.frame.eof else self.frame
        n = min(len(target), len(self.unpacked))
        target[:n], self.unpacked = self.unpacked[:n], self.unpacked[n:]
        return n
