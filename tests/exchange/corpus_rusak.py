"""Numbers and dates as Excel and tired hands leave them."""

# ruff: noqa: C408

from datetime import date

from tests.exchange.books import make_csv, make_xls, make_xlsx
from tests.exchange.corpus import BONG, JALI, KK1, KK2, LOPO, SEBALO, SITI, YULI, Case, nik


def list_cases():
    return [*_nik(), *_kolom(), *_tanggal(), *_silang()]


def _nik():
    head = ["NIK", "Nama", "JK", "Desa"]
    yield Case(
        "NIK as number, with apostrophe, spaces, dots, in words",
        make_xlsx(("A", [head, [int(LOPO), "LOPO", "L", "Sebalo"],
                         ["'" + BONG, "BONG", "L", "Sebalo"],
                         ["6107 1471 1260 9006", "MARTA", "P", "Sebalo"],
                         ["610714.311249.9005", "JALI", "L", "Sebalo"],
                         ["NIK: " + YULI, "YULIANA", "P", "Sebalo"],
                         ["\u202a" + SITI + "\u202c", "SITI", "P", "Sebalo"]])),
        orang={2: dict(nik=LOPO), 3: dict(nik=BONG), 4: dict(nik="6107147112609006"),
               5: dict(nik=JALI), 6: dict(nik=YULI), 7: dict(nik=SITI)},
    )  # fmt: skip
    yield Case(
        "NIK spoilt one by one",
        make_xlsx(("A", [head, [int(nik("120255", 9010)), "A", "L", "Sebalo"],
                         ["6,10714E+15", "BUDI", "L", "Sebalo"],
                         ["61071412O2559001", "BUDI", "L", "Sebalo"],
                         ["610714120255900", "BUDI", "L", "Sebalo"],
                         ["6107141202559001234", "BUDI", "L", "Sebalo"],
                         ["1111111111111111", "BUDI", "L", "Sebalo"],
                         ["6107141202550000", "BUDI", "L", "Sebalo"],
                         [nik("993055", 9011), "BUDI", "L", "Sebalo"]])),
        orang={9: dict(nik="6107149930559011")},
        ditolak={2: {"nik_rusak_excel"}, 3: {"nik_notasi_ilmiah"}, 4: {"nik_huruf"},
                 5: {"nik_panjang"}, 6: {"nik_panjang"}, 7: {"nik_sama"}, 8: {"nik_seri"}},
        kata={9: {"nik_tanggal"}},
    )  # fmt: skip
    yield Case(
        "NIK written by a program as float text",
        make_csv([head, [LOPO + ".0", "LOPO", "L", "Sebalo"],
                  ["6.107140507889003e+15", "BONG", "L", "Sebalo"]]),
        orang={2: dict(nik=LOPO), 3: dict(nik=BONG)},
    )  # fmt: skip
    yield Case(
        "NIK and No KK exchanged, and the same",
        make_xlsx(("A", [["No KK", "NIK", "Nama", "JK", "Desa"],
                         [LOPO, LOPO, "LOPO", "L", "Sebalo"], [KK1, BONG, "BONG", "L", "Sebalo"]])),
        orang={3: dict(nik=BONG, no_kk=KK1)}, ditolak={2: {"nik_sama_kk"}},
    )  # fmt: skip
    yield Case(
        "No KK spoilt by Excel",
        make_xls([["No KK", "NIK", "Nama", "JK", "Desa"],
                  [int(KK1) // 10 * 10, LOPO, "LOPO", "L", "Sebalo"],
                  [int(KK2), BONG, "BONG", "L", "Sebalo"]]),
        orang={3: dict(no_kk=KK2)}, ditolak={2: {"kk_rusak_excel"}},
    )  # fmt: skip


def _kolom():
    yield Case(
        "no heading at all: columns told by their content",
        make_csv([["1", KK1, LOPO, "YOHANES LOPO", "L", "Sambas, 12-02-1955", "Lansia"],
                  ["2", KK1, YULI, "YULIANA", "P", "Sambas, 12-03-1960", "Fakir Miskin"],
                  ["3", KK2, BONG, "BONG JUN FA", "L", "Sambas, 05-07-1988", "FM"]]),
        orang={1: dict(nik=LOPO, no_kk=KK1, nama="YOHANES LOPO", tanggal_lahir="1955-02-12",
                       kategori=[8]),
               2: dict(nik=YULI, jenis_kelamin="P", kategori=[24]), 3: dict(nik=BONG, no_kk=KK2)},
        catatan={"tanpa_judul"}, judul=0, desa=SEBALO,
    )  # fmt: skip
    rows = [[nik("120255", 9000 + 10 * n), f"LOPO {n}", "L", "Sebalo"] for n in range(1, 9)]
    yield Case(
        "a whole column of NIK that Excel spoilt before it became text",
        make_csv([["NIK", "Nama", "JK", "Desa"], *rows, [BONG, "BONG", "L", "Sebalo"]],
                 delimiter=";"),
        orang={10: dict(nik=BONG)}, ditolak={n: {"nik_rusak_excel"} for n in range(2, 10)},
        catatan={"kolom_nik_rusak"},
    )  # fmt: skip
    good = [[nik("120255", 9000 + n), f"LOPO {n}", "L", "Sebalo"] for n in range(1, 31)]
    yield Case(
        "a text column where one NIK in ten ends in 0, as chance has it",
        make_xlsx(("A", [["NIK", "Nama", "JK", "Desa"], *good])),
        orang={n + 1: dict(nik=nik("120255", 9000 + n), desa_kode=SEBALO) for n in range(1, 31)},
    )  # fmt: skip


def _tanggal():
    def rows(*values):
        return [["Nama", "JK", "Tanggal Lahir", "Desa"],
                *([f"ORANG {n:02d}".replace("0", "O").replace("1", "I"), "L", value, "Sebalo"]
                  for n, value in enumerate(values))]  # fmt: skip

    forms = [
        ("12-02-1955", "1955-02-12", "hari"), ("12/2/1955", "1955-02-12", "hari"),
        ("12.02.1955", "1955-02-12", "hari"), ("12 Februari 1955", "1955-02-12", "hari"),
        ("12 Pebruari 1955", "1955-02-12", "hari"), ("12-Feb-55", "1955-02-12", "hari"),
        ("12 Agt 1970", "1970-08-12", "hari"), ("Nopember 1961", "1961-11-15", "bulan"),
        ("12/02/55", "1955-02-12", "hari"), ("1955", "1955-07-01", "tahun"),
        (1955, "1955-07-01", "tahun"), ("00-00-1955", "1955-07-01", "tahun"),
        ("00/07/1955", "1955-07-15", "bulan"), (20132, "1955-02-12", "hari"),
        (date(1955, 2, 12), "1955-02-12", "hari"), ("1955-02-12", "1955-02-12", "hari"),
        ("1955-02-12 00:00:00", "1955-02-12", "hari"), ("12021955", "1955-02-12", "hari"),
        (2021955, "1955-02-02", "hari"), ("± 1940", "1940-07-01", "perkiraan"),
        ("Bengkayang, 12-02-1955", "1955-02-12", "hari"), ("01-07-1950", "1950-07-01", "hari"),
        ("Senin, 12 Februari 1955", "1955-02-12", "hari"),
    ]  # fmt: skip
    yield Case(
        "birth dates in all forms",
        make_xlsx(("A", rows(*(one[0] for one in forms)))),
        orang={n + 2: dict(tanggal_lahir=one[1], presisi_tgl_lahir=one[2])
               for n, one in enumerate(forms)},
        kata={23: {"tanggal_mungkin_perkiraan"}},
    )  # fmt: skip
    yield Case(
        "birth dates that can't be",
        make_xlsx(("A", rows("31-02-1955", "12-13-1955", "12-02-2030", "besok", 99999, "12/02/24",
                             "0012", date(2031, 1, 1)))),
        ditolak={2: {"tanggal_tidak_terbaca"}, 3: {"tanggal_urutan"},
                 4: {"tanggal_tidak_terbaca"}, 5: {"tanggal_tidak_terbaca"}, 6: {"tanggal_angka"},
                 7: {"tanggal_abad"}, 8: {"tanggal_tidak_terbaca"}, 9: {"tanggal_depan"}},
    )  # fmt: skip
    yield Case(
        "two-digit years that the age beside them settles",
        make_xlsx(("A", [["Nama", "JK", "Tgl Lahir", "Umur", "Desa"],
                         ["NEK JALI", "P", "12/02/24", 102, "Sebalo"],
                         ["ANASTASIA", "P", "12/02/24", "2 th", "Sebalo"]])),
        orang={2: dict(tanggal_lahir="1924-02-12"), 3: dict(tanggal_lahir="2024-02-12")},
    )  # fmt: skip
    yield Case(
        "a column that writes the month first",
        make_csv(rows("02/25/1955", "03/30/1960", "02/03/1970")),
        orang={2: dict(tanggal_lahir="1955-02-25"), 3: dict(tanggal_lahir="1960-03-30"),
               4: dict(tanggal_lahir="1970-02-03")},
        kata={4: {"tanggal_bulan_dulu"}}, catatan={"tanggal_bulan_dulu"},
    )  # fmt: skip
    yield Case(
        "serials in a text file",
        make_csv(rows("20132", "20133"), delimiter=";", encoding="cp1252"),
        orang={2: dict(tanggal_lahir="1955-02-12"), 3: dict(tanggal_lahir="1955-02-13")},
    )  # fmt: skip


def _silang():
    yield Case(
        "NIK against sex and birth date",
        make_xlsx(("A", [["NIK", "Nama", "JK", "Tgl Lahir", "Umur", "Desa"],
                         [LOPO, "LOPO", "P", "12-02-1955", "", "Sebalo"],
                         [BONG, "BONG", "L", "07-05-1988", "", "Sebalo"],
                         [YULI, "YULIANA", "P", "12-03-1961", 50, "Sebalo"],
                         ["9171" + LOPO[4:], "AKIM", "L", "12-02-1955", "", "Sebalo"],
                         ["0071" + BONG[4:], "BUDI", "L", "05-07-1988", "", "Sebalo"]])),
        orang={2: dict(jenis_kelamin="P"), 3: dict(tanggal_lahir="1988-05-07"),
               4: dict(tanggal_lahir="1961-03-12"), 5: dict(nama="AKIM"), 6: dict(nama="BUDI")},
        kata={2: {"jenis_kelamin_beda"}, 3: {"tanggal_mungkin_tertukar"},
              4: {"tanggal_lahir_beda", "umur_beda"}, 6: {"wilayah_tidak_dikenal"}},
    )  # fmt: skip
    yield Case(
        "cells that show an error or a novel",
        make_xlsx(("A", [["NIK", "Nama", "JK", "Tgl Lahir", "Desa"],
                         [LOPO, "LOPO", "L", "", "Sebalo"], [BONG, "B" * 3000, "L", "", "Sebalo"],
                         [YULI, "=1+1", "P", "", "Sebalo"]]),
                  formulas=((1, 3, "=NA()", "#N/A"),)),
        ditolak={2: {"tanggal_galat"}, 3: {"nama_galat"}, 4: {"nama_tidak_wajar"}},
        catatan={"rumus"},
    )  # fmt: skip
