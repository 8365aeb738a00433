"""Dated reference data: criteria, PPKS categories, their forms and the closed lists.

A period is [berlaku_mulai, berlaku_sampai): the end day itself is outside, null means open.
Rows are never rewritten to mean something else; a change of meaning is a new version, and an
answer keeps pointing at the row it was given under. Short codes (`kode`) stay the same across
versions. Every fact keeps its source and whether the office has confirmed it.

A version revoked before its first day keeps its row with an empty period, ending on the day it
would have begun, so that it is in force on no day. `objects` leaves such rows out.
"""

from datetime import date
from typing import Any, Self

from django.db import models
from django.db.models import F, Q

NOT_REVOKED = Q(berlaku_sampai__isnull=True) | Q(berlaku_sampai__gt=F("berlaku_mulai"))


class DatedQuerySet(models.QuerySet[Any]):
    def in_force(self, on: date) -> Self:
        """Rows whose period holds the day."""
        return self.filter(
            Q(berlaku_sampai__isnull=True) | Q(berlaku_sampai__gt=on), berlaku_mulai__lte=on
        )


class DatedManager(models.Manager.from_queryset(DatedQuerySet)):  # type: ignore[misc]
    """Versions that are, were or will be in force; none that was revoked before its day."""

    def get_queryset(self) -> DatedQuerySet:
        return DatedQuerySet(self.model, using=self._db).filter(NOT_REVOKED)


class Dated(models.Model):
    berlaku_mulai = models.DateField()
    berlaku_sampai = models.DateField(null=True, blank=True)

    objects = DatedManager()
    semua = DatedQuerySet.as_manager()

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=Q(berlaku_sampai__isnull=True)
                | Q(berlaku_sampai__gte=F("berlaku_mulai")),
                name="%(app_label)s_%(class)s_periode",
            ),
        ]


class Sourced(models.Model):
    sumber = models.CharField(max_length=300)
    dikonfirmasi = models.BooleanField(default=False)

    class Meta:
        abstract = True


class KriteriaPasal5(Sourced):
    """One of the seven problem criteria. Source: UU 11/2009 Pasal 5 ayat (2)."""

    nomor = models.PositiveSmallIntegerField(primary_key=True)
    nama = models.CharField(max_length=120)
    nama_undang_undang = models.CharField(max_length=120)

    class Meta:
        ordering = ["nomor"]
        verbose_name = "kriteria UU 11/2009"
        verbose_name_plural = "kriteria UU 11/2009"

    def __str__(self) -> str:
        return self.nama


class KategoriPpks(models.Model):
    """Identity of a category: number in the official order and short code, never changed."""

    nomor = models.PositiveSmallIntegerField(primary_key=True)
    kode = models.CharField(max_length=8, unique=True)

    class Meta:
        ordering = ["nomor"]
        verbose_name = "kategori PPKS"
        verbose_name_plural = "kategori PPKS"

    def __str__(self) -> str:
        return self.kode


class KategoriVersi(Dated, Sourced):
    """What a category says in one period.

    Ages are completed years, both bounds inside. Outside usia_min..usia_maks the operator is
    asked for a reason; below tolak_di_bawah or above tolak_di_atas the entry is refused.
    """

    class Unit(models.TextChoices):
        ORANG = "orang", "Orang"
        KELUARGA = "keluarga", "Keluarga"
        KOMUNITAS = "komunitas", "Komunitas"

    class JenisKelamin(models.TextChoices):
        LAKI_LAKI = "L", "Laki-laki"
        PEREMPUAN = "P", "Perempuan"

    class Tingkat(models.TextChoices):
        BIASA = "biasa", "Biasa"
        TERBATAS = "terbatas", "Terbatas"
        RAHASIA = "rahasia", "Rahasia"

    class UnitPenangan(models.TextChoices):
        PPPA = "pppa", "Pemberdayaan Perempuan dan Perlindungan Anak"
        RESOS = "resos", "Rehabilitasi Sosial"

    kategori = models.ForeignKey(KategoriPpks, models.PROTECT, related_name="versi_list")
    nama = models.CharField(max_length=120)
    definisi = models.TextField()
    penjelasan_singkat = models.CharField(max_length=160)
    unit = models.CharField(max_length=9, choices=Unit)
    usia_min = models.PositiveSmallIntegerField(null=True, blank=True)
    usia_maks = models.PositiveSmallIntegerField(null=True, blank=True)
    tolak_di_bawah = models.PositiveSmallIntegerField(null=True, blank=True)
    tolak_di_atas = models.PositiveSmallIntegerField(null=True, blank=True)
    jenis_kelamin = models.CharField(max_length=1, choices=JenisKelamin, blank=True)
    tingkat = models.CharField(max_length=8, choices=Tingkat)
    unit_penangan = models.CharField(max_length=5, choices=UnitPenangan, blank=True)
    masa_tinjau_bulan = models.PositiveSmallIntegerField()
    kriteria_bawaan = models.ManyToManyField(KriteriaPasal5, through="KriteriaBawaan")

    class Meta:
        ordering = ["kategori", "berlaku_mulai"]
        verbose_name = "versi kategori"
        verbose_name_plural = "versi kategori"
        constraints = [
            *Dated.Meta.constraints,
            models.UniqueConstraint(
                fields=["kategori", "berlaku_mulai"],
                condition=NOT_REVOKED,
                name="registry_kategoriversi_mulai",
            ),
            models.CheckConstraint(
                condition=(Q(tingkat="rahasia") & ~Q(unit_penangan=""))
                | (~Q(tingkat="rahasia") & Q(unit_penangan="")),
                name="registry_kategoriversi_penangan_rahasia",
            ),
        ]

    def __str__(self) -> str:
        return self.nama


class KriteriaBawaan(models.Model):
    """A criterion ticked at first for a category; the officer may change the ticks."""

    kategori_versi = models.ForeignKey(
        KategoriVersi, models.CASCADE, related_name="kriteria_bawaan_list"
    )
    kriteria = models.ForeignKey(KriteriaPasal5, models.PROTECT, related_name="+")
    urutan = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["kategori_versi", "urutan"]
        verbose_name = "kriteria bawaan"
        verbose_name_plural = "kriteria bawaan"
        constraints = [
            models.UniqueConstraint(
                fields=["kategori_versi", "kriteria"], name="registry_kriteriabawaan_sekali"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kategori_versi_id}: {self.kriteria_id}"


class TandaKategori(Sourced):
    """One of the category's own signs, from the annex of Permensos 08/2012."""

    kategori_versi = models.ForeignKey(KategoriVersi, models.CASCADE, related_name="tanda_list")
    kode = models.SlugField(max_length=40)
    teks = models.CharField(max_length=200)
    urutan = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["kategori_versi", "urutan"]
        verbose_name = "tanda kategori"
        verbose_name_plural = "tanda kategori"
        constraints = [
            models.UniqueConstraint(
                fields=["kategori_versi", "kode"], name="registry_tandakategori_kode"
            ),
        ]

    def __str__(self) -> str:
        return self.teks


class DaftarKode(Dated, Sourced):
    """A closed list in one version: agama, pendidikan, alat bantu …"""

    kode = models.SlugField(max_length=40)
    versi = models.PositiveSmallIntegerField(default=1)
    nama = models.CharField(max_length=120)

    class Meta:
        ordering = ["kode", "versi"]
        verbose_name = "daftar kode"
        verbose_name_plural = "daftar kode"
        constraints = [
            *Dated.Meta.constraints,
            models.UniqueConstraint(
                fields=["kode", "versi"], condition=NOT_REVOKED, name="registry_daftarkode_versi"
            ),
            models.UniqueConstraint(
                fields=["kode", "berlaku_mulai"],
                condition=NOT_REVOKED,
                name="registry_daftarkode_mulai",
            ),
        ]

    def __str__(self) -> str:
        return self.nama


class Kode(Dated, Sourced):
    """One choice of a list.

    `alias` holds other spellings, separated by a vertical bar. `picu_rahasia`: the answer is
    not stored where it was given; a rahasia entry (`picu_kategori`) is opened instead.
    """

    daftar = models.ForeignKey(DaftarKode, models.PROTECT, related_name="kode_list")
    kode = models.CharField(max_length=40)
    teks = models.CharField(max_length=120)
    alias = models.CharField(max_length=300, blank=True)
    urutan = models.PositiveSmallIntegerField()
    picu_rahasia = models.BooleanField(default=False)
    picu_kategori = models.ForeignKey(
        KategoriPpks, models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        ordering = ["daftar", "urutan"]
        verbose_name = "kode"
        verbose_name_plural = "kode"
        constraints = [
            *Dated.Meta.constraints,
            models.UniqueConstraint(
                fields=["daftar", "kode"], condition=NOT_REVOKED, name="registry_kode_sekali"
            ),
            models.CheckConstraint(
                condition=Q(picu_rahasia=True, picu_kategori__isnull=False)
                | Q(picu_rahasia=False, picu_kategori__isnull=True),
                name="registry_kode_picu_kategori",
            ),
        ]

    def __str__(self) -> str:
        return self.teks


class Lembar(models.TextChoices):
    """Sheets of questions that belong to no category: about a family's home, about a person."""

    RUMAH_ASET = "rumah_aset", "Rumah dan aset"
    PERORANGAN = "perorangan", "Data perorangan"
    KEMAMPUAN = "kemampuan", "Enam pertanyaan kemampuan"


class Formulir(Dated, Sourced):
    """The form of one category, or of one sheet (`lembar`), in one period."""

    kategori = models.ForeignKey(
        KategoriPpks, models.PROTECT, null=True, blank=True, related_name="formulir_list"
    )
    lembar = models.CharField(max_length=20, choices=Lembar, blank=True)
    versi = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["kategori", "versi"]
        verbose_name = "formulir"
        verbose_name_plural = "formulir"
        constraints = [
            *Dated.Meta.constraints,
            models.UniqueConstraint(fields=["kategori", "versi"], name="registry_formulir_versi"),
            models.UniqueConstraint(
                fields=["kategori", "berlaku_mulai"],
                condition=NOT_REVOKED,
                name="registry_formulir_mulai",
            ),
            models.UniqueConstraint(
                fields=["lembar", "versi"],
                condition=~Q(lembar=""),
                name="registry_formulir_lembar_versi",
            ),
            models.CheckConstraint(
                condition=Q(kategori__isnull=False, lembar="")
                | (Q(kategori__isnull=True) & ~Q(lembar="")),
                name="registry_formulir_satu_pemilik",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kategori_id or self.lembar} v{self.versi}"


class VariabelDtsen(Dated, Sourced):
    """One of the 13 variables of a person or the 26 of a family that DTSEN holds.

    `asal` says where it is on record: "isian" is asked on a sheet by the fields that name its
    code in `atribut`; all others are known from the row itself. `daftar` names its code list.
    """

    class Kelompok(models.TextChoices):
        PERORANGAN = "perorangan", "Perorangan"
        KELUARGA = "keluarga", "Keluarga"

    kode = models.CharField(max_length=4, primary_key=True)
    kelompok = models.CharField(max_length=10, choices=Kelompok)
    nama = models.CharField(max_length=40)
    teks = models.CharField(max_length=80)
    asal = models.CharField(max_length=20)
    daftar = models.SlugField(max_length=40, blank=True)
    urutan = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["kelompok", "urutan"]
        verbose_name = "variabel DTSEN"
        verbose_name_plural = "variabel DTSEN"
        constraints = [*Dated.Meta.constraints]

    def __str__(self) -> str:
        return self.teks


class Isian(Sourced):
    """One field of a form.

    `kode` is the same in every version and category that asks the same thing. `utama` fields
    are shown first, the rest is folded. `peka`: the answer is encrypted at rest.
    `tampil_jika_nilai` is "ya", "tidak" or a code of the other field's list. `min` and `maks`
    bound numbers; `desimal` is how many digits after the comma are taken.
    """

    class Jenis(models.TextChoices):
        TEKS = "teks", "Teks"
        TEKS_PANJANG = "teks_panjang", "Teks panjang"
        ANGKA = "angka", "Angka"
        UANG = "uang", "Uang"
        TANGGAL = "tanggal", "Tanggal"
        PILIHAN = "pilihan", "Pilihan"
        PILIHAN_BANYAK = "pilihan_banyak", "Boleh pilih beberapa"
        YA_TIDAK = "ya_tidak", "Ya atau tidak"

    formulir = models.ForeignKey(Formulir, models.PROTECT, related_name="isian_list")
    kode = models.SlugField(max_length=40)
    label = models.CharField(max_length=120)
    bantuan = models.CharField(max_length=160)
    contoh = models.CharField(max_length=160)
    jenis = models.CharField(max_length=14, choices=Jenis)
    daftar = models.ForeignKey(
        DaftarKode, models.PROTECT, null=True, blank=True, related_name="isian_list"
    )
    satuan = models.CharField(max_length=20, blank=True)
    min = models.DecimalField(max_digits=16, decimal_places=5, null=True, blank=True)
    maks = models.DecimalField(max_digits=16, decimal_places=5, null=True, blank=True)
    desimal = models.PositiveSmallIntegerField(default=0)
    urutan = models.PositiveSmallIntegerField()
    kelompok = models.SlugField(max_length=30, blank=True)
    utama = models.BooleanField(default=False)
    peka = models.BooleanField(default=False)
    tampil_jika_isian = models.SlugField(max_length=40, blank=True)
    tampil_jika_nilai = models.CharField(max_length=40, blank=True)
    atribut = models.CharField(max_length=10)

    class Meta:
        ordering = ["formulir", "urutan"]
        verbose_name = "isian"
        verbose_name_plural = "isian"
        constraints = [
            models.UniqueConstraint(fields=["formulir", "kode"], name="registry_isian_kode"),
            models.UniqueConstraint(fields=["formulir", "urutan"], name="registry_isian_urutan"),
            models.CheckConstraint(
                condition=Q(jenis__in=["pilihan", "pilihan_banyak"], daftar__isnull=False)
                | (~Q(jenis__in=["pilihan", "pilihan_banyak"]) & Q(daftar__isnull=True)),
                name="registry_isian_pilihan_berdaftar",
            ),
            models.CheckConstraint(
                condition=Q(tampil_jika_isian="", tampil_jika_nilai="")
                | (~Q(tampil_jika_isian="") & ~Q(tampil_jika_nilai="")),
                name="registry_isian_tampil_jika_lengkap",
            ),
        ]

    def __str__(self) -> str:
        return self.label
