"""One draft of dated data: typed part by part, compared, seen as the operator will, published."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid5

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode

from balale.access.decorators import requires
from balale.access.ids import new_id
from balale.access.rules.policy import Permission
from balale.access.services.receipts import write_once
from balale.access.services.versions import parse_key, parse_version
from balale.access.session_rules import SignedInRequest
from balale.desk.forms import aturan_isi as isi_forms
from balale.desk.forms.kategori import KategoriForm
from balale.desk.views.aturan import JENIS, RECEIPT
from balale.kit.errors import DomainError
from balale.kit.formatting import format_tanggal
from balale.kit.forms import KitForm, list_error_lines
from balale.registry.models import Rancangan, StatusRancangan
from balale.registry.queries import rancangan as queries
from balale.registry.queries.pratinjau import build_formulir
from balale.registry.queries.versi import get_objek_name, get_versi_list
from balale.registry.rules import bagian as parts
from balale.registry.rules.versi import BERISIAN
from balale.registry.services import rancangan as services

_EDIT = Permission.RULES_EDIT
_BOTH = ("GET", "POST")
_STEP = {"naik": -1, "turun": 1}


def _get_or_404(request: SignedInRequest, rancangan_id: UUID) -> Rancangan:
    row = queries.get_rancangan(rancangan_id, request.user)
    if row is None:
        raise Http404
    return row


def _once(request: SignedInRequest, row: Rancangan, write: Callable[[], Any]) -> None:
    """Do it once for the form's key and its words; a form sent twice finds it done.

    Other words under the same key (the page was gone back to) are another change, so that they
    meet the version they were based on instead of being dropped.
    """

    def once() -> UUID:
        write()
        return row.pk

    sent = [(name, value) for name, values in request.POST.lists() for value in values]
    words = urlencode(sorted(pair for pair in sent if pair[0] != "csrfmiddlewaretoken"))
    kunci = uuid5(parse_key(request.POST.get("kunci")), f"{request.get_full_path()} {words}")
    write_once(kunci=kunci, jenis=RECEIPT, by=request.user, write=once)


def _common(row: Rancangan) -> dict[str, Any]:
    return {
        "rancangan": row, "label": JENIS[row.jenis], "nama": get_objek_name(row.jenis, row.isi),
        "kunci": new_id(), "is_draf": row.status == StatusRancangan.DRAF,
        "bagian_kata": isi_forms.BAGIAN_KATA.get(row.jenis, ""),
    }  # fmt: skip


@requires(_EDIT, methods=_BOTH)
def rancangan(request: SignedInRequest, rancangan_id: UUID) -> HttpResponse:
    """The draft: its day, its own words, its parts."""
    row = _get_or_404(request, rancangan_id)
    if row.status != StatusRancangan.DRAF:
        return redirect("desk:aturan_pratinjau", row.pk)
    data = request.POST if request.method == "POST" else None
    mulai, isi = isi_forms.build_mulai_form(row, data), isi_forms.build_isi_form(row, data)
    typed = [form for form in (isi, mulai) if form is not None]
    wrong = [form for form in typed if not form.is_valid()]
    if data is not None and not wrong:
        return _save(request, row, mulai, isi)
    page = {
        **_common(row), "mulai": mulai, "form": isi,
        "salah": [line for form in typed for line in list_error_lines(form)],
        "bagian_list": parts.list_words(row.jenis, row.isi),
    }  # fmt: skip
    return render(request, "desk/aturan/rancangan.html", page)


def _save(
    request: SignedInRequest, row: Rancangan, mulai: KitForm, isi: Any
) -> HttpResponseRedirect:
    def write() -> None:
        services.change_rancangan(
            rancangan=row, base=parse_version(request.POST.get("versi")), by=request.user,
            now=timezone.now(), mulai=mulai.cleaned_data["mulai"],
            isi=isi.build(dict(row.isi)) if isi is not None else None,
        )  # fmt: skip

    _once(request, row, write)
    if request.POST.get("aksi") == "periksa":
        return redirect("desk:aturan_pratinjau", row.pk)
    messages.success(request, "Rancangan tersimpan. Belum ada yang berubah di desa.")
    return redirect("desk:aturan_rancangan", row.pk)


@requires(_EDIT, methods=_BOTH)
def bagian(request: SignedInRequest, rancangan_id: UUID) -> HttpResponse:
    """One part of the draft, new or there already; POST saves, ends or moves it."""
    row = _get_or_404(request, rancangan_id)
    kode = request.GET.get("kode", "")
    part = parts.get_bagian(row.jenis, row.isi, kode)
    if row.status != StatusRancangan.DRAF or row.jenis not in isi_forms.BAGIAN_KATA:
        raise Http404
    if kode and part is None:
        return redirect("desk:aturan_rancangan", row.pk)
    aksi = request.POST.get("aksi", "")
    if part is not None and (aksi == "akhiri" or aksi in _STEP):
        return _rearrange(request, row, kode, aksi)
    data = request.POST if request.method == "POST" else None
    form = isi_forms.build_bagian_form(row, part, data)
    is_fixed = part is not None and row.jenis == "daftar" and _is_given(row, kode)
    if data is not None and not is_fixed and form.is_valid():
        return _save_part(request, row, form, part)
    page = {**_common(row), "form": form, "bagian": part, "kode": kode, "is_tetap": is_fixed}
    return render(request, "desk/aturan/bagian.html", page)


def _is_given(row: Rancangan, kode: str) -> bool:
    """True for a choice that a version has already had: its words stay."""
    versions = [versi.isi for versi in get_versi_list(row.jenis, row.objek)]
    return kode in parts.list_taken(row.jenis, versions)


def _change(request: SignedInRequest, row: Rancangan, isi: dict[str, Any]) -> None:
    def write() -> None:
        services.change_rancangan(
            rancangan=row, base=parse_version(request.POST.get("versi")), by=request.user,
            now=timezone.now(), isi=isi,
        )  # fmt: skip

    _once(request, row, write)


def _rearrange(
    request: SignedInRequest, row: Rancangan, kode: str, aksi: str
) -> HttpResponseRedirect:
    if aksi == "akhiri":
        _change(request, row, parts.end_bagian(row.jenis, row.isi, kode))
        messages.success(request, "Bagian itu berakhir pada tanggal mulai rancangan ini.")
        return redirect("desk:aturan_rancangan", row.pk)
    _change(request, row, parts.move_bagian(row.jenis, row.isi, kode, _STEP[aksi]))
    url = reverse("desk:aturan_rancangan", args=[row.pk])
    return HttpResponseRedirect(f"{url}#b-{urlencode({'': kode})[1:]}")


def _save_part(
    request: SignedInRequest, row: Rancangan, form: KitForm, part: dict[str, Any] | None
) -> HttpResponseRedirect:
    versions = [row.isi, *(versi.isi for versi in get_versi_list(row.jenis, row.objek))]
    taken = parts.list_taken(row.jenis, versions)
    kode = part["kode"] if part else parts.make_kode(isi_forms.get_words(form), taken)
    new = isi_forms.build_part(form, kode, part)
    _change(request, row, parts.put_bagian(row.jenis, row.isi, new))
    messages.success(request, "Bagian tersimpan di rancangan.")
    return redirect("desk:aturan_rancangan", row.pk)


@requires(_EDIT)
def pratinjau(request: SignedInRequest, rancangan_id: UUID) -> HttpResponse:
    """Before and after in words, and a form as the operator gets it on the day."""
    return _draw_preview(request, _get_or_404(request, rancangan_id))


def _draw_preview(request: SignedInRequest, row: Rancangan, problem: str = "") -> HttpResponse:
    form = None
    on = row.berlaku_mulai or timezone.localdate() + timedelta(days=1)
    if row.jenis in BERISIAN:
        try:
            formulir, isi = build_formulir(row.isi, on)
            form = KategoriForm(formulir, prefix="lihat", on=on, isi=isi)
        except DomainError as error:
            problem = problem or str(error)
    page = {
        **_common(row), "banding": queries.compare_rancangan(row), "form": form, "pada": on,
        "problem": problem, "is_menunggu": row.status == StatusRancangan.MENUNGGU,
        "pencabutan": queries.get_pencabutan(row), "is_akan": _is_coming(row),
    }  # fmt: skip
    return render(request, "desk/aturan/pratinjau.html", page)


def _is_coming(row: Rancangan) -> bool:
    """Published, and its first day has not come."""
    mulai = row.berlaku_mulai
    is_published = row.status == StatusRancangan.TERBIT and not row.mencabut_id
    return is_published and mulai is not None and mulai > timezone.localdate()


@requires(_EDIT, methods=("POST",))
def terbitkan(request: SignedInRequest, rancangan_id: UUID) -> HttpResponse:
    """Publish from the draft's day, or pass it on to the second person."""
    row = _get_or_404(request, rancangan_id)

    def write() -> None:
        services.publish_rancangan(
            rancangan=row, base=parse_version(request.POST.get("versi")), by=request.user,
            today=timezone.localdate(), now=timezone.now(),
        )  # fmt: skip

    try:
        _once(request, row, write)
    except DomainError as error:
        return _draw_preview(request, _get_or_404(request, rancangan_id), problem=str(error))
    if row.status == StatusRancangan.MENUNGGU:
        messages.success(request, "Terkirim ke kepala dinas. Menunggu persetujuan.")
    elif row.status == StatusRancangan.TERBIT and row.berlaku_mulai:
        messages.success(request, f"Terbit. Berlaku mulai {format_tanggal(row.berlaku_mulai)}.")
    return redirect("desk:aturan")


@requires(_EDIT, methods=("POST",))
def buang(request: SignedInRequest, rancangan_id: UUID) -> HttpResponse:
    """Throw the draft away; what is in force stays."""
    return _finish(
        request, rancangan_id, services.discard_rancangan, "Rancangan dibuang.", "desk:aturan"
    )


@requires(_EDIT, methods=("POST",))
def tarik(request: SignedInRequest, rancangan_id: UUID) -> HttpResponse:
    """Take the draft back from the second person."""
    words = "Rancangan ditarik kembali. Anda dapat mengubahnya."
    return _finish(request, rancangan_id, services.withdraw_rancangan, words, "desk:aturan")


def _finish(
    request: SignedInRequest, rancangan_id: UUID, service: Callable[..., None], words: str, to: str
) -> HttpResponse:
    row = _get_or_404(request, rancangan_id)
    base = parse_version(request.POST.get("versi"))
    _once(
        request, row,
        lambda: service(rancangan=row, base=base, by=request.user, now=timezone.now()),
    )  # fmt: skip
    messages.success(request, words)
    return redirect(to)
