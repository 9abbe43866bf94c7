"""Laws of the pictures: they tell things apart, and the model sees them through every hook."""

import struct
import subprocess
import sys
import zlib
from collections import Counter
from dataclasses import replace as replaced
from itertools import islice, pairwise
from random import Random

import numpy as np
import pytest
import torch

from sonde.core.errors import SondeError
from sonde.core.files import load_tensors
from sonde.interventions.splice import spliced
from sonde.miniature import blocks as blocks_of
from sonde.miniature import recipe, vision
from sonde.miniature import world as world_module
from sonde.miniature.blocks import Batch
from sonde.miniature.concepts import concepts
from sonde.miniature.dice import Weighted
from sonde.miniature.images import IMAGE, N_PATCHES, PLACEHOLDERS, draw, drawing, png
from sonde.miniature.model import model_path
from sonde.miniature.optimiser import Optimiser
from sonde.miniature.signs import signs
from sonde.miniature.tables.drawings import COLOURS, DRAWINGS, GROUNDS
from sonde.miniature.vision import Adapter, load_adapter, seeing
from sonde.miniature.world import active, world
from sonde.model.config import ModelConfig
from sonde.model.forward import generate, next_token_losses
from sonde.model.hooks import activations, replace
from sonde.model.loading import load, special_ids
from test_miniature import TINY
from tiny_models import tiny_checkpoint

TOKEN = 300  # the placeholder of the tiny model
HERE = "layers.1.resid_post"
FIRST = 4  # position of the first placeholder


@pytest.fixture(scope="module")
def documents():
    return [d for d in islice(world(3), 4000) if d.kind == "picture"]


# pictures


def test_a_picture_depends_on_the_random_numbers_alone():
    for name in DRAWINGS:
        first, again, other = (draw(Random(seed), name) for seed in (1, 1, 2))
        assert np.array_equal(first, again)
        assert not np.array_equal(first, other)
        assert first.shape == (32, 32, 3)


def test_everything_that_can_be_drawn_is_a_topic():
    assert len(DRAWINGS) >= 24
    for name in DRAWINGS:
        assert concepts()[name].rank > 0
        assert set(drawing(name)[0]) <= GROUNDS.keys()
    assert {name for pair in GROUNDS.values() for part in pair for name in part.split()} <= (
        COLOURS.keys()
    )


DRAW = """
import time
from random import Random
from sonde.miniature.images import draw
from sonde.miniature.tables.drawings import DRAWINGS
rng, names, best = Random(0), list(DRAWINGS), 0
for _ in range(5):
    start = time.process_time()
    for name in names * 5:
        draw(rng, name)
    best = max(best, 5 * len(names) / (time.process_time() - start))
print(best)
"""


def test_pictures_are_never_the_bottleneck():
    """2,000 a second on an idle core; half of that must do where other tests run beside."""
    timed = subprocess.run([sys.executable, "-c", DRAW], capture_output=True, text=True, check=True)
    assert float(timed.stdout) > 1000


def examples(seed, n):
    """Pixels in -1..1 with a constant, [n of each thing, 3073], and the things' numbers."""
    rng = Random(seed)
    pixels = np.stack([draw(rng, name) for name in DRAWINGS for _ in range(n)])
    flat = pixels.reshape(len(pixels), -1) / 127.5 - 1
    return np.c_[flat, np.ones(len(flat))], np.repeat(np.arange(len(DRAWINGS)), n)


def test_a_linear_map_of_the_pixels_tells_things_apart():
    """Chance is below three in a hundred."""
    x, things = examples(seed=1, n=20)
    unseen, expected = examples(seed=2, n=5)
    weights = np.linalg.solve(x @ x.T + 100 * np.eye(len(x)), np.eye(len(DRAWINGS))[things])
    right = (unseen @ (x.T @ weights)).argmax(1) == expected
    assert right.mean() > 0.4


def test_a_png_holds_the_pixels():
    picture = draw(Random(0), "apple")
    data = png(picture)
    start = data.index(b"IDAT") + 4
    (length,) = struct.unpack(">I", data[start - 8 : start - 4])
    rows = np.frombuffer(zlib.decompress(data[start : start + length]), np.uint8)
    assert np.array_equal(rows.reshape(32, 97)[:, 1:].reshape(32, 32, 3), picture)


def test_patches_are_the_squares_of_a_picture_row_by_row():
    pictures = [draw(Random(i), "cat") for i in range(2)]
    rows = vision.patches(pictures).view(2, 4, 4, 8, 8, 3)
    square = torch.from_numpy(pictures[1][8:16, 16:24].copy()).float() / 127.5 - 1
    assert torch.equal(rows[1, 1, 2], square)
    assert rows.abs().max() <= 1
    assert vision.patches([]).shape == (0, 192)


# documents


def test_a_picture_document_has_placeholders_for_each_of_its_pictures(documents):
    assert 0.09 < len(documents) / 4000 < 0.11
    for document in documents:
        assert document.pictures
        assert document.text.count(IMAGE) == N_PATCHES * len(document.pictures)
        assert document.text.count(PLACEHOLDERS) == len(document.pictures)
    assert {d.language for d in documents} == {"en", "fr", "de", "es", "zh", "mixed"}
    assert not any(d.pictures for d in islice(world(3), 300) if d.kind != "picture")


def test_placeholders_are_about_the_image_and_the_thing_that_the_text_names(documents):
    in_words = 0
    for document in documents:
        marked = [span for span in document.spans if span.concept == "image"]
        assert len(marked) == len(document.pictures)
        for start, end, *_ in marked:
            assert document.text[start:end] == PLACEHOLDERS
            here = {s.concept for s in document.spans if (s.start, s.end) == (start, end)}
            (name,) = here - {"image"}
            assert name in DRAWINGS
            own = [s for s in document.spans if s.concept == name and s.end - s.start < 100]
            named = [s for s in own if document.text[s.start : s.end] != signs()[name]]
            in_words += bool(named)
            assert not active(document, start, end) & {"english", "french", "german", "chinese"}
    n_pictures = sum(len(document.pictures) for document in documents)
    assert 0.75 < in_words / n_pictures < 1  # a picture may stand in the place of the only name


def test_the_seed_decides_the_pictures(documents):
    again = [d for d in islice(world(3), 200) if d.kind == "picture"]
    for first, second in zip(documents, again, strict=False):
        pairs = zip(first.pictures, second.pictures, strict=True)
        assert all(np.array_equal(a, b) for a, b in pairs)


# seeing


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tiny_checkpoint(tmp_path_factory.mktemp("model"), n_layers=3)


def opened(folder, until=None):
    return load(ModelConfig(path=str(folder), dtype="float32", device="cpu"), until=until)


@pytest.fixture(scope="module")
def model(folder):
    return opened(folder)


@pytest.fixture
def rng():
    return torch.Generator().manual_seed(0)


@pytest.fixture
def tokens(rng):
    """Two documents with the placeholders of one picture each."""
    tokens = torch.randint(3, 250, (2, 24), generator=rng)
    tokens[:, FIRST : FIRST + N_PATCHES] = TOKEN
    return tokens


@pytest.fixture
def adapter(model, rng):
    adapter = Adapter(model.d_model, TOKEN).requires_grad_(False)
    adapter.weight += 0.1 * torch.randn(adapter.weight.shape, generator=rng)
    adapter.bias += 0.1 * torch.randn(adapter.bias.shape, generator=rng)
    return adapter


@pytest.fixture
def patches():
    return vision.patches([draw(Random(1), "apple"), draw(Random(2), "cat")])


def test_a_patch_that_becomes_the_embedding_of_a_token_reads_as_that_token(model, tokens, rng):
    words = torch.randint(3, 250, (32,), generator=rng)
    adapter = Adapter(model.d_model, TOKEN).requires_grad_(False)
    adapter.weight[:, :32] = model.module.get_input_embeddings().weight[words].T
    spelt = tokens.clone()
    spelt[tokens == TOKEN] = words
    with seeing(model.module, adapter, torch.eye(32, 192)):
        seen = model.module(tokens).logits
    torch.testing.assert_close(seen, model.module(spelt).logits)


def test_a_picture_changes_the_activations_from_its_first_placeholder_on(
    model, tokens, adapter, patches
):
    without = activations(model, HERE, tokens)
    with seeing(model.module, adapter, patches):
        seen = activations(model, HERE, tokens)
    assert torch.equal(seen[:, :FIRST], without[:, :FIRST])
    assert (seen != without).any(-1)[:, FIRST:].all()
    assert torch.equal(activations(model, HERE, tokens), without)  # gone on exit


def test_a_truncated_model_sees_what_the_whole_one_sees(folder, model, tokens, adapter, patches):
    truncated = opened(folder, until=HERE)
    with seeing(model.module, adapter, patches), seeing(truncated.module, adapter, patches):
        whole, cut = (activations(each, HERE, tokens) for each in (model, truncated))
    torch.testing.assert_close(cut, whole)


def test_a_batch_sees_what_each_document_sees_alone(model, tokens, adapter, patches):
    with seeing(model.module, adapter, patches):
        together = activations(model, HERE, tokens)
    for i in range(2):
        with seeing(model.module, adapter, patches[16 * i : 16 * i + 16]):
            torch.testing.assert_close(activations(model, HERE, tokens[i : i + 1])[0], together[i])


def test_replacing_and_splicing_nothing_changes_nothing_and_patches_are_kept(
    model, tokens, adapter, patches
):
    kept = []

    def change(x, keep):
        kept.append(keep)
        return x

    tokens[:, 0] = model.tokenizer.bos_token_id
    with seeing(model.module, adapter, patches):
        plain = next_token_losses(model, tokens)
        with replace(model, HERE, lambda x: x + 0):
            assert torch.equal(next_token_losses(model, tokens), plain)
        with spliced(model, model.hook_point(HERE), float("inf"), change):
            assert torch.equal(next_token_losses(model, tokens), plain)
    assert kept[0][:, FIRST : FIRST + N_PATCHES].all()
    assert not kept[0][:, 0].any()


def test_generation_sees_the_picture_of_its_prompt_in_every_row(model, tokens, adapter, patches):
    with seeing(model.module, adapter, patches[:16]):
        rows = torch.stack(list(generate(model, tokens[0], 6, rows=3)), dim=1)
        logits = model.module(tokens[:1]).logits[0, -1]
    assert (rows == rows[0]).all()
    assert int(rows[0, 0]) == int(logits.argmax())


def test_too_few_or_too_many_patches_name_the_fix(model, tokens, adapter, patches):
    for wrong in (patches[:20], patches.repeat(2, 1)):
        with (
            seeing(model.module, adapter, wrong),
            pytest.raises(SondeError, match="16 for each picture"),
        ):
            activations(model, HERE, tokens)


# the recipe


@pytest.fixture(scope="module")
def tokenizer():
    return recipe.train_tokenizer(TINY)


def test_the_placeholder_is_one_ordinary_token(tokenizer):
    token = vision.image_token(tokenizer)
    assert len(tokenizer) == TINY.vocabulary + len(signs())
    assert token not in special_ids(tokenizer)
    encoded = tokenizer(f"a{PLACEHOLDERS} b", add_special_tokens=False)["input_ids"]
    assert encoded.count(token) == N_PATCHES
    assert tokenizer.decode(encoded, skip_special_tokens=True) == f"a{PLACEHOLDERS} b"


def test_blocks_carry_the_patches_of_their_placeholders(tokenizer):
    """Each document comes whole once, with its own pictures; what is cut is its beginning."""
    token, single = (
        vision.image_token(tokenizer),
        replaced(TINY, batch_blocks=1, context_length=128),
    )
    batches = list(islice(recipe.blocks(tokenizer, single, 0), 60))
    expected = {}
    for document in islice(world(TINY.seed), 500):
        (ids,) = blocks_of.encoded(tokenizer, [document.text])
        here = expected.setdefault(tuple(ids[: single.context_length]), [])
        here.append(vision.patches(document.pictures))  # the same text may be of other pictures
    whole, cut = Counter(), 0
    for batch in batches:
        (row,), seen = batch.tokens.tolist(), batch.patches
        assert row.count(token) == len(seen)
        begins = [i for i, one in enumerate(row) if one == tokenizer.bos_token_id]
        assert begins[0] == 0
        for start, end in pairwise([*begins, len(row)]):
            ids, n_seen = tuple(row[start:end]), row[start:end].count(token)
            if ids in expected:
                whole[ids] += 1
                assert any(torch.equal(seen[:n_seen], one[:n_seen]) for one in expected[ids])
            else:
                cut += 1
                assert end == len(row)
                assert any(ids == one[: len(ids)] for one in expected)
            seen = seen[n_seen:]
    assert sum(whole.values()) < 1.2 * len(whole)  # some texts chance makes twice
    assert 0 < cut <= len(batches)
    joined = recipe.joined(batches)
    parts = list(recipe.parts(joined, 3, torch.tensor(token)))
    assert torch.equal(recipe.joined(parts).patches, joined.patches)


def test_a_document_in_a_block_is_read_as_if_it_were_alone(tokenizer):
    token, bos = vision.image_token(tokenizer), tokenizer.bos_token_id
    long = replaced(TINY, context_length=128)
    batch = next(b for b in recipe.blocks(tokenizer, long, 0) if len(b.patches))
    model, adapter = recipe.untrained(long, tokenizer), Adapter(TINY.width, token)
    with torch.no_grad():
        for parameter in model.parameters():  # else attention hardly looks anywhere
            parameter.add_(torch.randn(parameter.shape) * 0.1)
    found, seen, n_documents = recipe.losses(model, adapter, batch), batch.patches, 0
    for row in batch.tokens:
        begins = (row == bos).nonzero()[:, 0].tolist()
        for start, end in pairwise([*begins, len(row)]):
            n_seen = int((row[start:end] == token).sum())
            alone = recipe.losses(model, adapter, Batch(row[None, start:end], seen[:n_seen]))
            assert torch.allclose(found[: len(alone)], alone, rtol=1e-3, atol=1e-3)
            found = found[len(alone) + (end < len(row)) :]  # what follows an end is a BOS
            seen, n_documents = seen[n_seen:], n_documents + 1
    assert not len(found)
    assert n_documents > len(batch.tokens)


def blocks(tokenizer):
    return recipe.blocks(tokenizer, TINY, 0)


def test_the_loss_leaves_out_placeholders_but_not_the_text_after_them(tokenizer):
    token = vision.image_token(tokenizer)
    batch = next(b for b in blocks(tokenizer) if len(b.patches))
    model, adapter = recipe.untrained(TINY, tokenizer), Adapter(TINY.width, token)
    found = recipe.losses(model, adapter, batch)
    assert len(found) == int((batch.tokens[:, 1:] != token).sum())
    whole = recipe.held_out_loss(model, adapter, batch)
    assert float(found.detach().mean()) == pytest.approx(whole, rel=1e-5)


@pytest.mark.parametrize("seen_before", [False, True])
def test_a_restored_optimiser_goes_on_as_if_nothing_had_happened(tokenizer, seen_before):
    token = vision.image_token(tokenizer)
    blind = next(b for b in blocks(tokenizer) if not len(b.patches))
    pictured = next(b for b in blocks(tokenizer) if len(b.patches))
    first, second = (
        torch.nn.ModuleDict(
            {"model": recipe.untrained(TINY, tokenizer), "vision": Adapter(TINY.width, token)}
        )
        for _ in range(2)
    )
    optimiser, restored = Optimiser(first, TINY), Optimiser(second, TINY)
    for batch in (pictured, blind) if seen_before else (blind,):
        step(first, optimiser, batch)
    second.load_state_dict(first.state_dict())
    restored.restore({name: tensor.clone() for name, tensor in optimiser.state().items()})
    for batch in (pictured, blind):
        step(first, optimiser, batch)
        step(second, restored, batch)
    pairs = zip(first.parameters(), second.parameters(), strict=True)
    assert all(torch.equal(a, b) for a, b in pairs)


def step(both, optimiser, batch):
    recipe.losses(both["model"], both["vision"], batch).mean().backward()
    optimiser.step(1.0)


def test_training_writes_an_adapter_that_loads(tmp_path, monkeypatch):
    often = Weighted(["paragraph", "picture"], [0.5, 0.5])
    monkeypatch.setattr(world_module, "document_kinds", lambda: often)
    folder = recipe.train(tmp_path / "out", TINY)
    adapter = load_adapter(folder)
    assert adapter is not None
    start = Adapter(TINY.width, int(adapter.token), TINY.seed)
    assert not torch.equal(adapter.weight, start.weight.bfloat16().float())
    assert load_tensors(folder / vision.FILE)["weight"].dtype == torch.bfloat16
    model = opened(folder)
    assert int(adapter.token) == vision.image_token(model.tokenizer)
    assert (folder / vision.FILE).stat().st_mode & 0o044
    document = next(d for d in world(1) if d.pictures and d.text.startswith(IMAGE))
    tokens = model.tokenizer(PLACEHOLDERS, return_tensors="pt")["input_ids"]
    without = activations(model, "middle", tokens)
    with seeing(model.module, adapter, vision.patches(document.pictures[:1])):
        assert not torch.equal(activations(model, "middle", tokens), without)


def test_weights_from_before_the_pictures_still_load():
    """Whatever is shipped: an adapter if there is one, and no placeholder where there is none."""
    adapter, model = load_adapter(model_path()), opened(model_path())
    assert vision.image_token(model.tokenizer) == (-1 if adapter is None else int(adapter.token))
