"""Golden files of sparsify, by its own class: pip install eai-sparsify;
python tests/golden/make_sparsify.py"""

from importlib.metadata import version

import torch
from sparsify import SparseCoder, SparseCoderConfig
from weights import D_IN, SIZE, K, dense, exact, expect, folder_of, rounded, with_twins

PEER = f"eai-sparsify {version('eai-sparsify')}"


@torch.no_grad()
def make(variant, weights, is_exact, **settings):
    coder = SparseCoder(D_IN, SparseCoderConfig(num_latents=SIZE, **settings))
    coder.encoder.weight.data = weights["W_enc"].T.contiguous()
    coder.encoder.bias.data = weights["b_enc"].clone()
    coder.W_dec.data = weights["W_dec"].clone()
    coder.b_dec.data = weights["b_dec"].clone()
    coder.save_to_disk(folder_of("sparsify", variant))
    values, features, _ = coder.encode(weights["x"])
    x_hat = coder.decode(values, features)
    codes = dense(values, features)
    expect("sparsify", variant, PEER, is_exact, weights["x"], codes, x_hat, coder.W_dec)


make("topk", exact(1), True, k=K)
make("topk_free_decoder", exact(2), True, k=K, normalize_decoder=False)
make("topk_rounded", rounded(3), False, k=K)
make("relu", exact(4), True, k=SIZE)
make("topk_tied", with_twins(exact(5)), True, k=K)
