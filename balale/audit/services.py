"""The only writer of the trail."""

import hashlib
import json
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any, Protocol
from uuid import UUID

import uuid_utils
from django.db import models

from balale.audit.models import TrailLine


class Actor(Protocol):
    """Who acts: an account id (None before sign-in) and the role it acts in."""

    @property
    def user_id(self) -> UUID | None: ...

    @property
    def role(self) -> str: ...


def line_digest(line: TrailLine) -> bytes:
    """SHA-256 over the line's content in one canonical form (sorted JSON, UTC, UTF-8)."""
    return content_digest(
        line.id, line.at, line.user_id, line.role, line.event, line.label, line.object_id,
        line.reason, line.fields,
    )  # fmt: skip


def content_digest(
    line_id: UUID,
    at: datetime,
    user_id: UUID | None,
    role: str,
    event: str,
    label: str,
    object_id: UUID | None,
    reason: str,
    fields: Mapping[str, Any],
) -> bytes:
    """`line_digest` of a line that was read as plain columns, in their order."""
    content = [
        str(line_id),
        at.isoformat(timespec="microseconds"),
        str(user_id or ""),
        role,
        event,
        label,
        str(object_id or ""),
        reason,
        fields,
    ]
    text = json.dumps(content, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).digest()


def record(
    event: str,
    obj: models.Model | tuple[str, UUID | None] | None = None,
    *,
    by: Actor,
    reason: str = "",
    fields: Mapping[str, Any] | None = None,
) -> None:
    """Write one line in the current transaction; if it can't be written, the action fails.

    `obj` is a row, or (label, id). `fields` names what changed; secret values
    never stand here, at most their keyed digests.
    """
    line = TrailLine(
        id=UUID(str(uuid_utils.uuid7())),
        at=datetime.now(UTC),
        user_id=by.user_id,
        role=by.role,
        event=event,
        label="",
        reason=reason[:1000],
        fields=dict(fields or {}),
    )
    if isinstance(obj, models.Model):
        line.label, line.object_id = obj._meta.label_lower, obj.pk
    elif obj is not None:
        line.label, line.object_id = obj
    line.digest = line_digest(line)
    line.save(force_insert=True)
