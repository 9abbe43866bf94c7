"""Synthetic activations: sparse sums of known directions whose frequencies fall as a power law.

x = codes @ directions + 0.05 noise + centre, scaled so that mean |x|^2 = d_in
feature i is on with probability proportional to 1 / (i + 5), 24 a row, strength uniform in 0..2
"""

import torch
from torch import Tensor

PER_DIMENSION = 4  # directions per dimension
ACTIVE = 24  # directions on in a row, on average
BLOCK = 4096  # rows drawn at a time


class Mixture:
    def __init__(self, d_in: int, seed: int = 0) -> None:
        self.generator = torch.Generator().manual_seed(seed)
        n = PER_DIMENSION * d_in
        directions = torch.randn(n, d_in, generator=self.generator)
        self.directions = directions / directions.norm(dim=1, keepdim=True)
        weights = 1 / (torch.arange(n) + 5.0)
        self.probability = (weights / weights.sum() * min(ACTIVE, n // 4)).clamp(max=0.5)
        self.centre = torch.randn(d_in, generator=self.generator) / d_in**0.5
        self.scale = 1.0
        self.scale = (d_in / self.rows(BLOCK).square().sum(1).mean()).sqrt().item()

    def rows(self, n: int) -> Tensor:
        """The next n rows."""
        blocks = [self._block(min(BLOCK, n - start)) for start in range(0, n, BLOCK)]
        return torch.cat(blocks)

    def _block(self, n: int) -> Tensor:
        shape = (n, len(self.directions))
        on = torch.rand(shape, generator=self.generator) < self.probability
        codes = on * torch.rand(shape, generator=self.generator).mul(2)
        noise = torch.randn(n, self.directions.shape[1], generator=self.generator)
        return self.scale * (codes @ self.directions + 0.05 * noise + self.centre)
