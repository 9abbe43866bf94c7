"""A dictionary in a running transformer: the identity where it should be, a change where asked."""

import pytest
import torch

import sonde.interventions.steer as stage
from sonde.activations.mask import kept
from sonde.activations.source import ActivationSource
from sonde.core.errors import SondeError
from sonde.dictionary.sparse import dense
from sonde.interventions.config import SteerConfig
from sonde.interventions.edits import (
    Edit,
    apply_edits,
    apply_edits_slowly,
    edit_table,
)
from sonde.interventions.splice import spliced
from sonde.interventions.steer import continuation, prompt_tokens, steer, steer_stream
from sonde.model.config import ModelConfig
from sonde.model.forward import chat_prompt, generate, next_token_losses
from sonde.model.hook_points import resolve
from sonde.model.hooks import read
from sonde.model.loading import load, special_ids
from sonde.text.config import TextConfig
from synthetic import random_dictionary
from tiny_models import n_hooks, tiny_checkpoint
from tiny_tokenizers import KINDS as TOKENIZERS
from tiny_tokenizers import SENTENCES

D_MODEL, SIZE, N_TOKENS = 32, 96, 12
DICTIONARY = random_dictionary(D_MODEL, SIZE)
MAXIMA = dict.fromkeys(range(SIZE), 4.0)
HERE = "layers.1.resid_post"
PROMPT = "Once upon a time"


def opened(folder, model_type, **settings):
    tiny_checkpoint(folder, model_type, n_layers=3, d_model=D_MODEL, **settings)
    model = load(ModelConfig(path=str(folder), dtype="float32", device="cpu"))
    text = TextConfig(sources=("nowhere",))
    return ActivationSource(model, text, resolve(HERE, model.n_layers), float("inf"))


@pytest.fixture(scope="module", params=["llama", "gpt2", "gemma2"])
def source(request, tmp_path_factory):
    return opened(tmp_path_factory.mktemp("model"), request.param)


@pytest.fixture(scope="module")
def llama(tmp_path_factory):
    return opened(tmp_path_factory.mktemp("model"), "llama")


@pytest.fixture
def tokens():
    tokens = torch.randint(3, 259, (2, 11), generator=torch.Generator().manual_seed(1))
    tokens[:, 0] = 0  # BOS
    tokens[1, 6] = 1  # EOS in the middle
    return tokens


def logits(source, tokens, change=None):
    if change is None:
        with torch.no_grad():
            return source.model.module(tokens).logits
    with spliced(source.model, source.hook_point, source.norm_limit, change), torch.no_grad():
        return source.model.module(tokens).logits


def by(rows, function=apply_edits):
    table = edit_table(rows, MAXIMA, SIZE)
    return lambda x, keep: function(DICTIONARY, table, x, keep)


def activations(source, tokens):
    with read(source.model, source.hook_point) as reading:
        source.model.module(tokens)
    return reading.x


def test_clamping_every_feature_to_its_own_code_leaves_the_logits(source, tokens):
    """Own codes differ from token to token, so each is set by a table of its own position."""

    def clamp_to_itself(x, keep):
        flat = x.flatten(0, 1)
        codes = dense(DICTIONARY.encode(flat), len(flat), SIZE)
        rows = [[Edit(f, "clamp", float(row[f]) / 4) for f in range(SIZE)] for row in codes]
        table = edit_table(rows, MAXIMA, SIZE)
        return apply_edits(DICTIONARY, table, flat[:, None], keep.flatten()[:, None]).view_as(x)

    before = logits(source, tokens)
    after = logits(source, tokens, clamp_to_itself)
    torch.testing.assert_close(after, before, rtol=0, atol=1e-4)
    assert not torch.equal(logits(source, tokens, by([[Edit(5, "clamp", 3.0)]] * 2)), before)


def test_a_splice_of_all_features_with_the_error_is_the_identity(source, tokens):
    def splice(x, keep):
        flat = x.flatten(0, 1)
        x_hat = DICTIONARY.reconstruct(flat)
        return (x_hat + (flat - x_hat)).view_as(x)

    torch.testing.assert_close(
        logits(source, tokens, splice), logits(source, tokens), rtol=0, atol=1e-4
    )
    every = [Edit(f, "add", 0.0) for f in range(SIZE)]
    for function in (apply_edits, apply_edits_slowly):
        found = logits(source, tokens, by([every] * 2, function))
        torch.testing.assert_close(found, logits(source, tokens), rtol=0, atol=1e-4)


def test_what_is_put_in_takes_effect_at_the_hook_point_and_is_gone_after(source, tokens):
    before, x = logits(source, tokens), activations(source, tokens)
    hooks, seen = n_hooks(source.model), []

    def change(x, keep):
        seen.append((x.clone(), keep))
        return x + 1

    with (
        spliced(source.model, source.hook_point, source.norm_limit, change),
        read(source.model, source.hook_point) as reading,
    ):
        source.model.module(tokens)
    assert torch.equal(seen[0][0], x)
    assert torch.equal(reading.x, x + 1)
    assert torch.equal(logits(source, tokens), before)
    with (
        pytest.raises(ZeroDivisionError),
        spliced(source.model, source.hook_point, 1.0, lambda x, keep: 1 / 0),
    ):
        source.model.module(tokens)
    assert torch.equal(logits(source, tokens), before)
    assert n_hooks(source.model) == hooks


def test_the_mask_is_that_of_training_with_a_cache_too(source, tokens):
    x = activations(source, tokens)
    limit = 1.001 * float(x.norm(dim=-1).median())  # a cache rounds differently
    expected = kept(tokens, x, special_ids(source.model.tokenizer), limit)
    assert not expected[:, 0].any()
    assert not expected[1, 6]
    assert 0 < expected.sum() < expected.numel() - 3
    masks = []

    def note(x, keep):
        masks.append(keep)
        return x

    with spliced(source.model, source.hook_point, limit, note), torch.no_grad():
        source.model.module(tokens)
        output = source.model.module(tokens[:, :4], use_cache=True)
        for position in range(4, 11):
            one = tokens[:, position : position + 1]
            output = source.model.module(one, past_key_values=output.past_key_values)
    assert torch.equal(masks[0], expected)
    assert torch.equal(torch.cat(masks[1:], dim=1), expected)


def test_special_tokens_and_sinks_are_not_edited(source, tokens):
    limit = float(activations(source, tokens).norm(dim=-1).median())
    seen = {}

    def change(x, keep):
        new = by([[Edit(5, "add", 3.0)]] * 2)(x, keep)
        seen.update(changed=(new != x).any(-1), keep=keep)
        return new

    with spliced(source.model, source.hook_point, limit, change):
        source.model.module(tokens)
    assert torch.equal(seen["changed"], seen["keep"])


def test_ablating_a_feature_that_does_not_fire_is_the_identity(llama, tokens):
    fired = dense(DICTIONARY.encode(activations(llama, tokens).flatten(0, 1)), 22, SIZE).any(0)
    silent = int((~fired).nonzero()[0])
    loud = int(fired.nonzero()[0])
    before = logits(llama, tokens)
    assert torch.equal(logits(llama, tokens, by([[Edit(silent, "ablate")]] * 2)), before)
    assert not torch.equal(logits(llama, tokens, by([[Edit(loud, "ablate")]] * 2)), before)


def test_predicted_change_of_the_residual_stream_is_the_measured_one(llama, tokens):
    plain = activations(llama, tokens)
    change = by([[Edit(5, "add", 1.0)], []])
    with (
        spliced(llama.model, llama.hook_point, llama.norm_limit, change),
        read(llama.model, llama.hook_point) as reading,
    ):
        llama.model.module(tokens)
    added = reading.x - plain
    keep = ~torch.isin(tokens, torch.tensor([0, 1, 2]))
    expected = 4.0 * DICTIONARY.W_dec[5] * keep[..., None]
    expected[1] = 0
    torch.testing.assert_close(added, expected, rtol=1e-4, atol=1e-5)


def test_edits_of_other_rows_leave_the_logits_of_a_row(llama, tokens):
    before = logits(llama, tokens)
    after = logits(llama, tokens, by([[Edit(5, "clamp", 9.0)], []]))
    torch.testing.assert_close(after[1], before[1], rtol=0, atol=1e-5)
    assert (after[0] - before[0]).abs().max() > 1e-2


def steered(source, edits, prompt=PROMPT, **settings):
    settings = {"n_tokens": N_TOKENS, "temperature": 0.0, **settings}
    return steer(source, DICTIONARY, edits, MAXIMA, prompt, SteerConfig(**settings))


def plain_text(source, prompt=PROMPT, **settings):
    tokens = prompt_tokens(source, prompt)
    steps = [int(step[0]) for step in generate(source.model, tokens, N_TOKENS, **settings)]
    if 1 in steps:
        steps = steps[: steps.index(1)]
    return source.model.tokenizer.decode(steps, clean_up_tokenization_spaces=False)


STRONG = [Edit(5, "clamp", 20.0), Edit(7, "add", -10.0)]


@pytest.mark.parametrize("settings", [{}, {"temperature": 0.8, "seed": 3}])
def test_the_default_text_is_that_of_the_model_alone(source, settings):
    found = steered(source, STRONG, **settings)
    assert found.default == plain_text(source, **settings)
    assert found.steered != found.default


@pytest.mark.parametrize("temperature", [0.0, 1.0])
def test_adding_nothing_leaves_the_text(source, temperature):
    found = steered(source, [Edit(5, "add", 0.0)], temperature=temperature)
    assert found.steered == found.default
    none = steered(source, [], temperature=temperature)
    assert none.steered == none.default == found.default


def test_the_seed_decides_the_text(llama):
    one = steered(llama, STRONG, temperature=1.0, seed=1)
    assert steered(llama, STRONG, temperature=1.0, seed=1) == one
    assert steered(llama, STRONG, temperature=1.0, seed=2) != one


def test_the_stream_grows_to_the_whole(llama):
    seen = list(
        steer_stream(llama, DICTIONARY, STRONG, MAXIMA, PROMPT, SteerConfig(n_tokens=N_TOKENS))
    )
    whole = steer(llama, DICTIONARY, STRONG, MAXIMA, PROMPT, SteerConfig(n_tokens=N_TOKENS))
    assert seen[-1] == whole
    assert len(seen) == N_TOKENS
    for column in (0, 1):
        texts = [step[column] for step in seen]
        assert sorted(texts, key=len) == texts


@pytest.mark.parametrize("kind", TOKENIZERS)
def test_a_text_joins_its_prompt_as_the_tokenizer_joins_them(kind):
    """Wherever a text is cut between two characters, and with anything after BOS."""
    tokenizer = TOKENIZERS[kind]()
    for sentence in SENTENCES:
        tokens = tokenizer(sentence, add_special_tokens=False)["input_ids"]
        whole = tokenizer.decode(tokens)
        for n in range(1, len(tokens)):
            prompt = tokenizer.decode(tokens[:n])
            if not prompt.endswith("\ufffd"):
                assert prompt + continuation(tokenizer, tokens[:n], tokens[n:]) == whole
        if tokenizer.bos_token_id is not None:
            assert continuation(tokenizer, [tokenizer.bos_token_id], tokens) == whole
        assert continuation(tokenizer, [], tokens) == whole


def test_steered_text_is_joined_to_its_prompt(llama, monkeypatch):
    monkeypatch.setattr(stage, "continuation", lambda tokenizer, prompt, tokens: f"{[*prompt]}")
    tokens = prompt_tokens(llama, PROMPT)
    assert steered(llama, STRONG, n_tokens=1) == (str(tokens), str(tokens))


def test_a_stream_left_open_leaves_gradients_alone_and_one_closed_the_model(llama, tokens):
    before = logits(llama, tokens)
    stream = steer_stream(llama, DICTIONARY, STRONG, MAXIMA, PROMPT)
    next(stream)
    assert torch.is_grad_enabled()
    stream.close()
    assert torch.equal(logits(llama, tokens), before)


def test_greedy_text_does_not_depend_on_the_cache(llama):
    """Edits under generation are those of one forward over the whole text."""
    tokens = prompt_tokens(llama, PROMPT)
    with spliced(llama.model, llama.hook_point, float("inf"), by([STRONG])):
        found = [int(step[0]) for step in generate(llama.model, tokens, N_TOKENS)]
        with torch.no_grad():
            whole = llama.model.module(torch.tensor([tokens + found])).logits[0]
    assert whole.argmax(-1)[len(tokens) - 1 : -1].tolist() == found


def test_a_text_ends_where_the_model_ends_it(llama):
    head = llama.model.module.lm_head.weight
    before = head.clone()
    try:
        head[1] = 1000 * torch.sign(head.sum(0))
        steps = list(generate(llama.model, prompt_tokens(llama, PROMPT), 3, temperature=5.0))
        found = steered(llama, STRONG, temperature=5.0)
    finally:
        head.copy_(before)
    assert len(steps) <= 3
    assert "</s>" not in found.default + found.steered


def test_every_way_to_end_is_left_out(llama, monkeypatch):
    """A chat model has several: all of them end the text, whatever the tokenizer calls EOS."""
    text = steered(llama, []).default
    tokens = [int(t[0]) for t in generate(llama.model, prompt_tokens(llama, PROMPT), N_TOKENS)]
    end = tokens[4]
    monkeypatch.setattr(llama.model.module.generation_config, "eos_token_id", [1, end])
    cut = steered(llama, []).default
    assert cut == llama.model.tokenizer.decode(tokens[: tokens.index(end)])
    assert text.startswith(cut)
    assert cut != text


def test_prompts_are_packed_as_in_training(llama, tmp_path):
    tokenizer = llama.model.tokenizer
    assert prompt_tokens(llama, "a") == [0, *tokenizer("a", add_special_tokens=False)["input_ids"]]
    assert prompt_tokens(llama, "") == [0]
    assert len(steered(llama, STRONG, prompt="")) == 2
    bare = opened(tmp_path, "llama", chat_template=False)
    bare.model.tokenizer.bos_token = None
    assert prompt_tokens(bare, "") == [1]
    bare.model.tokenizer.eos_token = None
    assert prompt_tokens(bare, "a") == prompt_tokens(llama, "a")[1:]
    with pytest.raises(SondeError, match="prompt is empty"):
        prompt_tokens(bare, "")
    with pytest.raises(SondeError, match="chat template"):
        steered(bare, STRONG, chat=True)


def test_a_chat_begins_as_the_template_says(llama):
    chat = chat_prompt(llama.model, [{"role": "user", "content": PROMPT}])
    steps = [int(step[0]) for step in generate(llama.model, chat, N_TOKENS)]
    assert steered(llama, STRONG, chat=True).default == llama.model.tokenizer.decode(steps)
    assert steered(llama, STRONG, chat=True) != steered(llama, STRONG)


@pytest.mark.parametrize(
    ("wrong", "message"),
    [({"n_tokens": 0}, "n_tokens=0 is below 1"), ({"temperature": -1.0}, "0 is greedy")],
)
def test_impossible_settings_name_the_fix(wrong, message):
    with pytest.raises(ValueError, match=message):
        SteerConfig(**wrong)


def test_losses_under_an_identity_splice_are_the_models(llama, tokens):
    with spliced(llama.model, llama.hook_point, llama.norm_limit, lambda x, keep: x):
        under = next_token_losses(llama.model, tokens)
    assert torch.equal(under, next_token_losses(llama.model, tokens))
