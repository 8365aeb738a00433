"""Reads of areas. Everybody at work sees all of them, so no user is asked for."""

from django.db.models import QuerySet

from balale.wilayah.models import Batas, Desa, Kecamatan, KodeWilayah, Tingkat
from balale.wilayah.rules import KODE_KABUPATEN, format_kode_kecamatan


def get_desa(kode: str) -> Desa:
    """The desa or kelurahan with its kecamatan. Raises Desa.DoesNotExist."""
    return Desa.objects.select_related("kecamatan").get(kode=kode)


def list_desa(wilayah: str = KODE_KABUPATEN) -> QuerySet[Desa]:
    """Desa at or under the area code, in the order of their codes, each with its kecamatan."""
    return Desa.objects.below(wilayah).select_related("kecamatan")


def list_kecamatan(wilayah: str = KODE_KABUPATEN) -> QuerySet[Kecamatan]:
    """Kecamatan at or under the area code, in the order of their codes."""
    return Kecamatan.objects.below(wilayah)


def expand_desa(wilayah: str) -> list[str]:
    """Codes of every desa of an area, cut at a dot: 61.07.1 does not open 61.07.10.

    A trailing dot is accepted. An unknown or empty area gives an empty list.
    """
    return list(Desa.objects.below(wilayah).order_by("kode").values_list("kode", flat=True))


def is_known_kecamatan_code(enam_angka: str) -> bool:
    """True if the first six digits of a NIK name a kecamatan that exists or has existed.

    False is a reason to warn, never to refuse: history before 2015 is known for Kalimantan
    Barat only, and codes used before Bengkayang left Sambas (1999) cannot be recovered.
    """
    kode = format_kode_kecamatan(enam_angka)
    if kode is None:
        return False
    return KodeWilayah.objects.filter(kode=kode, tingkat=Tingkat.KECAMATAN).exists()


def list_batas(tingkat: str, wilayah: str = KODE_KABUPATEN) -> dict[str, str]:
    """GeoJSON geometry by code, for every outline of one level inside the area."""
    kode_dalam = wilayah.rstrip(".") + "."
    rows = Batas.objects.filter(tingkat=tingkat).values_list("kode", "geojson")
    return {kode: geojson for kode, geojson in rows if (kode + ".").startswith(kode_dalam)}
