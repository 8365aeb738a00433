"""The operator mends an entry that came back: one page, the marked field in front."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from balale.access.decorators import requires
from balale.access.ids import new_id
from balale.access.rules.policy import Permission, Tingkat
from balale.access.services.receipts import get_receipt, write_once
from balale.access.services.versions import MissingPrecondition, parse_key
from balale.access.session_rules import SignedInRequest
from balale.access.vault import Vault
from balale.desk.forms.fix import Perbaikan
from balale.desk.views.fix_komunitas import mend_komunitas
from balale.kit.errors import DomainError
from balale.registry.models import Keputusan, Orang, Ppks, Usulan
from balale.registry.queries.perubahan import is_identity_waiting
from balale.registry.queries.rincian import to_baris_keputusan
from balale.registry.queries.usulan import get_dasar, get_parts, get_returned
from balale.registry.rules.usulan import parse_dasar, split_kolom
from balale.registry.services.correct import correct_ppks, open_correction
from balale.registry.services.reveal import record_views


@requires(Permission.PPKS_ENTER, methods=("GET", "POST"))
def perbaiki(request: SignedInRequest, ppks_id: UUID) -> HttpResponse:
    """Show what is stored with the marked fields, or write what was mended."""
    found = get_returned(ppks_id, request.user)
    if found is None:
        return _answer_replay(request, ppks_id)
    usulan, keputusan = found
    ppks, orang = get_parts(usulan)
    if ppks.komunitas_id is not None:
        return mend_komunitas(request, usulan, keputusan)
    on = timezone.localdate()
    asal = open_correction(ppks=ppks, by=request.user)
    lembar = Perbaikan(request.POST or None, ppks=ppks, asal=asal, on=on)
    try:
        if request.method == "POST":
            kunci = parse_key(request.POST.get("kunci"))
            if lembar.is_valid():
                return _save(request, ppks, orang, lembar, kunci)
    except DomainError as error:
        lembar.pesan_umum = str(error)
    return _draw(request, lembar, usulan, keputusan)


def _save(
    request: SignedInRequest, ppks: Ppks, orang: Orang, lembar: Perbaikan, kunci: UUID
) -> HttpResponse:
    dasar = parse_dasar(request.POST.get("versi", ""))
    if dasar is None:
        raise MissingPrecondition

    def write() -> UUID:
        return correct_ppks(
            ppks=ppks, dasar=dasar, isian=lembar.build(), by=request.user, on=lembar.on,
            now=timezone.now(),
        ).pk  # fmt: skip

    write_once(kunci=kunci, jenis="perbaikan", by=request.user, write=write)
    return _to_home(request, is_waiting=is_identity_waiting(orang, request.user))


def _answer_replay(request: SignedInRequest, ppks_id: UUID) -> HttpResponse:
    """The same form sent again answers as the first time; anything else is not found."""
    try:
        kunci = parse_key(request.POST.get("kunci"))
    except MissingPrecondition:
        raise Http404 from None
    if get_receipt(kunci=kunci, by=request.user) is None:
        raise Http404
    return _to_home(request)


def _to_home(request: SignedInRequest, *, is_waiting: bool = False) -> HttpResponse:
    words = "Perbaikan terkirim. Menunggu persetujuan kepala desa."
    if is_waiting:
        words = f"{words} Perubahan identitas menunggu DSP3A."
    messages.success(request, words)
    return redirect("desk:beranda")


def _draw(
    request: SignedInRequest, lembar: Perbaikan, usulan: Usulan, keputusan: Keputusan
) -> HttpResponse:
    ppks = lembar.ppks
    record_views(entri=[ppks] if ppks.tingkat == Tingkat.TERBATAS else [], by=request.user)
    sebab = to_baris_keputusan(keputusan, Vault())
    if not lembar.is_posted:
        lembar.mark(split_kolom(keputusan.kolom_ditandai), sebab.catatan or sebab.alasan)
    page = {
        "lembar": lembar,
        "sebab": sebab,
        "orang": usulan.orang,
        "dasar": request.POST.get("versi") or str(get_dasar(usulan)),
        "kunci": request.POST.get("kunci") or new_id(),
    }
    return render(request, "desk/fix/perbaiki.html", page)
