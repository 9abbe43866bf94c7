"""Laws of documents that share a row: each is read as if it were alone."""

import pytest
import torch

from sonde.interventions.splice import spliced
from sonde.model.apart import positions
from sonde.model.architectures import ARCHITECTURES
from sonde.model.config import ModelConfig
from sonde.model.forward import next_token_losses
from sonde.model.hooks import activations
from sonde.model.loading import load
from tiny_models import tiny_checkpoint

BOS = 0


@pytest.fixture(scope="module", params=sorted(ARCHITECTURES))
def model(request, tmp_path_factory):
    folder = tiny_checkpoint(tmp_path_factory.mktemp("model"), request.param, 3)
    return load(ModelConfig(path=str(folder), dtype="float32"))


@pytest.fixture(scope="module")
def llama(tmp_path_factory):
    folder = tiny_checkpoint(tmp_path_factory.mktemp("model"), "llama", 3)
    return load(ModelConfig(path=str(folder), dtype="float32"))


def document(n, seed):
    rest = torch.randint(3, 259, (n,), generator=torch.Generator().manual_seed(seed))
    return torch.cat([torch.tensor([BOS]), rest])


def test_positions_begin_anew_at_every_bos():
    tokens = torch.tensor([[7, 8, 0, 9, 0, 0, 5], [0, 1, 2, 3, 4, 5, 6]])
    assert positions(tokens, BOS).tolist() == [[0, 1, 0, 1, 0, 0, 1], [0, 1, 2, 3, 4, 5, 6]]
    assert positions(tokens[1:], BOS) is None
    assert positions(tokens, None) is None


def test_a_document_behind_another_is_read_as_if_it_were_alone(model):
    first, second = document(12, 1), document(9, 2)
    both = activations(model, "layers.2.resid_post", torch.cat([first, second])[None])[0]
    for found, tokens in zip(both.split([13, 10]), (first, second), strict=True):
        alone = activations(model, "layers.2.resid_post", tokens[None])[0]
        same = torch.allclose(found, alone, atol=1e-4, rtol=1e-4)
        assert same == (model.architecture.packs or tokens is first)


def test_the_rest_of_a_document_that_a_row_begins_with_is_read_as_before(llama):
    rest, second = document(12, 1)[1:], document(9, 2)
    found = activations(llama, "middle", torch.cat([rest, second])[None])[0]
    assert torch.allclose(found[:12], activations(llama, "middle", rest[None])[0], atol=1e-5)


def test_losses_and_edits_see_documents_apart_too(llama):
    first, second = document(12, 1), document(9, 2)
    row = torch.cat([first, second])[None]
    alone = next_token_losses(llama, second[None])[0]
    assert torch.allclose(next_token_losses(llama, row)[0, 13:], alone, atol=1e-4)
    point = llama.hook_point("middle")
    with spliced(llama, point, float("inf"), lambda x, keep: x * 0.5):
        edited = next_token_losses(llama, second[None])[0]
        assert torch.allclose(next_token_losses(llama, row)[0, 13:], edited, atol=1e-4)
    assert not torch.allclose(edited, alone, atol=1e-2)


def test_without_it_a_document_changes_with_what_is_before_it(llama):
    row = torch.cat([document(12, 1), document(9, 2)])[None]
    apart = llama.module(row, use_cache=False).logits
    cached = llama.module(row, use_cache=True).logits  # as a prompt with a BOS in it
    assert not torch.allclose(apart[0, 13:], cached[0, 13:], atol=1e-2)
    given = torch.arange(row.shape[1])[None]
    asked = llama.module(row, use_cache=False, position_ids=given).logits
    assert torch.allclose(asked, cached, atol=1e-4)
