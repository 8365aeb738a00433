"""The auditor's own reading, which stands in the trail like everybody's."""

from uuid import UUID

from balale.access.models import User
from balale.audit import services as audit
from balale.audit.queries import Telusur
from balale.registry.queries.audit import Undian


def record_trail_reading(*, asked: Telusur, catatan: UUID | None, by: User) -> None:
    """One page of the trail was read: of which record, account and days. Audit: trail.read."""
    fields = {
        "akun": str(asked.user_id or ""),
        "sejak": asked.sejak.isoformat() if asked.sejak else "",
        "sampai": asked.sampai.isoformat() if asked.sampai else "",
        "kejadian": len(asked.events),
    }
    obj = ("", catatan) if catatan else None
    audit.record("trail.read", obj, by=by, fields={k: v for k, v in fields.items() if v})


def record_sample(*, undian: Undian, jumlah: int, by: User) -> None:
    """A sample was drawn; whoever has these fields can draw it again. Audit: sample.drawn."""
    fields = {
        "benih": undian.benih,
        "sampai": undian.sampai.isoformat(),
        "wilayah": undian.wilayah,
        "kategori": undian.kategori,
        "banyak": undian.banyak,
        "jumlah": jumlah,
    }
    audit.record("sample.drawn", by=by, fields=fields)
