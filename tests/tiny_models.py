"""Tiny random checkpoints of every architecture, with a tokenizer, as folders on disk."""

from pathlib import Path

import torch
from tokenizers import Tokenizer, decoders, models, pre_tokenizers, trainers
from torch import Tensor
from transformers import AutoConfig, AutoModelForCausalLM, PreTrainedModel, PreTrainedTokenizerFast

from sonde.model.loading import LanguageModel, quiet

SPECIAL = ["<s>", "</s>", "<pad>"]  # ids 0, 1, 2
CHAT = (
    "{{ bos_token }}{% for message in messages %}{{ message['role'] }}: {{ message['content'] }}\n"
    "{% endfor %}{% if add_generation_prompt %}assistant: {% endif %}"
)
TEXT = """
Once upon a time there was a little girl named Lily. She loved to play outside in the park.
One day she saw a big red ball under the tree, and she wanted to take it home with her friends.
"Thank you," said the bird, "but this is not my house." They were very happy together, and they
went to sleep when the moon came up again.
Der kleine Hund lief durch den Wald und fand einen roten Ball. La petite fille était très contente.
"""
WINDOW = {"sliding_window": 8}  # shorter than the texts of the tests
EXPERTS = {"num_experts": 4, "num_local_experts": 4, "num_experts_per_tok": 2}
EYE = {"hidden_size": 8, "num_hidden_layers": 1, "num_attention_heads": 2, "intermediate_size": 8}
OWN_SETTINGS: dict[str, dict[str, object]] = {
    "gemma2": {**WINDOW, "query_pre_attn_scalar": 8},
    "gemma3_text": {**WINDOW, "query_pre_attn_scalar": 8},
    "gemma3": {"vision_config": {**EYE, "image_size": 28}, "mm_tokens_per_image": 4},
    "gpt_neo": {"window_size": 8},
    "gpt_oss": {**WINDOW, **EXPERTS},
    "gptj": {"rotary_dim": 4},
    "granite": {"residual_multiplier": 0.5, "logits_scaling": 2.0},
    "mixtral": EXPERTS,
    "olmo3": WINDOW,
    "qwen3_moe": {**EXPERTS, "moe_intermediate_size": 16},
}


def tiny_checkpoint(
    folder: str | Path,
    model_type: str = "llama",
    n_layers: int = 4,
    d_model: int = 32,
    vocab_size: int = 320,
    chat_template: bool = True,
    seed: int = 0,
    **settings: object,
) -> Path:
    """Writes a random fp32 model of `model_type` and a byte-level BPE tokenizer; gives the folder.

    `vocab_size` is at least 259 (bytes and special tokens). More `settings` go to the config.
    """
    folder = Path(folder)
    tokenizer = tiny_tokenizer(vocab_size, chat_template)
    with torch.random.fork_rng(), quiet():
        torch.manual_seed(seed)
        tiny_module(model_type, n_layers, d_model, len(tokenizer), **settings).save_pretrained(
            folder
        )
    tokenizer.save_pretrained(folder)
    return folder


def tiny_module(
    model_type: str, n_layers: int, d_model: int, vocab_size: int, **settings: object
) -> PreTrainedModel:
    """A model whose every weight is random, norms and biases too, large enough to have opinions."""
    shape: dict[str, object] = {
        "vocab_size": vocab_size,
        "hidden_size": d_model,
        "num_hidden_layers": n_layers,
        "num_attention_heads": 4,
        "num_key_value_heads": 2,
        "head_dim": d_model // 4,
        "intermediate_size": 2 * d_model,
        "max_position_embeddings": 256,
        "bos_token_id": 0,
        "eos_token_id": 1,
        "pad_token_id": 2,
    }
    if model_type == "gemma3":  # pictures too: the language model has a config of its own
        shape = {"text_config": {**shape, **OWN_SETTINGS["gemma3_text"]}, "eos_token_id": 1}
    if model_type == "gpt_neo":
        shape["attention_types"] = [[["global"], 1], [["local"], n_layers - 1]]
    own = OWN_SETTINGS.get(model_type, {})
    config = AutoConfig.for_model(model_type, **{**shape, **own, **settings})
    module = AutoModelForCausalLM.from_config(config, dtype=torch.float32).eval()
    for weight in module.parameters():
        randomise(weight.data)
    return module


def randomise(weight: Tensor) -> None:
    if weight.ndim == 1:
        weight += 0.1 * torch.randn_like(weight)
    else:
        weight.copy_(torch.randn_like(weight) * min(weight.shape) ** -0.5)


def tiny_tokenizer(vocab_size: int = 320, chat_template: bool = True) -> PreTrainedTokenizerFast:
    """Byte-level BPE with <s>, </s> and <pad>: every text has tokens and comes back unchanged."""
    tokenizer = Tokenizer(models.BPE())
    tokenizer.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    tokenizer.decoder = decoders.ByteLevel()
    trainer = trainers.BpeTrainer(
        vocab_size=vocab_size,
        special_tokens=SPECIAL,
        initial_alphabet=sorted(pre_tokenizers.ByteLevel.alphabet()),
        show_progress=False,
    )
    tokenizer.train_from_iterator(TEXT.splitlines(), trainer)
    return PreTrainedTokenizerFast(
        tokenizer_object=tokenizer,
        bos_token="<s>",
        eos_token="</s>",
        pad_token="<pad>",
        clean_up_tokenization_spaces=False,
        chat_template=CHAT if chat_template else None,
    )


def n_hooks(model: LanguageModel) -> int:
    """How many hooks a model has, in all of its parts."""
    return sum(
        len(module._forward_hooks) + len(module._forward_pre_hooks)
        for module in model.module.modules()
    )
