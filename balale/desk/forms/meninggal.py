"""That a person has died."""

from datetime import date
from typing import Any

from django import forms

from balale.desk.forms.susun import TanggalMixin, tanggal_field
from balale.kit.fields import RadioPicks
from balale.registry.rules.meninggal import SUMBER_KABAR
from balale.registry.services.death import KabarMeninggal


class MeninggalForm(TanggalMixin):
    """When, from whom it is known, and the letter's number where there is one."""

    tanggal = tanggal_field("Tanggal meninggal", "Hari/bulan/tahun.")
    sumber = forms.ChoiceField(
        label="Sumber kabar", choices=list(SUMBER_KABAR.items()), widget=RadioPicks
    )
    nomor = forms.CharField(
        label="Nomor surat kematian",
        help_text="Boleh kosong bila suratnya belum ada.",
        required=False,
        max_length=60,
    )
    examples = {"tanggal": "Contoh: 24/11/2026.", "nomor": "Contoh: 474.3/12/2026."}

    def __init__(self, data: Any = None, *, on: date) -> None:
        self.on = on
        super().__init__(data)

    def build(self) -> KabarMeninggal:
        """The news in the shape of the service; only for a valid form."""
        data = self.cleaned_data
        return KabarMeninggal(data["tanggal"], data["sumber"], data["nomor"].strip())
