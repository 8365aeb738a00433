"""A case note as a row, its text sealed."""

from uuid import UUID

from balale.access.vault import Vault
from balale.cases.models import CatatanKasus
from balale.registry.services.rows import Stamp


def make_note(
    *, orang_id: UUID, jenis: str, teks: str, stamp: Stamp, vault: Vault, is_bahaya: bool = False
) -> CatatanKasus:
    """A note about the sealed person, not stored yet."""
    note = CatatanKasus(
        id=stamp.new_id(),
        orang_id=orang_id,
        jenis=jenis,
        is_bahaya=is_bahaya,
        **stamp.columns(orang_id),
    )
    vault.put(note, teks=teks)
    return note
