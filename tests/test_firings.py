"""Laws of the streaming pass: every firing of every kept token, and the exact text around it."""

import re
from pathlib import Path

import pytest
import torch

import sonde.atlas.firings as module
from small_harvest import CONTEXT, D_IN, settings, source_for
from sonde.activations.source import ActivationSource
from sonde.atlas.corpus import Corpus
from sonde.atlas.firings import Firings, collect, read_firings
from sonde.atlas.words import words, words_at
from sonde.core.errors import Interrupted
from sonde.core.files import load_tensors, sha256
from sonde.core.interrupt import GracefulStop
from sonde.dictionary.dictionary import Dictionary
from sonde.text.documents import documents
from synthetic import random_dictionary

pytest_plugins = ["small_fixtures"]
pytestmark = pytest.mark.usefixtures("load_once")
SIZE, PART = 24, 128  # features; tokens in a part


@pytest.fixture(scope="module")
def source(load_once, small_model, small_corpus, tmp_path_factory) -> ActivationSource:
    return source_for(settings(small_model, small_corpus, tmp_path_factory.mktemp("s") / "a"))


@pytest.fixture(scope="module")
def dictionary() -> Dictionary:
    """Of its features, one never fires."""
    found = random_dictionary(D_IN, SIZE)
    found.threshold[7] = 1e30
    return found


@pytest.fixture(scope="module")
def folder(source, dictionary, tmp_path_factory) -> Path:
    """Every token of the text: the last part is a short one with padding."""
    folder = tmp_path_factory.mktemp("firings")
    collect(source, dictionary, folder, 10**6, PART)
    return folder


@pytest.fixture(scope="module")
def corpus(folder) -> Corpus:
    return Corpus(folder, CONTEXT)


def slow_twin(source: ActivationSource, dictionary: Dictionary) -> list[tuple[int, int, float]]:
    """Feature, token and value of every firing, one token at a time."""
    found, token = [], 0
    for harvested in source():
        rows = harvested.x.flatten(0, 1)
        for x, keep in zip(rows, harvested.keep.flatten().tolist(), strict=True):
            codes = dictionary.encode_some(x[None], torch.arange(SIZE))[0]
            if keep:
                found += [(f, token, float(codes[f])) for f in codes.nonzero().flatten().tolist()]
            token += 1
    return sorted(found)


def assert_equal(firings: Firings, wanted: list[tuple[int, int, float]]) -> None:
    assert list(zip(firings.features.tolist(), firings.tokens.tolist(), strict=True)) == [
        (feature, token) for feature, token, _ in wanted
    ]
    torch.testing.assert_close(firings.values, torch.tensor([value for *_, value in wanted]))


def test_the_parts_hold_every_firing_of_every_kept_token(source, dictionary, folder, corpus):
    wanted = slow_twin(source, dictionary)
    assert len(corpus.sizes) > 5
    assert corpus.sizes[-1] < PART
    assert set(corpus.sizes[:-1]) == {PART}
    assert len(wanted) > 1000
    for first, last in ((0, SIZE), (0, 1), (5, 11), (7, 8), (7, 9), (SIZE - 1, SIZE), (3, 3)):
        here = [row for row in wanted if first <= row[0] < last]
        assert_equal(read_firings(folder, first, last, corpus.sizes), here)
    assert not [row for row in wanted if row[0] == 7]


def test_the_tokens_are_those_of_the_stream(source, folder, corpus):
    blocks = list(source.blocks())
    for name in ("tokens", "documents", "starts", "ends"):
        found = [
            load_tensors(folder / f"tokens-{i:06}.safetensors")[name]
            for i in range(len(corpus.sizes))
        ]
        wanted = torch.cat([getattr(b, name).flatten() for b in blocks])
        assert torch.cat(found).tolist() == wanted.tolist()
    assert corpus.n_kept == sum(int(h.keep.sum()) for h in source())


def test_no_part_more_than_asked_for(source, dictionary, tmp_path):
    for n, parts in ((1, 1), (PART, 1), (PART + 1, 2)):
        folder = tmp_path / str(n)
        folder.mkdir()
        collect(source, dictionary, folder, n, PART)
        assert Corpus(folder, CONTEXT).sizes == [PART] * parts


@pytest.mark.parametrize("write", range(6))
def test_broken_off_at_any_write_it_resumes_to_the_same(
    source, dictionary, folder, tmp_path, monkeypatch, write
):
    """Each part is three files; the calls are text, documents and firings of part 0, then 1."""
    calls: list[int] = []

    def until(real):
        def instead(*args, **kwargs):
            calls.append(1)
            if len(calls) > write:
                raise KeyError("broken off")
            return real(*args, **kwargs)

        return instead

    with monkeypatch.context() as patch:
        patch.setattr(module, "save_tensors", until(module.save_tensors))
        patch.setattr(module.pq, "write_table", until(module.pq.write_table))
        with pytest.raises(KeyError, match="broken off"):
            collect(source, dictionary, tmp_path, 3 * PART, PART)
    collect(source, dictionary, tmp_path, 3 * PART, PART)
    names = sorted(path.name for path in tmp_path.iterdir())
    assert len(names) == 9
    assert all(sha256(tmp_path / name) == sha256(folder / name) for name in names)


def test_ctrl_c_finishes_the_part(source, dictionary, folder, tmp_path, monkeypatch):
    real = GracefulStop.__enter__

    def asked_at_once(self):
        self.requested = True
        return real(self)

    with monkeypatch.context() as patch:
        patch.setattr(GracefulStop, "__enter__", asked_at_once)
        with pytest.raises(Interrupted, match=r"1 of 3 parts are kept\. Give the same command"):
            collect(source, dictionary, tmp_path, 3 * PART, PART)
    collect(source, dictionary, tmp_path, 3 * PART, PART)
    for path in tmp_path.iterdir():
        assert sha256(path) == sha256(folder / path.name)


# --- the text around a firing


@pytest.mark.parametrize("reach", [1, 4, 100])
def test_a_context_is_the_exact_source_around_its_token(source, folder, corpus, reach):
    texts = {d.name: d.text for d in documents(source.text, "train")}
    firings = read_firings(folder, 0, SIZE, corpus.sizes)
    tokens = firings.tokens.unique().tolist()
    assert len(tokens) > 300
    scripts = set()
    for token in tokens:
        context = corpus.context(token, reach)
        assert context.tokens[context.peak] == token
        assert len(context.tokens) == len(context.pieces)
        assert {t // CONTEXT for t in context.tokens} == {token // CONTEXT}
        assert all(abs(t - token) <= reach for t in context.tokens)
        assert context.tokens == sorted(set(context.tokens))
        shown = "".join(context.pieces)
        text = texts[context.document]
        assert text[context.start : context.start + len(shown)] == shown
        scripts |= set(shown)
    assert set("Ηγ小हว👩é") <= scripts


def test_a_context_holds_all_that_is_within_reach(source, folder, corpus):
    """Every token with text of the same block and document, no further than that."""
    parts = range(len(corpus.sizes))
    fields = [load_tensors(folder / f"tokens-{i:06}.safetensors") for i in parts]
    owners, starts, ends, keep = (
        torch.cat([f[name] for f in fields]).tolist()
        for name in ("documents", "starts", "ends", "keep")
    )
    for token in [t for t, kept in enumerate(keep) if kept][::7]:
        block = token // CONTEXT * CONTEXT
        wanted = [
            t
            for t in range(block, min(block + CONTEXT, len(keep)))
            if abs(t - token) <= 5 and owners[t] == owners[token] and ends[t] > starts[t]
        ]
        assert corpus.context(token, 5).tokens == wanted


def test_word_counts_are_documents_that_hold_the_word(source, corpus):
    texts = [d.text for d in documents(source.text, "train")]
    counts = corpus.word_counts()
    assert counts[""] == len(texts)
    for word in ("the", "hund", "γάτα", "हिन्दी", "(", "nothing"):
        assert counts[word] == sum(word in words(text) for text in texts), word
    assert counts["the"] > 10


# --- words


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("The dog's tail -- wags!", ["the", "dog's", "tail", "--", "wags", "!"]),
        ("snake_case x2", ["snake", "case", "x2"]),
        ("हिन्दी बिल्ली", ["हिन्दी", "बिल्ली"]),
        ("นี่", ["นี่"]),
        ("می‌خواهم", ["می‌خواهم"]),
        ("cafe\u0301 naïve", ["cafe\u0301", "naïve"]),
        ("don’t 'quote'", ["don’t", "'", "quote", "'"]),
        ("", []),
        ("  \n", []),
        ("🐈👩‍👩‍👧", ["🐈👩‍👩‍👧"]),
    ],
)
def test_words_of_any_script(text, wanted):
    assert words(text) == wanted


def test_words_at_are_the_words_that_a_span_touches():
    text = "The dog's tail -- wags, हिन्दी!"
    for match in re.finditer(r"\S", text):
        (here,) = words_at(text, [(match.start(), match.end())])
        assert text[match.start()].lower() in here
    assert words_at(text, []) == []
    assert words_at(text, [(3, 4)]) == []
    assert words_at(text, [(2, 5), (6, 7)]) == ["the", "dog's"]
    assert words_at(text, [(0, len(text))]) == words(text)
