from django.db import migrations, models


class Migration(migrations.Migration):
    """A compared field keeps the whole question, which holds up to 120 letters."""

    dependencies = [
        ("registry", "0013_second_signature"),
    ]

    operations = [
        migrations.AlterField(
            model_name="usulankolom",
            name="label",
            field=models.CharField(max_length=120),
        ),
        migrations.AlterField(
            model_name="usulankolomevent",
            name="label",
            field=models.CharField(max_length=120),
        ),
    ]
