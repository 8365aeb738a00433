"""A death: a dated fact at once, and a proposal that each running entry ends."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from balale.access.models import User
from balale.access.vault import Vault
from balale.audit import services as audit
from balale.kit.errors import DomainError, StaleVersion
from balale.kit.formatting import format_tanggal
from balale.registry.models import (
    JenisPerubahan,
    JenisUsulan,
    Orang,
    Perubahan,
    Ppks,
    StatusUsulan,
    Usulan,
)
from balale.registry.queries.beda import Ubahan
from balale.registry.rules.meninggal import ALASAN, SUMBER_KABAR, check_meninggal
from balale.registry.rules.status import STANDING, StatusPpks
from balale.registry.services.acts import Act
from balale.registry.services.proposal import propose_change


@dataclass(frozen=True)
class KabarMeninggal:
    """When, from whom it is known, and the number of the letter where there is one."""

    tanggal: date
    sumber: str
    nomor: str = ""

    @property
    def kata(self) -> str:
        sumber = SUMBER_KABAR.get(self.sumber, self.sumber)
        return f"{sumber}, nomor {self.nomor}" if self.nomor else sumber


@transaction.atomic
def record_death(
    *, orang: Orang, base: int, kabar: KabarMeninggal, by: User, on: date, now: datetime
) -> Perubahan:
    """The person has died: out of the lists and of assistance today; the NIK stays.

    Each standing entry is proposed to end, for the office to decide. Raises StaleVersion,
    DomainError. Audit: orang.died.
    """
    if orang.versi != base:
        raise StaleVersion(current=orang)
    if orang.meninggal_pada is not None:
        raise DomainError("Warga ini sudah tercatat meninggal.", code="dead")
    salah = check_meninggal(kabar.tanggal, lahir=orang.tanggal_lahir, sumber=kabar.sumber, on=on)
    if salah is not None:
        raise DomainError(salah.pesan, field=salah.kolom)
    act, vault = Act(by=by, now=now), Vault()
    act.change(orang, base=base, meninggal_pada=kabar.tanggal)
    rows = Ppks.objects.visible_to(by).filter(orang=orang, status__in=STANDING)
    for ppks in rows.order_by("mulai", "pk"):
        _propose_exit(ppks, orang, kabar, act=act, vault=vault)
    audit.record("orang.died", orang, by=by, fields={"sumber": kabar.sumber})
    return act.keep(
        JenisPerubahan.MENINGGAL, subjek=orang, tanggal=kabar.tanggal, kata=[f"{kabar.kata}."]
    )


def _propose_exit(
    ppks: Ppks, orang: Orang, kabar: KabarMeninggal, *, act: Act, vault: Vault
) -> None:
    waiting = Usulan.objects.filter(
        ppks=ppks, jenis=JenisUsulan.KELUAR, status=StatusUsulan.MENUNGGU_VERIFIKASI
    )
    if waiting.exists():
        return
    ubahan = [
        Ubahan("status", "Keadaan", StatusPpks(ppks.status).kata, StatusPpks.KELUAR.kata),
        Ubahan("alasan", "Alasan", "", "Meninggal"),
        Ubahan("tanggal", "Tanggal meninggal", "", format_tanggal(kabar.tanggal)),
        Ubahan("sumber", "Sumber kabar", "", kabar.kata),
    ]
    isi = {"alasan": ALASAN, "tanggal": kabar.tanggal.isoformat(), "sumber": kabar.sumber}
    propose_change(
        jenis=JenisUsulan.KELUAR, orang=orang, ppks=ppks, isi=isi, ubahan=ubahan,
        sumber="formulir", act=act, vault=vault,
    )  # fmt: skip
