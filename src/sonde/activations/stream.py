"""Activations straight into training, nothing stored: the model runs while a dictionary learns."""

from collections.abc import Iterator

import torch
from jaxtyping import Float
from torch import Tensor

from sonde.activations.mixing import Mixer
from sonde.activations.source import ActivationSource, Harvested
from sonde.core.errors import SondeError
from sonde.core.maths import Moments


class LiveBatches:
    """Endless batches `[batch, d_in]`, float32, in the model's units; masked tokens left out.

    A chunk is `window / 2` tokens of text; the moments are those of the first chunk. When the text
    ends it begins again. Going back to a place runs at most two chunks through the model again.
    """

    activity = "harvest"

    def __init__(
        self, source: ActivationSource, batch_size: int, seed: int = 0, window: int = 1 << 16
    ) -> None:
        self.source = source
        per_pass = source.batch_blocks * source.text.context_length
        self.blocks_per_chunk = max(1, window // 2 // per_pass) * source.batch_blocks
        self.chunks_per_epoch = 0  # known once the text has ended
        self.n_empty = 0  # chunks without a row, one after another
        self.running: tuple[int, Iterator[Harvested]] | None = None  # (next chunk, its stream)
        self.mixer = Mixer(self.chunk, batch_size, seed)
        self.moments = Moments(source.d_in, source.widths)
        self.moments.add(self.chunk(0))

    def chunk(self, number: int) -> Float[Tensor, "n d_in"]:
        """The kept rows of a fixed range of blocks."""
        wanted = number % self.chunks_per_epoch if self.chunks_per_epoch else number
        if self.running is None or self.running[0] != wanted:
            self.running = (wanted, self.source(skip_blocks=wanted * self.blocks_per_chunk))
        rows, n_blocks, stream = [], 0, self.running[1]
        while n_blocks < self.blocks_per_chunk and (harvested := next(stream, None)) is not None:
            rows.append(harvested.x[harvested.keep].cpu())
            n_blocks += len(harvested.x)
        if not rows:  # the text ended exactly before this chunk
            self.chunks_per_epoch = wanted
            return self.chunk(number)
        if n_blocks < self.blocks_per_chunk:
            self.chunks_per_epoch = wanted + 1
        self.running = (wanted + 1, stream)
        found = torch.cat(rows)
        self.n_empty = 0 if len(found) else self.n_empty + 1
        if self.n_empty > self.chunks_per_epoch > 0:
            raise SondeError(
                "No token of the text counts: all are special tokens, sinks or padding. Give more "
                "text, or raise --sink-ratio."
            )
        return found

    def next(self) -> Float[Tensor, "batch d_in"]:
        return self.mixer.next()

    def state(self) -> dict[str, int]:
        return {**self.mixer.state(), "chunks_per_epoch": self.chunks_per_epoch}

    def seek(self, state: dict[str, int]) -> None:
        self.chunks_per_epoch = state["chunks_per_epoch"]
        self.mixer.seek(state)
