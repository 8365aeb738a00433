"""Emergency openings under review: the auditor's weeks, and the unit's explanations."""

from collections.abc import Callable
from uuid import UUID, uuid4

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from balale.access.decorators import requires
from balale.access.rules.policy import Permission, is_allowed
from balale.access.services.receipts import write_once
from balale.access.services.versions import parse_key
from balale.access.session_rules import SignedInRequest
from balale.cases.forms import JelaskanForm, TinjauForm
from balale.cases.queries import darurat as queries
from balale.cases.rules import KeadaanTinjau, minggu_of, parse_minggu
from balale.cases.services.darurat import (
    explain_opening,
    record_review_reading,
    review_opening,
)
from balale.kit.errors import DomainError
from balale.kit.forms import KitForm


@requires(Permission.BREAK_REVIEW)
def tinjauan(request: SignedInRequest) -> HttpResponse:
    """One week of openings, and the weeks where some still wait."""
    now = timezone.now()
    this_week = minggu_of(timezone.localdate(now))
    minggu = parse_minggu(request.GET.get("minggu", "")) or this_week
    context = {
        "minggu": minggu,
        "baris": queries.list_week(request.user, minggu, now=now),
        "menunggu": queries.count_waiting_weeks(request.user),
        "sebelum": minggu.shift(-1) if queries.has_earlier(request.user, minggu) else None,
        "sesudah": minggu.shift(1) if minggu < this_week else None,
    }
    return render(request, "cases/tinjauan.html", context)


@requires(Permission.BREAK_REVIEW, methods=("GET", "POST"))
def tinjau(request: SignedInRequest, buka_id: UUID) -> HttpResponse:
    """One opening: what was read under it, what was found, and the auditor's next finding."""
    review = _get_or_404(request, buka_id)
    form = TinjauForm(request.POST or None)
    if request.method == "POST" and _write(request, form, buka_id, review_opening):
        messages.success(request, "Putusan tercatat.")
        week = minggu_of(timezone.localdate(review.baris.mulai))
        return redirect(f"{reverse('cases:tinjauan')}?minggu={week.kode}")
    record_review_reading(buka_id=buka_id, by=request.user)
    return _draw(request, review, form, back=reverse("cases:tinjauan"))


@requires(Permission.BREAK_ANSWER)
def penjelasan(request: SignedInRequest) -> HttpResponse:
    """Openings in the own unit whose review isn't closed."""
    baris = queries.list_unit_waiting(request.user, now=timezone.now())
    return render(request, "cases/penjelasan.html", {"baris": baris})


@requires(Permission.BREAK_ANSWER, methods=("GET", "POST"))
def jelaskan(request: SignedInRequest, buka_id: UUID) -> HttpResponse:
    """One opening in the own unit; the koordinator explains it where the auditor asked."""
    review = _get_or_404(request, buka_id)
    form = JelaskanForm(request.POST or None)
    if request.method == "POST" and _write(request, form, buka_id, explain_opening):
        messages.success(request, "Penjelasan terkirim kepada auditor.")
        return redirect("cases:penjelasan")
    record_review_reading(buka_id=buka_id, by=request.user)
    return _draw(request, review, form, back=reverse("cases:penjelasan"))


def _get_or_404(request: SignedInRequest, buka_id: UUID) -> queries.Tinjauan:
    review = queries.get_review(buka_id, request.user, now=timezone.now())
    if review is None:
        raise Http404
    return review


def _write(
    request: SignedInRequest, form: KitForm, buka_id: UUID, run: Callable[..., None]
) -> bool:
    """Take one step of a review, once; a refusal goes into the form."""
    kunci = parse_key(request.POST.get("kunci"))
    if not form.is_valid():
        return False

    def write() -> None:
        run(buka_id=buka_id, by=request.user, now=timezone.now(), **form.cleaned_data)

    try:
        write_once(kunci=kunci, jenis="tinjauan", by=request.user, write=write)
    except DomainError as error:
        form.add_domain_error(error)
        return False
    return True


def _draw(
    request: SignedInRequest, review: queries.Tinjauan, form: KitForm, *, back: str
) -> HttpResponse:
    is_auditor = is_allowed(request.user.role, Permission.BREAK_REVIEW)
    keadaan = review.baris.keadaan
    context = {
        "tinjauan": review,
        "baris": review.baris,
        "form": form,
        "kunci": uuid4(),
        "back": back,
        "is_auditor": is_auditor,
        "may_answer": keadaan.is_waiting if is_auditor else keadaan is KeadaanTinjau.DIMINTA,
    }
    return render(request, "cases/tinjau.html", context)
