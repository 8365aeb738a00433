"""The auditor's screens: who saw or changed a record, and a sample that can be drawn again."""

import secrets
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from balale.access import crypto
from balale.access.decorators import requires
from balale.access.queries.chain import get_root, get_seal_state
from balale.access.queries.trail import tell_actors, tell_lines
from balale.access.rules.policy import Permission
from balale.access.session_rules import SignedInRequest
from balale.audit.queries import Telusur, get_line, list_lines
from balale.desk.forms.audit import JejakForm, SampelForm
from balale.kit.formatting import as_wib
from balale.kit.params import read_id
from balale.registry.queries.audit import draw_sample, list_record_ids
from balale.registry.queries.people import list_pilihan_wilayah
from balale.registry.queries.reference import list_kategori
from balale.registry.services.audit import record_sample, record_trail_reading

_KEY = "jejak"


@requires(Permission.TRAIL_READ, methods=("GET", "POST"))
def jejak(request: SignedInRequest) -> HttpResponse:
    """Ask the trail by POST; the question waits in the session while its pages are read."""
    if request.method != "POST":
        return _draw_jejak(request, JejakForm(), _read_kept(request))
    form = JejakForm(request.POST)
    if not form.is_valid():
        return _draw_jejak(request, form, None)
    _keep(request, form.telusur())
    return redirect("desk:jejak")


@requires(Permission.TRAIL_READ)
def jejak_catatan(request: SignedInRequest, line_id: UUID) -> HttpResponse:
    """The whole trail of the record that one line is about. The line stands in the address, so
    that no id of a record does."""
    line = get_line(line_id)
    if line is None or line.object_id is None:
        raise Http404
    asked = Telusur(objek=list_record_ids(line.object_id))
    page = _list_page(request, asked, catatan=line.object_id)
    page["nama_samaran"] = crypto.pseudonym(line.object_id)
    return render(request, "desk/audit/catatan.html", page)


@requires(Permission.TRAIL_READ)
def segel(request: SignedInRequest) -> HttpResponse:
    """The newest seal, to be printed and kept outside the server."""
    akar, (waiting, _since, _last_at) = get_root(), get_seal_state()
    sidik = akar.digest.hex() if akar else ""
    page = {
        "akar": akar,
        "sidik": [sidik[start : start + 8] for start in range(0, len(sidik), 8)],
        "menunggu": waiting,
        "sekarang": timezone.now(),
    }
    return render(request, "desk/audit/segel.html", page)


def _draw_jejak(request: SignedInRequest, form: JejakForm, asked: Telusur | None) -> HttpResponse:
    page: dict[str, Any] = {"form": form, "asked": asked}
    if asked is not None:
        page |= _list_page(request, asked, catatan=asked.objek[0] if asked.objek else None)
    return render(request, "desk/audit/jejak.html", page)


def _list_page(request: SignedInRequest, asked: Telusur, *, catatan: UUID | None) -> dict[str, Any]:
    """One page of lines, and over one record who they are; the reading is recorded."""
    after = read_id(request, "sesudah")
    lines, more = list_lines(asked, after=after)
    actors = tell_actors(asked.objek) if asked.objek and after is None else []
    record_trail_reading(asked=asked, catatan=catatan, by=request.user)
    return {"baris": tell_lines(lines), "berikut": more, "pelaku": actors}


def _keep(request: SignedInRequest, asked: Telusur) -> None:
    request.session[_KEY] = {
        "objek": [str(one) for one in asked.objek],
        "user_id": str(asked.user_id or ""),
        "sejak": asked.sejak.isoformat() if asked.sejak else "",
        "sampai": asked.sampai.isoformat() if asked.sampai else "",
        "events": list(asked.events),
    }


def _read_kept(request: SignedInRequest) -> Telusur | None:
    """The last question of this session; ids and days, nobody's name."""
    kept = request.session.get(_KEY)
    if not kept:
        return None
    return Telusur(
        objek=tuple(UUID(one) for one in kept["objek"]),
        user_id=UUID(kept["user_id"]) if kept["user_id"] else None,
        sejak=datetime.fromisoformat(kept["sejak"]) if kept["sejak"] else None,
        sampai=datetime.fromisoformat(kept["sampai"]) if kept["sampai"] else None,
        events=tuple(kept["events"]),
    )


@requires(Permission.SAMPLE_DRAW)
def sampel(request: SignedInRequest) -> HttpResponse:
    """A random sample of biasa entries, masked; the address draws the same one again."""
    form = SampelForm(
        request.GET or None,
        wilayah=list_pilihan_wilayah(request.user),
        kategori=_list_kategori_biasa(),
        initial=_first_sample(),
    )
    page: dict[str, Any] = {"form": form, "baris": None}
    if form.is_bound and form.is_valid():
        undian = form.undian()
        page |= {"baris": draw_sample(undian), "kata": form.kata}
        record_sample(undian=undian, jumlah=len(page["baris"]), by=request.user)
    return render(request, "desk/audit/sampel.html", page)


def _first_sample() -> dict[str, Any]:
    at = as_wib(timezone.now() - timedelta(minutes=1))
    return {"banyak": 25, "benih": str(secrets.randbelow(900000) + 100000),
            "sampai": f"{at:%d/%m/%Y %H.%M}"}  # fmt: skip


def _list_kategori_biasa() -> list[tuple[str, str]]:
    versions = list_kategori(timezone.localdate()).filter(tingkat="biasa")
    return [(str(row.kategori_id), row.nama) for row in versions]
