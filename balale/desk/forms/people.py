"""Searching, narrowing the list, and asking to open a masked part."""

from collections.abc import Iterable
from typing import Any, cast

from django import forms

from balale.kit.forms import KitForm
from balale.kit.status import get_status_look
from balale.registry.models import Kode
from balale.registry.queries.people import Saringan
from balale.registry.rules.cari import Cari, parse_cari
from balale.registry.rules.status import StatusPpks
from balale.registry.services.reveal import ALASAN_LAINNYA

CARI_MAKS = 100
Pilihan = Iterable[tuple[str, str]]


class CariForm(KitForm):
    """The search box: a name, a dusun, or a number."""

    examples = {"q": "Contoh: Fransiskus, Sebadu, atau 6 angka terakhir NIK."}
    q = forms.CharField(
        label="Cari warga",
        max_length=CARI_MAKS,
        help_text="Nama, nama lain, dusun, NIK, atau nomor sementara.",
        error_messages={"required": "Tulis nama, dusun, atau NIK."},
    )

    def clean_q(self) -> Cari:
        cari = parse_cari(self.cleaned_data["q"])
        if cari.error:
            raise forms.ValidationError(cari.error)
        return cari


class SaringForm(KitForm):
    """What the list is narrowed to; lenient: what isn't understood narrows nothing."""

    wilayah = forms.ChoiceField(label="Wilayah", required=False)
    kategori = forms.ChoiceField(label="Kategori", required=False)
    status = forms.ChoiceField(
        label="Keadaan",
        required=False,
        choices=[("", "Semua keadaan"), *((s.value, get_status_look(s).word) for s in StatusPpks)],
    )
    tanpa_nik = forms.BooleanField(label="Tanpa NIK", required=False)
    belum_lengkap = forms.BooleanField(label="Belum lengkap", required=False)
    meninggal = forms.BooleanField(label="Meninggal", required=False)

    def __init__(self, data, *, wilayah: list, kategori: Pilihan) -> None:
        super().__init__(data)
        cast(forms.ChoiceField, self.fields["kategori"]).choices = [
            ("", "Semua kategori"),
            *kategori,
        ]
        if wilayah:
            cast(forms.ChoiceField, self.fields["wilayah"]).choices = [
                ("", "Semua wilayah"),
                *wilayah,
            ]
        else:
            del self.fields["wilayah"]

    def saringan(self) -> Saringan:
        """The narrowing; unknown choices are left out."""
        self.is_valid()
        isi = self.cleaned_data
        return Saringan(
            wilayah=isi.get("wilayah", ""),
            kategori=int(isi["kategori"]) if isi.get("kategori") else None,
            status=isi.get("status", ""),
            is_tanpa_nik=bool(isi.get("tanpa_nik")),
            is_belum_lengkap=bool(isi.get("belum_lengkap")),
            is_meninggal=bool(isi.get("meninggal")),
        )

    @property
    def kata(self) -> list[str]:
        """What the list is narrowed to, in the words of the choices."""
        self.is_valid()
        found = []
        for name, value in self.cleaned_data.items():
            field = self.fields[name]
            if value and isinstance(field, forms.ChoiceField):
                found.append(get_kata(field, value))
            elif value:
                found.append(str(field.label))
        return found


def get_kata(field: forms.ChoiceField, value: str) -> str:
    """The words of a choice, also of one inside a group."""
    for kode, kata in cast(Iterable[tuple[str, Any]], field.choices):
        inside = dict(kata) if isinstance(kata, list | tuple) else {kode: kata}
        if value in inside:
            return str(inside[value])
    return ""


class BukaForm(KitForm):
    """Why a masked part is opened."""

    examples = {"keterangan": "Contoh: warga datang mengurus bantuan pada 24 November."}
    alasan = forms.ChoiceField(label="Alasan")
    keterangan = forms.CharField(
        label="Keterangan",
        required=False,
        max_length=300,
        help_text="Wajib untuk alasan lain.",
    )

    def __init__(self, data=None, *, alasan: Iterable[Kode], **kwargs) -> None:
        super().__init__(data, **kwargs)
        cast(forms.ChoiceField, self.fields["alasan"]).choices = [
            ("", "Pilih alasan"),
            *((kode.kode, kode.teks) for kode in alasan),
            (ALASAN_LAINNYA, "Alasan lain"),
        ]
