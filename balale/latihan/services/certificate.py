"""The line that a printed certificate leaves in the trail."""

from balale.access.models import User
from balale.audit import services as audit


def record_certificate(*, nomor: str, by: User) -> None:
    """Audit: document.printed, with the certificate's number."""
    audit.record(
        "document.printed",
        by=by,
        fields={"dokumen": "sertifikat_latihan", "kertas": "a4", "nomor": nomor},
    )
