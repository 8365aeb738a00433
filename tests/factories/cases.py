"""Invented special cases, handed in and worked on through the real services."""

from datetime import timedelta
from uuid import UUID, uuid4

from django.utils import timezone

from balale.access.context import acting_as
from balale.access.models import User
from balale.cases.queries.cases import list_visible
from balale.cases.services.darurat import break_glass
from balale.cases.services.decisions import refuse_case
from balale.cases.services.intake import hand_in_case
from balale.cases.services.work import add_note, assign_case, request_verification
from balale.registry.models import Ppks
from balale.registry.rules.entry import (
    IsianAlamat,
    IsianEntri,
    IsianKeluarga,
    IsianNotice,
    IsianOrang,
    IsianPpksBaru,
)

NAMA = "Yustina Rangkang Belalang"
NIK = "6107014506909876"
HUBUNGI = "Telepon bibinya pada pagi hari"
ALAMAT = "rumah kayu di hulu sungai"
MARKAS = (NAMA, NIK, HUBUNGI, ALAMAT)


def isian_kasus(kategori: int = 19, **orang) -> IsianPpksBaru:
    """A filled hand-in of an invented woman."""
    said = {"nama": NAMA, "jenis_kelamin": "P", "nik": NIK, **orang}
    return IsianPpksBaru(
        orang=IsianOrang(**said),
        alamat=IsianAlamat(dusun="Dusun Uji", teks=ALAMAT),
        keluarga=IsianKeluarga(),
        notice=IsianNotice("tugas_hukum", "belum"),
        entri=(IsianEntri(kategori),),
    )


def hand_in(by: User, *, kategori: int = 19, is_bahaya: bool = False, hours_ago: int = 1) -> None:
    """One case from the operator's village."""
    now = timezone.now() - timedelta(hours=hours_ago)
    with acting_as(by.context):
        hand_in_case(
            isian=isian_kasus(kategori),
            hubungi=HUBUNGI,
            is_bahaya=is_bahaya,
            desa_kode=by.context.wilayah_kode,
            by=by,
            on=timezone.localdate(now),
            now=now,
        )


def newest_case(koordinator: User) -> Ppks:
    """The case handed in last, as the coordinator's account finds it."""
    with acting_as(koordinator.context):
        return list_visible(koordinator).order_by("-diajukan_pada").first()


def make_case(by: User, koordinator: User, **isian) -> Ppks:
    """A case just handed in."""
    hand_in(by, **isian)
    return newest_case(koordinator)


def assign(kasus: Ppks, petugas: User, koordinator: User) -> None:
    """The coordinator gives the case to the petugas."""
    with acting_as(koordinator.context):
        kasus.refresh_from_db()
        assign_case(
            kasus=kasus, versi=kasus.versi, petugas_id=petugas.id, by=koordinator,
            now=timezone.now(),
        )  # fmt: skip


def assess(kasus: Ppks, petugas: User) -> None:
    """The petugas assesses the case and asks to verify it."""
    now = timezone.now()
    with acting_as(petugas.context):
        kasus.refresh_from_db()
        add_note(kasus=kasus, jenis="asesmen", teks="Perlu rumah aman.", by=petugas, now=now)
        request_verification(
            kasus=kasus, versi=kasus.versi, catatan="Mohon disahkan.", by=petugas, now=now
        )


def break_open(by: User, kasus: Ppks, keterangan: str = "Rumah sakit menelepon.") -> UUID:
    """An emergency opening of the case by an account that doesn't work on it."""
    with acting_as(by.context):
        opening = break_glass(
            kunci=uuid4(), nomor=kasus.pk.hex[:8], alasan="keselamatan", keterangan=keterangan,
            by=by, now=timezone.now(),
        )  # fmt: skip
    assert opening is not None
    return opening


def refuse(kasus: Ppks, koordinator: User) -> None:
    """The coordinator refuses the case."""
    with acting_as(koordinator.context):
        kasus.refresh_from_db()
        refuse_case(
            kasus=kasus, versi=kasus.versi, alasan="data_tidak_benar", catatan="",
            by=koordinator, now=timezone.now(),
        )  # fmt: skip


def filled_form(**changes: str) -> dict[str, str]:
    """What the village's form posts for an invented woman."""
    return {
        "kunci": str(uuid4()),
        "kategori": "19",
        "is_bahaya": "ya",
        "nama": NAMA,
        "jenis_kelamin": "P",
        "usia": "34",
        "hubungi": HUBUNGI,
        "dasar_hukum": "tugas_hukum",
        "disampaikan_kepada": "belum",
    } | changes
