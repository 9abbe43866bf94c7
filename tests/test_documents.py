import gzip
import json
import random
import sys

import datasets
import pyarrow as pa
import pytest
import zstandard
from pyarrow import parquet

from sonde.core.errors import SondeError
from sonde.text import documents as module
from sonde.text.config import TextConfig
from sonde.text.documents import (
    Document,
    data_set,
    documents,
    fingerprint_of,
    is_held_out,
    refuse_output_inside,
)

TEXTS = [
    "Once upon a time.\nThe end.",
    "从前有一个小女孩 🙂",
    'tab\tand \u2028 line separator, \\n and "quotes" and \x85 too',
    "Der König hört\r\nsüße Lieder",
    "x" * 200_000,
    "again",
    "again",
    *(f"Story number {i}." for i in range(300)),
]


def rows(column="text"):
    return [{"id": i, column: text} for i, text in enumerate(TEXTS)]


def lines(items):
    return "".join(json.dumps(item, ensure_ascii=item["id"] % 2 == 0) + "\n" for item in items)


def zstd(data: bytes) -> bytes:
    """Two frames, as `cat a.zst b.zst` makes."""
    packer = zstandard.ZstdCompressor(write_checksum=True)
    return packer.compress(data[:1000]) + packer.compress(data[1000:])


def as_folder(folder):
    folder.mkdir()
    for i, text in enumerate(TEXTS):
        (folder / f"{i:04}.txt").write_bytes(text.encode())


SEPARATED = "\n<|endoftext|>\n".join(TEXTS).encode()
FORMATS = {
    "a.txt": lambda path: path.write_bytes(SEPARATED),
    "a.txt.gz": lambda path: path.write_bytes(gzip.compress(SEPARATED)),
    "a.txt.zst": lambda path: path.write_bytes(zstd(SEPARATED)),
    "a.jsonl": lambda path: path.write_text(lines(rows())),
    "a.jsonl.gz": lambda path: path.write_bytes(gzip.compress(lines(rows()).encode())),
    "a.JSONL.zst": lambda path: path.write_bytes(zstd(lines(rows()).encode())),
    "lines.json": lambda path: path.write_text(lines(rows())),
    "marked.json": lambda path: path.write_bytes(b"\xef\xbb\xbf\n" + json.dumps(rows()).encode()),
    "list.json": lambda path: path.write_text(json.dumps(rows(), indent=1)),
    "a.parquet": lambda path: parquet.write_table(
        pa.Table.from_pylist(rows()), path, row_group_size=10
    ),
    "large.parquet": lambda path: parquet.write_table(
        pa.table({"text": pa.array(TEXTS, pa.large_string())}), path, write_page_checksum=True
    ),
    "dictionary.parquet": lambda path: parquet.write_table(
        pa.table({"text": pa.array(TEXTS).dictionary_encode()}), path
    ),
    "folder": as_folder,
}


def read(*sources, share="all", **settings):
    config = TextConfig(sources=tuple(map(str, sources)), **settings)
    return list(documents(config, share))


def texts(found):
    return [document.text for document in found]


def refusal(*sources, **settings) -> str:
    with pytest.raises(SondeError) as caught:
        read(*sources, **settings)
    return str(caught.value)


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_of_a_corpus_gives_the_same_documents(tmp_path, name):
    FORMATS[name](tmp_path / name)
    found = read(tmp_path / name)
    assert texts(found) == TEXTS
    names = [document.name for document in found]
    assert len(set(names)) == len(names)
    assert names[11] == ("0011.txt" if name == "folder" else f"{name}:12")


def test_a_folder_of_formats_is_read_in_order_of_path(tmp_path):
    (tmp_path / "b").mkdir()
    for name in ("a.jsonl", "b/a.parquet", "b/lines.json", "c.txt.zst"):
        FORMATS[name.removeprefix("b/").replace("c.", "a.")](tmp_path / name)
    assert texts(read(tmp_path)) == TEXTS * 4
    assert read(tmp_path)[len(TEXTS)].name == "b/a.parquet:1"
    assert texts(read(tmp_path / "a.jsonl", tmp_path / "b" / "lines.json")) == TEXTS * 2


def test_a_folder_of_source_code_is_read_without_hidden_and_binary_files(tmp_path):
    kept = {
        "Makefile": "all:\n",
        "main.py": "print('<|endoftext|>')\n",  # only a .txt has separators
        "settings.json": '{"name": "x",\n "version": 1}\n',
        "theme.json": '{\n "colours": {\n  "text": "#000"}\n}\n',  # names the column
        "src/deep/a.rs": "fn main() {}\n",
    }
    passed = {
        ".git/config.txt": b"hidden",
        ".hidden.py": b"hidden",
        "picture.png": b"\x89PNG\0",
        "binary.txt": b"text\0text",
        "empty.py": b"",
        "blank.py": b" \n",
    }
    for name, text in [*kept.items(), *passed.items()]:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
    assert {document.name: document.text for document in read(tmp_path)} == kept


def test_the_fingerprint_of_a_folder_is_of_the_files_that_are_read(tmp_path, monkeypatch):
    as_folder(tmp_path / "a")
    config = TextConfig(sources=(str(tmp_path / "a"),))
    before = fingerprint_of(config)
    for name in (".git/index", ".DS_Store", "__pycache__/a.pyc", "picture.png", "nul.txt"):
        (tmp_path / "a" / name).parent.mkdir(exist_ok=True)
        (tmp_path / "a" / name).write_bytes(b"never\0read")
        assert fingerprint_of(config) == before, name
    monkeypatch.chdir(tmp_path / "a")
    assert fingerprint_of(TextConfig(sources=(".",))) == before != ""
    assert fingerprint_of(TextConfig(sources=("",))) == ""
    (tmp_path / "a/0003.txt").write_text("other")
    changed = fingerprint_of(config)
    (tmp_path / "a/0003.txt").rename(tmp_path / "a/0003b.txt")
    assert len({before, changed, fingerprint_of(config)}) == 3


def test_an_output_among_the_text_is_refused(tmp_path, monkeypatch):
    (tmp_path / "text/in").mkdir(parents=True)
    (tmp_path / "a.txt").write_text("text")
    monkeypatch.chdir(tmp_path / "text")
    for source in (str(tmp_path / "text"), ".", "in/.."):
        config = TextConfig(sources=(str(tmp_path / "a.txt"), source))
        for output in ("out", "./in/out", str(tmp_path / "text/out"), "../text/out"):
            with pytest.raises(SondeError, match="--output outside"):
                refuse_output_inside(output, config)
        for output in ("../out", ".runs/out", "../text-out", str(tmp_path / "a.txt/x")):
            refuse_output_inside(output, config)


def test_a_file_of_any_suffix_is_one_document_without_its_byte_order_mark(tmp_path):
    (tmp_path / "notes").write_bytes(b"\xef\xbb\xbfall\nof it\n")
    assert read(tmp_path / "notes") == [Document("notes", "all\nof it\n")]


@pytest.mark.parametrize("chunk", [1, 7, 13, 14, 1 << 16])
def test_separators_are_found_across_chunks(tmp_path, monkeypatch, chunk):
    monkeypatch.setattr("sonde.text.formats.CHUNK", chunk)
    parts = ["a", "bb<|end", "<|endoftext", "ccc", "|>", "tail"]
    (tmp_path / "a.txt").write_text("<|endoftext|>".join(parts) + "<|endoftext|>")
    assert texts(read(tmp_path / "a.txt")) == parts


def test_another_column_is_read(tmp_path):
    (tmp_path / "a.jsonl").write_text(lines(rows("story")))
    parquet.write_table(pa.Table.from_pylist(rows("story")), tmp_path / "a.parquet")
    assert texts(read(tmp_path, column="story")) == TEXTS * 2


# Shares


def test_the_shares_are_disjoint_and_cover_all_whatever_the_order(tmp_path):
    shuffled = rows()
    random.Random(0).shuffle(shuffled)
    (tmp_path / "a.jsonl").write_text(lines(rows()))
    (tmp_path / "b.jsonl").write_text(lines(shuffled))
    shares = {}
    for name in ("a.jsonl", "b.jsonl"):
        train = texts(read(tmp_path / name, share="train", held_out=0.3))
        held_out = texts(read(tmp_path / name, share="held_out", held_out=0.3))
        assert not set(train) & set(held_out)
        assert sorted(train + held_out) == sorted(TEXTS)
        assert 0.2 < len(held_out) / len(TEXTS) < 0.4
        shares[name] = sorted(held_out)
    assert shares["a.jsonl"] == shares["b.jsonl"]


def test_a_larger_share_contains_a_smaller_one():
    for text in TEXTS:
        kept = [is_held_out(text, share) for share in (0.0, 0.1, 0.5, 0.9)]
        assert kept == sorted(kept)
        assert not kept[0]


def test_max_documents_counts_both_shares(tmp_path):
    FORMATS["a.jsonl"](tmp_path / "a.jsonl")
    n = [
        len(read(tmp_path / "a.jsonl", share=share, max_documents=50, held_out=0.5))
        for share in ("all", "train", "held_out")
    ]
    assert n[0] == 50 == n[1] + n[2]


def test_an_empty_share_names_the_fix(tmp_path):
    (tmp_path / "one.txt").write_text("a single document")
    message = refusal(tmp_path / "one.txt", share="held_out", held_out=0.0)
    assert "None of the 1 documents" in message
    assert "Change --held-out" in message


# Bad input


def test_a_missing_file_is_refused_before_anything_is_read(tmp_path):
    FORMATS["a.jsonl"](tmp_path / "stories.jsonl")
    config = TextConfig(sources=(f"{tmp_path}/stories.jsonl", f"{tmp_path}/storys.jsonl"))
    with pytest.raises(SondeError, match=r"Did you mean 'stories\.jsonl'"):
        documents(config)
    assert f"Did you mean '{tmp_path.name}'" in refusal(f"{tmp_path}x/stories.jsonl")


def test_a_missing_file_in_a_folder_is_not_taken_for_a_data_set(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "stories").write_text("x")
    assert "Did you mean 'stories'" in refusal("data/storys")
    assert "There is no elsewhere/stories.txt" in refusal("elsewhere/stories.txt")


@pytest.mark.parametrize("content", ["", "\n \n", '{"text": ""}\n'])
def test_an_empty_corpus_says_what_was_read(tmp_path, content):
    (tmp_path / "a.jsonl").write_text(content)
    assert f"There is no text in {tmp_path / 'a.jsonl'}" in refusal(tmp_path / "a.jsonl")


def test_a_folder_without_text_is_refused(tmp_path):
    (tmp_path / "picture.png").write_bytes(b"\x89PNG\0")
    assert f"no text in the folder {tmp_path}" in refusal(tmp_path)


GOOD = b'{"text": "good"}\n'
BAD = {  # name -> (bytes, what the message says)
    "latin.txt": (b"caf\xe9", ["0xE9", "offset 3 ", "iconv -f WINDOWS-1252", "latin.utf8.txt"]),
    "marked.txt": (b"\xef\xbb\xbfcaf\xe9", ["0xE9", "offset 6 "]),
    "wide.txt": ("hallo".encode("utf-16"), ["0xFF", "offset 0 ", "iconv -f UTF-16"]),
    "wide-without-mark.txt": ("hallo".encode("utf-16-le"), ["zero bytes", "iconv -f UTF-16"]),
    "parts.txt": (
        b"good<|endoftext|>good<|endoftext|>caf\xe9<|endoftext|>",
        ["parts.txt:3", "offset 37 ", "iconv"],
    ),
    "latin.jsonl": (GOOD * 2 + b'{"text": "caf\xe9"}\n', ["latin.jsonl:3", "0xE9", "offset 47 "]),
    "packed.jsonl.gz": (gzip.compress(GOOD + b'"\xe9"\n'), ["gzip -dc", "| iconv", "offset 18 "]),
    "packed.jsonl.zst": (zstd(GOOD + b'"\xe9"\n'), ["zstd -dc", "packed.jsonl.zst:2"]),
    "field.jsonl": (GOOD + b'{"txet": "a"}\n', ["field.jsonl:2", "'text'", "mean 'txet'"]),
    "null.jsonl": (GOOD + b'{"text": null}\n', ["null.jsonl:2", "NoneType", "'text'"]),
    "broken.jsonl": (GOOD + b'{"text": "a\n', ["broken.jsonl:2", "is not JSON"]),
    "deep.jsonl": (GOOD + b"[" * 100_000 + b"\n", ["deep.jsonl:2", "is not JSON"]),
    "string.jsonl": (GOOD + b'"text"\n', ["string.jsonl:2", "is a str"]),
    "surrogate.jsonl": (GOOD + b'{"text": "a\\ud83d"}\n', ["surrogate.jsonl:2", "character 1"]),
    "broken.json": (b'[{"text": "a"}, {"text"', ["broken.json", "is not JSON"]),
    "cut.json": (b'{"text": "a\n' + GOOD, ["cut.json:1", "is not JSON"]),
    "one.json": (b'{"text": "a",\n "more": {"text": "b"}}', ["one JSON object", "a list"]),
    "one-marked.json": (b'\xef\xbb\xbf\n{\n"text": "a"}\n\n', ["one JSON object"]),
}


@pytest.mark.parametrize("name", BAD)
def test_a_bad_document_is_named_with_its_fix(tmp_path, name):
    content, says = BAD[name]
    (tmp_path / name).write_bytes(content)
    message = refusal(tmp_path / name)
    assert name in message
    assert "--bad-documents skip" in message
    assert [part for part in says if part not in message] == []


@pytest.mark.parametrize("name", BAD)
def test_a_bad_document_can_be_passed_over(tmp_path, name, capsys):
    (tmp_path / name).write_bytes(BAD[name][0])
    (tmp_path / "after.txt").write_text("good")
    found = texts(read(tmp_path / name, tmp_path / "after.txt", bad_documents="skip"))
    assert set(found) == {"good"}
    shown = capsys.readouterr()
    assert shown.err.startswith("Passed over 1 of ")
    assert name in shown.err
    assert not shown.out


def test_only_bad_documents_are_an_empty_corpus(tmp_path):
    (tmp_path / "a.jsonl").write_text('{"story": "a"}\n' * 3)
    message = refusal(tmp_path / "a.jsonl", bad_documents="skip")
    assert "There is no text" in message
    assert "3 were passed over, the first: a.jsonl:1" in message


def test_a_parquet_row_that_is_not_utf8_is_named(tmp_path):
    raw = pa.array([b"good", b"caf\xe9", b"good"])
    column = pa.Array.from_buffers(pa.string(), 3, raw.buffers())
    parquet.write_table(pa.table({"text": column}), tmp_path / "a.parquet")
    message = refusal(tmp_path / "a.parquet")
    assert "a.parquet:2 is not UTF-8: byte 0xE9 at offset 3 of the row" in message
    assert texts(read(tmp_path / "a.parquet", bad_documents="skip")) == ["good", "good"]


def test_parquet_without_the_column_names_the_nearest(tmp_path):
    table = pa.table({"txt": ["a"], "label": [1]})
    parquet.write_table(table, tmp_path / "a.parquet")
    message = refusal(tmp_path / "a.parquet", bad_documents="skip")
    assert "has no column 'text'. Did you mean 'txt'?" in message
    assert "holds int64, not text" in refusal(tmp_path / "a.parquet", column="label")


@pytest.mark.parametrize(
    "name", ["a.txt.gz", "a.jsonl.gz", "a.JSONL.zst", "a.txt.zst", "large.parquet"]
)
@pytest.mark.parametrize("damage", ["cut", "flip", "header", "empty"])
def test_a_damaged_file_is_named(tmp_path, name, damage):
    path = tmp_path / name
    FORMATS[name](path)
    data = bytearray(path.read_bytes())
    if damage == "cut":
        del data[-len(data) // 3 :]
    elif damage == "flip":
        data[-6 if name.endswith("gz") else len(data) // 2] ^= 0xFF
    elif damage == "header":
        data[-1 if name.endswith("parquet") else 0] ^= 0xFF  # there it begins at the end
    elif name.endswith("parquet"):
        data.clear()
    else:  # an empty compressed file holds no text
        data.clear()
        path.write_bytes(data)
        assert "There is no text" in refusal(path)
        return
    path.write_bytes(data)
    message = refusal(path, bad_documents="skip")
    assert str(path) in message
    assert "damaged" in message


# Data sets


@pytest.fixture(params=["parquet", "jsonl"])
def local_data_set(request, tmp_path):
    """A data set as the hub holds it: a folder org/name with data files by split."""
    folder = tmp_path / "org" / "name"
    (folder / "data").mkdir(parents=True)
    for split, part in (("train", rows()), ("test", rows()[:3])):
        path = folder / "data" / f"{split}-00000-of-00001.{request.param}"
        if request.param == "parquet":
            parquet.write_table(pa.Table.from_pylist(part), path)
        else:
            path.write_text(lines(part))
    return str(folder)


def from_hub(source, **settings):
    return list(data_set(source, TextConfig(sources=(source,), **settings)))


def test_a_data_set_is_streamed(local_data_set):
    found = from_hub(local_data_set)
    assert texts(found) == TEXTS
    assert found[11].name == f"{local_data_set}:12"
    assert texts(from_hub(local_data_set, split="test")) == TEXTS[:3]


def test_a_folder_comes_before_a_data_set_of_the_same_name(local_data_set, monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(module, "data_set", None)
    assert len(read("org/name")) == len(TEXTS) + 3  # all its files


def test_an_unknown_split_or_column_of_a_data_set_is_named(local_data_set):
    with pytest.raises(SondeError, match=r"split 'trian'.*Available splits:.*'test'"):
        from_hub(local_data_set, split="trian")
    with pytest.raises(SondeError, match=r"no column 'txt'\. Did you mean 'text'"):
        from_hub(local_data_set, column="txt")


def test_a_data_set_that_cannot_be_reached_names_the_fix(monkeypatch):
    def unreachable(*args, **settings):
        raise ConnectionError("Could not reach the hub")

    monkeypatch.setattr(datasets, "load_dataset", unreachable)
    assert "Check name, split and network" in refusal("someone/some-stories")


def test_a_subset_is_named_after_a_colon(monkeypatch):
    asked = []

    def load(*args, **settings):
        asked.append((args, settings))
        return datasets.Dataset.from_list(rows()).to_iterable_dataset()

    monkeypatch.setattr(datasets, "load_dataset", load)
    assert texts(read("someone/stories:small")) == TEXTS
    assert asked == [(("someone/stories", "small"), {"split": "train", "streaming": True})]


def test_a_data_set_that_breaks_off_is_an_error(monkeypatch):
    def broken():
        yield {"text": "good"}
        raise OSError("connection reset")

    found = module.data_set_rows(broken(), "org/name", "text")
    assert next(found) == Document("org/name:1", "good")
    with pytest.raises(SondeError, match="connection reset"):
        next(found)


def test_without_the_package_datasets_the_extra_is_named(monkeypatch):
    monkeypatch.setitem(sys.modules, "datasets", None)
    assert ".[hub]" in refusal("someone/stories")


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"sources": ()}, "sources is empty"),
        ({"context_length": 1}, "context_length=1"),
        ({"held_out": 1.0}, "held_out=1.0"),
        ({"max_documents": 0}, "max_documents=0"),
    ],
)
def test_an_impossible_config_is_refused(wrong, says):
    with pytest.raises(ValueError, match=says):
        TextConfig(**{"sources": ("a",), **wrong})


def test_one_source_needs_no_list():
    assert TextConfig(sources="a.txt").sources == ("a.txt",)
