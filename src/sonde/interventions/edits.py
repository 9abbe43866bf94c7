"""Edits: what a person does to a feature.

    clamp   the feature's code is set to strength x its observed maximum
    ablate  the code is set to zero
    add     strength x maximum x the decoder direction is added, whatever the code was

Strength is in multiples of the feature's observed maximum (Scaling Monosemanticity, Feature
Steering), so 1 means the strongest firing that the atlas saw.
"""

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

import torch
from jaxtyping import Bool, Float, Int
from torch import Tensor

from sonde.core.errors import SondeError, nearest
from sonde.dictionary.dictionary import Dictionary
from sonde.dictionary.sparse import Codes, dense

ALL = slice(None)
ACTIONS = ("clamp", "ablate", "add")
SHAPE = re.compile(
    r"\s*(?:(?P<action>[^\W\d]\w*)\s+)?(?P<feature>\d+)"
    r"\s*(?:[:=\s]\s*(?P<strength>[-+]?[\d.]+(?:[eE][-+]?\d+)?))?\s*x?\s*"
)


@dataclass(frozen=True)
class Edit:
    feature: int
    action: Literal["clamp", "ablate", "add"] = "clamp"
    strength: float = 0.0  # in multiples of the feature's observed maximum; not used by ablate

    def __post_init__(self) -> None:
        if self.action not in ACTIONS:
            raise SondeError(f"Unknown action {self.action!r}.{nearest(self.action, ACTIONS)}")
        if not math.isfinite(self.strength):
            raise SondeError(f"Strength {self.strength} of feature {self.feature} is not finite.")

    def __str__(self) -> str:
        """The text that `parse_edit` reads."""
        strength = "" if self.action == "ablate" else f" {self.strength!r}"
        return f"{self.action} {self.feature}{strength}"


def parse_edit(text: str) -> Edit:
    """`123=5`, `clamp 123 5`, `ablate 123`, `add 123 -2`."""
    match = SHAPE.fullmatch(text)
    if match is None:
        raise SondeError(
            f"{text!r} is not an edit: write 123=5 (clamp to five times its maximum), "
            "ablate 123, or add 123 -2."
        )
    action = match["action"] or "clamp"
    if action not in ACTIONS:
        raise SondeError(f"{text!r} names an unknown action {action!r}.{nearest(action, ACTIONS)}")
    if action != "ablate" and match["strength"] is None:
        raise SondeError(f"{text!r} has no strength: write {action} {match['feature']} 5.")
    try:
        strength = float(match["strength"] or 0)
    except ValueError:
        raise SondeError(f"{text!r}: {match['strength']!r} is not a number.") from None
    return Edit(int(match["feature"]), action, strength)  # type: ignore[arg-type]


@dataclass(frozen=True)
class EditTable:
    """The edits of every row of a batch, in units of the codes. NaN means left alone."""

    features: Int[Tensor, " n"]
    set_to: Float[Tensor, "rows n"]  # the new code
    add: Float[Tensor, "rows n"]  # added to the code


def edit_table(
    rows: Sequence[Sequence[Edit]], maxima: Mapping[int, float], dictionary_size: int
) -> EditTable:
    """One sequence of edits per row of the batch: requests with different edits share a forward.

    `maxima` gives the observed maximum of every feature that is clamped or added. Two edits of one
    feature in one row conflict and are refused.
    """
    features = sorted({edit.feature for row in rows for edit in row})
    for feature in features:
        if not 0 <= feature < dictionary_size:
            span = f"0..{dictionary_size - 1}"
            raise SondeError(f"There is no feature {feature}: the dictionary has {span}.")
    place = {feature: column for column, feature in enumerate(features)}
    set_to = torch.full((len(rows), len(features)), torch.nan)
    add = torch.zeros(len(rows), len(features))
    for number, row in enumerate(rows):
        if len({edit.feature for edit in row}) < len(row):
            raise SondeError("Two edits name the same feature: give each feature one edit.")
        for edit in row:
            target = add if edit.action == "add" else set_to
            target[number, place[edit.feature]] = amount(edit, maxima)
    return EditTable(torch.tensor(features, dtype=torch.long), set_to, add)


def amount(edit: Edit, maxima: Mapping[int, float]) -> float:
    """What an edit sets or adds, in units of the codes."""
    if edit.action == "ablate":
        return 0.0
    if edit.feature not in maxima:
        raise SondeError(
            f"Feature {edit.feature} never fired, so it has no maximum to multiply: choose another."
        )
    return edit.strength * maxima[edit.feature]


def apply_edits(
    dictionary: Dictionary,
    table: EditTable,
    x: Float[Tensor, "rows position width"],
    keep: Bool[Tensor, "rows position"],
    at: slice = ALL,
) -> Float[Tensor, "rows position d_out"]:
    """x with its features edited and the error kept.

        x' = SAE(x, edited) + (x - SAE(x)) = x + sum_i (new_i - code_i) W_dec[i]

    so only the edited features need encoding. Positions where `keep` is False (BOS, sinks) stay. Of
    several hook points x has the activations side by side, and the columns `at` are edited.
    """
    if not len(table.features):
        return x if at == ALL else x[..., at]
    flat, features = x.flatten(0, 1).float(), table.features.to(x.device)
    codes = dictionary.encode_some(dictionary.given(flat), features).view(*x.shape[:2], -1)
    wanted = table.set_to.to(x.device)[:, None]
    change = torch.where(wanted.isnan(), 0.0, wanted - codes) + table.add.to(x.device)[:, None]
    change = change.masked_fill(~keep[..., None], 0.0)
    directions = dictionary.W_dec[features][:, dictionary.decoder_columns(x.shape[-1], at)]
    return (x[..., at] + change @ directions).to(x.dtype)


def apply_edits_slowly(
    dictionary: Dictionary,
    table: EditTable,
    x: Float[Tensor, "rows position width"],
    keep: Bool[Tensor, "rows position"],
    at: slice = ALL,
) -> Float[Tensor, "rows position d_out"]:
    """The twin that encodes everything, sets the codes, decodes, and adds the error back."""
    flat = x.flatten(0, 1).float()
    given, rebuilt = dictionary.given(flat), dictionary.wanted(flat)
    codes: Codes = dictionary.encode(given)
    whole = dense(codes, len(flat), dictionary.size)
    error = rebuilt - (whole @ dictionary.W_dec + dictionary.b_dec)
    edited = whole.view(*x.shape[:2], -1).clone()
    for column, feature in enumerate(table.features.tolist()):
        wanted = table.set_to[:, column, None].expand(x.shape[:2])
        edited[..., feature] = torch.where(wanted.isnan(), edited[..., feature], wanted)
        edited[..., feature] += table.add[:, column, None]
    spliced = edited.flatten(0, 1) @ dictionary.W_dec + dictionary.b_dec + error
    here = spliced[:, dictionary.decoder_columns(x.shape[-1], at)].view(*x.shape[:2], -1)
    return torch.where(keep[..., None], here, x[..., at].float())
