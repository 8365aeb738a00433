"""The short form of a special hand-in: the least that keeps a person safe and findable."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms
from django.utils.functional import cached_property

from balale.desk.forms.kategori import KategoriForm
from balale.kit.fields import CodeField, RadioPicks
from balale.kit.forms import KitForm
from balale.registry.models import KategoriVersi
from balale.registry.queries.reference import (
    get_formulir,
    get_kategori,
    list_kategori,
    list_kode,
    list_kriteria_bawaan,
)
from balale.registry.rules.entry import (
    IsianAlamat,
    IsianEntri,
    IsianKeluarga,
    IsianNotice,
    IsianOrang,
    IsianPpksBaru,
)
from balale.registry.rules.nik import parse_nik
from balale.registry.rules.tanggal import Presisi, parse_tanggal
from balale.registry.rules.usia import USIA_TERTUA_TAHUN, is_anak

_KELAMIN = [("P", "Perempuan"), ("L", "Laki-laki")]
_BAHAYA = [("ya", "Ya, dalam bahaya"), ("tidak", "Tidak, atau belum tahu")]
_DASAR = [
    ("persetujuan", "Setuju datanya dikirim"),
    ("tugas_hukum", "Belum setuju, tetapi perlu dilindungi"),
]
_DASAR_NOTES = {"tugas_hukum": "Pemerintah wajib melindungi, juga tanpa persetujuan."}
_KEPADA = [
    ("orangnya", "Orangnya sendiri"),
    ("wali", "Walinya"),
    ("belum", "Belum, karena tidak aman"),
]


def list_kategori_rahasia(on: date) -> list[KategoriVersi]:
    """Categories that are taken here and nowhere else."""
    return list(list_kategori(on).filter(tingkat="rahasia"))


class RahasiaForm(KitForm):
    """Who, where, how to make contact safely, and whether there is danger now."""

    examples = {
        "nama": "Contoh: Maria, atau M. saja.",
        "lahir": "Contoh: 12/2/2010, atau 2010 saja.",
        "usia": "Contoh: 15.",
        "nik": "Contoh: 610701 450690 9001.",
        "dusun": "Contoh: Dusun Sebadu.",
        "alamat": "Contoh: rumah papan biru dekat gereja.",
        "hubungi": "Contoh: telepon bibinya, pagi hari. Jangan datang ke rumah.",
        "wali_nama": "Contoh: Martina, bibinya.",
    }

    kategori = forms.ChoiceField(label="Apa yang terjadi?", widget=RadioPicks)
    is_bahaya = forms.ChoiceField(
        label="Apakah orang ini dalam bahaya sekarang?", choices=_BAHAYA, widget=RadioPicks
    )
    nama = forms.CharField(
        label="Nama", max_length=100,
        help_text="Inisial boleh. Tulis ‘tidak diketahui’ bila belum tahu.",
    )  # fmt: skip
    jenis_kelamin = forms.ChoiceField(label="Jenis kelamin", choices=_KELAMIN, widget=RadioPicks)
    lahir = forms.CharField(
        label="Tanggal lahir", max_length=60, required=False,
        help_text="Tahun saja juga boleh.",
        widget=forms.TextInput(attrs={"class": "w-date"}),
    )  # fmt: skip
    usia = forms.IntegerField(
        label="Atau perkiraan usia", required=False, min_value=0, max_value=USIA_TERTUA_TAHUN,
        help_text="Isi bila tanggal lahir belum diketahui.",
    )  # fmt: skip
    nik = CodeField(
        label="NIK", length=16, required=False, help_text="Kosongkan bila belum diketahui."
    )
    dusun = forms.CharField(
        label="Dusun", max_length=60, required=False,
        help_text="Tempat orang ini berada sekarang.",
    )  # fmt: skip
    alamat = forms.CharField(
        label="Petunjuk tempat", max_length=300, required=False,
        help_text="Supaya petugas dapat menemukannya.",
    )  # fmt: skip
    hubungi = forms.CharField(
        label="Cara menghubungi yang aman", max_length=500, widget=forms.Textarea,
        help_text="Siapa dan kapan boleh dihubungi, dan apa yang harus dihindari.",
    )  # fmt: skip
    dasar_hukum = forms.ChoiceField(
        label="Apakah orang ini setuju?", choices=_DASAR, widget=RadioPicks(notes=_DASAR_NOTES)
    )
    disampaikan_kepada = forms.ChoiceField(
        label="Siapa yang sudah diberi tahu?", choices=_KEPADA, widget=RadioPicks
    )
    wali_nama = forms.CharField(
        label="Nama wali", max_length=100, required=False,
        help_text="Untuk anak: orang dewasa yang aman baginya.",
    )  # fmt: skip
    wali_hubungan = forms.ChoiceField(label="Hubungan wali", required=False)

    def __init__(self, data: Mapping[str, Any] | None = None, *, on: date) -> None:
        super().__init__(data)
        self.on = on
        self.versi_list = list_kategori_rahasia(on)
        field = self.fields["kategori"]
        field.choices = [(str(v.kategori_id), v.nama) for v in self.versi_list]  # type: ignore[attr-defined]
        field.widget.notes = {str(v.kategori_id): v.penjelasan_singkat for v in self.versi_list}
        hubungan = [(kode.kode, kode.teks) for kode in list_kode("hubungan_pengasuh", on)]
        self.fields["wali_hubungan"].choices = [("", "Pilih…"), *hubungan]  # type: ignore[attr-defined]
        self.typed = data

    @cached_property
    def kategori_forms(self) -> list[KategoriForm]:
        """Every category's own form, for drawing; what stands in one not chosen is not read."""
        return [self._own_form(versi) for versi in self.versi_list]

    @cached_property
    def chosen(self) -> KategoriForm | None:
        """The own form of the chosen category."""
        wanted = self.cleaned_data.get("kategori", "")
        found = (versi for versi in self.versi_list if str(versi.kategori_id) == wanted)
        return next((self._own_form(versi) for versi in found), None)

    def _own_form(self, versi: KategoriVersi) -> KategoriForm:
        formulir = get_formulir(versi.kategori, self.on)
        return KategoriForm(formulir, self.typed, prefix=f"k{versi.kategori_id}", on=self.on)

    def clean_lahir(self) -> str:
        typed = self.cleaned_data["lahir"].strip()
        self.lahir_result = parse_tanggal(typed, today=self.on) if typed else None
        if self.lahir_result is not None and self.lahir_result.error:
            raise forms.ValidationError(self.lahir_result.error)
        return typed

    def clean_nik(self) -> str:
        typed = self.cleaned_data["nik"]
        if not typed:
            return ""
        result = parse_nik(typed, today=self.on)
        if result.error:
            raise forms.ValidationError(result.error)
        return result.digits

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        lahir, presisi = self._birth()
        if lahir is None and not {"lahir", "usia"} & self.errors.keys():
            self.add_error("lahir", "Isi tanggal lahir, atau perkiraan usia di bawahnya.")
        told = cleaned.get("disampaikan_kepada")
        if cleaned.get("dasar_hukum") == "persetujuan" and told == "belum":
            self.add_error("disampaikan_kepada", "Bila sudah setuju, pilih siapa yang diberi tahu.")
        if told == "wali" and not cleaned.get("wali_nama") and "wali_nama" not in self.errors:
            self.add_error("wali_nama", "Isi nama walinya.")
        if (
            lahir is not None
            and is_anak(lahir, self.on)
            and cleaned.get("dasar_hukum") == "persetujuan"
            and told == "orangnya"
        ):
            self.add_error("disampaikan_kepada", "Untuk anak, walinya yang memberi persetujuan.")
        own = self.chosen
        if own is not None and not own.is_valid():
            self.add_error(None, "Ada isian keadaan yang perlu diperbaiki.")
        return cleaned | {"tanggal_lahir": lahir, "presisi": presisi}

    def _birth(self) -> tuple[date | None, str]:
        result = getattr(self, "lahir_result", None)
        if result is not None and result.tanggal is not None:
            return result.tanggal, str(result.presisi)
        usia = self.cleaned_data.get("usia")
        if usia is None:
            return None, ""
        return min(date(self.on.year - usia, 7, 1), self.on), Presisi.PERKIRAAN

    def to_isian(self) -> IsianPpksBaru:
        """What a valid form says, for the service."""
        said = self.cleaned_data
        versi = get_kategori(int(said["kategori"]), self.on)
        own = self.chosen
        return IsianPpksBaru(
            orang=IsianOrang(
                nama=said["nama"].strip(),
                jenis_kelamin=said["jenis_kelamin"],
                nik=said["nik"],
                alasan_tanpa_nik="" if said["nik"] else "tidak_diketahui",
                tanggal_lahir=said["tanggal_lahir"],
                presisi_tgl_lahir=said["presisi"],
            ),
            alamat=IsianAlamat(dusun=said["dusun"].strip(), teks=said["alamat"].strip()),
            keluarga=IsianKeluarga(),
            notice=IsianNotice(
                dasar_hukum=said["dasar_hukum"],
                disampaikan_kepada=said["disampaikan_kepada"],
                wali_nama=said["wali_nama"].strip(),
                wali_hubungan=said["wali_hubungan"],
            ),
            entri=(
                IsianEntri(
                    kategori=versi.kategori_id,
                    kriteria=tuple(list_kriteria_bawaan(versi)),
                    jawaban=own.answers() if own else {},
                ),
            ),
        )
