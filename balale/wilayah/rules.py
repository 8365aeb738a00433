"""Pure rules about Kemendagri area codes, written with dots: 61.07.04.1001."""

import re

KODE_KABUPATEN = "61.07"

_KODE = re.compile(r"[0-9]{2}(\.[0-9]{2}(\.[0-9]{2}(\.[0-9]{4})?)?)?")
_TINGKAT = ("provinsi", "kabupaten", "kecamatan", "desa")


def is_kode(text: str) -> bool:
    """True for a whole code of any level: 61, 61.07, 61.07.04 or 61.07.04.1001."""
    return _KODE.fullmatch(text) is not None


def get_tingkat(kode: str) -> str:
    """Level of a code, by its number of parts. Raises ValueError if it is no code."""
    if not is_kode(kode):
        raise ValueError(f"not an area code: {kode!r}")
    return _TINGKAT[kode.count(".")]


def is_inside(kode: str, wilayah: str) -> bool:
    """True if `kode` is `wilayah` or lies below it. 61.07.1 does not hold 61.07.10."""
    return bool(wilayah) and (kode == wilayah or kode.startswith(wilayah + "."))


def format_kode_kecamatan(enam_angka: str) -> str | None:
    """Code of a kecamatan out of the first six digits of a NIK; None if they are no digits."""
    if re.fullmatch(r"[0-9]{6}", enam_angka) is None:
        return None
    return f"{enam_angka[:2]}.{enam_angka[2:4]}.{enam_angka[4:]}"
