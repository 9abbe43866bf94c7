"""What the model loses on documents it never saw, beside the generator's own entropy of the same.

    loss    = sum of the cross-entropies of a document's tokens, read from its beginning
    entropy = the document's nats, see `dice`: at least -log p(its text)

Both are per token of text, BOS and EOS included, placeholders not. What a picture shows is known to
whoever reads the text below it. No model's mean loss over the whole world can be below the entropy
of the text, which is at most the generator's.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import NamedTuple

import torch
import torch.nn.functional as F
from jaxtyping import Float, Int
from torch import Tensor
from torch.nn.utils.rnn import pad_sequence
from transformers import LlamaForCausalLM, PreTrainedTokenizerFast

from sonde.miniature.blocks import Batch, encoded
from sonde.miniature.cross_entropy import mean_loss
from sonde.miniature.vision import Adapter, image_token, patches, seeing
from sonde.miniature.world import WorldDocument
from sonde.model.apart import positions

AT_A_TIME = 16  # documents


class Measure(NamedTuple):
    """Of some documents, in nats per token."""

    loss: float
    entropy: float
    n_tokens: int

    @property
    def ratio(self) -> float:
        return self.loss / self.entropy


class Measured(NamedTuple):
    all: Measure
    by_kind: dict[str, Measure]  # kind of document -> its measure
    unigram: float  # nats per token: the least a model can lose that knows frequencies alone


class Read(NamedTuple):
    """A document as the model reads it."""

    document: WorldDocument
    ids: Int[Tensor, " tokens"]


def losses(
    model: LlamaForCausalLM,
    adapter: Adapter,
    batch: Batch,
    following: Int[Tensor, "blocks next"] | None = None,
) -> Float[Tensor, " predictions"]:
    """Cross-entropy of each next token that is text, in nats. `following` says what comes next
    where it is not the next token; the adapter's token stands for what does not count."""
    states, targets = predicting(model, adapter, batch, following)
    return F.cross_entropy(model.lm_head(states).float(), targets, reduction="none")


def training_loss(model: LlamaForCausalLM, adapter: Adapter, batch: Batch) -> Float[Tensor, ""]:
    """The mean of `losses`, in one pass over the logits for the loss and its gradient."""
    states, targets = predicting(model, adapter, batch)
    return mean_loss(states, model.lm_head.weight, targets)


def predicting(
    model: LlamaForCausalLM,
    adapter: Adapter,
    batch: Batch,
    following: Int[Tensor, "blocks next"] | None = None,
) -> tuple[Float[Tensor, "predictions width"], Int[Tensor, " predictions"]]:
    """What the output layer reads wherever text follows, and the token that does."""
    following = batch.tokens[:, 1:] if following is None else following
    with seeing(model, adapter, batch.patches):
        states = model.model(
            batch.tokens,
            position_ids=positions(batch.tokens, model.config.bos_token_id),
            use_cache=False,
        ).last_hidden_state
    text = following != adapter.token
    return states[:, : following.shape[1]][text], following[text]


def entropy_per_token(
    tokenizer: PreTrainedTokenizerFast, documents: Iterable[WorldDocument]
) -> float:
    """The generator's own, without a model."""
    found = list(documents)
    rows = encoded(tokenizer, [document.text for document in found])
    image = image_token(tokenizer)
    n_tokens = sum(len(ids) - ids.count(image) for ids in rows)
    return sum(document.nats for document in found) / n_tokens


def measured(
    model: LlamaForCausalLM,
    adapter: Adapter,
    tokenizer: PreTrainedTokenizerFast,
    documents: Iterable[WorldDocument],
) -> Measured:
    """Each document by itself; those that are longer than the context are left out."""
    found = list(documents)
    rows = zip(found, encoded(tokenizer, [document.text for document in found]), strict=True)
    longest = model.config.max_position_embeddings
    read = [Read(document, torch.tensor(ids)) for document, ids in rows if len(ids) <= longest]
    read.sort(key=lambda one: len(one.ids))
    sums: dict[str, Tensor] = defaultdict(lambda: torch.zeros(3, dtype=torch.float64))
    for first in range(0, len(read), AT_A_TIME):
        part = read[first : first + AT_A_TIME]
        for one, loss in zip(part, document_losses(model, adapter, part).tolist(), strict=True):
            n_tokens = int((one.ids != adapter.token).sum())
            sums[one.document.kind] += torch.tensor([loss, one.document.nats, n_tokens])
    by_kind = {kind: measure(sums[kind]) for kind in sorted(sums)}
    text = torch.cat([one.ids[one.ids != adapter.token] for one in read])
    total = measure(torch.stack(list(sums.values())).sum(0))
    return Measured(total, by_kind, unigram_loss(text, model.config.vocab_size))


def measure(sums: Float[Tensor, " 3"]) -> Measure:
    loss, nats, n_tokens = sums.tolist()
    return Measure(loss / n_tokens, nats / n_tokens, round(n_tokens))


@torch.no_grad()
def document_losses(
    model: LlamaForCausalLM, adapter: Adapter, some: Sequence[Read]
) -> Float[Tensor, " documents"]:
    """The nats that each document costs the model."""
    nothing = int(adapter.token)
    tokens = pad_sequence([one.ids for one in some], batch_first=True)
    following = pad_sequence([one.ids[1:] for one in some], batch_first=True, padding_value=nothing)
    seen = torch.cat([patches(one.document.pictures) for one in some])
    found = losses(model, adapter, Batch(tokens, seen), following)
    owners = (following != nothing).nonzero()[:, 0]
    return torch.zeros(len(some)).index_add_(0, owners, found)


def unigram_loss(tokens: Int[Tensor, " tokens"], vocabulary: int) -> float:
    """Entropy of the tokens' own frequencies, in nats."""
    counts = torch.bincount(tokens, minlength=vocabulary).double()
    shares = counts[counts > 0] / counts.sum()
    return float(-(shares * shares.log()).sum())
