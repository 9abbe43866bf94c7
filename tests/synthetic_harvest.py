"""Activations of known directions as `sonde harvest` leaves them, without a model."""

import torch

from sonde.activations.shards import Shard, read_moments, shard_name, write_shard
from sonde.core.artifact import Draft
from synthetic import SyntheticBatches, true_directions

N_SHARDS, ROWS = 4, 1024


def harvested(path, seed=0):
    directions = true_directions(24, 16)
    batches = SyntheticBatches(ROWS, directions, active=3, seed=seed)
    with Draft.begin(path, "harvest", {"seed": seed}, {}) as draft:
        names = [shard_name(number) for number in range(N_SHARDS)]
        for name in names:
            x, none = batches.next(), torch.zeros(ROWS, dtype=torch.int32)
            write_shard(
                draft.path / name, Shard(x, none, none.clone(), torch.ones(ROWS, dtype=torch.bool))
            )
        moments = read_moments(draft.path / names[0])
        for name in names[1:]:
            moments.merge(read_moments(draft.path / name))
        about = {
            "shards": names,
            "n_rows": N_SHARDS * [ROWS],
            "d_in": 16,
            "mean": moments.mean.tolist(),
            "mean_square": moments.mean_square,
            "hook_point": "here",
        }
        return draft.finish({"n_tokens": N_SHARDS * ROWS}, about)
