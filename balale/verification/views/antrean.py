"""The queue, one proposal in it, and the decisions of the last thirty days."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode

from balale.access.decorators import requires
from balale.access.ids import new_id
from balale.access.rules.policy import Permission, Tingkat
from balale.access.session_rules import SignedInRequest
from balale.kit.chrome import Toast
from balale.registry.models import Keputusan, StatusUsulan, Usulan
from balale.registry.queries.people import list_kategori_names
from balale.registry.queries.perubahan import count_waiting
from balale.registry.queries.rincian import get_rincian
from balale.registry.queries.usulan import (
    get_keputusan,
    get_last_keputusan,
    get_nama_list,
    get_parts,
    get_usulan,
)
from balale.registry.rules.usulan import Hasil
from balale.registry.services.reveal import record_views
from balale.verification import queries
from balale.verification.forms import TerimaForm
from balale.verification.queries import Saring

_SELESAI = {
    Hasil.DITERIMA: "diterima",
    Hasil.DIKEMBALIKAN: "dikembalikan ke desa",
    Hasil.USUL_TOLAK: "diusulkan untuk ditolak",
}


@requires(Permission.PPKS_VERIFY)
def antrean(request: SignedInRequest) -> HttpResponse:
    """The list; on a desktop the first proposal is one key away."""
    now, saring = timezone.now(), read_saring(request)
    halaman = queries.list_page(
        request.user, saring, setelah=_read_id(request, "setelah"), on=timezone.localdate(now),
        now=now,
    )  # fmt: skip
    berikut = to_url(None, saring, setelah=halaman.setelah) if halaman.setelah else ""
    page = {
        "halaman": halaman,
        "berikut_url": berikut,
        "awal_url": "" if halaman.is_awal else to_url(None, saring),
        "is_daftar": True,
        **frame(request, saring),
    }
    return render(request, "verification/antrean.html", page)


@requires(Permission.PPKS_VERIFY)
def mulai(request: SignedInRequest) -> HttpResponse:
    """To the proposal that has waited longest."""
    pk = queries.get_next(request.user, Saring.SEMUA, usulan=None, now=timezone.now())
    return redirect("verification:periksa", pk) if pk else redirect("verification:antrean")


@requires(Permission.PPKS_VERIFY)
def periksa(request: SignedInRequest, usulan_id: UUID) -> HttpResponse:
    """One proposal with everything to decide on it."""
    return draw(request, get_or_404(request, usulan_id), TerimaForm())


@requires(Permission.PPKS_VERIFY)
def riwayat(request: SignedInRequest) -> HttpResponse:
    """The account's own decisions that may still be taken back."""
    daftar = queries.list_riwayat(request.user, now=timezone.now())
    hari_ini = timezone.localdate()
    kategori = list_kategori_names(hari_ini)
    baris = [
        (satu, get_nama_list(satu.usulan, kategori, user=request.user, on=hari_ini))
        for satu in daftar
    ]
    return render(request, "verification/riwayat.html", {"baris": baris, **_toast(request)})


def get_or_404(request: SignedInRequest, usulan_id: UUID) -> Usulan:
    """A proposal that has reached the office; the village's own affairs look absent."""
    usulan = get_usulan(usulan_id, request.user)
    if usulan is None or not queries.has_reached_office(usulan, request.user):
        raise Http404
    return usulan


def draw(
    request: SignedInRequest, usulan: Usulan, form: TerimaForm, *, salah: str = ""
) -> HttpResponse:
    """The page of one proposal; opening a terbatas entry leaves its line."""
    now, saring, user = timezone.now(), read_saring(request), request.user
    on = timezone.localdate(now)
    ppks, _orang = get_parts(usulan)
    record_views(entri=[ppks] if ppks.tingkat == Tingkat.TERBATAS else [], by=user)
    is_menunggu = usulan.status == StatusUsulan.MENUNGGU_VERIFIKASI
    page = {
        "rincian": get_rincian(usulan, user=user, on=on),
        "sekitar": queries.list_around(user, saring, usulan=usulan, on=on, now=now),
        "form": form,
        "salah": salah,
        "kunci": new_id(),
        "is_menunggu": is_menunggu,
        "terakhir": None if is_menunggu else get_last_keputusan(usulan.pk, user),
        **frame(request, saring),
    }
    return render(request, "verification/antrean.html", page)


def draw_conflict(request: SignedInRequest, usulan: Usulan) -> HttpResponse:
    """409: somebody was faster, and who."""
    saring = read_saring(request)
    berikut = queries.get_next(request.user, saring, usulan=usulan, now=timezone.now())
    page = {
        "keputusan": get_last_keputusan(usulan.pk, request.user),
        "lihat_url": reverse("verification:periksa", args=[usulan.pk]),
        "berikut_url": to_url(berikut, saring),
    }
    return render(request, "verification/bentrok.html", page, status=409)


def frame(request: SignedInRequest, saring: Saring) -> dict[str, Any]:
    """What both pages of the queue share."""
    chips = queries.list_chips(request.user, saring, now=timezone.now())
    total = next(chip.jumlah for chip in chips if chip.is_dipilih)
    query = f"?{urlencode({'saring': saring})}" if saring else ""
    page = {"chips": chips, "total": total, "saring": saring, "query": query, **_toast(request)}
    return page | {"perubahan": count_waiting(request.user)}


def _toast(request: SignedInRequest) -> dict[str, Toast]:
    pk = _read_id(request, "selesai")
    keputusan = get_keputusan(pk, request.user) if pk else None
    if keputusan is None or keputusan.hasil not in _SELESAI:
        return {}
    return {"toast": _say(request, keputusan)}


def _say(request: SignedInRequest, keputusan: Keputusan) -> Toast:
    on = timezone.localdate()
    nama = get_nama_list(keputusan.usulan, list_kategori_names(on), user=request.user, on=on)
    if keputusan.dibatalkan_pada:
        return Toast(f"Keputusan untuk {nama} sudah diurungkan.")
    url = reverse("verification:urungkan", args=[keputusan.pk])
    return Toast(f"{nama} {_SELESAI[Hasil(keputusan.hasil)]}.", url)


def read_saring(request: SignedInRequest) -> Saring:
    """The filter in use, from the form or the address."""
    return queries.parse_saring(request.POST.get("saring") or request.GET.get("saring", ""))


def to_url(usulan_id: UUID | None, saring: Saring, **more: UUID | None) -> str:
    """The address of a proposal, or of the queue where none is left, with the filter kept."""
    url = (
        reverse("verification:periksa", args=[usulan_id])
        if usulan_id
        else reverse("verification:antrean")
    )
    kept = {"saring": str(saring)} if saring else {}
    query = urlencode({**kept, **{name: str(value) for name, value in more.items()}})
    return f"{url}?{query}" if query else url


def _read_id(request: SignedInRequest, name: str) -> UUID | None:
    try:
        return UUID(request.GET.get(name, ""))
    except ValueError:
        return None
