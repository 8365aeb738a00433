"""A list of accounts as pasted or handed in as a file, and slips to be made again."""

import hashlib
from typing import Any, cast

from django import forms
from django.core.files.uploadedfile import UploadedFile

from balale.access.forms import BuktiForm
from balale.access.rules.policy import POLICY, Role
from balale.access.rules.slips import BARIS_MAKS, PERAN_SLIP
from balale.kit.errors import DomainError
from balale.kit.forms import KitForm
from balale.kit.text import clean_text
from balale.wilayah.rules import KODE_KABUPATEN

TEKS_MAKS = 200_000
BERKAS_MAKS = 1024 * 1024
_EXCEL = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")


class DaftarForm(KitForm):
    """`daftar` is what counts; a file, where there is one, takes its place."""

    daftar = forms.CharField(
        label="Daftar akun",
        required=False,
        max_length=TEKS_MAKS,
        help_text="Satu baris satu akun: desa, kecamatan, peran, nama, telepon.",
        widget=forms.Textarea(attrs={"rows": "8", "spellcheck": "false", "autocomplete": "off"}),
    )
    berkas = forms.FileField(
        label="Berkas CSV",
        required=False,
        help_text="Boleh menggantikan tempelan. Paling besar 1 MB.",
        widget=forms.FileInput(attrs={"accept": ".csv,.txt,text/csv,text/plain"}),
    )
    examples = {
        "daftar": "Contoh: Suka Maju, Sungai Betung, operator desa, Maria Selvi, 0812-3456-7890.",
    }

    def clean_berkas(self) -> str:
        file = cast(UploadedFile | None, self.cleaned_data["berkas"])
        if file is None:
            return ""
        if (file.size or 0) > BERKAS_MAKS:
            raise forms.ValidationError("Berkas lebih dari 1 MB. Bagi menjadi beberapa berkas.")
        raw = file.read(BERKAS_MAKS + 1)
        if raw.startswith(_EXCEL):
            raise forms.ValidationError(
                "Ini berkas Excel. Salin isinya, lalu tempel di kotak daftar."
            )
        try:
            return raw.decode("utf-8-sig")
        except UnicodeDecodeError:
            return raw.decode("cp1252", errors="replace")

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if self.errors:
            return data
        text = data.get("daftar", "")
        if data.get("berkas"):
            try:
                text = clean_text(data["berkas"], multiline=True, max_length=TEKS_MAKS)
            except DomainError as error:
                self.add_error("berkas", str(error))
        if not text.strip(" \t\n;,"):
            self.add_error("daftar", "Tempel daftar, atau pilih berkas CSV.")
        elif len(text.splitlines()) > BARIS_MAKS:
            self.add_error("daftar", f"Paling banyak {BARIS_MAKS} baris sekali kirim. Bagi dua.")
        data["teks"] = text.strip("\n")
        return data


def mark_seen(text: str) -> str:
    """What a preview leaves in its form, so that an unseen list is never worked off."""
    return hashlib.sha256(text.encode()).hexdigest()[:16]


class SlipBaruForm(BuktiForm):
    """Whose slips are made again."""

    peran = forms.ChoiceField(
        label="Peran", choices=[(peran.value, POLICY[peran].label) for peran in PERAN_SLIP]
    )
    tempat = forms.ChoiceField(
        label="Kecamatan", help_text="Hanya akun yang belum pernah membuat frasa sandi."
    )
    field_order = ["peran", "tempat", "bukti"]

    def __init__(self, *args: Any, kecamatan: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        tempat = cast(forms.ChoiceField, self.fields["tempat"])
        tempat.choices = [(KODE_KABUPATEN, "Seluruh kabupaten"), *kecamatan]

    @property
    def chosen(self) -> Role:
        return Role(self.cleaned_data["peran"])
