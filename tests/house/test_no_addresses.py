"""No file of the repository names a package registry, a place on one machine, or a key.

The patterns are put together from pieces, so that this file does not name them either.
"""

import re
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
FOLDERS = (".ci", "balale", "bin", "data", "docs", "launch", "requirements", "tests")
GENERATED = {"__pycache__"}


def _host(name, *endings):
    return rf"\b{name}\.(?:{'|'.join(endings)})\b"


def _folder(name, more=""):
    """An absolute path into the folder, not a part of a longer path or address."""
    return rf"(?<![\w./-])/{name}/{more}"


PATTERNS = {
    "a registry of Python packages": _host("(?:py" + "pi|python" + "hosted)", "org", "io"),
    "another registry": _host("(?:npm" + "js|cra" + "tes|ana" + "conda)", "org", "io", "com"),
    "a container registry": r"\b(?:gh" + r"cr\.io|qu" + r"ay\.io|docker" + r"\.io)\b",
    "a setting of an index": r"(?<!no-emit-)(?:index" + "-url|find" + "-links|trusted" + "-host)",
    "a variable of an index": r"\bPIP_(?:INDEX|EXTRA|FIND|TRUSTED|CERT)\w*",
    "a place of work": _folder("(?:wo" + "rk|works" + "pace|op" + "t/wheels)"),
    "a home folder": _folder("(?:ro" + "ot|ho" + "me|Us" + "ers)", r"(?!budi\b)\w"),
    "a passing folder": _folder("t" + "mp", r"\w"),
    "a private network": r"\b(?:192" + r"\.168|10" + r"\.\d{1,3})\.\d{1,3}\.\d{1,3}\b(?!\.)",
    "a private key": "-----BEGIN [A-Z ]*PRIVATE" + " KEY",
    "a token": r"\b(?:gh" + r"p_|gl" + r"pat-|AK" + r"IA)[A-Za-z0-9]{12,}",
}  # fmt: skip


@cache
def _read_texts():
    """Text of every file, by its path; pictures and fonts are left out."""
    files = [path for path in ROOT.iterdir() if path.is_file()]
    files += [path for folder in FOLDERS for path in (ROOT / folder).rglob("*") if path.is_file()]
    texts = {}
    for path in files:
        raw = path.read_bytes()
        if b"\0" not in raw and not GENERATED & set(path.parts):
            texts[str(path.relative_to(ROOT))] = raw.decode(errors="replace")
    return texts


@pytest.mark.parametrize("what", PATTERNS)
def test_files_when_scanned_then_none_names(what):
    pattern = re.compile(PATTERNS[what])
    found = [
        f"{name}:{text.count(chr(10), 0, match.start()) + 1}: {match[0]}"
        for name, text in _read_texts().items()
        if (match := pattern.search(text))
    ]
    assert len(_read_texts()) > 100
    assert not found, f"{what}: {found}"


@pytest.mark.parametrize(
    ("what", "sample"),
    [
        ("a registry of Python packages", "https://py" + "pi.org/simple"),
        ("another registry", "registry.npm" + "js.org"),
        ("a container registry", "gh" + "cr.io/x"),
        ("a setting of an index", "--extra-index" + "-url https://x"),
        ("a variable of an index", "PIP_" + "INDEX_URL=x"),
        ("a place of work", "cd /wo" + "rk/main"),
        ("a home folder", "'/ho" + "me/siti'"),
        ("a passing folder", "=/t" + "mp/x"),
        ("a private network", "192" + ".168.1.20"),
        ("a private key", "-----BEGIN RSA PRIVATE" + " KEY-----"),
        ("a token", "gh" + "p_" + "a" * 36),
    ],
)
def test_pattern_when_it_meets_its_like_then_sees_it(what, sample):
    assert re.search(PATTERNS[what], sample)
