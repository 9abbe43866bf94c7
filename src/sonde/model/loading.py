"""Opens a causal language model from a folder or the hub: whole, or the layers up to a hook point.

Only safetensors are read, and no code from a checkpoint ever runs. Half of the layers take half of
the time and memory: later layers, the head, and shards that hold nothing else are never read.
"""

import importlib
import json
import re
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch
from huggingface_hub import HfApi, try_to_load_from_cache
from huggingface_hub.errors import HTTPError, StrictDataclassError
from safetensors import SafetensorError
from torch import nn
from transformers import (
    MODEL_MAPPING,
    AutoConfig,
    AutoModel,
    AutoModelForCausalLM,
    AutoTokenizer,
    PreTrainedConfig,
    PreTrainedModel,
    PreTrainedTokenizerBase,
)
from transformers.utils import cached_file
from transformers.utils import logging as hf_logging

from sonde.core import machine
from sonde.core.errors import SondeError, nearest
from sonde.core.files import PICKLED, refuse_pickles
from sonde.model.apart import keep_apart
from sonde.model.architectures import Architecture, architecture_of
from sonde.model.config import ModelConfig
from sonde.model.hook_points import HookPoint, resolve, resolve_all

INDEX = "model.safetensors.index.json"
SETTINGS = ("config.json", "generation_config.json")
HEAD = re.compile(r"(?:^|\.)(?:lm_head|embed_out)\.")
HUB_NAME = re.compile(r"\w[\w.-]*(/\w[\w.-]*)?")
HUB_TIMEOUT = 10.0  # seconds
TRANSFORMERS_RAISES = (
    OSError, ValueError, RuntimeError, ImportError, KeyError, HTTPError, StrictDataclassError,
)  # fmt: skip


@dataclass(frozen=True)
class LanguageModel:
    """A transformers model (evaluation mode, no gradients) and the facts that others need of it."""

    module: PreTrainedModel  # called with tokens [batch, position]
    tokenizer: PreTrainedTokenizerBase
    architecture: Architecture
    config: ModelConfig
    n_layers: int  # of the whole model, also where fewer are loaded
    whole: bool  # all layers and the head are loaded

    @property
    def d_model(self) -> int:
        """Width of the residual stream."""
        return int(self.text_config.hidden_size)

    @property
    def vocab_size(self) -> int:
        """Rows of the unembedding; can exceed the number of tokens."""
        return int(self.text_config.vocab_size)

    @property
    def device(self) -> torch.device:
        return self.module.device

    @property
    def dtype(self) -> torch.dtype:
        return self.module.dtype

    @property
    def text_config(self) -> PreTrainedConfig:
        return self.module.config.get_text_config(decoder=True)

    @property
    def layers(self) -> nn.ModuleList:
        """The layers that are loaded, from the first."""
        return submodule(self.module.base_model, self.architecture.layers)

    def hook_point(self, name: str | HookPoint) -> HookPoint:
        """Resolves a name; SondeError where the place does not exist or its layer is not loaded."""
        found = name if isinstance(name, HookPoint) else resolve(name, self.n_layers)
        self.architecture.refuse_absent(found, self.text_config)
        if found.layer >= len(self.layers):
            raise SondeError(
                f"{found} was not loaded: only layers 0..{len(self.layers) - 1} of {self.n_layers} "
                f"were read. Load the model whole, or until {found}."
            )
        return found


def load(config: ModelConfig, until: str | None = None) -> LanguageModel:
    """Opens a model, ready to run: evaluation mode, no gradients, on its device.

    With `until` (a hook point, or several with commas between them) only the layers up to it are
    read, without the head, where the architecture allows; elsewhere the whole model is. Raises
    SondeError for a missing or unreachable checkpoint, pickled weights, an unknown architecture,
    and weights that do not fit.
    """
    device = machine.device(config.device)
    dtype = machine.compute_dtype(config.dtype, device)
    settings, architecture = read_settings(config)
    text = settings.get_text_config(decoder=True)
    n_layers = int(text.num_hidden_layers)
    kept = layers_to_read(until, architecture, text)
    if kept is not None:
        cut(text, architecture, kept)
    refuse_unreadable_weights(config)
    headless = kept is not None and type(settings) in MODEL_MAPPING
    with first_shards(config, architecture, kept, headless) as path, explained(config), quiet():
        module = read_module(path, config, settings, dtype, headless)
    module.to(device=device)  # type: ignore[call-arg]
    module.eval().requires_grad_(False)
    tokenizer = load_tokenizer(config)
    if architecture.packs:
        keep_apart(module, tokenizer.bos_token_id)
    model = LanguageModel(module, tokenizer, architecture, config, n_layers, whole=kept is None)
    refuse_wrong_row(model)
    return model


def load_tokenizer(config: ModelConfig) -> PreTrainedTokenizerBase:
    """The checkpoint's tokenizer, without the model. Raises SondeError where it is missing."""
    import_plugin(config)
    refuse_missing(config)
    folder = Path(config.path).expanduser()
    if folder.is_dir() and not any(folder.glob("*token*")) and not any(folder.glob("vocab*")):
        raise SondeError(
            f"{folder} holds no tokenizer: put the model's tokenizer.json and "
            "tokenizer_config.json there (in Python: tokenizer.save_pretrained)."
        )
    with explained(config, "tokenizer"), quiet():
        return AutoTokenizer.from_pretrained(
            local(config.path), revision=config.revision, trust_remote_code=False
        )


def special_ids(tokenizer: PreTrainedTokenizerBase) -> frozenset[int]:
    """Ids of the tokens that are not text: BOS, EOS, padding, and those added as special."""
    added = {i for i, token in tokenizer.added_tokens_decoder.items() if token.special}
    return frozenset(added | set(tokenizer.all_special_ids))


def read_settings(config: ModelConfig) -> tuple[PreTrainedConfig, Architecture]:
    """The checkpoint's transformers config and the row of its architecture."""
    import_plugin(config)
    refuse_missing(config)
    path = local(config.path)
    with explained(config), quiet():
        plain, _ = PreTrainedConfig.get_config_dict(path, revision=config.revision)
        architecture = architecture_of(plain, config.path)
        settings = AutoConfig.from_pretrained(
            path, revision=config.revision, trust_remote_code=False
        )
    settings._attn_implementation = None  # a checkpoint may name a kernel on the hub, which is code
    settings._experts_implementation = None
    return settings, architecture


def layers_to_read(
    until: str | None, architecture: Architecture, text: PreTrainedConfig
) -> int | None:
    """Number of layers up to the last hook point of `until`; None where all are to be read."""
    if until is None:
        return None
    wanted = resolve_all(until, int(text.num_hidden_layers))
    for hook_point in wanted:
        architecture.refuse_absent(hook_point, text)
    last = max(hook_point.layer for hook_point in wanted)
    return last + 1 if architecture.truncates else None


def cut(text: PreTrainedConfig, architecture: Architecture, n_layers: int) -> None:
    """Makes a transformers config describe the first `n_layers` alone."""
    text.num_hidden_layers = n_layers
    for field in architecture.per_layer:
        if getattr(text, field, None) is not None:
            setattr(text, field, getattr(text, field)[:n_layers])


def read_module(
    path: str, config: ModelConfig, settings: PreTrainedConfig, dtype: torch.dtype, headless: bool
) -> PreTrainedModel:
    """Reads the weights that `settings` asks for; SondeError where the checkpoint lacks some."""
    auto = AutoModel if headless else AutoModelForCausalLM
    module, info = auto.from_pretrained(  # type: ignore[misc]
        local(path),
        config=settings,
        revision=config.revision if path == config.path else None,
        dtype=dtype,
        use_safetensors=True,
        trust_remote_code=False,
        ignore_mismatched_sizes=True,  # found out below, with a message of our own
        output_loading_info=True,
    )
    refuse_unfit_weights(config, info)
    return module


def refuse_unfit_weights(config: ModelConfig, info: dict[str, Any]) -> None:
    """Raises SondeError for missing or misshapen weights, which transformers would make up."""
    for name, found, expected in sorted(info["mismatched_keys"]):
        raise SondeError(
            f"{config.path} holds {name} with shape {list(found)}, but its config.json asks for "
            f"{list(expected)}: one of the two belongs to another model. Fetch both again."
        )
    missing = sorted(info["missing_keys"])
    if missing:
        raise SondeError(
            f"{config.path} lacks {len(missing)} weights that its config.json asks for, such as "
            f"{missing[0]}: it is incomplete, or has no language-model head. Fetch it again."
        )


@contextmanager
def first_shards(
    config: ModelConfig, architecture: Architecture, n_layers: int | None, headless: bool
) -> Iterator[str]:
    """A path with only the shards of the first `n_layers`; the others are not even fetched."""
    with explained(config), quiet():
        index = None if n_layers is None else find_file(config, INDEX)
        if index is None or n_layers is None:
            yield config.path
            return
        plain = read_index(Path(index))
        needed = {
            name: shard
            for name, shard in plain["weight_map"].items()
            if layer_number(name, architecture) < n_layers and not (headless and HEAD.search(name))
        }
        with tempfile.TemporaryDirectory(prefix="sonde-") as folder:
            for name in (*SETTINGS, *sorted(set(needed.values()))):
                if file := find_file(config, name):
                    (Path(folder) / name).symlink_to(Path(file).resolve())
            (Path(folder) / INDEX).write_text(json.dumps({**plain, "weight_map": needed}))
            yield folder


def read_index(path: Path) -> dict[str, Any]:
    """The table that says which shard holds which weight; its shards lie beside it."""
    index = json.loads(path.read_text())
    table = index.get("weight_map") if isinstance(index, dict) else None
    if not isinstance(table, dict) or any(Path(shard).name != shard for shard in table.values()):
        raise SondeError(f"{path} is damaged: it does not name files beside it. Fetch it again.")
    return index


def find_file(config: ModelConfig, name: str) -> str | None:
    """Local path of one file of the checkpoint, fetched from the hub if need be."""
    found: str | None = cached_file(
        local(config.path),
        name,
        revision=config.revision,
        _raise_exceptions_for_missing_entries=False,
    )
    return found


def layer_number(weight: str, architecture: Architecture) -> int:
    """Layer that a weight of the checkpoint belongs to; -1 for one outside the layers."""
    path = r"\.(?:\w+\.)*".join(map(re.escape, architecture.layers.split(".")))
    match = re.search(rf"(?:^|\.){path}\.(\d+)\.", weight)
    return int(match[1]) if match else -1


def submodule(parent: nn.Module, path: str) -> Any:
    """The module at a dotted path; SondeError that lists what is there instead."""
    for name in path.split("."):
        if not hasattr(parent, name):
            children = [child for child, _ in parent.named_children()]
            raise SondeError(
                f"The row of this architecture says {path!r}, but {type(parent).__name__} has no "
                f"{name!r}. It has {', '.join(children)}: correct the row or the plugin."
            )
        parent = getattr(parent, name)
    return parent


def refuse_wrong_row(model: LanguageModel) -> None:
    """Raises SondeError when the row names modules that the model does not have."""
    row = model.architecture
    submodule(model.module.base_model, row.final_norm)
    for branch in (row.attention, row.mlp):
        if branch is not None:
            submodule(model.layers[0], branch)


def import_plugin(config: ModelConfig) -> None:
    if config.plugin is None:
        return
    try:
        importlib.import_module(config.plugin)
    except ImportError as error:
        raise SondeError(
            f"The plugin {config.plugin!r} cannot be imported ({error}): "
            "put the folder of its .py file on PYTHONPATH, and install what it needs."
        ) from error


def local(path: str) -> str:
    """The path with ~ expanded where it is a folder; a hub name as it is."""
    expanded = Path(path).expanduser()
    return str(expanded) if expanded.exists() else path


def refuse_missing(config: ModelConfig) -> None:
    """Raises SondeError for a path that is neither a checkpoint's folder nor a model on the hub."""
    path = Path(config.path).expanduser()
    if path.is_file():
        refuse_pickles(path)
        raise SondeError(f"{path} is a file: give the folder of the checkpoint, {path.parent}.")
    if path.is_dir() and not (path / "config.json").exists():
        inside = [child.parent.name for child in sorted(path.glob("*/config.json"))]
        hint = f" Checkpoints inside it: {', '.join(inside)}." if inside else ""
        raise SondeError(f"{path} is not a checkpoint: it holds no config.json.{hint}")
    if not path.is_dir():
        if not HUB_NAME.fullmatch(config.path):
            raise SondeError(f"There is no folder {path}.{siblings(path)}")
        refuse_missing_on_hub(config)


def refuse_missing_on_hub(config: ModelConfig) -> None:
    """Asks the hub once: a wrong name or a missing network shows at once, not after retries."""
    if isinstance(
        try_to_load_from_cache(config.path, "config.json", revision=config.revision), str
    ):
        return
    with explained(config):
        HfApi().model_info(config.path, revision=config.revision, timeout=HUB_TIMEOUT)


def siblings(path: Path) -> str:
    """The nearest name beside a path that does not exist."""
    if not path.parent.is_dir():
        return ""
    return nearest(path.name, [child.name for child in path.parent.iterdir() if child.is_dir()])


def refuse_unreadable_weights(config: ModelConfig) -> None:
    """Raises SondeError for a folder without safetensors; pickles are named as such."""
    path = Path(config.path).expanduser()
    if not path.is_dir() or any(path.glob("*.safetensors")):
        return
    for file in sorted(path.iterdir()):
        if file.suffix in PICKLED:
            refuse_pickles(file)
    raise SondeError(
        f"{path} holds no weights: model.safetensors is missing. Fetch the model again."
    )


@contextmanager
def explained(config: ModelConfig, what: str = "model") -> Iterator[None]:
    """Turns what transformers and the hub raise into a SondeError that names the fix."""
    try:
        yield
    except SondeError:
        raise
    except SafetensorError as error:
        raise SondeError(
            f"The weights of {config.path} are damaged or cut short ({error}): fetch them again."
        ) from error
    except TRANSFORMERS_RAISES as error:
        reason = " ".join(str(error).split())[:400]
        if Path(config.path).expanduser().is_dir():
            raise SondeError(f"The {what} in {config.path} cannot be opened: {reason}") from error
        near = siblings(Path(config.path))
        raise SondeError(
            f"There is no folder {config.path}.{near if 'mean' in near else ''} "
            f"Nor can it be fetched from the Hugging Face hub: {reason}\n"
            "Check the spelling and the network, or point at a folder; a gated model needs "
            "`hf auth login`."
        ) from error


@contextmanager
def quiet() -> Iterator[None]:
    """Without transformers' load report and progress bars."""
    verbosity, bars = hf_logging.get_verbosity(), hf_logging.is_progress_bar_enabled()
    hf_logging.set_verbosity_error()
    hf_logging.disable_progress_bar()
    try:
        yield
    finally:
        hf_logging.set_verbosity(verbosity)
        if bars:
            hf_logging.enable_progress_bar()
