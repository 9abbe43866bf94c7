"""Laws of attention within documents: it is torch's with a mask, with its gradients."""

import pytest
import torch
from torch.nn.functional import scaled_dot_product_attention
from transformers import LlamaConfig, LlamaForCausalLM

from sonde.miniature import attention
from sonde.miniature.attention import NAME, attend, documents
from sonde.model.apart import positions

BOS = 1
SHAPE = LlamaConfig(
    vocab_size=90,
    hidden_size=32,
    intermediate_size=24,
    num_hidden_layers=2,
    num_attention_heads=4,
    num_key_value_heads=2,
)
empty = attention.room
ROWS = {  # where documents begin in rows of 40 tokens
    "one document": [[0]],
    "rows that differ": [[0, 7, 8, 9, 31], [0], [0, 39], [0, 16, 24]],
    "a token each": [list(range(40))],
    "as long as a loop": [[0, 8, 16, 24, 32]],
}


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
            torch.manual_seed(0)
            model = LlamaForCausalLM(SHAPE)
            model.set_attn_implementation(name)
            loss = model(some, position_ids=positions(some, BOS), labels=some, use_cache=False).loss
            loss.backward()
            found.append([loss.detach(), *(p.grad for p in model.parameters())])
        for one, twin in zip(*found, strict=True):
            torch.testing.assert_close(one, twin, atol=1e-5, rtol=1e-3)
