"""Configs of the dictionary kinds and of the train stage. Light: imports no torch."""

from typing import Annotated, Any, Literal

from pydantic import Discriminator, Tag

from sonde.core.config import config
from sonde.core.errors import SondeError
from sonde.core.scaling import ScalingConfig, refuse_more_workers

DEAD_AFTER = 10_000_000  # tokens, at most; see `pace.patience`


def check_topk(config: Any) -> None:
    """Raises SondeError for settings of a top-k kind that nothing can be trained with."""
    check_size(config.dictionary_size)
    check_k(config.k, config.dictionary_size)
    if config.k_aux < 0 or not 0 <= config.aux_weight < float("inf"):
        aux = f"k_aux={config.k_aux} aux_weight={config.aux_weight}"
        raise SondeError(f"{aux} must be zero or positive: 64 and 0.03 are usual.")


def check_size(dictionary_size: int) -> None:
    if dictionary_size < 1:
        raise SondeError(f"dictionary_size={dictionary_size} must be at least 1: 4096 is usual.")


def check_l1(config: Any) -> None:
    check_size(config.dictionary_size)
    if not 0 <= config.l1 < float("inf") or not 0 <= config.l1_warmup <= 1:
        given = f"l1={config.l1} l1_warmup={config.l1_warmup}"
        raise SondeError(f"{given}: l1 must be positive, its warm-up a share of the steps.")


def check_k(k: int, dictionary_size: int) -> None:
    if not 1 <= k <= dictionary_size:
        mend = "raise k: 32 is usual" if k < 1 else "lower k or raise dictionary_size"
        raise SondeError(f"k={k} is outside 1..{dictionary_size}: {mend}.")


@config
class MatryoshkaConfig:
    kind: Literal["matryoshka"] = "matryoshka"  # nested batch top-k: every prefix is a dictionary
    dictionary_size: int = 4096  # number of features
    k: int = 32  # mean features kept per token
    k_aux: int = 64  # dead features per token asked to explain what is left over
    aux_weight: float = 1 / 32  # weight of that auxiliary loss
    groups: tuple[float, ...] = (1 / 32, 1 / 16, 1 / 8, 1 / 4, 17 / 32)  # shares of the features

    def __post_init__(self) -> None:
        check_topk(self)
        if any(share <= 0 for share in self.groups) or abs(sum(self.groups) - 1) > 1e-6:
            raise SondeError(f"groups={self.groups} must be positive shares that sum to 1.")


@config
class BatchTopKConfig:
    kind: Literal["batch_topk"] = "batch_topk"  # the k x batch largest codes of a batch
    dictionary_size: int = 4096  # number of features
    k: int = 32  # mean features kept per token
    k_aux: int = 64  # dead features per token asked to explain what is left over
    aux_weight: float = 1 / 32  # weight of that auxiliary loss

    def __post_init__(self) -> None:
        check_topk(self)


@config
class TopKConfig:
    kind: Literal["topk"] = "topk"  # the k largest codes of every token
    dictionary_size: int = 4096  # number of features
    k: int = 32  # features kept per token; the export has one threshold, so there only on average
    k_aux: int = 64  # dead features per token asked to explain what is left over
    aux_weight: float = 1 / 32  # weight of that auxiliary loss

    def __post_init__(self) -> None:
        check_topk(self)


@config
class RandomDecoderConfig:
    kind: Literal["random_decoder"] = "random_decoder"  # control: decoder never trained
    dictionary_size: int = 4096  # number of features
    k: int = 32  # mean features kept per token
    k_aux: int = 64  # dead features per token asked to explain what is left over
    aux_weight: float = 1 / 32  # weight of that auxiliary loss

    def __post_init__(self) -> None:
        check_topk(self)


@config
class TranscoderConfig:
    kind: Literal["transcoder"] = "transcoder"  # the second hook point from the first
    dictionary_size: int = 4096  # number of features
    k: int = 32  # mean features kept per token
    k_aux: int = 64  # dead features per token asked to explain what is left over
    aux_weight: float = 1 / 32  # weight of that auxiliary loss
    skip: bool = True  # learn an affine path beside the features

    def __post_init__(self) -> None:
        check_topk(self)


@config
class CrosscoderConfig:
    kind: Literal["crosscoder"] = "crosscoder"  # several hook points, one set of features
    dictionary_size: int = 4096  # number of features
    k: int = 32  # mean features kept per token
    k_aux: int = 64  # dead features per token asked to explain what is left over
    aux_weight: float = 1 / 32  # weight of that auxiliary loss

    def __post_init__(self) -> None:
        check_topk(self)


@config
class ReluL1Config:
    kind: Literal["relu_l1"] = "relu_l1"  # the loss of Scaling Monosemanticity
    dictionary_size: int = 4096  # number of features
    l1: float = 5.0  # weight of the sparsity penalty, activations scaled to mean |x|^2 = d_in
    l1_warmup: float = 0.05  # share of the steps over which it rises from zero
    p_end: float = 1.0  # power of the penalty at the end; below one it falls there from one

    def __post_init__(self) -> None:
        check_l1(self)
        if not 0 < self.p_end <= 1:
            raise SondeError(f"p_end={self.p_end} is outside 0..1: 0.2 anneals, 1 does not.")


@config
class GatedConfig:
    kind: Literal["gated"] = "gated"  # one threshold to fire, another scale for how strongly
    dictionary_size: int = 4096  # number of features
    l1: float = 5.0  # weight of the penalty on the gate, activations scaled to mean |x|^2 = d_in
    l1_warmup: float = 0.05  # share of the steps over which it rises from zero

    def __post_init__(self) -> None:
        check_l1(self)


@config
class JumpReluConfig:
    kind: Literal["jump_relu"] = "jump_relu"  # a learned threshold for every feature
    dictionary_size: int = 4096  # number of features
    sparsity: float = 10.0  # weight of the penalty on the number that fire; rises over all steps
    pre_act: float = 3e-6  # weight of the pull on features below their threshold

    def __post_init__(self) -> None:
        check_size(self.dictionary_size)
        if not 0 <= self.sparsity < float("inf") or not 0 <= self.pre_act < float("inf"):
            given = f"sparsity={self.sparsity} pre_act={self.pre_act}"
            raise SondeError(f"{given} must be zero or positive: 10 and 3e-6 are usual.")


KindConfig = Annotated[
    Annotated[MatryoshkaConfig, Tag("matryoshka")]
    | Annotated[BatchTopKConfig, Tag("batch_topk")]
    | Annotated[TopKConfig, Tag("topk")]
    | Annotated[RandomDecoderConfig, Tag("random_decoder")]
    | Annotated[TranscoderConfig, Tag("transcoder")]
    | Annotated[CrosscoderConfig, Tag("crosscoder")]
    | Annotated[JumpReluConfig, Tag("jump_relu")]
    | Annotated[GatedConfig, Tag("gated")]
    | Annotated[ReluL1Config, Tag("relu_l1")],
    Discriminator(lambda value: kind_of(value)),
]


Precision = Literal["auto", "exact", "int8", "bf16"]
InMoments = Literal["float32", "bfloat16", "float8"]


@config
class TrainConfig:
    activations: str  # directory of harvested activations
    output: str  # directory the dictionary is written to
    dictionary: KindConfig = MatryoshkaConfig()  # the kind of dictionary and its size
    n_tokens: int = 10_000_000  # tokens to train on; activations are read again when they run out
    batch_size: int = 2048  # tokens in a step, at least 2
    learning_rate: float | None = None  # peak of Adam's; derived from size and steps when absent
    warmup: float = 0.02  # share of the steps over which the learning rate rises
    decay: float = 0.3  # share of the steps, at the end, over which it falls to zero
    dead_after: int | None = None  # tokens without firing until dead; else 1/16 or 1/8 of the run
    encode: Precision = "auto"  # of a first look at all features; auto: bf16 where that is fast
    moments: InMoments = "float32"  # how Adam's are kept, of both matrices
    window: int = 1 << 18  # tokens mixed with each other at a time
    checkpoint_every: int = 500  # steps between checkpoints
    log_every: int = 50  # steps between lines of metrics.jsonl
    device: str = "auto"  # cpu, cuda:0, or auto
    seed: int = 0  # decides first weights and the order of tokens
    order_seed: int | None = None  # decides the order of tokens instead, where it is given
    scaling: ScalingConfig = ScalingConfig()  # processes of a cluster that train it together

    def __post_init__(self) -> None:
        refuse_more_workers(self.scaling.shards, self.dictionary.dictionary_size)
        for name in ("n_tokens", "window", "checkpoint_every", "log_every"):
            if getattr(self, name) < 1:
                raise SondeError(f"{name}={getattr(self, name)} must be at least 1.")
        if self.batch_size < 2:
            raise SondeError(
                f"batch_size={self.batch_size} must be at least 2, since one token has no variance "
                "to explain: 2048 is usual."
            )
        if self.scaling.groups > self.batch_size:
            raise SondeError(
                f"{self.scaling.groups} groups are more than the {self.batch_size} tokens of a "
                f"batch: use at most {self.batch_size} groups, or raise batch_size."
            )
        for name in ("seed", "order_seed"):
            if not 0 <= (getattr(self, name) or 0) < 1 << 32:
                raise SondeError(f"{name}={getattr(self, name)} is outside 0..{(1 << 32) - 1}.")
        if self.dead_after is not None and self.dead_after < 1:
            raise SondeError(f"dead_after={self.dead_after} must be at least 1, or left out.")
        if self.learning_rate is not None and not 0 < self.learning_rate < float("inf"):
            rate = self.learning_rate
            raise SondeError(f"learning_rate={rate} must be positive and finite: 1e-4 is usual.")
        for name in ("warmup", "decay"):
            if not 0 <= getattr(self, name) <= 1:
                raise SondeError(f"{name}={getattr(self, name)} is a share of the steps: 0..1.")

    @property
    def token_order(self) -> int:
        """The seed of the reader of activations."""
        return self.seed if self.order_seed is None else self.order_seed


@config
class StabilityConfig:
    dictionary: str  # directory of a trained dictionary
    others: tuple[str, ...]  # directories of dictionaries trained alike, from other seeds
    output: str | None = None  # directory of the result; DICTIONARY.stability when absent


def kind_of(value: Any) -> str:
    """The kind that plain data or a config names; matryoshka when it names none."""
    if isinstance(value, dict):
        return str(value.get("kind", "matryoshka"))
    return str(getattr(value, "kind", "matryoshka"))
