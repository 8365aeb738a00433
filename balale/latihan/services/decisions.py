"""Proposals of invented entries and the decisions that brought each to its status."""

from datetime import datetime, timedelta
from typing import Any

from balale.access.models import User
from balale.access.rules.policy import Role
from balale.cases.services.decisions import LANGKAH as PENGESAHAN
from balale.latihan.rules.records import EntriRekaan
from balale.latihan.services.accounts import Petugas
from balale.latihan.services.batch import Tools
from balale.latihan.services.entries import TELAH_AKTIF
from balale.latihan.services.moves import Babak, Move
from balale.registry.models import JenisUsulan, Keputusan, Orang, Ppks, StatusUsulan, Usulan
from balale.registry.rules.status import StatusPpks
from balale.registry.rules.usulan import METODE, Hasil, Langkah, add_months, join_kolom
from balale.registry.services.rows import Stamp

# Of so many entries that wait for the office, one is to be refused and waits for its head.
_SATU_DITOLAK_DARI = 40
_USUL_TOLAK = ("duplikat", "Sudah tercatat di kategori yang sama.")
_ALASAN_TANGGUH = "tidak_ditemukan"


class DecisionMaker:
    """Makes proposals and decisions; every step by another account."""

    def __init__(self, tools: Tools, petugas: Petugas, *, masa_tinjau: dict[int, int]) -> None:
        self._tools = tools
        self._petugas = petugas
        self._masa_tinjau = masa_tinjau
        self._diajukan = 0

    def add_path(
        self,
        ppks: Ppks,
        entri: EntriRekaan,
        *,
        orang: Orang,
        steps: list[datetime],
        stamp: Stamp,
    ) -> None:
        """The proposal of an ordinary entry and every step up to the status it has.

        `orang` is whose entry it is, or the head of the family.
        """
        usulan = self._add_usulan(ppks, orang, StatusUsulan.MENUNGGU_KEPALA_DESA, stamp)
        if len(steps) > 1:
            self._approve(usulan, ppks, steps[1])
        if entri.status == StatusPpks.DIAJUKAN:
            self._diajukan += 1
            if self._diajukan % _SATU_DITOLAK_DARI == 1:
                oleh, pada = self._petugas.verifikator[0], steps[1] + timedelta(minutes=5)
                self._propose_refusal(usulan, ppks, _USUL_TOLAK, oleh, pada)
        if len(steps) > 2:
            oleh = self._tools.rng.choice(self._petugas.verifikator)
            if entri.status == StatusPpks.DIKEMBALIKAN:
                self._give_back(usulan, ppks, entri, oleh, steps[2])
            elif entri.status == StatusPpks.DITOLAK:
                alasan = (_get_reason(entri), entri.alasan or "")
                self._propose_refusal(usulan, ppks, alasan, oleh, steps[2])
                self._confirm_refusal(usulan, ppks, alasan, steps[3])
            else:
                self._accept(usulan, ppks, oleh, steps[2])
            if entri.status in TELAH_AKTIF:
                self._fix(usulan, ppks, steps[3])
            if len(steps) > 4:
                self._go_on(usulan, ppks, entri, oleh, steps[4], stamp)

    def add_sealed_path(
        self, ppks: Ppks, entri: EntriRekaan, *, steps: list[datetime], stamp: Stamp
    ) -> None:
        """The proposal of a rahasia entry, verified by the unit's coordinator or waiting."""
        assert ppks.orang is not None
        usulan = self._add_usulan(ppks, ppks.orang, StatusUsulan.MENUNGGU_VERIFIKASI, stamp)
        if entri.status == StatusPpks.DIVERIFIKASI:
            oleh = self._petugas.koordinator[stamp.unit]
            move = Move(
                oleh, Role.KOORDINATOR_KASUS, steps[-1], ppks, StatusPpks.DIVERIFIKASI, usulan,
                StatusUsulan.DITERAPKAN,
            )  # fmt: skip
            self._decide(move, PENGESAHAN, "disahkan", StatusPpks.DIAJUKAN, metode="lapangan")
            self._tools.mover.add(Babak.VERIFIKASI, move)

    def _add_usulan(
        self,
        ppks: Ppks,
        orang: Orang,
        status: str,
        stamp: Stamp,
        *,
        jenis: str = JenisUsulan.PPKS_BARU,
    ) -> Usulan:
        usulan = Usulan(
            id=stamp.new_id(),
            jenis=jenis,
            ppks=ppks,
            orang=orang,
            versi_dasar=1,
            status=status,
            diusulkan_oleh_id=stamp.by.user_id,
            diusulkan_pada=stamp.now,
            menunggu_sejak=stamp.now,
            **stamp.columns(ppks.subjek_id),
        )
        self._tools.batch.add(usulan)
        return usulan

    def _approve(self, usulan: Usulan, ppks: Ppks, pada: datetime) -> None:
        """Approved by the village head, on the minutes of that month's meeting."""
        kepala = self._petugas.kepala_desa[ppks.desa_id]
        move = Move(
            kepala, Role.KEPALA_DESA, pada, ppks, StatusPpks.DIAJUKAN, usulan,
            StatusUsulan.MENUNGGU_VERIFIKASI, columns={"diajukan_pada": pada},
        )  # fmt: skip
        hari = pada.date()
        self._decide(
            move, Langkah.KEPALA_DESA, Hasil.DISETUJUI, StatusPpks.DRAF,
            catatan="Tempat: Balai desa", ba_nomor=f"140/{hari.month:02d}/BA-MUSDES/{hari.year}",
            ba_tanggal=hari,
        )  # fmt: skip
        self._tools.mover.add(Babak.KEPALA_DESA, move)

    def _accept(self, usulan: Usulan, ppks: Ppks, oleh: User, pada: datetime) -> None:
        move = Move(
            oleh, Role.VERIFIKATOR, pada, ppks, StatusPpks.DIVERIFIKASI, usulan,
            StatusUsulan.DITERAPKAN, orang=usulan.orang,
        )  # fmt: skip
        metode = self._tools.rng.choice(list(METODE))
        self._decide(move, Langkah.VERIFIKASI, Hasil.DITERIMA, StatusPpks.DIAJUKAN, metode=metode)
        self._tools.mover.add(Babak.VERIFIKASI, move)

    def _give_back(
        self, usulan: Usulan, ppks: Ppks, entri: EntriRekaan, oleh: User, pada: datetime
    ) -> None:
        """Returned with the reason; a marked field where there is one."""
        kolom = join_kolom([entri.kolom_salah or ""])
        alasan = (_get_reason(entri), entri.alasan or "")
        move = Move(
            oleh, Role.VERIFIKATOR, pada, ppks, StatusPpks.DIKEMBALIKAN, usulan,
            StatusUsulan.DIKEMBALIKAN, columns=self._words(ppks, alasan, kolom),
        )  # fmt: skip
        self._decide(
            move, Langkah.VERIFIKASI, Hasil.DIKEMBALIKAN, StatusPpks.DIAJUKAN, catatan=alasan[1],
            kode_alasan=alasan[0], kolom_ditandai=kolom,
        )  # fmt: skip
        self._tools.mover.add(Babak.VERIFIKASI, move)

    def _propose_refusal(
        self, usulan: Usulan, ppks: Ppks, alasan: tuple[str, str], oleh: User, pada: datetime
    ) -> None:
        """The verifikator's signature; the entry stays diajukan."""
        move = Move(
            oleh, Role.VERIFIKATOR, pada, ppks, StatusPpks.DIAJUKAN, usulan,
            StatusUsulan.MENUNGGU_PENOLAKAN,
        )  # fmt: skip
        self._decide(
            move, Langkah.VERIFIKASI, Hasil.USUL_TOLAK, StatusPpks.DIAJUKAN, catatan=alasan[1],
            kode_alasan=alasan[0],
        )  # fmt: skip
        self._tools.mover.add(Babak.VERIFIKASI, move)

    def _confirm_refusal(
        self, usulan: Usulan, ppks: Ppks, alasan: tuple[str, str], pada: datetime
    ) -> None:
        """The signature of the head of office."""
        move = Move(
            self._petugas.kepala_dinas, Role.KEPALA_DINAS, pada, ppks, StatusPpks.DITOLAK, usulan,
            StatusUsulan.DITOLAK, columns=self._words(ppks, alasan, ""),
        )  # fmt: skip
        self._decide(
            move, Langkah.PENOLAKAN, Hasil.DITOLAK, StatusPpks.DIAJUKAN, catatan=alasan[1],
            kode_alasan=alasan[0],
        )  # fmt: skip
        self._tools.mover.add(Babak.PENOLAKAN, move)

    def _words(self, ppks: Ppks, alasan: tuple[str, str], kolom: str) -> dict[str, Any]:
        """What the entry's own row says of it, for its village to read."""
        self._tools.vault.put(ppks, catatan_status=alasan[1])
        sandi, ppks.catatan_status_sandi = ppks.catatan_status_sandi, None
        return {
            "kolom_ditandai": kolom, "catatan_status_sandi": sandi, "kode_alasan": alasan[0],
        }  # fmt: skip

    def _fix(self, usulan: Usulan, ppks: Ppks, pada: datetime) -> None:
        """Fixed by the head of office, by one decree a quarter."""
        hari = pada.date()
        bulan = self._masa_tinjau[ppks.kategori_id]
        tinjau = add_months(hari, bulan)
        while tinjau <= self._tools.clock.today:
            tinjau = add_months(tinjau, bulan)
        move = Move(
            self._petugas.kepala_dinas, Role.KEPALA_DINAS, pada, ppks, StatusPpks.AKTIF, usulan,
            columns={"tinjau_berikut": tinjau},
        )  # fmt: skip
        self._decide(
            move, Langkah.PENETAPAN, Hasil.DITETAPKAN, StatusPpks.DIVERIFIKASI, ba_tanggal=hari,
            ba_nomor=f"460/{(hari.month + 2) // 3}/DSP3A/{hari.year}",
        )  # fmt: skip
        self._tools.mover.add(Babak.PENETAPAN, move)

    def _go_on(
        self,
        usulan: Usulan,
        ppks: Ppks,
        entri: EntriRekaan,
        oleh: User,
        pada: datetime,
        stamp: Stamp,
    ) -> None:
        """What came after: due for review, suspended, or ended by a proposal of its own."""
        hari = pada.date()
        move = Move(oleh, Role.VERIFIKATOR, pada, ppks, entri.status)
        if entri.status == StatusPpks.KELUAR:
            kode = _get_reason(entri)
            move.columns = {"selesai": hari, "alasan_selesai": kode}
            assert usulan.orang is not None
            move.usulan = self._add_usulan(
                ppks, usulan.orang, StatusUsulan.MENUNGGU_VERIFIKASI, stamp,
                jenis=JenisUsulan.KELUAR,
            )  # fmt: skip
            move.usulan.versi_dasar = 4
            move.status_usulan = StatusUsulan.DITERAPKAN
            self._decide(
                move, Langkah.VERIFIKASI, Hasil.DITERIMA, StatusPpks.AKTIF, kode_alasan=kode,
                metode="lapangan",
            )  # fmt: skip
        elif entri.status == StatusPpks.PERLU_PEMUTAKHIRAN:
            move.columns = {"tinjau_berikut": hari, "kode_alasan": _get_reason(entri)}
        else:
            move.columns = {"kode_alasan": _ALASAN_TANGGUH}
        self._tools.mover.add(Babak.SESUDAHNYA, move)

    def _decide(
        self, move: Move, langkah: str, hasil: str, sebelum: str, *, catatan: str = "",
        **columns: Any,
    ) -> None:  # fmt: skip
        """The decision's row, in the name of the account that took it."""
        assert move.usulan is not None
        usulan = move.usulan
        stamp = Stamp(
            desa_kode=usulan.desa_id, tingkat=usulan.tingkat, unit=usulan.unit, by=move.oleh,
            now=move.pada,
        )  # fmt: skip
        move.keputusan = Keputusan(
            id=stamp.new_id(),
            usulan=usulan,
            langkah=langkah,
            hasil=hasil,
            status_sebelum=sebelum,
            oleh=move.oleh,
            sebagai=move.sebagai,
            pada=move.pada,
            **columns,
            **stamp.columns(usulan.subjek_id),
        )
        self._tools.vault.put(move.keputusan, catatan=catatan)


def _get_reason(entri: EntriRekaan) -> str:
    assert entri.alasan_kode is not None
    return entri.alasan_kode
