"""Loss recovered is 1 for a perfect dictionary and 0 for the mean, on held-out tokens only."""

import json
from contextlib import nullcontext
from dataclasses import replace
from pathlib import Path

import pytest
import torch

from sonde.activations.config import HarvestConfig
from sonde.activations.harvest import harvest
from sonde.activations.source import refuse_trained_on, source_of
from sonde.atlas.build import build
from sonde.atlas.config import AtlasConfig
from sonde.cli.pipeline import train_stage
from sonde.core.artifact import Artifact, Draft
from sonde.core.config import parse, to_dict
from sonde.core.errors import SondeError
from sonde.core.files import read_json
from sonde.dictionary.config import TrainConfig
from sonde.dictionary.measures import measure
from sonde.interventions import evaluate as stage
from sonde.interventions.config import EvaluateConfig
from sonde.interventions.evaluate import Losses, evaluate
from sonde.model.config import ModelConfig
from sonde.model.hooks import activations
from sonde.text.config import TextConfig
from synthetic import perfect_dictionary, random_dictionary, silent_dictionary
from tiny_models import TEXT, tiny_checkpoint

D_MODEL, HERE = 16, "layers.1.resid_post"


@pytest.fixture(scope="module")
def about(tmp_path_factory):
    """What a trained dictionary knows of a tiny model, its text and its activations."""
    folder = tmp_path_factory.mktemp("evaluate")
    tiny_checkpoint(folder / "model", n_layers=3, d_model=D_MODEL)
    lines = [line for line in TEXT.splitlines() if line] * 8
    documents = [f"{number} {line}" for number, line in enumerate(lines)]
    (folder / "text.txt").write_text("<|endoftext|>".join(documents))
    found = {
        "model": {"path": str(folder / "model"), "dtype": "float32"},
        "text": {"sources": [str(folder / "text.txt")], "context_length": 32, "held_out": 0.5},
        "hook_point": HERE,
        "norm_limit": 1e9,
        "d_in": D_MODEL,
    }
    x = kept_activations(found)
    median = float(x.norm(dim=-1).median())
    found["norm_limit"] = 1.4 * median  # some tokens are sinks
    x = kept_activations(found)
    assert len(x) > 0
    return {**found, "mean": x.mean(0).tolist()}


def kept_activations(about, share="held_out"):
    return torch.cat([part.x[part.keep] for part in source_of(about, share, whole=True)()])


def trained(dictionary, about, folder):
    draft = Draft.begin(folder, "train", {"name": folder.name})
    if isinstance(draft, Artifact):
        return draft
    dictionary.save(draft.path / "dictionary.safetensors")
    return draft.finish({}, about)


def evaluated(dictionary, about, folder, **settings):
    trained(dictionary, about, folder / "dictionary")
    config = EvaluateConfig(
        dictionary=str(folder / "dictionary"),
        output=str(folder / "out"),
        **{"n_tokens": 100_000, **settings},
    )
    return evaluate(config)


def test_a_perfect_dictionary_recovers_everything(about, tmp_path):
    counts = evaluated(perfect_dictionary(D_MODEL), about, tmp_path).manifest.counts
    assert counts["loss_recovered"] == pytest.approx(1, abs=1e-4)
    assert counts["ce_spliced"] == pytest.approx(counts["ce_model"], abs=1e-4)
    assert counts["explained_variance"] == pytest.approx(1, abs=1e-5)
    assert counts["l0"] == pytest.approx(D_MODEL)
    assert abs(counts["ce_ablated"] - counts["ce_model"]) > 0.01  # a random model may gain


def test_the_mean_recovers_nothing(about, tmp_path):
    silent = silent_dictionary(torch.tensor(about["mean"]))
    counts = evaluated(silent, about, tmp_path).manifest.counts
    assert counts["loss_recovered"] == pytest.approx(0, abs=1e-6)
    assert counts["ce_spliced"] == counts["ce_ablated"]
    assert counts["explained_variance"] == pytest.approx(0, abs=1e-4)
    assert (counts["l0"], counts["dead_share"]) == (0, 1)


def test_measures_are_those_of_the_held_out_tokens(about, tmp_path):
    dictionary = random_dictionary(D_MODEL, 40)
    artifact = evaluated(dictionary, about, tmp_path)
    x = kept_activations(about)
    expected = measure(dictionary, [x]).summary()
    for name, value in expected.items():
        assert artifact.manifest.counts[name] == pytest.approx(value, rel=1e-4)
    assert expected["n_tokens"] != len(kept_activations(about, "all"))
    written = read_json(artifact.path / "measures.json")
    assert written.pop("frequency_histogram")["features"]
    assert written == artifact.manifest.counts
    assert Artifact.open(artifact.path, "evaluate").damaged() == []


def test_losses_are_counted_by_hand(about):
    """Kept tokens with a next token; the three losses each from a forward of their own."""
    source = source_of(about, "held_out", whole=True)
    dictionary = random_dictionary(D_MODEL, 40)
    mean = torch.tensor(about["mean"])
    part = next(source())
    losses = Losses(source, dictionary, mean)
    losses.add(part.blocks.tokens, part.keep, part.blocks.documents)
    tokens, keep = part.blocks.tokens, part.keep
    assert not keep.all()
    with torch.no_grad():
        logits = source.model.module(tokens, use_cache=False).logits
    chosen = logits.log_softmax(-1)[:, :-1].gather(-1, tokens[:, 1:, None])[..., 0]
    counted = keep[:, :-1] & (part.blocks.documents[:, 1:] >= 0)
    assert losses.n == int(counted.sum())
    assert losses.summary()["ce_model"] == pytest.approx(-float(chosen[counted].mean()), rel=1e-5)
    assert losses.summary()["n_predictions"] == losses.n


def test_predictions_into_padding_do_not_count(about):
    source = source_of(about, "held_out", whole=True)
    part = next(source())
    tokens, keep = part.blocks.tokens[:1], part.keep[:1].clone()
    documents = part.blocks.documents[:1].clone()
    documents[:, 10:], keep[:, 10:] = -1, False
    losses = Losses(source, random_dictionary(D_MODEL, 40), torch.zeros(D_MODEL))
    losses.add(tokens, keep, documents)
    assert losses.n == int(keep[:, :9].sum()) < int(keep.sum())


def test_only_kept_positions_are_replaced(about):
    source = source_of(about, "held_out", whole=True)
    part = next(source())
    x = activations(source.model, source.hook_point, part.blocks.tokens)
    losses = Losses(source, silent_dictionary(torch.zeros(D_MODEL)), torch.zeros(D_MODEL))
    x_hat = losses.reconstruction(x, part.keep)
    assert torch.equal(x_hat[~part.keep], x[~part.keep])
    assert (x_hat[part.keep] == 0).all()
    assert (~part.keep).any()


def test_it_stops_at_so_many_tokens(about, tmp_path):
    part = next(source_of(about, "held_out", whole=True)())
    found = evaluated(random_dictionary(D_MODEL, 40), about, tmp_path, n_tokens=1)
    assert found.manifest.counts["n_tokens"] == int(part.keep.sum())


def test_the_same_evaluation_is_not_done_again(about, tmp_path, monkeypatch):
    dictionary = random_dictionary(D_MODEL, 40)
    first = evaluated(dictionary, about, tmp_path)
    monkeypatch.setattr(stage, "source_of", None)
    assert evaluated(dictionary, about, tmp_path) == first


def test_no_stage_writes_among_the_text_that_it_reads(about, tmp_path):
    (tmp_path / "text").mkdir()
    inside = str(tmp_path / "text/out")
    text = TextConfig(sources=(str(tmp_path / "text"),))
    read = {**about, "text": {"sources": list(text.sources)}}
    harvesting = HarvestConfig(model=ModelConfig(path="none"), text=text, output=inside)
    for name, told in (("reads", read), ("other", about)):
        trained(random_dictionary(D_MODEL, 40), told, tmp_path / name)
    with Draft.begin(tmp_path / "acts", "harvest", {}) as draft:
        draft.finish({}, read)
    reads = {"dictionary": str(tmp_path / "reads"), "output": inside}
    other = {"dictionary": str(tmp_path / "other"), "output": inside, "text": text}
    training = TrainConfig(activations=str(tmp_path / "acts"), output=inside)
    for work in (
        lambda: harvest(harvesting),
        lambda: train_stage(training),
        lambda: train_stage(training, harvesting),
        lambda: evaluate(EvaluateConfig(**reads)),
        lambda: evaluate(EvaluateConfig(**other)),
        lambda: build(AtlasConfig(**reads)),
        lambda: build(AtlasConfig(**other)),
    ):
        with pytest.raises(SondeError, match="--output outside"):
            work()
    assert not list((tmp_path / "text").iterdir())


SAME = ["t/a.txt", "./t/../t/a.txt", "{folder}/t/a.txt", "link.txt", "t", ".", "{folder}", "~/t"]


@pytest.mark.parametrize("written", SAME)
@pytest.mark.parametrize("own", ["t/a.txt", "t"])
def test_text_that_was_trained_on_is_known_however_it_is_written(
    own, written, tmp_path, monkeypatch
):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HOME", str(tmp_path))
    for name in ("t/a.txt", "elsewhere/a.txt"):
        Path(name).parent.mkdir()
        Path(name).write_text("text")
    Path("link.txt").symlink_to(tmp_path / "t/a.txt")
    known = TextConfig(sources=(own,), held_out=0.1)
    again = TextConfig(sources=("elsewhere", written.format(folder=tmp_path)), held_out=0.2)
    with pytest.raises(SondeError, match=r"at most --held-out 0\.1"):
        refuse_trained_on(known, again, "held_out")
    refuse_trained_on(known, replace(again, held_out=0.1), "held_out")
    refuse_trained_on(known, replace(again, sources=("elsewhere", "org/t")), "held_out")
    hub = replace(known, sources=("org/t",))
    with pytest.raises(SondeError, match="of org/t holds"):
        refuse_trained_on(hub, replace(again, sources=("org/t",)), "held_out")


@pytest.mark.parametrize("work", [evaluate, build])
def test_another_text_is_read_as_the_dictionarys_own_where_nothing_else_is_said(
    work, about, tmp_path
):
    own = {**about, "text": {**about["text"], "column": "story"}}
    trained(random_dictionary(D_MODEL, 40), own, tmp_path / "dictionary")
    rows = [{"story": f"{n} tales of the sea", "tale": f"tale {n}"} for n in range(40)]
    (tmp_path / "other.jsonl").write_text("\n".join(json.dumps(row) for row in rows))
    kind = EvaluateConfig if work is evaluate else AtlasConfig
    given = {"dictionary": str(tmp_path / "dictionary"), "n_tokens": 50, "device": "cpu"}
    source = {"sources": [str(tmp_path / "other.jsonl")], "held_out": 0.5}
    for said, column, length in (
        ({}, "story", 32),
        ({"column": "tale"}, "tale", 32),
        ({"context_length": 16}, "story", 16),
    ):
        data = {**given, "output": str(tmp_path / f"{column}{length}"), "text": source | said}
        config = parse(kind, data)
        assert parse(kind, to_dict(config)) == config
        done = work(config)
        assert done.manifest.config["text"]["column"] == column
        assert done.manifest.config["text"]["context_length"] == length
        assert work(config) == done
        read = source_of(own, "held_out", text=config.text).text
        assert (read.column, read.context_length) == (column, length)
    with pytest.raises(SondeError, match="context_length=1 is below 2"):
        parse(kind, {**data, "text": {**source, "context_length": 1}})


@pytest.mark.parametrize("finished", [True, False])
@pytest.mark.parametrize("work", [evaluate, build])
def test_another_text_that_has_changed_is_noticed(work, finished, about, tmp_path, monkeypatch):
    trained(random_dictionary(D_MODEL, 40), about, tmp_path / "dictionary")
    path = tmp_path / "other.txt"
    path.write_text(before := "<|endoftext|>".join(f"{n} tales of the sea" for n in range(40)))
    text = TextConfig(sources=(str(path),), context_length=16, held_out=0.5)
    given = {"dictionary": str(tmp_path / "dictionary"), "output": str(tmp_path / "out")}
    kind = EvaluateConfig if work is evaluate else AtlasConfig
    config = kind(**given, text=text, n_tokens=50, device="cpu")
    with monkeypatch.context() as patch:
        if not finished:
            patch.setattr(Draft, "finish", lambda *args: [][0])
        with nullcontext() if finished else pytest.raises(IndexError):
            work(config)
    path.write_text(before.replace("39 tales", "39 songs"))
    with pytest.raises(SondeError, match=r"different run:\n  config\.text_fingerprint: there"):
        work(config)
    path.write_text(before)
    assert work(config).manifest.counts


def test_what_is_not_a_dictionary_is_refused(about, tmp_path):
    with pytest.raises(SondeError, match="There is no"):
        evaluate(EvaluateConfig(dictionary=str(tmp_path / "none"), output=str(tmp_path / "out")))
    all_for_training = {**about, "text": {**about["text"], "held_out": 0.0}}
    with pytest.raises(SondeError, match="held_out"):
        evaluated(random_dictionary(D_MODEL, 40), all_for_training, tmp_path)
