"""What the head of office fills in to fix a period: the decree."""

from datetime import date
from typing import Any

from django import forms

from balale.kit.forms import KitForm
from balale.registry.rules.tanggal import Presisi, parse_tanggal


class PenetapanForm(KitForm):
    """Number and date of the decree."""

    sk_nomor = forms.CharField(
        label="Nomor SK", help_text="Nomor surat keputusan penetapan.", max_length=60
    )
    sk_tanggal = forms.CharField(
        label="Tanggal SK", help_text="Hari/bulan/tahun.", max_length=200,
        widget=forms.TextInput({"class": "w-date", "autocomplete": "off"}),
    )  # fmt: skip

    examples = {
        "sk_nomor": "Contoh: 460/118/DSP3A/2026.",
        "sk_tanggal": "Contoh: 24/11/2026.",
    }

    def __init__(self, data: Any = None, *, on: date) -> None:
        super().__init__(data)
        self.on = on
        self.tanggal = on

    def clean_sk_tanggal(self) -> str:
        typed = self.cleaned_data["sk_tanggal"].strip()
        hasil = parse_tanggal(typed, today=self.on)
        if hasil.error or hasil.tanggal is None or hasil.presisi != Presisi.HARI:
            raise forms.ValidationError(hasil.error or "Tulis hari, bulan, dan tahunnya.")
        self.tanggal = hasil.tanggal
        return typed
