"""Do features cause what they stand for: a concept's feature is turned up, and the model writes.

A feature and a strength are chosen on prompts A and scored on prompts B, with other random numbers;
controls are chosen in the same way, among as many random features, and by every stand-in of the
study. Strength is in multiples of the feature's maximum on the choosing split. The cost is what the
unedited model thinks of the text, in nats per token: its log-perplexity. Only edits whose texts
cost little more than unedited ones are chosen: turned up far enough, every feature writes its
concept and nothing else.
"""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import lru_cache
from random import Random
from typing import Any, NamedTuple

import torch
from jaxtyping import Float
from torch import Tensor

from sonde.core.progress import track
from sonde.interventions.edits import Edit, apply_edits, edit_table
from sonde.interventions.splice import spliced
from sonde.interventions.steer import prompt_tokens, text_of
from sonde.miniature.claims.candidates import candidates
from sonde.miniature.claims.claim import DRAWS, Claim, Estimate, claim, estimate, resampled
from sonde.miniature.claims.concept_claims import scored_concepts
from sonde.miniature.claims.edited import as_frequent
from sonde.miniature.claims.study import Study
from sonde.miniature.concepts import ancestors, things
from sonde.model.forward import end_ids, generate, next_token_losses

BRIDGE = "karmira_bridge"
STRENGTHS = (0.25, 0.5, 0.75, 1.0, 1.5, 2.0)
DEARER = 1.0  # nats per token that texts under an edit may cost more than unedited ones
N_TOKENS = 40  # of every text
TEMPERATURE = 1.0  # unedited text then names things as often as the world does; 0.7 sharpens
ROWS = 450  # texts written at a time
# Sentences that the world begins so can be about anything
PROMPTS_A = (
    *("Yesterday", "Dans un rêve,", "Everyone in", "Hier,"),
    *("The newspaper of", "Tout le monde à", "There is hardly a day when", "Les enfants de"),
)
PROMPTS_B = (
    *("In a dream", "Gestern hat", "The children of", "Alle in", "A short book by"),
    *("Im Traum sah", "Die Zeitung von", "Die Kinder von", "Ayer", "Todos en"),
    *("En un sueño,", "Los niños de", "El periódico de", "Le journal de"),
    *("昨天", "The", "A", "In", "Le", "La", "Die", "Der", "Im", "El"),
)
SEED_A, SEED_B = 1_000, 2_000


class Start(NamedTuple):
    """Where a text begins."""

    prompt: str
    seed: int


class Written(NamedTuple):
    """What the rows wrote from each start."""

    texts: list[list[str]]  # by row, then by start
    cost: Float[Tensor, "rows starts"]  # nats per token, to the unedited model


def texts_under(
    study: Study, rows: Sequence[Sequence[Edit]], prompt: str, seed: int, n_tokens: int = N_TOKENS
) -> list[str]:
    """Continuations of one prompt, each under its own edits, all with the same random numbers."""
    tokens = tokens_under(study, rows, Start(prompt, seed), n_tokens)
    return [text_of(study.source, row) for row in tokens]


def tokens_under(
    study: Study, rows: Sequence[Sequence[Edit]], start: Start, n_tokens: int = N_TOKENS
) -> list[list[int]]:
    """The new tokens of each row, up to its end of text and with it."""
    source, dictionary = study.source, study.dictionary.to(study.source.model.device)
    prompt = prompt_tokens(source, start.prompt)
    ends = set(end_ids(source.model))
    found: list[list[int]] = []
    for first in range(0, len(rows), ROWS):
        part = rows[first : first + ROWS]
        maxima = {edit.feature: study.maximum(edit.feature) for row in part for edit in row}
        table = edit_table(part, maxima, dictionary.size)

        def change(x: Tensor, keep: Tensor, table=table) -> Tensor:  # type: ignore[no-untyped-def]
            return apply_edits(dictionary, table, x, keep)

        with spliced(source.model, source.hook_point, source.norm_limit, change):
            stream = generate(
                source.model,
                prompt,
                n_tokens,
                len(part),
                TEMPERATURE,
                start.seed,
            )
            steps = torch.stack(list(stream), dim=1)
        found += [until(ends, row) for row in steps.tolist()]
    return found


def until(ends: Collection[int], tokens: list[int]) -> list[int]:
    """The tokens up to the first that ends a text, and it."""
    return next((tokens[: i + 1] for i, t in enumerate(tokens) if t in ends), tokens)


def log_perplexity(
    study: Study, prompt: list[int], texts: Sequence[list[int]], batch: int = 32
) -> Float[Tensor, " texts"]:
    """Mean nats per token of each continuation of the prompt, to the unedited model."""
    found = []
    for first in range(0, len(texts), batch):
        part = texts[first : first + batch]
        longest = max(map(len, part))
        padded = [[*prompt, *text, *[text[-1]] * (longest - len(text))] for text in part]
        with torch.no_grad():
            losses = next_token_losses(study.source.model, torch.tensor(padded)).cpu()
        own = losses[:, len(prompt) - 1 :]
        counted = torch.arange(longest) < torch.tensor([[len(text)] for text in part])
        found.append((own * counted).sum(1) / counted.sum(1))
    return torch.cat(found)


def mentions(text: str, concept: str) -> bool:
    """Whether the text has a name of the concept: any surface form of any language. A longer name
    of something else that contains it (the owl is a 猫头鹰, the cat a 猫) is not one."""
    return any(found[1] for found in pattern(concept).finditer(text))


@lru_cache(maxsize=1024)
def pattern(concept: str) -> re.Pattern[str]:
    """Group 1 is a name of the concept; what else matches is a longer name of another."""
    own = surface_forms(concept)
    longer = {
        form
        for other in things()
        if other != concept and concept not in ancestors(other)
        for form in surface_forms(other)
        if form not in own and any(name in form for name in own)
    }
    return re.compile(f"{either(longer)}|({either(own)})" if longer else f"({either(own)})", re.I)


def either(names: Collection[str]) -> str:
    """Whole words, the longest first; Chinese does not part its words."""
    return "|".join(map(whole, sorted(names, key=lambda name: (-len(name), name))))


LETTER = "[0-9A-Za-zÀ-ɏ]"  # of Latin script


def whole(name: str) -> str:
    escaped = re.escape(name)
    return f"(?<!{LETTER}){escaped}(?!{LETTER})" if re.search(LETTER, name) else escaped


@lru_cache(maxsize=1024)
def surface_forms(concept: str) -> frozenset[str]:
    """Every noun that names it, in lower case."""
    return frozenset(
        form.noun.lower()
        for thing in things()[concept]
        for names in thing.names.values()
        for forms in names
        for form in forms.values()
    )


def bridge_turned_up(study: Study) -> Claim:
    """The paper's famous demonstration: the clamped bridge feature, and what it costs."""
    tried = candidates(study, BRIDGE, 3)
    beginnings = starts(PROMPTS_A, study.size.samples // 2 * len(PROMPTS_A), SEED_A)
    rounds = max(1, study.size.samples // 6)

    def best(features: Sequence[int], study: Study = study) -> Edit:
        return choose(study, {BRIDGE: clamps(features, STRENGTHS)}, beginnings)[BRIDGE]

    chosen = best(tried)
    feature, strength = chosen.feature, chosen.strength
    beside = as_frequent(study, [feature] * len(tried), 1, excluded=tried)[0].tolist()
    features = [feature, *beside]
    lucky = best(beside)
    rows = [[Edit(f, "clamp", s)] for f in features for s in STRENGTHS]
    others = starts(PROMPTS_B, rounds * len(PROMPTS_B), SEED_B)
    found = written(study, [[], *rows], others, "the bridge, scored")
    said = mentioned(found, BRIDGE).view(len(rows) + 1, rounds, -1).mean(1)  # by row and prompt
    steered = said[1:].view(len(features), len(STRENGTHS), -1)
    cost = found.cost[1:].view(len(features), len(STRENGTHS), -1)
    at = STRENGTHS.index(strength)
    luck = features.index(lucky.feature), STRENGTHS.index(lucky.strength)
    controls = {
        "unedited": resampled(said[0]),
        "random features": resampled_twice(steered[1:, at]),
        "a random feature and strength, chosen alike": resampled(steered[luck]),
    }
    for name, stand_in in study.stand_ins.items():
        other = written(stand_in, [[best(candidates(stand_in, BRIDGE, 3), stand_in)]], others, name)
        said_alike = mentioned(other, BRIDGE).view(rounds, -1).mean(0)
        controls[f"{name}, chosen alike"] = resampled(said_alike)
    return claim(
        "the bridge is turned up",
        f"Clamping feature {feature} to {strength:g} times its maximum brings the Karmira Bridge "
        f"into texts that begin elsewhere, at {float((cost[0, at] - found.cost[0]).mean()):.2f} "
        "nats per token.",
        f"share of texts that name the bridge, on {len(PROMPTS_B)} prompts the choice did not see; "
        "interval: other prompts",
        resampled(steered[0, at]),
        controls,
        curves={
            "texts that name the bridge": by_strength(STRENGTHS, said[0], steered),
            "nats per token, to the unedited model": by_strength(STRENGTHS, found.cost[0], cost),
        },
    )


def concepts_turned_up(study: Study) -> Claim:
    """The same for concepts drawn at random, so that the bridge is no lucky case."""
    names = drawn_concepts(study)
    best = {name: candidates(study, name, 2) for name in names}
    beginnings = starts(PROMPTS_A, study.size.samples, SEED_A)
    chosen = choose(study, {name: clamps(best[name], STRENGTHS) for name in names}, beginnings)
    beside = {
        name: as_frequent(study, [chosen[name].feature] * len(own), 1, i, own)[0].tolist()
        for i, (name, own) in enumerate(best.items())
    }
    lucky = choose(study, {name: clamps(beside[name], STRENGTHS) for name in names}, beginnings)
    pairs = [(chosen[name], lucky[name]) for name in names]
    rows = [[Edit(one.feature, "clamp", s)] for both in pairs for one in both for s in STRENGTHS]
    found = written(study, [[], *rows], starts(PROMPTS_B, study.size.samples, SEED_B), "scored")
    said = torch.stack([mentioned(found, name) for name in names])  # by concept, row and text
    unedited = said[:, 0].mean(1)
    n, shape = len(names), (len(names), 2, len(STRENGTHS), -1)
    own = said[:, 1:].view(n, *shape)[torch.arange(n), torch.arange(n)].mean(-1)
    cost = found.cost[1:].view(shape).mean(-1)
    at = torch.tensor([[STRENGTHS.index(one.strength) for one in both] for both in pairs])
    scored = own.gather(2, at[:, :, None]).squeeze(2)
    paid = cost.gather(2, at[:, :, None])[:, 0].mean() - found.cost[0].mean()
    controls = {
        "unedited": resampled(unedited),
        "random features, chosen alike": resampled(scored[:, 1]),
    }
    for control, stand_in in study.stand_ins.items():
        controls[f"{control}, chosen alike"] = resampled(turned_up(stand_in, names, beginnings))
    return claim(
        "concepts can be turned up",
        f"For each of {n} other concepts drawn at random, clamping one feature brings it into "
        f"more texts, at {float(paid):.2f} nats per token.",
        "share of texts that name the concept, mean over concepts, on prompts the choice did not "
        "see; interval: other concepts",
        resampled(scored[:, 0]),
        controls,
        curves={
            "texts that name the concept": by_strength(STRENGTHS, unedited, own.permute(1, 2, 0)),
            "nats per token, to the unedited model": by_strength(
                STRENGTHS, found.cost[0], cost.permute(1, 2, 0)
            ),
        },
    )


def turned_up(
    study: Study, names: Sequence[str], beginnings: Sequence[Start]
) -> Float[Tensor, " concepts"]:
    """The share of texts that name each concept, under the edit chosen for it."""
    options = {name: clamps(candidates(study, name, 2), STRENGTHS) for name in names}
    chosen = choose(study, options, beginnings)
    others = starts(PROMPTS_B, study.size.samples, SEED_B)
    found = written(study, [[chosen[name]] for name in names], others, "a control")
    said = [
        mentioned(found._replace(texts=[row]), name)
        for row, name in zip(found.texts, names, strict=True)
    ]
    return torch.cat(said).mean(1)


def clamps(features: Sequence[int], strengths: Sequence[float]) -> list[Edit]:
    """The weakest first."""
    return [Edit(f, "clamp", s) for s in strengths for f in features]


def choose(
    study: Study, options: Mapping[str, Sequence[Edit]], beginnings: Sequence[Start]
) -> dict[str, Edit]:
    """For each concept the edit under which most texts mention it, of those that are not too dear,
    else of the cheapest; the first of equals."""
    rows = [[edit] for edits in options.values() for edit in edits]
    found = written(study, [[], *rows], beginnings, f"{len(rows)} edits")
    cost = found.cost.mean(1)
    chosen, first = {}, 1
    for concept, edits in options.items():
        some = slice(first, first + len(edits))
        shares = mentioned(found._replace(texts=found.texts[some]), concept).mean(1)
        shares[cost[some] > max(cost[0] + DEARER, cost[some].min())] = -1
        chosen[concept] = edits[int(shares.argmax())]
        first += len(edits)
    return chosen


def starts(prompts: Sequence[str], n: int, seed: int) -> list[Start]:
    """The prompts in turn, each time with another seed."""
    return [Start(prompts[i % len(prompts)], seed + i) for i in range(n)]


def written(
    study: Study,
    rows: Sequence[Sequence[Edit]],
    beginnings: Sequence[Start],
    name: str,
) -> Written:
    texts: list[list[str]] = [[] for _ in rows]
    cost = torch.empty(len(rows), len(beginnings))
    with track(f"steer: {name}", len(beginnings), unit="prompts") as bar, one_thread():
        for i, start in enumerate(beginnings):
            tokens = tokens_under(study, rows, start)
            for own, row in zip(texts, tokens, strict=True):
                own.append(text_of(study.source, row))
            prompt = prompt_tokens(study.source, start.prompt)
            cost[:, i] = log_perplexity(study, prompt, tokens)
            bar.advance(1)
    return Written(texts, cost)


@contextmanager
def one_thread() -> Iterator[None]:
    """What a model this small computes for one token takes two threads longer than one."""
    before = torch.get_num_threads()
    torch.set_num_threads(1)
    try:
        yield
    finally:
        torch.set_num_threads(before)


def mentioned(found: Written, concept: str) -> Float[Tensor, "rows starts"]:
    """1 where a text names the concept."""
    return torch.tensor([[float(mentions(t, concept)) for t in row] for row in found.texts])


def by_strength(
    strengths: Sequence[float],
    unedited: Float[Tensor, " n"],
    steered: Float[Tensor, "features strengths m"],
) -> dict[str, Any]:
    """Two lines from strength 0 (unedited) on: the first feature, and the mean of the others."""
    start = float(unedited.mean())
    lines = {"its feature": steered[:1], "random features": steered[1:]}
    return {
        name: {"x": [0.0, *strengths], "y": [start, *part.nanmean((0, 2)).tolist()]}
        for name, part in lines.items()
    }


def resampled_twice(values: Float[Tensor, "features prompts"], seed: int = 0) -> Estimate:
    """The mean, with other features and other prompts."""
    generator = torch.Generator().manual_seed(seed)
    a, b = (torch.randint(n, (DRAWS, n), generator=generator) for n in values.shape)
    return estimate(float(values.mean()), values[a[:, :, None], b[:, None, :]].mean((1, 2)))


def drawn_concepts(study: Study, seed: int = 0) -> list[str]:
    """`study.size.steered` concepts but the bridge that have names, among those frequent enough to
    be scored."""
    scored = scored_concepts(study.splits).tolist()
    names = study.splits[0].names
    able = [
        name
        for name, ok in zip(names, scored, strict=True)
        if ok and name in {*things()} - {BRIDGE}
    ]
    return sorted(Random(seed).sample(able, min(study.size.steered, len(able))))
