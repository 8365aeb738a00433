from django.db import migrations, models

_JENIS = [
    ("formulir", "Formulir"),
    ("lembar", "Lembar pendataan"),
    ("kategori", "Kategori"),
    ("daftar", "Daftar kode"),
    ("kop", "Kop surat"),
    ("pengumuman", "Pengumuman"),
]


class Migration(migrations.Migration):
    """A draft may be of a sheet that belongs to no category."""

    dependencies = [
        ("registry", "0014_whole_questions"),
    ]

    operations = [
        migrations.AlterField(
            model_name="rancangan",
            name="jenis",
            field=models.CharField(choices=_JENIS, max_length=10),
        ),
        migrations.AlterField(
            model_name="rancanganevent",
            name="jenis",
            field=models.CharField(choices=_JENIS, max_length=10),
        ),
    ]
