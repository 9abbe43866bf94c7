"""SAELens (v6): `cfg.json` and `sae_weights.safetensors`, encoders stored [d_in, d_sae].

    standard   relu(h)                                     W_enc b_enc W_dec b_dec
    jumprelu   relu(h) * (h > threshold)                   and threshold
    gated      (e > -b_gate) * relu(exp(r_mag) e + b_mag)  e = x W_enc, no b_enc
    topk       the k largest h, then relu                  ranked by h |W_dec| if rescale_acts_...
    batchtopk  training checkpoint: h > topk_threshold
    [jumprelu_][skip_]transcoder   of another hook point, d_out wide; + x W_skip^T [d_out, d_in]

b_dec is subtracted first where `apply_b_dec_to_input` says so. A gate is a threshold on the
magnitude m = exp(r_mag) e + b_mag: e > -b_gate is m > b_mag - exp(r_mag) b_gate.
"""

import json
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import torch
from torch import Tensor

from sonde.core.errors import SondeError
from sonde.core.files import load_tensors, refuse_pickles, save_tensors, write_bytes
from sonde.core.plugins import without_unknown_plugins
from sonde.dictionary.formats.places import ours, theirs
from sonde.dictionary.formats.plain import (
    Plain,
    as_float,
    build,
    magnitudes,
    unit,
    without_centre,
)
from sonde.dictionary.formats.reading import (
    refuse_contradiction,
    refuse_names,
    settings_of,
    whole,
)

WEIGHTS, CONFIG = "sae_weights.safetensors", "cfg.json"
LAYOUT = "6.0.0"  # of SAELens; without it the file counts as older, and metadata is not read
STANDS_IN = "threshold_for_top_k"
LINEAR = ["W_enc", "b_enc", "W_dec", "b_dec"]
NEEDED = {
    "standard": LINEAR,
    "jumprelu": [*LINEAR, "threshold"],
    "topk": LINEAR,
    "batchtopk": [*LINEAR, "topk_threshold"],
    "gated": ["W_enc", "W_dec", "b_dec", "b_gate", "b_mag", "r_mag"],
    "transcoder": LINEAR,
    "skip_transcoder": [*LINEAR, "W_skip"],
    "jumprelu_transcoder": [*LINEAR, "threshold"],
    "jumprelu_skip_transcoder": [*LINEAR, "threshold", "W_skip"],
}


def recognise(path: Path) -> bool:
    return (path / CONFIG).is_file() and (path / WEIGHTS).is_file()


def read(folder: Path) -> Plain:
    settings = settings_of(folder / CONFIG)
    architecture = settings.get("architecture", "standard")
    if architecture not in NEEDED:
        raise SondeError(
            f"{folder} has architecture {architecture!r}: only {', '.join(NEEDED)} are read. "
            "Export it for inference from SAELens first; matryoshka batch top-k becomes jumprelu."
        )
    norm = settings.get("normalize_activations") or "none"
    if norm not in ("none", "layer_norm"):
        raise SondeError(f"{folder} normalises its input ({norm}): fold that in first.")
    for file in sorted(folder.iterdir()):
        refuse_pickles(file)
    where = folder / WEIGHTS
    tensors = load_tensors(where)
    refuse_names(tensors, NEEDED[architecture], where)
    d_in, size = tensors["W_enc"].shape[0], tensors["W_enc"].shape[-1]
    refuse_contradiction(folder / CONFIG, settings, {"d_in": d_in, "d_sae": size})
    if "transcoder" in architecture:
        return transcoder(tensors, settings, folder)
    plain = build(
        jumping(tensors, where),
        where,
        k=whole(settings.get("k"), "k", folder / CONFIG) if architecture == "topk" else None,
        centred=bool(settings.get("apply_b_dec_to_input", True)),
        layer_norm=norm == "layer_norm",
        about=about_of(settings),
    )
    if architecture in ("topk", "batchtopk") and settings.get("rescale_acts_by_decoder_norm"):
        return ranked_by_length(plain, architecture)
    stands_in = plain.about.pop(STANDS_IN, None)
    if plain.k is not None and isinstance(stands_in, float):
        return replace(plain, threshold=torch.full_like(plain.b_enc, stands_in))
    return plain


def transcoder(tensors: dict[str, Tensor], settings: dict[str, Any], folder: Path) -> Plain:
    """Nothing is subtracted first."""
    if (
        settings.get("apply_b_dec_to_input")
        or settings.get("normalize_activations") == "layer_norm"
    ):
        raise SondeError(
            f"{folder} is a transcoder that subtracts b_dec from what it reads, or divides that by "
            "its standard deviation, which SAELens itself cannot do: export it again."
        )
    d_out = tensors["W_dec"].shape[-1]
    refuse_contradiction(folder / CONFIG, settings, {"d_out": d_out})
    given = {**tensors, "b_in": tensors["W_enc"].new_zeros(tensors["W_enc"].shape[0])}
    if "W_skip" in tensors:
        given["W_skip"] = tensors["W_skip"].T.contiguous()
    return build(given, folder / WEIGHTS, about=about_of(settings))


def jumping(tensors: dict[str, Tensor], where: Path) -> dict[str, Tensor]:
    """The five tensors of a JumpReLU, whatever the architecture calls them."""
    if "topk_threshold" in tensors:  # float64, one for all
        threshold = as_float(tensors.pop("topk_threshold"), "topk_threshold", where)
        return {**tensors, "threshold": threshold.expand(tensors["b_enc"].shape).clone()}
    if "r_mag" not in tensors:
        return tensors
    floats = {name: as_float(tensor, name, where) for name, tensor in tensors.items()}
    kept = {name: floats[name] for name in ("W_dec", "b_dec")}
    r_mag, b_mag, b_gate = (floats[name] for name in ("r_mag", "b_mag", "b_gate"))
    return {**kept, **magnitudes(floats["W_enc"], r_mag, b_mag, b_gate, where)}


def ranked_by_length(plain: Plain, architecture: str) -> Plain:
    """The same with unit directions, where h is what SAELens ranks or compares: h |W_dec|."""
    if architecture == "topk":
        return unit(plain)
    return replace(unit(replace(plain, threshold=None)), threshold=plain.threshold)


def about_of(settings: dict[str, Any]) -> dict[str, Any]:
    """What SAELens knows of where a dictionary belongs, in our words."""
    extra = settings.get("metadata")
    extra = extra if isinstance(extra, dict) else {}
    if isinstance(extra.get("sonde"), dict):  # written by us: nothing was lost on the way
        return without_unknown_plugins({"d_in": settings.get("d_in"), **extra["sonde"]})
    place = ours(extra.get("hook_name"))
    return {"saelens": extra, "hook_point": place, "d_in": settings.get("d_in")}


def one_threshold(plain: Plain) -> dict[str, float]:
    """What stands in for k where features have one threshold: theirs has no other place for it."""
    if plain.threshold is None or len(plain.threshold.unique()) > 1:
        return {}
    return {STANDS_IN: float(plain.threshold[0])}


def as_sae(plain: Plain) -> Any:
    """An `SAE` of SAELens."""
    try:
        from sae_lens import SAE
    except ImportError:
        raise SondeError("SAELens is not installed: pip install 'sonde[saelens]'.") from None
    with TemporaryDirectory() as folder:
        write(plain, Path(folder))
        return SAE.load_from_disk(folder)


def write(plain: Plain, folder: Path) -> None:
    """A folder that `SAE.load_from_disk` of SAELens opens. Holds everything that `Plain` says."""
    about, plain = plain.about, without_centre(plain)
    tensors = {name: getattr(plain, name) for name in LINEAR}
    architecture: str = "standard"
    extra: dict[str, Any] = {}
    if plain.k is not None:
        architecture, extra = "topk", {"k": plain.k, "rescale_acts_by_decoder_norm": False}
        about = about | one_threshold(plain)
    elif plain.threshold is not None:
        architecture = "jumprelu"
        tensors["threshold"] = plain.threshold
    if plain.b_in is not None:
        architecture, more = transcoder_of(plain)
        tensors, extra = tensors | more, {"d_out": plain.d_out}
    model = about.get("model")
    text = about.get("text")
    settings = {
        "d_in": plain.d_in,
        "d_sae": plain.size,
        "dtype": "float32",
        "device": "cpu",
        "apply_b_dec_to_input": plain.centred and plain.b_in is None,
        "normalize_activations": "layer_norm" if plain.layer_norm else "none",
        "reshape_activations": "none",
        "metadata": {
            "sae_lens_version": LAYOUT,
            "model_name": model.get("path") if isinstance(model, dict) else None,
            "model_class_name": "HookedTransformer",
            "model_from_pretrained_kwargs": {},
            **hook_names(about.get("hook_point")),
            "context_size": text.get("context_length") if isinstance(text, dict) else None,
            "prepend_bos": True,
            "sonde": about,
        },
        "architecture": architecture,
        **extra,
    }
    save_tensors(folder / WEIGHTS, tensors)
    write_bytes(folder / CONFIG, json.dumps(settings).encode())


def transcoder_of(plain: Plain) -> tuple[str, dict[str, Tensor]]:
    """What SAELens calls it, and its skip."""
    if plain.k is not None:
        raise SondeError(
            "A transcoder of SAELens has thresholds or is ReLU: leave out --k, its thresholds are "
            "then written."
        )
    name = "transcoder" if plain.W_skip is None else "skip_transcoder"
    skip = {} if plain.W_skip is None else {"W_skip": plain.W_skip.T.contiguous()}
    return ("" if plain.threshold is None else "jumprelu_") + name, skip


def hook_names(hook_point: Any) -> dict[str, Any]:
    """The hook point, or what is read and what is rebuilt."""
    if not isinstance(hook_point, str) or "," not in hook_point:
        return {"hook_name": theirs(hook_point)}
    first, second = hook_point.split(",", 1)
    return {"hook_name": theirs(first), "hook_name_out": theirs(second)}
