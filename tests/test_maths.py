"""The formulas that every layer shares, and what is known of the machine."""

import os
import platform
import subprocess
import sys

import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st

from sonde.core import machine
from sonde.core.errors import SondeError
from sonde.core.maths import Moments, all_finite, unexplained, unit_rows


@pytest.mark.parametrize("shape", [(), (1,), (7,), (5, 3), (0, 4)])
@pytest.mark.parametrize("at_a_time", [1, 4, 100])
def test_all_is_finite_where_every_piece_is(shape, at_a_time):
    x = torch.randn(shape)
    assert bool(all_finite(x, at_a_time))
    assert bool(all_finite(x.T if x.ndim == 2 else x, at_a_time))
    for bad in (float("nan"), float("inf"), -float("inf")):
        for place in range(x.numel()):
            spoilt = x.clone()
            spoilt.view(-1)[place] = bad
            assert not bool(all_finite(spoilt, at_a_time))


@pytest.fixture
def x():
    return torch.randn(60, 5, generator=torch.Generator().manual_seed(0)) * 3 + 100


def test_rows_become_unit_and_a_zero_row_stays_zero(x):
    x[7] = 0
    unit = unit_rows(x)
    lengths = unit.norm(dim=-1)
    torch.testing.assert_close(lengths, (torch.arange(60) != 7).float())
    torch.testing.assert_close(unit * x.norm(dim=-1, keepdim=True), x)


def test_unexplained_is_nothing_when_perfect_and_all_at_the_mean(x):
    assert unexplained(x, torch.zeros_like(x)) == 0
    torch.testing.assert_close(unexplained(x, x - x.mean(0)), torch.tensor(1.0))
    error = torch.ones_like(x)
    torch.testing.assert_close(unexplained(x + 7, error), unexplained(x, error), rtol=1e-4, atol=0)
    torch.testing.assert_close(unexplained(x, 2 * error), 4 * unexplained(x, error))


@settings(deadline=None)
@given(ends=st.lists(st.integers(0, 60), max_size=6), merged=st.booleans())
def test_moments_are_those_of_all_rows_however_they_are_split(ends, merged):
    x = torch.randn(60, 5, generator=torch.Generator().manual_seed(0)) * 3 + 100
    moments = Moments(5)
    for start, end in zip([0, *sorted(ends)], [*sorted(ends), 60], strict=True):
        part = Moments(5)
        part.add(x[start:end])
        if merged:
            moments.merge(part)
        else:
            moments.add(x[start:end])
    wide = x.double()
    assert moments.n == 60
    torch.testing.assert_close(moments.mean, wide.mean(0))
    assert moments.mean_square == pytest.approx(float(wide.square().sum(-1).mean()))
    variance = float(wide.var(0, correction=0).sum())
    assert moments.variance == pytest.approx(variance, rel=1e-9)


def test_no_rows_have_no_moments():
    assert Moments(3).variance == 0
    assert Moments(3).mean.tolist() == [0, 0, 0]


def test_unknown_machines_name_what_is_known():
    with pytest.raises(SondeError, match="Did you mean 'bfloat16'"):
        machine.compute_dtype("bfloat")
    with pytest.raises(SondeError, match="use auto, cpu or cuda:0"):
        machine.device("gpu")
    assert machine.compute_dtype("float32") is torch.float32
    assert machine.device("cpu").type == "cpu"


def test_a_gpu_that_is_not_there_names_the_fix(monkeypatch):
    monkeypatch.setattr(torch.cuda, "is_available", lambda: False)
    assert machine.device().type == "cpu"
    with pytest.raises(SondeError, match="--device cpu"):
        machine.device("cuda:0")


def test_a_gpu_always_has_a_number(monkeypatch):
    """Without one `torch.cuda.set_device` refuses it."""
    monkeypatch.setattr(torch.cuda, "is_available", lambda: True)
    monkeypatch.setattr(torch.cuda, "current_device", lambda: 3)
    found = [machine.device(name) for name in ("auto", "cuda", "cuda:1", "cpu")]
    assert [(one.type, one.index) for one in found[:3]] == [("cuda", 3), ("cuda", 3), ("cuda", 1)]
    assert found[3].type == "cpu"


def test_a_number_beyond_the_last_gpu_names_those_that_are_there(monkeypatch):
    monkeypatch.setattr(torch.cuda, "is_available", lambda: True)
    monkeypatch.setattr(torch.cuda, "device_count", lambda: 2)
    assert machine.device("cuda:1") == torch.device("cuda:1")
    assert machine.device("cpu").type == "cpu"
    with pytest.raises(SondeError, match="'cuda:2': torch sees cuda:0, cuda:1"):
        machine.device("cuda:2")


def test_auto_is_bf16_exactly_where_that_is_fast(monkeypatch):
    for fast, dtype in ((True, torch.bfloat16), (False, torch.float32)):
        monkeypatch.setattr(machine, "fast_bf16", lambda on, fast=fast: fast)
        assert machine.compute_dtype("auto", torch.device("cpu")) is dtype


SAID = {"capture_output": True, "text": True, "check": True}
FAULTS = """
import resource, sys, torch
from sonde.core.machine import keep_freed_memory
if sys.argv[1] == "keep":
    keep_freed_memory()
torch.set_num_threads(1)
def touched():
    before = resource.getrusage(resource.RUSAGE_SELF).ru_minflt
    parts = [torch.zeros(2_000_000) for _ in range(20)]
    del parts
    return resource.getrusage(resource.RUSAGE_SELF).ru_minflt - before
print([touched() for _ in range(8)][-1])
"""


@pytest.mark.skipif(platform.libc_ver()[0] != "glibc", reason="it is glibc that is told")
def test_memory_that_was_freed_is_asked_for_again_without_the_system():
    """After some steps, of 160 MB each, where else every one would have new pages."""
    gives_back = {**os.environ, "MALLOC_MMAP_THRESHOLD_": "65536"}
    kept, given_back = (
        int(subprocess.run([sys.executable, "-c", FAULTS, how], env=gives_back, **SAID).stdout)
        for how in ("keep", "not")
    )
    assert kept < 1000 < 10_000 < given_back
