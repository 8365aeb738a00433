"""A data key says what it was made for."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("access", "0001_access")]

    operations = [
        migrations.AddField(
            model_name="subjectkey",
            name="jenis",
            field=models.CharField(
                choices=[("orang", "Orang"), ("keluarga", "Keluarga"), ("draf", "Draf")],
                default="orang",
                max_length=8,
            ),
            preserve_default=False,
        )
    ]
