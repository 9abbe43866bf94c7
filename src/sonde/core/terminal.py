"""What is shown on a terminal."""


def printable(text: str) -> str:
    """Text of a model, a file or a corpus without control characters: a terminal obeys them."""
    return "".join(c if c.isprintable() or c == "\n" else "·" for c in text)
