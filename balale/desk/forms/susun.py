"""One page for a whole family: where each member goes, the relation there, when and why."""

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms.boundfield import BoundField

from balale.kit.formatting import format_tanggal_pendek
from balale.kit.forms import KitForm
from balale.registry.models import AnggotaKeluarga, Kode
from balale.registry.rules.kk import parse_no_kk
from balale.registry.rules.susunan import ALASAN_KELUAR_KK, Ke, Tempat
from balale.registry.rules.tanggal import Presisi, parse_tanggal

_KE = [
    (Ke.TETAP, "Tetap di keluarga ini"),
    (Ke.PINDAH, "Pindah ke keluarga lain"),
    (Ke.KELUAR, "Keluar, tanpa keluarga baru"),
]
TEKS_MAKS = 200


class TanggalMixin(KitForm):
    """A whole day in the past, as people write it."""

    on: date

    def clean_tanggal(self) -> date:
        hasil = parse_tanggal(self.cleaned_data["tanggal"], today=self.on)
        if hasil.error or hasil.tanggal is None:
            raise ValidationError(hasil.error or "Isi tanggalnya.", "tanggal")
        if hasil.presisi != Presisi.HARI:
            raise ValidationError("Tulis hari, bulan, dan tahunnya.", "tanggal")
        return hasil.tanggal


def tanggal_field(label: str, help_text: str) -> forms.CharField:
    widget = forms.TextInput({"autocomplete": "off", "class": "w-date"})
    return forms.CharField(label=label, help_text=help_text, max_length=TEKS_MAKS, widget=widget)


class SusunForm(TanggalMixin):
    """Fields of each member are named by the row of its place."""

    tanggal = tanggal_field("Tanggal perubahan", "Hari perubahan ini terjadi.")
    alasan = forms.ChoiceField(
        label="Alasan pindah atau keluar",
        help_text="Kosongkan bila hanya hubungan yang berubah.",
        required=False,
        choices=[("", "Pilih…"), *ALASAN_KELUAR_KK.items()],
    )
    no_kk = forms.CharField(
        label="Nomor KK tujuan",
        help_text="Boleh kosong bila Kartu Keluarga belum ada.",
        required=False,
        max_length=TEKS_MAKS,
        widget=forms.TextInput({"class": "code", "inputmode": "numeric", "autocomplete": "off"}),
    )
    examples = {
        "tanggal": "Contoh: 24/11/2026.",
        "no_kk": "Contoh: 610701 170809 9003. Ada di bagian atas KK.",
    }

    def __init__(
        self, data: Any = None, *, rows: list[AnggotaKeluarga], shdk: list[Kode], on: date
    ) -> None:
        self.on, self.rows = on, rows
        initial: dict[str, Any] = {"tanggal": format_tanggal_pendek(on)}
        for row in rows:
            initial[f"ke_{row.pk}"], initial[f"hubungan_{row.pk}"] = Ke.TETAP, row.hubungan
        super().__init__(data, initial=initial)
        codes = [(kode.kode, kode.teks) for kode in shdk]
        for row in rows:
            known = [] if row.hubungan in dict(codes) else [(row.hubungan, row.hubungan)]
            self.fields[f"ke_{row.pk}"] = forms.ChoiceField(
                label="Ke mana?", choices=_KE, help_text=f"Pilih untuk {row.orang.nama}."
            )
            self.fields[f"hubungan_{row.pk}"] = forms.ChoiceField(
                label="Hubungan nanti",
                choices=[*known, *codes],
                help_text="Hubungan dalam keluarga sesudah perubahan.",
            )

    @property
    def anggota(self) -> list[tuple[AnggotaKeluarga, BoundField, BoundField]]:
        return [(row, self[f"ke_{row.pk}"], self[f"hubungan_{row.pk}"]) for row in self.rows]

    def clean_no_kk(self) -> str:
        typed = self.cleaned_data["no_kk"].strip()
        if not typed:
            return ""
        hasil = parse_no_kk(typed, today=self.on)
        if hasil.error:
            raise ValidationError(hasil.error, "no_kk")
        return hasil.digits or ""

    def build(self) -> list[Tempat]:
        """The arrangement in the shape of the service; only for a valid form."""
        data = self.cleaned_data
        return [
            Tempat(
                kunci=str(row.pk),
                nama=row.orang.nama,
                mulai=row.mulai,
                hubungan_lama=row.hubungan,
                ke=Ke(data[f"ke_{row.pk}"]),
                hubungan=data[f"hubungan_{row.pk}"],
            )
            for row in self.rows
        ]
