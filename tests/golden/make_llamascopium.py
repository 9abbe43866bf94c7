"""Golden files of Llamascopium, whose package cannot be installed: written from its documented
layout, with its forward pass below, scaling included."""

import json
import math

import torch
from safetensors.torch import save_file
from weights import D_IN, SIZE, K, exact, expect, folder_of, rounded

PLACE = "blocks.3.hook_resid_post"
LOG = "activation_function.log_jumprelu_threshold"


def forward(w, act_fn, average, include_norm):
    """normalize_activations, encode, decode and denormalize_activations of its classes."""
    s = math.sqrt(D_IN) / average if average else 1.0
    norms = w["W_dec"].norm(dim=1) if include_norm else torch.ones(SIZE)
    h = ((w["x"] * s) @ w["W_enc"] + w["b_enc"]) * norms
    if act_fn == "jumprelu":
        codes = h * (h > w["log_threshold"].exp())
    elif act_fn == "topk":
        kept = h.relu().topk(K)
        codes = torch.zeros_like(h).scatter(1, kept.indices, kept.values)
    else:
        codes = h.relu()
    codes = codes / norms
    return codes, (codes @ w["W_dec"] + w["b_dec"]) / s


def make(variant, w, is_exact, act_fn, average=None, include_norm=True, stored_norm=None):
    folder = folder_of("llamascopium", variant)
    w["log_threshold"] = w["threshold"].log()
    tensors = {"W_E": w["W_enc"], "b_E": w["b_enc"], "W_D": w["W_dec"], "b_D": w["b_dec"]}
    if act_fn == "jumprelu":
        tensors[LOG] = w["log_threshold"]
    if (norm := stored_norm or average) is not None:
        tensors[f"dataset_average_activation_norm.{PLACE}"] = torch.tensor(norm)
    stored = {name: tensor.contiguous() for name, tensor in tensors.items()}
    save_file(stored, folder / "sae_weights.safetensors", {"version": "1.0.0"})
    settings = {
        "sae_type": "sae",
        "d_model": D_IN,
        "expansion_factor": SIZE / D_IN,
        "use_decoder_bias": True,
        "act_fn": act_fn,
        "norm_activation": "dataset-wise" if average else "inference",
        "sparsity_include_decoder_norm": include_norm,
        "top_k": K,
        "hook_point_in": PLACE,
        "hook_point_out": PLACE,
        "use_glu_encoder": False,
    }
    (folder / "config.json").write_text(json.dumps(settings, indent=4))
    codes, x_hat = forward(w, act_fn, average, include_norm)
    scale = math.sqrt(D_IN) / average if average else 1.0  # codes of x as it is, not of s x
    codes = codes / scale
    expect("llamascopium", variant, "documented layout", is_exact, w["x"], codes, x_hat, w["W_dec"])


make("jumprelu_scaled", exact(1), True, "jumprelu", average=2.0)
make("jumprelu_without_norm", exact(2), True, "jumprelu", average=8.0, include_norm=False)
make("jumprelu_folded", exact(3), True, "jumprelu", stored_norm=2.0)  # not to be applied again
make("relu", exact(4), True, "relu", average=2.0)
make("topk", exact(5), True, "topk", average=2.0)
make("jumprelu_rounded", rounded(6), False, "jumprelu", average=3.3)
