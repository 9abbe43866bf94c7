"""A first label for every feature, made offline from its own evidence: no language model is asked.

The label names words on which the feature fires in many of its strongest examples and that are
rare elsewhere; where it fires on no particular word, words that surround it; and the tokens it
promotes. It is marked `offline` wherever it is shown, to be replaced by a better one.
"""

import math
from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from sonde.atlas.words import LETTERS, words, words_at

SOURCE = "offline"  # what the labels table says of where a label came from
ACTIVE = 0.5  # a token counts as highlighted above this share of the example's strongest code
FADED = 0.25  # a word is left out below this share of the best word's score
PRIOR = 0.5  # pseudo-documents behind every word's frequency


class Evidence(NamedTuple):
    """The words of one example: those on which the code is strong, and those around them."""

    fired: set[str]
    around: set[str]


def evidence(pieces: Sequence[str], values: Sequence[float]) -> Evidence:
    text = "".join(pieces)
    fired = set(highlighted(pieces, values, text))
    return Evidence(fired, set(words(text)) - fired)


def highlighted(pieces: Sequence[str], values: Sequence[float], text: str) -> list[str]:
    """The words on which the code reaches half of the example's strongest."""
    spans, at, least = [], 0, ACTIVE * max(values, default=0.0)
    for piece, value in zip(pieces, values, strict=True):
        if value > 0 and value >= least:
            first = len(piece) - len(piece.lstrip()) if piece else -1  # "": the character before
            spans.append((at + first, at + len(piece)))
        at += len(piece)
    return words_at(text, spans)


def label(examples: Sequence[Evidence], promoted: Sequence[str], background: Counter[str]) -> str:
    """`dog · puppy → barked`; an empty feature has an empty label."""
    if not examples:
        return ""
    fired = distinctive([e.fired for e in examples], background, least_share=0.15)
    if fired and LETTERS.search(fired[0]):
        fired = [
            word for word in fired if LETTERS.search(word)
        ]  # punctuation beside words says little
    parts = [" · ".join(fired[:3])] if fired else []
    if len(fired) < 2:
        around = [e.around - set(fired) for e in examples]
        near = [
            word
            for word in distinctive(around, background, least_share=0.4, least_lift=1.5)
            if LETTERS.search(word)
        ]
        if near:
            parts.append("near " + ", ".join(near[:3]))
    pushed = [token.strip() for token in promoted if LETTERS.search(token) and "⟨" not in token]
    if pushed:
        parts.append("→ " + ", ".join(list(dict.fromkeys(pushed))[:3]))
    return " ".join(parts)


def distinctive(
    word_sets: Sequence[set[str]],
    background: Counter[str],
    least_share: float,
    least_lift: float = 0.0,
) -> list[str]:
    """Words that occur in at least a share of the examples, by how much they set them apart:

    share * log(1 + lift),  lift = share of the examples / share of all documents
    """
    counts = Counter(word for words_of in word_sets for word in words_of)
    n, n_documents = len(word_sets), max(background[""], 1)
    scored = []
    for word, count in counts.items():
        share = count / n
        elsewhere = (background[word] + PRIOR) / (n_documents + PRIOR)
        lift = share / elsewhere
        if share >= least_share and lift >= least_lift and count >= min(2, n):
            scored.append((-share * math.log(1 + lift), word))
    scored.sort()
    return [word for score, word in scored if score <= scored[0][0] * FADED]
