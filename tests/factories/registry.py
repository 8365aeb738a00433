"""Makers of persons and entries for tests, through the real services; everybody is invented."""

from dataclasses import replace
from datetime import date, timedelta
from itertools import count

from django.utils import timezone

from balale.access.context import acting_as
from balale.access.models import User
from balale.access.vault import Vault
from balale.registry.models import Komunitas, Orang, Ppks
from balale.registry.queries.reference import get_kategori, list_isian
from balale.registry.rules.entry import (
    IsianAlamat,
    IsianEntri,
    IsianKeluarga,
    IsianNotice,
    IsianOrang,
    IsianPpksBaru,
)
from balale.registry.rules.komunitas import IsianHitungan, IsianKomunitas
from balale.registry.rules.status import StatusPpks
from balale.registry.services.entry import propose_entry, submit_ppks, submit_rahasia
from balale.registry.services.komunitas import enter_komunitas
from balale.registry.services.rows import change_row

_number = count(1)
LAHIR = date(1955, 2, 12)


def make_nik() -> str:
    """A NIK of nobody: its serial is 9xxx."""
    n = next(_number)
    return f"6107{n % 17 + 1:02d}120255{9000 + n % 1000}"


def isian_ppks(*, kategori: int = 8, **isian) -> IsianPpksBaru:
    """A filled form; keywords go to the part that has such a field."""
    parts = {
        "orang": IsianOrang(nama="Fransiskus Bawakng", jenis_kelamin="L", tanggal_lahir=LAHIR,
                            presisi_tgl_lahir="hari"),
        "alamat": IsianAlamat(dusun="Sebadu", rt="003", rw="001"),
        "keluarga": IsianKeluarga(),
        "notice": IsianNotice("tugas_publik", "orangnya"),
    }  # fmt: skip
    for name, part in parts.items():
        own = {key: value for key, value in isian.items() if hasattr(part, key)}
        parts[name] = replace(part, **own)
    entri = IsianEntri(
        kategori,
        kriteria=tuple(isian.get("kriteria", (1,))),
        jawaban=isian.get("jawaban", {}),
        kelengkapan=isian.get("kelengkapan", 5),
    )
    return IsianPpksBaru(entri=(entri,), **parts)


def make_orang(by: User, *, kategori: int = 8, **isian) -> Orang:
    """A person of the operator's village with one proposed entry."""
    with acting_as(by.context):
        return submit_ppks(
            isian=isian_ppks(kategori=kategori, **isian),
            desa_kode=by.context.wilayah_kode,
            by=by,
            on=timezone.localdate(),
            now=timezone.now(),
        )


# The states an entry is led through, and the roles that lead it there.
_LED = {
    "diajukan": (("kepala_desa", "diajukan"),),
    "aktif": (
        ("kepala_desa", "diajukan"), ("verifikator", "diverifikasi"), ("kepala_dinas", "aktif"),
    ),
}  # fmt: skip
_DECIDED = (("kepala_desa", "diajukan"),)


def make_ppks(by: User, *, kategori: int = 8, status: str = "draf", **isian) -> Ppks:
    """The entry of a new person, put into a status by the roles that decide it."""
    orang = make_orang(by, kategori=kategori, **isian)
    with acting_as(by.context):
        ppks = Ppks.objects.get(usulan__orang=orang)
    return _lead(ppks, by, status)


def _lead(ppks: Ppks, by: User, status: str) -> Ppks:
    """The entry in a status, by the roles that decide it."""
    if status == StatusPpks.DRAF:
        return ppks
    for role, to in _LED.get(status, (*_DECIDED, ("verifikator", status))):
        with acting_as(replace(by.context, role=role)):
            change_row(ppks, base=ppks.versi, by=by, now=timezone.now(), status=to)
    return ppks


def add_ppks(by: User, orang: Orang, *, kategori: int, jawaban: dict | None = None) -> Ppks:
    """One more entry for a person; `jawaban` by code of the form field."""
    with acting_as(by.context):
        today = timezone.localdate()
        fields = {f.kode: f.pk for f in list_isian(_form(kategori, today))}
        given = {fields[kode]: values for kode, values in (jawaban or {}).items()}
        return propose_entry(
            orang=orang,
            isian=IsianEntri(kategori, kriteria=(1,), jawaban=given, kelengkapan=5),
            vault=Vault(),
            by=by,
            on=today,
            now=timezone.now() + timedelta(seconds=1),
        )


def _form(kategori: int, on: date):
    return get_kategori(kategori, on).kategori.formulir_list.first()


def make_rahasia(by: User, *, kategori: int = 19, **isian):
    """The id of a sealed person handed in by the operator."""
    with acting_as(by.context):
        return submit_rahasia(
            isian=isian_ppks(kategori=kategori, **isian),
            desa_kode=by.context.wilayah_kode,
            by=by,
            on=timezone.localdate(),
            now=timezone.now(),
        )


def make_komunitas(
    by: User, wakil: Orang, *, nama: str = "Komunitas Sungai Tebing", status: str = "draf"
) -> Komunitas:
    """A community with one count, whose first family is that of `wakil`."""
    today = timezone.localdate()
    hitungan = IsianHitungan(35, "perkiraan", "Kepala dusun", today, 142)
    isian = IsianKomunitas(nama, "Melayang", hitungan, IsianEntri(26, kriteria=(6, 1)))
    with acting_as(by.context):
        row = enter_komunitas(isian=isian, wakil=wakil, by=by, on=today, now=timezone.now())
        ppks = row.ppks.get()
    _lead(ppks, by, status)
    return row
