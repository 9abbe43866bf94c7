"""The weights of a dictionary in training, and what one step reports.

    pre_codes = (x - b_dec) @ W_enc + b_enc          x scaled so that mean |x|^2 = d_in

A transcoder rebuilds other columns than it reads: `center`, which stands still, is then in the
place of b_dec.

Row i of W_dec is the decoder direction of feature i. W_enc is stored feature by feature (its
transpose is contiguous), so a row that fired is read and moved in one place. A worker holds the
rows of its shard, and numbers of features are counted from the first of them. x is the rows of its
group of workers.
"""

from collections.abc import Mapping
from typing import NamedTuple

import torch
from jaxtyping import Bool, Float, Int
from torch import Tensor, nn

from sonde.core.comms import ALONE, Comms
from sonde.dictionary.first_rows import first_rows
from sonde.dictionary.replicas import rows_of_all, unexplained
from sonde.dictionary.scan import SAMPLE, Scan
from sonde.dictionary.shard import added, shard_of, shared
from sonde.dictionary.sides import Sides, scaled_rows, whole
from sonde.dictionary.sparse import FEW, Codes, Parts, decode_bags, encode_active

ALL = slice(None)


class Weights(nn.Module):
    """Directions start random, of length `norm`, the encoder tied to them: fewer dead features
    (Gao et al. 2024, section 2.4)."""

    b_in: Tensor | None  # mean of what is read, where something else is rebuilt

    def __init__(
        self,
        d_in: int,
        dictionary_size: int,
        seed: int,
        center: Tensor,
        norm: float = 1.0,
        own: Mapping[str, float] | None = None,  # further numbers per feature, as they start
        sides: Sides | None = None,
        skip: bool = False,  # an affine path from what is read to what is rebuilt
        comms: Comms = ALONE,
    ) -> None:
        super().__init__()
        self.shard, self.comms = shard_of(dictionary_size, comms.inside), comms
        self.sides = sides or whole((d_in,))
        center, b_in = center.detach().clone().float(), None
        if self.sides.apart:
            b_in, center = center[self.sides.given], center[self.sides.wanted]
        directions, encoder = first_rows(self.shard, self.sides, norm, seed)
        self.W_dec = nn.Parameter(directions)
        self.W_enc = nn.Parameter(encoder.T)
        self.b_enc = nn.Parameter(torch.zeros(self.shard.size))
        self.b_dec = nn.Parameter(center)
        self.register_buffer("b_in", b_in)
        zeros = torch.zeros(encoder.shape[1], directions.shape[1])
        self.W_skip = nn.Parameter(zeros) if skip else None
        size = (self.shard.size,)
        first = {name: torch.full(size, value) for name, value in (own or {}).items()}
        self.own = nn.ParameterDict({name: nn.Parameter(value) for name, value in first.items()})
        self.scan = Scan(self.shard.size, comms)
        self.parts: Parts | None = None  # where backward leaves gradients by row, if not in .grad
        self.least = 0.0  # variance of a row, below which that of a batch is not taken

    @property
    def center(self) -> Float[Tensor, " d_in"]:
        """What is taken from activations before they are encoded."""
        return self.b_dec if self.b_in is None else self.b_in

    def given(self, x: Float[Tensor, "batch width"]) -> Float[Tensor, "batch d_in"]:
        """The columns that are encoded."""
        return x[:, self.sides.given]

    def wanted(self, x: Float[Tensor, "batch width"]) -> Float[Tensor, "batch d_out"]:
        """The columns that are rebuilt."""
        return x[:, self.sides.wanted]

    @torch.no_grad()
    def pre_codes(self, x: Float[Tensor, "batch d_in"]) -> Float[Tensor, "batch dictionary_size"]:
        """Without gradient: `with_gradient` gives the selected ones theirs."""
        return torch.addmm(self.b_enc, x - self.center, self.W_enc)

    def some(
        self, centered: Float[Tensor, "batch d_in"], features: slice | Tensor
    ) -> Float[Tensor, "batch n"]:
        """The pre_codes of some features, of rows from which the centre was taken."""
        return torch.addmm(self.b_enc[features], centered, self.W_enc.T[features].T)

    @torch.no_grad()
    def strongest_of_batch(self, x: Float[Tensor, "batch d_in"], k: int) -> Codes:
        """Those here of the k * batch largest positive codes of the whole batch, without
        gradient."""
        return self.scan.of_batch(self.some, x - self.center, k)

    @torch.no_grad()
    def strongest_of_rows(
        self, x: Float[Tensor, "batch d_in"], k: int, among: Int[Tensor, " some"] | None = None
    ) -> Codes:
        """Those here of the k largest positive codes of every row, without gradient; of all
        features, or of some."""
        return self.scan.of_rows(self.some, x - self.center, k, among)

    @torch.no_grad()
    def positive(
        self, x: Float[Tensor, "batch d_in"], bias: Float[Tensor, " dictionary_size"]
    ) -> Codes | None:
        """All positive codes with this bias, without gradient; None where a sample of rows has so
        many that dense products are cheaper than those of the active codes alone."""
        centered = x - self.center
        sample = torch.addmm(bias, centered[:: max(1, len(x) // SAMPLE)], self.W_enc)
        n_positive = self.comms.total(int((sample > 0).sum()))  # all do alike
        if n_positive > FEW * self.comms.total(sample.numel()):
            return None

        def encode(rows: Tensor, tile: slice) -> Tensor:
            return torch.addmm(bias[tile], rows, self.W_enc.T[tile].T)

        return self.scan.over(encode, centered, 0.0)

    def with_gradient(
        self, x: Float[Tensor, "batch d_in"], codes: Codes, bias: Tensor | None = None
    ) -> Codes:
        """The same codes, connected to the gradients of W_enc, b_dec and the bias, else b_enc."""
        bias = self.b_enc if bias is None else bias
        weights = (self.W_enc, bias, shared(self.center, self.comms.inside))
        values = encode_active(codes.values, x, *weights, codes.features, codes.rows, self.parts)
        return codes._replace(values=values)

    def decode(
        self, codes: Codes, bags: Int[Tensor, " n"], n_bags: int
    ) -> Float[Tensor, "n_bags d_out"]:
        """Sums of decoder directions of all features without b_dec, one per bag, with gradient."""
        own = decode_bags(codes.values, self.W_dec, codes.features, bags, n_bags, self.parts)
        return added(own, self.comms.inside)

    def of_everyone(self, own: Tensor) -> Tensor:
        """The sum of what all workers have; each part's gradient is that of the sum."""
        return added(added(own, self.comms.inside), self.comms.between)

    def mean_square(self, error: Float[Tensor, "batch d_in"], n_rows: int) -> Float[Tensor, ""]:
        """Mean |error|^2 over the whole batch, of which these are the rows of this group."""
        return added(error.square().sum() / n_rows, self.comms.between)

    def unexplained(
        self, x: Float[Tensor, "batch d_in"], error: Float[Tensor, "batch *several d_in"]
    ) -> Float[Tensor, "*several"]:
        """1 - explained variance of the whole batch, of which x is the rows of this group."""
        return unexplained(x, error, self.comms.between, self.least)

    @torch.no_grad()
    def keep_unit_directions(self, features: slice | Tensor = ALL) -> None:
        """Brings directions back to length one, those of several parts to lengths that sum to one;
        of all features, or of those that moved."""
        self.W_dec[features] = scaled_rows(self.W_dec[features], self.sides.widths)


class JumpForm(NamedTuple):
    """An encoder as every finished dictionary has it: codes are the pre_codes above a threshold."""

    W_enc: Float[Tensor, "d_in dictionary_size"]
    b_enc: Float[Tensor, " dictionary_size"]
    threshold: Float[Tensor, " dictionary_size"]


class Loss(NamedTuple):
    total: Float[Tensor, ""]
    unexplained: Float[Tensor, ""]  # 1 - explained variance of the batch
    penalty: Float[Tensor, ""]  # sparsity penalty or auxiliary loss, unweighted
    l0: Float[Tensor, ""]  # mean number of active features per token
    fired: Bool[Tensor, " dictionary_size"]  # of the features here
    of_parts: Float[Tensor, " n_parts"] | None = None  # unexplained, where there are several


def report(
    total: Tensor, left: Tensor, penalty: Tensor, codes: Codes, x: Tensor, weights: Weights
) -> Loss:
    comms = weights.comms
    fired = torch.zeros(weights.shard.size, dtype=torch.uint8, device=x.device)
    fired[codes.features] = 1
    l0 = torch.tensor(comms.total(len(codes.values)) / rows_of_all(x, comms), device=x.device)
    return Loss(total, left.detach(), penalty.detach(), l0, comms.between.max(fired).bool())


def report_dense(
    total: Tensor,
    left: Tensor,
    penalty: Tensor,
    fired: Int[Tensor, " dictionary_size"],  # on how many rows of this group
    n_rows: int,
    weights: Weights,
) -> Loss:
    comms = weights.comms
    fired = comms.between.sum(fired)
    l0 = comms.inside.sum(fired.sum()) / n_rows
    return Loss(total, left.detach(), penalty.detach(), l0, fired > 0)


def auxiliary(
    weights: Weights,
    x: Float[Tensor, "batch d_in"],
    residual: Float[Tensor, "batch d_out"],
    dead: Bool[Tensor, " dictionary_size"],
    k_aux: int,
) -> Float[Tensor, ""]:
    """AuxK: how much of the residual the strongest dead features leave unexplained. It moves only
    dead features whose pre-codes are positive somewhere. Gao et al. 2024, appendix A.2."""
    features = dead.nonzero().flatten()
    if not k_aux or not weights.comms.inside.total(len(features)):
        return x.new_zeros(())
    revived = weights.with_gradient(x, weights.strongest_of_rows(x, k_aux, features))
    guess = weights.decode(revived, revived.rows, len(x))
    target = residual.detach()
    return unexplained(target, target - guess, weights.comms.between)
