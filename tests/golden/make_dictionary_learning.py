"""Golden files of dictionary_learning, by its own classes: pip install dictionary-learning;
python tests/golden/make_dictionary_learning.py"""

import json
from importlib.metadata import version

import torch
from dictionary_learning.dictionary import (
    AutoEncoder,
    AutoEncoderNew,
    GatedAutoEncoder,
    JumpReluAutoEncoder,
)
from dictionary_learning.trainers.batch_top_k import BatchTopKSAE
from dictionary_learning.trainers.matryoshka_batch_top_k import MatryoshkaBatchTopKSAE
from dictionary_learning.trainers.top_k import AutoEncoderTopK
from dictionary_learning.utils import load_dictionary
from weights import D_IN, SIZE, K, exact, expect, folder_of, rounded, with_tie

PEER = f"dictionary-learning {version('dictionary-learning')}"
SOURCE = {"encoder.weight": "W_enc", "encoder.bias": "b_enc", "decoder.weight": "W_dec"}
BIASES = ("bias", "decoder.bias", "decoder_bias")


def put(model, weights):
    for name, parameter in model.named_parameters():
        source = SOURCE.get(name, "b_dec" if name in BIASES else name)
        value = weights[source]
        parameter.data = (value.T if "." in name and value.ndim == 2 else value).clone()
    return model


@torch.no_grad()
def make(variant, model, weights, is_exact, threshold=None):
    """The file, and what the tool computes once it has loaded it back."""
    put(model, weights)
    if threshold is not None:
        model.threshold.fill_(threshold)
    folder = folder_of("dictionary_learning", variant)
    torch.save(model.state_dict(), folder / "ae.pt")
    trainer = {"dict_class": type(model).__name__, "activation_dim": D_IN, "dict_size": SIZE}
    if hasattr(model, "k"):
        trainer["k"] = K
    trainer |= {"layer": 3, "lm_name": "org/tiny", "submodule_name": "resid_post_layer_3"}
    config = {"trainer": trainer, "buffer": {"d_submodule": D_IN, "io": "out"}}
    (folder / "config.json").write_text(json.dumps(config, indent=4))
    loaded, _ = load_dictionary(str(folder), "cpu")
    codes = loaded.encode(weights["x"])
    x_hat = loaded.decode(codes)
    W_dec = loaded.W_dec if hasattr(loaded, "W_dec") else loaded.decoder.weight.T
    expect("dictionary_learning", variant, PEER, is_exact, weights["x"], codes, x_hat, W_dec)


make("standard", AutoEncoder(D_IN, SIZE), exact(1), True)
make("standard_new", AutoEncoderNew(D_IN, SIZE), exact(2), True)
gates = rounded(3)
for number, name in enumerate(("r_mag", "gate_bias", "mag_bias")):
    gates[name] = rounded(30 + number)["b_enc"]
make("gated", GatedAutoEncoder(D_IN, SIZE), gates, False)
make("topk", AutoEncoderTopK(D_IN, SIZE, K), exact(4), True)
make("topk_with_threshold", AutoEncoderTopK(D_IN, SIZE, K), exact(5), True, threshold=0.75)
make("batch_topk", BatchTopKSAE(D_IN, SIZE, K), exact(6), True, threshold=0.75)
make("batch_topk_unset", BatchTopKSAE(D_IN, SIZE, K), exact(7), True)
groups = [4, 6, SIZE - 10]
make("matryoshka", MatryoshkaBatchTopKSAE(D_IN, SIZE, K, groups), exact(8), True, threshold=0.75)
make("jumprelu", JumpReluAutoEncoder(D_IN, SIZE), with_tie(exact(9), False), True)
make("jumprelu_rounded", JumpReluAutoEncoder(D_IN, SIZE), rounded(10), False)
