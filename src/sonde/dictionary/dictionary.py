"""A finished dictionary: what every later stage uses, whatever kind it was trained as.

    pre_codes = (x - b_dec) @ W_enc + b_enc
    codes     = pre_codes where pre_codes > threshold, else 0          (JumpReLU form)
    x_hat     = codes @ W_dec + b_dec

x is in the model's own units: the scale of training is folded in. Rows of W_dec have unit length,
so a code is measured in the units of x. One threshold per feature lets any subset be encoded alone.

A transcoder rebuilds other activations than it reads: b_in is then taken from x in place of b_dec,
and (x - b_in) @ W_skip, where there is one, added to x_hat. A crosscoder reads and rebuilds the
activations of several hook points side by side; `about` says how wide each is.

`lengths` is kept of another tool's top-k, which ranked codes before its directions were made unit:
code / length is what it ranked. It is needed to write the dictionary as top-k again, and only then.
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
from sonde.core.maths import Moments
from sonde.dictionary.kinds import KINDS
from sonde.dictionary.sides import part_lengths
from sonde.dictionary.sparse import Codes, codes_where, weighted_sum
from sonde.dictionary.weights import JumpForm, Weights

NAMES = ("W_enc", "b_enc", "W_dec", "b_dec", "threshold")
OF_SOME = ("b_in", "W_skip", "lengths")
TILE = 1 << 14  # features encoded at a time, so that [batch, dictionary_size] is never formed


@dataclass(frozen=True)
class Dictionary:
    W_enc: Float[Tensor, "d_in dictionary_size"]
    b_enc: Float[Tensor, " dictionary_size"]
    W_dec: Float[Tensor, "dictionary_size d_out"]
    b_dec: Float[Tensor, " d_out"]
    threshold: Float[Tensor, " dictionary_size"]
    about: dict[str, Any] = field(default_factory=dict)  # model, hook point, text, ... it came from
    b_in: Float[Tensor, " d_in"] | None = None
    W_skip: Float[Tensor, "d_in d_out"] | None = None
    lengths: Float[Tensor, " dictionary_size"] | None = None

    @property
    def d_in(self) -> int:
        return self.W_enc.shape[0]

    @property
    def d_out(self) -> int:
        return self.W_dec.shape[1]

    @property
    def widths(self) -> tuple[int, ...]:
        """Of the parts that are rebuilt."""
        several = self.b_in is None and self.about.get("widths")
        return tuple(several or (self.d_out,))

    @property
    def center(self) -> Float[Tensor, " d_in"]:
        return self.b_dec if self.b_in is None else self.b_in

    def given(self, x: Float[Tensor, "batch width"]) -> Float[Tensor, "batch d_in"]:
        """The columns of harvested activations that are encoded."""
        return x[:, : self.d_in]

    def wanted(self, x: Float[Tensor, "batch width"]) -> Float[Tensor, "batch d_out"]:
        """The columns of harvested activations that are rebuilt."""
        return x[:, x.shape[1] - self.d_out :]

    def decoder_columns(self, width: int, at: slice) -> slice:
        """Where columns `at` of harvested activations, `width` wide, stand in what is rebuilt."""
        start, stop, _ = at.indices(width)
        first = width - self.d_out
        assert start >= first, "these columns are read and not rebuilt"
        return slice(start - first, stop - first)

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
        pre_codes = torch.addmm(self.b_enc[tile], x - self.center, self.W_enc[:, tile])
        codes = codes_where(pre_codes, pre_codes > self.threshold[tile])
        return codes._replace(features=codes.features + start)

    @torch.no_grad()
    def encode_some(
        self, x: Float[Tensor, "batch d_in"], features: Int[Tensor, " n"]
    ) -> Float[Tensor, "batch n"]:
        """Codes of a few features, dense: one dot product each."""
        x = x.to(self.W_enc.dtype)
        pre_codes = torch.addmm(self.b_enc[features], x - self.center, self.W_enc[:, features])
        return pre_codes * (pre_codes > self.threshold[features])

    @torch.no_grad()
    def decode(self, codes: Codes, batch: int) -> Float[Tensor, "batch d_out"]:
        """What the features say; a skip comes on top."""
        return weighted_sum(codes, self.W_dec, batch) + self.b_dec

    def reconstruct(self, x: Float[Tensor, "batch d_in"]) -> Float[Tensor, "batch d_out"]:
        return self.rebuilt(x, self.encode(x))

    @torch.no_grad()
    def rebuilt(self, x: Float[Tensor, "batch d_in"], codes: Codes) -> Float[Tensor, "batch d_out"]:
        """The reconstruction, given the codes of x."""
        x_hat = self.decode(codes, len(x))
        if self.W_skip is None:
            return x_hat
        return x_hat + (x.to(self.W_skip.dtype) - self.center) @ self.W_skip

    def relative_lengths(self) -> Float[Tensor, "dictionary_size n_parts"]:
        """How much of every decoder direction is in each part, as shares that sum to one; lengths
        are in units of the part's root mean square. Lindsey et al. 2024, "Sparse Crosscoders"."""
        lengths = part_lengths(self.directions(), self.widths)
        return lengths / lengths.sum(-1, keepdim=True)

    def directions(self) -> Float[Tensor, "dictionary_size d_out"]:
        """Rows of W_dec with every part in units of its own root mean square, so that long
        activations weigh no more than short ones; of one part as they are."""
        return self.W_dec if len(self.widths) == 1 else self.W_dec * self.scales()

    def encoder_directions(self) -> Float[Tensor, "dictionary_size d_in"]:
        """Columns of W_enc, as rows, for activations in the same units."""
        return self.W_enc.T if len(self.widths) == 1 else self.W_enc.T / self.scales()

    def scales(self) -> Float[Tensor, " d_out"]:
        """What every column of several parts is multiplied by to be in those units."""
        scale = torch.tensor(self.about["scale"], device=self.W_dec.device)
        return scale.repeat_interleave(torch.tensor(self.widths, device=scale.device))

    def tensors(self) -> dict[str, Tensor]:
        """Those that there are, by name."""
        found = {name: getattr(self, name) for name in (*NAMES, *OF_SOME)}
        return {name: tensor for name, tensor in found.items() if tensor is not None}

    def to(self, device: torch.device) -> "Dictionary":
        moved: dict[str, Any] = {n: t.to(device) for n, t in self.tensors().items()}
        return replace(self, **moved)

    def save(self, path: Path) -> None:
        """Writes the tensors to a safetensors file."""
        save_tensors(path, self.tensors())

    def to_saelens(self) -> Any:
        """An `SAE` of SAELens, which SAEBench and Neuronpedia take. Needs the extra `saelens`."""
        from sonde.dictionary.formats.plain import contiguous, plain_of
        from sonde.dictionary.formats.saelens import as_sae

        return as_sae(contiguous(plain_of(self)))

    @classmethod
    def load(cls, artifact: Artifact) -> "Dictionary":
        """From the artifact of `sonde train` (or `sonde convert`), its checksum compared."""
        file = artifact.check("dictionary.safetensors")
        tensors = load_tensors(file, list(NAMES), also=OF_SOME)
        return from_tensors(tensors, artifact.manifest.about, artifact.path)


def from_tensors(tensors: dict[str, Tensor], about: dict[str, Any], where: Path) -> Dictionary:
    """A dictionary of tensors that fit each other and are finite."""
    refuse_shapes(tensors, where)
    tensors = {name: tensors[name] for name in (*NAMES, *OF_SOME) if name in tensors}
    for name, tensor in tensors.items():
        if not torch.isfinite(tensor).all():
            raise SondeError(
                f"{where}: {name} holds NaN or infinite values: train it again, or convert it "
                "again from a sound file."
            )
    floats = {name: tensor.float() for name, tensor in tensors.items()}
    floats["W_enc"] = floats["W_enc"].T.contiguous().T  # feature by feature, for encode_some
    return Dictionary(**floats, about=about)


def refuse_shapes(tensors: dict[str, Tensor], where: Path) -> None:
    """Checks that the shapes agree with each other before anything is computed with them."""
    if tensors["W_dec"].ndim != 2:
        raise SondeError(
            f"{where}: W_dec has shape {list(tensors['W_dec'].shape)} and should be "
            "[dictionary_size, d_in]: fetch or export the whole file again."
        )
    size, d_out = tensors["W_dec"].shape
    d_in = len(tensors["b_in"]) if "b_in" in tensors and tensors["b_in"].ndim else d_out
    expected = {
        "W_enc": (d_in, size),
        "b_enc": (size,),
        "W_dec": (size, d_out),
        "b_dec": (d_out,),
        "threshold": (size,),
        "b_in": (d_in,),
        "W_skip": (d_in, d_out),
        "lengths": (size,),
    }
    for name, shape in expected.items():
        if name in tensors and tuple(tensors[name].shape) != shape:
            found = list(tensors[name].shape)
            raise SondeError(
                f"{where}: {name} has shape {found}, but W_dec implies {list(shape)}: fetch or "
                "export the whole file again."
            )


def exported(
    weights: Weights, kind: str, scale: float | Tensor, threshold: float, about: dict[str, Any]
) -> Dictionary:
    """The trained weights in the units of the model: x was multiplied by `scale` in training, a
    number or one for every column.

    (s x - b_dec) @ W_enc + b_enc = s [(x - b_dec/s) @ W_enc + b_enc/s], so codes, biases and
    threshold are divided by s. Directions of free length n are made unit, codes multiplied by n.
    Columns with another scale than the first that is rebuilt, s, count as that much longer.
    `threshold` is that of the kinds that do not learn one for each feature.
    """
    with torch.no_grad():
        given = wanted = s = scale
        longer = shorter = None  # of one hook point: no copy of the weights is made for nothing
        if isinstance(scale, Tensor):
            given, wanted = scale[weights.sides.given], scale[weights.sides.wanted]
            s = wanted[0]
            longer, shorter = given[:, None] / s, s / wanted
        directions = times(weights.W_dec, shorter)
        norms = directions.norm(dim=-1)
        if KINDS[kind].unit_directions and len(weights.sides.widths) == 1:
            norms = torch.ones_like(norms)
        safe = norms.clamp_min(1e-12)
        form = KINDS[kind].form
        one = JumpForm(weights.W_enc, weights.b_enc, torch.full_like(weights.b_enc, threshold))
        W_enc, b_enc, thresholds = form(weights) if form else one
        return Dictionary(
            W_enc=(times(W_enc, longer) * safe).detach(),
            b_enc=(b_enc * safe / s).detach(),
            W_dec=(directions / safe[:, None]).detach(),
            b_dec=(weights.b_dec / wanted).detach(),
            threshold=(safe * thresholds / s).detach(),
            about=about,
            b_in=None if weights.b_in is None else weights.b_in / given,
            W_skip=None if weights.W_skip is None else skipping(weights.W_skip, longer, shorter),
        )


def times(x: Tensor, factor: Tensor | None) -> Tensor:
    return x if factor is None else x * factor


def skipping(W_skip: Tensor, longer: Tensor | None, shorter: Tensor | None) -> Tensor:
    """A copy of the skip's weights in the units of the model."""
    return times(times(W_skip.detach().clone(), longer), shorter)


def scale_for_parts(moments: Moments) -> float | Tensor:
    """The factor of every column; of one hook point they are the same, and one number is given."""
    pairs = zip(moments.mean_squares, moments.widths, strict=True)
    scales = [scale_for(mean_square, width) for mean_square, width in pairs]
    if len(scales) == 1:
        return scales[0]
    return torch.tensor(scales, dtype=torch.float64).repeat_interleave(torch.tensor(moments.widths))


def gathered(part: Dictionary, comms: Comms) -> Dictionary:
    """The dictionary of all workers' features, on worker 0; the others keep their part."""
    if comms.between.rank:
        return part
    encoder = part.W_enc.T.contiguous()  # feature by feature
    if comms.inside.size == 1:
        return replace(part, W_enc=encoder.T)
    whole = {"W_enc": collected(encoder, comms.inside).T}
    for name in ("b_enc", "W_dec", "threshold"):
        whole[name] = collected(getattr(part, name), comms.inside)
    if comms.rank:
        return part
    beside = {name: tensor.cpu() for name, tensor in part.tensors().items() if name not in whole}
    tensors: dict[str, Any] = whole | beside
    return replace(part, **tensors)


def collected(table: Tensor, comms: Comms) -> Tensor:
    """All workers' rows, on worker 0's processor: its device holds one table more than its share,
    and only until that has arrived. The others keep theirs."""
    pieces = [piece.cpu() for piece in comms.collect(table)]
    return torch.cat(pieces) if pieces else table


def scale_for(mean_square: float, d_in: int) -> float:
    """The factor that makes mean |x|^2 = d_in (Scaling Monosemanticity, Methods)."""
    if not mean_square > 0 or not math.isfinite(mean_square):
        raise SondeError(f"The activations have mean |x|^2 = {mean_square}: harvest them again.")
    return math.sqrt(d_in / mean_square)
