import gzip
import hashlib
import json
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
STATIC = ROOT / "balale/kit/static/kit"
TEMPLATES = sorted((ROOT / "balale").glob("**/templates/**/*.html"))
SCRIPTS = sorted((ROOT / "balale").glob("**/static/**/*.js"))
KIB = 1024


def _packed(*paths):
    return sum(len(gzip.compress(path.read_bytes(), 9)) for path in paths)


def test_styles_when_measured_then_within_budget():
    tokens, base, parts = (STATIC / f"{name}.css" for name in ("tokens", "base", "parts"))
    assert tokens.stat().st_size + base.stat().st_size <= 18 * KIB
    assert _packed(tokens, base, parts) <= 20 * KIB


def test_font_when_measured_then_within_budget():
    (font,) = STATIC.glob("font/*.woff2")
    assert font.stat().st_size <= 28 * KIB
    assert (STATIC / "font/LICENSE-OFL.txt").exists()


def test_scripts_when_packed_then_within_budget():
    assert _packed(*SCRIPTS) <= 50 * KIB


def test_vendored_when_compared_then_digests_match():
    listed = json.loads((STATIC / "vendor/manifest.json").read_text())
    assert {item["file"] for item in listed} == {path.name for path in STATIC.glob("vendor/*.js")}
    for item in listed:
        content = (STATIC / "vendor" / item["file"]).read_bytes()
        assert hashlib.sha256(content).hexdigest() == item["sha256"]
        assert (STATIC / "vendor" / item["licence_file"]).exists()


INLINE = {
    "a style attribute": re.compile(r"<[^>]*\sstyle\s*=", re.IGNORECASE),
    "a style element": re.compile(r"<style\b", re.IGNORECASE),
    "an inline script": re.compile(
        r"<script\b(?![^>]*\b(src|type=\"application/json\"))[^>]*>", re.I
    ),
    "an event handler": re.compile(r"<[^>]*\son[a-z]+\s*=", re.IGNORECASE),
    "script in an address": re.compile(r"javascript:", re.IGNORECASE),
    "another host": re.compile(r"(?:src|href)=\"(?:https?:)?//", re.IGNORECASE),
}


@pytest.mark.parametrize("what", INLINE)
def test_templates_when_scanned_then_nothing_breaks_the_content_policy(what):
    found = [
        str(path.relative_to(ROOT)) for path in TEMPLATES if INLINE[what].search(path.read_text())
    ]
    assert TEMPLATES
    assert not found, f"{what} in {found}"


def test_icons_when_named_in_templates_then_in_the_sprite():
    known = set(re.findall(r'id="i-([a-z-]+)"', (STATIC / "icons.svg").read_text()))
    used = set()
    for path in TEMPLATES:
        used |= set(re.findall(r'<c-icon[^>]*?\sname="([a-z-]+)"', path.read_text()))
    assert used <= known, used - known


def test_parts_when_read_then_first_comment_lists_the_variables():
    for path in (STATIC.parents[1] / "templates/cotton").glob("*.html"):
        assert path.read_text().startswith("{# "), path.name


def test_templates_when_counted_then_short():
    long = [path.name for path in TEMPLATES if len(path.read_text().splitlines()) >= 80]
    assert not long
