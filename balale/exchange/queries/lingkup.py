"""What reading rows needs from reference data: desa, limits of categories, code lists."""

from datetime import date
from functools import lru_cache

from balale.exchange.rules.kata import fold
from balale.exchange.rules.orang import Lingkup
from balale.exchange.rules.tempat import DaftarDesa, Desa
from balale.registry.queries.aturan import get_aturan
from balale.registry.queries.reference import list_kategori, list_kode
from balale.wilayah.models import KodeWilayah, Tingkat
from balale.wilayah.queries import list_desa
from balale.wilayah.rules import KODE_KABUPATEN, format_kode_kecamatan

_DAFTAR = ("status_kawin", "agama", "pendidikan", "pekerjaan")


def get_lingkup(on: date) -> Lingkup:
    """Reference data in force on a day. Open to every account, so nobody is asked for."""
    kecamatan = frozenset(
        KodeWilayah.objects.filter(tingkat=Tingkat.KECAMATAN).values_list("kode", flat=True)
    )

    @lru_cache(maxsize=4096)
    def is_known_area(enam_angka: str) -> bool:
        return format_kode_kecamatan(enam_angka) in kecamatan

    return Lingkup(
        today=on,
        daftar=get_daftar_desa(),
        aturan={versi.kategori_id: get_aturan(versi) for versi in list_kategori(on)},
        pilihan={nama: _list_words(nama, on) for nama in _DAFTAR},
        is_known_area=is_known_area,
    )


def get_daftar_desa() -> DaftarDesa:
    """All desa of the regency with the codes they had before."""
    desa = tuple(
        Desa(row.kode, row.nama, row.kecamatan_id, row.kecamatan.nama) for row in list_desa()
    )
    lama = KodeWilayah.objects.below(KODE_KABUPATEN).filter(tingkat=Tingkat.DESA, berlaku=False)
    pairs = lama.exclude(kode_kini="").values_list("kode", "kode_kini")
    return DaftarDesa(desa, tuple(pairs))


def _list_words(daftar: str, on: date) -> dict[str, str]:
    """Code, text and other spellings of each choice, folded, to the code."""
    words: dict[str, str] = {}
    for row in list_kode(daftar, on):
        for word in (row.kode, row.teks, *row.alias.split("|")):
            if fold(word):
                words.setdefault(fold(word), row.kode)
    return words
