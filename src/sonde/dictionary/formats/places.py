"""Hook points in the words of TransformerLens, which SAELens, SAEBench and Neuronpedia use.

What an MLP reads, `mlp_in`, has no name there: their hook sits before the weights of the norm."""

import re

PLACES = {
    "resid_pre": "hook_resid_pre",
    "resid_mid": "hook_resid_mid",
    "resid_post": "hook_resid_post",
    "attn_out": "hook_attn_out",
    "mlp_out": "hook_mlp_out",
}


def theirs(hook_point: object) -> object:
    """`layers.6.resid_post` -> `blocks.6.hook_resid_post`; anything else as it is."""
    found = re.fullmatch(r"layers\.(\d+)\.(\w+)", str(hook_point))
    if not found or found[2] not in PLACES:
        return hook_point
    return f"blocks.{found[1]}.{PLACES[found[2]]}"


def ours(name: object) -> object:
    """The reverse."""
    found = re.fullmatch(r"blocks\.(\d+)\.(\w+)", str(name))
    places = {their: our for our, their in PLACES.items()}
    if not found or found[2] not in places:
        return name
    return f"layers.{found[1]}.{places[found[2]]}"
