"""Two models that read the same tokens: one harvest, one crosscoder, whose feature is whose."""

import json
import shutil

import pytest
import torch
from transformers import AutoTokenizer

from small_harvest import D_IN, settings
from sonde.activations.harvest import harvest, repair
from sonde.activations.reader import ShardBatches, about_of
from sonde.activations.source import names_of, open_source, source_of
from sonde.atlas.atlas import Atlas
from sonde.atlas.build import build
from sonde.atlas.config import AtlasConfig
from sonde.atlas.firings import read_firings
from sonde.cli.show import feature_lines
from sonde.core.errors import SondeError
from sonde.core.files import load_tensors, read_json, sha256
from sonde.core.maths import unit_rows
from sonde.dictionary.config import CrosscoderConfig, TrainConfig, TranscoderConfig
from sonde.dictionary.dictionary import Dictionary
from sonde.dictionary.training import train
from sonde.interventions.config import EvaluateConfig, SteerConfig
from sonde.interventions.edits import Edit
from sonde.interventions.evaluate import evaluate
from sonde.interventions.steer import steer
from sonde.model.config import ModelConfig
from sonde.model.forward import logit_effects
from sonde.model.loading import load
from sonde.model.tokens import refuse_other_tokens
from sonde.text.rendering import vocabulary_texts
from tiny_models import tiny_checkpoint

pytest_plugins = ["small_fixtures"]
HERE = "layers.1.resid_post"
SIZE = 48


@pytest.fixture(scope="module")
def other_model(tmp_path_factory):
    """Of other weights and another width."""
    folder = tmp_path_factory.mktemp("model") / "other"
    return tiny_checkpoint(folder, n_layers=2, d_model=8, seed=5)


def two(model, other, corpus, output, **changes):
    changes = {"hook_point": HERE, "other_model": {"path": str(other), "device": "cpu"}, **changes}
    return settings(model, corpus, output, **changes)


@pytest.fixture(scope="module")
def both(load_once, small_model, other_model, small_corpus, tmp_path_factory):
    folder = tmp_path_factory.mktemp("both")
    return harvest(two(small_model, other_model, small_corpus, folder / "acts"))


def rows(artifact, name):
    shards = artifact.manifest.about["shards"]
    return torch.cat([load_tensors(artifact.file(shard))[name] for shard in shards])


def sums(folder):
    return {path.name: sha256(path) for path in sorted(folder.glob("shard-*"))}


# --- the harvest


def test_every_part_is_what_its_model_says_alone(
    both, small_model, other_model, small_corpus, tmp_path
):
    masks, first = [], 0
    for n, model in enumerate((small_model, other_model)):
        alone = harvest(settings(model, small_corpus, tmp_path / str(n), hook_point=HERE))
        width = alone.manifest.about["d_in"]
        assert torch.equal(rows(both, "x")[:, first : first + width], rows(alone, "x"))
        assert torch.equal(rows(both, "tokens"), rows(alone, "tokens"))
        masks.append(rows(alone, "keep"))
        first += width
    assert torch.equal(rows(both, "keep"), masks[0] & masks[1])
    assert first == rows(both, "x").shape[1] == D_IN + 8


def test_the_manifest_names_both_models(both, small_model, other_model):
    about = both.manifest.about
    found = [(part["hook_point"], part["width"]) for part in about["parts"]]
    assert found == [(HERE, D_IN), (f"other:{HERE}", 8)]
    assert about["hook_point"] == f"{HERE},other:{HERE}"
    assert about["model"]["path"] == str(small_model)
    assert about["other_model"]["path"] == str(other_model)
    assert about["fingerprints"].keys() == {"model", "text", "other_model"}
    assert about["fingerprints"]["other_model"] != about["fingerprints"]["model"] != ""
    again = source_of(about, "train", device="cpu")
    assert again.about() == {name: about[name] for name in again.about()}


def test_it_repairs_to_the_same_bytes_and_a_changed_model_is_refused(both, tmp_path, other_model):
    copy = tmp_path / "acts"
    shutil.copytree(both.path, copy)
    (copy / "shard-000002.safetensors").unlink()
    assert repair(copy) == ["shard-000002.safetensors"]
    assert sums(copy) == sums(both.path)
    changed = tmp_path / "changed"
    shutil.copytree(other_model, changed)
    path = changed / "generation_config.json"
    path.write_text(path.read_text() + "\n")
    about = json.loads(json.dumps(both.manifest.about))
    about["other_model"]["path"] = str(changed)
    with pytest.raises(SondeError, match=r"The other model .*changed has changed since"):
        source_of(about, "train")


@pytest.mark.parametrize(
    ("given", "found"),
    [
        ("middle", ["middle", "other:middle"]),
        ("a, b", ["a", "b", "other:a", "other:b"]),
        ("other:b,a", ["a", "other:b"]),
        ("a,other:b,other:c", ["a", "other:b", "other:c"]),
    ],
)
def test_hook_points_are_of_both_models_unless_some_are_said_to_be_of_the_other(given, found):
    assert names_of(given, two=True) == found


@pytest.mark.parametrize(
    ("given", "models", "says"),
    [
        ("other:a", True, "names no hook point of the model itself"),
        ("a,other:b", False, "'other:b' is of another model: say which with --other-model"),
    ],
)
def test_names_that_fit_no_model_are_refused(given, models, says):
    with pytest.raises(SondeError, match=says):
        names_of(given, models)


def test_a_hook_point_beyond_one_of_the_models_is_refused(small_model, other_model, small_corpus):
    config = two(small_model, other_model, small_corpus, "out")
    with pytest.raises(SondeError, match=r"layers\.2.* beyond the last layer.* 0\.\.1"):
        open_source(config.model, config.text, "layers.2.resid_post", other=config.other_model)
    open_source(
        config.model, config.text, f"layers.2.mlp_in,other:{HERE}", other=config.other_model
    )


# --- tokenizers


def edited(folder, target, change):
    """A copy of a checkpoint whose tokenizer.json is changed."""
    shutil.copytree(folder, target)
    path = target / "tokenizer.json"
    data = json.loads(path.read_text())
    change(data)
    path.write_text(json.dumps(data))
    return opened(target)


def opened(folder):
    return load(ModelConfig(path=str(folder), device="cpu"))


def swap(data):
    vocabulary = data["model"]["vocab"]
    vocabulary["a"], vocabulary["b"] = vocabulary["b"], vocabulary["a"]


def test_models_of_other_tokens_are_refused_by_name(small_model, tmp_path):
    model = opened(small_model)
    refuse_other_tokens(model, model)
    other = edited(small_model, tmp_path / "swapped", swap)
    a = model.tokenizer.get_vocab()["a"]
    with pytest.raises(
        SondeError, match=f"tiny and .*swapped have different.*'a' is number {a} of"
    ):
        refuse_other_tokens(model, other)
    merges = edited(small_model, tmp_path / "m", lambda data: data["model"]["merges"].pop())
    with pytest.raises(SondeError, match=r"cut text into tokens in different ways.*model differs"):
        refuse_other_tokens(model, merges)
    larger = tiny_checkpoint(tmp_path / "larger", n_layers=1, d_model=8, vocab_size=340)
    with pytest.raises(SondeError, match="different"):
        refuse_other_tokens(opened(larger), model)


def test_the_other_may_have_tokens_of_its_own(small_model, tmp_path):
    shutil.copytree(small_model, tmp_path / "chat")
    tokenizer = AutoTokenizer.from_pretrained(tmp_path / "chat")
    tokenizer.add_special_tokens({"additional_special_tokens": ["<|user|>"]})
    tokenizer.save_pretrained(tmp_path / "chat")
    model, chat = opened(small_model), opened(tmp_path / "chat")
    refuse_other_tokens(model, chat)
    with pytest.raises(SondeError, match=r"'<\|user\|>' is number \d+ of the first and does not"):
        refuse_other_tokens(chat, model)


def test_a_model_with_too_few_rows_for_the_tokens_is_refused(small_model, tmp_path):
    tokenizer = AutoTokenizer.from_pretrained(small_model)
    cut = tiny_checkpoint(tmp_path / "cut", n_layers=1, d_model=8, vocab_size=300)
    tokenizer.save_pretrained(cut)
    with pytest.raises(SondeError, match="embeds 300 tokens, but"):
        refuse_other_tokens(opened(small_model), opened(cut))


# --- every stage after it


def trained(harvested, output, kind):
    config = TrainConfig(
        activations=str(harvested.path),
        output=str(output),
        dictionary=kind,
        n_tokens=6_000,
        batch_size=64,
        learning_rate=5e-3,
        device="cpu",
    )
    batches = ShardBatches(harvested, config.batch_size)
    return train(config, batches, {"activations": harvested}, about_of(harvested))


@pytest.fixture(scope="module")
def crosscoder(both, tmp_path_factory):
    kind = CrosscoderConfig(dictionary_size=SIZE, k=4)
    return trained(both, tmp_path_factory.mktemp("cross") / "dictionary", kind)


@pytest.fixture(scope="module")
def transcoder(load_once, small_model, small_corpus, tmp_path_factory):
    folder = tmp_path_factory.mktemp("trans")
    names = "layers.1.mlp_in,layers.1.mlp_out"
    acts = harvest(settings(small_model, small_corpus, folder / "acts", hook_point=names))
    return trained(acts, folder / "dictionary", TranscoderConfig(dictionary_size=SIZE, k=4))


def atlas_of(dictionary, output, **changes):
    config = {"n_tokens": 256, "chunk_tokens": 128, "device": "cpu", **changes}
    return Atlas(
        build(AtlasConfig(dictionary=str(dictionary.path), output=str(output), **config)).path
    )


def test_whose_a_feature_is_stands_beside_the_dictionary(crosscoder):
    shares = load_tensors(crosscoder.file("shares.safetensors"), ["shares"])["shares"]
    assert torch.equal(shares, Dictionary.load(crosscoder).relative_lengths())
    torch.testing.assert_close(shares.sum(1), torch.ones(SIZE))
    assert shares.shape == (SIZE, 2)


def test_a_model_beside_itself_shares_every_feature(small_model, small_corpus, tmp_path):
    copy = tmp_path / "copy"
    shutil.copytree(small_model, copy)
    acts = harvest(two(small_model, copy, small_corpus, tmp_path / "acts"))
    x = rows(acts, "x")
    assert torch.equal(x[:, :D_IN], x[:, D_IN:])
    found = trained(acts, tmp_path / "dictionary", CrosscoderConfig(dictionary_size=SIZE, k=4))
    shares = Dictionary.load(found).relative_lengths()
    torch.testing.assert_close(shares, torch.full_like(shares, 0.5), rtol=1e-3, atol=1e-3)


@pytest.mark.parametrize("kind", ["crosscoder", "transcoder"])
def test_evaluate_measures_every_hook_point_that_is_rebuilt(kind, request, tmp_path):
    artifact = request.getfixturevalue(kind)
    config = EvaluateConfig(dictionary=str(artifact.path), output=str(tmp_path / "e"), n_tokens=200)
    measures = read_json(evaluate(config).file("measures.json"))
    ends = ["_0", "_1"] if kind == "crosscoder" else [""]
    for end in ends:
        assert measures[f"ce_model{end}"] > 1
        assert measures[f"ce_spliced{end}"] != measures[f"ce_model{end}"]
        assert 0 < measures[f"explained_variance{end}"] < 1
        assert f"loss_recovered{end}" in measures
    assert ("share_histogram" in measures) == (kind == "crosscoder")
    if kind == "crosscoder":
        assert measures["ce_model_0"] != measures["ce_model_1"]
        counts = measures["share_histogram"]["features"]
        alive = round((1 - measures["dead_share"]) * SIZE)
        assert [sum(part) for part in counts] == [alive, alive]
        assert counts[0] == counts[1][::-1]


@pytest.mark.parametrize("kind", ["crosscoder", "transcoder"])
def test_the_atlas_shows_firings_of_what_is_read_and_logits_of_the_decoder(kind, request, tmp_path):
    artifact = request.getfixturevalue(kind)
    dictionary = Dictionary.load(artifact)
    source = source_of(dictionary.about, "all", whole=True)
    names = source.names if kind == "crosscoder" else source.names[1:]
    for n, name in enumerate(names):
        at = name if n == 0 else None  # the last where none is named
        atlas = atlas_of(artifact, tmp_path / str(n), at=at)
        assert atlas.about["at"] == name
        number = source.names.index(name)
        columns = dictionary.decoder_columns(source.d_in, source.columns[number])
        model = source.places[number].model
        effects = logit_effects(model, dictionary.W_dec[:, columns])
        texts = vocabulary_texts(model.tokenizer)
        record = atlas.record(7)
        best = effects[7].topk(10)
        assert [e["token"] for e in record["promoted"]] == [texts[i] for i in best.indices]
    x, keep = (torch.cat([getattr(part, f) for part in source()]) for f in ("x", "keep"))
    x, keep = x[:16], keep[:16]  # 256 tokens
    codes = dictionary.encode(dictionary.given(x[keep].float()))
    expected = codes.features.bincount(minlength=SIZE)
    sizes = [128, 128]
    firings = read_firings(atlas.artifact.path / "firings", 0, SIZE, sizes)
    assert torch.equal(firings.features.bincount(minlength=SIZE), expected)
    record = atlas.record(int(expected.argmax()))
    assert record["n_firings"] == int(expected.max()) > 0
    assert record["examples"]
    if kind == "transcoder":
        assert "shares" not in record
        return
    shares = dictionary.relative_lengths()[record["feature"]]
    assert list(record["shares"]) == source.names
    assert list(record["shares"].values()) == pytest.approx(shares.tolist())
    (line,) = [line for line in feature_lines(record) if line.startswith("lies in")]
    assert f"{source.names[1]} {shares[1]:.2f}" in line
    scaled = unit_rows(dictionary.directions())
    cosines = scaled @ scaled[record["feature"]]
    nearest = cosines.argsort(descending=True)[1 : 1 + len(record["neighbours"])]
    assert [one["feature"] for one in record["neighbours"]] == nearest.tolist()


def test_directions_weigh_every_part_alike(crosscoder):
    dictionary = Dictionary.load(crosscoder)
    scale = dictionary.about["scale"]
    first, second = dictionary.W_dec.split(dictionary.widths, 1)
    expected = torch.cat([first * scale[0], second * scale[1]], 1)
    torch.testing.assert_close(dictionary.directions(), expected)
    assert scale[0] != pytest.approx(scale[1])


def test_an_unknown_hook_point_is_refused_before_any_work(crosscoder, tmp_path):
    with pytest.raises(SondeError, match=r"does not rebuild 'layers\.1\.resid_pots'.*Did you mean"):
        atlas_of(crosscoder, tmp_path / "a", at="layers.1.resid_pots")


@pytest.mark.parametrize("at", [HERE, f"other:{HERE}"])
def test_a_feature_is_turned_up_in_the_model_that_is_named(crosscoder, at, tmp_path):
    dictionary = Dictionary.load(crosscoder)
    source = source_of(dictionary.about, "all", whole=True)
    maxima = dict.fromkeys(range(SIZE), 5.0)
    edits, settings_ = [Edit(3, "add", 30.0)], SteerConfig(n_tokens=6, temperature=0.0)
    found = steer(source, dictionary, edits, maxima, "The dog", settings_, at)
    number = source.names.index(at)
    plain = steer(source, dictionary, [], maxima, "The dog", settings_, source.names[1 - number])
    assert found.steered != found.default != plain.default


def test_artifacts_of_one_model_say_nothing_of_another(small_harvest):
    about = small_harvest.manifest.about
    assert not {"other_model", "other_computed_in", "parts"} & about.keys()
    assert about["fingerprints"].keys() == {"model", "text"}
