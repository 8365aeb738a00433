"""Needs, each with its weight: ticked at entry, brought up to date later."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.forms.boundfield import BoundField

from balale.kit.forms import KitForm
from balale.registry.models import Kebutuhan
from balale.registry.queries.reference import list_kode
from balale.registry.rules.kebutuhan import SEDANG, IsianKebutuhan

BERAT = (("ringan", "Ringan"), ("sedang", "Sedang"), ("berat", "Berat"))


def list_pilihan_kebutuhan(on: date) -> list[tuple[str, str]]:
    """Code and words of the needs in force."""
    return list(list_kode("kebutuhan", on).values_list("kode", "teks"))


@dataclass(frozen=True)
class BarisKebutuhan:
    """One need as the page draws it; `dipenuhi` only where it is on record already."""

    kode: str
    kata: str
    butuh: BoundField
    berat: BoundField
    dipenuhi: BoundField | None


@dataclass(frozen=True)
class Bentrok:
    """One need that stands otherwise than it was typed."""

    kata: str
    tersimpan: str
    diisi: str


class KebutuhanForm(KitForm):
    """A tick and a weight a need; with `rows` also whether it is met by now."""

    def __init__(
        self,
        data: Any = None,
        *,
        pilihan: list[tuple[str, str]],
        rows: Iterable[Kebutuhan] = (),
        **kwargs: Any,
    ) -> None:
        known = {row.jenis: row for row in rows}
        super().__init__(data, **kwargs)
        self.pilihan, self.known = pilihan, known
        for kode, kata in pilihan:
            row = known.get(kode)
            self.fields[f"b_{kode}"] = forms.BooleanField(
                label=kata, required=False, initial=row is not None
            )
            self.fields[f"s_{kode}"] = forms.ChoiceField(
                label=f"Beratnya {kata}", choices=BERAT, required=False,
                initial=row.berat if row else SEDANG,
            )  # fmt: skip
            if row is not None:
                met = forms.BooleanField(label="Sudah terpenuhi", required=False)
                met.initial = row.dipenuhi_pada is not None
                self.fields[f"p_{kode}"] = met

    @property
    def baris(self) -> list[BarisKebutuhan]:
        return [
            BarisKebutuhan(
                kode, kata, self[f"b_{kode}"], self[f"s_{kode}"],
                self[f"p_{kode}"] if kode in self.known else None,
            )
            for kode, kata in self.pilihan
        ]  # fmt: skip

    @property
    def is_ada(self) -> bool:
        """True where a need is ticked."""
        return any(self[f"b_{kode}"].value() for kode, _ in self.pilihan)

    @property
    def kata(self) -> list[str]:
        """Ticked needs in words, for the check page."""
        words, berat = dict(self.pilihan), dict(BERAT)
        return [f"{words[one.jenis]}, {berat[one.berat].lower()}" for one in self.build()]

    def list_bentrok(self) -> list[Bentrok]:
        """Where the needs on record differ from what was typed; only for a valid form."""
        typed = {one.jenis: one for one in self.build()}
        return [
            Bentrok(kata, _say(self.known.get(kode)), _say(typed.get(kode)))
            for kode, kata in self.pilihan
            if _say(self.known.get(kode)) != _say(typed.get(kode))
        ]

    def with_stored(self) -> "KebutuhanForm":
        """The same form with what was typed, and what is on record beside it: nothing is lost."""
        data: dict[str, Any] = dict(self.data.items())
        for kode in set(self.known) - {one.jenis for one in self.build()}:
            row = self.known[kode]
            data[f"b_{kode}"], data[f"s_{kode}"] = "on", row.berat
            if row.dipenuhi_pada is not None:
                data[f"p_{kode}"] = "on"
        return KebutuhanForm(data, pilihan=self.pilihan, rows=self.known.values())

    def build(self) -> tuple[IsianKebutuhan, ...]:
        """Ticked needs; a weight left alone is "sedang"."""
        data = getattr(self, "cleaned_data", {})
        return tuple(
            IsianKebutuhan(kode, data.get(f"s_{kode}") or SEDANG, bool(data.get(f"p_{kode}")))
            for kode, _ in self.pilihan
            if data.get(f"b_{kode}")
        )


def _say(need: Kebutuhan | IsianKebutuhan | None) -> str:
    if need is None:
        return "Tidak dibutuhkan"
    berat = dict(BERAT).get(need.berat, need.berat)
    is_met = need.is_dipenuhi if isinstance(need, IsianKebutuhan) else need.dipenuhi_pada
    return f"{berat}, sudah terpenuhi" if is_met else berat
