"""Every control in the dictionary's place: neurons, random directions, a decoder that never learned
and the model before its training go through what the dictionary goes through."""

from dataclasses import replace
from random import Random

import pytest
import torch

from sonde.activations.source import source_at
from sonde.core.errors import SondeError
from sonde.interventions.edits import Edit
from sonde.miniature.claims import honesty_claims, image_claims, shrinkage_claims
from sonde.miniature.claims.edited import Halfway, halfway, losses, through
from sonde.miniature.claims.neurons import PLACE, at_neurons, written_by_neurons
from sonde.miniature.claims.ranking import Dense
from sonde.miniature.claims.readers import neuron_dictionary, of_neurons, random_dictionary
from sonde.miniature.claims.shrinkage_claims import lengths
from sonde.miniature.claims.slopes import slopes
from sonde.miniature.claims.study import (
    BESIDE,
    NEURONS,
    RANDOM_DECODER,
    RANDOM_DIRECTIONS,
    UNTRAINED,
    WITH_PICTURES,
    ReportConfig,
    Study,
    dictionary_reading,
    pictured,
    prepare,
    read,
    write_untrained,
)
from sonde.miniature.images import PLACEHOLDERS, draw
from sonde.miniature.model import model_path
from sonde.miniature.tables.drawings import DRAWINGS
from sonde.miniature.vision import FILE, image_token, load_adapter, patches, seeing
from sonde.model.config import ModelConfig
from sonde.model.forward import next_token_losses
from sonde.model.hook_points import resolve
from sonde.model.hooks import activations
from sonde.model.hooks import replace as replaced
from sonde.model.loading import load
from test_claims_safety import study as plain_study


@pytest.fixture(scope="module")
def untrained(tmp_path_factory):
    folder = tmp_path_factory.mktemp("models") / "untrained"
    write_untrained(folder, model_path())
    return folder


@pytest.fixture(scope="module")
def study(untrained) -> Study:
    """The shipped model with every control that its report has, of 32 features each."""
    s = plain_study()
    randoms = random_dictionary(s.dictionary.size, 4, s.dictionary.about, s.splits[0].x)
    dictionaries = {
        **s.dictionaries,
        RANDOM_DIRECTIONS: randoms,
        RANDOM_DECODER: s.dictionary,
        UNTRAINED: randoms,
    }
    readings = {
        **s.readings,
        NEURONS: read(*of_neurons(s.splits), s.splits),
        RANDOM_DIRECTIONS: dictionary_reading(randoms, s.splits),
        RANDOM_DECODER: s.reading,
        UNTRAINED: s.reading,
    }
    found = replace(s, dictionaries=dictionaries, readings=readings)
    before = load(ModelConfig(path=str(untrained), device="cpu", dtype="float32"))
    place = s.source.places[0]._replace(model=before)
    found.__dict__["before"] = source_at([place], s.source.text, "all", 16)
    return found


def texts(study: Study, n: int = 3):
    tokens = study.splits[0].tokens
    return [tokens[i * 20 : i * 20 + 12 + i] for i in range(n)]


def test_every_control_stands_in_the_dictionary_s_place(study):
    found = study.stand_ins
    assert [*found] == [*BESIDE]
    for name, stand_in in found.items():
        assert stand_in.reading is study.readings[name]
        assert stand_in.dictionary.size == len(stand_in.reading.choosing.maximum)
    assert found[NEURONS].source.hook_point.place == PLACE
    assert found[NEURONS].source.model is study.source.model
    assert found[UNTRAINED].source.model is not study.source.model
    assert found[RANDOM_DIRECTIONS].source is found[RANDOM_DECODER].source is study.source


def test_neurons_are_what_the_last_matrix_of_the_mlp_reads(study):
    """And what they add to the residual stream is linear in them."""
    source, tokens = study.source, texts(study)[0][None]
    here = at_neurons(source)
    neurons = activations(source.model, here.hook_point, tokens)
    branch = activations(source.model, f"layers.{here.hook_point.layer}.mlp_out", tokens)
    torch.testing.assert_close(neurons @ written_by_neurons(source), branch)


@pytest.mark.parametrize("action", ["clamp", "ablate", "add"])
def test_a_neuron_that_is_edited_moves_the_residual_stream_along_its_column(study, action):
    """The slow twin: the whole model, with the difference added behind the layer."""
    stand_in = study.stand_ins[NEURONS]
    n = stand_in.dictionary.size // 2
    for feature in (5, n + 5):
        maxima = {feature: float(stand_in.reading.choosing.maximum[feature])}
        sign, column = (1 if feature < n else -1), written_by_neurons(study.source)[feature % n]
        tokens = texts(study)
        found = losses(halfway(stand_in, tokens), [Edit(feature, action, 0.7)], maxima)
        for text, own in zip(tokens, found, strict=True):
            neurons = activations(study.source.model, stand_in.source.hook_point, text[None])
            code = (sign * neurons[..., feature % n]) * (
                sign * neurons[..., feature % n] > stand_in.dictionary.threshold[feature]
            )
            aim = 0.7 * maxima[feature]
            change = {"clamp": aim - code, "ablate": -code, "add": torch.full_like(code, aim)}
            special = torch.isin(text, torch.tensor(sorted(study.source.special)))
            moved = change[action].masked_fill(special[None], 0)[..., None] * sign * column
            with replaced(study.source.model, study.source.hook_point, lambda x, m=moved: x + m):
                expected = next_token_losses(study.source.model, text[None])[0]
            torch.testing.assert_close(own, expected, atol=2e-4, rtol=1e-4)


def test_slopes_of_neurons_foresee_small_edits(study):
    stand_in = study.stand_ins[NEURONS]
    before = halfway(stand_in, texts(study))
    weights = [torch.ones(len(t) - 1) for t in before.tokens]
    raised = slopes(before, weights).raised
    feature, step = int(raised.abs().argmax()), 0.02
    up, down = (
        torch.cat(losses(before, [Edit(feature, "add", s)], {feature: 1.0})) for s in (step, -step)
    )
    assert float((down - up).sum()) / (2 * step) == pytest.approx(float(raised[feature]), rel=0.02)


def test_texts_are_read_again_by_another_model_or_at_another_place_and_once(study, monkeypatch):
    own = halfway(study, texts(study))
    given = [(own, "a label"), own]
    calls = []

    def counted(*args):
        calls.append(args)
        return halfway(*args)

    monkeypatch.setattr("sonde.miniature.claims.edited.halfway", counted)
    for name, reads in ((RANDOM_DECODER, 0), (NEURONS, 1), (UNTRAINED, 1)):
        calls.clear()
        stand_in = study.stand_ins[name]
        (first, label), second = through(given, stand_in)
        assert len(calls) == reads
        assert label == "a label"
        assert isinstance(first, Halfway)
        assert first.study is second.study is stand_in
        for a, b in zip(first.plain, own.plain, strict=True):
            assert torch.allclose(a, b, atol=1e-4) == (name != UNTRAINED)
        assert first.x[0].shape[1] == stand_in.dictionary.d_in


def test_what_an_answer_costs_without_an_edit_is_told_by_the_model_that_reads_it(study):
    sides = honesty_claims.sides(study, 3, 1)
    there = through(sides, study.stand_ins[UNTRAINED])
    for side, other in zip(sides, there, strict=True):
        assert not torch.allclose(side.usual, other.usual, atol=0.1)
        edit = Edit(0, "add", 0.0)
        torch.testing.assert_close(honesty_claims.under(other, edit, {0: 1.0}), other.usual)


def test_the_model_before_its_training_has_an_eye(untrained):
    """As training begins with it: pictures reach its residual stream."""
    adapter = load_adapter(untrained)
    model = load(ModelConfig(path=str(untrained), device="cpu", dtype="float32"))
    assert int(adapter.token) == image_token(model.tokenizer)
    assert not torch.equal(adapter.weight, load_adapter(model_path()).weight)
    tokens = torch.tensor([model.tokenizer(PLACEHOLDERS)["input_ids"]])
    seen = []
    for name in [*DRAWINGS][:2]:
        picture = draw(Random("a picture"), name)
        with seeing(model.module, adapter, patches([picture])):
            seen.append(activations(model, resolve("middle", model.n_layers), tokens))
    assert not torch.allclose(*seen)


def test_a_neuron_has_two_readings_of_which_one_fires():
    maximum = torch.tensor([2.0, 1.0, 4.0, 3.0])
    codes = neuron_dictionary(maximum, {}).encode(torch.tensor([[1.0, -2.0]]))
    assert codes.features.tolist() == [0, 3]
    assert codes.values.tolist() == [1.0, 2.0]


def test_an_output_whose_untrained_model_has_no_eye_is_refused(tmp_path):
    """As versions before wrote it: it would see pictures as text without a meaning."""
    write_untrained(tmp_path / "untrained", model_path())
    (tmp_path / "untrained" / FILE).unlink()
    with pytest.raises(SondeError, match="no eye"):
        prepare(ReportConfig(output=str(tmp_path), quick=True))


def test_every_reader_is_read_on_what_its_own_model_sees(study, monkeypatch):
    """The untrained model chooses on the same text and is scored on the same pictures, as it sees
    them."""
    text, names = study.splits[0], image_claims.pictured()
    seen = {id(study.source): text, id(study.before): text._replace(x=-text.x)}
    views = {}

    def reader() -> Dense:
        return Dense(lambda x, which: x[:, :1], 1, study.splits)

    def on_pictures(reader, chosen, evidence, truth, often):
        views[id(reader)] = chosen, evidence
        return torch.zeros(len(names))

    readers, never = {name: reader() for name in BESIDE}, reader()
    named = {n: replace(study.dictionary) for n in (WITH_PICTURES, *map(pictured, BESIDE[2:]))}
    dense = {id(one): reader() for one in named.values()}
    for name, value in {
        "named_often": lambda text, name: True,
        "pictures_without_words": lambda study: [],
        "seen_by": lambda source, shown: seen[id(source)],
        "best_ranking": lambda reader, evidence: evidence,
        "on_pictures": on_pictures,
        "only_of": lambda evidence, names: evidence,
        "thinned": lambda evidence: evidence,
        "from_labels": lambda text: never,
        "dense_dictionary": lambda one, splits: dense[id(one)],
    }.items():
        monkeypatch.setattr(image_claims, name, value)
    own = replace(study, dictionaries=named, dense={"dictionary": never, **readers})
    own.__dict__.update(before=study.before, even=(text, text))
    own.__dict__.update(even_before=(seen[id(study.before)],) * 2)
    image_claims.multimodal(own)
    with_pictures = ((name, dense[id(named[pictured(name)])]) for name in BESIDE[2:])
    for name, one in (*readers.items(), *with_pictures):
        expected = seen[id(study.before if name == UNTRAINED else study.source)]
        assert views[id(one)][0] is views[id(one)][1] is expected, name


def test_the_middle_of_the_neurons_is_what_they_are_on_average(study):
    about = study.stand_ins[NEURONS].dictionary.about
    torch.testing.assert_close(torch.tensor(about["mean"]), study.splits[0].neurons.mean(0))


def test_each_control_is_shortened_on_what_it_reads(study, monkeypatch):
    """Neurons on neurons, the model before its training on what that has."""
    seen = {}

    def noted(dictionary, evidence):
        seen[dictionary.d_in] = evidence.x
        return lengths(dictionary, evidence)

    monkeypatch.setattr(shrinkage_claims, "lengths", noted)
    shrinkage_claims.shrinkage(study)
    neurons = study.splits[1].neurons
    assert seen[neurons.shape[1]] is neurons


def test_as_many_readings_of_neurons_as_the_smallest_dictionary_has_features(study):
    """Each of them is two: one a sign."""
    few = replace(study, by_size={16: study.reading, 32: study.reading})
    ladder = few.ladders[NEURONS]
    assert len(ladder[16].choosing.maximum) == 16
    assert ladder[32] is study.readings[NEURONS]
