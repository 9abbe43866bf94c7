"""Bad input: whatever is wrong with a file of another tool, the error names it and the fix."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy
import pytest
import torch

from sonde.core.errors import SondeError
from sonde.core.files import load_tensors, save_tensors
from sonde.dictionary.formats.convert import load, read
from sonde.dictionary.formats.gemma_scope import load_arrays
from sonde.dictionary.formats.table import FORMATS
from sonde.dictionary.formats.tensors_only import load_pickled

GOLDEN = Path(__file__).parent / "golden"
WEIGHTS = {  # of each format a sound file, and where in it the weights and the settings are
    "saelens/jumprelu": ("sae_weights.safetensors", "cfg.json"),
    "saelens/gated": ("sae_weights.safetensors", "cfg.json"),
    "saelens/batchtopk": ("sae_weights.safetensors", "cfg.json"),
    "sparsify/relu": ("sae.safetensors", "cfg.json"),
    "dictionary_learning/gated": ("ae.pt", "config.json"),
    "dictionary_learning/matryoshka": ("ae.pt", "config.json"),
    "dictionary_learning/jumprelu": ("ae.pt", "config.json"),
    "dictionary_learning/standard": ("ae.pt", "config.json"),
    "gemma_scope/jumprelu": ("params.npz", None),
    "gemma_scope/second": ("params.safetensors", "config.json"),
    "llama_scope/scaled": ("checkpoints/final.safetensors", "hyperparams.json"),
    "llamascopium/jumprelu_scaled": ("sae_weights.safetensors", "config.json"),
    "openai/relu": ("autoencoder.pt", None),
}
ALSO = WEIGHTS | {  # sound files that are no dictionary of ours
    "saelens/topk": ("sae_weights.safetensors", "cfg.json"),
    "saelens/topk_before_v6": ("sae_weights.safetensors", "cfg.json"),
    "saelens/jumprelu_skip_transcoder": ("sae_weights.safetensors", "cfg.json"),
    "dictionary_learning/topk": ("ae.pt", "config.json"),
    "llamascopium/topk": ("sae_weights.safetensors", "config.json"),
    "openai/topk": ("autoencoder.pt", None),
}
UNUSED = {"stats_last_nonzero", "latents_activation_frequency", "latents_mean_square"}
UNUSED |= {"activation", "activation_state_dict"}
SIZES = {
    "saelens/jumprelu": ["d_in", "d_sae"],
    "sparsify/relu": ["d_in", "num_latents"],
    "dictionary_learning/jumprelu": ["activation_dim", "dict_size"],
    "gemma_scope/second": ["width"],
    "llama_scope/scaled": ["d_model", "d_sae"],
    "llamascopium/jumprelu_scaled": ["d_model", "expansion_factor"],
}


def copied(case: str, tmp_path: Path) -> Path:
    return Path(shutil.copytree(GOLDEN / case, tmp_path / "file"))


def contents(path: Path) -> dict[str, Any]:
    reader = {".pt": load_pickled, ".npz": load_arrays}.get(path.suffix, load_tensors)
    return reader(path)


def store(path: Path, tensors: dict[str, Any]) -> None:
    if path.suffix == ".pt":
        torch.save(tensors, path)
    elif path.suffix == ".npz":
        numpy.savez(path, **{name: tensor.numpy() for name, tensor in tensors.items()})
    else:
        save_tensors(path, tensors)


def change(folder: Path, case: str, edit: Callable[[dict[str, Any]], None]) -> None:
    path = folder / ALSO[case][0]
    tensors = contents(path)
    edit(tensors)
    store(path, tensors)


def configure(folder: Path, name: str, **settings: Any) -> None:
    path = folder / name
    whole = json.loads(path.read_text())
    part = whole.get("trainer", whole)
    part.update(settings)
    path.write_text(json.dumps(whole))


def used(case: str) -> list[str]:
    names = contents(GOLDEN / case / WEIGHTS[case][0])
    return [n for n in names if n not in UNUSED and not n.startswith("dataset_average")]


EVERY_TENSOR = [(case, name) for case in WEIGHTS for name in used(case)]
FLOATING = [(case, name) for case, name in EVERY_TENSOR if name not in ("k", "group_sizes")]
SCALARS = [("saelens/batchtopk", "topk_threshold"), ("dictionary_learning/matryoshka", "threshold")]
SHAPED = [pair for pair in FLOATING if pair not in SCALARS]


def test_every_format_is_tried():
    assert {case.split("/")[0] for case in WEIGHTS} == set(FORMATS)


@pytest.mark.parametrize(("case", "name"), EVERY_TENSOR)
def test_a_tensor_that_is_missing_is_named(case, name, tmp_path):
    folder = copied(case, tmp_path)
    change(folder, case, lambda tensors: tensors.pop(name))
    with pytest.raises(SondeError, match=r"needed too|no known format") as error:
        read(folder)
    spelt = {"w_enc": "W_enc", "w_dec": "W_dec"}.get(name, name)
    assert spelt in str(error.value) or case.startswith("openai")


@pytest.mark.parametrize(("case", "name"), FLOATING)
@pytest.mark.parametrize("value", [torch.nan, torch.inf])
def test_a_weight_that_is_not_finite_is_named(case, name, value, tmp_path):
    folder = copied(case, tmp_path)
    change(folder, case, lambda tensors: tensors[name].view(-1)[-1:].fill_(value))
    with pytest.raises(SondeError, match="NaN or infinite"):
        load(folder)


@pytest.mark.parametrize(("case", "name"), FLOATING)
def test_weights_that_are_no_floating_numbers_are_named(case, name, tmp_path):
    folder = copied(case, tmp_path)
    change(folder, case, lambda tensors: tensors.update({name: tensors[name].to(torch.int32)}))
    with pytest.raises(SondeError, match=r"int32.*float32"):
        load(folder)


@pytest.mark.parametrize(("case", "name"), SHAPED)
def test_tensors_that_do_not_fit_each_other_are_named(case, name, tmp_path):
    for number, cut in enumerate((lambda t: t[:-1].clone(), lambda t: t[None].clone())):
        folder = copied(case, tmp_path / str(number))
        change(folder, case, lambda tensors, cut=cut: tensors.update({name: cut(tensors[name])}))
        with pytest.raises(SondeError, match=r"has shape|do not belong together|should be \["):
            load(folder)


@pytest.mark.parametrize("case", WEIGHTS)
def test_a_tensor_that_nobody_expects_is_named(case, tmp_path):
    folder = copied(case, tmp_path)
    change(folder, case, lambda tensors: tensors.update(W_skip=torch.ones(16, 16)))
    with pytest.raises(SondeError, match="W_skip"):
        read(folder)


@pytest.mark.parametrize("case", WEIGHTS)
@pytest.mark.parametrize("harm", [lambda b: b[: len(b) // 2], lambda b: b"", lambda b: b"x" * 99])
def test_a_file_cut_short_or_overwritten_is_named(case, harm, tmp_path):
    folder = copied(case, tmp_path)
    path = folder / WEIGHTS[case][0]
    path.write_bytes(harm(path.read_bytes()))
    with pytest.raises(SondeError, match=rf"{path.name}(.|\n)*again"):
        load(folder)


@pytest.mark.parametrize("case", [case for case in WEIGHTS if WEIGHTS[case][1]])
def test_a_file_that_is_missing_is_named_with_what_to_do(case, tmp_path):
    for number, name in enumerate(WEIGHTS[case]):
        folder = copied(case, tmp_path / str(number))
        (folder / str(name)).unlink()
        with pytest.raises(SondeError, match=r"again|put the one|should hold one of"):
            load(folder)


@pytest.mark.parametrize(("case", "name"), [(case, name) for case in SIZES for name in SIZES[case]])
def test_settings_that_contradict_the_weights_are_named(case, name, tmp_path):
    folder = copied(case, tmp_path)
    configure(folder, WEIGHTS[case][1], **{name: 7})
    with pytest.raises(SondeError, match="do not belong together"):
        read(folder)


@pytest.mark.parametrize("case", [case for case in WEIGHTS if WEIGHTS[case][1]])
@pytest.mark.parametrize("text", ["{", "[1]", '"x"'])
def test_settings_that_are_no_settings_are_named(case, text, tmp_path):
    folder = copied(case, tmp_path)
    (folder / WEIGHTS[case][1]).write_text(text)
    with pytest.raises(SondeError, match=r"(not valid JSON|settings by name)(.|\n)*again"):
        read(folder)


PLACES = {"hook_point_in": "blocks.3.ln2", "hook_point_out": "blocks.3.hook_mlp_out"}
AVERAGE = "dataset_average_activation_norm"
REFUSED = [
    ("saelens/jumprelu", {"architecture": "temporal"}, "only standard"),
    ("saelens/topk", {"k": True}, "k = True"),
    ("saelens/jumprelu", {"architecture": {}}, "only standard"),
    ("saelens/jumprelu", {"normalize_activations": "expected_average_only_in"}, "fold_activation"),
    ("saelens/topk_before_v6", {"activation_fn_kwargs": {}}, "k = None"),
    ("saelens/topk_before_v6", {"activation_fn_kwargs": None}, "k = None"),
    ("saelens/topk_before_v6", {"activation_fn_str": "tanh-relu"}, "tanh-relu"),
    ("saelens/topk_before_v6", {"architecture": "jumprelu"}, "'jumprelu': only standard, topk"),
    ("sparsify/topk", {"activation": "groupmax"}, "groupmax"),
    ("sparsify/topk", {"transcode": True}, "transcode"),
    ("sparsify/topk", {"skip_connection": True}, "skip_connection"),
    ("sparsify/topk", {"signed": True}, "signed"),
    ("sparsify/topk", {"k": 0}, "k = 0"),
    ("sparsify/topk", {"k": None}, "k = None"),
    ("sparsify/topk", {"num_latents": 0, "expansion_factor": 3}, "do not belong together"),
    ("dictionary_learning/topk", {"dict_class": "CrossCoder"}, "CrossCoder"),
    ("dictionary_learning/topk", {"dict_class": None}, "dict_class None"),
    ("dictionary_learning/topk", {"k": 5}, "do not belong together"),
    ("dictionary_learning/jumprelu", {"dict_class": "AutoEncoder"}, "needed too"),
    ("gemma_scope/second", {"architecture": "topk"}, "topk"),
    ("gemma_scope/second", {"affine_connection": True}, "transcoder"),
    ("gemma_scope/second", {"hf_hook_point_out": "model.layers.4.output"}, "transcoder"),
    ("llama_scope/scaled", PLACES, "transcoder"),
    ("llama_scope/scaled", {"use_glu_encoder": True}, "use_glu_encoder"),
    ("llama_scope/scaled", {"norm_activation": "token-wise"}, "token-wise"),
    ("llama_scope/scaled", {AVERAGE: None}, "does not give it"),
    ("llama_scope/scaled", {AVERAGE: {"in": 0.0}}, "positive number"),
    ("llama_scope/scaled", {"act_fn": "gelu"}, "gelu"),
    ("llama_scope/scaled", {"jump_relu_threshold": None}, "positive number"),
    ("llamascopium/relu", {"sae_type": "clt"}, "clt"),
    ("llamascopium/relu", {"act_fn": "batchtopk"}, "batchtopk"),
    ("llamascopium/relu", {"use_glu_encoder": True}, "use_glu_encoder"),
    ("llamascopium/relu", PLACES, "transcoder"),
    ("llamascopium/relu", {"norm_activation": "batch-wise"}, "batch-wise"),
    ("llamascopium/relu", {"use_decoder_bias": False}, "b_D"),
    ("llamascopium/jumprelu_folded", {"act_fn": "relu"}, "log_jumprelu_threshold"),
]


@pytest.mark.parametrize(("case", "settings", "message"), REFUSED)
def test_what_cannot_be_expressed_is_refused_by_its_settings(case, settings, message, tmp_path):
    folder = copied(case, tmp_path)
    name = next(path.name for path in folder.iterdir() if path.suffix == ".json")
    configure(folder, name, **settings)
    with pytest.raises(SondeError, match=message):
        load(folder)


SHAPES = ((), (0,), (1,), (3,), (0, 0), (2, 2), (16, 20, 1))
EVERY_SHAPE = [(case, name) for case in ALSO for name in contents(GOLDEN / case / ALSO[case][0])]


@pytest.mark.parametrize(("case", "name"), EVERY_SHAPE)
def test_a_tensor_of_any_shape_is_read_or_named(case, name, tmp_path):
    folder, refused = copied(case, tmp_path), 0
    before = contents(folder / ALSO[case][0])[name]
    for shape in SHAPES:
        dtype = before.dtype if isinstance(before, torch.Tensor) else torch.float32
        change(folder, case, lambda t, s=shape, d=dtype: t.update({name: torch.ones(s, dtype=d)}))
        try:
            read(folder)
        except SondeError:
            refused += 1
    assert refused >= 5 or name in {*UNUSED, "k", "group_sizes", "scaling_factor"}


ODD = (None, True, 0, 0.5, 1e300, 10**400, "x", [], {"x": 1})
SETTINGS = {  # what is read besides what the file has
    "saelens": [
        "metadata",
        "activation_fn",
        "activation_fn_kwargs",
        "rescale_acts_by_decoder_norm",
    ],
    "sparsify": ["signed", "num_latents"],
    "dictionary_learning": ["k"],
    "gemma_scope": ["width"],
    "llama_scope": [AVERAGE, "top_k", "act_fn"],
    "llamascopium": ["expansion_factor", "top_k", "hook_point_in"],
}


SET = [
    "saelens/gated",
    "saelens/topk_before_v6",
    "saelens/jumprelu_skip_transcoder",
    "sparsify/relu",
    "dictionary_learning/topk",
    "gemma_scope/second",
    "llama_scope/scaled",
    "llamascopium/jumprelu_scaled",
    "llamascopium/topk",
]


@pytest.mark.parametrize("case", SET)
def test_a_setting_of_any_kind_is_read_or_named(case, tmp_path):
    folder, refused = copied(case, tmp_path), 0
    path = folder / str(ALSO[case][1])
    before = path.read_text()
    settings = json.loads(before)
    names = {*settings.get("trainer", settings), *SETTINGS[case.split("/")[0]]}
    for name in sorted(names):
        for value in ODD:
            configure(folder, path.name, **{name: value})
            try:
                read(folder)
            except SondeError:
                refused += 1
            path.write_text(before)
    assert refused


def test_settings_that_stand_for_others_are_read_or_named(tmp_path):
    """sparsify takes the factor where num_latents is zero."""
    folder = copied("sparsify/relu", tmp_path)
    for value in ODD:
        configure(folder, "cfg.json", num_latents=0, expansion_factor=value)
        with pytest.raises(SondeError, match=r"expansion_factor|num_latents"):
            read(folder)


def test_settings_of_an_openai_file_of_any_kind_are_read_or_named(tmp_path):
    path = copied("openai/topk", tmp_path) / "autoencoder.pt"
    before = contents(path)
    for value in (*(v for v in ODD if v != 10**400), torch.ones(3)):
        for odd in ({"activation": value}, {"activation_state_dict": value}):
            store(path, {**before, **odd})
            with pytest.raises(SondeError, match=r"activation|k = "):
                read(path)
        store(path, {**before, "activation_state_dict": {"k": value, "postact_fn": "ReLU"}})
        with pytest.raises(SondeError, match="k = "):
            read(path)
    store(path, {**before, 3: torch.ones(2)})
    with pytest.raises(SondeError, match="'3'"):
        read(path)


@pytest.mark.parametrize("case", ["saelens/jumprelu", "llamascopium/relu", "gemma_scope/second"])
@pytest.mark.parametrize("dtype", [torch.float8_e4m3fn, torch.float64])
def test_any_floating_numbers_are_read_and_too_large_ones_named(case, dtype, tmp_path):
    folder = copied(case, tmp_path)
    path = next(folder.glob("*.safetensors"))
    tensors = {name: tensor.to(dtype) for name, tensor in contents(path).items()}
    store(path, tensors)
    assert read(folder).W_enc.dtype == torch.float32
    if dtype == torch.float64:
        store(path, {name: tensor + 1e300 for name, tensor in tensors.items()})
        with pytest.raises(SondeError, match=r"NaN or infinite|positive number"):
            read(folder)


@pytest.mark.parametrize("value", [torch.nan, 0.0, -1.0])
def test_a_norm_that_was_never_measured_is_refused(value, tmp_path):
    """The tool saves uninitialised memory where training did not set it."""
    case = "llamascopium/jumprelu_scaled"
    folder = copied(case, tmp_path)
    name = f"{AVERAGE}.blocks.3.hook_resid_post"
    change(folder, case, lambda tensors: tensors[name].fill_(value))
    with pytest.raises(SondeError, match="positive number"):
        read(folder)
    change(folder, case, lambda tensors: tensors.pop(name))
    with pytest.raises(SondeError, match="positive number"):
        read(folder)


def test_a_trainer_without_its_config_is_told_to_bring_it(tmp_path):
    folder = copied("dictionary_learning/batch_topk", tmp_path)
    (folder / "config.json").unlink()
    with pytest.raises(SondeError, match="whether it is top-k or batch top-k"):
        read(folder)


@pytest.mark.parametrize("files", [[], ["config.json", "model.safetensors"], ["notes.txt"]])
def test_a_folder_of_something_else_is_told_what_would_be_known(files, tmp_path):
    for name in files:
        (tmp_path / name).write_text("{}")
    with pytest.raises(SondeError, match=r"no known format(.|\n)*sparsify: cfg\.json and sae"):
        read(tmp_path)
    with pytest.raises(SondeError, match="There is no"):
        read(tmp_path / "nothing")


def test_a_checkpoint_of_training_finds_the_config_above_it(tmp_path):
    folder = copied("dictionary_learning/batch_topk", tmp_path)
    (folder / "checkpoints").mkdir()
    (folder / "ae.pt").rename(folder / "checkpoints/ae_100.pt")
    assert read(folder / "checkpoints/ae_100.pt").size == 20


def test_single_files_are_read_too(tmp_path):
    assert read(GOLDEN / "gemma_scope/jumprelu/params.npz").size == 20
    shutil.copy(GOLDEN / "openai/relu/autoencoder.pt", tmp_path / "8.pt")
    assert read(tmp_path / "8.pt").size == 20


def test_openai_files_with_other_activations_are_refused(tmp_path):
    cases = {"openai/relu": {"activation": "Identity"}}
    cases["openai/topk"] = {"activation_state_dict": {"k": 3, "postact_fn": "Identity"}}
    for case, settings in cases.items():
        path = copied(case, tmp_path / case) / "autoencoder.pt"
        store(path, {**contents(path), **settings})
        with pytest.raises(SondeError, match="Identity"):
            read(path)
    store(path, {**contents(path), "activation_state_dict": {"postact_fn": "ReLU"}})
    with pytest.raises(SondeError, match="k = None"):
        read(path)


def test_a_scale_that_may_or_may_not_be_folded_in_is_refused(tmp_path):
    case = "gemma_scope/jumprelu"
    folder = copied(case, tmp_path)
    change(folder, case, lambda tensors: tensors.update(scaling_factor=torch.ones(20)))
    assert load(folder).size == 20
    change(folder, case, lambda tensors: tensors["scaling_factor"].fill_(2.0))
    with pytest.raises(SondeError, match="scaling_factor"):
        load(folder)


class Touch:
    def __init__(self, path: Path) -> None:
        self.path = path

    def __reduce__(self):
        return open, (str(self.path), "w")


def test_arrays_of_objects_are_refused_and_nothing_of_them_runs(tmp_path):
    marker = tmp_path / "ran"
    objects = numpy.array([Touch(marker)], dtype=object)
    numpy.savez(tmp_path / "params.npz", W_enc=objects)
    with pytest.raises(SondeError, match="a pickle is not opened"):
        read(tmp_path / "params.npz")
    assert not marker.exists()
    with numpy.load(tmp_path / "params.npz", allow_pickle=True) as arrays:
        arrays["W_enc"][0].close()
    assert marker.exists(), "the file is harmless, so the law above proved nothing"


def test_arrays_that_would_swell_are_refused(tmp_path):
    numpy.savez_compressed(tmp_path / "params.npz", W_enc=numpy.zeros((1000, 1000)))
    with pytest.raises(SondeError, match="would grow"):
        read(tmp_path / "params.npz")


@pytest.mark.parametrize("case", ["dictionary_learning/standard", "openai/relu"])
def test_a_pickle_with_code_in_it_is_refused_and_nothing_of_it_runs(case, tmp_path):
    folder, marker = copied(case, tmp_path), tmp_path / "ran"
    path = folder / WEIGHTS[case][0]
    torch.save({**contents(path), "bias": Touch(marker)}, path)
    with pytest.raises(SondeError, match="Nothing of it was run"):
        load(folder)
    assert not marker.exists()
