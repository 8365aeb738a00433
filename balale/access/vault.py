"""Sealed columns of rows that belong to a subject: `<name>_sandi` columns, opened in batches.

A row needs `id` and `subjek_id`. Data keys are fetched once for many rows and
only for subjects that the row policies show.
"""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from balale.access import crypto
from balale.access.models import JenisSubjek, SubjectKey


class Vault:
    """Data keys of some subjects, for one request or job. Never kept longer."""

    def __init__(self) -> None:
        self._keys: dict[UUID, bytes] = {}

    def create_key(self, subjek_id: UUID, jenis: JenisSubjek) -> SubjectKey:
        """A key row for a new subject, not yet saved; the vault can seal with it at once."""
        data_key, wrapped = crypto.new_wrapped_key(subjek_id)
        self._keys[subjek_id] = data_key
        return SubjectKey(
            subjek_id=subjek_id, jenis=jenis, wrapped=wrapped, master_id=crypto.master_id()
        )

    def fetch(self, subjek_ids: Iterable[UUID]) -> None:
        """Fetch the keys of many subjects in one query."""
        missing = {one for one in subjek_ids if one not in self._keys}
        for row in SubjectKey.objects.filter(subjek_id__in=missing) if missing else ():
            self._keys[row.subjek_id] = crypto.unwrap_key(
                row.subjek_id, bytes(row.wrapped), row.master_id
            )

    def put(self, row: Any, **values: str | None) -> None:
        """Seal values into `<name>_sandi` of the row; None or "" empties the column."""
        for name, text in values.items():
            column = f"{name}_sandi"
            setattr(row, column, self._seal(row, column, text) if text else None)

    def put_bytes(self, row: Any, name: str, content: bytes) -> None:
        """Seal a file's content into `<name>_sandi` of the row."""
        column = f"{name}_sandi"
        setattr(row, column, crypto.seal_bytes(content, **self._place(row, column)))

    def get_bytes(self, row: Any, name: str) -> bytes:
        """Open a file's content. Raises crypto.Unreadable."""
        column = f"{name}_sandi"
        return crypto.unseal_bytes(getattr(row, column), **self._place(row, column))

    def _seal(self, row: Any, column: str, text: str) -> bytes:
        return crypto.seal(text, **self._place(row, column))

    def _place(self, row: Any, column: str) -> dict[str, Any]:
        """Where a value stands, and the key of its subject. Raises crypto.Unreadable."""
        self.fetch([row.subjek_id])
        if row.subjek_id not in self._keys:
            raise crypto.Unreadable(f"key of subject {row.subjek_id}")
        return {
            "data_key": self._keys[row.subjek_id],
            "table": row._meta.db_table,
            "column": column,
            "row_id": row.pk,
            "subjek_id": row.subjek_id,
        }

    def get(self, row: Any, name: str) -> str:
        """Open one sealed column; "" when it is empty. Raises crypto.Unreadable."""
        column = f"{name}_sandi"
        sealed = getattr(row, column)
        if not sealed:
            return ""
        return crypto.unseal(bytes(sealed), **self._place(row, column))
