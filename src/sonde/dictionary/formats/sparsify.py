"""sparsify (EleutherAI): `cfg.json` and `sae.safetensors`, one folder for each hook point.

    codes = the k largest of relu((x - b_dec) @ encoder.weight.T + encoder.bias)
    x_hat = codes @ W_dec + b_dec

encoder.weight is [num_latents, d_in], and so is W_dec already. b_dec is always subtracted, whatever
`normalize_decoder` says. There is only top-k: a dictionary with thresholds can be written as the
top-k of a chosen k (`--k`), a ReLU as the top-k of all its features.
"""

import json
import re
from pathlib import Path
from typing import Any

from sonde.core.errors import SondeError
from sonde.core.files import load_tensors, save_tensors, write_bytes
from sonde.dictionary.formats.plain import Plain, build, refuse_layer_norm, with_centre
from sonde.dictionary.formats.reading import (
    matrix,
    provenance,
    refuse_choice,
    refuse_contradiction,
    refuse_names,
    settings_of,
    whole,
)

WEIGHTS, CONFIG = "sae.safetensors", "cfg.json"
# What its folders are named by; a download may have any other name.
HOOK_POINT = re.compile(r"(^|\.)(layers?|h|blocks)\.\d+")
NEEDED = ["encoder.weight", "encoder.bias", "W_dec", "b_dec"]


def recognise(path: Path) -> bool:
    return (path / CONFIG).is_file() and (path / WEIGHTS).is_file()


def read(folder: Path) -> Plain:
    config, where = folder / CONFIG, folder / WEIGHTS
    settings = settings_of(config)
    refuse_kinds(settings, folder)
    tensors = load_tensors(where)
    refuse_names(tensors, NEEDED, where)
    size, d_in = matrix(tensors, "W_dec", where).shape
    claimed = settings.get("num_latents")
    if not claimed:
        factor = settings.get("expansion_factor", 32)
        claimed = whole(factor, "expansion_factor", config) * d_in
    facts = {"num_latents": size, "d_in": d_in}
    refuse_contradiction(config, {**settings, "num_latents": claimed}, facts)
    renamed = {
        "W_enc": matrix(tensors, "encoder.weight", where).T,
        "b_enc": tensors["encoder.bias"],
        "W_dec": tensors["W_dec"],
        "b_dec": tensors["b_dec"],
    }
    place = folder.name if HOOK_POINT.search(folder.name) else None
    about = provenance("sparsify", settings, hook_point=place)
    return build(renamed, where, k=whole(settings.get("k", 32), "k", config), about=about)


def refuse_kinds(settings: dict[str, Any], folder: Path) -> None:
    """Raises for what is no sparse autoencoder of one hook point, or ranks by other rules."""
    activation = settings.get("activation", "topk")
    hint = "The largest of each group is no threshold of one feature."
    refuse_choice(folder / CONFIG, "activation", activation, ["topk"], hint)
    for name in ("transcode", "skip_connection", "signed"):
        if settings.get(name):
            raise SondeError(
                f"{folder / CONFIG} has {name}: only sparse autoencoders that rebuild their own "
                "input from positive codes can be read."
            )


def write(plain: Plain, folder: Path) -> None:
    """A folder that `SparseCoder.load_from_disk` of sparsify opens."""
    refuse_layer_norm(plain, "sparsify")
    if plain.k is None and not plain.is_relu:
        raise SondeError(
            "sparsify knows only top-k, and this dictionary has a threshold for each feature: give "
            "--k K (such as its L0) to write the top-k of its weights, whose codes are others; or "
            "choose --format saelens, which keeps the thresholds."
        )
    plain = with_centre(plain, True)
    settings = {
        "activation": "topk",
        "expansion_factor": max(1, plain.size // plain.d_in),
        "normalize_decoder": True,
        "num_latents": plain.size,
        "k": plain.k or plain.size,
        "multi_topk": False,
        "skip_connection": False,
        "transcode": False,
        "d_in": plain.d_in,
    }
    tensors = {
        "W_dec": plain.W_dec,
        "b_dec": plain.b_dec,
        "encoder.bias": plain.b_enc,
        "encoder.weight": plain.W_enc.T,
    }
    save_tensors(folder / WEIGHTS, tensors)
    write_bytes(folder / CONFIG, json.dumps(settings).encode())
