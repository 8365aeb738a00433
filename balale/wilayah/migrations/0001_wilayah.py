import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='Batas',
            fields=[
                ('kode', models.CharField(max_length=13, primary_key=True, serialize=False)),
                ('tingkat', models.CharField(choices=[('provinsi', 'Provinsi'), ('kabupaten', 'Kabupaten/kota'), ('kecamatan', 'Kecamatan'), ('desa', 'Desa/kelurahan')], max_length=9)),
                ('geojson', models.TextField()),
            ],
            options={
                'verbose_name': 'batas',
                'verbose_name_plural': 'batas',
                'ordering': ['kode'],
            },
        ),
        migrations.CreateModel(
            name='Kecamatan',
            fields=[
                ('kode', models.CharField(max_length=13, primary_key=True, serialize=False)),
                ('nama', models.CharField(max_length=60)),
                ('lat', models.FloatField(null=True)),
                ('lon', models.FloatField(null=True)),
                ('luas_km2', models.DecimalField(decimal_places=2, max_digits=8, null=True)),
                ('berlaku_mulai', models.DateField(null=True)),
                ('berlaku_sampai', models.DateField(null=True)),
            ],
            options={
                'verbose_name': 'kecamatan',
                'verbose_name_plural': 'kecamatan',
                'ordering': ['kode'],
                'abstract': False,
                'constraints': [models.CheckConstraint(condition=models.Q(('berlaku_sampai__isnull', True), ('berlaku_mulai__isnull', True), ('berlaku_sampai__gt', models.F('berlaku_mulai')), _connector='OR'), name='wilayah_kecamatan_periode')],
            },
        ),
        migrations.CreateModel(
            name='KodeWilayah',
            fields=[
                ('kode', models.CharField(max_length=13, primary_key=True, serialize=False)),
                ('nama', models.CharField(max_length=80)),
                ('tingkat', models.CharField(choices=[('provinsi', 'Provinsi'), ('kabupaten', 'Kabupaten/kota'), ('kecamatan', 'Kecamatan'), ('desa', 'Desa/kelurahan')], max_length=9)),
                ('berlaku', models.BooleanField(default=True)),
                ('kode_kini', models.CharField(blank=True, max_length=13)),
                ('dasar', models.CharField(blank=True, max_length=120)),
                ('sumber', models.CharField(blank=True, max_length=200)),
                ('kepastian', models.CharField(blank=True, choices=[('pasti-urutan', 'Dibaca dari urutan lampiran'), ('dugaan', 'Dugaan'), ('tercatat', 'Tercatat di edisi lama')], max_length=12)),
                ('catatan', models.CharField(blank=True, max_length=200)),
            ],
            options={
                'verbose_name': 'kode wilayah',
                'verbose_name_plural': 'kode wilayah',
                'ordering': ['kode'],
                'constraints': [models.CheckConstraint(condition=models.Q(('berlaku', False), ('kode_kini', ''), _connector='OR'), name='wilayah_kodewilayah_kini_hanya_lama')],
            },
        ),
        migrations.CreateModel(
            name='Desa',
            fields=[
                ('kode', models.CharField(max_length=13, primary_key=True, serialize=False)),
                ('nama', models.CharField(max_length=60)),
                ('lat', models.FloatField(null=True)),
                ('lon', models.FloatField(null=True)),
                ('luas_km2', models.DecimalField(decimal_places=2, max_digits=8, null=True)),
                ('berlaku_mulai', models.DateField(null=True)),
                ('berlaku_sampai', models.DateField(null=True)),
                ('jenis', models.CharField(choices=[('desa', 'Desa'), ('kelurahan', 'Kelurahan')], max_length=9)),
                ('kodepos', models.CharField(blank=True, max_length=5)),
                ('kecamatan', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='desa_list', to='wilayah.kecamatan')),
            ],
            options={
                'verbose_name': 'desa',
                'verbose_name_plural': 'desa',
                'ordering': ['kode'],
                'abstract': False,
                'constraints': [models.CheckConstraint(condition=models.Q(('berlaku_sampai__isnull', True), ('berlaku_mulai__isnull', True), ('berlaku_sampai__gt', models.F('berlaku_mulai')), _connector='OR'), name='wilayah_desa_periode')],
            },
        ),
    ]
