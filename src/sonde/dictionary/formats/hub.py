"""Dictionaries on the Hugging Face hub, with a model card. Addresses are `hf://OWNER/NAME`, with
`@REVISION` and a folder inside after it where needed: hf://org/saes@main/layers.10.

Nothing that a repository holds is run; only files of the formats in `table.py` are fetched, of the
one folder that is named.
"""

import re
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path, PurePosixPath, PureWindowsPath
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple, NoReturn

from sonde.core.errors import SondeError
from sonde.core.files import read_json, write_bytes, write_json
from sonde.dictionary.formats import gemma_scope
from sonde.dictionary.formats.convert import read, write
from sonde.dictionary.formats.plain import Plain
from sonde.dictionary.formats.table import FORMATS, OURS, refuse_unknown

ADDRESS = re.compile(r"hf://([\w.-]+/[\w.-]+?)(?:@([\w./-]+?))?(?:/([\w./ -]+))?/?")
WEIGHTS = {"dictionary.safetensors", gemma_scope.TENSORS}
WEIGHTS |= {name for row in FORMATS.values() for name in row.files if not name.endswith(".json")}
CONFIGS = {"manifest.json", "config.json"}
CONFIGS |= {name for row in FORMATS.values() for name in row.files} - WEIGHTS
SHOWN = 8  # folders that an error names


class Address(NamedTuple):
    repository: str
    revision: str | None
    folder: str  # inside the repository, empty for its root


def is_address(text: str) -> bool:
    return text.startswith("hf:")


def address_of(text: str) -> Address:
    """The parts of hf://OWNER/NAME[@REVISION][/FOLDER]."""
    found = re.fullmatch(ADDRESS, text)
    folder = (found[3] or "").strip("/") if found else ""
    if not found or ".." in folder.split("/"):
        raise SondeError(
            f"{text!r} is no address of the hub: give hf://OWNER/NAME, and after it @REVISION and "
            "/FOLDER where the dictionary is not at the root of the main branch."
        )
    return Address(found[1], found[2], folder)


def from_hub(address: str, cache: Path | None = None) -> Path:
    """The local folder of a dictionary, fetched where it is not yet in the cache of the hub."""
    from huggingface_hub import snapshot_download
    from huggingface_hub.errors import HTTPError

    repository, revision, folder = address_of(address)
    try:
        root = snapshot_download(
            repository, revision=revision, allow_patterns=wanted(folder), cache_dir=cache
        )
    except (HTTPError, OSError, ValueError) as error:
        raise SondeError(f"{address} cannot be fetched: {advice(error)}") from error
    path = Path(root) / folder
    if not path.is_file() and not any((path / name).is_file() for name in WEIGHTS):
        refuse_without(repository, revision, folder)
    return path


def wanted(folder: str) -> list[str]:
    """The files of a repository that are fetched, without wildcards, whose `*` would reach into
    further folders: those of a dictionary in this folder, or one file and the configs of its own
    folder and of the one above (trainer_0/config.json, trainer_0/checkpoints/ae_100.pt)."""
    path, configs = PurePosixPath(folder), sorted(CONFIGS)
    if path.suffix in (".pt", ".npz"):
        above = {path.parent, path.parent.parent}
        return [folder, *(str(place / name) for place in above for name in configs)]
    return [str(path / name) for name in [*configs, *sorted(WEIGHTS)]]


def refuse_without(repository: str, revision: str | None, folder: str) -> NoReturn:
    """Names the folders that do hold a dictionary, those inside `folder` before all."""
    every = folders_with_a_dictionary(repository, revision)
    inside = [name for name in every if name.startswith(f"{folder}/")]
    found, at = inside or every, f"@{revision}" if revision else ""
    mend = "look up the folder on the page of the repository."
    if found:
        more = f" and {len(found) - SHOWN:,} more" if len(found) > SHOWN else ""
        shown = ", ".join(found[:SHOWN])
        mend = f"give hf://{repository}{at}/FOLDER with one of its folders {shown}{more}."
    missing = f"{folder!r} with a dictionary in it" if folder else "dictionary at its root"
    raise SondeError(f"{repository} holds no {missing}: {mend}")


def folders_with_a_dictionary(repository: str, revision: str | None) -> list[str]:
    """In the order of their names; none where the hub does not answer."""
    from huggingface_hub import HfApi
    from huggingface_hub.errors import HTTPError

    try:
        names = HfApi().list_repo_files(repository, revision=revision)
    except (HTTPError, OSError, ValueError):
        return []
    found = {name.removesuffix(f"/{one}") for name in names for one in WEIGHTS}
    return sorted(found - {*names})


def push_to_hub(
    source: Path,
    address: str,
    to: str = "saelens",
    *,
    plain: Plain | None = None,
    measures: Mapping[str, float] | None = None,
    public: bool = False,
    token: str | None = None,
) -> str:
    """Uploads the dictionary at `source` (or `plain`, read from there) in the format `to`, with a
    model card, and gives the address of its page. The repository is made where there is none,
    private unless `public`. Paths of this machine are left out of what is uploaded."""
    from huggingface_hub import HfApi
    from huggingface_hub.errors import HTTPError

    refuse_unknown(to)
    repository, revision, folder = address_of(address)
    plain = published(read(source) if plain is None else plain)
    with TemporaryDirectory() as scratch:
        written = write(plain, Path(scratch) / "dictionary", to, Path(repository))
        if to == OURS:  # the manifest tells where it was written
            manifest = written / "manifest.json"
            write_json(manifest, without_paths(read_json(manifest)))
        card = model_card(plain, address, to, measures)
        write_bytes(written / "README.md", card.encode())
        try:
            hub = HfApi(token=token)
            hub.create_repo(repository, private=not public, exist_ok=True)
            commit = hub.upload_folder(
                repo_id=repository,
                folder_path=written,
                path_in_repo=folder or None,
                revision=revision,
                commit_message="A dictionary, written by Sonde",
            )
        except (HTTPError, OSError, ValueError) as error:
            raise SondeError(f"{address} cannot be written: {advice(error)}") from error
    return str(commit.commit_url)


def advice(error: Exception) -> str:
    first = str(error).strip().splitlines()
    return (
        f"{first[0] if first else type(error).__name__}. Check the name and the network, and for a "
        "private or gated repository log in (`hf auth login`) or set HF_TOKEN."
    )


def published(plain: Plain) -> Plain:
    """The same without paths of this machine in what is told of its origin."""
    return replace(plain, about=without_paths(plain.about))


def without_paths(value: Any) -> Any:
    """Absolute paths become their last part."""
    if isinstance(value, Mapping):
        return {key: without_paths(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [without_paths(item) for item in value]
    if isinstance(value, str) and is_path(value):
        return PureWindowsPath(value).name  # knows both kinds of slash
    return value


def is_path(text: str) -> bool:
    absolute = PurePosixPath(text).is_absolute() or bool(PureWindowsPath(text).drive)
    return "\n" not in text and (absolute or text.startswith("~") or ".." in Path(text).parts)


def model_card(
    plain: Plain, address: str, to: str, measures: Mapping[str, float] | None = None
) -> str:
    """The README of a repository: where the dictionary belongs, its formula, how to open it."""
    model = plain.about.get("model")
    model = model.get("path") if isinstance(model, dict) else None
    head = ["---", "tags: [sparse-autoencoder, interpretability, sonde]"]
    if to == "saelens":
        head.append("library_name: saelens")
    if (
        isinstance(model, str)
        and re.fullmatch(r"[\w.-]+/[\w.-]+", model)
        and not Path(model).exists()
    ):
        head.append(f"base_model: {model}")
    rows = {
        "model": model or "not recorded",
        "hook point": plain.about.get("hook_point") or "not recorded",
        "width of the activations (d_in)": f"{plain.d_in:,}",
        "features": f"{plain.size:,}",
        "kind": plain.about.get("kind") or "not recorded",
        "active features": activation_of(plain),
        "format": to,
        **{name: f"{value:.4g}" for name, value in (measures or {}).items()},
    }
    table = [f"| {name} | {clean(value)} |" for name, value in rows.items()]
    centre = "x - b_dec" if plain.centred else "x"
    return "\n".join(
        [
            *head,
            "---",
            "",
            "# A dictionary of features",
            "",
            "| | |",
            "|---|---|",
            *table,
            "",
            f"    pre_codes = ({centre}) @ W_enc + b_enc",
            "    codes     = relu(pre_codes), of the active features",
            "    x_hat     = codes @ W_dec + b_dec",
            *(["", "Each token is standardised first, and brought back after."] * plain.layer_norm),
            "",
            *usage(address, to),
            "",
        ]
    )


def activation_of(plain: Plain) -> str:
    if plain.k is not None:
        return f"the {plain.k} largest of each token"
    return "all above zero" if plain.is_relu else "those above the threshold of the feature"


def clean(value: object) -> str:
    """Text of a foreign config, inert in a table of Markdown."""
    return re.sub(r"[|<>\[\]`\r\n]", " ", str(value))


def usage(address: str, to: str) -> list[str]:
    lines = ["To use it with Sonde:", "", f"    sonde convert {address} dictionary --format {OURS}"]
    if to == "saelens":
        repository, revision, folder = address_of(address)
        fetched = "after fetching the folder: `SAE.load_from_disk(folder)`"
        if folder and revision is None:
            fetched = f'`SAE.from_pretrained("{repository}", "{folder}")`'
        lines += ["", f"With SAELens, {fetched}."]
    return lines
