"""What a decider fills in: how it was verified, or why it goes back or is refused."""

from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError

from balale.kit.fields import CheckPicks, RadioPicks
from balale.kit.forms import KitForm
from balale.registry.rules.alasan import ALASAN_KEMBALI, ALASAN_TOLAK
from balale.registry.rules.usulan import BATAS_TANDA, KOLOM, METODE
from balale.registry.services.decide import Alasan

CATATAN_MAKS = 500


def _catatan(help_text: str, *, required: bool) -> forms.CharField:
    return forms.CharField(
        label="Catatan",
        help_text=help_text,
        max_length=CATATAN_MAKS,
        required=required,
        widget=forms.Textarea({"rows": "3"}),
    )


class TerimaForm(KitForm):
    """How the entry was verified."""

    metode = forms.ChoiceField(label="Cara verifikasi", choices=list(METODE.items()))


class KembalikanForm(KitForm):
    """Why an entry goes back, which fields to mend, and words for the operator."""

    alasan = forms.ChoiceField(
        label="Alasan",
        choices=[(a.kode, a.kata) for a in ALASAN_KEMBALI],
        widget=RadioPicks,
    )
    kolom = forms.MultipleChoiceField(
        label="Isian yang perlu diperbaiki",
        help_text="Operator langsung dibawa ke isian pertama yang ditandai.",
        choices=list(KOLOM.items()),
        widget=CheckPicks,
        required=False,
    )
    catatan = _catatan("Tulis apa yang harus dilakukan operator.", required=True)

    examples = {"catatan": "Contoh: Angka terakhir NIK berbeda dari foto KTP."}

    def __init__(self, data: Any = None, *, is_komunitas: bool = False) -> None:
        super().__init__(data)
        if is_komunitas:
            kolom = cast(forms.MultipleChoiceField, self.fields["kolom"])
            kolom.choices = [("jawaban", "Isian komunitas")]

    def clean_kolom(self) -> list[str]:
        kolom = self.cleaned_data["kolom"]
        if len(kolom) > BATAS_TANDA:
            raise ValidationError(f"Tandai paling banyak {BATAS_TANDA} isian.", "banyak")
        return kolom

    def alasan_isi(self) -> Alasan:
        """The reason in the shape of the service; only for a valid form."""
        data = self.cleaned_data
        return Alasan(data["alasan"], data["catatan"].strip(), tuple(data["kolom"]))


class TolakForm(KitForm):
    """Why an entry is refused. A note is needed where the reason says too little."""

    alasan = forms.ChoiceField(
        label="Alasan",
        choices=[(a.kode, a.kata) for a in ALASAN_TOLAK],
        widget=RadioPicks,
    )
    catatan = _catatan("Dibaca desa dan disampaikan kepada warga.", required=False)

    examples = {"catatan": "Contoh: Warga sudah pindah ke Kabupaten Sambas."}

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        needs = {a.kode for a in ALASAN_TOLAK if a.is_perlu_catatan}
        is_empty = not data.get("catatan", "").strip() and "catatan" not in self.errors
        if data.get("alasan") in needs and is_empty:
            self.add_error("catatan", "Tulis dulu catatannya.")
        return data

    def alasan_isi(self) -> Alasan:
        """The reason in the shape of the service; only for a valid form."""
        data = self.cleaned_data
        return Alasan(data["alasan"], data["catatan"].strip())


class PeriksaLagiForm(KitForm):
    """Why a proposed refusal isn't signed; the verifikator reads it."""

    catatan = _catatan("Tulis apa yang harus diperiksa lagi.", required=True)

    examples = {"catatan": "Contoh: Kunjungi dulu rumahnya, lalu putuskan."}


class TolakUbahForm(KitForm):
    """Why a proposed change is refused; the village reads it."""

    salah = ""
    catatan = _catatan("Tulis mengapa perubahan ini ditolak.", required=True)

    examples = {"catatan": "Contoh: Nama di KTP tetap seperti semula."}

    def alasan_isi(self) -> Alasan:
        """The reason in the shape of the service; only for a valid form."""
        return Alasan("lainnya", self.cleaned_data["catatan"].strip())
