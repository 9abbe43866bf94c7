"""The neurons of the MLP before the hook point, as a hook point of their own.

What the MLP adds to the residual stream is linear in them, so a neuron that is set has the same
effect as a feature whose decoder direction is the neuron's column of the last matrix. They have no
public name: nothing is harvested there.
"""

from dataclasses import replace
from typing import Any

from jaxtyping import Float
from torch import Tensor, nn
from torch.utils.hooks import RemovableHandle

from sonde.activations.source import ActivationSource
from sonde.model.hook_points import HookPoint
from sonde.model.hooks import HOOKS, Function
from sonde.model.loading import LanguageModel

PLACE = "neurons"


def hook_neurons(
    model: LanguageModel, layer: nn.Module, function: Function
) -> list[RemovableHandle]:
    """What the last matrix of the MLP reads."""

    def hook(module: nn.Module, args: tuple[Any, ...]) -> Any:
        new = function(args[0])
        return None if new is None else (new,)

    return [last_matrix(layer).register_forward_pre_hook(hook)]


HOOKS[PLACE] = hook_neurons


def at_neurons(source: ActivationSource) -> ActivationSource:
    """The same source, read and edited at the neurons. They have no sinks to mask."""
    here = HookPoint(source.hook_point.layer, PLACE)
    return replace(source, hook_point=here, norm_limit=float("inf"))


def written_by_neurons(source: ActivationSource) -> Float[Tensor, "d_mlp d_in"]:
    """What each neuron adds to the residual stream for each unit of its own."""
    layer = source.model.layers[source.hook_point.layer]
    return last_matrix(layer).weight.detach().float().cpu().T


def last_matrix(layer: Any) -> Any:
    """Of the MLP of a Llama's layer."""
    return layer.mlp.down_proj
