"""The documents say what is so: terms, notices and commands are looked up in the program."""

import re
from functools import cache
from pathlib import Path

import pytest

from balale.access.rules.policy import Role, Tingkat
from balale.registry.rules.status import StatusPpks
from launch.cli import COMMANDS, make_demo_parser

ROOT = Path(__file__).parents[2]
GLOSSARY = (ROOT / "docs/glossary.md").read_text(encoding="utf-8")
NOTICE = (ROOT / "NOTICE.md").read_text(encoding="utf-8")
README = (ROOT / "README.md").read_text(encoding="utf-8")
LOCKS = sorted((ROOT / "requirements").glob("*.txt"))
KINDS = {".py", ".sql", ".html", ".css"}


def _list_glossary_rows():
    for line in GLOSSARY.splitlines():
        cells = [cell.strip() for cell in line.strip("|").split(" | ")]
        if line.startswith("| ") and cells[0] != "term":
            yield cells


ROWS = list(_list_glossary_rows())
IDENTIFIERS = sorted({word for *_, last in ROWS for word in re.findall(r"`(\w+)`", last)})


@cache
def _words_in_program():
    files = (path for path in (ROOT / "balale").rglob("*") if path.suffix in KINDS)
    return {word for path in files for word in re.findall(r"\w+", path.read_text("utf-8"))}


def _read_pins():
    pinned = r"^([a-z0-9][a-z0-9._-]*)==(\S+)"
    for lock in LOCKS:
        yield from re.findall(
            pinned, lock.read_text(encoding="utf-8"), re.MULTILINE | re.IGNORECASE
        )


def test_glossary_when_read_then_every_row_has_four_cells_and_an_identifier():
    broken = [cells[0] for cells in ROWS if len(cells) != 4 or "`" not in cells[-1]]
    assert ROWS
    assert broken == []


@pytest.mark.parametrize("identifier", IDENTIFIERS)
def test_glossary_identifier_when_looked_up_then_stands_in_the_program(identifier):
    assert identifier in _words_in_program()


def test_glossary_when_compared_then_binds_every_status_level_and_role():
    official = {member.name for kind in (StatusPpks, Tingkat, Role) for member in kind}
    assert official <= set(IDENTIFIERS)


@pytest.mark.parametrize(("package", "version"), sorted(set(_read_pins())))
def test_notice_when_a_package_is_pinned_then_names_it_with_version_and_licence(package, version):
    row = rf"^\| {re.escape(package)} \| {re.escape(version)} \| \S.* \|$"
    assert re.search(row, NOTICE, re.MULTILINE | re.IGNORECASE)


def test_notice_when_it_names_a_file_then_the_file_is_there():
    named = re.findall(r"`((?:data|balale|requirements)/[\w./-]+)`", NOTICE)
    missing = [name for name in named if not (ROOT / name).exists()]
    assert named
    assert missing == []


def test_readme_when_it_names_a_command_then_the_command_is_there():
    named = set(re.findall(r"bin/balale ([a-z]+)", README))
    assert {"demo", "test"} <= named <= set(COMMANDS)


def test_readme_when_it_names_an_option_of_demo_then_demo_takes_it():
    taken = {option for action in make_demo_parser()._actions for option in action.option_strings}
    assert set(re.findall(r"`(--[a-z-]+)", README)) <= taken


def test_readme_when_it_names_a_path_then_the_path_is_there():
    links = re.findall(r"\]\(([\w./-]+)\)", README)
    missing = [link for link in links if not link.endswith(".png") and not (ROOT / link).exists()]
    assert missing == []


def test_readme_when_it_lists_rooms_then_lists_all_of_them():
    rooms = {path.parent.name for path in (ROOT / "balale").glob("*/__init__.py")}
    assert rooms <= set(re.findall(r"^\| `(\w+)` \|", README, re.MULTILINE))


def test_readme_when_counted_then_short():
    assert len(README.splitlines()) <= 120
