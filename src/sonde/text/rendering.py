"""Tokens as a person should see them: real spaces, whole characters, the exact source text.

A token's own spelling in the vocabulary is an encoding: byte-level BPE writes " the" as "Ġthe" and
"é" as "Ã©", SentencePiece writes "▁the" and "<0xC3>". In a text, the source itself is shown
(`pieces`); a vocabulary entry alone is decoded here (`token_text`).
"""

import re
from collections.abc import Callable, Sequence
from functools import cache
from typing import Any

from torch import Tensor

from sonde.core.errors import SondeError

Offsets = Sequence[int] | Tensor
Speller = Callable[[str], bytes]  # the bytes that a spelling in the vocabulary stands for


def pieces(text: str, starts: Offsets, ends: Offsets) -> list[str]:
    """The source text of each token, so that the pieces of neighbouring tokens join to the source.

    `starts` and `ends` are character offsets into `text`, one pair per token of one document, in
    order. A character whose bytes are several tokens belongs to the first; the others get "".
    For tokens without gaps, "".join(pieces) == text[starts[0]:ends[-1]].
    """
    found = []
    shown = 0  # characters before this one belong to an earlier token
    for start, end in zip(as_list(starts), as_list(ends), strict=True):
        found.append(text[max(start, shown) : end])
        shown = max(shown, end)
    return found


def token_text(tokenizer: Any, token: int) -> str:
    """One vocabulary entry of a fast tokenizer: " the" with a real space, "⟨E2⟩" for a lone byte.

    Special tokens come as they are written, an id without an entry as "⟨unused 7⟩".
    """
    backend = backend_of(tokenizer)
    added = backend.get_added_tokens_decoder()
    return decoded(token, backend.id_to_token(token), added, speller(backend))


def vocabulary_texts(tokenizer: Any) -> list[str]:
    """`token_text` of every id from 0 to the largest. A model's table may be longer than that."""
    backend = backend_of(tokenizer)
    added, spell = backend.get_added_tokens_decoder(), speller(backend)
    by_id = {token: entry for entry, token in backend.get_vocab(with_added_tokens=True).items()}
    size = max(by_id, default=-1) + 1
    return [decoded(token, by_id.get(token), added, spell) for token in range(size)]


def decoded(token: int, entry: str | None, added: Any, spell: Speller) -> str:
    if entry is None:
        return f"⟨unused {token}⟩"
    if token in added:
        return str(added[token].content)
    return readable(spell(entry))


def readable(spelled: bytes) -> str:
    """UTF-8 decoded; a byte that is not part of a whole character as ⟨E2⟩."""
    text = spelled.decode("utf-8", "surrogateescape")
    return re.sub("[\udc80-\udcff]", lambda lone: f"⟨{ord(lone[0]) - 0xDC00:02X}⟩", text)


def speller(backend: Any) -> Speller:
    """How this tokenizer writes bytes, told by its decoder."""
    decoder = b"" if backend.decoder is None else backend.decoder.__getstate__()
    if b'"ByteLevel"' in decoder:
        return byte_level
    return sentence_piece if "▁".encode() in decoder or b"Byte" in decoder else str.encode


def byte_level(entry: str) -> bytes:
    """GPT-2's alphabet: every byte is one printable character."""
    alphabet = byte_alphabet()
    if not all(letter in alphabet for letter in entry):
        return entry.encode()
    return bytes(alphabet[letter] for letter in entry)


def sentence_piece(entry: str) -> bytes:
    """▁ is a space, <0xE2> a byte."""
    if re.fullmatch("<0x[0-9A-F]{2}>", entry):
        return bytes([int(entry[3:5], 16)])
    return entry.replace("▁", " ").encode()


@cache
def byte_alphabet() -> dict[str, int]:
    """Inverse of GPT-2's bytes_to_unicode: printable bytes are themselves, the others Ā and on."""
    printable = [*range(0x21, 0x7F), *range(0xA1, 0xAD), *range(0xAE, 0x100)]
    others = [byte for byte in range(256) if byte not in printable]
    letters = {chr(byte): byte for byte in printable}
    return letters | {chr(256 + i): byte for i, byte in enumerate(others)}


def backend_of(tokenizer: Any) -> Any:
    """The Rust tokenizer behind a fast one; a slow one is refused."""
    backend = getattr(tokenizer, "backend_tokenizer", None)
    if not getattr(tokenizer, "is_fast", False) or backend is None:
        raise SondeError(
            f"{type(tokenizer).__name__} is a slow tokenizer: it cannot say which characters a "
            "token came from. Load a fast one: AutoTokenizer.from_pretrained(FOLDER), where FOLDER "
            "holds a tokenizer.json."
        )
    return backend


def as_list(offsets: Offsets) -> list[int]:
    return offsets.tolist() if isinstance(offsets, Tensor) else list(offsets)
