"""JumpReLU's loss and gradients in one pass are those of its slow twin."""

import pytest
import torch

import sonde.dictionary.jump_step as jump_step
from sonde.dictionary.jump_step import BANDWIDTH, STEEPNESS, Weighed, jump_total
from sonde.dictionary.kernels import reference

NAMES = "W_enc b_enc W_dec b_dec log_threshold".split()


def weights_of(d_in, size, threshold, seed=0):
    generator = torch.Generator().manual_seed(seed)

    def normal(*shape):
        return torch.randn(*shape, generator=generator, dtype=torch.float64)

    found = {
        "W_enc": (normal(size, d_in) / d_in**0.5).T,
        "b_enc": 0.3 * normal(size),
        "W_dec": normal(size, d_in) / d_in**0.5,
        "b_dec": normal(d_in),
        "log_threshold": torch.full((size,), threshold, dtype=torch.float64).log()
        + normal(size) / 4,
    }
    return {name: tensor.requires_grad_() for name, tensor in found.items()}, normal


def slowly(x, weights, weighed):
    return reference.jump_total(x, *weights.values(), *weighed, BANDWIDTH, STEEPNESS)


def gradients(total, weights):
    return dict(zip(NAMES, torch.autograd.grad(total, list(weights.values())), strict=True))


@pytest.mark.parametrize("tile", [1, 7 * 40, 1 << 16])
@pytest.mark.parametrize("threshold", [0.05, 1.2, 4.5, 100.0])
@pytest.mark.parametrize(
    "weighed", [Weighed(0.0, 0.0), Weighed(2.0, 0.0), Weighed(0.0, 0.3), Weighed(3.0, 1.0)]
)
def test_loss_and_gradients_are_those_of_the_slow_twin(tile, threshold, weighed, monkeypatch):
    """In float64, from half of the codes active to none, with tiles that do not divide evenly; by
    dense products and by those of the active codes alone."""
    monkeypatch.setattr(jump_step, "TILE", tile)
    weights, normal = weights_of(13, 50, threshold)
    x = 2 * normal(7, 13)
    expected = slowly(x, weights, weighed)
    slopes = gradients(expected, weights)
    for few in (0.0, 1.0):
        monkeypatch.setattr(jump_step, "FEW", few)
        found = jump_total(x, *weights.values(), weighed)
        torch.testing.assert_close(found.total, expected)
        for name, slope in gradients(3 * found.total, weights).items():
            torch.testing.assert_close(slope, 3 * slopes[name], msg=name)
    pre_codes = (x - weights["b_dec"]) @ weights["W_enc"] + weights["b_enc"]
    active = pre_codes > weights["log_threshold"].exp()
    assert torch.equal(found.fired, active.sum(0))
    codes = pre_codes * active
    residual = x - codes @ weights["W_dec"] - weights["b_dec"]
    torch.testing.assert_close(found.residual, residual.detach())
    count = torch.tanh(STEEPNESS * codes * weights["W_dec"].norm(dim=1)).sum(1).mean()
    torch.testing.assert_close(found.n_active, count.detach())


def test_the_cases_are_of_every_sort():
    shares = []
    for threshold in (0.05, 1.2, 4.5, 100.0):
        weights, normal = weights_of(13, 50, threshold)
        found = jump_total(2 * normal(7, 13), *weights.values(), Weighed(1.0, 1.0))
        shares.append(float(found.fired.sum()) / 350)
    assert shares[0] > 0.5 > shares[1] > 0.2 > jump_step.FEW > shares[2] > shares[3] == 0


def test_a_direction_of_length_zero_has_a_finite_gradient():
    weights, normal = weights_of(6, 10, 0.1)
    with torch.no_grad():
        weights["W_dec"][3] = 0
    x = normal(5, 6)
    found = gradients(jump_total(x, *weights.values(), Weighed(1.0, 1.0)).total, weights)
    expected = gradients(slowly(x, weights, Weighed(1.0, 1.0)), weights)
    for name in NAMES:
        torch.testing.assert_close(found[name], expected[name])
