"""What the operator's home weighs over the wire, and how soon it can be used (ux guide §8)."""

from collections import Counter

import pytest
from playwright.sync_api import Page, expect

from tests.browser.device import slow_down

pytestmark = pytest.mark.browser
KB = 1000
FIRST, REPEAT = 150 * KB, 10 * KB
SHARES = {"Script": 50 * KB, "Stylesheet": 20 * KB, "Font": 28 * KB}
USABLE_FIRST_MS, USABLE_REPEAT_MS = 5000, 1500
_TIMES = """() => new Promise(done => new PerformanceObserver(list => {
    const [visit] = performance.getEntriesByType("navigation");
    done({painted: list.getEntries().at(-1).startTime, usable: visit.domContentLoadedEventEnd});
}).observe({type: "largest-contentful-paint", buffered: true}))"""


class Scale:
    """Weighs what a page loads: bytes over the wire by kind."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.kinds: dict[str, str] = {}
        self.weights: Counter[str] = Counter()
        session = page.context.new_cdp_session(page)
        session.send("Network.enable")
        session.on("Network.responseReceived", self._note_kind)
        session.on("Network.loadingFinished", self._note_weight)

    def _note_kind(self, event: dict) -> None:
        self.kinds[event["requestId"]] = event["type"]

    def _note_weight(self, event: dict) -> None:
        self.weights[self.kinds.get(event["requestId"], "Other")] += event["encodedDataLength"]

    def weigh(self) -> Counter[str]:
        """Open the home and return the bytes by kind."""
        self.weights = Counter()
        self.page.goto("/")
        expect(self.page.get_by_role("link", name="Tambah PPKS").first).to_be_visible()
        self.page.wait_for_load_state("networkidle")
        return self.weights


@pytest.fixture
def cold_page(open_page, open_context, operator) -> Page:
    """A phone that has loaded nothing yet, but is signed in."""
    cookies = open_page(operator).context.cookies()
    context = open_context()
    context.add_cookies(cookies)
    return context.new_page()


def test_home_when_weighed_then_within_the_budget(cold_page, note_figure):
    scale = Scale(cold_page)
    first = scale.weigh()
    repeat = scale.weigh()
    note_figure(f"operator's home: first {first.total()} bytes {dict(first)}")
    note_figure(f"operator's home: repeat {repeat.total()} bytes {dict(repeat)}")
    assert first.total() <= FIRST
    assert {kind: first[kind] for kind, most in SHARES.items() if first[kind] > most} == {}
    assert repeat.total() <= REPEAT


def test_home_when_the_network_is_slow_then_usable_in_time(cold_page, note_figure):
    slow_down(cold_page)
    for visit, limit in (("first", USABLE_FIRST_MS), ("repeat", USABLE_REPEAT_MS)):
        cold_page.goto("/")
        times = cold_page.evaluate(_TIMES)
        note_figure(f"operator's home on a slow phone, {visit}: {times}")
        assert times["usable"] <= limit
        assert times["painted"] <= limit
