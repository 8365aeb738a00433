"""Case access says why: assigned work, or an emergency that ends by itself."""

from datetime import timedelta

from django.db import migrations, models
from django.db.models import F, Q


class Migration(migrations.Migration):
    dependencies = [("access", "0004_delegasi")]

    operations = [
        migrations.AddField(
            model_name="caseaccess",
            name="jenis",
            field=models.CharField(
                choices=[("tugas", "Tugas"), ("darurat", "Darurat")],
                default="tugas",
                max_length=8,
            ),
        ),
        migrations.AddConstraint(
            model_name="caseaccess",
            constraint=models.CheckConstraint(
                condition=Q(jenis="tugas")
                | Q(
                    jenis="darurat",
                    sampai_pada__isnull=False,
                    sampai_pada__lte=F("mulai_pada") + timedelta(minutes=15),
                ),
                name="case_access_emergency_is_short",
            ),
        ),
        migrations.AlterField(
            model_name="subjectkey",
            name="jenis",
            field=models.CharField(
                choices=[
                    ("orang", "Orang"),
                    ("keluarga", "Keluarga"),
                    ("draf", "Draf"),
                    ("darurat", "Buka darurat"),
                    ("tinjauan", "Tinjauan"),
                ],
                max_length=8,
            ),
        ),
    ]
