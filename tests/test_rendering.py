import re

import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from tokenizers import Tokenizer, decoders, models
from transformers import ByT5Tokenizer

from sonde.core.errors import SondeError
from sonde.text.rendering import pieces, token_text, vocabulary_texts
from tiny_tokenizers import KINDS, SENTENCES, wrap

TOKENIZERS = {kind: make() for kind, make in KINDS.items()}
VOCABULARIES = {kind: vocabulary_texts(tokenizer) for kind, tokenizer in TOKENIZERS.items()}


def encoded(text, kind):
    tokenizer = TOKENIZERS[kind]
    return tokenizer(text, add_special_tokens=False).input_ids


def to_bytes(shown: str) -> bytes:
    """⟨E2⟩ back to its byte."""
    parts = re.split("⟨([0-9A-F]{2})⟩", shown)
    return b"".join(bytes.fromhex(part) if i % 2 else part.encode() for i, part in enumerate(parts))


def test_each_character_belongs_to_the_first_of_its_tokens():
    text = "a🙂b"
    assert pieces(text, [0, 1, 1, 1, 1, 2], [1, 2, 2, 2, 2, 3]) == ["a", "🙂", "", "", "", "b"]
    assert pieces(text, [0, 0, 1], [2, 2, 3]) == ["a🙂", "", "b"]


def test_pieces_of_a_part_join_to_that_part():
    text = "Once upon a time"
    starts, ends = torch.tensor([4, 9, 11]), torch.tensor([9, 11, 16])
    assert pieces(text, starts, ends) == [" upon", " a", " time"]
    assert pieces(text, [0, 0, 11], [4, 0, 16]) == ["Once", "", " time"]  # no source, then a gap
    assert pieces(text, [0, 0, 2], [4, 0, 16]) == ["Once", "", " upon a time"]


@given(st.text(), st.data())
@settings(deadline=None, max_examples=100)
def test_any_cuts_join_to_the_source(text, data):
    cuts = sorted(data.draw(st.lists(st.integers(0, len(text)))))
    edges = [0, *cuts, len(text)]
    assert "".join(pieces(text, edges[:-1], edges[1:])) == text


@given(st.text() | st.lists(st.sampled_from(SENTENCES)).map("".join))
@settings(deadline=None, max_examples=200)
def test_token_texts_spell_the_source(text):
    if any(special in text for special in ("<", "⟨")):
        return  # a special token, or what would look like a byte
    for kind, before in [("byte_level", ""), ("sentence_piece", " ")]:
        if kind == "byte_level" or (text and "▁" not in text):
            shown = "".join(VOCABULARIES[kind][token] for token in encoded(text, kind))
            assert to_bytes(shown) == (before + text).encode()


@pytest.mark.parametrize("kind", KINDS)
def test_no_entry_shows_how_it_is_written_in_the_vocabulary(kind):
    tokenizer = TOKENIZERS[kind]
    texts = vocabulary_texts(tokenizer)
    assert len(texts) == max(tokenizer.get_vocab().values()) + 1
    assert not [text for text in texts if set(text) & set("ĠĊĉ▁\ufffd") or "<0x" in text]
    assert texts == [token_text(tokenizer, token) for token in range(len(texts))]


@pytest.mark.parametrize("kind", ["byte_level", "sentence_piece"])
def test_a_lone_byte_is_shown_as_one(kind):
    shown = [token_text(TOKENIZERS[kind], token) for token in encoded("☃", kind)]
    assert shown[-3:] == ["⟨E2⟩", "⟨98⟩", "⟨83⟩"]


@pytest.mark.parametrize("kind", ["byte_level", "sentence_piece"])
def test_spaces_and_newlines_are_real(kind):
    shown = [token_text(TOKENIZERS[kind], token) for token in encoded("of the\nsea", kind)]
    assert "".join(shown).lstrip() == "of the\nsea"


def test_special_tokens_are_verbatim_and_holes_are_named():
    tokenizer = TOKENIZERS["byte_level"]
    assert token_text(tokenizer, tokenizer.bos_token_id) == "<s>"
    assert token_text(tokenizer, 9999) == "⟨unused 9999⟩"


def test_an_added_token_is_verbatim():
    tokenizer = KINDS["byte_level"]()
    tokenizer.add_tokens("Ġword")
    assert token_text(tokenizer, len(tokenizer) - 1) == "Ġword"


def test_an_entry_outside_the_byte_alphabet_is_verbatim():
    backend = Tokenizer(models.BPE({"a b": 0, "ĠÄ": 1}, []))
    backend.decoder = decoders.ByteLevel()
    assert vocabulary_texts(wrap(backend))[:2] == ["a b", " ⟨C4⟩"]


def test_a_slow_tokenizer_is_refused():
    with pytest.raises(SondeError, match="slow tokenizer"):
        vocabulary_texts(ByT5Tokenizer())
