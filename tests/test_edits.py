"""Edits do what they say to the codes they name, and nothing to anything else."""

import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st

from sonde.core.errors import SondeError
from sonde.dictionary.sparse import dense
from sonde.interventions.edits import (
    ACTIONS,
    Edit,
    apply_edits,
    apply_edits_slowly,
    edit_table,
    parse_edit,
)
from synthetic import D_IN, SIZE, random_dictionary

ROWS, POSITIONS = 3, 5
DICTIONARY = random_dictionary()
MAXIMA = {feature: 1.0 + feature / 10 for feature in range(SIZE)}
law = settings(deadline=None)


def tensor(seed=0, *shape):
    return torch.randn(
        *(shape or (ROWS, POSITIONS, D_IN)), generator=torch.Generator().manual_seed(seed)
    )


@pytest.fixture
def x():
    return tensor()


@pytest.fixture
def keep():
    keep = torch.ones(ROWS, POSITIONS, dtype=torch.bool)
    keep[:, 0] = False
    keep[1, 3] = False
    return keep


EVERYWHERE = torch.ones(ROWS, POSITIONS, dtype=torch.bool)


def codes_of(x):
    return dense(DICTIONARY.encode(x.flatten(0, 1)), x.shape[0] * x.shape[1], SIZE).view(
        *x.shape[:2], SIZE
    )


def edited(x, rows, keep=EVERYWHERE):
    return apply_edits(DICTIONARY, edit_table(rows, MAXIMA, SIZE), x, keep)


strengths = st.floats(-20, 20, allow_nan=False)
edits = st.builds(
    Edit, st.integers(0, SIZE - 1), st.sampled_from(ACTIONS), strengths.map(lambda s: round(s, 3))
)
row_edits = st.lists(edits, max_size=5, unique_by=lambda edit: edit.feature)


@law
@given(st.lists(row_edits, min_size=ROWS, max_size=ROWS), st.integers(0, 1000))
def test_editing_is_encode_set_decode_with_the_error_kept(rows, seed):
    x = tensor(seed)
    keep = tensor(seed + 1, ROWS, POSITIONS) > -1
    table = edit_table(rows, MAXIMA, SIZE)
    fast = apply_edits(DICTIONARY, table, x, keep)
    slow = apply_edits_slowly(DICTIONARY, table, x, keep)
    torch.testing.assert_close(fast, slow, rtol=1e-4, atol=1e-4)
    assert torch.equal(fast[~keep], x[~keep])


@law
@given(st.lists(row_edits, min_size=ROWS, max_size=ROWS), st.integers(0, ROWS - 1))
def test_a_row_is_changed_by_its_own_edits_only(rows, row):
    x = tensor()
    together = edited(x, rows)
    alone = edited(x, [rows[row] if number == row else [] for number in range(ROWS)])
    torch.testing.assert_close(together[row], alone[row])
    others = [number for number in range(ROWS) if number != row]
    assert torch.equal(alone[others], x[others])


def test_a_clamped_code_gets_its_strength_times_the_maximum(x):
    """The change is along the one direction, and as long as the code is far from its new value."""
    change = edited(x, [[Edit(4, "clamp", 2.5)]] * ROWS) - x
    wanted = 2.5 * MAXIMA[4] - codes_of(x)[..., 4]
    torch.testing.assert_close(change, wanted[..., None] * DICTIONARY.W_dec[4])


def test_adding_is_adding_the_decoder_row(x):
    found = edited(x, [[Edit(4, "add", -1.5)]] * ROWS)
    torch.testing.assert_close(found, x - 1.5 * MAXIMA[4] * DICTIONARY.W_dec[4])


def test_ablating_takes_the_code_out(x):
    found = edited(x, [[Edit(4, "ablate")]] * ROWS)
    torch.testing.assert_close(found, x - codes_of(x)[..., 4, None] * DICTIONARY.W_dec[4])
    assert torch.equal(found, edited(x, [[Edit(4, "clamp", 0.0)]] * ROWS))


def test_ablating_an_inactive_feature_changes_nothing(x):
    active = codes_of(x) != 0
    inactive = [f for f in range(SIZE) if not active[..., f].all() and active[..., f].any()]
    for feature in inactive:
        found = edited(x, [[Edit(feature, "ablate")]] * ROWS)
        silent = ~active[..., feature]
        assert torch.equal(found[silent], x[silent])
        assert not torch.equal(found, x)


def test_clamping_every_feature_to_its_own_code_changes_nothing(x):
    for row in range(ROWS):
        one = x[row : row + 1, :1]
        codes = codes_of(one)[0, 0]
        own = [Edit(f, "clamp", float(codes[f]) / MAXIMA[f]) for f in range(SIZE)]
        found = apply_edits(DICTIONARY, edit_table([own], MAXIMA, SIZE), one, EVERYWHERE[:1, :1])
        torch.testing.assert_close(found, one, rtol=1e-5, atol=1e-5)


def test_masked_positions_never_change_whatever_is_there(x, keep):
    x[~keep] = torch.tensor([torch.inf, torch.nan, *[1e30] * (D_IN - 2)])
    edits = [Edit(1, "clamp", 9.0), Edit(2, "ablate"), Edit(3, "add", 9.0)]
    found = edited(x, [edits] * ROWS, keep)
    torch.testing.assert_close(found[~keep], x[~keep], rtol=0, atol=0, equal_nan=True)
    assert found[keep].isfinite().all()
    assert (found[keep] != x[keep]).any(-1).all()


def test_no_edits_leave_the_very_same_activations(x):
    assert edited(x, [[]] * ROWS) is x
    narrow = x.bfloat16()
    found = edited(narrow, [[Edit(1, "add", 3.0)], [], []])
    assert found.dtype == torch.bfloat16
    assert torch.equal(found[1:], narrow[1:])
    assert not torch.equal(found[0], narrow[0])


@law
@given(edits)
def test_edits_come_back_from_their_text(edit):
    found = parse_edit(str(edit))
    assert found == (Edit(edit.feature, "ablate") if edit.action == "ablate" else edit)


@pytest.mark.parametrize(
    ("text", "edit"),
    [
        ("123=5", Edit(123, "clamp", 5.0)),
        ("123 = -5.5x", Edit(123, "clamp", -5.5)),
        (" 123:+.5 ", Edit(123, "clamp", 0.5)),
        ("123 2", Edit(123, "clamp", 2.0)),
        ("clamp 123 5", Edit(123, "clamp", 5.0)),
        ("clamp 123=5x", Edit(123, "clamp", 5.0)),
        ("ablate 0", Edit(0, "ablate", 0.0)),
        ("add 123 -2", Edit(123, "add", -2.0)),
        ("add 7 1e-3", Edit(7, "add", 0.001)),
    ],
)
def test_edits_as_people_write_them(text, edit):
    assert parse_edit(text) == edit


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "is not an edit: write 123=5"),
        ("dog", "is not an edit"),
        ("clamp dog 5", "is not an edit"),
        ("-3=5", "is not an edit"),
        ("3=nan", "is not an edit"),
        ("3=inf", "is not an edit"),
        ("3=5; rm", "is not an edit"),
        ("1.5=3", "is not an edit"),
        ("123", "has no strength: write clamp 123 5"),
        ("add 123", "has no strength: write add 123 5"),
        ("clmp 123 5", "unknown action 'clmp'. Did you mean 'clamp'"),
        ("3=1.2.3", "'1.2.3' is not a number"),
        ("3=1e999", "not finite"),
    ],
)
def test_what_is_no_edit_says_how_one_looks(text, message):
    with pytest.raises(SondeError, match=message):
        parse_edit(text)


def test_impossible_edits_are_refused():
    with pytest.raises(SondeError, match=f"no feature {SIZE}: the dictionary has 0..{SIZE - 1}"):
        edit_table([[Edit(SIZE, "ablate")]], {}, SIZE)
    with pytest.raises(SondeError, match="no feature -1"):
        edit_table([[Edit(3, "ablate"), Edit(-1, "ablate")]], {}, SIZE)
    with pytest.raises(SondeError, match="Two edits name the same feature"):
        edit_table([[], [Edit(3, "ablate"), Edit(3, "add", 1.0)]], MAXIMA, SIZE)
    with pytest.raises(SondeError, match="Feature 3 never fired"):
        edit_table([[Edit(3, "clamp", 1.0)]], {}, SIZE)
    with pytest.raises(SondeError, match="not finite"):
        Edit(3, "clamp", float("nan"))
    with pytest.raises((SondeError, TypeError), match="ablate"):  # the shape checks come first
        Edit(3, "ablat")


def test_ablating_needs_no_maximum_and_rows_may_share_a_feature(x):
    table = edit_table([[Edit(3, "ablate")], [Edit(3, "add", 1.0)], []], {3: 2.0}, SIZE)
    assert table.features.tolist() == [3]
    assert table.add.tolist() == [[0], [2], [0]]
    assert table.set_to[0].tolist() == [0]
    assert table.set_to[1:].isnan().all()
    assert edit_table([[Edit(3, "ablate")]], {}, SIZE).features.tolist() == [3]
