"""What every screen must pass: axe without a finding, reflow at 320 px, targets of 44 px."""

from pathlib import Path

import axe_playwright_python
from playwright.sync_api import Page

from tests.browser.device import DESK, PHONE

AXE = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text()
TAGS = ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa", "best-practice"]
NARROW = {"width": 320, "height": 740}
TARGET_PX = 44
TARGETS = ".btn, .go, .dock a, input:not([type=hidden]), select, textarea, summary, "
TARGETS += "button:not([aria-hidden=true])"
_RUN_AXE = """async tags => {
    const found = await axe.run(document, {runOnly: tags, resultTypes: ["violations"]});
    return found.violations.flatMap(one => one.nodes.map(
        node => `${one.id}: ${node.target.join(" ")}: ${node.any.concat(node.all, node.none)
            .map(check => check.message).join("; ")}`));
}"""
# A box inside a label counts as large as its label; what is hidden or one pixel small is no target.
_SMALL = """([wanted, least]) => [...document.querySelectorAll(wanted)].flatMap(one => {
    const area = one.matches("input") && one.closest("label") || one;
    const {width, height} = area.getBoundingClientRect();
    const seen = one.checkVisibility({visibilityProperty: true}) && width > 1 && height > 1;
    const large = width >= least - 0.5 && height >= least - 0.5;
    return !seen || large ? [] : [`small target: ${one.tagName} ${one.className} ${one.id} `
        + `${one.textContent.trim().slice(0, 30)} ${Math.round(width)}x${Math.round(height)}`];
})"""
_TOO_WIDE = "document.scrollingElement.scrollWidth > innerWidth"


def find_problems(page: Page) -> list[str]:
    """Everything wrong with the screen that is open, on a phone, a narrow phone and a desk."""
    page.set_viewport_size(PHONE)
    # The whole page at once: what the bar at the bottom covers can be scrolled free.
    height = page.evaluate("document.scrollingElement.scrollHeight")
    page.set_viewport_size({"width": PHONE["width"], "height": height})
    page.evaluate(AXE)
    found = [f"phone {one}" for one in page.evaluate(_RUN_AXE, TAGS)]
    found += page.evaluate(_SMALL, [TARGETS, TARGET_PX])
    page.set_viewport_size(NARROW)
    if page.evaluate(_TOO_WIDE):
        found.append("wider than 320 px")
    page.set_viewport_size(DESK)
    found += [f"desk {one}" for one in page.evaluate(_RUN_AXE, TAGS)]
    page.set_viewport_size(PHONE)
    return found
