"""That a person or family moves to another village of the kabupaten."""

from datetime import date
from typing import Any, cast

from django import forms

from balale.desk.forms.siapa import AlamatForm
from balale.desk.forms.susun import TanggalMixin, tanggal_field
from balale.kit.fields import RadioPicks
from balale.registry.queries.pindah import Sekeluarga
from balale.registry.rules.entry import IsianAlamat
from balale.registry.services.transfer import IsianPindah
from balale.wilayah.queries import list_desa

ORANG, KELUARGA = "orang", "keluarga"
Pilihan = list[tuple[str, str | list[tuple[str, str]]]]


class PindahForm(TanggalMixin, AlamatForm):
    """Who, where to and when; the new address as far as it is known.

    Whether the family goes along is asked where somebody else is in it; a head goes with it.
    """

    siapa = forms.ChoiceField(
        label="Siapa yang pindah",
        help_text="Ia sendiri, atau bersama semua anggota keluarganya.",
        widget=RadioPicks,
    )
    ke_desa = forms.ChoiceField(label="Desa tujuan", help_text="Desa atau kelurahan yang baru.")
    tanggal = tanggal_field("Tanggal pindah", "Hari warga mulai tinggal di sana.")
    examples = (
        AlamatForm.examples
        | {"tanggal": "Contoh: 24/11/2026."}
        | {"siapa": "Contoh: satu keluarga pindah bersama, pilih Seluruh keluarga."}
    )

    def __init__(
        self, data: Any = None, *, dari: str, on: date, sekeluarga: Sekeluarga | None = None,
        is_kepala: bool = False,
    ) -> None:  # fmt: skip
        self.on, self.sekeluarga, self.is_kepala = on, sekeluarga, is_kepala
        super().__init__(data)
        self._put_siapa()
        cast(forms.ChoiceField, self.fields["ke_desa"]).choices = _list_pilihan(dari)
        del self.fields["titik"]
        # Known names are those of the old village.
        self.fields["dusun"].widget.attrs.pop("list", None)

    def _put_siapa(self) -> None:
        if self.sekeluarga is None:
            del self.fields["siapa"]
            return
        alone = [] if self.is_kepala else [(ORANG, "Hanya orang ini")]
        whole = (KELUARGA, f"Seluruh keluarga ({self.sekeluarga.jumlah} orang)")
        cast(forms.ChoiceField, self.fields["siapa"]).choices = [*alone, whole]

    def clean_titik(self) -> str:
        return ""

    def build(self) -> IsianPindah:
        """The move in the shape of the service; only for a valid form."""
        data = self.cleaned_data
        alamat = IsianAlamat(
            dusun=data["dusun"].strip(), rt=self.rt, rw=self.rw, teks=data["alamat"].strip()
        )
        along = self.sekeluarga if data.get("siapa") == KELUARGA else None
        dasar = self.data.get("keluarga", "") if along else ""
        return IsianPindah(data["ke_desa"], data["tanggal"], alamat, dasar)


def _list_pilihan(dari: str) -> Pilihan:
    """Every other village, a group a kecamatan."""
    groups: dict[str, list[tuple[str, str]]] = {}
    for desa in list_desa():
        if desa.pk != dari:
            groups.setdefault(desa.kecamatan.nama, []).append((desa.pk, desa.sebutan))
    return [("", "Pilih desa"), *groups.items()]
