"""The atlas on disk: one narrow Lance table per thing that changes at its own pace.

features    feature, n_firings, frequency, maximum, mean, histogram, promoted, suppressed,
            shares
labels      feature, label, source, highlights
examples    feature, interval, value, document, start, peak, pieces, values, text
neighbours  feature, neighbours, cosines
"""

import errno
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import lancedb
import pyarrow as pa
from lancedb.index import FTS, BTree
from lancedb.query import MatchQuery

from sonde.core.errors import room_on_disk

EFFECT = pa.list_(pa.struct([("token", pa.string()), ("effect", pa.float32())]))
SCHEMAS = {
    "features": pa.schema(
        [
            ("feature", pa.int32()),
            ("n_firings", pa.int64()),
            ("frequency", pa.float64()),
            ("maximum", pa.float32()),
            ("mean", pa.float32()),
            ("histogram", pa.list_(pa.int64())),
            ("promoted", EFFECT),
            ("suppressed", EFFECT),
            ("shares", pa.list_(pa.float32())),
        ]
    ),
    "labels": pa.schema(
        [
            ("feature", pa.int32()),
            ("label", pa.string()),
            ("source", pa.string()),
            ("highlights", pa.string()),
        ]
    ),
    "examples": pa.schema(
        [
            ("feature", pa.int32()),
            ("interval", pa.int16()),
            ("value", pa.float32()),
            ("document", pa.string()),
            ("start", pa.int64()),
            ("peak", pa.int32()),
            ("pieces", pa.list_(pa.string())),
            ("values", pa.list_(pa.float32())),
            ("text", pa.string()),
        ]
    ),
    "neighbours": pa.schema(
        [
            ("feature", pa.int32()),
            ("neighbours", pa.list_(pa.int32())),
            ("cosines", pa.list_(pa.float32())),
        ]
    ),
}
SEARCHED = {"labels": ("label", "highlights"), "examples": ("text",)}


@contextmanager
def own_errors(raised: list[Exception]) -> Iterator[None]:
    """Lance wraps every error in its own: this gives back what the batches raised, and a full disk
    as the OSError that it is."""
    try:
        yield
    except (OSError, RuntimeError) as error:
        if raised:
            raise raised[0] from None
        if "No space left" in str(error) or "os error 28" in str(error):
            raise OSError(errno.ENOSPC, str(error)) from error
        raise


class Store:
    def __init__(self, folder: Path, check: Callable[[str], None] = lambda table: None) -> None:
        """`check` is called with the name of a table before it is first read."""
        self.folder, self.check = folder, check
        self.database: Any = lancedb.connect(str(folder))
        self.tables: dict[str, Any] = {}

    def write(self, name: str, batches: Iterable[Mapping[str, Sequence[Any]]]) -> None:
        """Makes a table from column batches, replacing one that an interrupted call left."""
        schema = SCHEMAS[name]
        raised: list[Exception] = []

        def rows() -> Iterator[pa.RecordBatch]:
            try:
                for batch in batches:
                    yield pa.RecordBatch.from_pydict(dict(batch), schema)
            except Exception as error:
                raised.append(error)
                raise

        reader = pa.RecordBatchReader.from_batches(schema, rows())
        with room_on_disk(self.folder), own_errors(raised):
            self.database.drop_table(name, ignore_missing=True)
            table = self.database.create_table(name, reader, schema=schema)
            table.create_index("feature", config=BTree())
            for column in SEARCHED.get(name, ()):
                table.create_index(column, config=FULL_TEXT)
        self.tables[name] = table

    def table(self, name: str) -> Any:
        if name not in self.tables:
            self.check(name)
            self.tables[name] = self.database.open_table(name)
        return self.tables[name]

    def rows(self, name: str, feature: int) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = (
            self.table(name).search().where(f"feature = {int(feature)}").limit(10_000).to_list()
        )
        return found

    def rows_of(
        self, name: str, features: Sequence[int], columns: list[str]
    ) -> list[dict[str, Any]]:
        """Some columns of many features, in no particular order."""
        if not features:
            return []
        wanted = ", ".join(str(int(feature)) for feature in features)
        query = self.table(name).search().where(f"feature IN ({wanted})")
        found: list[dict[str, Any]] = (
            query.select(["feature", *columns]).limit(len(features)).to_list()
        )
        return found

    def find(self, name: str, column: str, query: str, limit: int) -> list[dict[str, Any]]:
        """Full-text search: `feature` and `_score` (higher is better) of the best rows."""
        words: Any = MatchQuery(query, column)  # type: ignore[call-arg]  # its defaults are unseen
        search = self.table(name).search(words, query_type="fts")
        found: list[dict[str, Any]] = search.select(["feature", "_score"]).limit(limit).to_list()
        return found


FULL_TEXT = FTS(base_tokenizer="icu", stem=False, remove_stop_words=False, ascii_folding=True)
