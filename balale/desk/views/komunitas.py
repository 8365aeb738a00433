"""Communities of category 26: the list, a new one, one whole, its counts and its families."""

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from balale.access.decorators import requires
from balale.access.ids import new_id
from balale.access.rules.policy import Permission, is_allowed
from balale.access.services.receipts import write_once
from balale.access.services.versions import parse_key, parse_version
from balale.access.session_rules import SignedInRequest
from balale.desk.forms.kategori import KategoriForm
from balale.desk.forms.komunitas import (
    HitungLagiForm,
    KomunitasForm,
    MasukForm,
    build_isian,
    check_wajib,
)
from balale.kit.errors import DomainError
from balale.kit.forms import KitForm, list_error_lines
from balale.registry.models import Komunitas
from balale.registry.queries import komunitas as queries
from balale.registry.queries.reference import get_formulir
from balale.registry.rules.komunitas import KATEGORI_KAT
from balale.registry.services import komunitas as services
from balale.registry.services.draf import record_nik_search

_PREFIX = "k26"


@requires(Permission.ORANG_READ)
def komunitas_list(request: SignedInRequest) -> HttpResponse:
    """Communities of the area."""
    page = {
        "daftar": queries.list_komunitas(request.user),
        "may_enter": is_allowed(request.user.role, Permission.PPKS_ENTER),
    }
    return render(request, "desk/komunitas/daftar.html", page)


@requires(Permission.PPKS_ENTER, methods=("GET", "POST"))
def komunitas_tambah(request: SignedInRequest) -> HttpResponse:
    """A new community with the form of its category, proposed to the village head."""
    on, data = timezone.localdate(), request.POST or None
    form = KomunitasForm(data, user=request.user, on=on)
    isian = KategoriForm(get_formulir(KATEGORI_KAT, on), data, prefix=_PREFIX, on=on)
    if request.method == "POST":
        _record_search(request, form)
        if all([form.is_valid(), check_wajib(isian)]):
            try:
                return _enter(request, form, isian)
            except DomainError as error:
                isian.add_domain_error(error)
    page = {
        "form": form, "isian": isian, "kunci": request.POST.get("kunci") or new_id(),
        "salah": [*list_error_lines(isian), *list_error_lines(form)],
    }  # fmt: skip
    return render(request, "desk/komunitas/tambah.html", page)


def _record_search(request: SignedInRequest, form: KomunitasForm) -> None:
    """Leave in the trail that a NIK was looked up."""
    nik = "".join(filter(str.isdigit, request.POST.get("wakil", "")[:100]))
    if len(nik) == 16:
        record_nik_search(nik=nik, by=request.user)


def _enter(request: SignedInRequest, form: KomunitasForm, isian: KategoriForm) -> HttpResponse:
    kunci = parse_key(request.POST.get("kunci"))
    made = build_isian(isian, form)

    def write() -> UUID:
        return services.enter_komunitas(
            isian=made, wakil=form.cleaned_data["wakil"], by=request.user,
            on=timezone.localdate(), now=timezone.now(),
        ).pk  # fmt: skip

    outcome = write_once(kunci=kunci, jenis="komunitas", by=request.user, write=write)
    messages.success(request, "Komunitas terkirim ke kepala desa.")
    return redirect("desk:komunitas", outcome.receipt.object_id)


@requires(Permission.ORANG_READ)
def komunitas(request: SignedInRequest, komunitas_id: UUID) -> HttpResponse:
    """One community: how many families, which, and what its form says."""
    return _draw(request, _get_or_404(request, komunitas_id))


@requires(Permission.PPKS_ENTER, methods=("POST",))
def komunitas_hitung(request: SignedInRequest, komunitas_id: UUID) -> HttpResponse:
    """Another count of its families."""
    row = _get_or_404(request, komunitas_id)
    form = HitungLagiForm(request.POST, on=timezone.localdate())

    def write(base: int | None) -> None:
        data = form.cleaned_data
        services.count_komunitas(
            komunitas=row, base=base, isian=form.build(data["jumlah_kk"], data["jumlah_jiwa"]),
            by=request.user, now=timezone.now(),
        )  # fmt: skip

    return _change(request, row, form, write, hitung=form)


@requires(Permission.PPKS_ENTER, methods=("POST",))
def komunitas_masuk(request: SignedInRequest, komunitas_id: UUID) -> HttpResponse:
    """A family on record joins."""
    row = _get_or_404(request, komunitas_id)
    form = MasukForm(request.POST)

    def write(base: int | None) -> None:
        services.join_komunitas(
            komunitas=row, base=base, no_kk=form.cleaned_data["no_kk"], by=request.user,
            on=timezone.localdate(), now=timezone.now(),
        )  # fmt: skip

    return _change(request, row, form, write, masuk=form)


@requires(Permission.PPKS_ENTER, methods=("POST",))
def komunitas_keluar(request: SignedInRequest, anggota_id: UUID) -> HttpResponse:
    """A family leaves; a form sent again finds it gone and answers the same page."""
    anggota = queries.get_anggota_komunitas(anggota_id, request.user)
    if anggota is None:
        raise Http404
    services.leave_komunitas(
        anggota=anggota, base=parse_version(request.POST.get("versi")), by=request.user,
        on=timezone.localdate(), now=timezone.now(),
    )  # fmt: skip
    messages.success(request, "Keluarga dikeluarkan dari komunitas.")
    return redirect("desk:komunitas", anggota.komunitas_id)


def _get_or_404(request: SignedInRequest, komunitas_id: UUID) -> Komunitas:
    row = queries.get_komunitas(komunitas_id, request.user)
    if row is None:
        raise Http404
    return row


def _change(
    request: SignedInRequest,
    row: Komunitas,
    form: KitForm,
    write: Callable[[int | None], None],
    **forms: KitForm,
) -> HttpResponse:
    """Write once and show the community again; the form with its messages where refused."""
    if form.is_valid():
        kunci, base = parse_key(request.POST.get("kunci")), parse_version(request.POST.get("versi"))
        try:
            write_once(
                kunci=kunci, jenis="komunitas_ubah", by=request.user, write=lambda: write(base)
            )
            return redirect("desk:komunitas", row.pk)
        except DomainError as error:
            form.add_domain_error(error)
    return _draw(request, row, **forms)


def _draw(request: SignedInRequest, row: Komunitas, **forms: KitForm) -> HttpResponse:
    on = timezone.localdate()
    page = {
        "d": queries.get_rincian_komunitas(row, user=request.user, on=on),
        "may_enter": is_allowed(request.user.role, Permission.PPKS_ENTER),
        "kunci": new_id(), "hitung": HitungLagiForm(on=on, auto_id="id_hitung_%s"),
        "masuk": MasukForm(auto_id="id_masuk_%s"), "salah": next(iter(forms.values()), None),
        **forms,
    }  # fmt: skip
    return render(request, "desk/komunitas/rincian.html", page)
