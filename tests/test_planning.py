"""The plan of a run: hours from rates, what does not fit, clear refusals, no torch, no network."""

import json
import subprocess
import sys
from dataclasses import replace
from math import ceil
from pathlib import Path

import pytest
import yaml

from sonde.cli.plan import of_run, planned
from sonde.core.config import parse
from sonde.core.errors import SondeError
from sonde.planning import memory, traffic
from sonde.planning.config import PlanConfig
from sonde.planning.hardware import DEVICES, Device, machine
from sonde.planning.plan import ROOM, plan, usual_tokens
from sonde.planning.shapes import shape_of
from sonde.planning.table import amount, duration, lines, to_dict

BIG = PlanConfig(model="meta-llama/Llama-3.1-8B", dictionary_size=1_000_000, hardware="8xH100")
SLOW = Device("cpu", {"float32": 1e11}, 1e10, 8e9)


def unmeasured():
    raise AssertionError("only the processor is measured")


def sonde(*words, code=0):
    done = subprocess.run(
        [sys.executable, "-m", "sonde", "plan", *words], capture_output=True, text=True
    )
    assert done.returncode == code, done.stdout + done.stderr
    assert "Traceback" not in done.stderr
    return done


def named(found, name):
    return next(stage for stage in found if stage.name == name)


def test_the_arithmetic_is_that_of_the_cost_table():
    """7.0 GFLOP to harvest a token of an 8 B model at its middle, 8.2 to encode it for a million
    features, 12 bytes of weights and moments for each of its 2 d F numbers, 8 with moments in bf16,
    6 and two exponents a row in float8, one for the first look, and on a processor four vectors for
    each row that 2,048 tokens with 32 codes can fire."""
    stages = planned(BIG).stages
    n = usual_tokens(1_000_000)
    assert named(stages, "harvest").flop["bfloat16"] / n == pytest.approx(7.0e9, rel=0.02)
    train = named(stages, "train").flop
    assert sum(train.values()) / n == pytest.approx(2 * 4096e6, rel=0.01)
    assert train["bfloat16"] == ceil(n / 2048) * 2048 * 2 * 4096 * 1_000_000  # the first look
    alone = named(planned(BIG).alone, "train")
    assert alone.memory == pytest.approx(13 * 2 * 4096e6, rel=0.015)
    halves = named(planned(replace(BIG, moments="bfloat16")).alone, "train")
    assert alone.memory - halves.memory == 4 * 2 * 4096 * 1_000_000
    eighths = named(planned(replace(BIG, moments="float8")).alone, "train")
    assert halves.memory - eighths.memory == 4 * (4096 - 1) * 1_000_000
    here = memory.training("matryoshka", 4096, 1_000_000, 2048, 2048 * 32, 5)
    assert here == pytest.approx(12 * 2 * 4096e6 + 4 * 4 * 4096 * 2048 * 32, rel=0.01)


def test_hours_are_work_over_rate():
    done = planned(replace(BIG, hardware="H100", efficiency=0.25))
    harvest, train = done.stages[:2]
    h100 = DEVICES["h100"]
    assert harvest.flop.keys() == {"bfloat16"}
    seconds = harvest.flop["bfloat16"] / h100.flops["bfloat16"] + harvest.moved / h100.bandwidth
    assert done.hours(harvest) == pytest.approx(seconds / 0.25 / 3600)
    seconds = sum(train.flop[dtype] / h100.flops[dtype] for dtype in ("float32", "bfloat16"))
    seconds += train.moved / h100.bandwidth
    assert done.hours(train) == pytest.approx(seconds / 0.25 / 3600)


def test_devices_divide_the_hours_of_what_runs_on_them():
    one, eight = planned(replace(BIG, hardware="1xH100")), planned(BIG)
    for alone, stage in zip(one.stages, eight.stages, strict=True):
        if stage.host_flop:
            beside = 0.0
            host = eight.machine.host
            beside += stage.host_flop / host.flops["float32"] + stage.host_moved / host.bandwidth
            beside /= 0.5 * 3600
            assert one.hours(alone) - beside == pytest.approx(8 * (eight.hours(stage) - beside))
        else:
            assert one.hours(alone) == pytest.approx(8 * eight.hours(stage))
    assert eight.alone == one.stages


@pytest.mark.parametrize("kind", ["jump_relu", "gated", "relu_l1"])
def test_a_device_holds_its_share_of_the_codes_too(kind):
    """Of a dense kind with so large a batch that codes weigh as much as tables; what is left over
    is vectors of the batch, the same on every device."""
    asked = replace(BIG, kind=kind, hook_point="middle", dictionary_size=40_000, batch_size=16_384)
    one, eight = (
        named(planned(replace(asked, hardware=f"{n}xH100")).stages, "train").memory for n in (1, 8)
    )
    vectors = 8 * 4 * 4096 * 16_384
    assert one / 8 <= eight < one / 8 + vectors


def test_what_does_not_fit_is_said_with_what_would():
    done = planned(replace(BIG, hardware="H100"))
    (problem,) = done.problems
    assert "train does not fit: it needs" in problem
    devices, size = "2xH100", int(problem.partition("--dictionary-size ")[2].split()[0])
    assert devices in problem
    assert "--moments float8" in problem
    assert planned(replace(BIG, hardware="H100", moments="float8")).problems == []
    assert planned(replace(BIG, hardware=devices)).problems == []
    assert planned(replace(BIG, hardware="H100", dictionary_size=size)).problems == []
    more = planned(replace(BIG, hardware="H100", dictionary_size=size + 1)).problems
    assert [text.split()[0] for text in more] == ["train"]


def test_the_most_exact_moments_that_fit_are_proposed():
    fewer = replace(BIG, hardware="H100", dictionary_size=900_000)
    (problem,) = planned(fewer).problems
    assert "--moments bfloat16" in problem
    assert "float8" not in problem
    assert planned(replace(fewer, moments="bfloat16")).problems == []


@pytest.mark.parametrize("moments", ["bfloat16", "float8"])
def test_moments_of_fewer_bits_are_of_sparse_kinds(moments):
    with pytest.raises(SondeError, match=rf"moments={moments}: relu_l1 .* Leave --moments out"):
        planned(replace(BIG, kind="relu_l1", moments=moments))


def test_a_model_too_large_for_any_number_of_devices_says_so():
    done = planned(replace(BIG, model="llama-3.1-405b", dictionary_size=4096))
    evaluation = next(text for text in done.problems if text.startswith("evaluate"))
    assert "a smaller model" in evaluation


def test_streaming_stores_no_activations_and_runs_the_model_while_training():
    stored, live = planned(BIG).stages, planned(replace(BIG, stream=True)).stages
    assert [stage.name for stage in live] == ["train", "evaluate", "atlas"]
    looked = named(stored, "train").flop["bfloat16"]
    per_token = (named(live, "train").flop["bfloat16"] - looked) / (3126 * 2048 * 1000)
    assert per_token == pytest.approx(7e9, rel=0.02)
    assert named(live, "train").flop["float32"] == named(stored, "train").flop["float32"]
    assert named(live, "train").memory > named(stored, "train").memory


def test_a_later_hook_point_costs_more_to_harvest_and_nothing_else_in_training():
    early, late = (
        planned(replace(BIG, hook_point=f"layers.{layer}.resid_post")).stages for layer in (3, 7)
    )
    ratio = named(late, "harvest").flop["bfloat16"] / named(early, "harvest").flop["bfloat16"]
    assert ratio == pytest.approx(2)
    assert named(late, "train") == named(early, "train")


@pytest.mark.parametrize("text", ["8xH100", "8 x h100", "8×H100"])
def test_hardware_is_read_however_it_is_written(text):
    found = machine(text, unmeasured)
    assert (found.n, found.device.name, str(found)) == (8, "H100", "8xH100")


def test_cpu_is_this_machine():
    found = machine("cpu", lambda: SLOW)
    assert found.device is found.host is SLOW


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"hardware": "8xH10"}, r"Unknown hardware '8xH10'. Did you mean 'H100'\?"),
        ({"hardware": "0xH100"}, "at least one device"),
        ({"hardware": "2xcpu"}, "one processor"),
        ({"hardware": ""}, "Unknown hardware"),
        ({"model": "llama-9"}, "neither a folder"),
        ({"hook_point": "layers.32.resid_post"}, r"beyond the last layer.*0\.\.31"),
        ({"hook_point": "layers.3.resid"}, "unknown place"),
        ({"context_length": 200_000}, "exceeds the 131072 positions"),
        ({"dtype": "float61"}, "no rate for dtype 'float61'. Did you mean"),
        ({"model": "pythia-70m", "hook_point": "layers.1.resid_mid"}, "side by side"),
    ],
)
def test_what_cannot_be_planned_names_the_fix(changes, message):
    with pytest.raises(SondeError, match=message):
        planned(replace(BIG, **changes))


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"k": 5000}, r"k=5000 is outside 1\.\.4096: lower k or raise dictionary_size"),
        ({"kind": "topkk"}, "kind"),
        ({"efficiency": 0}, "efficiency=0.0 is a share"),
        ({"n_tokens": 0}, "n_tokens=0 must be at least 1, or left out"),
        ({"batch_size": 0}, "batch_size=0 must be at least 1"),
        ({"context_length": 1}, "context_length=1 is below 2"),
        ({"colour": 1}, "unknown key 'colour'"),
    ],
)
def test_a_config_out_of_range_is_refused(changes, message):
    with pytest.raises(SondeError, match=message):
        parse(PlanConfig, {"model": "gpt2", **changes}, "the flags")


def test_a_run_is_planned_from_its_file(tmp_path):
    run = {
        "output": "runs/x",
        "model": {"path": "gpt2"},
        "text": {"sources": ["text.txt"], "context_length": 128},
        "stream": True,
        "harvest": {"hook_point": "layers.5.resid_post", "batch_blocks": 8},
        "train": {
            "dictionary": {"kind": "topk", "dictionary_size": 2048, "k": 16},
            "n_tokens": 1_000_000,
        },
        "evaluate": {"n_tokens": 1234},
        "atlas": {"n_neighbours": 3},
    }
    (tmp_path / "run.yaml").write_text(yaml.safe_dump(run))
    config = parse(PlanConfig, of_run(tmp_path / "run.yaml"))
    assert config == PlanConfig(
        model="gpt2",
        hook_point="layers.5.resid_post",
        kind="topk",
        dictionary_size=2048,
        k=16,
        n_tokens=1_000_000,
        harvest_tokens=2_000_000,
        evaluate_tokens=1234,
        context_length=128,
        batch_blocks=8,
        n_neighbours=3,
        stream=True,
    )
    printed = sonde(str(tmp_path / "run.yaml"), "--hardware", "A100", "--k", "8", "--json")
    assert json.loads(printed.stdout)["config"]["k"] == 8


def test_the_command_prints_a_table_and_json_of_the_same():
    words = ("--model", BIG.model, "--dictionary-size", "1M", "--hardware", "8xH100")
    done = planned(BIG)
    assert sonde(*words).stdout.splitlines() == [line.rstrip() for line in lines(done)]
    assert json.loads(sonde(*words, "--json").stdout) == json.loads(json.dumps(to_dict(done)))
    assert "cpu" in sonde("--model", "gpt2", "--n-tokens", "1M").stdout


def test_the_readme_shows_what_the_command_prints():
    page = (Path(__file__).parent.parent / "README.md").read_text()
    shown = page.partition(f"    $ sonde plan --model {BIG.model} ")[2].splitlines()[1:]
    printed = lines(planned(BIG))
    assert shown[: len(printed)] == [f"    {line}".rstrip() for line in printed]


def test_training_bound_by_bytes_says_so():
    """Only where Adam goes over every feature at every step."""
    dense = replace(BIG, kind="relu_l1", batch_size=256)
    assert any("larger --batch-size" in line for line in lines(planned(dense)))
    wide = planned(replace(dense, batch_size=65_536))
    assert not any("larger --batch-size" in line for line in lines(wide))
    sparse = planned(replace(BIG, batch_size=256))
    assert not any("larger --batch-size" in line for line in lines(sparse))
    usual = planned(BIG)
    assert usual.moving(named(usual.stages, "train")) < 0.5  # pre_codes, whatever the batch


def test_a_sparse_step_moves_bytes_for_what_fires_whatever_the_dictionary_size():
    sizes = (1_000_000, 4_000_000)
    moved = [
        named(planned(replace(BIG, dictionary_size=n, n_tokens=10**9)).stages, "train").moved
        for n in sizes
    ]
    per_token = 5.75 + traffic.PER_AUDITED / BIG.batch_size
    compared = per_token * 10**9 * (sizes[1] - sizes[0])
    assert moved[1] - moved[0] == pytest.approx(compared, rel=0.01)


def test_a_mistake_on_the_command_line_is_one_message():
    assert "--model" in sonde(code=2).stderr
    assert "k=9000 is outside" in sonde("--model", "gpt2", "--k", "9000", code=2).stderr


def test_planning_imports_no_torch():
    code = (
        "import sys, sonde.planning.table, sonde.cli.plan as verb\n"
        "from sonde.planning.config import PlanConfig\n"
        "verb.planned(PlanConfig(model='gpt2', hardware='H100'))\n"
        "print([name for name in ('torch', 'transformers', 'numpy') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert done.stdout.strip() == "[]", done.stdout + done.stderr


@pytest.mark.parametrize(
    ("value", "text"),
    [(0, "0 "), (7, "7 "), (1_000, "1 k"), (8_030_261_248, "8.03 G"), (999_600, "1.00 M"),
     (45.06e18, "45.1 E"), (147.6e9, "148 G")],
)  # fmt: skip
def test_amounts_have_three_digits(value, text):
    assert amount(value) == text


def test_durations_are_hours_or_seconds():
    assert [duration(h) for h in (0.001, 0.5, 12.34, 1234.5)] == ["3.6 s", "0.5", "12.3", "1,234"]


def test_room_is_left_on_a_device():
    done = plan(BIG, shape_of(BIG.model), planned(BIG).places, machine("8xH100", unmeasured))
    assert all(stage.memory <= ROOM * 80e9 for stage in done.stages)


@pytest.mark.parametrize(
    ("kind", "hook_point", "says"),
    [
        ("transcoder", "middle", "transcoder is of two hook points, and 1 are named"),
        ("crosscoder", "layers.3.resid_post", "crosscoder is of several hook points, and 1 are"),
        (
            "batch_topk",
            "layers.1.mlp_in,layers.1.mlp_out",
            "batch_topk is of one hook point, and 2",
        ),
    ],
)
def test_a_kind_of_another_number_of_hook_points_is_refused(kind, hook_point, says):
    with pytest.raises(SondeError, match=says):
        planned(replace(BIG, kind=kind, hook_point=hook_point))


def test_one_crosscoder_of_two_layers_costs_what_two_dictionaries_of_one_cost_to_train():
    one = {s.name: s for s in planned(replace(BIG, kind="batch_topk")).stages}
    two = replace(BIG, kind="crosscoder", hook_point="layers.15.resid_post,layers.14.resid_post")
    both = {s.name: s for s in planned(two).stages}
    ratio = sum(both["train"].flop.values()) / sum(one["train"].flop.values())
    assert ratio == pytest.approx(2, rel=0.01)
    assert both["harvest"].flop == one["harvest"].flop  # the first of the two is on the way
    assert both["harvest"].disk == pytest.approx(2 * one["harvest"].disk, rel=0.01)
    assert both["evaluate"].flop["bfloat16"] > 2 * one["evaluate"].flop["bfloat16"]
