"""Printed pages: the list, a person, and the house-visit form. Each print is in the trail."""

from datetime import datetime
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from balale.access.decorators import requires
from balale.access.models import User
from balale.access.queries.accounts import get_area_title
from balale.access.rules.policy import POLICY, AreaKind, Permission, Role
from balale.access.session_rules import SignedInRequest
from balale.desk.forms.paper import FormulirForm
from balale.desk.forms.people import SaringForm
from balale.desk.paper.daftar import BARIS_MAKS, build_daftar
from balale.desk.paper.dossier import build_dossier
from balale.desk.paper.formulir import build_formulir, list_nomor_berjalan
from balale.desk.paper.head import TEMPLATES, make_cetakan, read_kertas
from balale.desk.views.people import list_open
from balale.kit.formatting import format_angka
from balale.kit.paper import Cetakan, print_pdf
from balale.registry.queries import dossier, people, timeline
from balale.registry.rules.buka import Bagian
from balale.registry.services import reveal
from balale.registry.services.paper import record_print
from balale.wilayah.models import Desa
from balale.wilayah.queries import get_desa

# Parts that a printed page shows; No KK and files never stand on one.
ON_PAPER = frozenset({Bagian.NIK, Bagian.TELEPON, Bagian.ALAMAT, Bagian.CATATAN})
JUDUL_FORMULIR = "Formulir kunjungan rumah"


@requires(Permission.FORM_PRINT)
def formulir(request: SignedInRequest) -> HttpResponse:
    """Choose the categories and the sheet of a blank form."""
    kategori = people.list_pilihan_kategori(timezone.localdate())
    return render(request, "desk/paper/formulir.html", {"form": FormulirForm(kategori=kategori)})


@requires(Permission.FORM_PRINT)
def formulir_cetak(request: SignedInRequest) -> HttpResponse:
    """A blank form of some categories, or the one that offers them all to tick."""
    now, on = timezone.now(), timezone.localdate()
    terbuka = {kode for kode, _ in people.list_pilihan_kategori(on)}
    nomor = sorted({int(kode) for kode in request.GET.getlist("kategori") if kode in terbuka})
    cetakan = make_head(request, JUDUL_FORMULIR, now)
    record_print(
        dokumen="formulir_kosong", kertas=cetakan.kertas, by=request.user,
        rincian={"kategori": nomor},
    )  # fmt: skip
    data = build_formulir(nomor, on=on, desa=get_own_desa(request.user))
    return make_pdf("formulir", data, cetakan, now, "formulir-kunjungan")


@requires(Permission.FORM_PRINT)
def warga_formulir(request: SignedInRequest, orang_id: UUID) -> HttpResponse:
    """The form with what is known of a person: masked where the dossier is."""
    now, on = timezone.now(), timezone.localdate()
    found = open_dossier(request, orang_id)
    cetakan = make_head(request, JUDUL_FORMULIR, now)
    nomor = list_nomor_berjalan(found)
    record_print(
        dokumen="formulir_terisi", kertas=cetakan.kertas, by=request.user, subjek=found.orang,
        rincian={"terbuka": list_open_words(request, orang_id)},
    )  # fmt: skip
    data = build_formulir(nomor, on=on, desa=found.orang.desa, known=found)
    return make_pdf("formulir", data, cetakan, now, "formulir-kunjungan")


@requires(Permission.ORANG_PRINT)
def warga_detail_cetak(request: SignedInRequest, orang_id: UUID) -> HttpResponse:
    """The dossier as it stands on the screen."""
    now = timezone.now()
    found = open_dossier(request, orang_id)
    riwayat = timeline.list_peristiwa(
        found.orang,
        user=request.user,
        kategori={entri.ppks.pk: entri.kategori for entri in found.entri},
        is_open=found.is_catatan_terbuka,
        now=now,
        with_berkas=False,
    )
    cetakan = make_head(request, "Data warga", now)
    record_print(
        dokumen="data_warga", kertas=cetakan.kertas, by=request.user, subjek=found.orang,
        rincian={"terbuka": list_open_words(request, orang_id)},
    )  # fmt: skip
    return make_pdf("dossier", build_dossier(found, riwayat), cetakan, now, "data-warga")


@requires(Permission.ORANG_PRINT)
def warga_cetak(request: SignedInRequest) -> HttpResponse:
    """The list with its narrowing; words instead of paper where it is too long."""
    now, on = timezone.now(), timezone.localdate()
    wilayah = people.list_pilihan_wilayah(request.user)
    pilihan = people.list_pilihan_kategori(on)
    form = SaringForm(request.GET, wilayah=wilayah, kategori=pilihan)
    saringan = form.saringan()
    baris = people.list_all_orang(user=request.user, saringan=saringan, on=on, maks=BARIS_MAKS)
    if baris is None:
        page = {"maks": format_angka(BARIS_MAKS), "query": request.GET.urlencode()}
        return render(request, "desk/paper/terlalu_panjang.html", page)
    cetakan = make_head(request, "Daftar warga", now)
    record_print(
        dokumen="daftar_warga", kertas=cetakan.kertas, by=request.user, jumlah=len(baris),
        rincian={"saringan": vars(saringan)},
    )  # fmt: skip
    tempat = get_area_title(request.user.context.wilayah_kode) or "Kabupaten Bengkayang"
    data = build_daftar(baris, saringan=form.kata, tempat=tempat)
    return make_pdf("daftar", data, cetakan, now, "daftar-warga")


def make_head(request: SignedInRequest, judul: str, now: datetime) -> Cetakan:
    """The letterhead of the asker's area on the sheet asked for."""
    kertas = read_kertas(request.GET.get("kertas", ""))
    return make_cetakan(request.user, judul=judul, kertas=kertas, now=now)


def make_pdf(template: str, data: dict, cetakan: Cetakan, now: datetime, nama: str) -> HttpResponse:
    """The file's name says what it is, never whose."""
    made = print_pdf(TEMPLATES / f"{template}.typ", data, cetakan=cetakan, at=now)
    response = HttpResponse(made, content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{nama}.pdf"'
    return response


def open_dossier(request: SignedInRequest, orang_id: UUID) -> dossier.Dossier:
    """What the screen would show now; terbatas entries on paper are viewed entries."""
    found = dossier.get_dossier(
        orang_id,
        user=request.user,
        on=timezone.localdate(),
        terbuka=list_open(request, orang_id),
    )
    if found is None:
        raise Http404
    reveal.record_views(entri=found.entri_terbatas, by=request.user)
    return found


def list_open_words(request: SignedInRequest, orang_id: UUID) -> list[str]:
    """Which masked parts stood open on the paper."""
    return sorted(bagian for bagian in list_open(request, orang_id) if bagian in ON_PAPER)


def get_own_desa(user: User) -> Desa | None:
    """The village of an account that works for just one."""
    is_desa = POLICY[Role(user.role)].area is AreaKind.DESA
    return get_desa(user.context.wilayah_kode) if is_desa and user.context else None
