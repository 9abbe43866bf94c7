"""Bytes on disk: the files of the artifacts, exactly where shapes decide them.

Manifests and metrics are left out, a few kilobytes to a few hundred. What depends on the text, the
tables of an atlas above all, is an estimate and says so.
"""

import json
from collections.abc import Mapping
from math import ceil, prod

from sonde.planning.kinds import KINDS
from sonde.planning.memory import columns

WIDTH = {"I64": 8, "F64": 8, "F32": 4, "I32": 4, "BF16": 2, "U8": 1, "BOOL": 1}
SAFETENSORS = {"float8": "U8", "bfloat16": "BF16", "float32": "F32"}
Tensors = Mapping[str, tuple[str, tuple[int, ...]]]  # name -> (dtype, shape)


def safetensors(tensors: Tensors) -> int:
    """The size of a safetensors file: a length, a JSON header padded to 8 bytes, and the data, from
    the widest dtype to the narrowest, by name within one."""
    header, end = {}, 0
    for name in sorted(tensors, key=lambda name: ([*WIDTH].index(tensors[name][0]), name)):
        dtype, shape = tensors[name]
        start, end = end, end + WIDTH[dtype] * prod(shape)
        header[name] = {"dtype": dtype, "shape": shape, "data_offsets": [start, end]}
    text = json.dumps(header, separators=(",", ":"))
    return 8 + ceil(len(text) / 8) * 8 + end


def blocks_per_part(part_tokens: int, batch_blocks: int, context_length: int) -> int:
    """Blocks in a shard or in a part of the firings: a whole number of passes, at least one."""
    return max(1, part_tokens // (batch_blocks * context_length)) * batch_blocks


def shard_blocks(n_tokens: int, shard_tokens: int, batch_blocks: int, context_length: int) -> int:
    """The same for a harvest, which makes no shard larger than the tokens asked for need."""
    per_pass = batch_blocks * context_length
    return blocks_per_part(min(shard_tokens, n_tokens + per_pass - 1), batch_blocks, context_length)


def shard(d_in: int, n_tokens: int, storage_dtype: str, n_parts: int = 1) -> int:
    """One shard of activations, those of several hook points side by side."""
    return safetensors(
        {
            "x": (SAFETENSORS[storage_dtype], (n_tokens, d_in)),
            "tokens": ("I32", (n_tokens,)),
            "documents": ("I32", (n_tokens,)),
            "keep": ("BOOL", (n_tokens,)),
            "sum": ("F64", (d_in,)),
            "squares": ("F64", (n_parts,) if n_parts > 1 else ()),
        }
    )


def dictionary(d_in: int, dictionary_size: int, kind: str = "batch_topk") -> int:
    """The finished dictionary."""
    vector = ("F32", (dictionary_size,))
    skip: Tensors = {"W_skip": ("F32", (d_in, d_in)), "b_in": ("F32", (d_in,))}
    return safetensors(
        {
            **(skip if KINDS[kind].apart else {}),
            "W_enc": ("F32", (d_in, dictionary_size)),
            "W_dec": ("F32", (dictionary_size, d_in)),
            "b_enc": vector,
            "b_dec": ("F32", (d_in,)),
            "threshold": vector,
        }
    )


def shares(dictionary_size: int, n_parts: int) -> int:
    """How much of every feature is in each part, beside a crosscoder."""
    return safetensors({"shares": ("F32", (dictionary_size, n_parts))})


OWN = {"jump_relu": ("log_threshold",), "gated": ("b_gate", "r")}


def checkpoint(kind: str, d_in: int, dictionary_size: int, moments_in: str = "float32") -> int:
    """The tensors of one checkpoint. While a new one is written the old one is still there."""
    vector = (dictionary_size,)
    shapes: dict[str, tuple[int, ...]] = {
        "W_dec": (dictionary_size, d_in),
        "W_enc": (d_in, dictionary_size),
        "b_enc": vector,
        "b_dec": (d_in,),
        **{f"own.{name}": vector for name in OWN.get(kind, ())},
    }
    if KINDS[kind].apart:
        shapes["W_skip"] = (d_in, d_in)
    tensors = {f"weights.{name}": ("F32", shape) for name, shape in shapes.items()}
    tensors |= {"idle": ("I64", vector), "floor": ("F64", (1,))}
    trained = [n for n in shapes if n != "W_dec" or KINDS[kind].trains_decoder]
    if KINDS[kind].sparse:
        tensors |= {"adam.last": ("I32", vector), "adam.times": ("I32", vector)}
        tensors["adam.step"] = ("I32", (1,))
    for name in trained:
        if KINDS[kind].sparse:
            table = ("F32", (dictionary_size, prod(shapes[name]) // dictionary_size))
            table = {"b_dec": ("F32", (1, d_in)), "W_skip": ("F32", (d_in, d_in))}.get(name, table)
            if name in ("W_enc", "W_dec"):
                table = (SAFETENSORS[moments_in], (dictionary_size, columns(d_in, moments_in)))
            tensors |= {f"adam.{name}.m": table, f"adam.{name}.v": table}
        else:
            moment = ("F32", shapes[name])
            tensors[f"adam.{name}.step"] = ("F32", ())
            tensors |= {f"adam.{name}.exp_avg": moment, f"adam.{name}.exp_avg_sq": moment}
    return safetensors(tensors)


def firings(dictionary_size: int, n_firings: int) -> int:
    """The firings of one part of the text, given how many there are."""
    return safetensors(
        {
            "offsets": ("I64", (dictionary_size + 1,)),
            "tokens": ("I32", (n_firings,)),
            "values": ("F32", (n_firings,)),
        }
    )


def tokens(n_tokens: int) -> int:
    """The tokens of one part, with where in which document each came from."""
    column = ("I32", (n_tokens,))
    names = ("tokens", "documents", "starts", "ends")
    return safetensors({**dict.fromkeys(names, column), "keep": ("BOOL", (n_tokens,))})


def tables(dictionary_size: int, n_neighbours: int, context_length: int) -> int:
    """An estimate of the searchable tables, from atlases of English stories with the usual 20
    examples of 49 tokens: 9 bytes a token of an example, and some numbers and words a feature."""
    n_bytes = 9 * 20 * min(49, context_length) + 500 + 6 * n_neighbours
    return dictionary_size * n_bytes


def documents(n_tokens: int) -> int:
    """An estimate of the compressed text behind the tokens: 1.6 bytes each."""
    return round(1.6 * n_tokens)
