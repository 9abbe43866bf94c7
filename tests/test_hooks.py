"""The same laws for every row of the table, on real transformers classes with random weights."""

from contextlib import ExitStack

import pytest
import torch
from torch import nn

from sonde.core.errors import SondeError
from sonde.model.architectures import ARCHITECTURES
from sonde.model.config import ModelConfig
from sonde.model.forward import generate
from sonde.model.hook_points import PLACES
from sonde.model.hooks import activations, activations_of_all, read, replace
from sonde.model.loading import load
from tiny_models import n_hooks, tiny_checkpoint

N_LAYERS = 3
CASES = {name: (name, {}) for name in sorted(ARCHITECTURES)}
CASES["gpt_neox one after the other"] = ("gpt_neox", {"use_parallel_residual": False})


@pytest.fixture(scope="module", params=CASES)
def model(request, tmp_path_factory):
    model_type, settings = CASES[request.param]
    folder = tiny_checkpoint(tmp_path_factory.mktemp("model"), model_type, N_LAYERS, **settings)
    return load(ModelConfig(path=str(folder), dtype="float32"))


@pytest.fixture(scope="module")
def llama(tmp_path_factory):
    folder = tiny_checkpoint(tmp_path_factory.mktemp("model"), "llama", N_LAYERS)
    return load(ModelConfig(path=str(folder), dtype="float32"))


@pytest.fixture(scope="module")
def tokens():
    return torch.randint(3, 259, (2, 11), generator=torch.Generator().manual_seed(1))


@pytest.fixture(scope="module")
def seen(model, tokens):
    """Activations at every place of every layer, from one whole forward."""
    names = [f"layers.{layer}.{place}" for layer in range(N_LAYERS) for place in places(model)]
    with ExitStack() as stack:
        readings = {name: stack.enter_context(read(model, name)) for name in names}
        model.module(tokens, use_cache=False)  # as `activations`: a cache may round differently
    return {name: reading.x for name, reading in readings.items()}


def logits(model, tokens):
    with torch.no_grad():
        return model.module(tokens).logits


def places(model):
    """The places that exist in this model."""
    row = model.architecture
    absent = {"attn_out", "resid_mid"} if row.attention is None else set()
    absent |= {"mlp_out", "mlp_in"} if row.mlp is None else set()
    absent |= {"resid_mid"} if row.runs_parallel(model.text_config) else set()
    return [place for place in PLACES if place not in absent]


def test_the_residual_stream_is_what_transformers_calls_hidden_states(model, tokens, seen):
    hidden = model.module(tokens, output_hidden_states=True, use_cache=False).hidden_states
    for layer in range(N_LAYERS):
        assert torch.equal(seen[f"layers.{layer}.resid_pre"], hidden[layer])
        if layer + 1 < N_LAYERS:  # the last is given after the final norm
            assert torch.equal(seen[f"layers.{layer}.resid_post"], hidden[layer + 1])


def test_what_leaves_a_layer_enters_the_next(seen):
    for layer in range(N_LAYERS - 1):
        leaves = seen[f"layers.{layer}.resid_post"]
        assert torch.equal(leaves, seen[f"layers.{layer + 1}.resid_pre"])


def test_the_branches_add_up(model, seen):
    for layer in range(N_LAYERS):
        here = {place: seen[f"layers.{layer}.{place}"] for place in places(model)}
        if "resid_mid" in here:
            torch.testing.assert_close(here["resid_mid"], here["resid_pre"] + here["attn_out"])
            torch.testing.assert_close(here["resid_post"], here["resid_mid"] + here["mlp_out"])
        elif "attn_out" in here:
            branches = here["attn_out"] + here["mlp_out"]
            torch.testing.assert_close(here["resid_post"], here["resid_pre"] + branches)


def test_the_mlp_makes_what_it_writes_of_what_it_reads(model, seen):
    row = model.architecture
    if row.mlp is None:
        return
    for layer in range(N_LAYERS):
        here = model.layers[layer]
        x = here.get_submodule(row.mlp_reader or row.mlp)(seen[f"layers.{layer}.mlp_in"])
        x = x[0] if isinstance(x, tuple) else x
        if row.mlp_reader:  # a norm stands behind it
            x = here.get_submodule(row.mlp)(x)
        torch.testing.assert_close(x, seen[f"layers.{layer}.mlp_out"])


def test_several_hook_points_are_read_in_one_forward(model, tokens, seen):
    names = [f"layers.{layer}.{place}" for layer in (1, 0) for place in places(model)]
    found = activations_of_all(model, names, tokens)
    for name, x in zip(names, found, strict=True):
        assert torch.equal(x, seen[name])


def test_reading_within_a_whole_forward_and_stopping_early_agree(model, tokens, seen):
    for place in places(model):
        name = f"layers.1.{place}"
        assert torch.equal(seen[name], activations(model, name, tokens))


def test_after_the_last_layer_come_only_the_norm_and_the_unembedding(model, tokens, seen):
    x = seen[f"layers.{N_LAYERS - 1}.resid_post"]
    norm = model.module.base_model.get_submodule(model.architecture.final_norm)
    head = model.module.get_output_embeddings()
    softcap = getattr(model.text_config, "final_logit_softcapping", None)
    by_hand = head(norm(x)) / getattr(model.text_config, "logits_scaling", 1.0)
    if softcap is not None:
        by_hand = softcap * torch.tanh(by_hand / softcap)
    torch.testing.assert_close(by_hand, logits(model, tokens))


def test_the_identity_changes_nothing_and_none_not_a_bit(model, tokens):
    before = logits(model, tokens)
    for place in places(model):
        with replace(model, f"layers.1.{place}", lambda x: x.clone()):
            assert (logits(model, tokens) - before).abs().max() < 1e-4
        with replace(model, f"layers.1.{place}", lambda x: None):
            assert torch.equal(logits(model, tokens), before)


class Zeros(nn.Module):
    """The slow twin of a replacement: a layer that runs, and gives zeros."""

    def __init__(self, layer):
        super().__init__()
        self.layer = layer
        for name in ("attention_type", "layer_type"):
            if hasattr(layer, name):
                setattr(self, name, getattr(layer, name))

    def forward(self, *args, **kwargs):
        output = self.layer(*args, **kwargs)
        if isinstance(output, tuple):
            return torch.zeros_like(output[0]), *output[1:]
        return torch.zeros_like(output)


@pytest.mark.parametrize("layer", [0, N_LAYERS - 1])
def test_zeros_at_resid_post_are_a_layer_that_gives_zeros(model, tokens, layer):
    with replace(model, f"layers.{layer}.resid_post", torch.zeros_like):
        replaced = logits(model, tokens)
    original = model.layers[layer]
    model.layers[layer] = Zeros(original)
    try:
        twin = logits(model, tokens)
    finally:
        model.layers[layer] = original
    assert torch.equal(replaced, twin)
    assert not torch.allclose(replaced, logits(model, tokens))


def test_a_push_works_alike_wherever_it_joins_the_stream(model, tokens):
    push = torch.randn(model.d_model, generator=torch.Generator().manual_seed(2))

    def pushed(hook_point):
        with replace(model, hook_point, lambda x: x + push):
            return logits(model, tokens)

    after = pushed("layers.1.resid_post")
    assert not torch.allclose(after, logits(model, tokens), atol=1e-2)
    torch.testing.assert_close(pushed("layers.2.resid_pre"), after)
    if "mlp_out" in places(model):
        torch.testing.assert_close(pushed("layers.1.mlp_out"), after, atol=1e-4, rtol=1e-4)
    if "resid_mid" in places(model):
        before_mlp = pushed("layers.1.resid_mid")
        torch.testing.assert_close(pushed("layers.1.attn_out"), before_mlp, atol=1e-4, rtol=1e-4)
        assert not torch.allclose(before_mlp, after, atol=1e-2)


def test_a_reading_inside_a_replacement_sees_the_replacement(model, tokens):
    new = torch.randn(*tokens.shape, model.d_model, generator=torch.Generator().manual_seed(3))
    for place in places(model):
        hook_point = f"layers.1.{place}"
        with replace(model, hook_point, lambda x: new), read(model, hook_point) as inside:
            model.module(tokens)
        torch.testing.assert_close(inside.x, new, atol=1e-5, rtol=1e-5)


def test_resid_mid_starts_from_a_replaced_input_whoever_came_first(llama, tokens):
    with (
        read(llama, "layers.1.resid_mid") as mid,
        replace(llama, "layers.1.resid_pre", lambda x: x + 3),
        read(llama, "layers.1.resid_pre") as pre,
        read(llama, "layers.1.attn_out") as attention,
    ):
        llama.module(tokens)
    torch.testing.assert_close(mid.x, pre.x + attention.x)
    untouched = activations(llama, "layers.1.resid_pre", tokens)
    torch.testing.assert_close(pre.x, untouched + 3)


def test_hooks_are_gone_afterwards_also_after_an_error(model, tokens):
    before, hooks = logits(model, tokens), n_hooks(model)

    def fail(x):
        raise RuntimeError("inside the hook")

    for place in places(model):
        with pytest.raises(RuntimeError, match="inside"), replace(model, f"layers.1.{place}", fail):
            logits(model, tokens)
        with replace(model, f"layers.1.{place}", torch.zeros_like):
            assert n_hooks(model) > hooks
        activations(model, f"layers.1.{place}", tokens)
        assert n_hooks(model) == hooks
    assert torch.equal(logits(model, tokens), before)


def test_edits_inside_generation_with_a_cache_are_the_slow_loop_without(model):
    push = torch.randn(model.d_model, generator=torch.Generator().manual_seed(4))
    prompt, n_tokens = [0, 40, 80, 120, 160], 8
    plain = [int(step) for step in generate(model, prompt, n_tokens)]
    with ExitStack() as stack:
        for i, place in enumerate(places(model)):
            hook_point = f"layers.{i % N_LAYERS}.{place}"
            stack.enter_context(replace(model, hook_point, lambda x: x + push))
        fast = [int(step) for step in generate(model, prompt, n_tokens)]
        slow = list(prompt)
        while len(slow) < len(prompt) + len(fast):
            step = model.module(torch.tensor([slow]), use_cache=False).logits
            slow.append(int(step[0, -1].argmax()))
    assert fast == slow[len(prompt) :]
    assert fast != plain


def test_activations_run_no_layer_beyond_the_hook_point(llama, tokens):
    ran = []
    handles = [
        layer.register_forward_pre_hook(lambda module, args, i=i: ran.append(i))
        for i, layer in enumerate(llama.layers)
    ]
    x = activations(llama, "layers.1.resid_post", tokens)
    for handle in handles:
        handle.remove()
    assert ran == [0, 1]
    assert not x.requires_grad


def test_gradients_reach_what_took_the_place_of_the_activations(llama, tokens):
    leaf = activations(llama, "middle", tokens).requires_grad_()
    with replace(llama, "middle", lambda x: leaf):
        llama.module(tokens).logits[0, -1, 7].backward()
    assert leaf.grad is not None
    assert leaf.grad[0].abs().sum() > 0
    assert leaf.grad[1].abs().sum() == 0  # another row of the batch


def test_a_replacement_in_another_dtype_is_brought_to_the_models(llama, tokens):
    with replace(llama, "middle", lambda x: x.double()):
        assert torch.equal(logits(llama, tokens), logits(llama, tokens))


def test_a_replacement_of_another_shape_is_refused(llama, tokens):
    with (
        pytest.raises(SondeError, match=r"shape \[2, 11\], but it must keep \[2, 11, 32\]"),
        replace(llama, "middle", lambda x: x.sum(-1)),
    ):
        logits(llama, tokens)


def test_a_reading_before_any_forward_says_what_to_do(llama):
    with read(llama, "middle") as reading, pytest.raises(SondeError, match="run the model inside"):
        _ = reading.x


def test_side_by_side_branches_have_no_middle(tmp_path):
    folder = tiny_checkpoint(tmp_path, "gpt_neox", 2)
    model = load(ModelConfig(path=str(folder), dtype="float32"))
    with (
        pytest.raises(SondeError, match="use one of resid_pre, resid_post, attn_out, mlp_out"),
        read(model, "layers.1.resid_mid"),
    ):
        pass
