import math

import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st

from sonde.core.errors import SondeError
from sonde.model.architectures import ARCHITECTURES
from sonde.model.config import ModelConfig
from sonde.model.forward import (
    chat_prompt,
    choose,
    generate,
    logit_effects,
    next_token_losses,
    nucleus,
    step,
)
from sonde.model.hooks import replace
from sonde.model.loading import load
from tiny_models import tiny_checkpoint

PROMPT = [0, 40, 80, 120, 160]
N_TOKENS = 12


@pytest.fixture(scope="module", params=sorted(ARCHITECTURES))
def model(request, tmp_path_factory):
    folder = tiny_checkpoint(tmp_path_factory.mktemp("model"), request.param, n_layers=2)
    return load(ModelConfig(path=str(folder), dtype="float32"))


@pytest.fixture
def llama(tmp_path):
    return load(ModelConfig(path=str(tiny_checkpoint(tmp_path)), dtype="float32"))


@pytest.fixture
def tokens():
    return torch.randint(3, 259, (3, 11), generator=torch.Generator().manual_seed(1))


def texts(model, **how):
    """Generated tokens, a list for each row."""
    steps = list(generate(model, PROMPT, N_TOKENS, **how))
    return torch.stack(steps, dim=1).tolist()


def test_losses_average_to_the_loss_of_transformers(model, tokens):
    losses = next_token_losses(model, tokens)
    assert losses.shape == (3, 10)
    torch.testing.assert_close(losses.mean(), model.module(tokens, labels=tokens).loss)


def test_a_model_without_opinion_loses_the_logarithm_of_its_vocabulary(llama, tokens):
    llama.module.lm_head.weight.zero_()
    expected = torch.full((3, 10), math.log(llama.vocab_size))
    torch.testing.assert_close(next_token_losses(llama, tokens), expected)


def test_predicted_logit_effects_are_the_measured_ones(model):
    """Between residual streams of one length the norm divides by one number: it is linear."""
    generator = torch.Generator().manual_seed(5)
    a, b = torch.randn(2, 6, model.d_model, generator=generator)
    if model.architecture.norm == "layer":
        a, b = (x - x.mean(-1, keepdim=True) for x in (a, b))
    a, b = (x / x.square().mean(-1, keepdim=True).sqrt() for x in (a, b))
    norm = model.module.base_model.get_submodule(model.architecture.final_norm)
    head = model.module.get_output_embeddings()
    measured = head(norm(b)) - head(norm(a))
    measured = measured - measured.mean(-1, keepdim=True)
    shift = torch.randn(6, 1, generator=generator)  # a constant is invisible to a LayerNorm alone
    predicted = logit_effects(model, b - a + shift * (model.architecture.norm == "layer"))
    torch.testing.assert_close(predicted, measured, atol=1e-3, rtol=1e-3)


def test_greedy_tokens_are_those_of_transformers(model):
    ours = texts(model)[0]
    theirs = model.module.generate(
        torch.tensor([PROMPT]), max_new_tokens=N_TOKENS, do_sample=False, pad_token_id=2
    )
    assert ours == theirs[0, len(PROMPT) :].tolist()


def test_rows_differ_only_by_what_hooks_do_to_them(llama):
    def push_second_row(x):
        return torch.stack([x[0], x[1] + 2.0])

    for how in ({}, {"temperature": 1.0, "seed": 3}, {"temperature": 0.8, "top_p": 0.9}):
        alone = texts(llama, **how)
        assert texts(llama, rows=2, **how) == alone * 2
        with replace(llama, "middle", push_second_row):
            first, second = texts(llama, rows=2, **how)
        assert first == alone[0]
        assert second != first


def test_the_seed_decides_the_sample(llama):
    samples = [texts(llama, temperature=1.0, seed=seed) for seed in (1, 1, 2)]
    assert samples[0] == samples[1] != samples[2]


def test_a_cold_or_narrow_sample_is_greedy(llama):
    greedy = texts(llama)
    assert texts(llama, temperature=1e-4) == greedy
    assert texts(llama, temperature=1.0, top_p=1e-6) == greedy


def test_samples_follow_the_softmax():
    logits = torch.tensor([[2.0, 1.0, 0.0, -1.0, -30.0]])
    generator = torch.Generator().manual_seed(6)
    drawn = torch.cat([choose(logits, 2.0, None, generator) for _ in range(4000)])
    shares = torch.bincount(drawn, minlength=5) / 4000
    torch.testing.assert_close(shares, (logits[0] / 2).softmax(-1), atol=0.03, rtol=0)


@settings(max_examples=50)
@given(st.integers(0, 10**6), st.floats(1e-6, 1.0))
def test_the_nucleus_is_the_smallest_set_that_holds_top_p(seed, top_p):
    logits = 3 * torch.randn(1, 12, generator=torch.Generator().manual_seed(seed))
    probabilities, kept = logits.softmax(-1)[0], nucleus(logits, top_p)[0]
    inside = probabilities[kept]
    assert float(inside.sum()) >= top_p - 1e-5
    assert float(inside.sum() - inside.min()) < top_p + 1e-5
    assert (inside.min() >= probabilities[~kept]).all()


def test_a_row_that_ends_repeats_its_end_and_the_stream_ends_with_the_last(llama):
    def push_second_row(x):
        return torch.stack([x[0], x[1] + 2.0])

    with replace(llama, "middle", push_second_row):
        first, second = texts(llama, rows=2)
        end_of_first = first[2]
        end_of_second = next(t for t in second[6:] if t not in (*second[:6], *first[:7]))
        llama.module.generation_config.eos_token_id = [end_of_first, end_of_second]
        ended = texts(llama, rows=2)
    ends = (end_of_first, end_of_second)
    lengths = [next(i for i, t in enumerate(row) if t in ends) + 1 for row in (first, second)]
    assert len(ended[0]) == len(ended[1]) == max(lengths) < N_TOKENS
    for row, plain, length in zip(ended, (first, second), lengths, strict=True):
        assert row == plain[:length] + [plain[length - 1]] * (len(row) - length)


def test_the_head_reads_many_rows_without_gaps(model):
    """Else torch copies its weights for each of them; what it says is the same."""
    head, seen = model.module.get_output_embeddings(), []
    tokens = torch.tensor(PROMPT).expand(7, -1)
    with torch.no_grad():
        whole = model.module(input_ids=tokens, use_cache=False).logits[:, -1].float()
    handle = head.register_forward_hook(lambda _, args, out: seen.append(args[0].is_contiguous()))
    logits, _ = step(model, tokens, None)
    handle.remove()
    assert seen == [True]
    torch.testing.assert_close(logits, whole)
    assert not head._forward_pre_hooks


def test_generation_keeps_no_gradient_and_leaves_the_mode_alone(llama):
    stream = generate(llama, torch.tensor(PROMPT), 2)
    next(stream)
    assert torch.is_grad_enabled()


@pytest.mark.parametrize(
    ("prompt", "how", "says"),
    [
        ([], {}, "prompt is empty"),
        (PROMPT, {"n_tokens": 500}, "exceed the 256 positions"),
        (PROMPT, {"rows": 0}, "at least 1"),
        (PROMPT, {"temperature": -1.0}, "temperature"),
        (PROMPT, {"top_p": 0.0}, "top_p"),
    ],
)
def test_what_cannot_be_generated_is_refused(llama, prompt, how, says):
    with pytest.raises(SondeError, match=says):
        next(generate(llama, prompt, **{"n_tokens": 5, **how}))


def test_a_truncated_model_has_no_logits_and_says_so(tmp_path, tokens):
    folder = tiny_checkpoint(tmp_path)
    part = load(ModelConfig(path=str(folder), dtype="float32"), until="middle")
    for ask in (
        lambda: next_token_losses(part, tokens),
        lambda: logit_effects(part, torch.randn(1, 32)),
        lambda: next(generate(part, PROMPT, 1)),
    ):
        with pytest.raises(SondeError, match="load it whole"):
            ask()


def test_a_chat_is_the_templates_text(llama):
    messages = [{"role": "user", "content": "Where is Lily?"}]
    expected = "<s>user: Where is Lily?\nassistant: "
    tokens = chat_prompt(llama, messages)
    assert tokens == llama.tokenizer(expected, add_special_tokens=False).input_ids
    assert llama.tokenizer.decode(tokens) == expected


def test_a_chat_that_cannot_be_rendered_says_why(llama, tmp_path):
    llama.tokenizer.chat_template = "{{ raise_exception('System role not supported') }}"
    with pytest.raises(SondeError, match="refused the messages: System role not supported"):
        chat_prompt(llama, [{"role": "system", "content": "x"}])
    llama.tokenizer.chat_template = None
    with pytest.raises(SondeError, match="no chat template, so it takes plain text"):
        chat_prompt(llama, [{"role": "user", "content": "x"}])
