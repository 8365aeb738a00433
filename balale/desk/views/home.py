"""The home of each role: its first job biggest, what waits for it as a number."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from balale.access.decorators import requires
from balale.access.rules.policy import Permission


@requires(Permission.HOME)
def beranda(request: HttpRequest) -> HttpResponse:
    return render(request, f"desk/beranda/{request.user.role or 'tanpa_peran'}.html", {})
