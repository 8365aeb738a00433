"""The chain over the trail; every line written so far waits for its first seal."""

import django.contrib.postgres.fields
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("audit", "0002_trail_browsing")]

    operations = [
        migrations.CreateModel(
            name="TrailPending",
            fields=[
                ("line_id", models.UUIDField(primary_key=True, serialize=False)),
                ("at", models.DateTimeField()),
            ],
            options={
                "indexes": [models.Index(fields=["at", "line_id"], name="trail_pending_at")],
            },
        ),
        migrations.CreateModel(
            name="TrailSeal",
            fields=[
                ("nomor", models.BigIntegerField(primary_key=True, serialize=False)),
                ("at", models.DateTimeField()),
                (
                    "lines",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.UUIDField(), size=None
                    ),
                ),
                ("digest", models.BinaryField(max_length=32)),
            ],
        ),
        migrations.RunSQL(
            "insert into audit_trailpending (line_id, at) select id, at from audit_trailline",
            migrations.RunSQL.noop,
        ),
    ]
