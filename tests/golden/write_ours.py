"""Dictionaries of Sonde in the formats of the tools that can be installed, for `open_ours.py`,
which the tools' own environments run: python tests/golden/write_ours.py FOLDER"""

import sys
from dataclasses import replace
from pathlib import Path

import torch
from safetensors.torch import save_file

from sonde.dictionary.dictionary import Dictionary
from sonde.dictionary.formats.convert import save, write
from sonde.dictionary.formats.plain import Plain, plain_of, top_k_of

D_IN, SIZE = 16, 40
root = Path(sys.argv[1])
generator = torch.Generator().manual_seed(0)


def normal(*shape: int) -> torch.Tensor:
    return torch.randn(*shape, generator=generator)


directions = normal(SIZE, D_IN)
jumping = Dictionary(
    W_enc=normal(D_IN, SIZE) / 4,
    b_enc=normal(SIZE) / 4,
    W_dec=directions / directions.norm(dim=1, keepdim=True),
    b_dec=normal(D_IN),
    threshold=normal(SIZE).abs() / 4,
    about={"model": {"path": "org/tiny"}, "hook_point": "layers.3.resid_post"},
)
relu = replace(jumping, threshold=torch.zeros(SIZE))
top = top_k_of(plain_of(jumping), 5)
x = 2 * normal(50, D_IN)


def expect(folder: Path, plain: Plain) -> None:
    tensors = {"x": x, "codes": plain.encode(x), "x_hat": plain.reconstruct(x)}
    save_file(tensors, folder.with_suffix(".safetensors"))


for name in ("saelens", "sparsify", "dictionary_learning"):
    for kind, dictionary in (("jumping", jumping), ("relu", relu)):
        if (name, kind) != ("sparsify", "jumping"):
            expect(save(dictionary, root / name / kind, name), plain_of(dictionary))
    expect(write(top, root / name / "topk", name, root), top)
layer_norm = replace(top, layer_norm=True)
expect(write(layer_norm, root / "saelens" / "layer_norm", "saelens", root), layer_norm)
transcoder = replace(
    jumping,
    W_dec=jumping.W_dec[:, :10] / jumping.W_dec[:, :10].norm(dim=1, keepdim=True),
    b_dec=normal(10),
    b_in=normal(D_IN),
    W_skip=normal(D_IN, 10) / 4,
)
expect(save(transcoder, root / "saelens" / "transcoder", "saelens"), plain_of(transcoder))
uncentred = replace(plain_of(relu), centred=False)
expect(
    write(uncentred, root / "dictionary_learning" / "new", "dictionary_learning", root), uncentred
)
