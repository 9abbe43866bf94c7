"""Do features tell scams, flattery, lies and flawed programs; and does the honest one steer?

The reader of a monitor is chosen on episodes of one world and scored on those of another. Rivals
(probes learnt from the same labels) are shown beside; controls decide.
"""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

import torch
from torch import Tensor

from sonde.activations.source import ActivationSource
from sonde.miniature.claims import episodes as told
from sonde.miniature.claims.bias_claims import bias_turned_down
from sonde.miniature.claims.claim import Claim, Estimate, claim, estimate, one_each
from sonde.miniature.claims.episodes import Pooled, passages, pooled
from sonde.miniature.claims.evidence import Evidence
from sonde.miniature.claims.honesty_claims import steered_to_honesty
from sonde.miniature.claims.probes import (
    auroc,
    auroc_and_draws,
    best_column,
    best_columns,
    chosen_logistic,
    difference_of_means,
)
from sonde.miniature.claims.shrinkage_claims import shrinkage
from sonde.miniature.claims.study import (
    NEURONS,
    RANDOM_DECODER,
    RANDOM_DIRECTIONS,
    UNTRAINED,
    Study,
    refuse_other_tokens,
)
from sonde.miniature.claims.topic_claims import topic_removed

SPARSE = 5  # features of the sparse probe
SHUFFLES = 20  # of labels, for the control that they mean nothing
SAYS = {
    "scam": ("a feature tells scams", "The sentences of a scam raise a feature, or lower it."),
    "sycophancy": ("a feature tells sycophancy", "Flattery raises a feature, or frankness does."),
    "deception": ("a feature tells deception", "A lie raises a feature, or the truth does."),
    "flaw": ("a feature tells flawed programs", "A bug or a risk raises a feature, or lowers it."),
}


def safety_claims(study: Study) -> list[Claim]:
    """Monitors, steering, removal, bias and shrinkage."""
    tables = {kind: both_worlds(study, kind) for kind in SAYS}
    return [
        *(monitor(kind, *tables[kind]) for kind in SAYS),
        steered_to_honesty(study),
        topic_removed(study),
        bias_turned_down(study),
        shrinkage(study),
    ]


def per_class(study: Study) -> int:
    """Episodes of each class on each split."""
    return 120 if study.config.quick else 1000


def both_worlds(study: Study, kind: str) -> tuple[Pooled, Pooled]:
    """Episodes to choose on, and others to score on, without the sentences of the first."""
    found = chosen, scored = [passages(kind, per_class(study), seed) for seed in told.SEEDS]

    def seen(source: ActivationSource, name: str, neurons: bool) -> tuple[Evidence, Evidence]:
        a, b = (told.gathered(source, side, f"{kind}: {name}", neurons) for side in found)
        return a, told.fresh(b, scored, a, chosen)

    own = seen(study.source, "episodes", neurons=True)
    others = {}
    for name in (RANDOM_DIRECTIONS, RANDOM_DECODER):
        if name in study.dictionaries:
            others[name] = own, study.dictionaries[name]
    if study.before:
        plain = seen(study.before, "episodes, untrained", neurons=False)
        refuse_other_tokens(plain, own)
        others[UNTRAINED] = plain, study.dictionaries[UNTRAINED]

    def table(side: int) -> Pooled:
        beside = {name: (splits[side], one) for name, (splits, one) in others.items()}
        stretches = told.episodes(own[side], found[side])
        return pooled(own[side], stretches, study.dictionary, beside)

    return table(0), table(1)


Method = Callable[[Pooled, Pooled, Tensor], Tensor]  # chosen on the first, scores of the second


def single(readings: Callable[[Pooled], Tensor]) -> Method:
    """The best reading of one reader, chosen with its sign."""

    def scores(a: Pooled, b: Pooled, truth: Tensor) -> Tensor:
        best = best_column(readings(a), truth)
        return best.sign * readings(b)[:, best.column].double()

    return scores


def other(name: str, pooled: Pooled) -> Tensor:
    return pooled.others[name]


def sparse_probe(a: Pooled, b: Pooled, truth: Tensor) -> Tensor:
    """A logistic probe on the highest codes of a few features."""
    columns = best_columns(a.features, truth, min(SPARSE, a.features.shape[1]))
    return chosen_logistic(a.features[:, columns], truth)(b.features[:, columns])


METHODS: dict[str, Method] = {
    "best feature": single(lambda p: p.features),
    "logistic probe": lambda a, b, truth: chosen_logistic(a.mean, truth)(b.mean),
    "difference of means": lambda a, b, truth: difference_of_means(a.mean, truth)(b.mean),
    f"probe on {SPARSE} features": sparse_probe,
}
CONTROLS: dict[str, Method] = {
    NEURONS: single(lambda p: p.neurons),
}


def monitor(kind: str, a: Pooled, b: Pooled) -> Claim:
    """`a` to choose on, `b` to score on."""
    found = {name: auroc(method(a, b, a.truth), b.truth) for name, method in METHODS.items()}
    beside = {name: single(partial(other, name)) for name in a.others}
    controls = {
        name: auroc(method(a, b, a.truth), b.truth) for name, method in (CONTROLS | beside).items()
    }
    controls["labels shuffled"] = shuffled(a, b)
    name, says = SAYS[kind]
    rivals = ", ".join(f"{rival} {e}" for rival, e in list(found.items())[1:])
    return claim(
        name,
        f"{says} Probes that learnt from the same episodes: {rivals}.",
        f"AUROC of the best feature over {len(b.truth)} episodes; interval: other episodes",
        found["best feature"],
        controls,
        curves={"AUROC by method": points({**found, **controls})},
    )


def shuffled(a: Pooled, b: Pooled) -> Estimate:
    """The best feature for labels that mean nothing, on either split, shuffled time and again."""
    generator = torch.Generator().manual_seed(0)
    found = []
    for _ in range(SHUFFLES):
        truths = [t.truth[torch.randperm(len(t.truth), generator=generator)] for t in (a, b)]
        scores = METHODS["best feature"](a, b, truths[0])
        found.append(auroc_and_draws(scores, truths[1]))
    values, draws = zip(*found, strict=True)
    return estimate(sum(values) / len(values), one_each(torch.stack(draws)))


def points(found: Mapping[str, Estimate]) -> dict[str, Any]:
    """One point for each method, in their order."""
    return {
        name: {"x": [i], "y": [e.value], "low": [e.low], "high": [e.high]}
        for i, (name, e) in enumerate(found.items())
    }
