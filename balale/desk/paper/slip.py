"""Slips of new accounts, and the sheet that is signed for them: what stands on each."""

from collections.abc import Sequence
from typing import Any
from urllib.parse import urlencode

import segno

from balale.access.rules.policy import Role
from balale.access.services.slips import Slip
from balale.kit.formatting import format_angka, format_tanggal, format_telepon

LANGKAH_AKHIR = {
    Role.OPERATOR_DESA: ("orang", "Tambah warga pertama"),
    Role.TKSK: ("orang", "Tambah warga pertama"),
    Role.KEPALA_DESA: ("setuju", "Setujui data pertama"),
    Role.CAMAT: ("rekap", "Lihat rekap kecamatan"),
}


def build_slip(slips: Sequence[Slip], *, alamat: str) -> dict[str, Any]:
    """Data of `slip.typ`. `alamat`: where an account is activated, with its host."""
    return {
        "alamat": alamat.partition("://")[2],
        "slip": [_to_slip(nomor, slip, alamat) for nomor, slip in enumerate(slips, 1)],
        "jumlah": len(slips),
    }


def _to_slip(nomor: int, slip: Slip, alamat: str) -> dict[str, Any]:
    gambar, kata = LANGKAH_AKHIR[slip.peran]
    return {
        "nomor": nomor,
        "tempat": slip.tempat.sebutan or f"Kecamatan {slip.tempat.kecamatan}",
        "kecamatan": f"Kecamatan {slip.tempat.kecamatan}" if slip.tempat.desa else "",
        "peran": slip.sebutan_peran,
        "nama": slip.nama,
        "akun": slip.username,
        "kode": slip.kode,
        "sampai": format_tanggal(slip.berlaku_sampai.date()),
        "kotak": draw_qr(make_link(alamat, slip.username, slip.kode)),
        "gambar_akhir": gambar,
        "langkah_akhir": kata,
    }


def make_link(alamat: str, username: str, kode: str) -> str:
    """The address with name and code behind `#`, which no browser sends and no server logs."""
    return f"{alamat}#{urlencode({'akun': username, 'kode': kode})}"


def draw_qr(link: str) -> dict[str, Any]:
    """The square as runs of dark cells: (row, first column, how many)."""
    rows = segno.make(link, error="m", micro=False).matrix
    runs: list[list[int]] = []
    for at, row in enumerate(rows):
        start: int | None = None
        for column, dark in enumerate([*row, 0]):
            if dark and start is None:
                start = column
            elif not dark and start is not None:
                runs.append([at, start, column - start])
                start = None
    return {"sisi": len(rows), "jalur": runs}


def build_tanda_terima(slips: Sequence[Slip]) -> dict[str, Any]:
    """Data of `tanda_terima.typ`: one line a slip, without any code."""
    return {
        "jumlah": format_angka(len(slips)),
        "baris": [
            {
                "kecamatan": slip.tempat.kecamatan,
                "tempat": slip.tempat.sebutan or "Kantor camat",
                "nama": slip.nama,
                "peran": slip.sebutan_peran,
                "telepon": format_telepon(slip.telepon),
            }
            for slip in slips
        ],
    }
