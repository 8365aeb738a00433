"""Addresses of the room."""

from django.urls import path

from balale.verification.views import antrean, penolakan, perubahan, putusan

app_name = "verification"
urlpatterns = [
    path("", antrean.antrean, name="antrean"),
    path("mulai/", antrean.mulai, name="mulai"),
    path("penolakan/", penolakan.penolakan_list, name="penolakan_list"),
    path("penolakan/<uuid:usulan_id>/", penolakan.penolakan, name="penolakan"),
    path(
        "penolakan/<uuid:usulan_id>/kembali/",
        penolakan.penolakan_kembali,
        name="penolakan_kembali",
    ),
    path("penolakan/<uuid:usulan_id>/setuju/", penolakan.penolakan_setuju, name="penolakan_setuju"),
    path(
        "penolakan/<uuid:keputusan_id>/urungkan/",
        penolakan.penolakan_urungkan,
        name="penolakan_urungkan",
    ),
    path("perubahan/", perubahan.perubahan_list, name="perubahan_list"),
    path("perubahan/<uuid:usulan_id>/", perubahan.perubahan, name="perubahan"),
    path("perubahan/<uuid:usulan_id>/terima/", perubahan.perubahan_terima, name="perubahan_terima"),
    path("perubahan/<uuid:usulan_id>/tolak/", perubahan.perubahan_tolak, name="perubahan_tolak"),
    path(
        "perubahan/<uuid:usulan_id>/urungkan/",
        perubahan.perubahan_urungkan,
        name="perubahan_urungkan",
    ),
    path("riwayat/", antrean.riwayat, name="riwayat"),
    path("urungkan/<uuid:keputusan_id>/", putusan.urungkan, name="urungkan"),
    path("<uuid:usulan_id>/", antrean.periksa, name="periksa"),
    path("<uuid:usulan_id>/kembalikan/", putusan.kembalikan, name="kembalikan"),
    path("<uuid:usulan_id>/terima/", putusan.terima, name="terima"),
    path("<uuid:usulan_id>/tolak/", putusan.tolak, name="tolak"),
]
