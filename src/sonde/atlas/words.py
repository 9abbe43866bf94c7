"""Words of a text, for labels and highlights."""

import re
from functools import cache
from unicodedata import category

LETTERS = re.compile(r"\w")
ALONE = "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"  # a character is a word: Han, kana


@cache
def word_pattern() -> re.Pattern[str]:
    """Letters and digits with the marks that belong to them, as in Hindi and Thai, which `\\w`
    leaves out; a Han or kana character alone; else a run of punctuation. Joiners (Persian, Hindi)
    do not end a word."""
    marks = "".join(c for c in map(chr, range(0x300, 0x1F000)) if category(c).startswith("M"))
    within = rf"(?:['’]|[{marks}\u200c\u200d]+)"
    letter = rf"[^\W_{ALONE}]"
    return re.compile(rf"[{ALONE}]|{letter}+(?:{within}{letter}+)*[{marks}]*|[^\w\s]+")


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
