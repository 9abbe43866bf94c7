"""Which feature fired where, how strongly: one streaming pass, kept sorted by feature.

A part holds a range of consecutive tokens: `firings-N.safetensors` with the firings (token and
value, feature by feature, `offsets[i] : offsets[i + 1]` being those of feature i) and
`tokens-N.safetensors` / `documents-N.parquet` with the tokens and the text they came from. So all
firings of any range of features are one slice per part, and nothing is ever held for all features
and all tokens at once.
"""

from pathlib import Path
from typing import NamedTuple

import pyarrow as pa
import pyarrow.parquet as pq
import torch
from jaxtyping import Float, Int
from safetensors import safe_open
from torch import Tensor

from sonde.activations.source import ActivationSource, Harvested
from sonde.core.errors import room_on_disk
from sonde.core.files import save_tensors
from sonde.core.interrupt import GracefulStop
from sonde.core.progress import say, track
from sonde.dictionary.dictionary import Dictionary
from sonde.dictionary.sparse import first_of


class Firings(NamedTuple):
    """Firings of a range of features, ordered by feature, then by token."""

    features: Int[Tensor, " n"]
    tokens: Int[Tensor, " n"]  # number of the token in the whole pass
    values: Float[Tensor, " n"]


def collect(
    source: ActivationSource, dictionary: Dictionary, folder: Path, n_tokens: int, chunk_tokens: int
) -> None:
    """Reads `n_tokens` of the source's text, part by part; finished parts are not read again."""
    per_pass = source.batch_blocks * source.text.context_length
    blocks_per_part = max(1, chunk_tokens // per_pass) * source.batch_blocks
    tokens_per_part = blocks_per_part * source.text.context_length
    n_parts = -(-n_tokens // tokens_per_part)
    done = len(list(folder.glob("firings-*.safetensors")))
    if done >= n_parts:
        return
    if done:
        say(f"going on after {done} of {n_parts} parts")
    with (
        track("atlas", n_parts * tokens_per_part, done * tokens_per_part) as bar,
        GracefulStop() as stop,
    ):
        part: list[Harvested] = []
        for harvested in source(skip_blocks=done * blocks_per_part):
            part.append(harvested)
            bar.advance(harvested.blocks.tokens.numel())
            if sum(len(h.x) for h in part) >= blocks_per_part:
                write_part(folder, done, part, dictionary)
                done, part = done + 1, []
                kept = f"{done} of {n_parts} parts are kept"
                stop.check(f"{kept}. Give the same command again to go on.")
                if done == n_parts:
                    return
        if part:
            write_part(folder, done, part, dictionary)


def write_part(folder: Path, number: int, part: list[Harvested], dictionary: Dictionary) -> None:
    """Encodes one part and writes its three files; the firings come last and mark it whole."""
    features, rows, values, first = [], [], [], 0
    for harvested in part:
        x, keep = harvested.x.flatten(0, 1), harvested.keep.flatten()
        where = keep.nonzero().flatten()
        codes = dictionary.encode(dictionary.given(x[where].float()))
        features.append(codes.features.cpu())
        rows.append((where[codes.rows] + first).cpu())
        values.append(codes.values.float().cpu())
        first += len(x)
    feature, order = torch.cat(features).sort(stable=True)
    write_text(folder, number, part)
    save_tensors(
        folder / f"firings-{number:06}.safetensors",
        {
            "offsets": first_of(feature, dictionary.size + 1),
            "tokens": torch.cat(rows)[order].int(),
            "values": torch.cat(values)[order],
        },
    )


def write_text(folder: Path, number: int, part: list[Harvested]) -> None:
    """Tokens with their source: document, character offsets, and the documents themselves."""
    fields = {
        "tokens": torch.cat([h.blocks.tokens.flatten() for h in part]).int(),
        "documents": torch.cat([h.blocks.documents.flatten() for h in part]).int(),
        "starts": torch.cat([h.blocks.starts.flatten() for h in part]).int(),
        "ends": torch.cat([h.blocks.ends.flatten() for h in part]).int(),
        "keep": torch.cat([h.keep.flatten().cpu() for h in part]),
    }
    save_tensors(folder / f"tokens-{number:06}.safetensors", fields)
    texts = {n: document for h in part for n, document in h.blocks.texts.items()}
    table = pa.table(
        {
            "document": pa.array(list(texts), pa.int64()),
            "name": [document.name for document in texts.values()],
            "text": [document.text for document in texts.values()],
        }
    )
    path = folder / f"documents-{number:06}.parquet"
    with room_on_disk(path):
        pq.write_table(table, path, compression="zstd")


def read_firings(folder: Path, first: int, last: int, tokens_per_part: list[int]) -> Firings:
    """All firings of the features first..last-1."""
    features, tokens, values, base = [], [], [], 0
    for number, n_tokens in enumerate(tokens_per_part):
        with safe_open(folder / f"firings-{number:06}.safetensors", "pt") as file:
            offsets = file.get_slice("offsets")[first : last + 1]
            span = slice(int(offsets[0]), int(offsets[-1]))
            tokens.append(file.get_slice("tokens")[span].long() + base)
            values.append(file.get_slice("values")[span])
        features.append(torch.arange(first, last).repeat_interleave(offsets.diff()))
        base += n_tokens
    feature, order = torch.cat(features).sort(stable=True)
    return Firings(feature, torch.cat(tokens)[order], torch.cat(values)[order])
