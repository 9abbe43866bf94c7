from itertools import count, islice

import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from transformers import ByT5Tokenizer

import tiny_tokenizers
from sonde.core.errors import SondeError
from sonde.text import packing
from sonde.text.documents import Document
from sonde.text.packing import Blocks, pack
from sonde.text.rendering import pieces, vocabulary_texts
from tiny_tokenizers import KINDS, SENTENCES

TOKENIZERS = {kind: make() for kind, make in KINDS.items()}
VOCABULARIES = {kind: vocabulary_texts(tokenizer) for kind, tokenizer in TOKENIZERS.items()}
TEXTS = st.text() | st.lists(
    st.sampled_from([*SENTENCES, " ", "\n", "🙂", "ﬁ", "e\u0301", "a\u0307\u0323", ";\n"])
).map("".join)


@pytest.fixture(params=KINDS)
def tokenizer(request):
    return TOKENIZERS[request.param]


@pytest.fixture
def byte_level():
    return TOKENIZERS["byte_level"]


def stream(texts):
    return [Document(f"d:{i}", text) for i, text in enumerate(texts, 1)]


STORIES = stream([" ".join(SENTENCES[i % 5 :]) * (i % 3 + 1) for i in range(12)])


def joined(batches: list[Blocks]) -> Blocks:
    """All blocks of a pass as one."""
    tensors = [torch.cat([batch[i] for batch in batches]) for i in range(4)]
    texts = {k: v for batch in batches for k, v in batch.texts.items()}
    return Blocks(*tensors, first=batches[0].first, texts=texts)


def same(a: Blocks, b: Blocks) -> bool:
    equal = all(torch.equal(x, y) for x, y in zip(a[:4], b[:4], strict=True))
    return equal and a.first == b.first and a.texts == b.texts


def of_document(packed: Blocks, index: int):
    """Tokens, starts and ends of one document, its separator first."""
    mine = packed.documents == index
    return packed.tokens[mine].tolist(), packed.starts[mine], packed.ends[mine]


@given(st.lists(TEXTS, min_size=1, max_size=4), st.sampled_from(sorted(KINDS)))
@settings(deadline=None, max_examples=150)
def test_pieces_join_to_the_source(texts, kind):
    packed = joined(list(pack(stream(texts), TOKENIZERS[kind], 8)))
    for index, text in enumerate(texts):
        tokens, starts, ends = of_document(packed, index)
        if len(tokens) > 1:
            assert "".join(pieces(text, starts, ends)) == text
        assert (starts <= ends).all()
        assert (starts.diff() >= 0).all()
        assert (ends.diff() >= 0).all()


def test_every_token_appears_once_and_in_order(tokenizer):
    packed = joined(list(pack(STORIES, tokenizer, 16)))
    separator = tokenizer.bos_token_id or tokenizer.eos_token_id
    expected = [
        token
        for document in STORIES
        for token in [separator, *tokenizer(document.text, add_special_tokens=False).input_ids]
    ]
    real = packed.documents >= 0
    assert packed.tokens[real].tolist() == expected
    assert real.flatten().long().diff().le(0).all()  # padding only at the end
    assert (~real).sum() == -len(expected) % 16


@given(TEXTS, st.sampled_from(["byte_level", "sentence_piece", "trimming"]))
@settings(deadline=None, max_examples=150)
def test_a_token_of_whole_characters_has_itself_as_its_source(text, kind):
    (_, *tokens), starts, ends = of_document(
        joined(list(pack(stream([text]), TOKENIZERS[kind], 64))), 0
    )
    shown = [VOCABULARIES[kind][token] for token in tokens]
    if shown and kind == "sentence_piece":
        shown[0] = shown[0].removeprefix(" ")  # the one put before the text
    for own, source in zip(shown, pieces(text, starts[1:], ends[1:]), strict=True):
        assert own.replace("▁", " ") == source.replace("▁", " ") or "⟨" in own


def test_separators_and_padding_have_no_source(tokenizer):
    packed = joined(list(pack(STORIES, tokenizer, 16)))
    first = packed.documents.flatten().diff(prepend=torch.tensor([-2])) != 0
    padding = packed.documents.flatten() < 0
    assert (packed.starts == packed.ends).flatten()[first | padding].all()


@pytest.mark.parametrize("batch_blocks", [1, 3, 16])
@pytest.mark.parametrize("characters", [1, 300, 1_000_000])
def test_skipping_gives_the_tail(byte_level, batch_blocks, characters, monkeypatch):
    monkeypatch.setattr(packing, "CHARACTERS", characters)
    whole = list(pack(STORIES, byte_level, 64, batch_blocks=1))
    for skip in [0, 1, 2, 3, 7, len(whole) // 2, len(whole) - 1, len(whole), len(whole) + 9]:
        tail = list(pack(STORIES, byte_level, 64, batch_blocks, skip))
        assert [batch.first for batch in tail] == list(range(skip, len(whole), batch_blocks))
        assert bool(tail) == (skip < len(whole))
        if tail:
            assert same(joined(tail), joined(whole[skip:]))


@given(
    st.lists(st.sampled_from([*SENTENCES, "a", "b c", "line\n" * 9]), max_size=6),
    st.sampled_from(sorted(KINDS)),
    st.integers(2, 9),
    st.integers(0, 40),
    st.sampled_from([1, 30, 10_000]),
    st.sampled_from([10, 10_000]),
)
@settings(deadline=None, max_examples=200)
def test_skipping_gives_the_tail_for_any_sizes(texts, kind, context_length, skip, batch, long):
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(packing, "CHARACTERS", batch)
        patch.setattr(packing, "LONG", long)
        whole = list(pack(stream(texts), TOKENIZERS[kind], context_length, 1))[skip:]
        tail = list(pack(stream(texts), TOKENIZERS[kind], context_length, 1, skip))
    assert len(tail) == len(whole)
    assert all(map(same, tail, whole))


@pytest.mark.parametrize("beyond", [-1, 0, 1])
def test_skipping_ends_near_the_end_of_a_batch(byte_level, beyond, monkeypatch):
    monkeypatch.setattr(packing, "CHARACTERS", 1)  # one document a batch
    n_tokens = 1 + len(byte_level.tokenize(STORIES[0].text))
    whole = list(pack(STORIES, byte_level, n_tokens + beyond, 1))
    tail = list(pack(STORIES, byte_level, n_tokens + beyond, 1, skip_blocks=1))
    assert all(map(same, tail, whole[1:]))


def test_blocks_do_not_depend_on_how_they_are_batched(tokenizer, monkeypatch):
    whole = joined(list(pack(STORIES, tokenizer, 32)))
    for characters, spans in [(1, 2048), (10**6, 1), (777, 3)]:
        monkeypatch.setattr(packing, "CHARACTERS", characters)
        monkeypatch.setattr(packing, "SPANS", spans)
        assert same(joined(list(pack(STORIES, tokenizer, 32, batch_blocks=5))), whole)


@pytest.mark.parametrize("long", range(3, 80, 7))
def test_a_long_document_is_tokenised_in_parts_without_a_trace(byte_level, long, monkeypatch):
    text = "\n".join(SENTENCES * 2)
    whole = joined(list(pack(stream([text, text]), byte_level, 32)))
    monkeypatch.setattr(packing, "LONG", long)
    spans = list(packing.spans_of(0, Document("long", text)))
    assert len(spans) > 5
    assert "".join(span.text for span in spans) == text
    assert same(joined(list(pack(stream([text, text]), byte_level, 32))), whole)


def test_a_long_document_without_lines_is_tokenised_whole(byte_level, monkeypatch):
    monkeypatch.setattr(packing, "LONG", 10)
    end = "no line, no cut" * 20
    *_, last = packing.spans_of(0, Document("long", "abcdefgh \n" * 5 + end))
    assert last.text.endswith(end)


def test_a_long_document_joins_to_its_source(tokenizer, monkeypatch):
    monkeypatch.setattr(packing, "LONG", 100)
    text = "\n".join(SENTENCES * 20)
    _, starts, ends = of_document(joined(list(pack(stream([text]), tokenizer, 32))), 0)
    assert "".join(pieces(text, starts, ends)) == text


def test_blocks_carry_the_documents_they_touch_and_no_others(byte_level):
    for batch in pack(STORIES, byte_level, 16, batch_blocks=2):
        touched = set(batch.documents.flatten().tolist()) - {-1}
        assert batch.texts == {index: STORIES[index] for index in touched}


def test_the_stream_is_read_only_as_far_as_needed(byte_level, monkeypatch):
    monkeypatch.setattr(packing, "CHARACTERS", 1000)
    endless = (Document(str(i), SENTENCES[i % 5]) for i in count())
    batches = list(islice(pack(endless, byte_level, 16, batch_blocks=2), 3))
    assert [batch.first for batch in batches] == [0, 2, 4]
    assert int(next(endless).name) < 100


def test_the_separator_is_bos_else_eos_else_nothing():
    text = "the sea"
    for tokens, separator in [
        ({"bos_token": "<s>", "eos_token": "</s>"}, ["<s>"]),
        ({"eos_token": "</s>"}, ["</s>"]),
        ({"pad_token": "<pad>"}, []),
    ]:
        tokenizer = tiny_tokenizers.byte_level(**tokens)
        (packed,) = pack(stream([text]), tokenizer, 64)
        found = tokenizer.convert_ids_to_tokens(of_document(packed, 0)[0])
        assert found == separator + tokenizer.tokenize(text)


def test_padding_is_eos_before_pad_so_that_the_model_knows_it():
    tokenizer = tiny_tokenizers.byte_level(eos_token="</s>", pad_token="<pad>")
    tokenizer.add_tokens("<new>")
    tokenizer.pad_token = "<new>"  # an id that no embedding has
    (packed,) = pack(stream(["a"]), tokenizer, 64)
    assert set(packed.tokens[packed.documents < 0].tolist()) == {tokenizer.eos_token_id}


def test_truncation_and_padding_of_the_tokenizer_change_nothing(capfd):
    tokenizer = tiny_tokenizers.byte_level(bos_token="<s>", pad_token="<pad>")
    before = joined(list(pack(STORIES, tokenizer, 32)))
    tokenizer(["a", "b c"], truncation=True, max_length=3, padding=True)
    tokenizer.model_max_length = 4
    assert same(joined(list(pack(STORIES, tokenizer, 32))), before)
    assert tokenizer.backend_tokenizer.truncation["max_length"] == 3  # left as it was
    assert capfd.readouterr() == ("", "")  # no warning about long sequences


def test_nothing_gives_nothing(byte_level):
    assert list(pack([], byte_level, 8)) == []


def test_a_slow_tokenizer_is_refused():
    with pytest.raises(SondeError, match=r"ByT5Tokenizer is a slow tokenizer.*tokenizer\.json"):
        next(pack(STORIES, ByT5Tokenizer(), 8))
