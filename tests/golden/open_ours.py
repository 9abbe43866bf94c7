"""What `write_ours.py` wrote, opened by the tool it is for, in the tool's environment:
python tests/golden/open_ours.py FOLDER/saelens (or sparsify, or dictionary_learning)"""

import sys
from pathlib import Path

import torch
from safetensors.torch import load_file


def open_saelens(folder):
    from sae_lens import SAE

    sae = SAE.load_from_disk(str(folder))
    assert sae.cfg.metadata.hook_name == "blocks.3.hook_resid_post"
    assert sae.cfg.metadata.model_name == "org/tiny"
    assert sae.cfg.metadata.model_from_pretrained_kwargs == {}
    skip = getattr(sae, "W_skip", None)

    def decode(codes, x):
        return sae.decode(codes) if skip is None else sae(x)

    return sae.encode, decode, type(sae).__name__


def open_sparsify(folder):
    from sparsify import SparseCoder

    coder = SparseCoder.load_from_disk(folder)

    def encode(x):
        values, features, _ = coder.encode(x)
        return torch.zeros(len(x), coder.num_latents).scatter(1, features, values)

    def decode(codes, x):
        values, features = codes.topk(coder.cfg.k)
        return coder.decode(values, features)

    return encode, decode, type(coder).__name__


def open_dictionary_learning(folder):
    from dictionary_learning.utils import load_dictionary

    model, _ = load_dictionary(str(folder), "cpu")
    return model.encode, lambda codes, x: model.decode(codes), type(model).__name__


root = Path(sys.argv[1])
opener = globals()[f"open_{root.name}"]
for folder in sorted(path for path in root.iterdir() if path.is_dir()):
    encode, decode, kind = opener(folder)
    want = load_file(folder.with_suffix(".safetensors"))
    with torch.no_grad():
        codes = encode(want["x"])
        x_hat = decode(codes, want["x"])
    off = [float((a - want[n]).abs().max()) for n, a in (("codes", codes), ("x_hat", x_hat))]
    same = bool(((codes > 0) == (want["codes"] > 0)).all())
    print(f"{root.name:20} {folder.name:12} {kind:22} active alike {same}, off by at most {off}")
    assert same
    assert max(off) < 1e-5
