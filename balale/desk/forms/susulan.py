"""Which villages are followed up: narrowed by kecamatan and by what they lack."""

from collections.abc import Sequence
from typing import Any, cast

from django import forms

from balale.access.rules.susulan import BarisDesa, Susulan
from balale.kit.forms import KitForm
from balale.wilayah.rules import is_inside


class SusulanForm(KitForm):
    """Lenient: what isn't understood narrows nothing."""

    kecamatan = forms.ChoiceField(
        label="Kecamatan", required=False, help_text="Kosongkan untuk semua kecamatan."
    )
    kurang = forms.ChoiceField(
        label="Yang belum",
        required=False,
        help_text="Kosongkan untuk semua desa.",
        choices=[("", "Semua desa"), *((one.value, one.kata) for one in Susulan)],
    )

    def __init__(self, data: Any = None, *, kecamatan: list[tuple[str, str]], **kw: Any) -> None:
        super().__init__(data, **kw)
        field = cast(forms.ChoiceField, self.fields["kecamatan"])
        field.choices = [("", "Semua kecamatan"), *kecamatan]
        if len(kecamatan) < 2:
            del self.fields["kecamatan"]

    def narrow(self, rows: Sequence[BarisDesa]) -> list[BarisDesa]:
        """The rows asked for."""
        chosen = self.cleaned_data if self.is_valid() else {}
        area, lack = chosen.get("kecamatan", ""), chosen.get("kurang", "")
        return [
            row
            for row in rows
            if (not area or is_inside(row.kode, area)) and (not lack or lack in row.kurang)
        ]

    @property
    def kata(self) -> list[str]:
        """What the list was narrowed to, in words."""
        chosen = self.cleaned_data if self.is_valid() else {}
        fields = [(name, cast(forms.ChoiceField, field)) for name, field in self.fields.items()]
        return [
            str(dict(cast(Any, field.choices))[chosen[name]])
            for name, field in fields
            if chosen.get(name)
        ]
