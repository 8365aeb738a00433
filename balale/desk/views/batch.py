"""The village head: what waits, one proposal, approve a batch, send back, take back."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from balale.access.decorators import requires
from balale.access.ids import new_id
from balale.access.rules.policy import Permission, Tingkat
from balale.access.services.receipts import write_once
from balale.access.services.versions import MissingPrecondition, parse_key
from balale.access.session_rules import SignedInRequest
from balale.desk.forms.batch import PersetujuanForm
from balale.kit.chrome import Toast
from balale.kit.errors import DomainError, StaleVersion
from balale.registry.models import StatusUsulan, Usulan
from balale.registry.queries import usulan as queries
from balale.registry.queries.rincian import get_rincian
from balale.registry.rules.usulan import Hasil, parse_dasar
from balale.registry.services import decide
from balale.registry.services.reveal import record_views
from balale.registry.services.undo import undo_batch
from balale.verification.forms import KembalikanForm
from balale.verification.queries import list_riwayat


@requires(Permission.PPKS_APPROVE, methods=("GET", "POST"))
def persetujuan(request: SignedInRequest) -> HttpResponse:
    """The whole batch on one page, all ticked; one button."""
    hari_ini = timezone.localdate()
    baris = queries.list_batch(request.user, hari_ini)
    form = PersetujuanForm(request.POST or None, baris=baris, on=hari_ini)
    try:
        if request.method == "POST":
            kunci = parse_key(request.POST.get("kunci"))
            if form.is_valid():
                return _approve(request, form, kunci)
    except DomainError as error:
        form.add_domain_error(error)
    jumlah = sum(dipilih for _satu, dipilih in form.rows)
    page = {"form": form, "jumlah": jumlah, "kunci": request.POST.get("kunci") or new_id()}
    return render(request, "desk/batch/daftar.html", {**page, **_toast(request)})


def _approve(request: SignedInRequest, form: PersetujuanForm, kunci: UUID) -> HttpResponse:
    def write() -> UUID:
        hasil = decide.approve_batch(
            pilihan=form.pilihan(), acara=form.acara(), by=request.user, now=timezone.now()
        )
        if not hasil.keputusan:
            raise hasil.dilewati[0][1] if hasil.dilewati else StaleVersion()
        if hasil.dilewati:
            first = str(hasil.dilewati[0][1])
            messages.warning(request, f"{len(hasil.dilewati)} data belum disetujui. {first}")
        return hasil.keputusan[0].pk

    outcome = write_once(kunci=kunci, jenis="persetujuan", by=request.user, write=write)
    return redirect(f"{reverse('desk:persetujuan')}?selesai={outcome.receipt.object_id}")


def _get_or_404(request: SignedInRequest, usulan_id: UUID) -> Usulan:
    usulan = queries.get_usulan(usulan_id, request.user)
    if usulan is None:
        raise Http404
    return usulan


@requires(Permission.PPKS_APPROVE)
def persetujuan_rincian(request: SignedInRequest, usulan_id: UUID) -> HttpResponse:
    """One proposal in full; opening a terbatas entry leaves its line."""
    usulan = _get_or_404(request, usulan_id)
    ppks, _orang = queries.get_parts(usulan)
    record_views(entri=[ppks] if ppks.tingkat == Tingkat.TERBATAS else [], by=request.user)
    page = {
        "rincian": get_rincian(usulan, user=request.user, on=timezone.localdate()),
        "is_menunggu": usulan.status == StatusUsulan.MENUNGGU_KEPALA_DESA,
    }
    return render(request, "desk/batch/rincian.html", page)


@requires(Permission.PPKS_APPROVE, methods=("GET", "POST"))
def persetujuan_kembalikan(request: SignedInRequest, usulan_id: UUID) -> HttpResponse:
    """Ask the operator to mend one entry."""
    usulan = _get_or_404(request, usulan_id)
    form = KembalikanForm(request.POST or None, is_komunitas=queries.is_komunitas(usulan))
    try:
        if request.method == "POST":
            kunci = parse_key(request.POST.get("kunci"))
            if form.is_valid():
                return _send_back(request, usulan, form, kunci)
    except DomainError as error:
        form.add_domain_error(error)
    return render(request, "desk/batch/kembalikan.html", _back_page(request, usulan, form))


def _back_page(request: SignedInRequest, usulan: Usulan, form: KembalikanForm) -> dict[str, Any]:
    return {
        "form": form,
        "usulan": usulan,
        "orang": queries.get_parts(usulan)[1],
        "dasar": request.POST.get("versi") or str(queries.get_dasar(usulan)),
        "kunci": request.POST.get("kunci") or new_id(),
    }


def _send_back(
    request: SignedInRequest, usulan: Usulan, form: KembalikanForm, kunci: UUID
) -> HttpResponse:
    dasar = parse_dasar(request.POST.get("versi", ""))
    if dasar is None:
        raise MissingPrecondition

    def write() -> UUID:
        return decide.send_back_usulan(
            usulan=usulan, dasar=dasar, alasan=form.alasan_isi(), by=request.user,
            now=timezone.now(),
        ).pk  # fmt: skip

    outcome = write_once(kunci=kunci, jenis="keputusan", by=request.user, write=write)
    return redirect(f"{reverse('desk:persetujuan')}?selesai={outcome.receipt.object_id}")


@requires(Permission.PPKS_APPROVE, methods=("POST",))
def persetujuan_urungkan(request: SignedInRequest, keputusan_id: UUID) -> HttpResponse:
    """Take back what was decided in one act; what the office has decided since stays."""
    keputusan = queries.get_keputusan(keputusan_id, request.user)
    if keputusan is None:
        raise Http404
    done, stayed = undo_batch(keputusan=keputusan, by=request.user, now=timezone.now())
    if stayed:
        messages.warning(request, f"{stayed} data sudah diproses lagi, jadi tetap.")
    if done:
        messages.success(request, f"{done} keputusan sudah diurungkan.")
    return redirect("desk:persetujuan")


@requires(Permission.PPKS_APPROVE)
def persetujuan_riwayat(request: SignedInRequest) -> HttpResponse:
    """The account's own decisions that may still be taken back."""
    daftar = list_riwayat(request.user, now=timezone.now())
    return render(request, "desk/batch/riwayat.html", {"daftar": daftar})


def _toast(request: SignedInRequest) -> dict[str, Toast]:
    try:
        keputusan = queries.get_keputusan(UUID(request.GET.get("selesai", "")), request.user)
    except ValueError:
        return {}
    if keputusan is None or keputusan.dibatalkan_pada:
        return {}
    url = reverse("desk:persetujuan_urungkan", args=[keputusan.pk])
    if keputusan.hasil == Hasil.DIKEMBALIKAN:
        return {"toast": Toast("Data dikembalikan ke operator.", url)}
    jumlah = queries.count_together(keputusan, request.user)
    return {"toast": Toast(f"{jumlah} data disetujui.", url)}
