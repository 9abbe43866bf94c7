"""Which sentence a token stands in, so that no sentence is both chosen on and scored on.

The world writes from templates, and the same sentence may come up in two worlds. Lines count as
sentences: of a program, a letter, a list. So does what stands before a colon, or where a turn
ends: a sentence must not pass for another behind a new introduction. Signs behind a sentence belong
to it, and make it no other.
"""

import re
from bisect import bisect_right
from zlib import crc32

from sonde.miniature.signs import judgements, signs

SIGNS = f"[{''.join(signs().values())}]"
COMMENT = "(?:#|//)"
JUDGEMENT = f"[{''.join(judgements().values())}]"
ENDS = re.compile(
    rf"(?:[.!?…:][\"'”»)\]]*(?=\s|<\||{JUDGEMENT})|[。！？：][”」』）]*|(?=\n|<\|eot_id))"
    rf"(?: {SIGNS}+|(?:  {COMMENT} )?{JUDGEMENT}+)?"
)


class Sentences:
    """The sentences of a text; each takes the space before it."""

    def __init__(self, text: str) -> None:
        cuts = sorted({0, *(found.end() for found in ENDS.finditer(text))} - {len(text)})
        self.starts = cuts
        self.numbers = [
            crc32(without_signs(text[start:end]).encode())
            for start, end in zip(cuts, [*cuts[1:], len(text)], strict=True)
        ]

    def at(self, character: int) -> int:
        """A number that equal sentences share, of the sentence at a character."""
        return self.numbers[bisect_right(self.starts, character) - 1]


def without_signs(sentence: str) -> str:
    return " ".join(re.sub(rf"(?:{COMMENT} (?={JUDGEMENT}))?{SIGNS}", "", sentence).split())
