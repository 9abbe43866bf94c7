"""Random tokens told twice: what the miniature reads before its world."""

import math
from dataclasses import replace
from itertools import pairwise

import pytest
import torch
from torch.nn.functional import cosine_similarity

from sonde.miniature import recipe
from sonde.miniature.blocks import BOS
from sonde.miniature.copying import (
    NOT_COUNTED,
    copying_loss,
    drawable,
    learn_to_copy,
    teach,
    told_twice,
)
from test_miniature import TINY

CONFIG = replace(TINY, width=64, heads=2, key_value_heads=1, layers=4, batch_blocks=8)


def told(late, tokenizer, config=CONFIG):
    words = drawable(tokenizer)
    return told_twice(words, tokenizer, config, late, torch.Generator().manual_seed(0))


def documents(row, bos):
    """The documents of a row, without the last, which may be cut."""
    starts = [i for i, token in enumerate(row.tolist()) if token == bos]
    return [slice(a + 1, b) for a, b in pairwise(starts)]


def pairs(tokens):
    return torch.stack([tokens[:-1], tokens[1:]], 1).tolist()


@pytest.fixture(scope="module")
def tokenizer():
    return recipe.train_tokenizer(TINY)


def test_every_document_tells_the_same_tokens_twice(tokenizer):
    bos = tokenizer.convert_tokens_to_ids(BOS)
    for late in (False, True):
        rows = told(late, tokenizer, replace(CONFIG, context_length=400)).tokens
        found = [row[one] for row in rows for one in documents(row, bos)]
        assert len(found) >= 8
        assert all(torch.equal(*one.reshape(2, -1)) for one in found)
        assert {len(one) // 2 for one in found} <= set(range(3, 101 if late else 13))


def test_what_counts_is_the_next_token_and_early_only_what_can_be_foretold(tokenizer):
    for late in (False, True):
        tokens, following = told(late, tokenizer)
        counts = following[:, :-1] != NOT_COUNTED
        assert torch.equal(tokens[:, 1:][counts], following[:, :-1][counts])
        seen = [pairs(tokens[row, : p + 1]) for row, p in counts.nonzero().tolist()]
        wanted = torch.stack([tokens[:, :-1][counts], tokens[:, 1:][counts]], 1).tolist()
        told_before = [pair in before for pair, before in zip(wanted, seen, strict=True)]
        assert any(told_before)
        assert all(told_before) != late
        assert counts.float().mean() > (0.7 if late else 0.3)


def test_no_special_token_is_ever_told(tokenizer):
    words = set(drawable(tokenizer).tolist())
    assert not words & {tokenizer.convert_tokens_to_ids(t) for t in (*recipe.SPECIAL, "<|image|>")}
    assert len(words) > 500


def learner_of(tokenizer, config):
    return recipe.ready(recipe.untrained(config, tokenizer), config)


def test_the_model_begins_with_what_the_learner_can_say(tokenizer):
    """But for one factor: what is louder is quieter by as much, embeddings and writing alike."""
    config = replace(CONFIG, copying_steps=8)
    learner = learner_of(tokenizer, replace(config, layers=3))
    learn_to_copy(learner, tokenizer, config)
    learner.model.embed_tokens.weight.data.mul_(4)  # as after hundreds of steps
    for layer in learner.model.layers:
        layer.self_attn.o_proj.weight.data.mul_(40)
    model = learner_of(tokenizer, config)
    before = model.model.embed_tokens.weight.norm()
    teach(model, learner)
    assert torch.isclose(model.model.embed_tokens.weight.norm(), before)
    tokens = told(True, tokenizer).tokens
    with torch.no_grad():
        ours, theirs = model(tokens).logits, learner(tokens).logits
    assert cosine_similarity(ours.flatten(), theirs.flatten(), 0) > 0.999
    assert not torch.allclose(ours, theirs, rtol=0.1)


def test_a_learner_copies_tokens_in_an_order_it_never_read(tokenizer):
    config = replace(
        CONFIG, copying_steps=450, learning_rate=0.006, context_length=256, batch_blocks=4
    )
    learner = learner_of(tokenizer, replace(config, layers=3))
    chance = math.log(len(drawable(tokenizer)))
    generator = torch.Generator().manual_seed(9)
    unseen = told_twice(drawable(tokenizer), tokenizer, config, False, generator)
    learn_to_copy(learner, tokenizer, config)
    with torch.no_grad():
        assert float(copying_loss(learner, unseen)) < 0.65 * chance
        once = unseen._replace(tokens=shuffled(unseen.tokens, generator))
        assert float(copying_loss(learner, once)) > chance


def shuffled(tokens, generator):
    """Rows in which nothing is told twice."""
    return tokens[:, torch.randperm(tokens.shape[1], generator=generator)]
