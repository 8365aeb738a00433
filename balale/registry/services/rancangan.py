"""Drafts of dated data: started from the latest version, changed, published or passed on.

Before its first day a version changes nothing; entries keep the level they were given.
"""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Q

from balale.access.ids import new_id
from balale.access.models import User
from balale.access.services.versions import MissingPrecondition
from balale.audit import services as audit
from balale.kit.errors import DomainError, StaleVersion
from balale.registry.models import JenisAturan, Pengumuman, Rancangan, StatusRancangan
from balale.registry.queries.rancangan import (
    TERBUKA,
    compare_rancangan,
    get_isi_before,
    get_pencabutan,
    list_visible,
)
from balale.registry.queries.versi import get_versi_list, list_nama_daftar
from balale.registry.rules.bagian import make_kode
from balale.registry.rules.konfigurasi import list_problems
from balale.registry.rules.versi import get_cabut_problem, get_mulai_problem
from balale.registry.services.versi import lock_versions, write_version
from balale.registry.services.versi_cabut import revoke_version

SUMBER = "Ketetapan DSP3A, diisi pengelola data"
_CHANGED = "Versi dasarnya sudah berganti. Buang rancangan ini, lalu mulai lagi."


@transaction.atomic
def start_rancangan(*, jenis: str, objek: str, by: User, now: datetime) -> Rancangan:
    """A draft with the content of the latest version. Audit: aturan.started.

    Raises DomainError for an unknown thing, or while another draft of it is open.
    """
    open_rows = list_visible(by).filter(jenis=jenis, status__in=("draf", "menunggu"))
    if objek and open_rows.filter(objek=objek).exists():
        raise DomainError("Sudah ada rancangan untuk ini. Lanjutkan rancangan itu.")
    if jenis == JenisAturan.PENGUMUMAN and not objek:
        objek = str(new_id())
        isi: dict[str, Any] = {
            "id": objek, "judul": "", "teks": "", "peran": [], "wilayah_kode": "",
            "berlaku_sampai": None,
        }  # fmt: skip
        dasar = None
    else:
        rows = get_versi_list(jenis, objek)
        if not rows or jenis == JenisAturan.PENGUMUMAN:
            raise DomainError("Bagian ini tidak ditemukan.")
        isi, dasar = rows[-1].isi, rows[-1].mulai
    return add_rancangan(jenis=jenis, objek=objek, isi=isi, dasar=dasar, mulai=None, by=by, now=now)


@transaction.atomic
def start_daftar(*, nama: str, by: User, now: datetime) -> Rancangan:
    """A draft of a list that there is not yet, without choices. Audit: aturan.started.

    Raises DomainError where a list or an open draft is called the same.
    """
    drafts = [row.isi["nama"] for row in list_visible(by).filter(
        jenis=JenisAturan.DAFTAR, status__in=("draf", "menunggu"))]  # fmt: skip
    known = dict(list_nama_daftar())
    same = {" ".join(one.split()).casefold() for one in (*known.values(), *drafts)}
    if " ".join(nama.split()).casefold() in same:
        raise DomainError("Sudah ada daftar dengan nama ini.", field="nama")
    taken = list_visible(by).filter(jenis=JenisAturan.DAFTAR).values_list("objek", flat=True)
    kode = make_kode(nama, {*known, *taken})
    isi = {"kode": kode, "nama": nama, "kode_list": [], "sumber": SUMBER, "dikonfirmasi": False}
    return add_rancangan(
        jenis=JenisAturan.DAFTAR, objek=kode, isi=isi, dasar=None, mulai=None, by=by, now=now
    )


def add_rancangan(
    *, jenis: str, objek: str, isi: Mapping[str, Any], dasar: date | None, mulai: date | None,
    by: User, now: datetime,
) -> Rancangan:  # fmt: skip
    """A draft with the given content. Audit: aturan.started."""
    rancangan = Rancangan(
        jenis=jenis, objek=objek, isi=isi, dasar=dasar, berlaku_mulai=mulai, dibuat_oleh=by,
        dibuat_pada=now, diubah_oleh=by, diubah_pada=now,
    )  # fmt: skip
    rancangan.save(force_insert=True)
    audit.record("aturan.started", rancangan, by=by, fields={"jenis": jenis, "objek": objek})
    return rancangan


@transaction.atomic
def change_rancangan(
    *, rancangan: Rancangan, base: int | None, by: User, now: datetime,
    isi: Mapping[str, Any] | None = None, mulai: date | None = None,
) -> None:  # fmt: skip
    """Replace the content or the first day of an open draft. Audit: aturan.changed.

    Raises MissingPrecondition, StaleVersion.
    """
    changes: dict[str, Any] = {}
    if isi is not None:
        changes["isi"] = dict(isi)
    if mulai is not None:
        changes["berlaku_mulai"] = mulai
    _write(rancangan, base=base, by=by, now=now, **changes)
    audit.record("aturan.changed", rancangan, by=by, fields={"kolom": sorted(changes)})


def _write(
    rancangan: Rancangan, *, base: int | None, by: User, now: datetime, **changes: Any
) -> None:
    """Columns of a draft that is still one, if it is still the version it was read in."""
    _change(rancangan, StatusRancangan.DRAF, base, diubah_oleh=by, diubah_pada=now, **changes)


def _change(rancangan: Rancangan, before: str, base: int | None, **changes: Any) -> None:
    """One conditional update. Raises MissingPrecondition, StaleVersion."""
    if base is None:
        raise MissingPrecondition
    rows = Rancangan.objects.filter(pk=rancangan.pk, status=before, versi=base)
    if not rows.update(versi=base + 1, **changes):
        raise StaleVersion(current=rancangan)
    rancangan.versi = base + 1
    for name, value in changes.items():
        setattr(rancangan, name, value)


@transaction.atomic
def discard_rancangan(*, rancangan: Rancangan, base: int | None, by: User, now: datetime) -> None:
    """Take a draft off the list. Audit: aturan.discarded."""
    _write(rancangan, base=base, by=by, now=now, status=StatusRancangan.DIBUANG)
    audit.record("aturan.discarded", rancangan, by=by)


@transaction.atomic
def withdraw_rancangan(*, rancangan: Rancangan, base: int | None, by: User, now: datetime) -> None:
    """Take back what waits for a second person: a draft may be changed again, a revocation ends.

    Audit: aturan.withdrawn.
    """
    after = StatusRancangan.DIBUANG if rancangan.mencabut_id else StatusRancangan.DRAF
    _change(
        rancangan, StatusRancangan.MENUNGGU, base, status=after, diubah_oleh=by, diubah_pada=now
    )
    audit.record("aturan.withdrawn", rancangan, by=by)


def check_ready(rancangan: Rancangan, *, today: date) -> None:
    """Raise DomainError, in words, for a draft that can't go into force as it stands."""
    if rancangan.mencabut_id:
        _check_revocable(rancangan, today=today)
        return
    for problem in list_problems(rancangan.jenis, rancangan.isi):
        raise DomainError(problem)
    latest = _get_latest(rancangan)
    if latest != rancangan.dasar:
        raise StaleVersion(_CHANGED, current=rancangan)
    problem = get_mulai_problem(rancangan.berlaku_mulai, today=today, latest=latest)
    if problem:
        raise DomainError(problem, field="mulai")
    if not compare_rancangan(rancangan).beda:
        raise DomainError("Rancangan ini belum mengubah apa pun.")


def _get_latest(rancangan: Rancangan) -> date | None:
    rows = get_versi_list(rancangan.jenis, rancangan.objek)
    return rows[-1].mulai if rows else None


@transaction.atomic
def publish_rancangan(
    *, rancangan: Rancangan, base: int | None, by: User, today: date, now: datetime
) -> bool:
    """Put the draft into force from its day; True where it waits for a second person instead.

    Raises DomainError, MissingPrecondition, StaleVersion. Audit: aturan.published or
    aturan.proposed.
    """
    lock_versions()
    check_ready(rancangan, today=today)
    turun = compare_rancangan(rancangan).turun
    if turun:
        _write(
            rancangan, base=base, by=by, now=now, status=StatusRancangan.MENUNGGU, perlu_dua=True
        )
        audit.record("aturan.proposed", rancangan, by=by, fields={"turun": turun})
        return True
    _write(rancangan, base=base, by=by, now=now, status=StatusRancangan.TERBIT, perlu_dua=False)
    _put_into_force(rancangan, by=by)
    audit.record("aturan.published", rancangan, by=by, fields=_what(rancangan))
    return False


def _put_into_force(rancangan: Rancangan, *, by: User) -> None:
    mulai = rancangan.berlaku_mulai
    assert mulai is not None  # check_ready refused a draft without a day
    if rancangan.mencabut_id:
        revoke_version(jenis=rancangan.jenis, objek=rancangan.objek, mulai=mulai)
    else:
        write_version(jenis=rancangan.jenis, isi=rancangan.isi, mulai=mulai, by=by)


def _what(rancangan: Rancangan) -> dict[str, str]:
    return {
        "jenis": rancangan.jenis,
        "objek": rancangan.objek,
        "berlaku_mulai": f"{rancangan.berlaku_mulai:%Y-%m-%d}",
    }


@transaction.atomic
def revoke_rancangan(
    *, rancangan: Rancangan, base: int | None, sebab: str, by: User, today: date, now: datetime
) -> bool:
    """Revoke the published version before its first day; True where a second person decides.

    Nothing can have been answered under it. Raises DomainError, MissingPrecondition,
    StaleVersion. Audit: aturan.revoked or aturan.revoke_proposed.
    """
    lock_versions()
    if base is None:
        raise MissingPrecondition
    if rancangan.status != StatusRancangan.TERBIT or base != rancangan.versi:
        raise StaleVersion(current=rancangan)
    _check_revocable(rancangan, today=today)
    row = _add_pencabutan(rancangan, sebab=sebab, by=by, now=now)
    turun = compare_rancangan(row).turun
    if turun:
        _write(row, base=row.versi, by=by, now=now, status=StatusRancangan.MENUNGGU, perlu_dua=True)
        fields = {**_what(row), "turun": turun}
        audit.record("aturan.revoke_proposed", row, by=by, reason=sebab, fields=fields)
        return True
    _write(row, base=row.versi, by=by, now=now, status=StatusRancangan.TERBIT)
    _put_into_force(row, by=by)
    audit.record("aturan.revoked", row, by=by, reason=sebab, fields=_what(row))
    return False


def _add_pencabutan(rancangan: Rancangan, *, sebab: str, by: User, now: datetime) -> Rancangan:
    """What holds once the version is revoked: the content of the version before it."""
    row = Rancangan(
        jenis=rancangan.jenis, objek=rancangan.objek, mencabut=rancangan, sebab=sebab,
        isi=get_isi_before(rancangan), dasar=rancangan.berlaku_mulai,
        berlaku_mulai=rancangan.berlaku_mulai, dibuat_oleh=by, dibuat_pada=now, diubah_oleh=by,
        diubah_pada=now,
    )  # fmt: skip
    row.save(force_insert=True)
    return row


def _check_revocable(rancangan: Rancangan, *, today: date) -> None:
    """Of a published version, or of the row that revokes it."""
    if rancangan.mencabut_id is None and get_pencabutan(rancangan) is not None:
        raise DomainError("Versi ini sudah dicabut, atau pencabutannya menunggu kepala dinas.")
    present = get_versi_list(rancangan.jenis, rancangan.objek)
    problem = get_cabut_problem(
        rancangan.berlaku_mulai, today=today, mulai_list=[versi.mulai for versi in present]
    )
    if problem:
        raise DomainError(problem)
    drafts = Rancangan.objects.filter(
        jenis=rancangan.jenis, objek=rancangan.objek, status__in=TERBUKA
    )
    if drafts.exclude(pk=rancangan.pk).exists():
        raise DomainError("Ada rancangan yang dimulai dari versi ini. Buang rancangan itu dulu.")


@transaction.atomic
def approve_rancangan(
    *, rancangan: Rancangan, base: int | None, by: User, today: date, now: datetime
) -> None:
    """The second person's yes. Audit: aturan.approved.

    Raises DomainError for whoever made or last changed the draft, or where its day has come.
    """
    lock_versions()
    _check_second(rancangan, by)
    _change(rancangan, StatusRancangan.MENUNGGU, base)
    check_ready(rancangan, today=today)
    _put_into_force(rancangan, by=by)
    _decide(rancangan, StatusRancangan.TERBIT, by=by, now=now)
    event = "aturan.revoked" if rancangan.mencabut_id else "aturan.approved"
    audit.record(event, rancangan, by=by, reason=rancangan.sebab, fields=_what(rancangan))


@transaction.atomic
def refuse_rancangan(
    *, rancangan: Rancangan, base: int | None, alasan: str, by: User, now: datetime
) -> None:
    """The second person's no, with a reason. Audit: aturan.refused."""
    _check_second(rancangan, by)
    _change(rancangan, StatusRancangan.MENUNGGU, base)
    _decide(rancangan, StatusRancangan.DITOLAK, by=by, now=now, alasan=alasan)
    audit.record("aturan.refused", rancangan, by=by, reason=alasan)


@transaction.atomic
def end_pengumuman(*, objek: str, by: User, today: date) -> None:
    """An announcement is shown for the last time today. Audit: aturan.ended.

    Raises DomainError for one that is unknown, or has ended.
    """
    besok = today + timedelta(days=1)
    open_rows = Pengumuman.objects.filter(Q(berlaku_sampai=None) | Q(berlaku_sampai__gt=besok))
    row = next((one for one in open_rows if str(one.pk) == objek), None)
    if row is None:
        raise DomainError("Pengumuman ini sudah berakhir.")
    sampai = max(besok, row.berlaku_mulai + timedelta(days=1))
    Pengumuman.objects.filter(pk=row.pk).update(berlaku_sampai=sampai)
    audit.record("aturan.ended", row, by=by)


def _check_second(rancangan: Rancangan, by: User) -> None:
    if by.user_id in {rancangan.dibuat_oleh_id, rancangan.diubah_oleh_id}:
        raise DomainError("Anda sendiri yang mengusulkan ini. Minta orang lain memutuskan.")


def _decide(
    rancangan: Rancangan, status: str, *, by: User, now: datetime, alasan: str = ""
) -> None:
    _change(
        rancangan, StatusRancangan.MENUNGGU, rancangan.versi, status=status, diputus_oleh=by,
        diputus_pada=now, alasan=alasan,
    )  # fmt: skip
