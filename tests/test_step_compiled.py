"""A whole step with what numba compiles is the step without it, to float tolerance."""

import pytest
import torch

from sonde.core.comms import ALONE
from sonde.dictionary import rebuilding
from sonde.dictionary.checkpoint import tensors_of
from sonde.dictionary.kernels import dispatch, reference
from sonde.dictionary.kinds import KINDS
from sonde.dictionary.rebuilding import composed, rebuilt
from sonde.dictionary.sparse import Codes, Parts
from sonde.dictionary.training import Trainer
from sonde.dictionary.weights import Weights
from synthetic import SyntheticBatches, kind_config, train_config

N_STEPS = 5


def compiled(monkeypatch, always):
    monkeypatch.setattr(dispatch, "WORTH_COMPILING", 0 if always else 1 << 40)


def trained(kind, monkeypatch, always, **settings):
    """Every tensor after some steps in which features are dead and gradients clipped."""
    compiled(monkeypatch, always)
    batches = SyntheticBatches(batch_size=6, kind=kind)
    settings = {"dead_after": 7, "learning_rate": 1e-2, **settings}
    config = train_config("o", kind, dictionary=kind_config(kind, 16, k=2, k_aux=2), **settings)
    trainer = Trainer(config, batches.moments)
    for _ in range(N_STEPS):
        trainer.step(batches.next())
    return {name: tensor.detach() for name, tensor in tensors_of(trainer).items()}


@pytest.mark.parametrize("encode", ["exact", "bf16"])
@pytest.mark.parametrize("kind", [name for name, kind in KINDS.items() if kind.sparse])
def test_the_weights_after_some_steps_are_the_same(kind, encode, monkeypatch):
    plain, found = (trained(kind, monkeypatch, always, encode=encode) for always in (False, True))
    for name, tensor in plain.items():
        torch.testing.assert_close(found[name], tensor, rtol=2e-3, atol=2e-5, msg=name)


@pytest.mark.parametrize("kind", ["topk", "matryoshka"])
def test_the_same_config_gives_the_same_bytes_twice(kind, monkeypatch):
    one, other = (trained(kind, monkeypatch, True) for _ in range(2))
    assert all(torch.equal(one[name], other[name]) for name in one)


# --- what nested dictionaries leave

SIZE = 12
COUNTS = [[3, 0, 7], [0, 0], [1, 0], [12, 5, 4, 1]]  # codes of each row
ENDS = [[12], [1, 12], [3, 4, 12], [2, 5, 9, 11, 12]]


def case(counts, width):
    """Weights, rows and codes, the same whenever it is called."""
    rng = torch.Generator().manual_seed(4)
    weights = Weights(width, SIZE, 0, torch.randn(width, generator=rng))
    weights.parts = Parts()
    x = torch.randn(len(counts), width, generator=rng)
    rows = torch.arange(len(counts)).repeat_interleave(torch.tensor(counts))
    features = [torch.randperm(SIZE, generator=rng)[:n].sort().values for n in counts]
    values = torch.rand(sum(counts), generator=rng).requires_grad_()
    return weights, x, Codes(values, torch.cat(features), rows)


def told(rebuild, counts, width, ends):
    """What it finds, and the gradients of values, b_dec and W_dec."""
    weights, x, codes = case(counts, width)
    found = rebuild(weights, x, codes, ends)
    (3 * found.total).backward()
    of_W_dec = torch.zeros(SIZE, width)
    for part in weights.parts.W_dec:
        terms = part.weights[:, None] * part.vectors[part.rows]
        of_W_dec.index_add_(0, part.features, terms)
    assert not found.lefts.requires_grad
    assert not found.residual.requires_grad
    return *found, codes.values.grad, weights.b_dec.grad, of_W_dec


@pytest.mark.parametrize("ends", ENDS)
@pytest.mark.parametrize("width", [1, 5, 16, 33])
@pytest.mark.parametrize("counts", COUNTS)
def test_what_is_left_and_what_moves_is_what_autograd_says(counts, width, ends, monkeypatch):
    compiled(monkeypatch, True)
    found = told(rebuilt, counts, width, ends)
    for one, other in zip(found, told(composed, counts, width, ends), strict=True):
        torch.testing.assert_close(one.detach(), other.detach(), rtol=1e-4, atol=1e-5)


def test_what_is_left_is_what_the_docstring_says(monkeypatch):
    compiled(monkeypatch, True)
    counts, ends = [12, 5, 4, 1], [3, 4, 12]
    weights, x, codes = case(counts, 5)
    found = rebuilt(weights, x, codes, ends)
    lefts = []
    for end in ends:
        values, features, rows = (part[codes.features < end] for part in codes)
        x_hat = reference.decode_bags(values, weights.W_dec, features, rows, 4)
        residual = x - weights.b_dec - x_hat
        lefts.append(residual.square().sum() / (x - x.mean(0)).square().sum())
    torch.testing.assert_close(found.lefts, torch.stack(lefts).detach())
    torch.testing.assert_close(found.residual, residual.detach())
    assert float(found.total.detach()) == pytest.approx(
        float(torch.stack(lefts).detach().mean()), rel=1e-5
    )


def test_memory_is_used_again_only_when_the_step_is_over(monkeypatch):
    """Two losses before one backward have memory of their own."""
    compiled(monkeypatch, True)
    weights, x, codes = case([3, 2], 5)
    first = rebuilt(weights, x, codes, [SIZE])
    kept = first.residual.clone()
    other = rebuilt(weights, -x, codes, [SIZE])
    assert torch.equal(first.residual, kept)
    (first.total + other.total).backward()
    vectors = weights.parts.W_dec[0].vectors
    weights.parts.clear()
    again = weights.parts.room(2, x)
    assert again.data_ptr() == vectors.data_ptr()
    assert weights.parts.room(2, x).data_ptr() != again.data_ptr()


def test_sharded_features_are_composed(monkeypatch):
    compiled(monkeypatch, True)
    weights, x, codes = case([3, 2], 5)

    class Two(type(ALONE)):
        size = 2

    expected = composed(weights, x, codes, [SIZE])
    monkeypatch.setattr(rebuilding, "composed", lambda *given: expected)
    weights.comms = type("Comms", (), {"inside": Two(), "between": ALONE})()
    assert rebuilt(weights, x, codes, [SIZE]) is expected
