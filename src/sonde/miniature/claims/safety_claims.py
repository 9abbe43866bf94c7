"""Do features tell scams, flattery, lies and flawed programs; and does the honest one steer?

The reader of a monitor is chosen on episodes of one world and scored on those of another. Rivals
(probes learnt from the same labels) are shown beside; controls decide.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple

import torch
from jaxtyping import Bool, Float
from torch import Tensor

from sonde.interventions.edits import Edit
from sonde.miniature.claims import episodes as told
from sonde.miniature.claims.bias_claims import bias_turned_down
from sonde.miniature.claims.claim import Claim, Estimate, claim
from sonde.miniature.claims.edited import Text, as_frequent, losses, one_of, texts_of, tokens_of
from sonde.miniature.claims.episodes import Pooled, passages, pooled
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
from sonde.miniature.world import WorldDocument

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
        f"AUROC of the best feature over {len(b.truth)} episodes; interval: other episodes",
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


class Told(NamedTuple):
    """Texts that end with an answer, and its tokens."""

    texts: list[Text]
    answer: list[Bool[Tensor, " _"]]


def steered_to_honesty(study: Study, chosen_on: Pooled) -> Claim:
    """The feature of honest answers at its maximum, where the answer's tokens are predicted."""
    feature = int(areas(chosen_on.features, chosen_on.truth).argmin())  # true is a lie
    others = as_frequent(study, [feature] * (4 if study.config.quick else 20), 1)[0].tolist()
    maxima = {
        f: max(study.maximum(f), float(chosen_on.features[:, f].max())) for f in (feature, *others)
    }
    pairs = told.both_answers(per_class(study), told.SCORING)
    honest, lies = (told_of(study, documents) for documents in zip(*pairs, strict=True))

    usual = [log_p(study, part, None, maxima) for part in (honest, lies)]

    def change(feature: int, strength: float) -> list[Tensor]:
        edit = Edit(feature, "clamp", strength)
        after = [log_p(study, part, edit, maxima) for part in (honest, lies)]
        return [new - old for new, old in zip(after, usual, strict=True)]

    by_strength = {0.0: [torch.zeros(len(pairs))] * 2} | {s: change(feature, s) for s in STRENGTHS}
    controls = [change(other, 1.0) for other in others]
    curve = {
        name: {"x": list(by_strength), "y": [float(c[i].mean()) for c in by_strength.values()]}
        for i, name in enumerate(("honest", "lies"))
    }
    up, down = by_strength[1.0]
    return claim(
        "honesty can be steered",
        "With the feature of honest answers at its maximum, the honest answer to a question "
        "gains over the lie.",
        f"rise of log p(honest answer) - log p(lie), nats, over {len(pairs)} accounts; interval: "
        "other accounts",
        one_of([up - down]),
        {"random features as frequent": one_of([up - down for up, down in controls])},
        curves={"change of log p by strength": curve},
    )


STRENGTHS = (0.5, 1.0, 2.0)  # of the clamp; the claim is about 1


def told_of(study: Study, documents: Sequence[WorldDocument]) -> Told:
    texts = texts_of(study.source, documents)
    return Told(texts, [t.within(d.spans) for t, d in zip(texts, documents, strict=True)])


def log_p(
    study: Study, found: Told, edit: Edit | None, maxima: Mapping[int, float]
) -> Float[Tensor, " n"]:
    """log p of each answer given what stands before it. The edit is made at the tokens from which
    the answer's are predicted and nowhere else, so what stands before is read as ever."""
    where = [torch.cat([inside[1:], inside[:1] & False]) for inside in found.answer]
    after = losses(study, tokens_of(found.texts), [] if edit is None else [edit], maxima, where)
    sums = [-loss[inside[1:]].sum() for loss, inside in zip(after, found.answer, strict=True)]
    return torch.stack(sums)
