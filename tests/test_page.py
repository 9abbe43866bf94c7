"""The page in a real browser: what a person sees, and that hostile text stays text."""

import re
import shutil
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from live_server import live, wait_until
from sonde.app.server import create_app
from sonde.app.steering import Steering
from sonde.atlas.atlas import Atlas, Hit
from sonde.interventions.steer import Steered

api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
CHROMIUM = shutil.which("chromium")

pytest_plugins = ["atlas_fixture"]
pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason="chromium is not installed: see tools/chromium.sh"),
]
FLAGS = """--headless --no-sandbox --disable-gpu --disable-background-networking --disable-quic
    --no-first-run --disable-component-update --disable-sync"""
MARKUP = "<script>window.harmed"  # in documents of the small atlas
TOKEN = "a-token-that-is-long-enough"
HOSTILE = """"><img src=x onerror="window.harmed=1"><script>window.harmed=1;alert(1)</script>"""


@pytest.fixture(scope="module")
def atlas(atlas_path: Path) -> Atlas:
    return Atlas(atlas_path)


@pytest.fixture(scope="module")
def address(atlas: Atlas) -> Iterator[str]:
    with live(create_app(atlas, Steering(atlas, device="cpu"))) as address:
        yield address


@pytest.fixture(scope="module")
def browser():
    with api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS.split())
        yield browser
        browser.close()


@pytest.fixture
def new_page(browser):
    """Makes pages; afterwards none may have run foreign code, asked another host, or complained."""
    contexts, trouble = [], []

    def make(width: int = 1300, height: int = 900, allowed: str = "", **settings):
        context = browser.new_context(viewport={"width": width, "height": height}, **settings)
        context.set_default_timeout(20_000)
        page = context.new_page()
        page.on("dialog", lambda dialog: (trouble.append(dialog.message), dialog.dismiss()))
        page.on("pageerror", lambda error: trouble.append(str(error)))
        page.on("console", lambda line: line.type == "error" and complain(line.text, allowed))
        page.on("request", lambda request: refuse_elsewhere(request.url))
        contexts.append(context)
        return page

    def complain(text: str, allowed: str = "") -> None:
        if not (allowed and re.search(allowed, text)):
            trouble.append(text)

    def refuse_elsewhere(url: str) -> None:
        if host_of(url) != "127.0.0.1":
            complain(f"asked {url}")

    yield make
    for context in contexts:
        context.close()
    assert trouble == []


def host_of(url: str) -> str:
    return re.sub(r"^\w+://|[:/].*", "", url)


@pytest.fixture
def page(new_page):
    return new_page()


@pytest.fixture(scope="module")
def alive(atlas: Atlas) -> int:
    """A feature that fires, with a neighbour on either side."""
    return next(h.feature for h in atlas.browse(limit=50) if 0 < h.feature < atlas.n_features - 1)


@pytest.fixture(scope="module")
def dead(atlas: Atlas) -> int:
    firing = {hit.feature for hit in atlas.browse(limit=atlas.n_features)}
    return min(set(range(atlas.n_features)) - firing)


def expect(locator):
    return api.expect(locator)


def open_feature(page, address: str, feature: int) -> None:
    page.goto(f"{address}/?feature={feature}")
    expect(page.locator(".steps > .number")).to_have_text(f"Feature {feature}")


# finding


def test_a_search_as_you_type_leads_to_a_feature(page, address, atlas):
    page.goto(address)
    expect(page.locator("#found")).to_contain_text(f"{atlas.counts['n_alive']} features fire")
    page.keyboard.press("/")
    page.keyboard.type("dog")
    expect(page.locator("#found")).to_contain_text("“dog”")
    wanted = [str(hit.feature) for hit in atlas.search("dog", 50)]
    expect(page.locator("#results .number")).to_have_text(wanted)
    page.locator("#results a").first.click()
    expect(page.locator(".steps > .number")).to_have_text(f"Feature {wanted[0]}")
    assert f"feature={wanted[0]}" in page.url
    assert "q=dog" in page.url
    expect(page.locator("#results a[aria-current]")).to_contain_text(wanted[0])


def test_the_list_is_sorted_and_extends(page, address, atlas):
    page.goto(address)
    page.locator("#sort").select_option("feature")
    firing = sorted(hit.feature for hit in atlas.browse(limit=atlas.n_features))
    expect(page.locator("#results .number")).to_have_text([str(n) for n in firing[:50]])
    page.get_by_role("button", name="Show more").click()
    expect(page.locator("#results .number")).to_have_text([str(n) for n in firing[:100]])


def test_back_and_forward_return_to_what_was_shown(page, address, alive):
    open_feature(page, address, alive)
    page.locator(".neighbours a").first.click()
    expect(page.locator(".steps > .number")).not_to_have_text(f"Feature {alive}")
    other = page.locator(".steps > .number").inner_text()
    page.go_back()
    expect(page.locator(".steps > .number")).to_have_text(f"Feature {alive}")
    page.go_forward()
    expect(page.locator(".steps > .number")).to_have_text(other)
    page.reload()
    expect(page.locator(".steps > .number")).to_have_text(other)


def test_arrow_keys_turn_the_page_but_not_while_typing(page, address, alive):
    open_feature(page, address, alive)
    page.keyboard.press("ArrowRight")
    expect(page.locator(".steps > .number")).to_have_text(f"Feature {alive + 1}")
    page.keyboard.press("ArrowLeft")
    expect(page.locator(".steps > .number")).to_have_text(f"Feature {alive}")
    page.locator("#search").focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowDown")
    expect(page.locator("#results a").first).to_be_focused()
    expect(page.locator(".steps > .number")).to_have_text(f"Feature {alive}")


# a feature


def test_a_feature_page_shows_its_record(page, address, atlas, alive):
    record = atlas.record(alive)
    open_feature(page, address, alive)
    expect(page.locator("h1")).to_have_text(record["label"])
    expect(page.locator(".badge")).to_have_text("offline label")
    expect(page.locator("dl.facts")).to_contain_text(f"{record['n_firings']:,}")
    expect(page.locator(".example")).to_have_count(len(record["examples"]))
    expect(page.locator(".promoted li")).to_have_count(len(record["promoted"]))
    expect(page.locator(".suppressed li")).to_have_count(len(record["suppressed"]))
    expect(page.locator(".neighbours li")).to_have_count(len(record["neighbours"]))
    expect(page.locator(".histogram rect.bar")).to_have_count(len(record["histogram"]))
    headings = page.locator(".examples h2").all_inner_texts()
    assert headings[0].startswith("Strongest")
    assert len(headings) == len({example["interval"] for example in record["examples"]})


def test_highlights_are_the_tokens_that_fire_and_stronger_for_more(page, address, atlas, alive):
    example = atlas.record(alive)["examples"][0]
    open_feature(page, address, alive)
    marks = page.locator("#example-1 mark")
    firing = [value for value in example["values"] if value > 0]
    expect(marks).to_have_count(len(firing))
    levels = [float(m.evaluate("m => m.style.getPropertyValue('--level')")) for m in marks.all()]
    order = sorted(range(len(firing)), key=firing.__getitem__)
    assert [levels[i] for i in order] == sorted(levels)
    assert 0.05 < min(levels) < max(levels) == 1.0
    assert page.locator("#example-1 .text").text_content() == "".join(example["pieces"])


def test_a_highlight_tells_its_value_to_the_pointer_and_to_the_keyboard(page, address, alive):
    open_feature(page, address, alive)
    tip, peak = page.locator("#tip"), page.locator("#example-1 mark.peak")
    expect(tip).to_be_hidden()
    peak.hover()
    expect(tip).to_contain_text("100 % of maximum")
    page.locator("h1").hover()
    expect(tip).to_be_hidden()
    peak.focus()
    expect(tip).to_contain_text("100 % of maximum")
    page.keyboard.press("Home")
    for _ in range(60):
        page.keyboard.press("ArrowLeft")
    expect(page.locator("#example-1 mark").first).to_be_focused()
    expect(page.locator(".steps > .number")).to_have_text(f"Feature {alive}")


def test_a_link_to_an_example_leads_to_it(page, address, alive):
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    open_feature(page, address, alive)
    page.locator("#example-5").get_by_role("button", name="Copy link to this example").click()
    expect(page.locator("#toast")).to_have_text("Link copied")
    link = page.evaluate("() => navigator.clipboard.readText()")
    assert link == f"{address}/?feature={alive}#example-5"
    page.goto("about:blank")
    page.goto(link)
    expect(page.locator("#example-5.meant")).to_be_in_viewport()


def test_a_dead_feature_says_so(page, address, dead):
    open_feature(page, address, dead)
    expect(page.locator(".notice")).to_contain_text("never fired")
    expect(page.locator(".promoted li").first).to_be_visible()
    expect(page.get_by_role("button", name="Steer")).to_have_count(0)


def test_a_feature_that_is_not_there_is_explained(new_page, address, atlas):
    page = new_page(allowed="404")
    page.goto(f"{address}/?feature=99999")
    expect(page.get_by_role("alert")).to_contain_text(f"0..{atlas.n_features - 1}")
    page.goto(f"{address}/?feature=constructor")
    expect(page.locator("h1")).to_contain_text("What does this model think in?")


# steering


def test_both_texts_stream_in(page, address, atlas, alive):
    open_feature(page, address, alive)
    page.get_by_label("Prompt").fill("The dog")
    page.get_by_label("Tokens").fill("40")
    page.get_by_label("Strength, exact").fill("8")
    expect(page.get_by_label("Strength, in multiples of the maximum")).to_have_value("8")
    page.get_by_role("button", name="Steer").click()
    written = page.locator(".written")
    expect(page.locator(".steered h3")).to_have_text(f"Steered: {alive} clamped to 8×")
    expect(page.locator(".texts[aria-busy]")).to_have_count(0)
    expect(page.get_by_role("button", name="Steer")).to_be_enabled()
    first = written.all_inner_texts()
    assert all(text.startswith("The dog") and len(text) > 10 for text in first)
    assert first[0] != first[1]
    page.get_by_label("Prompt").press("Control+Enter")
    expect(page.get_by_role("button", name="Steer")).to_be_enabled()
    wait_until(lambda: written.all_inner_texts() == first)  # the same seed, the same texts


def test_ablation_has_no_strength(page, address, alive):
    open_feature(page, address, alive)
    page.get_by_label("Action").select_option("ablate")
    expect(page.get_by_label("Strength, exact")).to_be_disabled()
    page.get_by_label("Tokens").fill("4")
    page.get_by_role("button", name="Steer").click()
    expect(page.locator(".steered h3")).to_have_text(f"Steered: {alive} ablated")
    expect(page.locator(".texts")).to_be_visible()


def test_an_error_is_shown_with_its_message(new_page, address, alive):
    page = new_page(allowed="400")
    open_feature(page, address, alive)
    page.get_by_label("Tokens").fill("512")
    page.get_by_role("button", name="Steer").click()
    expect(page.locator(".status.error")).to_contain_text("256 positions")
    expect(page.get_by_role("button", name="Steer")).to_be_enabled()


class Slow(Steering):
    """Writes a letter at a time, for a minute, and hostile ones."""

    stopped = 0

    def stream(self, edits, prompt, config):
        try:
            for n in range(1, 3_000):
                time.sleep(0.02)
                yield Steered("d" * n, HOSTILE + "s" * n)
        finally:
            self.stopped += 1


def test_stop_stops_the_server_and_keeps_the_text(page, atlas, alive):
    slow = Slow(atlas)
    with live(create_app(atlas, slow)) as address:
        open_feature(page, address, alive)
        page.get_by_role("button", name="Steer").click()
        expect(page.locator(".written").first).to_contain_text("dddd")
        length = len(page.locator(".written").first.inner_text())
        wait_until(lambda: len(page.locator(".written").first.inner_text()) > length)
        page.get_by_role("button", name="Stop").click()
        expect(page.locator(".status")).to_have_text("Stopped.")
        wait_until(lambda: slow.stopped == 1)
        expect(page.locator(".written").last).to_contain_text(HOSTILE)
        page.get_by_role("button", name="Steer").click()
        expect(page.locator(".status")).to_have_text("Writing …")
        page.keyboard.press("Escape")
        page.locator("h1").click()
        page.keyboard.press("ArrowRight")  # leaving the feature stops it as well
        wait_until(lambda: slow.stopped == 2)


# trust


class Hostile(Atlas):
    """Every text of it tries to be markup."""

    def record(self, feature):
        record = super().record(feature)
        token = {"token": HOSTILE, "effect": 0.5}
        example = {**record["examples"][0], "document": HOSTILE, "pieces": [HOSTILE, " " + HOSTILE]}
        return {
            **record,
            "label": HOSTILE,
            "label_source": HOSTILE,
            "promoted": [token],
            "suppressed": [token],
            "neighbours": [{**row, "label": HOSTILE} for row in record["neighbours"]],
            "examples": [{**example, "values": [record["maximum"], 0.0], "peak": 0}],
        }

    def hits(self, features, scores, where):
        return [Hit(f, HOSTILE, 1.0, HOSTILE, 0.1, 1.0) for f in features]


def test_hostile_text_is_text_everywhere(page, atlas_path, alive):
    atlas = Hostile(atlas_path)
    atlas.about["model"]["path"] = HOSTILE.replace("/", "")
    with live(create_app(atlas, None)) as address:
        open_feature(page, address, alive)
        for place in ("h1", ".badge", ".example .text", ".example .document", ".neighbours .label"):
            expect(page.locator(place).first).to_contain_text(HOSTILE)
        for place in (".promoted .token", ".suppressed .token", "#results .label"):
            expect(page.locator(place).first).to_contain_text(HOSTILE)
        expect(page.locator("#about")).to_contain_text("onerror")
        page.locator("#search").fill(HOSTILE)
        expect(page.locator("#found")).to_contain_text(HOSTILE)
        assert page.locator("main img, main script, nav img, nav script, header img").count() == 0
        assert page.evaluate("() => window.harmed") is None


def test_a_hostile_document_is_an_example_like_any_other(page, address, atlas):
    def hostile_example(feature: int) -> int | None:
        texts = ["".join(e["pieces"]) for e in atlas.record(feature)["examples"]]
        return next((i for i, text in enumerate(texts) if MARKUP in text), None)

    firing = [hit.feature for hit in atlas.browse(limit=atlas.n_features)]
    feature = next(f for f in firing if hostile_example(f) is not None)
    open_feature(page, address, feature)
    text = page.locator(f"#example-{hostile_example(feature) + 1} .text")
    expect(text).to_contain_text(MARKUP)
    assert page.evaluate("() => window.harmed") is None


def test_a_foreign_script_would_not_run(new_page, address):
    page = new_page(allowed="Content Security Policy|404")
    page.goto(address)
    page.evaluate(
        """() => {
            const script = document.createElement("script");
            script.textContent = "window.harmed = 1";
            document.body.append(script);
            document.body.insertAdjacentHTML(
                "beforeend", "<img src=x onerror='window.harmed = 2'>");
        }"""
    )
    page.wait_for_timeout(200)
    assert page.evaluate("() => window.harmed") is None


def test_the_token_is_asked_for_once_and_leaves_the_address(new_page, atlas, alive):
    page = new_page(allowed="401")
    with live(create_app(atlas, None, TOKEN)) as address:
        page.goto(f"{address}/?feature={alive}")
        page.get_by_label("Token").fill("wrong")
        page.get_by_role("button", name="Open").click()
        expect(page.get_by_label("Token")).to_have_value("")  # asked for again
        page.get_by_label("Token").fill(TOKEN)
        page.get_by_role("button", name="Open").click()
        expect(page.locator(".example").first).to_be_visible()
        page.reload()
        expect(page.locator(".example").first).to_be_visible()
        other = new_page(allowed="401")
        other.goto(f"{address}/?feature={alive}&token={TOKEN}")
        expect(other.locator(".example").first).to_be_visible()
        assert TOKEN not in other.url
        assert f"feature={alive}" in other.url


def test_a_server_that_went_away_is_named_and_may_come_back(new_page, atlas, alive):
    page = new_page(allowed="ERR_CONNECTION_REFUSED|ERR_EMPTY_RESPONSE|ERR_CONNECTION_RESET")
    with live(create_app(atlas, None)) as address:
        open_feature(page, address, alive)
    page.keyboard.press("ArrowRight")
    expect(page.get_by_role("alert")).to_contain_text("sonde serve")
    expect(page.get_by_role("button", name="Try again")).to_be_visible()


# everywhere


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 800, 1440])
def test_nothing_is_wider_than_the_window(new_page, address, alive, width, scheme):
    page = new_page(width, 800, color_scheme=scheme)
    open_feature(page, address, alive)
    expect(page.locator(".example").first).to_be_visible()
    overflow = page.evaluate("() => document.documentElement.scrollWidth - innerWidth")
    assert overflow <= 0


def test_on_a_phone_the_list_and_the_feature_take_turns(new_page, address, alive):
    page = new_page(360, 740)
    open_feature(page, address, alive)
    expect(page.locator("#list")).to_be_hidden()
    page.get_by_role("link", name="All features").click()
    expect(page.locator("#results a").first).to_be_visible()
    expect(page.locator("#page")).to_be_hidden()


def test_everything_that_can_be_used_has_a_name(page, address, alive):
    open_feature(page, address, alive)
    nameless = page.evaluate(
        """() => [...document.querySelectorAll("button, a, input, select, textarea, svg[role=img]")]
            .filter((node) => !(node.getAttribute("aria-label") || node.labels?.length
                || node.textContent.trim()))
            .map((node) => node.outerHTML)"""
    )
    assert nameless == []


def test_contrast_of_text_on_the_strongest_highlight(new_page, address, alive):
    for scheme in ("light", "dark"):
        page = new_page(color_scheme=scheme)
        open_feature(page, address, alive)
        ink, fire = page.evaluate(
            """() => { const style = getComputedStyle(document.documentElement);
                return ["--ink", "--fire"].map((name) => style.getPropertyValue(name).trim()); }"""
        )
        assert contrast(ink, fire) > 4.5


def contrast(a: str, b: str) -> float:
    """Of two #rrggbb colours, by WCAG 2."""
    darker, lighter = sorted(luminance(colour) for colour in (a, b))
    return (lighter + 0.05) / (darker + 0.05)


def luminance(colour: str) -> float:
    channels = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
