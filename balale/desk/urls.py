"""Addresses of village and office screens. Identities never stand in one, only row ids."""

from django.urls import path

from balale.desk.views import (
    batch,
    draf,
    entry,
    fix,
    health,
    help,
    home,
    kasus,
    paper,
    people,
    period,
    rahasia,
    receipts,
)

app_name = "desk"
urlpatterns = [
    path("", home.beranda, name="beranda"),
    path("bantuan/", help.bantuan, name="bantuan"),
    path("draf/", draf.draf_list, name="draf_list"),
    path("draf/<uuid:draf_id>/buang/", draf.draf_buang, name="draf_buang"),
    path("draf/<uuid:draf_id>/pulihkan/", draf.draf_pulihkan, name="draf_pulihkan"),
    path("formulir/", paper.formulir, name="formulir"),
    path("formulir/cetak/", paper.formulir_cetak, name="formulir_cetak"),
    path("kasus/<uuid:case_id>/jawaban/", kasus.jawaban, name="kasus_jawaban"),
    path("keluarga/<uuid:keluarga_id>/", people.keluarga, name="keluarga"),
    path("keluarga/<uuid:keluarga_id>/buka/", people.keluarga_buka, name="keluarga_buka"),
    path("kesehatan/", health.kesehatan, name="kesehatan"),
    path("penetapan/", period.penetapan, name="penetapan"),
    path("perbaiki/<uuid:ppks_id>/", fix.perbaiki, name="perbaiki"),
    path("persetujuan/", batch.persetujuan, name="persetujuan"),
    path("persetujuan/riwayat/", batch.persetujuan_riwayat, name="persetujuan_riwayat"),
    path(
        "persetujuan/urungkan/<uuid:keputusan_id>/",
        batch.persetujuan_urungkan,
        name="persetujuan_urungkan",
    ),
    path("persetujuan/<uuid:usulan_id>/", batch.persetujuan_rincian, name="persetujuan_rincian"),
    path(
        "persetujuan/<uuid:usulan_id>/kembalikan/",
        batch.persetujuan_kembalikan,
        name="persetujuan_kembalikan",
    ),
    path("rahasia/", rahasia.rahasia, name="rahasia"),
    path("rahasia/terkirim/<uuid:receipt_id>/", rahasia.terkirim, name="rahasia_terkirim"),
    path("tambah/", entry.tambah, name="tambah"),
    path("tambah/<uuid:draf_id>/", entry.lanjutkan, name="lanjutkan"),
    path("tambah/<uuid:draf_id>/periksa/", entry.periksa, name="periksa"),
    path("tanda-terima/", receipts.tanda_terima_list, name="kiriman"),
    path("tanda-terima/<uuid:receipt_id>/", receipts.tanda_terima, name="tanda_terima"),
    path("warga/", people.warga, name="warga"),
    path("warga/cari/", people.warga_cari, name="warga_cari"),
    path("warga/cetak/", paper.warga_cetak, name="warga_cetak"),
    path("warga/<uuid:orang_id>/", people.warga_detail, name="warga_detail"),
    path("warga/<uuid:orang_id>/tambah/", entry.tambah_kategori, name="tambah_kategori"),
    path("warga/<uuid:orang_id>/cetak/", paper.warga_detail_cetak, name="warga_detail_cetak"),
    path("warga/<uuid:orang_id>/formulir/", paper.warga_formulir, name="warga_formulir"),
    path("warga/<uuid:orang_id>/buka/", people.warga_buka, name="warga_buka"),
]
