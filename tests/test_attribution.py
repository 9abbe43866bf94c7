"""Attribution: exact where the model is linear, and the slope is the slope elsewhere."""

import pytest
import torch
from torch import nn

from sonde.activations.source import ActivationSource
from sonde.core.errors import SondeError
from sonde.interventions.attribution import attributions, gradients
from sonde.interventions.edits import Edit, apply_edits, edit_table
from sonde.interventions.splice import spliced
from sonde.model.config import ModelConfig
from sonde.model.hook_points import resolve
from sonde.model.hooks import replace
from sonde.model.loading import load
from sonde.text.config import TextConfig
from synthetic import random_dictionary
from tiny_models import tiny_checkpoint

D_MODEL, SIZE = 32, 96
DICTIONARY = random_dictionary(D_MODEL, SIZE)


def opened(folder, hook_point, **options):
    tiny_checkpoint(folder, "llama", n_layers=3, d_model=D_MODEL)
    model = load(ModelConfig(path=str(folder), dtype="float32", device="cpu"), **options)
    text = TextConfig(sources=("nowhere",))
    return ActivationSource(model, text, resolve(hook_point, model.n_layers), float("inf"))


@pytest.fixture
def tokens():
    tokens = torch.randint(3, 259, (2, 7), generator=torch.Generator().manual_seed(1))
    tokens[:, 0] = 0  # BOS
    return tokens


def metric(logits):
    """A difference of two logits at another position in each row."""
    rows, here = torch.arange(2), torch.tensor([3, 5])
    return logits[rows, here, 40] - logits[rows, here, 41]


def test_where_the_rest_is_linear_attribution_is_the_effect(tmp_path, tokens):
    source = opened(tmp_path, "layers.2.resid_post")
    source.model.module.model.norm = nn.Identity()
    found = attributions(source, DICTIONARY, tokens, metric)
    at = (found.positions == torch.tensor([3, 5])[found.rows]) & (found.codes > 0)
    assert at.sum() > 10
    assert found.values[~at].abs().max() < 1e-6  # nothing passes between positions any more
    before = metric(source.model.module(tokens).logits)
    for i in at.nonzero().flatten().tolist():
        edits = [[], []]
        edits[found.rows[i]] = [Edit(int(found.features[i]), "ablate")]
        table = edit_table(edits, {}, SIZE)
        with spliced(
            source.model,
            source.hook_point,
            source.norm_limit,
            lambda x, keep, table=table: apply_edits(DICTIONARY, table, x, keep),
        ):
            after = metric(source.model.module(tokens).logits)
        effect = (before - after)[found.rows[i]]
        torch.testing.assert_close(found.values[i], effect, rtol=1e-3, atol=1e-4)


def test_every_active_feature_of_the_mask_is_there_once(tmp_path, tokens):
    source = opened(tmp_path, "layers.1.resid_post")
    found = attributions(source, DICTIONARY, tokens, metric)
    x = gradients(source, tokens, metric).x
    expected = DICTIONARY.encode(x[:, 1:].flatten(0, 1))  # all but BOS
    assert torch.equal(found.features, expected.features)
    assert torch.equal(found.rows * 6 + found.positions - 1, expected.rows)
    torch.testing.assert_close(found.codes, expected.values)


@pytest.mark.parametrize("place", ["resid_pre", "resid_mid", "resid_post", "mlp_out"])
def test_the_gradient_is_that_of_finite_differences(tmp_path, tokens, place):
    source = opened(tmp_path, f"layers.1.{place}")
    source.model.module.double()  # but the norms of a Llama compute in fp32
    gradient = gradients(source, tokens, metric).gradient
    direction = torch.randn(
        gradient.shape, generator=torch.Generator().manual_seed(2), dtype=torch.float64
    )

    def moved(step):
        with replace(source.model, source.hook_point, lambda x: x + step * direction):
            return metric(source.model.module(tokens).logits)

    measured = (moved(1e-2) - moved(-1e-2)) / 2e-2
    expected = (gradient.double() * direction).sum((1, 2))
    torch.testing.assert_close(expected, measured, rtol=1e-2, atol=1e-3)


def test_the_model_is_left_as_it_was(tmp_path, tokens):
    source = opened(tmp_path, "layers.1.resid_post")
    before = source.model.module(tokens).logits
    with torch.no_grad():
        gradients(source, tokens, metric)
        assert not torch.is_grad_enabled()
    assert torch.equal(source.model.module(tokens).logits, before)
    assert all(weight.grad is None for weight in source.model.module.parameters())


def test_a_model_without_a_head_is_refused(tmp_path, tokens):
    source = opened(tmp_path, "layers.1.resid_post", until="layers.1.resid_post")
    with pytest.raises(SondeError, match="without a head"):
        gradients(source, tokens, metric)
