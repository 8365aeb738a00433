"""Changing a person or an entry: the form, what would change, and a version that moved on."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode

from balale.access.decorators import requires
from balale.access.ids import new_id
from balale.access.rules.policy import Permission, Tingkat, is_allowed
from balale.access.services.receipts import get_receipt, write_once
from balale.access.services.versions import parse_key
from balale.access.session_rules import SignedInRequest
from balale.access.vault import Vault
from balale.desk.forms.ubah import Ubah, UbahEntri, UbahWarga
from balale.kit.chrome import Toast
from balale.kit.errors import DomainError, StaleVersion
from balale.registry.models import JenisPerubahan, Perubahan
from balale.registry.queries.entry import list_dusun
from balale.registry.queries.people import get_orang
from balale.registry.queries.perubahan import get_entri, get_perubahan
from balale.registry.services import acts, details, edit
from balale.registry.services.reveal import record_views

_BOTH = ("GET", "POST")
_JENIS = "ubah"
SELESAI = {
    JenisPerubahan.DATA: "Perubahan tersimpan.",
    JenisPerubahan.ISIAN: "Perubahan tersimpan.",
    JenisPerubahan.USULAN: "Terkirim. Perubahan menunggu DSP3A.",
    JenisPerubahan.KELUARGA: "Susunan keluarga tersimpan.",
    JenisPerubahan.MENINGGAL: "Tercatat meninggal. Bantuan berhenti hari ini.",
    JenisPerubahan.KELUAR: "Keluar dari daftar.",
}


@requires(Permission.DATA_CHANGE, methods=_BOTH)
def ubah_warga(request: SignedInRequest, orang_id: UUID) -> HttpResponse:
    """Change the person's own facts and address."""
    sheet = _open_warga(request, orang_id)
    return _answer(request, sheet) if sheet.is_posted else _draw_form(request, sheet)


@requires(Permission.DATA_CHANGE, methods=_BOTH)
def ubah_entri(request: SignedInRequest, ppks_id: UUID) -> HttpResponse:
    """Change what was ticked and answered for one entry."""
    sheet = _open_entri(request, ppks_id)
    try:
        edit.check_changeable(sheet.ppks)
    except DomainError as error:
        messages.warning(request, str(error))
        return redirect("desk:warga_detail", sheet.orang.pk)
    return _answer(request, sheet) if sheet.is_posted else _draw_form(request, sheet)


@requires(Permission.DATA_CHANGE, methods=("POST",))
def batalkan(request: SignedInRequest, perubahan_id: UUID) -> HttpResponse:
    """Take an act back; a second tap changes nothing."""
    perubahan = get_perubahan(perubahan_id, request.user)
    if perubahan is None:
        raise Http404
    try:
        acts.undo_act(perubahan=perubahan, by=request.user, now=timezone.now())
    except DomainError as error:
        messages.warning(request, str(error))
    else:
        messages.success(request, "Perubahan dibatalkan. Datanya kembali seperti semula.")
    return redirect(to_dossier(perubahan.orang_id, perubahan.keluarga_id))


def to_dossier(orang_id: UUID | None, keluarga_id: UUID | None, selesai: UUID | None = None) -> str:
    """The page the act is about, with the act to be told of."""
    url = (
        reverse("desk:warga_detail", args=[orang_id])
        if orang_id
        else reverse("desk:keluarga", args=[keluarga_id])
    )
    return f"{url}?{urlencode({'selesai': str(selesai)})}" if selesai else url


def frame_ubah(request: SignedInRequest) -> dict[str, object]:
    """What a page about a person or family needs: may its reader change it, and what was done."""
    may_change = is_allowed(request.user.role, Permission.DATA_CHANGE)
    perubahan = _read_selesai(request) if may_change else None
    if perubahan is None:
        return {"may_change": may_change}
    words = SELESAI[JenisPerubahan(perubahan.jenis)]
    if perubahan.dibatalkan_pada is not None:
        return {"may_change": True}
    url = reverse("desk:batalkan", args=[perubahan.pk])
    return {"may_change": True, "toast": Toast(words, url)}


def _read_selesai(request: SignedInRequest) -> Perubahan | None:
    """The act just done, named by the address."""
    try:
        perubahan_id = UUID(request.GET.get("selesai", ""))
    except ValueError:
        return None
    return get_perubahan(perubahan_id, request.user)


def _open_warga(request: SignedInRequest, orang_id: UUID) -> UbahWarga:
    orang, user = get_orang(orang_id, request.user), request.user
    if orang is None:
        raise Http404
    is_posted = request.method == "POST"
    asal = (
        edit.read_warga(orang, vault=Vault())
        if is_posted
        else edit.open_orang(orang=orang, by=user)
    )
    posted = request.POST if is_posted else None
    return UbahWarga(posted, orang=orang, asal=asal, by=user, on=timezone.localdate())


def _open_entri(request: SignedInRequest, ppks_id: UUID) -> UbahEntri:
    found, user = get_entri(ppks_id, request.user), request.user
    if found is None:
        raise Http404
    ppks, orang = found
    record_views(entri=[ppks] if ppks.tingkat == Tingkat.TERBATAS else [], by=user)
    is_posted = request.method == "POST"
    asal = (
        details.read_entri(ppks, vault=Vault())
        if is_posted
        else edit.open_entri(ppks=ppks, by=user)
    )
    posted = request.POST if is_posted else None
    return UbahEntri(posted, ppks=ppks, orang=orang, asal=asal, by=user, on=timezone.localdate())


def _answer(request: SignedInRequest, sheet: Ubah) -> HttpResponse:
    """From the form to the list of changes, over a choice where the version moved on."""
    kunci = parse_key(request.POST.get("kunci"))
    receipt = get_receipt(kunci=kunci, by=request.user)
    if receipt is not None:
        return _done(sheet, receipt.object_id)
    aksi = request.POST.get("aksi", "")
    if aksi == "ubah" or not sheet.is_valid():
        return _draw_form(request, sheet)
    is_chosen = aksi != "pilih" or sheet.take_choices(request.POST)
    if sheet.is_stale or not is_chosen:
        return _draw_bentrok(request, sheet, is_asked=not is_chosen)
    try:
        return _save(request, sheet, kunci) if aksi == "simpan" else _draw_beda(request, sheet)
    except DomainError as error:
        sheet.pesan_umum = str(error)
        return _draw_form(request, sheet)


def _save(request: SignedInRequest, sheet: Ubah, kunci: UUID) -> HttpResponse:
    def write() -> UUID:
        return sheet.write(timezone.now()).pk

    try:
        outcome = write_once(kunci=kunci, jenis=_JENIS, by=request.user, write=write)
    except StaleVersion:
        return _draw_bentrok(request, sheet, is_asked=False)
    return _done(sheet, outcome.receipt.object_id)


def _done(sheet: Ubah, perubahan_id: UUID | None) -> HttpResponse:
    return redirect(to_dossier(sheet.orang.pk, None, perubahan_id))


def _draw_form(request: SignedInRequest, sheet: Ubah) -> HttpResponse:
    page = _page(request, sheet) | {
        "versi": sheet.versi,
        "dusun_list": list_dusun(request.user, sheet.orang.desa_id),
    }
    return render(request, sheet.template, page)


def _draw_beda(request: SignedInRequest, sheet: Ubah) -> HttpResponse:
    beda = sheet.list_beda()
    if not beda:
        raise DomainError(edit.SAME, code="same")
    menunggu = sheet.menunggu
    page = _page(request, sheet) | {
        "versi": sheet.versi,
        "menunggu": menunggu,
        "langsung": [satu for satu in beda if satu not in menunggu],
    }
    return render(request, "desk/ubah/periksa.html", page)


def _draw_bentrok(request: SignedInRequest, sheet: Ubah, *, is_asked: bool) -> HttpResponse:
    """409: both versions side by side; what was typed is carried along."""
    page = _page(request, sheet) | {
        "versi": sheet.dasar,
        "bentrok": sheet.list_bentrok(),
        "lain": sheet.terakhir,
        "is_asked": is_asked,
    }
    return render(request, "desk/ubah/bentrok.html", page, status=409)


def _page(request: SignedInRequest, sheet: Ubah) -> dict[str, object]:
    return {
        "sheet": sheet,
        "orang": sheet.orang,
        "kunci": request.POST.get("kunci") or new_id(),
        "kembali": reverse("desk:warga_detail", args=[sheet.orang.pk]),
    }
