"""The model behind the page: loaded whole on first use, then kept."""

import threading
from collections.abc import Generator, Sequence

from sonde.activations.source import ActivationSource, source_of
from sonde.atlas.atlas import Atlas
from sonde.dictionary.dictionary import Dictionary
from sonde.interventions.config import SteerConfig
from sonde.interventions.edits import Edit
from sonde.interventions.steer import Steered, steer_stream


class Steering:
    """Steers the model of an atlas, one text at a time."""

    def __init__(self, atlas: Atlas, device: str = "auto") -> None:
        self.atlas, self.device = atlas, device
        self.lock = threading.Lock()  # hooks sit in the one model, so texts take turns
        self.loaded: tuple[ActivationSource, Dictionary] | None = None

    def stream(
        self, edits: Sequence[Edit], prompt: str, config: SteerConfig
    ) -> Generator[Steered, None, None]:
        """Both texts so far, after every token; see `steer_stream`. Strengths are in multiples of
        the maxima that the atlas saw. Waits for its turn; close the generator to give it up."""
        with self.lock:
            source, dictionary = self.load()
            turned = [edit.feature for edit in edits if edit.action != "ablate"]
            maxima = {feature: self.atlas.maximum(feature) for feature in turned}
            at = self.atlas.about.get("at")
            yield from steer_stream(source, dictionary, edits, maxima, prompt, config, at)

    def load(self) -> tuple[ActivationSource, Dictionary]:
        """The whole model and the dictionary, read once. Call it with the lock held."""
        if self.loaded is None:
            trained = self.atlas.dictionary()
            source = source_of(self.atlas.about, "all", whole=True, device=self.device)
            self.loaded = source, Dictionary.load(trained).to(source.model.device)
        return self.loaded
