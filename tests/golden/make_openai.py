"""Golden files of OpenAI's sparse_autoencoder, whose package cannot be installed: written as its
state_dict() is, with its forward pass below."""

from collections import OrderedDict

import torch
from weights import SIZE, K, exact, expect, folder_of, rounded, with_faint_tokens


def forward(w, k):
    x = w["x"]
    if k:
        mean = x.mean(-1, keepdim=True)
        std = (x - mean).std(-1, keepdim=True)
        x = (x - mean) / (std + 1e-5)
    h = torch.nn.functional.linear(x - w["b_dec"], w["W_enc"].T, w["b_enc"])
    if not k:
        codes = h.relu()
        return codes, torch.nn.functional.linear(codes, w["W_dec"].T) + w["b_dec"]
    kept = torch.topk(h, k=k, dim=-1)
    codes = torch.zeros_like(h).scatter_(-1, kept.indices, kept.values.relu())
    return codes, (torch.nn.functional.linear(codes, w["W_dec"].T) + w["b_dec"]) * std + mean


def make(variant, w, is_exact, k=None, tied=False):
    state = OrderedDict()
    state["pre_bias"] = w["b_dec"]
    state["latent_bias"] = w["b_enc"]
    state["stats_last_nonzero"] = torch.zeros(SIZE, dtype=torch.long)
    state["latents_activation_frequency"] = torch.ones(SIZE)
    state["latents_mean_square"] = torch.zeros(SIZE)
    state["encoder.weight"] = w["W_enc"].T.contiguous()
    if tied:
        w["W_dec"] = w["W_enc"].T
        state["decoder.linear.weight"] = state["encoder.weight"]
    else:
        state["decoder.weight"] = w["W_dec"].T.contiguous()
    state["activation"] = "TopK" if k else "ReLU"
    state["activation_state_dict"] = OrderedDict(k=k, postact_fn="ReLU") if k else OrderedDict()
    torch.save(state, folder_of("openai", variant) / "autoencoder.pt")
    expect("openai", variant, "documented layout", is_exact, w["x"], *forward(w, k), w["W_dec"])


make("relu", exact(1), True)
make("relu_tied", exact(2), False, tied=True)
make("topk", with_faint_tokens(rounded(3)), False, k=K)
