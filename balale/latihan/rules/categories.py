"""What the generator must know of the 26 PPKS categories: who fits, how often, which level.

Age and sex rules: Permensos 08/2012 as read in the project's domain notes; ages are completed
years. The registry owns the real table; this one only keeps invented entries lawful.
"""

from dataclasses import dataclass
from datetime import date

from balale.latihan.rules.records import OrangRekaan
from balale.registry.rules.usia import usia_tahun

LUT, PD, GLD, PGM, PML, PMBS = 8, 9, 11, 12, 13, 20
KBA, KBS, PRSE, FM, KBSP, KAT = 21, 22, 23, 24, 25, 26
ABT, AT, AJ, ADK = 1, 2, 4, 5
RAHASIA = (3, 6, 7, 10, 14, 15, 16, 17, 18, 19)
KELUARGA = (FM, KBSP)


@dataclass(frozen=True, slots=True)
class KategoriRekaan:
    """`usia` is the youngest and oldest age, both included; `tanda` counts the signs."""

    nomor: int
    usia: tuple[int, int]
    kriteria: tuple[int, ...]
    tanda: int
    jk: str | None = None

    def fits(self, orang: OrangRekaan, on: date) -> bool:
        """Whether this person may be entered under the category on that day."""
        if self.jk and orang.jenis_kelamin != self.jk:
            return False
        return self.usia[0] <= usia_tahun(orang.tanggal_lahir, on) <= self.usia[1]


_SEMUA = (
    KategoriRekaan(1, (0, 5), (2, 1), 6),
    KategoriRekaan(2, (6, 17), (2, 1), 3),
    KategoriRekaan(3, (12, 17), (4, 7), 2),
    KategoriRekaan(4, (7, 17), (2, 4, 1), 2),
    KategoriRekaan(5, (0, 17), (3,), 4),
    KategoriRekaan(6, (0, 17), (7,), 4),
    KategoriRekaan(7, (6, 17), (7, 2), 8),
    KategoriRekaan(8, (60, 110), (2, 1), 2),
    KategoriRekaan(9, (18, 110), (3,), 6),
    KategoriRekaan(10, (18, 59), (4,), 2),
    KategoriRekaan(11, (18, 80), (2, 4, 1), 4),
    KategoriRekaan(12, (18, 80), (4, 1), 4),
    KategoriRekaan(13, (18, 75), (1,), 2),
    KategoriRekaan(14, (18, 60), (7,), 3),
    KategoriRekaan(15, (19, 65), (4,), 5),
    KategoriRekaan(16, (19, 60), (4, 7), 1),
    KategoriRekaan(17, (18, 50), (4,), 3),
    KategoriRekaan(18, (18, 50), (7,), 5),
    KategoriRekaan(19, (18, 70), (7,), 5),
    KategoriRekaan(20, (18, 60), (7, 2), 4),
    KategoriRekaan(21, (0, 110), (5,), 4),
    KategoriRekaan(22, (0, 110), (5, 7), 3),
    KategoriRekaan(23, (18, 59), (1,), 4, "P"),
    KategoriRekaan(24, (0, 110), (1,), 2),
    KategoriRekaan(25, (0, 110), (4, 2), 4),
    KategoriRekaan(26, (0, 110), (6, 1), 7),
)
KATEGORI = {satu.nomor: satu for satu in _SEMUA}
