"""What the commands say and how they read what is given to them."""

import pytest

from launch import demo, readiness
from launch.binaries import parse_major
from launch.cli import main, make_demo_parser
from launch.words import Exit

AKUN = [
    {"role": "Operator desa", "area_name": "Desa A", "username": "op.a", "passphrase": "satu dua"},
    {"role": "Operator desa", "area_name": "Desa B", "username": "op.b", "passphrase": "tiga"},
    {"role": "Verifikator", "area_name": None, "username": "ver", "passphrase": "empat"},
]


def test_make_table_shows_one_account_per_role():
    lines = demo.make_table(AKUN).splitlines()
    assert len(lines) == 4
    assert lines[0].split("  ")[0].strip() == "Peran"
    assert "op.a" in lines[2]
    assert "ver" in lines[3]


def test_make_table_shows_an_account_of_two_roles_beside_the_others():
    two = {**AKUN[2], "role": "tksk", "second_role": "pengelola_data", "username": "dua"}
    lines = demo.make_table([*AKUN, two]).splitlines()
    assert "TKSK + Pengelola data" in lines[-1]
    assert demo.name_role({"role": "lembaga_psks"}) == "Lembaga PSKS"


def test_find_operator_takes_the_first():
    assert demo.find_operator(AKUN)["username"] == "op.a"


@pytest.mark.parametrize(
    ("text", "major"),
    [
        ("postgres (PostgreSQL) 15.18 (Debian 15.18-0+deb12u1)", 15),
        ("postgres (PostgreSQL) 17.10", 17),
        ("postgres (PostgreSQL) 18beta1", 18),
        ("", 0),
        ("something else 15", 0),
    ],
)
def test_parse_major_reads_the_version(text, major):
    assert parse_major(text) == major


def test_find_token_reads_the_form():
    page = '<form><input type="hidden" name="csrfmiddlewaretoken" value="abc123"></form>'
    assert readiness.find_token(page) == "abc123"
    assert readiness.find_token("<p>") == ""


@pytest.mark.parametrize(
    "arguments",
    [["--people", "0"], ["--people", "x"], ["--port", "70000"], ["--unknown"], ["--port"]],
)
def test_demo_with_wrong_options_says_so_in_indonesian(arguments, capsys):
    with pytest.raises(SystemExit) as ended:
        make_demo_parser().parse_args(arguments)
    assert ended.value.code == Exit.USAGE
    words = capsys.readouterr().err
    assert "Bantuan:" in words
    assert "expected" not in words
    assert "invalid" not in words


def test_main_with_an_unknown_command_shows_the_commands(capsys):
    assert main(["terbang"]) == Exit.USAGE
    assert "Perintah `terbang` tidak ada" in capsys.readouterr().out


def test_main_help_exits_well(capsys):
    assert main(["--help"]) == Exit.OK
    assert "bin/balale PERINTAH" in capsys.readouterr().out
