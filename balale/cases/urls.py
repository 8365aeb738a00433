"""Addresses of the room. They name a case by its random id and nothing else."""

from django.urls import path

from balale.cases.views import darurat, kasus, steps, tinjauan

app_name = "cases"
urlpatterns = [
    path("", kasus.daftar, name="daftar"),
    path("darurat/", darurat.darurat, name="darurat"),
    path("darurat/<uuid:buka_id>/", darurat.darurat_kasus, name="darurat_kasus"),
    path("penjelasan/", tinjauan.penjelasan, name="penjelasan"),
    path("penjelasan/<uuid:buka_id>/", tinjauan.jelaskan, name="jelaskan"),
    path("tinjauan/", tinjauan.tinjauan, name="tinjauan"),
    path("tinjauan/<uuid:buka_id>/", tinjauan.tinjau, name="tinjau"),
    path("<uuid:case_id>/", kasus.kasus, name="kasus"),
    path("<uuid:case_id>/buka/", steps.buka, name="buka"),
    path("<uuid:case_id>/tugaskan/", steps.tugaskan, name="tugaskan"),
    path("<uuid:case_id>/catatan/", steps.catatan, name="catatan"),
    path("<uuid:case_id>/minta-pengesahan/", steps.minta, name="minta"),
    path("<uuid:case_id>/sahkan/", steps.sahkan, name="sahkan"),
    path("<uuid:case_id>/kembalikan/", steps.kembalikan, name="kembalikan"),
    path("<uuid:case_id>/tolak/", steps.tolak, name="tolak"),
]
