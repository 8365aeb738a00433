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
from balale.latihan.services.reasons import (
    ALASAN_KELUAR,
    ALASAN_PEMUTAKHIRAN,
    ALASAN_TANGGUH,
    KOLOM,
)
from balale.registry.models import Isian, Jawaban, Keluarga, Orang, Ppks, PpksKriteria, PpksTanda
from balale.registry.rules.kelengkapan import IsianPpks, count_kelengkapan
from balale.registry.rules.usulan import add_months, join_kolom
from balale.registry.services.entry import put_answer
from balale.registry.services.rows import Stamp

# How many steps a status stands behind, the making included.
LANGKAH = {
    "draf": 1,
    "diajukan": 2,
    "dikembalikan": 3,
    "ditolak": 3,
    "diverifikasi": 3,
    "aktif": 4,
    "perlu_pemutakhiran": 5,
    "ditangguhkan": 5,
    "keluar": 5,
}
TELAH_AKTIF = ("aktif", "perlu_pemutakhiran", "ditangguhkan", "keluar")


@dataclass(frozen=True)
class Perihal:
    """Whom an entry is about: the rows, and the records they came from."""

    rekaan: OrangRekaan
    orang: Orang | None
    keluarga: Keluarga | None
    keluarga_rekaan: KeluargaRekaan | None = None
    komunitas: KomunitasRekaan | None = None

    @property
    def subjek(self) -> Orang | Keluarga:
        found = self.orang or self.keluarga
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

    def add_ppks(
        self, entri: EntriRekaan, perihal: Perihal, *, steps: list[datetime], stamp: Stamp
    ) -> Ppks:
        """The entry and what was ticked and answered."""
        tanya = self._pertanyaan[entri.kategori]
        jawaban = self._answers.answers(
            tanya,
            entri=entri,
            kepala=perihal.rekaan,
            keluarga=perihal.keluarga_rekaan,
            komunitas=perihal.komunitas,
        )
        ppks = Ppks(
            id=stamp.new_id(),
            orang=perihal.orang,
            keluarga=perihal.keluarga,
            kategori=tanya.versi.kategori,
            formulir=tanya.formulir,
            status=entri.status,
            jalur="rahasia" if stamp.is_sealed else "musyawarah",
            mulai=entri.mulai,
            kelengkapan=_count(entri, perihal, tanya, jawaban),
            versi=len(steps),
            **stamp.columns(perihal.subjek.id),
        )
        ppks.diajukan_pada = steps[0] if stamp.is_sealed else steps[1] if len(steps) > 1 else None
        ppks.diubah_pada = steps[-1]
        self._explain(ppks, entri, tanya, steps)
        self._tools.batch.add(ppks)
        self._add_details(ppks, entri, tanya, jawaban, stamp)
        return ppks

    def _explain(
        self, ppks: Ppks, entri: EntriRekaan, tanya: Pertanyaan, steps: list[datetime]
    ) -> None:
        """What the status leaves on the entry: reason, marked field, next review, end."""
        if entri.status in ("dikembalikan", "ditolak"):
            ppks.kolom_ditandai = join_kolom([KOLOM.get(entri.kolom_salah or "", "")])
            self._tools.vault.put(ppks, catatan_status=entri.alasan)
        if entri.status in TELAH_AKTIF:
            bulan = tanya.versi.masa_tinjau_bulan
            tinjau = add_months(steps[3].date(), bulan)
            while tinjau <= self._tools.clock.today and entri.status != "perlu_pemutakhiran":
                tinjau = add_months(tinjau, bulan)
            ppks.tinjau_berikut = tinjau
        if entri.status == "perlu_pemutakhiran":
            ppks.kode_alasan = ALASAN_PEMUTAKHIRAN.get(entri.alasan_kode or "", "tanggal_tinjau")
            ppks.tinjau_berikut = steps[-1].date()
        elif entri.status == "ditangguhkan":
            ppks.kode_alasan = ALASAN_TANGGUH
        elif entri.status == "keluar":
            ppks.selesai = steps[-1].date()
            ppks.alasan_selesai = ALASAN_KELUAR[entri.alasan_kode or "mandiri"]
            ppks.tinjau_berikut = None

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
