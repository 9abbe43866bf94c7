"""Laws of attention within documents: it is torch's with a mask, with its gradients."""

import copy

import pytest
import torch
from torch import nn
from torch._dynamo.utils import counters
from torch.nn.functional import scaled_dot_product_attention
from transformers import LlamaConfig, LlamaForCausalLM

from sonde.miniature import attention, recipe
from sonde.miniature.attention import NAME, attend, documents, within_documents
from sonde.miniature.blocks import Batch
from sonde.miniature.config import RecipeConfig
from sonde.miniature.measure import training_loss
from sonde.miniature.vision import PATCH, Adapter
from sonde.model.apart import positions

BOS = 1
SHAPE = {
    "vocab_size": 90,
    "hidden_size": 32,
    "intermediate_size": 24,
    "num_hidden_layers": 2,
    "num_attention_heads": 4,
    "num_key_value_heads": 2,
    "bos_token_id": BOS,
}
empty = attention.room
ROWS = {  # where documents begin in rows of 40 tokens
    "one document": [[0]],
    "rows that differ": [[0, 7, 8, 9, 31], [0], [0, 39], [0, 16, 24]],
    "a token each": [list(range(40))],
    "as long as a loop": [[0, 8, 16, 24, 32]],
}


def learner():
    torch.manual_seed(0)
    return LlamaForCausalLM(LlamaConfig(**SHAPE))


def places_of(rows):
    tokens = torch.zeros(len(rows), 40, dtype=torch.long)
    for row, starts in enumerate(rows):
        tokens[row, starts] = BOS
    found = positions(tokens, BOS)
    return torch.arange(40).expand(len(rows), -1) if found is None else found


def plain(q, k, v, places):
    """The twin: torch's, with a mask."""
    own = (places == 0).cumsum(1)
    seen = (own[:, None, :, None] == own[:, None, None]) & torch.ones(40, 40).tril().bool()
    heads = (one.transpose(1, 2) for one in (q, k, v))
    found = scaled_dot_product_attention(*heads, attn_mask=seen, enable_gqa=True)
    return found.transpose(1, 2)


@pytest.mark.parametrize("rows", ROWS)
@pytest.mark.parametrize(("heads", "shared", "each"), [(4, 2, 32), (2, 2, 8), (3, 1, 16)])
def test_attention_and_gradients_are_those_of_plain_torch(rows, heads, shared, each, monkeypatch):
    monkeypatch.setattr(attention, "room", lambda q: empty(q).fill_(torch.nan))  # as memory may be
    places, generator = places_of(ROWS[rows]), torch.Generator().manual_seed(0)
    n = len(places)
    given = [2 * torch.randn(n, 40, h, each, generator=generator) for h in (heads, shared, shared)]
    d = torch.randn(n, 40, heads, each, generator=generator)
    ours, twins = ([one.clone().requires_grad_() for one in given] for _ in range(2))
    found, expected = attend(*ours, places)[0], plain(*twins, places)
    torch.testing.assert_close(found, expected, atol=1e-4, rtol=1e-4)
    found.backward(d)
    expected.backward(d)
    for one, twin in zip(ours, twins, strict=True):
        torch.testing.assert_close(one.grad, twin.grad, atol=1e-3, rtol=1e-3)


def test_in_bf16_it_is_no_farther_from_fp32_than_plain_torch():
    """As training calls it: what is given is rounded, sums are not."""
    places, generator = places_of(ROWS["rows that differ"]), torch.Generator().manual_seed(0)
    exact = [torch.randn(4, h, 40, 16, generator=generator) for h in (4, 2, 2)]
    given = [one.bfloat16().transpose(1, 2) for one in exact]
    expected = plain(*(one.transpose(1, 2) for one in exact), places)
    ours = within_documents(nn.Identity(), *(one.transpose(1, 2) for one in given), None, places)[0]
    assert ours.dtype == torch.bfloat16
    theirs = plain(*given, places)
    errors = [float((one.float() - expected).abs().max()) for one in (ours, theirs)]
    assert errors[0] <= 1.1 * errors[1]


def test_large_scores_do_not_overflow():
    q, places = torch.full((1, 40, 1, 8), 1e3), places_of([[0, 5]])
    q[:, ::2] *= -1
    found = attend(q, q, q, places)[0]
    torch.testing.assert_close(found, plain(q, q, q, places))


def test_documents_are_where_positions_begin_anew():
    expected = [[0, 0, 7], [0, 7, 40], [1, 0, 40]]
    assert documents(places_of([[0, 7], [0]]).numpy()).tolist() == expected


def test_a_model_that_attends_so_has_the_same_loss_and_gradients():
    """Also where every row is one document, and transformers gives positions for one row alone."""
    tokens = torch.randint(2, 90, (3, 40), generator=torch.Generator().manual_seed(0))
    tokens[:, 0] = BOS
    together = tokens.clone()
    together[0, 11] = together[2, 30] = BOS
    for some in (tokens, together):
        found = []
        for name in ("sdpa", NAME):
            model = learner()
            model.set_attn_implementation(name)
            loss = model(some, position_ids=positions(some, BOS), labels=some, use_cache=False).loss
            loss.backward()
            found.append([loss.detach(), *(p.grad for p in model.parameters())])
        for one, twin in zip(*found, strict=True):
            torch.testing.assert_close(one, twin, atol=1e-5, rtol=1e-3)


@pytest.mark.skipif(not recipe.can_compile(), reason="wants a C++ compiler")
@pytest.mark.filterwarnings("ignore")  # of torch's own compiler
def test_a_quickened_model_learns_the_same_and_is_measured_the_same(monkeypatch):
    """What is compiled is what was written; out of training nothing is."""
    monkeypatch.setattr(recipe, "WORTH_COMPILING", 1)
    model, config = learner(), RecipeConfig()
    plain, on = copy.deepcopy(model), torch.device("cpu")
    recipe.quicken(model, 1, on)
    assert all(layer._compiled_call_impl for layer in model.model.layers)
    assert model.config._attn_implementation == NAME
    tokens = torch.randint(2, 90, (4, 40), generator=torch.Generator().manual_seed(0))
    tokens[:, 0] = tokens[1, 9] = BOS
    batch, adapter = Batch(tokens, torch.zeros(0, PATCH)), Adapter(config.width, -1)
    for one in (model, plain):
        training_loss(one, adapter, batch).backward()
    for one, twin in zip(model.parameters(), plain.parameters(), strict=True):
        torch.testing.assert_close(one.grad, twin.grad, atol=1e-5, rtol=1e-3)
    compiled = counters["stats"]["unique_graphs"]
    held_out = [recipe.held_out_loss(one, adapter, batch) for one in (model, plain)]
    assert held_out[0] == pytest.approx(held_out[1], abs=1e-5)
    assert counters["stats"]["unique_graphs"] == compiled > 0


def test_what_cannot_attend_so_attends_as_ever(monkeypatch):
    narrow = LlamaForCausalLM(LlamaConfig(**{**SHAPE, "num_attention_heads": 8}))
    recipe.quicken(narrow, 1, torch.device("cpu"))
    assert narrow.config._attn_implementation == "sdpa"
    recipe.quicken(model := learner(), 1, torch.device("cuda"))
    assert model.config._attn_implementation == "sdpa"
    monkeypatch.setattr(recipe.dispatch, "compiled", lambda: None)  # numba is not installed
    recipe.quicken(model, 1, torch.device("cpu"))
    assert model.config._attn_implementation == "sdpa"
