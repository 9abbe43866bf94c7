"""What is read off the activations: a dictionary's codes, and the controls beside it; each of them
sparsely (firings above a level) and densely (a value at every token)."""

from typing import Any

import torch
from jaxtyping import Float
from torch import Tensor

from sonde.core.maths import unit_rows
from sonde.dictionary.dictionary import Dictionary
from sonde.dictionary.scan import strongest_of_batch
from sonde.dictionary.sparse import Codes, codes_where
from sonde.miniature.claims.evidence import Evidence
from sonde.miniature.claims.matching import LEVELS, Readings
from sonde.miniature.claims.ranking import Dense

ROWS = 4096  # tokens encoded at a time


def dictionary_readings(
    dictionary: Dictionary, evidence: Evidence, maximum: Tensor | None = None
) -> Readings:
    codes = in_parts(evidence.x, dictionary.encode)
    return Readings.of(codes, dictionary.size, maximum)


def neuron_readings(evidence: Evidence, maximum: Tensor | None = None) -> Readings:
    """The MLP's neurons, each sign a feature of its own. What is below the lowest level of its
    maximum counts as silent: a neuron is never exactly zero."""
    both = torch.cat([evidence.neurons, -evidence.neurons], dim=1)
    top = both.max(0).values if maximum is None else maximum
    codes = codes_where(both, both > LEVELS[1] * top.clamp_min(1e-30))
    return Readings.of(codes, both.shape[1], top)


def random_dictionary(
    size: int, k: int, about: dict[str, Any], x: Float[Tensor, "n d_in"], seed: int = 0
) -> Dictionary:
    """Random directions, as many as a dictionary has features, and on `x` as sparse as its codes:
    one threshold for all, as batch top-k has. `about` gives the mean activation."""
    center = torch.tensor(about["mean"], dtype=torch.float32)
    directions = random_directions(size, len(center), seed)
    parts = (strongest_of_batch((part - center) @ directions.T, k) for part in x.split(ROWS))
    least = torch.stack([codes.values.min() for codes in parts]).mean()
    zero = torch.zeros(size)
    return Dictionary(directions.T, zero, directions, center, zero + least, about)


def neuron_dictionary(maximum: Float[Tensor, " both"], about: dict[str, Any]) -> Dictionary:
    """The neurons as a dictionary of themselves, each sign a feature; see `neuron_readings`. What
    is no firing of a sign is left as it is when that is edited, as the error of a dictionary is."""
    one = torch.eye(len(maximum) // 2)
    both, zero = torch.cat([one, -one]), torch.zeros(len(maximum))
    threshold = LEVELS[1] * maximum.clamp_min(1e-30)
    return Dictionary(both.T, zero, both, zero[: len(one)], threshold, about)


def random_directions(size: int, d_in: int, seed: int = 0) -> Float[Tensor, "size d_in"]:
    generator = torch.Generator().manual_seed(seed)
    return unit_rows(torch.randn(size, d_in, generator=generator))


Splits = tuple[Evidence, Evidence]
Pair = tuple[Readings, Readings]  # on the choosing and the scoring split


def of_dictionary(dictionary: Dictionary, splits: Splits) -> Pair:
    choosing = dictionary_readings(dictionary, splits[0])
    return choosing, dictionary_readings(dictionary, splits[1], choosing.maximum)


def of_neurons(splits: Splits) -> Pair:
    choosing = neuron_readings(splits[0])
    return choosing, neuron_readings(splits[1], choosing.maximum)


def dense_dictionary(dictionary: Dictionary, splits: Splits) -> Dense:
    """Its pre-codes."""

    def values(x: Tensor, features: Tensor) -> Tensor:
        encoder, bias = dictionary.W_enc[:, features], dictionary.b_enc[features]
        return torch.addmm(bias, x - dictionary.b_dec, encoder)

    return Dense(values, dictionary.size, splits)


def dense_neurons(splits: Splits) -> Dense:
    """Each sign a reading of its own."""
    n = splits[0].neurons.shape[1]

    def values(neurons: Tensor, readings: Tensor) -> Tensor:
        return neurons[:, readings % n] * torch.where(readings < n, 1.0, -1.0)

    return Dense(values, 2 * n, splits, of="neurons")


def in_parts(x: Tensor, encode) -> Codes:  # type: ignore[no-untyped-def]
    """The codes of all rows, some rows at a time."""
    parts = []
    for start in range(0, len(x), ROWS):
        codes = encode(x[start : start + ROWS])
        parts.append(codes._replace(rows=codes.rows + start))
    return Codes(*(torch.cat(part) for part in zip(*parts, strict=True)))
