"""Golden files of Gemma Scope, which has no code of its own: written from its documented layout
(params.npz; config.json and params.safetensors in the second release), with its formula below."""

import json

import numpy
import torch
from safetensors.torch import save_file
from weights import exact, expect, folder_of, rounded, with_tie

NAMES = ("W_enc", "b_enc", "W_dec", "b_dec", "threshold")


def formula(w):
    """The tutorial's: acts = mask * relu(x @ W_enc + b_enc), mask = pre_acts > threshold."""
    h = w["x"] @ w["W_enc"] + w["b_enc"]
    codes = (h > w["threshold"]) * torch.relu(h)
    return codes, codes @ w["W_dec"] + w["b_dec"]


def first(variant, w, is_exact):
    arrays = {name: w[name].numpy() for name in NAMES}
    numpy.savez(folder_of("gemma_scope", variant) / "params.npz", **arrays)
    expect("gemma_scope", variant, "documented layout", is_exact, w["x"], *formula(w), w["W_dec"])


def second(variant, w, is_exact):
    folder = folder_of("gemma_scope", variant)
    spelt = {{"W_enc": "w_enc", "W_dec": "w_dec"}.get(name, name): w[name] for name in NAMES}
    save_file(
        {name: tensor.contiguous() for name, tensor in spelt.items()}, folder / "params.safetensors"
    )
    config = {
        "architecture": "jump_relu",
        "hf_hook_point_in": "model.layers.3.output",
        "hf_hook_point_out": "model.layers.3.output",
        "affine_connection": False,
        "model_name": "google/gemma-3-1b-pt",
        "width": len(w["b_enc"]),
    }
    (folder / "config.json").write_text(json.dumps(config))
    expect("gemma_scope", variant, "documented layout", is_exact, w["x"], *formula(w), w["W_dec"])


first("jumprelu", with_tie(exact(1), False), True)
first("jumprelu_rounded", rounded(2), False)
second("second", exact(3), True)
