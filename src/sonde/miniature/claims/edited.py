"""The loss of every token of whole texts under edits, and features to compare an edit with."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from typing import Any, NamedTuple

import torch
from jaxtyping import Bool, Float, Int
from torch import Tensor

from sonde.activations.source import ActivationSource
from sonde.interventions.edits import Edit, apply_edits, edit_table
from sonde.interventions.splice import spliced
from sonde.miniature.claims.claim import Estimate, estimate, one_each
from sonde.miniature.claims.probes import drawn
from sonde.miniature.claims.study import Study
from sonde.miniature.templates import Span
from sonde.miniature.world import WorldDocument
from sonde.model.forward import next_token_losses
from sonde.model.hooks import begun_at, replace
from sonde.text.documents import Document
from sonde.text.packing import Encoder
from sonde.text.packing import Span as Piece

ROWS = 16  # texts in one forward
NEAREST = 20  # a random feature is drawn from as many of the nearest frequency


class Text(NamedTuple):
    """A tokenised text, the separator first."""

    text: str
    tokens: Int[Tensor, " n"]
    starts: Int[Tensor, " n"]  # characters
    ends: Int[Tensor, " n"]

    def within(self, spans: Sequence[Span]) -> Bool[Tensor, " n"]:
        """Which tokens overlap one of the spans; spaces before a word aside."""
        found = torch.zeros(len(self.tokens), dtype=torch.bool)
        for i, (start, end) in enumerate(
            zip(self.starts.tolist(), self.ends.tolist(), strict=True)
        ):
            while start < end - 1 and self.text[start].isspace():
                start += 1
            found[i] = any(start < span.end and span.start < end for span in spans)
        return found


def texts_of(source: ActivationSource, documents: Sequence[WorldDocument]) -> list[Text]:
    """Each on its own, cut where the model's context ends."""
    encoder, longest = Encoder(source.model.tokenizer), source.text.context_length
    found = []
    for document in documents:
        piece = Piece(0, Document("", document.text), 0, document.text)
        columns = torch.from_numpy(encoder.columns([piece]))[:, :longest]
        found.append(Text(document.text, columns[0], columns[2], columns[3]))
    return found


def tokens_of(texts: Sequence[Text]) -> list[Int[Tensor, " _"]]:
    return [text.tokens for text in texts]


class Halfway(NamedTuple):
    """Texts that the model has read without an edit, and what it had of them at the hook point."""

    study: Study
    tokens: Sequence[Int[Tensor, " _"]]
    x: list[Float[Tensor, "_ d_in"]]
    keep: list[Bool[Tensor, " _"]]  # tokens that can be edited
    plain: list[Float[Tensor, " _"]]  # -log p in nats of every token of each text but its first


@torch.no_grad()
def halfway(study: Study, texts: Sequence[Int[Tensor, " _"]]) -> Halfway:
    """Reads tokenised texts to their end, and remembers the middle."""
    source = study.source
    x, keep, plain = {}, {}, {}
    for batch in batches(texts, range(len(texts))):
        seen: list[Tensor] = []

        def look(x: Tensor, keep: Tensor, seen: list[Tensor] = seen) -> Tensor:
            seen += [x.clone(), keep]
            return x

        with spliced(source.model, source.hook_point, source.norm_limit, look):
            rows = next_token_losses(source.model, tokens_in(source, texts, batch)).cpu()
        for i, *row in zip(batch, *seen, rows, strict=True):
            n = len(texts[i])
            x[i], keep[i], plain[i] = row[0][:n], row[1][:n], row[2][: n - 1]
    parts = ([part[i] for i in range(len(texts))] for part in (x, keep, plain))
    return Halfway(study, texts, *parts)


@torch.no_grad()
def losses(
    read: Halfway,
    edits: Sequence[Edit],
    maxima: Mapping[int, float] | None = None,
    where: Sequence[Bool[Tensor, " _"]] | None = None,
) -> list[Float[Tensor, " _"]]:
    """-log p in nats of every token of each text but its first. Edits are made at all tokens that
    the mask keeps, or at those of them that `where` names.

    Layers up to a residual stream are not run again, nor are texts in which nothing changes. Which
    texts share a forward depends on the edits, so rounding does (in bf16: some hundredths).
    """
    source = read.study.source
    dictionary = read.study.dictionary.to(source.model.device)
    table = edit_table([edits], maxima or {}, dictionary.size)
    keep = read.keep
    if where is not None:
        keep = [mask & here.to(mask.device) for mask, here in zip(keep, where, strict=True)]
    after = apply_edits(dictionary, table, torch.cat(read.x)[None], torch.cat(keep)[None])
    new = after[0].split([len(row) for row in read.x])
    touched = [i for i, x in enumerate(new) if not torch.equal(x, read.x[i])]
    found = list(read.plain)
    for batch in batches(read.tokens, touched):
        with beginning(source, padded([new[i] for i in batch], 0.0)):
            rows = next_token_losses(source.model, tokens_in(source, read.tokens, batch)).cpu()
        for i, row in zip(batch, rows, strict=True):
            found[i] = row[: len(found[i])]
    return found


def beginning(source: ActivationSource, x: Float[Tensor, "rows n d"]) -> AbstractContextManager:
    """While inside, a forward has `x` at the hook point, and runs nothing before it that it need
    not."""
    if source.hook_point.place == "resid_post":
        return begun_at(source.model, source.hook_point, x)
    return replace(source.model, source.hook_point, lambda _: x)


def through(found: Any, study: Study) -> Any:
    """The same texts, in whatever tuples and lists their readings stand, to be edited through the
    dictionary of another study: read again where that is of another model or place, each once."""
    again: dict[int, Halfway] = {}

    def moved(part: Any) -> Any:
        if isinstance(part, Halfway):
            if part.study.source is study.source:
                return part._replace(study=study)
            if id(part) not in again:
                again[id(part)] = halfway(study, part.tokens)
            return again[id(part)]
        if isinstance(part, tuple | list):
            parts = [moved(one) for one in part]
            return type(part)(*parts) if hasattr(part, "_fields") else type(part)(parts)
        return part

    return moved(found)


def batches(texts: Sequence[Tensor], some: Iterable[int]) -> Iterator[list[int]]:
    """Numbers of texts, of like length in each forward."""
    order = sorted(some, key=lambda i: len(texts[i]))
    return (order[begin : begin + ROWS] for begin in range(0, len(order), ROWS))


def tokens_in(
    source: ActivationSource, texts: Sequence[Tensor], batch: Sequence[int]
) -> Int[Tensor, "rows n"]:
    return padded([texts[i] for i in batch], Encoder(source.model.tokenizer).padding)


def padded(rows: Sequence[Tensor], filling: Any) -> Tensor:
    return torch.nn.utils.rnn.pad_sequence(list(rows), batch_first=True, padding_value=filling)


def as_frequent(
    study: Study, features: Sequence[int], n: int, seed: int = 0, excluded: Collection[int] = ()
) -> Int[Tensor, "n features"]:
    """`n` sets of random features, each set as frequent, member by member, as the given ones on
    the choosing split."""
    fired = study.reading.counted.fired[:, 0]
    generator = torch.Generator().manual_seed(seed)
    return torch.tensor([alike(fired, features, generator, excluded) for _ in range(n)]).view(n, -1)


def alike(
    fired: Int[Tensor, " size"],
    features: Sequence[int],
    generator: torch.Generator,
    excluded: Collection[int] = (),
) -> list[int]:
    """For each feature another of those nearest to it in log frequency: none twice, none that is
    given or `excluded`, none that never fires; fewer where too few are left."""
    able = fired > 0
    able[[*features, *excluded]] = False
    found: list[int] = []
    for feature in features[: int(able.sum())]:
        away = ((fired + 0.5).log() - (fired[feature] + 0.5).log()).abs()
        away[~able] = torch.inf
        near = away.argsort(stable=True)[: min(NEAREST, int(able.sum()))]
        found.append(int(near[torch.randint(len(near), (1,), generator=generator)]))
        able[found[-1]] = False
    return found


def one_of(changes: Sequence[Float[Tensor, " n"]], seed: int = 0) -> Estimate:
    """The mean change, documents drawn with replacement. Of several changes (several random
    features) each draw takes one: the interval is what a single one may do."""
    every = torch.stack(list(changes)).double()
    n = every.shape[1]
    draws = every @ drawn(n, torch.Generator().manual_seed(seed)).T / n
    return estimate(float(every.mean()), one_each(draws))
