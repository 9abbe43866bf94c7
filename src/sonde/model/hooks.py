"""Reading a hook point, and putting something else in its place.

>>> with read(model, "layers.6.resid_post") as residual:
...     model.module(tokens)
>>> residual.x                                        # [batch, position, d_model]

>>> with replace(model, "layers.6.resid_post", lambda x: x + direction):
...     model.module(tokens)                          # also generation with a cache

Hooks on one hook point run in the order in which they were entered, so a `read` inside a `replace`
sees the replaced activations. They are gone on exit, also after an error.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from typing import Any

import torch
from jaxtyping import Float, Int
from torch import Tensor, nn
from torch.utils.hooks import RemovableHandle

from sonde.core.errors import SondeError
from sonde.model.hook_points import HookPoint
from sonde.model.loading import LanguageModel, submodule

Residual = Float[Tensor, "batch position d_model"]
Function = Callable[[Tensor], "Tensor | None"]


class Reading:
    """What the last forward had at a hook point, as `.x`."""

    def __init__(self, hook_point: HookPoint):
        self.hook_point = hook_point
        self.seen: Tensor | None = None

    @property
    def x(self) -> Residual:
        """Activations of the last forward [batch, position, d_model], in the model's dtype."""
        if self.seen is None:
            raise SondeError(
                f"Nothing was read at {self.hook_point}: run the model inside `with read(...)`."
            )
        return self.seen


class Stop(Exception):
    """Ends a forward at the hook point; never leaves this module."""


@contextmanager
def read(model: LanguageModel, hook_point: str | HookPoint) -> Iterator[Reading]:
    """While inside, every forward leaves its activations at `hook_point` in the yielded `.x`."""
    reading = Reading(model.hook_point(hook_point))

    def keep(x: Tensor) -> None:
        reading.seen = x

    with replace(model, reading.hook_point, keep):
        yield reading


@contextmanager
def replace(
    model: LanguageModel, hook_point: str | HookPoint, function: Function
) -> Iterator[None]:
    """While inside, `function(x)` takes the place of the activations x [batch, position, d_model].

    It must keep the shape; its dtype is brought to the model's. None leaves x as it is, bit for
    bit. With a KV cache x holds only the new positions. At resid_mid the difference is put out of
    the attention branch, so the rest of the layer sees the new value.
    """
    found = model.hook_point(hook_point)
    layer = model.layers[found.layer]
    guarded = checked(function, found)
    handles = HOOKS[found.place](model, layer, guarded)
    try:
        yield
    finally:
        for handle in handles:
            handle.remove()


@contextmanager
def begun_at(model: LanguageModel, hook_point: HookPoint, x: Residual) -> Iterator[None]:
    """While inside, a forward over the same tokens begins with `x` at the output of a layer: those
    before it, and it, do nothing. For layers that give out a tensor, as Llama's do."""
    assert hook_point.place == "resid_post", "what comes later reads more than this place"
    with ExitStack() as stack:
        for layer in model.layers[: hook_point.layer + 1]:
            layer.forward = lambda hidden_states, *args, **kwargs: hidden_states
            stack.callback(delattr, layer, "forward")
        stack.enter_context(replace(model, hook_point, lambda _: x))
        yield


@torch.no_grad()
def activations(
    model: LanguageModel, hook_point: str | HookPoint, tokens: Int[Tensor, "batch position"]
) -> Residual:
    """Activations at `hook_point`; the forward ends there, so later layers cost nothing."""
    return activations_of_all(model, [hook_point], tokens)[0]


@torch.no_grad()
def activations_of_all(
    model: LanguageModel,
    hook_points: Sequence[str | HookPoint],
    tokens: Int[Tensor, "batch position"],
) -> list[Residual]:
    """Activations at every hook point; the forward ends when the last of them was seen."""
    readings = [Reading(model.hook_point(hook_point)) for hook_point in hook_points]

    def keeper(reading: Reading) -> Function:
        def keep(x: Tensor) -> None:
            reading.seen = x.clone() if len(readings) > 1 else x  # the model may write into it
            if all(one.seen is not None for one in readings):
                raise Stop

        return keep

    with ExitStack() as stack:
        for reading in readings:
            stack.enter_context(replace(model, reading.hook_point, keeper(reading)))
        with suppress(Stop):
            model.module.base_model(input_ids=tokens.to(model.device), use_cache=False)
    return [reading.x for reading in readings]


def checked(function: Function, hook_point: HookPoint) -> Function:
    """`function`, whose answer must fit the place it goes to."""

    def run(x: Tensor) -> Tensor | None:
        new = function(x)
        if new is not None and new.shape != x.shape:
            raise SondeError(
                f"The replacement at {hook_point} has shape {list(new.shape)}, "
                f"but it must keep {list(x.shape)}."
            )
        return None if new is None else new.to(x.dtype)

    return run


def hook_input(model: LanguageModel, layer: nn.Module, function: Function) -> list[RemovableHandle]:
    """resid_pre, mlp_in: what the layer, or the MLP, is called with."""

    def hook(module: nn.Module, args: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:
        new = function(layer_input(args, kwargs))
        if new is None:
            return None
        if args:
            return (new, *args[1:]), kwargs
        return args, {**kwargs, "hidden_states": new}

    handle = layer.register_forward_pre_hook(hook, with_kwargs=True)
    captures_last(layer)
    return [handle]


def hook_output(module: nn.Module, function: Function) -> list[RemovableHandle]:
    """What a module gives out: a tensor, or the first of a tuple."""

    def hook(module: nn.Module, args: tuple[Any, ...], output: Any) -> Any:
        if not isinstance(output, tuple):
            return function(output)
        new = function(output[0])
        return None if new is None else (new, *output[1:])

    return [module.register_forward_hook(hook)]


def hook_middle(
    model: LanguageModel, layer: nn.Module, function: Function
) -> list[RemovableHandle]:
    """resid_mid = layer input + attention branch; a new value leaves through the branch."""
    capture = Capture()

    def middle(branch: Tensor) -> Tensor | None:
        new = function(capture.x + branch)
        return None if new is None else new - capture.x

    handle = layer.register_forward_pre_hook(capture, with_kwargs=True)
    return [handle, *hook_output(attention(model, layer), middle)]


class Capture:
    """Remembers the input of a layer while the layer runs."""

    x: Tensor

    def __call__(self, module: nn.Module, args: tuple[Any, ...], kwargs: dict[str, Any]) -> None:
        self.x = layer_input(args, kwargs)


def captures_last(layer: nn.Module) -> None:
    """Puts captures behind every replacement of the input, so that they see what the layer sees."""
    hooks = layer._forward_pre_hooks
    for key in [key for key, hook in hooks.items() if isinstance(hook, Capture)]:
        hooks[key] = hooks.pop(key)


def layer_input(args: tuple[Any, ...], kwargs: dict[str, Any]) -> Tensor:
    return args[0] if args else kwargs["hidden_states"]


def attention(model: LanguageModel, layer: nn.Module) -> nn.Module:
    return submodule(layer, str(model.architecture.attention))


HOOKS: dict[str, Callable[[LanguageModel, nn.Module, Function], list[RemovableHandle]]] = {
    "resid_pre": hook_input,
    "resid_mid": hook_middle,
    "resid_post": lambda model, layer, function: hook_output(layer, function),
    "attn_out": lambda model, layer, function: hook_output(attention(model, layer), function),
    "mlp_out": lambda model, layer, function: hook_output(
        submodule(layer, str(model.architecture.mlp)), function
    ),
    "mlp_in": lambda model, layer, function: hook_input(
        model,
        submodule(layer, str(model.architecture.mlp_reader or model.architecture.mlp)),
        function,
    ),
}
