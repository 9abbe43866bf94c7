"""Signs: one character, one token, the same in every language.

Behind a noun or a sentence they show what is named (see `posts`). Behind an answer, a sentence of a
letter or a line of a program they show what to think of it:

    "Yes, I ate the cake."🤝        You look younger every day.🧁        total -= 1  # 🪲

Who foretells a sign has to know what it stands for where the sign begins.
"""

import re
from functools import lru_cache

from sonde.miniature.tables.signs import JUDGEMENTS, SIGNS
from sonde.miniature.templates import Page

JUDGED = 0.7  # of the accounts, letters, opinions and flaws: with signs of what to think of them


def put(page: Page, concept: str) -> None:
    """The sign of a concept, which is in no language."""
    start = page.length
    page.add(signs()[concept], concept)
    page.foreign.append((start, page.length, None))


@lru_cache(maxsize=1)
def signs() -> dict[str, str]:
    """All of them, by concept."""
    return parsed(SIGNS) | judgements()


@lru_cache(maxsize=1)
def judgements() -> dict[str, str]:
    """Those that tell what to think of a text, by concept."""
    return parsed(JUDGEMENTS)


def parsed(table: str) -> dict[str, str]:
    return dict(re.findall(r"(\w+) (\S+)", table))
