"""Dictionaries of several hook points in a running model: read whole, put in at one place."""

from contextlib import ExitStack
from functools import partial
from pathlib import Path

import pytest
import torch

import sonde.interventions.splice as splice_module
from sonde.activations.source import Place, source_at
from sonde.core.errors import SondeError
from sonde.dictionary.dictionary import Dictionary, from_tensors
from sonde.interventions.attribution import attributions
from sonde.interventions.config import SteerConfig
from sonde.interventions.edits import Edit, apply_edits, apply_edits_slowly, edit_table
from sonde.interventions.evaluate import Losses
from sonde.interventions.splice import spliced_among
from sonde.interventions.steer import prompt_tokens, steer
from sonde.model.config import ModelConfig
from sonde.model.forward import generate
from sonde.model.hook_points import IN_TURN, HookPoint
from sonde.model.hooks import read, replace
from sonde.model.loading import load
from sonde.text.config import TextConfig
from synthetic import perfect_dictionary, random_dictionary
from tiny_models import n_hooks, tiny_checkpoint

D, SIZE, N_TOKENS = 32, 96, 10
MAXIMA = dict.fromkeys(range(SIZE), 4.0)
PROMPT = "Once upon a time"
MLP = ["layers.1.mlp_in", "layers.1.mlp_out"]
LAYERS = ["layers.0.resid_post", "layers.1.mlp_out", "layers.2.resid_pre"]


@pytest.fixture(scope="module")
def models(tmp_path_factory):
    """Two models of other weights and the same tokens."""
    folder = tmp_path_factory.mktemp("models")
    found = []
    for seed in (0, 1):
        path = tiny_checkpoint(folder / str(seed), "llama", n_layers=3, d_model=D, seed=seed)
        found.append(load(ModelConfig(path=str(path), dtype="float32", device="cpu")))
    return found


def source_of(models, names, limit=float("inf")):
    """`1:layers.0.resid_post` is a hook point of the second model."""
    pairs = [name.split(":") if ":" in name else ("0", name) for name in names]
    places = [Place(models[int(n)], models[0].hook_point(name), limit) for n, name in pairs]
    return source_at(places, TextConfig(sources=("nowhere",)), "train", 2)


def transcoder(seed=3, skip=True):
    one = random_dictionary(D, SIZE, seed)
    generator = torch.Generator().manual_seed(seed)
    more = {"b_in": 0.1 * torch.randn(D, generator=generator)}
    if skip:
        more["W_skip"] = torch.randn(D, D, generator=generator) / D**0.5
    return from_tensors({**one.tensors(), **more}, {}, Path("transcoder"))


def crosscoder(n_parts, seed=3):
    one = random_dictionary(n_parts * D, SIZE, seed)
    about = {"widths": [D] * n_parts, "scale": [1.0] * n_parts}
    return from_tensors(one.tensors(), about, Path("crosscoder"))


CASES = {
    "transcoder": (MLP, transcoder()),
    "backward": (MLP[::-1], transcoder()),  # reads what comes after what it rebuilds
    "crosscoder": (LAYERS, crosscoder(3)),
    "two models": (["layers.1.resid_post", "1:layers.1.resid_post"], crosscoder(2)),
    "across": (["1:layers.2.resid_post", "layers.0.attn_out"], transcoder(skip=False)),
}


@pytest.fixture(params=CASES)
def case(request, models):
    names, dictionary = CASES[request.param]
    return source_of(models, names), dictionary


@pytest.fixture
def tokens():
    tokens = torch.randint(3, 259, (2, 9), generator=torch.Generator().manual_seed(1))
    tokens[:, 0] = 0  # BOS
    tokens[1, 6] = 1  # EOS in the middle
    return tokens


def logits(source, number, tokens, change=None):
    module = source.places[number].model.module
    if change is None:
        with torch.no_grad():
            return module(tokens).logits
    with spliced_among(source, number, change), torch.no_grad():
        return module(tokens).logits


def test_it_rebuilds_the_last_columns(models):
    source = source_of(models, MLP)
    assert source.rebuilt(transcoder().d_out) == [1]
    assert source.number_of(None, D) == 1
    three = source_of(models, LAYERS)
    assert three.rebuilt(3 * D) == [0, 1, 2]
    assert three.number_of(None, 3 * D) == 2
    assert three.number_of(LAYERS[0], 3 * D) == 0
    with pytest.raises(SondeError, match=r"rebuilds layers\.1\.mlp_out.*mean"):
        source.number_of("layers.1.mlp_iin", D)
    two = source_of(models, ["layers.0.mlp_out", "1:layers.0.mlp_out"])
    assert two.names == ["layers.0.mlp_out", "other:layers.0.mlp_out"]
    assert two.number_of("other:layers.0.mlp_out", 2 * D) == 1


def test_a_splice_of_the_reconstruction_with_the_error_is_the_identity(case, tokens):
    source, dictionary = case
    for number in source.rebuilt(dictionary.d_out):
        columns = source.columns[number]
        here = dictionary.decoder_columns(source.d_in, columns)

        def change(x, keep, columns=columns, here=here):
            x_hat = dictionary.reconstruct(dictionary.given(x.flatten(0, 1)))[:, here]
            x_hat = x_hat.view(*keep.shape, -1)
            return x_hat + (x[..., columns] - x_hat)

        before = logits(source, number, tokens)
        torch.testing.assert_close(
            logits(source, number, tokens, change), before, rtol=0, atol=1e-4
        )
        nothing = change_by(dictionary, [[Edit(f, "add", 0.0) for f in range(SIZE)]] * 2, columns)
        torch.testing.assert_close(
            logits(source, number, tokens, nothing), before, rtol=0, atol=1e-4
        )
        lost = logits(source, number, tokens, lambda x, keep, c=columns: 0 * x[..., c])
        assert (lost - before).abs().max() > 1e-2


def change_by(dictionary, rows, columns, function=apply_edits):
    table = edit_table(rows, MAXIMA, SIZE)
    return lambda x, keep: function(dictionary, table, x, keep, columns)


def test_what_it_reads_is_what_is_harvested_though_the_model_is_changed(case, tokens):
    """In one forward, and token by token with a cache: what comes later than the place, and what
    another model says, is that of the unchanged models on these tokens."""
    source, dictionary = case
    expected = torch.cat(source.read(tokens), -1)
    for number in source.rebuilt(dictionary.d_out):
        seen = []

        def change(x, keep, seen=seen, columns=source.columns[number]):
            seen.append((x.clone(), keep))
            return x[..., columns] + 1

        with spliced_among(source, number, change), torch.no_grad():
            module = source.places[number].model.module
            module(tokens)
            output = module(tokens[:, :4], use_cache=True)
            for position in range(4, tokens.shape[1]):
                one = tokens[:, position : position + 1]
                output = module(one, past_key_values=output.past_key_values)
            module(tokens[:, :3])  # another text begins
        for x, keep in (seen[0], [torch.cat(part, 1) for part in zip(*seen[1:-1], strict=True)]):
            torch.testing.assert_close(x, expected, rtol=1e-4, atol=1e-5)
            assert torch.equal(keep, ~torch.isin(tokens, torch.tensor([0, 1, 2])))
        torch.testing.assert_close(seen[-1][0], expected[:, :3], rtol=1e-4, atol=1e-5)


def test_a_run_ahead_is_made_only_where_something_is_not_known_yet(models, tokens):
    def n_models(names, number):
        return len(splice_module.late_models(source_of(models, names), number))

    assert n_models(MLP, 1) == 0
    assert n_models(MLP[::-1], 1) == 1
    assert [n_models(LAYERS, number) for number in range(3)] == [1, 1, 0]
    two = ["layers.1.mlp_out", "1:layers.0.mlp_out"]
    assert [n_models(two, number) for number in range(2)] == [1, 1]
    assert n_models([*LAYERS[:2], two[1]], 0) == 2


def test_places_run_in_the_order_of_their_turns(models, tokens):
    order = []
    places = [HookPoint(layer, place) for layer in (1, 0) for place in IN_TURN]
    with torch.no_grad(), ExitStack() as stack:
        for place in places:
            note = partial(lambda place, x: order.append(place), place)
            stack.enter_context(replace(models[0], place, note))
        models[0].module(tokens)
    assert sorted(places, key=lambda place: place.turn) == sorted(
        places, key=lambda place: order.index(place)
    )


def test_a_token_masked_at_one_hook_point_is_left_alone(models, tokens):
    source = source_of(models, MLP)
    x = torch.cat(source.read(tokens), -1)
    limits = [float(x[..., c].norm(dim=-1).median()) for c in source.columns]
    places = [p._replace(norm_limit=limit) for p, limit in zip(source.places, limits, strict=True)]
    source = source_at(places, source.text, "train", 2)
    expected = source.kept(tokens, source.read(tokens))
    alone = [
        source_at([place], source.text, "train", 2).kept(tokens, [x[..., c]])
        for place, c in zip(places, source.columns, strict=True)
    ]
    assert torch.equal(expected, alone[0] & alone[1])
    assert not torch.equal(expected, alone[1])
    changed = {}

    def change(x, keep):
        new = change_by(transcoder(), [[Edit(5, "add", 3.0)]] * 2, source.columns[1])(x, keep)
        changed["rows"] = (new != x[..., source.columns[1]]).any(-1)
        return new

    logits(source, 1, tokens, change)
    assert torch.equal(changed["rows"], expected)


@pytest.mark.parametrize("name", CASES)
def test_edits_equal_their_slow_twin(models, tokens, name):
    source, dictionary = source_of(models, CASES[name][0]), CASES[name][1]
    x = torch.cat(source.read(tokens), -1)
    keep = source.kept(tokens, source.read(tokens))
    rows = [[Edit(5, "clamp", 2.0), Edit(9, "add", -1.0)], [Edit(n, "ablate") for n in range(60)]]
    for number in source.rebuilt(dictionary.d_out):
        columns = source.columns[number]
        fast, slow = (
            change_by(dictionary, rows, columns, function)(x, keep)
            for function in (apply_edits, apply_edits_slowly)
        )
        torch.testing.assert_close(fast, slow, rtol=1e-4, atol=1e-4)
        assert torch.equal(fast[~keep], x[~keep][:, columns])
        assert (fast[keep] != x[keep][:, columns]).any(-1).all()


def test_predicted_change_is_the_measured_one(case, tokens):
    """Adding a feature moves the place by its part of the decoder direction, and no other."""
    source, dictionary = case
    for number in source.rebuilt(dictionary.d_out):
        place, columns = source.places[number], source.columns[number]
        with read(place.model, place.hook_point) as plain, torch.no_grad():
            place.model.module(tokens)
        change = change_by(dictionary, [[Edit(5, "add", 1.0)], []], columns)
        with (
            spliced_among(source, number, change),
            read(place.model, place.hook_point) as moved,
            torch.no_grad(),
        ):
            place.model.module(tokens)
        direction = dictionary.W_dec[5, dictionary.decoder_columns(source.d_in, columns)]
        keep = ~torch.isin(tokens, torch.tensor([0, 1, 2]))
        expected = 4.0 * direction * keep[..., None]
        expected[1] = 0
        torch.testing.assert_close(moved.x - plain.x, expected, rtol=1e-4, atol=1e-5)


def test_nothing_is_left_in_the_models(case, tokens, models):
    source, dictionary = case
    number, hooks = source.rebuilt(dictionary.d_out)[0], [n_hooks(model) for model in models]
    with pytest.raises(ZeroDivisionError):
        logits(source, number, tokens, lambda x, keep: 1 / 0)
    assert [n_hooks(model) for model in models] == hooks


STRONG = [Edit(5, "clamp", 20.0), Edit(7, "add", -10.0)]


def test_steered_text_is_that_of_one_forward_and_the_default_that_of_the_model(case):
    """Edits under generation with a cache are those of one forward over the whole text."""
    source, dictionary = case
    settings = SteerConfig(n_tokens=N_TOKENS, temperature=0.0)
    for number in source.rebuilt(dictionary.d_out):
        place = source.places[number]
        tokens = prompt_tokens(source, PROMPT)
        found = steer(source, dictionary, STRONG, MAXIMA, PROMPT, settings, source.names[number])
        plain = [int(step[0]) for step in generate(place.model, tokens, N_TOKENS)]
        assert found.default == place.model.tokenizer.decode(plain)
        assert found.steered != found.default
        change = change_by(dictionary, [STRONG], source.columns[number])
        with spliced_among(source, number, change):
            new = [int(step[0]) for step in generate(place.model, tokens, N_TOKENS)]
            with torch.no_grad():
                whole = place.model.module(torch.tensor([tokens + new])).logits[0]
        assert whole.argmax(-1)[len(tokens) - 1 : -1].tolist() == new
        assert found.steered == place.model.tokenizer.decode(new)


def test_edits_of_nothing_leave_the_text(case):
    source, dictionary = case
    settings = SteerConfig(n_tokens=N_TOKENS, temperature=0.0)
    found = steer(source, dictionary, [Edit(5, "add", 0.0)], MAXIMA, PROMPT, settings)
    assert found.steered == found.default


# --- loss recovered


def same_activations(models):
    """What leaves layer 0 is what enters layer 1, so the one can be the other's reconstruction."""
    return source_of(models, ["layers.0.resid_post", "layers.1.resid_pre"])


def measured(source, dictionary, tokens, mean, number):
    losses = Losses(source, dictionary, mean, number)
    keep = source.kept(tokens, source.read(tokens))
    losses.add(tokens, keep, torch.zeros_like(tokens))
    return losses


def mean_of(source, tokens):
    rows = torch.cat(source.read(tokens), -1)
    return rows[source.kept(tokens, source.read(tokens))].mean(0)


def test_a_perfect_transcoder_recovers_the_loss_and_the_mean_does_not(models, tokens):
    silent = {**transcoder().tensors(), "threshold": torch.full((SIZE,), 1e30)}
    eye = {"b_in": torch.zeros(D), "b_dec": torch.zeros(D), "W_skip": torch.eye(D)}
    perfect = from_tensors({**silent, **eye}, {}, Path("perfect"))
    source = same_activations(models)
    found = measured(source, perfect, tokens, mean_of(source, tokens), 1)
    assert found.recovered == pytest.approx(1, abs=1e-3)
    assert found.sums["spliced"] == pytest.approx(found.sums["model"], abs=1e-4)
    assert abs(found.sums["ablated"] - found.sums["model"]) > 1e-3
    source = source_of(models, MLP)
    mean = mean_of(source, tokens)
    nothing = {**silent, **eye, "W_skip": torch.zeros(D, D), "b_dec": mean[D:]}
    found = measured(source, from_tensors(nothing, {}, Path("mean")), tokens, mean, 1)
    assert found.sums["spliced"] == pytest.approx(found.sums["ablated"], abs=1e-4)


def test_a_perfect_crosscoder_recovers_the_loss_at_each_hook_point(models, tokens):
    source = source_of(models, ["layers.1.resid_post", "layers.0.mlp_out", "1:layers.1.mlp_out"])
    about = {"widths": [D] * 3}
    perfect = from_tensors(perfect_dictionary(3 * D).tensors(), about, Path("perfect"))
    plain = set()
    for number in range(3):
        found = measured(source, perfect, tokens, mean_of(source, tokens), number)
        assert found.sums["spliced"] == pytest.approx(found.sums["model"], abs=1e-3)
        assert abs(found.sums["ablated"] - found.sums["model"]) > 1e-3
        plain.add(round(found.sums["model"], 3))
    assert len(plain) == 2  # two of one model, one of the other


def test_attribution_says_that_it_is_of_one_hook_point(models, tokens):
    source = source_of(models, MLP)
    with pytest.raises(SondeError, match="Attribution is of one hook point"):
        attributions(source, transcoder(), tokens, lambda logits: logits[:, -1, 0])


def test_parts_that_are_only_read_are_not_edited():
    with pytest.raises(AssertionError, match="read and not rebuilt"):
        transcoder().decoder_columns(2 * D, slice(0, D))
    one: Dictionary = random_dictionary(D, SIZE)
    assert one.decoder_columns(D, slice(None)) == slice(0, D)
