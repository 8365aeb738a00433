"""Trail lines. The table refuses update and delete by grant and by trigger (walls.sql)."""

from django.contrib.postgres.fields import ArrayField
from django.db import models


class TrailLine(models.Model):
    """One line: who, in which role, did what to which row, and why. Never changed."""

    id = models.UUIDField(primary_key=True)
    at = models.DateTimeField()
    user_id = models.UUIDField(null=True)
    role = models.CharField(max_length=32)
    event = models.CharField(max_length=64)
    label = models.CharField(max_length=64)
    object_id = models.UUIDField(null=True)
    reason = models.TextField()
    fields = models.JSONField()
    digest = models.BinaryField(max_length=32)

    class Meta:
        indexes = [
            models.Index(fields=["object_id", "at"], name="trail_object_at"),
            models.Index(fields=["user_id", "at"], name="trail_user_at"),
            models.Index(fields=["event", "at"], name="trail_event_at"),
            models.Index(fields=["at", "id"], name="trail_at"),
        ]


class TrailPending(models.Model):
    """A line that no seal holds yet. PostgreSQL adds it with the line, the sealer takes it away."""

    line_id = models.UUIDField(primary_key=True)
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["at", "line_id"], name="trail_pending_at")]


class TrailSeal(models.Model):
    """One link of the chain: a batch of lines, in order, and a keyed digest over the link before
    and all of them (`chain.py`). Never changed."""

    nomor = models.BigIntegerField(primary_key=True)
    at = models.DateTimeField()
    lines = ArrayField(models.UUIDField())
    digest = models.BinaryField(max_length=32)
