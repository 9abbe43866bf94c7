"""The generator's own estimate of the entropy of its text, in nats per token.

    entropy = sum of the nats of the documents / number of their tokens

Tokens are counted as the recipe's loss counts them: every token of text with BOS and EOS, no
placeholder. A document's nats are at least -log p(its text), so no model's mean loss over the whole
world can be below the entropy of the text, which is at most this; see `dice`.
"""

from collections import defaultdict
from collections.abc import Iterable
from typing import NamedTuple

from transformers import PreTrainedTokenizerFast

from sonde.miniature.blocks import encoded
from sonde.miniature.vision import image_token
from sonde.miniature.world import WorldDocument


class Entropy(NamedTuple):
    per_token: float  # nats
    by_kind: dict[str, float]  # kind of document -> nats per token


def entropy(documents: Iterable[WorldDocument], tokenizer: PreTrainedTokenizerFast) -> Entropy:
    """Of these documents. What a picture shows is known to whoever reads the text below it."""
    found, image = list(documents), image_token(tokenizer)
    nats: dict[str, float] = defaultdict(float)
    n_tokens: dict[str, int] = defaultdict(int)
    for document, ids in zip(found, encoded(tokenizer, [d.text for d in found]), strict=True):
        nats[document.kind] += document.nats
        n_tokens[document.kind] += len(ids) - ids.count(image)
    by_kind = {kind: nats[kind] / n_tokens[kind] for kind in nats}
    return Entropy(sum(nats.values()) / sum(n_tokens.values()), by_kind)
