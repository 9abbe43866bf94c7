"""One shard: a safetensors file of consecutive tokens with their activations.

x [n, d_in]   tokens [n]   documents [n]   keep [n]
sum [d_in] and squares [] over the kept rows

Of several hook points x holds the parts side by side, and squares [n_parts] one number for each.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from jaxtyping import Bool, Float, Int
from torch import Tensor

from sonde.core.files import load_tensors, save_tensors
from sonde.core.maths import Moments


class Shard(NamedTuple):
    x: Float[Tensor, "n d_in"]
    tokens: Int[Tensor, " n"]
    documents: Int[Tensor, " n"]  # number of the document in the stream, -1 at padding
    keep: Bool[Tensor, " n"]


def shard_name(number: int) -> str:
    return f"shard-{number:06}.safetensors"


def write_shard(path: Path, shard: Shard, widths: Sequence[int] = ()) -> None:
    moments = Moments(shard.x.shape[1], widths)
    moments.add(shard.x[shard.keep])
    sums = {"sum": moments.total, "squares": moments.squares.squeeze()}
    save_tensors(path, {**shard._asdict(), **sums})


def read_rows(path: Path) -> Float[Tensor, "n d_in"]:
    """The rows that count, as stored."""
    tensors = load_tensors(path, ["x", "keep"])
    return tensors["x"][tensors["keep"]]


def read_moments(path: Path, widths: Sequence[int] = ()) -> Moments:
    tensors = load_tensors(path, ["sum", "squares", "keep"])
    moments = Moments(len(tensors["sum"]), widths)
    moments.n = int(tensors["keep"].sum())
    moments.total, moments.squares = tensors["sum"], tensors["squares"].reshape(-1)
    return moments
