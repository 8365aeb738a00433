"""A photograph or paper as it is sent, and the reason why one is ended."""

from datetime import date
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile

from balale.kit.errors import DomainError
from balale.kit.forms import KitForm
from balale.kit.intake import BERKAS_MAKS_BYTES, CleanFile, clean_upload, say_unfit
from balale.registry.queries.reference import list_kode
from balale.registry.rules.berkas import DIGANTI, IsianBerkas, is_foto

FOTO_TERIMA = "image/jpeg,image/png,image/webp"
TERTUA = date(1945, 8, 17)


class SentFileField(forms.FileField):
    """A file whose sender calls it what he likes: only its size is looked at here."""

    widget = forms.FileInput

    def to_python(self, data: Any) -> UploadedFile | None:
        if data in self.empty_values:
            return None
        if data.size > BERKAS_MAKS_BYTES:
            raise forms.ValidationError(str(say_unfit("besar")), "besar")
        if not data.size:
            raise forms.ValidationError(str(say_unfit("kosong")), "kosong")
        return data


class KirimForm(KitForm):
    """One picture from the camera or one file, what it is, whose entry's, and of which day."""

    examples = {"pada": "24/11/2026"}
    jenis = forms.ChoiceField(label="Jenis", help_text="Foto, atau surat apa.")
    untuk = forms.ChoiceField(
        label="Untuk kategori", required=False,
        help_text="Pilih bila berkas ini bukti satu kategori.",
    )  # fmt: skip
    kamera = SentFileField(
        label="Ambil foto", required=False, help_text="Kamera ponsel terbuka.",
        widget=forms.FileInput(attrs={"accept": FOTO_TERIMA, "capture": "environment"}),
    )  # fmt: skip
    berkas = SentFileField(
        label="Pilih berkas", required=False,
        help_text="JPG, PNG, WebP, atau PDF untuk surat. Paling besar 20 MB.",
        widget=forms.FileInput(attrs={"accept": f"{FOTO_TERIMA},application/pdf"}),
    )  # fmt: skip
    pada = forms.DateField(
        label="Tanggal foto atau surat diterima", help_text="Tulis tanggal, bulan, tahun."
    )

    def __init__(
        self, data: Any = None, files: Any = None, *, on: date,
        kategori: list[tuple[str, str]], **kwargs: Any,
    ) -> None:  # fmt: skip
        super().__init__(data, files, initial={"pada": on}, **kwargs)
        self.on = on
        kode = list(list_kode("jenis_berkas", on).values_list("kode", "teks"))
        self.fields["jenis"].choices = [("", "Pilih jenis"), *kode]  # type: ignore[attr-defined]
        self.fields["untuk"].choices = [  # type: ignore[attr-defined]
            ("", "Tidak untuk satu kategori"), *kategori,
        ]  # fmt: skip
        if not kategori:
            del self.fields["untuk"]
        self.bersih: CleanFile | None = None

    def clean_pada(self) -> date:
        pada = self.cleaned_data["pada"]
        if pada > self.on:
            raise forms.ValidationError("Tanggal ini belum tiba. Periksa lagi.", "later")
        if pada < TERTUA:
            raise forms.ValidationError("Tanggal ini terlalu lama. Periksa tahunnya.", "old")
        return pada

    def clean(self) -> dict[str, Any]:
        """Take the one file apart, once all else is right."""
        given = [name for name in ("kamera", "berkas") if self.cleaned_data.get(name)]
        if not {"kamera", "berkas"} & self.errors.keys():
            if not given:
                self.add_error("berkas", "Ambil foto atau pilih berkas.")
            elif len(given) > 1:
                self.add_error("berkas", "Kirim satu saja: foto kamera atau berkas.")
        if not self.errors:
            self._clean_content(given[0])
        return self.cleaned_data

    def _clean_content(self, name: str) -> None:
        content = self.cleaned_data[name].read()
        is_surat = not is_foto(self.cleaned_data["jenis"])
        try:
            self.bersih = clean_upload(content, is_pdf_allowed=is_surat)
        except DomainError as error:
            self.add_error(name, str(error))

    def build(self) -> IsianBerkas:
        """The valid form's file, ready to be stored."""
        if self.bersih is None:
            raise ValueError("the form is not valid")
        data = self.cleaned_data
        return IsianBerkas(data["jenis"], data["pada"], self.bersih.format, self.bersih.isi)


class AkhiriForm(KitForm):
    """Why a file is shown no more."""

    alasan = forms.ChoiceField(
        label="Alasan", help_text="Berkas tidak dihapus. Dapat dipulihkan 30 hari."
    )

    def __init__(self, data: Any = None, *, on: date, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        kode = list_kode("alasan_berkas", on).exclude(kode=DIGANTI).values_list("kode", "teks")
        self.fields["alasan"].choices = [("", "Pilih alasan"), *kode]  # type: ignore[attr-defined]
