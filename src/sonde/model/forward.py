"""What a whole model says: losses, effects of a direction on the logits, and generated tokens."""

import inspect
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any, cast

import jinja2
import torch
import torch.nn.functional as F
from jaxtyping import Bool, Float, Int
from torch import Tensor, nn

from sonde.core.errors import SondeError
from sonde.model.loading import LanguageModel, submodule

COLDEST = 1e-4  # temperature below which sampling is greedy: logits / temperature would overflow


def next_token_losses(
    model: LanguageModel, tokens: Int[Tensor, "batch position"]
) -> Float[Tensor, "batch position-1"]:
    """-log p(next token) in nats at every position but the last, from fp32 logits."""
    refuse_truncated(model)
    tokens = tokens.to(model.device)
    logits = model.module(input_ids=tokens, use_cache=False).logits
    rows = [
        F.cross_entropy(row[:-1].float(), target[1:], reduction="none")
        for row, target in zip(logits, tokens, strict=True)
    ]  # row by row: fp32 logits of a whole batch would be the largest tensor of all
    return torch.stack(rows)


@torch.no_grad()
def logit_effects(
    model: LanguageModel, directions: Float[Tensor, "n d_model"]
) -> Float[Tensor, "n vocabulary"]:
    """How much each direction pushes each next token, straight from the residual stream.

        effects = (direction * scale of the final norm) @ W_U, minus its mean over the vocabulary

    The direction is centred first for a LayerNorm. In logits per unit of the direction where the
    final norm divides by one; fp32. The "logit weights" of Bricken et al. 2023.
    """
    refuse_truncated(model)
    directions = directions.to(model.device, torch.float32)
    if model.architecture.norm == "layer":
        directions = directions - directions.mean(-1, keepdim=True)
    unembedding = model.module.get_output_embeddings().weight.float()
    effects = (directions * final_scale(model)) @ unembedding.T
    return effects - effects.mean(-1, keepdim=True)


def final_scale(model: LanguageModel) -> Float[Tensor, " d_model"]:
    """The per-dimension factor of the norm before the unembedding, fp32."""
    norm = submodule(model.module.base_model, model.architecture.final_norm)
    weight = getattr(norm, "weight", None)
    if weight is None:
        return torch.ones(model.d_model, device=model.device)
    return weight.float() + (1.0 if model.architecture.norm == "rms_one_plus" else 0.0)


def generate(
    model: LanguageModel,
    prompt_tokens: Sequence[int] | Int[Tensor, " position"],
    n_tokens: int,
    rows: int = 1,
    temperature: float = 0.0,
    seed: int = 0,
    top_p: float | None = None,
) -> Iterator[Int[Tensor, " rows"]]:
    """Streams up to `n_tokens` tokens for `rows` copies of one prompt, one tensor [rows] a step.

    Greedy at temperature 0. Else every row is sampled with the same random numbers, so rows differ
    only by what hooks do to them. A row that has ended repeats its EOS; the stream ends when all
    have. Hooks must be in place while it is iterated. Raises SondeError for an empty prompt, one
    too long for the model, and settings out of range.
    """
    refuse_truncated(model)
    prompt = torch.as_tensor(prompt_tokens, dtype=torch.long)
    refuse_impossible(model, prompt, n_tokens, rows, temperature, top_p)
    generator = torch.Generator().manual_seed(seed)
    ends = torch.tensor(end_ids(model), dtype=torch.long)
    ended = torch.zeros(rows, dtype=torch.bool)
    tokens = prompt.expand(rows, -1)
    last = torch.zeros(rows, dtype=torch.long)
    cache = None
    for _ in range(n_tokens):
        logits, cache = step(model, tokens, cache)
        chosen = choose(logits, temperature, top_p, generator)
        last = torch.where(ended, last, chosen)
        ended = ended | torch.isin(last, ends)
        yield last
        if bool(ended.all()):
            return
        tokens = last[:, None]


@torch.no_grad()
def step(
    model: LanguageModel, tokens: Int[Tensor, "rows new"], cache: Any
) -> tuple[Float[Tensor, "rows vocabulary"], Any]:
    """Logits after the last of the new tokens (fp32, on the CPU), and the grown cache."""
    options: dict[str, Any] = {"past_key_values": cache, "use_cache": True}
    if "logits_to_keep" in inspect.signature(model.module.forward).parameters:
        options["logits_to_keep"] = 1
    with contiguous_input(model.module.get_output_embeddings()):
        output = model.module(input_ids=tokens.to(model.device), **options)
    return output.logits[:, -1].float().cpu(), output.past_key_values


@contextmanager
def contiguous_input(head: nn.Module) -> Iterator[None]:
    """The last token's activations of many rows are a view with gaps, for which torch would copy
    the head's weights once for each row."""
    handle = head.register_forward_pre_hook(lambda module, args: (args[0].contiguous(), *args[1:]))
    try:
        yield
    finally:
        handle.remove()


def choose(
    logits: Float[Tensor, "rows vocabulary"],
    temperature: float,
    top_p: float | None,
    generator: torch.Generator,
) -> Int[Tensor, " rows"]:
    """argmax, or a sample by adding the same Gumbel noise to every row:

    argmax(logits / temperature + g)  ~  softmax(logits / temperature)
    """
    if temperature < COLDEST:
        return logits.argmax(-1)
    logits = logits / temperature
    if top_p is not None:
        logits = logits.masked_fill(~nucleus(logits, top_p), -torch.inf)
    noise = torch.empty(logits.shape[-1]).exponential_(generator=generator)
    return (logits - noise.log()).argmax(-1)


def nucleus(
    logits: Float[Tensor, "rows vocabulary"], top_p: float
) -> Bool[Tensor, "rows vocabulary"]:
    """The smallest set of likeliest tokens that holds `top_p` of the probability."""
    probabilities, order = logits.softmax(-1).sort(-1, descending=True)
    before = probabilities.cumsum(-1) - probabilities
    return torch.zeros_like(logits, dtype=torch.bool).scatter(-1, order, before < top_p)


def end_ids(model: LanguageModel) -> list[int]:
    """Ids that end generation: the checkpoint's generation settings, else the tokenizer's EOS."""
    settings = model.module.generation_config
    ends = settings.eos_token_id if settings is not None else None
    ends = model.tokenizer.eos_token_id if ends is None else ends
    return [] if ends is None else [ends] if isinstance(ends, int) else list(ends)


def chat_prompt(model: LanguageModel, messages: Sequence[Mapping[str, str]]) -> list[int]:
    """Tokens of a chat up to where the model's answer begins, by the tokenizer's chat template.

    Each message is {"role": ..., "content": ...}. Raises SondeError where there is no template, or
    where it refuses the messages.
    """
    if model.tokenizer.chat_template is None:
        raise SondeError(
            f"{model.config.path} has no chat template, so it takes plain text: give a prompt "
            "instead of messages, or use a model tuned for chat."
        )
    try:
        tokens = model.tokenizer.apply_chat_template(
            [dict(message) for message in messages], add_generation_prompt=True, return_dict=False
        )
    except (jinja2.TemplateError, TypeError) as error:
        raise SondeError(
            f"The chat template of {model.config.path} refused the messages: {error}"
        ) from error
    return [int(token) for token in cast("list[int]", tokens)]


def refuse_truncated(model: LanguageModel) -> None:
    if not model.whole:
        raise SondeError(
            f"{model.config.path} was loaded up to layer {len(model.layers) - 1}, without a head: "
            "load it whole (no `until`) to ask for its logits."
        )


def refuse_impossible(
    model: LanguageModel,
    prompt: Int[Tensor, "..."],
    n_tokens: int,
    rows: int,
    temperature: float,
    top_p: float | None,
) -> None:
    if len(prompt) == 0:
        raise SondeError("The prompt is empty: give at least one token, such as the BOS token.")
    if rows < 1 or n_tokens < 0:
        raise SondeError(f"rows={rows} must be at least 1, n_tokens={n_tokens} at least 0.")
    if temperature < 0 or (top_p is not None and not 0 < top_p <= 1):
        raise SondeError(f"temperature={temperature} must be at least 0, top_p={top_p} in (0, 1].")
    longest = getattr(model.text_config, "max_position_embeddings", None)
    if longest is not None and len(prompt) + n_tokens > longest:
        raise SondeError(
            f"{len(prompt)} prompt tokens and {n_tokens} new ones exceed the {longest} positions "
            f"of {model.config.path}: shorten the prompt or lower the number of tokens."
        )
