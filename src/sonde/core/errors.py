"""Errors a person can mend. Every message names the fix; what was already done stays on disk."""

import errno
import shutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from difflib import get_close_matches
from pathlib import Path


class SondeError(ValueError):
    """Something a person can mend. The command line prints it without a traceback."""


class Interrupted(SondeError):
    """A person asked to stop; the message says how to resume."""


def how_to_install(extra: str) -> str:
    """For what is not part of the light install."""
    return f"pip install -c constraints.txt -e '.[{extra}]' in the folder of Sonde's source"


def nearest(word: str, known: Iterable[str]) -> str:
    """`" Did you mean 'layers'?"`, or the known words where none is near."""
    known = sorted(known)
    close = get_close_matches(word, known, n=1, cutoff=0.6)
    if close:
        return f" Did you mean {close[0]!r}?"
    return f" Known: {', '.join(known)}." if known else ""


@contextmanager
def room_on_disk(path: Path) -> Iterator[None]:
    """Turns a full disk into an error that says where, and that a second call resumes."""
    try:
        yield
    except OSError as error:
        if error.errno not in (errno.ENOSPC, errno.EDQUOT):
            raise
        free = shutil.disk_usage(path.parent if path.parent.exists() else Path.cwd()).free
        raise SondeError(
            f"The disk is full: writing {path} failed with {free / 1e6:,.0f} MB free. "
            "Make space and give the same command again: finished parts are kept and it resumes."
        ) from error
