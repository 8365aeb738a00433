"""A category's dated row and a person's row as the plain values that the checks take."""

from balale.registry.models import KategoriVersi, Orang
from balale.registry.rules.entry import IsianOrang
from balale.registry.rules.kategori import AturanKategori, Subjek
from balale.registry.rules.tanggal import Presisi


def get_aturan(versi: KategoriVersi) -> AturanKategori:
    """Ages and sex of the version. Only gelandangan (11) expects no NIK."""
    return AturanKategori(
        kode=versi.kategori.kode,
        nomor=versi.kategori_id,
        nama=versi.nama,
        unit=versi.unit,
        unit_lain=("orang", "keluarga"),
        usia_min=versi.tolak_di_bawah,
        usia_maks=versi.tolak_di_atas,
        usia_min_periksa=versi.usia_min,
        usia_maks_periksa=versi.usia_maks,
        jenis_kelamin=versi.jenis_kelamin or None,
        is_tanpa_nik=versi.kategori_id == 11,
    )


def get_subjek(orang: Orang | IsianOrang) -> Subjek:
    """What a category is judged by; of a sealed person only what was typed tells it."""
    nik = orang.nik_indeks if isinstance(orang, Orang) else orang.nik
    return Subjek(
        lahir=orang.tanggal_lahir,
        presisi=orang.presisi_tgl_lahir or Presisi.HARI,
        jenis_kelamin=orang.jenis_kelamin,
        has_nik=bool(nik),
    )
