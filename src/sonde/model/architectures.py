"""One row per architecture: where a model keeps its layers, its branches and its final norm.

A new architecture is a new row. `register` adds one from outside, in a plugin module.
Paths are dotted attribute names: `layers` and `final_norm` as seen from the base model (a causal
language model without its head), `attention` and `mlp` as seen from one layer.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Literal

from sonde.core.errors import SondeError, nearest
from sonde.model.hook_points import PLACES, HookPoint


@dataclass(frozen=True)
class Architecture:
    layers: str = "layers"  # the list of layers
    attention: str | None = "self_attn"  # module whose output is added to the residual stream
    mlp: str | None = "mlp"  # the same for the MLP branch
    final_norm: str = "norm"  # the norm before the unembedding
    norm: Literal["rms", "rms_one_plus", "layer"] = "rms"  # weight; 1 + weight; weight, centred
    truncates: bool = False  # the first layers load alone when num_hidden_layers is cut
    per_layer: tuple[str, ...] = ("layer_types",)  # config fields with one entry per layer
    parallel: bool = False  # attention and MLP both read resid_pre, so there is no resid_mid
    parallel_if: str | None = None  # config field that says so instead
    mlp_reader: str | None = None  # the MLP itself, where `mlp` is a norm behind it
    packs: bool = False  # masks what stands before the place where positions begin anew

    def runs_parallel(self, config: Any) -> bool:
        """Whether attention and MLP run side by side in the model with this transformers config."""
        return bool(getattr(config, self.parallel_if)) if self.parallel_if else self.parallel

    def refuse_absent(self, hook_point: HookPoint, config: Any) -> None:
        """Raises SondeError for a place that this architecture does not have."""
        absent = set()
        if self.attention is None:
            absent |= {"attn_out", "resid_mid"}
        if self.mlp is None:
            absent |= {"mlp_out", "mlp_in"}
        if self.runs_parallel(config):
            absent |= {"resid_mid"}
        if hook_point.place in absent:
            present = [place for place in PLACES if place not in absent]
            raise SondeError(
                f"{hook_point} does not exist in a {config.model_type} model: "
                f"use one of {', '.join(present)}."
            )


def post_normed(row: Architecture) -> Architecture:
    """The same row where each branch has a norm behind it, whose output is what is added."""
    return replace(
        row,
        attention="post_attention_layernorm",
        mlp="post_feedforward_layernorm",
        mlp_reader="mlp",
    )


LLAMA = Architecture(truncates=True, packs=True)
GEMMA = replace(LLAMA, norm="rms_one_plus")
LAYER_NORMED = replace(LLAMA, norm="layer")
GPT2 = Architecture("h", "attn", "mlp", "ln_f", norm="layer", truncates=True, packs=True)
PARALLEL_IF = "use_parallel_residual"

ARCHITECTURES: dict[str, Architecture] = {
    "llama": LLAMA,
    "mistral": LLAMA,
    "ministral3": LLAMA,
    "mixtral": LLAMA,
    "qwen2": LLAMA,
    "qwen3": LLAMA,
    "qwen3_moe": LLAMA,
    "phi3": LLAMA,
    "gpt_oss": replace(LLAMA, packs=False),
    "smollm3": replace(LLAMA, per_layer=("layer_types", "no_rope_layers")),
    "granite": replace(
        LLAMA, attention=None, mlp=None
    ),  # branches are scaled before they are added
    "glm4": replace(
        LLAMA,
        attention="post_self_attn_layernorm",
        mlp="post_mlp_layernorm",
        mlp_reader="mlp",
    ),
    "gemma": GEMMA,
    "gemma2": post_normed(GEMMA),
    "gemma3_text": post_normed(GEMMA),
    "gemma3": replace(
        post_normed(GEMMA), layers="language_model.layers", final_norm="language_model.norm"
    ),
    "olmo": LAYER_NORMED,
    "olmo2": post_normed(LLAMA),
    "olmo3": post_normed(LLAMA),
    "starcoder2": LAYER_NORMED,
    "stablelm": replace(LAYER_NORMED, parallel_if=PARALLEL_IF),
    "phi": replace(LAYER_NORMED, final_norm="final_layernorm", parallel=True),
    "gpt2": GPT2,
    "gptj": replace(GPT2, parallel=True),
    "gpt_neo": replace(GPT2, per_layer=("attention_layers",)),
    "gpt_neox": replace(
        LAYER_NORMED, attention="attention", final_norm="final_layer_norm", parallel_if=PARALLEL_IF
    ),
}


def register(model_type: str, architecture: Architecture) -> None:
    """Adds (or replaces) the row for the `model_type` of a checkpoint's config.json."""
    ARCHITECTURES[model_type] = architecture


def architecture_of(config: Mapping[str, Any], name: str) -> Architecture:
    """The row for a checkpoint's config.json; a SondeError shows how to add a missing one."""
    model_type = config.get("model_type")
    if not isinstance(model_type, str):
        raise SondeError(f"{name} is not a transformers model: its config.json has no model_type.")
    if model_type not in ARCHITECTURES:
        raise SondeError(how_to_add(model_type, config, name))
    return ARCHITECTURES[model_type]


def how_to_add(model_type: str, config: Mapping[str, Any], name: str) -> str:
    classes = [str(cls) for cls in config.get("architectures") or []]
    if classes and not any(re.search("CausalLM|LMHead|ConditionalGen", cls) for cls in classes):
        return (
            f"{name} is not a causal language model: its config.json names {', '.join(classes)}. "
            "Point at a checkpoint whose class ends in ForCausalLM."
        )
    lines = "\n".join(f"    {line}".rstrip() for line in plugin_lines(model_type, config))
    return (
        f"{name} is a {model_type!r} model, and Sonde has no row for that architecture."
        f"{nearest(model_type, ARCHITECTURES)}\n"
        "To add it, save these lines as my_model.py in a folder on PYTHONPATH and give the model "
        "the plugin my_model. Where a name in them is wrong, the next error lists the right ones."
        f"\n\n{lines}\n"
    )


def plugin_lines(model_type: str, config: Mapping[str, Any]) -> list[str]:
    """The source of a plugin that registers this checkpoint's class and row."""
    return [
        *class_lines(model_type, config),
        "from sonde.model.architectures import Architecture, register",
        "",
        "register(",
        f"    {model_type!r},",
        "    Architecture(",
        '        layers="layers",  # list of layers, as seen from the base model',
        '        attention="self_attn",  # in a layer: what is added to the residual stream',
        '        mlp="mlp",  # the same for the MLP',
        '        final_norm="norm",  # before the unembedding, as seen from the base model',
        '        norm="rms",  # or "layer" (LayerNorm), or "rms_one_plus" (scale is 1 + weight)',
        "    ),",
        ")",
    ]


def class_lines(model_type: str, config: Mapping[str, Any]) -> list[str]:
    """Lines that tell transformers of a class it does not ship; none where it knows the type."""
    from transformers import CONFIG_MAPPING

    if model_type in CONFIG_MAPPING:
        return []
    causal = word((config.get("architectures") or [None])[0], "MyModelForCausalLM")
    own = str((config.get("auto_map") or {}).get("AutoConfig", "")).rpartition("--")[2]
    module = word(own.rpartition(".")[0], f"modeling_{word(model_type, 'my_model')}")
    settings = word(own.rpartition(".")[2], causal.removesuffix("ForCausalLM") + "Config")
    return [
        "from transformers import AutoConfig, AutoModelForCausalLM",
        f"from {module} import {settings}, {causal}  # your own code",
        "",
        f"AutoConfig.register({model_type!r}, {settings})",
        f"AutoModelForCausalLM.register({settings}, {causal})",
        "",
    ]


def word(name: Any, otherwise: str) -> str:
    """A name out of a config.json, where it is one: these lines are meant to be run."""
    return name if isinstance(name, str) and name.isidentifier() else otherwise
