"""The home of each role: its first job biggest, what waits for it as a number."""

from collections.abc import Callable

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone

from balale.access.decorators import requires
from balale.access.queries import delegations
from balale.access.queries.codes import count_waiting_requests
from balale.access.queries.directory import count_accounts
from balale.access.rules.policy import Permission, Role
from balale.access.session_rules import SignedInRequest
from balale.cases.queries.cases import count_cases
from balale.cases.queries.darurat import count_to_review, count_unit_waiting
from balale.registry.queries.beranda import get_beranda_operator
from balale.registry.queries.entri import count_entri
from balale.registry.queries.perubahan import count_waiting
from balale.registry.queries.pindah import count_keluar, count_masuk
from balale.registry.queries.rancangan import (
    count_rules_waiting,
    list_coming,
    list_open,
    list_pengumuman,
)
from balale.registry.queries.usulan import count_batch, count_statuses, list_ready
from balale.registry.rules.keadaan import PERBAIKAN
from balale.reports import queries as reports
from balale.verification.queries import Saring, list_chips
from balale.verification.refusals import count_refusals


def _greet(request: SignedInRequest) -> dict[str, object]:
    return {
        "sekarang": timezone.now(),
        "panggilan": request.user.nama.split(" ")[0],
        "pengumuman": list_pengumuman(request.user, timezone.localdate()),
    }


def _operator(request: SignedInRequest) -> dict[str, object]:
    return {
        "beranda": get_beranda_operator(request.user),
        "pindah_masuk": count_masuk(),
        "pindah_keluar": count_keluar(request.user),
        **_greet(request),
    }


def _kepala_desa(request: SignedInRequest) -> dict[str, object]:
    return {
        "menunggu": count_batch(request.user),
        "jumlah": count_statuses(request.user) | count_entri(request.user, (PERBAIKAN,)),
        **_greet(request),
    }


def _verifikator(request: SignedInRequest) -> dict[str, object]:
    now = timezone.now()
    return {
        "chips": list_chips(request.user, Saring.SEMUA, now=now),
        "perubahan": count_waiting(request.user),
        **_greet(request),
    }


def _kepala_dinas(request: SignedInRequest) -> dict[str, object]:
    siap = sum(banyak for _nama, banyak in list_ready(request.user))
    on = timezone.localdate()
    wakil = [row for row in delegations.list_delegations(request.user, on=on) if row.is_berlaku]
    return {
        "siap": siap,
        "jumlah": count_statuses(request.user),
        "kode": count_waiting_requests(request.user),
        "own": delegations.get_own_delegation(request.user, on=on),
        "wakil": wakil,
        "aturan": count_rules_waiting(request.user),
        "penolakan": count_refusals(request.user),
        "komunitas": reports.get_komunitas_kabupaten(request.user),
        **_greet(request),
    }


def _pengelola_data(request: SignedInRequest) -> dict[str, object]:
    return {
        "rancangan": list_open(request.user).count(),
        "akan": len(list_coming(request.user, timezone.localdate())),
        **_greet(request),
    }


def _admin_teknis(request: SignedInRequest) -> dict[str, object]:
    return {"jumlah": count_accounts(), **_greet(request)}


def _cases(request: SignedInRequest) -> dict[str, object]:
    return {"jumlah": count_cases(request.user), **_greet(request)}


def _camat(request: SignedInRequest) -> dict[str, object]:
    kode = request.user.context.wilayah_kode
    rekap = reports.get_rekap_kecamatan(request.user, kode)
    aktif, proses = rekap.jumlah if rekap else (None, None)
    terbatas = reports.get_terbatas_kecamatan(request.user, kode)
    return {
        "aktif": aktif,
        "proses": proses,
        "terbatas": terbatas,
        "komunitas": reports.get_komunitas_kecamatan(kode),
        **_greet(request),
    }


def _bupati(request: SignedInRequest) -> dict[str, object]:
    return {
        "rekap": reports.get_rekap_kabupaten(request.user),
        "komunitas": reports.get_komunitas_kabupaten(request.user),
        "tahunan": reports.get_angka_rahasia(timezone.localdate()),
        **_greet(request),
    }


def _koordinator(request: SignedInRequest) -> dict[str, object]:
    return {"darurat": count_unit_waiting(request.user), **_cases(request)}


def _auditor(request: SignedInRequest) -> dict[str, object]:
    return {"darurat": count_to_review(request.user), **_greet(request)}


# What a role's home shows beside its words; an account without a role has no line.
NUMBERS: dict[str, Callable[[SignedInRequest], dict[str, object]]] = {
    Role.OPERATOR_DESA: _operator,
    Role.TKSK: _operator,
    Role.CAMAT: _camat,
    Role.BUPATI: _bupati,
    Role.PENGELOLA_DATA: _pengelola_data,
    Role.LEMBAGA_PSKS: _greet,
    Role.KEPALA_DESA: _kepala_desa,
    Role.VERIFIKATOR: _verifikator,
    Role.KEPALA_DINAS: _kepala_dinas,
    Role.ADMIN_TEKNIS: _admin_teknis,
    Role.AUDITOR: _auditor,
    Role.KOORDINATOR_KASUS: _koordinator,
    Role.PETUGAS_KASUS: _cases,
}


@requires(Permission.HOME)
def beranda(request: SignedInRequest) -> HttpResponse:
    role = request.user.role
    if role not in NUMBERS:
        return render(request, "desk/beranda/menyusul.html", _greet(request))
    return render(request, f"desk/beranda/{role}.html", NUMBERS[role](request))
