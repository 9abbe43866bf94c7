"""Laws fitted to finished runs, with bands that say how far they can be trusted.

    loss(x)  = E + sum_i A_i x_i^-a_i           x_i: features, tokens, FLOP; E is irreducible
    power(x) = A prod_i x_i^p_i                 best learning rate, k, the best size for a budget

Residuals are relative (of logarithms). Bands are parametric bootstraps: outcomes are drawn anew
around the fit, with noise as large as the residuals allow (their sum of squares over a chi-square
variate, since few runs tell little of it), and fitted again.
"""

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

    parameters: Array  # E, A_1.., a_1..
    samples: Array  # the same of every bootstrap fit [n_samples, 1 + 2 m]
    noise: Array  # of a run, relative: by each sample

    @property
    def irreducible(self) -> float:
        return float(self.parameters[0])

    @property
    def scales(self) -> list[float]:
        m = len(self.parameters) // 2
        return [float(value) for value in self.parameters[1 : m + 1]]

    @property
    def powers(self) -> list[float]:
        m = len(self.parameters) // 2
        return [float(value) for value in self.parameters[m + 1 :]]

    def value(self, *x: int | float) -> float:
        return float(loss_at(self.parameters[None], np.log([x]))[0, 0])

    def band(self, *x: int | float) -> Band:
        """The law at x, and where it may lie."""
        return spread(self.value(*x), loss_at(self.samples, np.log([x]))[:, 0])

    def outcome(self, *x: int | float) -> Band:
        """The same for what one run will give, which has noise of its own."""
        drawn = loss_at(self.samples, np.log([x]))[:, 0]
        luck = np.random.default_rng(0).standard_normal(len(drawn))
        return spread(self.value(*x), drawn * np.exp(self.noise * luck))

    def to_dict(self) -> dict[str, Any]:
        bands = [
            spread(*pair)._asdict() for pair in zip(self.parameters, self.samples.T, strict=True)
        ]
        m = len(self.parameters) // 2
        spread_of = {"irreducible": bands[0], "scales": bands[1 : m + 1], "powers": bands[m + 1 :]}
        return {**spread_of, "noise": float(np.median(self.noise))}


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


def fit_law(x: ArrayLike, loss: ArrayLike, seed: int = 0) -> Law:
    """The law through runs at `x` [n_runs, m] with losses [n_runs]."""
    log_x, log_loss = logarithms(x, loss, least=lambda m: 2 + 2 * m)
    center = log_x.mean(0)
    u = log_x - center
    first = starts(u, log_loss)
    found, left = descend(first, u, np.broadcast_to(log_loss, (len(first), len(log_loss))))
    best = found[left.argmin()]
    fitted = np.log(terms(best[None], u).sum(1))[0]
    drawn, noise = outcomes(fitted, float(left.min()), len(log_loss) - len(best), seed)
    samples, _ = descend(np.broadcast_to(best, (N_SAMPLES, len(best))), u, drawn)
    return Law(plain(best[None], center)[0], plain(samples, center), noise)


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
                f"All runs have {column[0]:,.6g} of something: vary it, or leave it out."
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


def loss_at(parameters: Array, log_x: Array) -> Array:
    """[n_parameters, n_points]."""
    m = log_x.shape[1]
    E, A, a = parameters[:, :1], parameters[:, 1 : m + 1], parameters[:, m + 1 :]
    return E + np.exp(np.log(A)[:, :, None] - a[:, :, None] * log_x.T).sum(1)


# While fitting, theta = (log E, log A_i at the center of the data, log a_i): every value is a law.


def terms(theta: Array, u: Array) -> Array:
    """E and A_i x_i^-a_i, [n_theta, 1 + m, n]."""
    m = u.shape[1]
    falling = theta[:, 1 : m + 1, None] - np.exp(theta[:, m + 1 :, None]) * u.T
    constant = np.broadcast_to(theta[:, :1, None], (len(theta), 1, len(u)))
    return np.exp(np.concatenate([constant, falling], axis=1))


def plain(theta: Array, center: Array) -> Array:
    """theta as (E, A_1.., a_1..)."""
    m = len(center)
    powers = np.exp(theta[:, m + 1 :])
    scales = np.exp(theta[:, 1 : m + 1] + powers * center)
    return np.concatenate([np.exp(theta[:, :1]), scales, powers], axis=1)


def starts(u: Array, log_loss: Array) -> Array:
    """First guesses: little, half or most of the least loss irreducible; every mix of powers."""
    m, least = u.shape[1], np.exp(log_loss.min())
    powers = np.stack(np.meshgrid(*m * [[0.2, 0.6, 1.5]]), -1).reshape(-1, m)
    found = []
    for share in (0.02, 0.5, 0.9):
        rest = (np.exp(np.median(log_loss)) - share * least) / m
        first = [np.log(share * least), *m * [np.log(max(rest, 1e-3 * least))]]
        found += [[*first, *np.log(row)] for row in powers]
    return np.array(found)


def descend(first: Array, u: Array, log_loss: Array) -> tuple[Array, Array]:
    """Levenberg-Marquardt on many fits at once; gives theta and the sum of squares of each. A fit
    ends when it has found nothing better for some steps."""
    theta, left = np.array(first), squares(first, u, log_loss)
    damping, waited = np.full(len(theta), 1e-2), np.zeros(len(theta), int)
    for _ in range(N_STEPS):
        going = (waited < PATIENCE).nonzero()[0]
        if not len(going):
            break
        goal = log_loss[going]
        tried = stepped(theta[going], u, goal, damping[going])
        now, before = squares(tried, u, goal), left[going]
        better = now < before
        theta[going[better]], left[going[better]] = tried[better], now[better]
        waited[going] = np.where(now < before * (1 - 1e-3) - 1e-24, 0, waited[going] + 1)
        damping[going] = np.where(better, damping[going] / 4, damping[going] * 4)
    return theta, left


def stepped(theta: Array, u: Array, log_loss: Array, damping: Array) -> Array:
    """One step of each, kept where powers are powers and E is no larger than the least loss."""
    m = u.shape[1]
    each = terms(theta, u)
    total = each.sum(1, keepdims=True)
    share = each / total
    slopes = -share[:, 1:] * np.exp(theta[:, m + 1 :, None]) * u.T
    jacobian = np.concatenate([share, slopes], axis=1)  # [n_theta, 1 + 2 m, n]
    gap = log_loss - np.log(total[:, 0])
    normal = jacobian @ jacobian.transpose(0, 2, 1)
    diagonal = np.einsum("bii->bi", normal) + 1e-12
    damped = normal + (damping[:, None] * diagonal)[:, :, None] * np.eye(1 + 2 * m)
    step = np.linalg.solve(damped, jacobian @ gap[:, :, None])[:, :, 0]
    tried = theta + np.clip(step, -2, 2)
    tried[:, m + 1 :] = np.clip(tried[:, m + 1 :], *np.log(POWERS))
    least = log_loss.min(1)
    tried[:, 0] = np.clip(tried[:, 0], least - 12, least)
    return tried


def squares(theta: Array, u: Array, log_loss: Array) -> Array:
    """Sum of squared relative residuals of each fit."""
    gap: Array = log_loss - np.log(terms(theta, u).sum(1))
    return (gap**2).sum(1)
