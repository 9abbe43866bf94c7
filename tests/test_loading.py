import ast
import importlib
import json
import re
import shutil
from pathlib import Path

import huggingface_hub.constants
import pytest
import torch
from safetensors.torch import load_file, save_file
from transformers import AutoModel

from sonde.core.errors import SondeError
from sonde.model.architectures import ARCHITECTURES, Architecture, register
from sonde.model.config import ModelConfig
from sonde.model.hooks import activations
from sonde.model.loading import INDEX, load, load_tokenizer, quiet, special_ids
from tiny_models import tiny_checkpoint, tiny_tokenizer

N_LAYERS = 4
UNTIL = "layers.1.resid_post"


def opened(folder, until=None, **settings):
    return load(ModelConfig(path=str(folder), dtype="float32", **settings), until)


@pytest.fixture(scope="module")
def checkpoint(tmp_path_factory):
    return tiny_checkpoint(tmp_path_factory.mktemp("model"), "llama", N_LAYERS)


@pytest.fixture
def copy(checkpoint, tmp_path):
    """A checkpoint of one's own to spoil."""
    return Path(shutil.copytree(checkpoint, tmp_path / "copy"))


@pytest.fixture
def tokens():
    return torch.randint(3, 259, (2, 17), generator=torch.Generator().manual_seed(1))


def edit_config(folder, **changes):
    path = folder / "config.json"
    path.write_text(json.dumps({**json.loads(path.read_text()), **changes}))


def edit_weights(folder, change):
    """Rewrites every weight file by `change(name, tensor) -> tensor or None`."""
    for path in folder.glob("*.safetensors"):
        weights = {name: change(name, tensor) for name, tensor in load_file(path).items()}
        kept = {name: tensor for name, tensor in weights.items() if tensor is not None}
        save_file(kept, path, metadata={"format": "pt"})


def is_later(name):
    """Whether a weight belongs to layers 2.. of any architecture."""
    layer = re.search(r"\.(?:layers|h)\.(\d+)\.", name)
    return layer is not None and int(layer[1]) >= 2


@pytest.mark.parametrize("model_type", sorted(ARCHITECTURES))
def test_the_first_layers_alone_say_the_same_and_need_no_other_weights(
    model_type, tmp_path, tokens
):
    folder = tiny_checkpoint(tmp_path, model_type, N_LAYERS)
    whole = opened(folder)
    expected = activations(whole, UNTIL, tokens)
    assert whole.whole
    assert not torch.equal(expected, activations(whole, "layers.2.resid_post", tokens))

    edit_weights(folder, lambda name, tensor: None if is_later(name) else tensor)
    part = opened(folder, until=UNTIL)
    assert torch.equal(activations(part, UNTIL, tokens), expected)
    assert (len(part.layers), part.n_layers, part.whole) == (2, N_LAYERS, False)
    assert part.d_model == whole.d_model
    for field in part.architecture.per_layer:
        assert len(getattr(part.text_config, field, None) or "no") == 2
    assert not re.search("lm_head|embed_out", " ".join(dict(part.module.named_parameters())))


def test_later_layers_do_not_reach_a_truncated_model(checkpoint, copy, tokens):
    edit_weights(copy, lambda name, tensor: tensor.fill_(torch.nan) if is_later(name) else tensor)
    x = activations(opened(copy, until=UNTIL), UNTIL, tokens)
    assert torch.equal(x, activations(opened(checkpoint), UNTIL, tokens))


@pytest.fixture
def shards(checkpoint, tmp_path):
    """The same checkpoint in many files, and its table of contents."""
    with quiet():
        opened(checkpoint).module.save_pretrained(tmp_path, max_shard_size="12KB")
    tiny_tokenizer().save_pretrained(tmp_path)
    return json.loads((tmp_path / INDEX).read_text())["weight_map"]


def test_shards_that_hold_only_later_layers_may_be_absent(checkpoint, shards, tmp_path, tokens):
    expected = activations(opened(checkpoint), UNTIL, tokens)
    needed = {shards[name] for name in shards if not is_later(name) and "lm_head" not in name}
    absent = set(shards.values()) - needed
    assert len(absent) > 2
    for shard in absent:
        (tmp_path / shard).unlink()

    assert torch.equal(activations(opened(tmp_path, UNTIL), UNTIL, tokens), expected)
    with pytest.raises(SondeError, match=r"model-000\d\d-of"):
        opened(tmp_path)


def test_a_class_that_exists_only_with_its_head_is_truncated_with_it(
    checkpoint, shards, tmp_path, tokens, monkeypatch
):
    monkeypatch.setattr("sonde.model.loading.MODEL_MAPPING", {})
    part = opened(tmp_path, UNTIL)
    assert (len(part.layers), part.whole) == (2, False)
    expected = activations(opened(checkpoint), UNTIL, tokens)
    assert torch.equal(activations(part, UNTIL, tokens), expected)


def test_a_table_of_shards_that_points_elsewhere_is_refused(shards, tmp_path):
    for table in ({name: "../elsewhere/" + shard for name, shard in shards.items()}, ["x"]):
        (tmp_path / INDEX).write_text(json.dumps({"weight_map": table}))
        with pytest.raises(SondeError, match="does not name files beside it"):
            opened(tmp_path, UNTIL)


def test_hook_points_mean_the_same_in_a_truncated_model(checkpoint):
    whole, part = opened(checkpoint), opened(checkpoint, until="middle")
    assert str(part.hook_point("middle")) == str(whole.hook_point("middle")) == UNTIL
    with pytest.raises(SondeError, match=r"was not loaded: only layers 0..1 of 4"):
        part.hook_point("layers.2.resid_pre")
    with pytest.raises(SondeError, match=r"layers 0..3"):
        opened(checkpoint, until="layers.4.resid_post")


def test_a_model_is_ready_to_run_and_takes_no_gradients(checkpoint):
    model = opened(checkpoint)
    assert not model.module.training
    assert not any(weight.requires_grad for weight in model.module.parameters())
    assert (model.d_model, model.n_layers, model.vocab_size) == (32, N_LAYERS, 320)
    assert (model.dtype, model.device.type) == (torch.float32, "cpu")
    assert load(ModelConfig(path=str(checkpoint), dtype="bfloat16")).dtype == torch.bfloat16


def test_loading_prints_nothing(checkpoint, capfd):
    opened(checkpoint, until=UNTIL)
    opened(checkpoint)
    assert capfd.readouterr() == ("", "")


def test_special_tokens_are_those_that_are_not_text(checkpoint):
    tokenizer = load_tokenizer(ModelConfig(path=str(checkpoint)))
    special = special_ids(tokenizer)
    assert special == {0, 1, 2}
    assert special.isdisjoint(tokenizer("Lily loved the park.").input_ids)


# An architecture of one's own, whose per-layer table cannot be cut.

TOY = """
import torch
from torch import nn
from transformers import GenerationMixin, PreTrainedConfig, PreTrainedModel
from transformers.modeling_outputs import BaseModelOutput, CausalLMOutput


class ToyConfig(PreTrainedConfig):
    model_type = "toy"
    vocab_size: int = 320
    hidden_size: int = 16
    num_hidden_layers: int = 3


class Branch(nn.Module):
    def __init__(self, width):
        super().__init__()
        self.inner = nn.Linear(width, width)

    def forward(self, x):
        return torch.tanh(self.inner(x)).cumsum(1)


class Layer(nn.Module):
    def __init__(self, width):
        super().__init__()
        self.self_attn, self.mlp = Branch(width), Branch(width)

    def forward(self, hidden_states, scale):
        x = hidden_states
        x = x + self.self_attn(x)
        return (x + self.mlp(x) * scale,)


class ToyModel(PreTrainedModel):
    config_class = ToyConfig
    base_model_prefix = "model"

    def __init__(self, config):
        super().__init__(config)
        width = config.hidden_size
        self.embed = nn.Embedding(config.vocab_size, width)
        self.table = nn.Embedding(config.vocab_size, config.num_hidden_layers)
        self.layers = nn.ModuleList(Layer(width) for _ in range(config.num_hidden_layers))
        self.norm = nn.RMSNorm(width)
        self.post_init()

    def forward(self, input_ids, **kwargs):
        x, scales = self.embed(input_ids), self.table(input_ids)
        for i, layer in enumerate(self.layers):
            (x,) = layer(x, scales[..., i, None])
        return BaseModelOutput(last_hidden_state=self.norm(x))


class ToyForCausalLM(PreTrainedModel, GenerationMixin):
    config_class = ToyConfig
    base_model_prefix = "model"

    def __init__(self, config):
        super().__init__(config)
        self.model = ToyModel(config)
        self.lm_head = nn.Linear(config.hidden_size, config.vocab_size, bias=False)
        self.post_init()

    def get_output_embeddings(self):
        return self.lm_head

    def forward(self, input_ids, **kwargs):
        return CausalLMOutput(logits=self.lm_head(self.model(input_ids).last_hidden_state))
"""


@pytest.fixture
def toy(tmp_path, monkeypatch):
    """A folder with a checkpoint of an architecture that only its own code knows."""
    monkeypatch.setattr("sonde.model.architectures.ARCHITECTURES", dict(ARCHITECTURES))
    monkeypatch.syspath_prepend(str(tmp_path))
    (tmp_path / "modeling_toy.py").write_text(TOY)
    importlib.invalidate_caches()
    modeling = importlib.import_module("modeling_toy")
    torch.manual_seed(0)
    with quiet():
        modeling.ToyForCausalLM(modeling.ToyConfig()).save_pretrained(tmp_path / "checkpoint")
    tiny_tokenizer().save_pretrained(tmp_path / "checkpoint")
    return tmp_path / "checkpoint"


def test_the_error_for_an_unknown_architecture_can_be_followed_to_the_letter(toy, tokens):
    with pytest.raises(SondeError, match="no row for that architecture") as error:
        opened(toy)
    lines = [line[4:] for line in str(error.value).splitlines() if line.startswith("    ")]
    (toy.parent / "my_model.py").write_text("\n".join(lines))
    importlib.invalidate_caches()

    model = opened(toy, plugin="my_model")
    early = opened(toy, plugin="my_model", until="layers.1.resid_post")
    assert early.whole  # its table has one column a layer, so it is not cut
    x = activations(early, "layers.1.resid_post", tokens)
    assert torch.equal(x, activations(model, "layers.1.resid_post", tokens))

    register("toy", Architecture(layers="blocks"))
    with pytest.raises(SondeError, match=r"'blocks', but ToyModel has no 'blocks'. It has embed, "):
        opened(toy)


def test_a_known_class_without_a_row_needs_no_class_lines(copy):
    edit_config(copy, model_type="codegen", architectures=["CodeGenForCausalLM"])
    with pytest.raises(SondeError, match="'codegen' model") as error:
        opened(copy)
    assert "from transformers" not in str(error.value)
    assert "from sonde.model.architectures import Architecture, register" in str(error.value)


def test_code_named_by_a_checkpoint_never_runs(copy, tmp_path):
    marker = tmp_path / "ran"
    (copy / "evil.py").write_text(f"open({str(marker)!r}, 'w').close()\nclass C: pass\n")
    names = {"AutoConfig": "evil.C", "AutoModelForCausalLM": "evil.C", "AutoTokenizer": "evil.C"}
    edit_config(copy, auto_map=names, attn_implementation="someone/kernel")
    opened(copy)  # a known architecture: the library's own class is used
    names = {"AutoConfig": "evil; import os.C"}
    edit_config(copy, model_type="evil'); import os; ('", auto_map=names)
    edit_config(copy, architectures=["C; import os; xForCausalLM"])
    with pytest.raises(SondeError) as error:
        opened(copy)
    lines = [line[4:] for line in str(error.value).splitlines() if line.startswith("    ")]
    nodes = ast.walk(ast.parse("\n".join(lines)))
    assert not any(isinstance(node, ast.Import) for node in nodes)
    assert not marker.exists()


def test_pickled_weights_are_refused(copy):
    (copy / "model.safetensors").rename(copy / "pytorch_model.bin")
    with pytest.raises(SondeError, match=r"pytorch_model\.bin may be a pickle"):
        opened(copy)
    with pytest.raises(SondeError, match="may be a pickle"):
        opened(copy / "pytorch_model.bin")
    save_file({"x": torch.zeros(1)}, copy / "adapter.safetensors")
    with pytest.raises(SondeError, match=r"no file named model\.safetensors"):
        opened(copy)


def spoiled(folder, how):
    weights = folder / "model.safetensors"
    if how == "no config":
        (folder / "config.json").unlink()
    elif how == "broken config":
        (folder / "config.json").write_text("{")
    elif how == "no weights":
        weights.unlink()
    elif how == "cut short":
        weights.write_bytes(weights.read_bytes()[:-100])
    elif how == "no head":
        edit_weights(folder, lambda name, t: None if "lm_head" in name else t)
    elif how == "another width":
        edit_config(folder, hidden_size=64)
    elif how == "impossible":
        edit_config(folder, num_attention_heads=5)
    elif how == "not causal":
        edit_config(folder, model_type="bert", architectures=["BertForMaskedLM"])
    elif how == "not transformers":
        edit_config(folder, model_type=None)
    elif how == "no tokenizer":
        for path in folder.glob("tokenizer*"):
            path.unlink()


@pytest.mark.parametrize(
    ("how", "says"),
    [
        ("no config", "not a checkpoint: it holds no config.json"),
        ("broken config", "not a valid JSON file"),
        ("no weights", "holds no weights"),
        ("cut short", "damaged or cut short"),
        ("no head", "lacks 1 weights.*lm_head.weight: it is incomplete, or has no language-model"),
        ("another width", r"with shape \[.*32.*\], but its config.json asks for \[.*64.*\]"),
        ("impossible", "not a multiple of the number of attention heads"),
        ("not causal", "not a causal language model.*BertForMaskedLM.*ForCausalLM"),
        ("not transformers", "has no model_type"),
        ("no tokenizer", "holds no tokenizer: put"),
    ],
)
def test_a_spoiled_checkpoint_is_refused_with_the_fix(copy, how, says):
    spoiled(copy, how)
    with pytest.raises(SondeError, match=says):
        opened(copy)


def test_a_checkpoint_without_a_head_still_gives_activations(checkpoint, copy, tokens):
    with quiet():
        AutoModel.from_pretrained(checkpoint).save_pretrained(copy)
    expected = activations(opened(checkpoint), UNTIL, tokens)
    assert torch.equal(activations(opened(copy, until=UNTIL), UNTIL, tokens), expected)


def test_a_missing_folder_names_the_nearest(checkpoint, copy, monkeypatch):
    with pytest.raises(SondeError, match=r"There is no folder .*copie.* Did you mean 'copy'"):
        opened(copy.parent / "copie")
    with pytest.raises(SondeError, match="Checkpoints inside it: copy"):
        opened(copy.parent)
    with pytest.raises(SondeError, match="is a file: give the folder"):
        opened(copy / "config.json")


def test_a_hub_name_without_network_says_what_to_do(copy, monkeypatch):
    monkeypatch.setattr(huggingface_hub.constants, "HF_HUB_OFFLINE", True)
    monkeypatch.chdir(copy.parent)
    for function in (load, load_tokenizer):
        with pytest.raises(SondeError, match=r"There is no folder no-one/no-model.*Nor can it be"):
            function(ModelConfig(path="no-one/no-model"))
    with pytest.raises(SondeError, match=r"Did you mean 'copy'.*offline"):
        load(ModelConfig(path="copi"))


@pytest.mark.parametrize(
    ("settings", "says"),
    [
        ({"plugin": "no_such_plugin"}, "cannot be imported.*PYTHONPATH"),
        ({"device": "gpu"}, "use auto, cpu or cuda:0"),
        ({"dtype": "int4"}, "Unknown dtype"),
    ],
)
def test_settings_that_cannot_be_met_are_refused(checkpoint, settings, says):
    with pytest.raises(SondeError, match=says):
        load(ModelConfig(**{"path": str(checkpoint), **settings}))
