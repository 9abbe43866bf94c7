"""Llamascopium (OpenMOSS, the successor of Llama Scope): `config.json` and
`sae_weights.safetensors`.

    h     = s x @ W_E + b_E                     s = sqrt(d_in) / (mean length of x)
    codes = h where g > exp(log_jumprelu_threshold), or relu, or the k largest
    x_hat = (codes @ W_D + b_D) / s             g = h |W_D| if sparsity_include_decoder_norm

W_E is [d_in, F], W_D [F, d_in]; b_D is not subtracted from x; otherwise g = h. Thresholds are in
scaled units, so they are divided by s here together with the biases; the tool's own folding leaves
them, and then gates elsewhere. With norm_activation "inference" s is folded in already and the
stored norms are not to be used.
"""

import json
import math
from dataclasses import replace
from pathlib import Path
from typing import Any

import torch
from torch import Tensor

from sonde.core.files import load_tensors, save_tensors, write_bytes
from sonde.dictionary.formats.llama_scope import positive, refuse_transcoder
from sonde.dictionary.formats.plain import (
    Plain,
    as_float,
    build,
    refuse_layer_norm,
    unit,
    with_centre,
)
from sonde.dictionary.formats.reading import (
    matrix,
    provenance,
    refuse_choice,
    refuse_contradiction,
    refuse_length,
    refuse_names,
    settings_of,
    whole,
)

CONFIG, WEIGHTS = "config.json", "sae_weights.safetensors"
NEEDED = ["W_E", "b_E", "W_D"]
LOG_THRESHOLD = "activation_function.log_jumprelu_threshold"
NORM = "dataset_average_activation_norm."


def recognise(path: Path) -> bool:
    files = (path / CONFIG).is_file() and (path / WEIGHTS).is_file()
    return files and "sae_type" in settings_of(path / CONFIG)


def read(folder: Path) -> Plain:
    config, where = folder / CONFIG, folder / WEIGHTS
    settings = settings_of(config)
    hint = "Crosscoders, transcoders and attention replacements rebuild more than their input."
    refuse_choice(config, "sae_type", settings.get("sae_type"), ["sae"], hint)
    refuse_transcoder(config, settings)
    kind = str(settings.get("act_fn", "relu")).lower()
    hint = "Convert batch top-k to jumprelu with the tool first."
    refuse_choice(config, "act_fn", kind, ["jumprelu", "relu", "topk"], hint)
    tensors = load_tensors(where)
    norms = [name for name in tensors if name.startswith(NORM)]
    needed = [*NEEDED, *(["b_D"] if settings.get("use_decoder_bias", True) else [])]
    needed += [LOG_THRESHOLD] if kind == "jumprelu" else []
    refuse_names(tensors, needed, where, norms)
    d_in, size = matrix(tensors, "W_E", where).shape
    sizes = {"d_model": d_in, "d_sae": size}
    expansion = settings.get("expansion_factor")
    factor = positive(config, "expansion_factor", expansion) if expansion else None
    claimed = {**settings, "d_sae": int(d_in * factor) if factor else None}
    refuse_contradiction(config, claimed, sizes)
    k = whole(settings.get("top_k"), "top_k", config) if kind == "topk" else None
    about = provenance("llamascopium", settings, hook_point=settings.get("hook_point_in"))
    s = scale_of(config, settings, tensors, d_in)
    tensors.setdefault("b_D", torch.zeros(d_in))
    folded = {
        "W_enc": tensors["W_E"],
        "b_enc": as_float(tensors["b_E"], "b_E", where) / s,
        "W_dec": matrix(tensors, "W_D", where),
        "b_dec": as_float(tensors["b_D"], "b_D", where) / s,
    }
    plain = build(folded, where, k=k, centred=False, about=about)
    if settings.get("sparsity_include_decoder_norm", True):
        plain = unit(plain)
    if kind != "jumprelu":
        return plain
    threshold = as_float(tensors[LOG_THRESHOLD], LOG_THRESHOLD, where).exp() / s
    threshold = as_float(threshold, LOG_THRESHOLD, where)
    refuse_length(where, LOG_THRESHOLD, threshold, size)
    return replace(plain, threshold=threshold)


def scale_of(
    config: Path, settings: dict[str, Any], tensors: dict[str, Tensor], d_in: int
) -> float:
    """The factor s, from the norm that is stored with the weights; one where it is folded in."""
    norm = settings.get("norm_activation", "dataset-wise")
    hint = "The others scale every token or batch by its own length."
    refuse_choice(config, "norm_activation", norm, ["dataset-wise", "inference"], hint)
    if norm == "inference":
        return 1.0
    name = f"{NORM}{settings.get('hook_point_in')}"
    stored = tensors.get(name)  # uninitialised memory where training never measured it
    sound = stored is not None and stored.is_floating_point() and stored.numel() == 1
    value = float(stored) if stored is not None and sound else None
    return math.sqrt(d_in) / positive(config.parent / WEIGHTS, name, value)


def write(plain: Plain, folder: Path) -> None:
    """Holds all kinds; a threshold as its logarithm, so it comes back to a rounding, and zero as
    the smallest positive number."""
    refuse_layer_norm(plain, "Llamascopium")
    plain = with_centre(plain, False)
    place = plain.about.get("hook_point")
    settings = {
        "sae_type": "sae",
        "d_model": plain.d_in,
        "expansion_factor": expansion_of(plain.d_in, plain.size),
        "use_decoder_bias": True,
        "act_fn": "relu",
        "norm_activation": "inference",
        "sparsity_include_decoder_norm": False,
        "top_k": plain.k or 50,
        "jumprelu_threshold_window": 2.0,
        "hook_point_in": place if isinstance(place, str) else "unknown",
        "hook_point_out": place if isinstance(place, str) else "unknown",
        "use_glu_encoder": False,
    }
    tensors = {"W_E": plain.W_enc, "b_E": plain.b_enc, "W_D": plain.W_dec, "b_D": plain.b_dec}
    if plain.k is not None:
        settings["act_fn"] = "topk"
    elif not plain.is_relu:
        assert plain.threshold is not None, "neither top-k nor ReLU"
        settings["act_fn"] = "jumprelu"
        least = torch.finfo(torch.float32).tiny
        tensors[LOG_THRESHOLD] = plain.threshold.clamp_min(least).log()
    save_tensors(folder / WEIGHTS, tensors)
    write_bytes(folder / CONFIG, json.dumps(settings, indent=4).encode())


def expansion_of(d_in: int, size: int) -> float:
    """The factor from which the tool computes int(d_in * factor) = size."""
    factor = size / d_in
    return factor if int(d_in * factor) == size else math.nextafter(factor, math.inf)
