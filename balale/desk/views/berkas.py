"""Photographs and papers: sent, looked at, replaced, ended and restored."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode

from balale.access.decorators import requires
from balale.access.ids import new_id
from balale.access.models import Receipt
from balale.access.rules.policy import Permission, is_allowed
from balale.access.services.receipts import get_receipt, write_once
from balale.access.services.versions import parse_key, parse_version
from balale.access.session_rules import SignedInRequest
from balale.desk.forms.berkas import AkhiriForm, KirimForm
from balale.desk.views.people import list_open
from balale.kit.errors import DomainError
from balale.registry.models import Berkas, Keluarga, Orang
from balale.registry.queries import berkas as queries
from balale.registry.queries.keluarga import get_keluarga_row
from balale.registry.queries.people import get_orang, list_kategori_names
from balale.registry.rules.berkas import is_behind_reason
from balale.registry.rules.buka import Bagian
from balale.registry.services import berkas_warga as services

_BOTH = ("GET", "POST")
_JENIS = "berkas"
# Nothing inside a file may run, load or be framed, whatever it turns out to be.
POLICY_ISI = "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; sandbox"


@requires(Permission.FILE_CHANGE, methods=_BOTH)
def warga_berkas(request: SignedInRequest, orang_id: UUID) -> HttpResponse:
    """Send a photo or paper of a person."""
    orang = get_orang(orang_id, request.user)
    if orang is None:
        raise Http404
    return _answer(request, orang)


@requires(Permission.FILE_CHANGE, methods=_BOTH)
def keluarga_berkas(request: SignedInRequest, keluarga_id: UUID) -> HttpResponse:
    """Send a photo or paper of a family."""
    keluarga = get_keluarga_row(keluarga_id, request.user)
    if keluarga is None:
        raise Http404
    return _answer(request, keluarga)


@requires(Permission.FILE_CHANGE, methods=_BOTH)
def berkas_ganti(request: SignedInRequest, berkas_id: UUID) -> HttpResponse:
    """Send a newer one in the place of a file, which ends."""
    lama = _get(request, berkas_id)
    if lama.diakhiri_pada is not None and request.method != "POST":
        return redirect(to_section(lama.pemilik))
    return _answer(request, lama.pemilik, lama)


@requires(Permission.ORANG_READ)
def berkas(request: SignedInRequest, berkas_id: UUID) -> HttpResponse:
    """One file with what is known of it; behind a reason where lists are closed."""
    found = _get(request, berkas_id)
    if not _is_open(request, found):
        return redirect(to_section(found.pemilik))
    return _show(request, found, AkhiriForm(on=timezone.localdate()))


@requires(Permission.ORANG_READ)
def berkas_isi(request: SignedInRequest, berkas_id: UUID) -> HttpResponse:
    """The content itself, on record: a picture in the page, a paper as a file to keep apart."""
    found = _get(request, berkas_id)
    if not _is_open(request, found):
        return redirect(to_section(found.pemilik))
    services.record_view(berkas=found, by=request.user)
    content = queries.read_isi(found, user=request.user)
    is_foto = found.format == "jpeg"
    response = HttpResponse(content, content_type="image/jpeg" if is_foto else "application/pdf")
    shown = "inline" if is_foto else "attachment"
    response["Content-Disposition"] = f'{shown}; filename="berkas.{found.format}"'
    response["Content-Security-Policy"] = POLICY_ISI
    response["Cross-Origin-Resource-Policy"] = "same-origin"
    return response


@requires(Permission.FILE_CHANGE, methods=("POST",))
def berkas_akhiri(request: SignedInRequest, berkas_id: UUID) -> HttpResponse:
    """End a file with a reason; the page after it offers to undo."""
    found = _get(request, berkas_id)
    form = AkhiriForm(request.POST, on=timezone.localdate())
    if not form.is_valid():
        return _show(request, found, form)

    def write() -> UUID:
        services.end_berkas(
            berkas=found, base=parse_version(request.POST.get("versi")),
            alasan=form.cleaned_data["alasan"], by=request.user, now=timezone.now(),
        )  # fmt: skip
        return found.pk

    kunci = parse_key(request.POST.get("kunci"))
    write_once(kunci=kunci, jenis="berkas_akhiri", by=request.user, write=write)
    return redirect(to_section(found.pemilik, found.pk))


@requires(Permission.FILE_CHANGE, methods=("POST",))
def berkas_pulihkan(request: SignedInRequest, berkas_id: UUID) -> HttpResponse:
    """Show an ended file again; a second tap changes nothing."""
    found = _get(request, berkas_id)
    try:
        services.restore_berkas(berkas=found, by=request.user, now=timezone.now())
    except DomainError as error:
        messages.warning(request, str(error))
    else:
        messages.success(request, "Berkas berlaku lagi.")
    return redirect(to_section(found.pemilik))


def to_section(subjek: Orang | Keluarga, berkas_id: UUID | None = None) -> str:
    """The section of files on the page of their person or family, with the one to be told of."""
    name = "desk:warga_detail" if isinstance(subjek, Orang) else "desk:keluarga"
    told = f"?{urlencode({'berkas': str(berkas_id)})}" if berkas_id else ""
    return f"{reverse(name, args=[subjek.pk])}{told}#berkas"


def _get(request: SignedInRequest, berkas_id: UUID) -> Berkas:
    found = queries.get_berkas(berkas_id, request.user)
    if found is None:
        raise Http404
    return found


def _is_open(request: SignedInRequest, berkas: Berkas) -> bool:
    """True where no reason is needed, or one was given within the last 15 minutes."""
    if not is_behind_reason(berkas.jenis, berkas.tingkat):
        return True
    return Bagian.BERKAS in list_open(request, berkas.subjek_id)


def _answer(
    request: SignedInRequest, subjek: Orang | Keluarga, lama: Berkas | None = None
) -> HttpResponse:
    """The form, or where it leads: the same key sent again leads there without a second file."""
    is_posted = request.method == "POST"
    if is_posted and (receipt := _get_receipt(request)):
        return redirect(to_section(subjek, receipt.object_id))
    form = KirimForm(
        request.POST if is_posted else None, request.FILES if is_posted else None,
        on=timezone.localdate(), kategori=[] if lama else _list_kategori(request, subjek),
    )  # fmt: skip
    if not (is_posted and form.is_valid()):
        return _draw(request, subjek, form, lama)
    try:
        baru = _save(request, subjek, form, lama)
    except DomainError as error:
        form.add_domain_error(error)
        return _draw(request, subjek, form, lama)
    return redirect(to_section(subjek, baru))


def _get_receipt(request: SignedInRequest) -> Receipt | None:
    return get_receipt(kunci=parse_key(request.POST.get("kunci")), by=request.user)


def _save(
    request: SignedInRequest, subjek: Orang | Keluarga, form: KirimForm, lama: Berkas | None
) -> UUID | None:
    common: dict[str, Any] = {"isian": form.build(), "by": request.user, "now": timezone.now()}
    untuk = form.cleaned_data.get("untuk")
    entri = queries.list_entri_untuk(subjek, user=request.user) if untuk else []

    def write() -> UUID:
        if lama is not None:
            base = parse_version(request.POST.get("versi"))
            return services.replace_berkas(lama=lama, base=base, **common).pk
        ppks = next((row for row in entri if str(row.pk) == untuk), None)
        return services.add_berkas(subjek=subjek, ppks=ppks, **common).pk

    kunci = parse_key(request.POST.get("kunci"))
    return write_once(kunci=kunci, jenis=_JENIS, by=request.user, write=write).receipt.object_id


def _list_kategori(request: SignedInRequest, subjek: Orang | Keluarga) -> list[tuple[str, str]]:
    entri = queries.list_entri_untuk(subjek, user=request.user)
    nama = list_kategori_names(timezone.localdate()) if entri else {}
    return [(str(row.pk), nama[row.kategori_id].nama) for row in entri if row.kategori_id in nama]


def _draw(
    request: SignedInRequest, subjek: Orang | Keluarga, form: KirimForm, lama: Berkas | None
) -> HttpResponse:
    page = {
        "form": form, "lama": lama, "kembali": to_section(subjek),
        "nama": subjek.nama if isinstance(subjek, Orang) else "Keluarga",
        "kunci": request.POST.get("kunci") or new_id(),
    }  # fmt: skip
    return render(request, "desk/berkas/kirim.html", page)


def _show(request: SignedInRequest, found: Berkas, form: AkhiriForm) -> HttpResponse:
    baris = queries.get_baris(found, user=request.user, on=timezone.localdate(), now=timezone.now())
    pemilik = found.pemilik
    page = {
        "baris": baris, "form": form, "kunci": new_id(), "kembali": to_section(pemilik),
        "nama": pemilik.nama if isinstance(pemilik, Orang) else "Keluarga",
        "may_file": is_allowed(request.user.role, Permission.FILE_CHANGE),
    }  # fmt: skip
    return render(request, "desk/berkas/berkas.html", page)
