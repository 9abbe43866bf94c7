"""Dice: random draws that keep count of how surprising they were.

    nats = sum over the draws of -log p(outcome)

A scene draws only what its text shows, and draws it when the text first needs it. The nats of a
document are then at least -log p(its text), and just that where other draws give another text.
"""

import math
from bisect import bisect
from collections.abc import Sequence
from itertools import accumulate
from random import Random
from typing import Generic, TypeVar

T = TypeVar("T")


class Dice:
    def __init__(self, rng: Random):
        self.rng = rng
        self.nats = 0.0  # of all draws so far

    def chance(self, p: float) -> bool:
        """True with probability p."""
        happens = self.rng.random() < p
        self.nats -= math.log(p if happens else 1 - p)
        return happens

    def below(self, n: int) -> int:
        """0 to n - 1, all equally likely."""
        self.nats += math.log(n)
        return int(self.rng.random() * n)

    def count(self, low: int, high: int, most: int) -> int:
        """One of low to high, all equally likely; what is above `most` counts as `most`."""
        if most <= low:
            return most
        number = low + int(self.rng.random() * (high + 1 - low))
        ways = high + 1 - most if number >= most else 1
        self.nats += math.log((high + 1 - low) / ways)
        return min(number, most)

    def pick(self, options: Sequence[T]) -> T:
        """One of them, all equally likely; equal ones are one outcome."""
        picked = options[int(self.rng.random() * len(options))]
        self.nats += math.log(len(options) / options.count(picked))
        return picked

    def shuffled(self, options: Sequence[T], k: int | None = None) -> list[T]:
        """k of them, or all, in random order."""
        k = len(options) if k is None else k
        self.nats += math.log(math.perm(len(options), k))
        return sorted(options, key=lambda _: self.rng.random())[:k]

    def merged(self, first: Sequence[T], second: Sequence[T]) -> list[T]:
        """Both in one list, each in its own order; every such list is equally likely."""
        left, right, both = list(first), list(second), []
        while left and right:
            source = left if self.chance(len(left) / (len(left) + len(right))) else right
            both.append(source.pop(0))
        return both + left + right

    def inserted(self, options: Sequence[T], one: T) -> list[T]:
        """With one more among them, at any place."""
        place = self.below(len(options) + 1)
        return [*options[:place], one, *options[place:]]

    def given(self, p: float) -> None:
        """Takes back the nats of what happened with probability p: it is seen, not predicted."""
        self.nats += math.log(p)

    def aside(self) -> Random:
        """Random numbers for what no text shows."""
        return Random(self.rng.random())


class Weighted(Generic[T]):
    """Options with fixed weights."""

    def __init__(self, options: Sequence[T], weights: Sequence[float]):
        self.options, self.weights = options, weights
        self.cumulative = list(accumulate(weights))

    def draw(self, dice: Dice, *taken: T) -> T:
        """One by the weights of those that are not taken."""
        total = self.cumulative[-1]
        while True:
            place = bisect(self.cumulative, dice.rng.random() * total)
            place = min(place, len(self.options) - 1)
            if self.options[place] not in taken:
                break
        if taken:
            pairs = zip(self.options, self.weights, strict=True)
            total = sum(weight for option, weight in pairs if option not in taken)
        dice.nats += math.log(total / self.weights[place])
        return self.options[place]

    def ranked(self, dice: Dice, k: int) -> list[T]:
        """k different ones, each by the weights of those that are left: a race in which option i
        arrives at an exponential time of rate weight i (Plackett and Luce)."""
        race = sorted(
            (-math.log(1 - dice.rng.random()) / weight, i) for i, weight in enumerate(self.weights)
        )
        found, left = [], self.cumulative[-1]
        for _, i in race[:k]:
            dice.nats += math.log(left / self.weights[i])
            left -= self.weights[i]
            found.append(self.options[i])
        return found
