"""Proposals of invented entries and the decisions that brought each to its status."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from balale.access.models import User
from balale.access.rules.policy import Role
from balale.cases.services.decisions import LANGKAH as PENGESAHAN
from balale.latihan.rules.records import EntriRekaan
from balale.latihan.services.accounts import Petugas
from balale.latihan.services.batch import Tools
from balale.latihan.services.entries import TELAH_AKTIF
from balale.latihan.services.reasons import ALASAN_KELUAR, ALASAN_KEMBALI, ALASAN_TOLAK, KOLOM
from balale.registry.models import JenisUsulan, Keputusan, Ppks, StatusUsulan, Usulan
from balale.registry.rules.usulan import METODE, Hasil, Langkah, join_kolom
from balale.registry.services.rows import Stamp

_STATUS_USULAN = {
    "draf": StatusUsulan.MENUNGGU_KEPALA_DESA,
    "diajukan": StatusUsulan.MENUNGGU_VERIFIKASI,
    "dikembalikan": StatusUsulan.DIKEMBALIKAN,
    "ditolak": StatusUsulan.DITOLAK,
}
_HASIL = {"dikembalikan": Hasil.DIKEMBALIKAN, "ditolak": Hasil.DITOLAK}


@dataclass(frozen=True)
class _Step:
    """One decision: where, what, by whom, when, and the entry's status before it."""

    langkah: str
    hasil: str
    oleh: User
    sebagai: Role
    pada: datetime
    sebelum: str


class DecisionMaker:
    """Makes proposals and decisions; every step by another account."""

    def __init__(self, tools: Tools, petugas: Petugas) -> None:
        self._tools = tools
        self._petugas = petugas

    def add_path(
        self, ppks: Ppks, entri: EntriRekaan, *, steps: list[datetime], stamp: Stamp
    ) -> User | None:
        """The proposal of an ordinary entry and its decisions up to the status it has.

        Returns who verified it, if somebody did.
        """
        status = _STATUS_USULAN.get(entri.status, StatusUsulan.DITERAPKAN)
        usulan = self._add_usulan(ppks, JenisUsulan.PPKS_BARU, status, stamp, len(steps))
        usulan.diubah_pada = steps[min(len(steps), 4) - 1]
        if len(steps) > 1:
            self._approve(usulan, steps[1], stamp)
        verifikator = None
        if len(steps) > 2:
            verifikator = self._verify(usulan, entri, steps[2], stamp)
        if entri.status in TELAH_AKTIF:
            self._fix(usulan, steps[3], stamp)
        if entri.status == "keluar":
            self._leave(ppks, entri, steps[-1], stamp)
        return verifikator

    def add_sealed_path(
        self, ppks: Ppks, entri: EntriRekaan, *, steps: list[datetime], stamp: Stamp
    ) -> None:
        """The proposal of a rahasia entry, verified by the unit's coordinator or waiting."""
        is_done = entri.status == "diverifikasi"
        status = StatusUsulan.DITERAPKAN if is_done else StatusUsulan.MENUNGGU_VERIFIKASI
        usulan = self._add_usulan(ppks, JenisUsulan.PPKS_BARU, status, stamp, 1 + is_done)
        if is_done:
            usulan.diubah_pada = steps[-1]
            koordinator = self._petugas.koordinator[stamp.unit]
            step = _Step(
                PENGESAHAN, "disahkan", koordinator, Role.KOORDINATOR_KASUS, steps[-1], "diajukan"
            )
            self._add(usulan, step, stamp, metode="lapangan")

    def _add_usulan(self, ppks: Ppks, jenis: str, status: str, stamp: Stamp, versi: int) -> Usulan:
        usulan = Usulan(
            id=stamp.new_id(),
            jenis=jenis,
            ppks=ppks,
            orang_id=ppks.orang_id,
            versi_dasar=1,
            versi=min(versi, 4),
            status=status,
            diusulkan_oleh_id=stamp.by.user_id,
            diusulkan_pada=stamp.now,
            **stamp.columns(ppks.subjek_id),
        )
        self._tools.batch.add(usulan)
        return usulan

    def _approve(self, usulan: Usulan, pada: datetime, stamp: Stamp) -> None:
        """Approved by the village head, on the minutes of that month's meeting."""
        kepala = self._petugas.kepala_desa[stamp.desa_kode]
        step = _Step(Langkah.KEPALA_DESA, Hasil.DISETUJUI, kepala, Role.KEPALA_DESA, pada, "draf")
        hari = pada.date()
        self._add(
            usulan, step, stamp, catatan="Balai desa", ba_tanggal=hari,
            ba_nomor=f"140/{hari.month:02d}/BA-MUSDES/{hari.year}",
        )  # fmt: skip

    def _verify(
        self, usulan: Usulan, entri: EntriRekaan, pada: datetime, stamp: Stamp
    ) -> User | None:
        hasil = _HASIL.get(entri.status, Hasil.DITERIMA)
        step = self._office(hasil, pada, "diajukan")
        if hasil == Hasil.DITERIMA:
            self._add(usulan, step, stamp, metode=self._tools.rng.choice(list(METODE)))
            return step.oleh
        words = ALASAN_KEMBALI if hasil == Hasil.DIKEMBALIKAN else ALASAN_TOLAK
        self._add(
            usulan, step, stamp, catatan=entri.alasan or "",
            kode_alasan=words.get(entri.alasan_kode or "", "lainnya"),
            kolom_ditandai=join_kolom([KOLOM.get(entri.kolom_salah or "", "")]),
        )  # fmt: skip
        return None

    def _fix(self, usulan: Usulan, pada: datetime, stamp: Stamp) -> None:
        """Fixed by the head of office, by one decree a quarter."""
        hari = pada.date()
        step = _Step(
            Langkah.PENETAPAN, Hasil.DITETAPKAN, self._petugas.kepala_dinas, Role.KEPALA_DINAS,
            pada, "diverifikasi",
        )  # fmt: skip
        nomor = f"460/{(hari.month + 2) // 3}/DSP3A/{hari.year}"
        self._add(usulan, step, stamp, ba_nomor=nomor, ba_tanggal=hari)

    def _leave(self, ppks: Ppks, entri: EntriRekaan, pada: datetime, stamp: Stamp) -> None:
        """A proposal of its own by which the entry ended."""
        usulan = self._add_usulan(ppks, JenisUsulan.KELUAR, StatusUsulan.DITERAPKAN, stamp, 2)
        usulan.versi_dasar = 4
        usulan.diusulkan_pada = usulan.diubah_pada = pada
        step = self._office(Hasil.DITERIMA, pada, "aktif")
        kode = ALASAN_KELUAR[entri.alasan_kode or "mandiri"]
        self._add(usulan, step, stamp, kode_alasan=kode, metode="lapangan")

    def _office(self, hasil: str, pada: datetime, sebelum: str) -> _Step:
        oleh = self._tools.rng.choice(self._petugas.verifikator)
        return _Step(Langkah.VERIFIKASI, hasil, oleh, Role.VERIFIKATOR, pada, sebelum)

    def _add(
        self, usulan: Usulan, step: _Step, stamp: Stamp, *, catatan: str = "", **columns: Any
    ) -> None:
        row = Keputusan(
            id=stamp.new_id(),
            usulan=usulan,
            langkah=step.langkah,
            hasil=step.hasil,
            status_sebelum=step.sebelum,
            oleh=step.oleh,
            sebagai=step.sebagai,
            pada=step.pada,
            **columns,
            **stamp.columns(usulan.subjek_id),
        )
        row.dibuat_pada = row.diubah_pada = step.pada
        self._tools.vault.put(row, catatan=catatan)
        self._tools.batch.add(row)
