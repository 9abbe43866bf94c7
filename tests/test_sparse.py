"""Sparse products equal their dense twins, forward and backward; selections their definition."""

import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st

from sonde.dictionary.kernels import reference
from sonde.dictionary.kernels.dispatch import pair_dots
from sonde.dictionary.scan import Scan, strongest_of_batch
from sonde.dictionary.sparse import (
    Codes,
    RowSum,
    codes_where,
    decode_bags,
    dense,
    encode_active,
    first_of,
    sum_by_feature,
    weighted_sum,
)

sizes = st.integers(1, 7)
law = settings(deadline=None)


def random(generator, *shape):
    return torch.randn(*shape, generator=generator, dtype=torch.float64)


class Case:
    """Random weights and a random pattern of active codes; rows and features may be empty."""

    def __init__(self, batch, d_in, size, share, seed):
        generator = torch.Generator().manual_seed(seed)
        self.batch, self.d_in, self.size = batch, d_in, size
        active = torch.rand(batch, size, generator=generator) < share
        self.codes = codes_where(random(generator, batch, size), active)
        self.x = random(generator, batch, d_in)
        self.W_enc = random(generator, size, d_in).T.requires_grad_()
        self.b_enc = random(generator, size).requires_grad_()
        self.b_dec = random(generator, d_in).requires_grad_()
        self.W_dec = random(generator, size, d_in).requires_grad_()
        self.values = self.codes.values.clone().requires_grad_()
        self.generator = generator

    def of_bags(self, n_bags):
        return random(self.generator, n_bags, self.d_in)


cases = st.builds(
    Case,
    batch=sizes,
    d_in=sizes,
    size=sizes,
    share=st.sampled_from([0.0, 0.1, 0.5, 1.0]),
    seed=st.integers(0, 10_000),
)


def assert_same(found, expected):
    for one, other in zip(found, expected, strict=True):
        torch.testing.assert_close(one, other, rtol=1e-9, atol=1e-9)


def gradients(out, weight, inputs):
    return torch.autograd.grad((out * weight).sum(), inputs)


@law
@given(cases)
def test_encoding_the_active_codes_is_the_dense_product(case):
    where = (case.codes.features, case.codes.rows)
    weights = (case.W_enc, case.b_enc, case.b_dec)
    slow = reference.encode_active(case.x, *weights, *where)
    fast = encode_active(slow.detach(), case.x, *weights, *where)
    weight = random(case.generator, *slow.shape)
    assert torch.equal(fast, slow)
    assert_same(gradients(fast, weight, weights), gradients(slow, weight, weights))


@law
@given(cases)
def test_decoding_is_the_dense_product(case):
    where = (case.codes.features, case.codes.rows, case.batch)
    inputs = (case.values, case.W_dec)
    fast = decode_bags(case.values, case.W_dec, *where)
    slow = reference.decode_bags(case.values, case.W_dec, *where)
    weight = case.of_bags(case.batch)
    assert_same([fast], [slow])
    assert_same(gradients(fast, weight, inputs), gradients(slow, weight, inputs))
    codes = case.codes._replace(values=case.values)
    matrix = dense(codes, case.batch, case.size)
    assert_same([weighted_sum(codes, case.W_dec, case.batch)], [matrix @ case.W_dec])


@law
@given(cases, st.integers(1, 3), st.integers(0, 3))
def test_several_bags_a_row_and_empty_ones_at_the_end(case, per_row, spare):
    bags = case.codes.rows * per_row + case.codes.features * per_row // case.size
    n_bags = case.batch * per_row + spare
    inputs = (case.values, case.W_dec)
    fast = decode_bags(*inputs, case.codes.features, bags, n_bags)
    slow = reference.decode_bags(*inputs, case.codes.features, bags, n_bags)
    weight = case.of_bags(n_bags)
    assert_same([fast], [slow])
    assert_same(gradients(fast, weight, inputs), gradients(slow, weight, inputs))


@law
@given(cases)
def test_gradients_of_one_input_alone(case):
    """A frozen decoder, or frozen codes: the other's gradient is the same."""
    where = (case.codes.features, case.codes.rows, case.batch)
    weight = case.of_bags(case.batch)
    both = gradients(
        decode_bags(case.values, case.W_dec, *where), weight, (case.values, case.W_dec)
    )
    frozen = decode_bags(case.values, case.W_dec.detach(), *where)
    assert_same(gradients(frozen, weight, [case.values]), both[:1])
    fixed = decode_bags(case.values.detach(), case.W_dec, *where)
    assert_same(gradients(fixed, weight, [case.W_dec]), both[1:])


@law
@given(cases)
def test_sums_by_feature_and_pair_dots_are_their_definitions(case):
    _, features, rows = case.codes
    vectors = case.of_bags(case.batch)
    expected = torch.zeros(case.size, case.d_in, dtype=torch.float64)
    weights = case.values.detach()
    for weight, feature, row in zip(weights, features, rows, strict=True):
        expected[feature] += weight * vectors[row]
    assert_same([sum_by_feature(RowSum(weights, vectors, features, rows), case.size)], [expected])
    table = case.W_dec.detach()
    dots = (vectors[rows] * table[features]).sum(-1)
    assert_same([pair_dots(vectors, table, rows, features)], [dots])


@law
@given(st.lists(st.integers(0, 6), max_size=12))
def test_first_of_counts_what_is_smaller(values):
    found = first_of(torch.tensor(sorted(values), dtype=torch.int64), 7)
    assert found.tolist() == [sum(value < n for value in values) for n in range(7)]


@law
@given(cases)
def test_codes_are_ordered_by_row_then_feature_and_come_back_dense(case):
    _, features, rows = case.codes
    places = (rows * case.size + features).tolist()
    assert places == sorted(set(places))
    again = codes_where(matrix := dense(case.codes, case.batch, case.size), matrix != 0)
    assert all(torch.equal(one, other) for one, other in zip(again, case.codes, strict=True))


def ties(generator, batch, size):
    """Few different values, so that the last place is always contested."""
    return torch.randint(-2, 4, (batch, size), generator=generator).float()


def negative(generator, batch, size):
    return -torch.rand(batch, size, generator=generator)


def zero(generator, batch, size):
    return torch.zeros(batch, size)


def loud_samples(generator, batch, size):
    """The rows from which the floor is guessed are far above all others: it is too high."""
    x = torch.randn(batch, size, generator=generator)
    x[::16] += 100
    return x


def quiet_samples(generator, batch, size):
    """They are silent: the floor is too low."""
    x = torch.randn(batch, size, generator=generator)
    x[::16] = -1
    return x


def outliers(generator, batch, size):
    """A few rows would take every place."""
    x = torch.rand(batch, size, generator=generator)
    x[-1] += 50
    return x


def few_positives(generator, batch, size):
    x = torch.randn(batch, size, generator=generator)
    return torch.where(torch.rand(batch, size, generator=generator) < 0.05, x.abs(), -x.abs())


def ordinary(generator, batch, size):
    return torch.randn(batch, size, generator=generator)


PATTERNS = (
    ties,
    negative,
    zero,
    loud_samples,
    quiet_samples,
    outliers,
    few_positives,
    ordinary,
)


@st.composite
def selections(draw):
    """(pre_codes, k): any pattern, any shape, from one row and one feature on."""
    batch, size = draw(st.integers(1, 50)), draw(st.integers(1, 12))
    generator = torch.Generator().manual_seed(draw(st.integers(0, 10_000)))
    pattern = draw(st.sampled_from(PATTERNS))
    return pattern(generator, batch, size), draw(st.integers(1, size))


def strongest_places(flat, n):
    """Places of the n largest positive values; of equal ones the earlier."""
    positive = [place for place, value in enumerate(flat) if value > 0]
    return sorted(sorted(positive, key=lambda place: (-flat[place], place))[:n])


@law
@given(selections())
def test_the_strongest_of_a_batch_are_exactly_those(selection):
    pre_codes, k = selection
    values, features, rows = strongest_of_batch(pre_codes, k)
    places = rows * pre_codes.shape[1] + features
    assert places.tolist() == strongest_places(pre_codes.flatten().tolist(), k * len(pre_codes))
    assert torch.equal(values, pre_codes[rows, features])


@law
@given(selections())
def test_the_strongest_of_a_batch_equal_the_dense_twin(selection):
    pre_codes, k = selection
    found = dense(strongest_of_batch(pre_codes, k), *pre_codes.shape)
    expected = reference.keep_strongest_of_batch(pre_codes, k)
    assert torch.equal(found.flatten().sort().values, expected.flatten().sort().values)


@law
@given(selections())
def test_the_strongest_of_a_row_equal_the_dense_twin(selection):
    pre_codes, k = selection
    codes = Scan(pre_codes.shape[1]).of_rows(lambda rows, some: rows[:, some], pre_codes, k)
    found = dense(codes, *pre_codes.shape)
    expected = reference.keep_strongest(pre_codes, k)
    assert torch.equal(found.sort(-1).values, expected.sort(-1).values)
    assert torch.equal(codes.values, pre_codes[codes.rows, codes.features])
    places = (codes.rows * pre_codes.shape[1] + codes.features).tolist()
    assert places == sorted(set(places))
    assert codes.rows.bincount(minlength=1).max() <= k
    assert (codes.values > 0).all()


@pytest.mark.parametrize("dtype", [torch.float32, torch.float64])
def test_no_code_at_all(dtype):
    nothing = torch.zeros(0, dtype=torch.int64)
    codes = Codes(torch.zeros(0, dtype=dtype), nothing, nothing)
    W_dec = torch.ones(5, 3, dtype=dtype, requires_grad=True)
    out = weighted_sum(codes, W_dec, 4)
    out.sum().backward()
    assert torch.equal(out, torch.zeros(4, 3, dtype=dtype))
    assert torch.equal(W_dec.grad, torch.zeros(5, 3, dtype=dtype))
