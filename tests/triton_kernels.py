"""The kernels in Triton: on a GPU where there is one, else in its interpreter (`conftest.py`)."""

import pytest
import torch

from sonde.dictionary.kernels import dispatch

DEVICE = "cuda" if torch.cuda.is_available() else "cpu"


def on_gpu():
    """The module; skips where triton is not installed."""
    pytest.importorskip("triton", reason="triton is not installed")
    from sonde.dictionary.kernels import on_gpu

    return on_gpu


def chosen(monkeypatch):
    """Makes dispatch choose them for every tensor of fp32 or bf16."""
    kernels, known = on_gpu(), (torch.float32, torch.bfloat16)
    monkeypatch.setattr(dispatch, "for_gpu", lambda t: kernels if t.dtype in known else None)
