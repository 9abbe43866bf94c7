"""A plugin: lets Sonde open an architecture of your own, here a Llama with per-layer embeddings.

The class lives in `modeling_ple_tiny.py`, which comes with the checkpoint (3.6 M parameters,
trained on TinyStories). Sonde never runs code out of a checkpoint by itself; you do, by naming
this plugin (`plugin: ple_tinystories` in a YAML file, `--plugin` of `sonde harvest`):

    export PYTHONPATH=path/to/ple-tinystories-3.6m:examples
    sonde run examples/tinystories.yaml --model path/to/ple-tinystories-3.6m \\
        --text stories.jsonl

or in Python: `load(ModelConfig(path=..., plugin="ple_tinystories"))`.

Each layer adds a third branch to the residual stream after its MLP, so here resid_post is more than
resid_mid + mlp_out. The model is never truncated: its table of per-layer embeddings has a width of
n_layers * ple_size and would not fit a config with fewer layers, so the forward just stops early.
"""

from modeling_ple_tiny import PleTinyConfig, PleTinyForCausalLM
from transformers import AutoConfig, AutoModelForCausalLM

from sonde.model.architectures import Architecture, register

AutoConfig.register("ple_tiny", PleTinyConfig, exist_ok=True)
AutoModelForCausalLM.register(PleTinyConfig, PleTinyForCausalLM, exist_ok=True)
register("ple_tiny", Architecture(truncates=False))  # every name is Llama's
