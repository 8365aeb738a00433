"""The trail is browsed by kind of event and by time, over millions of lines."""

from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models


class Migration(migrations.Migration):
    atomic = False
    dependencies = [("audit", "0001_audit")]

    operations = [
        AddIndexConcurrently(
            model_name="trailline",
            index=models.Index(fields=["event", "at"], name="trail_event_at"),
        ),
        AddIndexConcurrently(
            model_name="trailline",
            index=models.Index(fields=["at", "id"], name="trail_at"),
        ),
    ]
