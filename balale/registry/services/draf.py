"""Drafts: kept as typed, sealed, own account only; and the one sending that ends each."""

import json
from datetime import date, datetime
from functools import partial
from uuid import UUID

from django.db import IntegrityError, transaction

from balale.access import crypto
from balale.access.ids import new_id
from balale.access.models import JenisSubjek, User
from balale.access.services.receipts import Outcome, write_once
from balale.access.services.versions import MissingPrecondition
from balale.access.vault import Vault
from balale.audit import services as audit
from balale.kit.errors import DomainError, StaleVersion
from balale.registry.models import Draf, Orang, Ppks
from balale.registry.queries.draf import Typed, get_draf, read_draf
from balale.registry.rules.entry import IsianNotice, IsianPpksBaru
from balale.registry.services import people
from balale.registry.services.entry import propose_entry, submit_ppks
from balale.registry.services.rows import Stamp

ISI_MAKS = 256 * 1024
JENIS_BARU = "ppks_baru"
JENIS_KATEGORI = "kategori_baru"
_CHANGED_ELSEWHERE = "Draf ini sudah diubah di tempat lain."


@transaction.atomic
def save_draf(
    *,
    draf_id: UUID,
    base: int | None,
    isi: Typed,
    judul: str,
    langkah: str,
    by: User,
    now: datetime,
    orang: Orang | None = None,
    desa_kode: str = "",
) -> Draf:
    """Keep what was typed so far, right or wrong. The same words sent twice are kept once.

    A new draft is for `desa_kode`, or where none is given for the account's one village; one
    about a known person is for that person's village.

    Raises MissingPrecondition without a base, StaleVersion when the draft was changed
    elsewhere, DomainError when it is too long. Audit: draf.started, once.
    """
    text = _to_text(isi)
    start = partial(
        _start, text=text, judul=judul, langkah=langkah, orang=orang, by=by, now=now,
        desa_kode=desa_kode,
    )  # fmt: skip
    draf = get_draf(draf_id, by)
    if draf is None:
        try:
            return start(draf_id)
        except IntegrityError:
            draf = get_draf(draf_id, by)
    if draf is None:  # The id is taken by a row out of sight: quietly replaced.
        return start(new_id())
    vault = Vault()
    is_same = _to_text(read_draf(draf, vault)) == text
    if is_same and draf.langkah == langkah and draf.dibuang_pada is None:
        return draf
    if base is None:
        raise MissingPrecondition
    if draf.selesai_pada is not None or (base != draf.versi and not is_same):
        raise StaleVersion(_CHANGED_ELSEWHERE, current=draf)
    vault.put(draf, isi=text, judul=judul)
    _change(
        draf, isi_sandi=draf.isi_sandi, judul_sandi=draf.judul_sandi, langkah=langkah,
        dibuang_pada=None, diubah_pada=now,
    )  # fmt: skip
    return draf


def _to_text(isi: Typed) -> str:
    """One text for the same words. Raises DomainError where it is too long."""
    text = json.dumps(isi, sort_keys=True)
    if len(text) > ISI_MAKS:
        raise DomainError("Isian ini terlalu panjang untuk disimpan. Persingkat dulu.")
    return text


def _change(draf: Draf, **columns: object) -> None:
    """Write columns if nobody was faster. Raises StaleVersion."""
    rows = Draf.objects.filter(pk=draf.pk, versi=draf.versi, selesai_pada=None)
    if not rows.update(versi=draf.versi + 1, **columns):
        raise StaleVersion(_CHANGED_ELSEWHERE, current=draf)
    draf.versi += 1
    for name, value in columns.items():
        setattr(draf, name, value)


def _start(
    draf_id: UUID,
    *,
    text: str,
    judul: str,
    langkah: str,
    orang: Orang | None,
    by: User,
    now: datetime,
    desa_kode: str,
) -> Draf:
    """Store a new draft. Raises IntegrityError where the id is taken."""
    vault = Vault()
    desa_id = orang.desa_id if orang else pick_desa(by, desa_kode)
    draf = Draf(
        id=draf_id, subjek_id=draf_id, user_id=by.user_id, desa_id=desa_id, langkah=langkah,
        orang=orang, versi_dasar=orang.versi if orang else 0, diubah_pada=now,
    )  # fmt: skip
    with transaction.atomic():
        vault.create_key(draf.subjek_id, JenisSubjek.DRAF).save(force_insert=True)
        vault.put(draf, isi=text, judul=judul)
        draf.save(force_insert=True)
    audit.record("draf.started", draf, by=by)
    return draf


def pick_desa(user: User, desa_kode: str = "") -> str:
    """The village the account writes for: the chosen one of its area, or its only one.

    Raises DomainError where none is chosen among several, or a chosen one lies elsewhere.
    """
    desa = user.context.desa if user.context else ()
    if desa_kode in desa:
        return desa_kode
    if desa_kode or len(desa) != 1:
        raise DomainError("Pilih dulu desa di wilayah Anda.")
    return desa[0]


@transaction.atomic
def discard_draf(*, draf: Draf, base: int | None, by: User, now: datetime) -> None:
    """Take the draft off the list; it can be brought back for 30 days. Audit: draf.discarded."""
    if draf.dibuang_pada is not None or draf.selesai_pada is not None:
        return
    if base is None:
        raise MissingPrecondition
    if base != draf.versi:
        raise StaleVersion(_CHANGED_ELSEWHERE, current=draf)
    _change(draf, dibuang_pada=now)
    audit.record("draf.discarded", draf, by=by)


@transaction.atomic
def restore_draf(*, draf: Draf, by: User, now: datetime) -> None:
    """Bring a thrown-away draft back to the list. Audit: draf.restored."""
    if draf.dibuang_pada is None or draf.selesai_pada is not None:
        return
    _change(draf, dibuang_pada=None, diubah_pada=now)
    audit.record("draf.restored", draf, by=by)


def put_aside(*, draf: Draf, by: User) -> None:
    """The draft was put away by its button, to be gone on with later. Audit: draf.kept."""
    audit.record("draf.kept", draf, by=by)


@transaction.atomic
def send_draf(
    *, draf: Draf, base: int | None, isian: IsianPpksBaru, by: User, on: date, now: datetime
) -> Outcome:
    """Send a finished draft to the village head, exactly once; its words are then emptied.

    The draft's id is the key, so two tabs get one receipt. A receipt points to the first
    entry made. Raises MissingPrecondition, StaleVersion, DomainError. Audit: ppks.entered.
    """

    def write() -> UUID:
        if base is None:
            raise MissingPrecondition
        if base != draf.versi:
            raise StaleVersion(_CHANGED_ELSEWHERE, current=draf)
        first = _store(draf, isian=isian, by=by, on=on, now=now)
        _change(draf, isi_sandi=None, judul_sandi=None, selesai_pada=now, diubah_pada=now)
        return first

    jenis = JENIS_KATEGORI if draf.orang_id else JENIS_BARU
    return write_once(kunci=draf.pk, jenis=jenis, by=by, write=write)


def _store(draf: Draf, *, isian: IsianPpksBaru, by: User, on: date, now: datetime) -> UUID:
    """The rows of a sending; returns the id of its first entry."""
    orang = draf.orang
    if orang is None:
        made_orang = submit_ppks(isian=isian, desa_kode=draf.desa_id, by=by, on=on, now=now)
        rows = Ppks.objects.filter(usulan__orang=made_orang).order_by("kategori")
        return rows.values_list("pk", flat=True)[0]
    vault = Vault()
    stamp = Stamp(desa_kode=orang.desa_id, tingkat=orang.tingkat, by=by, now=now)
    people.build_notice(orang=orang, isian=isian.notice, stamp=stamp, vault=vault, on=on)
    made = [
        propose_entry(orang=orang, isian=entri, vault=vault, by=by, on=on, now=now)
        for entri in isian.entri
    ]
    return min(made, key=lambda ppks: ppks.kategori_id).pk


def record_nik_search(*, nik: str, by: User) -> None:
    """A NIK typed at entry was compared with the register. Audit: orang.searched, no number."""
    audit.record("orang.searched", by=by, fields={"nik": crypto.keyed_digest(nik), "cara": "isian"})


def build_notice_isian(*, kepada: str, wali_nama: str = "", wali_hubungan: str = "") -> IsianNotice:
    """Notice on the legal basis of this register: a public task (UU 27/2022 Pasal 20 (2) e)."""
    return IsianNotice(
        dasar_hukum="tugas_publik",
        disampaikan_kepada=kepada,
        wali_nama=wali_nama,
        wali_hubungan=wali_hubungan,
    )
