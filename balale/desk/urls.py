"""Addresses of village and office screens. Identities never stand in one, only row ids."""

from django.urls import path

from balale.desk.views import help, home, people, rahasia

app_name = "desk"
urlpatterns = [
    path("", home.beranda, name="beranda"),
    path("bantuan/", help.bantuan, name="bantuan"),
    path("keluarga/<uuid:keluarga_id>/", people.keluarga, name="keluarga"),
    path("keluarga/<uuid:keluarga_id>/buka/", people.keluarga_buka, name="keluarga_buka"),
    path("rahasia/", rahasia.rahasia, name="rahasia"),
    path("rahasia/terkirim/<uuid:receipt_id>/", rahasia.terkirim, name="rahasia_terkirim"),
    path("warga/", people.warga, name="warga"),
    path("warga/cari/", people.warga_cari, name="warga_cari"),
    path("warga/<uuid:orang_id>/", people.warga_detail, name="warga_detail"),
    path("warga/<uuid:orang_id>/buka/", people.warga_buka, name="warga_buka"),
]
