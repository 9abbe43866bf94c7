"""Fidelity of a dictionary on activations, summed over any number of batches.

    L0                 = mean number of active features per token
    explained variance = 1 - sum |x - x_hat|^2 / sum |x - mean x|^2, one mean for all tokens
    dead               = features that never fired on the tokens counted
    frequency          = share of the tokens on which a feature fires

A crosscoder's explained variance is also given for every part. Of all parts together it is that in
the model's units, in which long activations weigh more.

Tokens are those that the training mask keeps.
"""

from collections.abc import Sequence

import torch
from jaxtyping import Float, Int
from torch import Tensor

from sonde.core.maths import Moments
from sonde.dictionary.dictionary import Dictionary
from sonde.dictionary.sparse import Codes

LOWEST = -8  # the frequency histogram begins at 10^LOWEST; what is rarer counts in its first bin


class Fidelity:
    def __init__(self, d_in: int, dictionary_size: int, widths: Sequence[int] = ()) -> None:
        self.moments = Moments(d_in, widths)
        self.errors = Moments(d_in, widths)  # of x - x_hat
        self.fired: Int[Tensor, " dictionary_size"]  # tokens on which each feature fired
        self.fired = torch.zeros(dictionary_size, dtype=torch.int64)

    def add(
        self, x: Float[Tensor, "batch d_in"], x_hat: Float[Tensor, "batch d_in"], codes: Codes
    ) -> None:
        self.moments.add(x)
        self.errors.add(x.double() - x_hat.double())
        self.fired += codes.features.bincount(minlength=len(self.fired)).cpu()

    @property
    def explained_variance(self) -> float:
        variance = self.moments.variance
        return 1 - self.errors.mean_square / variance if variance > 0 else float("nan")

    @property
    def explained_of_parts(self) -> list[float]:
        """That of every part."""
        pairs = zip(self.moments.variances, self.errors.mean_squares, strict=True)
        return [1 - left / own if own > 0 else float("nan") for own, left in pairs]

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
        several = self.explained_of_parts if len(self.moments.widths) > 1 else []
        parts = {f"explained_variance_{n}": share for n, share in enumerate(several)}
        return {
            "n_tokens": self.moments.n,
            "explained_variance": self.explained_variance,
            "l0": self.l0,
            "dead_share": self.dead_share,
            **parts,
        }


def measure(dictionary: Dictionary, batches: list[Tensor]) -> Fidelity:
    """Fidelity on a list of batches `[batch, d_in]`."""
    fidelity = Fidelity(dictionary.d_out, dictionary.size, dictionary.widths)
    for x in batches:
        given = dictionary.given(x)
        codes = dictionary.encode(given)
        fidelity.add(dictionary.wanted(x), dictionary.rebuilt(given, codes), codes)
    return fidelity
