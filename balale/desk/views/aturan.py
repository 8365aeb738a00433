"""Dated data for the pengelola data: what is in force, what will be, and drafts of changes."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from balale.access.decorators import requires
from balale.access.ids import new_id
from balale.access.rules.policy import Permission
from balale.access.services.receipts import write_once
from balale.access.services.versions import parse_key
from balale.access.session_rules import SignedInRequest
from balale.desk.forms.aturan import DaftarForm
from balale.kit.errors import DomainError
from balale.registry.models import JenisAturan
from balale.registry.queries import rancangan as queries
from balale.registry.queries.versi import (
    get_objek_name,
    get_versi_list,
    get_versi_now,
    list_objek,
)
from balale.registry.rules.versi import compare, describe
from balale.registry.services import rancangan as services

JENIS = {str(jenis): str(jenis.label) for jenis in JenisAturan}
IKON = {
    "formulir": "clipboard-list", "lembar": "home", "kategori": "list", "daftar": "table",
    "kop": "file-text", "pengumuman": "bell",
}  # fmt: skip
RECEIPT = "aturan"
OBJEK_MAKS = 40


@requires(Permission.RULES_EDIT)
def aturan(request: SignedInRequest) -> HttpResponse:
    """The five kinds, and the drafts at work."""
    page = {
        "jenis_list": [(jenis, label, IKON[jenis]) for jenis, label in JENIS.items()],
        "terbuka": [(row, _name(row)) for row in queries.list_open(request.user)],
        "ditolak": [(row, _name(row)) for row in queries.list_refused(request.user)],
        "akan": [(row, _name(row)) for row in queries.list_coming(request.user, _today())],
    }
    return render(request, "desk/aturan/aturan.html", page)


def _today():
    return timezone.localdate()


def _take_objek(sent: QueryDict) -> str:
    """The thing that is named; what can't be a name of one is not found."""
    objek = sent.get("objek", "")
    if len(objek) > OBJEK_MAKS or not objek.isprintable():
        raise Http404
    return objek


def _name(row) -> str:
    return get_objek_name(row.jenis, row.isi)


@requires(Permission.RULES_EDIT)
def aturan_lihat(request: SignedInRequest) -> HttpResponse:
    """All things of one kind, forms where none is named; with `objek` the versions of one."""
    jenis, objek = request.GET.get("jenis") or "formulir", _take_objek(request.GET)
    if jenis not in JENIS:
        raise Http404
    if objek:
        return _show_objek(request, jenis, objek)
    page = {
        "jenis": jenis, "label": JENIS[jenis], "kunci": new_id(), "hari_ini": _today(),
        "objek_list": [
            (objek, nama, rows[-1], len(rows)) for objek, nama, rows in list_objek(jenis)
        ],
    }  # fmt: skip
    return render(request, "desk/aturan/daftar.html", page)


def _show_objek(request: SignedInRequest, jenis: str, objek: str) -> HttpResponse:
    """What each version changed against the one before it, the newest first."""
    versi_list = get_versi_list(jenis, objek)
    if not versi_list:
        raise Http404
    befores = [None, *(versi.isi for versi in versi_list)]
    today = _today()
    page = {
        "jenis": jenis, "label": JENIS[jenis], "objek": objek, "kunci": new_id(),
        "nama": get_objek_name(jenis, versi_list[-1].isi),
        "sekarang": describe(jenis, (get_versi_now(versi_list, today) or versi_list[-1]).isi),
        "rancangan": queries.get_open(jenis, objek, request.user),
        "akan": queries.list_coming(request.user, today, jenis, objek),
        "dicabut": queries.list_revoked(jenis, objek, request.user),
        "versi_list": [
            (versi, compare(jenis, before, versi.isi) if before else [],
             versi.is_in_force(today), versi.mulai > today)
            for versi, before in zip(versi_list, befores, strict=False)
        ][::-1],
    }  # fmt: skip
    return render(request, "desk/aturan/objek.html", page)


@requires(Permission.RULES_EDIT, methods=("POST",))
def aturan_mulai(request: SignedInRequest) -> HttpResponse:
    """Start a draft of the named thing, or go on with the open one."""
    jenis, objek = request.POST.get("jenis", ""), _take_objek(request.POST)
    kunci = parse_key(request.POST.get("kunci"))
    if jenis not in JENIS or (not objek and jenis != JenisAturan.PENGUMUMAN):
        raise Http404
    present = queries.get_open(jenis, objek, request.user) if objek else None
    if present is not None:
        return redirect("desk:aturan_rancangan", present.pk)

    def write() -> UUID:
        return services.start_rancangan(
            jenis=jenis, objek=objek, by=request.user, now=timezone.now()
        ).pk

    try:
        outcome = write_once(kunci=kunci, jenis=RECEIPT, by=request.user, write=write)
    except DomainError:
        raise Http404 from None
    return redirect("desk:aturan_rancangan", outcome.receipt.object_id)


@requires(Permission.RULES_EDIT, methods=("GET", "POST"))
def daftar_baru(request: SignedInRequest) -> HttpResponse:
    """Name a list that there is not yet; its choices are added to the draft."""
    form = DaftarForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            return _start_daftar(request, form.cleaned_data["nama"])
        except DomainError as error:
            form.add_domain_error(error)
    return render(request, "desk/aturan/daftar_baru.html", {"form": form, "kunci": new_id()})


def _start_daftar(request: SignedInRequest, nama: str) -> HttpResponse:
    def write() -> UUID:
        return services.start_daftar(nama=nama, by=request.user, now=timezone.now()).pk

    kunci = parse_key(request.POST.get("kunci"))
    outcome = write_once(kunci=kunci, jenis=RECEIPT, by=request.user, write=write)
    return redirect("desk:aturan_rancangan", outcome.receipt.object_id)


@requires(Permission.RULES_EDIT, methods=("POST",))
def aturan_hentikan(request: SignedInRequest) -> HttpResponse:
    """End an announcement; it is shown for the last time today."""
    objek = request.POST.get("objek", "")

    def write() -> None:
        services.end_pengumuman(objek=objek, by=request.user, today=_today())

    kunci = parse_key(request.POST.get("kunci"))
    try:
        write_once(kunci=kunci, jenis=RECEIPT, by=request.user, write=write)
    except DomainError as error:
        messages.warning(request, str(error))
    else:
        messages.success(request, "Pengumuman berakhir. Besok tidak tampil lagi.")
    return redirect(reverse("desk:aturan_lihat") + "?jenis=pengumuman")
