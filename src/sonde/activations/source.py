"""Text through the model to the hook points: the one place where activations come from.

Harvest, live training, evaluation and the atlas all read an `ActivationSource`, so they see the
same blocks, the same mask and the same check for NaN. Of several hook points every token has its
activations side by side in one row, and a token that is masked at one of them is masked at all.

The hook points may be of two models with the same tokens (`other:layers.3.resid_post` is one of the
other model): both read the same text.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate
from pathlib import Path
from typing import Any, NamedTuple

import torch
from jaxtyping import Bool, Float, Int
from torch import Tensor

from sonde.activations.mask import kept, norm_limit
from sonde.core.config import parse, to_dict
from sonde.core.errors import SondeError, nearest
from sonde.core.files import fingerprint
from sonde.core.plugins import refuse_unknown_plugins
from sonde.model.config import ModelConfig
from sonde.model.hook_points import HookPoint, resolve_all
from sonde.model.hooks import activations_of_all
from sonde.model.loading import LanguageModel, load, special_ids
from sonde.model.tokens import refuse_other_tokens
from sonde.text.config import OtherText, TextConfig, completed
from sonde.text.documents import Share, documents, fingerprint_of
from sonde.text.packing import Blocks, pack

CALIBRATION_TOKENS = 8192  # from which the median norm is taken
OTHER = "other:"  # before the name of a hook point of the other model


class Harvested(NamedTuple):
    blocks: Blocks
    x: Float[Tensor, "n_blocks context_length d_in"]
    keep: Bool[Tensor, "n_blocks context_length"]  # False at BOS, sinks and padding


class Place(NamedTuple):
    model: LanguageModel
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
            xs = self.read(blocks.tokens)
            keep = self.kept(blocks.tokens, xs, blocks.documents)
            for x, place in zip(xs, self.places, strict=True):
                refuse_not_finite(x, blocks, place.model)
            yield Harvested(blocks, torch.cat(xs, -1), keep)

    def read(self, tokens: Int[Tensor, "n_blocks position"]) -> list[Tensor]:
        """The activations at every hook point: one pass of each model."""
        found: dict[int, Tensor] = {}
        for model in self.models:
            mine = {n: place for n, place in enumerate(self.places) if place.model is model}
            hook_points = [place.hook_point for place in mine.values()]
            xs = activations_of_all(model, hook_points, tokens)
            found |= {n: x.to(self.model.device) for n, x in zip(mine, xs, strict=True)}
        return [found[n] for n in range(len(found))]

    def kept(
        self,
        tokens: Int[Tensor, "n_blocks position"],
        xs: Sequence[Tensor],
        documents: Int[Tensor, "n_blocks position"] | None = None,
    ) -> Bool[Tensor, "n_blocks position"]:
        """The tokens that count at every hook point, given the activations at each."""
        pairs = zip(xs, self.places, strict=True)
        return torch.stack(
            [kept(tokens, x, self.special, place.norm_limit, documents) for x, place in pairs]
        ).all(0)

    def blocks(self, skip_blocks: int = 0) -> Iterator[Blocks]:
        stream = documents(self.text, self.share)
        length = self.text.context_length
        return pack(stream, self.model.tokenizer, length, self.batch_blocks, skip_blocks)

    @property
    def places(self) -> tuple[Place, ...]:
        return (Place(self.model, self.hook_point, self.norm_limit), *self.others)

    @property
    def models(self) -> list[LanguageModel]:
        """One, or two where hook points of another are read too."""
        further = [place.model for place in self.others if place.model is not self.model]
        return [self.model, *further[:1]]

    @property
    def names(self) -> list[str]:
        """Of the hook points, as a person writes them."""
        return [
            f"{'' if place.model is self.model else OTHER}{place.hook_point}"
            for place in self.places
        ]

    @property
    def widths(self) -> tuple[int, ...]:
        """How wide the part of each hook point is."""
        return tuple(place.model.d_model for place in self.places)

    @property
    def columns(self) -> list[slice]:
        """Where the part of each hook point stands in a row."""
        ends = list(accumulate(self.widths))
        return [slice(end - width, end) for end, width in zip(ends, self.widths, strict=True)]

    def rebuilt(self, d_out: int) -> list[int]:
        """The hook points that a dictionary rebuilds whose reconstruction is `d_out` wide: those of
        the last columns."""
        first = self.d_in - d_out
        return [n for n, columns in enumerate(self.columns) if columns.start >= first]

    def number_of(self, name: str | None, d_out: int) -> int:
        """The hook point of that name among those that are rebuilt; the last when it is absent."""
        among = {self.names[n]: n for n in self.rebuilt(d_out)}
        if name is None:
            return [*among.values()][-1]
        if name not in among:
            known = ", ".join(among)
            raise SondeError(
                f"This dictionary does not rebuild {name!r}: it rebuilds {known}."
                f"{nearest(name, among)}"
            )
        return among[name]

    @property
    def d_in(self) -> int:
        return sum(self.widths)

    @property
    def special(self) -> frozenset[int]:
        return frozenset().union(*(special_ids(model.tokenizer) for model in self.models))

    def about(self) -> dict[str, Any]:
        """What later stages need to read the same activations again."""
        found = zip(self.names, self.places, self.widths, strict=True)
        parts = [
            {"hook_point": name, "norm_limit": place.norm_limit, "width": width}
            for name, place, width in found
        ]
        second = self.models[1] if len(self.models) > 1 else None
        other = second.config if second else None
        return {
            "model": to_dict(self.model.config),
            "text": to_dict(self.text),
            "hook_point": ",".join(self.names),
            "norm_limit": self.norm_limit,
            "d_in": self.d_in,
            "batch_blocks": self.batch_blocks,
            "computed_in": dtype_of(self.model),
            "fingerprints": fingerprints(self.model.config, self.text, other),
            **({"parts": parts} if self.others else {}),
            **({"other_model": to_dict(other)} if other else {}),
            **({"other_computed_in": dtype_of(second)} if second else {}),
        }


def dtype_of(model: LanguageModel) -> str:
    return str(model.dtype).removeprefix("torch.")


def open_source(
    model: ModelConfig,
    text: TextConfig,
    hook_point: str,
    share: Share = "train",
    batch_blocks: int = 16,
    sink_ratio: float = 10.0,
    other: ModelConfig | None = None,
) -> ActivationSource:
    """Loads the model up to the last of the hook points (commas between them) and takes the median
    norm at each from the first blocks. With another model, every hook point is one of both unless
    some are said to be of the other."""
    places = open_places(names_of(hook_point, other is not None), model, other)
    for place in places:
        refuse_too_long(place.model, text)
    found = calibrate(source_at(places, text, share, batch_blocks), sink_ratio)
    known = [place._replace(norm_limit=limit) for place, limit in zip(places, found, strict=True)]
    return source_at(known, text, share, batch_blocks)


def source_at(
    places: Sequence[Place], text: TextConfig, share: Share, batch_blocks: int
) -> ActivationSource:
    first, *others = places
    return ActivationSource(
        first.model, text, first.hook_point, first.norm_limit, share, batch_blocks, tuple(others)
    )


def names_of(hook_point: str, two: bool) -> list[str]:
    """The hook points of both models, those of the first model first."""
    names = [name.strip() for name in hook_point.split(",")]
    theirs = [name for name in names if name.startswith(OTHER)]
    own = [name for name in names if name not in theirs]
    if theirs and not two:
        raise SondeError(f"{theirs[0]!r} is of another model: say which with --other-model.")
    if not own:
        raise SondeError(
            f"{hook_point!r} names no hook point of the model itself: name one, or leave out "
            "--other-model."
        )
    return [*own, *(theirs or [OTHER + name for name in own if two])]


def open_places(
    names: Sequence[str], model: ModelConfig, other: ModelConfig | None, whole: bool = False
) -> list[Place]:
    """Loads each model up to its last hook point, or whole; no token is masked for its norm."""
    theirs = [name.removeprefix(OTHER) for name in names if name.startswith(OTHER)]
    own = [name for name in names if not name.startswith(OTHER)]
    found = open_places_of(model, own, whole)
    if other is not None:
        found += open_places_of(other, theirs, whole)
        refuse_other_tokens(found[0].model, found[-1].model)
    return found


def open_places_of(config: ModelConfig, names: Sequence[str], whole: bool) -> list[Place]:
    joined = ",".join(names)
    loaded = load(config, until=None if whole else joined)
    hook_points = resolve_all(joined, loaded.n_layers)
    return [Place(loaded, hook_point, float("inf")) for hook_point in hook_points]


def source_of(
    about: dict[str, Any],
    share: Share,
    whole: bool = False,
    text: OtherText | None = None,
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
    config, other = models_of(about, device)
    own = own_text(about)
    wanted = own if text is None else completed(text, own)
    refuse_trained_on(own, wanted, share)
    refuse_changed(about, config, other=other)
    parts = about.get("parts") or [about]
    opened = open_places([part["hook_point"] for part in parts], config, other, whole)
    places = [
        place._replace(norm_limit=part["norm_limit"])
        for place, part in zip(opened, parts, strict=True)
    ]
    for place in places:
        refuse_too_long(place.model, wanted)
    batch_blocks = about.get("batch_blocks", ActivationSource.batch_blocks)
    return source_at(places, wanted, share, batch_blocks)


def own_text(about: dict[str, Any]) -> TextConfig:
    return parse(TextConfig, about["text"], "the artifact's text")


def models_of(about: dict[str, Any], device: str) -> tuple[ModelConfig, ModelConfig | None]:
    """The model of an artifact, and the other where there is one."""
    own, theirs = (
        parse(ModelConfig, {**about[name], "device": device}, "the artifact's model")
        if about.get(name)
        else None
        for name in ("model", "other_model")
    )
    assert own is not None
    refuse_unknown_plugins(own.plugin, None if theirs is None else theirs.plugin)
    return own, theirs


def refuse_trained_on(own: TextConfig, text: TextConfig, share: Share) -> None:
    """A larger held-out share of the same text would hold documents that were trained on."""
    if share != "held_out" or text.held_out <= own.held_out:
        return
    both = [name for name in text.sources if any(overlap(name, known) for known in own.sources)]
    if both:
        raise SondeError(
            f"held_out={text.held_out} of {both[0]} holds documents that the dictionary was "
            f"trained on: at most --held-out {own.held_out} was kept from it."
        )


def overlap(one: str, other: str) -> bool:
    """Whether two sources are the same however they are written, or one lies in the other."""
    paths = [Path(source).expanduser() for source in (one, other)]
    if one == other or not all(path.exists() for path in paths):
        return one == other  # names of the hub
    a, b = (path.resolve() for path in paths)
    return a.is_relative_to(b) or b.is_relative_to(a)


def refuse_too_long(model: LanguageModel, text: TextConfig) -> None:
    longest = getattr(model.text_config, "max_position_embeddings", None)
    if longest is not None and text.context_length > longest:
        raise SondeError(
            f"context_length={text.context_length} exceeds the {longest} positions of "
            f"{model.config.path}: lower it (--context-length {longest})."
        )


def fingerprints(
    model: ModelConfig, text: TextConfig, other: ModelConfig | None = None
) -> dict[str, str]:
    """Short hashes of the files of the models and of the text, empty for what is not on this
    machine."""
    found = {"model": of_checkpoint(model), "text": fingerprint_of(text)}
    return found if other is None else {**found, "other_model": of_checkpoint(other)}


def identity(config: Any, about: dict[str, Any]) -> dict[str, Any]:
    """What a stage that reads a dictionary's text, or another, is known by: its config, and what
    the other text holds (a dictionary's own is known with its activations)."""
    found = to_dict(config)
    if config.text is not None and about.get("text"):
        text = completed(config.text, own_text(about))
        found |= {"text": to_dict(text), "text_fingerprint": fingerprint_of(text)}
    return found


def of_checkpoint(model: ModelConfig) -> str:
    folder = Path(model.path or "/nowhere").expanduser()
    files = sorted([*folder.glob("*.safetensors"), *folder.glob("*.json")])
    return " ".join(fingerprint([file]) for file in files)


def refuse_changed(
    about: dict[str, Any],
    model: ModelConfig | None = None,
    text: TextConfig | None = None,
    other: ModelConfig | None = None,
) -> None:
    """Raises where a model, or the text, is there but no longer what was read the first time."""
    known, nobody = about.get("fingerprints", {}), ModelConfig(path="")
    now = fingerprints(model or nobody, text or TextConfig(sources=("",)), other or nobody)
    given = (("model", model and model.path), ("text", text and text.sources[0]))
    for name, path in (*given, ("other_model", other and other.path)):
        if path and known.get(name) and now[name] and known[name] != now[name]:
            raise SondeError(
                f"The {name.replace('_', ' ')} {path} has changed since its activations were read. "
                "Put the old one back, or harvest into another --output."
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
