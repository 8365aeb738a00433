"""Addresses of the training."""

from django.urls import path

from balale.latihan.views import tugas

app_name = "latihan"
urlpatterns = [
    path("", tugas.tugas, name="tugas"),
    path("sertifikat/", tugas.sertifikat, name="sertifikat"),
]
