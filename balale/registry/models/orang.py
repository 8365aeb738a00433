"""A person: identity, other names, notice and guardian."""

from django.db import models
from django.db.models import Q

from balale.access.fields import SealedField
from balale.registry.models.base import SubjectRow, level_constraint, track_history


@track_history
class Orang(SubjectRow):
    """One human being. Ordinary rows show their name; sealed rows (rahasia) encrypt it.

    A sealed row shows the sex alone: birth, place, titles and work stand in `rincian_sandi`,
    since with the village they would point to the ordinary row of the same person.
    """

    nama = models.CharField(max_length=100, blank=True)
    nama_kunci = models.CharField(max_length=120, blank=True)
    nama_sandi = SealedField()
    rincian_sandi = SealedField()
    gelar_depan = models.CharField(max_length=40, blank=True)
    gelar_belakang = models.CharField(max_length=40, blank=True)
    nik_sandi = SealedField()
    nik_indeks = models.BinaryField(max_length=33, null=True)
    nik_akhir_indeks = models.BinaryField(max_length=33, null=True)
    alasan_tanpa_nik = models.CharField(max_length=32, blank=True)
    nomor_sementara = models.CharField(max_length=20, blank=True)
    tempat_lahir = models.CharField(max_length=100, blank=True)
    tanggal_lahir = models.DateField(null=True)
    presisi_tgl_lahir = models.CharField(max_length=9, blank=True)
    jenis_kelamin = models.CharField(max_length=1)
    telepon_sandi = SealedField()
    status_kawin = models.CharField(max_length=32, blank=True)
    agama = models.CharField(max_length=32, blank=True)
    pendidikan = models.CharField(max_length=32, blank=True)
    pekerjaan = models.CharField(max_length=32, blank=True)
    meninggal_pada = models.DateField(null=True)
    terverifikasi_pada = models.DateTimeField(null=True)
    terverifikasi_oleh_id = models.UUIDField(null=True)

    class Meta:
        constraints = [
            level_constraint("orang"),
            models.CheckConstraint(
                condition=Q(tingkat="rahasia", nama="", nama_kunci="")
                | (Q(tingkat="biasa") & ~Q(nama="")),
                name="orang_name_sealed_or_shown",
            ),
            models.CheckConstraint(condition=Q(subjek_id=models.F("id")), name="orang_is_subject"),
            models.CheckConstraint(
                condition=~Q(tingkat="rahasia")
                | Q(
                    gelar_depan="",
                    gelar_belakang="",
                    tempat_lahir="",
                    tanggal_lahir=None,
                    presisi_tgl_lahir="",
                    status_kawin="",
                    agama="",
                    pendidikan="",
                    pekerjaan="",
                    nomor_sementara="",
                    nik_akhir_indeks=None,
                ),
                name="orang_sealed_says_nothing",
            ),
            models.CheckConstraint(
                condition=Q(presisi_tgl_lahir__in=["", "hari", "bulan", "tahun", "perkiraan"]),
                name="orang_precision",
            ),
            models.CheckConstraint(condition=Q(jenis_kelamin__in=["L", "P"]), name="orang_sex"),
        ]
        indexes = [
            models.Index(
                fields=["desa", "nama_kunci", "id"],
                condition=Q(tingkat="biasa"),
                name="orang_desa_nama",
            ),
            models.Index(
                fields=["nama_kunci", "id"], condition=Q(tingkat="biasa"), name="orang_nama"
            ),
            models.Index(
                fields=["nama_kunci", "id"],
                condition=Q(tingkat="biasa", nik_indeks=None),
                name="orang_tanpa_nik",
            ),
            models.Index(
                fields=["nomor_sementara"],
                condition=~Q(nomor_sementara=""),
                name="orang_nomor_sementara",
            ),
            models.Index(fields=["nik_indeks"], name="orang_nik"),
            models.Index(fields=["nik_akhir_indeks"], name="orang_nik_akhir"),
        ]


@track_history
class NamaLain(SubjectRow):
    """Another name of a person (baptis, panggilan, Tionghoa, ejaan lama …)."""

    orang = models.ForeignKey(Orang, models.PROTECT, related_name="nama_lain")
    jenis = models.CharField(max_length=16)
    nama = models.CharField(max_length=100, blank=True)
    nama_kunci = models.CharField(max_length=120, blank=True)
    nama_sandi = SealedField()

    class Meta:
        constraints = [
            level_constraint("nama_lain"),
            models.CheckConstraint(
                condition=~Q(tingkat="rahasia") | Q(nama="", nama_kunci=""),
                name="nama_lain_sealed_says_nothing",
            ),
        ]


@track_history
class Pemberitahuan(SubjectRow):
    """Notice given and legal basis of processing (UU 27/2022 Pasal 20, 21, 25)."""

    orang = models.ForeignKey(Orang, models.PROTECT, related_name="pemberitahuan")
    dasar_hukum = models.CharField(max_length=32)
    versi_naskah = models.CharField(max_length=16)
    disampaikan_kepada = models.CharField(max_length=16)
    disampaikan_pada = models.DateField()
    wali_nama_sandi = SealedField()
    wali_hubungan = models.CharField(max_length=32, blank=True)

    class Meta:
        constraints = [level_constraint("pemberitahuan")]
