"""Laws of the fused loss: it is the plain one, with its gradients, whatever the shape."""

import pytest
import torch
import torch.nn.functional as F

from sonde.miniature import cross_entropy
from sonde.miniature.cross_entropy import mean_loss

SHAPES = {
    "one row": (1, 3, 5),
    "one token": (4, 3, 1),
    "whole parts": (16, 8, 11),
    "a part that is not whole": (19, 8, 11),
    "fewer rows than a part": (5, 8, 300),
}


def both(states, weight, targets, scale=1.0):
    """Loss and gradients of the plain twin, then of ours."""
    found = []
    for loss in (
        lambda s, w: F.cross_entropy(s @ w.T, targets),
        lambda s, w: mean_loss(s, w, targets),
    ):
        leaves = [tensor.clone().requires_grad_() for tensor in (states, weight)]
        value = loss(*leaves)
        (scale * value).backward()
        found.append((value.detach(), *(leaf.grad for leaf in leaves)))
    return found


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("scale", [1.0, 0.25])
def test_loss_and_gradients_are_those_of_plain_torch(shape, scale, monkeypatch):
    monkeypatch.setattr(cross_entropy, "ROWS", 8)
    rows, width, vocabulary = SHAPES[shape]
    generator = torch.Generator().manual_seed(0)
    states = 3 * torch.randn(rows, width, generator=generator)
    weight = torch.randn(vocabulary, width, generator=generator)
    targets = torch.randint(vocabulary, (rows,), generator=generator)
    for plain, ours in zip(*both(states, weight, targets, scale), strict=True):
        torch.testing.assert_close(ours, plain, atol=1e-6, rtol=1e-5)


def test_large_logits_do_not_overflow():
    states, weight = torch.tensor([[1e4], [-1e4]]), torch.tensor([[1.0], [-1.0], [0.0]])
    for plain, ours in zip(*both(states, weight, torch.tensor([0, 0])), strict=True):
        assert torch.isfinite(ours).all()
        torch.testing.assert_close(ours, plain)


def test_products_in_bf16_give_sums_in_fp32():
    generator = torch.Generator().manual_seed(0)
    states = torch.randn(40, 16, generator=generator).requires_grad_()
    weight = torch.randn(50, 16, generator=generator).requires_grad_()
    targets = torch.randint(50, (40,), generator=generator)
    with torch.autocast("cpu", torch.bfloat16):
        loss = mean_loss(states, weight, targets)
    loss.backward()
    plain = both(states.detach(), weight.detach(), targets)[0]
    for ours, other in zip((loss.detach(), states.grad, weight.grad), plain, strict=True):
        assert ours.dtype == torch.float32
        torch.testing.assert_close(ours, other, atol=0.01, rtol=0.05)
