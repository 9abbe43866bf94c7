"""Steering: text under edits, beside the text without them."""

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from torch import Tensor
from transformers import PreTrainedTokenizerBase

from sonde.activations.source import ActivationSource, Place
from sonde.core.errors import SondeError
from sonde.dictionary.dictionary import Dictionary
from sonde.interventions.config import SteerConfig
from sonde.interventions.edits import Edit, apply_edits, edit_table
from sonde.interventions.splice import spliced_among
from sonde.model.forward import chat_prompt, end_ids, generate

BROKEN = "\ufffd"  # what a part of a character is decoded to
BYTES = 4  # of the longest character in UTF-8, each perhaps a token


class Steered(NamedTuple):
    default: str
    steered: str


def steer(
    source: ActivationSource,
    dictionary: Dictionary,
    edits: Sequence[Edit],
    maxima: Mapping[int, float],
    prompt: str,
    config: SteerConfig = SteerConfig(),
    at: str | None = None,
) -> Steered:
    """The continuation of `prompt` without and with the edits; see `steer_stream`."""
    texts = Steered("", "")
    for so_far in steer_stream(source, dictionary, edits, maxima, prompt, config, at):
        texts = so_far
    return texts


def steer_stream(
    source: ActivationSource,
    dictionary: Dictionary,
    edits: Sequence[Edit],
    maxima: Mapping[int, float],
    prompt: str,
    config: SteerConfig = SteerConfig(),
    at: str | None = None,
) -> Iterator[Steered]:
    """Both texts so far, after every token. They are two rows of one batch with the same random
    numbers, so they differ by the edits alone. `source` holds the whole model. `at` names one of
    several hook points that the dictionary rebuilds, where it is edited; the last when absent."""
    number = source.number_of(at, dictionary.d_out)
    here, columns = source.places[number], source.columns[number]
    model = here.model
    dictionary = dictionary.to(model.device)
    if config.chat:
        tokens = chat_prompt(model, [{"role": "user", "content": prompt}])
    else:
        tokens = prompt_tokens(here, prompt)
    table = edit_table([[], edits], maxima, dictionary.size)
    rows: list[list[int]] = [[], []]

    def change(x: Tensor, keep: Tensor) -> Tensor:
        return apply_edits(dictionary, table, x, keep, columns)

    with spliced_among(source, number, change):
        stream = generate(
            model, tokens, config.n_tokens, 2, config.temperature, config.seed, config.top_p
        )
        for step in stream:
            for row, token in zip(rows, step.tolist(), strict=True):
                row.append(token)
            yield Steered(*(text_of(here, row, tokens) for row in rows))


def prompt_tokens(source: ActivationSource | Place, prompt: str) -> list[int]:
    """BOS (where there is one) and the prompt, as the text was packed for training."""
    tokenizer = source.model.tokenizer
    first = tokenizer.bos_token_id if tokenizer.bos_token_id is not None else tokenizer.eos_token_id
    tokens = tokenizer(prompt, add_special_tokens=False, verbose=False)["input_ids"]
    if first is None and not tokens:
        raise SondeError("The prompt is empty and the model has no BOS token: give some text.")
    return [*([] if first is None else [first]), *tokens]


def text_of(source: ActivationSource | Place, tokens: list[int], prompt: Sequence[int] = ()) -> str:
    """Decoded text after the prompt; what comes after the end of text is left out."""
    ends = end_ids(source.model)
    length = next((i for i, token in enumerate(tokens) if token in ends), len(tokens))
    return continuation(source.model.tokenizer, prompt, tokens[:length])


def continuation(
    tokenizer: PreTrainedTokenizerBase, prompt: Sequence[int], tokens: Sequence[int]
) -> str:
    """The text of tokens as it follows the prompt. Many decoders leave out a space where a text
    begins, so the end of the prompt is decoded too and its text cut off again."""

    def decoded(ids: Sequence[int]) -> str:
        return str(tokenizer.decode(list(ids), clean_up_tokenization_spaces=False))

    if not prompt or prompt[-1] in (tokenizer.bos_token_id, tokenizer.eos_token_id):
        return decoded(tokens)
    ends = [prompt[-n:] for n in range(1, BYTES + 1)]
    end = next((end for end in ends if BROKEN not in decoded(end)), prompt[-1:])
    before, both = decoded(end), decoded([*end, *tokens])
    return both.removeprefix(before) if both.startswith(before) else decoded(tokens)
