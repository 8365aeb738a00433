"""The list of villages to follow up on paper: accounts and dates, nobody in need."""

from collections.abc import Sequence
from typing import Any

from balale.access.rules.susulan import AkunDesa, BarisDesa
from balale.kit.formatting import as_wib, format_angka, format_tanggal_pendek


def build_susulan(rows: Sequence[BarisDesa], *, saringan: list[str], tempat: str) -> dict[str, Any]:
    """Data of `susulan.typ`."""
    return {
        "tempat": tempat,
        "saringan": saringan,
        "jumlah": format_angka(len(rows)),
        "baris": [
            {
                "kecamatan": row.kecamatan,
                "desa": row.desa,
                "akun": [_to_akun(one) for one in row.akun],
                "terakhir": format_tanggal_pendek(
                    row.terakhir_pada.date() if row.terakhir_pada else None
                ),
                "kurang": [one.kata for one in row.kurang],
            }
            for row in rows
        ],
    }


def _to_akun(one: AkunDesa) -> dict[str, str]:
    peran = one.sebutan_peran
    if one.selesai_latihan_pada is not None:
        on = as_wib(one.selesai_latihan_pada).date()
        peran += f", latihan selesai {format_tanggal_pendek(on)}"
    return {"nama": one.nama, "peran": peran}
