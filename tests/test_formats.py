"""Laws of conversion: another tool's formula and ours give the same numbers."""

import json
from pathlib import Path

import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st

from small_harvest import D_IN
from sonde.core.artifact import Artifact, Draft
from sonde.core.errors import SondeError
from sonde.core.files import load_tensors, same_bytes, save_tensors
from sonde.dictionary.dictionary import NAMES, Dictionary
from sonde.dictionary.formats import convert, read_saelens
from sonde.dictionary.sparse import dense
from synthetic import random_dictionary

ABOUT = {
    "model": {"path": "org/tiny"},
    "hook_point": "layers.3.resid_post",
    "text": {"context_length": 64},
}


def trained(folder: Path) -> Artifact:
    draft = Draft.begin(folder, "train", {})
    random_dictionary(D_IN, 24).save(draft.path / "dictionary.safetensors")
    return draft.finish({}, ABOUT)


def saelens_formula(settings: dict, tensors: dict, x: torch.Tensor):
    """training-peers: dtype, x - b_dec where the flag says so, activation, decode (SAELens v6)."""
    centred = x - tensors["b_dec"] if settings["apply_b_dec_to_input"] else x
    h = centred @ tensors["W_enc"] + tensors["b_enc"]
    codes = h.relu() * (h > tensors["threshold"]) if "threshold" in tensors else h.relu()
    return codes, codes @ tensors["W_dec"] + tensors["b_dec"]


def write_foreign(folder: Path, seed: int = 0, unit: bool = False, **changes: object):
    """A folder as SAELens writes it, with a decoder of any length; gives settings and tensors."""
    generator = torch.Generator().manual_seed(seed)
    size = 12
    tensors = {
        "W_enc": torch.randn(D_IN, size, generator=generator) / 4,
        "b_enc": torch.randn(size, generator=generator) / 2,
        "W_dec": torch.randn(size, D_IN, generator=generator),
        "b_dec": torch.randn(D_IN, generator=generator),
    }
    if unit:
        tensors["W_dec"] /= tensors["W_dec"].norm(dim=-1, keepdim=True)
    settings = {
        "d_in": D_IN,
        "d_sae": size,
        "dtype": "float32",
        "device": "cpu",
        "apply_b_dec_to_input": True,
        "normalize_activations": "none",
        "reshape_activations": "none",
        "metadata": {"hook_name": "blocks.3.hook_resid_post"},
        "architecture": "standard",
        **changes,
    }
    if settings["architecture"] == "jumprelu":
        tensors["threshold"] = torch.randn(size, generator=generator)
    folder.mkdir()
    save_tensors(folder / "sae_weights.safetensors", tensors)
    (folder / "cfg.json").write_text(json.dumps(settings))
    return settings, tensors


def test_there_and_back_is_exact(tmp_path):
    before = Dictionary.load(trained(tmp_path / "ours"))
    convert(tmp_path / "ours", tmp_path / "theirs", "saelens")
    convert(tmp_path / "theirs", tmp_path / "back", "sonde")
    after = Dictionary.load(Artifact.open(tmp_path / "back", "train"))
    for name in NAMES:
        assert same_bytes(getattr(after, name), getattr(before, name)), name
    assert after.about["hook_point"] == ABOUT["hook_point"]
    assert after.about["d_in"] == D_IN


def test_a_foreign_folder_cannot_name_a_module_to_import(tmp_path):
    convert(Path(trained(tmp_path / "ours").path), tmp_path / "theirs", "saelens")
    settings = json.loads((tmp_path / "theirs/cfg.json").read_text())
    settings["metadata"]["sonde"]["model"] = {"path": "m", "plugin": "antigravity"}
    (tmp_path / "theirs/cfg.json").write_text(json.dumps(settings))
    convert(tmp_path / "theirs", tmp_path / "back", "sonde")
    about = Artifact.open(tmp_path / "back", "train").manifest.about
    assert about["model"] == {"path": "m"}


def test_what_is_written_gives_the_same_numbers_by_their_formula(tmp_path):
    dictionary = Dictionary.load(trained(tmp_path / "ours"))
    folder = convert(tmp_path / "ours", tmp_path / "theirs", "saelens")
    settings = json.loads((folder / "cfg.json").read_text())
    assert sorted(path.name for path in folder.iterdir()) == ["cfg.json", "sae_weights.safetensors"]
    assert settings["metadata"]["hook_name"] == ABOUT["hook_point"]
    assert settings["metadata"]["model_name"] == "org/tiny"
    tensors = load_tensors(folder / "sae_weights.safetensors")
    x = torch.randn(50, D_IN, generator=torch.Generator().manual_seed(1))
    codes, x_hat = saelens_formula(settings, tensors, x)
    assert (codes > 0).any()
    torch.testing.assert_close(codes, dense(dictionary.encode(x), 50, dictionary.size))
    torch.testing.assert_close(x_hat, dictionary.reconstruct(x))


@settings(deadline=None, max_examples=25)
@given(
    seed=st.integers(0, 1000),
    centred=st.booleans(),
    unit=st.booleans(),
    architecture=st.sampled_from(["standard", "jumprelu"]),
)
def test_what_is_read_reconstructs_as_theirs(tmp_path_factory, seed, centred, unit, architecture):
    folder = tmp_path_factory.mktemp("foreign") / "sae"
    changes = {"apply_b_dec_to_input": centred, "architecture": architecture}
    settings, tensors = write_foreign(folder, seed, unit, **changes)
    dictionary = read_saelens(folder)
    x = torch.randn(40, D_IN, generator=torch.Generator().manual_seed(seed))
    codes, x_hat = saelens_formula(settings, tensors, x)
    torch.testing.assert_close(dictionary.reconstruct(x), x_hat, rtol=1e-4, atol=1e-4)
    norms = tensors["W_dec"].norm(dim=-1)  # our codes are in the units of x
    found = dense(dictionary.encode(x), 40, dictionary.size)
    torch.testing.assert_close(found, codes * norms, rtol=1e-4, atol=1e-4)
    assert (found >= 0).all()
    torch.testing.assert_close(dictionary.W_dec.norm(dim=-1), torch.ones(12))


def test_half_precision_is_read_as_float32(tmp_path):
    _, tensors = write_foreign(tmp_path / "sae", unit=True)
    halves = {name: tensor.bfloat16() for name, tensor in tensors.items()}
    save_tensors(tmp_path / "sae" / "sae_weights.safetensors", halves)
    dictionary = read_saelens(tmp_path / "sae")
    assert {getattr(dictionary, name).dtype for name in NAMES} == {torch.float32}


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"architecture": "gated"}, "only jumprelu and standard"),
        ({"architecture": "topk", "k": 4}, "only jumprelu and standard"),
        ({"normalize_activations": "layer_norm"}, "normalises its input"),
    ],
)
def test_what_our_form_cannot_express_is_refused(tmp_path, changes, message):
    write_foreign(tmp_path / "sae", **changes)
    with pytest.raises(SondeError, match=message):
        convert(tmp_path / "sae", tmp_path / "out", "sonde")
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize(
    ("harm", "message"),
    [
        (lambda f: (f / "cfg.json").unlink(), r"cfg\.json is missing"),
        (lambda f: (f / "cfg.json").write_text("{"), "not valid JSON"),
        (lambda f: (f / "sae_weights.safetensors").unlink(), r"safetensors is missing"),
        (lambda f: torch.save({}, f / "sae_weights.safetensors"), "pickle"),
        (lambda f: (f / "sae_weights.safetensors").write_bytes(b"x" * 90), "damaged"),
        (
            lambda f: save_tensors(f / "sae_weights.safetensors", {"W_enc": torch.ones(2, 2)}),
            "b_enc",
        ),
    ],
)
def test_a_damaged_or_pickled_file_is_named(tmp_path, harm, message):
    write_foreign(tmp_path / "sae")
    harm(tmp_path / "sae")
    with pytest.raises(SondeError, match=message):
        convert(tmp_path / "sae", tmp_path / "out", "sonde")
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("to", ["sonde", "saelens"])
@pytest.mark.parametrize("name", ["ae.pt", "sae.safetensors"])
def test_a_pickle_is_refused_whatever_its_name(tmp_path, to, name):
    torch.save({"W_enc": torch.ones(2, 2)}, tmp_path / name)
    with pytest.raises(SondeError, match="pickle"):
        convert(tmp_path / name, tmp_path / "out", to)


def test_an_unknown_format_and_an_output_that_exists_are_refused(tmp_path):
    trained(tmp_path / "ours")
    with pytest.raises(SondeError, match="Did you mean 'saelens'"):
        convert(tmp_path / "ours", tmp_path / "out", "saelen")
    (tmp_path / "out").mkdir()
    with pytest.raises(SondeError, match="exists already"):
        convert(tmp_path / "ours", tmp_path / "out", "saelens")


def test_a_conversion_that_was_broken_off_can_be_given_again(tmp_path, monkeypatch):
    import sonde.dictionary.formats as formats

    trained(tmp_path / "ours")
    with monkeypatch.context() as patch:
        patch.delattr(formats, "write_bytes")
        with pytest.raises(NameError):
            convert(tmp_path / "ours", tmp_path / "theirs", "saelens")
    assert not (tmp_path / "theirs").exists()
    convert(tmp_path / "ours", tmp_path / "theirs", "saelens")
    assert read_saelens(tmp_path / "theirs").size == 24
    assert [path.name for path in tmp_path.glob("*.partial")] == []
