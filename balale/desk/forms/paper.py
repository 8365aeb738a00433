"""Which house-visit form is printed, and on which sheet."""

from typing import Any, cast

from django import forms

from balale.kit.fields import CheckPicks, RadioPicks
from balale.kit.forms import KitForm
from balale.kit.paper import Kertas

KERTAS = [(kertas.value, kertas.kata) for kertas in Kertas]


class FormulirForm(KitForm):
    """Categories and sheet; lenient: what isn't understood is left out."""

    kertas = forms.ChoiceField(
        label="Ukuran kertas", choices=KERTAS, widget=RadioPicks, initial=Kertas.A4.value
    )
    kategori = forms.MultipleChoiceField(
        label="Kategori",
        help_text="Boleh beberapa. Kosongkan bila belum tahu kategorinya.",
        widget=CheckPicks,
        required=False,
    )

    examples = {
        "kertas": "Contoh: F4, bila printer desa memakai kertas folio.",
        "kategori": "Contoh: Lanjut Usia Terlantar.",
    }

    def __init__(self, data: Any = None, *, kategori: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        cast(forms.MultipleChoiceField, self.fields["kategori"]).choices = kategori
