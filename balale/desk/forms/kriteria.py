"""Which categories fit, their signs, their criteria, and why one is chosen against a limit."""

from dataclasses import dataclass
from datetime import date
from typing import Any, cast

from django import forms

from balale.kit.fields import CheckPicks
from balale.kit.forms import KitForm
from balale.registry.models import KategoriVersi, TandaKategori
from balale.registry.queries.aturan import get_aturan
from balale.registry.rules.alasan import ALASAN_TETAP
from balale.registry.rules.kategori import Subjek, check_kategori
from balale.registry.rules.saran import order_kategori
from balale.registry.rules.temuan import Temuan

SALAH = "Pilihan ini tidak ada dalam daftar. Pilih lagi."


@dataclass(frozen=True)
class PilihanKategori:
    """One category as the page offers it."""

    versi: KategoriVersi
    tanda: list[tuple[TandaKategori, bool]]
    is_dipilih: bool
    is_cocok: bool

    @property
    def nomor(self) -> int:
        return self.versi.kategori_id


class KriteriaForm(KitForm):
    """At least one category; its signs are asked for, never demanded."""

    kategori = forms.MultipleChoiceField(
        label="Pilih kategori",
        widget=CheckPicks,
        error_messages={"required": "Pilih sekurangnya satu kategori.", "invalid_choice": SALAH},
    )
    tanda = forms.MultipleChoiceField(label="Tanda yang terlihat", required=False)

    def __init__(
        self,
        data: Any = None,
        *,
        katalog: list[KategoriVersi],
        subjek: Subjek,
        on: date,
        **kwargs: Any,
    ) -> None:
        super().__init__(data, **kwargs)
        self.on, self.subjek = on, subjek
        self.katalog = {versi.kategori_id: versi for versi in katalog}
        kategori = cast(forms.MultipleChoiceField, self.fields["kategori"])
        kategori.choices = [(v.kategori_id, v.nama) for v in katalog]
        tanda_field = cast(forms.MultipleChoiceField, self.fields["tanda"])
        tanda_field.choices = [
            (tanda.pk, tanda.teks) for versi in katalog for tanda in versi.tanda_list.all()
        ]

    def clean_kategori(self) -> list[str]:
        for nomor in self.cleaned_data["kategori"]:
            for temuan in self.list_temuan(int(nomor)):
                if temuan.is_block:
                    self.add_error("kategori", temuan.pesan)
        return self.cleaned_data.get("kategori", [])

    def list_temuan(self, nomor: int) -> list[Temuan]:
        """Findings of the category against what is known of the person."""
        return check_kategori(get_aturan(self.katalog[nomor]), self.subjek, on=self.on)

    @property
    def dipilih(self) -> list[KategoriVersi]:
        """Chosen categories in the official order, however they were posted."""
        typed = {str(value) for value in self["kategori"].value() or []}
        return [versi for nomor, versi in self.katalog.items() if str(nomor) in typed]

    def tanda_dipilih(self, versi: KategoriVersi) -> list[TandaKategori]:
        """Ticked signs that belong to the category."""
        typed = {str(value) for value in self["tanda"].value() or []}
        return [tanda for tanda in versi.tanda_list.all() if str(tanda.pk) in typed]

    @property
    def pilihan(self) -> list[PilihanKategori]:
        """All categories, fitting ones first."""
        chosen = {versi.kategori_id for versi in self.dipilih}
        aturan = {nomor: get_aturan(versi) for nomor, versi in self.katalog.items()}
        ordered = order_kategori(aturan.values(), self.subjek, on=self.on)
        return [self._build(self.katalog[one.nomor], chosen) for one in ordered]

    def _build(self, versi: KategoriVersi, chosen: set[int]) -> PilihanKategori:
        ticked = {tanda.pk for tanda in self.tanda_dipilih(versi)}
        return PilihanKategori(
            versi=versi,
            tanda=[(tanda, tanda.pk in ticked) for tanda in versi.tanda_list.all()],
            is_dipilih=versi.kategori_id in chosen,
            is_cocok=not any(temuan.is_block for temuan in self.list_temuan(versi.kategori_id)),
        )

    @property
    def cocok(self) -> list[PilihanKategori]:
        """Offered at once: those that fit and those already chosen."""
        return [one for one in self.pilihan if one.is_cocok or one.is_dipilih]

    @property
    def lainnya(self) -> list[PilihanKategori]:
        """Offered under "Tampilkan kategori lain"."""
        return [one for one in self.pilihan if not (one.is_cocok or one.is_dipilih)]


class DasarForm(KitForm):
    """The seven criteria of one chosen category, and the reason where a limit warns."""

    kriteria = forms.TypedMultipleChoiceField(
        label="Kriteria UU 11/2009",
        help_text="Sudah terisi menurut kategori. Ubah bila perlu.",
        widget=CheckPicks,
        coerce=int,
        required=False,
    )
    kriteria_ada = forms.CharField(widget=forms.HiddenInput, required=False, max_length=1)
    examples = {
        "kriteria": "Contoh: Kemiskinan, bila penghasilannya tidak cukup.",
        "alasan": "Contoh: Tanggal lahir hanya perkiraan.",
    }
    alasan = forms.ChoiceField(
        label="Mengapa kategori ini tetap dipilih?",
        help_text="Dibaca kepala desa dan verifikator.",
        required=False,
        choices=[("", "Pilih…"), *((a.kode, a.kata) for a in ALASAN_TETAP)],
    )

    def __init__(self, data: Any = None, *, kriteria: list[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        cast(forms.MultipleChoiceField, self.fields["kriteria"]).choices = kriteria

    @property
    def alasan_kata(self) -> str:
        """The chosen reason in words."""
        kode = str(self["alasan"].value() or "")
        return next((alasan.kata for alasan in ALASAN_TETAP if alasan.kode == kode), "")
