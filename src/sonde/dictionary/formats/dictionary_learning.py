"""dictionary_learning (Marks et al.): `ae.pt`, a state dict read without unpickling, beside
`config.json`, whose `trainer.dict_class` says which formula:

    AutoEncoder             relu(encoder(x - bias)), decoder(f) + bias
    AutoEncoderNew          relu(encoder(x)), decoder(f)                        decoder has the bias
    GatedAutoEncoder        e > -gate_bias, relu(exp(r_mag) e + mag_bias)       e = encoder(x - b)
    AutoEncoderTopK         k largest of relu(encoder(x - b_dec))
    BatchTopKSAE            relu(encoder(x - b_dec)) where > threshold          -1 means none: ReLU
    MatryoshkaBatchTopKSAE  the same, stored as W_enc [d_in, F] and W_dec [F, d_in]
    JumpReluAutoEncoder     relu(x @ W_enc + b_enc) where > threshold [F]       b_dec not subtracted

encoder.weight is [F, d_in], decoder.weight [d_in, F]. The tool renormalises the decoder of an
AutoEncoder as it loads it; as our directions are unit, we arrive at the same codes. A top-k file
carries the threshold that training estimated, and that is what stands in for its k with us.
"""

import json
from collections import OrderedDict
from pathlib import Path
from typing import Any

import torch
from torch import Tensor

from sonde.core.errors import SondeError
from sonde.core.files import write_bytes
from sonde.dictionary.formats.plain import (
    Plain,
    as_float,
    build,
    magnitudes,
    refuse_layer_norm,
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
from sonde.dictionary.formats.tensors_only import load_pickled

WEIGHTS, CONFIG = "ae.pt", "config.json"
LINEAR = ["encoder.weight", "encoder.bias", "decoder.weight"]
STORED = ["W_enc", "b_enc", "W_dec", "b_dec", "threshold"]
NEEDED = {
    "AutoEncoder": [*LINEAR, "bias"],
    "AutoEncoderNew": [*LINEAR, "decoder.bias"],
    "GatedAutoEncoder": [
        "encoder.weight",
        "decoder.weight",
        "decoder_bias",
        "r_mag",
        "gate_bias",
        "mag_bias",
    ],
    "AutoEncoderTopK": [*LINEAR, "b_dec", "k", "threshold"],
    "BatchTopKSAE": [*LINEAR, "b_dec", "k", "threshold"],
    "MatryoshkaBatchTopKSAE": [*STORED, "k", "group_sizes"],
    "JumpReluAutoEncoder": STORED,
}
OLDER = ("k", "threshold")  # buffers that top-k files from before them lack
UNCENTRED = ("AutoEncoderNew", "JumpReluAutoEncoder")


def recognise(path: Path) -> bool:
    if path.is_dir():
        return (path / WEIGHTS).is_file()
    named = path.suffix == ".pt" and path.stem.startswith("ae")
    return named and path.is_file() and config_beside(path) is not None


def config_beside(weights: Path) -> Path | None:
    """The config of a trainer: beside ae.pt, or above checkpoints/ae_STEP.pt."""
    for folder in (weights.parent, weights.parent.parent):
        if (folder / CONFIG).is_file():
            return folder / CONFIG
    return None


def read(path: Path) -> Plain:
    where = path / WEIGHTS if path.is_dir() else path
    config = config_beside(where)
    if config is None:
        raise SondeError(
            f"{where} has no {CONFIG} beside it, which says whether it is top-k or batch top-k: "
            "put the one of its trainer there."
        )
    settings = settings_of(config).get("trainer")
    if not isinstance(settings, dict):
        raise SondeError(
            f"{config} should have a section 'trainer' with the dict_class: put the one of its "
            "trainer there."
        )
    kind = settings.get("dict_class")
    refuse_choice(config, "dict_class", kind, list(NEEDED), "Others have no such form.")
    assert isinstance(kind, str), "it is one of the table"
    state = load_pickled(where)
    older = [name for name in OLDER if kind == "AutoEncoderTopK" and name not in state]
    refuse_names(state, [name for name in NEEDED[kind] if name not in older], where)
    for name, value in state.items():
        if not isinstance(value, Tensor):
            raise SondeError(
                f"{where}: {name} is a {type(value).__name__}, not a tensor: save the state_dict() "
                "of the dictionary again."
            )
    tensors = renamed(state, where)
    d_in, size = tensors["W_enc"].shape
    refuse_contradiction(config, settings, {"activation_dim": d_in, "dict_size": size})
    model, place = settings.get("lm_name"), settings.get("submodule_name")
    about = provenance("dictionary_learning", settings, model, place)
    k = top_k(state, settings, config) if kind == "AutoEncoderTopK" else None
    return build(tensors, where, k=k, centred=kind not in UNCENTRED, about=about)


def top_k(state: dict[str, Any], settings: dict[str, Any], config: Path) -> int:
    stored = state.get("k")
    k = settings.get("k") if stored is None or stored.numel() != 1 else stored.item()
    k = whole(k, "k", config)
    refuse_contradiction(config, settings, {"k": k})
    return k


def renamed(state: dict[str, Any], where: Path) -> dict[str, Tensor]:
    """The tensors of the formula in our orientation."""
    if "W_enc" in state:
        W_enc, W_dec = matrix(state, "W_enc", where), matrix(state, "W_dec", where)
    else:
        W_enc = matrix(state, "encoder.weight", where).T
        W_dec = matrix(state, "decoder.weight", where).T
    centre = next(
        state[name] for name in ("b_dec", "bias", "decoder.bias", "decoder_bias") if name in state
    )
    if "r_mag" in state:
        names = ("r_mag", "mag_bias", "gate_bias")
        r_mag, b_mag, b_gate = (as_float(state[name], name, where) for name in names)
        encoder = as_float(W_enc, "encoder.weight", where)
        gated = magnitudes(encoder, r_mag, b_mag, b_gate, where)
        return {**gated, "W_dec": W_dec, "b_dec": centre}
    b_enc = state["b_enc"] if "b_enc" in state else state["encoder.bias"]
    threshold = state.get("threshold")
    if threshold is not None and threshold.ndim == 0:  # -1 is none
        threshold = as_float(threshold, "threshold", where)
        threshold = threshold.expand(b_enc.shape).clone() if threshold >= 0 else None
    tensors = {"W_enc": W_enc, "b_enc": b_enc, "W_dec": W_dec, "b_dec": centre}
    return tensors if threshold is None else {**tensors, "threshold": threshold}


def write(plain: Plain, folder: Path) -> None:
    """A folder that `load_dictionary` of dictionary_learning opens: JumpReluAutoEncoder, or
    AutoEncoderTopK for top-k, or AutoEncoder and AutoEncoderNew for ReLU."""
    refuse_layer_norm(plain, "dictionary_learning")
    kind, state = state_of(plain)
    settings: dict[str, Any] = {
        "dict_class": kind,
        "activation_dim": plain.d_in,
        "dict_size": plain.size,
        "submodule_name": plain.about.get("hook_point"),
    }
    model = plain.about.get("model")
    settings["lm_name"] = model.get("path") if isinstance(model, dict) else None
    if plain.k is not None:
        settings["k"] = plain.k
    config = {"trainer": settings, "buffer": {"d_submodule": plain.d_in, "io": "out"}}
    torch.save(OrderedDict((k, v.clone().contiguous()) for k, v in state.items()), folder / WEIGHTS)
    write_bytes(folder / CONFIG, json.dumps(config, indent=4).encode())


def state_of(plain: Plain) -> tuple[str, dict[str, Tensor]]:
    """The class that holds this dictionary, and its state dict."""
    linear = {"encoder.weight": plain.W_enc.T, "encoder.bias": plain.b_enc}
    linear["decoder.weight"] = plain.W_dec.T
    if plain.k is not None:
        plain = with_centre(plain, True)
        stand_in = -1.0 if plain.threshold is None else float(plain.threshold.mean())
        scalars = {
            "k": torch.tensor(plain.k, dtype=torch.int),
            "threshold": torch.tensor(stand_in),
        }
        linear["encoder.bias"] = plain.b_enc
        return "AutoEncoderTopK", {"b_dec": plain.b_dec, **scalars, **linear}
    if plain.is_relu and plain.centred:
        return "AutoEncoder", {"bias": plain.b_dec, **linear}
    if plain.is_relu:
        return "AutoEncoderNew", {**linear, "decoder.bias": plain.b_dec}
    assert plain.threshold is not None, "neither top-k nor ReLU"
    plain = with_centre(plain, False)
    stored = {name: getattr(plain, name) for name in STORED}
    return "JumpReluAutoEncoder", stored
