"""Tokenizers of every family, small enough to be made in a test."""

import json

from tokenizers import (
    Regex,
    Tokenizer,
    decoders,
    models,
    normalizers,
    pre_tokenizers,
    processors,
    trainers,
)
from transformers import PreTrainedTokenizerFast

SENTENCES = [
    "Once upon a time there was a little girl who loved the sea.\n\nThe sea loved her too.",
    "Der König hört süße Lieder, während die Straße schläft; où est le garçon ?",
    "从前有一个小女孩，她喜欢大海。 むかしむかし、おじいさんがいました。",
    "Жила-была девочка. كان يا ما كان فتاة صغيرة 🙂🙂 👩‍👩‍👧 🇫🇷",
    "def f(x):\n    return x ** 2  # square\n\n\tprint(f(3));\r\nf();\ng();\nh();\n",
]
WORDS = r"[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}{1,3}| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+"
SPECIAL = ["<unk>", "<s>", "</s>", "<pad>"]


def byte_level(**tokens: str) -> PreTrainedTokenizerFast:
    """Llama 3's and GPT-2's family."""
    tokenizer = Tokenizer(models.BPE())
    tokenizer.pre_tokenizer = pre_tokenizers.Sequence(
        [
            pre_tokenizers.Split(Regex(WORDS), "isolated"),
            pre_tokenizers.ByteLevel(add_prefix_space=False, use_regex=False),
        ]
    )
    tokenizer.decoder = decoders.ByteLevel()
    trainer = trainers.BpeTrainer(
        vocab_size=360,
        special_tokens=SPECIAL,
        initial_alphabet=pre_tokenizers.ByteLevel.alphabet(),
        show_progress=False,
    )
    tokenizer.train_from_iterator(SENTENCES, trainer)
    return wrap(tokenizer, **(tokens or {"bos_token": "<s>", "eos_token": "</s>"}))


def sentence_piece(*further: decoders.Decoder) -> PreTrainedTokenizerFast:
    """Gemma's family: ▁ for a space, bytes for characters that it does not know."""
    tokenizer = Tokenizer(models.BPE(unk_token="<unk>"))
    tokenizer.normalizer = normalizers.Sequence(
        [normalizers.Prepend("▁"), normalizers.Replace(" ", "▁")]
    )
    trainer = trainers.BpeTrainer(vocab_size=200, special_tokens=SPECIAL, show_progress=False)
    tokenizer.train_from_iterator(SENTENCES[:2], trainer)
    model = json.loads(tokenizer.to_str())["model"]
    vocabulary = dict(model["vocab"])
    for byte in range(256):
        vocabulary[f"<0x{byte:02X}>"] = len(vocabulary)
    merges = [tuple(pair) for pair in model["merges"]]
    tokenizer.model = models.BPE(vocabulary, merges, unk_token="<unk>", byte_fallback=True)
    tokenizer.decoder = decoders.Sequence(
        [decoders.Replace("▁", " "), decoders.ByteFallback(), decoders.Fuse(), *further]
    )
    return wrap(tokenizer, bos_token="<s>", eos_token="</s>")


def stripping() -> PreTrainedTokenizerFast:
    """Llama 2's: the same, and the space that it puts before a text is taken off again."""
    return sentence_piece(decoders.Strip(" ", 1, 0))


def metaspace() -> PreTrainedTokenizerFast:
    """T5's and XLM-R's family: a unigram model without bytes; some characters are unknown."""
    tokenizer = Tokenizer(models.Unigram())
    tokenizer.normalizer = normalizers.NFKC()
    tokenizer.pre_tokenizer = pre_tokenizers.Metaspace()
    tokenizer.decoder = decoders.Metaspace()
    trainer = trainers.UnigramTrainer(
        vocab_size=150, special_tokens=SPECIAL, unk_token="<unk>", show_progress=False
    )
    tokenizer.train_from_iterator(SENTENCES[:3], trainer)
    return wrap(tokenizer, eos_token="</s>")


def trimming() -> PreTrainedTokenizerFast:
    """A post-processor that leaves spaces out of the offsets (RoBERTa's)."""
    tokenizer = byte_level().backend_tokenizer
    tokenizer.post_processor = processors.ByteLevel(trim_offsets=True)
    return wrap(tokenizer, bos_token="<s>", eos_token="</s>")


def normalising() -> PreTrainedTokenizerFast:
    """A normaliser that changes, joins, reorders and drops characters."""
    tokenizer = byte_level().backend_tokenizer
    tokenizer.normalizer = normalizers.Sequence(
        [normalizers.NFKD(), normalizers.Strip(), normalizers.Lowercase()]
    )
    return wrap(tokenizer, bos_token="<s>", eos_token="</s>")


def wrap(tokenizer: Tokenizer, **tokens: str) -> PreTrainedTokenizerFast:
    return PreTrainedTokenizerFast(tokenizer_object=tokenizer, **tokens)


KINDS = {
    "byte_level": byte_level,
    "sentence_piece": sentence_piece,
    "stripping": stripping,
    "metaspace": metaspace,
    "trimming": trimming,
    "normalising": normalising,
}
