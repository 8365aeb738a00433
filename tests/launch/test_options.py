"""The help of the commands: every word of it is Indonesian."""

import pytest

from launch.cli import COMMANDS

WITH_PARSER = sorted(COMMANDS.keys() - {"test", "manage"})  # these two print a text of their own


@pytest.mark.parametrize("name", WITH_PARSER)
def test_help_when_asked_then_headings_are_indonesian(name, capsys):
    with pytest.raises(SystemExit) as ended:
        COMMANDS[name](["--help"])
    shown = capsys.readouterr().out
    assert ended.value.code == 0
    assert shown.startswith(f"Cara pakai: bin/balale {name}")
    assert "\nPilihan:\n  -h, --help" in shown
    assert not any(word in shown for word in ("usage", "options", "positional", "show this"))


@pytest.mark.parametrize("name", WITH_PARSER)
def test_option_when_only_its_beginning_is_written_then_refused(name, capsys):
    with pytest.raises(SystemExit) as ended:
        COMMANDS[name](["--hel"])
    assert ended.value.code == 2
    assert f"Bantuan: bin/balale {name} --help" in capsys.readouterr().err
