"""The atlas stage: one pass over text, then everything about every feature from its firings."""

from collections import Counter
from collections.abc import Iterator
from typing import Any

import torch
from jaxtyping import Float
from torch import Tensor

from sonde.activations.source import ActivationSource, identity, refuse_changed, source_of
from sonde.atlas import select
from sonde.atlas.config import AtlasConfig
from sonde.atlas.corpus import Corpus
from sonde.atlas.directions import effects, neighbours
from sonde.atlas.firings import collect, read_firings
from sonde.atlas.labels import SOURCE, evidence, label
from sonde.atlas.store import Store
from sonde.core.artifact import Artifact, Draft
from sonde.core.progress import say, track
from sonde.dictionary.dictionary import Dictionary
from sonde.text.documents import refuse_output_in_text
from sonde.text.rendering import vocabulary_texts

BUCKET = 2048  # features whose firings are in memory at a time

Columns = dict[str, list[Any]]


def build(config: AtlasConfig) -> Artifact:
    """Builds the atlas of a dictionary: `store.lance` tables and the firings they came from.

    Reads training and held-out text alike. Called again after an interruption it goes on.
    """
    trained = Artifact.open(config.dictionary, "train")
    refuse_output_in_text(config.output, trained.manifest.about, config.text)
    known = identity(config, trained.manifest.about)
    draft = Draft.begin(config.output, "atlas", known, {"dictionary": trained})
    if isinstance(draft, Artifact):
        return draft
    with draft:
        return built_into(draft, trained, config)


def built_into(draft: Draft, trained: Artifact, config: AtlasConfig) -> Artifact:
    dictionary = Dictionary.load(trained)
    folder = draft.path / "firings"
    folder.mkdir(exist_ok=True)
    source = source_of(dictionary.about, "all", True, config.text, config.device)
    if config.text is None:
        refuse_changed(dictionary.about, text=source.text)
    dictionary = dictionary.to(source.model.device)
    number = source.number_of(config.at, dictionary.d_out)
    collect(source, dictionary, folder, config.n_tokens, config.chunk_tokens)
    corpus = Corpus(folder, source.text.context_length)
    if sum(corpus.sizes) < config.n_tokens:
        there = f"{sum(corpus.sizes):,} of the {config.n_tokens:,}"
        say(f"the text ended after {there} tokens asked for")
    alive = write_tables(Store(draft.path / "store"), corpus, source, dictionary, config)
    counts = {
        "n_features": dictionary.size,
        "n_alive": alive,
        "n_tokens": corpus.n_kept,
        "dead_share": 1 - alive / dictionary.size,
    }
    about = {**dictionary.about, **source.about(), "dictionary": str(trained.path)}
    if source.others:
        about["at"] = source.names[number]
    return draft.finish(counts, about)


def write_tables(
    store: Store,
    corpus: Corpus,
    source: ActivationSource,
    dictionary: Dictionary,
    config: AtlasConfig,
) -> int:
    """Fills the four tables; gives the number of features that fired."""
    logits = list(logit_columns(source, dictionary, config))
    near = neighbours(dictionary.directions().cpu(), config.n_neighbours)
    shares = dictionary.relative_lengths().cpu() if len(dictionary.widths) > 1 else None
    store.write(
        "neighbours",
        [
            {
                "feature": list(range(dictionary.size)),
                "neighbours": near.features.tolist(),
                "cosines": near.cosines.tolist(),
            }
        ],
    )
    background = corpus.word_counts()
    features, labels = Buckets(), Buckets()
    with track("examples", dictionary.size, unit="features") as bar:

        def example_batches() -> Iterator[Columns]:
            for first in range(0, dictionary.size, BUCKET):
                last = min(first + BUCKET, dictionary.size)
                bucket = Bucket(first, last, corpus, config)
                columns = bucket.feature_columns(logits[first:last])
                features.append(columns | shares_of(shares, first, last))
                labels.append(bucket.label_columns(logits[first:last], background))
                bar.advance(last - first)
                yield bucket.example_columns()

        store.write("examples", example_batches())
    store.write("features", features)
    store.write("labels", labels)
    return sum(n > 0 for columns in features for n in columns["n_firings"])


class Buckets(list[Columns]):
    """Column batches waiting to be written."""


class Bucket:
    """A range of features with their firings, statistics and examples."""

    def __init__(self, first: int, last: int, corpus: Corpus, config: AtlasConfig) -> None:
        self.first, self.last, self.n_kept = first, last, corpus.n_kept
        firings = read_firings(corpus.folder, first, last, corpus.sizes)
        self.statistics = select.statistics(firings, first, last)
        self.chosen = select.examples(
            firings,
            corpus.context_length,
            config.n_strongest,
            config.n_quantiles,
            config.per_quantile,
        )
        # read in the order of the text, so that each part is opened once
        self.contexts: list[Any] = [None] * len(self.chosen.tokens)
        for row in self.chosen.tokens.argsort().tolist():
            self.contexts[row] = corpus.context(int(self.chosen.tokens[row]), config.reach)
        self.values = self._values(firings)
        self.spans = select.spans_by_feature(self.chosen.features, first, last)

    def _values(self, firings: select.Firings) -> list[list[float]]:
        """The feature's code at every token of every context."""
        if not self.contexts:
            return []
        lengths = torch.tensor([len(context.tokens) for context in self.contexts])
        tokens = torch.tensor([token for context in self.contexts for token in context.tokens])
        values = select.values_at(firings, self.chosen.features.repeat_interleave(lengths), tokens)
        return [part.tolist() for part in values.split(lengths.tolist())]

    def feature_columns(self, logits: list[Columns]) -> Columns:
        found = self.statistics
        return {
            "feature": list(range(self.first, self.last)),
            "n_firings": found.n_firings.tolist(),
            "frequency": (found.n_firings.double() / max(self.n_kept, 1)).tolist(),
            "maximum": found.maximum.tolist(),
            "mean": found.mean.tolist(),
            "histogram": found.histogram.tolist(),
            "promoted": [row["promoted"] for row in logits],
            "suppressed": [row["suppressed"] for row in logits],
        }

    def label_columns(self, logits: list[Columns], background: Counter[str]) -> Columns:
        labels, highlights = [], []
        for (start, end), row in zip(self.spans, logits, strict=True):
            strongest = [i for i in range(start, end) if self.chosen.interval[i] == 0]
            seen = [evidence(self.contexts[i].pieces, self.values[i]) for i in strongest]
            labels.append(label(seen, [effect["token"] for effect in row["promoted"]], background))
            fired = Counter(word for one in seen for word in one.fired)
            highlights.append(" ".join(word for word, _ in fired.most_common(12)))
        return {
            "feature": list(range(self.first, self.last)),
            "label": labels,
            "source": [SOURCE] * len(labels),
            "highlights": highlights,
        }

    def example_columns(self) -> Columns:
        return {
            "feature": self.chosen.features.tolist(),
            "interval": self.chosen.interval.tolist(),
            "value": self.chosen.values.tolist(),
            "document": [context.document for context in self.contexts],
            "start": [context.start for context in self.contexts],
            "peak": [context.peak for context in self.contexts],
            "pieces": [context.pieces for context in self.contexts],
            "values": self.values,
            "text": ["".join(context.pieces) for context in self.contexts],
        }


def shares_of(
    shares: Float[Tensor, "dictionary_size n_parts"] | None, first: int, last: int
) -> Columns:
    """How much of a feature's direction is in each hook point; nothing where there is one."""
    return {"shares": [[]] * (last - first) if shares is None else shares[first:last].tolist()}


def logit_columns(
    source: ActivationSource, dictionary: Dictionary, config: AtlasConfig
) -> Iterator[Columns]:
    """For every feature the tokens it promotes and suppresses, as people read them."""
    number = source.number_of(config.at, dictionary.d_out)
    place, at = source.places[number], source.columns[number]
    texts = vocabulary_texts(place.model.tokenizer)

    def named(ids: list[int], by: list[float]) -> list[dict[str, Any]]:
        known = [(texts[i] if i < len(texts) else f"⟨{i}⟩") for i in ids]
        return [{"token": t, "effect": e} for t, e in zip(known, by, strict=True)]

    directions = dictionary.W_dec[:, dictionary.decoder_columns(source.d_in, at)]
    for block in effects(place.model, directions, config.n_logits):
        lists = [part.tolist() for part in block]
        for up, up_by, down, down_by in zip(*lists, strict=True):
            yield {"promoted": named(up, up_by), "suppressed": named(down, down_by)}
