"""Extracts and exports of other systems, and lists of categories in all their wordings."""

# ruff: noqa: C408

from datetime import date

from tests.exchange.books import make_csv, make_ods, make_xlsx
from tests.exchange.corpus import BONG, JALI, KK1, LOPO, MAJU, SEBALO, SITI, YULI, Case, nik


def list_cases():
    return [*_sistem(), *_kategori()]


def _sistem():
    yield Case(
        "OpenSID",
        make_xlsx(("Data Penduduk", [
            ["alamat", "dusun", "rw", "rt", "nama", "no_kk", "nik", "sex", "tempatlahir",
             "tanggallahir", "agama_id", "pendidikan_kk_id", "pendidikan_sedang_id",
             "pekerjaan_id", "status_kawin", "kk_level", "warganegara_id", "nama_ayah",
             "nama_ibu", "golongan_darah_id"],
            ["Jl. Raya", "SEBADU", "001", "003", "YOHANES LOPO", KK1, LOPO, 1, "BENGKAYANG",
             "1955-02-12", 3, 3, 18, 9, 2, 1, 1, "AKIM", "MARTA", 13]])),
        orang={2: dict(nama="YOHANES LOPO", no_kk=KK1, nik=LOPO, jenis_kelamin="L", dusun="SEBADU",
                       rt="003", rw="001", tanggal_lahir="1955-02-12", agama="3", pendidikan="3",
                       pekerjaan="9", status_kawin="2", hubungan="1", nama_ibu="MARTA",
                       desa_kode=SEBALO)},
        desa=SEBALO,
    )  # fmt: skip
    yield Case(
        "SIKS-NG",
        make_xlsx(("Sheet1", [
            ["NO", "ID_DTKS", "NAMA_PROP", "NAMA_KAB", "NAMA_KEC", "NAMA_KEL", "ALAMAT", "NOKK",
             "NIK", "NAMA", "TMP_LAHIR", "TGL_LAHIR", "JENIS_KELAMIN", "HUB_KELUARGA",
             "NAMA_IBU_KANDUNG"],
            [1, "6107-1", "KALIMANTAN BARAT", "BENGKAYANG", "SUNGAI BETUNG", "SUKA MAJU",
             "DUSUN SEBADU RT 3", KK1, YULI, "YULIANA", "SAMBAS", "12-03-1960", "PEREMPUAN",
             "ISTRI", "MARIA"]])),
        orang={2: dict(nama="YULIANA", nik=YULI, no_kk=KK1, desa_kode=MAJU, jenis_kelamin="P",
                       tempat_lahir="SAMBAS", tanggal_lahir="1960-03-12", nama_ibu="MARIA",
                       hubungan="3")},
    )  # fmt: skip
    yield Case(
        "DTSEN extract as text, with the name of the head beside that of the person",
        make_csv([["id_keluarga", "nomor_kk", "nama_kepala_keluarga", "nik", "nama_anggota",
                   "hubungan_dengan_kepala_keluarga", "jenis_kelamin", "tanggal_lahir",
                   "kelurahan_desa", "kecamatan", "desil_nasional"],
                  ["F1", KK1, "YOHANES LOPO", SITI, "SITI AMINAH", "Anak", "2", "2015-09-23",
                   "SEBALO", "BENGKAYANG", "2"]], delimiter="|"),
        orang={2: dict(nama="SITI AMINAH", nik=SITI, no_kk=KK1, hubungan="4", jenis_kelamin="P",
                       tanggal_lahir="2015-09-23", desa_kode=SEBALO)},
        kolom={"nomor_kk": "no_kk", "nama_anggota": "nama"},
    )  # fmt: skip
    yield Case(
        "our own template",
        make_xlsx(("Orang", [
            ["NIK", "Alasan tanpa NIK", "No KK", "Nama lengkap", "Jenis kelamin", "Tempat lahir",
             "Tanggal lahir", "Hubungan keluarga", "Dusun", "RT", "RW", "Desa", "Kecamatan",
             "Kategori PPKS"],
            ["", "Belum merekam KTP", KK1, "Bong Jun Fa", "Laki-laki", "Bengkayang",
             date(1988, 7, 5), "Kepala keluarga", "Sebadu", "003", "001", "Suka Maju",
             "Sungai Betung", "Penyandang Disabilitas; Fakir Miskin"]])),
        orang={2: dict(nik=None, alasan_tanpa_nik="belum_rekam", no_kk=KK1, hubungan="1",
                       desa_kode=MAJU, kategori=[9, 24])},
    )  # fmt: skip
    yield Case(
        "Dukcapil-like list, name and NIK far to the right",
        make_ods([["NO", "NO_PROP", "NO_KAB", "NO_KEC", "NO_KK", "NIK", "NAMA_LGKP", "TMPT_LHR",
                   "TGL_LHR", "JENIS_KLMIN", "STAT_HBKEL", "NAMA_LENGKAP", "DESA"],
                  ["1", "61", "07", "04", KK1, BONG, "", "SINGKAWANG", "1988-07-05", "1", "1",
                   "BONG JUN FA", "Sebalo"]]),
        orang={2: dict(nik=BONG, nama="BONG JUN FA", jenis_kelamin="L")},
    )  # fmt: skip
    yield Case(
        "aid list without sex and birth date: the sex is read from the NIK and said",
        make_xlsx(("BLT", [["No", "Nama Penerima", "NIK", "No. Rekening", "Nominal", "Desa"],
                           [1, "YULIANA", YULI, "1234567890", 300000, "Sebalo"],
                           [2, "TANPA", "-", "1234567891", 300000, "Sebalo"]])),
        orang={2: dict(nama="YULIANA", jenis_kelamin="P", tanggal_lahir=None)},
        ditolak={3: {"jenis_kelamin_kosong"}},
        kata={2: {"jenis_kelamin_dari_nik", "tanggal_kosong"}},
    )  # fmt: skip


def _kategori():
    head = ["NIK", "Nama", "JK", "Tgl Lahir", "Desa", "Kategori PPKS"]

    def row(n, lahir, jk, kategori):
        pendek = f"{lahir[:2]}{lahir[3:5]}{lahir[8:]}"
        return [nik(pendek, 9400 + n, perempuan=jk == "P"), f"LOPO {n}", jk, lahir, "Sebalo",
                kategori]  # fmt: skip

    lama = [
        ("12-02-1955", "L", "Lanjut Usia Terlantar", [8]), ("12-02-1955", "L", "LUT", [8]),
        ("12-02-1955", "L", "jompo", [8]), ("12-02-1980", "L", "Penyandang Cacat", [9]),
        ("12-02-1980", "P", "WRSE", [23]), ("12-02-1980", "P", "Wanita rawan sosial ekonomi", [23]),
        ("12-02-1980", "L", "Gelandangan dan Pengemis", [11, 12]),
        ("12-02-1980", "L", "Orang dengan HIV/AIDS", [16]), ("12-02-2012", "L", "Anak nakal", [3]),
        ("12-02-2015", "P", "Anak dengan kecacatan", [5]),
        ("12-02-1980", "L", "Eks narapidana", [15]), ("12-02-1980", "L", "TKI bermasalah", [20]),
        ("12-02-1980", "L", "Fakir Miskin, Penyandang Disabilitas", [24, 9]),
        ("12-02-1955", "L", "8, 9", [8, 9]), ("12-02-1955", "L", 8, [8]),
        ("12-02-1955", "L", "8. Lanjut Usia Terlantar", [8]),
        ("12-02-1955", "L", "Lansia terlantar / PD", [8, 9]),
        ("12-02-1955", "L", "1) Fakir Miskin\n2) Lanjut usia terlantar", [24, 8]),
        ("12-02-1980", "L", "Korban perdagangan orang", [18]), ("12-02-1980", "L", "KFM", [24]),
    ]  # fmt: skip
    yield Case(
        "categories in official, older and short words, several in a cell",
        make_xlsx(("A", [head, *(row(n, *one[:3]) for n, one in enumerate(lama))])),
        orang={n + 2: dict(kategori=one[3]) for n, one in enumerate(lama)},
    )  # fmt: skip
    yield Case(
        "categories that can't be told",
        make_xlsx(("A", [head, row(1, "12-02-1955", "L", "RTLH"), row(2, "12-02-1955", "L", 8.9),
                         row(3, "12-02-1955", "L", date(2024, 9, 8)),
                         row(4, "12-02-1955", "L", "27"),
                         row(5, "12-02-1955", "L", "penerima sembako"),
                         row(6, "12-02-1955", "L", "Lanjut Usia Terlantr"),
                         row(7, "12-02-1955", "L", "3. Lanjut Usia Terlantar")])),
        orang={7: dict(kategori=[8]), 8: dict(kategori=[8])},
        ditolak={2: {"kategori_tidak_ada"}, 3: {"kategori_angka"}, 4: {"kategori_tanggal"},
                 5: {"kategori_nomor"}, 6: {"kategori_tidak_dikenal"}},
        kata={7: {"kategori_mirip"}, 8: {"kategori_nomor_beda"}},
    )  # fmt: skip
    yield Case(
        "categories against age and sex",
        make_xlsx(("A", [head, row(1, "12-02-1990", "L", "LUT"), row(2, "12-02-2015", "L", "PD"),
                         row(3, "12-02-1980", "L", "PRSE"), row(4, "12-02-1955", "P", "KAT")])),
        orang={5: dict(kategori=[26])},
        ditolak={2: {"kategori_usia_kurang"}, 3: {"kategori_usia_kurang"},
                 4: {"kategori_jenis_kelamin"}},
        kata={5: {"kategori_komunitas"}},
    )  # fmt: skip
    yield Case(
        "a column of ticks for each category",
        make_xlsx(("A", [["No", "Nama", "NIK", "JK", "Desa", "Jenis PPKS", "", ""],
                         ["", "", "", "", "", "Lansia Terlantar", "Disabilitas", "Fakir Miskin"],
                         [1, "LOPO", LOPO, "L", "Sebalo", "√", "", "v"],
                         [2, "BONG", BONG, "L", "Sebalo", "", 1, ""],
                         [3, "JALI", JALI, "L", "Sebalo", "sakit", "", ""]])),
        orang={3: dict(kategori=[8, 24]), 4: dict(kategori=[9])},
        ditolak={5: {"kategori_tanda"}}, kata={3: {"tanggal_kosong"}},
    )  # fmt: skip
