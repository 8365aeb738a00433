"""The list behind every number of entries: one row an entry, of a person, family or community."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from balale.access.decorators import requires
from balale.access.rules.policy import Permission, is_allowed
from balale.access.session_rules import SignedInRequest
from balale.kit.params import read_id
from balale.registry.queries.entri import list_entri
from balale.registry.rules.keadaan import KEADAAN, PERBAIKAN


@requires(Permission.ORANG_READ)
def data_list(request: SignedInRequest) -> HttpResponse:
    """Entries of the area in one state, newest first."""
    keadaan = request.GET.get("keadaan", "")
    if keadaan and keadaan not in KEADAAN:
        raise Http404
    halaman = list_entri(
        request.user, keadaan, sesudah=read_id(request, "sesudah"), on=timezone.localdate()
    )
    may_enter = is_allowed(request.user.role, Permission.PPKS_ENTER)
    page = {
        "halaman": halaman, "keadaan": keadaan, "kata": KEADAAN.get(keadaan, ""),
        "pilihan": list(KEADAAN.items()), "is_perbaiki": may_enter and keadaan == PERBAIKAN,
    }  # fmt: skip
    return render(request, "desk/people/data.html", page)
