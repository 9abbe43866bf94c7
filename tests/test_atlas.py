"""Laws of the atlas: records, search, and a build that is the same however often it stops."""

import errno
import itertools
import shutil
from collections import Counter
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from types import SimpleNamespace

import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st

import sonde.activations.source as source_module
import sonde.atlas.build as stage
from sonde.activations.source import source_of
from sonde.atlas.atlas import SORTS, Atlas
from sonde.atlas.build import build
from sonde.atlas.config import AtlasConfig
from sonde.atlas.corpus import Corpus
from sonde.atlas.firings import read_firings
from sonde.atlas.store import SCHEMAS, Store
from sonde.atlas.words import words
from sonde.cli.show import feature_lines
from sonde.core.artifact import Artifact, Draft, partial
from sonde.core.errors import SondeError
from sonde.core.files import load_tensors
from sonde.core.maths import unit_rows
from sonde.dictionary.config import StabilityConfig
from sonde.dictionary.dictionary import Dictionary
from sonde.dictionary.stability import beside, stability
from sonde.model.forward import logit_effects
from sonde.model.loading import load
from sonde.text.config import TextConfig
from sonde.text.rendering import vocabulary_texts

pytest_plugins = ["atlas_fixture"]
KEYS = """feature label label_source n_firings frequency maximum mean histogram promoted suppressed
    neighbours examples""".split()


@pytest.fixture(scope="module")
def atlas(atlas_path) -> Atlas:
    return Atlas(atlas_path)


@pytest.fixture(scope="module")
def records(atlas) -> list[dict]:
    return [atlas.record(feature) for feature in range(atlas.n_features)]


@pytest.fixture(scope="module")
def alive(records) -> list[dict]:
    return [record for record in records if record["n_firings"]]


@pytest.fixture(scope="module")
def load_once():
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(source_module, "load", lru_cache(load))
        yield


# --- records


def test_a_record_has_every_key_it_says(records):
    for feature, record in enumerate(records):
        assert set(record) == set(KEYS)
        assert record["feature"] == feature
        assert record["label_source"] == "offline"
        for key in KEYS:
            assert key in Atlas.record.__doc__
    example = next(r for r in records if r["examples"])["examples"][0]
    assert set(example) == {"interval", "value", "document", "start", "peak", "pieces", "values"}
    for key in example:
        assert key in Atlas.record.__doc__


def test_the_numbers_are_those_of_the_firings(atlas, records):
    folder = atlas.artifact.path / "firings"
    corpus = Corpus(folder, atlas.about["text"]["context_length"])
    firings = read_firings(folder, 0, atlas.n_features, corpus.sizes)
    assert atlas.counts["n_tokens"] == corpus.n_kept
    for record in records:
        values = firings.values[firings.features == record["feature"]]
        assert record["n_firings"] == len(values) == sum(record["histogram"])
        assert record["frequency"] == pytest.approx(len(values) / corpus.n_kept)
        if len(values):
            assert record["maximum"] == pytest.approx(float(values.max()))
            assert record["mean"] == pytest.approx(float(values.mean()), rel=1e-5)
    n_alive = sum(record["n_firings"] > 0 for record in records)
    assert atlas.counts["n_alive"] == n_alive
    assert atlas.counts["dead_share"] == pytest.approx(1 - n_alive / len(records))


def test_examples_come_strongest_first_and_peak_where_they_fire(alive):
    for record in alive:
        examples = record["examples"]
        assert examples[0]["value"] == record["maximum"] == max(examples[0]["values"])
        order = [(example["interval"], -example["value"]) for example in examples]
        assert order == sorted(order)
        for example in examples:
            assert example["values"][example["peak"]] == example["value"]
            assert len(example["values"]) == len(example["pieces"])


def test_neighbours_are_the_nearest_directions(atlas, records):
    directions = unit_rows(Dictionary.load(atlas.dictionary()).W_dec)
    cosines = (directions @ directions.T).fill_diagonal_(-2)
    for record in records:
        near = record["neighbours"]
        feature = record["feature"]
        assert feature not in [n["feature"] for n in near]
        wanted = cosines[feature].topk(12).values
        torch.testing.assert_close(torch.tensor([n["cosine"] for n in near]), wanted)
        for n in near:
            assert float(cosines[feature, n["feature"]]) == pytest.approx(n["cosine"], abs=1e-5)
            assert n["label"] == records[n["feature"]]["label"]


def test_promoted_tokens_come_strongest_first(records):
    for record in records:
        up = [effect["effect"] for effect in record["promoted"]]
        down = [effect["effect"] for effect in record["suppressed"]]
        assert len(up) == len(down) == 10
        assert up == sorted(up, reverse=True)
        assert down == sorted(down)
        assert up[0] > 0 > down[0]


def test_promoted_and_suppressed_tokens_are_the_ends_of_the_logit_effects(atlas, records):
    source = source_of(atlas.about, "all", whole=True, device="cpu")
    W_dec = Dictionary.load(atlas.dictionary()).W_dec
    effects = logit_effects(source.model, W_dec)
    texts = vocabulary_texts(source.model.tokenizer)
    for record, effect in zip(records, effects, strict=True):
        order = effect.sort(descending=True).values
        ends = {"promoted": order[:10], "suppressed": order.flip(0)[:10]}
        for name, wanted in ends.items():
            found = torch.tensor([e["effect"] for e in record[name]])
            torch.testing.assert_close(found, wanted, rtol=1e-4, atol=1e-5)
            tokens = [texts.index(e["token"]) for e in record[name][:3]]
            torch.testing.assert_close(effect[tokens], wanted[:3], rtol=1e-4, atol=1e-5)


def test_only_a_feature_that_fired_has_a_label(records):
    for record in records:
        assert bool(record["label"]) == bool(record["n_firings"])
        assert bool(record["examples"]) == bool(record["n_firings"])


def test_a_dead_feature_has_no_maximum_and_an_unknown_one_no_record(atlas, records):
    dead = next(record["feature"] for record in records if not record["n_firings"])
    with pytest.raises(SondeError, match=f"Feature {dead} never fired on the .* tokens"):
        atlas.maximum(dead)
    for feature in (-1, atlas.n_features, 10**12):
        for ask in (atlas.record, atlas.maximum):
            with pytest.raises(SondeError, match=rf"0\.\.{atlas.n_features - 1}"):
                ask(feature)


def test_the_maximum_is_that_of_the_record(atlas, alive):
    for record in alive[:20]:
        assert atlas.maximum(record["feature"]) == pytest.approx(record["maximum"])


# --- search


def holds(pieces: list[str], word: str) -> bool:
    """Whether the word stands whole in the text, however many words `words` makes of it."""
    text = " ".join(words("".join(pieces)[1:-1]))
    return f" {' '.join(words(word))} " in f" {text} "


def labels_words(record: dict) -> list[str]:
    first = record["label"].split("→")[0].split("near")[0]
    return [word for word in words(first) if len(word) > 2 and word.isalpha()]


def test_a_word_of_a_label_finds_its_feature(atlas, alive):
    named = [(record, labels_words(record)) for record in alive]
    named = [(record, found) for record, found in named if found]
    assert len(named) > 5
    for record, found in named[:15]:
        hits = atlas.search(found[0], 200)
        hit = next((hit for hit in hits if hit.feature == record["feature"]), None)
        assert hit, (found[0], record["label"])
        assert hit.label == record["label"]
        assert hit.maximum == pytest.approx(record["maximum"])
        assert hit.frequency == pytest.approx(record["frequency"])
        assert [h.score for h in hits] == sorted((h.score for h in hits), reverse=True)


def test_a_highlighted_word_finds_its_feature(atlas):
    rows = atlas.store.table("labels").to_arrow().to_pylist()
    hidden = [
        (row["feature"], word)
        for row in rows
        for word in row["highlights"].split()
        if len(word) > 2 and word.isalpha() and word not in row["label"]
    ]
    assert len(hidden) > 5
    where = Counter()
    for feature, word in hidden[:15]:
        (hit,) = [hit for hit in atlas.search(word, 200) if hit.feature == feature]
        where[hit.where] += 1
    assert where["text"] <= 3  # a word may come up more often in the texts of its examples


@pytest.mark.parametrize("word", ["moon", "Hund", "γάτα", "小猫", "hund", "MOON"])
def test_a_word_of_the_examples_finds_all_that_show_it(atlas, alive, word):
    shown = {
        record["feature"]
        for record in alive
        for example in record["examples"]
        if holds(example["pieces"], word)
    }
    found = {hit.feature for hit in atlas.search(word, 400)}
    assert shown
    assert shown <= found


NASTY = ["'", '"', '"dog', "dog' OR 1=1 --", "; DROP TABLE labels", "a AND", "NOT", "(", "[1 TO 2]"]
NASTY += [
    "dog~2",
    "^dog",
    "*",
    "label:dog",
    "\\",
    "🐈",
    "\0",
    "\ud800",
    "%",
    "dog -bird",
    "\x1b[31m",
]


@pytest.mark.parametrize("query", [*NASTY, "", "  ", "x" * 20_000, "the " * 3000])
def test_no_query_breaks_the_search(atlas, query):
    hits = atlas.search(query, 7)
    assert len(hits) <= 7
    assert not hits or query.strip()


@settings(deadline=None, max_examples=40)
@given(st.text(st.characters() | st.sampled_from("'\"()*?:^~-+|&![]{}\\/ dog"), max_size=12))
def test_any_text_is_a_query(atlas_path, query):
    opened(atlas_path).search(query, 5)


@lru_cache
def opened(path: Path) -> Atlas:
    return Atlas(path)


SCRIPTS = [
    ("小猫", "小猫看见了月亮"),
    ("แมว", "แมวกินปลา"),
    ("猫", "猫が好きです"),
    ("हिन्दी", "यह हिन्दी है"),
]
SCRIPTS += [("cafe", "un Café noir"), ("CAFÉ", "un cafe noir"), ("قطة", "هذه قطة")]


@pytest.mark.parametrize(("word", "text"), SCRIPTS)
def test_words_are_found_in_scripts_without_spaces_and_without_their_accents(tmp_path, word, text):
    columns = {"feature": [5, 6], "source": ["offline"] * 2, "highlights": ["", ""]}
    store = Store(tmp_path / "store")
    store.write("labels", [{**columns, "label": [text, "dog · nothing"]}])
    assert [row["feature"] for row in store.find("labels", "label", word, 9)] == [5]
    assert store.find("labels", "label", "bird", 9) == []


def test_operators_are_words_like_others(atlas):
    plain = {hit.feature for hit in atlas.search("moon", 400)}
    for query in ('"moon"', "(moon)", "moon?", "+moon", "-moon", "moon~1", "moon:"):
        assert {hit.feature for hit in atlas.search(query, 400)} >= plain, query


def test_the_limit_keeps_the_best(atlas):
    many = atlas.search("the", 50)
    assert len(many) == 50
    assert next(hit.feature for hit in atlas.search("the", 3)) == many[0].feature
    assert atlas.search("quetzalcoatl") == []


# --- browsing


@pytest.mark.parametrize("sort", SORTS)
def test_browsing_sorts_and_pages(atlas, alive, sort):
    everything = atlas.browse(sort, limit=1000)
    assert {hit.feature for hit in everything} == {record["feature"] for record in alive}
    by_number = {record["feature"]: record for record in alive}
    values = [by_number[hit.feature][sort] for hit in everything]
    assert values == sorted(values, reverse=sort != "feature")
    for a, b in itertools.pairwise(everything):  # of equal ones the lower number
        assert by_number[a.feature][sort] != by_number[b.feature][sort] or a.feature < b.feature
    pages = [atlas.browse(sort, 7, offset) for offset in range(0, len(everything) + 7, 7)]
    assert [hit for page in pages for hit in page] == everything
    assert pages[-1] == [] or len(pages[-1]) < 7


def test_a_flipped_bit_is_not_shown_as_a_fact(atlas, tmp_path):
    shutil.copytree(atlas.artifact.path, tmp_path / "atlas")
    damaged = Atlas(tmp_path / "atlas")
    file = max((tmp_path / "atlas/store/features.lance/data").iterdir())
    data = bytearray(file.read_bytes())
    data[len(data) // 2] ^= 1
    file.write_bytes(data)
    with pytest.raises(SondeError, match=r"features\.lance.*damaged.*sonde atlas"):
        damaged.maximum(0)
    shutil.rmtree(tmp_path / "atlas/store/labels.lance")
    with pytest.raises(SondeError, match=r"labels\.lance.*is missing"):
        damaged.labels([0])


def test_an_unknown_order_is_refused(atlas):
    with pytest.raises(SondeError, match="frequency, maximum"):
        atlas.browse("beauty")


# --- the dictionary


def moved(atlas_path: Path, folder: Path) -> Path:
    """The run directory at another place."""
    shutil.copytree(atlas_path, folder / "atlas")
    shutil.copytree(atlas_path.parent / "dictionary", folder / "dictionary")
    manifest = folder / "atlas" / "manifest.json"
    text = manifest.read_text(encoding="utf-8")
    manifest.write_text(text.replace(str(atlas_path.parent), "/gone"), encoding="utf-8")
    return folder / "atlas"


def test_the_dictionary_is_found_beside_a_moved_atlas(atlas_path, tmp_path):
    path = moved(atlas_path, tmp_path)
    found = Atlas(path).dictionary()
    assert found.path == tmp_path / "dictionary"
    assert Dictionary.load(found).size == Atlas(path).n_features


def test_a_dictionary_that_changed_or_is_gone_is_refused(atlas_path, tmp_path):
    path = moved(atlas_path, tmp_path)
    other = tmp_path / "dictionary" / "manifest.json"
    text = other.read_text()
    known = Artifact.open(tmp_path / "dictionary").manifest.files["dictionary.safetensors"]
    other.write_text(text.replace(known["sha256"], "0" * 64))
    with pytest.raises(SondeError, match=r"not at /gone/dictionary nor beside .*changed"):
        Atlas(path).dictionary()
    shutil.rmtree(tmp_path / "dictionary")
    with pytest.raises(SondeError, match="Put it back"):
        Atlas(path).dictionary()


# --- the build


WORDS = ["हिन्दी", "แมว", "kişi", "ночь", "שלום", "قطة", "고양이", "ねこ", "naïve", "x2"]


@pytest.fixture(scope="module")
def small_config(atlas_path, tmp_path_factory) -> AtlasConfig:
    """Other text on the same dictionary: three parts, five buckets of features."""
    folder = tmp_path_factory.mktemp("other")
    texts = [f"{word} saw the moon and {word} {n}." for n in range(9) for word in WORDS]
    (folder / "t.txt").write_text("<|endoftext|>".join(texts), encoding="utf-8")
    text = TextConfig(sources=(str(folder / "t.txt"),), context_length=64)
    return AtlasConfig(
        dictionary=str(atlas_path.parent / "dictionary"),
        output=str(folder / "atlas"),
        n_tokens=3 * 1024,
        chunk_tokens=1024,
        text=text,
        n_strongest=5,
        device="cpu",
    )


@pytest.fixture(scope="module")
def small_buckets(load_once):
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(stage, "BUCKET", 33)
        yield


@pytest.fixture(scope="module")
def undisturbed(small_config, small_buckets) -> Atlas:
    return Atlas(build(small_config).path)


def tables(atlas: Atlas) -> dict[str, list[dict]]:
    return {name: atlas.store.table(name).to_arrow().to_pylist() for name in SCHEMAS}


class Failure(Exception):
    """What the tests raise in the middle of things."""


def test_broken_off_again_and_again_it_comes_out_the_same(
    small_config, undisturbed, tmp_path, monkeypatch
):
    """One draft, broken off at every part, table and some buckets, until a call goes through."""
    config = replace(small_config, output=str(tmp_path / "atlas"))
    reached: list[str] = []

    def once(where: str) -> None:
        if where not in reached:
            reached.append(where)
            raise Failure(where)

    def breaking(real, name: str):
        def instead(*args, **kwargs):
            number = args[1] if isinstance(args[1], (int, str)) else ""
            once(f"{name} {number}")
            return real(*args, **kwargs)

        return instead

    import sonde.atlas.firings as firings

    monkeypatch.setattr(firings, "write_part", breaking(firings.write_part, "part"))
    monkeypatch.setattr(Store, "write", breaking(Store.write, "table"))
    monkeypatch.setattr(Draft, "finish", breaking(Draft.finish, "finish"))
    real = stage.Bucket.__init__

    def bucket(self, first, *args):
        if first in (0, 66):
            once(f"bucket {first}")
        real(self, first, *args)

    monkeypatch.setattr(stage.Bucket, "__init__", bucket)
    for _ in range(20):
        try:
            again = Atlas(build(config).path)
            break
        except Failure:
            assert not (tmp_path / "atlas").exists()
    assert len(reached) == 3 + 4 + 2 + 1, reached
    assert tables(again) == tables(undisturbed)
    assert again.counts == undisturbed.counts
    assert not partial(tmp_path / "atlas").exists()


def test_a_full_disk_is_named_as_such(tmp_path, monkeypatch):
    def full():
        yield {"feature": [0], "neighbours": [[]], "cosines": [[]]}
        raise OSError(errno.ENOSPC, "No space left on device")

    store = Store(tmp_path / "store")
    with pytest.raises(SondeError, match=r"disk is full.*it resumes"):
        store.write("neighbours", full())
    store.write("neighbours", [{"feature": [4], "neighbours": [[1]], "cosines": [[0.5]]}])
    assert store.rows("neighbours", 4)[0]["neighbours"] == [1]

    def of_lance(*args, **kwargs):
        raise RuntimeError("lance error: LanceError(IO): No space left on device (os error 28)")

    monkeypatch.setattr(store, "database", SimpleNamespace(drop_table=of_lance))
    with pytest.raises(SondeError, match=r"disk is full.*it resumes"):
        store.write("neighbours", [])


def test_a_finished_build_is_given_back_without_work(small_config, undisturbed, monkeypatch):
    monkeypatch.delattr(stage, "source_of")
    assert build(small_config).manifest == undisturbed.artifact.manifest


@pytest.mark.parametrize("word", WORDS)
def test_words_of_every_script_are_found(undisturbed, word):
    shown = {
        row["feature"] for row in tables(undisturbed)["examples"] if holds(row["pieces"], word)
    }
    found = {hit.feature for hit in undisturbed.search(word, 400)}
    assert shown
    assert shown <= found


def test_examples_are_exact_source_of_the_text_it_was_built_on(undisturbed, small_config):
    whole = Path(small_config.text.sources[0]).read_text(encoding="utf-8")
    rows = tables(undisturbed)["examples"]
    assert len(rows) > 100
    for row in rows:
        assert row["text"] == "".join(row["pieces"])
        assert row["text"] in whole
        assert "<|endoftext|>" not in row["text"]


def test_quantiles_follow_the_strongest(undisturbed):
    rows = tables(undisturbed)["examples"]
    for feature in range(undisturbed.n_features):
        intervals = [row["interval"] for row in rows if row["feature"] == feature]
        assert intervals.count(0) <= 5
        assert max(intervals, default=0) <= 4
        assert all(intervals.count(i) <= 2 for i in range(1, 5))


def test_text_that_is_not_there_leaves_nothing_in_the_way(small_config, load_once, tmp_path):
    gone = TextConfig(sources=(str(tmp_path / "gone.txt"),))
    wrong = replace(small_config, output=str(tmp_path / "atlas"), text=gone)
    with pytest.raises(SondeError, match=r"gone\.txt"):
        build(wrong)
    right = replace(small_config, output=str(tmp_path / "atlas"), n_tokens=1)
    assert build(right).manifest.counts["n_tokens"] > 0


def test_an_atlas_in_which_nothing_fires_is_an_atlas(small_config, small_buckets, tmp_path):
    own = Artifact.open(small_config.dictionary)
    dictionary = Dictionary.load(own)
    silent = replace(dictionary, threshold=torch.full_like(dictionary.threshold, 1e9))
    with Draft.begin(tmp_path / "dictionary", "train", {}) as draft:
        silent.save(draft.path / "dictionary.safetensors")
        trained = draft.finish({}, own.manifest.about)
    config = replace(small_config, dictionary=str(trained.path), output=str(tmp_path / "atlas"))
    found = Atlas(build(replace(config, n_tokens=1)).path)
    assert found.counts["n_alive"] == 0
    assert found.browse() == found.search("moon") == []
    assert found.record(3)["examples"] == []


def test_firings_lie_in_the_artifact_with_checksums(undisturbed):
    names = [n for n in undisturbed.artifact.manifest.files if n.startswith("firings/")]
    assert len(names) == 9
    assert undisturbed.artifact.damaged() == []
    keep = load_tensors(undisturbed.artifact.file("firings/tokens-000000.safetensors"), ["keep"])
    assert len(keep["keep"]) == 1024


@pytest.mark.parametrize(
    ("field", "value"), [("n_tokens", 0), ("reach", 0), ("n_quantiles", -1), ("per_quantile", -1)]
)
def test_impossible_numbers_are_refused(small_config, field, value):
    from sonde.core.config import parse, to_dict

    with pytest.raises(SondeError, match=f"{field}={value}"):
        parse(AtlasConfig, {**to_dict(small_config), field: value})


def test_a_record_says_whether_its_feature_comes_again_from_other_seeds(
    atlas_path, tmp_path, capsys
):
    """Where that was measured, of the very dictionary that the atlas is of."""
    path = moved(atlas_path, tmp_path)
    assert "stability" not in Atlas(path).record(3)
    own = Dictionary.load(Atlas(path).dictionary())
    with Draft.begin(tmp_path / "other", "train", {"name": "other"}, {}) as draft:
        turned = own.W_dec.clone()
        turned[3] = unit_rows(torch.randn(1, own.d_in))[0]  # all but this one are there again
        replace(own, W_dec=turned).save(draft.path / "dictionary.safetensors")
        draft.finish({})
    others = (str(tmp_path / "other"),)
    stability(StabilityConfig(dictionary=str(tmp_path / "dictionary"), others=others))
    after = Atlas(path)
    assert after.record(5)["stability"]["matched"] == pytest.approx(1)
    assert after.record(3)["stability"]["matched"] < 0.9
    assert 0 < after.record(3)["stability"]["by_chance"] < 0.9
    assert any(line.startswith("comes again 1.00 (") for line in feature_lines(after.record(5)))
    known = beside(tmp_path / "dictionary") / "manifest.json"
    whole = known.read_text()
    known.write_text(whole.replace("control_matched", "of_another_time"))
    assert "stability" not in Atlas(path).record(5)
    assert "run `sonde stability` again" in capsys.readouterr().err
    known.write_text(whole.replace('"dictionary": {', '"another": {'))
    assert "stability" not in Atlas(path).record(5)
    known.write_text(whole)
    damaged = beside(tmp_path / "dictionary") / "stability.safetensors"
    damaged.write_bytes(damaged.read_bytes()[:-1] + b"!")
    assert "stability" not in Atlas(path).record(5)
    assert "shown without their stability" in capsys.readouterr().err
    shutil.rmtree(tmp_path / "dictionary")
    assert "stability" not in Atlas(path).record(5)
