"""Laws of the claims on directions: neighbours beside directions that learnt nothing; and sentences
as the model reads them."""

from dataclasses import replace

import pytest
import torch

from sonde.activations.source import ActivationSource
from sonde.dictionary.dictionary import Dictionary
from sonde.dictionary.sparse import codes_where
from sonde.miniature.claims.concept_claims import read
from sonde.miniature.claims.evidence import Evidence, Pairs, gather, unshared
from sonde.miniature.claims.geometry_claims import between, directions_of, neighbourhoods
from sonde.miniature.claims.matching import Readings
from sonde.miniature.claims.readers import random_directions
from sonde.miniature.claims.study import (
    QUICK,
    SCORING,
    ReportConfig,
    Study,
    both_splits,
    texts,
)
from sonde.miniature.concepts import ancestors, concepts, things
from sonde.miniature.model import model_path
from sonde.miniature.world import WorldDocument
from sonde.model.config import ModelConfig
from sonde.model.hook_points import resolve
from sonde.model.loading import load
from sonde.text.config import TextConfig

NAMES = tuple(
    name
    for parent in sorted({concepts()[name].parent for name in things()} - {None})[:7]
    for name in [name for name in things() if concepts()[name].parent == parent][:4]
)
SIZE, D_IN = len(NAMES), 48


@pytest.fixture(scope="module")
def source():
    model = load(ModelConfig(path=str(model_path()), device="cpu"))
    text = TextConfig(sources=("none",), context_length=64)
    return ActivationSource(model, text, resolve("layers.2.resid_post", model.n_layers), 1e9)


def related_directions(seed=0):
    """The more groups two concepts share, the closer they lie."""
    generator = torch.Generator().manual_seed(seed)
    groups = sorted({group for name in NAMES for group in ancestors(name)})
    center = {group: torch.randn(D_IN, generator=generator) for group in groups}
    own = 0.3 * torch.randn(SIZE, D_IN, generator=generator)
    return own + torch.stack([sum(center[group] for group in ancestors(n)) for n in NAMES])


def dictionary_of(directions):
    unit = directions / directions.norm(dim=1, keepdim=True)
    zeros = torch.zeros(len(unit))
    return Dictionary(unit.T, zeros, unit, torch.zeros(D_IN), zeros, {"mean": [0.0] * D_IN})


@pytest.fixture
def study(source):
    """Feature i fires on the concept i, in every reader."""
    truth = torch.eye(SIZE).bool().repeat(5, 1)
    n = len(truth)
    nothing = Pairs(torch.zeros(0, dtype=torch.long), torch.zeros(0, dtype=torch.long))
    split = Evidence(
        x=torch.zeros(n, D_IN),
        neurons=torch.zeros(n, 0),
        tokens=torch.zeros(n),
        documents=torch.arange(n) // 10,
        sentences=torch.arange(n),
        active=Pairs(*truth.nonzero(as_tuple=True)),
        about=nothing,
        names=NAMES,
    )
    readings = Readings.of(codes_where(truth.float(), truth), SIZE)
    reading = read(readings, readings, (split, split))
    readers = ("dictionary", "neurons", "random directions", "random decoder", "untrained model")
    shuffled = torch.randperm(SIZE, generator=torch.Generator().manual_seed(1))
    return Study(
        config=ReportConfig(quick=True),
        size=QUICK._replace(features=(SIZE,)),
        source=source,
        dictionaries={
            str(SIZE): dictionary_of(related_directions()),
            "random decoder": dictionary_of(related_directions()[shuffled]),
            "untrained model": dictionary_of(torch.randn(SIZE, D_IN, generator=torch.Generator())),
            "random directions": dictionary_of(random_directions(SIZE, D_IN)),
        },
        splits=(split, split),
        readings=dict.fromkeys(readers, reading),
        by_size={SIZE: reading},
    )


def test_related_directions_are_seen_beside_those_that_learnt_nothing(study):
    for row in neighbourhoods(study):
        assert {*row.controls} == {
            "labels shuffled",
            "neurons",
            "random directions",
            "random decoder",
            "untrained model",
        }
        assert row.passed
        assert row.measure.value > 0.3 + max(control.value for control in row.controls.values())


@pytest.mark.parametrize("name", ["random decoder", "untrained model"])
def test_directions_that_are_as_related_without_learning_refute_the_claims(study, name):
    alike = study.dictionaries | {name: study.dictionary}
    for row in neighbourhoods(replace(study, dictionaries=alike)):
        assert not row.passed
        assert row.controls[name] == row.measure


def test_a_study_without_such_readers_has_shuffled_labels_alone(study):
    few = {"dictionary": study.readings["dictionary"]}
    for row in neighbourhoods(replace(study, readings=few)):
        assert {*row.controls} == {"labels shuffled"}


def test_a_feature_chosen_twice_is_no_neighbour_of_itself():
    directions = torch.tensor([[1.0, 0], [1.0, 0], [3.0, 4]])
    torch.testing.assert_close(
        between(directions), torch.tensor([[-1.0, -1, 0.6], [-1, -1, 0.6], [0.6, 0.6, -1]])
    )


def test_tokens_know_the_sentence_they_stand_in(source):
    said = ("The owl sees. The cat sleeps.", "The cat sleeps. Gold is heavy. The owl sees!")
    parts = [
        gather(source, [WorldDocument(text, (), "en", "paragraph")], name="sentences")
        for text in said
    ]
    first, second = parts
    assert len(first.sentences.unique()) == 2
    assert len(second.sentences.unique()) == 3
    left = unshared(second, first)
    read = source.model.tokenizer.decode(left.tokens.tolist())
    assert read.split() == ["Gold", "is", "heavy.", "The", "owl", "sees!"]
    assert len(left.x) == len(left.neurons) == len(left.documents) == len(left.tokens)


def test_the_splits_of_a_study_share_no_sentence(source):
    size = QUICK._replace(evidence=3000)
    choosing, scoring = both_splits(source, size)
    whole = gather(source, texts(SCORING, size), size.evidence)
    assert torch.isin(whole.sentences, choosing.sentences).any()
    assert not torch.isin(scoring.sentences, choosing.sentences).any()
    assert len(scoring.x) > len(whole.x) / 2


def test_the_two_signs_of_a_neuron_lie_opposite(source, study):
    found = directions_of(study)["neurons"]
    n = len(found) // 2
    torch.testing.assert_close(found[:n], -found[n:])
    assert found[:n].norm(dim=1).min() > 0
