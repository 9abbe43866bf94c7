"""SAELens: `cfg.json` and `sae_weights.safetensors`, encoders stored [d_in, d_sae].

    standard   relu(h)                                     W_enc b_enc W_dec b_dec
    jumprelu   relu(h) * (h > threshold)                   and threshold
    gated      (e > -b_gate) * relu(exp(r_mag) e + b_mag)  e = x W_enc, no b_enc
    topk       the k largest h, then relu                  ranked by h |W_dec| if rescale_acts_...
    batchtopk  training checkpoint: h > topk_threshold
    [jumprelu_][skip_]transcoder   of another hook point, d_out wide; + x W_skip^T [d_out, d_in]

b_dec is subtracted first where `apply_b_dec_to_input` says so. A gate is a threshold on the
magnitude m = exp(r_mag) e + b_mag: e > -b_gate is m > b_mag - exp(r_mag) b_gate. Before v6 a top-k
was one by its `activation_fn_str`, and what `metadata` holds stood beside the sizes.
"""

import json
import math
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import torch
from torch import Tensor

from sonde.core.errors import SondeError, how_to_install
from sonde.core.files import load_tensors, refuse_pickles, save_tensors, write_bytes
from sonde.core.plugins import without_unknown_plugins
from sonde.dictionary.formats.places import ours, theirs
from sonde.dictionary.formats.plain import (
    UNIT,
    Plain,
    as_float,
    build,
    magnitudes,
    unit,
    without_centre,
)
from sonde.dictionary.formats.reading import (
    matrix,
    provenance,
    refuse_choice,
    refuse_contradiction,
    refuse_names,
    settings_of,
    whole,
    without_idle_scale,
)

WEIGHTS, CONFIG = "sae_weights.safetensors", "cfg.json"
LAYOUT = "6.0.0"  # of SAELens; without it the file counts as older, and metadata is not read
STANDS_IN = "threshold_for_top_k"
LINEAR = ["W_enc", "b_enc", "W_dec", "b_dec"]
RENAMED = {  # before v6, some of them long before
    "hook_point": "hook_name",
    "hook_point_head_index": "hook_head_index",
    "activation_fn": "activation_fn_str",
}
METADATA = (  # that stood beside the sizes
    "model_name",
    "model_class_name",
    "model_from_pretrained_kwargs",
    "hook_name",
    "hook_head_index",
    "context_size",
    "prepend_bos",
    "seqpos_slice",
    "dataset_path",
    "neuronpedia_id",
    "sae_lens_training_version",
)
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
    settings = of_v6(settings_of(folder / CONFIG), folder / CONFIG)
    architecture = settings.get("architecture", "standard")
    hint = "Export it for inference from SAELens first; matryoshka batch top-k becomes jumprelu."
    refuse_choice(folder / CONFIG, "architecture", architecture, list(NEEDED), hint)
    norm = settings.get("normalize_activations") or "none"
    if norm not in ("none", "layer_norm"):
        raise SondeError(
            f"{folder} has normalize_activations {norm!r}. Where that is expected_average_only_in, "
            "fold the scale in with SAELens: `sae.fold_activation_norm_scaling_factor(factor)`, "
            "factor = sqrt(d_in) / (mean length of the activations), then `sae.save_model(folder)`."
            " A scale of each token of its own cannot be read."
        )
    for file in sorted(folder.iterdir()):
        refuse_pickles(file)
    where = folder / WEIGHTS
    tensors = without_idle_scale(load_tensors(where))
    refuse_names(tensors, NEEDED[architecture], where)
    d_in, size = matrix(tensors, "W_enc", where).shape
    matrix(tensors, "W_dec", where)
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
    if plain.k is not None and isinstance(stands_in, float) and math.isfinite(stands_in):
        return replace(plain, threshold=torch.full_like(plain.b_enc, stands_in))
    return plain


def of_v6(settings: dict[str, Any], config: Path) -> dict[str, Any]:
    """The settings in the layout of v6: top-k is an architecture, and where the dictionary belongs
    is in `metadata`."""
    settings = {RENAMED.get(name, name): value for name, value in settings.items()}
    activation = settings.get("activation_fn_str") or "relu"
    hint = "Of another activation no threshold on a feature can be made: choose another file."
    refuse_choice(config, "activation_fn_str", activation, ["relu", "topk"], hint)
    if activation == "topk" or settings.get("architecture") == "topk":
        kind = settings.get("architecture", "standard")
        hint = "Nothing else selects beside top-k: choose another file, or mend cfg.json."
        refuse_choice(config, "architecture", kind, ["standard", "topk"], hint)
        arguments = settings.get("activation_fn_kwargs")
        arguments = arguments if isinstance(arguments, dict) else {}
        settings |= {"architecture": "topk", "k": arguments.get("k", settings.get("k"))}
    if isinstance(settings.get("metadata"), dict):
        return settings
    kept = {name: settings[name] for name in METADATA if settings.get(name) is not None}
    return {**settings, "metadata": kept}


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
    d_out = tensors["W_dec"].shape[1]
    refuse_contradiction(folder / CONFIG, settings, {"d_out": d_out})
    given = {**tensors, "b_in": tensors["W_enc"].new_zeros(tensors["W_enc"].shape[0])}
    if "W_skip" in tensors:
        given["W_skip"] = matrix(tensors, "W_skip", folder / WEIGHTS).T.contiguous()
    return build(given, folder / WEIGHTS, about=about_of(settings))


def jumping(tensors: dict[str, Tensor], where: Path) -> dict[str, Tensor]:
    """The five tensors of a JumpReLU, whatever the architecture calls them."""
    if "topk_threshold" in tensors:  # float64, one for all
        threshold = as_float(tensors.pop("topk_threshold"), "topk_threshold", where)
        if threshold.numel() != 1:
            raise SondeError(
                f"{where}: topk_threshold has shape {list(threshold.shape)}, where one number for "
                "all features should be: export it for inference from SAELens, as jumprelu."
            )
        every = threshold.reshape(()).expand(tensors["b_enc"].shape)
        return {**tensors, "threshold": every.clone()}
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
        about = without_unknown_plugins({"d_in": settings.get("d_in"), **extra["sonde"]})
        return {name: value for name, value in about.items() if fits(name, value, settings)}
    place = ours(extra.get("hook_name"))
    found = provenance("saelens", extra, extra.get("model_name"), place)
    return {**found, "d_in": settings.get("d_in")}


def fits(name: str, value: Any, settings: dict[str, Any]) -> bool:
    """Whether what a file claims of a dictionary can be true of the one that it holds."""
    if name == "top_k":  # what a threshold stands in for
        return bool(value == settings.get("k"))
    if name == "mean":
        sound = isinstance(value, list) and len(value) == settings.get("d_in")
        return sound and all(isinstance(number, float | int) for number in value)
    if name == "scale":
        return isinstance(value, float | int) and 0 < value < float("inf")
    return name != "widths"  # of several hook points, which this format cannot hold


def one_threshold(plain: Plain) -> dict[str, float]:
    """What stands in for k where features have one threshold: theirs has no other place for it."""
    if plain.threshold is None:
        return {}
    least, most = float(plain.threshold.min()), float(plain.threshold.max())
    alike = most - least <= UNIT * abs(most)  # but for rounding
    return {STANDS_IN: float(plain.threshold.median())} if alike else {}


def as_sae(plain: Plain) -> Any:
    """An `SAE` of SAELens."""
    try:
        from sae_lens import SAE
    except ImportError:
        raise SondeError(f"SAELens is not installed: {how_to_install('saelens')}.") from None
    with TemporaryDirectory() as folder:
        write(plain, Path(folder))
        return SAE.load_from_disk(folder)


def write(plain: Plain, folder: Path) -> None:
    """A folder that `SAE.load_from_disk` of SAELens opens. Holds everything that `Plain` says."""
    about, plain = plain.about, without_centre(plain)
    if plain.k is None:
        about = {name: value for name, value in about.items() if name != "top_k"}
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
    settings = {
        "d_in": plain.d_in,
        "d_sae": plain.size,
        "dtype": "float32",
        "device": "cpu",
        "apply_b_dec_to_input": plain.centred and plain.b_in is None,
        "normalize_activations": "layer_norm" if plain.layer_norm else "none",
        "reshape_activations": "none",
        "metadata": metadata_of(about),
        "architecture": architecture,
        **extra,
    }
    save_tensors(folder / WEIGHTS, tensors)
    write_bytes(folder / CONFIG, json.dumps(settings).encode())


def metadata_of(about: dict[str, Any]) -> dict[str, Any]:
    """Where the dictionary belongs, in SAELens' words; what came from there goes back."""
    model, text, back = (about.get(name) for name in ("model", "text", "saelens"))
    back = back if isinstance(back, dict) else {}
    found = {
        "model_name": model.get("path") if isinstance(model, dict) else None,
        "context_size": text.get("context_length") if isinstance(text, dict) else None,
        **hook_names(about.get("hook_point")),
    }
    return {
        "model_class_name": "HookedTransformer",
        "model_from_pretrained_kwargs": {},
        # Ours are blocks of one stream, most of which begin inside a document; which token stands
        # between documents is not recorded. Texts that SAELens feeds do begin where one begins.
        "prepend_bos": True,
        **back,
        **{name: value for name, value in found.items() if value is not None or name not in back},
        "sae_lens_version": LAYOUT,
        "sonde": about,
    }


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
