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
from sonde.dictionary.kernels.dispatch import move_rows
from sonde.dictionary.replicas import fired_anywhere, of_all
from sonde.dictionary.rows import Rows, joined, over_one_table
from sonde.dictionary.sparse import Parts
from sonde.dictionary.weights import Weights

LONGEST = 1.0  # that the gradients of all weights together may be


class RowAdam:
    """Moves the weights of a sparse kind; its whole state is a flat dictionary of tensors."""

    def __init__(self, weights: Weights, unit_directions: bool):
        self.weights, self.unit_directions = weights, unit_directions
        self.parts = weights.parts = Parts([], [])
        zeros = torch.zeros(len(weights.W_dec), dtype=torch.int32, device=weights.W_dec.device)
        self.last, self.times = zeros, zeros.clone()  # the step a row last moved in; how often
        self.step_number = zeros.new_zeros(1)
        self.m = {name: torch.zeros_like(table) for name, table in self.tables().items()}
        self.v = {name: torch.zeros_like(table) for name, table in self.tables().items()}

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
        for name in self.m:
            found |= {f"{name}.m": self.m[name], f"{name}.v": self.v[name]}
        return found

    @torch.no_grad()
    def step(self, rate: float) -> None:
        """One step with the gradients that backward left; they are cleared."""
        gradients = clipped(self.gradients(), self.weights.comms.inside)
        self.step_number += 1
        step, fired = int(self.step_number), gradients["W_enc"].features
        lag = (step - self.last[fired]).float()
        self.last[fired] = step
        self.times[fired] += 1
        times, one = self.times[fired].float(), torch.ones(1, device=lag.device)
        for name, (features, gradient) in gradients.items():
            every = one.expand(len(features))
            age = (every, every * step) if name in ("b_dec", "W_skip") else (lag, times)
            unit = name == "W_dec" and self.unit_directions
            several = len(self.weights.sides.widths) > 1
            state = self.tables()[name], self.m[name], self.v[name]
            move_rows(*state, features, gradient, *age, step, rate, unit and not several)
            if unit and several:
                self.weights.keep_unit_directions(features)

    def gradients(self) -> dict[str, Rows]:
        """Of every table the rows that fired, in any group of workers; what would lengthen a
        direction is taken out."""
        weights, groups = self.weights, self.weights.comms.between
        assert weights.b_enc.grad is not None
        assert weights.b_dec.grad is not None
        part = over_one_table(self.parts.W_enc)
        fired = fired_anywhere(part.features, len(weights.W_dec), groups)
        found = {"W_enc": Rows(fired, of_all(part, fired, groups))}
        found["b_enc"] = Rows(fired, groups.sum(weights.b_enc.grad[fired, None]))
        if self.parts.W_dec:
            found["W_dec"] = Rows(fired, self.of_directions(fired))
        if weights.W_skip is not None:
            assert weights.W_skip.grad is not None
            inputs = torch.arange(len(weights.W_skip), device=fired.device)
            found["W_skip"] = Rows(inputs, weights.W_skip.grad)
            weights.W_skip.grad = None
        found["b_dec"] = Rows(fired.new_zeros(1), groups.sum(weights.b_dec.grad[None]))
        for parts in self.parts:
            parts.clear()
        weights.b_enc.grad = weights.b_dec.grad = None
        return found

    def of_directions(self, fired: Int[Tensor, " fired"]) -> Float[Tensor, "fired d_in"]:
        values = of_all(joined(self.parts.W_dec), fired, self.weights.comms.between)
        if not self.unit_directions:
            return values
        directions = self.weights.W_dec[fired]
        along = torch.linalg.vecdot(values, directions)[:, None]
        if len(self.weights.sides.widths) > 1:  # then a row is shorter than one
            along /= directions.square().sum(-1, keepdim=True)
        return values.addcmul_(along, directions, value=-1)


def clipped(gradients: dict[str, Rows], comms: Comms = ALONE) -> dict[str, Rows]:
    """All gradients scaled, in place, so that those of all workers together are not longer than
    `LONGEST`; every worker has that of b_dec whole."""
    norms = {name: rows.values.norm() for name, rows in gradients.items()}
    everywhere = [norms.pop(name)[None] for name in ("b_dec",) if name in norms]
    length = float(torch.cat([*comms.gather(torch.stack([*norms.values()])), *everywhere]).norm())
    if length > LONGEST:
        for rows in gradients.values():
            rows.values.mul_(LONGEST / length)
    return gradients


class DenseAdam:
    """torch's Adam behind the same two methods, for kinds whose gradients are dense."""

    def __init__(self, weights: Weights):
        self.trained = {n: p for n, p in weights.named_parameters() if p.requires_grad}
        self.adam = torch.optim.Adam(self.trained.values(), lr=0.0, fused=True)

    def step(self, rate: float) -> None:
        """One step with the gradients in `.grad`; they are cleared."""
        torch.nn.utils.clip_grad_norm_(self.trained.values(), LONGEST)
        self.adam.param_groups[0]["lr"] = rate
        self.adam.step()
        self.adam.zero_grad()

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
