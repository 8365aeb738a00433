"""The own form of one category, built from its dated fields. Used by every way of entering."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms.boundfield import BoundField
from django.utils import timezone

from balale.kit.fields import CheckPicks, RadioPicks
from balale.kit.forms import KitForm
from balale.registry.models import Formulir, Isian, Kode
from balale.registry.queries.reference import IsiFormulir, get_isi_formulir
from balale.registry.rules.bilangan import parse_bilangan
from balale.registry.rules.tanggal import parse_tanggal

RADIO_MAKS = 6
PENDEK_MAKS = 12
TEKS_MAKS = 200
TEKS_PANJANG_MAKS = 2000
# Lists whose stored words or codes outgrow a column are none; an answer is at most this long.
NILAI_MAKS = 64

YA_TIDAK = (("ya", "Ya"), ("tidak", "Tidak"))
Jenis = Isian.Jenis


class BilanganField(forms.CharField):
    """A number typed with any clear separators; cleaned to plain digits with a point."""

    def __init__(self, *, isian: Isian, **kwargs: Any) -> None:
        self.desimal = isian.desimal
        self.batas: tuple[Decimal | None, Decimal | None] = (isian.min, isian.maks)
        super().__init__(max_length=TEKS_MAKS, **kwargs)

    def widget_attrs(self, widget: forms.Widget) -> dict[str, str]:
        mode = "decimal" if self.desimal else "numeric"
        return super().widget_attrs(widget) | {"inputmode": mode, "autocomplete": "off"}

    def clean(self, value: Any) -> str:
        text = super().clean(value)
        low, high = self.batas
        hasil = parse_bilangan(text, desimal=self.desimal, min=low, maks=high)
        if hasil.error:
            raise ValidationError(hasil.error, "bilangan")
        plain = "" if hasil.nilai is None else f"{hasil.nilai:f}"
        if len(plain) > NILAI_MAKS:
            raise ValidationError("Angka ini terlalu panjang. Periksa lagi.", "bilangan")
        return plain


class TanggalField(forms.CharField):
    """A past date as people write it; cleaned to ISO."""

    def __init__(self, *, on: date, **kwargs: Any) -> None:
        self.on = on
        super().__init__(max_length=TEKS_MAKS, **kwargs)

    def widget_attrs(self, widget: forms.Widget) -> dict[str, str]:
        return super().widget_attrs(widget) | {"class": "w-date", "autocomplete": "off"}

    def clean(self, value: Any) -> str:
        text = super().clean(value).strip()
        if not text:
            return ""
        hasil = parse_tanggal(text, today=self.on)
        if hasil.tanggal is None:
            raise ValidationError(hasil.error or "Tanggal belum jelas.", "tanggal")
        return hasil.tanggal.isoformat()


@dataclass(frozen=True)
class KategoriField:
    """One drawn field and when it is to be shown: `name` of the other input and its value."""

    bound: BoundField
    isian: Isian
    if_name: str
    if_value: str

    @property
    def two(self) -> str:
        """Two columns of choices, only where every choice is short enough for a phone."""
        words = [str(label) for _, label in getattr(self.bound.field, "choices", ())]
        return "1" if words and max(map(len, words)) <= PENDEK_MAKS else ""


class KategoriForm(KitForm):
    """`KategoriForm(formulir, data, prefix=…)`. Nothing is required; what is typed is checked.

    `answers()` of a valid form gives the values to store, by field id.
    """

    def __init__(
        self,
        formulir: Formulir,
        data: Mapping[str, Any] | None = None,
        prefix: str | None = None,
        *,
        on: date | None = None,
        isi: IsiFormulir | None = None,
        **kwargs: Any,
    ) -> None:
        self.formulir = formulir
        on = on or timezone.localdate()
        isi = isi or get_isi_formulir(formulir, on)
        self.isian_list, pilihan = isi.isian_list, isi.pilihan
        vars(self)["base_fields"] = {
            isian.kode: _build_field(isian, pilihan.get(isian.daftar_id or 0, []), on)
            for isian in self.isian_list
        }
        self.examples = {
            isian.kode: f"Contoh: {isian.contoh}" for isian in self.isian_list if isian.contoh
        }
        self._triggers = {
            isian.kode: {
                kode.kode for kode in pilihan.get(isian.daftar_id or 0, []) if kode.picu_rahasia
            }
            for isian in self.isian_list
        }
        super().__init__(data, prefix=prefix, **kwargs)

    @property
    def utama(self) -> list[KategoriField]:
        """Fields shown at once."""
        return [self._draw(isian) for isian in self.isian_list if isian.utama]

    @property
    def lainnya(self) -> list[KategoriField]:
        """Fields that are folded at first."""
        return [self._draw(isian) for isian in self.isian_list if not isian.utama]

    @property
    def is_fold_open(self) -> bool:
        """True where a folded field was refused or holds something."""
        return any(
            field.bound.errors or field.bound.value() not in (None, "", [])
            for field in self.lainnya
        )

    def list_choices(self, isian: Isian) -> list[str]:
        """Codes on offer for a field."""
        return [str(value) for value, _ in getattr(self.fields[isian.kode], "choices", ())]

    def answers(self) -> dict[int, tuple[str, ...]]:
        """Values to store by field id; an answer whose condition was answered otherwise is not."""
        found: dict[int, tuple[str, ...]] = {}
        for isian in self.isian_list:
            values = self._values(isian.kode)
            if values and not self._is_contradicted(isian):
                found[isian.pk] = values
        return found

    def jawaban_terlihat(self) -> dict[str, tuple[str, ...]]:
        """Answers by code without those that open a rahasia entry, for counting completeness."""
        return {
            isian.kode: tuple(
                value
                for value in self._values(isian.kode)
                if value not in self._triggers[isian.kode]
            )
            for isian in self.isian_list
        }

    def pertanyaan_wajib(self) -> list[str]:
        """Codes of the questions that count for completeness."""
        return [
            isian.kode
            for isian in self.isian_list
            if isian.utama and not self._is_contradicted(isian)
        ]

    def jawaban_kata(self) -> list[tuple[str, str]]:
        """(question, answer in words) of what was answered, for the check page."""
        words = []
        for isian in self.isian_list:
            values = self._values(isian.kode)
            if values and not self._is_contradicted(isian):
                words.append((isian.label, self._say(isian, values)))
        return words

    def _say(self, isian: Isian, values: tuple[str, ...]) -> str:
        choices = dict(getattr(self.fields[isian.kode], "choices", ()))
        if choices:
            return ", ".join(str(choices.get(value, value)) for value in values)
        typed = str(self[isian.kode].value())
        return f"{typed} {isian.satuan}".strip()

    def _values(self, kode: str) -> tuple[str, ...]:
        value = getattr(self, "cleaned_data", {}).get(kode)
        if not value:
            return ()
        return tuple(dict.fromkeys(value)) if isinstance(value, list) else (str(value),)

    def _is_contradicted(self, isian: Isian) -> bool:
        if not isian.tampil_jika_isian:
            return False
        other = self._values(isian.tampil_jika_isian)
        return bool(other) and isian.tampil_jika_nilai not in other

    def _draw(self, isian: Isian) -> KategoriField:
        other = isian.tampil_jika_isian
        if_name = self.add_prefix(other) if other else ""
        return KategoriField(self[isian.kode], isian, if_name, isian.tampil_jika_nilai)


def _is_said(isian: Isian) -> bool:
    """The question names its unit itself, or has none."""
    return isian.satuan.lower() in isian.label.lower()


def _build_field(isian: Isian, pilihan: list[Kode], on: date) -> forms.Field:
    label = isian.label if _is_said(isian) else f"{isian.label} ({isian.satuan})"
    common: dict[str, Any] = {"label": label, "help_text": isian.bantuan, "required": False}
    choices = [(kode.kode, kode.teks) for kode in pilihan]
    match isian.jenis:
        case Jenis.TEKS:
            return forms.CharField(max_length=TEKS_MAKS, **common)
        case Jenis.TEKS_PANJANG:
            return forms.CharField(max_length=TEKS_PANJANG_MAKS, widget=forms.Textarea, **common)
        case Jenis.ANGKA | Jenis.UANG:
            return BilanganField(isian=isian, **common)
        case Jenis.TANGGAL:
            return TanggalField(on=on, **common)
        case Jenis.PILIHAN_BANYAK:
            return forms.MultipleChoiceField(choices=choices, widget=CheckPicks, **common)
        case Jenis.YA_TIDAK:
            return forms.ChoiceField(choices=YA_TIDAK, widget=RadioPicks, **common)
    if len(choices) <= RADIO_MAKS:
        return forms.ChoiceField(choices=choices, widget=RadioPicks, **common)
    return forms.ChoiceField(choices=[("", "Pilih…"), *choices], **common)
