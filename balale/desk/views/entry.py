"""Tambah PPKS: one sheet over five topics, kept as a draft at every step, checked, then sent."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from balale.access.decorators import requires
from balale.access.ids import new_id
from balale.access.queries.accounts import get_area_title
from balale.access.rules.policy import Permission, is_allowed
from balale.access.services.receipts import get_receipt
from balale.access.services.versions import parse_version
from balale.access.session_rules import SignedInRequest
from balale.access.vault import Vault
from balale.desk.forms.bentrok import BentrokDraf
from balale.desk.forms.entry import LABEL, LANGKAH, Lembar, collect_typed
from balale.desk.forms.notice import NoticeForm
from balale.kit.errors import DomainError, StaleVersion
from balale.registry.models import Draf, Orang
from balale.registry.queries import draf as drafs
from balale.registry.queries import entry as queries
from balale.registry.queries.receipts import get_same_home
from balale.registry.queries.reference import list_kode
from balale.registry.services import draf as services
from balale.wilayah.queries import list_desa

_BOTH = ("GET", "POST")
_ENTER = Permission.PPKS_ENTER


@requires(_ENTER, methods=_BOTH)
def tambah(request: SignedInRequest) -> HttpResponse:
    """An empty sheet; nothing is stored before the first button.

    Who writes for several villages names one first.
    """
    desa = _get_asked_desa(request)
    if desa is None:
        return redirect("desk:tambah_desa")
    if request.method == "POST":
        return _take_post(request, _posted_id(request), desa, orang=None)
    lembar = Lembar(_list_remembered(request, desa), user=request.user, on=timezone.localdate())
    return _draw(request, lembar, "siapa", desa)


@requires(_ENTER)
def tambah_desa(request: SignedInRequest) -> HttpResponse:
    """For which village; the only one is not asked for."""
    if _get_asked_desa(request):
        return redirect("desk:tambah")
    choices = {"desa_list": list_desa(request.user.context.wilayah_kode)}
    return render(request, "desk/entry/desa.html", choices)


def _get_asked_desa(request: SignedInRequest) -> str | None:
    """The village of the address, or the account's only one; None while it is open."""
    own = request.user.context.desa
    asked = request.GET.get("desa", "")
    if asked and asked not in own:
        raise Http404
    return asked or (own[0] if len(own) == 1 else None)


@requires(_ENTER, methods=_BOTH)
def tambah_kategori(request: SignedInRequest, orang_id: UUID) -> HttpResponse:
    """One more category for a known person: the same sheet from Kriteria on."""
    orang = queries.get_subject(orang_id, request.user)
    if orang is None:
        raise Http404
    if request.method == "POST":
        return _take_post(request, _posted_id(request), orang.desa_id, orang=orang)
    lembar = Lembar({}, user=request.user, on=timezone.localdate(), orang=orang)
    return _draw(request, lembar, "kriteria", orang.desa_id)


@requires(_ENTER, methods=_BOTH)
def lanjutkan(request: SignedInRequest, draf_id: UUID) -> HttpResponse:
    """Go on with an own draft; one that was sent shows its receipt."""
    draf = _get_or_404(request, draf_id)
    if draf.selesai_pada is not None:
        return _to_receipt(request, draf)
    if request.method == "POST" and request.POST.get("aksi") == "pilih":
        return _take_choices(request, draf)
    if request.method == "POST":
        return _take_post(request, draf.pk, draf.desa_id, orang=draf.orang)
    lembar = _read(request, draf)
    langkah = request.GET.get("langkah", draf.langkah)
    return _draw(request, lembar, langkah, draf.desa_id, draf=draf)


@requires(_ENTER, methods=_BOTH)
def periksa(request: SignedInRequest, draf_id: UUID) -> HttpResponse:
    """Everything in one view, with links to change it, and the button that sends."""
    draf = _get_or_404(request, draf_id)
    if draf.selesai_pada is not None:
        return _to_receipt(request, draf)
    lembar = _read(request, draf)
    pilihan = list(list_kode("hubungan_pengasuh", lembar.on))
    data = request.POST if request.method == "POST" else None
    form = NoticeForm(data, is_anak=lembar.is_anak, pilihan=pilihan)
    is_told = request.POST.get("tahu", "") == lembar.berubah_tanda
    if form.is_valid() and is_told and not lembar.list_errors(lembar.langkah_list):
        return _send(request, draf, lembar, form)
    return _draw_check(request, draf, lembar, form)


def _get_or_404(request: SignedInRequest, draf_id: UUID) -> Draf:
    draf = drafs.get_draf(draf_id, request.user)
    if draf is None:
        raise Http404
    return draf


def _send(request: SignedInRequest, draf: Draf, lembar: Lembar, form: NoticeForm) -> HttpResponse:
    base = parse_version(request.POST.get("versi"))
    now = timezone.now()
    isian = lembar.build(form.build())
    try:
        outcome = services.send_draf(
            draf=draf, base=base, isian=isian, by=request.user, on=lembar.on, now=now
        )
    except StaleVersion:
        messages.warning(request, "Isian ini berubah di tempat lain. Periksa sekali lagi.")
        return redirect("desk:periksa", draf.pk)
    except DomainError as error:
        form.add_domain_error(error)
        return _draw_check(request, draf, lembar, form)
    return redirect("desk:tanda_terima", outcome.receipt.pk)


def _take_post(
    request: SignedInRequest, draf_id: UUID, desa: str, *, orang: Orang | None
) -> HttpResponse:
    """Keep what was typed, then do what the button says."""
    aksi, langkah = request.POST.get("aksi", "lanjut"), request.POST.get("langkah", "")
    checked = _checked(aksi, langkah, orang)
    lembar = Lembar(
        collect_typed(request.POST), user=request.user, on=timezone.localdate(), orang=orang,
        checked=checked,
    )  # fmt: skip
    _record(request, lembar)
    goal = _next_step(aksi, langkah, lembar)
    try:
        draf = services.save_draf(
            draf_id=draf_id, base=parse_version(request.POST.get("versi")), isi=lembar.isi,
            judul=lembar.nama[:200], langkah=_get_resume_step(goal, langkah, lembar),
            by=request.user, now=timezone.now(), orang=orang, desa_kode=desa,
        )  # fmt: skip
    except StaleVersion:
        return _draw_conflict(request, draf_id, lembar, desa)
    except DomainError as error:
        return _draw(request, lembar, langkah, desa, problem=str(error))
    if lembar.shown_errors:
        return _draw(request, lembar, langkah, desa, draf=draf)
    return _go(request, draf, goal)


def _checked(aksi: str, langkah: str, orang: Orang | None) -> tuple[str, ...]:
    """Topics that must be right: the phone's own one, all of them on a desktop's last button."""
    if aksi == "periksa":
        return LANGKAH if orang is None else LANGKAH[2:]
    return (langkah,) if aksi == "lanjut" and langkah in LANGKAH else ()


def _next_step(aksi: str, langkah: str, lembar: Lembar) -> str:
    """Where the button leads: a topic, "periksa" or "beranda"."""
    steps = lembar.langkah_list
    at = steps.index(langkah) if langkah in steps else 0
    if aksi == "simpan":
        return "beranda"
    if aksi == "kembali":
        return steps[at - 1] if at else "beranda"
    if aksi == "muat":
        return "kebutuhan"
    if aksi == "periksa":
        return "periksa" if lembar.is_kebutuhan_drawn else "kebutuhan"
    return steps[at + 1] if at + 1 < len(steps) else "periksa"


def _get_resume_step(goal: str, langkah: str, lembar: Lembar) -> str:
    """The topic a draft opens with later: where the button led, or where it was put aside."""
    steps = lembar.langkah_list
    if goal in steps:
        return goal
    return langkah if goal == "beranda" and langkah in steps else steps[-1]


def _go(request: SignedInRequest, draf: Draf, goal: str) -> HttpResponse:
    if goal == "beranda":
        services.put_aside(draf=draf, by=request.user)
        messages.success(request, "Draf tersimpan. Lanjutkan kapan saja dari beranda.")
        return redirect("desk:beranda")
    if goal == "periksa":
        return redirect("desk:periksa", draf.pk)
    url = reverse("desk:lanjutkan", args=[draf.pk])
    # A phone starts at the top, where warnings stand; a desktop asked for this part of its page.
    anchor = "" if request.POST.get("aksi") in {"lanjut", "kembali"} else f"#{goal}"
    return HttpResponseRedirect(f"{url}?langkah={goal}{anchor}")


def _record(request: SignedInRequest, lembar: Lembar) -> None:
    """Leave in the trail that a NIK was looked up."""
    if "siapa" in lembar.checked and lembar.orang is None:
        nik = lembar.siapa.cleaned_data.get("nik", "")
        if len(nik) == 16:
            services.record_nik_search(nik=nik, by=request.user)


def _posted_id(request: SignedInRequest) -> UUID:
    """The draft's id made with the page; a damaged one is replaced."""
    try:
        return UUID(request.POST.get("draf", ""))
    except ValueError:
        return new_id()


def _read(request: SignedInRequest, draf: Draf) -> Lembar:
    isi = drafs.read_draf(draf, Vault())
    return Lembar(isi, user=request.user, on=timezone.localdate(), orang=draf.orang)


def _to_receipt(request: SignedInRequest, draf: Draf) -> HttpResponse:
    receipt = get_receipt(kunci=draf.pk, by=request.user)
    if receipt is None:
        raise Http404
    return redirect("desk:tanda_terima", receipt.pk)


def _list_remembered(request: SignedInRequest, desa: str) -> drafs.Typed:
    """The dusun of the last entry; with `?alamat=sama` the whole of its address.

    With `?dari=` an own receipt of today, the address and the No KK of who was sent with it.
    """
    rumah = get_same_home(request.GET.get("dari", ""), request.user, on=timezone.localdate())
    if rumah is not None and rumah.desa_kode == desa:
        return {name: [value] for name, value in rumah.isi if value}
    last = queries.get_last_alamat(request.user, desa)
    if last is None:
        return {}
    isi = {"dusun": [last.dusun]} if last.dusun else {}
    if request.GET.get("alamat") == "sama":
        rt_rw = "/".join(part for part in (last.rt, last.rw) if part)
        teks = Vault().get(last, "teks")
        isi |= {name: [v] for name, v in (("rt_rw", rt_rw), ("alamat", teks)) if v}
    return isi


def _draw(
    request: SignedInRequest, lembar: Lembar, langkah: str, desa: str, *,
    draf: Draf | None = None, problem: str = "",
) -> HttpResponse:  # fmt: skip
    """The sheet at one topic."""
    steps = lembar.langkah_list
    langkah = langkah if langkah in steps else steps[0]
    now = LANGKAH.index(langkah) + 1
    context = {
        "lembar": lembar, "langkah": langkah, "labels": LABEL, "now": now, "draf": draf,
        "draf_id": draf.pk if draf else request.POST.get("draf") or new_id(),
        "versi": draf.versi if draf else request.POST.get("versi", ""), "problem": problem,
        "label": LABEL[now - 1], "next_label": LABEL[now], "is_first": langkah == steps[0],
        "prev_langkah": LANGKAH[now - 2],
        "prev_label": LABEL[now - 2] if langkah != steps[0] else "",
        "dusun_list": queries.list_dusun(request.user, desa) if lembar.orang is None else [],
        "desa": desa, "tempat": get_area_title(desa),
        "may_rahasia": is_allowed(request.user.role, Permission.RAHASIA_CREATE),
        "menunggu": None if draf or lembar.nama else drafs.list_open(request.user).first(),
    }  # fmt: skip
    return render(request, "desk/entry/lembar.html", context)


def _draw_check(
    request: SignedInRequest, draf: Draf, lembar: Lembar, form: NoticeForm
) -> HttpResponse:
    context = {
        "draf": draf, "lembar": lembar, "form": form, "labels": LABEL,
        "kurang": [
            (LABEL[LANGKAH.index(name)], name, lembar.list_errors([name]))
            for name in lembar.langkah_list
            if lembar.list_errors([name])
        ],
    }  # fmt: skip
    return render(request, "desk/entry/periksa.html", context)


def _take_choices(request: SignedInRequest, draf: Draf) -> HttpResponse:
    """Of two versions of one draft, what was chosen field by field."""
    typed, on = collect_typed(request.POST), timezone.localdate()
    saya = Lembar(typed, user=request.user, on=on, orang=draf.orang)
    bentrok = BentrokDraf(saya, _read(request, draf))
    merged = bentrok.merge(request.POST)
    if merged is None:
        return _draw_conflict(request, draf.pk, saya, draf.desa_id, bentrok, is_asked=True)
    lembar = Lembar(merged, user=request.user, on=on, orang=draf.orang)
    try:
        services.save_draf(
            draf_id=draf.pk, base=parse_version(request.POST.get("versi")), isi=lembar.isi,
            judul=lembar.nama[:200], langkah=draf.langkah, by=request.user, now=timezone.now(),
            orang=draf.orang, desa_kode=draf.desa_id,
        )  # fmt: skip
    except StaleVersion:
        return _draw_conflict(request, draf.pk, saya, draf.desa_id)
    messages.success(request, "Pilihan Anda tersimpan di draf ini.")
    return redirect("desk:lanjutkan", draf.pk)


def _draw_conflict(
    request: SignedInRequest, draf_id: UUID, lembar: Lembar, desa: str,
    bentrok: BentrokDraf | None = None, *, is_asked: bool = False,
) -> HttpResponse:  # fmt: skip
    """Two tabs: each differing field is chosen; or this tab's words are kept as another draft."""
    draf = drafs.get_draf(draf_id, request.user)
    terbaru = _read(request, draf) if draf and draf.selesai_pada is None else None
    bentrok = bentrok or (BentrokDraf(lembar, terbaru) if terbaru else None)
    context = {
        "bentrok": bentrok.list_beda() if bentrok else [], "is_asked": is_asked,
        "draf": draf, "terbaru": terbaru, "draf_id": draf_id, "new_id": new_id(), "lembar": lembar,
        "isi": [(name, value) for name, values in lembar.isi.items() for value in values],
        "langkah": request.POST.get("langkah", ""), "orang": lembar.orang, "desa": desa,
    }  # fmt: skip
    return render(request, "desk/entry/bentrok.html", context, status=409)
