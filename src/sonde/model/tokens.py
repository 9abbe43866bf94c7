"""Two models that read the same tokens, as a comparison of them needs."""

import json
from typing import Any

from sonde.core.errors import SondeError
from sonde.model.loading import LanguageModel

RULES = ("normalizer", "pre_tokenizer", "model")  # of a tokenizer: how text is cut


def refuse_other_tokens(first: LanguageModel, second: LanguageModel) -> None:
    """Raises unless the first model's tokens mean the same to the second: every token of its
    vocabulary has the same number there, and text is cut alike. The second may have tokens of its
    own beside them, as the markers of a chat."""
    ids = second.tokenizer.get_vocab()
    mine = sorted(first.tokenizer.get_vocab().items(), key=lambda pair: pair[1])
    paths = f"{first.config.path} and {second.config.path}"
    for token, number in mine:
        if ids.get(token) != number:
            there = f"is number {ids[token]}" if token in ids else "does not exist"
            raise SondeError(
                f"{paths} have different tokenizers: {token!r} is number {number} of the first "
                f"and {there} in the second. Compare models with one tokenizer."
            )
    ours, theirs = rules(first), rules(second)
    if differing := [name for name in RULES if ours.get(name) != theirs.get(name)]:
        raise SondeError(
            f"{paths} have the same vocabulary but cut text into tokens in different ways (their "
            f"{differing[0]} differs). Compare models with one tokenizer."
        )
    if second.vocab_size <= mine[-1][1]:
        raise SondeError(
            f"{second.config.path} embeds {second.vocab_size} tokens, but {first.config.path} "
            f"writes up to number {mine[-1][1]}. Compare models with one tokenizer."
        )


def rules(model: LanguageModel) -> dict[str, Any]:
    """How text is cut; empty for a tokenizer that does not say."""
    backend = getattr(model.tokenizer, "backend_tokenizer", None)
    if backend is None:
        return {}
    found: dict[str, Any] = json.loads(backend.to_str())
    return found
