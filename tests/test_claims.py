"""Laws of the claims: counting, matching and intervals, on evidence whose truth is planted."""

import math
from dataclasses import replace

import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st

from sonde.core.errors import SondeError
from sonde.dictionary.sparse import Codes, codes_where
from sonde.miniature.claims import matching
from sonde.miniature.claims.claim import (
    Estimate,
    claim,
    correlated,
    mean_ranks,
    rank_correlation,
    resampled,
)
from sonde.miniature.claims.concept_claims import (
    WIDE,
    precision_of_chosen,
    purity,
    read,
    share_found,
)
from sonde.miniature.claims.evidence import Cursor, Evidence, Pairs, pairs
from sonde.miniature.claims.geometry_claims import (
    kinship,
    over_pairs,
)
from sonde.miniature.claims.geometry_claims import purity as pure_neighbours
from sonde.miniature.claims.matching import LEVELS, Readings, best_features, score, tally
from sonde.miniature.claims.pages import markdown, page, plots, slug, strongest
from sonde.miniature.claims.ranking import area
from sonde.miniature.claims.report import GROUPS, lines, measured_with, refuse_another, report
from sonde.miniature.claims.size_claims import (
    families,
    features_per_concept,
    growth,
    share_of_kin,
)
from sonde.miniature.claims.study import ReportConfig, refuse_other_tokens
from sonde.miniature.concepts import concepts
from sonde.miniature.images import IMAGE, PLACEHOLDERS
from sonde.miniature.templates import Span
from sonde.miniature.world import WorldDocument, active

NAMES = ("cat", "dog", "mammal")


def evidence_of(active_table, about_table=None, documents=None):
    """An evidence from [n, n_concepts] tables of truth."""
    n = len(active_table)
    about_table = torch.zeros_like(active_table) if about_table is None else about_table
    found = [
        Pairs(*(part for part in table.nonzero(as_tuple=True)))
        for table in (active_table, about_table)
    ]
    owners = torch.arange(n) // 10 if documents is None else documents
    nothing = torch.zeros(n)
    none = torch.zeros(n, dtype=torch.long)
    return Evidence(torch.zeros(n, 2), torch.zeros(n, 0), nothing, owners, none, *found, NAMES)


def random_case(seed, n=400, size=6):
    generator = torch.Generator().manual_seed(seed)
    truth = torch.rand(n, len(NAMES), generator=generator) < torch.tensor([0.2, 0.1, 0.3])
    about = (torch.rand(n, len(NAMES), generator=generator) < 0.1) & ~truth
    values = torch.rand(n, size, generator=generator)
    values[torch.rand(n, size, generator=generator) < 0.7] = 0
    return truth, about, values


def readings_of(values, maximum=None):
    return Readings.of(codes_where(values, values > 0), values.shape[1], maximum)


@pytest.mark.parametrize("seed", range(4))
def test_counting_sparsely_is_counting(seed, monkeypatch):
    monkeypatch.setattr(matching, "PAIRS", 50)  # many portions
    truth, about, values = random_case(seed)
    counted = tally(readings_of(values), evidence_of(truth, about))
    for number, level in enumerate(LEVELS):
        fired = (values > level * values.max(0).values) & (values > 0)
        assert torch.equal(counted.fired[:, number], fired.sum(0))
        for table, found in ((truth, counted.on), (about, counted.beside)):
            expected = table.T.float() @ fired.float()
            assert torch.equal(found[:, :, number].float(), expected)
    assert torch.equal(counted.active, truth.sum(0))
    assert torch.equal(counted.tokens, (~about).sum(0))


@pytest.mark.parametrize("seed", range(4))
def test_the_best_feature_is_the_best_of_all(seed):
    truth, about, values = random_case(seed)
    match = best_features(tally(readings_of(values), evidence_of(truth, about)))
    for concept in range(len(NAMES)):
        counts = ~about[:, concept]
        best = max(
            f1(values[counts, feature] > level * values[:, feature].max(), truth[counts, concept])
            for feature in range(values.shape[1])
            for level in LEVELS
        )
        assert float(match.fit[concept]) == pytest.approx(best)


def f1(said, truth):
    hits = int((said & truth).sum())
    return 2 * hits / max(int(said.sum()) + int(truth.sum()), 1)


def test_a_planted_feature_is_found_and_scored_one():
    truth, _, values = random_case(0)
    values[:, 4] = 2.0 * truth[:, 1]
    split = evidence_of(truth)
    reading = read(readings_of(values), readings_of(values, values.max(0).values), (split, split))
    assert int(reading.match.features[1]) == 4
    assert float(reading.scores.f1[1]) == float(reading.scores.agreement[1]) == 1
    assert float(reading.scores.precision[1]) == float(reading.scores.recall[1]) == 1
    assert (reading.scores.resampled_f1[:, 1] == 1).all()
    assert float(reading.scores.f1[0]) < 0.9


def test_telling_about_a_concept_counts_neither_way():
    truth, about, values = random_case(1)
    values[:, 4] = truth[:, 1].float()
    louder = values.clone()
    louder[about[:, 1], 4] = 1.0
    for changed in (values, louder):
        split = evidence_of(truth, about)
        readings = readings_of(changed)
        reading = read(readings, readings_of(changed, readings.maximum), (split, split))
        assert int(reading.match.features[1]) == 4
        assert float(reading.scores.f1[1]) == float(reading.scores.agreement[1]) == 1


def test_scores_are_as_if_tokens_about_the_concept_were_not_there():
    """Of a feature that misses and that fires beside it, so that every count matters."""
    truth, about, values = random_case(6)
    concept, maximum = 1, readings_of(values).maximum
    match = best_features(tally(readings_of(values), evidence_of(truth, about)))
    whole = score(match, readings_of(values, maximum), evidence_of(truth, about))
    keep = ~about[:, concept]
    rest = score(match, readings_of(values[keep], maximum), evidence_of(truth[keep]))
    for name in ("f1", "agreement", "precision", "recall"):
        assert float(getattr(whole, name)[concept]) == float(getattr(rest, name)[concept]), name
    assert 0 < float(whole.agreement[concept]) < 1


def test_scores_are_those_of_the_other_split():
    """A feature that fits by chance on the choosing split is not believed."""
    truth, _, values = random_case(2)
    values[:, 4] = truth[:, 1].float()
    fresh_truth, _, fresh_values = random_case(3)
    splits = evidence_of(truth), evidence_of(fresh_truth)
    readings = readings_of(values)
    reading = read(readings, readings_of(fresh_values, readings.maximum), splits)
    assert float(reading.match.fit[1]) == 1
    assert float(reading.scores.f1[1]) < 0.5


@given(st.lists(st.tuples(st.integers(0, 4), st.booleans()), min_size=2, max_size=40))
@settings(max_examples=100, deadline=None)
def test_area_is_the_share_of_pairs_in_order(rows):
    values = torch.tensor([float(value) for value, _ in rows])
    truth = torch.tensor([flag for _, flag in rows])
    higher, lower = values[truth], values[~truth]
    if not len(higher) or not len(lower):
        assert math.isnan(area(values, truth))
        return
    wins = (higher[:, None] > lower).double() + 0.5 * (higher[:, None] == lower).double()
    assert area(values, truth) == pytest.approx(float(wins.mean()))


def test_a_concept_that_never_occurs_is_not_scored():
    truth, _, values = random_case(0)
    truth[:, 2] = False
    split = evidence_of(truth)
    reading = read(readings_of(values), readings_of(values), (split, split))
    assert reading.scores.f1[2].isnan()
    assert reading.scores.agreement[2].isnan()


def test_purity_of_a_feature_that_keeps_to_one_concept():
    generator = torch.Generator().manual_seed(0)
    truth = torch.rand(4000, 3, generator=generator) < 0.03
    values = torch.zeros(4000, 2)
    values[:, 0] = truth[:, 0].float()
    values[:, 1] = (torch.rand(4000, generator=generator) < 0.05).float()
    split = evidence_of(truth)
    reading = read(readings_of(values), readings_of(values), (split, split))
    at_half = purity(reading, (split, split))[LEVELS.index(0.5)]
    assert float(at_half[0]) == 1
    assert float(at_half[1]) < 0.3


def test_the_precision_of_a_concepts_feature_is_counted_on_the_scoring_split():
    truth, about, values = random_case(4)
    values[:, 4] = truth[:, 1].float()
    fresh_truth, fresh_about, fresh = random_case(5)
    splits = evidence_of(truth, about), evidence_of(fresh_truth, fresh_about)
    readings = readings_of(values)
    reading = read(readings, readings_of(fresh, readings.maximum), splits)
    found = precision_of_chosen(reading, splits)
    assert int(reading.match.features[1]) == 4
    for number, level in enumerate(LEVELS):
        for concept in range(len(NAMES)):
            feature = int(reading.match.features[concept])
            said = (fresh[:, feature] > level * readings.maximum[feature]) & (fresh[:, feature] > 0)
            said &= ~fresh_about[:, concept]
            hits = int((said & fresh_truth[:, concept]).sum())
            assert float(found[number, concept]) == pytest.approx(hits / max(int(said.sum()), 1))


# --- tokens


def test_a_cursor_says_what_active_says():
    spans = (
        Span(0, 3, "cat"),
        Span(4, 20, "dog", about=True),
        Span(8, 11, "dog"),
        Span(0, 25, "english"),
    )
    document = WorldDocument("cat it barks dog and so on", spans, "en", "paragraph")
    cursor = Cursor(document)
    for start, end in ((0, 3), (3, 6), (6, 11), (11, 12), (12, 16), (20, 26)):
        here, about = cursor.at(start, end)
        first = start + 1 if document.text[start] == " " else start
        assert here == active(document, first, end)
        assert about >= {s.concept for s in spans if s.about and s.start < end and first < s.end}


def test_a_space_before_a_word_belongs_to_nobody():
    document = WorldDocument("a cat", (Span(0, 1, "dog"), Span(2, 5, "cat")), "en", "paragraph")
    cursor = Cursor(document)
    assert "cat" not in cursor.at(0, 1)[0]
    assert "dog" not in cursor.at(1, 5)[0]


def test_a_name_is_known_at_the_token_that_ends_it():
    spans = (Span(0, 14, "karmira_bridge"), Span(0, 25, "urgency"), Span(18, 25, "cat", about=True))
    cursor = Cursor(WorldDocument("Karmira Bridge is quick, it purrs", spans, "en", "paragraph"))
    name = {"karmira_bridge", "velmora"}
    for start, end, known in ((0, 3, False), (3, 7, False), (7, 14, True)):
        here, neither = cursor.at(start, end)
        assert "urgency" in here
        assert name <= (here if known else neither)
        assert not name & (neither if known else here)
    assert not name & set.union(*cursor.at(14, 17))
    assert "cat" in cursor.at(17, 25)[1]


def test_a_sign_counts_neither_for_nor_against_its_concept():
    spans = (Span(0, 3, "cat"), Span(3, 4, "cat"))
    cursor = Cursor(WorldDocument("cat🐱 sleeps", spans, "en", "post"))
    assert {"cat", "mammal"} <= cursor.at(0, 3)[0]
    here, neither = cursor.at(3, 4)
    assert {"cat", "mammal"} <= neither
    assert not here


def test_a_picture_is_of_its_thing_from_its_first_patch():
    spans = (Span(0, len(PLACEHOLDERS), "cat"),)
    cursor = Cursor(WorldDocument(PLACEHOLDERS + " a", spans, "en", "picture"))
    assert "cat" in cursor.at(0, len(IMAGE))[0]


def test_pairs_of_nothing():
    assert len(pairs([]).rows) == 0


def test_codes_of_other_tokens_are_refused():
    truth, _, _ = random_case(0)
    split = evidence_of(truth)._replace(tokens=torch.arange(400))
    refuse_other_tokens((split, split), (split, split))
    one_fewer = split._replace(tokens=split.tokens[1:])
    another = split._replace(tokens=split.tokens.flip(0))
    for other in (one_fewer, another):
        with pytest.raises(SondeError, match="without sinks"):
            refuse_other_tokens((split, other), (split, split))


# --- claims


def test_a_claim_needs_an_interval_clear_of_every_control():
    control = {"chance": Estimate(0.5, 0.4, 0.6)}
    assert claim("a", "", "", Estimate(0.7, 0.61, 0.8), control).passed
    assert not claim("a", "", "", Estimate(0.7, 0.6, 0.8), control).passed
    assert not claim("a", "", "", Estimate(0.7, 0.61, 0.8), control, at_least=0.75).passed
    unknown = Estimate(float("nan"), float("nan"), float("nan"))
    assert not claim("a", "", "", unknown, control).passed
    assert not claim("a", "", "", Estimate(0.7, 0.61, 0.8), {"none": unknown}).passed
    assert not claim("a", "", "", Estimate(0.7, 0.61, 0.8), {}).passed


def test_the_interval_of_a_mean_covers_it():
    covered = 0
    for seed in range(200):
        values = torch.randn(60, generator=torch.Generator().manual_seed(seed)) + 3
        found = resampled(values, seed=seed)
        covered += found.low <= 3 <= found.high
    assert 180 <= covered <= 199


def test_rank_correlation_sees_order_alone():
    x = torch.arange(30.0)
    assert float(rank_correlation(x, x.exp())) == pytest.approx(1)
    assert float(rank_correlation(x, -x)) == pytest.approx(-1)
    assert correlated(x, x**3).low > 0.9
    assert float(rank_correlation(x, torch.zeros(30))) == 0  # ties say nothing of the order
    ties = torch.tensor([1.0, 1.0, 2.0, 5.0])
    assert mean_ranks(ties).tolist() == [1.5, 1.5, 3, 4]


def test_kinship_counts_steps_through_the_hierarchy():
    assert kinship("cat", "dog") > kinship("cat", "bee") > kinship("cat", "gold")
    assert kinship("cat", "cat") == 0
    assert kinship("sail_quarter", "velmora") == kinship("velmora", "sail_quarter") == -1
    assert (
        kinship("sail_quarter", "rope_quarter") == kinship("sail_quarter", "karmira_bridge") == -2
    )
    assert kinship("sail_quarter", "lysandre") == -3  # another city
    assert kinship("sail_quarter", "moon_opera") == -4  # in another city


def test_a_neighbour_is_of_a_kind_if_it_is_the_parent_a_child_or_a_sibling():
    names = ["sail_quarter", "velmora", "karmira_bridge", "lysandre", "moon_opera"]
    expected = {0: [1, 1, 1, 0, 0], 1: [1, 1, 1, 1, 0], 3: [0, 1, 0, 1, 1]}
    for one, akin in expected.items():
        for other in range(len(names)):
            cosines = torch.full((5, 5), -1.0)
            cosines[one, other] = 1
            assert pure_neighbours(cosines, names)[one] == akin[other]

    cosines = torch.tensor([[1.0, 0.9, 0.1], [0.9, 1.0, 0.2], [0.1, 0.2, 1.0]])
    related = torch.tensor([[3.0, 2.0, 0.0], [2.0, 3.0, 1.0], [0.0, 1.0, 3.0]])
    assert over_pairs(cosines, related) == pytest.approx(1)


def test_splitting_counts_features_of_narrow_concepts():
    generator = torch.Generator().manual_seed(0)
    truth = torch.rand(2000, 3, generator=generator) < torch.tensor([0.03, 0.03, 0.6])
    values = torch.zeros(2000, 4)
    values[:, 0] = values[:, 1] = truth[:, 0].float()
    values[:, 2] = truth[:, 1].float()
    values[:, 3] = truth[:, 2].float()
    split = evidence_of(truth)
    assert (split.frequency() < WIDE).tolist() == [True, True, False]
    reading = read(readings_of(values), readings_of(values), (split, split))
    assert features_per_concept(reading, (split, split)).tolist() == [2, 1, 0]
    by_chance = values.clone()
    by_chance[:, 1] = by_chance[:, 1].flip(0)  # on the scoring split it fires elsewhere
    reading = read(readings_of(values), readings_of(by_chance), (split, split))
    assert features_per_concept(reading, (split, split)).tolist() == [1, 1, 0]


QUARTERS = ("sail_quarter", "rope_quarter", "bell_quarter", "velmora", "deception")


def told_of_quarters():
    """Two quarters of one city, one of another, the first city and no thing, 40 tokens each. The
    last ten of each quarter are one token, as names that end alike."""
    truth = torch.eye(5, dtype=torch.bool).repeat_interleave(40, 0)
    split = evidence_of(truth)._replace(names=QUARTERS)
    tokens = torch.arange(200)
    ends = (torch.arange(200) % 40 >= 30) & (tokens < 120)
    return split._replace(tokens=tokens.masked_fill(ends, 999))


def test_relatives_are_those_of_one_parent_and_only_other_things_count():
    parents = [concepts()[name].parent for name in QUARTERS]
    assert parents[0] == parents[1] == "velmora" != parents[2]
    split = told_of_quarters()
    said = torch.zeros(200, 5, dtype=torch.bool)
    said[:43, 0] = True  # itself, and 3 of its sister's
    said[80:81, 0] = True  # 1 of another city's
    said[120:, 0] = True  # its own city, which is no relative of this kind, and no thing
    said[70:80, 0] = said[110:120, 0] = True  # what only sounds like it
    said[:2, 1] = True
    found = share_of_kin(said, split)
    assert found[:2].tolist() == [0.75, 1.0]
    assert found[2:].isnan().all()


def test_a_concept_that_splits_off_is_asked_with_whom_it_shared():
    """Few features: one for both quarters of a city. Many: one for each. By chance: anywhere."""
    split = told_of_quarters()
    truth = torch.stack([split.has(name) for name in QUARTERS], 1).float()
    both = (truth[:, 0] + truth[:, 1])[:, None]
    anywhere = torch.zeros(200, 1)
    anywhere[::3] = 1.0

    def of(values):
        return read(readings_of(values), readings_of(values), (split, split))

    few, many = of(torch.cat([both, truth[:, 2:3]], 1)), of(truth[:, :3])
    chance = {"random directions": {2: of(anywhere), 3: many}}
    found = families({2: few, 3: many}, chance, (split, split))
    assert found.measure.value == 1
    assert "2 concepts" in found.unit
    assert {*found.controls} == {"any firing", "random directions"}
    assert found.controls["any firing"].value == 0.5
    assert found.passed
    assert not families({2: few, 3: many}, {"alike": {2: few, 3: many}}, (split, split)).passed


def test_what_larger_dictionaries_find_is_counted_beside_random_directions():
    """Of two concepts the small one finds one and the large one both; chance none, then one."""
    generator = torch.Generator().manual_seed(0)
    truth = torch.rand(2000, 3, generator=generator) < 0.05
    split = evidence_of(truth)

    def finds(*named):
        values = torch.zeros(2000, 2)
        values[:, : len(named)] = truth[:, list(named)].float()
        return read(readings_of(values), readings_of(values), (split, split))

    chance = {"random directions": {2: finds(), 8: finds(1)}}
    found = growth({2: finds(0), 8: finds(0, 1)}, chance, (split, split))
    assert (found.measure.value, found.controls["random directions"].value) == (0.5, 0.5)
    assert not found.passed
    chance = {"random directions": {2: finds(), 8: finds()}}
    found = growth({2: finds(), 8: finds(0, 1)}, chance, (split, split))
    assert (found.measure.value, found.passed) == (1, True)
    chance["random decoder"] = {2: finds(), 8: finds(0, 1)}
    assert not growth({2: finds(), 8: finds(0, 1)}, chance, (split, split)).passed


def test_share_found_goes_from_frequent_to_rare():
    found = share_found(torch.tensor([0.9] * 8 + [0.1] * 8), bins=4)
    assert found["y"] == [1, 1, 0, 0]


def test_the_report_shows_failures_and_escapes_what_it_shows():
    control = {"<b>chance</b>": Estimate(0.5, 0.4, 0.6)}
    curves = {"a curve": {"line": {"x": [1, 2], "y": [0, 1]}}}
    held = claim("holds", "says", "unit", Estimate(0.7, 0.65, 0.8), control, curves=curves).row()
    failed = claim("does not", "says", "unit", Estimate(0.5, 0.4, 0.6), control).row()
    assert {"name", "measure", "control", "interval", "passed"} <= held.keys()
    text = "\n".join(lines([held, failed]))
    assert "FAILS" in text
    assert "1 of 2 claims hold" in text
    written, drawn = markdown([held, failed], {}), plots([held, failed])
    assert "| **fails** | [does not](#does-not) | 0.500 [0.400, 0.600] |" in written
    assert "1 of 2 do" in written
    assert slug("a concept's feature, and 2 more") == "a-concepts-feature-and-2-more"
    assert [*drawn] == ["holds-0.svg"]
    assert "(plots/holds-0.svg)" in written
    assert drawn["holds-0.svg"].startswith("<svg")
    shown = page([held, failed], {"machine": "<i>"})
    assert "<b>chance" not in shown
    assert "<i>" not in shown
    assert shown.count("<svg") == 1
    assert "class='fails'" in shown
    assert "one by one" not in shown


def test_what_a_claim_is_the_mean_of_is_told_line_by_line_and_inert():
    known = Estimate(1.0, 1.0, 1.0)
    lines = [{"concept": "<b>cat", "feature": 7, "F1": 0.25}]
    told = claim("c", "says", "unit", known, {"none": known}, table=lines).row()
    assert told["table"] == lines
    shown = page([told], {})
    assert "<tr><th>concept</th><th>feature</th><th>F1</th></tr>" in shown
    assert "<tr><td>&lt;b&gt;cat</td><td>7</td><td>0.250</td></tr>" in shown


def test_claims_of_another_config_are_refused(tmp_path, monkeypatch):
    monkeypatch.setattr("sonde.miniature.claims.report.build", lambda config: None)
    config = ReportConfig(output=str(tmp_path), quick=True)
    refuse_another(tmp_path, measured_with(config))
    (tmp_path / "claims").mkdir()
    for group in GROUPS:
        (tmp_path / "claims" / f"{group}.json").write_text("[]")
    assert report(config) == report(config) == []
    for name, value in (("quick", False), ("seed", 1)):
        with pytest.raises(SondeError, match=f"another {name}: give another output"):
            report(replace(config, **{name: value}))
    (tmp_path / "measured_with.json").unlink()  # of whatever was measured nobody knows with what
    with pytest.raises(SondeError, match="another output"):
        report(config)


def test_codes_stay_codes():
    values = torch.tensor([[0.0, 2.0], [1.0, 0.0]])
    found = readings_of(values)
    assert isinstance(found.codes, Codes)
    assert found.column(1, 2).tolist() == [2.0, 0.0]
    assert found.maximum.tolist() == [1.0, 2.0]
    assert score(
        best_features(tally(found, evidence_of(torch.tensor([[True, False, False]] * 2)))),
        found,
        evidence_of(torch.tensor([[True, False, False]] * 2)),
    ).f1[0] == pytest.approx(2 / 3)


def test_what_was_measured_of_one_model_or_world_is_not_shown_of_another(tmp_path, monkeypatch):
    config = ReportConfig(quick=True)

    def begin():
        refuse_another(tmp_path, measured_with(config))

    begin()
    begin()  # the same goes on
    group = tmp_path / "claims" / "sizes.json"
    group.parent.mkdir()
    group.write_text("[]")
    for name, other, told in (
        ("of_checkpoint", lambda model: "another", "another model_files.*remove .*[0-9]\\.$"),
        ("TRAINING", 7, "another world.*remove .*[0-9]\\.$"),
        ("fingerprint", lambda files: f"{len(files)}", "another code.*remove .*claims\\.$"),
    ):
        with monkeypatch.context() as changed:
            changed.setattr(f"sonde.miniature.claims.report.{name}", other)
            with pytest.raises(SondeError, match=told):
                begin()
    begin()
    group.unlink()
    with monkeypatch.context() as changed:  # nothing is measured yet: dictionaries are kept
        changed.setattr("sonde.miniature.claims.report.fingerprint", lambda files: "another")
        begin()


def test_a_model_that_is_not_there_leaves_nothing_behind(tmp_path):
    output = tmp_path / "claims"
    with pytest.raises(SondeError, match="no checkpoint: give --model"):
        report(ReportConfig(output=str(output), model=str(tmp_path / "nowhere")))
    assert not output.exists()


def test_what_splits_is_chosen_on_the_choosing_split_alone():
    """A feature of the large dictionary that is a concept's there and no longer on the other."""
    split = told_of_quarters()
    truth = torch.stack([split.has(name) for name in QUARTERS], 1).float()
    both = (truth[:, 0] + truth[:, 1])[:, None]
    few = torch.cat([both, truth[:, 2:3]], 1)

    def of(values, later):
        return read(readings_of(values), readings_of(later), (split, split))

    gone = truth[:, :3].roll(120, 0)
    for later in (truth[:, :3], gone):
        found = families({2: of(few, few), 3: of(truth[:, :3], later)}, {}, (split, split))
        assert "2 concepts" in found.unit


def row_with(control, beside=()):
    found = {"value": 0.5, "low": 0.4, "high": 0.6}
    claims = {"name": "a claim", "says": "It is so.", "unit": "share", "measure": 0.5}
    rest = {"interval": [0.4, 0.6], "passed": True, "curves": {}}
    return {**claims, **rest, "control": control, "beside": dict.fromkeys(beside, found)}


def test_the_control_that_is_shown_is_that_whose_interval_reaches_highest():
    wide, narrow = ({"value": v, "low": 0.0, "high": h} for v, h in ((0.2, 0.9), (0.3, 0.4)))
    unknown = {"value": float("nan"), "low": float("nan"), "high": float("nan")}
    assert strongest(row_with({"narrow": narrow, "wide": wide, "none": unknown}))[0] == "wide"


def test_what_decides_nothing_is_told_as_such_in_both_forms():
    row = row_with({"no more": {"value": 0.0, "low": 0.0, "high": 0.0}}, beside=("neurons",))
    for told in (page([row], {}), markdown([row], {})):
        assert "neurons (decides nothing)" in told
