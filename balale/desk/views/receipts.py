"""Receipts: proof of what this account sent, and what happens next."""

from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render

from balale.access.decorators import requires
from balale.access.rules.policy import Permission
from balale.access.session_rules import SignedInRequest
from balale.access.vault import Vault
from balale.registry.queries import receipts as queries


@requires(Permission.RECEIPT_READ)
def tanda_terima(request: SignedInRequest, receipt_id: UUID) -> HttpResponse:
    """One own receipt."""
    receipt = queries.get_receipt_by_id(receipt_id, request.user)
    if receipt is None:
        raise Http404
    kiriman = queries.get_kiriman(receipt, request.user)
    nik = Vault().get(kiriman.orang, "nik") if kiriman else ""
    context = {"receipt": receipt, "kiriman": kiriman, "nik": nik}
    return render(request, "desk/entry/tanda_terima.html", context)


@requires(Permission.RECEIPT_READ)
def tanda_terima_list(request: SignedInRequest) -> HttpResponse:
    """The account's latest receipts: numbers, times and kinds."""
    context = {"daftar": queries.list_receipts(request.user)}
    return render(request, "desk/entry/tanda_terima_list.html", context)
