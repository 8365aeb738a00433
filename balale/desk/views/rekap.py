"""Figures of an area without names, and the camat's masked list."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from balale.access.decorators import requires
from balale.access.queries.accounts import get_area_title
from balale.access.rules.policy import POLICY, AreaKind, Permission, Role
from balale.access.session_rules import SignedInRequest
from balale.kit.params import read_id
from balale.registry.queries import tersamar
from balale.reports import queries
from balale.wilayah.queries import list_desa


@requires(Permission.REKAP_READ)
def rekap(request: SignedInRequest) -> HttpResponse:
    """The asker's area: by kecamatan, and inside one kecamatan by desa."""
    if POLICY[Role(request.user.role)].area is AreaKind.KECAMATAN:
        return _show_kecamatan(request, request.user.context.wilayah_kode)
    page = {
        "rekap": queries.get_rekap_kabupaten(request.user),
        "komunitas": queries.get_komunitas_kabupaten(request.user),
        "tahunan": queries.get_angka_rahasia(timezone.localdate()),
        "sekarang": timezone.now(),
    }
    return render(request, "desk/rekap/kabupaten.html", page)


@requires(Permission.REKAP_READ)
def rekap_desa(request: SignedInRequest) -> HttpResponse:
    """One kecamatan by desa; without one, the asker's own area."""
    kode = request.GET.get("kecamatan", "")
    return _show_kecamatan(request, kode) if kode else rekap(request)


def _show_kecamatan(request: SignedInRequest, kode: str) -> HttpResponse:
    nama = get_area_title(kode)
    found = queries.get_rekap_kecamatan(request.user, kode) if nama else None
    if found is None:
        raise Http404
    page = {
        "rekap": found,
        "nama": nama,
        "terbatas": queries.get_terbatas_kecamatan(request.user, kode),
        "komunitas": queries.get_komunitas_kecamatan(kode),
        "is_own": kode == request.user.context.wilayah_kode,
        "sekarang": timezone.now(),
    }
    return render(request, "desk/rekap/kecamatan.html", page)


@requires(Permission.ORANG_MASKED)
def warga_tersamar(request: SignedInRequest) -> HttpResponse:
    """Entries of the kecamatan with masked names; nothing opens from here."""
    desa = request.GET.get("desa", "")
    if desa and desa not in request.user.context.desa:
        raise Http404
    page = {
        "halaman": tersamar.list_tersamar(
            request.user, desa=desa, sesudah=read_id(request, "sesudah"), on=timezone.localdate()
        ),
        "desa": desa,
        "desa_list": list_desa(request.user.context.wilayah_kode),
    }
    return render(request, "desk/rekap/tersamar.html", page)
