"""Which model, and where it runs. Imports nothing heavy, so `--help` stays fast."""

from sonde.core.config import config


@config
class ModelConfig:
    path: str  # folder of a checkpoint, or its name on the Hugging Face hub
    revision: str | None = None  # branch, tag or commit on the hub
    dtype: str = "auto"  # float32, bfloat16, or auto: bfloat16 where the machine is fast at it
    device: str = "auto"  # cpu, cuda:0, or auto
    plugin: str | None = None  # importable Python module that registers an architecture of your own
