"""Top-k in the formats that know it, and what SAELens, SAEBench and Neuronpedia expect."""

import json
import sys
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import pytest
import torch

from small_harvest import D_IN
from sonde.core.errors import SondeError
from sonde.core.files import load_tensors
from sonde.dictionary.dictionary import Dictionary
from sonde.dictionary.formats import places
from sonde.dictionary.formats.convert import load, read, save, write
from sonde.dictionary.formats.plain import dictionary_of, plain_of, top_k_of, with_threshold
from sonde.dictionary.formats.saelens import WEIGHTS
from sonde.dictionary.kernels.reference import keep_strongest
from sonde.dictionary.sparse import dense
from sonde.dictionary.training import Trainer
from synthetic import SyntheticBatches, random_dictionary, train_config

ABOUT = {"model": {"path": "org/tiny"}, "hook_point": "layers.3.resid_post"}
TOP_K = ["saelens", "sparsify", "dictionary_learning", "llama_scope", "llamascopium"]


def trained_top_k(k: int = 4) -> Dictionary:
    """As `sonde train --kind topk` exports: one threshold stands in for k."""
    ours = random_dictionary(D_IN, 24)
    threshold = torch.full_like(ours.threshold, 0.25)
    return replace(ours, threshold=threshold, about={**ABOUT, "kind": "topk", "top_k": k})


@pytest.mark.parametrize("to", TOP_K)
def test_top_k_is_written_as_top_k_where_that_can_be_said(to, tmp_path):
    x = 2 * torch.randn(60, D_IN, generator=torch.Generator().manual_seed(3))
    ours = trained_top_k()
    found = read(save(ours, tmp_path / to, to))
    pre_codes = (x - ours.b_dec) @ ours.W_enc + ours.b_enc
    codes = keep_strongest(pre_codes, 4)
    assert found.k == 4
    torch.testing.assert_close(found.encode(x), codes, rtol=1e-5, atol=1e-5)
    assert not torch.allclose(codes, dense(ours.encode(x), 60, 24))  # the threshold's are others


@pytest.mark.parametrize("to", ["saelens", "dictionary_learning"])
def test_the_threshold_that_stands_in_for_k_comes_back(to, tmp_path):
    ours = trained_top_k()
    again = load(save(ours, tmp_path / to, to))
    torch.testing.assert_close(again.threshold, ours.threshold)
    assert again.about["top_k"] == 4
    assert "threshold_for_top_k" not in again.about


def test_what_was_written_with_thresholds_stays_so(tmp_path):
    """As a JumpReLU of SAELens, on to ours, and back: nothing makes it a top-k again."""
    batches = [torch.randn(64, D_IN, generator=torch.Generator().manual_seed(4))]
    jumping = with_threshold(plain_of(trained_top_k()), batches)
    write(jumping, tmp_path / "one", "saelens", tmp_path)
    settings = json.loads((tmp_path / "one" / "cfg.json").read_text())
    assert settings["architecture"] == "jumprelu"
    assert "top_k" not in settings["metadata"]["sonde"]
    ours = load(tmp_path / "one")
    assert "top_k" not in ours.about
    found = read(save(ours, tmp_path / "two", "saelens"))
    assert found.k is None
    assert torch.equal(found.threshold, jumping.threshold)
    relu = top_k_of(plain_of(trained_top_k()), 24)
    assert "top_k" not in dictionary_of(relu, tmp_path).about
    all_of_them = write(relu, tmp_path / "relu", "saelens", tmp_path)
    assert read(all_of_them).k is None
    assert plain_of(load(all_of_them)).k is None


@pytest.mark.parametrize(
    "claimed",
    [
        {"widths": [3, 5]},
        {"widths": 8},
        {"scale": "large"},
        {"scale": -1.0},
        {"mean": [1.0]},
        {"mean": "none"},
        {"top_k": 3},
    ],
)
def test_what_a_file_claims_of_us_is_believed_where_it_fits(claimed, tmp_path):
    folder = save(random_dictionary(D_IN, 24), tmp_path / "out", "saelens")
    settings = json.loads((folder / "cfg.json").read_text())
    settings["metadata"]["sonde"] |= claimed
    (folder / "cfg.json").write_text(json.dumps(settings))
    found = load(folder)
    assert all(found.about.get(name) != value for name, value in claimed.items())
    x = torch.randn(5, D_IN, generator=torch.Generator().manual_seed(0))
    assert found.reconstruct(x).isfinite().all()
    assert found.directions().shape == (24, D_IN)


def test_activations_write_top_k_as_a_threshold_again(tmp_path):
    batches = [torch.randn(64, D_IN, generator=torch.Generator().manual_seed(4))]
    found = with_threshold(plain_of(trained_top_k()), batches)
    assert found.k is None
    assert len(found.threshold.unique()) == 1


def test_training_top_k_says_its_k():
    batches = SyntheticBatches()
    for kind, expected in (("topk", 3), ("batch_topk", None)):
        trainer = Trainer(train_config("o", kind), batches.moments)
        trainer.step(batches.next())
        assert trainer.export(batches, {}).about.get("top_k") == expected


NAMED = {
    "layers.6.resid_post": "blocks.6.hook_resid_post",
    "layers.0.mlp_out": "blocks.0.hook_mlp_out",
    "layers.11.attn_out": "blocks.11.hook_attn_out",
    "layers.2.resid_mid": "blocks.2.hook_resid_mid",
    "layers.2.resid_pre": "blocks.2.hook_resid_pre",
}


def test_hook_points_have_a_name_there():
    for our, their in NAMED.items():
        assert (places.theirs(our), places.ours(their)) == (their, our)
    for same in ("layers.2.mlp_in", "blocks.2.ln2.hook_normalized", "here", None):
        assert places.theirs(same) == same
        assert places.ours(same) == same


class OfSAELens:
    """What `sae_lens.SAE` is asked for."""

    @staticmethod
    def load_from_disk(folder):
        path = Path(folder)
        return json.loads((path / "cfg.json").read_text()), load_tensors(path / WEIGHTS)


def test_an_sae_of_saelens_is_what_the_folder_holds(monkeypatch):
    monkeypatch.setitem(sys.modules, "sae_lens", SimpleNamespace(SAE=OfSAELens))
    ours = random_dictionary(D_IN, 24)
    settings, tensors = ours.to_saelens()
    assert settings["architecture"] == "jumprelu"
    assert torch.equal(tensors["W_enc"], ours.W_enc)


@pytest.mark.parametrize("k", [None, 3])
def test_an_sae_of_the_real_saelens_has_our_codes(k):
    """Where it is installed: see the extra `saelens`."""
    sae_lens = pytest.importorskip("sae_lens")
    ours = random_dictionary(D_IN, 24)
    if k:
        ours = replace(ours, about={**ours.about, "top_k": k})
    theirs = ours.to_saelens()
    assert isinstance(theirs, sae_lens.SAE)
    x = 3 * torch.randn(50, D_IN, generator=torch.Generator().manual_seed(1))
    with torch.no_grad():
        codes = theirs.encode(x)
        x_hat = theirs.decode(codes)
    pre_codes = (x - ours.b_dec) @ ours.W_enc + ours.b_enc
    kept = pre_codes > ours.threshold
    if k:
        kept = (pre_codes >= pre_codes.topk(k).values[:, -1:]) & (pre_codes > 0)
    expected = pre_codes * kept
    assert int((codes > 0).sum()) > 0
    torch.testing.assert_close(codes, expected, atol=1e-5, rtol=1e-5)
    torch.testing.assert_close(x_hat, expected @ ours.W_dec + ours.b_dec, atol=1e-5, rtol=1e-5)


def test_without_saelens_it_says_what_to_install(monkeypatch):
    monkeypatch.setitem(sys.modules, "sae_lens", None)
    with pytest.raises(SondeError, match=r"pip install .*\.\[saelens\]"):
        random_dictionary(D_IN, 24).to_saelens()
