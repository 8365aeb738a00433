"""Accounts in bulk, for the admin teknis: a list, its preview, and slips to be printed once."""

from base64 import b64encode
from collections.abc import Callable
from datetime import datetime
from uuid import uuid4

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from balale.access import session_rules
from balale.access.decorators import requires
from balale.access.forms import BuktiForm
from balale.access.queries.slips import judge_list, list_missing
from balale.access.rules.policy import POLICY, Permission, Role
from balale.access.rules.slips import Baris, Keadaan, list_left
from balale.access.services import slips
from balale.access.services.versions import parse_key
from balale.access.session_rules import SignedInRequest
from balale.access.views.proof import is_proven
from balale.desk.forms.slips import DaftarForm, SlipBaruForm, mark_seen
from balale.desk.paper.head import TEMPLATES, make_cetakan
from balale.desk.paper.slip import build_slip, build_tanda_terima
from balale.kit.errors import DomainError
from balale.kit.paper import Kertas, PaperError, print_pdf
from balale.registry.services.paper import record_print
from balale.wilayah.queries import list_kecamatan
from balale.wilayah.rules import KODE_KABUPATEN

SIBUK = "Slip belum dapat dicetak, jadi tidak ada yang dibuat. Coba lagi sebentar lagi."


@requires(Permission.ACCOUNT_MANAGE, methods=("GET", "POST"))
def slip(request: SignedInRequest) -> HttpResponse:
    """A list is pasted, looked at line by line, and only then worked off."""
    if request.method != "POST":
        return _show(request, DaftarForm())
    if request.POST.get("aksi") == "isi":
        return _show(request, DaftarForm({"daftar": _write_missing()}))
    form = DaftarForm(request.POST, request.FILES)
    if not form.is_valid():
        return _show(request, form)
    text = form.cleaned_data["teks"]
    checked = DaftarForm({"daftar": text})
    if request.POST.get("aksi") != "buat":
        return _show(request, checked)
    return _make(request, checked, text)


def _write_missing() -> str:
    """One line for every desa that has no operator."""
    label = POLICY[Role.OPERATOR_DESA].label
    return "\n".join(
        "\t".join((one.kode, one.kecamatan, label, f"Operator {one.sebutan}"))
        for one in list_missing(timezone.localdate())
    )


def _make(request: SignedInRequest, form: DaftarForm, text: str) -> HttpResponse:
    now = timezone.now()
    proof = BuktiForm(request.POST, is_proven=session_rules.has_fresh_proof(request, now))
    if request.POST.get("dilihat") != mark_seen(text):
        return _show(request, form, proof_form=None, is_changed=True)
    kunci = parse_key(request.POST.get("kunci"))
    if not (proof.is_valid() and is_proven(request, proof, now)):
        return _show(request, form, proof_form=proof)

    def make() -> list[slips.Slip]:
        on = timezone.localdate(now)
        return slips.open_accounts(kunci=kunci, text=text, by=request.user, on=on, now=now)

    def refuse(words: str) -> HttpResponse:
        form.is_valid()
        form.add_error(None, words)
        return _show(request, form)

    return _hand_out(request, make, refuse, now, left=text)


def _show(
    request: SignedInRequest,
    form: DaftarForm,
    *,
    proof_form: BuktiForm | None = None,
    is_changed: bool = False,
) -> HttpResponse:
    now = timezone.now()
    context: dict[str, object] = {}
    if form.is_bound and form.is_valid():
        text = form.cleaned_data["teks"]
        lines = judge_list(text, on=timezone.localdate(now))
        context = {"baris": lines, "jumlah": _count(lines), "dilihat": mark_seen(text)}
    is_fresh = session_rules.has_fresh_proof(request, now)
    context |= {
        "form": form,
        "proof_form": proof_form or BuktiForm(is_proven=is_fresh),
        "is_changed": is_changed,
        "jumlah_kosong": len(list_missing(timezone.localdate(now))),
        "new_key": uuid4,
    }
    return render(request, "desk/slips/slip.html", context)


def _count(lines: list[Baris]) -> dict[str, int]:
    return {one.value: sum(line.keadaan is one for line in lines) for one in Keadaan}


def _list_kecamatan() -> list[tuple[str, str]]:
    return [(one.kode, f"Kecamatan {one.nama}") for one in list_kecamatan()]


@requires(Permission.ACCOUNT_MANAGE, methods=("GET", "POST"))
def slip_baru(request: SignedInRequest) -> HttpResponse:
    """Slips again, with new codes, for accounts that were never opened."""
    now = timezone.now()
    form = SlipBaruForm(
        request.POST if request.method == "POST" else None,
        kecamatan=_list_kecamatan(),
        is_proven=session_rules.has_fresh_proof(request, now),
        prefix="baru",
    )

    def refuse(words: str) -> HttpResponse:
        form.add_error(None, words)
        return _show_baru(request, form)

    if not (form.is_valid() and is_proven(request, form, now)):
        return _show_baru(request, form)
    return _hand_out(request, lambda: _renew(request, form, now), refuse, now)


def _show_baru(request: HttpRequest, form: SlipBaruForm) -> HttpResponse:
    return render(request, "desk/slips/slip_baru.html", {"form": form, "new_key": uuid4})


def _renew(request: SignedInRequest, form: SlipBaruForm, now: datetime) -> list[slips.Slip]:
    return slips.renew_slips(
        kunci=parse_key(request.POST.get("kunci")),
        wilayah=form.cleaned_data["tempat"],
        peran=form.chosen,
        by=request.user,
        on=timezone.localdate(now),
        now=now,
    )


def _hand_out(
    request: SignedInRequest,
    make: Callable[[], list[slips.Slip]],
    refuse: Callable[[str], HttpResponse],
    now: datetime,
    *,
    left: str = "",
) -> HttpResponse:
    """Make and print in one transaction: where no paper comes of it, nothing is made."""
    try:
        with transaction.atomic():
            made = make()
            files = _print(request, made, now) if made else []
    except DomainError as error:
        return refuse(str(error))
    except PaperError:
        return refuse(SIBUK)
    judged = judge_list(left, on=timezone.localdate(now))
    context = {
        "slip": made,
        "berkas": files,
        "sisa": "\n".join(list_left(left, judged)),
        "jumlah_sisa": _count(judged)[Keadaan.SALAH],
    }
    return render(request, "desk/slips/selesai.html", context)


def _print(
    request: SignedInRequest, made: list[slips.Slip], now: datetime
) -> list[tuple[str, str, str]]:
    """(words, name, content) of each file; the codes leave in this answer only."""
    alamat = request.build_absolute_uri(reverse("access:aktivasi"))
    slip_data, signed = build_slip(made, alamat=alamat), build_tanda_terima(made)
    papers = (
        ("slip", slip_data, Kertas.A4, "Slip akun", "slip-akun"),
        ("tanda_terima", signed, Kertas.A4, "Tanda terima A4", "tanda-terima-a4"),
        ("tanda_terima", signed, Kertas.F4, "Tanda terima F4", "tanda-terima-f4"),
    )
    found = []
    for template, data, kertas, words, name in papers:
        judul = "Slip akun" if template == "slip" else "Tanda terima slip akun"
        head = make_cetakan(request.user, judul=judul, kertas=kertas, now=now, kode=KODE_KABUPATEN)
        made_pdf = print_pdf(TEMPLATES / f"{template}.typ", data, cetakan=head, at=now)
        found.append((words, f"{name}.pdf", b64encode(made_pdf).decode()))
    record_print(dokumen="slip_akun", kertas=Kertas.A4, by=request.user, jumlah=len(made))
    return found
