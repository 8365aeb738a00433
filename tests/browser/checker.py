"""What every screen must pass: axe without a finding, targets of 44 px, and at every width
no scrolling sideways, no text cut or covered, no button broken into many lines."""

from pathlib import Path

import axe_playwright_python
from playwright.sync_api import Page

from tests.browser.device import DESK, PHONE, TABLET

AXE = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text()
TAGS = ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa", "best-practice"]
WIDTHS = (320, PHONE["width"], TABLET["width"], DESK["width"])
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
# What lies on the page with a box of its own: each line of a text, each control. Two such boxes
# share no ground; what floats above the page, is only heard or is drawn is another matter.
_LAYOUT = """() => {
    const CONTROLS = "input, select, textarea, .btn, .chip, .pill";
    const tell = one => `${one.tagName.toLowerCase()}.${one.className} `
        + `"${(one.textContent || one.name || "").trim().slice(0, 30)}"`;
    const seen = one => one.checkVisibility({visibilityProperty: true}) && !one.closest("svg");
    const floats = one => {
        for (let at = one; at; at = at.parentElement) {
            const {position, clipPath} = getComputedStyle(at);
            if (["fixed", "sticky"].includes(position) || clipPath !== "none") return true;
        }
        return false;
    };
    const boxes = [], found = [];
    const keep = (one, node, rects) => [...rects].forEach(rect => {
        if (rect.width > 1 && rect.height > 1) boxes.push({one, node, rect});
    });
    const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = texts.nextNode(); node; node = texts.nextNode()) {
        const one = node.parentElement;
        if (!node.data.trim() || one.matches("option, script")) continue;
        if (!seen(one) || floats(one)) continue;
        const range = document.createRange();
        range.selectNodeContents(node);
        keep(one, node, range.getClientRects());
        for (let at = one; at !== document.body; at = at.parentElement) {
            const style = getComputedStyle(at);
            const across = ["hidden", "clip"].includes(style.overflowX);
            const down = ["hidden", "clip"].includes(style.overflowY);
            if (across && at.scrollWidth > at.clientWidth + 1
                || down && at.scrollHeight > at.clientHeight + 1) found.push(`cut: ${tell(at)}`);
        }
    }
    for (const one of document.querySelectorAll(CONTROLS)) {
        if (!seen(one) || floats(one)) continue;
        keep(one, one, [one.getBoundingClientRect()]);
        const style = getComputedStyle(one);
        const lines = new Set(boxes.filter(box => box.one === one && box.node !== one)
            .map(box => Math.round(box.rect.top / 6)));
        if (one.matches(".btn, .chip, .pill") && one.scrollWidth > one.clientWidth + 1)
            found.push(`wider than its box: ${tell(one)}`);
        if (one.matches(".btn") && lines.size > 2) found.push(`${lines.size} lines: ${tell(one)}`);
    }
    boxes.sort((a, b) => a.rect.top - b.rect.top);
    boxes.forEach((a, i) => {
        for (let j = i + 1; j < boxes.length && boxes[j].rect.top < a.rect.bottom; j++) {
            const b = boxes[j];
            if (a.node === b.node || a.node.contains(b.node) || b.node.contains(a.node)) continue;
            const left = Math.max(a.rect.left, b.rect.left);
            const across = Math.min(a.rect.right, b.rect.right) - left;
            const down = Math.min(a.rect.bottom, b.rect.bottom) - b.rect.top;
            if (across > 2 && down > 0.35 * Math.min(a.rect.height, b.rect.height))
                found.push(`covered: ${tell(a.one)} by ${tell(b.one)}`);
        }
    });
    if (document.scrollingElement.scrollWidth > innerWidth) found.push("scrolls sideways");
    return [...new Set(found)];
}"""


def find_problems(page: Page) -> list[str]:
    """Everything wrong with the screen that is open, on phones, a tablet and a desk."""
    page.set_viewport_size(PHONE)
    # The whole page at once: what the bar at the bottom covers can be scrolled free.
    height = page.evaluate("document.scrollingElement.scrollHeight")
    page.set_viewport_size({"width": PHONE["width"], "height": height})
    page.evaluate(AXE)
    found = [f"phone {one}" for one in page.evaluate(_RUN_AXE, TAGS)]
    found += page.evaluate(_SMALL, [TARGETS, TARGET_PX])
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": DESK["height"]})
        found += find_bad_layout(page)
    found += [f"desk {one}" for one in page.evaluate(_RUN_AXE, TAGS)]
    page.set_viewport_size(PHONE)
    return found


def find_bad_layout(page: Page) -> list[str]:
    """Text cut or covered, buttons in many lines, scrolling sideways: at the width it has now."""
    width = page.evaluate("innerWidth")
    return [f"{width} px {one}" for one in page.evaluate(_LAYOUT)]
