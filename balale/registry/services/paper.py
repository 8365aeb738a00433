"""The line that a printed page leaves in the trail."""

from collections.abc import Mapping
from typing import Any

from balale.access.models import User
from balale.audit import services as audit
from balale.registry.models import Orang


def record_print(
    *,
    dokumen: str,
    kertas: str,
    by: User,
    subjek: Orang | None = None,
    jumlah: int | None = None,
    rincian: Mapping[str, Any] | None = None,
) -> None:
    """Note what was printed: which document, of whom or of how many rows, narrowed to what.

    `rincian` holds codes and numbers only, never a name or a number of a person. Audit:
    document.printed.
    """
    fields: dict[str, Any] = {"dokumen": dokumen, "kertas": kertas, **(rincian or {})}
    if jumlah is not None:
        fields["jumlah"] = jumlah
    audit.record("document.printed", subjek, by=by, fields=fields)
