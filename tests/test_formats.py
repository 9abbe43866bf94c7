"""Laws of conversion: another tool's formula and ours give the same numbers."""

import json
from dataclasses import replace
from pathlib import Path

import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st

from small_harvest import D_IN
from sonde.activations.shards import Shard, shard_name, write_shard
from sonde.cli.foreign import convert_anywhere
from sonde.core.artifact import Artifact, Draft
from sonde.core.errors import SondeError
from sonde.core.files import load_tensors, same_bytes, save_tensors
from sonde.dictionary.dictionary import NAMES, Dictionary
from sonde.dictionary.formats.convert import convert, load, read, save
from sonde.dictionary.formats.hub import model_card
from sonde.dictionary.formats.plain import (
    Plain,
    build,
    dictionary_of,
    plain_of,
    unit,
    with_centre,
)
from sonde.dictionary.formats.table import FORMATS, recognised
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
    metadata = settings["metadata"]
    assert metadata["sae_lens_version"] >= "6"  # an older one loses the rest when it is read
    assert metadata["hook_name"] == "blocks.3.hook_resid_post"
    assert metadata["model_name"] == "org/tiny"
    assert metadata["model_from_pretrained_kwargs"] == {}
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
    dictionary = load(folder)
    x = torch.randn(40, D_IN, generator=torch.Generator().manual_seed(seed))
    codes, x_hat = saelens_formula(settings, tensors, x)
    torch.testing.assert_close(dictionary.reconstruct(x), x_hat, rtol=1e-4, atol=1e-4)
    norms = tensors["W_dec"].norm(dim=-1)  # our codes are in the units of x
    found = dense(dictionary.encode(x), 40, dictionary.size)
    torch.testing.assert_close(found, codes * norms, rtol=1e-4, atol=1e-4)
    assert (found >= 0).all()
    torch.testing.assert_close(dictionary.W_dec.norm(dim=-1), torch.ones(12))


@pytest.mark.parametrize("metadata", [None, "x", [1], {"sonde": {"model": 3, "text": []}}])
def test_odd_metadata_does_no_harm(metadata, tmp_path):
    write_foreign(tmp_path / "sae", metadata=metadata)
    dictionary = load(tmp_path / "sae")
    for name in FORMATS:
        save(relu(dictionary), tmp_path / name, name)
    assert "not recorded" in model_card(plain_of(dictionary), "hf://me/it", "saelens")


@pytest.mark.parametrize("spelt", ["activation_fn", "activation_fn_str"])
@pytest.mark.parametrize("architecture", ["standard", "topk"])
def test_a_saelens_top_k_of_before_v6_is_top_k(spelt, architecture, tmp_path):
    old = {spelt: "topk", "activation_fn_kwargs": {"k": 3}, "architecture": architecture}
    place = {"hook_point": "blocks.3.hook_resid_post", "model_name": "org/tiny"}
    _, tensors = write_foreign(tmp_path / "sae", metadata=None, **old, **place)
    plain = read(tmp_path / "sae")
    assert plain.k == 3
    assert plain.about["hook_point"] == "layers.3.resid_post"
    assert plain.about["model"] == {"path": "org/tiny"}
    x = torch.randn(20, D_IN, generator=torch.Generator().manual_seed(1))
    h = (x - tensors["b_dec"]) @ tensors["W_enc"] + tensors["b_enc"]
    torch.testing.assert_close(plain.encode(x).sum(1), h.topk(3).values.relu().sum(1))


def test_half_precision_is_read_as_float32(tmp_path):
    _, tensors = write_foreign(tmp_path / "sae", unit=True)
    halves = {name: tensor.bfloat16() for name, tensor in tensors.items()}
    save_tensors(tmp_path / "sae" / "sae_weights.safetensors", halves)
    dictionary = load(tmp_path / "sae")
    assert {getattr(dictionary, name).dtype for name in NAMES} == {torch.float32}


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"architecture": "matching_pursuit"}, "only standard, jumprelu"),
        ({"architecture": "gated"}, r"\['b_gate', 'b_mag', 'r_mag'\] is needed"),
        ({"architecture": "topk", "k": 4}, "--activations"),
        ({"architecture": "topk"}, "k = None"),
        ({"normalize_activations": "layer_norm"}, "--format saelens"),
        ({"normalize_activations": "constant_norm_rescale"}, "each token of its own"),
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


def test_a_folder_that_lacks_a_file_is_guessed_by_what_most_of_it_is(tmp_path):
    """The weights of SAELens and of Llamascopium have one name; the configs tell them apart."""
    (tmp_path / "sae_weights.safetensors").write_bytes(b"")
    assert recognised(tmp_path) == "saelens"
    (tmp_path / "config.json").write_text("{}")
    assert recognised(tmp_path) == "llamascopium"
    with pytest.raises(SondeError, match="sae_type"):
        read(tmp_path)


@pytest.mark.parametrize(
    ("name", "place"),
    [
        ("layers.5", "layers.5"),
        ("h.3.mlp", "h.3.mlp"),
        ("model.layers.11", "model.layers.11"),
        ("mydownload", None),
        ("0a1b2c3d", None),
    ],
)
def test_a_folder_of_sparsify_is_named_by_a_hook_point_or_by_nothing(name, place, tmp_path):
    ours = replace(random_dictionary(D_IN, 24), about={"kind": "topk", "top_k": 4})
    assert load_place(save(ours, tmp_path / name, "sparsify")) == place


def load_place(folder: Path) -> object:
    return read(folder).about.get("hook_point")


def test_an_unknown_format_and_an_output_that_exists_are_refused(tmp_path):
    trained(tmp_path / "ours")
    with pytest.raises(SondeError, match="Did you mean 'saelens'"):
        convert(tmp_path / "ours", tmp_path / "out", "saelen")
    (tmp_path / "out").mkdir()
    with pytest.raises(SondeError, match="exists already"):
        convert(tmp_path / "ours", tmp_path / "out", "saelens")


def test_a_conversion_that_was_broken_off_can_be_given_again(tmp_path, monkeypatch):
    import sonde.dictionary.formats.saelens as saelens

    trained(tmp_path / "ours")
    with monkeypatch.context() as patch:
        patch.delattr(saelens, "write_bytes")
        with pytest.raises(NameError):
            convert(tmp_path / "ours", tmp_path / "theirs", "saelens")
    assert not (tmp_path / "theirs").exists()
    convert(tmp_path / "ours", tmp_path / "theirs", "saelens")
    assert load(tmp_path / "theirs").size == 24
    assert [path.name for path in tmp_path.glob("*.partial")] == []


# Ours into every format and back.


def relu(dictionary: Dictionary) -> Dictionary:
    return replace(dictionary, threshold=torch.zeros_like(dictionary.threshold))


def one_threshold(dictionary: Dictionary) -> Dictionary:
    return replace(dictionary, threshold=torch.full_like(dictionary.threshold, 0.25))


HELD = {  # what of ours each format holds: see docs/formats.md
    "saelens": [lambda d: d, one_threshold, relu],
    "sparsify": [relu],
    "dictionary_learning": [lambda d: d, one_threshold, relu],
    "gemma_scope": [lambda d: d, one_threshold, relu],
    "llama_scope": [one_threshold, relu],
    "llamascopium": [lambda d: d, one_threshold, relu],
    "openai": [relu],
}


@pytest.mark.parametrize("to", FORMATS)
@pytest.mark.parametrize("seed", [0, 1])
def test_from_ours_to_theirs_and_back_keeps_codes_and_reconstructions(to, seed, tmp_path):
    x = 2 * torch.randn(60, D_IN, generator=torch.Generator().manual_seed(seed))
    for number, change in enumerate(HELD[to]):
        ours = change(random_dictionary(D_IN, 24, seed))
        again = load(save(ours, tmp_path / str(number), to))
        codes, back = (dense(d.encode(x), 60, 24) for d in (ours, again))
        torch.testing.assert_close(back, codes, rtol=1e-5, atol=1e-5)
        assert ((codes > 0) == (back > 0)).all()
        torch.testing.assert_close(again.reconstruct(x), ours.reconstruct(x))
        for name in ("W_enc", "W_dec", "b_dec"):
            torch.testing.assert_close(getattr(again, name), getattr(ours, name))


@pytest.mark.parametrize("to", ["sparsify", "openai"])
def test_a_format_without_thresholds_says_so(to, tmp_path):
    with pytest.raises(SondeError, match="--format saelens"):
        save(random_dictionary(D_IN, 24), tmp_path / "out", to)
    assert not list(tmp_path.iterdir())


def test_a_chosen_k_writes_the_top_k_of_the_same_weights(tmp_path):
    trained(tmp_path / "ours")
    folder = convert(tmp_path / "ours", tmp_path / "theirs", "sparsify", k=4)
    settings = json.loads((folder / "cfg.json").read_text())
    assert (settings["k"], settings["num_latents"], settings["d_in"]) == (4, 24, D_IN)
    tensors = load_tensors(folder / "sae.safetensors")
    assert torch.equal(tensors["W_dec"], random_dictionary(D_IN, 24).W_dec)
    with pytest.raises(SondeError, match="outside 1"):
        convert(tmp_path / "ours", tmp_path / "more", "sparsify", k=25)


def test_measured_on_activations_top_k_becomes_the_threshold_of_equal_l0(tmp_path):
    generator = torch.Generator().manual_seed(0)
    trained(tmp_path / "ours")
    folder = convert(tmp_path / "ours", tmp_path / "theirs", "sparsify", k=4)
    batches = [torch.randn(256, D_IN, generator=generator) for _ in range(8)]
    path = convert(folder, tmp_path / "back", batches=batches)
    dictionary = Dictionary.load(Artifact.open(path, "train"))
    x = torch.randn(2000, D_IN, generator=generator)
    l0 = len(dictionary.encode(x).values) / 2000
    assert 3.6 < l0 < 4.4
    assert dictionary.about["top_k"] == 4
    assert len(dictionary.threshold.unique()) == 1  # directions are unit here
    with pytest.raises(SondeError, match="d_in 5, the dictionary 16"):
        convert(folder, tmp_path / "other", batches=[torch.zeros(3, 5)])
    with pytest.raises(SondeError, match="leave out --activations"):
        convert(tmp_path / "ours", tmp_path / "other", batches=batches)


def harvested(folder: Path, n: int = 5000) -> Path:
    """Activations as `sonde harvest` leaves them, of random vectors."""
    x = torch.randn(n, D_IN, generator=torch.Generator().manual_seed(2))
    numbers = torch.arange(n)
    draft = Draft.begin(folder, "harvest", {})
    shard = Shard(x, numbers, numbers.clone(), torch.ones(n, dtype=torch.bool))
    write_shard(draft.path / shard_name(0), shard)
    about = {"shards": [shard_name(0)], "n_rows": [n], "d_in": D_IN}
    about |= {"mean": x.mean(0).tolist(), "mean_square": float(x.square().sum(1).mean())}
    return draft.finish({}, about).path


def test_the_command_measures_on_harvested_activations(tmp_path):
    trained(tmp_path / "ours")
    there, back = str(tmp_path / "theirs"), str(tmp_path / "back")
    assert convert_anywhere(str(tmp_path / "ours"), there, "sparsify", k=4) == there
    with pytest.raises(SondeError, match="--activations"):
        convert_anywhere(there, back)
    assert convert_anywhere(there, back, activations=harvested(tmp_path / "acts")) == back
    dictionary = Dictionary.load(Artifact.open(back, "train"))
    x = torch.randn(2000, D_IN, generator=torch.Generator().manual_seed(3))
    assert 3.6 < len(dictionary.encode(x).values) / 2000 < 4.4


@pytest.mark.parametrize("to", FORMATS)
def test_a_failed_write_leaves_nothing_and_can_be_given_again(to, tmp_path, monkeypatch):
    ours = relu(random_dictionary(D_IN, 24))

    def fail(*_: object) -> None:
        raise OSError(28, "No space left on device")

    row = FORMATS[to]
    monkeypatch.setitem(FORMATS, to, row._replace(write=lambda *a: (row.write(*a), fail())))
    with pytest.raises(SondeError, match="disk is full"):
        save(ours, tmp_path / "out", to)
    assert not list(tmp_path.iterdir())
    monkeypatch.setitem(FORMATS, to, row)
    assert load(save(ours, tmp_path / "out", to)).size == 24
    with pytest.raises(SondeError, match="exists already"):
        save(ours, tmp_path / "out", to)


def test_strictly_above_the_threshold_is_active_and_below_zero_relu_decides():
    eye = torch.eye(4)
    threshold = torch.tensor([1.0, 0.5, -2.0, 0.0])
    tensors = {"W_enc": eye, "b_enc": torch.zeros(4), "W_dec": eye, "b_dec": torch.zeros(4)}
    plain = Plain(**tensors, threshold=threshold)
    x = torch.tensor([[1.0, 1.0, -1.0, 0.0], [1.5, 0.5, 0.25, 2.0]])
    want = torch.tensor([[0.0, 1.0, 0.0, 0.0], [1.5, 0.0, 0.25, 2.0]])
    assert torch.equal(plain.encode(x), want)
    assert torch.equal(dense(dictionary_of(plain, Path("x")).encode(x), 2, 4), want)


def test_every_format_is_documented_and_named_in_help():
    root = Path(__file__).parent.parent
    page = (root / "docs" / "formats.md").read_text()
    verbs = (root / "src/sonde/cli/verbs.py").read_text()
    for name, row in FORMATS.items():
        assert f"| `{name}`" in page
        assert all(f"`{file}`" in page for file in row.files if name != "openai")
        assert name in verbs


@settings(deadline=None, max_examples=30)
@given(
    seed=st.integers(0, 1000),
    centred=st.booleans(),
    k=st.none() | st.integers(1, 11),
    jumps=st.booleans(),
    layer_norm=st.booleans(),
)
def test_centring_changes_no_number_and_unit_directions_only_what_top_k_ranks(
    seed, centred, k, jumps, layer_norm
):
    generator = torch.Generator().manual_seed(seed)
    tensors = {
        "W_enc": torch.randn(D_IN, 12, generator=generator) / 4,
        "b_enc": torch.randn(12, generator=generator),
        "W_dec": torch.randn(12, D_IN, generator=generator),
        "b_dec": torch.randn(D_IN, generator=generator),
    }
    if jumps:
        tensors["threshold"] = torch.randn(12, generator=generator)
    plain = build(tensors, Path("x"), k=k, centred=centred, layer_norm=layer_norm)
    x = torch.randn(20, D_IN, generator=generator)
    near = {"rtol": 1e-3, "atol": 1e-4}
    moved = with_centre(plain, not centred)
    torch.testing.assert_close(moved.encode(x), plain.encode(x), **near)
    torch.testing.assert_close(moved.reconstruct(x), plain.reconstruct(x), **near)
    scaled = unit(plain)
    torch.testing.assert_close(scaled.W_dec.norm(dim=1), torch.ones(12))
    if k is None:
        torch.testing.assert_close(scaled.reconstruct(x), plain.reconstruct(x), **near)
    else:
        ranked = (plain.pre_codes(x) * plain.W_dec.norm(dim=1)).relu().topk(k).values.sum(1)
        torch.testing.assert_close(scaled.encode(x).sum(1), ranked, **near)
