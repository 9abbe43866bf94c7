"""A whole step with the kernels in Triton is the step without them, to float tolerance."""

import pytest
import torch

import triton_kernels
from sonde.core.errors import SondeError
from sonde.dictionary import adam, rows
from sonde.dictionary.checkpoint import tensors_of
from sonde.dictionary.kernels import dispatch
from sonde.dictionary.kernels.rows import Sums
from sonde.dictionary.training import Trainer
from synthetic import SyntheticBatches, kind_config, train_config

N_STEPS = 5


def trained(kind, device="cpu", **settings):
    """Every tensor after some steps in which features are dead and gradients clipped."""
    batches = SyntheticBatches(batch_size=6, kind=kind)
    settings = {"dead_after": 7, "learning_rate": 1e-2, "device": device, **settings}
    config = train_config("o", kind, dictionary=kind_config(kind, 16, k=2, k_aux=2), **settings)
    trainer = Trainer(config, batches.moments)
    penalties = [float(trainer.step(batches.next()).penalty) for _ in range(N_STEPS)]
    assert any(penalties)
    return {name: tensor.detach().cpu() for name, tensor in tensors_of(trainer).items()}


@pytest.mark.parametrize(
    ("kind", "encode"),
    [("topk", "exact"), ("batch_topk", "exact"), ("matryoshka", "exact"), ("topk", "bf16")],
)
def test_the_weights_after_some_steps_are_the_same(kind, encode, monkeypatch):
    plain = trained(kind, encode=encode)
    triton_kernels.chosen(monkeypatch)
    added_up = []
    monkeypatch.setattr(rows, "added", added_up.append)
    found = trained(kind, triton_kernels.DEVICE, encode=encode)
    assert not added_up  # no gradient by row is ever there
    assert set(found) == set(plain)
    for name, tensor in plain.items():
        torch.testing.assert_close(found[name], tensor, rtol=2e-3, atol=2e-5, msg=name)


@pytest.mark.parametrize("moments", ["bfloat16", "float8"])
def test_with_moments_of_fewer_bits_too(moments, monkeypatch):
    plain = trained("topk", moments=moments)
    triton_kernels.chosen(monkeypatch)
    found = trained("topk", triton_kernels.DEVICE, moments=moments)
    for name, tensor in plain.items():
        rough = tensor.dtype == torch.bfloat16
        tolerance = {"rtol": 2**-6, "atol": 1e-4} if rough else {"rtol": 1e-2, "atol": 1e-3}
        torch.testing.assert_close(found[name], tensor, **tolerance, msg=name)


def test_the_same_config_gives_the_same_bytes_twice(monkeypatch):
    triton_kernels.chosen(monkeypatch)
    one, other = (trained("matryoshka", triton_kernels.DEVICE) for _ in range(2))
    assert all(torch.equal(one[name], other[name]) for name in one)


def test_what_is_not_added_up_is_still_clipped(monkeypatch):
    triton_kernels.chosen(monkeypatch)
    generator = torch.Generator().manual_seed(0)
    starts = torch.tensor([0, 3])
    vectors = 50 * torch.randn(4, 6, generator=generator)
    parts = starts // 3, starts, torch.ones(5), vectors, torch.tensor([0, 1, 2, 3, 0])
    sums = Sums(*(part.to(triton_kernels.DEVICE) for part in parts))
    before = torch.stack([vectors[:3].sum(0), vectors[3] + vectors[0]])
    adam.clipped({"W_enc": sums})
    weights = sums.weights.cpu()[:, None]
    after = torch.stack([(weights[:3] * vectors[:3]).sum(0),
                         (weights[3:] * vectors[[3, 0]]).sum(0)])  # fmt: skip
    torch.testing.assert_close(after, before / before.norm())


@pytest.fixture
def no_gpu():
    if triton_kernels.DEVICE == "cuda":
        pytest.skip("this machine has one")


def test_without_a_gpu_no_kernel_of_triton_is_chosen(no_gpu):
    assert dispatch.for_gpu(torch.zeros(1)) is None
    with pytest.raises(SondeError, match="torch sees no GPU: use --device cpu"):
        trained("topk", "cuda")
