"""What the golden files are made of. Needs torch and safetensors, nothing of Sonde: the scripts
`make_FORMAT.py` beside it run in the environment of the tool whose format they write.

Exact weights are short binary fractions: every product and sum of encoding and decoding them fits
float32 without rounding, in whatever order it is taken. So two programs that mean the same give the
same bits, and one that means something else cannot hide behind a tolerance.
"""

from pathlib import Path

import torch
from safetensors.torch import save_file
from torch import Tensor

D_IN, SIZE, BATCH, K = 16, 20, 12, 3
D_OUT = 10  # of a transcoder
HERE = Path(__file__).parent


def fractions(shape: tuple[int, ...], step: float, limit: float, generator: torch.Generator):
    """Multiples of `step` within +-limit."""
    n = round(limit / step)
    return torch.randint(-n, n + 1, shape, generator=generator) * step


def directions(width: int, unit: bool, generator: torch.Generator) -> Tensor:
    W_dec = torch.zeros(SIZE, width)
    for row in W_dec:
        where = torch.randperm(width, generator=generator)[:4]
        row[where] = torch.randint(0, 2, (4,), generator=generator) - 0.5
    return W_dec if unit else W_dec * 2.0 ** torch.randint(-1, 2, (SIZE, 1), generator=generator)


def exact(seed: int = 0, unit: bool = False) -> dict[str, Tensor]:
    """Weights of short fractions. Rows of W_dec have length 1, or 1/2, 1 and 2; no two b_enc are
    equal, so that no two h are, and top-k has no ties to break."""
    generator = torch.Generator().manual_seed(seed)
    W_dec = directions(D_IN, unit, generator)
    order = torch.randperm(SIZE, generator=generator)
    return {
        "W_enc": fractions((D_IN, SIZE), 1 / 8, 1.0, generator),
        "b_enc": fractions((SIZE,), 1 / 8, 1.0, generator) + (order + 1) / 1024,
        "W_dec": W_dec,
        "b_dec": fractions((D_IN,), 1 / 8, 1.0, generator),
        "threshold": 1 / 8 + fractions((SIZE,), 1 / 8, 2.0, generator).abs(),
        "x": fractions((BATCH, D_IN), 1 / 4, 2.0, generator),
    }


def rounded(seed: int = 0) -> dict[str, Tensor]:
    """Weights as training leaves them: every sum is rounded."""
    generator = torch.Generator().manual_seed(seed)

    def normal(*shape: int) -> Tensor:
        return torch.randn(*shape, generator=generator)

    return {
        "W_enc": normal(D_IN, SIZE) / 2,
        "b_enc": normal(SIZE) / 2,
        "W_dec": normal(SIZE, D_IN) / 3,
        "b_dec": normal(D_IN) / 2,
        "threshold": normal(SIZE).abs() / 2,
        "x": normal(BATCH, D_IN),
    }


def with_faint_tokens(weights: dict[str, Tensor]) -> dict[str, Tensor]:
    """The same, where half the tokens are so short that the epsilon of layer norm shows."""
    weights["x"][::2] *= 0.01
    return weights


def with_twins(weights: dict[str, Tensor]) -> dict[str, Tensor]:
    """The same, where every feature has a twin of equal h and another direction: top-k has ties."""
    weights["W_enc"][:, 1::2] = weights["W_enc"][:, ::2]
    weights["b_enc"][1::2] = weights["b_enc"][::2]
    return weights


def transcoding(weights: dict[str, Tensor], seed: int) -> dict[str, Tensor]:
    """The same exact weights with a decoder of another width, and a skip."""
    generator = torch.Generator().manual_seed(100 + seed)
    skip = fractions((D_OUT, D_IN), 1 / 8, 1.0, generator)
    narrow = {"W_dec": directions(D_OUT, False, generator), "b_dec": weights["b_dec"][:D_OUT]}
    return {**weights, **narrow, "W_skip": skip}


def folder_of(name: str, variant: str) -> Path:
    folder = HERE / name / variant
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def with_tie(weights: dict[str, Tensor], centred: bool) -> dict[str, Tensor]:
    """The same, where one h of the first token equals its threshold: strictly above decides."""
    x = weights["x"] - weights["b_dec"] if centred else weights["x"]
    h = (x @ weights["W_enc"] + weights["b_enc"])[0]
    weights["threshold"][int(h.argmax())] = h.max()
    return weights


def expect(
    name: str,
    variant: str,
    peer: str,
    exact: bool,
    x: Tensor,
    codes: Tensor,
    x_hat: Tensor,
    W_dec: Tensor,
) -> None:
    """What the tool computed for x, beside the folder of its file: codes [batch, features], x_hat,
    and how long the step in x_hat is that a code of one makes: the rows of W_dec [features, d_in],
    as the tool decodes with it."""
    tensors = {"x": x, "codes": codes, "x_hat": x_hat, "lengths": W_dec.detach().norm(dim=1)}
    plain = {key: tensor.detach().float().contiguous() for key, tensor in tensors.items()}
    by = f"{'exact' if exact else 'rounded'}: {peer}"  # one entry: of two the order is random
    save_file(plain, HERE / name / f"{variant}.safetensors", {"by": by})
    print(name, variant, f"L0 {float((codes > 0).float().sum(-1).mean()):.2f}")


def dense(values: Tensor, features: Tensor) -> Tensor:
    return torch.zeros(len(values), SIZE).scatter(1, features, values)
