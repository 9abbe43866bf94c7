"""Laws fitted to finished runs, with bands that say how far they can be trusted.

    sum       loss(x) = E + sum_i A_i x_i^-a_i      x_i: features, tokens, FLOP; E is irreducible
    product   loss(x) = E + A prod_i x_i^-a_i       each helps in proportion, whatever the others
    power(x) = A prod_i x_i^p_i                     best learning rate, k, best size for a budget

Residuals are relative (of logarithms). Bands are parametric bootstraps: outcomes are drawn anew
around the fit, with noise as large as the residuals allow (their sum of squares over a chi-square
variate, since few runs tell little of it), and fitted again.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from sonde.core.errors import SondeError

Array = NDArray[Any]
N_SAMPLES = 200  # fits in a bootstrap
N_STEPS = 300  # of Levenberg-Marquardt, at most
PATIENCE = 6  # steps without a better fit
LEVEL = 0.9  # share of the bootstrap that a band holds
POWERS = (0.01, 5.0)  # a power outside of these is none


class Band(NamedTuple):
    value: float
    low: float
    high: float


@dataclass(frozen=True)
class Law:
    """A loss that falls with each of several amounts towards an irreducible one."""

    form: str
    parameters: Array  # E, the scales A, the powers a
    samples: Array  # the same of every bootstrap fit [n_samples, n_parameters]
    noise: Array  # of a run, relative: by each sample
    mixing: Array  # [n_scales, m]: which amounts each falling term falls with

    @property
    def irreducible(self) -> float:
        return float(self.parameters[0])

    @property
    def scales(self) -> list[float]:
        return [float(value) for value in self.parameters[1 : 1 + len(self.mixing)]]

    @property
    def powers(self) -> list[float]:
        return [float(value) for value in self.parameters[1 + len(self.mixing) :]]

    def value(self, *x: int | float) -> float:
        return float(loss_at(self.parameters[None], np.log([x]), self.mixing)[0, 0])

    def band(self, *x: int | float) -> Band:
        """The law at x, and where it may lie."""
        return spread(self.value(*x), loss_at(self.samples, np.log([x]), self.mixing)[:, 0])

    def outcome(self, *x: int | float) -> Band:
        """The same for what one run will give, which has noise of its own."""
        drawn = loss_at(self.samples, np.log([x]), self.mixing)[:, 0]
        luck = np.random.default_rng(0).standard_normal(len(drawn))
        return spread(self.value(*x), drawn * np.exp(self.noise * luck))

    def to_dict(self) -> dict[str, Any]:
        pairs = zip(self.parameters, self.samples.T, strict=True)
        bands, n = [spread(*pair)._asdict() for pair in pairs], 1 + len(self.mixing)
        found = {"irreducible": bands[0], "scales": bands[1:n], "powers": bands[n:]}
        return {"form": self.form, **found, "noise": float(np.median(self.noise))}


@dataclass(frozen=True)
class Power:
    """A plain power law: a straight line in logarithms."""

    parameters: Array  # log A, p_1..
    samples: Array

    @property
    def powers(self) -> list[float]:
        return [float(value) for value in self.parameters[1:]]

    def value(self, *x: int | float) -> float:
        return float(np.exp(self.parameters @ [1.0, *np.log(x)]))

    def band(self, *x: int | float) -> Band:
        return spread(self.value(*x), np.exp(self.samples @ [1.0, *np.log(x)]))

    def to_dict(self) -> dict[str, Any]:
        log_scale, *powers = zip(self.parameters, self.samples.T, strict=True)
        scale = spread(float(np.exp(log_scale[0])), np.exp(log_scale[1]))
        return {"scale": scale._asdict(), "powers": [spread(*pair)._asdict() for pair in powers]}


FORMS: dict[str, Callable[[int], Array]] = {
    "sum": lambda m: np.eye(m),
    "product": lambda m: np.ones((1, m)),
}


def fit_law(x: ArrayLike, loss: ArrayLike, seed: int = 0, form: str = "sum") -> Law:
    """The law through runs at `x` [n_runs, m] with losses [n_runs]."""
    log_x, log_loss = logarithms(x, loss, least=lambda m: 2 + len(FORMS[form](m)) + m)
    mixing, center = FORMS[form](log_x.shape[1]), log_x.mean(0)
    u = log_x - center
    first = starts(u, log_loss, mixing)
    found, left = descend(first, u, np.broadcast_to(log_loss, (len(first), len(log_loss))), mixing)
    best = found[left.argmin()]
    fitted = np.log(terms(best[None], u, mixing).sum(1))[0]
    drawn, noise = outcomes(fitted, float(left.min()), len(log_loss) - len(best), seed)
    samples, _ = descend(np.broadcast_to(best, (N_SAMPLES, len(best))), u, drawn, mixing)
    values = plain(best[None], center, mixing)[0]
    return Law(form, values, plain(samples, center, mixing), noise, mixing)


def choose_law(x: ArrayLike, loss: ArrayLike, seed: int = 0) -> Law:
    """The form that, fitted to all runs but the one with most of everything, comes nearest to it;
    then fitted to all."""
    points, losses = np.asarray(x, np.float64), np.asarray(loss, np.float64)
    most = np.log(points).sum(1).argmax()
    rest = np.arange(len(points)) != most

    def miss(form: str) -> float:
        law = fit_law(points[rest], losses[rest], seed, form)
        return abs(float(np.log(law.value(*points[most]) / losses[most])))

    return fit_law(points, losses, seed, min(FORMS, key=miss))


def fit_power(x: ArrayLike, y: ArrayLike, seed: int = 0) -> Power:
    """The power law through points `x` [n, m], `y` [n]: least squares of logarithms."""
    log_x, log_y = logarithms(x, y, least=lambda m: 1 + m)
    design = np.column_stack([np.ones(len(log_y)), log_x])
    best: Array = np.linalg.lstsq(design, log_y, rcond=None)[0]
    fitted, spare = design @ best, len(log_y) - design.shape[1]
    left = float(((log_y - fitted) ** 2).sum())
    drawn, _ = outcomes(fitted, left if spare else 0.0, max(spare, 1), seed)
    samples: Array = np.linalg.lstsq(design, drawn.T, rcond=None)[0].T
    return Power(best, samples)


def logarithms(x: ArrayLike, y: ArrayLike, least: Any) -> tuple[Array, Array]:
    """Of points that a law can be fitted to."""
    points, values = np.asarray(x, np.float64), np.asarray(y, np.float64)
    points = points[:, None] if points.ndim == 1 else points
    if not (np.isfinite(values).all() and (values > 0).all() and (points > 0).all()):
        raise SondeError("A law needs positive finite numbers: leave out runs that diverged.")
    wanted = least(points.shape[1])
    if len(values) < wanted:
        raise SondeError(f"{len(values)} runs are too few for the law: it needs {wanted}.")
    for column in points.T:
        if len(set(column)) < 2:
            raise SondeError(
                f"All runs have {column[0]:,.6g} features, tokens or FLOP: vary that, or leave it "
                "out of the law."
            )
    return np.log(points), np.log(values)


def spread(value: float, samples: Array) -> Band:
    low, high = np.quantile(samples, [(1 - LEVEL) / 2, (1 + LEVEL) / 2])
    return Band(float(value), float(low), float(high))


def outcomes(fitted: Array, left: float, spare: int, seed: int) -> tuple[Array, Array]:
    """Logarithms of what the same runs might have given, [n_samples, n], and the noise of each."""
    rng = np.random.default_rng(seed)
    noise = np.sqrt(left / rng.chisquare(spare, N_SAMPLES))
    return fitted + noise[:, None] * rng.standard_normal((N_SAMPLES, len(fitted))), noise


def loss_at(parameters: Array, log_x: Array, mixing: Array) -> Array:
    """[n_parameters, n_points]."""
    n = 1 + len(mixing)
    E, A, a = parameters[:, :1], parameters[:, 1:n], parameters[:, n:]
    return E + np.exp(np.log(A)[:, :, None] - mixing @ (a[:, :, None] * log_x.T)).sum(1)


# While fitting, theta = (log E, log A at the center of the data, log a): every value is a law.


def terms(theta: Array, u: Array, mixing: Array) -> Array:
    """E and the falling terms, [n_theta, 1 + n_scales, n]."""
    n = 1 + len(mixing)
    falling = theta[:, 1:n, None] - mixing @ (np.exp(theta[:, n:, None]) * u.T)
    constant = np.broadcast_to(theta[:, :1, None], (len(theta), 1, len(u)))
    return np.exp(np.concatenate([constant, falling], axis=1))


def plain(theta: Array, center: Array, mixing: Array) -> Array:
    """theta as (E, A, a)."""
    n = 1 + len(mixing)
    powers = np.exp(theta[:, n:])
    scales = np.exp(theta[:, 1:n] + (powers * center) @ mixing.T)
    return np.concatenate([np.exp(theta[:, :1]), scales, powers], axis=1)


def starts(u: Array, log_loss: Array, mixing: Array) -> Array:
    """First guesses: little, half or most of the least loss irreducible; every mix of powers."""
    m, least = u.shape[1], np.exp(log_loss.min())
    powers = np.stack(np.meshgrid(*m * [[0.2, 0.6, 1.5]]), -1).reshape(-1, m)
    found = []
    for share in (0.02, 0.5, 0.9):
        rest = (np.exp(np.median(log_loss)) - share * least) / len(mixing)
        first = [np.log(share * least), *len(mixing) * [np.log(max(rest, 1e-3 * least))]]
        found += [[*first, *np.log(row)] for row in powers]
    return np.array(found)


def descend(first: Array, u: Array, log_loss: Array, mixing: Array) -> tuple[Array, Array]:
    """Levenberg-Marquardt on many fits at once; gives theta and the sum of squares of each. A fit
    ends when it has found nothing better for some steps."""
    theta, left = np.array(first), squares(first, u, log_loss, mixing)
    damping, waited = np.full(len(theta), 1e-2), np.zeros(len(theta), int)
    for _ in range(N_STEPS):
        going = (waited < PATIENCE).nonzero()[0]
        if not len(going):
            break
        goal = log_loss[going]
        tried = stepped(theta[going], u, goal, damping[going], mixing)
        now, before = squares(tried, u, goal, mixing), left[going]
        better = now < before
        theta[going[better]], left[going[better]] = tried[better], now[better]
        waited[going] = np.where(now < before * (1 - 1e-3) - 1e-24, 0, waited[going] + 1)
        damping[going] = np.where(better, damping[going] / 4, damping[going] * 4)
    return theta, left


def stepped(theta: Array, u: Array, log_loss: Array, damping: Array, mixing: Array) -> Array:
    """One step of each, kept where powers are powers and E is no larger than the least loss."""
    n = 1 + len(mixing)
    each = terms(theta, u, mixing)
    total = each.sum(1, keepdims=True)
    share = each / total
    slopes = -(mixing.T @ share[:, 1:]) * np.exp(theta[:, n:, None]) * u.T
    jacobian = np.concatenate([share, slopes], axis=1)  # [n_theta, n_parameters, n]
    gap = log_loss - np.log(total[:, 0])
    normal = jacobian @ jacobian.transpose(0, 2, 1)
    diagonal = np.einsum("bii->bi", normal) + 1e-12
    damped = normal + (damping[:, None] * diagonal)[:, :, None] * np.eye(theta.shape[1])
    step = np.linalg.solve(damped, jacobian @ gap[:, :, None])[:, :, 0]
    tried = theta + np.clip(step, -2, 2)
    tried[:, n:] = np.clip(tried[:, n:], *np.log(POWERS))
    least = log_loss.min(1)
    tried[:, 0] = np.clip(tried[:, 0], least - 12, least)
    return tried


def squares(theta: Array, u: Array, log_loss: Array, mixing: Array) -> Array:
    """Sum of squared relative residuals of each fit."""
    gap: Array = log_loss - np.log(terms(theta, u, mixing).sum(1))
    return (gap**2).sum(1)
