import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sonde.core.errors import SondeError
from sonde.model.hook_points import PLACES, HookPoint, resolve, resolve_all


@given(st.integers(1, 200), st.data())
def test_a_name_and_its_hook_point_are_one_thing(n_layers, data):
    layer, place = data.draw(st.integers(0, n_layers - 1)), data.draw(st.sampled_from(PLACES))
    assert resolve(str(HookPoint(layer, place)), n_layers) == HookPoint(layer, place)


@given(st.integers(1, 200))
def test_in_the_middle_half_of_the_layers_have_run(n_layers):
    middle = resolve("middle", n_layers)
    assert middle.place == "resid_post"
    have_run = middle.layer + 1
    left = n_layers - have_run
    assert left <= have_run <= left + 1


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("layers.4.resid_post", "layers 0..3"),
        ("layers.1.resid_pots", "Did you mean 'resid_post'"),
        ("layers.1.neurons", "Known: attn_out, mlp_in, mlp_out, resid_mid, resid_post, resid_pre"),
        ("layers.-1.resid_post", "layers.1.resid_post"),
        ("blocks.1.hook_resid_post", "layers.1.resid_post"),
        ("layers.1.resid_post.", "layers.1.resid_post"),
        ("", "middle"),
    ],
)
def test_a_name_that_means_nothing_is_refused_with_the_fix(name, says):
    with pytest.raises(SondeError, match=says.replace(".", r"\.")):
        resolve(name, n_layers=4)


def test_several_names_have_commas_between_them():
    found = resolve_all("layers.2.mlp_in, layers.2.mlp_out", 4)
    assert found == (HookPoint(2, "mlp_in"), HookPoint(2, "mlp_out"))
    assert resolve_all("middle", 4) == (resolve("middle", 4),)
    with pytest.raises(SondeError, match=r"names layers\.1\.resid_post twice"):
        resolve_all("middle,layers.1.resid_post", 4)


def test_configs_and_names_import_without_torch():
    code = (
        "import sys, sonde.model.config, sonde.model.hook_points, sonde.model.architectures\n"
        "print([m for m in ('torch', 'transformers') if m in sys.modules])"
    )
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert told.stdout.strip() == "[]"
