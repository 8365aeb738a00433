"""Addresses of the training."""

from django.urls import path

from balale.latihan.views import tugas

app_name = "latihan"
urlpatterns = [
    path("", tugas.tugas, name="tugas"),
    path("ulang/", tugas.ulang, name="ulang"),
    path("sertifikat/", tugas.sertifikat, name="sertifikat"),
]
