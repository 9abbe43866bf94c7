"""The report: every claim of the paper as a row, printed, and written as JSON, HTML and Markdown.

Each group of claims is kept in OUTPUT/claims as soon as it is measured, so a report that was
stopped goes on where it was.
"""

from collections.abc import Callable
from functools import cache
from itertools import islice
from pathlib import Path
from typing import Any
from zlib import crc32

from sonde.activations.source import of_checkpoint
from sonde.atlas.build import build
from sonde.atlas.config import AtlasConfig
from sonde.core.config import parse, to_dict
from sonde.core.errors import SondeError
from sonde.core.files import fingerprint, read_json, write_bytes, write_json
from sonde.core.interrupt import GracefulStop
from sonde.core.machine import describe
from sonde.core.progress import say
from sonde.miniature.claims import (
    ablation_claims,
    causal_claims,
    concept_claims,
    geometry_claims,
    image_claims,
    language_claims,
    safety_claims,
    size_claims,
)
from sonde.miniature.claims.claim import Claim
from sonde.miniature.claims.pages import Row, markdown, page, plots, strongest
from sonde.miniature.claims.study import (
    TRAINING,
    ReportConfig,
    Study,
    model_of,
    prepare,
    size_of,
)
from sonde.miniature.world import world

GROUPS: dict[str, Callable[[Study], list[Claim]]] = {
    "concepts": lambda s: [
        *concept_claims.found(s.readings, s.ranked, s.splits),
        concept_claims.completeness(s.by_size, s.controls, s.splits),
        *concept_claims.specificity(dict(s.readings), s.splits),
    ],
    "languages": lambda s: [
        language_claims.across_languages(s),
        language_claims.parallel_sentences(s),
    ],
    "pictures": image_claims.multimodal,
    "steering": lambda s: [
        causal_claims.bridge_turned_up(s),
        causal_claims.concepts_turned_up(s),
    ],
    "effects": lambda s: [
        ablation_claims.ablation_removes(s),
        ablation_claims.attribution_predicts(s),
    ],
    "safety": safety_claims.safety_claims,
    "geometry": geometry_claims.neighbourhoods,
    "sizes": lambda s: [
        size_claims.growth(s.by_size, s.ladders, s.splits),
        size_claims.splitting(s.by_size, s.ladders, s.splits),
        size_claims.families(s.by_size, s.ladders, s.splits),
    ],
}


def report(config: ReportConfig) -> list[Row]:
    """Measures what is not there yet; writes `claims.json`, `claims.html`, and `claims.md` with its
    plots; gives the rows."""
    folder = Path(config.output)
    asked = measured_with(config)
    (folder / "claims").mkdir(parents=True, exist_ok=True)
    refuse_another(folder, asked)
    kept = {group: folder / "claims" / f"{group}.json" for group in GROUPS}
    if not all(path.exists() for path in kept.values()):
        study = prepare(config)
        with GracefulStop() as stop:
            for group, path in kept.items():
                if not path.exists():
                    say(f"claims: {group}")
                    write_json(path, [claim.row() for claim in GROUPS[group](study)])
                stop.check("What was measured is kept. Give the same command again to go on.")
    build(atlas_of(config))
    rows: list[Row] = [row for path in kept.values() for row in read_json(path)]
    facts = {"machine": describe(), "measured with": asked}
    write_json(folder / "claims.json", {**facts, "claims": rows})
    write_bytes(folder / "claims.html", page(rows, facts).encode())
    write_bytes(folder / "claims.md", markdown(rows, facts).encode())
    (folder / "plots").mkdir(exist_ok=True)
    for name, svg in plots(rows).items():
        write_bytes(folder / "plots" / name, svg.encode())
    return rows


def atlas_of(config: ReportConfig) -> AtlasConfig:
    """Pages of the features that the claims are of, for `sonde serve`."""
    folder, size = Path(config.output), size_of(config)
    trained = {"dictionary": str(folder / f"dictionary {size.features[-1]}")}
    fields = {**trained, "output": str(folder / "atlas"), "n_tokens": size.evidence}
    return parse(AtlasConfig, fields, "the report")


def measured_with(config: ReportConfig) -> dict[str, Any]:
    """The config and what it does not say: the model, the world and the code."""
    model = model_of(config)
    if not of_checkpoint(model):
        raise SondeError(
            f"{model.path} has no checkpoint: give --model a folder that `sonde miniature train` "
            "wrote."
        )
    asked = {name: value for name, value in to_dict(config).items() if name != "output"}
    asked |= {"model_files": of_checkpoint(model), "world": sample_of_world(TRAINING)}
    return asked | {"code": fingerprint(sorted(Path(__file__).parent.glob("*.py")))}


def refuse_another(folder: Path, asked: dict[str, Any]) -> None:
    """What was measured under one config, of one model and one world and by one code, is never
    shown as measured under another; nor are dictionaries of one used for another."""
    path, measured = folder / "measured_with.json", any((folder / "claims").glob("*.json"))
    kept = read_json(path) if path.exists() else {} if measured else asked
    other = [name for name, value in asked.items() if kept.get(name) != value]
    if other == ["code"] and not measured:
        other = []  # dictionaries are what they were
    if other:
        there = folder / "claims" if other == ["code"] else folder
        raise SondeError(
            f"{folder} was measured with another {', another '.join(other)}: give another output, "
            f"or remove {there}."
        )
    write_json(path, asked)


@cache
def sample_of_world(seed: int, n: int = 2000) -> str:
    """A number that another world would hardly have."""
    texts = "".join(document.text for document in islice(world(seed), n))
    return f"{crc32(texts.encode()):08x}"


def lines(rows: list[Row]) -> list[str]:
    """The rows as text: the verdict, the measure, the strongest control."""
    found = []
    for row in rows:
        low, high = row["interval"]
        verdict = "holds" if row["passed"] else "FAILS"
        found.append(
            f"{verdict:<6} {row['name']:<44} {row['measure']:>7.3f} [{low:.3f}, {high:.3f}]"
        )
        if row["control"]:
            name, best = strongest(row)
            interval = f"[{best['low']:.3f}, {best['high']:.3f}]"
            found.append(f"       {'best control: ' + name:<44} {best['value']:>7.3f} {interval}")
    held = sum(row["passed"] for row in rows)
    return [
        *found,
        "",
        f"{held} of {len(rows)} claims hold: the interval is clear of every control's.",
    ]
