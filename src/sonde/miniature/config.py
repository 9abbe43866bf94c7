"""How the miniature is trained. Imports nothing heavy."""

from sonde.core.config import config
from sonde.core.errors import SondeError


@config
class RecipeConfig:
    vocabulary: int = 4096  # tokens of the byte-level BPE, special ones included; signs are added
    tokenizer_documents: int = 20_000  # documents of the world that the BPE is trained on
    context_length: int = 256  # tokens in a block
    width: int = 256  # of the residual stream
    layers: int = 7  # decoder layers
    heads: int = 8  # query heads of an attention layer
    key_value_heads: int = 4  # heads that the query heads share in groups
    mlp_width: int = 784  # hidden width of a SwiGLU
    copying_steps: int = 330  # steps on random tokens told twice, before the world
    tokens: int = 40_000_000  # training tokens
    batch_blocks: int = 12  # blocks in a step
    learning_rate: float = 0.003  # of AdamW, at its peak: embeddings and norms
    matrix_learning_rate: float = 0.02  # of Muon, at its peak: the matrices of the layers
    warmup: float = 0.03  # share of the steps over which the learning rates rise
    held_out_blocks: int = 64  # blocks of a held-out world that the loss is measured on meanwhile
    held_out_documents: int = 1000  # of it that the finished model is measured on
    evaluate_every: int = 200  # steps between measurements of the held-out loss
    checkpoint_every: int = 200  # steps between checkpoints
    seed: int = 0  # decides the world, the first weights, and so everything

    def __post_init__(self) -> None:
        if self.width % self.heads or self.heads % self.key_value_heads:
            raise SondeError(
                f"width={self.width} heads={self.heads} key_value_heads={self.key_value_heads}: "
                "heads must divide width, and key_value_heads must divide heads."
            )
        if not 512 <= self.vocabulary <= 65_536:
            raise SondeError(f"vocabulary={self.vocabulary} is outside 512..65536: choose 4096.")
