"""Changing what is known: the forms over what is stored, what differs, and whose version counts."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from typing import Any

from django.http import QueryDict

from balale.access.models import User
from balale.access.services.versions import MissingPrecondition
from balale.access.vault import Vault
from balale.desk.forms.fix import PerbaikanSiapaForm, TandaForm
from balale.desk.forms.kategori import KategoriForm
from balale.desk.forms.kriteria import DasarForm
from balale.desk.forms.siapa import DAFTAR, AlamatForm
from balale.desk.forms.stored import PREFIX, put_alamat, put_entri, put_orang
from balale.kit.forms import ErrorLine, KitForm, list_error_lines
from balale.registry.models import Orang, Perubahan, Ppks
from balale.registry.models.base import SubjectRow
from balale.registry.queries.beda import (
    Ubahan,
    list_beda_alamat,
    list_beda_entri,
    list_beda_orang,
)
from balale.registry.queries.entry import list_pilihan_daftar
from balale.registry.queries.reference import get_kategori, list_kriteria
from balale.registry.rules.entry import IsianEntri
from balale.registry.services import edit, past
from balale.registry.services.people import get_alamat

SAYA, SIMPAN = "saya", "simpan"
_PILIH = "pilih-"
# Fields that stand and fall together, by the field that leads.
_LED = {"alasan_tanpa_nik": "nik", "presisi_tgl_lahir": "tanggal_lahir"}
_NAMES = {"nik": ("nik", "alasan_tanpa_nik"), "tanggal_lahir": ("tanggal_lahir", "perkiraan")}
_OWN = {"csrfmiddlewaretoken", "aksi", "kunci", "versi"}


class UbahSiapaForm(PerbaikanSiapaForm):
    """Identity without the Kartu Keluarga, which is changed on the family's own page."""

    def __init__(self, data: Any = None, *, pilihan: dict[str, Any], on: date) -> None:
        super().__init__(data, pilihan=pilihan, on=on)
        for name in ("no_kk", "hubungan"):
            del self.fields[name]


@dataclass(frozen=True)
class Bentrok:
    """One field that two people have differently: the words of each, and the choice so far."""

    kunci: str
    label: str
    saya: str
    tersimpan: str
    pilihan: str = ""

    @property
    def nama(self) -> str:
        return f"{_PILIH}{self.kunci}"


class Ubah:
    """All forms of a page over one set of words, and the version they rest on.

    `tersimpan` is what is stored now; `versi` what the page was drawn from.
    """

    template = ""

    def __init__(self, posted: QueryDict | None, *, by: User, on: date) -> None:
        self.by, self.on = by, on
        self.is_posted = posted is not None
        self.pesan_umum = ""
        self.pilihan: dict[str, str] = {}
        self.data = posted.copy() if posted is not None else QueryDict(mutable=True)
        if posted is None:
            self.put_stored(self.data)
        self.versi = self.data.get("versi", "") if self.is_posted else self.dasar
        self.build_forms()

    # What a page of its kind knows ------------------------------------------------------

    dasar: str
    orang: Orang
    forms: Sequence[KitForm]

    def put_stored(self, data: QueryDict) -> None:
        raise NotImplementedError

    def build_forms(self) -> None:
        raise NotImplementedError

    def list_beda(self) -> list[Ubahan]:
        """What the typed words would change of what is stored."""
        raise NotImplementedError

    def list_beda_lain(self) -> tuple[list[Ubahan], list[Ubahan]]:
        """What others changed since the page was drawn, and what this page changes of it."""
        raise NotImplementedError

    @property
    def menunggu(self) -> list[Ubahan]:
        """Changes that wait for the office."""
        raise NotImplementedError

    @property
    def terakhir(self) -> SubjectRow:
        """The row that was written last, by whom and when."""
        raise NotImplementedError

    def write(self, now: datetime) -> Perubahan:
        raise NotImplementedError

    # What all share ---------------------------------------------------------------------

    def is_valid(self) -> bool:
        """All forms are checked, so that every message shows at once."""
        refused = [form for form in self.forms if not form.is_valid()]
        return not refused

    @property
    def is_stale(self) -> bool:
        """True where the row changed after the page was drawn. Raises MissingPrecondition."""
        if not self.versi:
            raise MissingPrecondition
        return self.versi != self.dasar

    @cached_property
    def salah(self) -> list[ErrorLine]:
        """The summary over all forms."""
        umum = [ErrorLine(self.pesan_umum, "")] if self.pesan_umum else []
        return [*umum, *(line for form in self.forms for line in list_error_lines(form))]

    @property
    def typed(self) -> list[tuple[str, str]]:
        """Everything typed, to be carried by the next page."""
        return [
            (name, value)
            for name, values in self.data.lists()
            if name not in _OWN and not name.startswith(_PILIH)
            for value in values
        ]

    def list_bentrok(self) -> list[Bentrok]:
        """Fields that differ, each with a choice where only one of the two changed it."""
        theirs, mine = ({_unit(u) for u in side} for side in self.list_beda_lain())
        chosen = {key: SIMPAN if key in theirs else SAYA for key in theirs ^ mine}
        chosen |= self.pilihan
        return _group(self.list_beda(), chosen)

    def take_choices(self, posted: QueryDict) -> bool:
        """Put the stored words where they were chosen; False where a choice is missing."""
        rows = self.list_bentrok()
        given = {row.kunci: posted.get(row.nama, "") for row in rows}
        self.pilihan = {key: said if said in (SAYA, SIMPAN) else "" for key, said in given.items()}
        if not all(self.pilihan.values()):
            return False
        stored = QueryDict(mutable=True)
        self.put_stored(stored)
        for row in rows:
            if self.pilihan[row.kunci] == SIMPAN:
                for name in _NAMES.get(row.kunci, (row.kunci,)):
                    self.data.setlist(name, stored.getlist(name))
        self.build_forms()
        return self.is_valid()


def _unit(ubahan: Ubahan) -> str:
    if ubahan.isian:
        return f"{PREFIX}-{ubahan.isian}"
    return _LED.get(ubahan.kolom, ubahan.kolom)


def _group(ubahan: Iterable[Ubahan], chosen: dict[str, str]) -> list[Bentrok]:
    found: dict[str, Bentrok] = {}
    for u in ubahan:
        key = _unit(u)
        known = found.get(key)
        label, saya, lain = u.label, u.sesudah, u.sebelum
        if known is not None:
            label = known.label
            saya, lain = _join(known.saya, saya), _join(known.tersimpan, lain)
        found[key] = Bentrok(key, label, saya, lain, chosen.get(key, ""))
    return list(found.values())


def _join(first: str, second: str) -> str:
    return "; ".join(part for part in (first, second) if part)


class UbahWarga(Ubah):
    """A person and the address."""

    template = "desk/ubah/warga.html"

    def __init__(
        self, posted: QueryDict | None, *, orang: Orang, asal: edit.IsianWarga, by: User, on: date
    ) -> None:
        self.orang, self.tersimpan = orang, asal
        self.dasar = str(edit.get_dasar(orang))
        super().__init__(posted, by=by, on=on)

    def put_stored(self, data: QueryDict) -> None:
        put_orang(data, self.tersimpan.orang)
        put_alamat(data, self.tersimpan.alamat)

    def build_forms(self) -> None:
        pilihan = list_pilihan_daftar(DAFTAR, self.on)
        self.siapa = UbahSiapaForm(self.data, pilihan=pilihan, on=self.on)
        self.alamat = AlamatForm(self.data)
        self.forms = (self.siapa, self.alamat)

    def build(self) -> edit.IsianWarga:
        return edit.IsianWarga(self.siapa.build_orang(), self.alamat.build_alamat())

    def _compare(self, before: edit.IsianWarga, after: edit.IsianWarga) -> list[Ubahan]:
        return [
            *list_beda_orang(before.orang, after.orang, on=self.on),
            *list_beda_alamat(before.alamat, after.alamat),
        ]

    def list_beda(self) -> list[Ubahan]:
        return self._compare(self.tersimpan, self.build())

    def list_beda_lain(self) -> tuple[list[Ubahan], list[Ubahan]]:
        dasar = edit.parse_dasar(self.versi)
        before = past.read_past_warga(self.orang, dasar, vault=Vault()) if dasar else None
        if before is None:
            return [], []
        return self._compare(before, self.tersimpan), self._compare(before, self.build())

    @property
    def terakhir(self) -> SubjectRow:
        alamat = get_alamat(self.orang)
        rows = [self.orang, *([alamat] if alamat else [])]
        return max(rows, key=lambda row: row.diubah_pada)

    @property
    def menunggu(self) -> list[Ubahan]:
        is_verified = self.orang.terverifikasi_pada is not None
        return edit.part_ubahan(self.list_beda(), is_verified=is_verified)[1]

    def write(self, now: datetime) -> Perubahan:
        dasar = edit.parse_dasar(self.versi)
        if dasar is None:
            raise MissingPrecondition
        return edit.edit_orang(
            orang=self.orang, dasar=dasar, isian=self.build(), by=self.by, on=self.on, now=now
        )


class UbahEntri(Ubah):
    """What was ticked and answered for one entry."""

    template = "desk/ubah/entri.html"

    def __init__(
        self, posted: QueryDict | None, *, ppks: Ppks, orang: Orang, asal: IsianEntri, by: User,
        on: date,
    ) -> None:  # fmt: skip
        self.ppks, self.orang, self.tersimpan = ppks, orang, asal
        self.dasar = str(ppks.versi)
        self.kategori = get_kategori(ppks.kategori_id, ppks.mulai)
        super().__init__(posted, by=by, on=on)

    def put_stored(self, data: QueryDict) -> None:
        put_entri(data, self.tersimpan, self.ppks)

    def build_forms(self) -> None:
        kriteria = [(k.nomor, k.nama) for k in list_kriteria()]
        self.dasar_form = DasarForm(self.data, kriteria=kriteria)
        del self.dasar_form.fields["alasan"]
        self.tanda = TandaForm(self.data, versi=self.kategori)
        self.jawaban = KategoriForm(self.ppks.formulir, self.data, prefix=PREFIX, on=self.on)
        self.forms = (self.dasar_form, self.tanda, self.jawaban)

    def build(self) -> IsianEntri:
        isian = IsianEntri(
            kategori=self.ppks.kategori_id,
            kriteria=tuple(self.dasar_form.cleaned_data["kriteria"]),
            tanda=tuple(self.tanda.cleaned_data["tanda"]),
            jawaban=self.jawaban.answers(),
        )
        return edit.keep_kelengkapan(isian, self.ppks)

    def list_beda(self) -> list[Ubahan]:
        return list_beda_entri(self.tersimpan, self.build())

    def list_beda_lain(self) -> tuple[list[Ubahan], list[Ubahan]]:
        base = int(self.versi) if self.versi.isascii() and self.versi.isdigit() else 0
        before = past.read_past_entri(self.ppks, base, vault=Vault()) if base < 2**31 else None
        if before is None:
            return [], []
        return list_beda_entri(before, self.tersimpan), list_beda_entri(before, self.build())

    @property
    def terakhir(self) -> SubjectRow:
        return self.ppks

    @property
    def menunggu(self) -> list[Ubahan]:
        return [] if edit.check_changeable(self.ppks) else self.list_beda()

    def write(self, now: datetime) -> Perubahan:
        return edit.edit_entri(
            ppks=self.ppks, orang=self.orang, base=int(self.versi), isian=self.build(),
            by=self.by, on=self.on, now=now,
        )  # fmt: skip
