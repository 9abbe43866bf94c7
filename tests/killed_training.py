"""A training run slow enough to be killed. `python killed_training.py OUTPUT KIND`."""

import sys
import time

import torch

from sonde.dictionary.training import train
from synthetic import SyntheticBatches, train_config

STEPS = 150
SETTINGS = {"n_tokens": STEPS * 32, "log_every": 3, "checkpoint_every": 7, "learning_rate": 1e-3}


class SlowBatches(SyntheticBatches):
    def next(self):
        time.sleep(0.005)
        return super().next()


if __name__ == "__main__":
    torch.set_num_threads(1)
    train(train_config(sys.argv[1], sys.argv[2], **SETTINGS), SlowBatches())
