"""Codes in sparse form, and the products that touch only the active ones, forward and backward.

    values[n]  = (x[row] - b_dec) . W_enc[:, feature] + b_enc[feature]        encode_active
    bags[b]    = sum of values[n] * W_dec[feature[n]] over the n of bag b     decode_bags

A training step then costs one dense product (the encoder, forward) and work in proportion to the
active codes, instead of six dense products: Gao et al. 2024, arXiv 2406.04093, appendix A. The slow
twins in `reference.py` are plain dense algebra; tests hold these to them, gradients included.
"""

import warnings
from typing import Any, NamedTuple

import torch
import torch.nn.functional as F
from jaxtyping import Bool, Float, Int
from torch import Tensor


class Codes(NamedTuple):
    """The active features of a batch, ordered by row, then by feature. Every other code is zero."""

    values: Float[Tensor, " n"]
    features: Int[Tensor, " n"]
    rows: Int[Tensor, " n"]  # which row of the batch each belongs to


def codes_where(
    pre_codes: Float[Tensor, "batch dictionary_size"],
    active: Bool[Tensor, "batch dictionary_size"],
) -> Codes:
    rows, features = active.nonzero(as_tuple=True)
    return Codes(pre_codes[rows, features], features, rows)


def dense(codes: Codes, batch: int, dictionary_size: int) -> Float[Tensor, "batch dictionary_size"]:
    """The same codes as a matrix, zeros and all."""
    matrix = codes.values.new_zeros(batch, dictionary_size)
    return matrix.index_put((codes.rows, codes.features), codes.values)


def weighted_sum(
    codes: Codes, W_dec: Float[Tensor, "dictionary_size d_in"], batch: int
) -> Float[Tensor, "batch d_in"]:
    """codes @ W_dec, reading only the active rows: L0 / dictionary_size of the work."""
    return decode_bags(codes.values, W_dec, codes.features, codes.rows, batch)


def encode_active(
    values: Float[Tensor, " n"],
    x: Float[Tensor, "batch d_in"],
    W_enc: Float[Tensor, "d_in dictionary_size"],
    b_enc: Float[Tensor, " dictionary_size"],
    b_dec: Float[Tensor, " d_in"],
    features: Int[Tensor, " n"],
    rows: Int[Tensor, " n"],
) -> Float[Tensor, " n"]:
    """The `values` already computed by the dense product, with gradients to the weights."""
    out: Tensor = EncodeActive.apply(values, x, W_enc, b_enc, b_dec, features, rows)
    return out


def decode_bags(
    values: Float[Tensor, " n"],
    W_dec: Float[Tensor, "dictionary_size d_in"],
    features: Int[Tensor, " n"],
    bags: Int[Tensor, " n"],
    n_bags: int,
) -> Float[Tensor, "n_bags d_in"]:
    """Sums of weighted decoder directions, one per bag; `bags` must be ascending."""
    out: Tensor = DecodeBags.apply(values, W_dec, features, bags, n_bags)
    return out


class EncodeActive(torch.autograd.Function):
    @staticmethod
    def forward(
        ctx: Any,
        values: Tensor,
        x: Tensor,
        W_enc: Tensor,
        b_enc: Tensor,
        b_dec: Tensor,
        features: Tensor,
        rows: Tensor,
    ) -> Tensor:
        ctx.save_for_backward(x, W_enc, b_dec, features, rows)
        return values.detach().clone()

    @staticmethod
    def backward(ctx: Any, *grads: Tensor) -> Any:
        (grad,) = grads
        x, W_enc, b_dec, features, rows = ctx.saved_tensors
        of_bias = grad.new_zeros(W_enc.shape[1]).index_add(0, features, grad)
        of_rows = sum_by_feature(grad, x - b_dec, features, rows, W_enc.shape[1])
        return None, None, of_rows.T, of_bias, -(W_enc @ of_bias), None, None


class DecodeBags(torch.autograd.Function):
    @staticmethod
    def forward(
        ctx: Any, values: Tensor, W_dec: Tensor, features: Tensor, bags: Tensor, n_bags: int
    ) -> Tensor:
        ctx.save_for_backward(values, W_dec, features, bags)
        return bag_sum(values, W_dec, features, first_of(bags, n_bags))

    @staticmethod
    def backward(ctx: Any, *grads: Tensor) -> Any:
        (grad,) = grads
        values, W_dec, features, bags = ctx.saved_tensors
        of_values = of_directions = None
        if ctx.needs_input_grad[0]:
            of_values = pair_dots(grad, W_dec, bags, features)
        if ctx.needs_input_grad[1]:
            of_directions = sum_by_feature(values, grad, features, bags, len(W_dec))
        return of_values, of_directions, None, None, None


def sum_by_feature(
    weights: Float[Tensor, " n"],
    vectors: Float[Tensor, "rows d_in"],
    features: Int[Tensor, " n"],
    rows: Int[Tensor, " n"],
    dictionary_size: int,
) -> Float[Tensor, "dictionary_size d_in"]:
    """For every feature, the weighted sum of the vectors of the rows where it is active."""
    features, order = features.sort(stable=True)
    starts = first_of(features, dictionary_size)
    return bag_sum(weights[order], vectors.contiguous(), rows[order], starts)


def bag_sum(weights: Tensor, table: Tensor, indices: Tensor, starts: Tensor) -> Tensor:
    return F.embedding_bag(indices, table, starts, per_sample_weights=weights, mode="sum")


def first_of(ascending: Int[Tensor, " n"], n_values: int) -> Int[Tensor, " n_values"]:
    """Where each of 0..n_values-1 begins in an ascending tensor."""
    return torch.searchsorted(ascending, torch.arange(n_values, device=ascending.device))


def pair_dots(
    a: Float[Tensor, "m d_in"],
    b: Float[Tensor, "p d_in"],
    rows: Int[Tensor, " n"],
    columns: Int[Tensor, " n"],
) -> Float[Tensor, " n"]:
    """a[rows[n]] . b[columns[n]] for every n; `rows` ascending, no pair twice, nothing large."""
    starts = torch.searchsorted(rows, torch.arange(len(a) + 1, device=rows.device))
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", message="Sparse CSR tensor support")
        wanted = torch.sparse_csr_tensor(
            starts, columns, a.new_zeros(len(rows)), (len(a), len(b)), check_invariants=False
        )
        dots: Tensor = torch.sparse.sampled_addmm(wanted, a, b.T, beta=0.0).values()
    return dots
