"""Every line that reading leaves in the trail: opened secrets, viewed entries, searches."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from balale.access.models import User
from balale.access.rules.policy import POLICY, Role
from balale.audit import services as audit
from balale.audit.models import TrailLine
from balale.kit.errors import DomainError
from balale.registry.models import Keluarga, Orang, Ppks
from balale.registry.rules.buka import Bagian
from balale.registry.rules.cari import Cari

CARI_NIK_MAKS = 60
CARI_NIK_SELANG = timedelta(minutes=10)
ALASAN_LAINNYA = "lainnya"
TERLALU_SERING = "too_often"


def reveal_secret(
    *, subjek: Orang | Keluarga, bagian: Bagian, alasan: str, keterangan: str, by: User
) -> None:
    """Note that `by` opens one masked part of a subject, and why. Audit: nik.revealed.

    `alasan` is a code of the list alasan_buka or "lainnya", which needs words of its own.
    Raises DomainError.
    """
    if alasan == ALASAN_LAINNYA and not keterangan:
        raise DomainError("Tulis alasan Anda membuka data ini.", field="keterangan")
    reason = f"{alasan}: {keterangan}" if keterangan else alasan
    audit.record("nik.revealed", subjek, by=by, reason=reason, fields={"bagian": str(bagian)})


def record_views(*, entri: Iterable[Ppks], by: User) -> None:
    """Note that terbatas entries were shown, with the role as the reason. Audit: ppks.viewed."""
    reason = POLICY[Role(by.role)].label
    for row in entri:
        audit.record("ppks.viewed", row, by=by, reason=reason)


def check_search_pace(*, cari: Cari, by: User, now: datetime) -> None:
    """Raises DomainError ("too_often") after 60 searches by NIK in ten minutes: a NIK can be
    guessed. Audit: orang.search_stopped."""
    if is_too_often(cari=cari, by=by, now=now):
        audit.record("orang.search_stopped", by=by)
        raise DomainError("Terlalu sering mencari NIK.", code=TERLALU_SERING)


def is_too_often(*, cari: Cari, by: User, now: datetime) -> bool:
    """True where one more search of this kind would exceed the pace; words have none."""
    if not cari.is_nomor:
        return False
    lines = TrailLine.objects.filter(
        user_id=by.user_id,
        at__gt=now - CARI_NIK_SELANG,
        event="orang.searched",
        fields__cara__in=["nik", "nik_akhir"],
    )
    return lines.count() >= CARI_NIK_MAKS


def record_search(*, cari: Cari, jumlah: int, by: User) -> None:
    """Note a search: how, and how many rows were shown; never the words. Audit: orang.searched."""
    audit.record("orang.searched", by=by, fields={"cara": str(cari.cara), "jumlah": jumlah})
