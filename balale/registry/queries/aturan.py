"""A category's dated row as the plain rule that the checks take."""

from balale.registry.models import KategoriVersi
from balale.registry.rules.kategori import AturanKategori


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
