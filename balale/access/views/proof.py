"""The person at work says the passphrase again before a heavy step."""

from datetime import datetime

from balale.access import session_rules
from balale.access.forms import BuktiForm
from balale.access.services import accounts
from balale.access.session_rules import SignedInRequest


def is_proven(request: SignedInRequest, form: BuktiForm, now: datetime) -> bool:
    """True with a fresh proof or the right passphrase; else says so in the form."""
    if "bukti" not in form.fields:
        return True
    is_right = accounts.prove_again(
        request=request,
        user=request.user,
        passphrase=form.cleaned_data["bukti"],
        device=session_rules.get_device(request),
        now=now,
    )
    if is_right:
        session_rules.mark_proof(request, now)
    else:
        form.add_error("bukti", "Frasa sandi tidak cocok. Ketik lagi.")
    return is_right
