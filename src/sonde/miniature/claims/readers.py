"""What is read off the activations: a dictionary's codes, and the controls beside it; each of them
sparsely (firings above a level) and densely (a value at every token)."""

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


def random_readings(
    size: int,
    k: int,
    center: Float[Tensor, " d_in"],
    evidence: Evidence,
    maximum: Tensor | None = None,
    seed: int = 0,
) -> Readings:
    """As many random directions as the dictionary has features, as sparse as its codes."""
    directions = random_directions(size, len(center), seed).T

    def encode(x: Tensor) -> Codes:
        return strongest_of_batch((x - center) @ directions, k)

    return Readings.of(in_parts(evidence.x, encode), size, maximum)


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


def of_random(size: int, k: int, center: Float[Tensor, " d_in"], splits: Splits) -> Pair:
    choosing = random_readings(size, k, center, splits[0])
    return choosing, random_readings(size, k, center, splits[1], choosing.maximum)


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


def dense_random(size: int, center: Float[Tensor, " d_in"], splits: Splits, seed: int = 0) -> Dense:
    directions = random_directions(size, len(center), seed)
    return Dense(lambda x, which: (x - center) @ directions[which].T, size, splits)


def in_parts(x: Tensor, encode) -> Codes:  # type: ignore[no-untyped-def]
    """The codes of all rows, some rows at a time."""
    parts = []
    for start in range(0, len(x), ROWS):
        codes = encode(x[start : start + ROWS])
        parts.append(codes._replace(rows=codes.rows + start))
    return Codes(*(torch.cat(part) for part in zip(*parts, strict=True)))
