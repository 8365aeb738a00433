"""A form that is not in force yet, as rows that are not stored."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from balale.kit.errors import DomainError
from balale.registry.models import Formulir, Isian
from balale.registry.queries.reference import IsiFormulir, list_pilihan_of
from balale.registry.queries.versi import get_daftar_id

Isi = Mapping[str, Any]


def build_isian(isi: Isi, *, formulir: Formulir, urutan: int, on: date) -> Isian:
    """A field, not stored. Raises DomainError for a list that is not in force on the day."""
    columns = {name: value for name, value in isi.items() if name not in {"daftar", "min", "maks"}}
    daftar_id = get_daftar_id(isi["daftar"], on) if isi["daftar"] else None
    if isi["daftar"] and daftar_id is None:
        raise DomainError(f"Daftar kode “{isi['daftar']}” belum berlaku pada tanggal itu.")
    return Isian(
        formulir=formulir, daftar_id=daftar_id, urutan=urutan, min=_decimal(isi["min"]),
        maks=_decimal(isi["maks"]), **columns,
    )  # fmt: skip


def _decimal(text: str | None) -> Decimal | None:
    return Decimal(text) if text else None


def build_formulir(isi: Isi, on: date) -> tuple[Formulir, IsiFormulir]:
    """The form with its fields and choices, as the operator gets it on the day."""
    formulir = Formulir(
        kategori_id=isi.get("kategori"), lembar=isi.get("lembar", ""), berlaku_mulai=on
    )
    isian_list = [
        build_isian(one, formulir=formulir, urutan=urutan, on=on)
        for urutan, one in enumerate(isi["isian"], 1)
    ]
    daftar_ids = {isian.daftar_id for isian in isian_list if isian.daftar_id}
    return formulir, IsiFormulir(isian_list, list_pilihan_of(daftar_ids, on))
