"""Shapes of language models: how many layers of which widths, and what that comes to in weights.

    layer   = d (H + 2 H_kv) h + H h d + (3 or 2) d d_ff        and its norms and biases
    weights = V d + n_layers layer + final norm + (0 if tied else V d)

A shape is read from a `config.json`, or taken from the table of well-known models below. Nothing
is loaded and nothing is fetched.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

from sonde.core.errors import SondeError, nearest
from sonde.core.files import read_json


class Family(NamedTuple):
    """What all models of one `model_type` have in common."""

    gated: bool = True  # the MLP has three matrices, else two
    norms: int = 2  # of width d_model in a layer
    norm_bias: bool = False  # norms have a bias beside their weight
    qk_norm: bool = False  # queries and keys have a norm of width head_dim
    qkv_bias: bool = False
    out_bias: bool = False
    mlp_bias: bool = False
    own_bias: bool = True  # `attention_bias` and `mlp_bias` of the config decide instead
    tied: bool = False  # the unembedding is the embedding, unless the config says otherwise
    n_kv_heads: int | None = None  # where the config does not say; absent: as many as heads
    head_dim: int | None = None  # where the config does not say; absent: d_model / n_heads
    even: bool = False  # always as many key-value heads as heads, of width d_model / n_heads


GPT = Family(False, 2, True, qkv_bias=True, out_bias=True, mlp_bias=True, even=True)
FAMILIES = {
    "llama": Family(),
    "mistral": Family(n_kv_heads=8),
    "phi3": Family(),
    "qwen2": Family(qkv_bias=True, own_bias=False, n_kv_heads=32),
    "qwen3": Family(qk_norm=True, n_kv_heads=32, head_dim=128),
    "gemma": Family(tied=True, n_kv_heads=16, head_dim=256),
    "gemma2": Family(norms=4, tied=True, n_kv_heads=4, head_dim=256),
    "gemma3_text": Family(norms=4, qk_norm=True, tied=True, n_kv_heads=4, head_dim=256),
    "gpt2": GPT._replace(tied=True, own_bias=False),
    "gpt_neox": GPT,
}
FIELDS = {
    "n_layers": "num_hidden_layers",
    "d_model": "hidden_size",
    "n_heads": "num_attention_heads",
    "d_ff": "intermediate_size",
    "vocab_size": "vocab_size",
}
FIELDS_OF_GPT2 = {
    "n_layers": "n_layer",
    "d_model": "n_embd",
    "n_heads": "n_head",
    "vocab_size": "vocab_size",
}


@dataclass(frozen=True, kw_only=True)
class Shape:
    family: Family
    n_layers: int
    d_model: int  # width of the residual stream
    n_heads: int
    n_kv_heads: int
    head_dim: int
    d_ff: int  # width of the MLP
    vocab_size: int
    tied: bool
    n_positions: int = 0  # rows of a learned position embedding
    longest: int | None = None  # context the model can take, where known
    parallel: bool = False  # attention and MLP run side by side, so there is no resid_mid

    @property
    def n_parameters(self) -> int:
        """Of the whole model."""
        return self.parameters_of(self.n_layers) + (0 if self.tied else self.head)

    @property
    def head(self) -> int:
        """Weights of the unembedding."""
        return self.vocab_size * self.d_model

    def parameters_of(self, n_layers: int) -> int:
        """Of the model cut after `n_layers`, without a head: what a harvest reads."""
        embedding = (self.vocab_size + self.n_positions) * self.d_model
        return embedding + n_layers * self.layer + self.norm

    @property
    def norm(self) -> int:
        return self.d_model * (2 if self.family.norm_bias else 1)

    @property
    def layer(self) -> int:
        """Weights of one layer."""
        queries, keys = self.n_heads * self.head_dim, self.n_kv_heads * self.head_dim
        attention = self.d_model * (queries + 2 * keys) + queries * self.d_model
        matrices = 3 if self.family.gated else 2
        biases = self.family.qkv_bias * (queries + 2 * keys) + self.family.out_bias * self.d_model
        biases += self.family.mlp_bias * ((matrices - 1) * self.d_ff + self.d_model)
        norms = self.family.norms * self.norm + self.family.qk_norm * 2 * self.head_dim
        return attention + matrices * self.d_model * self.d_ff + biases + norms


def shape_of(model: str) -> Shape:
    """The shape of a folder with a config.json, of such a file, or of a well-known model."""
    path = Path(model).expanduser()
    if path.is_dir() and (path / "config.json").exists():
        return read_shape(path / "config.json")
    if path.is_file():
        return read_shape(path)
    if (name := plain_name(model)) in KNOWN:
        return known(*KNOWN[name])
    raise SondeError(
        f"{model!r} is neither a folder with a config.json nor a model whose shape is known here."
        f"{nearest(name, KNOWN)} Give the path of its config.json: nothing else is read."
    )


def read_shape(path: Path) -> Shape:
    """From a checkpoint's config.json, read as plain JSON."""
    raw = read_json(path)
    if not isinstance(raw, dict):
        raise SondeError(f"{path} is not the config.json of a model: it holds no keys.")
    model_type = raw.get("model_type")
    if not isinstance(model_type, str) or model_type not in FAMILIES:
        raise SondeError(
            f"{path} says model_type {model_type!r}, whose weights cannot be counted here. Known: "
            f"{', '.join(FAMILIES)}. Where its layers are built like one of these, write a "
            f"config.json with that model_type and {', '.join(FIELDS.values())}, and plan with it."
        )
    return of_gpt2(raw, path) if model_type == "gpt2" else of_config(raw, path)


def of_config(raw: Mapping[str, Any], path: Path) -> Shape:
    family: Family = FAMILIES[raw["model_type"]]
    numbers = whole_numbers(raw, FIELDS, path)
    heads = numbers["n_heads"]
    if family.own_bias:
        attention = bool(or_else(raw, "attention_bias", family.qkv_bias))
        mlp = bool(or_else(raw, "mlp_bias", family.mlp_bias))
        family = family._replace(qkv_bias=attention, out_bias=attention, mlp_bias=mlp)
    said = {} if family.even else raw
    return Shape(
        family=family,
        **numbers,
        n_kv_heads=number(said, "num_key_value_heads", family.n_kv_heads or heads, path),
        head_dim=number(said, "head_dim", family.head_dim or numbers["d_model"] // heads, path),
        tied=bool(or_else(raw, "tie_word_embeddings", family.tied)),
        longest=number(raw, "max_position_embeddings", None, path),
        parallel=raw["model_type"] == "gpt_neox"
        and bool(or_else(raw, "use_parallel_residual", True)),
    )


def of_gpt2(raw: Mapping[str, Any], path: Path) -> Shape:
    numbers = whole_numbers(raw, FIELDS_OF_GPT2, path)
    positions = number(raw, "n_positions", 1024, path)
    return Shape(
        family=FAMILIES["gpt2"],
        **numbers,
        n_kv_heads=numbers["n_heads"],
        head_dim=numbers["d_model"] // numbers["n_heads"],
        d_ff=number(raw, "n_inner", 4 * numbers["d_model"], path),
        tied=bool(or_else(raw, "tie_word_embeddings", True)),
        n_positions=positions,
        longest=positions,
    )


def or_else(raw: Mapping[str, Any], key: str, default: Any) -> Any:
    """What a config says, where it says anything."""
    value = raw.get(key)
    return default if value is None else value


def number(raw: Mapping[str, Any], key: str, default: int | None, path: Path) -> Any:
    """The same for a whole number."""
    value = or_else(raw, key, default)
    if value is not None and (not isinstance(value, int) or value < 1):
        raise SondeError(f"{path} says {key} {value!r}: it should be a whole number above zero.")
    return value


def whole_numbers(raw: Mapping[str, Any], fields: Mapping[str, str], path: Path) -> dict[str, Any]:
    """Our names with the config's numbers; a SondeError lists those that it lacks."""
    lacking = [key for key in fields.values() if not isinstance(raw.get(key), int) or raw[key] < 1]
    if lacking:
        raise SondeError(f"{path} lacks {', '.join(lacking)}: whole numbers that a plan needs.")
    return {name: raw[key] for name, key in fields.items()}


def plain_name(model: str) -> str:
    """A hub name without its organisation and without the words for variants of equal shape."""
    name = model.rpartition("/")[2].lower().removeprefix("meta-")
    for ending in ("-instruct", "-it", "-base", "-deduped"):
        name = name.removesuffix(ending)
    return name


def known(
    model_type: str,
    n_layers: int,
    d_model: int,
    n_heads: int,
    n_kv_heads: int,
    head_dim: int,
    d_ff: int,
    vocab_size: int,
    tied: bool,
    longest: int | None,
) -> Shape:
    return Shape(
        family=FAMILIES[model_type],
        n_layers=n_layers,
        d_model=d_model,
        n_heads=n_heads,
        n_kv_heads=n_kv_heads,
        head_dim=head_dim,
        d_ff=d_ff,
        vocab_size=vocab_size,
        tied=tied,
        n_positions=1024 if model_type == "gpt2" else 0,
        longest=longest,
        parallel=model_type == "gpt_neox",
    )


LONG = 131_072
LLAMA_8B = ("llama", 32, 4096, 32, 8, 128, 14336, 128256, False)
LLAMA_70B = ("llama", 80, 8192, 64, 8, 128, 28672, 128256, False)
# model_type, layers, d_model, heads, key-value heads, head_dim, d_ff, vocabulary, tied, context
KNOWN: dict[str, tuple[Any, ...]] = {
    "llama-3-8b": (*LLAMA_8B, 8192),
    "llama-3.1-8b": (*LLAMA_8B, LONG),
    "llama-3-70b": (*LLAMA_70B, 8192),
    "llama-3.1-70b": (*LLAMA_70B, LONG),
    "llama-3.3-70b": (*LLAMA_70B, LONG),
    "llama-3.1-405b": ("llama", 126, 16384, 128, 8, 128, 53248, 128256, False, LONG),
    "llama-3.2-1b": ("llama", 16, 2048, 32, 8, 64, 8192, 128256, True, LONG),
    "llama-3.2-3b": ("llama", 28, 3072, 24, 8, 128, 8192, 128256, True, LONG),
    "gemma-2-2b": ("gemma2", 26, 2304, 8, 4, 256, 9216, 256000, True, 8192),
    "gemma-2-9b": ("gemma2", 42, 3584, 16, 8, 256, 14336, 256000, True, 8192),
    "gemma-2-27b": ("gemma2", 46, 4608, 32, 16, 128, 36864, 256000, True, 8192),
    "qwen2.5-0.5b": ("qwen2", 24, 896, 14, 2, 64, 4864, 151936, True, None),
    "qwen2.5-1.5b": ("qwen2", 28, 1536, 12, 2, 128, 8960, 151936, True, None),
    "qwen2.5-3b": ("qwen2", 36, 2048, 16, 2, 128, 11008, 151936, True, None),
    "qwen2.5-7b": ("qwen2", 28, 3584, 28, 4, 128, 18944, 152064, False, None),
    "qwen2.5-14b": ("qwen2", 48, 5120, 40, 8, 128, 13824, 152064, False, None),
    "qwen2.5-32b": ("qwen2", 64, 5120, 40, 8, 128, 27648, 152064, False, None),
    "qwen2.5-72b": ("qwen2", 80, 8192, 64, 8, 128, 29568, 152064, False, None),
    "qwen3-0.6b": ("qwen3", 28, 1024, 16, 8, 128, 3072, 151936, True, None),
    "qwen3-1.7b": ("qwen3", 28, 2048, 16, 8, 128, 6144, 151936, True, None),
    "qwen3-4b": ("qwen3", 36, 2560, 32, 8, 128, 9728, 151936, True, None),
    "qwen3-8b": ("qwen3", 36, 4096, 32, 8, 128, 12288, 151936, False, None),
    "qwen3-14b": ("qwen3", 40, 5120, 40, 8, 128, 17408, 151936, False, None),
    "qwen3-32b": ("qwen3", 64, 5120, 64, 8, 128, 25600, 151936, False, None),
    "pythia-70m": ("gpt_neox", 6, 512, 8, 8, 64, 2048, 50304, False, 2048),
    "pythia-160m": ("gpt_neox", 12, 768, 12, 12, 64, 3072, 50304, False, 2048),
    "pythia-410m": ("gpt_neox", 24, 1024, 16, 16, 64, 4096, 50304, False, 2048),
    "pythia-1b": ("gpt_neox", 16, 2048, 8, 8, 256, 8192, 50304, False, 2048),
    "pythia-1.4b": ("gpt_neox", 24, 2048, 16, 16, 128, 8192, 50304, False, 2048),
    "pythia-2.8b": ("gpt_neox", 32, 2560, 32, 32, 80, 10240, 50304, False, 2048),
    "pythia-6.9b": ("gpt_neox", 32, 4096, 32, 32, 128, 16384, 50432, False, 2048),
    "pythia-12b": ("gpt_neox", 36, 5120, 40, 40, 128, 20480, 50688, False, 2048),
    "gpt2": ("gpt2", 12, 768, 12, 12, 64, 3072, 50257, True, 1024),
    "gpt2-medium": ("gpt2", 24, 1024, 16, 16, 64, 4096, 50257, True, 1024),
    "gpt2-large": ("gpt2", 36, 1280, 20, 20, 64, 5120, 50257, True, 1024),
    "gpt2-xl": ("gpt2", 48, 1600, 25, 25, 64, 6400, 50257, True, 1024),
}
