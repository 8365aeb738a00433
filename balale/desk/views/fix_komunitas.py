"""A community that came back is mended on its own form, not on that of who speaks for it."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from balale.access.ids import new_id
from balale.access.services.receipts import write_once
from balale.access.services.versions import MissingPrecondition, parse_key, parse_version
from balale.access.session_rules import SignedInRequest
from balale.access.vault import Vault
from balale.desk.forms.fix_komunitas import PerbaikanKomunitas
from balale.kit.errors import DomainError
from balale.registry.models import Keputusan, Usulan
from balale.registry.queries.komunitas import get_versi
from balale.registry.queries.rincian import to_baris_keputusan
from balale.registry.queries.usulan import get_dasar, get_parts
from balale.registry.rules.usulan import parse_dasar
from balale.registry.services.correct_komunitas import correct_komunitas, open_komunitas


def mend_komunitas(request: SignedInRequest, usulan: Usulan, keputusan: Keputusan) -> HttpResponse:
    """Show what is stored with the note of who sent it back, or write what was mended."""
    ppks, _wakil = get_parts(usulan)
    asal = open_komunitas(ppks=ppks, by=request.user)
    lembar = PerbaikanKomunitas(request.POST or None, ppks=ppks, asal=asal, on=timezone.localdate())
    try:
        if request.method == "POST":
            kunci = parse_key(request.POST.get("kunci"))
            if lembar.is_valid():
                return _save(request, lembar, kunci)
    except DomainError as error:
        lembar.isian.add_domain_error(error)
    return _draw(request, lembar, usulan, keputusan)


def _save(request: SignedInRequest, lembar: PerbaikanKomunitas, kunci: UUID) -> HttpResponse:
    dasar = parse_dasar(request.POST.get("versi", ""))
    if dasar is None:
        raise MissingPrecondition
    base = parse_version(request.POST.get("versi_komunitas"))

    def write() -> UUID:
        return correct_komunitas(
            ppks=lembar.ppks, dasar=dasar, base=base, isian=lembar.build(), by=request.user,
            on=lembar.on, now=timezone.now(),
        ).pk  # fmt: skip

    write_once(kunci=kunci, jenis="perbaikan", by=request.user, write=write)
    messages.success(request, "Perbaikan terkirim. Menunggu persetujuan kepala desa.")
    return redirect("desk:beranda")


def _draw(
    request: SignedInRequest, lembar: PerbaikanKomunitas, usulan: Usulan, keputusan: Keputusan
) -> HttpResponse:
    versi = get_versi(lembar.komunitas, user=request.user)
    page = {
        "lembar": lembar,
        "sebab": to_baris_keputusan(keputusan, Vault()),
        "wakil": usulan.orang,
        "dasar": request.POST.get("versi") or str(get_dasar(usulan)),
        "versi": request.POST.get("versi_komunitas") or versi,
        "kunci": request.POST.get("kunci") or new_id(),
    }
    return render(request, "desk/komunitas/perbaiki.html", page)
