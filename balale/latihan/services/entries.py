"""Rows of invented PPKS entries: the entry, its criteria, signs and answers."""

from dataclasses import dataclass
from datetime import datetime

from balale.latihan.rules.records import (
    EntriRekaan,
    KeluargaRekaan,
    KomunitasRekaan,
    OrangRekaan,
)
from balale.latihan.services.answers import AnswerMaker, Pertanyaan
from balale.latihan.services.batch import Tools
from balale.registry.models import (
    Isian,
    Jawaban,
    Keluarga,
    Komunitas,
    Orang,
    Ppks,
    PpksKriteria,
    PpksTanda,
)
from balale.registry.rules.kelengkapan import IsianPpks, count_kelengkapan
from balale.registry.rules.status import StatusPpks
from balale.registry.services.entry import put_answer
from balale.registry.services.rows import Stamp

# How many steps a status stands behind, the making included.
LANGKAH = {
    "draf": 1,
    "diajukan": 2,
    "dikembalikan": 3,
    "ditolak": 4,
    "diverifikasi": 3,
    "aktif": 4,
    "perlu_pemutakhiran": 5,
    "ditangguhkan": 5,
    "keluar": 5,
}
TELAH_AKTIF = ("aktif", "perlu_pemutakhiran", "ditangguhkan", "keluar")


@dataclass(frozen=True)
class Perihal:
    """Whom an entry is about: the row, and the records it came from.

    `rekaan` is the person, the head of the family, or who speaks for the community.
    """

    rekaan: OrangRekaan
    orang: Orang | None = None
    keluarga: Keluarga | None = None
    komunitas: Komunitas | None = None
    keluarga_rekaan: KeluargaRekaan | None = None
    komunitas_rekaan: KomunitasRekaan | None = None

    @property
    def subjek(self) -> Orang | Keluarga | Komunitas:
        found = self.orang or self.keluarga or self.komunitas
        assert found is not None
        return found


class EntryMaker:
    """Makes the rows of entries; `pertanyaan` are the categories' forms in force."""

    def __init__(self, tools: Tools, pertanyaan: dict[int, Pertanyaan]) -> None:
        self._tools = tools
        self._pertanyaan = pertanyaan
        self._answers = AnswerMaker(tools.rng, tools.clock.today)

    def steps(self, entri: EntriRekaan) -> list[datetime]:
        """When the entry was made and when each step after it was taken."""
        banyak = LANGKAH[entri.status]
        return self._tools.clock.steps(entri.dibuat_hari_lalu, entri.hari_lalu, banyak)

    def add_ppks(self, entri: EntriRekaan, perihal: Perihal, *, stamp: Stamp) -> Ppks:
        """The entry as it was first made, and what was ticked and answered."""
        tanya = self._pertanyaan[entri.kategori]
        jawaban = self._answers.answers(
            tanya,
            entri=entri,
            kepala=perihal.rekaan,
            keluarga=perihal.keluarga_rekaan,
            komunitas=perihal.komunitas_rekaan,
        )
        ppks = Ppks(
            id=stamp.new_id(),
            orang=perihal.orang,
            keluarga=perihal.keluarga,
            komunitas=perihal.komunitas,
            kategori=tanya.versi.kategori,
            formulir=tanya.formulir,
            status=StatusPpks.DIAJUKAN if stamp.is_sealed else StatusPpks.DRAF,
            jalur="rahasia" if stamp.is_sealed else "musyawarah",
            mulai=entri.mulai,
            kelengkapan=_count(entri, perihal, tanya, jawaban),
            diajukan_pada=stamp.now if stamp.is_sealed else None,
            **stamp.columns(perihal.subjek.id),
        )
        self._tools.batch.add(ppks)
        self._add_details(ppks, entri, tanya, jawaban, stamp)
        return ppks

    def _add_details(
        self,
        ppks: Ppks,
        entri: EntriRekaan,
        tanya: Pertanyaan,
        jawaban: dict[Isian, tuple[str, ...]],
        stamp: Stamp,
    ) -> None:
        add = self._tools.batch.add
        common = {"ppks": ppks, **stamp.columns(ppks.subjek_id)}
        for nomor in entri.kriteria:
            add(PpksKriteria(id=stamp.new_id(), kriteria_id=nomor, **common))
        for tempat in entri.tanda:
            if tempat < len(tanya.tanda):
                add(PpksTanda(id=stamp.new_id(), tanda=tanya.tanda[tempat], **common))
        for isian, values in jawaban.items():
            for value in values:
                row = Jawaban(id=stamp.new_id(), isian=isian, **common)
                put_answer(row, field=isian, value=value, vault=self._tools.vault)
                add(row)


def _count(
    entri: EntriRekaan,
    perihal: Perihal,
    tanya: Pertanyaan,
    jawaban: dict[Isian, tuple[str, ...]],
) -> int:
    rekaan, keluarga = perihal.rekaan, perihal.keluarga_rekaan
    isian = IsianPpks(
        nik=rekaan.nik or "",
        alasan_tanpa_nik=rekaan.alasan_tanpa_nik or "",
        nama=rekaan.nama,
        tanggal_lahir=rekaan.tanggal_lahir,
        jenis_kelamin=rekaan.jenis_kelamin,
        no_kk=(keluarga.no_kk if keluarga else None) or "",
        dusun=rekaan.dusun,
        rt=rekaan.rt,
        kriteria=[str(nomor) for nomor in entri.kriteria],
        pertanyaan_wajib=[satu.kode for satu in tanya.isian],
        jawaban={satu.kode: values for satu, values in jawaban.items()},
    )
    return count_kelengkapan(isian).jumlah
