"""Where the shipped weights of the miniature are."""

from pathlib import Path

from sonde.core.errors import SondeError


def model_path() -> Path:
    """The folder of the shipped checkpoint, as transformers reads it.

    Raises SondeError where the package was installed without its weights.
    """
    path = Path(__file__).parent / "weights"
    if not (path / "model.safetensors").exists():
        raise SondeError(
            f"{path} holds no weights: install Sonde again, or make them with "
            "sonde.miniature.recipe.train."
        )
    return path
