"""The evaluate stage: what a dictionary keeps of the activations, and of the model's predictions.

    loss recovered = (CE ablated - CE spliced) / (CE ablated - CE model)

CE spliced has x_hat in place of x (no error kept), CE ablated the mean activation. Only tokens that
the training mask keeps are replaced and counted. Tokens are of the held-out share of the text.
Where a dictionary rebuilds several hook points, each is replaced alone, and the measures of the
n-th end in _n.
"""

import math
from collections.abc import Callable
from typing import Any

import torch
from jaxtyping import Bool, Float, Int
from torch import Tensor

from sonde.activations.source import ActivationSource, identity, refuse_changed, source_of
from sonde.core.artifact import Artifact, Draft
from sonde.core.errors import SondeError
from sonde.core.files import write_json
from sonde.core.progress import say, track
from sonde.dictionary.dictionary import Dictionary
from sonde.dictionary.measures import Fidelity
from sonde.interventions.config import EvaluateConfig
from sonde.interventions.splice import spliced_among
from sonde.model.forward import next_token_losses
from sonde.text.documents import refuse_output_in_text


def evaluate(config: EvaluateConfig) -> Artifact:
    """Measures a dictionary on held-out tokens; writes `measures.json`."""
    trained = Artifact.open(config.dictionary, "train")
    refuse_output_in_text(config.output, trained.manifest.about, config.text)
    known = identity(config, trained.manifest.about)
    draft = Draft.begin(config.output, "evaluate", known, {"dictionary": trained})
    if isinstance(draft, Artifact):
        return draft
    with draft:
        return measured_into(draft, trained, config)


def measured_into(draft: Draft, trained: Artifact, config: EvaluateConfig) -> Artifact:
    dictionary = Dictionary.load(trained)
    if "mean" not in dictionary.about:
        raise SondeError(
            f"{trained.path} does not say the mean activation, which loss recovered is measured "
            'against: train it with `sonde train`, or write "mean" under "about" in manifest.json.'
        )
    source = source_of(dictionary.about, "held_out", True, config.text, config.device)
    if config.text is None:
        refuse_changed(dictionary.about, text=source.text)
    dictionary = dictionary.to(source.model.device)
    fidelity = Fidelity(dictionary.d_out, dictionary.size, dictionary.widths)
    mean = torch.tensor(dictionary.about["mean"], dtype=torch.float32)
    places = source.rebuilt(dictionary.d_out)
    losses = [Losses(source, dictionary, mean, number) for number in places]
    with track("evaluate", config.n_tokens) as bar:
        for harvested in source():
            x = harvested.x[harvested.keep].float()
            given = dictionary.given(x)
            codes = dictionary.encode(given)
            fidelity.add(dictionary.wanted(x), dictionary.rebuilt(given, codes), codes)
            for loss in losses:
                loss.add(harvested.blocks.tokens, harvested.keep, harvested.blocks.documents)
            bar.advance(len(x), **{"loss recovered": losses[0].recovered})
            if bar.done >= config.n_tokens:
                break
    if fidelity.moments.n < config.n_tokens:
        say(f"the held-out text ended after {fidelity.moments.n:,} of {config.n_tokens:,} tokens")
    measures = {**fidelity.summary(), **summary(losses)}
    histograms = {"frequency_histogram": fidelity.frequency_histogram()}
    if len(dictionary.widths) > 1:
        histograms["share_histogram"] = share_histogram(dictionary, fidelity.fired > 0)
    write_json(draft.path / "measures.json", {**measures, **histograms})
    return draft.finish(measures, {"dictionary": dictionary.about})


class Losses:
    """Cross-entropies in nats per token, summed over the kept tokens that have a next token, of the
    model that hook point `number` is of."""

    def __init__(
        self,
        source: ActivationSource,
        dictionary: Dictionary,
        mean: Float[Tensor, " width"],
        number: int = 0,
    ) -> None:
        self.source, self.dictionary, self.number = source, dictionary, number
        self.columns = source.columns[number]
        self.mean = mean[self.columns].to(source.places[number].model.device)
        self.n = 0
        self.sums = {"model": 0.0, "spliced": 0.0, "ablated": 0.0}

    def add(
        self,
        tokens: Int[Tensor, "n_blocks context_length"],
        keep: Bool[Tensor, "n_blocks context_length"],
        documents: Int[Tensor, "n_blocks context_length"],
    ) -> None:
        counted = keep[:, :-1].cpu() & (documents[:, 1:] >= 0)
        changes = {
            "model": lambda x, keep: x[..., self.columns],
            "spliced": self.reconstruction,
            "ablated": self.ablation,
        }
        for name, change in changes.items():
            self.sums[name] += float(self.losses(tokens, change)[counted].double().sum())
        self.n += int(counted.sum())

    @torch.no_grad()
    def losses(
        self, tokens: Int[Tensor, "n_blocks context_length"], change: Callable[..., Tensor]
    ) -> Float[Tensor, "n_blocks context_length-1"]:
        with spliced_among(self.source, self.number, change):
            return next_token_losses(self.source.places[self.number].model, tokens).cpu()

    def reconstruction(
        self, x: Float[Tensor, "rows position width"], keep: Bool[Tensor, "rows position"]
    ) -> Float[Tensor, "rows position d_in"]:
        here = self.dictionary.decoder_columns(x.shape[-1], self.columns)
        given = self.dictionary.given(x.flatten(0, 1).float())
        x_hat = self.dictionary.reconstruct(given)[:, here].view(*keep.shape, -1)
        return torch.where(keep[..., None], x_hat.to(x.dtype), x[..., self.columns])

    def ablation(
        self, x: Float[Tensor, "rows position width"], keep: Bool[Tensor, "rows position"]
    ) -> Float[Tensor, "rows position d_in"]:
        return torch.where(keep[..., None], self.mean.to(x.dtype), x[..., self.columns])

    @property
    def recovered(self) -> float:
        lost = self.sums["ablated"] - self.sums["model"]
        return (self.sums["ablated"] - self.sums["spliced"]) / lost if lost else float("nan")

    def summary(self) -> dict[str, int | float]:
        means = {f"ce_{name}": total / max(self.n, 1) for name, total in self.sums.items()}
        known = {"loss_recovered": self.recovered} if math.isfinite(self.recovered) else {}
        return {**means, **known, "n_predictions": self.n}


def summary(losses: list[Losses]) -> dict[str, int | float]:
    """Of the one hook point, or of each with its number."""
    if len(losses) == 1:
        return losses[0].summary()
    return {
        f"{name}_{n}": value
        for n, one in enumerate(losses)
        for name, value in one.summary().items()
    }


def share_histogram(
    dictionary: Dictionary, fired: Bool[Tensor, " dictionary_size"]
) -> dict[str, list[Any]]:
    """Features that fired, by how much of their decoder direction is in each part."""
    shares = dictionary.relative_lengths()[fired.to(dictionary.W_dec.device)].cpu().double()
    edges = torch.linspace(0, 1, 21, dtype=torch.float64)
    counts = [torch.histogram(part.contiguous(), edges).hist.tolist() for part in shares.T]
    return {"edges": edges.tolist(), "features": counts}
