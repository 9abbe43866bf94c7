"""The benchmarks beside the peers: turns, arithmetic, one measure for all. No peer is needed."""

import json
import math
import sys
import traceback
from pathlib import Path

import conversation
import growth
import pytest
import synthetic_truth
import torch
import train_quality
import train_step
import with_sonde
from conversation import Taken, Tool, Worker, take_turns
from peers.mixture import Mixture
from reporting import write_report
from safetensors.torch import save_file
from worker import Session, measure, select

from fake_tool import Fake
from sonde.core.maths import unexplained

FAKE = Path(__file__).parent / "fake_tool.py"
CPU = torch.device("cpu")
JOB = {"batch_size": 2, "threads": 1, "device": "cpu", "setting": "float32", "seed": 0}


@pytest.fixture(scope="module")
def data(tmp_path_factory):
    """Six rows to train on, whose first column counts, and four held out."""
    path = tmp_path_factory.mktemp("data") / "activations.safetensors"
    x = torch.arange(6.0)[:, None] * torch.ones(1, 3)
    save_file({"x": x, "held_out": torch.randn(4, 3)}, path)
    return path


@pytest.fixture(scope="module")
def fake_process():
    with Worker("fake", [sys.executable, str(FAKE)], threads=1) as worker:
        yield worker


class Here:
    """A worker without a process of its own."""

    def __init__(self, *_):
        self.session = Session(Fake)

    def ask(self, do, **request):
        try:
            return getattr(self.session, do)(**request)
        except Exception as error:
            raise RuntimeError(traceback.format_exc()) from error

    def __enter__(self):
        return self

    def __exit__(self, *_):
        pass


def fake_session(data, **job):
    session = Session(Fake)
    session.begin({**JOB, **job}, str(data))
    return session


def test_what_a_tool_prints_is_no_reply(fake_process, data):
    begin = fake_process.ask("begin", job=JOB, data=str(data))
    assert begin["versions"] == {"torch": torch.__version__}
    reply = fake_process.ask("steps", n=2)
    assert len(reply["seconds"]) == 2
    assert min(reply["seconds"]) > 0
    assert reply["peak_memory"] >= 0


def test_a_failure_names_the_tool_and_the_process_goes_on(fake_process, data):
    fake_process.ask("begin", job={**JOB, "setting": "fails"}, data=str(data))
    with pytest.raises(RuntimeError, match=r"fake could not steps(?s:.*)no such product") as caught:
        fake_process.ask("steps", n=1)
    assert train_step.reason(str(caught.value)) == "NotImplementedError: no such product"
    fake_process.ask("begin", job=JOB, data=str(data))
    assert len(fake_process.ask("steps", n=1)["seconds"]) == 1


def test_a_process_that_dies_leaves_its_last_words(data):
    with Worker("fake", [sys.executable, str(FAKE)], threads=1) as worker:
        worker.ask("begin", job={**JOB, "setting": "dies"}, data=str(data))
        with pytest.raises(RuntimeError, match=r"ended with 3(?s:.*)the last words"):
            worker.ask("steps", n=1)


def test_tools_take_turns(data, tmp_path):
    diary = tmp_path / "diary"
    workers = {name: Here() for name in ("ours", "theirs")}
    for name, worker in workers.items():
        job = {**JOB, "name": name, "diary": str(diary)}
        worker.ask("begin", job=job, data=str(data))
    taken = take_turns(workers, 3)
    assert [line.split()[0] for line in diary.read_text().splitlines()] == ["ours", "theirs"] * 3
    assert {name: [len(of) for of in found] for name, found in taken.items()} == {
        "ours": [3, 3],
        "theirs": [3, 3],
    }


def test_every_row_comes_once_in_order_and_a_new_beginning_starts_again(data):
    session = fake_session(data)
    session.steps(3)
    assert session.tool.seen == [0, 1, 2, 3, 4, 5]
    session.begin(JOB, str(data))
    session.steps(1)
    assert session.tool.seen == [0, 1]


def test_tools_are_measured_on_the_rows_asked_for(data):
    session = fake_session(data)
    whole = session.evaluate("trained")
    rows = session.held_out
    assert whole["unexplained"] == pytest.approx(float(unexplained(rows, rows / 2)))
    assert (whole["l0"], whole["never_fired"]) == (2.0, pytest.approx(0.6))
    half = session.evaluate("trained", share=(0.5, 1.0))
    assert half["unexplained"] == pytest.approx(float(unexplained(rows[2:], rows[2:] / 2)))
    assert session.evaluate("exported") == {}


@pytest.mark.parametrize("size", [1, 3, 100])
def test_the_measure_does_not_depend_on_the_batches(size):
    rows = torch.randn(10, 4) + 3
    found = measure(lambda x: (x, rows.mean(0).expand_as(x)), rows, CPU, size)
    assert found["unexplained"] == pytest.approx(1.0)
    assert measure(lambda x: (x, x), rows, CPU, size)["unexplained"] == 0


def test_selection_keeps_k_of_a_row_or_as_many_of_the_batch():
    pre_codes = torch.tensor([[3.0, 1.0, 2.0], [0.5, -1.0, 0.1]])
    assert select(pre_codes, 1, whole_batch=False).tolist() == [[3, 0, 0], [0.5, 0, 0]]
    assert select(pre_codes, 1, whole_batch=True).tolist() == [[3, 0, 2], [0, 0, 0]]
    assert select(pre_codes, 3, whole_batch=False)[1, 1] == 0  # never a negative code


def test_the_mixture_is_scaled_and_repeatable():
    rows = Mixture(32, seed=1).rows(5000)
    assert rows.square().sum(1).mean().item() == pytest.approx(32, rel=0.05)
    assert torch.equal(rows, Mixture(32, seed=1).rows(5000))
    assert not torch.equal(rows, Mixture(32, seed=2).rows(5000))


def found(tool, seconds, memory=10, left=0.5):
    spread = {"median": seconds, "low": seconds, "high": seconds}
    rate = {name: 8 / value for name, value in spread.items()}
    worked = {name: value**2 for name, value in spread.items()}
    row = {"tool": tool, "seconds": spread, "cpu_seconds": worked, "tokens_per_second": rate}
    row |= {"peak_memory": memory}
    return row if tool == "encoder_product" else {**row, "unexplained": left}


def test_ratios_are_to_the_fastest_peer():
    rows = [
        found("sonde", 2.0, memory=30),
        found("slow", 9.0, memory=40),
        found("fast", 6.0, memory=60),
        found("encoder_product", 1.0),
    ]
    seconds = {"sonde": [1.0, 2.0, 4.0], "fast": [6.0, 6.0, 8.0], "slow": [9.0, 9.0, 9.0]}
    taken = {name: Taken(of, []) for name, of in seconds.items()}
    told = train_step.summary(rows, taken, ["slow", "fast"])
    assert told["best_peer"] == "fast"
    assert told["ratio_to_best_peer"] == 3.0
    assert told["ratio_by_round"] == {"median": 3.0, "low": 2.0, "high": 6.0}
    assert told["cpu_ratio_to_best_peer"] == 9.0
    assert (told["share_of_gemm"], told["cpu_share_of_gemm"]) == (0.5, 0.25)
    assert told["memory_share_of_leanest_peer"] == 0.75
    assert told["peak_memory"]["slow"] == 40
    assert set(told["unexplained"]) == {"sonde", "slow", "fast"}
    alone = train_step.summary([rows[0], rows[3]], taken, [])
    assert "ratio_to_best_peer" not in alone
    assert alone["share_of_gemm"] == 0.5


def test_where_nothing_fits_beside_it_sonde_is_alone():
    told = train_step.summary([found("sonde", 2.0)], {"sonde": Taken([2.0], [])}, [])
    assert "share_of_gemm" not in told
    assert told["tokens_per_second"]["sonde"]["median"] == 4.0
    assert told["peak_memory"] == {"sonde": 10}


@pytest.mark.parametrize("size", train_step.ON_GPU)
def test_sizes_for_a_gpu_are_refused_without_one_and_begun_as_they_should_be(size):
    with pytest.raises(SystemExit, match=f"--size {size} needs a GPU and torch sees none"):
        train_step.refuse_without_gpu(size, there=False)
    train_step.refuse_without_gpu(size, there=True)
    train_step.refuse_without_gpu("small", there=False)
    arguments = train_step.parse_arguments(["--size", size])
    assert arguments.peers == list(train_step.RIVALS[size])
    job = train_step.job_of(arguments)
    assert (job["device"], job["encode"], job["kind"]) == ("cuda", "bf16", "topk")
    assert train_step.parse_arguments([]).peers == list(conversation.COMPETITORS)


def test_what_a_size_asks_of_sonde_reaches_it(tmp_path):
    session = sonde_session("topk", tmp_path, 1, encode="bf16", moments="bfloat16")
    assert (session.tool.config.encode, session.tool.config.moments) == ("bf16", "bfloat16")


def test_only_peers_near_the_fastest_stay():
    tried = {name: {"full": {"a": s, "b": s + 5}} for name, s in (("x", 1.0), ("y", 1.2), ("z", 9))}
    assert train_step.contenders(tried, 1.3) == ["x", "y"]
    assert train_step.contenders(tried, 1.0) == ["x"]
    assert train_step.contenders({"x": {"full": {}}}, 1.3) == ["x"]


def test_the_reduced_job_keeps_the_share_of_active_features():
    job = {"dictionary_size": 16 * 1024, "k": 64, "batch_size": 4096, "d_in": 768}
    smaller = {"dictionary_size": 1024, "k": 4, "batch_size": 128, "d_in": 768}
    assert train_step.reduced_job(job) == smaller
    assert train_step.reduced_job(smaller) == smaller


def test_settings_are_tried_and_the_hopeless_left_out(data, monkeypatch):
    monkeypatch.setitem(conversation.TOOLS, "fake", Tool(FAKE, ("float32", "slow", "fails"), None))
    monkeypatch.setattr(train_step, "Worker", Here)
    job = {**JOB, "dictionary_size": 4, "k": 2}
    tried = train_step.try_settings("fake", job, data, Path(), rivals=True)
    assert tried["fastest"] == "float32"
    assert set(tried["reduced"]) == {"float32", "slow"}
    assert set(tried["full"]) == {"float32"}
    assert tried["failed"] == {"fails": "NotImplementedError: no such product"}


@pytest.mark.parametrize(("second", "fastest", "looks"), [(1.5, "second", 3), (2.5, "first", 2)])
def test_settings_near_each_other_are_tried_for_longer(second, fastest, looks, monkeypatch):
    """One step says little where a tool's own differ by a factor of two."""
    monkeypatch.setitem(conversation.TOOLS, "fake", Tool(FAKE, ("first", "second"), None))
    monkeypatch.setattr(train_step, "Worker", Here)
    taken = []

    def timed(worker, settings, job, data, failed, steps=2):
        taken.append(steps)
        return {"first": 1.0, "second": second} if steps == 2 else {"first": 2.0, "second": 1.4}

    monkeypatch.setattr(train_step, "timed", timed)
    job = {**JOB, "dictionary_size": 4, "k": 2}
    tried = train_step.try_settings("fake", job, Path(), Path(), rivals=True)
    assert (tried["fastest"], len(taken)) == (fastest, looks)


def test_the_report_has_the_keys_that_were_promised(monkeypatch, tmp_path, capsys):
    def begun_here(name, tool, venvs, job, data):
        worker = Here()
        return worker, worker.ask("begin", job=job, data=str(data))

    monkeypatch.setattr(train_step, "begun", begun_here)
    tried = {"fastest": "float32", "reduced": {}, "full": {"float32": 1.0}, "failed": {}}
    monkeypatch.setattr(train_step, "try_settings", lambda *_: tried)
    path = tmp_path / "out.json"
    given = ["--size", "tiny", "--peers", "sparsify", "--rounds", "2", "--threads", "1"]
    monkeypatch.setattr(sys, "argv", ["train_step.py", *given, "--json", str(path)])
    train_step.main()
    report = json.loads(path.read_text())
    promised = "machine commit versions ratio_to_best_peer share_of_gemm peak_memory"
    promised += " tokens_per_second unexplained settings_tried job rows"
    assert set(promised.split()) <= set(report)
    assert set(report["peak_memory"]) == {"sonde", "sparsify", "encoder_product"}
    assert {row["n_tokens"] for row in report["rows"]} == {4 * 64}
    assert report["floor"]["flop"] >= 2 * 32 * 256 * 64  # the encoder alone
    assert report["floor"]["bytes"] >= 3 * 2 * 4 * 32 * 4 * 64  # rows that fired, at the least
    assert "/" not in json.dumps(report["arguments"])  # no path of this machine
    assert "ratio_to_best_peer" in capsys.readouterr().out


def sonde_session(kind, folder, n_steps, **further):
    """A few steps of a small dictionary on synthetic activations three times as long as usual."""
    data, mixture = folder / "x.safetensors", Mixture(16)
    save_file({"x": 3 * mixture.rows(64 * 30), "held_out": 3 * mixture.rows(512)}, data)
    job = {**JOB, "kind": kind, "d_in": 16, "batch_size": 64, "dictionary_size": 64, "k": 4}
    job |= {"n_steps": 30, "learning_rate": 3e-3, "constant": True, **further}
    session = Session(with_sonde.Sonde)
    session.begin(job, str(data))
    session.steps(n_steps)
    return session


@pytest.mark.parametrize("kind", ["topk", "batch_topk", "matryoshka"])
def test_sonde_is_a_tool_like_the_others(kind, tmp_path):
    before = sonde_session(kind, tmp_path, 1).evaluate("trained")
    session = sonde_session(kind, tmp_path, 30)
    after = session.evaluate("trained")
    assert after["unexplained"] < 0.95 * before["unexplained"]
    assert 3 < after["l0"] <= 4
    # One threshold for all keeps about as much: units and scale are those of the rows.
    exported = session.evaluate("exported")
    assert exported["unexplained"] == pytest.approx(after["unexplained"], abs=0.15)


@pytest.mark.parametrize("kind", ["topk", "batch_topk", "matryoshka"])
def test_sonde_selects_in_rows_or_over_the_batch_as_its_kind_does(kind, tmp_path):
    tool = sonde_session(kind, tmp_path, 1).tool
    x = Mixture(16).rows(64)
    loud = torch.cat([100 * x[:1], x[1:]])
    counts = (tool.trained(loud)[0] > 0).sum(1)
    if kind == "topk":
        assert int(counts.max()) == 4
    else:
        assert int(counts[0]) > 8
        assert int(counts.sum()) == 4 * 64


def test_a_kind_without_k_is_only_measured_as_exported(tmp_path):
    session = sonde_session("relu_l1", tmp_path, 2)
    assert session.evaluate("trained") == {}
    assert session.evaluate("exported")["l0"] > 0


def test_the_stream_takes_every_row_once_before_any_again():
    rows = torch.arange(7.0)[:, None]
    taken = train_quality.stream(rows, 17, torch.Generator().manual_seed(0)).flatten().tolist()
    assert sorted(taken[:7]) == sorted(taken[7:14]) == list(range(7))
    assert len(taken) == 17
    assert taken[:7] != taken[7:14]


def run_of(choosing, scored):
    forms = {"choosing": choosing, "scored": scored}
    return {
        **{half: {"trained": {"unexplained": left}} for half, left in forms.items()},
        "seconds": 1.0,
        "versions": {},
    }


def test_the_rate_is_chosen_on_one_half_and_scored_on_the_other():
    runs = {1e-1: run_of(float("nan"), 0.1), 1e-3: run_of(0.3, 0.4), 1e-2: run_of(0.5, 0.2)}
    best = train_quality.best(runs)
    assert (best["learning_rate"], best["trained"]["unexplained"]) == (1e-3, 0.4)
    assert best["unexplained_by_rate"]["0.01"] == 0.5


def test_who_leaves_less_unexplained_is_named():
    def row(tool, kind, left, seed=0):
        return {"tool": tool, "kind": kind, "seed": seed, "trained": {"unexplained": left}}

    rows = [row("sonde", "topk", 0.3), row("a", "topk", 0.2), row("b", "topk", 0.4)]
    rows += [row("sonde", "batch_topk", 0.3), row("a", "batch_topk", 0.3)]
    for tool, left in (("sonde", 0.3), ("a", 0.1)):  # at another L0 it says nothing
        form = {"unexplained": left, "unexplained_at_k": 0.4 - left}
        rows += [{"tool": tool, "kind": "gated", "seed": 0, "exported": form}]
    assert train_quality.beaten_by(rows) == {"topk": ["a"], "batch_topk": [], "gated": []}


@pytest.mark.parametrize("usual", [3.0, 32.0, 400.0])  # L0 at a penalty of one
def test_a_penalty_is_searched_for_until_l0_is_k(usual):
    """Where L0 is a power of the penalty and what is left a line in its logarithm."""
    tried = []

    def run(penalty):
        tried.append(penalty)
        l0 = usual * penalty**-0.7
        form = {"exported": {"l0": l0, "unexplained": 0.5 - 0.05 * math.log(l0)}}
        return {"choosing": form, "scored": form, "seconds": 1.0, "versions": {}}

    found = train_quality.at_k(run, 32)
    assert len(tried) <= train_quality.MOST_RUNS
    assert min(abs(l0 / 32 - 1) for l0 in found["penalties"].values()) < train_quality.NEAR
    left = found["scored"]["exported"]["unexplained_at_k"]
    assert left == pytest.approx(0.5 - 0.05 * math.log(32), abs=2e-3)


def test_a_penalty_that_silences_everything_is_no_answer():
    def run(penalty):
        l0 = 0.0 if penalty > 0.9 else 40.0
        form = {"exported": {"l0": l0, "unexplained": 1.0 if l0 == 0 else 0.2}}
        return {"choosing": form, "scored": form, "seconds": 1.0, "versions": {}}

    found = train_quality.at_k(run, 32)["scored"]["exported"]
    assert found["unexplained_at_k"] == pytest.approx(0.2, abs=0.02)


def test_a_report_that_is_there_is_gone_on_with(tmp_path, monkeypatch):
    """What it has is not measured again, and the other seeds take the rate of the first."""
    asked = []

    class Told:
        def __init__(self, *_):
            pass

        def __enter__(self):
            return self

        def __exit__(self, *_):
            pass

    def trained(worker, job, data):
        asked.append((job["seed"], job["learning_rate"]))
        return run_of(job["learning_rate"], 0.5)

    monkeypatch.setattr(train_quality, "Worker", Told)
    monkeypatch.setattr(train_quality, "trained", trained)
    monkeypatch.setattr(train_quality, "said", str)
    path = tmp_path / "report.json"

    def rows_of(seeds):
        given = ["a", "--seeds", str(seeds), "--json", str(path), "--learning-rates", "0.2", "0.1"]
        arguments = train_quality.parse_arguments(given)
        rows = train_quality.so_far(arguments, arguments)
        counts = {"d_in": 4, "n_tokens": 1_000_000}
        new = train_quality.seeds_of("sonde", "topk", counts, tmp_path, arguments, rows)
        write_report(str(path), arguments, [*rows, *new])

    rows_of(1)
    assert asked == [(0, 0.2), (0, 0.1)]
    rows_of(3)
    assert asked[2:] == [(1, 0.1), (2, 0.1)]
    rows_of(3)
    assert len(asked) == 4
    with pytest.raises(SystemExit, match="another k:"):
        train_quality.so_far(
            *[train_quality.parse_arguments(["a", "--k", "8", "--json", str(path)])] * 2
        )


def test_the_control_is_no_candidate_and_unchosen_rates_do_not_count():
    def row(tool, kind, f1, chosen=True, seed=0):
        return {"tool": tool, "kind": kind, "f1": f1, "mcc": -f1, "chosen": chosen, "seed": seed}

    rows = [
        row("sonde", "random_decoder", 0.9),
        row("sonde", "topk", 0.8, chosen=False),
        row("sonde", "topk", 0.4),
        row("sonde", "topk", 0.6, seed=1),
        row("sonde", "matryoshka", 0.3),
        row("saelens", "topk", 0.2),
    ]
    best = synthetic_truth.best_of_each(rows)
    assert best["best_f1"]["sonde"] == {"kind": "topk", "f1": 0.5}
    assert best["best_mcc"]["sonde"] == {"kind": "matryoshka", "mcc": -0.3}
    assert best["best_f1"]["saelens"] == {"kind": "topk", "f1": 0.2}


def test_growth_says_how_much_longer_more_features_take(tmp_path, monkeypatch, capsys):
    path = tmp_path / "out.json"
    given = ["--d-in", "16", "--sizes", "32", "64", "--k", "4", "--batch-size", "32"]
    given += ["--steps", "2", "--threads", "1", "--moments", "float32", "--json", str(path)]
    monkeypatch.setattr(sys, "argv", ["growth.py", *given])
    growth.main()
    report = json.loads(path.read_text())
    assert [row["dictionary_size"] for row in report["rows"]] == [32, 64]
    longer = [row["seconds"]["median"] for row in report["rows"]]
    assert report["times_the_seconds"] == pytest.approx(longer[1] / longer[0])
    assert 2 ** report["exponent"] == pytest.approx(report["times_the_seconds"])
    assert "features" in capsys.readouterr().out
