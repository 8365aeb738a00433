"""The operator mends an entry that came back; both sides of every change stand in the proposal."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from balale.access.models import User
from balale.access.vault import Vault
from balale.audit import services as audit
from balale.kit.errors import DomainError, StaleVersion
from balale.registry.models import (
    JENIS_ENTRI,
    JenisPerubahan,
    JenisUsulan,
    Orang,
    Ppks,
    StatusUsulan,
    Usulan,
)
from balale.registry.queries.answers import say_kode
from balale.registry.queries.beda import (
    Ubahan,
    list_beda_alamat,
    list_beda_entri,
    list_beda_orang,
    tidy_isian,
)
from balale.registry.queries.reference import get_kategori
from balale.registry.rules.entry import IsianAlamat, IsianEntri, IsianKeluarga, IsianOrang
from balale.registry.rules.status import StatusPpks
from balale.registry.rules.usulan import Dasar
from balale.registry.services import entry, families, people
from balale.registry.services.acts import Act
from balale.registry.services.details import read_entri, write_changed
from balale.registry.services.edit import part_ubahan, propose_identity, write_orang
from balale.registry.services.identity import write_kolom
from balale.registry.services.kelengkapan import recount
from balale.registry.services.rows import Stamp, change_row

_FIXABLE = {StatusPpks.DRAF, StatusPpks.DIKEMBALIKAN}


@dataclass(frozen=True)
class IsianPerbaikan:
    """The whole entry as it should be; parts that stay are given as they were."""

    orang: IsianOrang
    alamat: IsianAlamat
    keluarga: IsianKeluarga
    entri: IsianEntri


@transaction.atomic
def correct_ppks(
    *, ppks: Ppks, dasar: Dasar, isian: IsianPerbaikan, by: User, on: date, now: datetime
) -> Usulan:
    """Write the mended entry and propose it to the village head again.

    The entry keeps its status until he approves. A verified identity stays as it is: its change
    is a proposal of its own, for the office. Raises StaleVersion, DomainError. Audit:
    ppks.corrected, and change.proposed where the identity waits.
    """
    orang = check_open(ppks, dasar)
    vault = Vault()
    stamp = Stamp(desa_kode=ppks.desa_id, tingkat=ppks.tingkat, by=by, now=now)
    ubahan = [
        *_correct_orang(orang, isian.orang, vault=vault, stamp=stamp, on=on),
        *_correct_alamat(orang, isian.alamat, vault=vault, stamp=stamp, on=on),
        *_correct_keluarga(orang, isian.keluarga, ppks=ppks, vault=vault, stamp=stamp, on=on),
    ]
    versi = get_kategori(ppks.kategori_id, on)
    entry.check_fits(versi, isian.orang, on=on)
    kept, secret = entry.part_trigger(isian.entri)
    ubahan += correct_details(ppks, kept, vault=vault, stamp=stamp)
    change_row(ppks, base=ppks.versi, by=by, now=now, kelengkapan=isian.entri.kelengkapan)
    recount([orang], by=by, ppks=ppks)
    usulan = entry.propose(ppks, orang=orang, jenis=JenisUsulan.PERBAIKAN, stamp=stamp)
    write_kolom(usulan, ubahan, vault=vault, stamp=stamp)
    for kategori in secret:
        entry.open_sealed_copy(orang, kategori=kategori, vault=vault, by=by, on=on, now=now)
    audit.record("ppks.corrected", ppks, by=by, fields={"kolom": [u.kolom for u in ubahan]})
    return usulan


def open_correction(*, ppks: Ppks, by: User) -> IsianPerbaikan:
    """Everything the form that mends starts from, numbers in full. Audit: ppks.opened_to_mend."""
    orang = _last_usulan(ppks).orang
    assert orang is not None
    vault = Vault()
    audit.record("ppks.opened_to_mend", ppks, by=by)
    return IsianPerbaikan(
        orang=people.read_isian(orang, vault=vault),
        alamat=people.read_alamat(people.get_alamat(orang), vault=vault),
        keluarga=families.read_keluarga(families.get_anggota(orang), vault=vault),
        entri=read_entri(ppks, vault=vault),
    )


def _last_usulan(ppks: Ppks) -> Usulan:
    """The newest proposal of an entry, with the person it came with."""
    rows = ppks.usulan.filter(jenis__in=JENIS_ENTRI).select_related("orang")
    rows = rows.order_by("-diusulkan_pada", "-pk")
    return rows[0]


def check_open(ppks: Ppks, dasar: Dasar) -> Orang:
    """The person of an entry that waits for the operator; of a family's, who stands for it.

    Raises StaleVersion, DomainError.
    """
    last = _last_usulan(ppks)
    orang = last.orang
    if orang is None or ppks.status not in _FIXABLE:
        raise DomainError("Data ini tidak menunggu perbaikan.", code="not_returned")
    if last.status != StatusUsulan.DIKEMBALIKAN or last.versi != dasar.usulan:
        raise StaleVersion(current=last)
    if ppks.versi != dasar.ppks or orang.versi != dasar.orang:
        raise StaleVersion(current=ppks)
    return orang


def _correct_orang(
    orang: Orang, isian: IsianOrang, *, vault: Vault, stamp: Stamp, on: date
) -> list[Ubahan]:
    """What is written of the person at once; a change of a verified identity is proposed apart,
    and nothing else waits for it."""
    before, after = people.read_isian(orang, vault=vault), tidy_isian(isian)
    ubahan = list_beda_orang(before, after, on=on)
    is_verified = orang.terverifikasi_pada is not None
    at_once, waits = part_ubahan(ubahan, is_verified=is_verified)
    if waits:
        act = Act(by=stamp.by, now=stamp.now)
        usulan = propose_identity(orang, before, after, waits, act=act, vault=vault)
        kata = [u.label for u in waits]
        act.keep(JenisPerubahan.USULAN, subjek=orang, usulan=usulan, kata=kata)
    if at_once:
        own = Act(by=stamp.by, now=stamp.now)
        write_orang(orang, before, after, act=own, vault=vault, on=on)
    return at_once


def _correct_alamat(
    orang: Orang, isian: IsianAlamat, *, vault: Vault, stamp: Stamp, on: date
) -> list[Ubahan]:
    """A mistake is mended in place; a move is another matter."""
    alamat = people.get_alamat(orang)
    before = people.read_alamat(alamat, vault=vault)
    if before == isian:
        return []
    if alamat is None:
        people.build_alamat(
            orang=orang, isian=isian, stamp=stamp.at_level(orang.tingkat), vault=vault, on=on
        )
    else:
        people.fill_alamat(alamat, isian=isian, vault=vault)
        names = ("dusun", "rt", "rw", "teks_sandi", "titik_sandi")
        columns = {name: getattr(alamat, name) for name in names}
        change_row(alamat, base=alamat.versi, by=stamp.by, now=stamp.now, **columns)
    return list_beda_alamat(before, isian)


def _correct_keluarga(
    orang: Orang, isian: IsianKeluarga, *, ppks: Ppks, vault: Vault, stamp: Stamp, on: date
) -> list[Ubahan]:
    before = families.read_keluarga(families.get_anggota(orang), vault=vault)
    if before == isian or (not isian.no_kk and not before.no_kk):
        return []
    families.mend_keluarga(orang=orang, isian=isian, ppks=ppks, stamp=stamp, vault=vault, on=on)
    words = [
        ("no_kk", "No KK", before.no_kk, isian.no_kk),
        ("hubungan", "Hubungan dalam keluarga",
         say_kode("shdk", before.hubungan, on), say_kode("shdk", isian.hubungan, on)),
    ]  # fmt: skip
    return [Ubahan(*line) for line in words if line[2] != line[3]]


def correct_details(ppks: Ppks, isian: IsianEntri, *, vault: Vault, stamp: Stamp) -> list[Ubahan]:
    """Rows that no longer hold are ended, new ones written; what is the same stays untouched."""
    before = read_entri(ppks, vault=vault)
    write_changed(
        ppks, before=before, after=isian, act=Act(by=stamp.by, now=stamp.now), vault=vault
    )
    return list_beda_entri(before, isian)
