"""The page that both sign when an account passes from one operator to the next."""

from typing import Any

from balale.access.models import Assignment
from balale.kit.formatting import format_angka, format_tanggal
from balale.registry.queries.serah import SerahTerima


def build_serah(
    assignment: Assignment, selesai: SerahTerima | None, *, tempat: str
) -> dict[str, Any]:
    """Data of `serah.typ`; lines to write on while nobody has taken over."""
    dari = assignment.user
    return {
        "tempat": tempat,
        "menyerahkan": {"nama": dari.nama, "akun": dari.username},
        "menerima": {
            "nama": selesai.kepada.nama if selesai else "",
            "akun": selesai.kepada.username if selesai else "",
        },
        "tanggal": format_tanggal(selesai.pada) if selesai else "",
        "draf": format_angka(selesai.draf) if selesai else "",
    }
