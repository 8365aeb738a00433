"""Invented rahasia cases: handed in by the village, a third of them given to a petugas."""

from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from balale.access.context import Context, acting_as
from balale.access.ids import new_sealed_id
from balale.access.models import CaseAccess
from balale.access.rules.policy import Role
from balale.cases.models import JenisCatatan
from balale.cases.queries.cases import TUGAS
from balale.cases.services.notes import make_note
from balale.latihan.services.accounts import Petugas
from balale.latihan.services.batch import Tools
from balale.registry.models import Ppks
from balale.registry.services.rows import Stamp

_HUBUNGI = (
    "Telepon bibinya pagi hari. Jangan datang ke rumah.",
    "Temui di puskesmas hari Selasa.",
    "Lewat ibu guru di sekolah, saat istirahat.",
    "Kirim pesan singkat dulu, jangan telepon.",
)
_SATU_DARI = 3


@dataclass(frozen=True)
class KasusRekaan:
    """What is needed to give a stored case to somebody."""

    subjek_id: UUID
    unit: str


def add_report(tools: Tools, ppks: Ppks, stamp: Stamp) -> KasusRekaan:
    """The first note of a case: the safe way to make contact."""
    note = make_note(
        orang_id=ppks.subjek_id,
        jenis=JenisCatatan.LAPORAN,
        is_bahaya=tools.rng.random() < 0.15,
        teks=tools.rng.choice(_HUBUNGI),
        stamp=stamp,
        vault=tools.vault,
    )
    tools.batch.add(note)
    return KasusRekaan(ppks.subjek_id, stamp.unit)


def assign_cases(kasus: list[KasusRekaan], *, tools: Tools, petugas: Petugas) -> None:
    """Give every third case to a petugas of its unit, in turn."""
    dibagi = kasus[::_SATU_DARI]
    pada = tools.clock.now - timedelta(days=1)
    for unit, koordinator in petugas.koordinator.items():
        staf = petugas.petugas_kasus[unit]
        milik = [satu for satu in dibagi if satu.unit == unit]
        context = Context(user_id=koordinator.id, role=Role.KOORDINATOR_KASUS, unit=unit)
        with acting_as(context):
            CaseAccess.objects.bulk_create(
                CaseAccess(
                    id=new_sealed_id(),
                    subjek_id=satu.subjek_id,
                    user=staf[i % len(staf)],
                    unit=unit,
                    mulai_pada=pada,
                    alasan=TUGAS,
                    dibuat_oleh=koordinator,
                )
                for i, satu in enumerate(milik)
            )
