"""Words of a text, for labels and highlights."""

import re
from functools import cache
from unicodedata import category

LETTERS = re.compile(r"\w")


@cache
def word_pattern() -> re.Pattern[str]:
    """Letters and digits with the marks that belong to them, as in Hindi and Thai, which `\\w`
    leaves out; else a run of punctuation. Joiners (Persian, Hindi) do not end a word."""
    marks = "".join(c for c in map(chr, range(0x300, 0x1F000)) if category(c).startswith("M"))
    within = rf"(?:['’]|[{marks}\u200c\u200d]+)"
    return re.compile(rf"[^\W_]+(?:{within}[^\W_]+)*[{marks}]*|[^\w\s]+")


def words(text: str) -> list[str]:
    """Words in lower case; runs of punctuation count as words."""
    return [match.group().lower() for match in word_pattern().finditer(text)]


def words_at(text: str, spans: list[tuple[int, int]]) -> list[str]:
    """Words in lower case that overlap any of the character spans, which come in order."""
    found, next_span = [], 0
    for match in word_pattern().finditer(text):
        while next_span < len(spans) and spans[next_span][1] <= match.start():
            next_span += 1
        if next_span == len(spans):
            break
        if spans[next_span][0] < match.end():
            found.append(match.group().lower())
    return found
