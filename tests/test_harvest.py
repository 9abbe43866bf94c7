"""Laws of the harvest: what is on disk is what the model computes, whatever happened on the way."""

import errno
import os
import shutil
import signal
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import pytest
import safetensors.torch
import torch
from transformers import AutoModelForCausalLM

import sonde.activations.harvest as stage
import sonde.activations.source as source_module
from small_harvest import CONTEXT, D_IN, SHARD, sentences, settings, source_for, write_corpus
from sonde.activations.harvest import harvest, repair
from sonde.activations.reader import ShardBatches
from sonde.core import config as configs
from sonde.core.artifact import Artifact, partial
from sonde.core.errors import SondeError
from sonde.core.files import load_tensors, save_tensors, sha256
from sonde.core.machine import compute_dtype
from sonde.model.apart import positions
from sonde.model.loading import load_tokenizer
from sonde.text.documents import documents
from tiny_models import tiny_checkpoint

pytest_plugins = ["small_fixtures"]
pytestmark = pytest.mark.usefixtures("load_once")


def shards_of(artifact: Artifact) -> list[dict[str, torch.Tensor]]:
    return [load_tensors(artifact.file(name)) for name in artifact.manifest.about["shards"]]


def joined(artifact: Artifact, name: str) -> torch.Tensor:
    return torch.cat([shard[name] for shard in shards_of(artifact)])


def sums(folder: Path) -> dict[str, str]:
    return {path.name: sha256(path) for path in sorted(folder.glob("shard-*"))}


def stream(config, share="train") -> tuple[list[int], list[int]]:
    """Tokens and documents of the share, the slow way: BOS before every document."""
    tokenizer = load_tokenizer(config.model)
    tokens, owners = [], []
    for number, document in enumerate(documents(config.text, share)):
        ids = [0, *tokenizer(document.text, add_special_tokens=False)["input_ids"]]
        tokens += ids
        owners += [number] * len(ids)
    return tokens, owners


class Failure(Exception):
    """What the tests raise in the middle of things."""


def fail_at(monkeypatch, module, name: str, n: int, error: BaseException) -> None:
    """The n-th call of `module.name` raises (n from 0); the earlier ones do their work."""
    real, calls = getattr(module, name), []

    def instead(*args, **kwargs):
        calls.append(1)
        if len(calls) == n + 1:
            raise error
        return real(*args, **kwargs)

    monkeypatch.setattr(module, name, instead)


def interrupt(monkeypatch, config, name: str, n: int = 0, error: BaseException | None = None):
    """A harvest that is broken off by the n-th call of a function of its module."""
    with monkeypatch.context() as patch:
        fail_at(patch, stage, name, n, error or Failure())
        with pytest.raises(type(error or Failure())):
            harvest(config)


# --- what is on disk


def test_shards_hold_what_the_model_computes(small_harvest, small_model):
    """Compared with transformers itself, all layers, the same tokens, documents apart."""
    model = AutoModelForCausalLM.from_pretrained(small_model, dtype=compute_dtype("auto"))
    tokens = joined(small_harvest, "tokens").long().view(-1, 2, CONTEXT)
    with torch.no_grad():
        out = [
            model(
                batch, position_ids=positions(batch, 0), output_hidden_states=True, use_cache=False
            )
            for batch in tokens
        ]
    out = [one.hidden_states[2] for one in out]
    assert any(positions(batch, 0) is not None for batch in tokens)
    assert torch.equal(joined(small_harvest, "x"), torch.stack(out).flatten(0, 2).float())


def test_bf16_shards_are_the_same_rounded(small_harvest, small_model, small_corpus, tmp_path):
    rounded = harvest(settings(small_model, small_corpus, tmp_path / "a", storage_dtype="bfloat16"))
    assert torch.equal(joined(rounded, "x"), joined(small_harvest, "x").bfloat16())
    assert torch.equal(joined(rounded, "keep"), joined(small_harvest, "keep"))


@pytest.mark.parametrize(
    "changes",
    [
        {},
        {"shard_tokens": 100, "batch_blocks": 3},
        {"shard_tokens": 1, "batch_blocks": 1},
        {"context_length": 7, "shard_tokens": 50},
        {"context_length": 40, "shard_tokens": 10_000, "batch_blocks": 5},
    ],
)
def test_every_token_of_the_training_share_once_and_in_order(
    small_model, small_corpus, tmp_path, changes
):
    config = settings(small_model, small_corpus, tmp_path / "a", n_tokens=10**6, **changes)
    artifact = harvest(config)
    tokens, owners = stream(config)
    own = joined(artifact, "documents")
    assert joined(artifact, "tokens")[: len(tokens)].tolist() == tokens
    assert own[: len(tokens)].tolist() == owners
    assert (own[len(tokens) :] == -1).all()
    assert len(own) - len(tokens) < config.text.context_length
    assert int(joined(artifact, "keep").sum()) == artifact.manifest.counts["n_tokens"]
    sizes = [len(shard["x"]) for shard in shards_of(artifact)]
    assert len(set(sizes[:-1])) <= 1
    assert sizes[-1] <= sizes[0]
    held_out = {d.text for d in documents(config.text, "held_out")}
    assert held_out
    assert not held_out & {d.text for d in documents(config.text, "train")}


def test_the_moments_are_those_of_the_kept_rows(small_harvest):
    rows = joined(small_harvest, "x")[joined(small_harvest, "keep")].double()
    about = small_harvest.manifest.about
    torch.testing.assert_close(torch.tensor(about["mean"]).double(), rows.mean(0))
    assert about["mean_square"] == pytest.approx(float(rows.square().sum(-1).mean()))
    assert sum(about["n_rows"]) == len(rows) == small_harvest.manifest.counts["n_tokens"]


@pytest.mark.parametrize("n", [1, SHARD, SHARD + 1, 3 * SHARD])
def test_as_many_shards_as_the_tokens_need(small_model, small_corpus, tmp_path, n):
    artifact = harvest(settings(small_model, small_corpus, tmp_path / "a", n_tokens=n))
    assert artifact.manifest.counts["n_shards"] == -(-n // SHARD)


def test_a_corpus_smaller_than_a_block_is_padded(small_model, tmp_path, capsys):
    corpus = write_corpus(tmp_path / "c.jsonl", ["Hi."])
    artifact = harvest(settings(small_model, corpus, tmp_path / "a", held_out=0.0))
    (shard,) = shards_of(artifact)
    assert len(shard["x"]) == CONTEXT
    assert shard["documents"].tolist().count(-1) > 10
    assert shard["keep"].tolist() == [False, True, True, True] + [False] * 12
    assert "the text ended; 3 of the 320 tokens asked for were kept" in capsys.readouterr().err


# --- several hook points

TWO = "layers.1.mlp_in,layers.0.resid_post"


@pytest.fixture(scope="module")
def two(small_model, small_corpus, tmp_path_factory):
    folder = tmp_path_factory.mktemp("two")
    return harvest(settings(small_model, small_corpus, folder / "acts", hook_point=TWO))


def test_of_several_hook_points_every_part_is_what_it_is_alone(
    two, small_model, small_corpus, tmp_path
):
    masks = []
    for n, name in enumerate(TWO.split(",")):
        alone = harvest(settings(small_model, small_corpus, tmp_path / str(n), hook_point=name))
        part = joined(two, "x")[:, n * D_IN : (n + 1) * D_IN]
        assert torch.equal(part, joined(alone, "x"))
        assert torch.equal(joined(two, "tokens"), joined(alone, "tokens"))
        masks.append(joined(alone, "keep"))
    assert torch.equal(joined(two, "keep"), masks[0] & masks[1])


def test_a_token_masked_at_one_hook_point_is_masked_at_all(small_model, small_corpus, tmp_path):
    source = source_for(settings(small_model, small_corpus, tmp_path / "a", hook_point=TWO))
    (place,) = source.others
    none = replace(source, others=(place._replace(norm_limit=0.0),))
    assert next(source()).keep.any()
    assert not next(none()).keep.any()
    assert not next(replace(source, norm_limit=0.0)()).keep.any()


def test_names_widths_and_moments_of_the_parts_are_in_the_manifest(two):
    about = two.manifest.about
    found = [(part["hook_point"], part["width"]) for part in about["parts"]]
    assert found == [(name, D_IN) for name in TWO.split(",")]
    rows = joined(two, "x")[joined(two, "keep")].double()
    squares = [float(part.square().sum(-1).mean()) for part in rows.split(D_IN, 1)]
    assert about["mean_squares"] == pytest.approx(squares)
    moments = ShardBatches(two, 16).moments
    assert moments.widths == (D_IN, D_IN)
    assert moments.mean_squares == pytest.approx(squares)
    torch.testing.assert_close(moments.mean, rows.mean(0))


def test_of_several_hook_points_it_resumes_and_repairs_to_the_same_bytes(
    two, small_model, small_corpus, tmp_path, monkeypatch
):
    config = settings(small_model, small_corpus, tmp_path / "a", hook_point=TWO)
    interrupt(monkeypatch, config, "write_shard", 2)
    artifact = harvest(config)
    assert sums(artifact.path) == sums(two.path)
    assert artifact.manifest.about == two.manifest.about
    artifact.file("shard-000003.safetensors").unlink()
    assert repair(artifact.path) == ["shard-000003.safetensors"]
    assert sums(artifact.path) == sums(two.path)


def test_what_is_said_of_several_hook_points_reads_them_again(two):
    source = source_module.source_of(two.manifest.about, "train")
    assert source.names == TWO.split(",")
    x = torch.cat([part.x.flatten(0, 1) for part in source()])
    assert torch.equal(x[: len(joined(two, "x"))], joined(two, "x"))


def test_one_hook_point_is_written_as_ever(small_harvest):
    """No trace of parts: artifacts of before and of now are alike."""
    assert not {"parts", "mean_squares"} & small_harvest.manifest.about.keys()
    assert shards_of(small_harvest)[0]["squares"].shape == ()


# --- interruptions


@pytest.mark.parametrize("n", range(6))
def test_interrupted_at_any_write_it_resumes_to_the_same_bytes(
    small_harvest, small_model, small_corpus, tmp_path, monkeypatch, n
):
    config = settings(small_model, small_corpus, tmp_path / "a")
    if n < 5:
        interrupt(monkeypatch, config, "write_shard", n)
    else:  # every shard is there, the manifest is not
        interrupt(monkeypatch, config, "finish")
    assert not (tmp_path / "a").exists()
    assert len(sums(partial(tmp_path / "a"))) == n
    written: list[int] = []
    real = stage.write_shard
    monkeypatch.setattr(stage, "write_shard", lambda *given: (written.append(1), real(*given)))
    artifact = harvest(config)
    assert sums(artifact.path) == sums(small_harvest.path)
    assert artifact.manifest.content == small_harvest.manifest.content
    assert artifact.manifest.about == small_harvest.manifest.about
    assert len(written) == 5 - n


def test_the_last_shard_of_a_text_that_ended_is_not_made_again(
    small_model, small_corpus, tmp_path, monkeypatch
):
    config = settings(small_model, small_corpus, tmp_path / "a", n_tokens=10**6)
    interrupt(monkeypatch, config, "finish", 0)
    before = sums(partial(tmp_path / "a"))
    monkeypatch.delattr(stage, "write_shard")
    assert sums(harvest(config).path) == before


def test_a_finished_harvest_is_given_back_without_work(
    small_harvest, small_model, small_corpus, monkeypatch
):
    monkeypatch.delattr(stage, "open_source")
    again = harvest(settings(small_model, small_corpus, small_harvest.path))
    assert again.manifest == small_harvest.manifest


def test_killed_then_stopped_by_ctrl_c_then_resumed(small_model, tmp_path, monkeypatch):
    """The real command, SIGKILL, then SIGINT; the bytes are those of one undisturbed call."""
    corpus = write_corpus(tmp_path / "long.jsonl", sentences(250))
    monkeypatch.setattr(source_module, "CALIBRATION_TOKENS", 8192)  # as in the command
    changes = {"n_tokens": 100 * 32, "shard_tokens": 32, "batch_blocks": 1}
    config = settings(small_model, corpus, tmp_path / "a", **changes)
    configs.write(config, tmp_path / "c.yaml")

    def start() -> "subprocess.Popen[str]":
        command = [sys.executable, "-m", "sonde", "harvest", "--config", str(tmp_path / "c.yaml")]
        environment = {**os.environ, "OMP_NUM_THREADS": "1"}
        return subprocess.Popen(command, stderr=subprocess.PIPE, text=True, env=environment)

    def signalled_after(process: "subprocess.Popen[str]", n: int, number: int) -> str:
        while len(sums_there()) < n:
            assert process.poll() is None, process.stderr.read()
            time.sleep(0.01)
        process.send_signal(number)
        return process.communicate(timeout=120)[1]

    def sums_there() -> list[Path]:
        return list(partial(tmp_path / "a").glob("shard-*.safetensors"))

    killed = start()
    signalled_after(killed, 2, signal.SIGKILL)
    assert killed.returncode == -signal.SIGKILL
    n = len(sums_there())
    assert 2 <= n < 95
    stopped = start()
    message = signalled_after(stopped, n + 2, signal.SIGINT)
    assert stopped.returncode == 130, message
    n = len(sums_there())
    assert f"{n} of 100 shards are kept. Give the same command again to go on." in message
    assert "Traceback" not in message
    resumed = harvest(config)
    whole = harvest(settings(small_model, corpus, tmp_path / "b", **changes))
    assert sums(resumed.path) == sums(whole.path)


def test_a_full_disk_says_so_and_resumes(
    small_harvest, small_model, small_corpus, tmp_path, monkeypatch
):
    config = settings(small_model, small_corpus, tmp_path / "a")
    full = OSError(errno.ENOSPC, "No space left on device")
    with monkeypatch.context() as patch:
        fail_at(patch, safetensors.torch, "save_file", 2, full)
        with pytest.raises(SondeError, match=r"disk is full.*shard-000002.*it resumes"):
            harvest(config)
    assert len(sums(partial(tmp_path / "a"))) == 2
    assert sums(harvest(config).path) == sums(small_harvest.path)


def test_a_changed_text_is_noticed_on_resuming(small_model, tmp_path, monkeypatch):
    corpus = write_corpus(tmp_path / "c.jsonl", sentences(80))
    config = settings(small_model, corpus, tmp_path / "a")
    interrupt(monkeypatch, config, "write_shard", 2)
    texts = sentences(80)
    write_corpus(corpus, [*texts[:70], *sentences(10, seed=1)])  # long after the median norm
    with pytest.raises(SondeError, match=r"text .*c\.jsonl has changed since"):
        harvest(config)
    write_corpus(corpus, texts)
    whole = harvest(config)
    (small_model / "config.json").touch()
    assert harvest(config) == whole
    write_corpus(corpus, texts[:-1])
    with pytest.raises(SondeError, match=r"text .*c\.jsonl has changed since"):
        harvest(config)


# --- damage


def cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-100])


def flip(path: Path) -> None:
    data = bytearray(path.read_bytes())
    data[-5] ^= 4
    path.write_bytes(data)


@pytest.mark.parametrize("harm", [cut, flip, Path.unlink])
def test_a_harmed_shard_is_named_and_repaired_alone(small_harvest, tmp_path, harm):
    folder = tmp_path / "copy"
    shutil.copytree(small_harvest.path, folder)
    names = ["shard-000001.safetensors", "shard-000004.safetensors"]
    for name in names:
        harm(folder / name)
    batches = ShardBatches(Artifact.open(folder), 16)
    with pytest.raises(SondeError) as caught:
        batches.chunk(0)
    assert str(caught.value).startswith(tuple(str(folder / name) for name in names))
    assert f"`sonde repair {folder}`" in str(caught.value)
    times = {path.name: path.stat().st_mtime_ns for path in folder.iterdir()}
    assert repair(folder) == names
    assert sums(folder) == sums(small_harvest.path)
    assert {
        path.name for path in folder.iterdir() if path.stat().st_mtime_ns != times.get(path.name)
    } == set(names)
    assert repair(folder) == []
    ShardBatches(Artifact.open(folder), 16).next()


@pytest.mark.parametrize("n", [80, 1])
def test_a_repair_that_cannot_give_the_same_bytes_says_so(small_model, tmp_path, n, monkeypatch):
    corpus = write_corpus(tmp_path / "c.jsonl", sentences(80))
    config = settings(small_model, corpus, tmp_path / "a", held_out=0.0)
    artifact = harvest(config)
    artifact.file("shard-000003.safetensors").unlink()
    write_corpus(corpus, sentences(n, seed=1))
    with pytest.raises(SondeError, match=r"c\.jsonl has changed since"):
        repair(artifact.path)
    monkeypatch.setattr("sonde.activations.harvest.refuse_changed", lambda *given: None)
    with pytest.raises(SondeError, match=r"shard-000003.*differs from the first time"):
        repair(artifact.path)
    assert artifact.damaged() == ["shard-000003.safetensors"]


# --- values that are not numbers


@pytest.mark.parametrize(
    ("value", "late"), [(torch.nan, False), (torch.inf, False), (torch.nan, True)]
)
def test_a_value_that_is_no_number_is_named_by_document_and_token(
    tmp_path, monkeypatch, value, late
):
    texts = sentences(60)
    texts[41] = "And so the ღ came."
    corpus = write_corpus(tmp_path / "c.jsonl", texts)
    model = tiny_checkpoint(tmp_path / "model", n_layers=2, d_model=16)
    tokenizer = load_tokenizer(settings(model, corpus, tmp_path).model)
    weights = load_tensors(model / "model.safetensors")
    first_byte = tokenizer("ღ")["input_ids"][0]
    weights["model.embed_tokens.weight"][first_byte, 3] = value
    safetensors.torch.save_file(weights, model / "model.safetensors", {"format": "pt"})
    of_median = 32 if late else 8192  # whether it comes after the tokens that give the median
    monkeypatch.setattr(source_module, "CALIBRATION_TOKENS", of_median)
    config = settings(
        model,
        corpus,
        tmp_path / "a",
        hook_point="layers.0.resid_post",
        n_tokens=10**5,
        held_out=0.0,
    )
    named = r"c\.jsonl:42.*'ღ' \(character 11\).*weight embed_tokens\.weight"
    with pytest.raises(SondeError, match=named):
        harvest(config)
    assert not (tmp_path / "a").exists()
    assert (len(sums(partial(tmp_path / "a"))) > 3) == late


@pytest.mark.parametrize("value", [torch.nan, torch.inf, -torch.inf])
def test_one_number_of_one_token_is_enough_and_padding_does_not_count(small_model, tmp_path, value):
    corpus = write_corpus(tmp_path / "c.jsonl", ["One.", "Two and three."])
    source = source_for(settings(small_model, corpus, tmp_path / "a", held_out=0.0))
    (harvested,) = source()
    owners = harvested.blocks.documents
    for block, position in (owners >= 0).nonzero().tolist()[::3]:
        x = harvested.x.clone()
        x[block, position, 5] = value
        name = f"c\\.jsonl:{int(owners[block, position]) + 1}'"
        with pytest.raises(SondeError, match=rf"{name}, token {position} of block {block}:"):
            source_module.refuse_not_finite(x, harvested.blocks, source.model)
    x = harvested.x.clone()
    x[owners == -1] = value
    source_module.refuse_not_finite(x, harvested.blocks, source.model)


# --- what cannot be begun


WRONG = [
    ({"hook_point": "layers.3.resid_post"}, r"layers\.3"),
    ({"hook_point": "layers.1.resid_pots"}, r"resid_post"),
    ({"model": "nowhere"}, "nowhere"),
    ({"corpus": "nothing.jsonl"}, r"nothing\.jsonl"),
    ({"corpus": "empty.txt"}, "no text"),
    ({"corpus": "blank.jsonl"}, "no text"),
]


@pytest.mark.parametrize(("changes", "message"), WRONG)
def test_what_cannot_be_begun_leaves_nothing_in_the_way(
    small_model, small_corpus, tmp_path, changes, message
):
    (tmp_path / "empty.txt").write_text("")
    (tmp_path / "blank.jsonl").write_text('{"text": " \\n"}\n')
    changes = dict(changes)
    model = tmp_path / changes.pop("model") if "model" in changes else small_model
    corpus = tmp_path / changes.pop("corpus") if "corpus" in changes else small_corpus
    with pytest.raises(SondeError, match=message):
        harvest(settings(model, corpus, tmp_path / "a", **changes))
    assert not (tmp_path / "a").exists()
    assert not partial(tmp_path / "a").exists()
    assert harvest(settings(small_model, small_corpus, tmp_path / "a", n_tokens=10)).path.exists()


def test_a_mistake_on_resuming_does_not_throw_shards_away(
    small_model, small_corpus, tmp_path, monkeypatch
):
    config = settings(small_model, small_corpus, tmp_path / "a")
    interrupt(monkeypatch, config, "write_shard", 2)
    interrupt(monkeypatch, config, "open_source", error=SondeError("no model"))
    assert len(sums(partial(tmp_path / "a"))) == 2


@pytest.mark.parametrize("finished", [True, False])
def test_another_config_in_the_same_directory_is_refused_with_the_difference(
    small_model, small_corpus, tmp_path, monkeypatch, finished
):
    config = settings(small_model, small_corpus, tmp_path / "a")
    if finished:
        harvest(config)
    else:
        interrupt(monkeypatch, config, "write_shard", 1)
    other = settings(small_model, small_corpus, tmp_path / "a", hook_point="layers.0.mlp_out")
    with pytest.raises(SondeError, match=r"hook_point: there 'layers\.1.*for 'layers\.0\.mlp_out'"):
        harvest(other)
    assert harvest(config).manifest.counts["n_shards"] == 5


@pytest.mark.parametrize(
    ("field", "value"),
    [("n_tokens", 0), ("shard_tokens", 0), ("batch_blocks", -1), ("sink_ratio", 1.0)],
)
def test_impossible_numbers_are_refused(small_model, small_corpus, tmp_path, field, value):
    with pytest.raises(SondeError, match=f"{field}={value}"):
        settings(small_model, small_corpus, tmp_path, **{field: value})


def test_a_pickle_in_place_of_a_shard_is_refused(small_harvest, tmp_path):
    torch.save({"x": torch.ones(2)}, tmp_path / "shard-000000.safetensors")
    from sonde.activations.shards import read_rows

    with pytest.raises(SondeError, match="pickle"):
        read_rows(tmp_path / "shard-000000.safetensors")
    save_tensors(tmp_path / "shard-000000.safetensors", {"x": torch.ones(2)})
    with pytest.raises(SondeError, match="keep"):
        read_rows(tmp_path / "shard-000000.safetensors")
