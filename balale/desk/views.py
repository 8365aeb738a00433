"""Placeholder home until the screens below are in."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods  # noqa: F401

from balale.access.decorators import requires
from balale.access.rules.policy import Permission


@requires(Permission.HOME)
def beranda(request: HttpRequest) -> HttpResponse:
    return render(request, "desk/beranda.html", {})
