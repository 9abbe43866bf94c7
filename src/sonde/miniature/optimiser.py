"""Muon for the matrices of the layers, AdamW for all else: half the tokens for the same loss.

    momentum  = 0.95 momentum + gradient
    step      = orthogonalised(gradient + 0.95 momentum)        (Nesterov)
    matrix   -= rate max(1, rows / columns)^0.5 step          (times WRITES if it writes)
    head      = head min(1, LONGEST rows^0.5 / |head|)        (of queries and of keys)

After Jordan et al. 2024, "Muon: an optimizer for hidden layers". torch.optim.Muon multiplies in
bfloat16 always, which a processor without hardware for it does hundreds of times slower; here the
caller says in what. Heads are held short in the spirit of Kimi K2's QK-clip (Moonshot 2025).
"""

import torch
from jaxtyping import Float
from torch import Tensor, nn

from sonde.miniature.config import RecipeConfig

MOMENTUM = 0.95
WRITES = 0.06  # share of Muon's rate for what writes to the residual stream, which begins at zero
LONGEST = 1.5  # root mean square length of a query head's rows, and of a key head's
VISION = 0.1  # share of AdamW's rate for the adapter: the 192 inputs of a patch move together


class Optimiser:
    """Steps a model's parameters; its whole state is a flat dictionary of tensors."""

    def __init__(self, model: nn.Module, config: RecipeConfig, narrow: torch.dtype = torch.float32):
        self.narrow = narrow  # dtype of the products of `orthogonalised`
        named = dict(model.named_parameters())
        self.matrices = {n: p for n, p in named.items() if p.ndim == 2 and ".layers." in n}
        self.rest = {n: p for n, p in named.items() if n not in self.matrices}
        self.momenta = {n: torch.zeros_like(p) for n, p in self.matrices.items()}
        self.config = config
        groups = [
            {"params": [p for n, p in self.rest.items() if not seen(n)], "share": 1.0},
            {"params": [p for n, p in self.rest.items() if seen(n)], "share": VISION},
        ]
        self.adam = torch.optim.AdamW(
            groups, lr=config.learning_rate, betas=(0.9, 0.95), weight_decay=0.0
        )

    def step(self, scale: float) -> None:
        """One step with the learning rates times `scale`; gradients are cleared."""
        for group in self.adam.param_groups:
            group["lr"] = self.config.learning_rate * scale * group["share"]
        self.adam.step()
        self.adam.zero_grad()
        rate = self.config.matrix_learning_rate * scale
        for shape in sorted({p.shape for p in self.matrices.values()}):
            names = [n for n, p in self.matrices.items() if p.shape == shape]
            self.step_matrices(names, rate * max(1.0, shape[0] / shape[1]) ** 0.5)

    @torch.no_grad()
    def step_matrices(self, names: list[str], rate: float) -> None:
        """Muon for matrices of one shape, orthogonalised together."""
        ahead = []
        for name in names:
            gradient, momentum = self.matrices[name].grad, self.momenta[name]
            assert gradient is not None
            momentum.mul_(MOMENTUM).add_(gradient)
            ahead.append(gradient.add(momentum, alpha=MOMENTUM))
            self.matrices[name].grad = None
        steps = orthogonalised(torch.stack(ahead).to(self.narrow)).float()
        for name, step in zip(names, steps, strict=True):
            self.matrices[name].sub_(step, alpha=rate * (WRITES if writes(name) else 1.0))
            if asks(name):
                some = heads(self.matrices[name], self.config)
                some.mul_(LONGEST / lengths(some).clamp(min=LONGEST))

    def state(self) -> dict[str, Tensor]:
        """All that `restore` needs to go on as if nothing had happened."""
        tensors = {f"muon.{n}": m for n, m in self.momenta.items()}
        for name, parameter in self.rest.items():
            for key, value in self.adam.state[parameter].items():
                tensors[f"adam.{key}.{name}"] = value
        return tensors

    def restore(self, tensors: dict[str, Tensor]) -> None:
        for name, momentum in self.momenta.items():
            momentum.copy_(tensors[f"muon.{name}"])
        for name, parameter in self.rest.items():
            names = {key: f"adam.{key}.{name}" for key in ("step", "exp_avg", "exp_avg_sq")}
            self.adam.state[parameter] = {  # nothing yet where no picture has come by
                key: tensors[full] if key == "step" else tensors[full].to(parameter)
                for key, full in names.items()
                if full in tensors
            }


def writes(name: str) -> bool:
    """Whether a matrix writes to the residual stream. Written fast, the stream soon holds hundreds
    of times the length of the embeddings, and a token can no longer be copied."""
    return name.endswith(("o_proj.weight", "down_proj.weight"))


def asks(name: str) -> bool:
    """Whether a matrix makes queries or keys. Grown without bound, every head soon looks at one
    token alone, the softmax passes no gradient, and it never learns to look elsewhere."""
    return name.endswith(("q_proj.weight", "k_proj.weight"))


def heads(
    matrix: Float[Tensor, "rows width"], config: RecipeConfig
) -> Float[Tensor, "heads each width"]:
    """A view of a matrix of queries or keys, head by head."""
    return matrix.view(-1, config.width // config.heads, config.width)


def lengths(heads: Float[Tensor, "heads each width"]) -> Float[Tensor, "heads 1 1"]:
    """The length of each head's rows, root mean square."""
    return heads.square().sum(2).mean(1).sqrt()[:, None, None]


def seen(name: str) -> bool:
    """Whether a parameter belongs to the adapter."""
    return name.startswith("vision.")


def orthogonalised(
    matrices: Float[Tensor, "n rows columns"], steps: int = 5
) -> Float[Tensor, "n rows columns"]:
    """Each matrix with its singular values brought near one (0.7..1.2), by Newton-Schulz steps."""
    a, b, c = 3.4445, -4.7750, 2.0315
    tall = matrices.shape[1] > matrices.shape[2]
    x = matrices.mT if tall else matrices
    x = x / (x.norm(dim=(1, 2), keepdim=True) + 1e-7)
    for _ in range(steps):
        square = x @ x.mT
        x = torch.baddbmm(x, torch.baddbmm(square, square, square, beta=b, alpha=c), x, beta=a)
    return x.mT if tall else x
