"""Makes the checkpoint that `sonde miniature train OUTPUT --config unfinished/recipe.yaml` goes on
from, out of the weights beside this file: `python unfinished/resume.py OUTPUT`.

Weights are bf16; momenta begin at zero. To be removed with its folder when the model ships.
"""

import sys
from pathlib import Path

import torch
from safetensors.torch import load_file, save_file

from sonde.core.config import read, to_dict
from sonde.core.files import write_json
from sonde.miniature import recipe
from sonde.miniature.config import RecipeConfig
from sonde.miniature.model import model_path
from sonde.miniature.optimiser import Optimiser
from sonde.miniature.vision import Adapter, image_token

HERE = Path(__file__).parent

work = Path(sys.argv[1]).with_name(Path(sys.argv[1]).name + ".partial")
work.mkdir(parents=True)
for name in ("tokenizer.json", "tokenizer_config.json"):
    (work / name).write_bytes((model_path() / name).read_bytes())
config = read(RecipeConfig, HERE / "recipe.yaml")
write_json(work / "recipe.json", to_dict(config))
tokenizer = recipe.tokenizer_of(work, config)
model = recipe.untrained(config, tokenizer)
both = torch.nn.ModuleDict(
    {"model": model, "vision": Adapter(config.width, image_token(tokenizer), config.seed)}
)
tensors = load_file(HERE / "weights.safetensors")
step = tensors.pop("step")
weights = {name: tensor.float() for name, tensor in tensors.items()}
assert set(weights) == {name for name, _ in both.named_parameters()}
save_file({**weights, **Optimiser(both, config).state(), "step": step}, work / recipe.CHECKPOINT)
print(f"{work} goes on behind step {int(step)}.")
