"""Which text is read, and how it is cut into blocks."""

import dataclasses
from typing import Any, Literal

from pydantic import field_validator

from sonde.core.config import config


@config
class OtherText:
    """Text that is read in place of a dictionary's own."""

    sources: tuple[str, ...]  # files, folders, or org/name of a Hugging Face data set
    column: str | None = None  # field that holds the text; the dictionary's when absent
    split: str = "train"  # split of a Hugging Face data set
    context_length: int | None = None  # tokens in a block; the dictionary's when absent
    held_out: float = 0.1  # share of documents kept from training, chosen by hash of their text
    bad_documents: Literal["stop", "skip"] = "stop"  # at a document not UTF-8 or without the field
    max_documents: int | None = None  # stop after reading so many documents; all when absent

    @field_validator("sources", mode="before")
    @classmethod
    def one_source_is_a_tuple_of_one(cls, value: Any) -> Any:
        return (value,) if isinstance(value, str) else value

    def __post_init__(self) -> None:
        if not self.sources:
            raise ValueError("sources is empty: name at least one file, folder or data set.")
        if self.context_length is not None and self.context_length < 2:
            raise ValueError(f"context_length={self.context_length} is below 2: raise it.")
        if not 0 <= self.held_out < 1:
            raise ValueError(
                f"held_out={self.held_out} is outside 0 <= held_out < 1: 0.1 is usual."
            )
        if self.max_documents is not None and self.max_documents < 1:
            raise ValueError(f"max_documents={self.max_documents} is below 1: raise or omit it.")


@config
class TextConfig(OtherText):
    """Text that a dictionary is trained on."""

    column: str = "text"  # field of a JSON or Parquet row that holds the text
    context_length: int = 256  # tokens in a block


def completed(text: OtherText, own: TextConfig) -> TextConfig:
    """Another text, with what is not said of it taken from a dictionary's own."""
    said = {field.name: getattr(text, field.name) for field in dataclasses.fields(text)}
    said["column"] = text.column or own.column
    said["context_length"] = text.context_length or own.context_length
    return TextConfig(**said)
