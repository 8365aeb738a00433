"""The command on the server: an account in words and as JSON, and refusals that say why."""

import json

import pytest
from django.core.management import call_command

from balale.registry.models import Orang
from tests.exchange.books import make_csv, make_xlsx
from tests.exchange.corpus import LOPO, YULI

pytestmark = pytest.mark.django_db
ROWS = [["NIK", "Nama", "JK", "Desa"], [LOPO, "LOPO", "L", "Sebalo"], ["12", "BUDI", "L", "Sebalo"]]


def run(tmp_path, isi, *options):
    place, report = tmp_path / "orang.xlsx", tmp_path / "laporan.json"
    place.write_bytes(isi)
    call_command("import_people", str(place), *options, f"--report={report}")
    return json.loads(report.read_text(encoding="utf-8"))


def test_report_when_file_is_good_then_has_the_agreed_form(tmp_path, capsys):
    report = run(tmp_path, make_xlsx(("A", ROWS)))
    assert (report["read"], report["new"], report["rejected"]) == (2, 1, 1)
    assert (report["sheet"], report["header_row"]) == ("A", 1)
    assert report["columns"] == {
        "NIK": "nik", "Nama": "nama", "JK": "jenis_kelamin", "Desa": "desa",
    }  # fmt: skip
    person = report["rows"][0]["person"]
    assert {"nik", "no_kk", "nama", "jenis_kelamin", "tanggal_lahir", "presisi_tgl_lahir",
            "desa_kode", "kategori"} <= person.keys()  # fmt: skip
    (reason,) = [r for r in report["rows"][1]["reasons"] if r["severity"] == "error"]
    assert (reason["column"], reason["cell"], reason["code"]) == ("NIK", "A3", "nik_panjang")
    assert "dibaca 2 = baru 1 + sama 0 + berubah 0 + ditolak 1" in capsys.readouterr().out


def test_command_when_run_then_stores_nothing(tmp_path):
    run(tmp_path, make_csv(ROWS))
    assert not Orang.objects.exists()


def test_command_without_report_when_rows_are_refused_then_names_them(tmp_path, capsys):
    place = tmp_path / "a.csv"
    place.write_bytes(make_csv(ROWS))
    call_command("import_people", str(place))
    out = capsys.readouterr().out
    assert "Baris 3: NIK harus 16 angka. Baru 2 yang terisi." in out
    assert YULI not in out


def test_desa_when_given_then_all_rows_are_of_it(tmp_path):
    report = run(tmp_path, make_csv(ROWS), "--desa=61.07.14.2004")
    assert report["rows"][0]["reasons"][-1]["code"] == "desa_lain"


@pytest.mark.parametrize(
    ("isi", "options", "code"),
    [(b"\x89PNG\r\n\x1a\n", (), "jenis"), (b"", (), "kosong"),
     (make_csv([["a", "b"], ["1", "2"]]), (), "judul"),
     (make_csv(ROWS), ("--desa=61.99",), "desa"),
     (make_csv(ROWS), ("--sheet=Lain",), "lembar_tidak_ada")],
)  # fmt: skip
def test_file_when_refused_then_report_and_exit_say_so(tmp_path, isi, options, code):
    with pytest.raises(SystemExit) as ended:
        run(tmp_path, isi, *options)
    assert ended.value.code == 1
    report = json.loads((tmp_path / "laporan.json").read_text(encoding="utf-8"))
    assert (report["read"], report["refused"]["code"]) == (0, code)


def test_apply_when_asked_then_says_that_it_is_not_there_yet(tmp_path, capsys):
    with pytest.raises(SystemExit):
        run(tmp_path, make_csv(ROWS), "--apply")
    assert "belum tersedia" in capsys.readouterr().err


def test_file_when_missing_then_said_in_words(capsys):
    with pytest.raises(SystemExit):
        call_command("import_people", "tidak-ada.xlsx")
    assert "tidak terbaca" in capsys.readouterr().err
