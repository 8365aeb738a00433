"""Addresses of the training."""

from django.urls import path

from balale.latihan.views import karcis, tugas

app_name = "latihan"
urlpatterns = [
    path("", tugas.tugas, name="tugas"),
    path("hasil/", karcis.hasil, name="hasil"),
    path("masuk/", karcis.masuk, name="masuk"),
    path("mulai/", karcis.mulai, name="mulai"),
    path("selesai/", karcis.selesai, name="selesai"),
    path("sertifikat/", tugas.sertifikat, name="sertifikat"),
    path("ulang/", tugas.ulang, name="ulang"),
]
