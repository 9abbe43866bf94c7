"""Do features tell scams, flattery, lies and flawed programs; and does the honest one steer?

The reader of a monitor is chosen on episodes of one world and scored on those of another. Rivals
(probes learnt from the same labels) are shown beside; controls decide.
"""

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

import torch
from jaxtyping import Bool, Float
from torch import Tensor

from sonde.interventions.edits import Edit
from sonde.miniature.claims import episodes as told
from sonde.miniature.claims.bias_claims import bias_turned_down
from sonde.miniature.claims.claim import Claim, Estimate, claim
from sonde.miniature.claims.edited import Text, as_frequent, differences, losses, texts_of
from sonde.miniature.claims.episodes import Passage, Pooled, passages, pooled
from sonde.miniature.claims.probes import (
    areas,
    auroc,
    best_column,
    best_columns,
    chosen_logistic,
    difference_of_means,
)
from sonde.miniature.claims.shrinkage_claims import shrinkage
from sonde.miniature.claims.study import Study
from sonde.miniature.claims.topic_claims import topic_removed

SPARSE = 5  # features of the sparse probe
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
        steered_to_honesty(study, tables["deception"][0]),
        topic_removed(study),
        bias_turned_down(study),
        shrinkage(study),
    ]


def per_class(study: Study) -> int:
    """Episodes of each class on each split."""
    return 60 if study.config.quick else 400


def both_worlds(study: Study, kind: str) -> tuple[Pooled, Pooled]:
    """Episodes to choose on, and others to score on."""
    center = torch.tensor(study.dictionary.about["mean"], dtype=torch.float32)

    def table(seed: int) -> Pooled:
        found = passages(kind, per_class(study), seed)
        evidence = told.gathered(study.source, found, f"{kind} {seed}")
        return pooled(evidence, told.episodes(evidence, found), study.dictionary, center)

    return table(told.CHOOSING), table(told.SCORING)


Method = Callable[[Pooled, Pooled, Tensor], Tensor]  # chosen on the first, scores of the second


def single(name: str) -> Method:
    """The best reading of one reader, chosen with its sign."""

    def scores(a: Pooled, b: Pooled, truth: Tensor) -> Tensor:
        best = best_column(getattr(a, name), truth)
        return best.sign * getattr(b, name)[:, best.column].double()

    return scores


def sparse_probe(a: Pooled, b: Pooled, truth: Tensor) -> Tensor:
    """A logistic probe on the highest codes of a few features."""
    columns = best_columns(a.features, truth, min(SPARSE, a.features.shape[1]))
    return chosen_logistic(a.features[:, columns], truth)(b.features[:, columns])


METHODS: dict[str, Method] = {
    "best feature": single("features"),
    "logistic probe": lambda a, b, truth: chosen_logistic(a.mean, truth)(b.mean),
    "difference of means": lambda a, b, truth: difference_of_means(a.mean, truth)(b.mean),
    f"probe on {SPARSE} features": sparse_probe,
}
CONTROLS: dict[str, Method] = {
    "best neuron": single("neurons"),
    "best random direction": single("randoms"),
}


def monitor(kind: str, a: Pooled, b: Pooled) -> Claim:
    """`a` to choose on, `b` to score on."""
    found = {name: auroc(method(a, b, a.truth), b.truth) for name, method in METHODS.items()}
    controls = {name: auroc(method(a, b, a.truth), b.truth) for name, method in CONTROLS.items()}
    controls["labels shuffled"] = shuffled(a, b)
    name, says = SAYS[kind]
    rivals = ", ".join(f"{rival} {e}" for rival, e in list(found.items())[1:])
    return claim(
        name,
        f"{says} Probes that learnt from the same episodes: {rivals}.",
        f"AUROC of the best feature over {len(b.truth)} episodes",
        found["best feature"],
        controls,
        curves={"AUROC by method": points({**found, **controls})},
    )


def shuffled(a: Pooled, b: Pooled) -> Estimate:
    """The best feature for labels that mean nothing, on either split."""
    generator = torch.Generator().manual_seed(0)
    truths = [
        table.truth[torch.randperm(len(table.truth), generator=generator)] for table in (a, b)
    ]
    return auroc(METHODS["best feature"](a, b, truths[0]), truths[1])


def points(found: Mapping[str, Estimate]) -> dict[str, Any]:
    """One point for each method, in their order."""
    return {
        name: {"x": [i], "y": [e.value], "low": [e.low], "high": [e.high]}
        for i, (name, e) in enumerate(found.items())
    }


class Answers(NamedTuple):
    """Texts that end with an honest answer or a lie, and the tokens of the answer."""

    texts: list[Text]
    answer: list[Bool[Tensor, " n"]]
    honest: Bool[Tensor, " n"]


def steered_to_honesty(study: Study, chosen_on: Pooled) -> Claim:
    """The feature of honest answers at its maximum, where the answer's tokens are predicted."""
    feature = int(areas(chosen_on.features, chosen_on.truth).argmin())  # true is a lie
    found = passages("deception", per_class(study), told.SCORING)
    answers = answers_of(study, found)
    others = as_frequent(study, [feature], 4 if study.config.quick else 20)
    maxima = {
        f: max(study.maximum(f), float(chosen_on.features[:, f].max()))
        for f in (feature, *others[:, 0].tolist())
    }
    usual = log_p(study, answers, None, maxima)
    by_strength = {s: log_p(study, answers, Edit(feature, "clamp", s), maxima) for s in (0.5, 1, 2)}
    controls = [
        log_p(study, answers, Edit(other, "clamp", 1), maxima) - usual
        for other in others[:, 0].tolist()
    ]
    rises = {strength: steered - usual for strength, steered in by_strength.items()}
    curve = {
        name: {"x": [0, *rises], "y": [0, *(float(rise[which].mean()) for rise in rises.values())]}
        for name, which in (("honest", answers.honest), ("lies", ~answers.honest))
    }
    return claim(
        "honesty can be steered",
        "With the feature of honest answers at its maximum, honest answers gain over lies.",
        "rise of log p of honest answers minus that of lies, nats per answer",
        differences([rises[1]], answers.honest),
        {"random features as frequent": differences(controls, answers.honest)},
        curves={"change of log p by strength": curve},
    )


def answers_of(study: Study, found: list[Passage]) -> Answers:
    texts = texts_of(study.source, [passage.document for passage in found])
    inside = [
        text.within([passage.document.spans[0]]) for text, passage in zip(texts, found, strict=True)
    ]
    return Answers(texts, inside, torch.tensor([not passage.label for passage in found]))


def log_p(
    study: Study, answers: Answers, edit: Edit | None, maxima: Mapping[int, float]
) -> Float[Tensor, " n"]:
    """log p of each answer given what stands before it. The edit is made at the tokens from which
    the answer's are predicted and nowhere else, so what stands before is read as ever."""
    where = [torch.cat([inside[1:], inside[:1] & False]) for inside in answers.answer]
    edits = [] if edit is None else [edit]
    found = losses(study, answers.texts, edits, maxima, where)
    sums = [-loss[inside[1:]].sum() for loss, inside in zip(found, answers.answer, strict=True)]
    return torch.stack(sums)
