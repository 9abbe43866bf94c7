"""Llama Scope (legacy): `hyperparams.json` and `checkpoints/final.safetensors`, mostly bfloat16.

The weights are those of activations scaled by s = sqrt(d_in) / (their mean length). Loaded for
inference they are brought to the model's units and the decoder to unit directions,

    b_enc / s,  b_dec / s,  then  n = |W_dec|:  W_enc n,  b_enc n,  W_dec / n
    codes = h where h > threshold

and the threshold, one number for all features, is compared *after* that: it is in the model's units
already. encoder.weight is [F, d_in], decoder.weight [d_in, F]. Transcoders are refused.
"""

import json
import math
from dataclasses import replace
from pathlib import Path
from typing import Any

import torch
from torch import Tensor

from sonde.core.errors import SondeError
from sonde.core.files import load_tensors, save_tensors, write_bytes
from sonde.dictionary.formats.plain import (
    Plain,
    as_float,
    build,
    refuse_layer_norm,
    thresholds,
    unit,
    with_centre,
)
from sonde.dictionary.formats.reading import (
    matrix,
    provenance,
    refuse_choice,
    refuse_contradiction,
    refuse_names,
    settings_of,
    whole,
)

CONFIG, WEIGHTS = "hyperparams.json", "checkpoints/final.safetensors"
NEEDED = ["encoder.weight", "encoder.bias", "decoder.weight"]
FLOAT32 = torch.finfo(torch.float32)
HINT = "Others are no dictionary of one hook point."


def recognise(path: Path) -> bool:
    return (path / CONFIG).is_file()


def read(folder: Path) -> Plain:
    config, where = folder / CONFIG, folder / WEIGHTS
    settings = settings_of(config)
    refuse_transcoder(config, settings)
    kind = str(settings.get("act_fn", "")).lower()
    refuse_choice(config, "act_fn", kind, ["jumprelu", "relu", "topk"], HINT)
    plain = build(
        folded(config, where, settings),
        where,
        k=whole(settings.get("top_k"), "top_k", config) if kind == "topk" else None,
        centred=bool(settings.get("apply_decoder_bias_to_pre_encoder", False)),
        about=provenance("llama_scope", settings, hook_point=settings.get("hook_point_in")),
    )
    if settings.get("sparsity_include_decoder_norm", True):
        plain = unit(plain)
    if kind != "jumprelu":
        return plain
    value = positive(config, "jump_relu_threshold", settings.get("jump_relu_threshold"), zero=True)
    return replace(plain, threshold=torch.full_like(plain.b_enc, value))


def folded(config: Path, where: Path, settings: dict[str, Any]) -> dict[str, Tensor]:
    """The weights in the model's units, in our orientation."""
    tensors = load_tensors(where)
    has_bias = settings.get("use_decoder_bias", True)
    refuse_names(tensors, [*NEEDED, "decoder.bias"] if has_bias else NEEDED, where)
    W_dec = matrix(tensors, "decoder.weight", where).T
    size, d_in = W_dec.shape
    refuse_contradiction(config, settings, {"d_model": d_in, "d_sae": size})
    tensors.setdefault("decoder.bias", torch.zeros(d_in))
    s_in, s_out = scales_of(config, settings, d_in)
    return {
        "W_enc": matrix(tensors, "encoder.weight", where).T,
        "b_enc": as_float(tensors["encoder.bias"], "encoder.bias", where) / s_in,
        "W_dec": as_float(W_dec, "decoder.weight", where) * (s_in / s_out),
        "b_dec": as_float(tensors["decoder.bias"], "decoder.bias", where) / s_out,
    }


def refuse_transcoder(config: Path, settings: dict[str, Any]) -> None:
    place, target = settings.get("hook_point_in"), settings.get("hook_point_out")
    if target is not None and target != place:
        raise SondeError(
            f"{config} describes a transcoder ({place} to {target}): only a sparse autoencoder, "
            "which rebuilds its own input, can be read."
        )
    if settings.get("use_glu_encoder"):
        raise SondeError(
            f"{config} has use_glu_encoder: a code is then a product of two sums, which no "
            "threshold on one of them can say. Choose a file without it."
        )


def scales_of(config: Path, settings: dict[str, Any], d_in: int) -> tuple[float, float]:
    """The factors by which input and target were scaled for training, one where none is to be
    applied. Of one hook point the two are the same."""
    norm = settings.get("norm_activation", "inference")
    hint = "The others scale every token or batch by its own length."
    refuse_choice(config, "norm_activation", norm, ["dataset-wise", "inference"], hint)
    if norm == "inference":
        return 1.0, 1.0
    norms = settings.get("dataset_average_activation_norm")
    if not isinstance(norms, dict):
        raise SondeError(
            f"{config} scales its input by dataset_average_activation_norm, but does not give it: "
            'add {"in": ..., "out": ...}, the mean length of the activations it was trained on.'
        )
    name = "dataset_average_activation_norm"
    mean_in = positive(config, f"{name}.in", norms.get("in"))
    mean_out = positive(config, f"{name}.out", norms.get("out", mean_in))
    return math.sqrt(d_in) / mean_in, math.sqrt(d_in) / mean_out


def positive(where: Path, name: str, value: Any, zero: bool = False) -> float:
    """A number that float32 can hold; zero where that is meant too."""
    number = type(value) in (int, float)
    fits = number and FLOAT32.tiny <= value <= FLOAT32.max
    if not fits and not (number and zero and value == 0):
        raise SondeError(
            f"{where}: {name} should be a positive number; it is missing or is not one. Fetch the "
            "file again, or write there what it was in training."
        )
    return float(value)


def write(plain: Plain, folder: Path) -> None:
    """Holds ReLU, top-k, and thresholds where all features have the same."""
    refuse_layer_norm(plain, "Llama Scope")
    settings: dict[str, Any] = {"act_fn": "relu", "jump_relu_threshold": 0.0, "top_k": plain.k or 0}
    if plain.k is not None:
        settings["act_fn"] = "topk"
    elif not plain.is_relu:
        plain = unit(plain)
        threshold = thresholds(plain, "Llama Scope")
        value = float(threshold[0])
        if not bool((threshold == value).all()):
            raise SondeError(
                "Llama Scope has one threshold for all features, and these differ: choose "
                "--format llamascopium, its successor, which has one for each."
            )
        settings |= {"act_fn": "jumprelu", "jump_relu_threshold": value}
    plain = with_centre(plain, False)
    place = plain.about.get("hook_point")
    settings |= {
        "d_model": plain.d_in,
        "d_sae": plain.size,
        "use_decoder_bias": True,
        "apply_decoder_bias_to_pre_encoder": False,
        "norm_activation": "inference",
        "sparsity_include_decoder_norm": settings["act_fn"] == "jumprelu",
        "hook_point_in": place,
        "hook_point_out": place,
        "dtype": "torch.float32",
    }
    tensors = {
        "decoder.bias": plain.b_dec,
        "decoder.weight": plain.W_dec.T,
        "encoder.bias": plain.b_enc,
        "encoder.weight": plain.W_enc.T,
    }
    (folder / WEIGHTS).parent.mkdir(exist_ok=True)
    save_tensors(folder / WEIGHTS, tensors)
    write_bytes(folder / CONFIG, json.dumps(settings, indent=4).encode())
