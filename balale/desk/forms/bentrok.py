"""Two versions of one draft side by side: what differs, field by field, and whose words count."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from balale.desk.forms.entry import Lembar
from balale.desk.forms.ubah import SAYA, SIMPAN, Bentrok
from balale.kit.forms import KitForm
from balale.registry.queries.draf import Typed

# Names that say nothing by themselves: marks that a topic was drawn or filled from the NIK.
_TANDA = ("kriteria_ada", "dari_nik")
# Fields that stand and fall together, by the field that leads.
_LED = {"alasan_tanpa_nik": "nik", "perkiraan": "tanggal_lahir"}
NAMA_LAIN = "nama_lain"


@dataclass(frozen=True)
class Isi:
    """What one of the two says in a field: the field's name on the page and its words."""

    label: str
    kata: str


class BentrokDraf:
    """The draft as it is stored now, and the words typed over an older version of it."""

    def __init__(self, saya: Lembar, terbaru: Lembar) -> None:
        self.saya, self.terbaru = saya, terbaru
        self.pilihan: dict[str, str] = {}
        self.names: dict[str, list[str]] = {}
        for name in dict.fromkeys([*terbaru.isi, *saya.isi]):
            if not name.endswith(_TANDA):
                self.names.setdefault(_unit(name), []).append(name)

    def list_beda(self) -> list[Bentrok]:
        """Fields that differ; where just one of the two says something, that one is chosen."""
        own, other = _say_all(self.saya), _say_all(self.terbaru)
        found = []
        for kunci, names in self.names.items():
            if all(self.saya.isi.get(one) == self.terbaru.isi.get(one) for one in names):
                continue
            saya, lain = (_join(side, names) for side in (own, other))
            label = saya.label or lain.label or "Isian yang tidak ada lagi"
            chosen = self.pilihan.get(kunci, _suggest(saya.kata, lain.kata))
            found.append(Bentrok(kunci, label, saya.kata, lain.kata, chosen))
        return found

    def merge(self, posted: Mapping[str, Any]) -> Typed | None:
        """The stored words with mine where they were chosen; None where a choice is missing."""
        beda = self.list_beda()
        said = {one.kunci: posted.get(one.nama, "") for one in beda}
        self.pilihan = {key: one if one in (SAYA, SIMPAN) else "" for key, one in said.items()}
        if not all(self.pilihan.values()):
            return None
        merged = dict(self.terbaru.isi)
        for kunci, choice in self.pilihan.items():
            for name in self.names[kunci] if choice == SAYA else ():
                merged.pop(name, None)
                if name in self.saya.isi:
                    merged[name] = self.saya.isi[name]
        marks = {name: v for name, v in self.saya.isi.items() if name.endswith("kriteria_ada")}
        return marks | merged


def _suggest(saya: str, terbaru: str) -> str:
    return SAYA if saya and not terbaru else SIMPAN if terbaru and not saya else ""


def _unit(name: str) -> str:
    """The field that a typed name belongs to; a need's weight stands with the need."""
    if name.startswith(("jenis_lain_", "nama_lain_")):
        return NAMA_LAIN
    prefix, dash, own = name.partition("-")
    if dash and prefix.startswith("d") and own.startswith("s_"):
        return f"{prefix}-b_{own[2:]}"
    return _LED.get(name, name)


def _say_all(lembar: Lembar) -> dict[str, Isi]:
    """Name and words of every typed field that the forms of the sheet know."""
    found = {}
    for form, of in _list_forms(lembar):
        for name, field in form.fields.items():
            typed = form.add_prefix(name)
            values = lembar.isi.get(typed)
            if values:
                words = _say(field, values)
                found[typed] = Isi(f"{of}: {field.label}" if of else str(field.label), words)
    return found


def _list_forms(lembar: Lembar) -> Iterator[tuple[KitForm, str]]:
    if lembar.orang is None:
        yield lembar.siapa, ""
        yield lembar.alamat, ""
    yield lembar.kriteria, ""
    for bagian in lembar.bagian:
        for form in (bagian.form, bagian.dasar, bagian.kebutuhan):
            yield form, bagian.versi.nama


def _say(field: Any, values: list[str]) -> str:
    choices = {str(kode): str(kata) for kode, kata in getattr(field, "choices", ())}
    if not choices and values == ["on"]:
        return "Ya"
    return ", ".join(choices.get(value, value) for value in values)


def _join(side: dict[str, Isi], names: list[str]) -> Isi:
    told = [side[name] for name in names if name in side]
    return Isi(told[0].label if told else "", "; ".join(one.kata for one in told))
