"""In which facts a row of a file differs from what is recorded. What it leaves out is equal."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from balale.exchange.rules.kata import fold
from balale.exchange.rules.orang import OrangDibaca
from balale.registry.rules.nama import unify_apostrophes

# From the most exact to the least; a less exact date that agrees tells nothing new.
_TELITI = {"hari": 0, "bulan": 1, "tahun": 2, "perkiraan": 3, "": 4}


@dataclass(frozen=True)
class Tercatat:
    """A person as recorded. `is_kk` tells whether a No KK is that of the family now."""

    nama: str
    gelar_depan: str
    gelar_belakang: str
    jenis_kelamin: str
    tempat_lahir: str
    tanggal_lahir: date | None
    presisi_tgl_lahir: str
    desa_kode: str
    has_nik: bool
    is_kk: Callable[[str], bool]
    hubungan: str
    dusun: str
    rt: str
    rw: str
    kategori: frozenset[int]
    status_kawin: str = ""
    agama: str = ""
    pendidikan: str = ""
    pekerjaan: str = ""


def find_beda(orang: OrangDibaca, tercatat: Tercatat) -> tuple[str, ...]:
    """Names of the fields that the row would change."""
    beda = []
    if _plain(orang.nama) != _plain(tercatat.nama):
        beda.append("nama")
    for name in ("gelar_depan", "gelar_belakang", "tempat_lahir", "dusun"):
        baru = getattr(orang, name)
        if baru and fold(baru) != fold(getattr(tercatat, name)):
            beda.append(name)
    for name in ("jenis_kelamin", "desa_kode", "hubungan", "rt", "rw", "status_kawin", "agama",
                 "pendidikan", "pekerjaan"):  # fmt: skip
        baru = getattr(orang, name)
        if baru and baru != getattr(tercatat, name):
            beda.append(name)
    if orang.tanggal_lahir and _is_lahir_beda(orang, tercatat):
        beda.append("tanggal_lahir")
    if orang.nik and not tercatat.has_nik:
        beda.append("nik")
    if orang.no_kk and not tercatat.is_kk(orang.no_kk):
        beda.append("no_kk")
    if not tercatat.kategori.issuperset(orang.kategori):
        beda.append("kategori")
    return tuple(beda)


def _plain(nama: str) -> str:
    return " ".join(unify_apostrophes(nama).casefold().split())


def _is_lahir_beda(orang: OrangDibaca, tercatat: Tercatat) -> bool:
    baru, lama = orang.tanggal_lahir, tercatat.tanggal_lahir
    if baru is None or lama is None:
        return baru is not None
    if (baru, orang.presisi_tgl_lahir) == (lama, tercatat.presisi_tgl_lahir):
        return False
    if _TELITI[orang.presisi_tgl_lahir] <= _TELITI.get(tercatat.presisi_tgl_lahir, 4):
        return True
    if orang.presisi_tgl_lahir == "bulan":
        return (baru.year, baru.month) != (lama.year, lama.month)
    return baru.year != lama.year
