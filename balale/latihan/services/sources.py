"""What the generator needs from the reference files: names, and how full each desa is."""

from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from balale.latihan.rules import DesaInfo, NameTables, build_name_tables
from balale.latihan.services.accounts import DESA_UTAMA
from balale.wilayah.models import Desa
from balale.wilayah.services import read_rows

_SENSUS = "2010-05"
_JIWA_PER_KM2 = 35.0
_WARGA_UTAMA = 110


def load_names(data_dir: Path) -> NameTables:
    """The name lists. Raises OSError."""
    return build_name_tables(
        read_rows(data_dir / "nama" / "nama.csv"), read_rows(data_dir / "nama" / "nama_kalbar.csv")
    )


def weigh_desa(desa_list: Sequence[Desa], *, people: int, data_dir: Path) -> list[DesaInfo]:
    """Every desa with its weight, the demo's own village first.

    Census 2010 where the file has the kecamatan, else its area times a usual density; split
    evenly over its desa. The first village gets about 110 people, at most 40 % of a small
    population: it comes first so that twins, namesakes and odd names fall to it.
    """
    jiwa = {
        row["kode"]: float(row["jumlah"])
        for row in read_rows(data_dir / "penduduk" / "penduduk_kecamatan.csv")
        if row["periode"] == _SENSUS
    }
    luas = {
        row["kode"]: float(row["luas_km2"])
        for row in read_rows(data_dir / "penduduk" / "kecamatan_luas_dusun.csv")
    }
    banyak = Counter(desa.kecamatan_id for desa in desa_list)
    bobot = {
        desa.kode: jiwa.get(desa.kecamatan_id, _JIWA_PER_KM2 * luas[desa.kecamatan_id])
        / banyak[desa.kecamatan_id]
        for desa in desa_list
    }
    lain = sum(bobot.values()) - bobot[DESA_UTAMA]
    bagian = min(0.4, _WARGA_UTAMA / people)
    bobot[DESA_UTAMA] = max(bobot[DESA_UTAMA], lain * bagian / (1 - bagian))
    urut = sorted(desa_list, key=lambda desa: (desa.kode != DESA_UTAMA, desa.kode))
    return [DesaInfo(d.kode, d.nama, d.kecamatan_id, bobot[d.kode]) for d in urut]
