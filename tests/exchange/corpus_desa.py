"""Lists as village offices keep them."""

# ruff: noqa: C408

from datetime import date

from tests.exchange.books import make_csv, make_ods, make_xls, make_xlsx
from tests.exchange.corpus import BONG, JALI, KK1, KK2, LOPO, MAJU, SEBALO, SITI, YULI, Case, nik

KOP = [
    ["PEMERINTAH KABUPATEN BENGKAYANG"],
    ["KECAMATAN SUNGAI BETUNG"],
    ["DESA SUKA MAJU"],
    ["Alamat: Jalan Raya Suka Maju Kode Pos 79282"],
    [],
]


def list_cases():
    return [*_kop(), *_bentuk(), *_wilayah(), *_isi()]


def _kop():
    yield Case(
        "plain list",
        make_xlsx(("Data", [["NIK", "Nama", "L/P", "Tgl Lahir", "Desa", "Kecamatan"],
                            [LOPO, "YOHANES LOPO", "L", "12-02-1955", "Sebalo", "Bengkayang"],
                            [YULI, "Yuliana", "P", date(1960, 3, 12), "Kel. Sebalo", ""]])),
        orang={2: dict(nik=LOPO, nama="YOHANES LOPO", jenis_kelamin="L",
                       tanggal_lahir="1955-02-12", presisi_tgl_lahir="hari", desa_kode=SEBALO),
               3: dict(nik=YULI, jenis_kelamin="P", tanggal_lahir="1960-03-12", desa_kode=SEBALO)},
        kolom={"NIK": "nik", "Nama": "nama", "L/P": "jenis_kelamin", "Tgl Lahir": "tanggal_lahir"},
        lembar="Data",
    )  # fmt: skip
    yield Case(
        "letterhead, merged titles, two-line heading, numbers beneath, signatures",
        make_xlsx(("PPKS", [
            *KOP, ["DAFTAR PEMERLU PELAYANAN KESEJAHTERAAN SOSIAL"], ["TAHUN 2024"], [],
            ["No", "NIK", "Nama", "Tempat, Tgl Lahir", "Jenis Kelamin", "", "Alamat", "", "",
             "Jenis PPKS"],
            ["", "", "", "", "L", "P", "Dusun", "RT", "RW", ""],
            list(range(1, 11)),
            [1, LOPO, "YOHANES LOPO", "Bengkayang, 12-02-1955", "v", "", "Sebadu", "001", "002",
             "Lansia Terlantar"],
            [2, YULI, "YULIANA", "Sambas, 12 Maret 1960", "", "v", "Sebadu", 1, 2, "PD"],
            ["JUMLAH", "", "2 orang"], [],
            ["", "", "", "", "", "", "Suka Maju, 12 Januari 2024"],
            ["", "", "", "", "", "", "Kepala Desa Suka Maju"], [], [],
            ["", "", "", "", "", "", "YOHANES JALI, S.Sos"],
            ["", "197805122003121004", "", "", "", "", "NIP. 197805122003121004"]]),
            merges=("A1:J1", "A2:J2", "A3:J3", "A6:J6", "E9:F9", "G9:I9")),
        orang={12: dict(nik=LOPO, jenis_kelamin="L", tempat_lahir="Bengkayang", dusun="Sebadu",
                        rt="001", rw="002", desa_kode=MAJU, kategori=[8]),
               13: dict(nik=YULI, jenis_kelamin="P", tanggal_lahir="1960-03-12", rt="001",
                        kategori=[9])},
        lewat={11: "nomor_kolom", 14: "jumlah", 16: "kaki", 17: "kaki", 20: "kaki", 21: "kaki"},
        kolom={"Jenis Kelamin L": "jk_l", "Alamat RT": "rt", "Jenis PPKS": "kategori"},
        catatan={"desa_dari_judul"}, judul=9,
    )  # fmt: skip
    yield Case(
        "title row beside an address column, heading in one cell more than data",
        make_xls([["DATA LANSIA DESA SUKA MAJU KEC. SUNGAI BETUNG"], [],
                  ["NO.", "NAMA LENGKAP", "NIK", "NO. KK", "JK", "TTL", "ALAMAT", "KET"],
                  ["1", "Bong Jun Fa", BONG, KK1, "LK", "Singkawang, 05/07/1988", "Jl. Raya", ""]]),
        orang={4: dict(nama="Bong Jun Fa", nik=BONG, no_kk=KK1, jenis_kelamin="L",
                       tempat_lahir="Singkawang", tanggal_lahir="1988-07-05", alamat="Jl. Raya",
                       desa_kode=MAJU)},
        judul=3,
    )  # fmt: skip
    yield Case(
        "heading repeated on every printed page",
        make_xlsx(("A", [["No", "Nama", "NIK", "JK", "Desa"],
                         [1, "LOPO", LOPO, "L", "Sebalo"],
                         ["No", "Nama", "NIK", "JK", "Desa"],
                         [2, "YULIANA", YULI, "P", "Sebalo"]])),
        orang={2: dict(nik=LOPO), 4: dict(nik=YULI)}, lewat={3: "judul_ulang"},
    )  # fmt: skip
    yield Case(
        "dusun as title rows between the people",
        make_xlsx(("A", [["NO", "NAMA", "NIK", "L/P", "DESA"],
                         ["DUSUN SEBADU"], [1, "LOPO", LOPO, "L", "Sebalo"],
                         ["Dusun Tembawang"], [1, "YULIANA", YULI, "P", "Sebalo"]])),
        orang={3: dict(dusun="SEBADU"), 5: dict(dusun="Tembawang")},
        lewat={2: "judul_bagian", 4: "judul_bagian"},
    )  # fmt: skip
    yield Case(
        "numbered lines kept empty for later, subtotals",
        make_xlsx(("A", [["No", "Nama", "NIK", "JK", "Desa"], [1, "LOPO", LOPO, "L", "Sebalo"],
                         ["Sub Total", 1], [2], [3], ["TOTAL KESELURUHAN", "", 1]])),
        orang={2: dict(nik=LOPO)},
        lewat={3: "jumlah", 4: "kosong", 5: "kosong", 6: "jumlah"},
    )  # fmt: skip


def _bentuk():
    rows = [["NIK", "Nama", "JK", "Desa"], [LOPO, "LOPO", "L", "Sebalo"]]
    orang = {2: dict(nik=LOPO, nama="LOPO", jenis_kelamin="L", desa_kode=SEBALO)}
    yield Case("ods", make_ods(rows), orang=orang)
    yield Case("old xls", make_xls(rows), orang=orang)
    for name, delimiter, encoding in (
        ("semicolons", ";", "utf-8-sig"), ("commas", ",", "utf-8"), ("tabs", "\t", "utf-16"),
        ("pipes", "|", "cp1252"), ("carets", "^", "utf-16-be"), ("tildes", "~", "utf-16-le"),
        ("hashes", "#", "utf-32"),
    ):  # fmt: skip
        yield Case(f"csv with {name} in {encoding}",
                   make_csv(rows, delimiter=delimiter, encoding=encoding), orang=orang)  # fmt: skip
    yield Case(
        "csv of Windows-1252 with a typographic apostrophe, quoted commas and a hint",
        make_csv([["NIK", "Nama", "JK", "Tempat, Tgl Lahir", "Desa"],
                  [LOPO, "Sa’bah André", "L", "Bengkayang, 12-02-1955", "Saba’u"]],
                 delimiter=",", encoding="cp1252", hint=True),
        orang={3: dict(nama="Sa’bah André", tempat_lahir="Bengkayang", desa_kode="61.07.02.2002")},
        judul=2,
    )  # fmt: skip
    yield Case(
        "csv where a quote is opened and never closed",
        make_csv([["NIK", "Nama", "JK", "Desa"]]) + "\r\n".join(
            [f'{LOPO},"LOPO,L,Sebalo', *[f"{nik('120360', 9100 + n)},BUDI {chr(65 + n)},L,Sebalo"
                                         for n in range(20)]]).encode(),
        orang={2: dict(nik=LOPO), **{3 + n: dict(nama=f"BUDI {chr(65 + n)}") for n in range(20)}},
    )  # fmt: skip
    yield Case(
        "two sheets of people, a hidden one and a recap",
        make_xlsx(("Rekap", [["Kategori", "Jumlah"], ["Lansia", 2]]),
                  ("RT 01", [["Nama", "NIK", "JK", "Desa"], ["LOPO", LOPO, "L", "Sebalo"],
                             ["BONG", BONG, "L", "Sebalo"]]),
                  ("RT 02", [["Nama", "NIK", "JK", "Desa"], ["YULIANA", YULI, "P", "Sebalo"]]),
                  ("Lama", [["Nama", "NIK"], ["JALI", JALI]]), hidden=("Lama",)),
        orang={2: dict(nik=LOPO), 3: dict(nik=BONG)},
        catatan={"lembar_lain", "lembar_tersembunyi"}, lembar="RT 01",
    )  # fmt: skip
    yield Case(
        "formulas: the value they showed counts",
        make_xlsx(("A", [["NIK", "Nama", "JK", "Desa"], ["", "LOPO", "L", ""]]),
                  formulas=((1, 0, '="61"&"071412"', LOPO), (1, 3, "=A9", "Sebalo"))),
        orang={2: dict(nik=LOPO, desa_kode=SEBALO)}, catatan={"rumus"},
    )  # fmt: skip
    yield Case(
        "family cells merged over the rows of its members",
        make_xlsx(("A", [["No", "No KK", "Nama", "NIK", "JK", "Desa"],
                         [1, KK1, "LOPO", LOPO, "L", "Sebalo"], ["", "", "YULIANA", YULI, "P", ""],
                         ["", "", "SITI", SITI, "P", "Suka Maju"]]),
                  merges=("A2:A3", "B2:B4", "F2:F3")),
        orang={2: dict(no_kk=KK1, desa_kode=SEBALO), 3: dict(no_kk=KK1, desa_kode=SEBALO)},
        ditolak={4: {"desa_ganda"}},
    )  # fmt: skip
    yield Case(
        "spaced-out headings, village in a letterhead of two cells, people called Total",
        make_xlsx(("A", [["Kecamatan", ":", "Sungai Betung"], ["Desa", ":", "Suka Maju"], [],
                         ["No.", "N a m a", "N I K", "L / P", "Umur"],
                         ["", "(sesuai KTP)", "(16 angka)"], ["1.", "TOTAL LOPO", "", "L", "71"],
                         ["-", "-", "-", "-", "-"], ["2.", "YULIANA", YULI, "P", "66"],
                         ["", "Jumlah", "", 2]])),
        orang={6: dict(nama="TOTAL LOPO", desa_kode=MAJU), 8: dict(nik=YULI)},
        lewat={5: "petunjuk", 7: "kosong", 9: "jumlah"}, judul=4,
    )  # fmt: skip
    yield Case(
        "table begins at column C",
        make_xlsx(("A", [[], [], ["", "", "Nama", "NIK", "JK", "Desa"],
                         ["", "", "LOPO", LOPO, "L", "Sebalo"]])),
        orang={4: dict(nik=LOPO)}, judul=3,
    )  # fmt: skip


def _wilayah():
    head = ["NIK", "Nama", "JK", "Desa", "Kecamatan"]

    def rows(*places):
        return [head, *([nik("120255", 9200 + n), f"LOPO {chr(65 + n)}", "L", *place]
                        for n, place in enumerate(places))]  # fmt: skip

    yield Case(
        "spellings of villages",
        make_xlsx(("A", rows(("SABAU", ""), ("Ds. Tebuah Morong", "Ledo"), ("Hli Buie", "Siding"),
                             ("Sungkung 2", "Siding"), ("Sei Pangkalan I", ""), ("Sabalo", ""),
                             ("Bakti Mulya", "Bengkayang"), ("SUKAMAJU", "Suti Semarang"),
                             ("Suka Maju (Sungai Betung)", ""), ("S. Duri", "Sei Raya")))),
        orang={2: dict(desa_kode="61.07.02.2002"), 3: dict(desa_kode="61.07.03.2018"),
               4: dict(desa_kode="61.07.12.2005"), 5: dict(desa_kode="61.07.12.2007"),
               6: dict(desa_kode="61.07.01.2006"), 7: dict(desa_kode=SEBALO),
               8: dict(desa_kode="61.07.04.2004"), 9: dict(desa_kode="61.07.10.2003"),
               10: dict(desa_kode=MAJU), 11: dict(desa_kode="61.07.01.2001")},
    )  # fmt: skip
    yield Case(
        "traps with villages",
        make_xlsx(("A", rows(("Suka Maju", ""), ("Sungai Raya", "Sungai Raya"), ("Seluas", "Ledo"),
                             ("Pontianak", ""), ("Sebalo", "Kubu Raya"), ("", ""),
                             ("Siding", ""), ("Bhakti Mulia", "Bengkayang")))),
        orang={3: dict(desa_kode="61.07.15.2003"), 8: dict(desa_kode="61.07.12.2004"),
               9: dict(desa_kode="61.07.04.2004")},
        ditolak={2: {"desa_ganda"}, 4: {"kecamatan_tidak_cocok"}, 5: {"desa_tidak_dikenal"},
                 6: {"kecamatan_tidak_dikenal"}, 7: {"desa_kosong"}},
        kata={3: {"kecamatan_lama"}, 9: {"desa_mirip"}},
    )  # fmt: skip
    yield Case(
        "codes of villages: Kemendagri with and without dots, lapsed, BPS",
        make_xlsx(("A", [["NIK", "Nama", "JK", "Kode Desa"],
                         [LOPO, "LOPO", "L", 6107041010], [BONG, "BONG", "L", "61.07.14.2004"],
                         [JALI, "JALI", "L", "61.07.01.2002"], [YULI, "YULI", "P", "6102010001"]])),
        orang={2: dict(desa_kode=SEBALO), 3: dict(desa_kode=MAJU),
               4: dict(desa_kode="61.07.15.2004")},
        ditolak={5: {"desa_kode_bps"}}, kata={4: {"desa_kode_lama"}},
    )  # fmt: skip
    yield Case(
        "all rows must be of one village",
        make_xlsx(("A", [["NIK", "Nama", "JK", "Desa"], [LOPO, "LOPO", "L", "Suka Maju"],
                         [BONG, "BONG", "L", ""], [YULI, "YULI", "P", "Sebalo"]])),
        orang={2: dict(desa_kode=MAJU), 3: dict(desa_kode=MAJU)},
        ditolak={4: {"desa_lain"}}, desa=MAJU,
    )  # fmt: skip


def _isi():
    yield Case(
        "sex in many words",
        make_xlsx(("A", [["Nama", "Jenis Kelamin", "Tgl Lahir", "Desa"],
                         *([f"ORANG {chr(65 + n)}", word, f"{n + 1}-2-1955", "Sebalo"]
                           for n, word in enumerate(("L", "Lk", "laki-laki", 1, "Pria", "P", "Pr",
                                                     "PEREMPUAN", "2", "wanita", "X", "")))])),
        orang={2 + n: dict(jenis_kelamin="L" if n < 5 else "P") for n in range(10)},
        ditolak={12: {"jenis_kelamin_tidak_jelas"}, 13: {"jenis_kelamin_kosong"}},
    )  # fmt: skip
    yield Case(
        "people without NIK, with and without the reason",
        make_xlsx(("A", [["NIK", "Nama", "JK", "Tgl Lahir", "Desa"],
                         ["-", "NEK JALI", "P", "1940", "Sebalo"],
                         ["belum rekam", "LOPO", "L", "12-2-1955", "Sebalo"],
                         ["", "AKIM", "L", "3-4-1960", "Sebalo"],
                         ["Bayi", "ANASTASIA", "P", "1-11-2026", "Sebalo"],
                         [0, "DAYANG", "P", "2-3-1961", "Sebalo"]])),
        orang={2: dict(nik=None, alasan_tanpa_nik="tidak_diketahui", presisi_tgl_lahir="tahun"),
               3: dict(alasan_tanpa_nik="belum_rekam"), 4: dict(nik=None),
               5: dict(alasan_tanpa_nik="bayi"), 6: dict(nik=None)},
        kata={2: {"tanpa_nik", "nama_panggilan"}},
    )  # fmt: skip
    yield Case(
        "names: titles, one word, apostrophes, initials, other names, none",
        make_xlsx(("A", [["NIK", "Nama", "JK", "Desa"],
                         [LOPO, "H. AHMAD, S.Pd", "L", "Sebalo"], [BONG, "lopo", "L", "Sebalo"],
                         [YULI, "  Siti   Sa’bah ", "P", "Sebalo"],
                         [JALI, "Y. JALI al. AKIN", "L", "Sebalo"], [SITI, "NN", "P", "Sebalo"],
                         [nik("010170", 9300), "", "L", "Sebalo"],
                         [nik("020170", 9301), "BUDI123", "L", "Sebalo"],
                         [nik("030170", 9302), "ALM. UJANG", "L", "Sebalo"]])),
        orang={2: dict(nama="AHMAD", gelar_depan="H.", gelar_belakang="S.Pd"),
               3: dict(nama="lopo"), 4: dict(nama="Siti Sa’bah"),
               5: dict(nama="Y. JALI", nama_lain="AKIN"), 8: dict(nama="BUDI123"),
               9: dict(nama="UJANG")},
        ditolak={6: {"nama_tidak_wajar"}, 7: {"nama_kosong"}}, kata={9: {"almarhum"}},
    )  # fmt: skip
    yield Case(
        "RT and RW in one cell, in two, spoilt by Excel",
        make_xlsx(("A", [["NIK", "Nama", "JK", "RT/RW", "Desa"],
                         [LOPO, "LOPO", "L", "003/001", "Sebalo"],
                         [BONG, "BONG", "L", "RT 3 RW 1", "Sebalo"],
                         [YULI, "YULI", "P", date(2024, 1, 3), "Sebalo"],
                         [JALI, "JALI", "L", "3", "Sebalo"], [SITI, "SITI", "P", "-", "Sebalo"]])),
        orang={2: dict(rt="003", rw="001"), 3: dict(rt="003", rw="001"), 4: dict(rt=None),
               5: dict(rt="003", rw=None), 6: dict(rt=None)},
        kata={4: {"rt_rw_tanggal"}},
    )  # fmt: skip
    yield Case(
        "the same person twice, with one more category, and one NIK for two names",
        make_xlsx(("A", [["NIK", "Nama", "JK", "Tgl Lahir", "Desa", "Kategori"],
                         [LOPO, "YOHANES LOPO", "L", "12-2-1955", "Sebalo", "8"],
                         [LOPO, "YOHANES LOPO", "L", "12-2-1955", "Sebalo", "9"],
                         [LOPO, "Y. LOPO", "L", "12-2-1955", "Sebalo", "8"],
                         [BONG, "BONG JUN FA", "L", "5-7-1988", "Sebalo", "9"],
                         [BONG, "SURYATI", "P", "5-7-1988", "Sebalo", "9"]])),
        orang={2: dict(kategori=[8]), 3: dict(kategori=[9])},
        ditolak={4: {"ganda_di_berkas"}, 5: {"nik_dipakai_lain"}, 6: {"nik_dipakai_lain"}},
        kata={3: {"baris_lanjutan"}},
    )  # fmt: skip
    yield Case(
        "family lists: head, relations in words and numbers",
        make_xlsx(("A", [["No KK", "NIK", "Nama", "Hub. Keluarga", "JK", "Desa"],
                         [KK1, LOPO, "LOPO", "Kepala Keluarga", "L", "Sebalo"],
                         [KK1, YULI, "YULIANA", "ISTERI", "P", "Sebalo"],
                         [KK1, SITI, "SITI", "Anak ke 2", "P", "Sebalo"],
                         [KK2, BONG, "BONG", 1, "L", "Sebalo"],
                         [KK2, JALI, "JALI", "sepupu jauh", "L", "Sebalo"]])),
        orang={2: dict(no_kk=KK1, hubungan="1"), 3: dict(hubungan="3"), 4: dict(hubungan="4"),
               5: dict(hubungan="1"), 6: dict(hubungan=None)},
        kata={6: {"hubungan_tidak_dikenal"}},
    )  # fmt: skip
