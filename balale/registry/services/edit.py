"""The village changes a person, an address or an entry's answers: at once, or as a proposal."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from django.db import transaction

from balale.access.models import User
from balale.access.vault import Vault
from balale.audit import services as audit
from balale.kit.errors import DomainError, StaleVersion
from balale.registry.models import JenisPerubahan, JenisUsulan, Orang, Perubahan, Ppks, Usulan
from balale.registry.queries.beda import (
    Ubahan,
    list_beda_alamat,
    list_beda_entri,
    list_beda_orang,
    tidy_isian,
)
from balale.registry.queries.reference import get_kategori
from balale.registry.rules.entry import IsianAlamat, IsianEntri, IsianOrang
from balale.registry.rules.isi import (
    IDENTITAS,
    pack_entri,
    pack_identitas,
    pick_identitas,
)
from balale.registry.rules.status import ENDED, STANDING, StatusPpks
from balale.registry.services import entry, people
from balale.registry.services.acts import Act
from balale.registry.services.details import read_entri, write_changed
from balale.registry.services.identity import IDENTITY, fill_identity
from balale.registry.services.kelengkapan import recount
from balale.registry.services.proposal import propose_change

SAME = "Belum ada yang berubah. Ubah dulu isiannya."
SUMBER = "formulir"


@dataclass(frozen=True)
class IsianWarga:
    """A person with the address now, in the form's shape."""

    orang: IsianOrang
    alamat: IsianAlamat


@dataclass(frozen=True)
class DasarWarga:
    """The versions a form about a person rests on; 0 where no address is known."""

    orang: int
    alamat: int

    def __str__(self) -> str:
        return f"{self.orang}.{self.alamat}"


def parse_dasar(text: str) -> DasarWarga | None:
    """The versions from a form's hidden field, "3.1"; None when it says none."""
    parts = text.strip().split(".")
    if len(parts) != 2 or not all(p.isascii() and p.isdigit() and len(p) < 10 for p in parts):
        return None
    return DasarWarga(int(parts[0]), int(parts[1]))


def get_dasar(orang: Orang) -> DasarWarga:
    """The versions of a person and the address now."""
    alamat = people.get_alamat(orang)
    return DasarWarga(orang.versi, alamat.versi if alamat else 0)


def read_warga(orang: Orang, *, vault: Vault) -> IsianWarga:
    """The person and the address that hold now, secrets opened."""
    return IsianWarga(
        people.read_isian(orang, vault=vault),
        people.read_alamat(people.get_alamat(orang), vault=vault),
    )


def open_orang(*, orang: Orang, by: User) -> IsianWarga:
    """What the form starts from, numbers in full. Audit: orang.opened_to_edit."""
    audit.record("orang.opened_to_edit", orang, by=by)
    return read_warga(orang, vault=Vault())


def open_entri(*, ppks: Ppks, by: User) -> IsianEntri:
    """What the form of an entry starts from. Audit: ppks.opened_to_edit."""
    audit.record("ppks.opened_to_edit", ppks, by=by)
    return read_entri(ppks, vault=Vault())


def part_ubahan(
    ubahan: Sequence[Ubahan], *, is_verified: bool
) -> tuple[list[Ubahan], list[Ubahan]]:
    """Changes that are written at once, and those that wait for the office."""
    waits = [u for u in ubahan if is_verified and u.kolom in IDENTITAS]
    return [u for u in ubahan if u not in waits], waits


@transaction.atomic
def edit_orang(
    *, orang: Orang, dasar: DasarWarga, isian: IsianWarga, by: User, on: date, now: datetime
) -> Perubahan:
    """Write what may be written at once; propose a change of a verified identity.

    Raises StaleVersion, DomainError. Audit: orang.edited.
    """
    if get_dasar(orang) != dasar:
        raise StaleVersion(current=orang)
    vault, act = Vault(), Act(by=by, now=now)
    before = read_warga(orang, vault=vault)
    after = tidy_isian(isian.orang)
    ubahan = list_beda_orang(before.orang, after, on=on)
    alamat = list_beda_alamat(before.alamat, isian.alamat)
    if not ubahan and not alamat:
        raise DomainError(SAME, code="same")
    _check_entries(orang, after, on=on)
    at_once, waits = part_ubahan(ubahan, is_verified=orang.terverifikasi_pada is not None)
    usulan = None
    if waits:
        usulan = propose_identity(orang, before.orang, after, waits, act=act, vault=vault)
    if at_once:
        write_orang(orang, before.orang, after, act=act, vault=vault, on=on)
    if alamat:
        write_alamat(orang, isian.alamat, act=act, vault=vault, on=on)
    recount([orang], by=by)
    written = [u.label for u in (*at_once, *alamat)]
    audit.record("orang.edited", orang, by=by, fields={"kolom": [u.kolom for u in ubahan]})
    return act.keep(
        JenisPerubahan.DATA if written else JenisPerubahan.USULAN, subjek=orang, usulan=usulan,
        kata=written or [u.label for u in waits],
    )  # fmt: skip


def propose_identity(
    orang: Orang, before: IsianOrang, after: IsianOrang, waits: Sequence[Ubahan], *, act: Act,
    vault: Vault,
) -> Usulan:  # fmt: skip
    """The change of a verified identity, for the office. Raises DomainError while one waits."""
    return propose_change(
        jenis=JenisUsulan.PERUBAHAN, orang=orang, ppks=None, ubahan=waits, sumber=SUMBER,
        isi={"sebelum": pack_identitas(before), "sesudah": pack_identitas(after)},
        act=act, vault=vault,
    )  # fmt: skip


def write_orang(
    orang: Orang, before: IsianOrang, after: IsianOrang, *, act: Act, vault: Vault, on: date
) -> None:
    """An unverified person whole; beside a verified identity only what isn't part of it."""
    if orang.terverifikasi_pada is None:
        act.change(orang, **fill_identity(orang, after, vault=vault, on=on))
        return
    people.fill_orang(orang, isian=pick_identitas(before, after), vault=vault)
    act.change(orang, **{name: getattr(orang, name) for name in IDENTITY})


def write_alamat(orang: Orang, isian: IsianAlamat, *, act: Act, vault: Vault, on: date) -> None:
    """A mistake in the address is mended in place; where none is, one begins."""
    alamat = people.get_alamat(orang)
    if alamat is None:
        stamp = act.stamp_for(orang)
        act.note(people.build_alamat(orang=orang, isian=isian, stamp=stamp, vault=vault, on=on))
        return
    people.fill_alamat(alamat, isian=isian, vault=vault)
    names = ("dusun", "rt", "rw", "teks_sandi", "titik_sandi")
    act.change(alamat, **{name: getattr(alamat, name) for name in names})


def _check_entries(orang: Orang, isian: IsianOrang, *, on: date) -> None:
    """Raises DomainError where the person would no longer fit a running entry."""
    running = Ppks.objects.filter(orang=orang).exclude(status__in=ENDED)
    for ppks in running.exclude(tingkat="rahasia"):
        entry.check_fits(get_kategori(ppks.kategori_id, on), isian, on=on)


@transaction.atomic
def edit_entri(
    *, ppks: Ppks, orang: Orang, base: int, isian: IsianEntri, by: User, on: date, now: datetime
) -> Perubahan:
    """Write changed details of an entry that waits in the village; propose those of one that
    stands. `orang` is whose entry it is, or who stands for the family.

    Raises StaleVersion, DomainError. Audit: ppks.edited.
    """
    is_direct = check_changeable(ppks)
    if ppks.versi != base:
        raise StaleVersion(current=ppks)
    vault, act = Vault(), Act(by=by, now=now)
    before = read_entri(ppks, vault=vault)
    kept, secret = entry.part_trigger(isian)
    ubahan = list_beda_entri(before, kept)
    if not ubahan and not secret:
        raise DomainError(SAME, code="same")
    usulan = None
    if ubahan and is_direct:
        write_changed(ppks, before=before, after=kept, act=act, vault=vault)
        act.change(ppks, kelengkapan=kept.kelengkapan)
        recount([orang], by=by, ppks=ppks)
    elif ubahan:
        usulan = propose_change(
            jenis=JenisUsulan.PERUBAHAN, orang=orang, ppks=ppks, ubahan=ubahan, sumber=SUMBER,
            isi={"sebelum": pack_entri(before), "sesudah": pack_entri(kept)}, act=act, vault=vault,
        )  # fmt: skip
    for kategori in secret:
        entry.open_sealed_copy(orang, kategori=kategori, vault=vault, by=by, on=on, now=now)
    audit.record("ppks.edited", ppks, by=by, fields={"kolom": [u.kolom for u in ubahan]})
    return act.keep(
        JenisPerubahan.ISIAN if is_direct else JenisPerubahan.USULAN,
        subjek=ppks.keluarga or orang, tingkat=ppks.tingkat, ppks=ppks, usulan=usulan,
        kata=[u.label for u in ubahan],
    )  # fmt: skip


def check_changeable(ppks: Ppks) -> bool:
    """True where a change is written at once, False where it is proposed.

    Raises DomainError where nothing may be changed now.
    """
    if ppks.status == StatusPpks.DRAF:
        return True
    if ppks.status in STANDING:
        return False
    if ppks.status == StatusPpks.DIAJUKAN:
        raise DomainError("DSP3A sedang memeriksa data ini. Tunggu keputusannya.", code="status")
    if ppks.status == StatusPpks.DIKEMBALIKAN:
        raise DomainError("Data ini perlu perbaikan. Perbaiki lewat beranda.", code="status")
    raise DomainError("Catatan ini sudah selesai. Isinya tidak dapat diubah.", code="status")


def keep_kelengkapan(isian: IsianEntri, ppks: Ppks) -> IsianEntri:
    """The form's details with the entry's own count and reason."""
    return replace(isian, kelengkapan=ppks.kelengkapan, kode_alasan=ppks.kode_alasan)
