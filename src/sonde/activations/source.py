"""Text through the model to the hook points: the one place where activations come from.

Harvest, live training, evaluation and the atlas all read an `ActivationSource`, so they see the
same blocks, the same mask and the same check for NaN. Of several hook points every token has its
activations side by side in one row, and a token that is masked at one of them is masked at all.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

import torch
from jaxtyping import Bool, Float
from torch import Tensor

from sonde.activations.mask import kept, norm_limit
from sonde.core.config import parse, to_dict
from sonde.core.errors import SondeError
from sonde.core.files import fingerprint
from sonde.model.config import ModelConfig
from sonde.model.hook_points import HookPoint, resolve, resolve_all
from sonde.model.hooks import activations_of_all
from sonde.model.loading import LanguageModel, load, special_ids
from sonde.text.config import TextConfig
from sonde.text.documents import Share, documents
from sonde.text.packing import Blocks, pack

CALIBRATION_TOKENS = 8192  # from which the median norm is taken


class Harvested(NamedTuple):
    blocks: Blocks
    x: Float[Tensor, "n_blocks context_length d_in"]
    keep: Bool[Tensor, "n_blocks context_length"]  # False at BOS, sinks and padding


class Place(NamedTuple):
    hook_point: HookPoint
    norm_limit: float  # a token with a larger norm there is masked


@dataclass(frozen=True)
class ActivationSource:
    model: LanguageModel
    text: TextConfig
    hook_point: HookPoint
    norm_limit: float
    share: Share = "train"
    batch_blocks: int = 16
    others: tuple[Place, ...] = ()  # further hook points

    def __call__(self, skip_blocks: int = 0) -> Iterator[Harvested]:
        """Batches of blocks with their activations, from any block of the stream on."""
        for blocks in self.blocks(skip_blocks):
            hook_points = [place.hook_point for place in self.places]
            xs = activations_of_all(self.model, hook_points, blocks.tokens)
            keep = torch.stack(
                [
                    kept(blocks.tokens, x, self.special, place.norm_limit, blocks.documents)
                    for x, place in zip(xs, self.places, strict=True)
                ]
            ).all(0)
            x = torch.cat(xs, -1)
            refuse_not_finite(x, blocks, self.model)
            yield Harvested(blocks, x, keep)

    def blocks(self, skip_blocks: int = 0) -> Iterator[Blocks]:
        stream = documents(self.text, self.share)
        length = self.text.context_length
        return pack(stream, self.model.tokenizer, length, self.batch_blocks, skip_blocks)

    @property
    def places(self) -> tuple[Place, ...]:
        return (Place(self.hook_point, self.norm_limit), *self.others)

    @property
    def widths(self) -> tuple[int, ...]:
        """How wide the part of each hook point is."""
        return (self.model.d_model,) * len(self.places)

    @property
    def d_in(self) -> int:
        return sum(self.widths)

    @property
    def special(self) -> frozenset[int]:
        return special_ids(self.model.tokenizer)

    def about(self) -> dict[str, Any]:
        """What later stages need to read the same activations again."""
        parts = [
            {"hook_point": str(place.hook_point), "norm_limit": place.norm_limit, "width": width}
            for place, width in zip(self.places, self.widths, strict=True)
        ]
        return {
            "model": to_dict(self.model.config),
            "text": to_dict(self.text),
            "hook_point": ",".join(str(place.hook_point) for place in self.places),
            "norm_limit": self.norm_limit,
            "d_in": self.d_in,
            "batch_blocks": self.batch_blocks,
            "computed_in": str(self.model.dtype).removeprefix("torch."),
            "fingerprints": fingerprints(self.model.config, self.text),
            **({"parts": parts} if self.others else {}),
        }


def open_source(
    model: ModelConfig,
    text: TextConfig,
    hook_point: str,
    share: Share = "train",
    batch_blocks: int = 16,
    sink_ratio: float = 10.0,
) -> ActivationSource:
    """Loads the model up to the last of the hook points (commas between them) and takes the median
    norm at each from the first blocks."""
    loaded = load(model, until=hook_point)
    refuse_too_long(loaded, text)
    found = resolve_all(hook_point, loaded.n_layers)
    first, *others = (Place(place, float("inf")) for place in found)
    source = ActivationSource(loaded, text, *first, share, batch_blocks, tuple(others))
    first, *others = map(Place, found, calibrate(source, sink_ratio))
    return ActivationSource(loaded, text, *first, share, batch_blocks, tuple(others))


def source_of(
    about: dict[str, Any],
    share: Share,
    whole: bool = False,
    text: TextConfig | None = None,
    device: str = "auto",
) -> ActivationSource:
    """The source that an artifact's `about` describes, on the same or on other text.

    `whole` loads all layers and the head, as splicing and steering need.
    """
    needed = ("model", "text", "hook_point", "norm_limit")
    missing = [name for name in needed if not about.get(name)]
    if missing:
        raise SondeError(
            f"This dictionary does not say its {', '.join(missing)} (was it converted from "
            'elsewhere?): train it with `sonde train`, or write them under "about" in its '
            "manifest.json."
        )
    refuse_parts(about)
    config = parse(ModelConfig, {**about["model"], "device": device}, "the artifact's model")
    own = parse(TextConfig, about["text"], "the artifact's text")
    refuse_trained_on(own, text, share)
    refuse_changed(about, config)
    loaded = load(config, until=None if whole else about["hook_point"])
    refuse_too_long(loaded, text or own)
    place = resolve(about["hook_point"], loaded.n_layers)
    batch_blocks = about.get("batch_blocks", ActivationSource.batch_blocks)
    return ActivationSource(loaded, text or own, place, about["norm_limit"], share, batch_blocks)


def refuse_parts(about: dict[str, Any]) -> None:
    if parts := about.get("parts"):
        names = " and ".join(part["hook_point"] for part in parts)
        raise SondeError(
            f"This dictionary was trained on {names} together. It can be trained, measured on "
            "activations (`sonde grid` with measure_on) and compared (`sonde stability`); splicing,"
            " steering and an atlas need a dictionary of one hook point."
        )


def refuse_trained_on(own: TextConfig, text: TextConfig | None, share: Share) -> None:
    """A larger held-out share of the same text would hold documents that were trained on."""
    if text is None or share != "held_out" or text.held_out <= own.held_out:
        return
    if both := sorted({*own.sources} & {*text.sources}):
        raise SondeError(
            f"held_out={text.held_out} of {both[0]} holds documents that the dictionary was "
            f"trained on: at most --held-out {own.held_out} was kept from it."
        )


def refuse_too_long(model: LanguageModel, text: TextConfig) -> None:
    longest = getattr(model.text_config, "max_position_embeddings", None)
    if longest is not None and text.context_length > longest:
        raise SondeError(
            f"context_length={text.context_length} exceeds the {longest} positions of "
            f"{model.config.path}: lower it (--context-length {longest})."
        )


def fingerprints(model: ModelConfig, text: TextConfig) -> dict[str, str]:
    """Short hashes of the files of the model and of the text, empty for what is not on this
    machine."""
    folder = Path(model.path or "/nowhere").expanduser()
    files = sorted([*folder.glob("*.safetensors"), *folder.glob("*.json")])
    return {
        "model": " ".join(fingerprint(file) for file in files),
        "text": " ".join(filter(None, (fingerprint(Path(s).expanduser()) for s in text.sources))),
    }


def refuse_changed(
    about: dict[str, Any], model: ModelConfig | None = None, text: TextConfig | None = None
) -> None:
    """Raises where the model, or the text, is there but no longer what was read the first time."""
    known = about.get("fingerprints", {})
    now = fingerprints(model or ModelConfig(path=""), text or TextConfig(sources=("",)))
    for name, path in (("model", model and model.path), ("text", text and text.sources[0])):
        if path and known.get(name) and now[name] and known[name] != now[name]:
            raise SondeError(
                f"The {name} {path} has changed since its activations were read. Put the old one "
                "back, or harvest into another --output."
            )


def calibrate(source: ActivationSource, sink_ratio: float) -> list[float]:
    """The largest norm of an ordinary token at each place."""
    tokens, xs, owners, seen = [], [], [], 0
    for harvested in source():
        tokens.append(harvested.blocks.tokens.flatten())
        owners.append(harvested.blocks.documents.flatten())
        xs.append(harvested.x.flatten(0, 1).cpu())
        seen += len(tokens[-1])
        if seen >= CALIBRATION_TOKENS:
            break
    read, of = torch.cat(tokens), torch.cat(owners)
    return [
        norm_limit(read, x, source.special, sink_ratio, of)
        for x in torch.cat(xs).split(source.widths, -1)
    ]


def refuse_not_finite(
    x: Float[Tensor, "n_blocks context_length d_in"], blocks: Blocks, model: LanguageModel
) -> None:
    """Names the document and the token at which the model produced NaN or infinity."""
    bad = ~torch.isfinite(x).all(-1) & (blocks.documents >= 0).to(x.device)
    if not bad.any():
        return
    block, position = (int(i) for i in bad.nonzero()[0])
    document = blocks.texts[int(blocks.documents[block, position])]
    start, end = int(blocks.starts[block, position]), int(blocks.ends[block, position])
    raise SondeError(
        f"The model gives NaN or infinite activations at document {document.name!r}, "
        f"token {position} of block {blocks.first + block}: {document.text[start:end]!r} "
        f"(character {start}). {cause(model)}"
    )


def cause(model: LanguageModel) -> str:
    """Why a model may give NaN, and what mends it."""
    for name, weight in model.module.named_parameters():
        if not weight.isfinite().all():
            return f"Its weight {name} holds NaN or infinity: fetch the checkpoint again."
    return "Load it in float32 (--dtype float32), or leave that document out."
