"""Accounts of the demo: one of each role to sign in with, and two for every village.

Only the accounts that are printed get a passphrase; the others show how it looks when a village
has not begun yet. Names are invented; the areas are real.
"""

import json
import os
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from random import Random

from django.contrib.auth.hashers import make_password
from django.db import connection

from balale.access.context import Context, acting_as
from balale.access.ids import new_id
from balale.access.models import Assignment, User
from balale.access.queries.directory import LATIHAN_USERNAME
from balale.access.rules.accounts import suggest_username
from balale.access.rules.policy import Role
from balale.latihan.rules import NameTables, make_person
from balale.latihan.rules.families import Numbering
from balale.latihan.rules.numbers import NumberMint
from balale.latihan.rules.records import DesaInfo
from balale.latihan.services.passphrases import make_passphrase
from balale.wilayah.models import Desa
from balale.wilayah.rules import KODE_KABUPATEN

DESA_UTAMA = "61.07.14.2004"
PENANDA = LATIHAN_USERNAME
_KABUPATEN = "Kabupaten Bengkayang"
_SELAMA_HARI = 3 * 365
_KANTOR = (
    (Role.VERIFIKATOR, "verifikator.dsp3a", ""),
    (Role.KOORDINATOR_KASUS, "koordinator.pppa", "pppa"),
    (Role.PETUGAS_KASUS, "petugas.pppa", "pppa"),
    (Role.KEPALA_DINAS, "kepala.dsp3a", ""),
    (Role.ADMIN_TEKNIS, "admin.kominfo", ""),
    (Role.KOORDINATOR_KASUS, "koordinator.resos", "resos"),
    (Role.PETUGAS_KASUS, "petugas2.pppa", "pppa"),
    (Role.PETUGAS_KASUS, "petugas.resos", "resos"),
    (Role.VERIFIKATOR, "verifikator2.dsp3a", ""),
    (Role.VERIFIKATOR, "verifikator3.dsp3a", ""),
    (Role.BUPATI, "bupati.bengkayang", ""),
    (Role.AUDITOR, "auditor.inspektorat", ""),
    (Role.PENGELOLA_DATA, "data.dsp3a", ""),
    (Role.LEMBAGA_PSKS, "lks.harapan", ""),
    (Role.PENGELOLA_DATA, "kabid.dsp3a", ""),
)
_TANPA_WILAYAH = {Role.ADMIN_TEKNIS, Role.PENGELOLA_DATA, Role.LEMBAGA_PSKS}
# Who holds a second role, in the whole regency, chosen after signing in.
_DUA_PERAN = {"kabid.dsp3a": Role.VERIFIKATOR}
# A second kecamatan beside that of the village where the training begins.
_KECAMATAN_LAIN = "61.07.04"


@dataclass(frozen=True)
class AkunRekaan:
    """An account to be made; `is_printed`: it has a passphrase and stands in the list."""

    role: Role
    area_code: str
    area_name: str
    username: str
    unit: str = ""
    is_printed: bool = True
    second_role: Role | None = None


@dataclass(frozen=True)
class Petugas:
    """The accounts made, by what they do. Operators and village heads by desa code."""

    sistem: User
    operator: dict[str, User]
    kepala_desa: dict[str, User]
    verifikator: list[User]
    kepala_dinas: User
    koordinator: dict[str, User]
    petugas_kasus: dict[str, list[User]]


def plan_accounts(desa_list: Sequence[Desa]) -> list[AkunRekaan]:
    """Every account: those of the printed table first, one of each role at its head."""
    utama = next(desa for desa in desa_list if desa.kode == DESA_UTAMA)
    pertama = {desa.kecamatan_id: desa.kode for desa in reversed(desa_list)}
    pertama[utama.kecamatan_id] = utama.kode
    akun = [_operator(utama, is_printed=True), _kepala(utama, is_printed=True)]
    for role, username, unit in _KANTOR:
        kode, nama = ("", "") if role in _TANPA_WILAYAH else (KODE_KABUPATEN, _KABUPATEN)
        second = _DUA_PERAN.get(username)
        akun.append(AkunRekaan(role, kode, nama, username, unit, second_role=second))
    akun += _list_kecamatan_akun(desa_list, (utama.kecamatan_id, _KECAMATAN_LAIN))
    for desa in desa_list:
        if desa.kode != utama.kode:
            is_first = pertama[desa.kecamatan_id] == desa.kode
            akun += [_operator(desa, is_printed=is_first), _kepala(desa, is_printed=False)]
    return sorted(akun, key=lambda satu: not satu.is_printed)


def _list_kecamatan_akun(desa_list: Sequence[Desa], codes: Sequence[str]) -> list[AkunRekaan]:
    """The TKSK and the camat of each of these kecamatan."""
    names = {desa.kecamatan_id: desa.kecamatan.nama for desa in desa_list}
    return [
        AkunRekaan(
            role, kode, f"Kecamatan {names[kode]}", suggest_username(role.value, names[kode])
        )
        for kode in codes
        for role in (Role.TKSK, Role.CAMAT)
    ]


def _operator(desa: Desa, *, is_printed: bool) -> AkunRekaan:
    username = suggest_username(desa.nama, desa.kecamatan.nama)
    return AkunRekaan(Role.OPERATOR_DESA, desa.kode, _area(desa), username, "", is_printed)


def _kepala(desa: Desa, *, is_printed: bool) -> AkunRekaan:
    username = suggest_username("kades", desa.nama, desa.kecamatan.nama)
    return AkunRekaan(Role.KEPALA_DESA, desa.kode, _area(desa), username, "", is_printed)


def _area(desa: Desa) -> str:
    return f"{desa.sebutan}, Kec. {desa.kecamatan.nama}"


def create_accounts(
    akun: Sequence[AkunRekaan], *, names: NameTables, seed: int, on: date
) -> Petugas:
    """Store every account with its role, and passphrases for the printed ones."""
    sistem = User(id=new_id(), username=PENANDA, nama="Sistem latihan", is_active=False)
    rng = Random(f"{seed}-akun")
    numbering = Numbering(NumberMint(rng))
    place = DesaInfo(DESA_UTAMA, "", DESA_UTAMA[:8], 1)
    users = []
    for satu in akun:
        orang = make_person(
            rng, names=names, desa=place, today=on, usia_tahun=rng.randint(26, 56),
            numbering=numbering,
        )  # fmt: skip
        users.append(User(id=new_id(), username=satu.username, nama=orang.nama))
    mulai = on - timedelta(days=_SELAMA_HARI)
    with acting_as(Context(user_id=sistem.id, role=Role.ADMIN_TEKNIS)):
        User.objects.bulk_create([sistem, *users])
        Assignment.objects.bulk_create(
            Assignment(
                user=user, role=satu.role, wilayah_kode=satu.area_code, unit=satu.unit, mulai=mulai
            )
            for user, satu in zip(users, akun, strict=True)
        )
        Assignment.objects.bulk_create(
            Assignment(user=user, role=satu.second_role, wilayah_kode=KODE_KABUPATEN, mulai=on)
            for user, satu in zip(users, akun, strict=True)
            if satu.second_role
        )
        for user, satu in zip(users, akun, strict=True):
            if satu.is_printed:
                _set_passphrase(user)
    return _sort(sistem, users, akun)


def _set_passphrase(user: User) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "select balale_latihan_password(%s, %s)",
            [user.id, make_password(make_passphrase(user.username))],
        )


def _sort(sistem: User, users: Sequence[User], akun: Sequence[AkunRekaan]) -> Petugas:
    pasangan = list(zip(users, akun, strict=True))

    def having(role: Role) -> list[tuple[User, AkunRekaan]]:
        return [(user, satu) for user, satu in pasangan if satu.role == role]

    petugas: dict[str, list[User]] = {}
    for user, satu in having(Role.PETUGAS_KASUS):
        petugas.setdefault(satu.unit, []).append(user)
    return Petugas(
        sistem=sistem,
        operator={satu.area_code: user for user, satu in having(Role.OPERATOR_DESA)},
        kepala_desa={satu.area_code: user for user, satu in having(Role.KEPALA_DESA)},
        verifikator=[user for user, _satu in having(Role.VERIFIKATOR)],
        kepala_dinas=having(Role.KEPALA_DINAS)[0][0],
        koordinator={satu.unit: user for user, satu in having(Role.KOORDINATOR_KASUS)},
        petugas_kasus=petugas,
    )


def write_accounts_file(akun: Iterable[AkunRekaan], path: Path) -> None:
    """The printed accounts as JSON, readable by its owner only. Raises OSError."""
    rows = [
        {
            "role": satu.role.value,
            "area_code": satu.area_code,
            "area_name": satu.area_name,
            "username": satu.username,
            "passphrase": make_passphrase(satu.username),
            "second_role": satu.second_role.value if satu.second_role else "",
        }
        for satu in akun
        if satu.is_printed
    ]
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    os.fchmod(handle, 0o600)
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        json.dump(rows, file, ensure_ascii=False, indent=1)
        file.write("\n")
