"""Laws of a finished dictionary and of the measures taken of it."""

import dataclasses
from pathlib import Path

import pytest
import torch

from sonde.core.artifact import Draft
from sonde.core.errors import SondeError
from sonde.dictionary import dictionary as module
from sonde.dictionary.dictionary import NAMES, Dictionary, from_tensors, scale_for
from sonde.dictionary.measures import Fidelity, measure
from sonde.dictionary.sparse import dense
from synthetic import (
    D_IN,
    SIZE,
    perfect_dictionary,
    random_dictionary,
    silent_dictionary,
)

BATCH = 17


@pytest.fixture
def x():
    return torch.randn(BATCH, D_IN, generator=torch.Generator().manual_seed(0))


@pytest.fixture
def dictionary():
    return random_dictionary()


def dense_codes(dictionary, x):
    """The formula of the module's docstring."""
    pre_codes = (x - dictionary.b_dec) @ dictionary.W_enc + dictionary.b_enc
    return torch.where(pre_codes > dictionary.threshold, pre_codes, 0.0)


def test_encoding_and_decoding_are_the_dense_formulas(dictionary, x):
    codes, expected = dictionary.encode(x), dense_codes(dictionary, x)
    assert 0 < len(codes.values) < BATCH * SIZE
    torch.testing.assert_close(dense(codes, BATCH, SIZE), expected)
    rebuilt = expected @ dictionary.W_dec + dictionary.b_dec
    torch.testing.assert_close(dictionary.decode(codes, BATCH), rebuilt)
    torch.testing.assert_close(dictionary.reconstruct(x), rebuilt)


@pytest.mark.parametrize("tile", [1, 5, 8, SIZE - 1, SIZE, SIZE + 1])
def test_tiles_change_nothing(dictionary, x, monkeypatch, tile):
    whole = dictionary.encode(x)
    monkeypatch.setattr(module, "TILE", tile)
    tiled = dictionary.encode(x)
    assert torch.equal(tiled.features, whole.features)
    assert torch.equal(tiled.rows, whole.rows)
    torch.testing.assert_close(tiled.values, whole.values)


@pytest.mark.parametrize("features", [[], [0], [7, 3, 19], list(range(SIZE)), [5, 5]])
def test_some_features_alone_have_the_same_codes(dictionary, x, features):
    found = dictionary.encode_some(x, torch.tensor(features, dtype=torch.int64))
    whole = dense(dictionary.encode(x), BATCH, SIZE)
    torch.testing.assert_close(found, whole[:, features])


def test_a_code_exactly_at_its_threshold_is_not_active():
    dictionary = dataclasses.replace(perfect_dictionary(2), threshold=torch.ones(4))
    x = torch.tensor([[1.0, 1.0001], [0.5, -1.0]])
    assert dictionary.encode(x).features.tolist() == [1]
    assert (dictionary.encode_some(x, torch.arange(4)) > 0).sum() == 1


@pytest.mark.parametrize("batch", [0, 1, BATCH])
def test_when_nothing_fires_the_reconstruction_is_the_bias(x, batch):
    mean = torch.arange(float(D_IN))
    dictionary = silent_dictionary(mean)
    x = x[:batch]
    assert len(dictionary.encode(x).values) == 0
    assert torch.equal(dictionary.reconstruct(x), mean.expand(batch, D_IN))


def test_other_precisions_are_read_as_they_are(dictionary, x):
    narrow = x.bfloat16()
    wide = dictionary.encode(narrow.float())
    found = dictionary.encode(narrow)
    assert all(torch.equal(one, other) for one, other in zip(found, wide, strict=True))
    some = dictionary.encode_some(narrow, torch.tensor([2]))
    assert torch.equal(some, dictionary.encode_some(narrow.float(), torch.tensor([2])))


def test_gradients_are_not_kept(dictionary, x):
    x.requires_grad_()
    assert not dictionary.reconstruct(x).requires_grad
    assert not dictionary.encode_some(x, torch.tensor([1])).requires_grad


def saved(dictionary, folder):
    draft = Draft.begin(folder, "train", {"k": 1})
    dictionary.save(draft.path / "dictionary.safetensors")
    return draft.finish({}, {"hook_point": "here"})


def test_it_comes_back_from_disk(dictionary, x, tmp_path):
    found = Dictionary.load(saved(dictionary, tmp_path / "out"))
    for name in NAMES:
        assert torch.equal(getattr(found, name), getattr(dictionary, name))
    assert found.about == {"hook_point": "here"}
    assert torch.equal(found.reconstruct(x), dictionary.reconstruct(x))
    assert found.W_enc.T.is_contiguous()
    moved = found.to(torch.device("cpu"))
    assert torch.equal(moved.W_enc, found.W_enc)
    assert moved.about == found.about


def test_a_damaged_file_is_refused(dictionary, tmp_path):
    artifact = saved(dictionary, tmp_path / "out")
    path = artifact.path / "dictionary.safetensors"
    content = bytearray(path.read_bytes())
    content[-3] ^= 1
    path.write_bytes(content)
    with pytest.raises(SondeError, match=r"dictionary\.safetensors is damaged.*sonde train"):
        Dictionary.load(artifact)


@pytest.mark.parametrize("name", NAMES)
def test_tensors_that_do_not_fit_each_other_are_named(dictionary, name):
    tensors = {key: getattr(dictionary, key) for key in NAMES}
    with pytest.raises(
        SondeError, match=r"somewhere: .* W_dec" if name != "W_dec" else "somewhere"
    ):
        from_tensors({**tensors, name: tensors[name][:-1]}, {}, Path("somewhere"))
    with pytest.raises(SondeError, match="somewhere"):
        from_tensors({**tensors, name: torch.tensor(1.0)}, {}, Path("somewhere"))
    for harm in (torch.nan, torch.inf):
        bad = tensors[name].clone()
        bad[-1] = harm
        with pytest.raises(SondeError, match=f"somewhere: {name} holds NaN"):
            from_tensors({**tensors, name: bad}, {}, Path("somewhere"))


def test_half_precision_weights_are_widened(dictionary):
    tensors = {key: getattr(dictionary, key).half() for key in NAMES}
    assert from_tensors(tensors, {}, Path("x")).W_dec.dtype == torch.float32


@pytest.mark.parametrize("mean_square", [0.0, -1.0, float("nan"), float("inf")])
def test_activations_without_length_cannot_be_scaled(mean_square):
    with pytest.raises(SondeError, match="harvest them again"):
        scale_for(mean_square, 4)
    assert scale_for(16.0, 4) == 0.5


def test_a_perfect_dictionary_explains_all_and_a_silent_one_nothing(x):
    perfect = measure(perfect_dictionary(D_IN), [x])
    assert perfect.explained_variance == pytest.approx(1)
    assert perfect.l0 == D_IN
    silent = measure(silent_dictionary(x.mean(0)), [x])
    assert silent.explained_variance == pytest.approx(0, abs=1e-6)
    assert (silent.l0, silent.dead_share) == (0, 1)


def test_measures_are_their_definitions_however_the_rows_are_split(dictionary, x):
    codes = dense_codes(dictionary, x)
    left = (x - codes @ dictionary.W_dec - dictionary.b_dec).square().sum()
    variance = (x - x.mean(0)).square().sum()
    for parts in ([x], list(x.split(5)), [x[:1], x[1:1], x[1:]]):
        found = measure(dictionary, parts)
        assert found.explained_variance == pytest.approx(float(1 - left / variance), rel=1e-5)
        assert found.l0 == pytest.approx(float((codes > 0).sum(1).float().mean()))
        assert found.dead_share == pytest.approx(float((codes == 0).all(0).float().mean()))
        assert torch.equal(found.fired, (codes > 0).sum(0))
        assert found.summary()["n_tokens"] == BATCH
        histogram = found.frequency_histogram()
        assert sum(histogram["features"]) + histogram["never"][0] == SIZE
        assert histogram["never"] == [float((codes == 0).all(0).sum())]


def test_the_histogram_counts_features_by_their_frequency():
    fidelity = Fidelity(2, 5)
    fidelity.moments.n = 1000
    fidelity.fired = torch.tensor([1000, 200, 150, 1, 0])
    histogram = fidelity.frequency_histogram()
    edges, counts = histogram["log10_edges"], histogram["features"]
    assert len(edges) == len(counts) + 1
    filled = {(low, high): n for low, high, n in zip(edges, edges[1:], counts, strict=False) if n}
    assert filled == {(-0.5, 0.0): 1, (-1.0, -0.5): 2, (-3.0, -2.5): 1}
    assert histogram["never"] == [1]


def test_no_tokens_have_no_measures_but_a_histogram():
    fidelity = Fidelity(2, 5)
    assert fidelity.l0 == 0
    assert fidelity.explained_variance != fidelity.explained_variance  # NaN
    assert sum(fidelity.frequency_histogram()["features"]) == 0
