"""The head of office fixes the verified entries of a period."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from balale.access.decorators import requires
from balale.access.ids import new_id
from balale.access.rules.policy import Permission
from balale.access.services.receipts import write_once
from balale.access.services.versions import parse_key
from balale.access.session_rules import SignedInRequest
from balale.desk.forms.period import PenetapanForm
from balale.kit.errors import DomainError
from balale.kit.formatting import format_angka
from balale.registry.queries.usulan import list_ready
from balale.registry.services.period import lock_period


@requires(Permission.PERIOD_LOCK, methods=("GET", "POST"))
def penetapan(request: SignedInRequest) -> HttpResponse:
    """How many entries wait, by kecamatan, and the decree that fixes them."""
    form = PenetapanForm(request.POST or None, on=timezone.localdate())
    try:
        if request.method == "POST":
            kunci = parse_key(request.POST.get("kunci"))
            if form.is_valid():
                return _lock(request, form, kunci)
    except DomainError as error:
        form.add_domain_error(error)
    siap = list_ready(request.user)
    page = {
        "form": form,
        "siap": siap,
        "jumlah": sum(banyak for _nama, banyak in siap),
        "kunci": request.POST.get("kunci") or new_id(),
    }
    return render(request, "desk/penetapan/penetapan.html", page)


def _lock(request: SignedInRequest, form: PenetapanForm, kunci: UUID) -> HttpResponse:
    def write() -> None:
        hasil = lock_period(
            sk_nomor=form.cleaned_data["sk_nomor"].strip(), sk_tanggal=form.tanggal,
            by=request.user, on=form.on, now=timezone.now(),
        )  # fmt: skip
        messages.success(request, f"{format_angka(hasil.jumlah)} data sudah aktif.")
        if hasil.dilewati:
            sisa = format_angka(hasil.dilewati)
            messages.warning(
                request, f"{sisa} data Anda verifikasi sendiri, jadi belum ditetapkan."
            )

    write_once(kunci=kunci, jenis="penetapan", by=request.user, write=write)
    return redirect("desk:penetapan")
