"""A training run in a process of its own, slow enough to be killed."""

import time

import torch

from sonde.dictionary.training import train
from synthetic import SyntheticBatches, train_config

STEPS = 120
SETTINGS = {"n_tokens": STEPS * 32, "log_every": 3, "checkpoint_every": 7, "learning_rate": 1e-3}


class SlowBatches(SyntheticBatches):
    def next(self):
        time.sleep(0.004)
        return super().next()


def run(output: str, kind: str, threads: int) -> None:
    torch.set_num_threads(threads)
    train(train_config(output, kind, **SETTINGS), SlowBatches())
