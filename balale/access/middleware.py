"""One transaction and one database context a request; no personal page is kept by caches."""

from collections.abc import Callable
from datetime import datetime
from typing import cast
from uuid import UUID

from django.db import transaction
from django.http import HttpRequest, HttpResponse

from balale.access.context import Context, acting_as
from balale.access.gate import forget_sent_parcel
from balale.access.models import User
from balale.access.queries.accounts import get_start
from balale.access.rules.policy import SERVER_SET_FIELDS, Role
from balale.audit import services as audit
from balale.kit.errors import PreconditionError
from balale.kit.remembered import remembering
from balale.kit.views import render_problem

ASSIGNMENT_KEY = "assignment"
_DENIED = {401, 403, 404, 405, 428}
# Who the row policies let write reference data: such a request must see its own changes.
_CHANGES_REFERENCE = {Role.PENGELOLA_DATA, Role.KEPALA_DINAS}
Handler = Callable[[HttpRequest], HttpResponse]


class NoStoreMiddleware:
    """Personal pages are stored nowhere; static files never pass here."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response.headers.setdefault("Cache-Control", "no-store")
        return response


class ContextMiddleware:
    """Opens the transaction, sets who asks, and writes the trail of refusals afterwards.

    ATOMIC_REQUESTS is the savepoint inside: a view that fails writes nothing, and
    the refusal is still recorded.
    """

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        with transaction.atomic():
            context, stamp = self._begin(request)
            if context is None:
                return self.get_response(request)
            with acting_as(context, is_whole=True), remembering(stamp):
                response = self.get_response(request)
                forget_sent_parcel(request, response)
                if foreign := sorted(SERVER_SET_FIELDS & request.POST.keys()):
                    self._record(request, "form.foreign_field", fields=foreign)
                if response.status_code in _DENIED:
                    self._record(request, "access.refused", status=response.status_code)
                return response

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """A missing or stale version answers the same on every page: 428 or 409, in words."""
        if isinstance(exception, PreconditionError):
            return render_problem(request, str(exception.status))
        return None

    def _begin(self, request: HttpRequest) -> tuple[Context | None, datetime | None]:
        """Who asks, and the stamp of the reference data that may be remembered."""
        user = request.user
        if not isinstance(user, User):
            return None, None
        start = get_start(user)
        if not start.contexts:
            user.context = Context(user_id=user.id, role="")
            return user.context, None
        chosen = request.session.get(ASSIGNMENT_KEY)
        wanted = UUID(chosen) if chosen else None
        user.context = next(
            (c for c in start.contexts if c.assignment_id == wanted), start.contexts[0]
        )
        may_change = request.method == "POST" and user.role in _CHANGES_REFERENCE
        return user.context, None if may_change else start.stamp

    def _record(self, request: HttpRequest, event: str, **fields: object) -> None:
        match = request.resolver_match
        page = match.view_name if match else ""
        by = cast(User, request.user)  # a context means a signed-in user
        audit.record(event, by=by, fields={"method": request.method, "page": page, **fields})
