"""A dictionary of any tool as one formula: what lies between a foreign file and one of ours.

    x'    = (x - mean) / (std + 1e-5)       of each token where layer_norm, else x
    h     = (x' - b_dec) @ W_enc + b_enc    without b_dec where it is not centred
    codes = relu(h) where h > threshold     no threshold is ReLU
            or the k largest relu(h)        top-k
    x_hat = codes @ W_dec + b_dec           then * std + mean where layer_norm

A transcoder has b_in in place of b_dec before the encoder, zero where nothing is subtracted, and
may add (x - b_in) @ W_skip to x_hat.

A tool's own scales, gates and orientations are folded in by its reader. Ours is the case of unit
rows in W_dec, centred, with one threshold per feature; `dictionary_of` brings the others there.
Two cannot be brought: layer norm, which is no fixed dictionary of x; and plain top-k, where a code
depends on the other features of its token. Top-k becomes a threshold that keeps k a token on
average (the one in the file, or one measured on activations), as `sonde train --kind topk` exports.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import torch
from jaxtyping import Float
from torch import Tensor

from sonde.core.errors import SondeError
from sonde.dictionary.dictionary import (
    NAMES,
    Dictionary,
    from_tensors,
    refuse_shapes,
)
from sonde.dictionary.scan import strongest_of_batch

EPSILON = 1e-5  # of layer norm, in OpenAI's and SAELens' code alike
UNIT = 1e-5  # how far from one a row's length may be and count as one


@dataclass(frozen=True, kw_only=True)
class Plain:
    W_enc: Float[Tensor, "d_in dictionary_size"]
    b_enc: Float[Tensor, " dictionary_size"]
    W_dec: Float[Tensor, "dictionary_size d_out"]
    b_dec: Float[Tensor, " d_out"]
    threshold: Float[Tensor, " dictionary_size"] | None = None  # beside k: what stands in for it
    k: int | None = None
    centred: bool = True
    layer_norm: bool = False
    about: dict[str, Any] = field(default_factory=dict)
    b_in: Float[Tensor, " d_in"] | None = None  # of a transcoder
    W_skip: Float[Tensor, "d_in d_out"] | None = None

    @property
    def d_in(self) -> int:
        return self.W_enc.shape[0]

    @property
    def d_out(self) -> int:
        return self.W_dec.shape[1]

    @property
    def center(self) -> Tensor:
        """What is subtracted first, where it is centred."""
        return self.b_dec if self.b_in is None else self.b_in

    @property
    def size(self) -> int:
        return self.W_dec.shape[0]

    @property
    def is_relu(self) -> bool:
        """Whether every positive h is a code."""
        return self.k is None and (self.threshold is None or bool((self.threshold <= 0).all()))

    @torch.no_grad()
    def encode(self, x: Float[Tensor, "batch d_in"]) -> Float[Tensor, "batch dictionary_size"]:
        """The codes as the other tool means them, dense: a slow twin to compare with."""
        h = self.pre_codes(x)
        if self.k is not None:
            kept = h.relu().topk(self.k)
            return torch.zeros_like(h).scatter(1, kept.indices, kept.values)
        return h.relu() if self.threshold is None else h.relu() * (h > self.threshold)

    def pre_codes(self, x: Float[Tensor, "batch d_in"]) -> Float[Tensor, "batch dictionary_size"]:
        """h of the formula: what is compared and ranked."""
        x = standard(x)[0] if self.layer_norm else x
        return (x - self.center if self.centred else x) @ self.W_enc + self.b_enc

    @torch.no_grad()
    def reconstruct(self, x: Float[Tensor, "batch d_in"]) -> Float[Tensor, "batch d_out"]:
        x_hat = self.encode(x) @ self.W_dec + self.b_dec
        if self.W_skip is not None:
            return x_hat + (x - self.center) @ self.W_skip
        if not self.layer_norm:
            return x_hat
        _, mean, std = standard(x)
        return x_hat * std + mean


def standard(x: Float[Tensor, "batch d_in"]) -> tuple[Tensor, Tensor, Tensor]:
    """Each token less its mean, over its standard deviation (unbiased); and those two."""
    mean = x.mean(-1, keepdim=True)
    std = (x - mean).std(-1, keepdim=True)
    return (x - mean) / (std + EPSILON), mean, std


def build(
    tensors: dict[str, Tensor],
    where: Path,
    *,
    k: int | None = None,
    centred: bool = True,
    layer_norm: bool = False,
    about: dict[str, Any] | None = None,
) -> Plain:
    """A formula of tensors that fit each other, are floating and finite; float32 from here on."""
    floats = {name: as_float(tensor, name, where) for name, tensor in tensors.items()}
    silent = {"threshold": torch.zeros_like(floats["b_enc"])}
    refuse_shapes({**silent, **floats}, where)
    size = len(floats["W_dec"])
    if k is not None and k >= size:
        k = None  # all of them: ReLU
    return Plain(**floats, k=k, centred=centred, layer_norm=layer_norm, about=about or {})


def as_float(tensor: Tensor, name: str, where: Path) -> Tensor:
    if not tensor.is_floating_point():
        dtype = str(tensor.dtype).removeprefix("torch.")
        raise SondeError(
            f"{where}: {name} is stored as {dtype}, but weights are floating-point numbers: "
            "save it as float32 (or float16, bfloat16)."
        )
    floats = tensor.float()  # float64 may be too large for it
    if not torch.isfinite(floats).all():
        raise SondeError(
            f"{where}: {name} holds NaN or infinite values: fetch the file again, or export it "
            "from an earlier checkpoint."
        )
    return floats


def magnitudes(
    W_enc: Tensor, r_mag: Tensor, b_mag: Tensor, b_gate: Tensor, where: Path
) -> dict[str, Tensor]:
    """A gated encoder as one with thresholds. With e = x W_enc, a code is the magnitude
    m = exp(r_mag) e + b_mag where e > -b_gate, that is where m > b_mag - exp(r_mag) b_gate."""
    size = (W_enc.shape[-1],)
    if not r_mag.shape == b_mag.shape == b_gate.shape == size:
        shapes = [list(tensor.shape) for tensor in (r_mag, b_mag, b_gate)]
        raise SondeError(
            f"{where}: the gate's r_mag, magnitude and bias has shape {shapes}, where "
            f"the weights imply {list(size)} for each: fetch the whole file again."
        )
    scale = r_mag.exp()
    threshold = (b_mag - scale * b_gate).relu()
    return {"W_enc": W_enc * scale, "b_enc": b_mag, "threshold": threshold}


def unit(plain: Plain) -> Plain:
    """The same with decoder directions of length one. Codes, and the threshold, grow by the length
    they had, so top-k now ranks h * |W_dec|: for tools that rank so, or that do not rank."""
    lengths = lengths_of(plain)
    return plain if lengths is None else lengthened(plain, lengths)


def lengths_of(plain: Plain) -> Float[Tensor, " dictionary_size"] | None:
    """Of the decoder directions, where they are not one already."""
    lengths = plain.W_dec.norm(dim=-1).clamp_min(1e-12)
    return None if (lengths - 1).abs().max() < UNIT else lengths


def lengthened(plain: Plain, by: Float[Tensor, " dictionary_size"]) -> Plain:
    """The same reconstruction from codes that are longer, and directions that are shorter."""
    return replace(
        plain,
        W_enc=plain.W_enc * by,
        b_enc=plain.b_enc * by,
        W_dec=plain.W_dec / by[:, None],
        threshold=None if plain.threshold is None else plain.threshold * by,
    )


def with_centre(plain: Plain, centred: bool) -> Plain:
    """The same with b_dec subtracted first, or not: x W + b = (x - c) W + (b + c W)."""
    if plain.centred == centred:
        return plain
    shift = plain.b_dec @ plain.W_enc
    b_enc = plain.b_enc + shift if centred else plain.b_enc - shift
    return replace(plain, b_enc=b_enc, centred=centred)


def without_centre(plain: Plain) -> Plain:
    """The same transcoder with nothing subtracted from what it reads."""
    if plain.b_in is None or not plain.b_in.any():
        return plain
    b_dec = plain.b_dec if plain.W_skip is None else plain.b_dec - plain.b_in @ plain.W_skip
    b_enc = plain.b_enc - plain.b_in @ plain.W_enc
    return replace(plain, b_enc=b_enc, b_dec=b_dec, b_in=torch.zeros_like(plain.b_in))


def dictionary_of(plain: Plain, where: Path) -> Dictionary:
    """Ours. Raises for layer norm, and for top-k with no threshold to stand in for it."""
    if plain.layer_norm:
        raise SondeError(
            f"{where} divides every token by its own standard deviation, which no dictionary of "
            "fixed directions and thresholds can say. SAELens can hold it: --format saelens."
        )
    threshold = plain.threshold
    if threshold is None and plain.k is not None:
        raise SondeError(
            f"{where} keeps the {plain.k} largest codes of a token, but a feature of Sonde has a "
            "threshold of its own. Give --activations ACTIVATIONS (of `sonde harvest`, at the same "
            "hook point): one threshold that keeps as many on average is then measured."
        )
    threshold = torch.zeros_like(plain.b_enc) if threshold is None else threshold
    plain = replace(plain, threshold=threshold.relu())  # below zero, relu(h) is what decides
    about = {"d_in": plain.d_in, **plain.about, **({"top_k": plain.k} if plain.k else {})}
    lengths = lengths_of(plain) if about.get("top_k") else None
    plain = unit(with_centre(plain, True))
    found = {name: getattr(plain, name) for name in (*NAMES, "b_in", "W_skip")}
    found["lengths"] = lengths
    return from_tensors(
        {n: tensor for n, tensor in found.items() if tensor is not None}, about, where
    )


def plain_of(dictionary: Dictionary) -> Plain:
    """Of a top-k that came from elsewhere the directions get the lengths back by which it ranks."""
    if len(dictionary.widths) > 1:
        raise SondeError(
            f"A {dictionary.about.get('kind')} of Sonde cannot be written in another format yet: "
            "use --format sonde."
        )
    k = dictionary.about.get("top_k")  # the threshold stands in for it
    tensors: dict[str, Any] = {n: tensor.cpu() for n, tensor in dictionary.tensors().items()}
    lengths = tensors.pop("lengths", None)
    plain = Plain(
        **tensors,
        k=k if isinstance(k, int) and 1 <= k < dictionary.size else None,
        about=dictionary.about,
    )
    return plain if lengths is None else lengthened(plain, 1 / lengths)


def contiguous(plain: Plain) -> Plain:
    return replace(plain, W_enc=plain.W_enc.contiguous(), W_dec=plain.W_dec.contiguous())


@torch.no_grad()
def with_threshold(plain: Plain, batches: Iterable[Tensor]) -> Plain:
    """Top-k as the threshold that keeps k codes a token on average: the smallest code that a batch
    top-k keeps, averaged over `batches` (Bussmann et al. 2024, arXiv 2412.06410)."""
    if plain.k is None:
        raise SondeError("This dictionary has its thresholds: leave out --activations.")
    least = []
    for x in batches:
        if x.shape[1] != plain.d_in:
            raise SondeError(
                f"The activations have d_in {x.shape[1]}, the dictionary {plain.d_in}: harvest "
                "them at the hook point that it was trained on."
            )
        values = strongest_of_batch(plain.pre_codes(x.float()), plain.k).values
        least.append(float(values.min()) if len(values) else 0.0)
    threshold = max(0.0, sum(least) / len(least))
    about = {**plain.about, "top_k": plain.k}
    return replace(plain, k=None, threshold=torch.full_like(plain.b_enc, threshold), about=about)


def refuse_layer_norm(plain: Plain, name: str) -> None:
    if plain.layer_norm:
        raise SondeError(
            f"{name} has no place for layer norm, which this dictionary needs: choose "
            "--format saelens."
        )


def thresholds(plain: Plain, name: str) -> Float[Tensor, " dictionary_size"]:
    """One threshold per feature, zero for ReLU, for a format that knows no top-k."""
    refuse_layer_norm(plain, name)
    if plain.threshold is not None:
        return plain.threshold
    if plain.k is not None:
        raise SondeError(
            f"{name} has no top-k, and this dictionary keeps the {plain.k} largest codes of a "
            "token: give --activations, which measures a threshold, or another --format."
        )
    return torch.zeros_like(plain.b_enc)


def top_k_of(plain: Plain, k: int) -> Plain:
    """The same weights with the k largest codes kept instead of those above the threshold."""
    if not 1 <= k <= plain.size:
        raise SondeError(f"k={k} is outside 1..{plain.size}, the number of features.")
    about = {name: value for name, value in plain.about.items() if name != "top_k"}
    return replace(plain, k=k if k < plain.size else None, threshold=None, about=about)
