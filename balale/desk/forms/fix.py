"""One entry to mend: the forms of entering over what is stored, the marked fields in front."""

from collections.abc import Iterator
from datetime import date
from functools import cached_property
from typing import Any, cast

from django import forms
from django.forms.boundfield import BoundField
from django.forms.utils import ErrorDict
from django.http import QueryDict

from balale.desk.forms.kategori import KategoriForm
from balale.desk.forms.kriteria import DasarForm
from balale.desk.forms.siapa import DAFTAR, AlamatForm, SiapaForm
from balale.desk.forms.stored import PREFIX, put_alamat, put_entri, put_orang
from balale.kit.fields import CheckPicks
from balale.kit.forms import ErrorLine, KitForm, list_error_lines
from balale.registry.models import KategoriVersi, Ppks
from balale.registry.queries.entry import list_pilihan_daftar
from balale.registry.queries.reference import get_kategori, list_kriteria, list_tanda
from balale.registry.rules.entry import IsianEntri
from balale.registry.rules.kelengkapan import IsianPpks, count_kelengkapan
from balale.registry.rules.usulan import KOLOM
from balale.registry.services.correct import IsianPerbaikan


class PerbaikanSiapaForm(SiapaForm):
    """Identity without other names, which are no matter of an entry."""

    @property
    def lainnya(self) -> list[BoundField]:
        return [field for field in super().lainnya if "_lain_" not in field.name]


class TandaForm(KitForm):
    """The category's own signs, under the version of the entry."""

    tanda = forms.TypedMultipleChoiceField(
        label="Tanda yang terlihat",
        help_text="Centang yang terlihat di lapangan.",
        widget=CheckPicks,
        coerce=int,
        required=False,
    )

    def __init__(self, data: Any = None, *, versi: KategoriVersi) -> None:
        super().__init__(data)
        cast(forms.ChoiceField, self.fields["tanda"]).choices = [
            (t.pk, t.teks) for t in list_tanda(versi)
        ]


class Perbaikan:
    """All forms of the page over one set of typed words.

    Without posted words the page shows what is stored, and the marked fields carry the
    decider's note as their message.
    """

    def __init__(
        self, posted: QueryDict | None, *, ppks: Ppks, asal: IsianPerbaikan, on: date
    ) -> None:
        self.ppks, self.asal, self.on = ppks, asal, on
        self.is_posted = posted is not None
        versi = get_kategori(ppks.kategori_id, ppks.mulai)
        self.kategori = versi.nama
        data = posted if posted is not None else to_data(asal, ppks)
        pilihan = list_pilihan_daftar(DAFTAR, on)
        self.siapa = PerbaikanSiapaForm(data, pilihan=pilihan, on=on)
        self.alamat = AlamatForm(data)
        self.dasar = DasarForm(data, kriteria=[(k.nomor, k.nama) for k in list_kriteria()])
        self.tanda = TandaForm(data, versi=versi)
        self.jawaban = KategoriForm(ppks.formulir, data, prefix=PREFIX, on=on)
        self.pesan_umum = ""
        self.tanda_links: list[tuple[str, str]] = []

    def __iter__(self) -> Iterator[KitForm]:
        yield from (self.siapa, self.alamat, self.dasar, self.tanda, self.jawaban)

    def is_valid(self) -> bool:
        """All forms are checked, so that every message shows at once."""
        refused = [form for form in self if not form.is_valid()]
        return not refused

    def mark(self, kolom: tuple[str, ...], pesan: str) -> None:
        """Show only the decider's note, beside every marked field."""
        for form in self:
            form.full_clean()
            form._errors = ErrorDict()  # type: ignore[attr-defined]  # only the note is shown
            for kode in kolom:
                if kode in form.fields:
                    form.add_error(kode, pesan)
        self.tanda_links = [(KOLOM[kode], f"#id_{kode}") for kode in kolom if kode in KOLOM]

    @cached_property
    def salah(self) -> list[ErrorLine]:
        """The summary over all forms."""
        umum = [ErrorLine(self.pesan_umum, "")] if self.pesan_umum else []
        return [*umum, *(line for form in self for line in list_error_lines(form))]

    def build(self) -> IsianPerbaikan:
        """Everything in the shape of the service; only for a valid page."""
        return IsianPerbaikan(
            orang=self.siapa.build_orang(),
            alamat=self.alamat.build_alamat(),
            keluarga=self.siapa.build_keluarga(),
            entri=IsianEntri(
                kategori=self.ppks.kategori_id,
                kriteria=tuple(self.dasar.cleaned_data["kriteria"]),
                tanda=tuple(self.tanda.cleaned_data["tanda"]),
                jawaban=self.jawaban.answers(),
                kelengkapan=self._count_kelengkapan(),
                kode_alasan=self.ppks.kode_alasan,
            ),
        )

    def _count_kelengkapan(self) -> int:
        orang = self.siapa.cleaned_data
        isian = IsianPpks(
            nik=orang["nik"],
            alasan_tanpa_nik=orang["alasan_tanpa_nik"],
            nama=orang["nama"],
            tanggal_lahir=orang["lahir"],
            jenis_kelamin=orang["jenis_kelamin"],
            no_kk=orang["no_kk"],
            dusun=self.alamat.cleaned_data["dusun"],
            rt=self.alamat.rt,
            kriteria=tuple(map(str, self.dasar.cleaned_data["kriteria"])),
            pertanyaan_wajib=tuple(self.jawaban.pertanyaan_wajib()),
            jawaban=self.jawaban.jawaban_terlihat(),
        )
        return count_kelengkapan(isian).jumlah


def to_data(asal: IsianPerbaikan, ppks: Ppks) -> QueryDict:
    """What is stored, in the words that the forms read back as the same."""
    data = QueryDict(mutable=True)
    put_orang(data, asal.orang)
    data["no_kk"], data["hubungan"] = asal.keluarga.no_kk, asal.keluarga.hubungan
    put_alamat(data, asal.alamat)
    data["alasan"] = asal.entri.kode_alasan
    put_entri(data, asal.entri, ppks)
    return data
