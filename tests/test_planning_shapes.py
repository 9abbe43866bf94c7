"""Weights counted from a shape are those of the real classes, whole and cut at a layer."""

import json

import pytest
import torch
from transformers import AutoConfig, AutoModel, AutoModelForCausalLM

from sonde.core.errors import SondeError
from sonde.planning.shapes import FAMILIES, FIELDS, KNOWN, plain_name, shape_of

SMALL = {
    "vocab_size": 96,
    "hidden_size": 24,
    "num_hidden_layers": 3,
    "num_attention_heads": 4,
    "num_key_value_heads": 2,
    "head_dim": 10,
    "intermediate_size": 40,
    "max_position_embeddings": 64,
    "pad_token_id": 0,
}
OWN = {  # what a config of the family can say beside the usual
    "llama": [{"attention_bias": True}, {"mlp_bias": True}, {"num_key_value_heads": None}],
    "gpt2": [{"n_inner": 50}, {"n_positions": 32}],
    "gpt_neox": [{"attention_bias": False}],
    "qwen3": [{"attention_bias": True}],
    "gemma2": [{"attention_bias": True}],
}
TIES = [{}, {"tie_word_embeddings": True}, {"tie_word_embeddings": False}]
VARIANTS = [(family, own) for family in FAMILIES for own in [*TIES, *OWN.get(family, [])]]
PUBLISHED = {
    "meta-llama/Llama-3.1-8B": 8_030_261_248,
    "meta-llama/Llama-3.2-1B-Instruct": 1_235_814_400,
    "meta-llama/Llama-3.2-3B": 3_212_749_824,
    "meta-llama/Llama-3.3-70B-Instruct": 70_553_706_496,
    "meta-llama/Llama-3.1-405B": 405_853_388_800,
    "google/gemma-2-2b-it": 2_614_341_888,
    "google/gemma-2-9b": 9_241_705_984,
    "google/gemma-2-27b": 27_227_128_320,
    "Qwen/Qwen2.5-0.5B": 494_032_768,
    "Qwen/Qwen2.5-7B-Instruct": 7_615_616_512,
    "Qwen/Qwen2.5-72B": 72_706_203_648,
    "Qwen/Qwen3-0.6B-Base": 596_049_920,
    "Qwen/Qwen3-8B": 8_190_735_360,
    "EleutherAI/pythia-70m-deduped": 70_426_624,
    "EleutherAI/pythia-6.9b": 6_857_302_016,
    "EleutherAI/pythia-12b": 11_846_072_320,
    "openai-community/gpt2": 124_439_808,
    "openai-community/gpt2-xl": 1_557_611_200,
}


def settings_of(family, own):
    named = {**SMALL, "head_dim": 6} if family in ("gpt2", "gpt_neox", "phi3") else SMALL
    return AutoConfig.for_model(family, **{**named, **own})


def n_weights(auto, settings):
    with torch.device("meta"):
        module = auto.from_config(settings)
    return sum(weight.numel() for weight in module.parameters())


@pytest.mark.parametrize(("family", "own"), VARIANTS)
def test_weights_are_those_of_the_class(family, own, tmp_path):
    settings = settings_of(family, own)
    settings.save_pretrained(tmp_path)
    shape = shape_of(str(tmp_path))
    assert shape.n_parameters == n_weights(AutoModelForCausalLM, settings)
    assert shape == shape_of(str(tmp_path / "config.json"))


@pytest.mark.parametrize("family", FAMILIES)
def test_a_cut_model_has_its_first_layers_and_no_head(family, tmp_path):
    settings = settings_of(family, {})
    settings.save_pretrained(tmp_path)
    settings.num_hidden_layers = 2
    if getattr(settings, "layer_types", None):
        settings.layer_types = settings.layer_types[:2]
    assert shape_of(str(tmp_path)).parameters_of(2) == n_weights(AutoModel, settings)


@pytest.mark.parametrize("model", PUBLISHED)
def test_well_known_models_have_the_weights_they_are_published_with(model):
    assert shape_of(model).n_parameters == PUBLISHED[model]


def test_every_known_name_is_one_that_is_looked_up():
    assert all(plain_name(name) == name for name in KNOWN)


def test_an_unknown_model_names_the_nearest():
    with pytest.raises(SondeError, match=r"Did you mean 'llama-3.1-8b'.*config\.json"):
        shape_of("meta-llama/Llama-3.1-8C")


def test_an_unknown_architecture_names_the_fields_it_needs(tmp_path):
    (tmp_path / "config.json").write_text(json.dumps({"model_type": "mamba", "hidden_size": 8}))
    with pytest.raises(SondeError, match=r"'mamba'.*num_hidden_layers, hidden_size"):
        shape_of(str(tmp_path))


@pytest.mark.parametrize("key", FIELDS.values())
def test_a_config_that_lacks_a_width_says_which(key, tmp_path):
    raw = {"model_type": "llama", **{k: v for k, v in SMALL.items() if k != key}}
    (tmp_path / "config.json").write_text(json.dumps(raw))
    with pytest.raises(SondeError, match=f"lacks {key}: whole numbers"):
        shape_of(str(tmp_path))


@pytest.mark.parametrize("value", ["8", 0, -1, [2]])
def test_a_number_that_is_none_is_named(value, tmp_path):
    raw = {"model_type": "llama", **SMALL, "num_key_value_heads": value}
    (tmp_path / "config.json").write_text(json.dumps(raw))
    with pytest.raises(SondeError, match="num_key_value_heads"):
        shape_of(str(tmp_path))


@pytest.mark.parametrize(
    "text", ["[]", '{"model_type": ["llama"]}', "{", '{"model_type": "llama", "hidden_size": "8"}']
)
def test_a_damaged_config_is_named(text, tmp_path):
    (tmp_path / "config.json").write_text(text)
    with pytest.raises(SondeError, match=r"config\.json"):
        shape_of(str(tmp_path))
