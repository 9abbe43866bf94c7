"""The demo as a new user runs it: to the page, in the quick size."""

import os
import re
import signal
import socket
import subprocess
import sys
from urllib.request import urlopen

import pytest

from sonde.cli.demo import refuse_old
from sonde.core.errors import SondeError


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return found.getsockname()[1]


@pytest.fixture(scope="module")
def shown(tmp_path_factory):
    """What it prints up to the address, and the page that is there then."""
    command = ["demo", "--quick", "--output", str(tmp_path_factory.mktemp("demo"))]
    command += ["--port", str(free_port())]
    said = ""
    with subprocess.Popen(
        [sys.executable, "-m", "sonde", *command],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        env={**os.environ, "COLUMNS": "120"},
    ) as running:
        for line in running.stdout:
            said += line
            if found := re.search(r"http://127\.0\.0\.1:\d+/", line):
                with urlopen(found[0], timeout=30) as answer:
                    page = answer.read().decode()
                running.send_signal(signal.SIGINT)
                break
        else:
            raise AssertionError(said)
    return said, page


def test_every_stage_shows_how_far_it_is(shown):
    said, _ = shown
    for stage in ("harvest", "train", "evaluate", "atlas"):
        assert re.search(rf"^{stage} +\d+%", said, re.M), stage


def test_claims_are_printed_beside_their_controls(shown):
    said, _ = shown
    held, every = map(int, re.search(r"(\d+) of (\d+) claims hold", said).groups())
    assert len(re.findall(r"^ *(?:holds|FAILS) ", said, re.M)) == every
    assert len(re.findall(r"^ *holds ", said, re.M)) == held >= 2
    assert said.count("best control:") == every


def test_the_bridge_is_turned_up_beside_the_text_without(shown):
    """That it is named more often, over many texts, is a bar of the report; one text may differ."""
    said, _ = shown
    table = said.split("┡")[1].split("└")[0]
    plain, steered = (
        " ".join(line.split("│")[i].strip() for line in table.splitlines() if "│" in line)
        for i in (1, 2)
    )
    assert len(plain) > 20
    assert len(steered) > 20
    assert plain != steered


def test_what_was_made_of_another_miniature_is_not_gone_on_with(tmp_path):
    output = tmp_path / "demo"
    refuse_old(output)
    refuse_old(output)
    (output / "made_of.json").write_text('{"model": "another", "world": "another"}')
    with pytest.raises(SondeError, match="remove it, or give another --output"):
        refuse_old(output)
    (output / "made_of.json").unlink()
    (output / "world.jsonl").write_text("")  # of a version that did not say
    with pytest.raises(SondeError, match="from before an update"):
        refuse_old(output)


def test_the_page_is_there(shown):
    assert "<title>" in shown[1]
    assert "Sonde" in shown[1]
