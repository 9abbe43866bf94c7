"""Words of a text, for labels and highlights."""

import re

WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*|[^\w\s]+")
LETTERS = re.compile(r"\w")


def words(text: str) -> list[str]:
    """Words in lower case; runs of punctuation count as words."""
    return [match.group().lower() for match in WORD.finditer(text)]


def words_at(text: str, spans: list[tuple[int, int]]) -> list[str]:
    """Words in lower case that overlap any of the character spans."""
    found = []
    for match in WORD.finditer(text):
        if any(start < match.end() and match.start() < end for start, end in spans):
            found.append(match.group().lower())
    return found
