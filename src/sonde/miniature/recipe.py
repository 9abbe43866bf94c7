"""The recipe of the shipped model: a tokenizer and a small Llama 3, trained on the generated world.

`train(output, config)` is deterministic on one machine; a second call goes on where one stopped.
Where bf16 has hardware of its own, matrix products are in bf16; weights and sums stay in fp32.
"""

import math
import os
import shutil
import sys
import sysconfig
from collections.abc import Iterator
from dataclasses import replace
from itertools import islice
from pathlib import Path
from typing import cast

import torch
from tokenizers import (
    AddedToken,
    Regex,
    Tokenizer,
    decoders,
    models,
    pre_tokenizers,
    processors,
    trainers,
)
from torch import nn
from transformers import GenerationConfig, LlamaConfig, LlamaForCausalLM, PreTrainedTokenizerFast
from transformers.utils.logging import disable_progress_bar

from sonde.core import machine
from sonde.core.config import to_dict
from sonde.core.errors import SondeError
from sonde.core.files import load_tensors, read_json, save_tensors, write_bytes, write_json
from sonde.core.interrupt import GracefulStop
from sonde.core.metrics import MetricsLog, read_metrics
from sonde.core.progress import say, track
from sonde.dictionary.kernels import dispatch
from sonde.miniature.blocks import BOS, EOS, Batch, blocks, joined, parts, readable
from sonde.miniature.card import card
from sonde.miniature.config import RecipeConfig
from sonde.miniature.copying import N_LAYERS, learn_to_copy, teach
from sonde.miniature.images import IMAGE
from sonde.miniature.measure import entropy_per_token, losses, measured, training_loss
from sonde.miniature.optimiser import Optimiser, asks, heads, lengths, writes
from sonde.miniature.signs import signs
from sonde.miniature.vision import (
    FILE,
    Adapter,
    image_token,
    save_adapter,
)
from sonde.miniature.world import WorldDocument, world

EOT = "<|eot_id|>"
SPECIAL = (BOS, EOS, "<|start_header_id|>", "<|end_header_id|>", EOT)
CHECKPOINT = "checkpoint.safetensors"
SHOWN = ("loss", "held_out", "times_entropy")  # beside the progress
WORTH_COMPILING = 1000  # steps: a minute of the compiler for a quarter of each
HELD_OUT_SEED = 1_000_003  # added to the seed: documents that training never sees

# Llama 3's split into words, but every Han character stands alone
WORDS = (
    r"\p{Han}|(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?(?:(?!\p{Han})\p{L})+|\p{N}{1,3}"
    r"| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+"
)


CHAT_TEMPLATE = (
    "{{ bos_token }}{% for message in messages %}"
    "{{ '<|start_header_id|>' + message['role'] + '<|end_header_id|>\n\n' }}"
    "{{ message['content'] | trim + '<|eot_id|>' }}{% endfor %}"
    "{% if add_generation_prompt %}"
    "{{ '<|start_header_id|>assistant<|end_header_id|>\n\n' }}{% endif %}"
)


def train(output: Path, config: RecipeConfig, device: str = "auto") -> Path:
    """Trains the miniature and writes a checkpoint that transformers loads, with its model card.

    Works in `OUTPUT.partial` and renames it when whole; raises SondeError where OUTPUT exists or
    the partial folder is of another config.
    """
    output, on = Path(output), machine.device(device)
    if output.exists():
        raise SondeError(f"{output} exists: remove it, or give another folder.")
    work = begin(output, config)
    tokenizer = tokenizer_of(work, config)
    model = ready(untrained(config, tokenizer), config)
    adapter = Adapter(config.width, image_token(tokenizer), config.seed)
    both = nn.ModuleDict({"model": model, "vision": adapter}).to(on)
    narrow = machine.compute_dtype(on=on)
    machine.keep_freed_memory()
    if config.copying_steps and not (work / CHECKPOINT).exists():
        teach(model, copier(config, tokenizer, narrow, on))
    quicken(model, n_steps(config), on)
    optimiser = Optimiser(both, config, narrow)
    done = resume(work, both, optimiser)
    held_out = joined(islice(blocks(tokenizer, config, HELD_OUT_SEED), steps_held_out(config)))
    held_out = held_out.to(on)
    entropy = entropy_per_token(tokenizer, documents_held_out(tokenizer, config))
    log = MetricsLog(work / "training.jsonl", resume_at=done)
    batches = islice(blocks(tokenizer, config, 0), done, n_steps(config))
    per_step = config.batch_blocks * config.context_length
    with (
        GracefulStop() as stop,
        track("miniature", config.tokens, done=done * per_step) as bar,
    ):
        for step, batch in enumerate(batches, start=done + 1):
            with products_in(narrow, on):
                loss = training_loss(model, adapter, batch.to(on))
            loss.backward()
            optimiser.step(schedule(step / n_steps(config), config.warmup))
            row = {"step": step, "tokens": step * per_step, "loss": loss.item()}
            if step % config.evaluate_every == 0:
                row["held_out"] = held_out_loss(model, adapter, held_out)
                row["times_entropy"] = row["held_out"] / entropy
            log.write(row)
            bar.advance(per_step, **{name: row[name] for name in SHOWN if name in row})
            if step % config.checkpoint_every == 0 or stop.requested:
                save(work, both, optimiser, step)
            stop.check(f"Step {step} of {n_steps(config)} is kept; a second call goes on.")
    return finish(work, output, both, tokenizer, config)


def quicken(model: LlamaForCausalLM, n_steps: int, on: torch.device) -> None:
    """On a processor: attention within documents where numba is installed (the extra `fast`), and
    layers compiled where that is worth it."""
    if on.type != "cpu":
        return
    each = model.config.hidden_size // model.config.num_attention_heads
    if dispatch.compiled():
        from sonde.miniature.attention import AT_ONCE, NAME

        if each % AT_ONCE == 0:
            model.set_attn_implementation(NAME)
    if n_steps >= WORTH_COMPILING and can_compile():
        for layer in model.model.layers:
            layer.compile()


def can_compile() -> bool:
    """Whether there is what torch's compiler calls: a C++ compiler, and Python's own headers."""
    named = os.environ.get("CXX") or ("clang++" if sys.platform == "darwin" else "g++")
    headers = Path(sysconfig.get_path("include"), "Python.h")
    return shutil.which(named) is not None and headers.exists()


def products_in(dtype: torch.dtype, on: torch.device) -> torch.autocast:
    """While inside, matrix products are computed in this dtype."""
    return torch.autocast(on.type, dtype, enabled=dtype != torch.float32)


def begin(output: Path, config: RecipeConfig) -> Path:
    """The working folder, new or of the same config."""
    work = output.with_name(output.name + ".partial")
    work.mkdir(parents=True, exist_ok=True)
    if not (work / "recipe.json").exists():
        write_json(work / "recipe.json", to_dict(config))
    if read_json(work / "recipe.json") != to_dict(config):
        raise SondeError(
            f"{work} was begun with another config: remove it, or give another folder."
        )
    return work


def tokenizer_of(work: Path, config: RecipeConfig) -> PreTrainedTokenizerFast:
    """The tokenizer this run was begun with, else a new one, kept for the next call."""
    if not (work / "tokenizer.json").exists():
        train_tokenizer(config).save_pretrained(work, save_jinja_files=False)
        settings = read_json(work / "tokenizer_config.json")
        for key in ("backend", "is_local", "local_files_only"):  # this machine's, not the model's
            settings.pop(key, None)
        settings["tokenizer_class"] = "PreTrainedTokenizerFast"  # known to every transformers
        write_json(work / "tokenizer_config.json", settings)
    return PreTrainedTokenizerFast.from_pretrained(work)


def train_tokenizer(config: RecipeConfig) -> PreTrainedTokenizerFast:
    """A byte-level BPE in the manner of Llama 3, trained on the world."""
    bpe = Tokenizer(models.BPE())
    bpe.pre_tokenizer = pre_tokenizers.Sequence(
        [
            pre_tokenizers.Split(Regex(WORDS), behavior="isolated"),
            pre_tokenizers.ByteLevel(add_prefix_space=False, use_regex=False),
        ]
    )
    bpe.decoder = decoders.ByteLevel()
    trainer = trainers.BpeTrainer(
        vocab_size=config.vocabulary - 1,
        special_tokens=list(SPECIAL),
        initial_alphabet=pre_tokenizers.ByteLevel.alphabet(),
        show_progress=False,
    )
    texts = (plain(d.text) for d in islice(world(config.seed), config.tokenizer_documents))
    bpe.train_from_iterator(texts, trainer)
    added = (IMAGE, *signs().values())  # not special: they count
    bpe.add_tokens([AddedToken(token, normalized=False) for token in added])
    bpe.post_processor = processors.Sequence(
        [
            processors.ByteLevel(trim_offsets=False),
            processors.TemplateProcessing(
                single=f"{BOS} $A", pair=f"{BOS} $A {BOS} $B", special_tokens=[(BOS, 0)]
            ),
        ]
    )
    tokenizer = PreTrainedTokenizerFast(
        tokenizer_object=bpe,
        bos_token=BOS,
        eos_token=EOS,
        model_max_length=config.context_length,
        clean_up_tokenization_spaces=False,
    )
    tokenizer.chat_template = CHAT_TEMPLATE
    return tokenizer


def plain(text: str) -> str:
    """A text without special tokens, placeholders and signs, which the BPE must not learn from."""
    for token in (*SPECIAL, IMAGE, *signs().values()):
        text = text.replace(token, "")
    return text


def untrained(config: RecipeConfig, tokenizer: PreTrainedTokenizerFast) -> LlamaForCausalLM:
    """A model that never learned, in the shape of Llama 3; the seed decides its weights."""
    shape = LlamaConfig(
        vocab_size=len(tokenizer),
        hidden_size=config.width,
        intermediate_size=config.mlp_width,
        num_hidden_layers=config.layers,
        num_attention_heads=config.heads,
        num_key_value_heads=config.key_value_heads,
        max_position_embeddings=config.context_length,
        rms_norm_eps=1e-5,
        rope_parameters={"rope_type": "default", "rope_theta": 500_000.0},
        tie_word_embeddings=True,
        bos_token_id=tokenizer.bos_token_id,
        eos_token_id=tokenizer.eos_token_id,
    )
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(config.seed)
        return LlamaForCausalLM(shape).float()


@torch.no_grad()
def ready(model: LlamaForCausalLM, config: RecipeConfig) -> LlamaForCausalLM:
    """The same model as training begins: its layers write nothing to the residual stream yet, and
    rows of queries and keys are as long as one, so that heads do not look everywhere alike."""
    for name, weight in model.named_parameters():
        if writes(name):
            weight.zero_()
        elif asks(name):
            some = heads(weight, config)
            some.div_(lengths(some))
    return model


def copier(
    config: RecipeConfig, tokenizer: PreTrainedTokenizerFast, narrow: torch.dtype, on: torch.device
) -> LlamaForCausalLM:
    """A model of fewer layers that has learnt to copy, and nothing else."""
    fewer = replace(config, layers=min(N_LAYERS, config.layers))
    learner = ready(untrained(fewer, tokenizer), fewer)
    nn.Module.to(learner, on)  # transformers' own `to` has no types
    learn_to_copy(learner, tokenizer, config, narrow)
    return learner


@torch.no_grad()
def held_out_loss(model: LlamaForCausalLM, adapter: Adapter, held_out: Batch) -> float:
    """Mean cross-entropy in nats per token of text."""
    with torch.compiler.set_stance("force_eager"):  # what is compiled is one shape, with gradients
        found = [losses(model, adapter, part) for part in parts(held_out, 8, adapter.token)]
    return float(torch.cat(found).mean())


def documents_held_out(
    tokenizer: PreTrainedTokenizerFast, config: RecipeConfig
) -> Iterator[WorldDocument]:
    return islice(readable(tokenizer, config.seed + HELD_OUT_SEED), config.held_out_documents)


def schedule(done: float, warmup: float) -> float:
    """Factor of the learning rates: linear rise, then a cosine down to 2 %."""
    if done < warmup:
        return done / warmup
    return 0.02 + 0.49 * (1 + math.cos(math.pi * (done - warmup) / (1 - warmup)))


def n_steps(config: RecipeConfig) -> int:
    return max(1, config.tokens // (config.batch_blocks * config.context_length))


def steps_held_out(config: RecipeConfig) -> int:
    return max(1, config.held_out_blocks // config.batch_blocks)


def save(work: Path, both: nn.ModuleDict, optimiser: Optimiser, step: int) -> None:
    weights = dict(both.named_parameters())
    counter = {"step": torch.tensor(step)}
    save_tensors(work / CHECKPOINT, {**weights, **optimiser.state(), **counter})


def resume(work: Path, both: nn.ModuleDict, optimiser: Optimiser) -> int:
    """Restores the last checkpoint, if any; returns the number of steps already done."""
    path = work / CHECKPOINT
    if not path.exists():
        return 0
    tensors = load_tensors(path)
    with torch.no_grad():
        for name, parameter in both.named_parameters():
            parameter.copy_(tensors[name])
    optimiser.restore(tensors)
    return int(tensors["step"])


def finish(
    work: Path,
    output: Path,
    both: nn.ModuleDict,
    tokenizer: PreTrainedTokenizerFast,
    config: RecipeConfig,
) -> Path:
    """Rounds the weights to bf16, measures what was lost, and gives the folder its name."""
    both = both.cpu()
    model, adapter = cast(LlamaForCausalLM, both["model"]), cast(Adapter, both["vision"])
    ends = [tokenizer.convert_tokens_to_ids(token) for token in (EOS, EOT, BOS)]
    model.generation_config = GenerationConfig(bos_token_id=ends[2], eos_token_id=ends)
    disable_progress_bar()
    model.bfloat16().save_pretrained(work)
    save_adapter(work, adapter.bfloat16())
    for name in ("model.safetensors", FILE):
        (work / name).chmod(0o644)
    documents = documents_held_out(tokenizer, config)
    model.set_attn_implementation("sdpa")
    with torch.compiler.set_stance("force_eager"):
        found = measured(model.float(), adapter.float(), tokenizer, documents)
        about = card(model, tokenizer, found, read_metrics(work / "training.jsonl"))
    write_bytes(work / "README.md", about.encode())
    work.replace(output)
    (output / CHECKPOINT).unlink(missing_ok=True)
    say(
        f"Held-out loss {found.all.loss:.3f} nats per token; the generator's own entropy is at "
        f"most {found.all.entropy:.3f} ({found.all.ratio:.2f} times that). "
        f"The model is in {output}."
    )
    return output
