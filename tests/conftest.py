"""What holds for every test: Triton's interpreter without a GPU, settings of its own, and the same
chance each time."""

import os
import tempfile

import pytest
import torch

if not torch.cuda.is_available():
    os.environ["TRITON_INTERPRET"] = "1"  # read when Triton is first imported

os.environ["XDG_CONFIG_HOME"] = tempfile.mkdtemp(prefix="sonde-config-")  # not the person's own


@pytest.fixture(autouse=True)
def _same_chance() -> None:
    """A test draws the same numbers alone, in any order and on any worker."""
    torch.manual_seed(0)
