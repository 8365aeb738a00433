"""The operator mends the entry of a community that came back, on the community's own form."""

from datetime import date, datetime

from django.db import transaction

from balale.access.models import User
from balale.access.services.versions import MissingPrecondition
from balale.access.vault import Vault
from balale.audit import services as audit
from balale.kit.errors import DomainError
from balale.kit.formatting import format_tanggal
from balale.registry.models import HitunganKomunitas, JenisUsulan, Komunitas, Ppks, Usulan
from balale.registry.queries.beda import Ubahan
from balale.registry.queries.komunitas import get_hitungan_now
from balale.registry.rules.komunitas import IsianHitungan, IsianKomunitas
from balale.registry.rules.usulan import Dasar
from balale.registry.services import entry
from balale.registry.services.correct import check_open, correct_details
from balale.registry.services.identity import write_kolom
from balale.registry.services.komunitas import build_hitungan, check_nama, lock_komunitas
from balale.registry.services.rows import Stamp, change_row


@transaction.atomic
def correct_komunitas(
    *, ppks: Ppks, dasar: Dasar, base: int | None, isian: IsianKomunitas, by: User, on: date,
    now: datetime,
) -> Usulan:  # fmt: skip
    """Write the mended community and propose it to the village head again.

    `base` is the community's version as the form showed it. Nothing of who speaks for it is
    touched. Raises MissingPrecondition, StaleVersion, DomainError. Audit: ppks.corrected.
    """
    wakil = check_open(ppks, dasar)
    if base is None or ppks.komunitas is None:
        raise MissingPrecondition
    komunitas = ppks.komunitas
    stamp = lock_komunitas(komunitas, base, by=by, now=now)
    check_nama(isian.nama, komunitas=komunitas, by=by)
    vault = Vault()
    ubahan = correct_details(ppks, isian.entri, vault=vault, stamp=stamp)
    if (komunitas.nama, komunitas.dusun) != (isian.nama, isian.dusun):
        change_row(
            komunitas, base=komunitas.versi, by=by, now=now, nama=isian.nama, dusun=isian.dusun
        )
    ubahan += _correct_hitungan(komunitas, isian.hitungan, stamp=stamp)
    change_row(ppks, base=ppks.versi, by=by, now=now, kelengkapan=isian.entri.kelengkapan)
    usulan = entry.propose(ppks, orang=wakil, jenis=JenisUsulan.PERBAIKAN, stamp=stamp)
    write_kolom(usulan, ubahan, vault=vault, stamp=stamp)
    audit.record("ppks.corrected", ppks, by=by, fields={"kolom": [u.kolom for u in ubahan]})
    return usulan


def open_komunitas(*, ppks: Ppks, by: User) -> tuple[Komunitas, HitunganKomunitas | None]:
    """What the form that mends starts from. Audit: ppks.opened_to_mend."""
    if ppks.komunitas is None:
        raise DomainError("Data ini bukan komunitas.", code="not_returned")
    audit.record("ppks.opened_to_mend", ppks, by=by)
    return ppks.komunitas, get_hitungan_now(ppks.komunitas, user=by)


def _correct_hitungan(komunitas: Komunitas, isian: IsianHitungan, *, stamp: Stamp) -> list[Ubahan]:
    """A count stays as it was told and ends; the right one takes its place. How many families
    is an answer of the form too, and told of as that."""
    row = get_hitungan_now(komunitas, user=stamp.by)
    if row is None:
        return []
    words = {
        "cara": ("Cara menghitung", row.get_cara_display(), _say_cara(isian.cara)),
        "sumber": ("Sumber jumlah", row.sumber, isian.sumber),
        "pada": ("Tanggal hitungan", format_tanggal(row.pada), format_tanggal(isian.pada)),
    }
    new = {name: getattr(isian, name) for name in (*words, "jumlah_kk", "jumlah_jiwa")}
    changed = {name for name, value in new.items() if getattr(row, name) != value}
    if changed:
        sampai = max(isian.pada, row.pada)
        change_row(row, base=row.versi, by=stamp.by, now=stamp.now, sampai=sampai)
        build_hitungan(komunitas, isian, stamp=stamp)
    return [Ubahan("jawaban", *words[name]) for name in words if name in changed]


def _say_cara(cara: str) -> str:
    return HitunganKomunitas.Cara(cara).label
