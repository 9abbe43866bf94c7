"""Which sentence a token stands in, so that no sentence is both chosen on and scored on.

The world writes from templates, and the same sentence may come up in two worlds. Lines count as
sentences: of a program, a letter, a list. So does what stands before a colon: a sentence must not
pass for another behind a new introduction.
"""

import re
from bisect import bisect_right
from zlib import crc32

ENDS = re.compile(r"[.!?…:][\"'”»)\]]*(?=\s)|[。！？：][”」』）]*|(?=\n)")


class Sentences:
    """The sentences of a text; each takes the space before it."""

    def __init__(self, text: str) -> None:
        cuts = sorted({0, *(found.end() for found in ENDS.finditer(text))})
        self.starts = cuts
        self.numbers = [
            crc32(text[start:end].strip().encode())
            for start, end in zip(cuts, [*cuts[1:], len(text)], strict=True)
        ]

    def at(self, character: int) -> int:
        """A number that equal sentences share, of the sentence at a character."""
        return self.numbers[bisect_right(self.starts, character) - 1]
