"""Moving between villages: telling the new one, and accepting who is said to come."""

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from balale.access.decorators import requires
from balale.access.ids import new_id
from balale.access.rules.policy import Permission
from balale.access.services.receipts import get_receipt, write_once
from balale.access.services.versions import parse_key, require_version
from balale.access.session_rules import SignedInRequest
from balale.desk.forms.pindah import PindahForm
from balale.kit.errors import DomainError, StaleVersion
from balale.registry.models import Orang
from balale.registry.queries import pindah
from balale.registry.queries.keluarga import get_kepala_of
from balale.registry.queries.people import get_orang
from balale.registry.services import transfer

_JENIS = "pindah"


@requires(Permission.DATA_CHANGE)
def pindah_list(request: SignedInRequest) -> HttpResponse:
    """Who is said to come here, and who was said to go."""
    is_banyak = len(request.user.context.desa) > 1
    page = {
        "masuk": [(satu, new_id()) for satu in pindah.list_masuk()],
        "keluar": [(satu, new_id()) for satu in pindah.list_keluar(request.user)],
        "is_banyak": is_banyak,
        "tempat": "kecamatan Anda" if is_banyak else "desa Anda",
    }
    return render(request, "desk/pindah/daftar.html", page)


@requires(Permission.DATA_CHANGE, methods=("GET", "POST"))
def warga_pindah(request: SignedInRequest, orang_id: UUID) -> HttpResponse:
    """Tell another village that the person comes."""
    orang = get_orang(orang_id, request.user)
    if orang is None:
        raise Http404
    on = timezone.localdate()
    form = PindahForm(
        request.POST or None, dari=orang.desa_id, on=on,
        sekeluarga=pindah.get_sekeluarga(orang, request.user, on),
        is_kepala=get_kepala_of(orang, request.user) is not None,
    )  # fmt: skip
    if request.method == "POST":
        kunci = parse_key(request.POST.get("kunci"))
        if get_receipt(kunci=kunci, by=request.user) is not None:
            return redirect("desk:pindah_list")
        base = require_version(request.POST.get("versi"))
        if form.is_valid():
            try:
                return _propose(request, orang, form, kunci, base)
            except DomainError as error:
                form.add_domain_error(error)
    return _draw(request, orang, form)


@requires(Permission.DATA_CHANGE, methods=("POST",))
def pindah_terima(request: SignedInRequest, pindah_id: UUID) -> HttpResponse:
    """The person is here now, with everything known."""
    now = timezone.now()

    def write(base: int) -> UUID:
        return transfer.accept_transfer(
            pindah_id=pindah_id, base=base, by=request.user, on=timezone.localdate(now), now=now
        )

    orang_id = _decide(request, pindah_id, write, "Diterima. Sekarang tercatat di sini.")
    return redirect("desk:warga_detail", orang_id) if orang_id else redirect("desk:pindah_list")


@requires(Permission.DATA_CHANGE, methods=("POST",))
def pindah_tolak(request: SignedInRequest, pindah_id: UUID) -> HttpResponse:
    """Nobody like this is here; the old village keeps the person."""

    def write(base: int) -> None:
        transfer.refuse_transfer(
            pindah_id=pindah_id, base=base, by=request.user, now=timezone.now()
        )

    _decide(request, pindah_id, write, "Dikembalikan ke desa asal: tidak ditemukan.")
    return redirect("desk:pindah_list")


@requires(Permission.DATA_CHANGE, methods=("POST",))
def pindah_batal(request: SignedInRequest, pindah_id: UUID) -> HttpResponse:
    """The old village takes its word back while the other waits."""
    row = pindah.get_pindah(pindah_id, request.user)
    if row is None:
        raise Http404
    base = require_version(request.POST.get("versi"))
    try:
        transfer.cancel_transfer(pindah=row, base=base, by=request.user, now=timezone.now())
    except StaleVersion as error:
        messages.warning(request, str(error))
    else:
        messages.success(request, "Pindah dibatalkan. Warga tetap di desa asal.")
    return redirect("desk:pindah_list")


def _propose(
    request: SignedInRequest, orang: Orang, form: PindahForm, kunci: UUID, base: int
) -> HttpResponse:
    def write() -> UUID:
        return transfer.propose_transfer(
            orang=orang, base=base, isian=form.build(), by=request.user, on=form.on,
            now=timezone.now(),
        ).pk  # fmt: skip

    write_once(kunci=kunci, jenis=_JENIS, by=request.user, write=write)
    messages.success(request, "Terkirim. Menunggu desa tujuan.")
    return redirect("desk:pindah_list")


def _decide(
    request: SignedInRequest, pindah_id: UUID, write: Callable[[int], UUID | None], words: str
) -> UUID | None:
    """Write the decision once, and say it; what a replay wrote is given back. Out of sight: 404."""
    if not pindah.is_masuk(pindah_id, request.user):
        raise Http404
    kunci = parse_key(request.POST.get("kunci"))
    base = require_version(request.POST.get("versi"))
    try:
        outcome = write_once(kunci=kunci, jenis=_JENIS, by=request.user, write=lambda: write(base))
    except (DomainError, StaleVersion) as error:
        messages.warning(request, str(error))
        return None
    messages.success(request, words)
    return outcome.receipt.object_id


def _draw(request: SignedInRequest, orang: Orang, form: PindahForm) -> HttpResponse:
    """The form, with everybody who goes along and whose proposals would stop the move."""
    whole, user = form.sekeluarga, request.user
    alone = pindah.list_terhalang(orang, None, user)
    together = pindah.list_terhalang(orang, whole, user) if whole else alone
    page = {
        "form": form,
        "orang": orang,
        "versi": request.POST.get("versi") or orang.versi,
        "kunci": request.POST.get("kunci") or new_id(),
        "menunggu": pindah.get_menunggu(orang, user),
        "kepala": get_kepala_of(orang, user),
        "dasar": request.POST.get("keluarga") or (whole.dasar if whole else ""),
        "terhalang": together,
        "is_terhalang": bool(together if form.is_kepala else alone),
    }
    return render(request, "desk/pindah/usul.html", page)
