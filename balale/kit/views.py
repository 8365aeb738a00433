"""Pages shown when something fails. The root urls and settings name these handlers."""

import logging
import secrets

from django.core.exceptions import RequestDataTooBig, TooManyFilesSent
from django.http import HttpRequest, HttpResponse
from django.template import loader
from django.views.decorators.csrf import requires_csrf_token

from balale.kit.problems import PROBLEMS

logger = logging.getLogger("balale.kit.problem")

# No letters or digits that sound or look alike on a bad line.
CODE_ALPHABET = "ACDEFHJKLMNPRTUVWXY34679"


def render_problem(
    request: HttpRequest, key: str, *, again_url: str = "", retry_after_s: int | None = None
) -> HttpResponse:
    """Answer with the failure page `key` ("404", "409", "429", ...) and log its short code."""
    problem = PROBLEMS[key]
    code = "BKY " + "".join(secrets.choice(CODE_ALPHABET) for _ in range(4))
    logger.warning("problem %s shown with code %s", key, code)
    context = vars(problem) | {
        "code": code,
        "again_url": again_url or (request.get_full_path() if problem.again_word else ""),
    }
    # A broken server renders without context processors: they may be what broke.
    used = None if problem.status == 500 else request
    if used is None:
        context["is_latihan"] = getattr(request, "is_latihan", False)
    body = loader.render_to_string(f"{key}.html", context, used)
    response = HttpResponse(body, status=problem.status)
    response["Cache-Control"] = "no-store"
    if retry_after_s is not None:
        response["Retry-After"] = str(retry_after_s)
    return response


@requires_csrf_token
def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """handler400; a body beyond the limits gets the page that says so."""
    too_big = isinstance(exception, RequestDataTooBig | TooManyFilesSent)
    return render_problem(request, "413" if too_big else "400")


@requires_csrf_token
def permission_denied(request: HttpRequest, exception: Exception) -> HttpResponse:
    """handler403."""
    return render_problem(request, "403")


@requires_csrf_token
def page_not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """handler404; also what lies outside the person's area."""
    return render_problem(request, "404")


@requires_csrf_token
def server_error(request: HttpRequest) -> HttpResponse:
    """handler500."""
    return render_problem(request, "500")


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """CSRF_FAILURE_VIEW: the session ended or the form was left open too long."""
    return render_problem(request, "403_csrf")
