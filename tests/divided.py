"""Small runs that several workers divide, and what they are held to: the run of one."""

import pytest
import torch

from sonde.dictionary.checkpoint import tensors_of
from sonde.dictionary.kinds import KINDS
from sonde.dictionary.training import Trainer
from synthetic import SyntheticBatches, kind_config, train_config

SIZE = 23  # features: nothing divides it
SPARSE = [name for name, kind in KINDS.items() if kind.sparse]
BY_COLUMN = {"weights.W_enc", "adam.W_enc.exp_avg", "adam.W_enc.exp_avg_sq"}
CLOSE = {"rtol": 2e-4, "atol": 2e-5}


def settings(kind, output="o", **more):
    """Features die soon, so that more of them than may are able to explain what is left."""
    more = {"learning_rate": 1e-2, "dead_after": 96, "n_tokens": 20 * 32, **more}
    return train_config(output, kind, dictionary=kind_config(kind, SIZE, k_aux=2), **more)


def trained(comms, kind, n_steps=12, **more):
    """Its tensors and the rows of its log."""
    batches, rows = SyntheticBatches(kind=kind), []
    trainer = Trainer(settings(kind, **more), batches.moments, comms)
    for _ in range(n_steps):
        loss = trainer.step(batches.next())
        rows.append(trainer.row(loss))
    return tensors_of(trainer), rows


def whole(parts):
    """The tensors of one worker, from those of several."""
    found = {}
    for name, first in parts[0].items():
        if any(word in name for word in ("b_dec", "W_skip", "step", "floor", "sigma")):
            assert all(torch.equal(part[name], first) for part in parts)
            found[name] = first
        else:
            dim = 1 if name in BY_COLUMN else 0
            found[name] = torch.cat([part[name] for part in parts], dim)
    return found


def assert_same(found, expected):
    assert found.keys() == expected.keys()
    for name in expected:
        torch.testing.assert_close(found[name], expected[name], **CLOSE, msg=name)


def assert_same_rows(found, expected):
    for one, other in zip(found, expected, strict=True):
        assert one == pytest.approx(other, rel=1e-3, abs=1e-5)
