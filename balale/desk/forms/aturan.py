"""The content of one version as typed, part by part. What it becomes is checked once more by
the rules of the configuration, so that a screen and a file are held to the same."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Any, cast

from django import forms

from balale.access.rules.policy import POLICY, Role
from balale.kit.fields import CheckPicks, CodeField, RadioPicks
from balale.kit.forms import KitForm
from balale.registry.models import Isian, KategoriVersi
from balale.registry.rules.bilangan import parse_bilangan
from balale.registry.rules.konfigurasi import BERDAFTAR, PERAN

SUMBER = "Ketetapan DSP3A"
BESAR = forms.Textarea(attrs={"rows": 4})
BATAS_MAKS = Decimal(10**10)


def _pilih(choices: Iterable[tuple[str, str]], kosong: str = "Pilih…") -> list[tuple[str, str]]:
    return [("", kosong), *choices]


class MulaiForm(KitForm):
    """The first day of a version."""

    examples = {"mulai": "Contoh: 01/01/2027."}
    mulai = forms.DateField(
        label="Berlaku mulai", help_text="Paling cepat besok. Sebelum itu tidak ada yang berubah.",
        widget=forms.DateInput(attrs={"class": "w-date", "autocomplete": "off"}),
    )  # fmt: skip


class KategoriIsiForm(KitForm):
    """Wording, limits and level of a category."""

    examples = {
        "nama": "Contoh: Lanjut Usia Terlantar.",
        "penjelasan_singkat": "Contoh: Berusia 60 tahun ke atas dan tidak terurus.",
        "definisi": "Contoh: Seseorang berusia 60 tahun atau lebih yang …",
        "usia_min": "Contoh: 60.", "usia_maks": "Contoh: 17.", "tolak_di_bawah": "Contoh: 55.",
        "tolak_di_atas": "Contoh: 21.", "masa_tinjau_bulan": "Contoh: 12.",
    }  # fmt: skip

    nama = forms.CharField(label="Nama", help_text="Seperti tertulis di peraturan.", max_length=120)
    penjelasan_singkat = forms.CharField(
        label="Penjelasan singkat", help_text="Dibaca operator saat memilih.", max_length=160
    )
    definisi = forms.CharField(
        label="Definisi", help_text="Kalimat lengkap dari peraturan.", max_length=4000,
        widget=BESAR,
    )  # fmt: skip
    unit = forms.ChoiceField(
        label="Dihitung per", choices=KategoriVersi.Unit.choices, widget=RadioPicks
    )
    usia_min = forms.IntegerField(
        label="Umur paling muda", help_text="Di bawah ini operator ditanya alasannya.",
        min_value=0, max_value=150, required=False,
    )  # fmt: skip
    usia_maks = forms.IntegerField(
        label="Umur paling tua", help_text="Di atas ini operator ditanya alasannya.",
        min_value=0, max_value=150, required=False,
    )  # fmt: skip
    tolak_di_bawah = forms.IntegerField(
        label="Ditolak di bawah umur", help_text="Kosongkan bila tidak pernah ditolak.",
        min_value=0, max_value=150, required=False,
    )  # fmt: skip
    tolak_di_atas = forms.IntegerField(
        label="Ditolak di atas umur", help_text="Kosongkan bila tidak pernah ditolak.",
        min_value=0, max_value=150, required=False,
    )  # fmt: skip
    jenis_kelamin = forms.ChoiceField(
        label="Jenis kelamin", choices=[("", "Keduanya"), *KategoriVersi.JenisKelamin.choices],
        widget=RadioPicks, required=False,
    )  # fmt: skip
    tingkat = forms.ChoiceField(
        label="Tingkat kerahasiaan", help_text="Menurunkan tingkat perlu persetujuan orang kedua.",
        choices=KategoriVersi.Tingkat.choices, widget=RadioPicks,
    )  # fmt: skip
    unit_penangan = forms.ChoiceField(
        label="Bidang penangan", help_text="Hanya untuk kategori rahasia.",
        choices=[("", "Tidak ada"), *KategoriVersi.UnitPenangan.choices], widget=RadioPicks,
        required=False,
    )  # fmt: skip
    kriteria = forms.TypedMultipleChoiceField(
        label="Kriteria UU 11/2009", help_text="Tercentang lebih dulu; operator boleh mengubah.",
        widget=CheckPicks, coerce=int, required=False,
    )  # fmt: skip
    masa_tinjau_bulan = forms.IntegerField(
        label="Masa tinjau (bulan)", help_text="Setelah itu data perlu diperbarui.", min_value=1,
        max_value=120,
    )  # fmt: skip

    def __init__(self, *args: Any, kriteria: Iterable[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast(forms.MultipleChoiceField, self.fields["kriteria"]).choices = list(kriteria)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        is_rahasia = data.get("tingkat") == "rahasia"
        if "tingkat" in data and is_rahasia != bool(data.get("unit_penangan")):
            kata = "Pilih bidang yang menangani." if is_rahasia else "Hanya untuk tingkat rahasia."
            self.add_error("unit_penangan", kata)
        for low, high in (("usia_min", "usia_maks"), ("tolak_di_bawah", "tolak_di_atas")):
            bawah, atas = data.get(low), data.get(high)
            if bawah is not None and atas is not None and bawah > atas:
                self.add_error(high, "Batas atas lebih kecil dari batas bawah.")
        return data

    def build(self, isi: dict[str, Any]) -> dict[str, Any]:
        """The content with what was typed; criteria that stay keep their order."""
        ticked = self.cleaned_data["kriteria"]
        kept = [nomor for nomor in isi["kriteria"] if nomor in ticked]
        added = [nomor for nomor in ticked if nomor not in kept]
        return {**isi, **self.cleaned_data, "kriteria": kept + added}


class TandaForm(KitForm):
    """One sign of a category."""

    examples = {"teks": "Contoh: Tidak punya keluarga yang mengurus."}
    teks = forms.CharField(
        label="Tanda", help_text="Satu hal yang dapat dilihat di lapangan.", max_length=200
    )

    def build(self, kode: str) -> dict[str, Any]:
        return {"kode": kode, **self.cleaned_data, "sumber": SUMBER, "dikonfirmasi": False}


class KodeForm(KitForm):
    """One choice of a list."""

    examples = {
        "teks": "Contoh: Kursi roda.",
        "alias": "Contoh: kursi dorong | wheelchair.",
    }
    teks = forms.CharField(label="Pilihan", help_text="Kata yang dibaca operator.", max_length=120)
    alias = forms.CharField(
        label="Ejaan lain", help_text="Pisahkan dengan garis tegak.", max_length=300, required=False
    )
    picu_kategori = forms.TypedChoiceField(
        label="Membuka jalur rahasia", coerce=int, empty_value=None,
        help_text="Pilih kategori rahasia bila jawaban ini menyangkut kekerasan.", required=False,
    )  # fmt: skip

    def __init__(self, *args: Any, rahasia: Iterable[tuple[str, str]] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = cast(forms.TypedChoiceField, self.fields["picu_kategori"])
        field.choices = _pilih(rahasia, "Tidak")

    def build(self, kode: str) -> dict[str, Any]:
        return {"kode": kode, **self.cleaned_data}


class BatasField(forms.CharField):
    """A bound typed with any clear separators; cleaned to plain digits, None when empty."""

    def clean(self, value: Any) -> str | None:
        text = super().clean(value)
        hasil = parse_bilangan(text, desimal=5, min=-BATAS_MAKS, maks=BATAS_MAKS)
        if hasil.error:
            raise forms.ValidationError(hasil.error, "bilangan")
        return None if hasil.nilai is None else f"{hasil.nilai.normalize():f}"


class IsianForm(KitForm):
    """One question of a form. `daftar` are the lists, `lain` the form's other questions."""

    examples = {
        "label": "Contoh: Punya kebun sendiri?",
        "bantuan": "Contoh: Tanyakan juga luasnya.",
        "contoh": "Contoh: Ya, kebun lada di belakang rumah.",
        "satuan": "Contoh: meter persegi.", "min": "Contoh: 0.", "maks": "Contoh: 500.",
        "desimal": "Contoh: 0 untuk angka bulat.",
        "tampil_jika_nilai": "Contoh: ya, atau kode pilihannya.",
    }  # fmt: skip

    label = forms.CharField(
        label="Pertanyaan", help_text="Pendek, seperti ditanyakan langsung.", max_length=120
    )
    jenis = forms.ChoiceField(label="Jenis jawaban", choices=Isian.Jenis.choices)
    daftar = forms.ChoiceField(
        label="Daftar kode", help_text="Hanya untuk pertanyaan pilihan.", required=False
    )
    bantuan = forms.CharField(
        label="Bantuan", help_text="Satu kalimat di bawah pertanyaan.", max_length=160
    )
    contoh = forms.CharField(
        label="Contoh jawaban", help_text="Muncul saat tanda tanya ditekan.", max_length=160
    )
    utama = forms.BooleanField(
        label="Tampil lebih dulu", help_text="Ikut dihitung dalam kelengkapan.", required=False
    )
    peka = forms.BooleanField(
        label="Jawaban disandikan",
        help_text="Untuk kesehatan, uang, dan hal pribadi.",
        required=False,
    )
    satuan = forms.CharField(
        label="Satuan", help_text="Hanya untuk angka.", max_length=20, required=False
    )
    min = BatasField(
        label="Angka paling kecil", help_text="Kosongkan bila bebas.", max_length=20, required=False
    )
    maks = BatasField(
        label="Angka paling besar", help_text="Kosongkan bila bebas.", max_length=20, required=False
    )
    desimal = forms.IntegerField(
        label="Angka di belakang koma", help_text="Kosong berarti angka bulat.", min_value=0,
        max_value=5, required=False,
    )  # fmt: skip
    tampil_jika_isian = forms.ChoiceField(
        label="Tampil setelah pertanyaan", help_text="Kosongkan bila selalu tampil.", required=False
    )
    tampil_jika_nilai = forms.CharField(
        label="Tampil bila dijawab", help_text="Tulis ya, tidak, atau kode pilihan.",
        max_length=40, required=False,
    )  # fmt: skip

    def __init__(
        self, *args: Any, daftar: Iterable[tuple[str, str]], lain: Iterable[tuple[str, str]],
        **kwargs: Any,
    ) -> None:  # fmt: skip
        super().__init__(*args, **kwargs)
        cast(forms.ChoiceField, self.fields["daftar"]).choices = _pilih(daftar, "Tanpa daftar")
        other = cast(forms.ChoiceField, self.fields["tampil_jika_isian"])
        other.choices = _pilih(lain, "Selalu tampil")

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        jenis = data.get("jenis")
        if jenis and (jenis in BERDAFTAR) != bool(data.get("daftar")) and "daftar" in data:
            is_picked = jenis in BERDAFTAR
            kata = "Pilih daftar kodenya." if is_picked else "Jenis ini tidak memakai daftar."
            self.add_error("daftar", kata)
        if bool(data.get("tampil_jika_isian")) != bool(data.get("tampil_jika_nilai")):
            self.add_error("tampil_jika_nilai", "Isi pertanyaan dan jawabannya bersama.")
        low, high = data.get("min"), data.get("maks")
        if low and high and Decimal(low) > Decimal(high):
            self.add_error("maks", "Angka paling besar lebih kecil dari yang paling kecil.")
        return data

    def build(self, kode: str, old: dict[str, Any] | None) -> dict[str, Any]:
        kept = old or {
            "kelompok": "", "atribut": "", "sumber": SUMBER, "dikonfirmasi": False,
        }  # fmt: skip
        typed = {**self.cleaned_data, "desimal": self.cleaned_data.get("desimal") or 0}
        return {**kept, "kode": kode, **typed}


class LembarIsianForm(IsianForm):
    """One question of a sheet, and which variable of DTSEN it answers."""

    examples = {**IsianForm.examples, "atribut": "Contoh: K15 Lantai."}
    field_order = ["label", "jenis", "daftar", "atribut"]
    atribut = forms.ChoiceField(
        label="Variabel DTSEN", help_text="Kosongkan bila di luar daftar DTSEN.", required=False
    )

    def __init__(self, *args: Any, variabel: Iterable[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        now = kwargs.get("initial", {}).get("atribut", "")
        kept = [(now, f"{now} Tambahan")] if now and now not in dict(variabel) else []
        field = cast(forms.ChoiceField, self.fields["atribut"])
        field.choices = _pilih([*variabel, *kept], "Bukan variabel DTSEN")


class DaftarForm(KitForm):
    """What a new list is called."""

    examples = {"nama": "Contoh: Jenis pupuk."}
    nama = forms.CharField(
        label="Nama daftar", help_text="Dipilih saat menulis pertanyaan.", max_length=120
    )

    def build(self, isi: dict[str, Any]) -> dict[str, Any]:
        return {**isi, **self.cleaned_data}


class KopIsiForm(KitForm):
    """A letterhead."""

    examples = {
        "baris": "Contoh: PEMERINTAH KABUPATEN BENGKAYANG.",
        "alamat": "Contoh: Jalan Guna Baru Rangkang, Bengkayang.",
        "tempat": "Contoh: Bengkayang.", "jabatan": "Contoh: Kepala Desa Suka Maju.",
        "pejabat": "Contoh: Yohanes Jali.", "nip": "Contoh: 19780512 200312 1 004.",
    }  # fmt: skip
    baris = forms.CharField(
        label="Baris kop", help_text="Satu baris kop setiap baris. Baris terakhir paling besar.",
        max_length=700, widget=BESAR,
    )  # fmt: skip
    alamat = forms.CharField(
        label="Alamat", help_text="Di bawah baris kop.", max_length=200, required=False
    )
    tempat = forms.CharField(
        label="Tempat surat", help_text="Ditulis sebelum tanggal.", max_length=60
    )
    jabatan = forms.CharField(
        label="Jabatan", help_text="Jabatan yang menandatangani.", max_length=160
    )
    pejabat = forms.CharField(
        label="Nama pejabat",
        help_text="Kosong berarti ditulis tangan.",
        max_length=100,
        required=False,
    )
    nip = CodeField(
        label="NIP", noun="NIP", length=18, help_text="Kosongkan bila tidak ada.", required=False
    )

    def clean_baris(self) -> list[str]:
        lines = [line.strip() for line in self.cleaned_data["baris"].split("\n") if line.strip()]
        if not lines or len(lines) > 6:
            raise forms.ValidationError("Tulis satu sampai enam baris.")
        if any(len(line) > 120 for line in lines):
            raise forms.ValidationError("Satu baris paling banyak 120 huruf.")
        return lines

    def build(self, isi: dict[str, Any]) -> dict[str, Any]:
        return {**isi, **self.cleaned_data}


class PengumumanIsiForm(KitForm):
    """An announcement: words, until when, for whom."""

    examples = {
        "judul": "Contoh: Batas kirim bulan ini.",
        "teks": "Contoh: Kirim data sebelum tanggal 25.",
        "berlaku_sampai": "Contoh: 31/01/2027.",
    }
    judul = forms.CharField(
        label="Judul", help_text="Dibaca lebih dulu di beranda.", max_length=120
    )
    teks = forms.CharField(
        label="Isi", help_text="Jangan menulis nama warga.", max_length=1000, widget=BESAR
    )
    peran = forms.MultipleChoiceField(
        label="Untuk peran", help_text="Kosong berarti semua peran.", widget=CheckPicks,
        choices=[(name, POLICY[Role(name)].label) for name in PERAN], required=False,
    )  # fmt: skip
    wilayah_kode = forms.ChoiceField(
        label="Untuk wilayah", help_text="Kosong berarti seluruh kabupaten.", required=False
    )
    berlaku_sampai = forms.DateField(
        label="Tampil sebelum tanggal", help_text="Kosong berarti tampil terus.",
        widget=forms.DateInput(attrs={"class": "w-date", "autocomplete": "off"}), required=False,
    )  # fmt: skip

    def __init__(self, *args: Any, wilayah: Iterable[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = cast(forms.ChoiceField, self.fields["wilayah_kode"])
        field.choices = _pilih(wilayah, "Seluruh kabupaten")

    def build(self, isi: dict[str, Any]) -> dict[str, Any]:
        sampai: date | None = self.cleaned_data.get("berlaku_sampai")
        typed = {**self.cleaned_data, "berlaku_sampai": sampai.isoformat() if sampai else None}
        return {**isi, **typed}


class TolakForm(KitForm):
    """Why the second person says no."""

    examples = {"alasan": "Contoh: Data kekerasan tetap rahasia."}
    alasan = forms.CharField(
        label="Alasan menolak", help_text="Dibaca pengelola data.", max_length=300
    )


class CabutForm(KitForm):
    """Why a version is revoked before its first day."""

    examples = {"sebab": "Contoh: Tanggal mulainya salah."}
    sebab = forms.CharField(
        label="Alasan mencabut", help_text="Tersimpan bersama versi ini.", max_length=300
    )


class BerkasForm(KitForm):
    """A configuration file to read."""

    berkas = forms.FileField(label="Berkas konfigurasi", help_text="Berkas JSON dari BALALE'.")
