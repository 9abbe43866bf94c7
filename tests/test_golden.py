"""Golden files: what another tool wrote, and the numbers it computed, against ours.

`tests/golden/make_FORMAT.py` wrote them: SAELens, sparsify and dictionary_learning with the tools'
own code, the others from the documented layout. Files marked exact hold short binary fractions, so
no sum in them is rounded and ours must be theirs bit for bit. In the rest sums are rounded in
another order than ours, so they agree to a few units in the last place: the largest difference
measured is 6e-6 of codes up to 14 and reconstructions up to 23.
"""

import json
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

import pytest
import torch
from safetensors import safe_open
from torch import Tensor

from sonde.core.errors import SondeError
from sonde.core.files import load_tensors, same_bytes
from sonde.dictionary.dictionary import NAMES, Dictionary
from sonde.dictionary.formats.convert import convert, load, read, write
from sonde.dictionary.formats.plain import Plain, dictionary_of, plain_of, unit, with_threshold
from sonde.dictionary.formats.table import FORMATS, recognised
from sonde.dictionary.sparse import dense

GOLDEN = Path(__file__).parent / "golden"
CASES = sorted(f"{file.parent.name}/{file.stem}" for file in GOLDEN.glob("*/*.safetensors"))
ONLY_TOP_K = {  # a code depends on the others of its token, and the file has no threshold for it
    "dictionary_learning/topk",
    "llamascopium/topk",
    "saelens/topk",
    "saelens/topk_before_v6",
    "saelens/topk_rescaled",
    "sparsify/topk",
    "sparsify/topk_free_decoder",
    "sparsify/topk_rounded",
    "sparsify/topk_tied",
}
LAYER_NORM = {"openai/topk", "saelens/topk_layer_norm"}
STANDS_IN = {"dictionary_learning/topk_with_threshold"}
AS_WRITTEN = {  # files that our writer of the same format gives back: see docs/formats.md
    "saelens/jumprelu": "sae_weights.safetensors",
    "saelens/jumprelu_rounded": "sae_weights.safetensors",
    "saelens/standard": "sae_weights.safetensors",
    "saelens/standard_uncentred": "sae_weights.safetensors",
    "saelens/jumprelu_skip_transcoder": "sae_weights.safetensors",
    "saelens/skip_transcoder": "sae_weights.safetensors",
    "saelens/transcoder": "sae_weights.safetensors",
    "saelens/topk": "sae_weights.safetensors",
    "saelens/topk_layer_norm": "sae_weights.safetensors",
    "sparsify/topk": "sae.safetensors",
    "sparsify/topk_rounded": "sae.safetensors",
    "sparsify/topk_tied": "sae.safetensors",
    "sparsify/relu": "sae.safetensors",
    "gemma_scope/jumprelu": "params.npz",
    "gemma_scope/jumprelu_rounded": "params.npz",
    "dictionary_learning/standard": "ae.pt",
    "dictionary_learning/standard_new": "ae.pt",
    "dictionary_learning/topk": "ae.pt",
    "dictionary_learning/topk_with_threshold": "ae.pt",
    "dictionary_learning/jumprelu": "ae.pt",
    "dictionary_learning/jumprelu_rounded": "ae.pt",
    "openai/relu": "autoencoder.pt",
    "openai/topk": "autoencoder.pt",
}


class Expected(NamedTuple):
    x: Tensor
    steps: Tensor  # codes in the units of x_hat: code times the length of its decoder direction
    x_hat: Tensor
    exact: bool


def expected(case: str) -> Expected:
    path = GOLDEN / f"{case}.safetensors"
    with safe_open(path, "pt") as file:
        exact = file.metadata()["by"].startswith("exact")
    tensors = load_tensors(path)
    steps = tensors["codes"] * tensors["lengths"]
    return Expected(tensors["x"], steps, tensors["x_hat"], exact)


def agree(ours: Tensor, theirs: Tensor, exact: bool) -> None:
    if exact:
        assert torch.equal(ours, theirs), f"differs by up to {(ours - theirs).abs().max()}"
    else:
        torch.testing.assert_close(ours, theirs, rtol=1e-6, atol=4e-6)


def steps_of(plain: Plain, x: Tensor) -> Tensor:
    return plain.encode(x) * plain.W_dec.norm(dim=1)


def tensors_in(path: Path) -> dict[str, Tensor]:
    from sonde.dictionary.formats.gemma_scope import load_arrays
    from sonde.dictionary.formats.tensors_only import load_pickled

    reader = {".pt": load_pickled, ".npz": load_arrays}.get(path.suffix, load_tensors)
    return {name: value for name, value in reader(path).items() if isinstance(value, Tensor)}


def can_hold(to: str, plain: Plain) -> bool:
    """The table of docs/formats.md, as a function."""
    if plain.b_in is not None:
        return to == "saelens"
    if plain.layer_norm:
        return to == "saelens" or (to == "openai" and (plain.k is not None or plain.is_relu))
    if plain.is_relu or to == "saelens":
        return True
    if plain.k is not None:
        return to in ("sparsify", "dictionary_learning", "llama_scope", "llamascopium") or (
            to == "gemma_scope" and plain.threshold is not None
        )
    one = bool((unit(plain).threshold == unit(plain).threshold[0]).all())
    return to in ("dictionary_learning", "gemma_scope", "llamascopium") or (
        to == "llama_scope" and one
    )


def test_every_format_has_golden_files():
    assert {case.split("/")[0] for case in CASES} == set(FORMATS)
    for case in ONLY_TOP_K | LAYER_NORM | STANDS_IN | set(AS_WRITTEN):
        assert case in CASES


@pytest.mark.parametrize("case", CASES)
def test_a_format_is_recognised_by_its_files(case):
    assert recognised(GOLDEN / case) == case.split("/")[0]


@pytest.mark.parametrize("case", CASES)
def test_the_formula_read_from_a_file_gives_the_tools_own_numbers(case):
    want, plain = expected(case), read(GOLDEN / case)
    agree(steps_of(plain, want.x), want.steps, want.exact)
    agree(plain.reconstruct(want.x), want.x_hat, want.exact)
    assert (want.steps > 0).any(0).sum() > 5, "a golden file in which little fires proves little"


@pytest.mark.parametrize("case", sorted(LAYER_NORM))
def test_layer_norm_is_undone_without_its_epsilon(case):
    """Half the tokens are so short that x_hat * (std + 1e-5) would show."""
    want = expected(case)
    x_hat = read(GOLDEN / case).reconstruct(want.x)
    assert want.x[::2].std() < 0.02
    torch.testing.assert_close(x_hat[::2], want.x_hat[::2], rtol=1e-4, atol=1e-7)


@pytest.mark.parametrize("case", sorted(set(CASES) - ONLY_TOP_K - LAYER_NORM - STANDS_IN))
def test_as_a_dictionary_of_ours_it_gives_the_tools_own_numbers(case):
    want, dictionary = expected(case), load(GOLDEN / case)
    codes = dense(dictionary.encode(want.x), len(want.x), dictionary.size)
    agree(codes, want.steps, want.exact)  # our codes are in the units of x: directions are unit
    agree(dictionary.reconstruct(want.x), want.x_hat, want.exact)
    assert {getattr(dictionary, name).dtype for name in NAMES} == {torch.float32}
    torch.testing.assert_close(dictionary.W_dec.norm(dim=1), torch.ones(dictionary.size))
    some = torch.tensor([3, 0, 7])
    agree(dictionary.encode_some(want.x, some), want.steps[:, some], want.exact)


@pytest.mark.parametrize("case", sorted(ONLY_TOP_K))
def test_top_k_without_a_threshold_is_refused_with_the_two_ways_out(case):
    with pytest.raises(SondeError, match="--activations"):
        load(GOLDEN / case)


@pytest.mark.parametrize("case", sorted(LAYER_NORM))
def test_layer_norm_is_refused_with_the_format_that_holds_it(case):
    with pytest.raises(SondeError, match="--format saelens"):
        load(GOLDEN / case)


def test_the_threshold_in_a_top_k_file_stands_in_for_its_k():
    dictionary = load(GOLDEN / "dictionary_learning/topk_with_threshold")
    plain = read(GOLDEN / "dictionary_learning/topk_with_threshold")
    assert dictionary.about["top_k"] == 3
    lengths = plain.W_dec.norm(dim=1)
    assert torch.equal(dictionary.threshold, 0.75 * lengths)


@pytest.mark.parametrize("case", sorted(AS_WRITTEN))
def test_our_writer_gives_the_file_back(case, tmp_path):
    """Byte for byte where it is safetensors; of the others every tensor."""
    name = case.split("/")[0]
    write(read(GOLDEN / case), tmp_path / "out", name, GOLDEN / case)
    theirs, ours = GOLDEN / case / AS_WRITTEN[case], tmp_path / "out" / AS_WRITTEN[case]
    if theirs.suffix == ".safetensors":
        assert ours.read_bytes() == theirs.read_bytes()
    before, after = tensors_in(theirs), tensors_in(ours)
    assert before.keys() == after.keys()
    for key in before:
        assert same_bytes(before[key], after[key]), key


@pytest.mark.parametrize("case", CASES)
@pytest.mark.parametrize("to", FORMATS)
def test_what_a_format_can_hold_it_computes_alike_after_any_change_of_format(case, to, tmp_path):
    """Every format into every format: the numbers stay, or the writer says what it cannot hold."""
    want, plain = expected(case), read(GOLDEN / case)
    if not can_hold(to, plain):
        with pytest.raises(SondeError, match=r"--format|--k"):
            write(plain, tmp_path / "out", to, GOLDEN / case)
        assert not list(tmp_path.iterdir())
        return
    write(plain, tmp_path / "out", to, GOLDEN / case)
    assert recognised(tmp_path / "out") == to
    again = read(tmp_path / "out")
    if plain.k and again.k is None and plain.k < plain.size:
        return  # its threshold stood in
    exact = want.exact and to != "llamascopium"  # which keeps a threshold as its logarithm
    agree(steps_of(again, want.x), want.steps, exact)
    agree(again.reconstruct(want.x), want.x_hat, exact)


def ours_of(case: str) -> Dictionary:
    """With a threshold measured where the file has none."""
    plain = read(GOLDEN / case)
    if case in ONLY_TOP_K:
        plain = with_threshold(plain, [expected(case).x])
    return dictionary_of(plain, GOLDEN / case)


@pytest.mark.parametrize("case", sorted(set(CASES) - LAYER_NORM))
def test_from_theirs_to_ours_and_back_keeps_the_numbers(case, tmp_path):
    want, name = expected(case), case.split("/")[0]
    ours_of(case).save(tmp_path / "ours.safetensors")
    tensors = load_tensors(tmp_path / "ours.safetensors")
    ours = Dictionary(**tensors, about=ours_of(case).about)
    if name == "llama_scope" and len(ours.threshold.unique()) > 1:
        pytest.skip("one threshold for all")
    write(plain_of(ours), tmp_path / "out", name, GOLDEN / case)
    again = read(tmp_path / "out")
    exact = want.exact and name != "llamascopium"
    assert again.k == read(GOLDEN / case).k
    agree(steps_of(again, want.x), want.steps, exact)
    agree(again.reconstruct(want.x), want.x_hat, exact)
    back = dictionary_of(replace(again, k=None), tmp_path)
    for tensor in ("W_enc", "W_dec", "b_dec"):
        agree(getattr(back, tensor), getattr(ours, tensor), want.exact)


def test_through_an_artifact_of_ours_a_top_k_file_comes_back_byte_for_byte(tmp_path):
    """Lengths here are powers of two, so that nothing is rounded on the way."""
    theirs, weights = GOLDEN / "sparsify/topk_free_decoder", "sae.safetensors"
    x = expected("sparsify/topk_free_decoder").x
    convert(theirs, tmp_path / "ours", batches=[x])
    convert(tmp_path / "ours", tmp_path / "back", "sparsify")
    assert (tmp_path / "back" / weights).read_bytes() == (theirs / weights).read_bytes()


@pytest.mark.parametrize("case", sorted(ONLY_TOP_K | STANDS_IN))
def test_ours_chooses_by_the_numbers_that_the_file_ranks(case):
    """A threshold of ours keeps what is largest in the file's units, not in those of x."""
    x = expected(case).x
    ours, h = ours_of(case), read(GOLDEN / case).pre_codes(x)
    kept = dense(ours.encode(x), len(x), ours.size) > 0
    assert 0 < kept.sum() < kept.numel()
    assert h[kept].min() > h[~kept].max()


def test_the_threshold_that_stands_in_for_k_comes_back(tmp_path):
    case = "dictionary_learning/topk_with_threshold"
    before = read(GOLDEN / case)
    longer = replace(before, W_dec=before.W_dec * torch.linspace(0.3, 3.1, before.size)[:, None])
    for to in ("dictionary_learning", "saelens"):
        write(plain_of(dictionary_of(longer, tmp_path)), tmp_path / to, to, GOLDEN / case)
        again = read(tmp_path / to)
        assert again.k == 3
        torch.testing.assert_close(again.threshold, before.threshold, rtol=1e-6, atol=0)


def test_of_equal_codes_either_may_be_kept_and_no_code_becomes_another(tmp_path):
    """sparsify ranks relu(h), as `Plain` does, and the golden file is met bit for bit; SAELens and
    OpenAI rank h, and torch.topk may then keep the other twin."""
    case = "sparsify/topk_tied"
    plain, x = read(GOLDEN / case), expected(case).x
    assert torch.equal(plain.W_enc[:, 1::2], plain.W_enc[:, ::2])
    codes, kept = plain.encode(x), plain.pre_codes(x).topk(3, sorted=False)
    signed = torch.zeros_like(codes).scatter(1, kept.indices, kept.values.relu())
    assert torch.equal(signed.sort(1).values, codes.sort(1).values)
    assert torch.equal(signed.view(len(x), -1, 2).sum(2), codes.view(len(x), -1, 2).sum(2))


def test_a_top_k_of_before_v6_keeps_where_it_belongs(tmp_path):
    case = "saelens/topk_before_v6"
    about = ours_of(case).about
    assert about["hook_point"] == "layers.8.resid_pre"
    assert about["model"] == {"path": "gpt2-small"}
    write(plain_of(ours_of(case)), tmp_path / "out", "saelens", GOLDEN / case)
    found = json.loads((tmp_path / "out/cfg.json").read_text())["metadata"]
    before = json.loads((GOLDEN / case / "cfg.json").read_text())
    for name in ("model_name", "hook_name", "context_size", "prepend_bos", "dataset_path"):
        assert found[name] == before[name]
    assert found["sae_lens_version"] >= "6"
