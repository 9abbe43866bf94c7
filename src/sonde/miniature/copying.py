"""Before it reads a word of the world, the model learns to copy: random tokens, told twice.

What a text said before is copied by heads that look for the same token and at what came behind it
(Olsson et al. 2022, "In-context learning and induction heads"). From text alone they form after
billions of tokens; from tokens told twice they form within a million, and the world need only teach
what to copy. A few layers learn it, of attention alone and one upon the other; all else of the
model begins as it would have.
"""

from collections.abc import Iterator
from itertools import islice
from typing import NamedTuple, cast

import torch
from jaxtyping import Float, Int
from torch import Tensor, nn
from transformers import LlamaForCausalLM, PreTrainedTokenizerFast

from sonde.core.progress import track
from sonde.miniature.blocks import BOS
from sonde.miniature.config import RecipeConfig
from sonde.miniature.cross_entropy import mean_loss
from sonde.miniature.optimiser import Optimiser
from sonde.model.apart import positions

# one for the token before, one that finds it, one to spare: two alone learn it slowly
N_LAYERS = 3
SHORT, LONG = 12, 100  # tokens of the longest telling, at first and at last
AT_LAST = 0.75  # share of the steps before tellings may be long, and all their tokens count
WARMUP = 20  # steps over which the learning rates rise
NOT_COUNTED = -1


class Told(NamedTuple):
    """Rows of documents that tell random tokens twice."""

    tokens: Int[Tensor, "rows position"]
    following: Int[Tensor, "rows position"]  # the next token, or NOT_COUNTED


class Nothing(nn.Module):
    """In the place of an MLP: adds nothing to the residual stream."""

    def forward(self, x: Float[Tensor, "*batch width"]) -> Float[Tensor, "*batch width"]:
        return torch.zeros_like(x)


def learn_to_copy(
    learner: LlamaForCausalLM,
    tokenizer: PreTrainedTokenizerFast,
    config: RecipeConfig,
    narrow: torch.dtype = torch.float32,
) -> None:
    """Trains a model of N_LAYERS layers, whose MLPs it takes away, for `copying_steps` steps."""
    for layer in learner.model.layers:
        layer.mlp, layer.post_attention_layernorm = Nothing(), nn.Identity()
    optimiser, words = Optimiser(learner, config, narrow), drawable(tokenizer)
    on, generator = learner.device, torch.Generator().manual_seed(config.seed)
    with track("copying", config.copying_steps, unit="steps") as bar:
        for step in range(config.copying_steps):
            late = step >= AT_LAST * config.copying_steps
            told = told_twice(words, tokenizer, config, late, generator)
            with torch.autocast(on.type, narrow, enabled=narrow != torch.float32):
                loss = copying_loss(learner, Told(*(one.to(on) for one in told)))
            loss.backward()
            optimiser.step(min(1.0, (step + 1) / WARMUP))
            bar.advance(1, loss=loss.item())


def drawable(tokenizer: PreTrainedTokenizerFast) -> Int[Tensor, " words"]:
    """The tokens that text is made of, but for signs."""
    added = set(tokenizer.get_added_vocab().values())
    return torch.tensor([token for token in range(len(tokenizer)) if token not in added])


def told_twice(
    words: Int[Tensor, " words"],
    tokenizer: PreTrainedTokenizerFast,
    config: RecipeConfig,
    late: bool,
    generator: torch.Generator,
) -> Told:
    """A batch of it: `BOS x1 .. xn x1 .. xn BOS ...`; early, only x2 .. xn of the second telling
    count, for nothing else can be foretold."""
    bos = cast(int, tokenizer.convert_tokens_to_ids(BOS))

    def tellings() -> Iterator[tuple[int, int]]:
        while True:
            n = int(torch.randint(3, (LONG if late else SHORT) + 1, (), generator=generator))
            x = words[torch.randint(len(words), (n,), generator=generator)].tolist()
            first = x if late else [NOT_COUNTED] * n
            yield from zip([bos, *x, *x], [*first, NOT_COUNTED, *x[1:], NOT_COUNTED], strict=True)

    rows = [list(islice(tellings(), config.context_length)) for _ in range(config.batch_blocks)]
    return Told(*torch.tensor(rows).unbind(-1))


def copying_loss(learner: LlamaForCausalLM, told: Told) -> Float[Tensor, ""]:
    """Mean cross-entropy of what counts, in nats."""
    at = positions(told.tokens, learner.config.bos_token_id)
    states = learner.model(told.tokens, position_ids=at, use_cache=False).last_hidden_state
    counts = told.following != NOT_COUNTED
    return mean_loss(states[counts], learner.lm_head.weight, told.following[counts])


@torch.no_grad()
def teach(model: LlamaForCausalLM, learner: LlamaForCausalLM) -> None:
    """Gives the learner's embeddings to a model, and its attention to as many layers from the
    second on (the first where there are no more): as quiet together as the embeddings were. A model
    that is else silent then says what the learner says, but for one factor of all logits."""
    embedding, learnt = model.model.embed_tokens.weight, learner.model.embed_tokens.weight
    quiet = embedding.norm() / learnt.norm()
    embedding.copy_(quiet * learnt)
    model.model.norm.load_state_dict(learner.model.norm.state_dict())
    first = int(len(model.model.layers) > len(learner.model.layers))
    for layer, taught in zip(model.model.layers[first:], learner.model.layers, strict=False):
        layer.self_attn.load_state_dict(taught.self_attn.state_dict())
        layer.input_layernorm.load_state_dict(taught.input_layernorm.state_dict())
        layer.self_attn.o_proj.weight.mul_(quiet)
