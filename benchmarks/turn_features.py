"""How often a text mentions a feature's subject when the feature is clamped, beside two controls.

    python benchmarks/turn_features.py runs/tinystories/atlas 71:dog,pup 90:rain --json out.json

For each feature: the share of sampled texts with one of its words, (a) unedited, (b) clamped
to `--strength` times its maximum, (c) with another feature, drawn at random from those that fire
about as often, clamped to the same multiple of its own maximum. Intervals are 95 % Wilson.
`perplexity` is the unedited model's on the text: the cost. The words are chosen by a person who has
seen the labels.
"""

import argparse
import math
import random
import re

import torch
from reporting import write_report

from sonde.activations.source import source_of
from sonde.atlas.atlas import Atlas
from sonde.dictionary.dictionary import Dictionary
from sonde.interventions.config import SteerConfig
from sonde.interventions.edits import Edit
from sonde.interventions.steer import prompt_tokens, steer
from sonde.model.forward import next_token_losses

PROMPTS = ("Once upon a time", "One day,", "Tom and Lily", "The little boy")


def main() -> None:
    arguments = parse_arguments()
    atlas = Atlas(arguments.atlas)
    dictionary = Dictionary.load(atlas.dictionary())
    source = source_of(atlas.about, "all", whole=True)
    rng = random.Random(arguments.seed)
    rows = []
    for asked in arguments.features:
        number, _, words = asked.partition(":")
        feature, other = int(number), control(atlas, int(number), rng)
        texts = {
            "feature": samples(atlas, source, dictionary, feature, arguments),
            "control": samples(atlas, source, dictionary, other, arguments),
        }
        rows.append(row(source, feature, other, words.split(","), texts, atlas))
        print(line(rows[-1]), flush=True)
    write_report(arguments.json, arguments, rows)


def parse_arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=str(__doc__).splitlines()[0])
    parser.add_argument("atlas")
    parser.add_argument("features", nargs="+", help="FEATURE:word,word")
    parser.add_argument("--strength", type=float, default=3.0)
    parser.add_argument("--samples", type=int, default=20)
    parser.add_argument("--n-tokens", type=int, default=60)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--json")
    return parser.parse_args()


def control(atlas: Atlas, feature: int, rng: random.Random) -> int:
    """Another feature among the hundred whose frequency is nearest."""
    order = [hit.feature for hit in atlas.browse("frequency", limit=atlas.n_features)]
    at = order.index(feature)
    near = [f for f in order[max(0, at - 50) : at + 50] if f != feature]
    return rng.choice(near)


def samples(atlas, source, dictionary, feature, arguments):
    """(default, clamped) continuations, one per seed, the prompts in turn."""
    edit, maxima = Edit(feature, "clamp", arguments.strength), {feature: atlas.maximum(feature)}
    found = []
    for seed in range(arguments.samples):
        config = SteerConfig(n_tokens=arguments.n_tokens, temperature=0.8, seed=seed)
        prompt = PROMPTS[seed % len(PROMPTS)]
        found.append((prompt, *steer(source, dictionary, [edit], maxima, prompt, config)))
    return found


def row(source, feature, other, words, texts, atlas):
    shares = {
        "default": share([default for _, default, _ in texts["feature"]], words),
        "clamped": share([clamped for _, _, clamped in texts["feature"]], words),
        "control": share([clamped for _, _, clamped in texts["control"]], words),
    }
    return {
        "feature": feature,
        "label": atlas.labels([feature])[feature],
        "words": words,
        "control": other,
        "share": shares,
        "perplexity": {
            "default": perplexity(source, [(p, d) for p, d, _ in texts["feature"]]),
            "clamped": perplexity(source, [(p, c) for p, _, c in texts["feature"]]),
            "control": perplexity(source, [(p, c) for p, _, c in texts["control"]]),
        },
        "example": texts["feature"][0][2],
    }


def share(texts, words):
    pattern = re.compile(rf"\b({'|'.join(map(re.escape, words))})", re.IGNORECASE)
    return wilson(sum(bool(pattern.search(text)) for text in texts), len(texts))


def wilson(hits: int, n: int, z: float = 1.96) -> dict[str, float]:
    """A share with its 95 % interval."""
    p = hits / n
    middle = (p + z * z / (2 * n)) / (1 + z * z / n)
    half = z / (1 + z * z / n) * math.sqrt(p * (1 - p) / n + z * z / (4 * n * n))
    return {"share": p, "low": middle - half, "high": middle + half}


@torch.no_grad()
def perplexity(source, texts) -> float:
    """Of the unedited model on prompt and continuation together."""
    total = n = 0
    for prompt, text in texts:
        tokens = torch.tensor([prompt_tokens(source, prompt + text)])
        losses = next_token_losses(source.model, tokens)
        total, n = total + float(losses.sum()), n + losses.numel()
    return math.exp(total / n)


def line(row) -> str:
    parts = [
        f"{name} {value['share']:.0%} [{value['low']:.0%}, {value['high']:.0%}]"
        for name, value in row["share"].items()
    ]
    costs = ", ".join(f"{name} {value:.1f}" for name, value in row["perplexity"].items())
    return (
        f"{row['feature']} ({row['label']}) on {'/'.join(row['words'])}: "
        f"{'; '.join(parts)}; perplexity {costs}; control feature {row['control']}\n"
        f"    {row['example']!r}"
    )


if __name__ == "__main__":
    main()
