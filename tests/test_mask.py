"""Laws of the token mask: who is left out, and that everybody leaves out the same."""

import json

import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st

import small_harvest
from sonde.activations.harvest import harvest
from sonde.activations.mask import kept, norm_limit
from sonde.activations.source import source_of
from sonde.core.errors import SondeError
from sonde.core.files import load_tensors
from sonde.model.loading import load_tokenizer
from tiny_models import tiny_checkpoint

pytest_plugins = ["small_fixtures"]
SPECIAL = {0, 1}


def random_tokens(seed: int, shape: tuple[int, ...] = (6, 8)):
    """Tokens, activations of which some are huge or not finite, and documents with padding."""
    generator = torch.Generator().manual_seed(seed)
    tokens = torch.randint(0, 6, shape, generator=generator)
    x = torch.randn(*shape, 4, generator=generator)
    x *= torch.where(torch.rand(shape, generator=generator) < 0.2, 100.0, 1.0)[..., None]
    x[..., 0].masked_fill_(torch.rand(shape, generator=generator) < 0.1, torch.nan)
    x[..., 1].masked_fill_(torch.rand(shape, generator=generator) < 0.1, -torch.inf)
    documents = torch.randint(-1, 3, shape, generator=generator)
    return tokens, x, documents


@settings(deadline=None, max_examples=30)
@given(seed=st.integers(0, 1000), limit=st.sampled_from([0.5, 5.0, 1e9]))
def test_exactly_special_tokens_padding_and_long_or_broken_vectors_are_left_out(seed, limit):
    tokens, x, documents = random_tokens(seed)
    mask = kept(tokens, x, SPECIAL, limit, documents)
    for at in torch.cartesian_prod(torch.arange(6), torch.arange(8)).tolist():
        at = tuple(at)
        ordinary = int(tokens[at]) not in SPECIAL and int(documents[at]) >= 0
        assert bool(mask[at]) == (ordinary and float(x[at].norm()) <= limit)
    everywhere = kept(tokens, x, (), limit, None)
    assert torch.equal(everywhere, x.norm(dim=-1) <= limit)


@settings(deadline=None, max_examples=20)
@given(seed=st.integers(0, 1000), cut=st.integers(0, 6))
def test_a_token_is_judged_alone(seed, cut):
    tokens, x, documents = random_tokens(seed)
    whole = kept(tokens, x, SPECIAL, 5.0, documents)
    parts = [kept(tokens[s], x[s], SPECIAL, 5.0, documents[s]) for s in (slice(cut), slice(cut, 6))]
    assert torch.equal(torch.cat(parts), whole)
    flat = kept(tokens.flatten(), x.flatten(0, 1), SPECIAL, 5.0, documents.flatten())
    assert torch.equal(flat, whole.flatten())


def test_the_limit_is_a_multiple_of_the_median_norm_of_ordinary_tokens():
    tokens = torch.tensor([0, 2, 3, 4, 5, 2])
    x = torch.tensor([1e6, 1.0, 2.0, 3.0, 7e5, 4e5])[:, None] * torch.tensor([0.6, 0.8])
    documents = torch.tensor([0, 0, 0, 0, -1, -1])
    assert norm_limit(tokens, x, SPECIAL, 10.0, documents) == pytest.approx(20.0)
    longer = torch.where((documents < 0)[:, None] | (tokens == 0)[:, None], 5 * x, x)
    assert norm_limit(tokens, longer, SPECIAL, 10.0, documents) == pytest.approx(20.0)
    assert norm_limit(tokens, 3 * x, SPECIAL, 10.0, documents) == pytest.approx(60.0)


def test_a_text_without_an_ordinary_token_is_refused():
    tokens = torch.tensor([0, 1, 5])
    with pytest.raises(SondeError, match="No token of the text counts"):
        norm_limit(tokens, torch.ones(3, 2), SPECIAL, 10.0, torch.tensor([0, 0, -1]))


def test_a_planted_sink_is_left_out_in_every_stage_alike(tmp_path, small_corpus):
    """The embedding of one token is made 300 times as long: so is what the layers see of it."""
    model = tiny_checkpoint(tmp_path / "model", n_layers=2, d_model=16)
    sink = load_tokenizer(small_harvest.settings(model, small_corpus, tmp_path).model)(".")
    sink = sink["input_ids"][0]
    weights = load_tensors(model / "model.safetensors")
    weights["model.embed_tokens.weight"][sink] *= 300
    from safetensors.torch import save_file

    save_file(weights, model / "model.safetensors", {"format": "pt"})
    config = small_harvest.settings(
        model, small_corpus, tmp_path / "acts", hook_point="layers.0.resid_post", n_tokens=192
    )
    artifact = harvest(config)
    shards = [load_tensors(artifact.file(name)) for name in artifact.manifest.about["shards"]]
    tokens, keep, documents = (
        torch.cat([shard[name] for shard in shards]) for name in ("tokens", "keep", "documents")
    )
    assert (tokens == sink).sum() > 3
    assert torch.equal(keep, (tokens != sink) & (tokens > 2) & (documents >= 0))
    assert artifact.manifest.counts["n_tokens"] == int(keep.sum())

    for whole in (False, True):  # as evaluation and the atlas read it
        found = []
        for harvested in source_of(artifact.manifest.about, "train", whole, device="cpu")():
            found.append(harvested.keep.flatten())
            if sum(map(len, found)) >= len(keep):
                break
        assert torch.equal(torch.cat(found)[: len(keep)], keep)
    assert json.loads((artifact.path / "manifest.json").read_text())["about"]["norm_limit"] > 0
