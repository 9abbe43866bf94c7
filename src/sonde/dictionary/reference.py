"""Slow twins of `sparse.py` and the selections: dense algebra that autograd differentiates."""

import torch
from jaxtyping import Float, Int
from torch import Tensor


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
