"""Proposals to change what stands: the village proposes, the office accepts or refuses, once."""

import json
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.db import transaction

from balale.access.ids import new_id
from balale.access.models import User
from balale.access.vault import Vault
from balale.audit import services as audit
from balale.kit.errors import DomainError, StaleVersion
from balale.registry.models import (
    JENIS_ENTRI,
    JenisPerubahan,
    JenisUsulan,
    Keluarga,
    Keputusan,
    Orang,
    Ppks,
    StatusUsulan,
    Usulan,
)
from balale.registry.queries.beda import Ubahan, list_beda_entri
from balale.registry.queries.kolom import list_kolom
from balale.registry.rules.isi import (
    pack_identitas,
    pick_identitas,
    unpack_entri,
    unpack_identitas,
)
from balale.registry.rules.status import (
    STANDING,
    StatusError,
    StatusPpks,
    Syarat,
    check_segregation,
    check_transition,
)
from balale.registry.rules.usulan import Hasil, Langkah
from balale.registry.services import people
from balale.registry.services.acts import Act
from balale.registry.services.decide import Alasan
from balale.registry.services.details import read_entri, write_changed
from balale.registry.services.identity import fill_identity, write_kolom
from balale.registry.services.kelengkapan import recount

WAITS = "Usulan sebelumnya masih menunggu DSP3A. Batalkan dulu di Riwayat."
CHANGED = "Data ini berubah sejak diusulkan. Tolak usulan ini, lalu minta desa mengusulkan lagi."


def propose_change(
    *, jenis: JenisUsulan, orang: Orang, ppks: Ppks | None, isi: Mapping[str, Any],
    ubahan: Sequence[Ubahan], sumber: str, act: Act, vault: Vault,
) -> Usulan:  # fmt: skip
    """A proposal with both sides of each change, waiting for the office.

    `sumber` says whence it comes: form, import, phone, merge, citizen. Raises DomainError where
    one about the same thing still waits.
    """
    open_rows = Usulan.objects.filter(
        orang=orang, ppks=ppks, jenis=jenis, status=StatusUsulan.MENUNGGU_VERIFIKASI
    )
    if open_rows.exists():
        raise DomainError(WAITS, code="waiting")
    about: Orang | Ppks = ppks or orang
    stamp = act.stamp_for(about)
    usulan = Usulan(
        id=stamp.new_id(),
        jenis=jenis,
        ppks=ppks,
        orang=orang,
        versi_dasar=about.versi,
        sumber=sumber,
        status=StatusUsulan.MENUNGGU_VERIFIKASI,
        diusulkan_oleh_id=act.by.user_id,
        diusulkan_pada=act.now,
        menunggu_sejak=act.now,
        **stamp.columns(about.subjek_id),
    )
    vault.put(usulan, isi=json.dumps(isi))
    usulan.save(force_insert=True)
    write_kolom(usulan, list(ubahan), vault=vault, stamp=stamp)
    act.note(usulan)
    audit.record("change.proposed", usulan, by=act.by, fields={"kolom": [u.kolom for u in ubahan]})
    return usulan


@transaction.atomic
def accept_change(*, usulan: Usulan, base: int, by: User, on: date, now: datetime) -> Keputusan:
    """Apply a proposal, once, if what it rests on still stands.

    Raises StaleVersion, DomainError. Audit: change.accepted.
    """
    orang = _open(usulan, base, by)
    vault = Vault()
    isi = json.loads(vault.get(usulan, "isi"))
    act = Act(by=by, now=now)
    before = usulan.ppks.status if usulan.ppks else ""
    act.change(usulan, base=base, status=StatusUsulan.DITERAPKAN)
    if usulan.jenis == JenisUsulan.KELUAR:
        jenis = _apply_exit(usulan, isi, act)
    elif usulan.ppks is not None:
        jenis = _apply_entri(usulan.ppks, isi, act, vault)
    else:
        jenis = _apply_identitas(orang, isi, act, vault, on)
    recount([orang], by=by, ppks=usulan.ppks)
    keputusan = _decide(usulan, Hasil.DITERIMA, before, act)
    act.note(keputusan)
    subjek: Orang | Keluarga = orang
    if usulan.ppks is not None and usulan.ppks.keluarga is not None:
        subjek = usulan.ppks.keluarga
    act.keep(
        jenis, subjek=subjek, tingkat=usulan.tingkat, ppks=usulan.ppks, usulan=usulan,
        kata=[label for label, _ in list_kolom(usulan)],
    )  # fmt: skip
    audit.record("change.accepted", usulan, by=by, fields={"jenis": usulan.jenis})
    return keputusan


@transaction.atomic
def refuse_change(
    *, usulan: Usulan, base: int, alasan: Alasan, by: User, now: datetime
) -> Keputusan:
    """Leave everything as it stands. Raises StaleVersion, DomainError. Audit: change.refused."""
    _open(usulan, base, by)
    if not alasan.catatan:
        raise DomainError("Tulis dulu catatannya.", field="catatan")
    act = Act(by=by, now=now)
    status = usulan.ppks.status if usulan.ppks else ""
    act.change(usulan, base=base, status=StatusUsulan.DITOLAK)
    keputusan = _decide(usulan, Hasil.DITOLAK, status, act, alasan)
    audit.record("change.refused", usulan, by=by, reason=alasan.kode)
    return keputusan


def _open(usulan: Usulan, base: int, by: User) -> Orang:
    """The person of a proposal that waits. Raises StaleVersion, DomainError."""
    orang = usulan.orang
    if usulan.jenis in JENIS_ENTRI or orang is None:
        raise StaleVersion(current=usulan)
    if usulan.status != StatusUsulan.MENUNGGU_VERIFIKASI or usulan.versi != base:
        raise StaleVersion(current=usulan)
    try:
        check_segregation(entered_by=usulan.diusulkan_oleh_id, verified_by=by.user_id)
    except StatusError as error:
        raise DomainError(str(error), code="segregation") from error
    return orang


def _apply_identitas(
    orang: Orang, isi: Mapping[str, Any], act: Act, vault: Vault, on: date
) -> JenisPerubahan:
    now = people.read_isian(orang, vault=vault)
    if pack_identitas(now) != isi["sebelum"]:
        raise DomainError(CHANGED, code="changed")
    after = pick_identitas(unpack_identitas(isi["sesudah"], now), now)
    columns = fill_identity(orang, after, vault=vault, on=on)
    verified = {"terverifikasi_pada": act.now, "terverifikasi_oleh_id": act.by.user_id}
    act.change(orang, **columns | verified)
    return JenisPerubahan.DATA


def _apply_entri(ppks: Ppks, isi: Mapping[str, Any], act: Act, vault: Vault) -> JenisPerubahan:
    before, after = unpack_entri(isi["sebelum"]), unpack_entri(isi["sesudah"])
    now = read_entri(ppks, vault=vault)
    if ppks.status not in STANDING or list_beda_entri(before, now):
        raise DomainError(CHANGED, code="changed")
    write_changed(ppks, before=now, after=after, act=act, vault=vault)
    act.change(ppks, kelengkapan=after.kelengkapan)
    return JenisPerubahan.ISIAN


def _apply_exit(usulan: Usulan, isi: Mapping[str, Any], act: Act) -> JenisPerubahan:
    ppks = usulan.ppks
    assert ppks is not None
    try:
        check_transition(
            StatusPpks(ppks.status), StatusPpks.KELUAR, role=act.by.role,
            syarat={Syarat.BUKTI, Syarat.TANGGAL}, alasan=isi["alasan"],
        )  # fmt: skip
    except StatusError as error:
        raise DomainError(str(error), code="status") from error
    selesai = max(date.fromisoformat(isi["tanggal"]), ppks.mulai)
    act.change(ppks, status=StatusPpks.KELUAR, selesai=selesai, alasan_selesai=isi["alasan"])
    return JenisPerubahan.KELUAR


def _decide(
    usulan: Usulan, hasil: Hasil, status: str, act: Act, alasan: Alasan | None = None
) -> Keputusan:
    keputusan = Keputusan(
        id=new_id(),
        usulan=usulan,
        langkah=Langkah.VERIFIKASI,
        hasil=hasil,
        status_sebelum=status,
        kode_alasan=alasan.kode if alasan else "",
        oleh_id=act.by.user_id,
        sebagai=act.by.role,
        pada=act.now,
        **act.stamp_for(usulan).columns(usulan.subjek_id),
    )
    if alasan:
        Vault().put(keputusan, catatan=alasan.catatan)
    keputusan.save(force_insert=True)
    return keputusan
