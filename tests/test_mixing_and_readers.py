"""Laws of shuffling: every row once, the same from any place, and never without an end."""

from collections import Counter
from dataclasses import replace

import pytest
import torch
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

import sonde.activations.source as source_module
from small_harvest import CONTEXT, settings, source_for, write_corpus
from sonde.activations.harvest import harvest
from sonde.activations.mixing import Mixer
from sonde.activations.reader import ShardBatches
from sonde.activations.shards import read_rows
from sonde.activations.stream import LiveBatches
from sonde.core.errors import SondeError
from sonde.core.files import load_tensors

pytest_plugins = ["small_fixtures"]
pytestmark = [pytest.mark.usefixtures("load_once"), pytest.mark.timeout(120)]


def numbered(sizes: list[int]):
    """Chunks of the given sizes, over and over; every row holds (chunk, row)."""

    def chunk(number: int) -> torch.Tensor:
        rows = torch.arange(sizes[number % len(sizes)])
        return torch.stack([torch.full_like(rows, number), rows], dim=1)

    return chunk


def drawn(batches, n: int) -> torch.Tensor:
    return torch.cat([batches.next() for _ in range(n)])


def rows_of(x: torch.Tensor) -> Counter:
    return Counter(map(tuple, x.float().tolist()))


SIZES = st.lists(st.integers(0, 7), min_size=1, max_size=5).filter(any)


@hypothesis_settings(deadline=None, max_examples=60)
@given(sizes=SIZES, batch=st.integers(1, 9), seed=st.integers(-3, 10**6))
def test_every_row_of_every_chunk_comes_once(sizes, batch, seed):
    mixer = Mixer(numbered(sizes), batch, seed)
    found: Counter = Counter()
    while mixer.emission < 2 * len(sizes) + 2:
        out = mixer.next()
        assert out.shape == (batch, 2)
        assert out.dtype == torch.float32
        found += rows_of(out)
    assert set(found.values()) == {1}
    for number in range(2 * len(sizes) + 1):
        here = {row for chunk, row in found if chunk == number}
        assert here == set(range(sizes[number % len(sizes)]))


@hypothesis_settings(deadline=None, max_examples=60)
@given(
    sizes=SIZES,
    batch=st.integers(1, 9),
    seed=st.integers(0, 100),
    before=st.integers(0, 12),
    astray=st.integers(0, 9),
)
def test_from_any_place_the_same_batches_follow(sizes, batch, seed, before, astray):
    mixer = Mixer(numbered(sizes), batch, seed)
    for _ in range(before):
        mixer.next()
    place = dict(mixer.state())
    wanted = drawn(mixer, 6)
    other = Mixer(numbered(sizes), batch, seed)
    for _ in range(astray):
        other.next()
    for reader in (other, mixer):
        reader.seek(place)
        assert reader.state() == place
        assert torch.equal(drawn(reader, 6), wanted)


def test_neighbouring_chunks_are_mixed_half_and_half():
    mixer = Mixer(numbered([100]), 100, seed=3)
    drawn(mixer, 1)  # with the first half of chunk 0 before it: emissions are 50, 100, 100, ...
    mixer.seek({"emission": 4, "offset": 0})
    chunks, rows = mixer.next().T
    assert Counter(chunks.tolist()) == {3: 50, 4: 50}
    assert set(chunks[:20].tolist()) == {3, 4}
    assert rows[chunks == 4].sort().values.tolist() != list(range(50))


def test_the_seed_decides_the_order():
    orders = [drawn(Mixer(numbered([40]), 20, seed), 4) for seed in (0, 1, 2, 0)]
    assert torch.equal(orders[0], orders[3])
    assert not torch.equal(orders[0], orders[1])
    assert not torch.equal(orders[1], orders[2])
    first = drawn(Mixer(numbered([40]), 20, 0), 1), drawn(Mixer(numbered([40]), 20, 1), 1)
    assert rows_of(first[0]) != rows_of(first[1])  # the halves differ too, not their order alone


# --- shards


def kept_rows(artifact) -> torch.Tensor:
    names = artifact.manifest.about["shards"]
    return torch.cat([read_rows(artifact.file(name)) for name in names])


@pytest.mark.parametrize("window", [1, 150, 10**6])
def test_one_epoch_of_shards_is_every_kept_row(small_harvest, window):
    batches = ShardBatches(small_harvest, 16, seed=5, window=window)
    per_epoch = -(-5 // batches.per_chunk)
    wanted = rows_of(kept_rows(small_harvest))
    epochs = [
        torch.cat([batches.chunk(epoch * per_epoch + i) for i in range(per_epoch)])
        for epoch in range(4)
    ]
    assert all(rows_of(epoch) == wanted for epoch in epochs)
    if window == 1:  # one shard a chunk: their order is a new one in some epoch
        assert len({tuple(epoch[:, 0].tolist()) for epoch in epochs}) > 1
    assert not torch.equal(drawn(batches, 3), drawn(ShardBatches(small_harvest, 16, seed=6), 3))


def test_no_more_than_the_window_is_held(small_harvest):
    for window in (1, 100, 200, 300, 10**9):
        batches = ShardBatches(small_harvest, 16, window=window)
        largest = max(small_harvest.manifest.about["n_rows"])
        longest = max(len(batches.chunk(i)) for i in range(5))
        assert longest <= max(largest, window / 2 + largest / 2)


def test_shard_batches_come_again_from_any_place(small_harvest):
    batches = ShardBatches(small_harvest, 50, seed=1, window=100)
    drawn(batches, 13)
    place = batches.state()
    wanted = drawn(batches, 9)
    other = ShardBatches(small_harvest, 50, seed=1, window=100)
    other.seek(place)
    assert torch.equal(drawn(other, 9), wanted)


def test_the_moments_are_those_of_the_rows(small_harvest):
    rows = kept_rows(small_harvest).double()
    moments = ShardBatches(small_harvest, 16).moments
    assert moments.n == len(rows)
    torch.testing.assert_close(moments.mean, rows.mean(0))
    assert moments.mean_square == pytest.approx(float(rows.square().sum(-1).mean()))


def test_fewer_tokens_than_a_batch_are_refused(small_harvest):
    n = small_harvest.manifest.counts["n_tokens"]
    ShardBatches(small_harvest, n)
    with pytest.raises(SondeError, match="fewer than one batch"):
        ShardBatches(small_harvest, n + 1)


# --- live


def epoch_of(live: LiveBatches, n_chunks: int, epoch: int = 0) -> torch.Tensor:
    return torch.cat([live.chunk(epoch * n_chunks + i) for i in range(n_chunks)])


@pytest.mark.parametrize("window", [1, 300, 10**6])
def test_a_live_epoch_is_the_harvest_of_the_same_text(small_model, small_corpus, tmp_path, window):
    config = settings(small_model, small_corpus, tmp_path / "a", n_tokens=10**6)
    artifact = harvest(config)
    tokens = sum(
        len(load_tensors(artifact.file(n), ["keep"])["keep"]) for n in artifact.manifest.files
    )
    live = LiveBatches(source_for(config), 16, window=window)
    n_chunks = -(-tokens // (live.blocks_per_chunk * CONTEXT))
    wanted = kept_rows(artifact)
    assert torch.equal(epoch_of(live, n_chunks), wanted)
    assert torch.equal(epoch_of(live, n_chunks, 1), wanted)
    assert live.chunks_per_epoch == n_chunks
    assert live.moments.n == len(live.chunk(0))


def ticks(tmp_path, small_model, n_tokens: int, n_documents: int = 1):
    """A text of exactly so many tokens: BOS, then a character that is a token of its own."""
    text = "#" * (n_tokens // n_documents - 1)
    corpus = write_corpus(tmp_path / f"{n_tokens}.jsonl", [text] * n_documents)
    return settings(small_model, corpus, tmp_path / "a", held_out=0.0)


@pytest.mark.parametrize("n_tokens", [5, 31, 32, 33, 63, 64, 65, 96])
def test_wherever_the_text_ends_it_begins_again(small_model, tmp_path, n_tokens):
    """Chunks are 32 tokens: the text ends within one, exactly at a border, or just after it."""
    live = LiveBatches(source_for(ticks(tmp_path, small_model, n_tokens)), 7, window=64)
    assert live.blocks_per_chunk == 2
    n_chunks = -(-n_tokens // 32)
    chunks = [live.chunk(number) for number in range(3 * n_chunks + 1)]
    assert [len(c) for c in chunks[:n_chunks]] == [
        min(32, n_tokens - 32 * i) - (i == 0) for i in range(n_chunks)
    ]
    for number, chunk in enumerate(chunks):
        assert torch.equal(chunk, chunks[number % n_chunks])
    assert drawn(live, 40).shape == (280, 16)


@pytest.mark.parametrize("before", [0, 1, 9, 25])
def test_live_batches_come_again_from_any_place(small_model, small_corpus, tmp_path, before):
    source = source_for(settings(small_model, small_corpus, tmp_path / "a"))
    live = LiveBatches(source, 150, seed=4, window=600)
    for _ in range(before):
        live.next()
    place = live.state()
    wanted = drawn(live, 5)
    other = LiveBatches(source, 150, seed=4, window=600)
    other.seek(place)
    assert torch.equal(drawn(other, 5), wanted)
    live.seek(place)
    assert torch.equal(drawn(live, 5), wanted)


@pytest.mark.parametrize("n_tokens", [20, 64, 100])
def test_a_text_of_which_nothing_counts_has_an_end(small_model, tmp_path, n_tokens):
    source = replace(source_for(ticks(tmp_path, small_model, n_tokens)), norm_limit=0.0)
    live = LiveBatches(source, 4, window=64)
    with pytest.raises(SondeError, match="No token of the text counts"):
        live.next()
    fresh = LiveBatches(source, 4, window=64)
    fresh.seek({"emission": 5, "offset": 0, "chunks_per_epoch": live.chunks_per_epoch})
    with pytest.raises(SondeError, match="No token of the text counts"):
        fresh.next()


def test_chunks_of_which_nothing_counts_are_passed_over(small_model, tmp_path, monkeypatch):
    """Of eight chunks only the last has rows."""
    source = source_for(ticks(tmp_path, small_model, 256))
    calls = []

    def nothing_but_the_last(tokens, x, special, limit, documents):
        calls.append(1)
        return torch.full(tokens.shape, len(calls) % 8 == 0)

    monkeypatch.setattr(source_module, "kept", nothing_but_the_last)
    live = LiveBatches(source, 8, window=64)
    live.running = None
    calls.clear()
    assert len(drawn(live, 10)) == 80
