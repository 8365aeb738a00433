"""A person with the columns of the registry's own, in clear."""

import uuid

from django.db import models


class Desa(models.Model):
    kode = models.CharField(max_length=13, primary_key=True)
    nama = models.CharField(max_length=60)

    def __str__(self) -> str:
        return self.nama


class Person(models.Model):
    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    desa = models.ForeignKey(Desa, models.PROTECT)
    nama = models.CharField(max_length=100, db_index=True)
    nik = models.CharField(max_length=16, unique=True, null=True)
    gelar_depan = models.CharField(max_length=40, blank=True)
    gelar_belakang = models.CharField(max_length=40, blank=True)
    nomor_sementara = models.CharField(max_length=20, blank=True)
    tempat_lahir = models.CharField(max_length=100, blank=True)
    tanggal_lahir = models.DateField(null=True)
    jenis_kelamin = models.CharField(max_length=1)
    telepon = models.CharField(max_length=20, blank=True)
    status_kawin = models.CharField(max_length=32, blank=True)
    agama = models.CharField(max_length=32, blank=True)
    pendidikan = models.CharField(max_length=32, blank=True)
    pekerjaan = models.CharField(max_length=32, blank=True)
    dibuat_pada = models.DateTimeField()
    diubah_pada = models.DateTimeField()

    class Meta:
        ordering = ["nama"]

    def __str__(self) -> str:
        return self.nama
