"""Slow twins of the kernels, of `sparse.py` and of the selections: plain algebra."""

import torch
from jaxtyping import Float, Int
from torch import Tensor

from sonde.core.maths import unit_rows
from sonde.dictionary.kernels.rounding import opened, rounded
from sonde.dictionary.kernels.rows import Rows, Sums, Table, When

BETAS = (0.9, 0.999)  # of Adam
EPS = 1e-8


def encode_active(
    x: Float[Tensor, "batch d_in"],
    W_enc: Float[Tensor, "d_in dictionary_size"],
    b_enc: Float[Tensor, " dictionary_size"],
    b_dec: Float[Tensor, " d_in"],
    features: Int[Tensor, " n"],
    rows: Int[Tensor, " n"],
) -> Float[Tensor, " n"]:
    return ((x - b_dec) @ W_enc + b_enc)[rows, features]


def decode_bags(
    values: Float[Tensor, " n"],
    W_dec: Float[Tensor, "dictionary_size d_in"],
    features: Int[Tensor, " n"],
    bags: Int[Tensor, " n"],
    n_bags: int,
) -> Float[Tensor, "n_bags d_in"]:
    weights = values.new_zeros(n_bags, len(W_dec)).index_put((bags, features), values)
    return weights @ W_dec


def keep_strongest_of_batch(
    pre_codes: Float[Tensor, "batch dictionary_size"], k: int
) -> Float[Tensor, "batch dictionary_size"]:
    """Dense codes with the k * batch largest positive ones of the whole batch kept."""
    flat = pre_codes.relu().flatten()
    values, where = flat.topk(k * len(pre_codes))
    return torch.zeros_like(flat).scatter(0, where, values).view_as(pre_codes)


def keep_strongest(
    pre_codes: Float[Tensor, "batch dictionary_size"], k: int
) -> Float[Tensor, "batch dictionary_size"]:
    """Dense codes with the k largest positive ones of every row kept."""
    values, where = pre_codes.relu().topk(k)
    return torch.zeros_like(pre_codes).scatter(1, where, values)


def bag_sum(
    weights: Float[Tensor, " n"],
    table: Float[Tensor, "m width"],
    indices: Int[Tensor, " n"],
    starts: Int[Tensor, " bags"],
) -> Float[Tensor, "bags width"]:
    ends = [*starts.tolist()[1:], len(indices)]
    terms = weights[:, None] * table[indices]
    pairs = zip(starts.tolist(), ends, strict=True)
    return torch.stack([terms[start:end].sum(0) for start, end in pairs])


def pair_dots(
    a: Float[Tensor, "m width"],
    b: Float[Tensor, "p width"],
    rows: Int[Tensor, " n"],
    columns: Int[Tensor, " n"],
) -> Float[Tensor, " n"]:
    return (a[rows] * b[columns]).sum(-1)


def above(matrix: Float[Tensor, "rows columns"], floor: float) -> tuple[Tensor, Tensor, Tensor]:
    found = [
        (float(value), row, column)
        for row, values in enumerate(matrix.tolist())
        for column, value in enumerate(values)
        if value > floor
    ]
    values, rows, columns = zip(*found, strict=True) if found else ((), (), ())
    return matrix.new_tensor(values), torch.tensor(rows).long(), torch.tensor(columns).long()


def totals(
    weights: Float[Tensor, " n"], features: Int[Tensor, " n"], size: int
) -> Float[Tensor, " size"]:
    return torch.stack([weights[features == feature].sum() for feature in range(size)])


def squares(sums: Sums) -> Float[Tensor, " fired"]:
    return added(sums).values.square().sum(-1)


def added(sums: Sums) -> Rows:
    values = bag_sum(sums.weights, sums.vectors, sums.rows, sums.starts)
    if sums.across is not None:
        directions = unit_rows(sums.across[sums.features])
        values = values - (values * directions).sum(-1, keepdim=True) * directions
    return Rows(sums.features, values)


def move_sums(table: Table, sums: Sums, when: When, unit: bool) -> None:
    move_rows(table, added(sums), when, unit)


def move_rows(table: Table, gradient: Rows, when: When, unit: bool) -> None:
    """Row by row, as the docstring of `adam.py` writes it."""
    first, second = BETAS
    rows, m, v = table
    for n, feature in enumerate(gradient.features.tolist()):
        g, row = gradient.values[n], rows[feature]
        one = slice(feature, feature + 1)
        (before,), (square_before,) = opened(m[one], v[one])
        momentum = first * before + (1 - first) * g
        square = second ** float(when.lag[n]) * square_before + (1 - second) * g**2
        m_hat = momentum / (1 - first ** float(when.times[n]))
        v_hat = square / (1 - second**when.step)
        row -= when.rate * m_hat / (v_hat.sqrt() + EPS)
        if unit:
            row /= row.norm()
        if when.keys is not None:
            key = when.keys[n : n + 1]
            (momentum,), (square,) = rounded(momentum[None], square[None], key, m.dtype)
        m[feature], v[feature] = momentum, square


def jump_total(
    x: Float[Tensor, "batch d_in"],
    W_enc: Float[Tensor, "d_in dictionary_size"],
    b_enc: Float[Tensor, " dictionary_size"],
    W_dec: Float[Tensor, "dictionary_size d_in"],
    b_dec: Float[Tensor, " d_in"],
    log_threshold: Float[Tensor, " dictionary_size"],
    sparsity: float,
    pre_act: float,
    bandwidth: float,
    steepness: float,
) -> Float[Tensor, ""]:
    """JumpReLU's loss by autograd: what the estimator adds to the gradient adds nothing to the
    value."""
    theta, lengths = log_threshold.exp(), W_dec.norm(dim=-1)
    pre_codes = (x - b_dec) @ W_enc + b_enc
    near = (pre_codes - theta).abs() < bandwidth / 2
    step = theta.detach() / bandwidth * near * (pre_codes - theta)
    codes = pre_codes * (pre_codes > theta) + step - step.detach()
    count = torch.tanh(steepness * codes * lengths).sum(-1).mean()
    below = ((theta - pre_codes).relu() @ lengths).mean()
    error = (x - (codes @ W_dec + b_dec)).square().sum(-1).mean()
    total: Tensor = error + sparsity * count + pre_act * below
    return total
