"""SAELens' synthetic benchmark data and its judge, in SAELens' environment.

The world is that of SynthSAEBench-16k (arXiv 2602.14687; the configuration is that of SAELens'
documentation, v2) with as many features and dimensions as asked, the number of trees in proportion.
"""

from dataclasses import asdict
from typing import Any

import torch
from sae_lens import SAE
from sae_lens.synthetic import (
    FoldedNormalMagnitudeConfig,
    HierarchyConfig,
    LinearMagnitudeConfig,
    LowRankCorrelationConfig,
    OrthogonalizationConfig,
    SyntheticModel,
    SyntheticModelConfig,
    ZipfianFiringProbabilityConfig,
    eval_sae_on_synthetic_data,
)
from safetensors.torch import save_file
from worker import serve

FULL, ROOTS = 16_384, 128  # features and trees of the published world
BATCH = 1024
WORLD: dict[str, SyntheticModel] = {}


def world(n_features: int, d_in: int, seed: int, threads: int) -> dict[str, Any]:
    """Builds the world that the other requests are about."""
    torch.set_num_threads(threads)
    WORLD["now"] = SyntheticModel(
        SyntheticModelConfig(
            num_features=n_features,
            hidden_dim=d_in,
            firing_probability=ZipfianFiringProbabilityConfig(0.5, max_prob=0.4, min_prob=5e-4),
            hierarchy=HierarchyConfig(
                total_root_nodes=max(1, ROOTS * n_features // FULL),
                branching_factor=4,
                max_depth=3,
                mutually_exclusive_portion=1.0,
                mutually_exclusive_min_depth=0,
                compensate_probabilities=True,
                scale_children_by_parent=True,
            ),
            orthogonalization=OrthogonalizationConfig(num_steps=100, lr=3e-4),
            correlation=LowRankCorrelationConfig(rank=25, correlation_scale=0.1),
            mean_firing_magnitudes=LinearMagnitudeConfig(start=5.0, end=4.0),
            std_firing_magnitudes=FoldedNormalMagnitudeConfig(mean=0.5, std=0.5),
            bias=0.5,
            seed=seed,
        )
    )
    return {}


@torch.no_grad()
def sample(path: str, n: int, n_held_out: int, seed: int, dictionary_size: int) -> dict[str, Any]:
    """Writes activations; tells how many features are on, of all and of the commonest."""
    torch.manual_seed(seed)
    rows, on = [], torch.zeros(WORLD["now"].cfg.num_features)
    total = n + n_held_out
    for start in range(0, total, BATCH):
        hidden, features = WORLD["now"].sample_with_features(min(BATCH, total - start))
        rows.append(hidden)
        on += (features > 0).float().sum(0)
    x = torch.cat(rows)
    save_file({"x": x[:n].contiguous(), "held_out": x[n:].contiguous()}, path)
    common = on.sort(descending=True).values[:dictionary_size]
    return {"true_l0": float(on.sum() / total), "true_l0_of_commonest": float(common.sum() / total)}


@torch.no_grad()
def judge(folder: str, n: int, seed: int) -> dict[str, Any]:
    """SAELens' own evaluation of a dictionary in its format, on rows that the seed decides."""
    torch.manual_seed(seed)
    sae = SAE.load_from_disk(folder)
    model = WORLD["now"]
    found = eval_sae_on_synthetic_data(
        sae, model.feature_dict, model.activation_generator, num_samples=n, batch_size=BATCH
    )
    return asdict(found)


if __name__ == "__main__":
    serve(None, world=world, sample=sample, judge=judge)
