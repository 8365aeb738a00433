"""Sealed values as a page shows them: masked until opened."""

from dataclasses import dataclass

from balale.access.vault import Vault
from balale.kit.formatting import DOT, format_nik, format_telepon, mask_nik
from balale.registry.models import Alamat

_AKHIR_TELEPON = 3


@dataclass(frozen=True)
class Tersamar:
    """A sealed value: `teks` is masked unless it was opened; empty where there is none."""

    teks: str = ""
    is_terbuka: bool = False


def mask_number(number: str, *, is_open: bool) -> Tersamar:
    """A NIK or No KK."""
    return Tersamar(format_nik(number) if is_open else mask_nik(number), is_open)


def mask_telepon(number: str, *, is_open: bool) -> Tersamar:
    """A phone number; its last three digits stay to be recognised."""
    if not number or is_open:
        return Tersamar(format_telepon(number), is_open)
    return Tersamar(f"{DOT * 4}-{DOT * 4}-{DOT}{number[-_AKHIR_TELEPON:]}")


def mask_alamat(alamat: Alamat | None, vault: Vault, *, is_open: bool) -> Tersamar:
    """The exact words of an address."""
    if alamat is None or not alamat.teks_sandi:
        return Tersamar()
    return Tersamar(vault.get(alamat, "teks") if is_open else DOT * 8, is_open)
