"""Metrics lines, the clock, progress on stderr, and Ctrl-C."""

import json
import os
import signal
import threading
import time

import pytest

from sonde.core.errors import Interrupted, SondeError
from sonde.core.interrupt import GracefulStop
from sonde.core.metrics import Clock, MetricsLog, read_metrics
from sonde.core.progress import clock_time, say, short, track


def steps(path):
    return [row["step"] for row in read_metrics(path)]


def filled(path, n=6):
    log = MetricsLog(path)
    for step in range(1, n + 1):
        log.write({"step": step, "loss": 1 / step})
    return path


def test_lines_come_back_and_are_there_at_once(tmp_path):
    path = filled(tmp_path / "metrics.jsonl")
    assert read_metrics(path) == [{"step": step, "loss": 1 / step} for step in range(1, 7)]
    assert all(json.loads(line) for line in path.read_text().splitlines())


def test_resuming_drops_what_will_be_done_again(tmp_path):
    path = filled(tmp_path / "metrics.jsonl")
    MetricsLog(path, resume_at=4).write({"step": 5, "loss": 9})
    assert steps(path) == [1, 2, 3, 4, 5]
    assert read_metrics(path)[-1]["loss"] == 9


def test_a_new_log_is_empty(tmp_path):
    MetricsLog(filled(tmp_path / "metrics.jsonl"))
    assert steps(tmp_path / "metrics.jsonl") == []
    assert read_metrics(tmp_path / "none.jsonl") == []


@pytest.mark.parametrize("lost", [1, 5, 12])
def test_a_line_cut_by_a_crash_is_left_out_and_does_not_spoil_the_next(tmp_path, lost):
    path = filled(tmp_path / "metrics.jsonl")
    path.write_bytes(path.read_bytes()[:-lost])
    expected = [1, 2, 3, 4, 5, 6] if lost == 1 else [1, 2, 3, 4, 5]
    assert steps(path) == expected
    MetricsLog(path, resume_at=6).write({"step": 7})
    assert steps(path) == [*expected, 7]


def test_a_kill_while_resuming_loses_no_line(tmp_path, monkeypatch):
    path = filled(tmp_path / "metrics.jsonl")

    def killed(*paths):
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "replace", killed)
    with pytest.raises(KeyboardInterrupt):
        MetricsLog(path, resume_at=6)
    assert steps(path) == [1, 2, 3, 4, 5, 6]


def test_the_clock_adds_up_and_its_shares_sum_to_one():
    clock = Clock()
    assert clock.shares() == {}
    for name in ("read", "train", "read"):
        with clock(name):
            time.sleep(0.01)
    with pytest.raises(ZeroDivisionError), clock("failed"):
        raise ZeroDivisionError
    assert set(clock.shares()) == {"read", "train", "failed"}
    assert clock.seconds["read"] >= 0.02
    assert clock.shares()["read"] > clock.shares()["train"] > clock.shares()["failed"]
    assert sum(clock.shares().values()) == pytest.approx(1)


@pytest.mark.parametrize(
    ("count", "text"),
    [(0, "0"), (999, "999"), (12_345_678, "12.3M"), (1000, "1k"), (2.5e9, "2.5G"), (-4e3, "-4k")],
)
def test_short_numbers(count, text):
    assert short(count) == text


@pytest.mark.parametrize(
    ("seconds", "text"),
    [(0, "0:00"), (59.4, "0:59"), (59.6, "1:00"), (3723, "1:02:03"), (-5, "0:00")],
)
def test_times_as_people_read_them(seconds, text):
    assert clock_time(seconds) == text


def test_a_log_gets_plain_lines_on_stderr(capsys, monkeypatch):
    monkeypatch.setattr("sonde.core.progress.EVERY", -1.0)
    with track("train", 200, done=100) as bar:
        bar.advance(50, loss=0.123456, note="fine")
        say("hello")
    captured = capsys.readouterr()
    assert captured.out == ""
    line = captured.err.splitlines()[0]
    assert all(part in line for part in ("train", "75%", "150/200", "tokens/s", "ETA"))
    assert line.endswith("loss 0.1235  note fine")
    assert "hello" in captured.err.splitlines()


def test_a_log_gets_one_last_line_and_not_one_for_every_step(capsys):
    with track("train", 200) as bar:
        for _ in range(200):
            bar.advance(1)
    assert len(capsys.readouterr().err.splitlines()) == 1
    with pytest.raises(ZeroDivisionError), track("train", 200) as bar:
        bar.advance(1 // 0)
    assert capsys.readouterr().err == ""


def test_the_rate_leaves_out_what_was_done_before(monkeypatch):
    now = [50.0]
    monkeypatch.setattr(time, "monotonic", lambda: now[0])
    bar = track("train", 1000, done=600)
    now[0] += 4
    bar.advance(200)
    assert bar.rate == 50
    assert "ETA 0:04" in bar.line()


def test_a_terminal_gets_a_bar_and_stdout_stays_free(capsys, monkeypatch):
    monkeypatch.setenv("FORCE_COLOR", "1")
    with track("train", 10, unit="features") as bar:
        assert bar.bar is not None
        bar.advance(4, loss=0.5)
        bar.advance(0, loss=0.25)
    captured = capsys.readouterr()
    assert captured.out == ""
    assert "train" in captured.err
    assert "40%" in captured.err


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_the_first_signal_only_asks_and_the_second_stops(number):
    before = signal.getsignal(number)
    with GracefulStop() as stop:
        stop.check("never")
        signal.raise_signal(number)
        assert stop.requested
        with pytest.raises(Interrupted, match=r"Stopped\. 3 of 4 kept\."):
            stop.check("3 of 4 kept.")
        with pytest.raises(KeyboardInterrupt):
            signal.raise_signal(number)
    assert signal.getsignal(number) is before
    assert issubclass(Interrupted, SondeError)


def test_outside_the_main_thread_signals_are_left_alone():
    before, seen = signal.getsignal(signal.SIGINT), []

    def work():
        with GracefulStop() as stop:
            seen.append(signal.getsignal(signal.SIGINT))
            stop.check("never")

    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    assert seen == [before]
