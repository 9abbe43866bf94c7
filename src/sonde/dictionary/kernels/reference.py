"""Slow twins of the kernels, of `sparse.py` and of the selections: plain algebra."""

import torch
from jaxtyping import Float, Int
from torch import Tensor

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


def move_rows(
    table: Float[Tensor, "size width"],
    m: Float[Tensor, "size width"],
    v: Float[Tensor, "size width"],
    features: Int[Tensor, " fired"],
    gradient: Float[Tensor, "fired width"],
    lag: Float[Tensor, " fired"],
    times: Float[Tensor, " fired"],
    step: int,
    rate: float,
    unit: bool,
) -> None:
    """Row by row, as the docstring of `adam.py` writes it."""
    first, second = BETAS
    for n, feature in enumerate(features.tolist()):
        g = gradient[n]
        m[feature] = first * m[feature] + (1 - first) * g
        v[feature] = second ** float(lag[n]) * v[feature] + (1 - second) * g**2
        m_hat = m[feature] / (1 - first ** float(times[n]))
        v_hat = v[feature] / (1 - second**step)
        table[feature] -= rate * m_hat / (v_hat.sqrt() + EPS)
        if unit:
            table[feature] /= table[feature].norm()


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
