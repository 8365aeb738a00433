"""Accounts, for the admin teknis: list, new, one account and its changes."""

from collections.abc import Callable
from datetime import datetime
from functools import partial
from uuid import UUID, uuid4

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from balale.access import session_rules
from balale.access.decorators import requires
from balale.access.forms import AkunForm, BuktiForm, CariAkunForm, PeranForm
from balale.access.models import User
from balale.access.queries import codes, directory
from balale.access.queries.accounts import get_user
from balale.access.rules.policy import Permission
from balale.access.services import account_changes
from balale.access.services.versions import MissingPrecondition, parse_key, parse_version
from balale.access.session_rules import SignedInRequest
from balale.access.views.proof import is_proven
from balale.kit.errors import DomainError, StaleVersion
from balale.kit.views import render_problem

Change = Callable[[User, dict], object]


@requires(Permission.ACCOUNT_MANAGE)
def akun_list(request: SignedInRequest) -> HttpResponse:
    form = CariAkunForm(request.GET)
    now = timezone.now()
    page = directory.list_accounts(form.to_search(), on=timezone.localdate(now), now=now)
    context = {
        "form": form,
        "page": page,
        "next_url": _page_url(request, sesudah=page.after),
        "prev_url": _page_url(request, sebelum=page.before),
    }
    return render(request, "access/akun_list.html", context)


def _page_url(request: SignedInRequest, **edge: UUID | None) -> str:
    if not any(edge.values()):
        return ""
    query = request.GET.copy()
    for name in ("sesudah", "sebelum"):
        query.pop(name, None)
    query.update({name: str(value) for name, value in edge.items()})
    return f"?{query.urlencode()}"


@requires(Permission.ACCOUNT_MANAGE, methods=("GET", "POST"))
def akun_new(request: SignedInRequest) -> HttpResponse:
    """A new account with one role; its answer shows the code, once."""
    now = timezone.now()
    form = AkunForm(
        request.POST if request.method == "POST" else None,
        areas=directory.list_area_choices(),
        is_proven=session_rules.has_fresh_proof(request, now),
    )
    if form.is_valid() and is_proven(request, form, now):
        try:
            return _show_code(request, _open(request, form, now))
        except DomainError as error:
            form.add_domain_error(error)
    return render(request, "access/akun_new.html", {"form": form, "new_key": uuid4})


def _open(request: SignedInRequest, form: AkunForm, now: datetime) -> account_changes.IssuedCode:
    return account_changes.open_account(
        kunci=parse_key(request.POST.get("kunci")),
        nama=form.cleaned_data["nama"],
        username=form.cleaned_data["akun"],
        post=form.to_post(),
        by=request.user,
        on=timezone.localdate(now),
        now=now,
    )


@requires(Permission.ACCOUNT_MANAGE)
def akun(request: SignedInRequest, user_id: UUID) -> HttpResponse:
    return _show(request, user_id)


def _show(
    request: SignedInRequest,
    user_id: UUID,
    *,
    form: PeranForm | None = None,
    code_form: BuktiForm | None = None,
) -> HttpResponse:
    now = timezone.now()
    account = directory.get_account(user_id, on=timezone.localdate(now), now=now)
    if account is None:
        raise Http404
    has_proof = session_rules.has_fresh_proof(request, now)
    areas = directory.list_area_choices()
    context = {
        "akun": account,
        "is_own": account.id == request.user.id,
        "form": form or code_form,
        "role_form": form or PeranForm(areas=areas, is_proven=has_proof),
        "code_form": code_form or BuktiForm(is_proven=has_proof, prefix="kode"),
        "pelepas": codes.get_decider_label(account.id),
        "permintaan": codes.get_last_request(account.id),
        "kode_terakhir": directory.get_last_code(account.id),
        "new_key": uuid4,
    }
    return render(request, "access/akun.html", context)


@requires(Permission.ACCOUNT_MANAGE, methods=("POST",))
def akun_role(request: SignedInRequest, user_id: UUID) -> HttpResponse:
    """Give one more role."""
    now = timezone.now()
    form = PeranForm(
        request.POST,
        areas=directory.list_area_choices(),
        is_proven=session_rules.has_fresh_proof(request, now),
    )
    if not (form.is_valid() and is_proven(request, form, now)):
        return _show(request, user_id, form=form)

    def give(user: User, base: dict) -> None:
        post, on = form.to_post(), timezone.localdate(now)
        account_changes.give_role(user=user, post=post, by=request.user, on=on, now=now, **base)

    refused = partial(_refuse_in_form, request, user_id, form)
    return _change(request, user_id, give, "Peran sudah diberikan.", refused)


@requires(Permission.ACCOUNT_MANAGE, methods=("POST",))
def akun_role_end(request: SignedInRequest, user_id: UUID, assignment_id: UUID) -> HttpResponse:
    """End one role today."""
    assignment = directory.get_assignment(user_id, assignment_id)
    if assignment is None:
        raise Http404

    def close(user: User, base: dict) -> None:
        on = timezone.localdate()
        account_changes.close_role(assignment=assignment, by=request.user, on=on, **base)

    return _change(request, user_id, close, "Peran sudah diakhiri.")


@requires(Permission.ACCOUNT_MANAGE, methods=("POST",))
def akun_lock(request: SignedInRequest, user_id: UUID) -> HttpResponse:
    """Lock the account; it is signed out at once."""
    words = "Akun sudah dikunci. Pemakainya langsung keluar."
    return _change(request, user_id, partial(_set_locked, request, True), words)


@requires(Permission.ACCOUNT_MANAGE, methods=("POST",))
def akun_unlock(request: SignedInRequest, user_id: UUID) -> HttpResponse:
    words = "Kunci akun sudah dibuka."
    return _change(request, user_id, partial(_set_locked, request, False), words)


def _set_locked(request: SignedInRequest, is_locked: bool, user: User, base: dict) -> None:
    account_changes.set_locked(user=user, is_locked=is_locked, by=request.user, **base)


@requires(Permission.ACCOUNT_MANAGE, methods=("POST",))
def akun_code(request: SignedInRequest, user_id: UUID) -> HttpResponse:
    """A new one-time code; the answer shows it, once."""
    now = timezone.now()
    has_proof = session_rules.has_fresh_proof(request, now)
    form = BuktiForm(request.POST, is_proven=has_proof, prefix="kode")
    if not (form.is_valid() and is_proven(request, form, now)):
        return _show(request, user_id, code_form=form)

    def renew(user: User, base: dict) -> HttpResponse:
        issued = account_changes.renew_code(user=user, by=request.user, now=now, **base)
        return _show_code(request, issued)

    return _change(request, user_id, renew, "")


def _show_code(request: SignedInRequest, issued: account_changes.IssuedCode) -> HttpResponse:
    """The code, once; where a second person releases it, only that it was asked for."""
    if pelepas := codes.get_decider_label(issued.user_id):
        messages.success(request, f"Kode sudah diminta. {pelepas} yang melepasnya.")
        return redirect("access:akun", issued.user_id)
    context = {"akun": get_user(issued.user_id), "issued": issued}
    return render(request, "access/kode.html", context)


def _refuse_in_form(
    request: SignedInRequest, user_id: UUID, form: PeranForm, error: DomainError
) -> HttpResponse:
    form.add_domain_error(error)
    return _show(request, user_id, form=form)


def _change(
    request: SignedInRequest,
    user_id: UUID,
    write: Change,
    done: str,
    refused: Callable[[DomainError], HttpResponse] | None = None,
) -> HttpResponse:
    """Run one change with its key and version; say what came of it."""
    user = get_user(user_id)
    if user is None:
        raise Http404
    try:
        base = {
            "kunci": parse_key(request.POST.get("kunci")),
            "base": parse_version(request.POST.get("versi")),
        }
        answer = write(user, base)
    except DomainError as error:
        return _refuse(request, user_id, error, refused)
    if isinstance(answer, HttpResponse):
        return answer
    messages.success(request, done)
    return redirect("access:akun", user_id)


def _refuse(
    request: SignedInRequest,
    user_id: UUID,
    error: DomainError,
    refused: Callable[[DomainError], HttpResponse] | None,
) -> HttpResponse:
    page_url = reverse("access:akun", args=[user_id])
    if isinstance(error, MissingPrecondition):
        return render_problem(request, "428", again_url=page_url)
    if isinstance(error, StaleVersion):
        return render_problem(request, "409", again_url=page_url)
    if refused:
        return refused(error)
    messages.warning(request, str(error))
    return redirect(page_url)
