"""An operator's work is handed to a successor, by the admin teknis."""

from uuid import UUID, uuid4

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from balale.access import session_rules
from balale.access.decorators import requires
from balale.access.models import Assignment
from balale.access.queries.accounts import get_area_title, get_user
from balale.access.queries.directory import get_assignment
from balale.access.rules.policy import Permission, Role
from balale.access.services.versions import parse_key, parse_version
from balale.access.session_rules import SignedInRequest
from balale.access.views.proof import is_proven
from balale.desk.forms.serah import SerahForm
from balale.desk.paper.head import make_cetakan, read_kertas
from balale.desk.paper.serah import build_serah
from balale.desk.views.paper import make_pdf
from balale.kit.errors import DomainError
from balale.registry.queries.serah import get_serah_terima
from balale.registry.services.paper import record_print
from balale.registry.services.serah import hand_over


@requires(Permission.ACCOUNT_MANAGE, methods=("GET", "POST"))
def serah(request: SignedInRequest, user_id: UUID, assignment_id: UUID) -> HttpResponse:
    """Name the successor; the answer shows a new account's code, once."""
    now = timezone.now()
    assignment = get_assignment(user_id, assignment_id)
    if assignment is None or assignment.role != Role.OPERATOR_DESA:
        raise Http404
    form = SerahForm(
        request.POST if request.method == "POST" else None,
        is_proven=session_rules.has_fresh_proof(request, now),
    )
    if not (form.is_valid() and is_proven(request, form, now)):
        return _show(request, assignment, form)
    return _hand_over(request, assignment, form)


@requires(Permission.ACCOUNT_MANAGE)
def serah_cetak(request: SignedInRequest, user_id: UUID, assignment_id: UUID) -> HttpResponse:
    """The page that both sign; with the successor's name once the role was handed over."""
    now = timezone.now()
    assignment = get_assignment(user_id, assignment_id)
    if assignment is None or assignment.role != Role.OPERATOR_DESA:
        raise Http404
    desa = assignment.wilayah_kode
    kertas = read_kertas(request.GET.get("kertas", ""))
    cetakan = make_cetakan(
        request.user, judul="Serah terima akun", kertas=kertas, now=now, kode=desa
    )
    selesai = get_serah_terima(assignment, user=request.user)
    record_print(
        dokumen="serah_terima", kertas=kertas, by=request.user,
        rincian={"dari": str(user_id), "desa": desa},
    )  # fmt: skip
    data = build_serah(assignment, selesai, tempat=get_area_title(desa))
    return make_pdf("serah", data, cetakan, now, "serah-terima")


def _hand_over(request: SignedInRequest, assignment: Assignment, form: SerahForm) -> HttpResponse:
    now = timezone.now()
    try:
        done = hand_over(
            kunci=parse_key(request.POST.get("kunci")),
            base=parse_version(request.POST.get("versi")),
            assignment=assignment,
            penerus=form.to_penerus(),
            by=request.user,
            on=timezone.localdate(now),
            now=now,
        )
    except DomainError as error:
        form.add_domain_error(error)
        return _show(request, assignment, form)
    context = {
        "serahan": done, "issued": done.issued, "akun": get_user(done.issued.user_id),
        "assignment": assignment,
    }  # fmt: skip
    return render(request, "desk/serah/selesai.html", context)


def _show(request: SignedInRequest, assignment: Assignment, form: SerahForm) -> HttpResponse:
    context = {
        "akun": assignment.user,
        "tempat": get_area_title(assignment.wilayah_kode),
        "form": form,
        "new_key": uuid4,
        "assignment": assignment,
    }
    return render(request, "desk/serah/serah.html", context)
