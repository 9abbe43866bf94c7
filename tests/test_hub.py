"""Dictionaries on the hub. No hub is reached: the four calls that would (create_repo,
upload_folder, list_repo_files, snapshot_download) are replaced by a folder, and everything before
and after is real.
"""

import json
import shutil
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import huggingface_hub
import pytest
import torch
import yaml
from huggingface_hub.utils import filter_repo_objects

from sonde.cli.foreign import convert_anywhere
from sonde.core.artifact import Draft
from sonde.core.errors import SondeError
from sonde.core.files import same_bytes
from sonde.dictionary.dictionary import NAMES, Dictionary
from sonde.dictionary.formats.convert import load, read, write
from sonde.dictionary.formats.hub import address_of, from_hub, model_card, push_to_hub
from sonde.dictionary.formats.plain import plain_of, top_k_of
from sonde.dictionary.formats.table import FORMATS
from synthetic import random_dictionary

ABOUT = {
    "model": {"path": "org/tiny-model", "revision": None},
    "hook_point": "layers.3.resid_post",
    "text": {"context_length": 64, "sources": ["/home/mira/private/stories.jsonl"]},
    "kind": "matryoshka",
}


class Hub:
    """What the hub would keep, in a folder; and what it was asked."""

    def __init__(self, root: Path) -> None:
        self.root, self.made = root, {}

    def create_repo(self, _, repo_id, *, private, exist_ok):
        assert exist_ok
        self.made.setdefault(repo_id, private)

    def upload_folder(
        self, _, *, repo_id, folder_path, path_in_repo, revision, commit_message
    ) -> SimpleNamespace:
        assert repo_id in self.made
        assert commit_message
        assert revision is None
        target = self.root / repo_id / (path_in_repo or "")
        shutil.copytree(folder_path, target, dirs_exist_ok=True)
        return SimpleNamespace(commit_url=f"https://huggingface.co/{repo_id}/commit/0")

    def files(self, repo_id):
        root = self.root / repo_id
        return [str(path.relative_to(root)) for path in root.rglob("*") if path.is_file()]

    def list_repo_files(self, _, repo_id, *, revision):
        return self.files(repo_id)

    def snapshot_download(self, repo_id, *, revision, allow_patterns, cache_dir):
        root = self.root / repo_id
        if not root.exists():
            raise huggingface_hub.errors.LocalEntryNotFoundError(f"404 for {repo_id}")
        fetched = self.root / f"fetched-{revision}"
        fetched.mkdir(exist_ok=True)
        names = self.files(repo_id)
        for name in filter_repo_objects(names, allow_patterns=allow_patterns):  # the hub's own rule
            (fetched / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(root / name, fetched / name)
        return str(fetched)


@pytest.fixture
def hub(tmp_path, monkeypatch):
    fake = Hub(tmp_path / "hub")
    api = huggingface_hub.HfApi
    monkeypatch.setattr(api, "create_repo", lambda *a, **k: fake.create_repo(*a, **k))
    monkeypatch.setattr(api, "upload_folder", lambda *a, **k: fake.upload_folder(*a, **k))
    monkeypatch.setattr(api, "list_repo_files", lambda *a, **k: fake.list_repo_files(*a, **k))
    monkeypatch.setattr(huggingface_hub, "snapshot_download", fake.snapshot_download)
    return fake


@pytest.fixture
def ours(tmp_path):
    draft = Draft.begin(tmp_path / "ours", "train", {"activations": "/home/mira/acts"})
    random_dictionary().save(draft.path / "dictionary.safetensors")
    return draft.finish({}, ABOUT).path


@pytest.mark.parametrize("to", ["saelens", "sonde"])
@pytest.mark.parametrize("folder", ["", "/layers.3/small"])
def test_what_is_pushed_comes_back(hub, ours, to, folder, tmp_path):
    url = push_to_hub(ours, f"hf://me/features{folder}", to)
    assert url.startswith("https://huggingface.co/me/features")
    assert hub.made == {"me/features": True}  # private unless public is asked
    again = load(from_hub(f"hf://me/features{folder}"))
    for name in NAMES:
        assert same_bytes(getattr(again, name), getattr(random_dictionary(), name)), name
    assert again.about["hook_point"] == ABOUT["hook_point"]


def test_only_files_of_dictionaries_are_fetched(hub, ours):
    push_to_hub(ours, "hf://me/features")
    (hub.root / "me/features/modeling.py").write_text("raise SystemExit")
    path = from_hub("hf://me/features@v1.0")
    assert sorted(file.name for file in path.iterdir()) == ["cfg.json", "sae_weights.safetensors"]
    assert path.name == "fetched-v1.0"


def fetched(path):
    return sorted(str(file.relative_to(path)) for file in path.rglob("*") if file.is_file())


@pytest.mark.parametrize("to", [*FORMATS, "sonde"])
@pytest.mark.parametrize("folder", ["", "layers.3"])
def test_of_every_format_its_files_are_fetched_and_none_of_other_folders(hub, to, folder):
    dictionary = random_dictionary()
    relu = plain_of(replace(dictionary, threshold=torch.zeros(24)))
    plain, root = top_k_of(relu, 3) if to == "sparsify" else relu, hub.root / "me/features"
    for other in (root / "layers.30", root / folder / "deeper", root / folder / "a/b"):
        write(plain, other, to, root)
    write(plain, root / "aside", to, root)
    shutil.copytree(root / "aside", root / folder, dirs_exist_ok=True)
    path = from_hub(f"hf://me/features/{folder}")
    present = fetched(path)
    assert present
    assert {*present} <= {*fetched(root / "aside")}
    assert [f"{folder}/{name}".strip("/") for name in present] == fetched(hub.root / "fetched-None")
    assert read(path).size == 24


def test_a_file_comes_with_the_config_of_its_folder_or_of_the_one_above(hub, ours, tmp_path):
    write(read(ours), tmp_path / "ae", "dictionary_learning", ours)
    for where in ("runs/trainer_0", "runs/trainer_1"):
        (folder := hub.root / "me/features" / where / "checkpoints").mkdir(parents=True)
        shutil.copy(tmp_path / "ae/config.json", folder.parent)
        for name in ("ae_100.pt", "ae_200.pt"):
            shutil.copy(tmp_path / "ae/ae.pt", folder / name)
    path = from_hub("hf://me/features/runs/trainer_0/checkpoints/ae_100.pt")
    assert load(path).size == 24
    assert fetched(hub.root / "fetched-None") == [
        "runs/trainer_0/checkpoints/ae_100.pt",
        "runs/trainer_0/config.json",
    ]


def test_a_repository_of_many_is_not_fetched_whole_but_its_folders_are_named(hub, ours):
    for number in range(11):
        push_to_hub(ours, f"hf://me/features/layer.{number:02}/small", "saelens")
    (hub.root / "me/features/config.json").write_text("{}")
    shown = ", ".join(rf"layer\.{number:02}/small" for number in range(8))
    for address, said in (
        ("hf://me/features", f"at its root: give hf://me/features/FOLDER .*s {shown} and 3 more"),
        ("hf://me/features@v1/layer.04", r"no 'layer\.04' .*@v1/FOLDER .*s layer\.04/small\."),
    ):
        with pytest.raises(SondeError, match=said):
            from_hub(address)
    assert fetched(hub.root / "fetched-None") == ["config.json"]
    assert fetched(hub.root / "fetched-v1") == []


@pytest.mark.parametrize("to", ["saelens", "sonde"])
def test_no_path_of_this_machine_leaves_it(hub, ours, to, tmp_path):
    push_to_hub(ours, "hf://me/features", to)
    for file in (hub.root / "me/features").rglob("*"):
        for secret in (b"/home", b"mira", str(tmp_path).encode(), b"/tmp"):
            assert secret not in file.read_bytes(), f"{file.name} tells {secret!r}"
    assert load(from_hub("hf://me/features")).about["text"]["sources"] == ["stories.jsonl"]


def test_the_card_says_where_the_dictionary_belongs_and_how_to_open_it(hub, ours):
    push_to_hub(ours, "hf://me/features", measures={"explained variance": 0.91234})
    card = (hub.root / "me/features/README.md").read_text()
    head = yaml.safe_load(card.split("---")[1])
    assert head["base_model"] == "org/tiny-model"
    assert "sparse-autoencoder" in head["tags"]
    assert "license" not in head  # not ours to give
    for words in ("layers.3.resid_post", "| features | 24 |", "matryoshka", "0.9123"):
        assert words in card
    assert "sonde convert hf://me/features dictionary --format sonde" in card


def test_text_of_a_foreign_config_is_inert_in_the_card(tmp_path):
    about = {"model": {"path": "<img src=x>|\n# big"}, "hook_point": "[a](javascript:x)"}
    dictionary = random_dictionary()
    plain = plain_of(Dictionary(**{name: getattr(dictionary, name) for name in NAMES}, about=about))
    card = model_card(plain, "hf://me/features", "saelens")
    assert "<img" not in card
    assert "\n# big" not in card
    assert "](" not in card
    assert "base_model" not in card


def test_a_model_in_a_folder_here_is_no_base_model(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "runs/model").mkdir(parents=True)
    plain = plain_of(random_dictionary())
    plain.about["model"] = {"path": "runs/model"}
    assert "base_model" not in model_card(plain, "hf://me/features", "saelens")


@pytest.mark.parametrize(
    ("text", "want"),
    [
        ("hf://org/name", ("org/name", None, "")),
        ("hf://org/name/", ("org/name", None, "")),
        ("hf://org/na.me-2/layers.10/mlp", ("org/na.me-2", None, "layers.10/mlp")),
        ("hf://org/name@main", ("org/name", "main", "")),
        ("hf://org/name@v1.0/a", ("org/name", "v1.0", "a")),
    ],
)
def test_an_address_has_its_parts(text, want):
    assert tuple(address_of(text)) == want


@pytest.mark.parametrize(
    "text",
    ["hf://name", "hf:/org/name", "hf://org/name/../x", "hf://", "hf://a/b c/d\n", "org/name"],
)
def test_what_is_no_address_is_refused(text):
    with pytest.raises(SondeError, match="hf://OWNER/NAME"):
        address_of(text)


def test_what_the_hub_refuses_is_said_with_the_way_out(hub, ours, monkeypatch):
    with pytest.raises(SondeError, match=r"cannot be fetched.*log in"):
        from_hub("hf://no/body")
    push_to_hub(ours, "hf://me/features")
    with pytest.raises(SondeError, match="holds no 'elsewhere'"):
        from_hub("hf://me/features/elsewhere")

    def refuse(*_: object, **__: object) -> None:
        raise OSError("403 Forbidden: no write access")

    monkeypatch.setattr(huggingface_hub.HfApi, "create_repo", refuse)
    with pytest.raises(SondeError, match="cannot be written: 403 Forbidden"):
        push_to_hub(ours, "hf://me/features")


def test_convert_takes_addresses_at_both_ends(hub, ours, tmp_path):
    said = convert_anywhere(str(ours), "hf://me/features/l3", public=True)
    assert said.startswith("https://")
    assert hub.made == {"me/features": False}
    path = convert_anywhere("hf://me/features/l3", str(tmp_path / "back"))
    manifest = json.loads((Path(path) / "manifest.json").read_text())
    assert manifest["counts"] == {"d_in": 8, "dictionary_size": 24}
    convert_anywhere(str(ours), "hf://me/features/topk", "sparsify", k=3)
    assert json.loads((hub.root / "me/features/topk/cfg.json").read_text())["k"] == 3
    codes = load(Path(path)).encode(torch.ones(2, 8))
    assert torch.equal(codes.values, random_dictionary().encode(torch.ones(2, 8)).values)
