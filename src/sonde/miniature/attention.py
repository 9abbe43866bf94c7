"""Attention of documents that share a row, on a processor.

    weights = softmax(q k^T / each^0.5) over the tokens of one's own document up to oneself
    out     = weights v,    d v = weights^T d,    s = weights (d v^T - d . out)
    d q     = s k / each^0.5,    d k = s^T q / each^0.5

torch computes the whole square of a row and masks what is not seen, five sixths where documents are
short. Here a document and a head of keys is a piece of work, in fp32; weights are kept for the
gradient. The plain twin is `torch.nn.functional.scaled_dot_product_attention` with a mask.
"""

from collections.abc import Callable
from typing import Any

import numpy as np
import torch
from jaxtyping import Float, Int
from torch import Tensor, nn
from transformers import AttentionInterface

from sonde.dictionary.kernels.on_cpu.threads import in_pieces
from sonde.miniature.attention_kernels import AT_ONCE, pull, read

NAME = "within_documents"  # among transformers' attentions


def within_documents(
    module: nn.Module,
    query: Tensor,
    key: Tensor,
    value: Tensor,
    attention_mask: None,
    position_ids: Tensor,
    **kwargs: Any,
) -> tuple[Tensor, None]:
    """As transformers calls an attention: `[batch, heads, position, each]` to `[batch, position,
    heads, each]`, with fewer heads of keys and values. A document begins where a position is 0;
    heads are a multiple of AT_ONCE wide. (Shapes are not in the types, for a check of them does
    not compile.)"""
    q, k, v = (one.transpose(1, 2).float() for one in (query, key, value))
    return attend(q, k, v, position_ids.expand(len(q), -1))[0].to(query.dtype), None


AttentionInterface.register(NAME, within_documents)


@torch.library.custom_op("sonde::attend", mutates_args=())
def attend(q: Tensor, k: Tensor, v: Tensor, places: Tensor) -> tuple[Tensor, Tensor]:
    """What each token reads, `[batch, position, heads, each]`, and the weights it reads with,
    `[batch, heads, position, position + AT_ONCE]`, of which nothing else is ever written."""
    out, weights = q.new_empty(q.shape), room(q)
    run(read, places, (q, k, v), (out, weights))
    return out, weights


@attend.register_fake
def _(q: Tensor, k: Tensor, v: Tensor, places: Tensor) -> tuple[Tensor, Tensor]:
    return q.new_empty(q.shape), room(q)


@torch.library.custom_op("sonde::attend_backward", mutates_args=())
def attend_backward(
    d: Tensor, q: Tensor, k: Tensor, v: Tensor, out: Tensor, weights: Tensor, places: Tensor
) -> tuple[Tensor, Tensor, Tensor]:
    """The gradients of q, k and v."""
    found = q.new_empty(q.shape), k.new_empty(k.shape), v.new_empty(v.shape)
    run(pull, places, (q, k, v, out, weights, d), found)
    return found


@attend_backward.register_fake
def _(
    d: Tensor, q: Tensor, k: Tensor, v: Tensor, out: Tensor, weights: Tensor, places: Tensor
) -> tuple[Tensor, Tensor, Tensor]:
    return q.new_empty(q.shape), k.new_empty(k.shape), v.new_empty(v.shape)


def keep(ctx: Any, inputs: tuple[Tensor, ...], output: tuple[Tensor, Tensor]) -> None:
    q, k, v, places = inputs
    ctx.save_for_backward(q, k, v, *output, places)
    ctx.set_materialize_grads(False)  # else zeros, as many as there is room, are made for weights


def gradient(ctx: Any, d: Tensor, _: None) -> tuple[Tensor | None, ...]:
    return *attend_backward(d, *ctx.saved_tensors), None


attend.register_autograd(gradient, setup_context=keep)


def room(
    q: Float[Tensor, "batch position heads each"],
) -> Float[Tensor, "batch heads position wider"]:
    batch, position, heads, _ = q.shape
    return q.new_empty(batch, heads, position, position + AT_ONCE)


def run(
    kernel: Callable[..., None],
    places: Int[Tensor, "batch position"],
    given: tuple[Tensor, ...],
    found: tuple[Tensor, ...],
) -> None:
    """Calls a kernel for all documents and heads of keys."""
    arrays = tuple(one.contiguous().numpy() for one in given) + tuple(one.numpy() for one in found)
    work = documents(places.numpy())
    in_pieces(lambda first, last: kernel(work, arrays, first, last), len(work) * given[1].shape[2])


def documents(places: Int[np.ndarray, "batch position"]) -> Int[np.ndarray, "n 3"]:
    """Row, start and stop of each; every row begins with one."""
    assert (places[:, 0] == 0).all()
    rows, starts = np.nonzero(places == 0)
    ends_row = np.append(rows[1:] != rows[:-1], True)
    stops = np.where(ends_row, places.shape[1], np.append(starts[1:], 0))
    return np.stack([rows, starts, stops], 1)
