"""Adam: for the sparse kinds one that moves the rows that fired and no others, else torch's own.

    m    <- b1 m + (1 - b1) g                    in the steps in which the row fires
    v    <- b2^lag v + (1 - b2) g^2              lag: steps since the row last moved
    row  <- row - rate * m / (1 - b1^n) / (sqrt(v / (1 - b2^t)) + eps)

n counts the steps in which the row fired, t all steps. Under dense Adam a row goes on moving while
it sleeps, until its momentum has worn off; here that movement waits until the row fires again, so a
step costs what fired. Every gradient still moves its row as far as under dense Adam, since v fades
at the pace of all steps; a row that fires in every step moves exactly as under dense Adam.
"""

import torch
from jaxtyping import Float, Int
from torch import Tensor

from sonde.core.comms import ALONE, Comms
from sonde.dictionary.kernels import dispatch
from sonde.dictionary.kernels.dispatch import move_rows, move_sums, squares
from sonde.dictionary.kernels.rounding import keys_of, width_of
from sonde.dictionary.kernels.rows import Rows, Sums, Table, When
from sonde.dictionary.replicas import fired_anywhere, of_all
from sonde.dictionary.rows import Order, by_feature, joined, order_of, over_one_table
from sonde.dictionary.sparse import Parts, RowSum
from sonde.dictionary.weights import Weights

LONGEST = 1.0  # that the gradients of all weights together may be
SURELY = 1 + 1e-5  # what rounding could take from a bound
LARGE = ("W_enc", "W_dec")  # tables whose moments may be rounded

Gradient = Rows | Sums


class RowAdam:
    """Moves the weights of a sparse kind; its whole state is a flat dictionary of tensors."""

    def __init__(
        self,
        weights: Weights,
        unit_directions: bool,
        moments: torch.dtype = torch.float32,  # of both matrices
        seed: int = 0,  # of their rounding
    ):
        self.weights, self.unit_directions, self.seed = weights, unit_directions, seed
        self.parts = weights.parts = Parts()
        zeros = torch.zeros(len(weights.W_dec), dtype=torch.int32, device=weights.W_dec.device)
        self.last, self.times = zeros, zeros.clone()  # the step a row last moved in; how often
        self.step_number = torch.zeros(1, dtype=torch.int32)  # never on a GPU: nobody waits for it
        self.state_of = {name: empty(rows, name, moments) for name, rows in self.tables().items()}

    def tables(self) -> dict[str, Tensor]:
        """What is trained, a row for each feature; b_dec is one row, W_skip has one an input."""
        weights = self.weights
        found = {"W_enc": weights.W_enc.data.T, "b_enc": weights.b_enc.data[:, None]}
        if weights.W_dec.requires_grad:
            found["W_dec"] = weights.W_dec.data
        if weights.W_skip is not None:
            found["W_skip"] = weights.W_skip.data
        return found | {"b_dec": weights.b_dec.data[None]}

    def state(self) -> dict[str, Tensor]:
        """All that a step depends on beside the weights."""
        found = {"last": self.last, "times": self.times, "step": self.step_number}
        for name, (_, m, v) in self.state_of.items():
            found |= {f"{name}.m": m, f"{name}.v": v}
        return found

    @torch.no_grad()
    def step(self, rate: float) -> Int[Tensor, " fired"]:
        """One step with the gradients that backward left; they are cleared. Gives the features
        whose rows moved."""
        gradients = clipped(self.gradients(), self.weights.comms.inside)
        self.step_number += 1
        step, fired = int(self.step_number), gradients["W_enc"].features
        lag = (step - self.last[fired]).float()
        self.last[fired] = step
        self.times[fired] += 1
        of_fired = When(step, rate, lag, self.times[fired].float())
        for name, gradient in gradients.items():
            when = every_step(step, rate, gradient) if name in EVERY_STEP else of_fired
            self.move(name, gradient, self.with_keys(name, gradient, when))
        return fired

    def move(self, name: str, gradient: Gradient, when: When) -> None:
        unit = name == "W_dec" and self.unit_directions
        several = len(self.weights.sides.widths) > 1
        table = self.state_of[name]._replace(rows=self.tables()[name])
        if isinstance(gradient, Sums):
            move_sums(table, gradient, when, unit and not several)
        else:
            move_rows(table, gradient, when, unit and not several)
        if unit and several:
            self.weights.keep_unit_directions(gradient.features)

    def with_keys(self, name: str, gradient: Gradient, when: When) -> When:
        """With what the rounding of moments is drawn from."""
        if self.state_of[name].m.dtype == torch.float32:
            return when
        features = gradient.features + self.weights.shard.first
        return when._replace(keys=keys_of(features, when.step, LARGE.index(name), self.seed))

    def gradients(self) -> dict[str, Gradient]:
        """Of every table the rows that fired, in any group of workers; what would lengthen a
        direction is taken out, or is to be on the way where they are still to be added up."""
        weights, groups = self.weights, self.weights.comms.between
        assert weights.b_enc.grad is not None
        assert weights.b_dec.grad is not None
        part = over_one_table(self.parts.W_enc)
        order = order_of(part.features)
        fired = fired_anywhere(order.fired, len(weights.W_dec), groups)
        found: dict[str, Gradient] = {"W_enc": self.of_rows(part, fired, order)}
        found["b_enc"] = Rows(fired, groups.sum(weights.b_enc.grad[fired, None]))
        if self.parts.W_dec:
            found["W_dec"] = self.of_directions(fired, order)
        if weights.W_skip is not None:
            assert weights.W_skip.grad is not None
            inputs = torch.arange(len(weights.W_skip), device=fired.device)
            found["W_skip"] = Rows(inputs, groups.sum(weights.W_skip.grad))
            weights.W_skip.grad = None
        found["b_dec"] = Rows(fired.new_zeros(1), groups.sum(weights.b_dec.grad[None]))
        self.parts.clear()
        weights.b_enc.grad = weights.b_dec.grad = None
        return found

    def of_rows(self, part: RowSum, fired: Int[Tensor, " fired"], order: Order) -> Gradient:
        """Of all groups, added up here; of one, perhaps by whoever moves the rows."""
        groups = self.weights.comms.between
        if groups.size == 1 and dispatch.adds_on_the_way(part.weights, part.vectors):
            return by_feature(part, order)
        return Rows(fired, of_all(part, fired, groups))

    def of_directions(self, fired: Int[Tensor, " fired"], order: Order) -> Gradient:
        gradient = self.of_rows(joined(self.parts.W_dec), fired, order)
        if not self.unit_directions:
            return gradient
        if isinstance(gradient, Sums):
            return gradient._replace(across=self.weights.W_dec.data)
        values = gradient.values
        directions = self.weights.W_dec[fired]
        along = torch.linalg.vecdot(values, directions)[:, None]
        if len(self.weights.sides.widths) > 1:  # then a row is shorter than one
            along /= directions.square().sum(-1, keepdim=True)
        return Rows(fired, values.addcmul_(along, directions, value=-1))


EVERY_STEP = ("b_dec", "W_skip")  # tables whose rows move in every step


def empty(rows: Tensor, name: str, moments: torch.dtype) -> Table:
    """A table before its first step."""
    dtype = moments if name in LARGE else torch.float32
    shape = len(rows), width_of(rows.shape[1], dtype)
    zeros = torch.zeros(shape, dtype=dtype, device=rows.device)
    return Table(rows, zeros, zeros.clone())


def every_step(step: int, rate: float, gradient: Gradient) -> When:
    ones = torch.ones(len(gradient.features), device=gradient.features.device)
    return When(step, rate, ones, ones * step)


def clipped(gradients: dict[str, Gradient], comms: Comms = ALONE) -> dict[str, Gradient]:
    """All gradients scaled, in place, so that those of all workers together are not longer than
    `LONGEST`."""
    if not any(gradient.features.is_cuda for gradient in gradients.values()):
        longest = {name: at_most(gradient) for name, gradient in gradients.items()}
        if float(shortening(longest, comms)) == 1:  # then they are short enough
            return gradients
    share = shortening({name: length(gradient) for name, gradient in gradients.items()}, comms)
    if share.is_cuda or float(share) < 1:  # on a GPU multiplying is faster than waiting to know
        for gradient in gradients.values():
            scaled = gradient.weights if isinstance(gradient, Sums) else gradient.values
            scaled.mul_(share)
    return gradients


def shortening(norms: dict[str, Tensor], comms: Comms) -> Float[Tensor, ""]:
    """The factor that brings gradients of such lengths, with all workers', to `LONGEST` at most;
    every worker has those of b_dec and W_skip whole."""
    everywhere = [norms.pop(name)[None] for name in EVERY_STEP if name in norms]
    whole = torch.cat([*comms.gather(torch.stack([*norms.values()])), *everywhere]).norm()
    share: Tensor = (LONGEST / whole).clamp(max=1)
    return share


def at_most(gradient: Gradient) -> Float[Tensor, ""]:
    """No less than its length: for rows still to be added up, as if their parts were parallel."""
    if not isinstance(gradient, Sums):
        return length(gradient)
    norm: Tensor = dispatch.at_most(gradient).norm()
    return norm * SURELY


def length(gradient: Gradient) -> Float[Tensor, ""]:
    if isinstance(gradient, Sums):
        return squares(gradient).sum().sqrt()
    norm: Tensor = gradient.values.norm()
    return norm


class DenseAdam:
    """torch's Adam behind the same two methods, for kinds whose gradients are dense."""

    def __init__(self, weights: Weights):
        self.comms = weights.comms
        self.trained = {n: p for n, p in weights.named_parameters() if p.requires_grad}
        self.adam = torch.optim.Adam(self.trained.values(), lr=0.0, fused=True)

    def step(self, rate: float) -> None:
        """One step with the gradients in `.grad`; they are cleared."""
        gradients = {}
        for name, parameter in self.trained.items():
            assert parameter.grad is not None
            parameter.grad = gradients[name] = self.of_all(parameter, parameter.grad)
        norms = {name: gradient.norm() for name, gradient in gradients.items()}
        share = shortening(norms, self.comms.inside)
        for gradient in gradients.values():
            gradient.mul_(share)
        self.adam.param_groups[0]["lr"] = rate
        self.adam.step()
        self.adam.zero_grad()

    def of_all(self, parameter: Tensor, gradient: Tensor) -> Tensor:
        """The gradient of all groups, laid out as its weight is: the fused step goes through both
        by memory."""
        groups = self.comms.between
        if parameter.is_contiguous():
            return groups.sum(gradient.contiguous())
        return groups.sum(gradient.T.contiguous()).T

    def state(self) -> dict[str, Tensor]:
        """Adam's moments; made here if there was no step yet."""
        found: dict[str, Tensor] = {}
        for name, parameter in self.trained.items():
            state = self.adam.state[parameter]
            if not state:
                state["step"] = torch.zeros((), dtype=torch.float32, device=parameter.device)
                state["exp_avg"] = torch.zeros_like(parameter)
                state["exp_avg_sq"] = torch.zeros_like(parameter)
            found |= {f"{name}.{key}": state[key] for key in ("step", "exp_avg", "exp_avg_sq")}
        return found
