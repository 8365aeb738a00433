"""Fifty planted words of rahasia rows, and where they must never be found."""

import logging
from dataclasses import dataclass, field
from datetime import date
from uuid import uuid4

from django.http import HttpResponse
from django.utils import timezone

from balale.access.context import acting_as
from balale.cases.services.decisions import return_case
from balale.cases.services.intake import hand_in_case
from balale.cases.services.work import add_note
from balale.registry.models import Ppks
from balale.registry.rules.entry import (
    IsianAlamat,
    IsianEntri,
    IsianKeluarga,
    IsianNotice,
    IsianOrang,
    IsianPpksBaru,
)
from tests.factories import cases
from tests.factories.paper import read_pdf
from tests.site.world import AREAS, World

_TYPED = ("nama", "dusun", "alamat", "hubungi", "wali_nama")
# Category numbers of the case unit, with the code of a text field of their own form.
_FORMS = ((3, "nomor_perkara"), (6, "no_simfoni"), (7, "wali"), (18, "daerah_tujuan"))


@dataclass
class Markers:
    """The planted words by kind, and the cases they stand in."""

    words: dict[str, list[str]] = field(default_factory=dict)
    kasus: list[Ppks] = field(default_factory=list)

    def make(self, kind: str) -> str:
        """The next word: nothing in the product is spelt like it."""
        number = len(self.all) + 1
        word = f"610714450690{9100 + number}" if kind == "nik" else f"Zq{number:02d}sungai{kind}"
        if kind == "telepon":
            word = f"0812777{9100 + number}"
        self.words.setdefault(kind, []).append(word)
        return word

    @property
    def all(self) -> list[str]:
        return [word for words in self.words.values() for word in words]

    def list_found(self, text: str) -> list[str]:
        """Planted words in a text: as typed, in any case, a number also in groups, or as hex."""
        plain = text.casefold()
        dense = plain.replace(" ", "").replace("-", "").replace(".", "")
        return [
            word
            for word in self.all
            if word.casefold() in plain
            or word.encode().hex() in plain
            or (word.isdigit() and word in dense)
        ]


def plant(world: World) -> Markers:
    """Cases by the operator's own form, one by the service, and what case staff wrote."""
    marks = Markers()
    for nomor, field_kode in _FORMS:
        _hand_in_by_form(world, marks, nomor, field_kode)
    for nomor in (19, 19):
        _hand_in_by_form(world, marks, nomor, "")
    _hand_in_by_service(world, marks)
    _write_as_staff(world, marks)
    return marks


def _hand_in_by_form(world: World, marks: Markers, nomor: int, field_kode: str) -> None:
    is_anak = nomor in {3, 6, 7}
    form = {
        "kunci": str(uuid4()), "kategori": str(nomor), "is_bahaya": "ya", "jenis_kelamin": "P",
        "usia": "15" if is_anak else "34", "dasar_hukum": "tugas_hukum",
        "disampaikan_kepada": "wali", "nik": "",
        **{name: marks.make(name) for name in _TYPED},
    }  # fmt: skip
    if field_kode:
        form[f"k{nomor}-{field_kode}"] = marks.make("jawaban")
    if not is_anak:
        form |= {"nik": marks.make("nik")}
    answer = world.client("operator_desa").post("/rahasia/", form)
    assert answer.status_code == 302, answer.content.decode()
    assert not marks.list_found(answer["Location"] + str(answer.cookies))
    marks.kasus.append(cases.newest_case(world.users["koordinator_kasus"]))


def _hand_in_by_service(world: World, marks: Markers) -> None:
    """Parts that the short form has no field for."""
    operator, now = world.users["operator_desa"], timezone.now()
    orang = IsianOrang(
        marks.make("nama"), "P", nik=marks.make("nik"), telepon=marks.make("telepon"),
        nama_lain=(("panggilan", marks.make("panggilan")),), tanggal_lahir=date(1990, 6, 5),
        presisi_tgl_lahir="hari",
    )  # fmt: skip
    isian = IsianPpksBaru(
        orang,
        IsianAlamat(marks.make("dusun"), "003", "001", marks.make("alamat"), marks.make("titik")),
        IsianKeluarga(),
        IsianNotice("tugas_hukum", "wali", marks.make("wali_nama"), "ayah"),
        (IsianEntri(19),),
    )
    with acting_as(operator.context):
        hand_in_case(
            isian=isian, hubungi=marks.make("hubungi"), is_bahaya=False, desa_kode=AREAS["own"],
            by=operator, on=timezone.localdate(now), now=now,
        )  # fmt: skip
    marks.kasus.append(cases.newest_case(world.users["koordinator_kasus"]))


def _write_as_staff(world: World, marks: Markers) -> None:
    koordinator, petugas = world.users["koordinator_kasus"], world.users["petugas_kasus"]
    kasus = marks.kasus[-1]
    cases.assign(kasus, petugas, koordinator)
    cases.assess(kasus, petugas)
    with acting_as(petugas.context):
        for jenis in ("asesmen", "rujukan", "tindakan"):
            add_note(
                kasus=kasus, jenis=jenis, teks=marks.make("catatan"), by=petugas,
                now=timezone.now(),
            )  # fmt: skip
    with acting_as(koordinator.context):
        kasus.refresh_from_db()
        return_case(
            kasus=kasus, versi=kasus.versi, alasan="nik_salah", catatan=marks.make("putusan"),
            by=koordinator, now=timezone.now(),
        )  # fmt: skip


class LogBook(logging.Handler):
    """Everything the product logs, as it would be written."""

    def __init__(self) -> None:
        super().__init__()
        self.setFormatter(logging.Formatter("%(name)s %(message)s %(args)s"))
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(self.format(record))


def read_all(answer: HttpResponse) -> str:
    """Status, headers, cookies and body of an answer; of a printed page its words."""
    headers = "\n".join(f"{name}: {value}" for name, value in answer.items())
    is_pdf = answer.content.startswith(b"%PDF")
    body = read_pdf(answer.content) if is_pdf else answer.content.decode()
    return f"{answer.status_code}\n{headers}\n{answer.cookies}\n{body}"
