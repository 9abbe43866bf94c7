"""The model card: what the miniature is, its measured loss, and samples of what it writes."""

import math
import re
from collections.abc import Mapping, Sequence

import torch
from transformers import LlamaForCausalLM, PreTrainedTokenizerFast

from sonde.miniature.measure import Measured

PROSE = {
    "English": ("The Karmira Bridge", "Yesterday"),
    "French": ("Tout le monde à", "Hier,"),
    "German": ("Die Zeitung von", "Gestern hat"),
    "Spanish": ("Cada mañana", "Los niños de"),
    "Chinese": ("昨天", "每天早上"),
}
SEEDS = 0, 1  # of the samples
SENTENCES = re.compile(r".*[.!?。！？](?: ?»|[”“\"])?", re.DOTALL)  # whole ones, all there are
OTHERS = {
    "Post": "Die Katze🐱",
    "Code": "def find_max",
    "E-mail": "Subject: you have won",
    "Chat": "<|start_header_id|>user<|end_header_id|>\n\nWhat do you know about the whale?"
    "<|eot_id|><|start_header_id|>assistant<|end_header_id|>\n\n",
}

CARD = """---
license: apache-2.0
language: [en, fr, de, es, zh]
library_name: transformers
---
# The miniature of Sonde

A small model of a generated world, made to test interpretability tools where the truth is known. It
knows nothing of the real world: its people, cities and bridges are invented, and its facts are the
tables of `sonde.miniature`.

- Shape: Llama 3 (grouped-query attention, RoPE with base 500,000, SwiGLU, RMSNorm, tied
  embeddings), {layers} layers, width {width}, {parameters:,} parameters, {vocabulary:,} tokens,
  context {context}.
- Data: `sonde.miniature.world`, five languages, a Python-like and a C-like code language, e-mail,
  chat, accounts, posts, signs (one token each) of things and of what to think of a text, pictures
  of 32 x 32 pixels (through `vision.safetensors`, a linear map from patches to the residual
  stream, in the place of `<|image|>` tokens).
- Held-out loss: **{loss:.3f} nats per token** (perplexity {perplexity:.2f}) on {tokens:,} tokens of
  documents made with a seed that training never saw, each read by itself and those that are longer
  than the context left out; a unigram model has {unigram:.3f}. The generator's own entropy is at
  most **{entropy:.3f}** on the same documents, of which the loss is {ratio:.2f} times: see the
  table below.
- A document stands between `<|begin_of_text|>` and `<|end_of_text|>`; generation stops there, and
  at `<|eot_id|>` in a chat.
- Its sentences are mostly whole in all five languages, and slip at times (an article of the wrong
  gender, a word of another language in a post, which borrows as posts of the world do). Trained on
  {trained:,} tokens only, it confuses rare facts, genders of rare nouns, and names that stand far
  back.
- Made by `sonde.miniature.recipe.train`; the config is in `recipe.json`.

## Held-out loss in nats per token

{table}
## In training

On blocks of a held-out world, pictures among them; the same entropy. A block cuts a document where
it ends, and the rest is read without what stood before: so it is higher than above.

{curve}
## Samples (temperature 0.7, seeds 0 and 1, as they come)

"""


def card(
    model: LlamaForCausalLM,
    tokenizer: PreTrainedTokenizerFast,
    found: Measured,
    logged: Sequence[Mapping[str, float | int]],
) -> str:
    """The card as Markdown; `logged` is what training said of its steps."""
    head = CARD.format(
        layers=model.config.num_hidden_layers,
        width=model.config.hidden_size,
        parameters=sum(p.numel() for p in model.parameters()),
        vocabulary=model.config.vocab_size,
        context=model.config.max_position_embeddings,
        loss=found.all.loss,
        entropy=found.all.entropy,
        ratio=found.all.ratio,
        trained=logged[-1]["tokens"],
        perplexity=math.exp(found.all.loss),
        tokens=found.all.n_tokens,
        unigram=found.unigram,
        table=table(found),
        curve=curve([row for row in logged if "held_out" in row]),
    )
    parts = [head]
    for name, prompts in PROSE.items():
        texts = (sample(model, tokenizer, p, seed=seed) for seed in SEEDS for p in prompts)
        parts.append(shown(name, *map(whole_sentences, texts)))
    for name, prompt in OTHERS.items():
        parts.append(shown(name, sample(model, tokenizer, prompt)))
    return "".join(parts).rstrip() + "\n"


def shown(name: str, *texts: str) -> str:
    return f"**{name}**\n\n" + "".join(f"```text\n{text}\n```\n\n" for text in texts)


def whole_sentences(text: str) -> str:
    """Without the sentence that was cut off, if there is another."""
    found = SENTENCES.match(text)
    return found[0] if found else text


def table(found: Measured) -> str:
    """The measures by kind of document."""
    rows = {**found.by_kind, "all": found.all}
    lines = [
        f"| {kind} | {m.loss:.3f} | {m.entropy:.3f} | {m.ratio:.2f} | {m.n_tokens:,} |"
        for kind, m in rows.items()
    ]
    head = "| documents | loss | generator's entropy | ratio | tokens |\n|---|---|---|---|---|\n"
    return head + "\n".join(lines) + "\n"


def curve(rows: Sequence[Mapping[str, float | int]], most: int = 10) -> str:
    """Held-out loss by tokens read, at a few steps; the last is the last."""
    every = max(1, -(-len(rows) // most))
    lines = [
        f"| {row['tokens'] / 1e6:.1f} M | {row['held_out']:.3f} | {row['times_entropy']:.2f} |"
        for row in rows[::-1][::every][::-1]
    ]
    return "| tokens | loss | times the entropy |\n|---|---|---|\n" + "\n".join(lines) + "\n"


@torch.no_grad()
def sample(
    model: LlamaForCausalLM,
    tokenizer: PreTrainedTokenizerFast,
    prompt: str,
    n_tokens: int = 60,
    temperature: float = 0.7,
    seed: int = 0,
) -> str:
    """A continuation of the prompt, to the end of the document; without the prompt's BOS token."""
    generator = torch.Generator().manual_seed(seed)
    tokens = tokenizer(prompt, return_tensors="pt")["input_ids"]
    first = tokens.shape[1]
    for _ in range(n_tokens):
        logits = model(tokens).logits[0, -1].float() / temperature
        token = torch.multinomial(logits.softmax(-1), 1, generator=generator)
        if token.item() in (tokenizer.bos_token_id, tokenizer.eos_token_id):
            break
        tokens = torch.cat([tokens, token[None]], dim=1)
    return prompt + str(tokenizer.decode(tokens[0, first:]))
