"""A finished atlas: records of features, and search."""

from functools import cached_property
from pathlib import Path
from typing import Any, NamedTuple

from sonde.atlas.store import Store
from sonde.core.artifact import Artifact, Parent
from sonde.core.errors import SondeError
from sonde.core.progress import say

WEIGHTS = {("labels", "label"): 4.0, ("labels", "highlights"): 2.0, ("examples", "text"): 1.0}
CANDIDATES = (
    2_000  # rows of a table that a search looks at, so that its order does not depend on the limit
)
SORTS = ("frequency", "maximum", "feature")


class Hit(NamedTuple):
    """One answer of a search."""

    feature: int
    label: str
    score: float
    where: str  # label, highlights or text: where the words were found best
    frequency: float
    maximum: float


class Atlas:
    def __init__(self, path: str | Path) -> None:
        """Opens the artifact of `sonde atlas`."""
        self.artifact = Artifact.open(path, "atlas")
        self.about: dict[str, Any] = self.artifact.manifest.about
        self.counts = self.artifact.manifest.counts
        self.store = Store(self.artifact.path / "store", self.check)
        self.orders: dict[str, list[int]] = {}  # features that fired, by what they are sorted by

    def check(self, table: str) -> None:
        """Compares the files of a table with their checksums."""
        names = [n for n in self.artifact.manifest.files if n.startswith(f"store/{table}.lance/")]
        if not names:
            raise SondeError(f"{self.artifact.path} holds no table {table!r}: build it again.")
        for name in names:
            self.artifact.check(name)

    @property
    def n_features(self) -> int:
        return int(self.counts["n_features"])

    def record(self, feature: int) -> dict[str, Any]:
        """Everything known of a feature, as plain data.

        Keys: feature, label, label_source, n_firings, frequency, maximum, mean, histogram (counts
        in equal bins from 0 to maximum), promoted and suppressed (token, effect), neighbours
        (feature, cosine, label), examples (interval, value, document, start, peak, pieces, values).
        Of several hook points also shares: of the decoder direction at each, by its name. Where
        `sonde stability` was run also stability: its cosine with the feature that it is paired with
        in dictionaries of other seeds, and the mean of that by chance.
        """
        self.refuse_unknown(feature)
        (found,) = self.store.rows("features", feature)
        (label,) = self.store.rows("labels", feature)
        (near,) = self.store.rows("neighbours", feature)
        labels = self.labels(near["neighbours"])
        examples = sorted(
            self.store.rows("examples", feature), key=lambda row: (row["interval"], -row["value"])
        )
        for example in examples:
            del example["feature"], example["text"]
        names = [part["hook_point"] for part in self.about.get("parts", [])]
        if shares := found.pop("shares", []):
            found["shares"] = dict(zip(names, shares, strict=True))
        if self.recurring:
            matched, chance = self.recurring
            found["stability"] = {"matched": matched[feature], "by_chance": chance}
        return {
            **found,
            "label": label["label"],
            "label_source": label["source"],
            "neighbours": [
                {"feature": other, "cosine": cosine, "label": labels.get(other, "")}
                for other, cosine in zip(near["neighbours"], near["cosines"], strict=True)
            ],
            "examples": examples,
        }

    @cached_property
    def recurring(self) -> tuple[list[float], float] | None:
        """Of every feature the cosine with its pair in dictionaries of other seeds, and its mean by
        chance; None where that was not measured, or of another dictionary. What is there and
        cannot be read is said, and features are shown without."""
        from sonde.dictionary.stability import control_of, stability_of

        try:
            trained = self.dictionary()
        except SondeError:  # an atlas can be read without its dictionary
            return None
        try:
            found = stability_of(trained)
            return None if found is None else (found.matched.tolist(), control_of(trained))
        except SondeError as error:
            say(f"Features are shown without their stability: {error}")
            return None

    def maximum(self, feature: int) -> float:
        """The strongest firing the atlas saw, in units of the code: steering's unit of strength."""
        self.refuse_unknown(feature)
        (found,) = self.store.rows_of("features", [feature], ["maximum"])
        if not found["maximum"] > 0:
            read = f"{self.counts['n_tokens']:,.0f} tokens"
            raise SondeError(
                f"Feature {feature} never fired on the {read} of the atlas, so it has no observed "
                "maximum to steer by. Choose another, or build the atlas on more text."
            )
        return float(found["maximum"])

    def labels(self, features: list[int]) -> dict[int, str]:
        rows = self.store.rows_of("labels", features, ["label"])
        return {row["feature"]: row["label"] for row in rows}

    def search(self, query: str, limit: int = 20) -> list[Hit]:
        """Features whose label, highlighted words or examples hold the words; best first."""
        words = query.encode("utf-8", "ignore").decode().strip()  # no halves of surrogate pairs
        if not words:
            return []
        scores: dict[int, float] = {}
        where: dict[int, tuple[float, str]] = {}
        for (table, column), weight in WEIGHTS.items():
            best: dict[int, float] = {}
            for row in self.store.find(table, column, words, CANDIDATES):
                best[row["feature"]] = max(best.get(row["feature"], 0.0), row["_score"])
            for feature, score in best.items():
                scores[feature] = scores.get(feature, 0.0) + weight * score
                where[feature] = max(where.get(feature, (0.0, "")), (weight * score, column))
        best_features = sorted(scores, key=lambda feature: (-scores[feature], feature))[:limit]
        return self.hits(best_features, scores, {f: column for f, (_, column) in where.items()})

    def browse(self, sort: str = "frequency", limit: int = 50, offset: int = 0) -> list[Hit]:
        """Features that fired, by one of SORTS, largest first (feature: by number)."""
        if sort not in SORTS:
            raise SondeError(f"Cannot sort by {sort!r}: use one of {', '.join(SORTS)}.")
        if sort not in self.orders:
            self.orders[sort] = self.order(sort)
        return self.hits(self.orders[sort][offset : offset + limit], {}, {})

    def order(self, sort: str) -> list[int]:
        table = self.store.table("features").search().where("n_firings > 0")
        columns = ["feature"] if sort == "feature" else ["feature", sort]
        rows = table.select(columns).limit(None).to_arrow()
        by_number = ("feature", "ascending")
        keys = [by_number] if sort == "feature" else [(sort, "descending"), by_number]
        found: list[int] = rows.sort_by(keys)["feature"].to_pylist()
        return found

    def hits(
        self, features: list[int], scores: dict[int, float], where: dict[int, str]
    ) -> list[Hit]:
        labels = self.labels(features)
        rows = self.store.rows_of("features", features, ["frequency", "maximum"])
        facts = {row["feature"]: row for row in rows}
        return [
            Hit(
                feature,
                labels.get(feature, ""),
                scores.get(feature, 0.0),
                where.get(feature, ""),
                facts[feature]["frequency"],
                facts[feature]["maximum"],
            )
            for feature in features
        ]

    def dictionary(self) -> Artifact:
        """The dictionary this is the atlas of, found where it was or beside the atlas; its content
        must be the one the atlas was built from."""
        parent: Parent = self.artifact.manifest.parents["dictionary"]
        name = Path(parent.path).name
        for place in (Path(parent.path), self.artifact.path.parent / name):
            if (place / "manifest.json").exists():
                found = Artifact.open(place, "train")
                if found.manifest.content == parent.content:
                    return found
        raise SondeError(
            f"The dictionary of {self.artifact.path} is not at {parent.path} nor beside the atlas, "
            "or it has changed since. Put it back, or build the atlas again."
        )

    def refuse_unknown(self, feature: int) -> None:
        if not 0 <= feature < self.n_features:
            span = f"0..{self.n_features - 1}"
            raise SondeError(f"There is no feature {feature}: this atlas has {span}.")
