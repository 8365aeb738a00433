"""Health of the system, for the admin teknis. No person is named or looked at."""

import platform

import django
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone

from balale.access.decorators import requires
from balale.access.queries.directory import count_accounts, count_never_signed_in
from balale.access.rules.health import Severity
from balale.access.rules.policy import Permission
from balale.access.session_rules import SignedInRequest
from balale.desk.queries import list_open_findings


@requires(Permission.HEALTH_READ)
def kesehatan(request: SignedInRequest) -> HttpResponse:
    now = timezone.now()
    findings = list_open_findings(now)
    by_weight = {each: [f for f in findings if f.berat is each] for each in Severity}
    context = {
        "sekarang": now,
        "gangguan": by_weight[Severity.GANGGUAN],
        "peringatan": by_weight[Severity.PERINGATAN],
        "baik": by_weight[Severity.BAIK],
        "jumlah": count_accounts(),
        "belum_masuk": count_never_signed_in(),
        "python": platform.python_version(),
        "django": django.get_version(),
    }
    return render(request, "desk/health/kesehatan.html", context)
