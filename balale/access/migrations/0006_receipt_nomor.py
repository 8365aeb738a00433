"""A receipt is found by its number."""

from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models


class Migration(migrations.Migration):
    atomic = False
    dependencies = [("access", "0005_case_access_jenis")]

    operations = [
        AddIndexConcurrently(
            model_name="receipt",
            index=models.Index(fields=["nomor"], name="receipt_nomor"),
        ),
    ]
