"""What the village head fills in to approve a batch: the minutes of the meeting."""

from datetime import date
from typing import Any
from uuid import UUID

from django import forms
from django.http import QueryDict

from balale.kit.forms import KitForm
from balale.registry.queries.usulan import BarisUsulan
from balale.registry.rules.tanggal import Presisi, parse_tanggal
from balale.registry.rules.usulan import Dasar, parse_dasar
from balale.registry.services.decide import BeritaAcara

TEKS_MAKS = 200


class PersetujuanForm(KitForm):
    """Ticked proposals and the minutes; these are asked for as soon as one entry is new."""

    ba_nomor = forms.CharField(
        label="Nomor berita acara", help_text="Sama seperti di berita acara musyawarah.",
        max_length=60, required=False,
    )  # fmt: skip
    ba_tanggal = forms.CharField(
        label="Tanggal musyawarah", help_text="Hari/bulan/tahun.", max_length=TEKS_MAKS,
        required=False, widget=forms.TextInput({"class": "w-date", "autocomplete": "off"}),
    )  # fmt: skip
    ba_tempat = forms.CharField(
        label="Tempat musyawarah",
        help_text="Tempat warga bermusyawarah.",
        max_length=100,
        required=False,
    )

    examples = {
        "ba_nomor": "Contoh: 140/22/BA/2026.",
        "ba_tanggal": "Contoh: 19/11/2026.",
        "ba_tempat": "Contoh: Balai desa.",
    }

    def __init__(
        self, data: QueryDict | None = None, *, baris: list[BarisUsulan], on: date
    ) -> None:
        super().__init__(data)
        self.baris, self.on = baris, on
        posted = data.getlist("pilih") if data is not None else []
        self.posted = {pk: dasar for pk, dasar in map(_parse_pick, posted) if pk and dasar}
        self.tanggal: date | None = None

    @property
    def rows(self) -> list[tuple[BarisUsulan, bool]]:
        """Every proposal on the page and whether it is ticked; at first all are."""
        return [(satu, not self.is_bound or satu.id in self.posted) for satu in self.baris]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if not self.posted:
            self.add_error(None, "Centang sekurangnya satu data.")
        self._clean_tanggal(data)
        new = any(satu.is_perlu_acara for satu in self.baris if satu.id in self.posted)
        if new and not data.get("ba_nomor", "").strip() and "ba_nomor" not in self.errors:
            self.add_error("ba_nomor", "Isi nomor berita acara.")
        if new and self.tanggal is None and "ba_tanggal" not in self.errors:
            self.add_error("ba_tanggal", "Isi tanggal musyawarah.")
        return data

    def _clean_tanggal(self, data: dict[str, Any]) -> None:
        typed = data.get("ba_tanggal", "").strip()
        if not typed:
            return
        hasil = parse_tanggal(typed, today=self.on)
        if hasil.error or hasil.presisi != Presisi.HARI:
            self.add_error("ba_tanggal", hasil.error or "Tulis hari, bulan, dan tahunnya.")
            return
        self.tanggal = hasil.tanggal

    def pilihan(self) -> list[tuple[UUID, Dasar]]:
        """Ticked proposals with the versions that were on the page."""
        return list(self.posted.items())

    def acara(self) -> BeritaAcara:
        """The minutes in the shape of the service; only for a valid form."""
        data = self.cleaned_data
        return BeritaAcara(data["ba_nomor"].strip(), self.tanggal, data["ba_tempat"].strip())


def _parse_pick(text: str) -> tuple[UUID | None, Dasar | None]:
    """A tick box's value, "id:versions"."""
    pk, _colon, dasar = text.partition(":")
    try:
        return UUID(pk), parse_dasar(dasar)
    except ValueError:
        return None, None
