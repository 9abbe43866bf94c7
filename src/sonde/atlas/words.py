"""Words of a text, for labels and highlights."""

import re

WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*|[^\w\s]+")
LETTERS = re.compile(r"\w")


def words(text: str) -> list[str]:
    """Words in lower case; runs of punctuation count as words."""
    return [match.group().lower() for match in WORD.finditer(text)]


def words_at(text: str, spans: list[tuple[int, int]]) -> list[str]:
    """Words in lower case that overlap any of the character spans, which come in order."""
    found, next_span = [], 0
    for match in WORD.finditer(text):
        while next_span < len(spans) and spans[next_span][1] <= match.start():
            next_span += 1
        if next_span == len(spans):
            break
        if spans[next_span][0] < match.end():
            found.append(match.group().lower())
    return found
