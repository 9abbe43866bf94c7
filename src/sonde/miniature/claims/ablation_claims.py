"""Is a feature needed: what the model loses without it, and whether attribution foresees it."""

from collections.abc import Collection, Iterator, Sequence
from random import Random
from typing import NamedTuple

import torch
from jaxtyping import Bool, Float, Int
from torch import Tensor

from sonde.activations.mask import kept
from sonde.core.progress import track
from sonde.interventions.attribution import Attributions, attributions
from sonde.interventions.edits import Edit, apply_edits, edit_table
from sonde.interventions.splice import spliced
from sonde.miniature.claims.causal_claims import drawn_concepts
from sonde.miniature.claims.claim import (
    DRAWS,
    Claim,
    Estimate,
    claim,
    estimate,
    rank_correlation,
    resampled,
)
from sonde.miniature.claims.edited import alike, halfway, losses, one_of
from sonde.miniature.claims.evidence import Page, is_sign, pages
from sonde.miniature.claims.sentences import Sentences
from sonde.miniature.claims.study import SCORING, Study, texts
from sonde.model.hooks import activations

RANDOM = 3  # features ablated beside each concept's own
BATCH = 16  # blocks in one forward
POSITIONS_PER_SAMPLE = 16  # positions of the claim on attribution, for each text of `samples`


class Scene(NamedTuple):
    """Blocks that name a concept. A prediction is at the position before its token."""

    tokens: Int[Tensor, "n length"]
    named: Bool[Tensor, "n length-1"]  # predictions of a token inside one of its names
    elsewhere: Bool[Tensor, "n length-1"]  # the other predictions of a document's text


class Drop(NamedTuple):
    """Nats of log p that predictions lose, inside the names and elsewhere."""

    named: float
    elsewhere: float


def ablation_removes(study: Study) -> Claim:
    concepts = drawn_concepts(study)
    found = scenes(study, concepts)
    own: list[Drop] = []
    others: list[list[Drop]] = []
    theirs: dict[str, list[Drop]] = {name: [] for name in study.stand_ins}
    with track("ablate", len(found), unit="concepts") as bar:
        for i, (concept, scene) in enumerate(found.items()):
            feature = study.feature_of(concept)
            fired = firings(study, scene)
            rng = torch.Generator().manual_seed(i)
            beside = alike(fired, [feature] * RANDOM, rng, study.best_of(concept, 5))
            drops = drops_without(study, scene, [feature, *beside])
            own.append(drops[0])
            others.append(drops[1:])
            for name, stand_in in study.stand_ins.items():
                theirs[name] += drops_without(stand_in, scene, [stand_in.feature_of(concept)])
            bar.advance(1)
    ablated, random = torch.tensor(own), torch.tensor(others).movedim(1, 0)  # repeats first
    controls = {"a random feature, as frequent there": one_of([*random[..., 0]])}
    for name, alike_chosen in theirs.items():
        controls[f"{name}, chosen alike"] = resampled(torch.tensor(alike_chosen)[:, 0])
    random = random.mean(0)
    return claim(
        "ablation removes the concept",
        "Without the feature that fits a concept best the model expects the concept's names less.",
        "drop of log p in nats at tokens inside the names, mean over concepts; interval: other "
        "concepts",
        resampled(ablated[:, 0]),
        controls,
        curves={
            "drop of log p by concept, largest first": {
                "inside the names": ranked(ablated[:, 0]),
                "elsewhere": ranked(ablated[:, 1]),
                "inside the names, a random feature": ranked(random[:, 0]),
                "elsewhere, a random feature": ranked(random[:, 1]),
            }
        },
    )


def ranked(values: Float[Tensor, " n"]) -> dict[str, list[float]]:
    known = values[~values.isnan()].sort(descending=True).values.tolist()
    return {"x": [float(i + 1) for i in range(len(known))], "y": known}


def scoring_pages(study: Study, batch_blocks: int = BATCH) -> Iterator[Page]:
    """The blocks of the scoring split."""
    return pages(study.source, texts(SCORING, study.size), batch_blocks)


def scenes(study: Study, concepts: Sequence[str]) -> dict[str, Scene]:
    """Up to `samples` blocks for every concept that the scoring split names in sentences that the
    choosing split has not."""
    known = {*study.splits[0].sentences.tolist()}
    parts: dict[str, list[Scene]] = {concept: [] for concept in concepts}
    seen = 0
    for page in scoring_pages(study):
        seen += page.blocks.tokens.numel()
        text = page.blocks.documents >= 0
        text &= page.blocks.ends > page.blocks.starts
        text &= ~in_sentences(page, known)
        for concept in concepts:
            inside = name_tokens(page, concept)
            own, other = (text & inside)[:, 1:], (text & ~inside)[:, 1:]
            scene = Scene(page.blocks.tokens, own, other)
            parts[concept].append(Scene(*(part[own.any(1)] for part in scene)))
        enough = (sum(len(s.tokens) for s in of) >= study.size.samples for of in parts.values())
        if seen >= study.size.evidence or all(enough):
            break
    whole = {
        concept: Scene(*(torch.cat(part)[: study.size.samples] for part in zip(*of, strict=True)))
        for concept, of in parts.items()
    }
    return {concept: scene for concept, scene in whole.items() if len(scene.tokens)}


def in_sentences(page: Page, known: Collection[int]) -> Bool[Tensor, "n_blocks length"]:
    """Tokens of sentences with one of these numbers."""
    blocks = page.blocks
    of = {number: Sentences(document.text) for number, document in page.truth.items()}
    found = torch.zeros(blocks.tokens.shape, dtype=torch.bool)
    for row, column in (blocks.documents >= 0).nonzero().tolist():
        owner, start = int(blocks.documents[row, column]), int(blocks.starts[row, column])
        found[row, column] = of[owner].at(start) in known
    return found


def name_tokens(page: Page, concept: str) -> Bool[Tensor, "n_blocks length"]:
    """Tokens that overlap a name of the concept itself, not of a narrower one, and not its sign."""
    blocks = page.blocks
    found = torch.zeros(blocks.tokens.shape, dtype=torch.bool)
    for number, document in page.truth.items():
        own = [
            s
            for s in document.spans
            if s.concept == concept and not s.about and not is_sign(s, document.text)
        ]
        if not own:
            continue
        here = (blocks.documents == number) & (blocks.ends > blocks.starts)
        for span in own:
            found |= here & (blocks.starts < span.end) & (blocks.ends > span.start)
    return found


def firings(study: Study, scene: Scene) -> Int[Tensor, " size"]:
    """How often each feature fires on the blocks."""
    source = study.source
    x = activations(source.model, source.hook_point, scene.tokens)
    keep = kept(scene.tokens, x, source.special, source.norm_limit)
    codes = study.dictionary.encode(x[keep].float().cpu())
    return codes.features.bincount(minlength=study.dictionary.size)


def drops_without(study: Study, scene: Scene, features: Sequence[int]) -> list[Drop]:
    """What is lost by ablating each feature everywhere: a prediction sees only what is before."""
    read, found = halfway(study, list(scene.tokens)), []
    for feature in features:
        without = losses(read, [Edit(feature, "ablate")])
        lost = torch.stack(without) - torch.stack(read.plain)
        found.append(Drop(float(lost[scene.named].mean()), float(lost[scene.elsewhere].mean())))
    return found


class Foreseen(NamedTuple):
    """Every feature that is active at one position: what attribution says, and what is true."""

    attribution: Float[Tensor, " n"]
    codes: Float[Tensor, " n"]
    effect: Float[Tensor, " n"]  # nats of log p of the next token, lost without the feature


def attribution_predicts(study: Study) -> Claim:
    found = [f for f in foreseen(study) if len(f.effect)]
    effect = [f.effect for f in found]
    generator = torch.Generator().manual_seed(study.config.seed)
    shuffled = [f.attribution[torch.randperm(len(f.effect), generator=generator)] for f in found]
    order = torch.cat([f.attribution for f in found]).sort()
    shown = torch.linspace(0, len(order.values) - 1, min(500, len(order.values))).long()
    return claim(
        "attribution predicts ablation",
        "Code times slope, from one backward pass, ranks features by what their removal does. It "
        "is a method, and may do the same for other readers.",
        "rank correlation with the effect of ablation on log p of the next token; interval: other "
        "positions",
        correlated_by_position([f.attribution for f in found], effect),
        {
            "the code alone": correlated_by_position([f.codes for f in found], effect),
            "attributions shuffled": correlated_by_position(shuffled, effect),
        },
        curves={
            "effect of ablation by attribution, in nats": {
                "features at positions": {
                    "x": order.values[shown].tolist(),
                    "y": torch.cat(effect)[order.indices[shown]].tolist(),
                }
            }
        },
        beside={name: foresight(stand_in) for name, stand_in in study.stand_ins.items()},
    )


def foresight(study: Study) -> Estimate:
    """The same of another reader."""
    found = [f for f in foreseen(study) if len(f.effect)]
    return correlated_by_position([f.attribution for f in found], [f.effect for f in found])


def correlated_by_position(a: Sequence[Tensor], b: Sequence[Tensor], seed: int = 0) -> Estimate:
    """Rank correlation of all pairs; the interval is that of other positions."""
    rng = torch.Generator().manual_seed(seed)
    draws = []
    for _ in range(DRAWS):
        chosen = torch.randint(len(a), (len(a),), generator=rng).tolist()
        both = (torch.cat([x[i] for i in chosen]) for x in (a, b))
        draws.append(rank_correlation(*both))
    whole = rank_correlation(torch.cat(list(a)), torch.cat(list(b)))
    return estimate(float(whole), torch.stack(draws))


def foreseen(study: Study, batch: int = 8) -> Iterator[Foreseen]:
    """One position in each of the first scoring blocks."""
    wanted, rng = POSITIONS_PER_SAMPLE * study.size.samples, Random(study.config.seed)
    with track("attribute", wanted, unit="positions") as bar:
        for page in scoring_pages(study, batch):
            tokens, places = page.blocks.tokens, predictions(study, page, rng)
            found = attributed(study, tokens, places)
            for row, place in enumerate(places[: wanted - bar.done]):
                here = (found.rows == row) & (found.positions == place)
                features = found.features[here]
                effect = effects(study, tokens[row, : place + 2], features.tolist())
                yield Foreseen(found.values[here].cpu(), found.codes[here].cpu(), effect)
                bar.advance(1)
            if bar.done >= wanted:
                return


def predictions(study: Study, page: Page, rng: Random) -> list[int]:
    """A random position of each block at which a token of the same document is predicted."""
    blocks, special = page.blocks, torch.tensor(sorted(study.source.special))
    ordinary = (blocks.documents >= 0) & ~torch.isin(blocks.tokens, special)
    same = blocks.documents[:, 1:] == blocks.documents[:, :-1]
    able = ordinary[:, 1:] & ordinary[:, :-1] & same
    return [rng.choice(row.nonzero().flatten().tolist() or [0]) for row in able]


def attributed(
    study: Study, tokens: Int[Tensor, "n length"], places: Sequence[int]
) -> Attributions:
    """To log p of the token after the place, for each block."""
    rows, here = torch.arange(len(tokens)), torch.tensor(places)
    following = tokens[rows, here + 1]

    def metric(logits: Tensor) -> Tensor:
        return logits[rows, here].float().log_softmax(-1)[rows, following]

    return attributions(study.source, study.dictionary, tokens, metric)


@torch.no_grad()
def effects(
    study: Study, tokens: Int[Tensor, " place_and_next"], features: Sequence[int]
) -> Float[Tensor, " features"]:
    """log p of the last token, minus log p with each feature's part taken out of x at the token
    before it and nowhere else: what is before that token in its document is read once, into the
    cache."""
    source, model = study.source, study.source.model.module
    begins = (tokens[:-1] == source.model.tokenizer.bos_token_id).nonzero()
    tokens = tokens[int(begins[-1]) if len(begins) else 0 :]
    dictionary = study.dictionary.to(source.model.device)
    rows: list[list[Edit]] = [[], *([Edit(f, "ablate")] for f in features)]
    table = edit_table(rows, {}, dictionary.size)
    before, last = tokens[:-2], tokens[-2].expand(len(rows), 1)
    cache = None
    if len(before):
        cache = model(input_ids=before[None].to(model.device), use_cache=True).past_key_values
        cache.batch_repeat_interleave(len(rows))

    def change(x: Tensor, keep: Tensor) -> Tensor:
        return apply_edits(dictionary, table, x, keep)

    with spliced(source.model, source.hook_point, source.norm_limit, change):
        logits = model(
            input_ids=last.to(model.device), past_key_values=cache, use_cache=cache is not None
        ).logits
    log_p = logits[:, -1].float().log_softmax(-1)[:, int(tokens[-1])].cpu()
    return log_p[0] - log_p[1:]
