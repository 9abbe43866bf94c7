"""Laws: exact where there is no noise, honest bands where there is, the best that a budget buys."""

import numpy as np
import pytest

from sonde.core.errors import SondeError
from sonde.planning import flops, laws
from sonde.planning.laws import Power, choose_law, fit_law, fit_power
from sonde.planning.proposal import GRAIN, affordable, propose

SIZES = (256, 512, 1024, 2048)
TOKENS = (250_000, 500_000, 1_000_000, 2_000_000)
POINTS = np.array([(size, tokens) for size in SIZES for tokens in TOKENS], float)
LARGER = (4096.0, 4_000_000.0)


def truth(x, E=0.05, A=3.0, a=0.45, B=40.0, b=0.4):
    size, tokens = np.asarray(x, float).T
    return E + A * size**-a + B * tokens**-b


@pytest.mark.parametrize("E", [0.05, 0.2])
@pytest.mark.parametrize("powers", [(0.45, 0.4), (0.2, 0.8), (1.2, 0.3)])
def test_a_law_without_noise_is_found_exactly(E, powers):
    exact = {"E": E, "a": powers[0], "b": powers[1]}
    law = fit_law(POINTS, truth(POINTS, **exact))
    assert law.irreducible == pytest.approx(E, rel=1e-4)
    assert law.powers == pytest.approx(powers, rel=1e-4)
    assert law.scales == pytest.approx([3.0, 40.0], rel=1e-3)
    expected = float(truth([LARGER], **exact)[0])
    for found in (law.band(*LARGER), law.outcome(*LARGER)):
        assert found == pytest.approx((expected, expected, expected), rel=1e-4)


def test_a_law_of_one_amount_and_one_without_a_floor():
    x = np.geomspace(1e9, 1e13, 9)
    law = fit_law(x, 0.1 + 50 * x**-0.25)
    assert (law.irreducible, *law.powers) == pytest.approx((0.1, 0.25), rel=1e-4)
    floorless = fit_law(x, 50 * x**-0.25)
    assert floorless.value(1e15) == pytest.approx(50 * 1e15**-0.25, rel=0.01)
    assert floorless.powers == pytest.approx([0.25], rel=1e-2)


def product(x, E=0.05, A=40.0, a=0.3, b=0.25):
    size, tokens = np.asarray(x, float).T
    return E + A * size**-a * tokens**-b


def test_a_product_is_found_exactly_too():
    law = fit_law(POINTS, product(POINTS), form="product")
    assert (law.irreducible, *law.scales, *law.powers) == pytest.approx((0.05, 40, 0.3, 0.25), 1e-3)
    assert law.value(*LARGER) == pytest.approx(float(product([LARGER])[0]), rel=1e-5)


@pytest.mark.parametrize(("real", "form"), [(truth, "sum"), (product, "product")])
def test_the_form_is_the_one_that_foretells_the_largest_run(real, form):
    noisy = real(POINTS) * np.exp(0.003 * np.random.default_rng(5).standard_normal(len(POINTS)))
    law = choose_law(POINTS, noisy)
    assert law.form == law.to_dict()["form"] == form
    assert law.value(*LARGER) == pytest.approx(float(real([LARGER])[0]), rel=0.03)
    assert law.value(*LARGER) == fit_law(POINTS, noisy, form=form).value(*LARGER)


def test_units_do_not_matter():
    noisy = truth(POINTS) * np.exp(0.02 * np.random.default_rng(0).standard_normal(len(POINTS)))
    law, scaled = fit_law(POINTS, noisy), fit_law(POINTS * [1e-3, 1e6], noisy * 7)
    size, tokens = LARGER
    expected = [7 * value for value in law.band(*LARGER)]
    assert [*scaled.band(size * 1e-3, tokens * 1e6)] == pytest.approx(expected, rel=1e-3)


def test_nine_in_ten_bands_hold_the_truth(monkeypatch):
    """At twice the size and tokens of the largest run. Of 40, 36 are expected; fewer than 30 are
    one in two hundred. Bands far too wide would hold nearly all in their inner half."""
    monkeypatch.setattr(laws, "N_SAMPLES", 80)
    rng, held, inner = np.random.default_rng(1), {"band": 0, "outcome": 0}, 0
    for seed in range(40):
        noisy = truth(POINTS) * np.exp(0.02 * rng.standard_normal(len(POINTS)))
        law, real = fit_law(POINTS, noisy, seed=seed), float(truth([LARGER])[0])
        lucky = real * np.exp(0.02 * rng.standard_normal())
        for of, value in (("band", real), ("outcome", lucky)):
            found = getattr(law, of)(*LARGER)
            held[of] += found.low <= value <= found.high
        inner += abs(lucky - (found.low + found.high) / 2) <= (found.high - found.low) / 4
    assert min(held.values()) >= 30
    assert inner <= 34


def width(law, at):
    """Of the band, relative."""
    return (law.band(*at).high - law.band(*at).low) / law.value(*at)


def test_more_noise_means_wider_bands_and_further_away_too():
    rng = np.random.default_rng(2)
    luck = rng.standard_normal(len(POINTS))
    quiet, loud = (fit_law(POINTS, truth(POINTS) * np.exp(n * luck)) for n in (0.005, 0.03))
    assert width(loud, LARGER) > 2 * width(quiet, LARGER)
    assert width(loud, (65536, 1e9)) > width(loud, LARGER)
    assert loud.outcome(*LARGER).high > loud.band(*LARGER).high


def test_the_same_seed_gives_the_same_bands():
    noisy = truth(POINTS) * np.exp(0.02 * np.random.default_rng(3).standard_normal(len(POINTS)))
    assert fit_law(POINTS, noisy).band(*LARGER) == fit_law(POINTS, noisy).band(*LARGER)
    assert fit_law(POINTS, noisy).to_dict() == fit_law(POINTS, noisy).to_dict()


def test_a_power_law_is_a_line_in_logarithms():
    steps = POINTS[:, 1] / 2048
    rates = 0.3 * POINTS[:, 0] ** -0.5 * steps**-0.25
    found = fit_power(np.column_stack([POINTS[:, 0], steps]), rates)
    assert found.powers == pytest.approx([-0.5, -0.25])
    assert found.value(4096, 2000) == pytest.approx(0.3 * 4096**-0.5 * 2000**-0.25)
    assert found.band(4096, 2000) == pytest.approx(3 * (found.value(4096, 2000),))
    rng, held = np.random.default_rng(4), 0
    for seed in range(100):
        noisy = rates * np.exp(0.2 * rng.standard_normal(len(rates)))
        band = fit_power(np.column_stack([POINTS[:, 0], steps]), noisy, seed).band(4096, 2000)
        held += band.low <= found.value(4096, 2000) <= band.high
    assert 80 <= held <= 98


@pytest.mark.parametrize(
    ("points", "losses", "message"),
    [
        (POINTS[:5], truth(POINTS[:5]), "5 runs are too few for the law: it needs 6"),
        (POINTS, [*truth(POINTS)[:-1], float("nan")], "leave out runs that diverged"),
        (POINTS, [*truth(POINTS)[:-1], -0.1], "positive finite numbers"),
        (POINTS * [0, 1] + [512, 0], truth(POINTS), "All runs have 512"),
    ],
)
def test_what_cannot_be_fitted_is_refused(points, losses, message):
    with pytest.raises(SondeError, match=message):
        fit_law(points, losses)


def cost(size, n_steps):
    return flops.training("topk", 128, size, 2048, 32, n_steps)


RATE = Power(np.array([np.log(0.1), -0.5, -0.1]), np.zeros((1, 3)))


@pytest.mark.parametrize("budget", [1e12, 3e14, 1e17])
def test_no_other_size_does_better_for_the_budget(budget):
    law = fit_law(POINTS, truth(POINTS))
    found = propose(law, RATE, cost, budget, 2048)
    assert found.flop == cost(found.dictionary_size, found.n_steps) <= budget
    assert cost(found.dictionary_size, found.n_steps + 1) > budget
    assert found.n_tokens == 2048 * found.n_steps
    assert found.learning_rate == pytest.approx(RATE.value(found.dictionary_size, found.n_steps))
    assert found.loss.value == law.value(found.dictionary_size, found.n_tokens)
    near = range(found.dictionary_size * 9 // 10 // GRAIN * GRAIN, found.dictionary_size, GRAIN)
    further = (GRAIN << power for power in range(20))
    for size in {*range(GRAIN, 4096, GRAIN), *near, *further}:
        if n_steps := affordable(cost, size, budget):
            assert law.value(size, n_steps * 2048) >= found.loss.value * (1 - 1e-7)


def test_a_larger_budget_buys_more_of_both():
    law = fit_law(POINTS, truth(POINTS))
    small, large = (propose(law, RATE, cost, budget, 2048) for budget in (1e14, 1e16))
    assert large.dictionary_size > small.dictionary_size
    assert large.n_steps > small.n_steps
    assert large.loss.value < small.loss.value


def test_the_smallest_size_is_kept_and_a_budget_for_nothing_refused():
    law = fit_law(POINTS, truth(POINTS))
    assert propose(law, RATE, cost, 1e12, 2048, smallest=5000).dictionary_size >= 5000
    with pytest.raises(SondeError, match=r"budget=1e\+06 FLOP pays for no step.*at least"):
        propose(law, RATE, cost, 1e6, 2048)


def test_affordable_is_the_last_step_that_is_paid_for():
    for budget in (1e11, 12345678901234.0):
        n_steps = affordable(cost, 512, budget)
        assert cost(512, n_steps) <= budget < cost(512, n_steps + 1)
