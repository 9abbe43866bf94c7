"""The report at its quick size on the shipped model: what has to hold there, and what it writes."""

import html
import json
import subprocess
import sys

import pytest

from sonde.atlas.atlas import Atlas
from sonde.core.errors import SondeError
from sonde.miniature.claims.report import GROUPS, report
from sonde.miniature.claims.study import BESIDE, ReportConfig

pytestmark = [
    pytest.mark.slow,
    pytest.mark.timeout(2400),
]

HOLD = (
    "features match concepts",
    "features rank concepts",
    "strong firings of a concept's feature are specific",
    "concepts can be turned up",
    "attribution predicts ablation",
    "active codes do not shrink",
)

OF_METHODS = {"attribution predicts ablation", "active codes do not shrink"}


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("claims")


@pytest.fixture(scope="module")
def rows(folder):
    """By the command, as a person gives it: a process of its own, without checks of every shape."""
    command = ["miniature", "report", "--output", str(folder), "--quick", "--json"]
    done = subprocess.run([sys.executable, "-m", "sonde", *command], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return {row["name"]: row for row in json.loads(done.stdout)["claims"]}


class TestTheQuickReport:
    @pytest.mark.parametrize("name", HOLD)
    def test_the_bars_are_met(self, rows, name):
        """The interval is clear of that of every control."""
        row = rows[name]
        assert row["passed"]
        assert all(row["interval"][0] > control["high"] for control in row["control"].values())

    def test_features_match_concepts_well_above_every_control(self, rows):
        row = rows["features match concepts"]
        assert {*row["control"]} == {
            "neurons",
            "random directions",
            "random decoder",
            "untrained model",
        }
        assert all(row["measure"] > 1.5 * control["value"] for control in row["control"].values())

    def test_every_claim_of_features_stands_beside_all_four_controls(self, rows):
        for name, row in rows.items():
            control = {which.removesuffix(", chosen alike") for which in row["control"]}
            assert {*BESIDE} <= (row["beside"].keys() if name in OF_METHODS else control), name

    def test_features_rank_concepts_well_above_every_control(self, rows):
        """Of what is ranked wrong at least a seventh less."""
        row = rows["features rank concepts"]
        wrong = [1 - control["value"] for control in row["control"].values()]
        assert 1 - row["measure"] < 0.85 * min(wrong)

    def test_its_features_have_an_atlas(self, rows, folder):
        assert Atlas(folder / "atlas").n_features == 2048

    def test_it_writes_what_it_says(self, rows, folder):
        written = json.loads((folder / "claims.json").read_text())
        assert [row["name"] for row in written["claims"]] == [*rows]
        for row in written["claims"]:
            assert {"name", "measure", "control", "interval", "passed"} <= row.keys()
            assert row["control"]
            assert row["name"] in (folder / "claims.md").read_text()
            assert html.escape(row["name"]) in (folder / "claims.html").read_text()
        for group in GROUPS:
            assert (folder / "claims" / f"{group}.json").exists()

    def test_given_again_it_measures_nothing_anew(self, rows, folder, monkeypatch):
        monkeypatch.setattr("sonde.miniature.claims.report.prepare", None)
        again = report(ReportConfig(output=str(folder), quick=True))
        assert [row["measure"] for row in again] == [row["measure"] for row in rows.values()]

    def test_what_was_measured_quickly_is_never_shown_as_the_full_size(self, rows, folder):
        with pytest.raises(SondeError, match="another output"):
            report(ReportConfig(output=str(folder)))
