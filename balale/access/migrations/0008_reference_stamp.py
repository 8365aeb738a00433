"""When reference data changed last, so that processes know what they may remember."""

from django.db import migrations, models
from django.db.models.functions import Now


class Migration(migrations.Migration):
    dependencies = [("access", "0007_community_keys")]

    operations = [
        migrations.AddField(
            model_name="installation",
            name="acuan_pada",
            field=models.DateTimeField(db_default=Now()),
        ),
    ]
