"""Laws of the server: what it answers, what it refuses, and that texts take turns."""

import asyncio
import itertools
import json
import re
import socket
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from fastapi.testclient import TestClient

from live_server import live, wait_until
from sonde.app.api import MAX_EDITS, MAX_PROMPT, listed, public_name
from sonde.app.config import ServeConfig
from sonde.app.relay import Busy, Relay
from sonde.app.server import STATIC, create_app, free_port, listen, serve
from sonde.app.steering import Steering
from sonde.atlas.atlas import SORTS, Atlas, Hit
from sonde.core.config import parse
from sonde.core.errors import SondeError
from sonde.interventions.config import SteerConfig
from sonde.interventions.edits import Edit
from sonde.interventions.steer import Steered, steer

pytest_plugins = ["atlas_fixture"]

HERE = "http://127.0.0.1:8321"
TOKEN = "a-token-that-is-long-enough"


@pytest.fixture(scope="module")
def atlas(atlas_path: Path) -> Atlas:
    return Atlas(atlas_path)


@pytest.fixture(scope="module")
def steering(atlas: Atlas) -> Steering:
    return Steering(atlas, device="cpu")


@pytest.fixture(scope="module")
def client(atlas: Atlas, steering: Steering) -> TestClient:
    return TestClient(create_app(atlas, steering), HERE)


@pytest.fixture(scope="module")
def alive(atlas: Atlas) -> int:
    return atlas.browse(limit=1)[0].feature


@pytest.fixture(scope="module")
def dead(atlas: Atlas) -> int:
    firing = {hit.feature for hit in atlas.browse(limit=atlas.n_features)}
    return min(set(range(atlas.n_features)) - firing)


def sse(response: httpx.Response) -> list[tuple[str, dict]]:
    assert response.status_code == 200, response.text
    assert response.headers["content-type"].startswith("text/event-stream")
    lines = [line.split(": ", 1) for line in response.text.splitlines() if line]
    names = [value for name, value in lines if name == "event"]
    return list(zip(names, (json.loads(v) for n, v in lines if n == "data"), strict=True))


# what is shown


def test_the_header_tells_the_atlas_and_no_folder_of_this_machine(client, atlas):
    answer = client.get("/api/atlas")
    told = answer.json()
    assert told["counts"] == atlas.counts
    assert told["hook_point"] == atlas.about["hook_point"]
    assert (told["model"], told["sources"]) == ("model", ["tales.txt"])
    assert str(atlas.artifact.path.parent) not in answer.text


def test_a_name_on_the_hub_stays_whole_and_a_folder_loses_its_way():
    assert public_name("org/name") == "org/name"
    assert public_name("/home/somebody/checkpoints/small") == "small"
    assert public_name("./small") == public_name("../small") == "small"


def test_a_feature_is_its_record(client, atlas):
    for feature in (0, atlas.n_features - 1):
        assert client.get(f"/api/feature/{feature}").json() == atlas.record(feature)


@pytest.mark.parametrize("feature", [-1, 10**6, 10**30])
def test_an_unknown_feature_is_not_found_and_the_range_is_named(client, atlas, feature):
    answer = client.get(f"/api/feature/{feature}")
    assert answer.status_code == 404
    assert f"0..{atlas.n_features - 1}" in answer.json()["error"]


@pytest.mark.parametrize("sort", SORTS)
def test_pages_of_the_list_join_into_all_that_fire_in_order(client, atlas, sort):
    hits, offset = [], 0
    while page := client.get(f"/api/browse?sort={sort}&limit=37&offset={offset}").json()["hits"]:
        hits += page
        offset += len(page)
    features = [hit["feature"] for hit in hits]
    assert len(set(features)) == len(features) == atlas.counts["n_alive"]
    if sort in ("frequency", "maximum"):
        values = [hit[sort] for hit in hits]
        assert values == sorted(values, reverse=True)


def test_search_finds_a_feature_by_its_label_and_by_its_number(client, atlas, alive, dead):
    word = next(word for word in ("dog", "bird", "sea") if atlas.search(word))
    found = client.get(f"/api/search?q={word}").json()["hits"]
    assert [hit["feature"] for hit in found] == [hit.feature for hit in atlas.search(word, 50)]
    for number in (str(alive), f"%23{alive}", f" {alive} ", str(dead)):
        first = client.get(f"/api/search?q={number}").json()["hits"][0]
        assert first["feature"] == int(number.strip().removeprefix("%23"))


def test_a_feature_that_comes_twice_stands_where_it_comes_first():
    hits = [Hit(feature, "", 0.0, "", 0.0, 0.0) for feature in (7, 3, 7, 5, 3)]
    assert [hit["feature"] for hit in listed(hits)] == [7, 3, 5]


NASTY = """' " ( - ^ * % + \\ ’ a:b dog~2 it's label:dog [1 <b> 小猫 🐈 99999999999 AND"""


@pytest.mark.parametrize("query", ["", " ", "\0", "a AND", "dog -bird", "x" * 500, *NASTY.split()])
def test_no_query_breaks_the_search(client, query):
    answer = client.get("/api/search", params={"q": query})
    assert answer.status_code == 200, answer.text


BAD = """search search?q=a&limit=0 search?q=a&limit=100000 browse?offset=-1 browse?sort=colour
    browse?limit=x feature/dog nothing"""


@pytest.mark.parametrize("path", [*BAD.split(), f"search?q={'x' * 501}"])
def test_a_bad_request_is_an_error_in_json(client, path):
    answer = client.get(f"/api/{path}")
    assert 400 <= answer.status_code < 500
    assert answer.json()["error"]


def test_the_page_and_all_it_loads_are_served_with_their_types(client):
    types = {"": "html", "app.js": "javascript", "style.css": "css", "icon.svg": "svg"}
    for path, kind in types.items():
        answer = client.get(f"/{path}")
        assert answer.status_code == 200
        assert kind in answer.headers["content-type"]


def test_the_page_holds_no_script_or_style_and_names_no_other_origin():
    for path in STATIC.iterdir():
        text = path.read_text(encoding="utf-8")
        assert len(text.splitlines()) < 400
        assert not re.search("https?://", text.replace("http://www.w3.org/2000/svg", ""))
        assert not re.search(r"(inner|outer|Adjacent)HTML|document\.write|\beval\(", text)
    page = (STATIC / "index.html").read_text()
    assert not re.search(r"<style|style=|\son\w+=", page)
    assert page.count("<script") == page.count('<script type="module" src="app.js"')


# steering


def test_texts_grow_and_end_in_what_steering_gives(client, steering, atlas, alive):
    asked = {"prompt": "The dog", "n_tokens": 12, "temperature": 0.8, "seed": 3}
    edit = {"feature": alive, "action": "clamp", "strength": 6}
    answer = sse(client.post("/api/steer", json={**asked, "edits": [edit]}))
    assert [name for name, _ in answer] == ["text"] * (len(answer) - 1) + ["done"]
    for (_, before), (_, after) in itertools.pairwise(answer):
        assert after["default"].startswith(before["default"].rstrip("\ufffd"))
    source, dictionary = steering.load()
    config = SteerConfig(n_tokens=12, temperature=0.8, seed=3)
    maxima = {alive: atlas.maximum(alive)}
    wanted = steer(source, dictionary, [Edit(alive, "clamp", 6.0)], maxima, "The dog", config)
    assert answer[-1][1] == wanted._asdict()
    assert wanted.default != wanted.steered


def test_without_edits_both_texts_are_one(client):
    asked = {"prompt": "The dog", "edits": [], "n_tokens": 6}
    for _, texts in sse(client.post("/api/steer", json=asked)):
        assert texts["default"] == texts["steered"]


def test_a_chat_is_another_prompt(client):
    asked = {"prompt": "The dog", "edits": [], "n_tokens": 6, "temperature": 0}
    plain, chat = (sse(client.post("/api/steer", json={**asked, "chat": c})) for c in (False, True))
    assert plain[-1] != chat[-1]


def edits(n: int, **change: object) -> list[dict]:
    return [{"feature": i, "action": "clamp", "strength": 1.0, **change} for i in range(n)]


WRONG = {
    "strength is not a number": {"edits": edits(1, strength=float("nan"))},
    "strength is infinite": {"edits": edits(1, strength=float("-inf"))},
    "strength is beyond float32": {"edits": edits(1, strength=1e300)},
    "strength is text": {"edits": edits(1, strength="strong")},
    "unknown action": {"edits": edits(1, action="delete")},
    "unknown key": {"edits": [], "n_token": 5},
    "unknown key of an edit": {"edits": edits(1, layer=3)},
    "negative feature": {"edits": edits(1, feature=-1)},
    "unknown feature": {"edits": edits(1, feature=10**9)},
    "huge feature": {"edits": edits(1, feature=10**40)},
    "one feature twice": {"edits": edits(1) * 2},
    "too many edits": {"edits": edits(MAX_EDITS + 1)},
    "too many tokens": {"n_tokens": 513},
    "no tokens": {"n_tokens": 0},
    "more than the model holds": {"prompt": "a " * 250, "n_tokens": 200},
    "prompt too long": {"prompt": "a" * (MAX_PROMPT + 1)},
    "prompt is no text": {"prompt": None},
    "half a character": {"prompt": "\ud800"},
    "temperature is not a number": {"temperature": float("nan")},
    "temperature is negative": {"temperature": -0.1},
    "seed is too large": {"seed": 2**32},
}


@pytest.mark.parametrize("wrong", WRONG)
def test_what_cannot_be_steered_is_refused_with_a_reason(client, wrong):
    body = json.dumps({"prompt": "The dog", "edits": [], "n_tokens": 2, **WRONG[wrong]})
    headers = {"Content-Type": "application/json"}
    answer = client.post("/api/steer", content=body, headers=headers)
    assert 400 <= answer.status_code < 500
    assert answer.json()["error"]


@pytest.mark.parametrize("body", ["", "{", "[]", "nul", '{"prompt":', "[" * 50_000, '"\xff"'])
def test_a_body_that_is_no_request_is_refused(client, body):
    headers = {"Content-Type": "application/json"}
    answer = client.post("/api/steer", content=body.encode("latin-1"), headers=headers)
    assert 400 <= answer.status_code < 500
    assert answer.json()["error"]


def test_a_dead_feature_has_no_maximum_to_steer_by(client, dead):
    answer = client.post("/api/steer", json={"prompt": "", "edits": edits(1, feature=dead)})
    assert answer.status_code == 400
    assert "never fired" in answer.json()["error"]


def test_an_atlas_without_its_dictionary_says_so(client, steering, monkeypatch):
    def gone():
        raise SondeError("The dictionary is gone. Put it back.")

    monkeypatch.setattr(steering, "load", gone)
    answer = client.post("/api/steer", json={"prompt": "", "edits": [], "n_tokens": 2})
    assert answer.status_code == 400
    assert answer.json() == {"error": "The dictionary is gone. Put it back."}


def test_a_server_without_a_model_only_shows(atlas):
    client = TestClient(create_app(atlas, None), HERE)
    assert client.get("/api/atlas").json()["steering"] is False
    assert client.post("/api/steer", json={"prompt": "", "edits": []}).status_code == 400


class Scripted(Steering):
    """Stands in for the model: one letter a step, until told to stop."""

    def __init__(self, atlas: Atlas, steps: int, fail: Exception | None = None) -> None:
        super().__init__(atlas)
        self.steps, self.fail = steps, fail
        self.written = self.closed = self.at_once = self.most_at_once = 0

    def stream(self, edits, prompt, config) -> Iterator[Steered]:
        self.at_once += 1
        self.most_at_once = max(self.most_at_once, self.at_once)
        try:
            for step in range(self.steps):
                time.sleep(0.005)
                self.written += 1
                yield Steered("a" * (step + 1), "b" * (step + 1))
            if self.fail:
                raise self.fail
        finally:
            self.at_once -= 1
            self.closed += 1


BODY = {"prompt": "x", "edits": []}


def test_an_error_in_the_middle_is_the_last_event(atlas):
    steering = Scripted(atlas, 3, SondeError("The model went away. Start it again."))
    answer = sse(TestClient(create_app(atlas, steering), HERE).post("/api/steer", json=BODY))
    assert [name for name, _ in answer] == ["text", "text", "text", "error"]
    assert answer[-1][1] == {"error": "The model went away. Start it again."}


def test_an_unforeseen_error_tells_the_browser_nothing_of_the_machine(atlas):
    steering = Scripted(atlas, 1, RuntimeError("/secret/path"))
    answer = TestClient(create_app(atlas, steering), HERE).post("/api/steer", json=BODY)
    assert sse(answer)[-1][0] == "error"
    assert "/secret" not in answer.text


def test_a_reader_who_leaves_stops_the_text(atlas):
    steering = Scripted(atlas, 6_000)
    with live(create_app(atlas, steering)) as address:
        with httpx.stream("POST", f"{address}/api/steer", json=BODY) as response:
            next(response.iter_lines())
        wait_until(lambda: steering.closed == 1)
        after = httpx.post(f"{address}/api/steer", json={**BODY, "n_tokens": 0})
    assert steering.written < 6_000
    assert after.status_code == 422  # and the server is well


def test_texts_take_turns_and_all_are_served(atlas):
    steering = Scripted(atlas, 10)
    answers: list[int] = []

    def ask(address: str) -> None:
        answers.append(len(sse(httpx.post(f"{address}/api/steer", json=BODY, timeout=60))))

    with live(create_app(atlas, steering)) as address:
        threads = [threading.Thread(target=ask, args=(address,)) for _ in range(5)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert answers == [11] * 5
    assert steering.most_at_once == 1


def test_steering_itself_lets_one_text_run_at_a_time(steering):
    config = SteerConfig(n_tokens=3)
    first = steering.stream([], "The dog", config)
    next(first)
    assert steering.lock.locked()
    first.close()
    assert not steering.lock.locked()


# the relay between the thread and the event loop


def counting(n: int, log: list[str], gate: threading.Event | None = None) -> Iterator[int]:
    log.append("begun")
    try:
        for i in range(n):
            if gate is not None:
                gate.wait(10)
            yield i
    finally:
        log.append("closed")


def test_the_relay_gives_what_the_generator_gives():
    async def all_of() -> list[int]:
        return [i async for i in Relay[int]().stream(lambda: counting(100, []))]

    assert asyncio.run(all_of()) == list(range(100))


def test_what_was_left_before_its_turn_never_begins():
    first: list[str] = []
    second: list[str] = []
    gate = threading.Event()

    async def leave_the_queue() -> None:
        relay: Relay[int] = Relay()
        running = asyncio.ensure_future(anext(relay.stream(lambda: counting(1, first, gate))))
        waiting = asyncio.ensure_future(anext(relay.stream(lambda: counting(1, second))))
        await asyncio.sleep(0.1)
        waiting.cancel()
        await asyncio.wait({waiting})
        gate.set()
        assert await running == 0
        assert relay.n_waiting <= 1
        relay.thread.shutdown(wait=True)

    asyncio.run(leave_the_queue())
    assert first == ["begun", "closed"]
    assert second == []


def test_too_long_a_queue_is_refused():
    gate = threading.Event()

    async def crowd() -> None:
        relay: Relay[int] = Relay(max_waiting=2)
        tasks = [
            asyncio.ensure_future(anext(relay.stream(lambda: counting(1, [], gate))))
            for _ in range(2)
        ]
        await asyncio.sleep(0.05)
        with pytest.raises(Busy):
            await anext(relay.stream(lambda: counting(1, [])))
        gate.set()
        assert await asyncio.gather(*tasks) == [0, 0]

    asyncio.run(crowd())


# who may ask


@pytest.mark.parametrize(
    "host", ["127.0.0.1", "127.0.0.1:99", "localhost:8321", "[::1]:8321", "LOCALHOST"]
)
def test_this_machine_is_served(client, host):
    assert client.get("/api/atlas", headers={"Host": host}).status_code == 200


@pytest.mark.parametrize(
    "host",
    [
        "evil.example",
        "127.0.0.1.evil.example",
        "evil.example:8321",
        "",
        "[",
        "10.0.0.1",
        "a@127.0.0.1.b",
    ],
)
def test_a_name_that_points_here_is_not_served(client, host):
    for path in ("/", "/api/atlas"):
        answer = client.get(path, headers={"Host": host})
        assert answer.status_code == 421
        assert answer.json()["error"]


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Content-Type": "text/plain"}, 415),
        ({"Content-Type": "application/x-www-form-urlencoded"}, 415),
        ({"Content-Type": ""}, 415),
        ({"Content-Type": "application/json; charset=utf-8"}, 200),
        ({"Origin": "http://evil.example"}, 403),
        ({"Origin": "null"}, 403),
        ({"Origin": "http://127.0.0.1:9999"}, 403),
        ({"Origin": "http://["}, 403),
        ({"Origin": HERE}, 200),
        ({"Sec-Fetch-Site": "cross-site"}, 403),
        ({"Sec-Fetch-Site": "same-site"}, 403),
        ({"Sec-Fetch-Site": "same-origin"}, 200),
        ({"Content-Length": "999999999"}, 413),
        ({"Content-Length": "-1"}, 411),
    ],
)
def test_only_json_of_the_own_page_is_taken(atlas, headers, status):
    client = TestClient(create_app(atlas, Scripted(atlas, 1)), HERE)
    headers = {"Content-Type": "application/json", **headers}
    answer = client.post("/api/steer", content=json.dumps(BODY), headers=headers)
    assert answer.status_code == status


def test_a_body_of_unknown_length_is_refused(client):
    headers = {"Content-Type": "application/json"}
    answer = client.post("/api/steer", content=iter([b"{}"]), headers=headers)
    assert answer.status_code == 411


def test_a_token_opens_the_api_from_anywhere_and_nothing_else_does(atlas):
    client = TestClient(create_app(atlas, None, TOKEN), "http://gpu-7.example")
    assert client.get("/").status_code == 200  # the page asks for the token
    for wrong in (
        "",
        "Bearer",
        "Bearer ",
        f"Basic {TOKEN}",
        "Bearer x",
        f"Bearer {TOKEN}x",
        "Bearer ÿ",
    ):
        headers = {"Authorization": wrong.encode("latin-1")}
        for path in ("/api/atlas", "/api/feature/0", "/api/openapi.json"):
            answer = client.get(path, headers=headers)
            assert (answer.status_code, answer.headers["www-authenticate"]) == (401, "Bearer")
    assert client.post("/api/steer", json=BODY).status_code == 401
    headers = {"Authorization": f"Bearer {TOKEN}"}
    assert client.get("/api/atlas", headers=headers).status_code == 200


@pytest.mark.parametrize(
    "path", ["/", "/app.js", "/api/atlas", "/api/feature/x", "/api/feature/-1", "/nothing"]
)
def test_every_answer_carries_the_policy(client, path):
    headers = client.get(path).headers
    policy = headers["content-security-policy"]
    assert policy.startswith("default-src 'none'")
    assert not re.search(r"unsafe|http|\*", policy)
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "no-referrer"
    assert ("no-store" in headers["cache-control"]) == path.startswith("/api")
    assert "access-control-allow-origin" not in headers


# the address


def test_beyond_this_machine_a_token_is_required():
    for host in ("127.0.0.1", "127.8.8.8", "localhost", "::1"):
        assert ServeConfig(atlas="a", host=host).token is None
    for host in ("0.0.0.0", "::", "192.168.1.4", "gpu-7.example"):
        with pytest.raises(SondeError, match="--token"):
            parse(ServeConfig, {"atlas": "a", "host": host})
        assert ServeConfig(atlas="a", host=host, token=TOKEN).token == TOKEN


@pytest.mark.parametrize("token", ["", "short", "with spaces in the middle", "nötig" * 5])
def test_a_weak_token_is_refused(token):
    with pytest.raises(SondeError, match="16 characters"):
        parse(ServeConfig, {"atlas": "a", "token": token})


def test_a_taken_port_names_a_free_one(atlas_path):
    with listen("127.0.0.1", 0) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(SondeError, match="--port") as refusal:
            serve(ServeConfig(atlas=str(atlas_path), port=port))
    free = int(str(refusal.value).split("--port ")[1].rstrip("."))
    assert free != port
    with socket.create_server(("127.0.0.1", free)):
        pass


def test_an_address_of_another_machine_is_refused():
    with pytest.raises(SondeError):
        listen("192.0.2.1", free_port())
    with pytest.raises(SondeError, match=r"127\.0\.0\.1"):
        listen("no-such-host.invalid", 8321)


def test_an_atlas_that_is_not_there_is_named(tmp_path):
    with pytest.raises(SondeError, match="nowhere"):
        serve(ServeConfig(atlas=str(tmp_path / "nowhere")))
