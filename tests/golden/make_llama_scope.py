"""Golden files of Llama Scope (legacy), whose package cannot be installed: written from the layout
of the release, with the steps of its loader below."""

import json
import math

import torch
from safetensors.torch import save_file
from weights import D_IN, SIZE, exact, expect, folder_of, rounded


def loaded(w, threshold, average):
    """As its initialiser prepares a file for inference: the norms first, then unit directions."""
    s = math.sqrt(D_IN) / average if average else 1.0
    b_enc, b_dec = w["b_enc"] / s, w["b_dec"] / s
    norms = w["W_dec"].norm(dim=1)
    W_dec, W_enc, b_enc = w["W_dec"] / norms[:, None], w["W_enc"] * norms, b_enc * norms
    h = w["x"] @ W_enc + b_enc
    codes = h.where(h > threshold, torch.zeros_like(h))
    return codes, codes @ W_dec + b_dec, W_dec


def make(variant, w, is_exact, average, dtype):
    folder = folder_of("llama_scope", variant)
    (folder / "checkpoints").mkdir(exist_ok=True)
    tensors = {
        "encoder.weight": w["W_enc"].T,
        "encoder.bias": w["b_enc"],
        "decoder.weight": w["W_dec"].T,
        "decoder.bias": w["b_dec"],
    }
    stored = {name: tensor.to(dtype).contiguous() for name, tensor in tensors.items()}
    save_file(stored, folder / "checkpoints/final.safetensors", {"version": "0.1.0"})
    settings = {
        "d_model": D_IN,
        "d_sae": SIZE,
        "use_decoder_bias": True,
        "apply_decoder_bias_to_pre_encoder": False,
        "act_fn": "jumprelu",
        "jump_relu_threshold": 0.75,
        "top_k": 50,
        "norm_activation": "dataset-wise" if average else "inference",
        "dataset_average_activation_norm": {"in": average or 1.0, "out": average or 1.0},
        "sparsity_include_decoder_norm": True,
        "hook_point_in": "blocks.3.hook_resid_post",
        "hook_point_out": "blocks.3.hook_resid_post",
    }
    (folder / "hyperparams.json").write_text(json.dumps(settings))
    w = {name: tensor.to(dtype).float() for name, tensor in w.items()}
    computed = loaded(w, 0.75, average)
    expect("llama_scope", variant, "documented layout", is_exact, w["x"], *computed)


make("unscaled", exact(1), True, None, torch.float32)
make("scaled", exact(2), True, 2.0, torch.float32)  # s = 4 / 2
make("scaled_bfloat16", exact(3), True, 8.0, torch.bfloat16)  # s = 4 / 8
make("scaled_rounded", rounded(4), False, 3.3, torch.float32)
