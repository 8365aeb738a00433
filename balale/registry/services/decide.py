"""Decisions on a proposal: the village head approves, the office accepts, returns or refuses.

Every decision is a Keputusan row, moves proposal and entry together, and counts only on the
versions its maker saw, so two people never decide one thing twice.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from balale.access.ids import new_id
from balale.access.models import User
from balale.access.vault import Vault
from balale.audit import services as audit
from balale.kit.errors import DomainError, Refusal, StaleVersion
from balale.registry.models import Keputusan, Ppks, StatusUsulan, Usulan
from balale.registry.rules.alasan import ALASAN_KEMBALI
from balale.registry.rules.status import (
    StatusError,
    StatusPpks,
    Syarat,
    check_segregation,
    check_transition,
)
from balale.registry.rules.usulan import Dasar, Hasil, Langkah, join_kolom
from balale.registry.services.rows import Stamp, change_row

WAITS_FOR = {
    Langkah.KEPALA_DESA: StatusUsulan.MENUNGGU_KEPALA_DESA,
    Langkah.VERIFIKASI: StatusUsulan.MENUNGGU_VERIFIKASI,
    Langkah.PENOLAKAN: StatusUsulan.MENUNGGU_PENOLAKAN,
}
OWN_REFUSAL = "Anda mengusulkan penolakan ini. Orang lain harus menyetujui."


@dataclass(frozen=True)
class BeritaAcara:
    """The minutes of the village meeting on which an approval rests."""

    nomor: str = ""
    tanggal: date | None = None
    tempat: str = ""

    @property
    def is_lengkap(self) -> bool:
        return bool(self.nomor and self.tanggal)

    @property
    def catatan(self) -> str:
        return f"Tempat: {self.tempat}" if self.tempat else ""


@dataclass(frozen=True)
class Alasan:
    """Why something is returned or refused; `kolom` are the marked fields."""

    kode: str
    catatan: str = ""
    kolom: tuple[str, ...] = ()


@dataclass
class HasilBatch:
    """What a batch did: decisions taken, and proposals left, each with the reason."""

    keputusan: list[Keputusan] = field(default_factory=list)
    dilewati: list[tuple[UUID, Refusal]] = field(default_factory=list)


def approve_batch(
    *, pilihan: Sequence[tuple[UUID, Dasar]], acara: BeritaAcara, by: User, now: datetime
) -> HasilBatch:
    """Approve many proposals; one that changed or can't be approved is left and named.

    Audit: usulan.approved, one line a proposal.
    """
    in_sight = Usulan.objects.visible_to(by).filter(ppks__isnull=False)
    rows = in_sight.select_related("ppks", "orang").in_bulk([pk for pk, _dasar in pilihan])
    hasil = HasilBatch()
    for pk, dasar in pilihan:
        if pk not in rows:
            continue
        try:
            made = approve_usulan(usulan=rows[pk], dasar=dasar, acara=acara, by=by, now=now)
        except Refusal as error:
            hasil.dilewati.append((pk, error))
        else:
            hasil.keputusan.append(made)
    return hasil


@transaction.atomic
def approve_usulan(
    *, usulan: Usulan, dasar: Dasar, acara: BeritaAcara, by: User, now: datetime
) -> Keputusan:
    """The village head sends a proposal on to the office; the entry becomes diajukan.

    Raises StaleVersion or DomainError. Audit: usulan.approved.
    """
    ppks = _open(usulan, dasar, Langkah.KEPALA_DESA, by)
    _check_alive(usulan, ppks)
    syarat = _met_by(usulan, acara)
    _check(ppks, StatusPpks.DIAJUKAN, by=by, syarat=syarat)
    keputusan = _decide(
        usulan, Langkah.KEPALA_DESA, Hasil.DISETUJUI, by=by, now=now, catatan=acara.catatan,
        ba_nomor=acara.nomor, ba_tanggal=acara.tanggal,
    )  # fmt: skip
    _move(usulan, dasar, StatusUsulan.MENUNGGU_VERIFIKASI, by=by, now=now, menunggu_sejak=now)
    change_row(ppks, base=dasar.ppks, by=by, now=now, status=StatusPpks.DIAJUKAN, diajukan_pada=now)
    audit.record("usulan.approved", usulan, by=by, fields={"berita_acara": acara.nomor})
    return keputusan


@transaction.atomic
def send_back_usulan(
    *, usulan: Usulan, dasar: Dasar, alasan: Alasan, by: User, now: datetime
) -> Keputusan:
    """The village head asks the operator to mend an entry; its status stays as it is.

    Raises StaleVersion or DomainError. Audit: usulan.sent_back.
    """
    ppks = _open(usulan, dasar, Langkah.KEPALA_DESA, by)
    if alasan.kode not in {satu.kode for satu in ALASAN_KEMBALI}:
        raise DomainError("Pilih dulu alasannya.", field="alasan")
    if not alasan.catatan:
        raise DomainError("Tulis dulu catatannya.", field="catatan")
    keputusan = _decide_with_reason(
        usulan, Langkah.KEPALA_DESA, Hasil.DIKEMBALIKAN, alasan, by, now
    )
    _move(usulan, dasar, StatusUsulan.DIKEMBALIKAN, by=by, now=now)
    _mark(ppks, dasar, alasan, by=by, now=now)
    audit.record("usulan.sent_back", usulan, by=by, reason=alasan.kode)
    return keputusan


@transaction.atomic
def accept_usulan(
    *, usulan: Usulan, dasar: Dasar, metode: str, by: User, now: datetime
) -> Keputusan:
    """The office accepts: the entry becomes diverifikasi, the person's identity verified.

    Raises StaleVersion or DomainError. Audit: ppks.verified.
    """
    ppks = _open(usulan, dasar, Langkah.VERIFIKASI, by)
    _check_alive(usulan, ppks)
    syarat = {Syarat.TANGGAL, Syarat.METODE} if metode else {Syarat.TANGGAL}
    _check(ppks, StatusPpks.DIVERIFIKASI, by=by, syarat=syarat)
    keputusan = _decide(usulan, Langkah.VERIFIKASI, Hasil.DITERIMA, by=by, now=now, metode=metode)
    _move(usulan, dasar, StatusUsulan.DITERAPKAN, by=by, now=now)
    change_row(
        ppks, base=dasar.ppks, by=by, now=now, status=StatusPpks.DIVERIFIKASI,
        kolom_ditandai="", catatan_status_sandi=None,
    )  # fmt: skip
    if usulan.orang is not None:
        change_row(
            usulan.orang, base=dasar.orang, by=by, now=now,
            terverifikasi_pada=now, terverifikasi_oleh_id=by.user_id,
        )  # fmt: skip
    audit.record("ppks.verified", ppks, by=by, fields={"metode": metode})
    return keputusan


@transaction.atomic
def return_usulan(
    *, usulan: Usulan, dasar: Dasar, alasan: Alasan, by: User, now: datetime
) -> Keputusan:
    """The office sends the entry back to the village with the fields to mend.

    Raises StaleVersion or DomainError. Audit: ppks.returned.
    """
    ppks = _open(usulan, dasar, Langkah.VERIFIKASI, by)
    _check(ppks, StatusPpks.DIKEMBALIKAN, by=by, syarat=_noted(alasan), alasan=alasan.kode)
    keputusan = _decide_with_reason(usulan, Langkah.VERIFIKASI, Hasil.DIKEMBALIKAN, alasan, by, now)
    _move(usulan, dasar, StatusUsulan.DIKEMBALIKAN, by=by, now=now)
    _mark(ppks, dasar, alasan, by=by, now=now, status=StatusPpks.DIKEMBALIKAN)
    audit.record(
        "ppks.returned", ppks, by=by, reason=alasan.kode,
        fields={"kolom": keputusan.kolom_ditandai},
    )  # fmt: skip
    return keputusan


@transaction.atomic
def propose_refusal(
    *, usulan: Usulan, dasar: Dasar, alasan: Alasan, by: User, now: datetime
) -> Keputusan:
    """The office wants to refuse; the entry stays diajukan until the head of office signs too.

    Raises StaleVersion or DomainError. Audit: refusal.proposed.
    """
    ppks = _open(usulan, dasar, Langkah.VERIFIKASI, by)
    _check(ppks, StatusPpks.DITOLAK, by=by, syarat=_noted(alasan), alasan=alasan.kode)
    keputusan = _decide_with_reason(usulan, Langkah.VERIFIKASI, Hasil.USUL_TOLAK, alasan, by, now)
    _move(usulan, dasar, StatusUsulan.MENUNGGU_PENOLAKAN, by=by, now=now)
    change_row(ppks, base=dasar.ppks, by=by, now=now)
    audit.record("refusal.proposed", ppks, by=by, reason=alasan.kode)
    return keputusan


@transaction.atomic
def confirm_refusal(*, usulan: Usulan, dasar: Dasar, by: User, now: datetime) -> Keputusan:
    """The head of office signs the refusal, with the verifikator's reason and note.

    Raises StaleVersion or DomainError. Audit: ppks.refused.
    """
    ppks, usul = _open_refusal(usulan, dasar, by)
    alasan = Alasan(usul.kode_alasan, Vault().get(usul, "catatan"))
    _check(
        ppks, StatusPpks.DITOLAK, by=by, role=usul.sebagai, syarat=_noted(alasan),
        alasan=alasan.kode, role_kedua=by.role, is_kedua_wajib=True,
    )  # fmt: skip
    keputusan = _decide_with_reason(usulan, Langkah.PENOLAKAN, Hasil.DITOLAK, alasan, by, now)
    _move(usulan, dasar, StatusUsulan.DITOLAK, by=by, now=now)
    _mark(ppks, dasar, alasan, by=by, now=now, status=StatusPpks.DITOLAK)
    audit.record("ppks.refused", ppks, by=by, reason=alasan.kode)
    return keputusan


@transaction.atomic
def decline_refusal(
    *, usulan: Usulan, dasar: Dasar, catatan: str, by: User, now: datetime
) -> Keputusan:
    """The head of office doesn't sign: the verifikator looks again, with words why.

    Raises StaleVersion or DomainError. Audit: refusal.declined.
    """
    ppks, _usul = _open_refusal(usulan, dasar, by)
    if not catatan:
        raise DomainError("Tulis dulu catatannya.", field="catatan")
    keputusan = _decide(
        usulan, Langkah.PENOLAKAN, Hasil.PERIKSA_LAGI, by=by, now=now, catatan=catatan
    )
    _move(usulan, dasar, StatusUsulan.MENUNGGU_VERIFIKASI, by=by, now=now)
    change_row(ppks, base=dasar.ppks, by=by, now=now)
    audit.record("refusal.declined", ppks, by=by)
    return keputusan


def _open_refusal(usulan: Usulan, dasar: Dasar, by: User) -> tuple[Ppks, Keputusan]:
    """The entry and the proposed refusal, which another account made. Raises as `_open`."""
    ppks = _open(usulan, dasar, Langkah.PENOLAKAN, by)
    rows = usulan.keputusan.filter(hasil=Hasil.USUL_TOLAK, dibatalkan_pada__isnull=True)
    usul = rows.order_by("-pada").first()
    if usul is None:
        raise StaleVersion(current=usulan)
    if usul.oleh_id == by.user_id:
        raise DomainError(OWN_REFUSAL, code="segregation")
    return ppks, usul


def _open(usulan: Usulan, dasar: Dasar, langkah: Langkah, by: User) -> Ppks:
    """The entry to decide on: the proposal waits for this step, is what was seen, and `by` took
    no part in it before. Raises StaleVersion, DomainError.

    The version of the entry itself is checked where it is written.
    """
    if usulan.status != WAITS_FOR[langkah] or usulan.versi != dasar.usulan or usulan.ppks is None:
        raise StaleVersion(current=usulan)
    if usulan.orang is not None and usulan.orang.versi != dasar.orang:
        raise StaleVersion(current=usulan)
    if langkah == Langkah.KEPALA_DESA:
        _segregate(usulan, usulan.ppks, approved_by=by.user_id)
    else:
        _segregate(usulan, usulan.ppks, approved_by=_approver(usulan), verified_by=by.user_id)
    return usulan.ppks


def _check_alive(usulan: Usulan, ppks: Ppks) -> None:
    """Raises DomainError where the person of an own entry has died; it may only be refused."""
    orang = usulan.orang
    if ppks.orang_id is not None and orang is not None and orang.meninggal_pada is not None:
        raise DomainError("Warga ini tercatat meninggal. Kembalikan atau tolak.", code="dead")


def _approver(usulan: Usulan) -> UUID | None:
    """Who approved this proposal in the village; None before that."""
    rows = usulan.keputusan.filter(
        langkah=Langkah.KEPALA_DESA, hasil=Hasil.DISETUJUI, dibatalkan_pada__isnull=True
    )
    return rows.order_by("-pada").values_list("oleh_id", flat=True).first()


def _segregate(
    usulan: Usulan, ppks: Ppks, *, approved_by: UUID | None, verified_by: UUID | None = None
) -> None:
    """Neither who proposed nor who made the entry may take the next step."""
    for entered_by in {usulan.diusulkan_oleh_id, ppks.dibuat_oleh_id}:
        try:
            check_segregation(
                entered_by=entered_by, approved_by=approved_by, verified_by=verified_by
            )
        except StatusError as error:
            raise DomainError(str(error), code="segregation") from error


def _check(ppks: Ppks, ke: StatusPpks, *, by: User, role: str = "", **given: Any) -> None:
    try:
        check_transition(StatusPpks(ppks.status), ke, role=role or by.role, **given)
    except StatusError as error:
        raise DomainError(str(error), code="status") from error


def _met_by(usulan: Usulan, acara: BeritaAcara) -> set[Syarat]:
    """Requirements of an approval that are met. Only what the law needs counts as complete."""
    orang = usulan.orang
    met = set()
    has_number = orang is None or bool(orang.nik_indeks or orang.alasan_tanpa_nik)
    if has_number and (orang is None or (orang.nama and orang.jenis_kelamin)):
        met.add(Syarat.LENGKAP)
    if orang is None or orang.pemberitahuan.exists():
        met.add(Syarat.PEMBERITAHUAN)
    if acara.is_lengkap:
        met.add(Syarat.BERITA_ACARA)
    return met


def _noted(alasan: Alasan) -> set[Syarat]:
    return {Syarat.CATATAN} if alasan.catatan else set()


def _decide(
    usulan: Usulan, langkah: Langkah, hasil: Hasil, *, by: User, now: datetime,
    catatan: str = "", **columns: Any,
) -> Keputusan:  # fmt: skip
    """The decision's row, stored; the note is sealed under the entry's subject."""
    assert usulan.ppks is not None
    stamp = Stamp(
        desa_kode=usulan.desa_id, tingkat=usulan.tingkat, unit=usulan.unit, by=by, now=now
    )
    keputusan = Keputusan(
        id=new_id(),
        usulan=usulan,
        langkah=langkah,
        hasil=hasil,
        status_sebelum=usulan.ppks.status,
        oleh_id=by.user_id,
        sebagai=by.role,
        pada=now,
        **columns,
        **stamp.columns(usulan.subjek_id),
    )
    if catatan:
        Vault().put(keputusan, catatan=catatan)
    keputusan.save(force_insert=True)
    return keputusan


def _decide_with_reason(
    usulan: Usulan, langkah: Langkah, hasil: Hasil, alasan: Alasan, by: User, now: datetime
) -> Keputusan:
    return _decide(
        usulan, langkah, hasil, by=by, now=now, catatan=alasan.catatan,
        kode_alasan=alasan.kode, kolom_ditandai=join_kolom(alasan.kolom),
    )  # fmt: skip


def _move(
    usulan: Usulan, dasar: Dasar, status: str, *, by: User, now: datetime, **more: Any
) -> None:
    change_row(usulan, base=dasar.usulan, by=by, now=now, status=status, **more)


def _mark(
    ppks: Ppks, dasar: Dasar, alasan: Alasan, *, by: User, now: datetime, **more: Any
) -> None:
    """Leave the reason's fields and words on the entry, where its village reads them."""
    Vault().put(ppks, catatan_status=alasan.catatan)
    change_row(
        ppks, base=dasar.ppks, by=by, now=now, kolom_ditandai=join_kolom(alasan.kolom),
        catatan_status_sandi=ppks.catatan_status_sandi, **more,
    )  # fmt: skip
