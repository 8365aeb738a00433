"""The second signature on a refusal: what waits for the head of office, and what it decides."""

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from balale.access.decorators import requires
from balale.access.ids import new_id
from balale.access.rules.policy import Permission, Tingkat
from balale.access.services.receipts import write_once
from balale.access.services.versions import MissingPrecondition, parse_key
from balale.access.session_rules import SignedInRequest
from balale.kit.errors import DomainError, StaleVersion
from balale.registry.models import Keputusan, StatusUsulan, Usulan
from balale.registry.queries.people import list_kategori_names
from balale.registry.queries.rincian import get_rincian
from balale.registry.queries.usulan import get_keputusan, get_nama_list, get_parts
from balale.registry.rules.usulan import Dasar, Langkah, parse_dasar
from balale.registry.services import decide
from balale.registry.services.reveal import record_views
from balale.registry.services.undo import undo_decision
from balale.verification import refusals
from balale.verification.forms import PeriksaLagiForm

_CONFIRM = Permission.REFUSAL_CONFIRM
Act = Callable[[Dasar], Keputusan]


@requires(_CONFIRM)
def penolakan_list(request: SignedInRequest) -> HttpResponse:
    """What waits for the second signature, and the own decisions that may be taken back."""
    on, now = timezone.localdate(), timezone.now()
    kategori = list_kategori_names(on)
    putusan = [
        (satu, get_nama_list(satu.usulan, kategori, user=request.user, on=on))
        for satu in refusals.list_decided(request.user, now=now)
    ]
    page = {"baris": refusals.list_waiting(request.user, on=on), "putusan": putusan}
    return render(request, "verification/penolakan_list.html", page)


@requires(_CONFIRM)
def penolakan(request: SignedInRequest, usulan_id: UUID) -> HttpResponse:
    """One proposed refusal with its reason and everything known."""
    return _draw(request, _get_or_404(request, usulan_id), PeriksaLagiForm())


@requires(_CONFIRM, methods=("POST",))
def penolakan_setuju(request: SignedInRequest, usulan_id: UUID) -> HttpResponse:
    """Sign the refusal."""
    usulan = _get_or_404(request, usulan_id)

    def act(dasar: Dasar) -> Keputusan:
        return decide.confirm_refusal(
            usulan=usulan, dasar=dasar, by=request.user, now=timezone.now()
        )

    return _decide(request, usulan, act, PeriksaLagiForm(), "Data ditolak. Desa melihat alasannya.")


@requires(_CONFIRM, methods=("POST",))
def penolakan_kembali(request: SignedInRequest, usulan_id: UUID) -> HttpResponse:
    """Send it back to the verifikator with words."""
    usulan = _get_or_404(request, usulan_id)
    form = PeriksaLagiForm(request.POST)
    if not form.is_valid():
        return _draw(request, usulan, form)

    def act(dasar: Dasar) -> Keputusan:
        return decide.decline_refusal(
            usulan=usulan, dasar=dasar, catatan=form.cleaned_data["catatan"].strip(),
            by=request.user, now=timezone.now(),
        )  # fmt: skip

    return _decide(request, usulan, act, form, "Dikembalikan ke verifikator.")


@requires(_CONFIRM, methods=("POST",))
def penolakan_urungkan(request: SignedInRequest, keputusan_id: UUID) -> HttpResponse:
    """Take an own decision back; the refusal waits again."""
    keputusan = get_keputusan(keputusan_id, request.user)
    if keputusan is None or keputusan.langkah != Langkah.PENOLAKAN:
        raise Http404
    try:
        undo_decision(keputusan=keputusan, by=request.user, now=timezone.now())
    except DomainError as error:
        messages.warning(request, str(error))
    else:
        messages.success(request, "Diurungkan. Penolakan ini menunggu lagi.")
    return redirect("verification:penolakan_list")


def _get_or_404(request: SignedInRequest, usulan_id: UUID) -> Usulan:
    usulan = refusals.get_refusal(usulan_id, request.user)
    if usulan is None:
        raise Http404
    return usulan


def _decide(
    request: SignedInRequest, usulan: Usulan, act: Act, form: PeriksaLagiForm, words: str
) -> HttpResponse:
    """Write the decision once; 428 without version or key, 409 when somebody was faster."""
    kunci = parse_key(request.POST.get("kunci"))
    dasar = parse_dasar(request.POST.get("versi", ""))
    if dasar is None:
        raise MissingPrecondition
    try:
        write_once(kunci=kunci, jenis="keputusan", by=request.user, write=lambda: act(dasar).pk)
    except StaleVersion:
        return _draw(request, usulan, form, status=409)
    except DomainError as error:
        return _draw(request, usulan, form, salah=str(error))
    messages.success(request, words)
    return redirect("verification:penolakan_list")


def _draw(
    request: SignedInRequest, usulan: Usulan, form: PeriksaLagiForm, *, salah: str = "",
    status: int = 200,
) -> HttpResponse:  # fmt: skip
    ppks, _orang = get_parts(usulan)
    record_views(entri=[ppks] if ppks.tingkat == Tingkat.TERBATAS else [], by=request.user)
    page = {
        "rincian": get_rincian(usulan, user=request.user, on=timezone.localdate()),
        "usul": refusals.get_proposal(usulan, request.user),
        "form": form,
        "salah": salah,
        "is_berubah": status == 409,
        "is_menunggu": usulan.status == StatusUsulan.MENUNGGU_PENOLAKAN,
        "kunci": new_id(),
    }
    return render(request, "verification/penolakan.html", page, status=status)
