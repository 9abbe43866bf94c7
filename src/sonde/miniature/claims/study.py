"""What all claims share: the model, dictionaries of several kinds and sizes, annotated tokens of
two splits, and the codes of every reader on both.

The dictionaries learn from text alone and never see an annotation. Features are matched to concepts
on the first split and scored on the second; the splits and the training text have seeds of their
own, and sentences of the second that stand in the first too are left out of it.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import islice
from pathlib import Path
from typing import Any, NamedTuple

import torch
from jaxtyping import Float
from torch import Tensor

from sonde.activations.config import HarvestConfig
from sonde.activations.harvest import harvest
from sonde.activations.reader import ShardBatches
from sonde.activations.source import ActivationSource, source_of
from sonde.core.artifact import Artifact, partial
from sonde.core.config import config, parse
from sonde.core.errors import SondeError
from sonde.core.files import read_json
from sonde.core.maths import Moments
from sonde.core.progress import say
from sonde.dictionary.config import TrainConfig
from sonde.dictionary.dictionary import Dictionary
from sonde.dictionary.training import train
from sonde.miniature.claims.concept_claims import Reading, dictionary_reading, read
from sonde.miniature.claims.evenly import all_told, even_splits
from sonde.miniature.claims.evidence import Evidence, gather, unshared
from sonde.miniature.claims.matching import f1_of_features
from sonde.miniature.claims.neurons import at_neurons
from sonde.miniature.claims.ranking import Dense, Ranked, ranked
from sonde.miniature.claims.readers import (
    Pair,
    dense_dictionary,
    dense_neurons,
    neuron_dictionary,
    of_dictionary,
    of_neurons,
    random_dictionary,
)
from sonde.miniature.config import RecipeConfig
from sonde.miniature.model import model_path
from sonde.miniature.recipe import untrained
from sonde.miniature.vision import Adapter, load_adapter, save_adapter
from sonde.miniature.world import WorldDocument, world, write_corpus
from sonde.model.config import ModelConfig
from sonde.model.loading import load_tokenizer

TRAINING, CHOOSING, SCORING = 40_000, 41_000, 42_000  # seeds of worlds that nobody else reads


@config
class ReportConfig:
    output: str = "runs/claims"  # directory of the dictionaries and of the report
    model: str | None = None  # folder of a model of the world; the shipped one when absent
    quick: bool = False  # fewer features and tokens: minutes instead of an hour
    seed: int = 0  # of the dictionaries and of what is sampled


class Size(NamedTuple):
    documents: int  # that the dictionaries are trained on
    harvested: int  # tokens of them that are harvested
    trained: int  # tokens each dictionary is trained on
    features: tuple[int, ...]  # the ladder of sizes; the last is the dictionary of the claims
    evidence: int  # tokens of each split
    steered: int  # concepts that are steered
    samples: int  # texts for each
    evenly: int  # paragraphs about every thing in every language, of each split


QUICK = Size(2_500, 150_000, 300_000, (512, 2048), 60_000, 12, 6, 2)
FULL = Size(12_000, 700_000, 2_000_000, (512, 2048, 8192), 150_000, 50, 24, 4)
K, BATCH = 16, 512  # of every dictionary: of a few tried, with most F1 on worlds of their own
WITH_PICTURES, UNTRAINED = "text and pictures", "untrained model"
RANDOM_DECODER, RANDOM_DIRECTIONS, NEURONS = "random decoder", "random directions", "neurons"
BESIDE = NEURONS, RANDOM_DIRECTIONS, RANDOM_DECODER, UNTRAINED  # the controls


@dataclass(frozen=True)
class Study:
    config: ReportConfig
    size: Size
    source: ActivationSource  # the whole model
    dictionaries: dict[str, Dictionary]  # by name: the ladder by number of features, and controls
    splits: tuple[Evidence, Evidence]  # choosing, scoring: text alone
    readings: dict[str, Reading]  # "dictionary" and the controls beside it
    by_size: dict[int, Reading]  # the ladder
    dense: dict[str, Dense] = field(default_factory=dict)  # the same readers without a threshold

    @property
    def dictionary(self) -> Dictionary:
        return self.dictionaries[str(self.size.features[-1])]

    @property
    def reading(self) -> Reading:
        return self.readings["dictionary"]

    @property
    def controls(self) -> dict[str, Reading]:
        """The readings of all but the dictionary."""
        return {name: r for name, r in self.readings.items() if name != "dictionary"}

    @cached_property
    def ranked(self) -> dict[str, Ranked]:
        """What each reader ranks, read densely."""
        return {name: ranked(reader) for name, reader in self.dense.items()}

    @cached_property
    def even(self) -> tuple[Evidence, Evidence]:
        """Choosing, scoring: tokens drawn evenly over things and languages."""
        return even_splits(self.source, all_told(), self.size.evenly)

    @cached_property
    def before(self) -> ActivationSource | None:
        """The model before its training."""
        if UNTRAINED not in self.dictionaries:
            return None
        return source_of(self.dictionaries[UNTRAINED].about, "all", whole=True)

    @cached_property
    def even_before(self) -> tuple[Evidence, Evidence] | None:
        """The tokens of `even` as the model before its training sees them."""
        if self.before is None:
            return None
        found = even_splits(self.before, all_told(), self.size.evenly, neurons=False)
        refuse_other_tokens(found, self.even)
        return found

    def read_evenly(self) -> Iterator[tuple[str, Pair]]:
        """The same readers on those tokens, one at a time: the codes of the neurons alone are
        gigabytes."""
        yield "dictionary", of_dictionary(self.dictionary, self.even)
        yield NEURONS, of_neurons(self.even)
        for name in (RANDOM_DIRECTIONS, RANDOM_DECODER):
            if name in self.dictionaries:
                yield name, of_dictionary(self.dictionaries[name], self.even)
        if self.even_before:
            yield UNTRAINED, of_dictionary(self.dictionaries[UNTRAINED], self.even_before)

    @cached_property
    def ladders(self) -> dict[str, dict[int, Reading]]:
        """The controls with as many features as the smallest and as the largest dictionary; of the
        neurons as many, and all."""
        small, large = min(self.by_size), max(self.by_size)
        some = [part._replace(neurons=part.neurons[:, : small // 2]) for part in self.splits]
        few = {NEURONS: read(*of_neurons((some[0], some[1])), self.splits)}
        for name in (RANDOM_DIRECTIONS, RANDOM_DECODER, UNTRAINED):
            if (smaller := smallest(name)) in self.dictionaries:
                own = self.dense[name].splits
                few[name] = dictionary_reading(self.dictionaries[smaller], own)
        return {name: {small: one, large: self.readings[name]} for name, one in few.items()}

    @cached_property
    def stand_ins(self) -> "dict[str, Study]":
        """The same with each control in the dictionary's place: what is chosen for a feature is
        chosen alike for a neuron, a random direction, a decoder that never learned, and in the
        model before its training."""
        found = {}
        for name in (RANDOM_DIRECTIONS, RANDOM_DECODER):
            if name in self.dictionaries and name in self.readings:
                found[name] = self.as_if(name, self.dictionaries[name], self.source)
        if NEURONS in self.readings:
            maximum = self.readings[NEURONS].choosing.maximum
            mean = {"mean": self.splits[0].neurons.mean(0).tolist()}
            own = neuron_dictionary(maximum, {**self.dictionary.about, **mean})
            found[NEURONS] = self.as_if(NEURONS, own, at_neurons(self.source))
        if self.before and UNTRAINED in self.readings:
            own = self.dictionaries[UNTRAINED]
            found[UNTRAINED] = self.as_if(UNTRAINED, own, self.before)
        return {name: found[name] for name in BESIDE if name in found}

    def as_if(self, name: str, own: Dictionary, source: ActivationSource) -> "Study":
        """With a control in the dictionary's place."""
        dictionaries = {**self.dictionaries, str(self.size.features[-1]): own}
        readings = {**self.readings, "dictionary": self.readings[name]}
        return replace(self, source=source, dictionaries=dictionaries, readings=readings)

    def feature_of(self, concept: str) -> int:
        """The feature that was matched to a concept on the choosing split."""
        return int(self.reading.match.features[self.splits[0].names.index(concept)])

    def best_of(self, concept: str, n: int) -> list[int]:
        """The features with the highest F1 for a concept on the choosing split, best first."""
        found = f1_of_features(self.reading.counted, self.splits[0].names.index(concept))
        order = found.max(1).values.argsort(descending=True, stable=True)
        return [int(feature) for feature in order[:n]]

    def maximum(self, feature: int) -> float:
        """Its strongest firing on the choosing split: the unit of steering."""
        return float(self.reading.choosing.maximum[feature])


def prepare(config: ReportConfig) -> Study:
    """Trains what is not there yet, and reads both splits."""
    size = size_of(config)
    folder = Path(config.output)
    folder.mkdir(parents=True, exist_ok=True)
    model = Path(model_of(config).path)
    plain = folder / "untrained"
    if not plain.exists():
        write_untrained(plain, model)
    elif load_adapter(model) is not None and load_adapter(plain) is None:
        raise SondeError(
            f"{plain} has no eye, as versions before wrote it: give another output, or remove all "
            f"in {folder} that is of the untrained model."
        )
    trained = {"model": model, "untrained": plain}
    acts = {name: harvested(config, size, name, path) for name, path in trained.items()}
    found = {
        name: dictionary(config, size, name, acts[of], fields)
        for name, (of, fields) in kinds_of(size).items()
    }
    largest = str(size.features[-1])
    source = source_of(found[largest].about, "all", whole=True)
    if load_adapter(model) is not None:
        for about, kinds in kinds_with_pictures(size, found):
            found |= with_pictures(config, size, about, kinds)
    splits = both_splits(source, size)
    about, x = found[largest].about, splits[0].x
    found[smallest(RANDOM_DIRECTIONS)] = random_dictionary(size.features[0], K, about, x)
    found[RANDOM_DIRECTIONS] = random_dictionary(size.features[-1], K, about, x)
    readings = readings_of(found[largest], found[RANDOM_DIRECTIONS], splits)
    readings[RANDOM_DECODER] = dictionary_reading(found[RANDOM_DECODER], splits)
    own = own_splits(found[UNTRAINED], size, splits)
    readings[UNTRAINED] = dictionary_reading(found[UNTRAINED], own)
    dense = dense_of(found[largest], found[RANDOM_DIRECTIONS], splits)
    dense[RANDOM_DECODER] = dense_dictionary(found[RANDOM_DECODER], splits)
    dense[UNTRAINED] = dense_dictionary(found[UNTRAINED], own)
    by_size = {n: dictionary_reading(found[str(n)], splits) for n in size.features[:-1]}
    by_size[size.features[-1]] = readings["dictionary"]
    return Study(config, size, source, found, splits, readings, by_size, dense)


def size_of(config: ReportConfig) -> Size:
    return QUICK if config.quick else FULL


def kinds_of(size: Size) -> dict[str, tuple[str, dict[str, Any]]]:
    """For every dictionary whose activations it learns from, and how it differs from the usual."""
    found: dict[str, tuple[str, dict[str, Any]]]
    found = {str(n): ("model", {"dictionary_size": n}) for n in size.features}
    small, large = size.features[0], size.features[-1]
    few = smallest(RANDOM_DECODER), smallest(UNTRAINED)
    for n, controls in ((large, (RANDOM_DECODER, UNTRAINED)), (small, few)):
        unlearned, untrained_model = controls
        found[unlearned] = "model", {"dictionary_size": n, "kind": "random_decoder"}
        found[untrained_model] = "untrained", {"dictionary_size": n}
    dense = {"dictionary_size": size.features[-2], "kind": "relu_l1"}  # for one claim
    return {**found, "relu_l1": ("model", dense)}


def smallest(name: str) -> str:
    """A control as large as the smallest dictionary of the ladder."""
    return f"{name}, smallest"


def kinds_with_pictures(
    size: Size, found: Mapping[str, Dictionary]
) -> list[tuple[dict[str, Any], dict[str, dict[str, Any]]]]:
    """The model and the dictionaries of its text and pictures; the same before its training."""
    widest: dict[str, Any] = {"dictionary_size": size.features[-1]}
    unlearned = {**widest, "kind": "random_decoder"}
    own = {WITH_PICTURES: widest, pictured(RANDOM_DECODER): unlearned}
    abouts = found[str(size.features[-1])].about, found[UNTRAINED].about
    return [(abouts[0], own), (abouts[1], {pictured(UNTRAINED): widest})]


def pictured(name: str) -> str:
    """A control whose dictionary learned from text and pictures."""
    return f"{name}, {WITH_PICTURES}"


def study_of(trained: Dictionary, n_tokens: int) -> Study:
    """A small study of one finished dictionary, beside neurons and random directions."""
    size = QUICK._replace(features=(trained.size,), evidence=n_tokens)
    source = source_of(trained.about, "all", whole=True)
    splits = both_splits(source, size)
    randoms = random_dictionary(trained.size, K, trained.about, splits[0].x)
    readings = readings_of(trained, randoms, splits)
    named = {str(trained.size): trained, RANDOM_DIRECTIONS: randoms}
    by_size, dense = {trained.size: readings["dictionary"]}, dense_of(trained, randoms, splits)
    return Study(ReportConfig(quick=True), size, source, named, splits, readings, by_size, dense)


def write_untrained(folder: Path, model: Path) -> None:
    """The model as it was before training, with the same tokenizer: a control."""
    recipe = parse(RecipeConfig, read_json(model / "recipe.json"), str(model / "recipe.json"))
    tokenizer: Any = load_tokenizer(ModelConfig(path=str(model)))
    aside, eye = partial(folder), load_adapter(model)
    untrained(recipe, tokenizer).save_pretrained(aside)
    tokenizer.save_pretrained(aside)
    if eye is not None:
        save_adapter(aside, Adapter(recipe.width, int(eye.token), recipe.seed))
    aside.rename(folder)


def model_of(config: ReportConfig) -> ModelConfig:
    return ModelConfig(path=str(Path(config.model) if config.model else model_path()))


def harvested(config: ReportConfig, size: Size, name: str, model: Path) -> Artifact:
    folder = Path(config.output)
    corpus = folder / f"world-{size.documents}.jsonl"
    if not corpus.exists():
        write_corpus(corpus, size.documents, TRAINING)
    fields = {
        "model": {"path": str(model)},
        "text": {"sources": [str(corpus)], "context_length": 256},
        "n_tokens": size.harvested,
        "output": str(folder / f"activations of {name}"),
    }
    return harvest(parse(HarvestConfig, fields, "the report"))


def dictionary(
    config: ReportConfig, size: Size, name: str, acts: Artifact, fields: dict[str, Any]
) -> Dictionary:
    asked = asked_of(config, size, name, str(acts.path), fields)
    if not Path(asked.output).exists():
        say(f"dictionary: {name}")
    batches = ShardBatches(acts, asked.batch_size, asked.seed, asked.window)
    about = {k: v for k, v in acts.manifest.about.items() if k not in ("shards", "n_rows")}
    return Dictionary.load(train(asked, batches, {"activations": acts}, about))


def asked_of(
    config: ReportConfig, size: Size, name: str, activations: str, fields: dict[str, Any]
) -> TrainConfig:
    """How a dictionary of the report is trained."""
    wanted = {
        "activations": activations,
        "output": str(Path(config.output) / f"dictionary {name}"),
        "n_tokens": size.trained,
        "batch_size": BATCH,
        "seed": config.seed,
        "dictionary": {"k": K, **fields} if fields.get("kind") != "relu_l1" else fields,
    }
    return parse(TrainConfig, wanted, "the report")


def with_pictures(
    config: ReportConfig, size: Size, about: dict[str, Any], kinds: Mapping[str, dict[str, Any]]
) -> dict[str, Dictionary]:
    """Dictionaries of these kinds that learn from text and pictures alike, of the model that
    `about` tells of."""
    activations = "text and pictures of the world"
    asked = {name: asked_of(config, size, name, activations, kinds[name]) for name in kinds}
    if all(Path(one.output).exists() for one in asked.values()):
        made = {name: Artifact.open(one.output, "train") for name, one in asked.items()}
        return {name: Dictionary.load(one) for name, one in made.items()}
    source = source_of(about, "all")
    read = gather(source, world(TRAINING), size.harvested, "pictures", neurons=False)
    found = {}
    for name, one in asked.items():
        say(f"dictionary: {name}")
        batches = MemoryBatches(read.x, one.batch_size, one.seed)
        found[name] = Dictionary.load(train(one, batches, None, about))
    return found


class MemoryBatches:
    """Endless shuffled batches of rows held in memory; see `sonde.dictionary.training.Batches`."""

    activity = "read"

    def __init__(self, x: Float[Tensor, "n d_in"], batch_size: int, seed: int = 0) -> None:
        self.x, self.batch_size, self.seed, self.number = x, batch_size, seed, 0
        self.moments = Moments(x.shape[1])
        self.moments.add(x)

    def next(self) -> Float[Tensor, "batch d_in"]:
        generator = torch.Generator().manual_seed(self.seed * 1_000_003 + self.number)
        self.number += 1
        return self.x[torch.randint(len(self.x), (self.batch_size,), generator=generator)]

    def state(self) -> dict[str, int]:
        return {"number": self.number}

    def seek(self, state: dict[str, int]) -> None:
        self.number = state["number"]


def both_splits(
    source: ActivationSource, size: Size, neurons: bool = True
) -> tuple[Evidence, Evidence]:
    """No sentence stands in both."""
    choosing, scoring = (
        gather(source, texts(seed, size), size.evidence, name, neurons=neurons)
        for seed, name in ((CHOOSING, "choosing"), (SCORING, "scoring"))
    )
    return choosing, unshared(scoring, choosing)


def texts(seed: int, size: Size) -> Iterator[WorldDocument]:
    """More than the tokens of a split. Text alone: pictures have a claim of their own."""
    without = (document for document in world(seed) if not document.pictures)
    return islice(without, size.evidence // 20)


def readings_of(
    trained: Dictionary, randoms: Dictionary, splits: tuple[Evidence, Evidence]
) -> dict[str, Reading]:
    """The dictionary and the readers that need no training."""
    return {
        "dictionary": dictionary_reading(trained, splits),
        NEURONS: read(*of_neurons(splits), splits),
        RANDOM_DIRECTIONS: dictionary_reading(randoms, splits),
    }


def dense_of(
    trained: Dictionary, randoms: Dictionary, splits: tuple[Evidence, Evidence]
) -> dict[str, Dense]:
    """Those of `readings_of`, read densely."""
    return {
        "dictionary": dense_dictionary(trained, splits),
        NEURONS: dense_neurons(splits),
        RANDOM_DIRECTIONS: dense_dictionary(randoms, splits),
    }


def own_splits(
    trained: Dictionary, size: Size, splits: tuple[Evidence, Evidence]
) -> tuple[Evidence, Evidence]:
    """The same tokens as the model sees them that this dictionary is of: that before training."""
    own = both_splits(source_of(trained.about, "all"), size, neurons=False)
    refuse_other_tokens(own, splits)
    return own


def refuse_other_tokens(own: tuple[Evidence, Evidence], splits: tuple[Evidence, Evidence]) -> None:
    """Codes are compared with the annotations of `splits` by row. The mask leaves out sinks, which
    are another model's own."""
    if not all(torch.equal(a.tokens, b.tokens) for a, b in zip(own, splits, strict=True)):
        raise SondeError(
            "The model before its training drops other tokens as attention sinks than after it, so "
            "the two cannot be compared token by token. Give --model a checkpoint without sinks."
        )
