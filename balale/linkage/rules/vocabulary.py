"""The one vocabulary: what of two people is compared, and how alike it can be.

Levels are tried from the top; the first that holds counts. `kata` says it to a person who has to
decide. `frequency` names the column whose rarity in the table makes the evidence stronger.
`fixed_u` is the share among different people born on the same day, where the share among any two
would count the birth date a second time: the first twelve digits of a NIK hold it.
"""

from dataclasses import dataclass

from balale.linkage.rules.conditions import (
    Alike,
    Condition,
    Contained,
    Edits,
    Equal,
    Missing,
    Near,
    Shared,
    Sum,
    every,
    some,
)


@dataclass(frozen=True)
class Level:
    """`condition` None is the last level: nothing above holds."""

    key: str
    kata: str
    condition: Condition | None = None
    frequency: str = ""
    fixed_u: float = 0.0


@dataclass(frozen=True)
class Comparison:
    """`missing` says when there is nothing to compare: such a pair gets no weight from it."""

    name: str
    missing: Condition
    levels: tuple[Level, ...]


NAMA = Comparison(
    "nama",
    Missing("nama_bunyi"),
    (
        Level("rapi", "nama sama", Equal("nama_rapi"), "nama_bunyi"),
        Level("bunyi", "nama sama bunyinya", Equal("nama_bunyi"), "nama_bunyi"),
        Level("rapat", "nama sama, spasinya berbeda", Equal("nama_rapat")),
        Level("lain", "nama lain sama", Shared("nama_lain", 1)),
        Level(
            "ketik", "nama sama kecuali satu huruf",
            some(Edits("nama_rapat", 1), Edits("nama_bunyi", 1)),
        ),
        Level(
            "bagian_jarang", "nama yang satu bagian dari yang lain, dan jarang",
            every(Contained("kata"), Equal("kata_khas"), Sum("jarang", 2)),
        ),
        Level(
            "bagian_khas", "nama yang satu bagian dari yang lain",
            every(Contained("kata"), Equal("kata_khas")),
        ),
        Level("bagian", "sebagian nama sama, sisanya tidak ditulis", Contained("kata")),
        Level(
            "mirip", "nama mirip",
            some(Alike("nama_rapat", 0.92), Alike("nama_bunyi", 0.94), Edits("nama_rapat", 2)),
        ),
        Level("dua_kata", "dua kata nama sama", Shared("kata", 2)),
        Level("khas_mirip", "kata nama yang khas mirip", Alike("kata_khas", 0.9)),
        Level("satu_kata", "satu kata nama sama", Shared("kata", 1)),
        Level("agak_mirip", "nama agak mirip", Alike("nama_rapat", 0.8)),
        Level("beda", "nama berbeda"),
    ),
)  # fmt: skip
LAHIR = Comparison(
    "lahir",
    Missing("lahir"),
    (
        Level("sama", "tanggal lahir sama", every(Equal("lahir"), Sum("kira", 0, 0))),
        Level("sama_kira", "tanggal lahir perkiraan sama", Equal("lahir")),
        Level(
            "nik", "tanggal lahir sama dengan yang di NIK",
            some(Equal("lahir", "lahir_nik"), Equal("lahir_nik")),
        ),
        Level("tukar", "tanggal dan bulan lahir tertukar", Equal("lahir_tukar", "lahir")),
        Level(
            "ketik", "tanggal lahir beda satu angka",
            every(Edits("lahir", 1), Sum("kira", 0, 0)),
        ),
        Level(
            "tahun_lain", "hari dan bulan lahir sama, tahun berbeda",
            every(Equal("hari_bulan"), Near("tahun", 10), Sum("kira", 0, 0)),
        ),
        Level(
            "kira", "satu tanggal perkiraan, tahunnya sama",
            every(Equal("tahun"), Sum("kira", 1)),
        ),
        Level(
            "kira_dekat", "satu tanggal perkiraan, tahunnya berdekatan",
            every(Near("tahun", 3), Sum("kira", 1)),
        ),
        Level("tahun", "tahun lahir sama", Equal("tahun")),
        Level("dekat", "tahun lahir berdekatan", Near("tahun", 2)),
        Level("beda", "tanggal lahir berbeda"),
    ),
)  # fmt: skip
NIK = Comparison(
    "nik",
    Missing("nik"),
    (
        Level("sama", "NIK sama", Equal("nik")),
        Level(
            "seri_ketik", "NIK beda satu angka di nomor urut",
            every(Equal("nik_awal"), Edits("nik", 1)), fixed_u=0.004,
        ),
        Level("awal", "NIK sama kecuali nomor urut", Equal("nik_awal"), fixed_u=0.1),
        Level("ketik", "NIK beda satu angka", Edits("nik", 1)),
        Level("ketik_dua", "NIK beda dua angka", Edits("nik", 2)),
        Level("beda", "NIK berbeda"),
    ),
)  # fmt: skip
KELUARGA = Comparison(
    "keluarga",
    Missing("desa"),
    (
        Level("kk", "No KK sama", Equal("no_kk")),
        Level("kk_ketik", "No KK beda satu angka", Edits("no_kk", 1)),
        Level("anggota_dua", "dua anggota keluarga sama", Shared("anggota", 2)),
        Level(
            "rumah", "alamat dan RT sama",
            every(Equal("desa"), Equal("rtrw"), Equal("alamat")),
        ),
        Level("anggota", "satu anggota keluarga sama", every(Equal("desa"), Shared("anggota", 1))),
        Level("alamat", "desa dan alamat sama", every(Equal("desa"), Equal("alamat"))),
        Level("rt", "desa dan RT sama", every(Equal("desa"), Equal("rtrw"))),
        Level("desa", "desa sama", Equal("desa")),
        Level("kecamatan", "kecamatan sama", Equal("kecamatan")),
        Level("beda", "tempat tinggal berbeda"),
    ),
)  # fmt: skip
IBU = Comparison(
    "ibu",
    Missing("ibu"),
    (
        Level("sama", "nama ibu sama", Equal("ibu"), "ibu"),
        Level("mirip", "nama ibu mirip", some(Alike("ibu", 0.92), Contained("kata_ibu"))),
        Level("beda", "nama ibu berbeda"),
    ),
)
JK = Comparison(
    "jk",
    Missing("jk"),
    (
        Level("sama", "jenis kelamin sama", Equal("jk")),
        Level("beda", "jenis kelamin berbeda"),
    ),
)
HUBUNGAN = Comparison(
    "hubungan",
    Missing("hubungan"),
    (
        Level("sama", "hubungan keluarga sama", Equal("hubungan"), "hubungan"),
        Level("beda", "hubungan keluarga berbeda"),
    ),
)
TEMPAT = Comparison(
    "tempat",
    Missing("tempat"),
    (
        Level("sama", "tempat lahir sama", Equal("tempat"), "tempat"),
        Level("mirip", "tempat lahir mirip", Alike("tempat", 0.92)),
        Level("beda", "tempat lahir berbeda"),
    ),
)
VOCABULARY = (NAMA, LAHIR, NIK, KELUARGA, IBU, JK, HUBUNGAN, TEMPAT)
