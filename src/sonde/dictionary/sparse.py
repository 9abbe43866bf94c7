"""Codes in sparse form, and the products that touch only the active ones, forward and backward.

    values[n]  = (x[row] - b_dec) . W_enc[:, feature] + b_enc[feature]        encode_active
    bags[b]    = sum of values[n] * W_dec[feature[n]] over the n of bag b     decode_bags

A training step then costs one dense product (the encoder, forward) and work in proportion to the
active codes, instead of six dense products: Gao et al. 2024, arXiv 2406.04093, appendix A. The slow
twins in `kernels/reference.py` are plain dense algebra; tests hold these to them, gradients
included.

Given a `Parts`, backward forms no gradient of a weight matrix: it leaves there what the rows that
fired are to be moved by, as weighted sums still to be taken.
"""

from typing import Any, NamedTuple

import torch
from jaxtyping import Bool, Float, Int
from torch import Tensor

from sonde.dictionary.kernels.dispatch import bag_sum, pair_dots, totals

BAG = 256  # rows that one core adds up
FEW = 1 / 32  # of all codes: up to there, products of the active ones alone are cheaper


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


class RowSum(NamedTuple):
    """Part of a gradient: row features[n] is to have weights[n] * vectors[rows[n]], for every n."""

    weights: Float[Tensor, " n"]
    vectors: Float[Tensor, "m d_in"]
    features: Int[Tensor, " n"]
    rows: Int[Tensor, " n"]


class Parts:
    """The gradients of both weight matrices, a row for each feature, as backward leaves them."""

    def __init__(self) -> None:
        self.W_enc: list[RowSum] = []
        self.W_dec: list[RowSum] = []
        self.spare = torch.empty(0)  # memory for vectors, while no part is there

    def room(self, n: int, like: Float[Tensor, "batch width"]) -> Float[Tensor, "n width"]:
        """Memory for so many vectors: that of the last step, where it is as much."""
        spare, self.spare = self.spare, torch.empty(0)
        return spare if spare.shape == (n, like.shape[1]) else like.new_empty(n, like.shape[1])

    def clear(self) -> None:
        """For the next step, which begins when this one is over."""
        if self.W_dec:
            self.spare = self.W_dec[0].vectors
        self.W_enc.clear()
        self.W_dec.clear()


def encode_active(
    values: Float[Tensor, " n"],
    x: Float[Tensor, "batch d_in"],
    W_enc: Float[Tensor, "d_in dictionary_size"],
    b_enc: Float[Tensor, " dictionary_size"],
    b_dec: Float[Tensor, " d_in"],
    features: Int[Tensor, " n"],
    rows: Int[Tensor, " n"],
    parts: Parts | None = None,
) -> Float[Tensor, " n"]:
    """The `values` already computed by the dense product, with gradients to the weights."""
    out: Tensor = EncodeActive.apply(values, x, W_enc, b_enc, b_dec, features, rows, parts)
    return out


def decode_bags(
    values: Float[Tensor, " n"],
    W_dec: Float[Tensor, "dictionary_size d_in"],
    features: Int[Tensor, " n"],
    bags: Int[Tensor, " n"],
    n_bags: int,
    parts: Parts | None = None,
) -> Float[Tensor, "n_bags d_in"]:
    """Sums of weighted decoder directions, one per bag; `bags` must be ascending."""
    out: Tensor = DecodeBags.apply(values, W_dec, features, bags, n_bags, parts)
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
        parts: Parts | None,
    ) -> Tensor:
        ctx.save_for_backward(x, W_enc, b_dec, features, rows)
        ctx.parts = parts
        return values.detach().clone()

    @staticmethod
    def backward(ctx: Any, *grads: Tensor) -> Any:
        (grad,) = grads
        x, W_enc, b_dec, features, rows = ctx.saved_tensors
        of_bias = totals(grad, features, W_enc.shape[1])
        part, of_rows = RowSum(grad, x - b_dec, features, rows), None
        if ctx.parts is None:
            of_rows = sum_by_feature(part, W_enc.shape[1]).T
        else:
            ctx.parts.W_enc.append(part)
        if not ctx.needs_input_grad[4]:
            return None, None, of_rows, of_bias, None, None, None, None
        fired = of_bias.nonzero().flatten()
        bags = torch.arange(0, max(1, len(fired)), BAG, device=fired.device)  # for all cores
        of_center = bag_sum(of_bias[fired], W_enc.T, fired, bags).sum(0)
        return None, None, of_rows, of_bias, -of_center, None, None, None


class DecodeBags(torch.autograd.Function):
    @staticmethod
    def forward(
        ctx: Any,
        values: Tensor,
        W_dec: Tensor,
        features: Tensor,
        bags: Tensor,
        n_bags: int,
        parts: Parts | None,
    ) -> Tensor:
        ctx.save_for_backward(values, W_dec, features, bags)
        ctx.parts = parts
        return bag_sum(values, W_dec, features, first_of(bags, n_bags))

    @staticmethod
    def backward(ctx: Any, *grads: Tensor) -> Any:
        (grad,) = grads
        values, W_dec, features, bags = ctx.saved_tensors
        of_values = of_directions = None
        if ctx.needs_input_grad[0]:
            of_values = pair_dots(grad, W_dec, bags, features)
        if ctx.needs_input_grad[1]:
            part = RowSum(values, grad, features, bags)
            if ctx.parts is None:
                of_directions = sum_by_feature(part, len(W_dec))
            else:
                ctx.parts.W_dec.append(part)
        return of_values, of_directions, None, None, None, None


def sum_by_feature(part: RowSum, dictionary_size: int) -> Float[Tensor, "dictionary_size d_in"]:
    """For every feature, the weighted sum of the vectors of the rows where it is active."""
    features, order = part.features.sort(stable=True)
    starts = first_of(features, dictionary_size)
    return bag_sum(part.weights[order], part.vectors.contiguous(), part.rows[order], starts)


def first_of(ascending: Int[Tensor, " n"], n_values: int) -> Int[Tensor, " n_values"]:
    """Where each of 0..n_values-1 begins in an ascending tensor."""
    return torch.searchsorted(ascending, torch.arange(n_values, device=ascending.device))
