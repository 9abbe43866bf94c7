"""The whole story on the miniature: the generated world and the small Llama in the package."""

import time
from pathlib import Path
from typing import Any

from sonde.cli.pipeline import RunConfig, run
from sonde.core.artifact import Artifact
from sonde.core.config import parse
from sonde.core.errors import SondeError
from sonde.core.files import read_json, write_json
from sonde.core.progress import clock_time, say
from sonde.core.terminal import printable

SEED = 20_000  # of the demo's documents; the model was trained on others
SIZES: dict[bool, dict[str, Any]] = {
    False: {
        "documents": 8_000,
        "harvest": 400_000,
        "train": 1_200_000,
        "features": 4096,
        "atlas": 200_000,
    },
    True: {
        "documents": 2_600,
        "harvest": 150_000,
        "train": 400_000,
        "features": 1024,
        "atlas": 60_000,
    },
}


def demo(output: Path, quick: bool, serve: bool, port: int) -> None:
    """Harvest, train, evaluate, atlas, a printed summary, and the page at a loopback address."""
    from sonde.atlas.atlas import Atlas
    from sonde.dictionary.dictionary import Dictionary
    from sonde.miniature.claims.study import study_of

    start = time.monotonic()
    output = output / "quick" if quick else output
    refuse_old(output)
    config = demo_config(output, SIZES[quick])
    done = run(config)
    atlas = Atlas(done["atlas"].path)
    study = study_of(Dictionary.load(done["dictionary"]), 15_000 if quick else 40_000)
    lines = [*summary(done, atlas), *claims(study), *turned(atlas, study)]
    print(printable("\n".join(lines)))
    say(f"all of it took {clock_time(time.monotonic() - start)}. Go on with, for instance:")
    say(f"  sonde search {done['atlas'].path} bridge")
    say(f'  sonde steer {done["atlas"].path} "Mira and her friend" -e FEATURE=1')
    say(f"  sonde serve {done['atlas'].path}")
    if serve:
        from sonde.app.config import ServeConfig
        from sonde.app.server import serve as serve_page

        page = {"atlas": str(done["atlas"].path), "port": port}
        serve_page(parse(ServeConfig, page, "the flags"))


def refuse_old(output: Path) -> None:
    """What was made of another miniature, before an update, is not gone on with."""
    from sonde.activations.source import of_checkpoint
    from sonde.miniature.claims.report import sample_of_world
    from sonde.miniature.model import model_path
    from sonde.model.config import ModelConfig

    made_of = {
        "model": of_checkpoint(ModelConfig(path=str(model_path()))),
        "world": sample_of_world(SEED, 200),
    }
    path = output / "made_of.json"
    known = path.exists() or not (output / "world.jsonl").exists()
    if not known or (path.exists() and read_json(path) != made_of):
        raise SondeError(
            f"{output} is of another miniature, from before an update: remove it, or give another "
            "--output."
        )
    output.mkdir(parents=True, exist_ok=True)
    write_json(path, made_of)


def demo_config(output: Path, size: dict[str, Any]) -> RunConfig:
    from sonde.miniature.model import model_path
    from sonde.miniature.world import write_corpus

    corpus = output / "world.jsonl"
    if not corpus.exists():
        write_corpus(corpus, size["documents"], SEED)
    fields = {
        "output": str(output),
        "model": {"path": str(model_path())},
        "text": {"sources": [str(corpus)], "context_length": 128},
        "harvest": {"n_tokens": size["harvest"]},
        "train": {
            "dictionary": {"dictionary_size": size["features"], "k": 24},
            "n_tokens": size["train"],
        },
        "evaluate": {"n_tokens": 10_000},
        "atlas": {"n_tokens": size["atlas"]},
    }
    return parse(RunConfig, fields, "the demo")


def summary(done: dict[str, Artifact], atlas: Any) -> list[str]:
    """What came out: fidelity, and a few features."""
    measures = done["evaluation"].manifest.counts
    lines = [
        "",
        f"{atlas.n_features:,} features of {atlas.about['hook_point']} of the miniature, "
        "measured on held-out text:",
        f"  explained variance  {measures['explained_variance']:.3f}",
        f"  active per token    {measures['l0']:.1f}",
        f"  loss recovered      {measures['loss_recovered']:.3f}   "
        f"(model {measures['ce_model']:.2f}, spliced {measures['ce_spliced']:.2f}, "
        f"mean-ablated {measures['ce_ablated']:.2f} nats)",
        f"  never fired         {measures['dead_share']:.1%} of features "
        f"on {measures['n_tokens']:,.0f} tokens",
        "",
        "some features (labels made offline from their examples):",
    ]
    lines += [f"  {hit.feature:>6}  {hit.frequency:>7.2%}  {hit.label}" for hit in some(atlas)]
    return lines


def claims(study: Any) -> list[str]:
    """What this world, whose concepts are known, says of the features; `sonde miniature report`
    measures more, on more."""
    from sonde.miniature.claims import concept_claims, geometry_claims, language_claims
    from sonde.miniature.claims.report import lines

    measured = [
        *concept_claims.found(study.readings, study.ranked, study.splits),
        *concept_claims.specificity(dict(study.readings), study.splits),
        language_claims.parallel_sentences(study),
        *geometry_claims.neighbourhoods(study),
    ]
    head = (
        "the features against the concepts of the world, which are known, beside neurons, random "
        "directions and shuffles (`sonde miniature report` has stricter controls):"
    )
    return ["", head, *(f"  {line}" for line in lines([claim.row() for claim in measured])), ""]


def some(atlas: Any, n: int = 8) -> list[Any]:
    """Features spread over the middle of the frequency range."""
    hits = atlas.browse("frequency", limit=atlas.n_features)
    middle = hits[len(hits) // 10 : len(hits) // 2]
    return middle[:: max(1, len(middle) // n)][:n]


def turned(atlas: Any, study: Any) -> list[str]:
    """The famous bridge of this world turned up, beside the text without. Feature and strength are
    chosen on other prompts."""
    from sonde.cli.show import side_by_side
    from sonde.interventions.config import SteerConfig
    from sonde.interventions.steer import steer
    from sonde.miniature.claims.candidates import candidates
    from sonde.miniature.claims.causal_claims import (
        BRIDGE,
        PROMPTS_A,
        SEED_A,
        STRENGTHS,
        choose,
        clamps,
        starts,
    )

    options = clamps(candidates(study, BRIDGE, 3), STRENGTHS)
    edit = choose(study, {BRIDGE: options}, starts(PROMPTS_A, 2 * len(PROMPTS_A), SEED_A))[BRIDGE]
    prompt, maxima = "In a dream", {edit.feature: study.maximum(edit.feature)}
    settings = SteerConfig(n_tokens=60)
    texts = steer(study.source, study.dictionary, [edit], maxima, prompt, settings)
    labels = atlas.labels([edit.feature])
    return side_by_side(prompt, texts.default, texts.steered, [edit], labels)
