"""Acts of change in words, and which of them may still be taken back."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from balale.access.models import User
from balale.access.vault import Vault
from balale.kit.formatting import format_tanggal
from balale.registry.models import JenisPerubahan, Orang, Perubahan, StatusUsulan
from balale.registry.queries.perubahan import list_acts, read_isi
from balale.registry.queries.pindah import list_pindah
from balale.registry.rules.usulan import BATAS_URUNGKAN_HARI

_IKON = {
    JenisPerubahan.KELUARGA: "users",
    JenisPerubahan.MENINGGAL: "door-exit",
    JenisPerubahan.USULAN: "hourglass",
}
_KATA_USULAN = {
    StatusUsulan.MENUNGGU_VERIFIKASI: "Menunggu DSP3A.",
    StatusUsulan.DITERAPKAN: "Diterima DSP3A.",
    StatusUsulan.DITOLAK: "Ditolak DSP3A.",
    StatusUsulan.DIBATALKAN: "",
}


@dataclass(frozen=True)
class Tindakan:
    """One act in words. `may_undo`: a button; `halangan`: why there is none any more."""

    perubahan: Perubahan
    judul: str
    ikon: str
    alasan: str
    may_undo: bool
    halangan: str = ""


def list_tindakan(
    orang: Orang, *, user: User, kategori: dict[UUID, str], now: datetime, vault: Vault
) -> list[Tindakan]:
    """Acts about the person, oldest first. `kategori` names the entries in sight by id."""
    rows = list_acts(orang, user)
    moved = max((m.diputus_pada for m in list_pindah(orang, user) if m.diputus_pada), default=None)
    vault.fetch({row.subjek_id for row in rows})
    isi = {row.pk: read_isi(row, vault) for row in rows}
    later: dict[str, Perubahan] = {}
    found = []
    for row in reversed(rows):
        touched = {line[1] for line in isi[row.pk]["baris"]}
        blocker = next((later[pk] for pk in touched if pk in later), None)
        is_before = moved is not None and row.dibuat_pada < moved
        found.append(
            _say(row, isi[row.pk], blocker, kategori=kategori, now=now, is_before_move=is_before)
        )
        if row.dibatalkan_pada is None:
            later |= dict.fromkeys(touched, row)
    return found[::-1]


def _say(
    row: Perubahan, isi: dict[str, Any], blocker: Perubahan | None, *,
    kategori: dict[UUID, str], now: datetime, is_before_move: bool,
) -> Tindakan:  # fmt: skip
    is_decision = any(line[0] == "keputusan" for line in isi["baris"])
    is_open = row.dibatalkan_pada is None and not is_decision
    is_open = is_open and now - row.dibuat_pada <= timedelta(days=BATAS_URUNGKAN_HARI)
    is_open = is_open and _is_undecided(row)
    halangan = ""
    if is_open and blocker is not None:
        lain = JenisPerubahan(blocker.jenis).label
        halangan = f"Batalkan dulu yang sesudahnya: {lain[0].lower()}{lain[1:]}."
    if is_open and is_before_move:
        halangan = "Warga sudah pindah desa sesudahnya. Perubahan ini tetap."
    judul = JenisPerubahan(row.jenis).label
    if row.ppks_id is not None and row.ppks_id in kategori:
        judul = f"{judul}: {kategori[row.ppks_id]}"
    if row.dibatalkan_pada is not None:
        judul = f"{judul} (dibatalkan)"
    return Tindakan(
        perubahan=row,
        judul=judul,
        ikon=_IKON.get(JenisPerubahan(row.jenis), "pencil"),
        alasan=_reason(row, isi["kata"]),
        may_undo=is_open and not halangan,
        halangan=halangan,
    )


def _is_undecided(row: Perubahan) -> bool:
    usulan = row.usulan
    return usulan is None or usulan.status in {
        StatusUsulan.MENUNGGU_VERIFIKASI,
        StatusUsulan.DITOLAK,
    }


def _reason(row: Perubahan, kata: list[str]) -> str:
    parts = []
    if row.tanggal is not None:
        parts.append(f"{format_tanggal(row.tanggal)}.")
    if row.jenis in {JenisPerubahan.DATA, JenisPerubahan.ISIAN, JenisPerubahan.USULAN}:
        words = ", ".join(
            satu if satu[:2].isupper() else satu[:1].lower() + satu[1:] for satu in kata
        )
        parts.append(f"Berubah: {words}." if words else "")
    else:
        parts += kata
    if row.usulan is not None:
        parts.append(_KATA_USULAN.get(StatusUsulan(row.usulan.status), ""))
    return " ".join(part for part in parts if part)
