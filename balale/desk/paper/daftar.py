"""The list of persons on paper, with what it was narrowed to."""

from collections.abc import Sequence
from typing import Any

from balale.kit.formatting import format_angka
from balale.kit.status import get_status_look
from balale.registry.queries.people import BarisOrang

BARIS_MAKS = 500


def build_daftar(
    baris: Sequence[BarisOrang], *, saringan: list[str], tempat: str
) -> dict[str, Any]:
    """Data of `daftar.typ`: rows as the screen shows them, masked where it masks them."""
    return {
        "tempat": tempat,
        "saringan": saringan,
        "jumlah": format_angka(len(baris)),
        "baris": [_to_row(nomor, satu) for nomor, satu in enumerate(baris, 1)],
    }


def _to_row(nomor: int, satu: BarisOrang) -> dict[str, Any]:
    notes = ["Nama anak disamarkan"] if satu.is_nama_tersamar else []
    notes += [] if satu.has_nik else ["Tanpa NIK"]
    dusun = "Dusun disamarkan" if satu.is_alamat_tersamar else satu.dusun
    return {
        "nomor": nomor,
        "nama": satu.nama,
        "catatan": notes,
        "usia": satu.usia or "–",
        "jenis_kelamin": satu.jenis_kelamin,
        "tempat": ", ".join(filter(None, (dusun, satu.desa))),
        "entri": [
            {"kategori": entri.sebutan, "status": get_status_look(entri.status).word}
            for entri in satu.entri
        ],
    }
