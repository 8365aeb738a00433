"""Loads one village: its people and families, then their entries, in its operator's name."""

from dataclasses import dataclass, field

from balale.access.context import Context, acting_as
from balale.access.rules.policy import Role, Tingkat
from balale.access.vault import Vault
from balale.latihan.rules.records import (
    EntriRekaan,
    KeluargaRekaan,
    KomunitasRekaan,
    OrangRekaan,
)
from balale.latihan.services.accounts import Petugas
from balale.latihan.services.answers import Pertanyaan
from balale.latihan.services.batch import Tools
from balale.latihan.services.cases import KasusRekaan, add_report
from balale.latihan.services.decisions import DecisionMaker
from balale.latihan.services.entries import EntryMaker, Perihal
from balale.latihan.services.subjects import SubjectMaker
from balale.registry.rules.status import StatusPpks

_LAMA_MAKS = 700


@dataclass
class VillageShare:
    """What of the population belongs to one village. `sendiri`: persons without family."""

    keluarga: list[KeluargaRekaan] = field(default_factory=list)
    sendiri: list[OrangRekaan] = field(default_factory=list)
    komunitas: dict[int, KomunitasRekaan] = field(default_factory=dict)
    entri: list[EntriRekaan] = field(default_factory=list)

    @property
    def orang(self) -> int:
        """How many people these are."""
        return len(self.sendiri) + sum(len(satu.anggota) for satu in self.keluarga)


class VillageLoader:
    """Loads villages one after another; `kasus` are the rahasia cases stored so far."""

    def __init__(
        self, tools: Tools, *, petugas: Petugas, pertanyaan: dict[int, Pertanyaan]
    ) -> None:
        self._tools = tools
        self._petugas = petugas
        self._pertanyaan = pertanyaan
        self._entries = EntryMaker(tools, pertanyaan)
        self._decisions = DecisionMaker(
            tools,
            petugas,
            masa_tinjau={n: satu.versi.masa_tinjau_bulan for n, satu in pertanyaan.items()},
        )
        self.kasus: list[KasusRekaan] = []

    def load(self, kode: str, share: VillageShare) -> None:
        """Store one village."""
        operator = self._petugas.operator[kode]
        self._tools.vault = Vault()
        context = Context(
            user_id=operator.id,
            role=Role.SISTEM,
            desa=(kode,),
            tingkat=(Tingkat.BIASA, Tingkat.TERBATAS),
        )
        work = _Work(share, SubjectMaker(self._tools, desa_kode=kode, by=operator))
        with acting_as(context):
            self._add_subjects(work)
            for entri in share.entri:
                if entri.disegel:
                    self._add_sealed(work, entri)
                else:
                    self._add_entry(work, entri)
            work.subjects.number_those_without_nik()
            self._tools.batch.save()

    def _add_subjects(self, work: "_Work") -> None:
        """Everybody, first written down when the first entry about them was."""
        rng = self._tools.rng
        for keluarga in work.share.keluarga:
            hari = work.first_day(keluarga) or rng.randint(30, _LAMA_MAKS)
            work.subjects.add_keluarga(keluarga, hari)
        for orang in work.share.sendiri:
            if not orang.disegel:
                hari = work.hari_orang.get(orang.nomor) or rng.randint(30, _LAMA_MAKS)
                work.subjects.add_orang(orang, work.subjects.stamp(hari))
        for entri in work.share.entri:
            if entri.komunitas_nomor is not None:
                komunitas = work.share.komunitas[entri.komunitas_nomor]
                work.subjects.add_komunitas(komunitas, entri.dibuat_hari_lalu)

    def _add_entry(self, work: "_Work", entri: EntriRekaan) -> None:
        tingkat = self._pertanyaan[entri.kategori].versi.tingkat
        perihal = work.find(entri)
        steps = self._entries.steps(entri)
        stamp = work.subjects.stamp_at(steps[0], tingkat=tingkat)
        ppks = self._entries.add_ppks(entri, perihal, stamp=stamp)
        wakil = work.subjects.orang[perihal.rekaan.nomor]
        self._decisions.add_path(ppks, entri, orang=wakil, steps=steps, stamp=stamp)
        if perihal.rekaan.nomor not in work.told:
            work.told.add(perihal.rekaan.nomor)
            work.subjects.add_notice(
                perihal.rekaan, perihal.keluarga_rekaan, stamp.at_level(Tingkat.BIASA)
            )

    def _add_sealed(self, work: "_Work", entri: EntriRekaan) -> None:
        versi = self._pertanyaan[entri.kategori].versi
        rekaan = work.rekaan[entri.orang_nomor or 0]
        steps = self._tools.clock.steps(entri.dibuat_hari_lalu, entri.hari_lalu, 2)
        if entri.status == StatusPpks.DIAJUKAN:
            del steps[0]
        stamp = work.subjects.stamp_at(steps[0], tingkat=Tingkat.RAHASIA, unit=versi.unit_penangan)
        orang = work.subjects.add_orang(rekaan, stamp)
        work.subjects.add_notice(rekaan, None, stamp)
        perihal = Perihal(rekaan, orang=orang)
        ppks = self._entries.add_ppks(entri, perihal, stamp=stamp)
        self._decisions.add_sealed_path(ppks, entri, steps=steps, stamp=stamp)
        self.kasus.append(add_report(self._tools, ppks, stamp))


class _Work:
    """One village while it is loaded: records by number, days of first entry, who was told."""

    def __init__(self, share: VillageShare, subjects: SubjectMaker) -> None:
        self.share = share
        self.subjects = subjects
        self.told: set[int] = set()
        self._keluarga = {satu.nomor: satu for satu in share.keluarga}
        self._keluarga_orang = {
            orang.nomor: satu for satu in share.keluarga for orang in satu.anggota
        }
        self.rekaan = {o.nomor: o for satu in share.keluarga for o in satu.anggota}
        self.rekaan |= {orang.nomor: orang for orang in share.sendiri}
        self.hari_orang: dict[int, int] = {}
        self._hari_keluarga: dict[int, int] = {}
        for entri in share.entri:
            pairs = [(self.hari_orang, entri.orang_nomor)] if entri.orang_nomor else []
            pairs += [(self._hari_keluarga, nomor) for nomor in self._list_keluarga(entri)]
            for hari, nomor in pairs:
                hari[nomor] = max(hari.get(nomor, 0), entri.dibuat_hari_lalu)

    def _list_keluarga(self, entri: EntriRekaan) -> tuple[int, ...]:
        """Numbers of the families that were on record when the entry was made."""
        if entri.komunitas_nomor is not None:
            return self.share.komunitas[entri.komunitas_nomor].keluarga_nomor
        keluarga = self._keluarga_of(entri)
        return (keluarga.nomor,) if keluarga else ()

    def _keluarga_of(self, entri: EntriRekaan) -> KeluargaRekaan | None:
        if entri.orang_nomor is not None:
            return self._keluarga_orang.get(entri.orang_nomor)
        if entri.keluarga_nomor is not None:
            return self._keluarga[entri.keluarga_nomor]
        assert entri.komunitas_nomor is not None
        return self._keluarga[self.share.komunitas[entri.komunitas_nomor].keluarga_nomor[0]]

    def first_day(self, keluarga: KeluargaRekaan) -> int | None:
        """Days back to the first entry about the family or a member of it."""
        return self._hari_keluarga.get(keluarga.nomor)

    def find(self, entri: EntriRekaan) -> Perihal:
        """Whom an ordinary entry is about; the head of its first family speaks for a community."""
        keluarga = self._keluarga_of(entri)
        if entri.orang_nomor is not None:
            rekaan = self.rekaan[entri.orang_nomor]
            orang = self.subjects.orang[rekaan.nomor]
            return Perihal(rekaan, orang=orang, keluarga_rekaan=keluarga)
        assert keluarga is not None
        wakil = keluarga.anggota[0]
        if entri.komunitas_nomor is not None:
            komunitas = self.share.komunitas[entri.komunitas_nomor]
            return Perihal(
                wakil, komunitas=self.subjects.komunitas[komunitas.nomor],
                keluarga_rekaan=keluarga, komunitas_rekaan=komunitas,
            )  # fmt: skip
        row = self.subjects.keluarga[keluarga.nomor]
        return Perihal(wakil, keluarga=row, keluarga_rekaan=keluarga)
