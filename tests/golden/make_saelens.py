"""Golden files of SAELens, by its own classes: pip install sae-lens;
python tests/golden/make_saelens.py"""

import json
import shutil
from importlib.metadata import version

import torch
from sae_lens import (
    SAE,
    BatchTopKTrainingSAE,
    BatchTopKTrainingSAEConfig,
    GatedSAE,
    GatedSAEConfig,
    JumpReLUSAE,
    JumpReLUSAEConfig,
    JumpReLUSkipTranscoder,
    JumpReLUSkipTranscoderConfig,
    SkipTranscoder,
    SkipTranscoderConfig,
    StandardSAE,
    StandardSAEConfig,
    TopKSAE,
    TopKSAEConfig,
    Transcoder,
    TranscoderConfig,
)
from safetensors.torch import save_file
from weights import (
    D_IN,
    SIZE,
    K,
    exact,
    expect,
    folder_of,
    rounded,
    transcoding,
    with_faint_tokens,
    with_tie,
)

PEER = f"sae-lens {version('sae-lens')}"
NAMES = ("W_enc", "b_enc", "W_dec", "b_dec", "threshold")


def put(sae, weights):
    for name, parameter in sae.named_parameters():
        parameter.data = weights[name].clone()
    return sae


@torch.no_grad()
def make(variant, sae_class, config_class, weights, is_exact, **settings):
    sae = put(sae_class(config_class(d_in=D_IN, d_sae=SIZE, **settings)), weights)
    sae.save_model(folder_of("saelens", variant))
    codes = sae.encode(weights["x"])
    x_hat, W_dec = sae(weights["x"]), sae.W_dec  # with a skip, where there is one
    if settings.get("rescale_acts_by_decoder_norm"):
        W_dec = W_dec / W_dec.norm(dim=1, keepdim=True)
    expect("saelens", variant, PEER, is_exact, weights["x"], codes, x_hat, W_dec)


@torch.no_grad()
def make_old(variant, weights, **settings):
    """A file in the layout before v6, which v6 still opens."""
    folder = folder_of("saelens", variant)
    tensors = {name: weights[name] for name in NAMES[:4]} | {"scaling_factor": torch.ones(SIZE)}
    save_file(tensors, folder / "sae_weights.safetensors")
    settings = {"architecture": "standard", "d_in": D_IN, "d_sae": SIZE, **settings}
    settings |= {"dtype": "float32", "device": "cpu", "finetuning_scaling_factor": False}
    (folder / "cfg.json").write_text(json.dumps(settings))
    sae = SAE.load_from_disk(folder)
    assert type(sae) is TopKSAE
    codes = sae.encode(weights["x"])
    expect("saelens", variant, PEER, True, weights["x"], codes, sae.decode(codes), sae.W_dec)


make("standard", StandardSAE, StandardSAEConfig, exact(1), True)
make(
    "standard_uncentred", StandardSAE, StandardSAEConfig, exact(2), True, apply_b_dec_to_input=False
)
make("jumprelu", JumpReLUSAE, JumpReLUSAEConfig, with_tie(exact(3), True), True)
make("jumprelu_rounded", JumpReLUSAE, JumpReLUSAEConfig, rounded(4), False)
gates = rounded(5)
for number, name in enumerate(("r_mag", "b_gate", "b_mag")):
    gates[name] = rounded(50 + number)["b_enc"]
make("gated", GatedSAE, GatedSAEConfig, gates, False)
make("topk", TopKSAE, TopKSAEConfig, exact(6), True, k=K)
rescaled = {"k": K, "rescale_acts_by_decoder_norm": True}
make("topk_rescaled", TopKSAE, TopKSAEConfig, exact(7), True, **rescaled)
normed = {"k": K, "normalize_activations": "layer_norm"}
make("topk_layer_norm", TopKSAE, TopKSAEConfig, with_faint_tokens(rounded(8)), False, **normed)

for variant, transcoder, config, jumps, seed in (
    ("transcoder", Transcoder, TranscoderConfig, False, 11),
    ("skip_transcoder", SkipTranscoder, SkipTranscoderConfig, False, 12),
    ("jumprelu_skip_transcoder", JumpReLUSkipTranscoder, JumpReLUSkipTranscoderConfig, True, 13),
):
    weights = transcoding(with_tie(exact(seed), False) if jumps else exact(seed), seed)
    own = {"d_out": len(weights["b_dec"]), "apply_b_dec_to_input": False}
    make(variant, transcoder, config, weights, True, **own)

# A training checkpoint of batch top-k; what it computes for inference is what its export computes.
for variant, weights, is_exact, rescale in (
    ("batchtopk", exact(9), True, False),
    ("batchtopk_rescaled", exact(10), True, True),
):
    config = BatchTopKTrainingSAEConfig(
        d_in=D_IN, d_sae=SIZE, k=K, rescale_acts_by_decoder_norm=rescale
    )
    sae = put(BatchTopKTrainingSAE(config), weights)
    sae.topk_threshold.fill_(0.75)
    sae.save_model(folder_of("saelens", variant))
    folder = folder_of("saelens", "exported")
    sae.save_inference_model(folder)
    exported = SAE.load_from_disk(folder)
    shutil.rmtree(folder)
    with torch.no_grad():
        codes = exported.encode(weights["x"])
        x_hat = exported.decode(codes)
    expect("saelens", variant, PEER, is_exact, weights["x"], codes, x_hat, exported.W_dec)

make_old(
    "topk_before_v6",
    exact(14),
    model_name="gpt2-small",
    hook_name="blocks.8.hook_resid_pre",
    hook_layer=8,
    hook_head_index=None,
    activation_fn_str="topk",
    activation_fn_kwargs={"k": K},
    apply_b_dec_to_input=True,
    normalize_activations="none",
    context_size=128,
    prepend_bos=False,
    dataset_path="org/text",
    sae_lens_training_version="3.20.0",
)
