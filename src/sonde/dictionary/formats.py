"""Other tools' dictionaries. SAELens (v6), architecture jumprelu: `cfg.json` and
`sae_weights.safetensors`,

    h     = (x - b_dec) @ W_enc + b_enc
    codes = relu(h) * (h > threshold)
    x_hat = codes @ W_dec + b_dec

which is Sonde's own form, so a round trip is exact. Standard (ReLU) files are read too.
"""

import json
from pathlib import Path
from typing import Any

import torch

from sonde.core.artifact import Artifact, Draft, partial
from sonde.core.errors import SondeError, nearest
from sonde.core.files import load_tensors, read_json, refuse_pickles, save_tensors, write_bytes
from sonde.dictionary.dictionary import NAMES, Dictionary, from_tensors, refuse_shapes

WEIGHTS, CONFIG = "sae_weights.safetensors", "cfg.json"
TARGETS = ("saelens", "sonde")


def convert(source: Path, output: Path, to: str) -> Path:
    """Writes a dictionary of Sonde as a SAELens folder, or the reverse. Raises SondeError for a
    pickled file, an unknown format, and an output that exists."""
    if to not in TARGETS:
        raise SondeError(f"Unknown format {to!r}.{nearest(to, TARGETS)}")
    refuse_pickles(source)
    if output.exists():
        raise SondeError(f"{output} exists already: give another directory, or remove it.")
    if to == "sonde":
        return write_sonde(read_saelens(source), source, output)
    write_saelens(Dictionary.load(Artifact.open(source, "train")), output)
    return output


def write_saelens(dictionary: Dictionary, folder: Path) -> None:
    """A folder that `SAE.load_from_disk` of SAELens opens."""
    about = dictionary.about
    settings = {
        "d_in": dictionary.d_in,
        "d_sae": dictionary.size,
        "dtype": "float32",
        "device": "cpu",
        "apply_b_dec_to_input": True,
        "normalize_activations": "none",
        "reshape_activations": "none",
        "metadata": {
            "model_name": about.get("model", {}).get("path"),
            "hook_name": about.get("hook_point"),
            "context_size": about.get("text", {}).get("context_length"),
            "prepend_bos": True,
            "sonde": about,
        },
        "architecture": "jumprelu",
    }
    aside = partial(folder)
    aside.mkdir(parents=True, exist_ok=True)
    save_tensors(aside / WEIGHTS, {name: getattr(dictionary, name) for name in NAMES})
    write_bytes(aside / CONFIG, json.dumps(settings).encode())
    aside.replace(folder)


def read_saelens(folder: Path) -> Dictionary:
    """A SAELens v6 folder of architecture jumprelu or standard, without input normalisation."""
    settings: dict[str, Any] = read_json(folder / CONFIG)
    if not isinstance(settings, dict):
        raise SondeError(f"{folder / CONFIG} should hold settings by name.")
    architecture = settings.get("architecture", "standard")
    if architecture not in ("jumprelu", "standard"):
        raise SondeError(
            f"{folder} has architecture {architecture!r}: only jumprelu and standard are read. "
            "Export it for inference from SAELens first; a batch top-k then becomes jumprelu."
        )
    normalised = settings.get("normalize_activations", "none")
    if normalised not in ("none", None):
        raise SondeError(f"{folder} normalises its input ({normalised}): fold that in first.")
    for file in sorted(folder.iterdir()):
        refuse_pickles(file)
    tensors = load_tensors(folder / WEIGHTS)
    missing = [name for name in NAMES if name not in tensors and name != "threshold"]
    if missing:
        there = sorted(tensors)
        raise SondeError(f"{folder / WEIGHTS} holds {there}, but {missing} is needed too.")
    tensors = {name: tensor.float() for name, tensor in tensors.items()}
    threshold = tensors.get("threshold", torch.zeros_like(tensors["b_enc"]))
    tensors["threshold"] = threshold.relu()  # below zero, relu(h) is what decides
    refuse_shapes(tensors, folder)
    if not settings.get("apply_b_dec_to_input", True):  # x @ W + b = (x - c) @ W + (b + c @ W)
        tensors["b_enc"] = tensors["b_enc"] + tensors["b_dec"] @ tensors["W_enc"]
    norms = tensors["W_dec"].norm(dim=-1).clamp_min(1e-12)  # codes in the units of x
    unit = (norms - 1).abs().max() < 1e-5
    if not unit:
        tensors["W_dec"] = tensors["W_dec"] / norms[:, None]
        for name in ("W_enc", "b_enc", "threshold"):
            tensors[name] = tensors[name] * norms
    return from_tensors({name: tensors[name] for name in NAMES}, about_of(settings), folder)


def about_of(settings: dict[str, Any]) -> dict[str, Any]:
    """What SAELens knows of where a dictionary belongs, in our words."""
    extra = settings.get("metadata") or {}
    if isinstance(extra.get("sonde"), dict):  # written by us: nothing was lost on the way
        about = {"d_in": settings.get("d_in"), **extra["sonde"]}
        if isinstance(model := about.get("model"), dict):  # a module to import is the person's word
            about["model"] = {key: value for key, value in model.items() if key != "plugin"}
        return about
    return {"saelens": extra, "hook_point": extra.get("hook_name"), "d_in": settings.get("d_in")}


def write_sonde(dictionary: Dictionary, source: Path, output: Path) -> Path:
    draft = Draft.begin(output, "train", {"converted_from": str(source), "output": str(output)})
    assert isinstance(draft, Draft), "the output was checked not to exist"
    counts = {"d_in": dictionary.d_in, "dictionary_size": dictionary.size}
    with draft:
        dictionary.save(draft.path / "dictionary.safetensors")
        return draft.finish(counts, dictionary.about).path
