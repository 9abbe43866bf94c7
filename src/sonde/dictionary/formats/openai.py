"""OpenAI's sparse_autoencoder: a `.pt` file of a state dict, read without unpickling.

    h     = (x' - pre_bias) @ encoder.weight.T + latent_bias
    codes = relu(h), or the k largest h, then relu
    x_hat = codes @ decoder.weight.T + pre_bias

encoder.weight is [F, d_in], decoder.weight [d_in, F]; tied files hold decoder.linear.weight.
With activation "TopK", and only then, x' is x standardised token by token and x_hat is brought
back; so the published v5 files are no dictionary of Sonde, but go to SAELens whole.
"""

from collections import OrderedDict
from pathlib import Path
from typing import Any

import torch
from torch import Tensor

from sonde.core.errors import SondeError
from sonde.dictionary.formats.plain import Plain, build, with_centre
from sonde.dictionary.formats.reading import matrix, provenance, refuse_choice, refuse_names, whole
from sonde.dictionary.formats.tensors_only import load_pickled, names_in

NEEDED = ["pre_bias", "encoder.weight", "latent_bias"]
STATISTICS = ["stats_last_nonzero", "latents_activation_frequency", "latents_mean_square"]
OTHERS = [*STATISTICS, "activation", "activation_state_dict"]
DECODER, TIED = "decoder.weight", "decoder.linear.weight"
FILE = "autoencoder.pt"


def recognise(path: Path) -> bool:
    if path.is_dir():
        path = path / FILE
    return path.suffix == ".pt" and path.is_file() and "pre_bias" in names_in(path)


def read(path: Path) -> Plain:
    path = path / FILE if path.is_dir() else path
    state = load_pickled(path)
    activation, settings = state.get("activation", "ReLU"), state.get("activation_state_dict")
    settings = settings if isinstance(settings, dict) else {}
    hint = "Save the autoencoder with one of the two."
    refuse_choice(path, "activation", activation, ["ReLU", "TopK"], hint)
    tied = TIED in state
    refuse_names(state, [*NEEDED, TIED if tied else DECODER], path, [*OTHERS, DECODER])
    tensors = {name: state[name] for name in (*NEEDED, *(() if tied else (DECODER,)))}
    for name, value in tensors.items():
        if not isinstance(value, Tensor):
            raise SondeError(
                f"{path}: {name} is a {type(value).__name__}, not a tensor: save the state_dict() "
                "of the autoencoder again."
            )
    encoder = matrix(tensors, "encoder.weight", path)
    renamed = {
        "W_enc": encoder.T,
        "b_enc": tensors["latent_bias"],
        "W_dec": encoder if tied else matrix(tensors, DECODER, path).T,
        "b_dec": tensors["pre_bias"],
    }
    about = provenance("openai", {"activation": activation})
    if activation == "ReLU":
        return build(renamed, path, about=about)
    hint = "Then every code is positive."
    refuse_choice(path, "postact_fn", settings.get("postact_fn", "ReLU"), ["ReLU"], hint)
    k = whole(settings.get("k"), "k", path)
    return build(renamed, path, k=k, layer_norm=True, about=about)


def write(plain: Plain, folder: Path) -> None:
    """A file that `Autoencoder.from_state_dict` of OpenAI opens: ReLU, or top-k with layer norm."""
    if not plain.is_relu and not (plain.k and plain.layer_norm):
        raise SondeError(
            "OpenAI's autoencoders are ReLU, or top-k of standardised tokens: thresholds, and "
            "top-k of the tokens as they are, have no place there. Choose --format saelens."
        )
    plain = with_centre(plain, True)
    size, top_k = plain.size, plain.layer_norm
    state: dict[str, Any] = OrderedDict(
        {
            "pre_bias": plain.b_dec.clone(),
            "latent_bias": plain.b_enc.clone(),
            "stats_last_nonzero": torch.zeros(size, dtype=torch.long),
            "latents_activation_frequency": torch.ones(size),
            "latents_mean_square": torch.zeros(size),
            "encoder.weight": plain.W_enc.T.contiguous(),
            "decoder.weight": plain.W_dec.T.contiguous(),
            "activation": "TopK" if top_k else "ReLU",
            "activation_state_dict": {"k": plain.k or size, "postact_fn": "ReLU"} if top_k else {},
        }
    )
    torch.save(state, folder / FILE)
