"""Fidelity of a dictionary on activations, summed over any number of batches.

    L0                 = mean number of active features per token
    explained variance = 1 - sum |x - x_hat|^2 / sum |x - mean x|^2, one mean for all tokens
    dead               = features that never fired on the tokens counted
    frequency          = share of the tokens on which a feature fires

Tokens are those that the training mask keeps.
"""

import torch
from jaxtyping import Float, Int
from torch import Tensor

from sonde.core.maths import Moments
from sonde.dictionary.dictionary import Dictionary
from sonde.dictionary.sparse import Codes

LOWEST = -8  # the frequency histogram begins at 10^LOWEST; what is rarer counts in its first bin


class Fidelity:
    def __init__(self, d_in: int, dictionary_size: int) -> None:
        self.moments = Moments(d_in)
        self.left = 0.0  # sum |x - x_hat|^2
        self.fired: Int[Tensor, " dictionary_size"]  # tokens on which each feature fired
        self.fired = torch.zeros(dictionary_size, dtype=torch.int64)

    def add(
        self, x: Float[Tensor, "batch d_in"], x_hat: Float[Tensor, "batch d_in"], codes: Codes
    ) -> None:
        self.moments.add(x)
        self.left += float((x.double() - x_hat.double()).square().sum())
        self.fired += codes.features.bincount(minlength=len(self.fired)).cpu()

    @property
    def explained_variance(self) -> float:
        variance = self.moments.variance * self.moments.n
        return 1 - self.left / variance if variance > 0 else float("nan")

    @property
    def l0(self) -> float:
        return float(self.fired.sum()) / max(self.moments.n, 1)

    @property
    def dead_share(self) -> float:
        return float((self.fired == 0).float().mean())

    def frequency_histogram(self) -> dict[str, list[float]]:
        """Features by log10 of their frequency, two bins a decade; `never` did not fire."""
        frequency = self.fired.double() / max(self.moments.n, 1)
        edges = torch.linspace(LOWEST, 0, 2 * -LOWEST + 1, dtype=torch.float64)
        counts = torch.histogram(frequency[frequency > 0].log10().clamp(LOWEST, 0), edges).hist
        return {
            "log10_edges": edges.tolist(),
            "features": counts.tolist(),
            "never": [float((self.fired == 0).sum())],
        }

    def summary(self) -> dict[str, int | float]:
        return {
            "n_tokens": self.moments.n,
            "explained_variance": self.explained_variance,
            "l0": self.l0,
            "dead_share": self.dead_share,
        }


def measure(dictionary: Dictionary, batches: list[Tensor]) -> Fidelity:
    """Fidelity on a list of batches `[batch, d_in]`."""
    fidelity = Fidelity(dictionary.d_in, dictionary.size)
    for x in batches:
        codes = dictionary.encode(x)
        fidelity.add(x, dictionary.decode(codes, len(x)), codes)
    return fidelity
