"""A finished dictionary: what every later stage uses, whatever kind it was trained as.

    pre_codes = (x - b_dec) @ W_enc + b_enc
    codes     = pre_codes where pre_codes > threshold, else 0          (JumpReLU form)
    x_hat     = codes @ W_dec + b_dec

x is in the model's own units: the scale of training is folded in. Rows of W_dec have unit length,
so a code is measured in the units of x. One threshold per feature lets any subset be encoded alone.
"""

import math
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import torch
from jaxtyping import Float, Int
from torch import Tensor

from sonde.core.artifact import Artifact
from sonde.core.comms import Comms
from sonde.core.errors import SondeError
from sonde.core.files import load_tensors, save_tensors
from sonde.dictionary.kinds import KINDS
from sonde.dictionary.sparse import Codes, codes_where, weighted_sum
from sonde.dictionary.weights import JumpForm, Weights

NAMES = ("W_enc", "b_enc", "W_dec", "b_dec", "threshold")
TILE = 1 << 14  # features encoded at a time, so that [batch, dictionary_size] is never formed


@dataclass(frozen=True)
class Dictionary:
    W_enc: Float[Tensor, "d_in dictionary_size"]
    b_enc: Float[Tensor, " dictionary_size"]
    W_dec: Float[Tensor, "dictionary_size d_in"]
    b_dec: Float[Tensor, " d_in"]
    threshold: Float[Tensor, " dictionary_size"]
    about: dict[str, Any] = field(default_factory=dict)  # model, hook point, text, ... it came from

    @property
    def d_in(self) -> int:
        return self.W_dec.shape[1]

    @property
    def size(self) -> int:
        return self.W_dec.shape[0]

    @torch.no_grad()
    def encode(self, x: Float[Tensor, "batch d_in"]) -> Codes:
        """The active features of every row, a tile of features at a time."""
        x = x.to(self.W_enc.dtype)
        tiles = [self._encode_tile(x, start) for start in range(0, self.size, TILE)]
        if len(tiles) == 1:
            return tiles[0]
        values, features, rows = (torch.cat(parts) for parts in zip(*tiles, strict=True))
        rows, order = rows.sort(stable=True)
        return Codes(values[order], features[order], rows)

    def _encode_tile(self, x: Tensor, start: int) -> Codes:
        tile = slice(start, min(start + TILE, self.size))
        pre_codes = torch.addmm(self.b_enc[tile], x - self.b_dec, self.W_enc[:, tile])
        codes = codes_where(pre_codes, pre_codes > self.threshold[tile])
        return codes._replace(features=codes.features + start)

    @torch.no_grad()
    def encode_some(
        self, x: Float[Tensor, "batch d_in"], features: Int[Tensor, " n"]
    ) -> Float[Tensor, "batch n"]:
        """Codes of a few features, dense: one dot product each."""
        x = x.to(self.W_enc.dtype)
        pre_codes = torch.addmm(self.b_enc[features], x - self.b_dec, self.W_enc[:, features])
        return pre_codes * (pre_codes > self.threshold[features])

    @torch.no_grad()
    def decode(self, codes: Codes, batch: int) -> Float[Tensor, "batch d_in"]:
        return weighted_sum(codes, self.W_dec, batch) + self.b_dec

    def reconstruct(self, x: Float[Tensor, "batch d_in"]) -> Float[Tensor, "batch d_in"]:
        return self.decode(self.encode(x), len(x))

    def to(self, device: torch.device) -> "Dictionary":
        return replace(self, **{name: getattr(self, name).to(device) for name in NAMES})

    def save(self, path: Path) -> None:
        """Writes the five tensors to a safetensors file."""
        save_tensors(path, {name: getattr(self, name) for name in NAMES})

    @classmethod
    def load(cls, artifact: Artifact) -> "Dictionary":
        """From the artifact of `sonde train` (or `sonde convert`), its checksum compared."""
        tensors = load_tensors(artifact.check("dictionary.safetensors"), list(NAMES))
        return from_tensors(tensors, artifact.manifest.about, artifact.path)


def from_tensors(tensors: dict[str, Tensor], about: dict[str, Any], where: Path) -> Dictionary:
    """A dictionary of tensors that fit each other and are finite."""
    refuse_shapes(tensors, where)
    for name in NAMES:
        if not torch.isfinite(tensors[name]).all():
            raise SondeError(f"{where}: {name} holds NaN or infinite values; train it again.")
    floats = {name: tensors[name].float() for name in NAMES}
    floats["W_enc"] = floats["W_enc"].T.contiguous().T  # feature by feature, for encode_some
    return Dictionary(**floats, about=about)


def refuse_shapes(tensors: dict[str, Tensor], where: Path) -> None:
    """Checks that the shapes agree with each other before anything is computed with them."""
    if tensors["W_dec"].ndim != 2:
        raise SondeError(f"{where}: W_dec should be [dictionary_size, d_in].")
    size, d_in = tensors["W_dec"].shape
    expected = {
        "W_enc": (d_in, size),
        "b_enc": (size,),
        "W_dec": (size, d_in),
        "b_dec": (d_in,),
        "threshold": (size,),
    }
    for name, shape in expected.items():
        if tuple(tensors[name].shape) != shape:
            found = list(tensors[name].shape)
            raise SondeError(f"{where}: {name} has shape {found}, but W_dec implies {list(shape)}.")


def exported(
    weights: Weights, kind: str, scale: float, threshold: float, about: dict[str, Any]
) -> Dictionary:
    """The trained weights in the units of the model: x was multiplied by `scale` in training.

    (s x - b_dec) @ W_enc + b_enc = s [(x - b_dec/s) @ W_enc + b_enc/s], so codes, biases and
    threshold are divided by s. Directions of free length n are made unit, codes multiplied by n.
    `threshold` is that of the kinds that do not learn one for each feature.
    """
    with torch.no_grad():
        norms = weights.W_dec.norm(dim=-1)
        if KINDS[kind].unit_directions:
            norms = torch.ones_like(norms)
        safe = norms.clamp_min(1e-12)
        form = KINDS[kind].form
        one = JumpForm(weights.W_enc, weights.b_enc, torch.full_like(weights.b_enc, threshold))
        W_enc, b_enc, thresholds = form(weights) if form else one
        return Dictionary(
            W_enc=(W_enc * safe).detach(),
            b_enc=(b_enc * safe / scale).detach(),
            W_dec=(weights.W_dec / safe[:, None]).detach(),
            b_dec=(weights.b_dec / scale).detach(),
            threshold=(safe * thresholds / scale).detach(),
            about=about,
        )


def gathered(part: Dictionary, comms: Comms) -> Dictionary:
    """The dictionary of all workers' features, on worker 0; the others keep their part."""
    tables = {name: getattr(part, name) for name in ("b_enc", "W_dec", "threshold")}
    whole = {name: comms.collect(table) for name, table in tables.items()}
    encoders = comms.collect(part.W_enc.T)
    if comms.rank:
        return part
    joined: dict[str, Any] = {name: torch.cat(parts) for name, parts in whole.items()}
    return replace(part, W_enc=torch.cat(encoders).T, **joined)


def scale_for(mean_square: float, d_in: int) -> float:
    """The factor that makes mean |x|^2 = d_in (Scaling Monosemanticity, Methods)."""
    if not mean_square > 0 or not math.isfinite(mean_square):
        raise SondeError(f"The activations have mean |x|^2 = {mean_square}: harvest them again.")
    return math.sqrt(d_in / mean_square)
