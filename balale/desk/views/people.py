"""Finding persons, the list, the dossier, the family, and opening masked parts."""

from collections.abc import Collection
from uuid import UUID

from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from balale.access.decorators import requires
from balale.access.rules.policy import Permission, is_allowed
from balale.access.session_rules import SignedInRequest
from balale.access.vault import Vault
from balale.desk.forms.people import BukaForm, CariForm, SaringForm
from balale.desk.last_search import keep_search, last_search
from balale.desk.views.ubah import frame_ubah
from balale.kit.chrome import Toast
from balale.kit.errors import DomainError
from balale.kit.params import read_id
from balale.kit.views import render_problem
from balale.registry.models import Keluarga, Kode, Lembar, Orang
from balale.registry.queries import berkas, dossier, pendataan, people, timeline
from balale.registry.queries.entry import list_pilihan_daftar
from balale.registry.queries.keluarga import get_keluarga, get_keluarga_row
from balale.registry.rules.buka import Bagian, add_bagian, list_bagian
from balale.registry.rules.cari import CaraCari, Cari
from balale.registry.services import reveal
from balale.registry.services.pendataan import record_view

HURUF_SAAT_KETIK = 3
OPENED_KEY = "buka"
ALASAN_BUKA = "alasan_buka"
BAGIAN_ORANG = frozenset({Bagian.NIK, Bagian.TELEPON, Bagian.ALAMAT, Bagian.CATATAN, Bagian.BERKAS})
BAGIAN_KELUARGA = frozenset({Bagian.NO_KK, Bagian.BERKAS})
ANCHORS = {
    Bagian.NIK: "data-diri",
    Bagian.TELEPON: "data-diri",
    Bagian.ALAMAT: "data-diri",
    Bagian.CATATAN: "rincian",
    Bagian.NO_KK: "kk",
    Bagian.BERKAS: "berkas",
}


@requires(Permission.ORANG_READ)
def warga(request: SignedInRequest) -> HttpResponse:
    """The list of persons in the area, narrowed and in pages."""
    hari_ini = timezone.localdate()
    form = SaringForm(
        request.GET,
        wilayah=people.list_pilihan_wilayah(request.user),
        kategori=people.list_pilihan_kategori(hari_ini),
    )
    halaman = people.list_orang(
        user=request.user,
        saringan=form.saringan(),
        on=hari_ini,
        sesudah=read_id(request, "sesudah"),
        sebelum=read_id(request, "sebelum"),
    )
    query = request.GET.copy()
    for name in ("sesudah", "sebelum"):
        query.pop(name, None)
    page = {"saring": form, "halaman": halaman, "query": query.urlencode()} | _frame_may(request)
    return render(request, "desk/people/daftar.html", page)


def _frame_may(request: SignedInRequest) -> dict[str, object]:
    """What the account may start from a list or a dossier."""
    may = {
        "may_enter": Permission.PPKS_ENTER,
        "may_print": Permission.ORANG_PRINT,
        "may_form": Permission.FORM_PRINT,
    }
    return {name: is_allowed(request.user.role, one) for name, one in may.items()}


@requires(Permission.ORANG_SEARCH, methods=("GET", "POST"))
def warga_cari(request: SignedInRequest) -> HttpResponse:
    """Search by POST, so that no words stand in an address; a fragment while typing.

    A GET shows the last search again, so that "back" from a person finds the results.
    """
    is_again = request.method != "POST"
    form = CariForm(last_search(request) if is_again else request.POST)
    is_ketik = "HX-Request" in request.headers
    page: dict[str, object] = {"form": form, "hasil": None, "is_ketik": is_ketik}
    page["may_enter"] = is_allowed(request.user.role, Permission.PPKS_ENTER)
    if is_ketik and len(request.POST.get("q", "").strip()) < HURUF_SAAT_KETIK:
        return HttpResponse("")
    if form.is_bound and form.is_valid():
        cari = form.cleaned_data["q"]
        try:
            hasil = _search_again(request, cari) if is_again else _search(request, form)
        except DomainError:
            return render_problem(request, "429", retry_after_s=600)
        page |= {"hasil": hasil, "is_kata": cari.cara is CaraCari.KATA}
    return render(request, f"desk/people/{'_hasil' if is_ketik else 'cari'}.html", page)


def _search(request: SignedInRequest, form: CariForm) -> list[people.BarisOrang]:
    """The results of a new search. Raises DomainError where there were too many."""
    cari, now = form.cleaned_data["q"], timezone.now()
    reveal.check_search_pace(cari=cari, by=request.user, now=now)
    keep_search(request, form.data.get("q", ""))
    hasil = people.search_orang(cari=cari, user=request.user, on=timezone.localdate(now))
    reveal.record_search(cari=cari, jumlah=len(hasil), by=request.user)
    return hasil


def _search_again(request: SignedInRequest, cari: Cari) -> list[people.BarisOrang] | None:
    """The results of a search that was counted when it was made; None where there were too many."""
    now = timezone.now()
    if reveal.is_too_often(cari=cari, by=request.user, now=now):
        return None
    return people.search_orang(cari=cari, user=request.user, on=timezone.localdate(now))


@requires(Permission.ORANG_READ)
def warga_detail(request: SignedInRequest, orang_id: UUID) -> HttpResponse:
    """The dossier; showing a terbatas entry leaves a line in the trail."""
    return _show_orang(request, orang_id, form=None, bagian=None)


@requires(Permission.NIK_REVEAL, methods=("POST",))
def warga_buka(request: SignedInRequest, orang_id: UUID) -> HttpResponse:
    """Open one masked part of a person for 15 minutes, with a reason."""
    orang = people.get_orang(orang_id, request.user)
    bagian = _read_bagian(request, BAGIAN_ORANG)
    if orang is None or bagian is None:
        raise Http404
    form = _reveal(request, orang, bagian)
    if form is not None:
        return _show_orang(request, orang_id, form=form, bagian=bagian)
    return redirect(f"{reverse('desk:warga_detail', args=[orang_id])}#{ANCHORS[bagian]}")


def _show_orang(
    request: SignedInRequest, orang_id: UUID, *, form: BukaForm | None, bagian: Bagian | None
) -> HttpResponse:
    terbuka = list_open(request, orang_id)
    hari_ini = timezone.localdate()
    vault = Vault()
    found = dossier.get_dossier(
        orang_id, user=request.user, on=hari_ini, terbuka=terbuka, vault=vault
    )
    if found is None:
        raise Http404
    reveal.record_views(entri=found.entri_terbatas, by=request.user)
    riwayat = timeline.list_peristiwa(
        found.orang,
        user=request.user,
        kategori={entri.ppks.pk: entri.kategori for entri in found.entri},
        is_open=Bagian.CATATAN in terbuka,
        now=timezone.now(),
        vault=vault,
    )
    page = _buka_page(request, form, bagian) | {"d": found, "riwayat": riwayat}
    page["buka_url"] = reverse("desk:warga_buka", args=[orang_id])
    page |= _frame_may(request) | frame_ubah(request) | _frame_lembar(request, found)
    page |= _berkas_page(request, found.orang, terbuka)
    return render(request, "desk/people/detail.html", page)


def _frame_lembar(request: SignedInRequest, d: dossier.Dossier) -> dict[str, object]:
    lembar = read_lembar(request, d)
    has_tertutup = d.has_tertutup or any(isi.is_tertutup for isi in lembar)
    return {"lembar_list": lembar, "has_tertutup": has_tertutup}


def read_lembar(request: SignedInRequest, d: dossier.Dossier) -> list[pendataan.Lembaran]:
    """The sheets of the person; reading opened ones leaves a line each."""
    lembar = pendataan.list_lembar(
        [Lembar.PERORANGAN, Lembar.KEMAMPUAN], d.orang, user=request.user,
        on=timezone.localdate(), is_open=d.is_catatan_terbuka, alamat=d.alamat,
    )  # fmt: skip
    for isi in lembar:
        if d.is_catatan_terbuka and isi.terakhir is not None:
            record_view(isi.terakhir, by=request.user)
    return lembar


@requires(Permission.ORANG_READ)
def keluarga(request: SignedInRequest, keluarga_id: UUID) -> HttpResponse:
    """A family: its members in sight, before and now."""
    return _show_keluarga(request, keluarga_id, form=None)


@requires(Permission.NIK_REVEAL, methods=("POST",))
def keluarga_buka(request: SignedInRequest, keluarga_id: UUID) -> HttpResponse:
    """Open the No KK, or the family's files, for 15 minutes, with a reason."""
    row = get_keluarga_row(keluarga_id, request.user)
    if row is None:
        raise Http404
    bagian = _read_bagian(request, BAGIAN_KELUARGA) or Bagian.NO_KK
    form = _reveal(request, row, bagian)
    if form is not None:
        return _show_keluarga(request, keluarga_id, form=form, bagian=bagian)
    return redirect(f"{reverse('desk:keluarga', args=[keluarga_id])}#{ANCHORS[bagian]}")


def _show_keluarga(
    request: SignedInRequest,
    keluarga_id: UUID,
    *,
    form: BukaForm | None,
    bagian: Bagian = Bagian.NO_KK,
) -> HttpResponse:
    terbuka = list_open(request, keluarga_id)
    found = get_keluarga(keluarga_id, user=request.user, on=timezone.localdate(), terbuka=terbuka)
    if found is None:
        raise Http404
    page = _buka_page(request, form, bagian) | {"k": found} | frame_ubah(request)
    page["buka_url"] = reverse("desk:keluarga_buka", args=[keluarga_id])
    page |= _frame_may(request)
    page["lembar_list"] = pendataan.list_lembar(
        [Lembar.RUMAH_ASET], found.keluarga, user=request.user, on=timezone.localdate(),
        is_open=Bagian.NO_KK in terbuka, alamat=found.alamat,
    )  # fmt: skip
    page |= _berkas_page(request, found.keluarga, terbuka)
    return render(request, "desk/people/keluarga.html", page)


def _berkas_page(
    request: SignedInRequest, subjek: Orang | Keluarga, terbuka: Collection[Bagian]
) -> dict[str, object]:
    """The section of photos and papers; contents have pages of their own."""
    is_open = Bagian.BERKAS in terbuka
    name = "desk:warga_berkas" if isinstance(subjek, Orang) else "desk:keluarga_berkas"
    may_send = is_allowed(request.user.role, Permission.FILE_CHANGE)
    now = timezone.now()
    daftar = berkas.list_berkas(
        subjek, user=request.user, on=timezone.localdate(now), now=now, is_open=is_open
    )
    page: dict[str, object] = {
        "berkas": daftar,
        "is_berkas_terbuka": is_open and bool(daftar.berlaku),
        "tambah_berkas_url": reverse(name, args=[subjek.pk]) if may_send else "",
    }
    told = read_id(request, "berkas") if may_send else None
    if told in {baris.berkas.pk for baris in daftar.berlaku}:
        page["toast"] = Toast("Berkas tersimpan.")
    elif told in {baris.berkas.pk for baris in daftar.diakhiri}:
        url = reverse("desk:berkas_pulihkan", args=[told])
        page["toast"] = Toast("Berkas diakhiri.", url)
    return page


def _read_bagian(request: SignedInRequest, allowed: frozenset[Bagian]) -> Bagian | None:
    asked = request.POST.get("bagian", "")
    return next((bagian for bagian in allowed if bagian == asked), None)


def list_open(request: SignedInRequest, subjek_id: UUID) -> frozenset[Bagian]:
    """What this session has opened; a role without the permission has opened nothing."""
    if not is_allowed(request.user.role, Permission.NIK_REVEAL):
        return frozenset()
    opened = request.session.get(OPENED_KEY, {})
    return list_bagian(opened, subjek_id=subjek_id, now=timezone.now())


def _reveal(request: SignedInRequest, subjek: Orang | Keluarga, bagian: Bagian) -> BukaForm | None:
    """Open the part; the form again when something is to be corrected."""
    form = _buka_form(request.POST, bagian, _list_alasan())
    if not form.is_valid():
        return form
    try:
        reveal.reveal_secret(subjek=subjek, bagian=bagian, by=request.user, **form.cleaned_data)
    except DomainError as error:
        form.add_domain_error(error)
        return form
    request.session[OPENED_KEY] = add_bagian(
        request.session.get(OPENED_KEY, {}),
        subjek_id=subjek.pk,
        bagian=bagian,
        now=timezone.now(),
    )
    return None


def _list_alasan() -> list[Kode]:
    return list_pilihan_daftar([ALASAN_BUKA], timezone.localdate())[ALASAN_BUKA]


def _buka_form(data: QueryDict | None, bagian: Bagian, alasan: list[Kode]) -> BukaForm:
    return BukaForm(data, alasan=alasan, auto_id=f"id_{bagian}_%s")


def _buka_page(
    request: SignedInRequest, form: BukaForm | None, bagian: Bagian | None
) -> dict[str, object]:
    """The forms that open the masked parts, by part; none without the permission."""
    if not is_allowed(request.user.role, Permission.NIK_REVEAL):
        return {"buka": {}, "form": None}
    alasan = _list_alasan()
    forms = {b.value: _buka_form(None, b, alasan) for b in Bagian}
    if form is not None and bagian is not None:
        forms[bagian.value] = form
    return {"buka": forms, "form": form}
