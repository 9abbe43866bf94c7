"""What `attention` runs for a range of its work: documents and, in each, heads of keys."""

from typing import no_type_check

import numpy as np

from sonde.dictionary.kernels.on_cpu.threads import compiled

AT_ONCE = 8  # products that one loop adds up; what is shorter is filled up with zeros
SQUARINGS = 8  # of `exp`
LOWEST = np.float32(-80)  # whose exponential is nothing beside one


@compiled
@no_type_check
def read(work, arrays, first, last):
    """What each token reads, and its weights."""
    q, k, v, out, weights = arrays
    n_keys, each, scale = k.shape[2], q.shape[3], np.float32(1 / np.sqrt(q.shape[3]))
    n_shared, longest = q.shape[2] // n_keys, q.shape[1] + AT_ONCE
    keys, values = np.empty((each, longest), q.dtype), np.empty((longest, each), q.dtype)
    for piece in range(first, last):
        row, start, stop = work[piece // n_keys]
        shared, length = piece % n_keys, stop - start
        across(keys, k[row, start:stop, shared], scale)
        down(values, v[row, start:stop, shared], np.float32(1))
        for head in range(shared * n_shared, (shared + 1) * n_shared):
            for i in range(length):
                weight = weights[row, head, start + i, start:]
                products(weight, q[row, start + i, head], keys, i + 1)
                softmax(weight, i + 1)
                fill(weight, i + 1)
                mix(out[row, start + i, head], weight, values, i + 1)


@compiled
@no_type_check
def pull(work, arrays, first, last):
    """The gradients of queries, keys and values."""
    q, k, v, out, weights, d, d_q, d_k, d_v = arrays
    n_keys, each, scale = k.shape[2], q.shape[3], np.float32(1 / np.sqrt(q.shape[3]))
    n_shared, longest = q.shape[2] // n_keys, q.shape[1] + AT_ONCE
    values, tall = np.empty((each, longest), q.dtype), (longest, each)
    keys, queries, above = np.empty(tall, q.dtype), np.empty(tall, q.dtype), np.empty(tall, q.dtype)
    of_keys, of_values = np.empty(tall, q.dtype), np.empty(tall, q.dtype)
    slopes, some = np.empty((AT_ONCE, longest), q.dtype), np.empty((AT_ONCE, longest), q.dtype)
    for piece in range(first, last):
        row, start, stop = work[piece // n_keys]
        shared, length = piece % n_keys, stop - start
        across(values, v[row, start:stop, shared], np.float32(1))
        down(keys, k[row, start:stop, shared], scale)
        of_keys[:length] = 0
        of_values[:length] = 0
        for head in range(shared * n_shared, (shared + 1) * n_shared):
            down(queries, q[row, start:stop, head], scale)
            down(above, d[row, start:stop, head], np.float32(1))
            for at in range(0, length, AT_ONCE):
                n = min(at + AT_ONCE, length)
                for m in range(AT_ONCE):
                    i = at + m
                    slopes[m, : n + AT_ONCE] = 0
                    some[m, :n] = 0
                    if i < length:
                        weight = weights[row, head, start + i, start:]
                        some[m, : i + 1] = weight[: i + 1]
                        products(slopes[m], above[i], values, i + 1)
                        less = dot(above[i], out[row, start + i, head])
                        for j in range(i + 1):
                            slopes[m, j] = weight[j] * (slopes[m, j] - less)
                        mix(d_q[row, start + i, head], slopes[m], keys, i + 1)
                spread(of_keys, slopes, queries, at, n)
                spread(of_values, some, above, at, n)
        d_k[row, start:stop, shared] = of_keys[:length]
        d_v[row, start:stop, shared] = of_values[:length]


@compiled
@no_type_check
def across(room, rows, scale):
    """Rows as columns."""
    for i in range(rows.shape[0]):
        for e in range(rows.shape[1]):
            room[e, i] = rows[i, e] * scale


@compiled
@no_type_check
def down(room, rows, scale):
    """Rows, and zeros behind them."""
    n = rows.shape[0]
    for i in range(n):
        for e in range(rows.shape[1]):
            room[i, e] = rows[i, e] * scale
    room[n : n + AT_ONCE] = 0


@compiled
@no_type_check
def fill(weight, n):
    """Zeros behind the first n, to the next multiple of AT_ONCE."""
    for j in range(n, -(-n // AT_ONCE) * AT_ONCE):
        weight[j] = 0


@compiled
@no_type_check
def products(to, x, columns, n):
    """to[j] = x . columns[:, j] for j < n."""
    for e in range(0, len(x), AT_ONCE):
        p, q, r, s = x[e], x[e + 1], x[e + 2], x[e + 3]
        t, u, v, w = x[e + 4], x[e + 5], x[e + 6], x[e + 7]
        a, b, c, d = columns[e], columns[e + 1], columns[e + 2], columns[e + 3]
        f, g, h, k = columns[e + 4], columns[e + 5], columns[e + 6], columns[e + 7]
        if e == 0:
            to[:n] = 0
        for j in range(n):
            left = p * a[j] + q * b[j] + r * c[j] + s * d[j]
            to[j] += left + t * f[j] + u * g[j] + v * h[j] + w * k[j]


@compiled
@no_type_check
def mix(to, x, rows, n):
    """to = the sum of x[j] rows[j] for j < n; what x has behind it is zeros."""
    to[:] = 0
    for j in range(0, n, AT_ONCE):
        p, q, r, s = x[j], x[j + 1], x[j + 2], x[j + 3]
        t, u, v, w = x[j + 4], x[j + 5], x[j + 6], x[j + 7]
        a, b, c, d = rows[j], rows[j + 1], rows[j + 2], rows[j + 3]
        f, g, h, k = rows[j + 4], rows[j + 5], rows[j + 6], rows[j + 7]
        for e in range(len(to)):
            left = p * a[e] + q * b[e] + r * c[e] + s * d[e]
            to[e] += left + t * f[e] + u * g[e] + v * h[e] + w * k[e]


@compiled
@no_type_check
def spread(to, x, rows, at, n):
    """to[j] += the sum of x[m, j] rows[at + m] over AT_ONCE m, for j < n."""
    a, b, c, d = rows[at], rows[at + 1], rows[at + 2], rows[at + 3]
    f, g, h, k = rows[at + 4], rows[at + 5], rows[at + 6], rows[at + 7]
    for j in range(n):
        p, q, r, s = x[0, j], x[1, j], x[2, j], x[3, j]
        t, u, v, w = x[4, j], x[5, j], x[6, j], x[7, j]
        one = to[j]
        for e in range(len(one)):
            left = p * a[e] + q * b[e] + r * c[e] + s * d[e]
            one[e] += left + t * f[e] + u * g[e] + v * h[e] + w * k[e]


@compiled
@no_type_check
def dot(x, y):
    total = np.float32(0)
    for e in range(len(x)):
        total += x[e] * y[e]
    return total


@compiled
@no_type_check
def softmax(x, n):
    """Of the first n, in their place."""
    top, total = x[0], np.float32(0)
    for j in range(1, n):
        top = max(top, x[j])
    for j in range(n):
        x[j] = exp(max(x[j] - top, LOWEST))
        total += x[j]
    for j in range(n):
        x[j] /= total


@compiled
@no_type_check
def exp(x):
    """(e^(x / 256))^256, which a loop does for several at once; to 5e-4 of itself for -80..0."""
    y = x / np.float32(2**SQUARINGS)
    found = np.float32(1 / 6) + y * (np.float32(1 / 24) + y * np.float32(1 / 120))
    found = np.float32(1) + y * (np.float32(1) + y * (np.float32(0.5) + y * found))
    for _ in range(SQUARINGS):
        found *= found
    return found
