"""That a person moves to another village of the kabupaten."""

from datetime import date
from typing import Any, cast

from django import forms

from balale.desk.forms.siapa import AlamatForm
from balale.desk.forms.susun import TanggalMixin, tanggal_field
from balale.registry.rules.entry import IsianAlamat
from balale.registry.services.transfer import IsianPindah
from balale.wilayah.queries import list_desa

Pilihan = list[tuple[str, str | list[tuple[str, str]]]]


class PindahForm(TanggalMixin, AlamatForm):
    """Where to and when; the new address as far as it is known."""

    ke_desa = forms.ChoiceField(label="Desa tujuan", help_text="Desa atau kelurahan yang baru.")
    tanggal = tanggal_field("Tanggal pindah", "Hari warga mulai tinggal di sana.")
    examples = AlamatForm.examples | {"tanggal": "Contoh: 24/11/2026."}

    def __init__(self, data: Any = None, *, dari: str, on: date) -> None:
        self.on = on
        super().__init__(data)
        cast(forms.ChoiceField, self.fields["ke_desa"]).choices = _list_pilihan(dari)
        del self.fields["titik"]
        # Known names are those of the old village.
        self.fields["dusun"].widget.attrs.pop("list", None)

    def clean_titik(self) -> str:
        return ""

    def build(self) -> IsianPindah:
        """The move in the shape of the service; only for a valid form."""
        data = self.cleaned_data
        alamat = IsianAlamat(
            dusun=data["dusun"].strip(), rt=self.rt, rw=self.rw, teks=data["alamat"].strip()
        )
        return IsianPindah(data["ke_desa"], data["tanggal"], alamat)


def _list_pilihan(dari: str) -> Pilihan:
    """Every other village, a group a kecamatan."""
    groups: dict[str, list[tuple[str, str]]] = {}
    for desa in list_desa():
        if desa.pk != dari:
            groups.setdefault(desa.kecamatan.nama, []).append((desa.pk, desa.sebutan))
    return [("", "Pilih desa"), *groups.items()]
