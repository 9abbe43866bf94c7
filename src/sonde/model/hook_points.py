"""Names of places in a model: `layers.6.resid_post`, or `middle`.

resid_pre  = what enters the layer
resid_mid  = resid_pre + attn_out      (only where attention and MLP run one after the other)
resid_post = resid_mid + mlp_out       = resid_pre of the next layer
mlp_in     = what the MLP reads: resid_mid behind its norm
"""

import re
from difflib import get_close_matches
from typing import NamedTuple

from sonde.core.errors import SondeError, nearest

PLACES = ("resid_pre", "resid_mid", "resid_post", "attn_out", "mlp_out", "mlp_in")
IN_TURN = ("resid_pre", "attn_out", "resid_mid", "mlp_in", "mlp_out", "resid_post")
SHAPE = re.compile(r"layers\.(\d+)\.(\w+)")


class HookPoint(NamedTuple):
    """A named place in the model; layers count from 0."""

    layer: int
    place: str  # one of PLACES

    def __str__(self) -> str:
        return f"layers.{self.layer}.{self.place}"

    @property
    def turn(self) -> tuple[int, int]:
        """Its turn in a forward pass: what has a later one depends on what has an earlier one."""
        return self.layer, IN_TURN.index(self.place)


def resolve(name: str, n_layers: int) -> HookPoint:
    """The hook point `name` of a model with `n_layers` layers.

    `middle` is the residual stream when half of the layers have run, of an odd number the larger
    half. Raises SondeError for a layer beyond the last, an unknown place, or another shape of name.
    """
    if name == "middle":
        return HookPoint((n_layers - 1) // 2, "resid_post")
    match = SHAPE.fullmatch(name)
    if match is None:
        likely = ["middle", *(f"layers.{layer}.resid_post" for layer in range(n_layers))]
        near = nearest(name, likely) if get_close_matches(name, likely) else ""
        raise SondeError(
            f"{name!r} is not a hook point.{near} Write middle, or a layer and a place "
            f"such as layers.{(n_layers - 1) // 2}.resid_post (places: {', '.join(PLACES)})."
        )
    layer, place = int(match[1]), match[2]
    if place not in PLACES:
        raise SondeError(f"{name!r} names an unknown place {place!r}.{nearest(place, PLACES)}")
    if layer >= n_layers:
        raise SondeError(
            f"{name!r} is beyond the last layer: this model has layers 0..{n_layers - 1}."
        )
    return HookPoint(layer, place)


def resolve_all(names: str, n_layers: int) -> tuple[HookPoint, ...]:
    """The hook points of names with commas between them."""
    found = tuple(resolve(name.strip(), n_layers) for name in names.split(","))
    for place in found:
        if found.count(place) > 1:
            raise SondeError(f"{names!r} names {place} twice: name every hook point once.")
    return found
