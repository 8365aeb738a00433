"""Addresses of the room."""

from django.urls import path

from balale.verification.views import antrean, putusan

app_name = "verification"
urlpatterns = [
    path("", antrean.antrean, name="antrean"),
    path("mulai/", antrean.mulai, name="mulai"),
    path("riwayat/", antrean.riwayat, name="riwayat"),
    path("urungkan/<uuid:keputusan_id>/", putusan.urungkan, name="urungkan"),
    path("<uuid:usulan_id>/", antrean.periksa, name="periksa"),
    path("<uuid:usulan_id>/kembalikan/", putusan.kembalikan, name="kembalikan"),
    path("<uuid:usulan_id>/terima/", putusan.terima, name="terima"),
    path("<uuid:usulan_id>/tolak/", putusan.tolak, name="tolak"),
]
