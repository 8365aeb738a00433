"""bin/balale link from file to file, and files that are none."""

import csv
import json

import pytest

from balale.linkage.services.command import main
from launch.bench.linkage.dataset import make_set
from launch.bench.linkage.score import measure


def write(path, text, encoding="utf-8"):
    path.write_bytes(text.encode(encoding))
    return str(path)


def read(path):
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_link_when_a_table_has_doubles_then_most_are_found_and_few_are_wrong(tmp_path):
    made = make_set(2_000, seed=77)
    table = tmp_path / "orang.csv"
    with table.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, made.rows[0])
        writer.writeheader()
        writer.writerows(made.rows)
    assert main([str(table), "--output", str(tmp_path / "pasang.csv"), "--json"]) == 0
    pairs = read(tmp_path / "pasang.csv")
    quality = measure({(p["id_l"], p["id_r"]) for p in pairs if p["verdict"] == "same"}, made.pairs)
    held = {(p["id_l"], p["id_r"]) for p in pairs} & made.pairs
    assert quality.precision >= 0.95
    assert quality.f1 >= 0.92
    assert len(held) >= 0.93 * len(made.pairs)
    assert all(0 <= float(p["score"]) <= 1 for p in pairs)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "kosong"),
        ("nama\nA\n", "record_id"),
        ("record_id,nama\n1,A\n1,B\n", "dua kali"),
        ("record_id,nama\n,A\n", "kosong di baris 2"),
        ("record_id,nama,nama\n1,A,B\n", "dua kali"),
        ("PK\x03\x04\0\0", "bukan CSV"),
    ],
)
def test_link_when_the_file_cannot_be_used_then_says_why(tmp_path, capsys, text, words):
    table = write(tmp_path / "orang.csv", text)
    assert main([table, "--output", str(tmp_path / "pasang.csv")]) == 1
    assert words in capsys.readouterr().err
    assert not (tmp_path / "pasang.csv").exists()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
def test_link_when_columns_are_missing_then_uses_what_is_there(tmp_path, capsys, encoding):
    text = (
        "record_id;nama;tanggal_lahir\n1;José Ungau;1980-02-03\n2;JOSÉ UNGAU;1980-02-03\n3;=1+1;x\n"
    )
    table = write(tmp_path / "orang.csv", text, encoding)
    assert main([table, "--output", str(tmp_path / "pasang.csv"), "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["records"] == 3


@pytest.mark.parametrize("rows", ["", "1,A\n"])
def test_link_when_there_is_nothing_to_compare_then_writes_no_pairs(tmp_path, rows):
    table = write(tmp_path / "orang.csv", f"record_id,nama\n{rows}")
    assert main([table, "--output", str(tmp_path / "pasang.csv")]) == 0
    assert read(tmp_path / "pasang.csv") == []
