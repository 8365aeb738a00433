from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models


class Migration(migrations.Migration):

    atomic = False

    dependencies = [
        ('registry', '0004_word_index'),
    ]

    operations = [
        AddIndexConcurrently(
            model_name='orang',
            index=models.Index(condition=models.Q(('nik_indeks', None), ('tingkat', 'biasa')), fields=['nama_kunci', 'id'], name='orang_tanpa_nik'),
        ),
        AddIndexConcurrently(
            model_name='orang',
            index=models.Index(condition=models.Q(('nomor_sementara', ''), _negated=True), fields=['nomor_sementara'], name='orang_nomor_sementara'),
        ),
    ]
